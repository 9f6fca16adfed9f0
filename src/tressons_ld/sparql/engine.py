"""A published catalogue, loaded into an engine of this process and asked a question.

The engine is pyoxigraph; rdflib gives the same answers, more slowly, and is there to be compared
with. Nothing keeps a question here from the network, from memory or from time: that is what the
walls of an evaluator are for (:mod:`tressons_ld.sparql.evaluator`), the only process to run this.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias, cast

from tressons_ld.catalogue.paths import dump_path
from tressons_ld.findings.errors import FolderError, QueryError
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
from tressons_ld.sparql.results import (
    AskResult,
    GraphResult,
    Result,
    SelectResult,
)
from tressons_ld.sparql.syntax_errors import syntax_error
from tressons_ld.sparql.tokens import (
    asks_another_server,
    surface_of,
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

_OF_THE_STORE = "IO error"
"""How the engine begins where it cannot write a store; the words of Python are others."""


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


def files_of(source: Path, graphs: bool) -> tuple[Path, Path | None]:
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


def opened_file(path: Path) -> IO[bytes]:
    """Return a file of a source, opened and unpacked."""
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def _unreadable(path: Path, place: str, reason: str) -> FolderError:
    return FolderError("folder.not-rdf", path=path, place=place, reason=reason)


# --- pyoxigraph -----------------------------------------------------------------------------------


def _run_pyoxigraph(store: ox.Store, question: str, name: str) -> Result:
    try:
        return result_of(store.query(question))
    except SyntaxError as error:
        raise syntax_error(question, name, error.msg) from None
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
    if isinstance(source, Path):
        fill(store, source, graphs)
    else:
        store.bulk_load(source, ox.RdfFormat.N_TRIPLES)
    return store


def fill(
    store: ox.Store,
    source: Path,
    graphs: bool = True,
    opened: Callable[[Path], IO[bytes]] = opened_file,
) -> None:
    """Load a source into a store: all statements, each once, and the quads beside.

    Args:
        store: the store.
        source: a published folder or an RDF file.
        graphs: whether the quads are loaded too.
        opened: opens a file of it.

    Raises:
        FolderError: the source is missing or cannot be read.
        OSError: the store, which lies on the disk, cannot be written.
    """
    import pyoxigraph as ox

    statements, named = files_of(source, graphs)
    for path in dict.fromkeys((named, statements)):
        if path is None:
            continue
        suffix = _suffix(path)
        format = ox.RdfFormat.from_media_type((_GRAPHS | _DATASETS)[suffix].media_type)
        try:
            with opened(path) as file:
                if path == named or suffix in _GRAPHS:
                    store.bulk_load(file, format)
            if path == statements and suffix in _DATASETS:
                with opened(path) as file:
                    quads = ox.parse(file, format)
                    store.bulk_extend(ox.Quad(q.subject, q.predicate, q.object) for q in quads)
        except SyntaxError as error:
            place = f":{error.lineno}:{error.offset}" if error.lineno else ""
            raise _unreadable(path, place, error.msg) from None
        except (OSError, ValueError, EOFError) as error:
            if str(error).startswith(_OF_THE_STORE):
                raise
            raise _unreadable(path, "", str(error)) from None


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
    statements, named = files_of(source, graphs)
    path = named or statements
    try:
        with opened_file(path) as file:
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
