"""Findings as text, as JSON, and as the W3C validation report in Turtle."""

import json
from collections import Counter

from tressons_ld.errors import Text
from tressons_ld.findings import SEVERITY_NAMES, Finding, Report, Severity
from tressons_ld.gathering import Gathered
from tressons_ld.namespaces import RDF, SH
from tressons_ld.serialisation import PropertyOrder, Unit, document
from tressons_ld.terms import Iri, Triple, iri, text, typed

_SHACL_SEVERITY = {
    Severity.VIOLATION: SH.Violation,
    Severity.WARNING: SH.Warning,
    Severity.INFO: SH.Info,
}
_PLURAL = {
    Severity.VIOLATION: Text("violations", "violations"),
    Severity.WARNING: Text("avertissements", "warnings"),
    Severity.INFO: Text("remarques", "remarks"),
}


def as_text(report: Report, language: str, *, least: Severity = Severity.INFO) -> str:
    """Return one line per finding of at least this severity, gravest first, then their places."""
    lines: list[str] = []
    for severity in sorted(Severity, reverse=True):
        if severity < least:
            continue
        name = SEVERITY_NAMES[severity].in_language(language)
        lines.extend(
            f"{name}{' : ' if language != 'en' else ': '}{finding.in_language(language)}\n"
            for finding in report.findings
            if finding.severity is severity
        )
    return "".join(lines)


def counts(report: Report | Gathered, language: str) -> str:
    """Return how many findings there are of each severity, as a phrase.

    >>> counts(Report(()), "fr")
    '0 violation, 0 avertissement, 0 remarque'
    """
    return ", ".join(
        f"{number} {_noun(severity, number, language)}"
        for severity in sorted(Severity, reverse=True)
        for number in (report.count(severity),)
    )


def _noun(severity: Severity, number: int, language: str) -> str:
    # French counts 0 and 1 as singular, English only 1.
    single = number == 1 or (number == 0 and language != "en")
    return (SEVERITY_NAMES if single else _PLURAL)[severity].in_language(language)


def as_json(report: Report, language: str) -> str:
    """Return the findings as JSON: ``conforms``, ``counts`` by code, and each finding."""
    data = {
        "conforms": report.publishable,
        "counts": dict(sorted(Counter(each.code for each in report.findings).items())),
        "findings": [_as_dict(finding, language) for finding in report.findings],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _as_dict(finding: Finding, language: str) -> dict[str, object]:
    place = finding.location
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "message": finding.message.in_language(language),
        "remedy": finding.remedy.in_language(language),
        "value": _printable(finding.value),
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


def as_turtle(report: Report, catalogue: Iri) -> str:
    """Return a ``sh:ValidationReport`` (SHACL, section 3.6) with a result per finding.

    A finding about a cell of which no node was made has the catalogue as its focus node; its
    place stands in the message.
    """
    root = Iri(f"{catalogue[:-1]}#rapport>")
    triples: list[Triple] = [
        (root, RDF.type, SH.ValidationReport),
        (root, SH.conforms, typed("false" if report.findings else "true", "boolean")),
    ]
    for number, finding in enumerate(report.findings, start=1):
        node = Iri(f"{catalogue[:-1]}#resultat-{number}>")
        triples.append((root, SH.result, node))
        triples.append((node, RDF.type, SH.ValidationResult))
        triples.append((node, SH.resultSeverity, _SHACL_SEVERITY[finding.severity]))
        triples.append((node, SH.focusNode, iri(finding.focus) if finding.focus else catalogue))
        if finding.path:
            triples.append((node, SH.resultPath, iri(finding.path)))
        if finding.value is not None:
            triples.append((node, SH.value, text(_printable(finding.value) or "")))
        for language in ("fr", "en"):
            words = _printable(finding.in_language(language)) or ""
            triples.append((node, SH.resultMessage, text(words, language)))
    order = PropertyOrder((SH.conforms, SH.result, SH.resultSeverity, SH.focusNode, SH.resultPath))
    return document("turtle", [order.arrange(Unit(root, root, tuple(triples)))])
