"""What a store wrote otherwise than it was sent, and whether that says the same.

Stores keep values, not spellings: ``"1.50"`` may come back as ``"1.5"``, ``@fr-FR`` as ``@fr-fr``.
Such a statement is no difference, and it is named; anything else is one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import XSD_NAMESPACE, Literal, Term, Triple, is_literal, literal_parts
from tressons_ld.rdf.vocabularies import GEO

_INTEGERS = frozenset(
    f"{XSD_NAMESPACE}{name}"
    for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long")
)
_DECIMALS = _INTEGERS | {f"{XSD_NAMESPACE}decimal"}
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_NUMBER = re.compile(rf"{_DECIMAL.pattern}(?:[eE][+-]?[0-9]{{1,4}})?")
_WKT = GEO.wktLiteral[1:-1]
_GEOMETRIES = {_WKT, "http://www.openlinksw.com/schemas/virtrdf#Geometry"}
"""The datatype of geometries, and what Virtuoso makes of it."""

LANGUAGE = sentence("store.language-case")
NUMBER = sentence("store.number-spelling")
INSTANT = sentence("store.date-spelling")
TRUTH = sentence("store.boolean-spelling")
HEXADECIMAL = sentence("store.hex-case")
GEOMETRY = sentence("store.geometry-spelling")
STRING = sentence("store.string-type")


@dataclass
class Rewritings:
    """What a store has rewritten, by kind.

    Attributes:
        numbers: kind -> how many statements.
        examples: kind -> the first one: as it was sent, as it came back.
    """

    numbers: dict[Text, int] = field(default_factory=lambda: defaultdict(int))
    examples: dict[Text, tuple[Term, Term]] = field(default_factory=dict)

    def add(self, kind: Text, sent: Term, received: Term) -> None:
        """Count one."""
        self.numbers[kind] += 1
        self.examples.setdefault(kind, (sent, received))

    def join(self, others: "Rewritings") -> None:
        """Count those of others too."""
        for kind, number in others.numbers.items():
            self.numbers[kind] += number
            self.examples.setdefault(kind, others.examples[kind])


def differences(
    sent: Iterable[Triple], received: Iterable[Triple], rewritings: Rewritings
) -> tuple[frozenset[Triple], frozenset[Triple]]:
    """Return the statements that did not arrive, and those that nobody sent.

    Without blank nodes, graphs are isomorphic where they hold the same statements (RDF 1.1
    Concepts, section 3.6).

    Args:
        sent: the statements that were sent.
        received: the statements that the store gives.
        rewritings: where to count those that came in another spelling.
    """
    before, after = frozenset(sent), frozenset(received)
    missing, added = before - after, after - before
    if not missing and not added:
        return missing, added
    there = _by_value(after)
    ours = _by_value(before)
    really_missing = set()
    for triple in sorted(missing):
        if (spelt := there.get(_value_of(triple))) is None:
            really_missing.add(triple)
        else:
            rewritings.add(_kind(triple[2]), triple[2], spelt[2])
    return frozenset(really_missing), frozenset(t for t in added if _value_of(t) not in ours)


def _by_value(triples: Iterable[Triple]) -> Mapping[tuple[object, ...], Triple]:
    return {_value_of(triple): triple for triple in triples}


def _value_of(triple: Triple) -> tuple[object, ...]:
    return triple[0], triple[1], *_value(triple[2])


def _value(term: Term) -> tuple[object, ...]:
    """Return what a term means, whatever its spelling."""
    if not is_literal(term):
        return (term,)
    lexical, datatype, language = literal_parts(Literal(term))
    if language:
        return lexical, "@", language.lower()
    if datatype in _DECIMALS and _DECIMAL.fullmatch(lexical):
        return Decimal(lexical), "integer" if datatype in _INTEGERS else "decimal"
    if datatype == f"{XSD_NAMESPACE}dateTime":
        return _instant(lexical), datatype
    if datatype == f"{XSD_NAMESPACE}boolean":
        return {"1": "true", "0": "false"}.get(lexical, lexical), datatype
    if datatype == f"{XSD_NAMESPACE}hexBinary":
        return lexical.upper(), datatype
    if datatype in _GEOMETRIES:
        return _geometry(lexical), _WKT
    if datatype in (None, f"{XSD_NAMESPACE}string"):
        return lexical, None
    return lexical, datatype


def _geometry(lexical: str) -> tuple[object, ...]:
    """Return the words, numbers and signs of a geometry, «POINT (1.50 2)»."""
    words = re.findall(r"<[^>]*>|[(),]|[^\s(),]+", lexical)
    return tuple(Decimal(word) if _NUMBER.fullmatch(word) else word for word in words)


def _instant(lexical: str) -> object:
    """Return a moment, or what is written where it is none that Python has.

    One without a time zone is another than any with one.
    """
    try:
        moment = datetime.fromisoformat(lexical)
        return moment.astimezone(UTC) if moment.tzinfo else ("local", moment)
    except (ValueError, OverflowError):
        return lexical


def _kind(term: Term) -> Text:
    _, datatype, language = literal_parts(Literal(term))
    if language:
        return LANGUAGE
    if datatype in _DECIMALS:
        return NUMBER
    return {
        f"{XSD_NAMESPACE}dateTime": INSTANT,
        f"{XSD_NAMESPACE}boolean": TRUTH,
        f"{XSD_NAMESPACE}hexBinary": HEXADECIMAL,
        _WKT: GEOMETRY,
    }.get(datatype or "", STRING)
