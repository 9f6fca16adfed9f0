"""The body of what an endpoint answers: unpacked, in UTF-8, its rows read as far as they go.

A row is read by pyoxigraph. Where that refuses the answer for one term that is not well formed,
the rows are read again here, in JSON and in XML: that term is given as a text, as it was sent, and
told.

Specifications: SPARQL 1.1 Query Results JSON, section 3 (https://www.w3.org/TR/sparql11-results-json/),
and XML, section 2 (https://www.w3.org/TR/rdf-sparql-XMLres/); RFC 9110, section 8.4 (codings).
"""

from __future__ import annotations

import codecs
import json
import re
import xml.etree.ElementTree as ElementTree
import zlib
from collections.abc import Callable, Iterator, Mapping
from email.message import Message
from typing import Any

from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import SPARQL_JSON, SPARQL_XML, Format
from tressons_ld.rdf.terms import BlankNode, Literal, Term, iri, text
from tressons_ld.sparql.engine import result_of
from tressons_ld.sparql.results import AskResult, Result, SelectResult

_GZIP_OR_ZLIB = 47
_GZIP_MAGIC = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_XML_DECLARATION = re.compile(rb"\A\s*<\?xml\b[^>]*\?>")
_XML_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_SPARQL = "{http://www.w3.org/2005/sparql-results#}"
_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MOST_TOLD = 3
_PLACE = sentence("endpoint.row-and-column")
_ODD = sentence("endpoint.term-malformed")


class CutError(Exception):
    """The body ends before the answer does.

    Attributes:
        words: what stands where the answer should go on.
    """

    def __init__(self, words: str = "") -> None:
        super().__init__(words)
        self.words = " ".join(words.split())


def unpacked(body: bytes, coding: str, most: int) -> bytes:
    """Return the body without its compression; of a larger one, ``most`` bytes and one.

    Raises:
        ValueError: the coding is not known, or the body is not in it.
        CutError: it ends too early.
    """
    coding = coding.strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise ValueError(f"Content-Encoding: {coding}")
    if coding in ("", "identity") and not body.startswith(_GZIP_MAGIC):
        return body
    kind = -zlib.MAX_WBITS if coding == "deflate" and not _is_zlib(body) else _GZIP_OR_ZLIB
    unpacker = zlib.decompressobj(kind)
    try:
        content = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise ValueError(f"Content-Encoding: {coding}: {error}") from None
    if not unpacker.eof and len(content) <= most:
        raise CutError
    return content


def _is_zlib(body: bytes) -> bool:
    return body.startswith(_GZIP_MAGIC) or int.from_bytes(body[:2], "big") % 31 == 0


def in_utf8(body: bytes, headers: Message) -> bytes:
    """Return the body in UTF-8, whatever encoding it is in, without mark and XML declaration.

    Raises:
        ValueError: the encoding is not known, or the body is not in it.
    """
    declaration = _XML_DECLARATION.match(body)
    named = _XML_ENCODING.search(declaration[0]) if declaration else None
    encoding = headers.get_content_charset() or (named[1].decode("ascii") if named else "utf-8")
    for mark, of_mark in _BOMS:
        if body.startswith(mark):
            body, encoding = body[len(mark) :], of_mark
            break
    try:
        if codecs.lookup(encoding).name not in ("utf-8", "ascii"):
            body = body.decode(encoding).encode()
    except (LookupError, UnicodeError) as error:
        raise ValueError(str(error)) from None
    return _XML_DECLARATION.sub(b"", body, count=1)


def rows_of(body: bytes, format: Format) -> Result:
    """Return the rows, or the yes or no, of a body in UTF-8.

    Raises:
        ValueError: it is no answer in this format.
        CutError: it is the beginning of one.
    """
    import pyoxigraph as ox

    form = ox.QueryResultsFormat.from_media_type(format.media_type)
    assert form is not None
    try:
        return result_of(ox.parse_query_results(body, form))
    except (SyntaxError, ValueError) as error:
        read = _READERS.get(format)
        result = read(body.decode("utf-8", "replace")) if read else None
        if result is None:
            raise ValueError(str(error)) from None
        return result


# --- read again, term by term ---------------------------------------------------------------------


class _Terms:
    """Terms as they were sent, and what is told of those that are none."""

    def __init__(self) -> None:
        self._told: list[Text] = []
        self._odd = 0

    def term(self, kind: str, value: str, language: str, datatype: str, place: Text) -> Term:
        """Return a term; as a text where it is not well formed.

        Raises:
            ValueError: there is no such kind of term.
        """
        try:
            match kind:
                case "uri":
                    return iri(value)
                case "bnode" if re.fullmatch(r"[A-Za-z0-9_]+", value):
                    return BlankNode(f"_:{value}")
                case "literal" | "typed-literal" if datatype and not language:
                    return Literal(f"{text(value)}^^{iri(datatype)}")
                case "literal" | "typed-literal":
                    return text(value, language or None)
        except ValueError:
            pass
        if kind not in ("uri", "bnode", "literal", "typed-literal"):
            raise ValueError(kind)
        odd = f"@{language}" if language else datatype if kind != "uri" and datatype else value
        self._tell(odd, place)
        return text(value.encode("utf-8", "replace").decode())

    def _tell(self, odd: str, place: Text) -> None:
        self._odd += 1
        if self._odd <= _MOST_TOLD:
            self._told.append(_ODD.format(place=place, odd=quotation(odd)))

    @property
    def remarks(self) -> tuple[Text, ...]:
        """What is wrong with them, the first ones one by one."""
        more = self._odd - len(self._told)
        if not more:
            return tuple(self._told)
        others = sentence("endpoint.more-malformed", more=more)
        return (*self._told, others)


def _select(
    variables: list[str], rows: Iterator[Mapping[str, tuple[str, str, str, str]]]
) -> SelectResult:
    terms = _Terms()
    read = []
    for number, row in enumerate(rows, start=1):
        given = {
            name: terms.term(*parts, place=_PLACE.format(row=number, name=name))
            for name, parts in row.items()
        }
        read.append(tuple(given.get(name) for name in variables))
    return SelectResult(tuple(variables), tuple(read), warnings=terms.remarks)


def _json_rows(body: str) -> Result | None:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        if isinstance(error, json.JSONDecodeError) and _begins_json(body):
            raise CutError(body[error.pos :]) from None
        return None
    try:
        if isinstance(answer.get("boolean"), bool):
            return AskResult(answer["boolean"])
        variables = [str(name) for name in answer["head"]["vars"]]
        return _select(variables, map(_json_row, answer["results"]["bindings"]))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _begins_json(body: str) -> bool:
    return bool(re.match(r'\s*\{\s*"(?:head|results|boolean)"\s*:', body))


def _json_row(row: Mapping[str, Any]) -> dict[str, tuple[str, str, str, str]]:
    return {
        name: (
            str(term["type"]),
            str(term["value"]),
            str(term.get("xml:lang") or ""),
            str(term.get("datatype") or ""),
        )
        for name, term in row.items()
    }


def _xml_rows(body: str) -> Result | None:
    if "<!DOCTYPE" in body or "<!ENTITY" in body:
        return None
    try:
        root = ElementTree.fromstring(body)
    except ElementTree.ParseError as error:
        if "<sparql" in body[:1000]:
            line, column = error.position
            lines = body.splitlines(keepends=True)
            raise CutError("".join(lines[line - 1 :])[column:]) from None
        return None
    if (yes := root.find(f"{_SPARQL}boolean")) is not None:
        return AskResult((yes.text or "").strip() == "true")
    if root.find(f"{_SPARQL}results") is None:
        return None
    variables = [each.get("name", "") for each in root.iter(f"{_SPARQL}variable")]
    try:
        return _select(variables, map(_xml_row, root.iter(f"{_SPARQL}result")))
    except ValueError:
        return None


def _xml_row(row: ElementTree.Element) -> dict[str, tuple[str, str, str, str]]:
    return {
        binding.get("name", ""): (
            term.tag.removeprefix(_SPARQL),
            term.text or "",
            term.get(_XML_LANGUAGE, ""),
            term.get("datatype", ""),
        )
        for binding in row
        for term in binding
    }


_READERS: Mapping[Format, Callable[[str], Result | None]] = {
    SPARQL_JSON: _json_rows,
    SPARQL_XML: _xml_rows,
}
