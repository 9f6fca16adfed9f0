"""Findings as text, as JSON, and as the W3C validation report in Turtle."""

import json
from collections.abc import Iterator
from itertools import islice

from tressons_ld.findings.collector import Collector
from tressons_ld.findings.finding import SEVERITY_NAMES, Finding, Report, Severity
from tressons_ld.findings.language import COLON
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import TURTLE
from tressons_ld.rdf.serialisation import SERIALISERS
from tressons_ld.rdf.terms import (
    Iri,
    Triple,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.units import PropertyOrder, Unit, names_of
from tressons_ld.rdf.vocabularies import (
    FINDINGS,
    RDF,
    SH,
)

_SHACL_SEVERITY = {
    Severity.VIOLATION: SH.Violation,
    Severity.WARNING: SH.Warning,
    Severity.INFO: SH.Info,
}
_MOST_NAMED = 10_000
_NUMBER_OF = {
    Severity.VIOLATION: sentence("report.violations"),
    Severity.WARNING: sentence("report.warnings"),
    Severity.INFO: sentence("report.remarks"),
}


def as_text(
    report: Report | Collector, language: str, *, least: Severity = Severity.INFO
) -> Iterator[str]:
    """Yield a line per finding of at least this severity, gravest first, then their places."""
    for severity in sorted(Severity, reverse=True):
        if severity < least:
            continue
        name = SEVERITY_NAMES[severity].in_language(language)
        for finding in report.sorted(severity):
            yield f"{name}{COLON.in_language(language)}{finding.in_language(language)}\n"


def counts(report: Report | Collector, language: str) -> str:
    """Return how many findings there are of each severity, as a phrase.

    >>> counts(Report(()), "fr")
    '0 violation, 0 avertissement, 0 remarque'
    """
    return ", ".join(
        _NUMBER_OF[severity].format(n=report.count(severity)).in_language(language)
        for severity in sorted(Severity, reverse=True)
    )


def as_json(report: Report | Collector, language: str) -> Iterator[str]:
    """Yield the findings as JSON, piece by piece.

    ``conforms``: there are none; ``publishable``: none is a violation; ``counts``: how many there
    are of each code; ``complete``: all of them are in ``findings``, whatever their number.
    """
    head = {
        "conforms": not report.codes,
        "publishable": report.publishable,
        "counts": dict(sorted(report.codes.items())),
        "complete": True,
    }
    yield f'{_indented(head)[:-2]},\n  "findings": ['
    separator, end = "\n    ", "]\n}\n"
    for finding in report.sorted():
        yield separator + _indented(_as_dict(finding, language)).replace("\n", "\n    ")
        separator, end = ",\n    ", "\n  ]\n}\n"
    yield end


def _indented(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)


def _as_dict(finding: Finding, language: str) -> dict[str, object]:
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message.in_language(language),
        "remedy": finding.remedy.in_language(language),
        "value": _printable(finding.value),
        "mends": list(finding.mends),
        "location": None
        if place is None
        else {
            "file": place.file,
            "line": place.line,
            "character": place.character,
            "sheet": place.sheet,
            "cell": place.cell,
            "column": _printable(place.column),
        },
        "focus": finding.focus,
        "path": finding.path,
    }


def _printable(value: str | None) -> str | None:
    """Return the value with lone surrogates shown, which no output encoding can hold."""
    return value and value.encode("utf-8", "backslashreplace").decode()


def as_turtle(report: Report | Collector, catalogue: Iri) -> Iterator[str]:
    """Yield a ``sh:ValidationReport`` (SHACL, section 3.6) with a result per finding, in Turtle.

    A finding about a cell of which no node was made has the catalogue as its focus node, and what
    was found, by its code, for its constraint component; its place stands in the message. Of very
    many results, the report names them in several statements, so that none is too long.
    """
    order = PropertyOrder((SH.conforms, SH.result, SH.resultSeverity, SH.focusNode, SH.resultPath))
    turtle = SERIALISERS[TURTLE.name]
    names: set[Iri] = set()
    for unit in _units(report, catalogue):
        names |= names_of([order.arrange(unit)])
    yield turtle.head(names)
    separator = ""
    for unit in _units(report, catalogue):
        yield separator + turtle.unit(order.arrange(unit))
        separator = turtle.separator


def _units(report: Report | Collector, catalogue: Iri) -> Iterator[Unit]:
    """Yield the report, then the results that it names, as units, as many at a time as are held."""
    root = Iri(f"{catalogue[:-1]}#rapport>")
    triples: list[Triple] = [
        (root, RDF.type, SH.ValidationReport),
        (root, SH.conforms, typed("false" if report.codes else "true", "boolean")),
    ]
    width = len(str(sum(report.codes.values())))
    numbered = enumerate(report.sorted(), start=1)
    while batch := list(islice(numbered, _MOST_NAMED)):
        nodes = [Iri(f"{catalogue[:-1]}#resultat-{number:0{width}}>") for number, _ in batch]
        triples.extend((root, SH.result, node) for node in nodes)
        yield Unit(root, root, tuple(triples))
        for node, (_, finding) in zip(nodes, batch, strict=True):
            yield Unit(root, node, tuple(_result(node, finding, catalogue)))
        triples = []
    if triples:
        yield Unit(root, root, tuple(triples))


def _result(node: Iri, finding: Finding, catalogue: Iri) -> Iterator[Triple]:
    component = finding.component or f"{FINDINGS}{finding.code}"
    yield node, RDF.type, SH.ValidationResult
    yield node, SH.resultSeverity, _SHACL_SEVERITY[finding.severity]
    yield node, SH.focusNode, iri(finding.focus) if finding.focus else catalogue
    yield node, SH.sourceConstraintComponent, iri(component)
    if finding.shape:
        yield node, SH.sourceShape, iri(finding.shape)
    if finding.path:
        yield node, SH.resultPath, iri(finding.path)
    if finding.value is not None:
        yield node, SH.value, text(_printable(finding.value) or "")
    for language in ("fr", "en"):
        yield (
            node,
            SH.resultMessage,
            text(_printable(finding.in_language(language)) or "", language),
        )
