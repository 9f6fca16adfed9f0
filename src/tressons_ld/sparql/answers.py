"""The ways of writing the answer to a query.

Specifications: SPARQL 1.1 Query Results CSV and TSV
(https://www.w3.org/TR/sparql11-results-csv-tsv/), JSON
(https://www.w3.org/TR/sparql11-results-json/) and XML
(https://www.w3.org/TR/rdf-sparql-XMLres/).
"""

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest
from typing import Any

from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf import formats
from tressons_ld.rdf.rdfxml import NOT_IN_XML
from tressons_ld.rdf.serialisation import SERIALISERS, document
from tressons_ld.rdf.terms import (
    XSD_NAMESPACE,
    Iri,
    Literal,
    Term,
    TermError,
    Triple,
    is_blank,
    is_iri,
    is_literal,
    lexical_form,
    literal_parts,
)
from tressons_ld.rdf.units import PropertyOrder, Unit, short
from tressons_ld.sparql.results import AskResult, GraphResult, Result, SelectResult

TABLE_FORMATS = ("table", *formats.names(formats.ROW_FORMATS))
# Short names of serialisations, as people type them.
_ALIASES = {
    "nt": formats.N_TRIPLES.name,
    "jsonld": formats.JSON_LD.name,
    "rdfxml": formats.RDF_XML.name,
    "ttl": formats.TURTLE.name,
}
GRAPH_FORMATS = formats.names(formats.GRAPH_FORMATS)
ANSWER_FORMATS = (*TABLE_FORMATS, *GRAPH_FORMATS, *_ALIASES)

_NO_ROW = sentence("query.no-row")
_ROWS = sentence("query.rows")
_ANSWERS = {True: sentence("query.true"), False: sentence("query.false")}


def write(
    result: Result,
    format: str | None = None,
    *,
    width: int | None = None,
    language: str = "fr",
    order: PropertyOrder | None = None,
) -> str:
    """Return the answer as text; line ends are those of the format, CRLF in CSV.

    Args:
        result: the answer.
        format: one of :data:`TABLE_FORMATS` for rows and for yes or no, one of
            :data:`GRAPH_FORMATS` for statements; by default ``table`` or ``turtle``.
        width: columns of the terminal, for a table; None to leave its cells whole.
        language: of the few words a table has of its own.
        order: the order of properties in Turtle and the like.

    Raises:
        QueryError: this answer cannot be written in this format.
    """
    if isinstance(result, GraphResult):
        return _write_graph(result, _ALIASES.get(format or "turtle", format or "turtle"), order)
    format = format or "table"
    if format not in TABLE_FORMATS:
        raise _not_in(format, TABLE_FORMATS, sentence("query.rows-limit"))
    if isinstance(result, AskResult):
        return _write_ask(result, format, language)
    if format == "table":
        return table(result, width=width, language=language)
    return _WRITERS[format](result)


def _not_in(format: str, known: Sequence[str], what: Text) -> QueryError:
    names = ", ".join(known)
    return QueryError("query.unsuitable-format", what=what, format=format, names=names)


def _write_graph(result: GraphResult, format: str, order: PropertyOrder | None) -> str:
    if format not in GRAPH_FORMATS:
        raise _not_in(format, GRAPH_FORMATS, sentence("query.triples-limit"))
    if format == "n-triples":
        return "".join(f"{s} {p} {o} .\n" for s, p, o in result.triples)
    wholes: dict[Iri, list[Triple]] = {}
    for triple in result.triples:
        whole = triple[0].partition("#")[0]
        wholes.setdefault(Iri(f"{whole}>" if whole != triple[0] else whole), []).append(triple)
    arrange = (order or PropertyOrder()).arrange
    # What most is said of comes first: the thing asked about, before what it names.
    largest_first = sorted(wholes.items(), key=lambda whole: -len(whole[1]))
    units = [arrange(Unit(root, root, tuple(triples))) for root, triples in largest_first]
    try:
        return document(format, units)
    except TermError as error:
        value, extension = error.value, SERIALISERS[format].format.extension
        raise QueryError("query.not-writable", value=value, format=extension[1:]) from None


def _write_ask(result: AskResult, format: str, language: str) -> str:
    if format == "table":
        return _ANSWERS[result.answer].in_language(language) + "\n"
    word = str(result.answer).lower()
    if format == "json":
        return f'{{"head": {{}}, "boolean": {word}}}\n'
    if format == "xml":
        return _XML_HEAD + f"  <head/>\n  <boolean>{word}</boolean>\n</sparql>\n"
    return word + ("\r\n" if format == "csv" else "\n")


def plain_text(term: Term | None) -> str:
    """Return the term's bare text: the IRI, the lexical form, the blank node's label.

    What stands in CSV (section 3.2): no datatype, no language; nothing for an unbound variable.
    """
    if term is None:
        return ""
    if is_iri(term):
        return term[1:-1]
    return lexical_form(Literal(term)) if is_literal(term) else term


def _write_csv(result: SelectResult) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    rows = ([plain_text(term) for term in row] for row in result.rows)
    for row in (list(result.variables), *rows):
        # The module would quote a lone empty cell; a line with nothing says the same.
        if row == [""]:
            out.write("\r\n")
        else:
            writer.writerow(row)
    return out.getvalue()


def _write_tsv(result: SelectResult) -> str:
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    lines.extend("\t".join(term or "" for term in row) for row in result.rows)
    return "".join(f"{line}\n" for line in lines)


def _json_term(term: Term) -> dict[str, str]:
    if is_iri(term):
        return {"type": "uri", "value": term[1:-1]}
    if is_blank(term):
        return {"type": "bnode", "value": term[2:]}
    value, datatype, language = literal_parts(Literal(term))
    if language:
        return {"type": "literal", "value": value, "xml:lang": language}
    return {"type": "literal", "value": value} | ({"datatype": datatype} if datatype else {})


def _write_json(result: SelectResult) -> str:
    bindings = [
        {
            name: _json_term(term)
            for name, term in zip(result.variables, row, strict=True)
            if term is not None
        }
        for row in result.rows
    ]
    answer: dict[str, Any] = {
        "head": {"vars": list(result.variables)},
        "results": {"bindings": bindings},
    }
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


_XML_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
)
_OUTER_SPACE = re.compile(r"\A\s|\s\Z")
_XML_REFERENCES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
)


def _xml(value: str) -> str:
    if NOT_IN_XML.search(value):
        raise QueryError("query.control-character")
    escaped = value.translate(_XML_REFERENCES)
    # Some readers drop the spaces around a text.
    return _OUTER_SPACE.sub(lambda space: f"&#{ord(space[0])};", escaped)


def _xml_term(term: Term) -> str:
    if is_iri(term):
        return f"<uri>{_xml(term[1:-1])}</uri>"
    if is_blank(term):
        return f"<bnode>{term[2:]}</bnode>"
    value, datatype, language = literal_parts(Literal(term))
    if language:
        return f'<literal xml:lang="{language}">{_xml(value)}</literal>'
    kind = f' datatype="{_xml(datatype)}"' if datatype else ""
    return f"<literal{kind}>{_xml(value)}</literal>"


def _write_xml(result: SelectResult) -> str:
    lines = [_XML_HEAD, "  <head>\n"]
    lines.extend(f'    <variable name="{name}"/>\n' for name in result.variables)
    lines.append("  </head>\n  <results>\n")
    for row in result.rows:
        lines.append("    <result>\n")
        lines.extend(
            f'      <binding name="{name}">{_xml_term(term)}</binding>\n'
            for name, term in zip(result.variables, row, strict=True)
            if term is not None
        )
        lines.append("    </result>\n")
    lines.append("  </results>\n</sparql>\n")
    return "".join(lines)


_WRITERS: dict[str, Callable[[SelectResult], str]] = {
    "csv": _write_csv,
    "tsv": _write_tsv,
    "json": _write_json,
    "xml": _write_xml,
}

_GAP = 2
_NARROWEST = 8
# https://www.w3.org/TR/xmlschema-2/#built-in-datatypes
_NUMBERS = frozenset(
    XSD_NAMESPACE + name
    for name in (
        *("decimal", "double", "float", "integer", "long", "int", "short", "byte"),
        *("nonNegativeInteger", "positiveInteger", "nonPositiveInteger", "negativeInteger"),
        *("unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte"),
    )
)


def table(result: SelectResult, *, width: int | None = None, language: str = "fr") -> str:
    """Return the rows as an aligned table, its long cells folded to fit ``width`` columns.

    Texts stand without quotation marks, IRIs with the prefixes of the tool; a character that
    would steer the terminal is shown as its code.

    >>> print(table(SelectResult(("id", "n"), (('"a"', None), ('"b"', '"é"@fr'))), language="en"))
    id  n
    --  -
    a
    b   é
    <BLANKLINE>
    2 rows
    <BLANKLINE>
    """
    # Loaded here: most answers are for programs.
    import wcwidth

    cells = [[_shown(term) for term in row] for row in result.rows]
    columns = list(zip(result.variables, *cells, strict=True))
    widths = _fitted([max(map(wcwidth.width, column)) for column in columns], width)
    right = number_columns(len(result.variables), result.rows)
    rules = ["-" * size for size in widths]
    lines: list[str] = []
    for row in (list(result.variables), rules, *cells):
        folded = [_folded(cell, size) for cell, size in zip(row, widths, strict=True)]
        for pieces in zip_longest(*folded, fillvalue=""):
            padded = [
                (wcwidth.rjust if to_right else wcwidth.ljust)(piece, size)
                for piece, size, to_right in zip(pieces, widths, right, strict=True)
            ]
            lines.append((" " * _GAP).join(padded).rstrip())
    number = len(result.rows)
    lines += ["", (_ROWS.format(n=number) if number else _NO_ROW).in_language(language)]
    return "".join(f"{line}\n" for line in lines)


def number_columns(columns: int, rows: Sequence[Sequence[Term | None]]) -> list[bool]:
    """Return for each column whether it holds numbers and nothing else; a year is none."""
    return [
        any(row[at] for row in rows) and all(_is_number(row[at]) for row in rows)
        for at in range(columns)
    ]


def _is_number(term: Term | None) -> bool:
    return term is None or (term[0] == '"' and literal_parts(Literal(term))[1] in _NUMBERS)


def _shown(term: Term | None) -> str:
    value = plain_text(term)
    if term is not None and is_iri(term) and (name := short(Iri(term))) != term:
        value = name
    value = " ".join(value.split())
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in value
    )


def _fitted(widths: list[int], width: int | None) -> list[int]:
    """Return the widths, the largest ones cut down until all fit; none under 8 columns."""
    room = (width or 0) - _GAP * (len(widths) - 1)
    if width is None or sum(widths) <= room:
        return widths
    cap = max(widths)
    while cap > _NARROWEST and sum(min(size, cap) for size in widths) > room:
        cap -= 1
    return [min(size, cap) for size in widths]


def _folded(value: str, width: int) -> list[str]:
    """Return the text in lines of at most ``width`` columns, cut between words where it can be."""
    import wcwidth

    if wcwidth.width(value) <= width:
        return [value]
    fold = partial(wcwidth.wrap, width=width, break_on_hyphens=False)
    # A word that has to be cut, an address mostly, begins a line.
    return [piece for line in fold(value, break_long_words=False) for piece in fold(line)]
