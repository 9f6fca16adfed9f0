"""A published catalogue, loaded into an engine of this process and asked a question.

The engine is pyoxigraph; rdflib gives the same answers, more slowly, and is there to be compared
with. Nothing keeps a question here from the network, from memory or from time: that is what the
walls of an evaluator are for (:mod:`tressons_ld.sparql.evaluator`), the only process to run this.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias, cast

from tressons_ld.catalogue.paths import dump_path
from tressons_ld.findings.errors import FolderError, QueryError
from tressons_ld.findings.language import Text
from tressons_ld.rdf.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from tressons_ld.rdf.terms import (
    XSD_NAMESPACE,
    BlankNode,
    Iri,
    Subject,
    Term,
    Triple,
    escape,
)
from tressons_ld.rdf.vocabularies import PREFIXES
from tressons_ld.sparql.results import (
    AskResult,
    GraphResult,
    Result,
    SelectResult,
)
from tressons_ld.sparql.tokens import (
    Token,
    asks_another_server,
    place_of,
    surface_of,
    tokens_of,
)

if TYPE_CHECKING:
    import pyoxigraph as ox
    import rdflib

EngineName = Literal["pyoxigraph", "rdflib"]
Source: TypeAlias = Path | bytes
"""A published folder or an RDF file; or the graph itself, in N-Triples."""

# Extensions of the files that may hold named graphs, and of those that hold one graph.
_DATASETS = {format.extension: format for format in (N_QUADS, TRIG, JSON_LD)}
_GRAPHS = {format.extension: format for format in (N_TRIPLES, TURTLE, RDF_XML)}
# What a publication is read from, the fastest to read first.
_PUBLISHED = (
    *(f"{dump_path(format)}{packed}" for format in (N_TRIPLES, N_QUADS) for packed in ("", ".gz")),
    dump_path(TURTLE),
)


def load(
    source: Source, engine: EngineName = "pyoxigraph", graphs: bool = True
) -> Callable[[str, str], Result]:
    """Return the function that answers a question, given its text and what to call it in messages.

    Args:
        source: a published folder, an RDF file (``.gz`` too), or a graph in N-Triples.
        engine: ``pyoxigraph`` or ``rdflib``.
        graphs: whether a question may name graphs; without, it loads faster.

    Raises:
        FolderError: the source is missing or cannot be read.
    """
    if engine == "rdflib":
        return partial(_run_rdflib, _rdflib_dataset(source, graphs))
    return partial(_run_pyoxigraph, _pyoxigraph_store(source, graphs))


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
        raise FolderError("folder.unknown-extension", source=source, known=known)
    return source, source if graphs and _suffix(source) in _DATASETS else None


def _suffix(path: Path) -> str:
    return Path(path.name.removesuffix(".gz")).suffix


def _unpublished(source: Path) -> FolderError:
    return FolderError("folder.not-published", source=source)


def _opened(path: Path) -> IO[bytes]:
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _unreadable(path: Path, place: str, reason: str) -> FolderError:
    return FolderError("folder.not-rdf", path=path, place=place, reason=reason)


# --- pyoxigraph -----------------------------------------------------------------------------------


def _run_pyoxigraph(store: ox.Store, question: str, name: str) -> Result:
    try:
        return result_of(store.query(question))
    except SyntaxError as error:
        raise _syntax_error(question, name, error.msg) from None
    except OSError:
        # The store is in memory: nothing else reaches out of it.
        raise asks_another_server(name) from None
    except (RuntimeError, ValueError) as error:
        raise _not_evaluated(name, error) from None


def _not_evaluated(name: str, error: Exception) -> QueryError:
    return QueryError("query.not-evaluated", name=name, error=str(error))


def _pyoxigraph_store(source: Source, graphs: bool) -> ox.Store:
    import pyoxigraph as ox

    store = ox.Store()
    if not isinstance(source, Path):
        store.bulk_load(source, ox.RdfFormat.N_TRIPLES)
        return store
    statements, named = _files(source, graphs)
    for path in dict.fromkeys((named, statements)):
        if path is None:
            continue
        suffix = _suffix(path)
        format = ox.RdfFormat.from_media_type((_GRAPHS | _DATASETS)[suffix].media_type)
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

    try:
        if isinstance(answer, ox.QueryBoolean):
            return AskResult(bool(answer))
        if isinstance(answer, ox.QueryTriples):
            return graph_of(answer)
        variables = tuple(variable.value for variable in answer.variables)
        rows = []
        for row in answer:
            rows.append(tuple(None if term is None else term_of(term) for term in row))
        return SelectResult(variables, tuple(rows))
    finally:
        # The engine's iterators must end in their own thread: no traceback may keep one.
        del answer


def graph_of(statements: Any) -> GraphResult:
    """Return the triples, or the quads without their graphs, that pyoxigraph iterates over."""
    triples = []
    try:
        for each in statements:
            s, p, o = map(term_of, (each.subject, each.predicate, each.object))
            triples.append((cast(Subject, s), Iri(p), o))
    finally:
        del statements
    return GraphResult.of(triples)


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

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
# Classes of characters, which tell a person nothing.
_CLASS = re.compile(r"\[(?:'[^']*'|[^\]'])*\]")
_SIGN = re.compile(r'"(?:[^"\\]|\\.)+"')
_KEYWORD = re.compile(r"\b[A-Za-z_]{2,}\b")
_MOST_SIGNS = 3
# Its own sentences, among what it expected.
_UNDECLARED = "Prefix not found"
_SAID = {
    "The SELECT contains a variable that is unbound": Text(
        "une variable de SELECT n'est ni dans GROUP BY ni dans un agrégat",
        "a variable of SELECT is neither in GROUP BY nor in an aggregate",
    ),
    "overrides an existing variable": Text(
        "cette variable a déjà une valeur", "this variable has a value already"
    ),
    "IRI parsing failed": Text(
        "ce n'est pas une IRI entière et bien formée", "this is not a whole, well-formed IRI"
    ),
}


def _syntax_error(question: str, name: str, message: str) -> QueryError:
    """Return the error that points at the token where the engine stopped, by line and character.

    The engine reads a keyword by taking as many characters as it has, beyond the token at fault,
    and tells the farthest character that any attempt came to. So it is given the tokens far apart:
    then that character lies between the token at fault and the next one.
    """
    import pyoxigraph as ox

    tokens = surface_of(question).tokens
    spaced, starts = _spaced(tokens)
    match = None
    try:
        ox.Store().query(spaced)
    except SyntaxError as error:
        match = _PLACE.match(error.msg)
    if match is None:
        return QueryError("query.syntax-of-engine", place=name, reason=message)
    before = spaced.split("\n")[: int(match[1]) - 1]
    offset = sum(len(line) + 1 for line in before) + int(match[2]) - 1
    said = _CLASS.sub("", match[3])
    if _UNDECLARED in said:
        at = sum(start < offset for start in starts) - 1
        return _at(question, name, tokens[at], _undeclared(tokens[at].text))
    if offset >= len(spaced):
        opened = next((t for t in reversed(tokens) if t.kind == "unclosed" or t.text == "<"), None)
        if opened is not None:
            sign = opened.text[: 3 if opened.text[:3] in ('"""', "'''") else 1]
            never = Text(f"« {sign} » jamais fermé", f"this {sign} is never closed")
            return _at(question, name, opened, never)
    for sentence, what in _SAID.items():
        if sentence in said:
            at = sum(start < offset for start in starts) - 1
            return _at(question, name, tokens[at], what)
    signs = _SIGN.findall(said)
    words = _KEYWORD.findall(_SIGN.sub("", said))
    exact = {offset - len(word) for word in words} | {offset}
    met = next((t for t, start in zip(tokens, starts, strict=True) if start in exact), None)
    if met is None and offset < len(spaced):
        met = tokens[sum(start <= offset for start in starts) - 1]
    if met is None:
        done = Text("la question n'est pas finie", "the question is not finished")
        return _at(question, name, None, done)
    what = Text(f"« {met.text} » inattendu", f'unexpected "{met.text}"')
    if not words and 0 < len(signs) <= _MOST_SIGNS:
        wanted = ", ".join(signs)
        what = Text(f"{what.fr}, à la place de {wanted}", f"{what.en}, instead of {wanted}")
    return _at(question, name, met, what)


_GAP = " " * 64
_ALONE = frozenset("{}()[],;")


def _spaced(tokens: tuple[Token, ...]) -> tuple[str, list[int]]:
    """Return the tokens far apart, without comments, and where each of them begins."""
    pieces, starts, length = [], [], 0
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        apart = (
            following is None
            or following.start > token.end
            or bool({token.text, following.text} & _ALONE)
        )
        starts.append(length)
        pieces.append(token.text + (_GAP if apart else ""))
        length += len(pieces[-1])
    return "".join(pieces), starts


def _undeclared(name: str) -> Text:
    prefix = name.partition(":")[0]
    line = f"PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"
    return Text(
        f"le préfixe « {prefix} » n'est pas déclaré : ajouter {line}",
        f'the prefix "{prefix}" is not declared: add {line}',
    )


def _at(question: str, name: str, token: Token | None, what: Text) -> QueryError:
    """Return the error at a token, or after the last one."""
    last = max((each.end for each in tokens_of(question)), default=0)
    line, character = place_of(question, last if token is None else token.start)
    return QueryError("query.syntax", name=name, line=line, character=character, what=what)


# --- rdflib ---------------------------------------------------------------------------------------


def _rdflib_dataset(source: Source, graphs: bool) -> rdflib.Dataset:
    import rdflib
    import rdflib.plugins.sparql

    # FROM fetches nothing, in this whole process.
    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    dataset = rdflib.Dataset(default_union=True)
    if not isinstance(source, Path):
        dataset.default_graph.parse(data=source, format="nt")
        return dataset
    statements, named = _files(source, graphs)
    path = named or statements
    try:
        with _opened(path) as file:
            dataset.parse(file, format=(_GRAPHS | _DATASETS)[_suffix(path)].rdflib)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 (each of its readers has exceptions of its own)
        raise _unreadable(path, "", str(error)) from None
    return dataset


def _run_rdflib(dataset: rdflib.Dataset, question: str, name: str) -> Result:
    from pyparsing import ParseBaseException

    try:
        return _rdflib_result(dataset.query(question), "GROUP" in surface_of(question).keywords)
    except ParseBaseException as error:
        place = f"{name}:{error.lineno}:{error.column}"
        raise QueryError("query.syntax-of-engine", place=place, reason=error.msg) from None
    except RecursionError:
        raise QueryError("query.too-deep", name=name) from None
    except MemoryError:
        raise
    except OSError:
        raise asks_another_server(name) from None
    except Exception as error:  # noqa: BLE001 (it has no exception of its own for an evaluation)
        raise _not_evaluated(name, error) from None


def _rdflib_result(answer: rdflib.query.Result, grouped: bool) -> Result:
    if answer.type == "ASK":
        return AskResult(bool(answer.askAnswer))
    if answer.type in ("CONSTRUCT", "DESCRIBE"):
        return GraphResult.of(_rdflib_triples(cast("rdflib.Graph", answer.graph)))
    variables = list(answer.vars or ())
    # Groups of nothing are no rows (SPARQL 1.1, section 11.2); rdflib holds an empty one.
    bindings = [row for row in answer.bindings if row or not grouped]
    rows = [[row.get(variable) for variable in variables] for row in bindings]
    return SelectResult(
        tuple(str(variable) for variable in variables),
        tuple(tuple(None if x is None else _rdflib_term(x) for x in row) for row in rows),
    )


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
