"""Findings as text, as JSON, and as the W3C validation report in Turtle."""

import json
from collections import Counter
from collections.abc import Mapping

from tressons_ld.errors import Text
from tressons_ld.findings import SEVERITY_NAMES, Finding, Report, Severity
from tressons_ld.gathering import Gathered
from tressons_ld.namespaces import FINDINGS, RDF, SH
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


def as_json(report: Report, language: str, codes: Mapping[str, int] | None = None) -> str:
    """Return the findings as JSON.

    ``conforms``: there are none; ``publishable``: none is a violation; ``counts``: how many there
    are of each code; ``complete``: all of them are in ``findings``.

    Args:
        report: the findings.
        language: ``fr`` or ``en``.
        codes: how many there are of each code, where the report does not hold them all.
    """
    counted = codes or Counter(each.code for each in report.findings)
    data = {
        "conforms": not report.findings,
        "publishable": report.publishable,
        "counts": dict(sorted(counted.items())),
        "complete": sum(counted.values()) == len(report.findings),
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

    A finding about a cell of which no node was made has the catalogue as its focus node, and what
    was found, by its code, for its constraint component; its place stands in the message.
    """
    root = Iri(f"{catalogue[:-1]}#rapport>")
    triples: list[Triple] = [
        (root, RDF.type, SH.ValidationReport),
        (root, SH.conforms, typed("false" if report.findings else "true", "boolean")),
    ]
    width = len(str(len(report.findings)))
    for number, finding in enumerate(report.findings, start=1):
        node = Iri(f"{catalogue[:-1]}#resultat-{number:0{width}}>")
        triples.append((root, SH.result, node))
        triples.append((node, RDF.type, SH.ValidationResult))
        triples.append((node, SH.resultSeverity, _SHACL_SEVERITY[finding.severity]))
        triples.append((node, SH.focusNode, iri(finding.focus) if finding.focus else catalogue))
        component = finding.component or f"{FINDINGS}{finding.code}"
        triples.append((node, SH.sourceConstraintComponent, iri(component)))
        if finding.shape:
            triples.append((node, SH.sourceShape, iri(finding.shape)))
        if finding.path:
            triples.append((node, SH.resultPath, iri(finding.path)))
        if finding.value is not None:
            triples.append((node, SH.value, text(_printable(finding.value) or "")))
        for language in ("fr", "en"):
            words = _printable(finding.in_language(language)) or ""
            triples.append((node, SH.resultMessage, text(words, language)))
    order = PropertyOrder((SH.conforms, SH.result, SH.resultSeverity, SH.focusNode, SH.resultPath))
    return document("turtle", [order.arrange(Unit(root, root, tuple(triples)))])
