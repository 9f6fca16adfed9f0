"""The rehearsal as a portal of DCAT-AP 3.0.1: data.europa.eu harvesting this feed directly.

What stands in the profile, what stands outside it, and which of its rules are broken: obligations,
numbers of values, ranges, controlled vocabularies (https://semiceu.github.io/DCAT-AP/releases/3.0.1).
The official shapes say more; they are run over the feed by the tests of tressons-ld.

Of the portal's software (piveau) these are read in public code: every dcat:Dataset of a page is
taken with what describes it, none is refused for what it lacks, and one without an identifier is
passed over with a warning (piveau-consus-importing-rdf, ``ImportingRdfVerticle``). Unverified on
the live portal: that a second dataset of one identifier replaces the first, and that statements
outside the profile are stored and shown nowhere. The description of the dcat:Catalog itself is
registered by the portal and not harvested; it makes no item.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tressons_ld.consumers.dcat_ap.profile import (
    CLASSES,
    CONTROLLED_VOCABULARIES,
    OPEN,
    PROFILE,
    SUBCLASSES,
    Kind,
    Property,
)
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.rehearsal.items import (
    NOTHING,
    CriterionResult,
    Item,
    Json,
    Loss,
    fault,
    shortened,
)
from tressons_ld.consumers.rehearsal.page_statements import prefixed, term
from tressons_ld.findings.language import SEMICOLON, Text, joined
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.vocabularies import EU_AUTHORITIES, XSD

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_CRITERIA = ("mandatory", "cardinality", "range", "controlled-vocabulary", "recommended")
_DATES = {"date", "dateTime", "gYear", "gYearMonth"}
_HEX = re.compile(r"([0-9a-fA-F]{2})+")


def items_of(pages: Iterable[FeedPage], day: date) -> Iterator[Item]:
    """Yield each dataset of a feed as a portal of DCAT-AP would have it.

    Fields are the properties of the profile, each with the list of its values; a distribution is a
    mapping of the same form. The score says by group whether the rules of DCAT-AP are kept.

    Args:
        pages: of the feed, in order.
        day: unused, as nothing there depends on the day.
    """
    from rdflib import RDF

    known: dict[str, str] = {}
    for page in pages:
        for dataset in page.graph.subjects(RDF.type, term("dcat:Dataset")):
            yield _item(page.graph, dataset, known)


def _item(graph: Graph, dataset: Node, known: dict[str, str]) -> Item:
    from rdflib import URIRef

    iri = str(dataset) if isinstance(dataset, URIRef) else ""
    identifiers = sorted(str(one) for one in graph.objects(dataset, term("dct:identifier")))
    id = identifiers[0] if identifiers else iri
    if not id:
        return Item("", "", "skipped", _NO_IDENTIFIER)
    if id in known:
        why = _TAKEN.format(id=id, other=known[id] or "?")
        return Item(id, iri, "failed", why)
    known[id] = iri
    seen = _Judgement(graph)
    seen.judge(dataset, "dcat:Dataset", "")
    for record in sorted(graph.subjects(term("foaf:primaryTopic"), dataset), key=str):
        seen.judge(record, "dcat:CatalogRecord", "dcat:record")
    return Item(
        id,
        iri,
        "done",
        fields=_fields(graph, dataset, "dcat:Dataset"),
        losses=tuple(sorted(set(seen.losses))),
        score=tuple(seen.criterion(name) for name in _CRITERIA),
    )


_NO_IDENTIFIER = sentence("dcatap.no-identifier")
_TAKEN = sentence("dcatap.identifier-taken")


def _fields(graph: Graph, subject: Node, kind: str) -> dict[str, Json]:
    fields: dict[str, Json] = {}
    for name in CLASSES[kind]:
        values: list[Json] = []
        for value in sorted(graph.objects(subject, term(name)), key=_by_text):
            if name == "dcat:distribution":
                values.append(_fields(graph, value, "dcat:Distribution"))
            else:
                values.append(_shown(graph, value))
        if values:
            fields[name] = values
    return fields


class _Judgement:
    """The rules of the profile over a dataset and its parts: losses, and faults by criterion."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.losses: list[Loss] = []
        self._faults: dict[str, dict[Text, None]] = defaultdict(dict)
        self._seen: set[tuple[Node, str]] = set()

    def criterion(self, name: str) -> CriterionResult:
        """Return whether a group of rules is kept, and what would keep it."""
        faults = self._faults[name]
        remedy = joined(faults, SEMICOLON) if faults else NOTHING
        return CriterionResult(name, not faults, remedy)

    def judge(self, subject: Node, kind: str, path: str) -> None:
        """Judge one thing by the rules of its class, then the parts that it names."""
        from rdflib import RDF

        if (subject, kind) in self._seen:
            return
        self._seen.add((subject, kind))
        rules = CLASSES[kind]
        said: dict[str, list[Node]] = defaultdict(list)
        for property, value in self.graph.predicate_objects(subject):
            if property != RDF.type:
                said[prefixed(str(property))].append(value)
        for name, rule in rules.items():
            self._property(kind, path, name, rule, sorted(said.get(name, ()), key=_by_text))
        for name in sorted(set(said) - set(rules)) if kind not in OPEN else ():
            for value in sorted(said[name], key=_by_text):
                why = _OUTSIDE.format(kind=kind)
                self._loss(kind, path, name, value, why)

    def _property(
        self, kind: str, path: str, name: str, rule: Property, values: Sequence[Node]
    ) -> None:
        field = f"{path}/{name}" if path else name
        if not values and rule.level != "optional" and not self._optional_here(kind, name):
            text = _MISSING.format(field=field)
            self._faults[rule.level][text] = None
            if rule.level == "mandatory":
                self.losses.append(Loss(field, "", text, f"{PROFILE}, {kind}, {name}"))
        if rule.most and len(values) > rule.most:
            for value in values:
                self._fault("cardinality", kind, path, name, value, _TOO_MANY)
        for value in values:
            if not _is(value, rule.kind):
                self._fault("range", kind, path, name, value, _KIND_FAULTS[rule.kind])
            elif not self._typed(value, rule.range):
                why = _UNTYPED.format(range=rule.range)
                self._fault("range", kind, path, name, value, why)
            if rule.range in CLASSES:
                self.judge(value, rule.range, field)
        self._vocabulary(kind, path, name, values)

    @staticmethod
    def _optional_here(kind: str, name: str) -> bool:
        """Return whether a recommended property is one of those that only some things have."""
        return kind in {"dct:Location", "dct:PeriodOfTime", "foaf:Agent"} and name != "foaf:name"

    def _typed(self, value: Node, wanted: str) -> bool:
        from rdflib import RDF, Literal

        if not wanted or isinstance(value, Literal):
            return True
        types = {prefixed(str(type)) for type in self.graph.objects(value, RDF.type)}
        return bool(types & (SUBCLASSES.get(wanted, frozenset()) | {wanted})) or (
            str(value).startswith(EU_AUTHORITIES)
        )

    def _vocabulary(self, kind: str, path: str, name: str, values: Sequence[Node]) -> None:
        from rdflib import Literal

        table = CONTROLLED_VOCABULARIES.get(name)
        if table is None or (kind, name) == ("dcat:CatalogRecord", "adms:status"):
            return
        outside = [
            value
            for value in values
            if not isinstance(value, Literal) and not table.holds(str(value))
        ]
        if table.one_of and len(outside) < len(values):
            return
        for value in outside:
            why = (_NONE_OF if table.one_of else _NOT_OF).format(table=table.start)
            self._fault("controlled-vocabulary", kind, path, name, value, why)

    def _fault(
        self, criterion: str, kind: str, path: str, name: str, value: Node, why: Text
    ) -> None:
        self._faults[criterion][fault(name, _shown(self.graph, value), why)] = None
        self._loss(kind, path, name, value, why)

    def _loss(self, kind: str, path: str, name: str, value: Node, why: Text) -> None:
        field = f"{path}/{name}" if path else name
        rule = f"{PROFILE}, {kind}, {name}" if name in CLASSES[kind] else f"{PROFILE}, {kind}"
        self.losses.append(Loss(field, _shown(self.graph, value), why, rule))


_OUTSIDE = sentence("dcatap.outside-the-profile")
_MISSING = sentence("dcatap.missing")
_TOO_MANY = sentence("dcatap.one-value")
_UNTYPED = sentence("dcatap.to-be-described")
_NOT_OF = sentence("dcatap.of-table")
_NONE_OF = sentence("dcatap.one-of-table")
_KIND_FAULTS: dict[Kind, Text] = {
    "text": sentence("dcatap.a-text"),
    "literal": sentence("dcatap.a-literal"),
    "date": sentence("dcatap.a-date"),
    "size": sentence("dcatap.a-size"),
    "hex": sentence("dcatap.a-hex-number"),
    "number": sentence("dcatap.a-decimal"),
    "node": sentence("dcatap.an-iri"),
    "wkt": sentence("dcatap.a-wkt-literal"),
}


def _is(value: Node, kind: Kind) -> bool:
    """Return whether a value is of the kind that the profile wants."""
    from rdflib import Literal

    if not isinstance(value, Literal):
        return kind == "node"
    datatype = str(value.datatype or "").removeprefix(XSD.namespace)
    match kind:
        case "node":
            return False
        case "text":
            return bool(value.language)
        case "date":
            return datatype in _DATES and not value.ill_typed
        case "size":
            return datatype == "nonNegativeInteger" and not value.ill_typed
        case "hex":
            return datatype == "hexBinary" and _HEX.fullmatch(str(value)) is not None
        case "number":
            return datatype == "decimal" and not value.ill_typed
        case _:
            return True


def _shown(graph: Graph, value: Node) -> str:
    """Return a value on one line; of a blank node, what it says."""
    from rdflib import BNode

    if not isinstance(value, BNode):
        return shortened(value, 400)
    said = sorted(str(one) for one in graph.objects(value) if not isinstance(one, BNode))
    return shortened("[ " + " ; ".join(said) + " ]", 160)


def _by_text(value: Node) -> tuple[str, str]:
    return str(getattr(value, "language", "") or ""), str(value)
