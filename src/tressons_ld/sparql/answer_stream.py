"""The answer of the engine, written as it comes: rows and statements are never held together.

What the engine's own writers do wrong is refused or mended here: the order of the columns of
``SELECT *``, characters that XML has not, predicates that RDF/XML cannot write.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, Literal, TypeAlias, cast

from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf import formats
from tressons_ld.rdf.formats import Format
from tressons_ld.sparql.answer_jsonld import write_json_ld
from tressons_ld.sparql.tokens import Surface, Token

if TYPE_CHECKING:
    import pyoxigraph as ox

AnswerKind: TypeAlias = Literal["rows", "boolean", "graph"]


def kind_of(answer: Any) -> AnswerKind:
    """Return what the engine answers with."""
    import pyoxigraph as ox

    if isinstance(answer, ox.QueryBoolean):
        return "boolean"
    return "graph" if isinstance(answer, ox.QueryTriples) else "rows"


def columns_in_order(
    ask: Callable[[str], Any], question: str, surface: Surface, answer: Any
) -> Any:
    """Return the answer to ``SELECT *`` with its columns in the order of the question.

    The engine gives them sorted; so it is asked again, its variables in the place of the star.
    Where that does not come to the same columns, its own answer stands.

    Args:
        ask: asks the engine.
        question: the question.
        surface: of the question.
        answer: what the engine gives to it, nothing of which was read.
    """
    star = _star(surface)
    if star is None or kind_of(answer) != "rows":
        return answer
    names = [variable.value for variable in answer.variables]
    places: dict[str, int] = {}
    for token in surface.tokens:
        if token.kind == "variable":
            places.setdefault(token.text[1:], token.start)
    ordered = sorted(names, key=lambda name: places.get(name, len(question)))
    if ordered == names:
        return answer
    listed = " ".join(f"?{name}" for name in ordered)
    try:
        again = ask(f"{question[: star.start]} {listed} {question[star.end :]}")
    except (SyntaxError, ValueError):
        return answer
    same = kind_of(again) == "rows" and [v.value for v in again.variables] == ordered
    return again if same else answer


def _star(surface: Surface) -> Token | None:
    """Return the star of ``SELECT *``, the outermost one."""
    tokens = iter(surface.tokens)
    for token in tokens:
        if token.kind == "word" and token.text.upper() == "SELECT":
            after = next(tokens, None)
            if after is not None and after.text.upper() in ("DISTINCT", "REDUCED"):
                after = next(tokens, None)
            return after if after is not None and after.text == "*" else None
        if token.text == "{":
            return None
    return None


# An IRI that is neither relative nor escaped.
_WHOLE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^\\]*>")


def prefixes_of(surface: Surface) -> dict[str, str]:
    """Return the prefixes that a question declares with whole IRIs, but those of no use."""
    prefixes = {}
    tokens = iter(surface.tokens)
    for token in tokens:
        if token.text == "{":
            break
        if token.kind == "word" and token.text.upper() == "PREFIX":
            name, iri = next(tokens, None), next(tokens, None)
            if name is not None and iri is not None and _WHOLE.fullmatch(iri.text):
                prefixes[name.text.removesuffix(":")] = iri.text[1:-1]
    return prefixes


def write_answer(
    answer: Any, format: Format, write: Callable[[bytes], None], prefixes: Mapping[str, str]
) -> None:
    """Write an answer of the engine as it comes.

    Args:
        answer: rows, yes or no, or statements.
        format: one of those for rows or, for statements, for graphs.
        write: takes the bytes, a few thousand at a time.
        prefixes: those to write statements with.

    Raises:
        QueryError: a value cannot be written in this format.
    """
    import pyoxigraph as ox

    output = _Output(_xml_checked(write) if format in _XML else write)
    try:
        if kind_of(answer) != "graph":
            answer.serialize(output, ox.QueryResultsFormat.from_media_type(format.media_type))
            return
        known = _valid(prefixes)
        if format is formats.JSON_LD:
            write_json_ld(answer, write, known)
            return
        statements = _writable_in_xml(answer) if format is formats.RDF_XML else answer
        ox_format = cast("ox.RdfFormat", ox.RdfFormat.from_media_type(format.media_type))
        ox.serialize(statements, cast("IO[bytes]", output), ox_format, prefixes=known)
    finally:
        # The engine's iterators must end in their own thread: no traceback may keep one.
        del answer


_XML = (formats.SPARQL_XML, formats.RDF_XML)


class _Output:
    """What the engine writes to."""

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def write(self, piece: bytes) -> int:
        self._write(piece)
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the engine calls it, and what is held back is."""


# Char, production [2] of XML 1.0, in UTF-8: what it leaves out.
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_LONGEST = 2


def _xml_checked(write: Callable[[bytes], None]) -> Callable[[bytes], None]:
    end = b""

    def checked(piece: bytes) -> None:
        nonlocal end
        if _NOT_IN_XML.search(end + piece):
            raise QueryError("query.control-character")
        end = bytes(piece[-_LONGEST:])
        write(piece)

    return checked


# The end of an IRI that can stand as the local name of an element (Namespaces in XML, NCName).
_LOCAL_NAME = re.compile(r"[^\W\d][\w.\-\u00b7]*$")


def _writable_in_xml(statements: Any) -> Iterator[Any]:
    for each in statements:
        if not _LOCAL_NAME.search(each.predicate.value):
            value = f"<{each.predicate.value}>"
            raise QueryError("query.not-writable", value=value, format="rdf")
        yield each


def _valid(prefixes: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that every format can write: XML has no name with a percent sign."""
    return {name: iri for name, iri in prefixes.items() if re.fullmatch(r"[A-Za-z]\w*|", name)}
