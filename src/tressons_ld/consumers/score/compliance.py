"""Whether a dataset keeps to the mandatory rules of DCAT-AP 3.0.1, over its own statements.

The rules are those of SEMIC's ``shapes.ttl`` (releases/3.0.1/html/shacl) for dcat:Dataset and
dcat:Distribution, as far as a graph of ours or of udata can break them: how many values, IRI or
literal, which datatype. Which groups of shapes the live portal runs is not published; the mandatory
one is assumed.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from tressons_ld.consumers.score.facts import DatasetFacts
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf import terms
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    is_literal,
    literal_parts,
)
from tressons_ld.rdf.vocabularies import (
    ADMS,
    DCAT,
    DCATAP,
    DCT,
    PROV,
    SPDX,
    VOCABULARIES,
    XSD,
)

Kind = Literal["node", "literal", "date", "size", "any"]
MANY = 1 << 30


class ShapeRule(NamedTuple):
    """How many values a property may have, and of which kind."""

    property: Iri
    kind: Kind
    least: int = 0
    most: int = MANY


DATASET = (
    ShapeRule(DCT.title, "literal", least=1),
    ShapeRule(DCT.description, "literal", least=1),
    ShapeRule(DCT.identifier, "literal"),
    ShapeRule(DCAT.keyword, "literal"),
    ShapeRule(DCAT.version, "literal", most=1),
    ShapeRule(DCT.accessRights, "node", most=1),
    ShapeRule(DCT.accrualPeriodicity, "node", most=1),
    ShapeRule(DCT.publisher, "node", most=1),
    ShapeRule(DCT.issued, "any", most=1),
    ShapeRule(DCT.modified, "any", most=1),
    *(
        ShapeRule(property, "node")
        for property in (
            DCT.creator,
            DCT.language,
            DCT.provenance,
            DCT.relation,
            DCT.source,
            DCT.spatial,
            DCT.temporal,
            DCT.type,
            DCAT.contactPoint,
            DCAT.distribution,
            DCAT.landingPage,
            DCAT.theme,
            PROV.wasGeneratedBy,
        )
    ),
)

DISTRIBUTION = (
    ShapeRule(DCAT.accessURL, "node", least=1),
    ShapeRule(DCAT.downloadURL, "node"),
    ShapeRule(DCT.title, "literal"),
    ShapeRule(DCT.description, "literal"),
    ShapeRule(DCT.format, "node", most=1),
    ShapeRule(DCAT.mediaType, "node", most=1),
    ShapeRule(DCT.license, "node", most=1),
    ShapeRule(DCT.rights, "node", most=1),
    ShapeRule(DCAT.byteSize, "size", most=1),
    ShapeRule(DCT.issued, "date", most=1),
    ShapeRule(DCT.modified, "date", most=1),
    ShapeRule(SPDX.checksum, "node", most=1),
    ShapeRule(ADMS.status, "node", most=1),
    ShapeRule(DCATAP.availability, "node", most=1),
    ShapeRule(DCT.language, "node"),
)

_DATES = {f"{XSD.namespace}{name}" for name in ("date", "dateTime", "gYear", "gYearMonth")}


def broken_rules(facts: DatasetFacts) -> tuple[Text, ...]:
    """Return each rule that the dataset or one of its distributions breaks, once."""
    told: dict[Text, None] = {}
    for thing, rules in ((facts.dataset, DATASET), *((f, DISTRIBUTION) for f in facts.files)):
        for rule in rules:
            values = thing.get(rule.property, ())
            if values or rule.least:
                told.update(dict.fromkeys(_broken(values, rule)))
    return tuple(told)


MISSING = sentence("score.property-missing")
SEVERAL = sentence("score.several-values")
OTHER_KIND = sentence("score.wrong-kind")


def _broken(values: Sequence[Term], rule: ShapeRule) -> Iterator[Text]:
    if len(values) < rule.least:
        yield MISSING.format(property=curie(rule.property))
    if len(values) > rule.most:
        yield SEVERAL.format(property=curie(rule.property))
    if not all(map(_TESTS[rule.kind], values)):
        yield OTHER_KIND.format(property=curie(rule.property))


def _datatype(value: Term) -> str | None:
    return literal_parts(terms.Literal(value))[1] if is_literal(value) else None


_TESTS: Mapping[Kind, Callable[[Term], bool]] = {
    "node": lambda value: not is_literal(value),
    "literal": is_literal,
    "date": lambda value: _datatype(value) in _DATES,
    "size": lambda value: _datatype(value) == f"{XSD.namespace}nonNegativeInteger",
    "any": lambda _value: True,
}


def curie(property: Iri) -> str:
    """Return ``dct:title`` of a property."""
    for prefix, vocabulary in VOCABULARIES.items():
        if property.startswith(f"<{vocabulary.namespace}"):
            return f"{prefix}:{property[len(vocabulary.namespace) + 1 : -1]}"
    return property
