"""A published catalogue, loaded into an engine of this process and asked a question.

The engine is pyoxigraph; rdflib gives the same answers, more slowly, and is there to be compared
with. Nothing is fetched: SERVICE is refused, and a ``FROM`` names a graph of the file or none.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias, cast

from tressons_ld.answers import AskResult, GraphResult, Result, SelectResult
from tressons_ld.errors import FolderError, QueryError, Text
from tressons_ld.namespaces import PREFIXES
from tressons_ld.sparql import Surface, place_of, refuse_here, surface_of
from tressons_ld.terms import XSD_NAMESPACE, BlankNode, Iri, Subject, Term, Triple, escape

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

EngineName = Literal["pyoxigraph", "rdflib"]
Source: TypeAlias = Path | Iterable[Triple]

# Extensions of the files that may hold named graphs, and of those that hold one graph.
_DATASETS = {".nq": "N_QUADS", ".trig": "TRIG", ".jsonld": "JSON_LD"}
_GRAPHS = {".nt": "N_TRIPLES", ".ttl": "TURTLE", ".rdf": "RDF_XML"}
# What a publication is read from, the fastest to read first.
_PUBLISHED = ("catalogue.nt", "catalogue.nt.gz", "catalogue.nq", "catalogue.nq.gz", "catalogue.ttl")


def run(
    question: str,
    source: Source,
    *,
    name: str = "question",
    engine: EngineName = "pyoxigraph",
) -> Result:
    """Return the answer to a question.

    The default graph is all the statements, each once, whatever graphs they stand in; ``GRAPH``
    reaches the named ones of an ``.nq`` file, or of the one in a published folder.

    Args:
        question: SPARQL 1.1, a query and no update.
        source: a published folder, an RDF file (``.gz`` too), or triples.
        name: what to call the question in messages, its file.
        engine: ``pyoxigraph`` or ``rdflib``.

    Raises:
        QueryError: the question has an error of syntax, is an update, asks another server, or
            cannot be evaluated.
        FolderError: the source is missing or cannot be read.
    """
    surface = surface_of(question)
    refuse_here(surface, question, name)
    if engine == "rdflib":
        return _run_rdflib(question, source, surface, name)
    return _run_pyoxigraph(question, source, surface, name)


# --- the source -----------------------------------------------------------------------------------


def _files(source: Path, graphs: bool) -> tuple[Path, Path | None]:
    """Return the file of the statements, and the file of the named graphs where they are asked."""
    if source.is_dir():
        here = [source / name for name in _PUBLISHED if (source / name).is_file()]
        if not here:
            raise _unpublished(source)
        named = [path for path in here if _suffix(path) == ".nq"]
        return here[0], named[0] if graphs and named else None
    if not source.exists():
        raise _unpublished(source)
    if _suffix(source) not in _DATASETS | _GRAPHS:
        known = ", ".join((*_GRAPHS, *_DATASETS))
        raise FolderError(
            f"{source} : extension inconnue. Donner un dossier publié, ou un fichier {known}.",
            f"{source}: unknown extension. Give a published folder, or a file {known}.",
        )
    return source, source if graphs and _suffix(source) in _DATASETS else None


def _suffix(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix


def _unpublished(source: Path) -> FolderError:
    return FolderError(
        f"{source} : pas de catalogue publié ici. Lancer d'abord « tressons-ld publish ».",
        f'{source}: no catalogue is published here. Run "tressons-ld publish" first.',
    )


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _unreadable(path: Path, place: str, reason: str) -> FolderError:
    return FolderError(
        f"{path}{place} : ce fichier n'est pas du RDF lisible ({reason}). Le publier de nouveau.",
        f"{path}{place}: this file is not readable RDF ({reason}). Publish it again.",
    )


# --- pyoxigraph -----------------------------------------------------------------------------------


def _run_pyoxigraph(question: str, source: Source, surface: Surface, name: str) -> Result:
    store = _store_of(source, bool(surface.keywords & {"GRAPH", "FROM"}))
    try:
        return result_of(store.query(question))
    except SyntaxError as error:
        raise syntax_error(question, name, error.msg) from None
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(
            f"{name} : cette question ne peut pas être évaluée ({error}).",
            f"{name}: this question cannot be evaluated ({error}).",
        ) from None


def _store_of(source: Source, graphs: bool) -> ox.Store:
    import pyoxigraph as ox

    store = ox.Store()
    if not isinstance(source, Path):
        text = "".join(f"{s} {p} {o} .\n" for s, p, o in source)
        store.bulk_load(text.encode(), ox.RdfFormat.N_TRIPLES)
        return store
    statements, named = _files(source, graphs)
    for path in dict.fromkeys((named, statements)):
        if path is None:
            continue
        suffix = _suffix(path)
        format = getattr(ox.RdfFormat, (_GRAPHS | _DATASETS)[suffix])
        try:
            with _opened(path) as file:
                if path == named or suffix in _GRAPHS:
                    store.bulk_load(file, format)
            if path == statements and suffix in _DATASETS:
                with _opened(path) as file:
                    quads = ox.parse(file, format)
                    store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
        except SyntaxError as error:
            place = f":{error.lineno}:{error.offset}" if error.lineno else ""
            raise _unreadable(path, place, error.msg) from None
        except (OSError, ValueError, EOFError) as error:
            raise _unreadable(path, "", str(error)) from None
    return store


def result_of(answer: Any) -> Result:
    """Return the answer of pyoxigraph, to a query or read from a file of results."""
    import pyoxigraph as ox

    if isinstance(answer, ox.QueryBoolean):
        return AskResult(bool(answer))
    if isinstance(answer, ox.QueryTriples):
        return GraphResult.of(map(triple_of, answer))
    variables = tuple(variable.value for variable in answer.variables)
    rows = tuple(tuple(None if x is None else term_of(x) for x in row) for row in answer)
    return SelectResult(variables, rows)


def triple_of(triple: ox.Triple | ox.Quad) -> Triple:
    """Return a triple of pyoxigraph as the texts of its terms."""
    subject, predicate, value = map(term_of, (triple.subject, triple.predicate, triple.object))
    return cast(Subject, subject), Iri(predicate), value


def term_of(term: Any) -> Term:
    """Return a term of pyoxigraph in its N-Triples spelling."""
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return Iri(f"<{term.value}>")
    if isinstance(term, ox.BlankNode):
        return BlankNode(f"_:{term.value}")
    if isinstance(term, ox.Literal) and term.direction is None:
        return _literal(term.value, term.datatype.value, term.language)
    return cast(Term, str(term))


def _literal(value: str, datatype: str | None, language: str | None) -> Term:
    spelled = f'"{escape(value)}"'
    if language:
        return cast(Term, f"{spelled}@{language}")
    if datatype in (None, f"{XSD_NAMESPACE}string"):
        return cast(Term, spelled)
    return cast(Term, f"{spelled}^^<{datatype}>")


# --- errors of syntax -----------------------------------------------------------------------------

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
# Classes of characters, which tell a person nothing.
_CLASS = re.compile(r"\[(?:'[^']*'|[^\]'])*\]")
_EXPECTED = re.compile(r'"(?:[^"\\]|\\.)+"|\b[A-Z]{2,}\b')
_MOST_EXPECTED = 5
# Its own sentences, among what it expected.
_SAID = {
    "The SELECT contains a variable that is unbound": Text(
        "une variable de SELECT n'est ni dans GROUP BY ni dans un agrégat",
        "a variable of SELECT is neither in GROUP BY nor in an aggregate",
    ),
}


def syntax_error(question: str, name: str, message: str) -> QueryError:
    """Return the error that points at the place where the engine stopped, line and character.

    The message of the engine lists all that it could have read there; what it met says more.
    """
    match = _PLACE.match(message)
    if match is None:
        return QueryError(
            f"{name} : erreur de syntaxe ({message}).", f"{name}: syntax error ({message})."
        )
    line, character, expected = int(match[1]), int(match[2]), match[3]
    lines = question.split("\n")
    offset = sum(len(before) + 1 for before in lines[: line - 1]) + character - 1
    tokens = surface_of(question).tokens
    if "Prefix not found" in expected:
        token = next((t for t in tokens if t.start < offset <= t.end and t.kind == "name"), None)
        if token is not None:
            line, character = place_of(question, token.start)
            prefix = token.text.partition(":")[0]
            add = f"PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"
            what = Text(
                f"le préfixe « {prefix} » n'est pas déclaré : ajouter {add}",
                f'the prefix "{prefix}" is not declared: add {add}',
            )
            return _syntax_error(name, line, character, what)
    for said, what in _SAID.items():
        if said in expected:
            return _syntax_error(name, line, character, what)
    token = next((t for t in tokens if t.end > offset), None)
    met = Text("fin inattendue", "unexpected end")
    if token is not None:
        met = Text(f"« {token.text} » inattendu", f'unexpected "{token.text}"')
    wanted = list(dict.fromkeys(_EXPECTED.findall(_CLASS.sub("", expected))))
    if 0 < len(wanted) <= _MOST_EXPECTED:
        names = ", ".join(wanted)
        met = Text(f"{met.fr}, à la place de {names}", f"{met.en}, instead of {names}")
    return _syntax_error(name, line, character, met)


def _syntax_error(name: str, line: int, character: int, what: Text) -> QueryError:
    return QueryError(
        f"{name}:{line}:{character} : erreur de syntaxe : {what.fr}.",
        f"{name}:{line}:{character}: syntax error: {what.en}.",
    )


# --- rdflib ---------------------------------------------------------------------------------------


def _run_rdflib(question: str, source: Source, surface: Surface, name: str) -> Result:
    import rdflib.plugins.sparql
    from pyparsing import ParseBaseException

    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    dataset = rdflib.Dataset(default_union=True)
    if isinstance(source, Path):
        path = _files(source, True)[1] or _files(source, False)[0]
        with _opened(path) as file:
            dataset.parse(file, format=_RDFLIB_FORMATS[_suffix(path)])
    else:
        text = "".join(f"{s} {p} {o} .\n" for s, p, o in source)
        dataset.default_graph.parse(data=text, format="nt")
    try:
        answer = dataset.query(question)
        if answer.type == "ASK":
            return AskResult(bool(answer.askAnswer))
        if answer.type in ("CONSTRUCT", "DESCRIBE"):
            graph = cast("rdflib.Graph", answer.graph)
            return GraphResult.of(_rdflib_triples(graph))
        variables = list(answer.vars or ())
        rows = [[row.get(variable) for variable in variables] for row in answer.bindings]
    except ParseBaseException as error:
        what = Text(f"« {error.line.strip()} »", f'"{error.line.strip()}"')
        raise _syntax_error(name, error.lineno, error.column, what) from None
    return SelectResult(
        tuple(str(variable) for variable in variables),
        tuple(tuple(None if x is None else _rdflib_term(x) for x in row) for row in rows),
    )


_RDFLIB_FORMATS = {
    ".nq": "nquads",
    ".trig": "trig",
    ".jsonld": "json-ld",
    ".nt": "nt",
    ".ttl": "turtle",
    ".rdf": "xml",
}


def _rdflib_triples(graph: rdflib.Graph) -> Iterator[Triple]:
    for subject, predicate, value in graph:
        s, p, o = map(_rdflib_term, (subject, predicate, value))
        yield cast(Subject, s), Iri(p), o


def _rdflib_term(term: Any) -> Term:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return Iri(f"<{term}>")
    if isinstance(term, rdflib.BNode):
        return BlankNode(f"_:{term}")
    return _literal(str(term), str(term.datatype) if term.datatype else None, term.language)
