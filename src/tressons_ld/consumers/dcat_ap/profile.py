"""The classes and properties of DCAT-AP 3.0.1, with their obligations, ranges and vocabularies.

Facts of https://semiceu.github.io/DCAT-AP/releases/3.0.1 (SEMIC, 10 July 2025): sections 7
(classes) and 9 (controlled vocabularies).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from tressons_ld.consumers.score.controlled_vocabularies import ACCESS_RIGHTS
from tressons_ld.rdf.vocabularies import EU_AUTHORITIES, MEDIA_TYPES, SPDX

PROFILE = "DCAT-AP 3.0.1"

Level: TypeAlias = Literal["mandatory", "recommended", "optional"]
Kind: TypeAlias = Literal["text", "literal", "date", "size", "hex", "number", "node", "wkt"]


class ControlledVocabulary(NamedTuple):
    """A controlled vocabulary.

    Attributes:
        start: what all its IRIs begin with.
        codes: its codes where the list is short and closed, else empty: any code may exist.
        wrong: codes that are often written and do not exist.
        one_of: whether one value of it is enough, beside values of other vocabularies.
    """

    start: str
    codes: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()
    one_of: bool = False

    def holds(self, iri: str) -> bool:
        """Return whether an IRI is of this table, as far as that can be known.

        >>> CONTROLLED_VOCABULARIES["dct:language"].holds(EU_AUTHORITIES + "language/FRA")
        True
        >>> CONTROLLED_VOCABULARIES["dct:language"].holds(EU_AUTHORITIES + "language/FRE")
        False
        """
        code = iri.removeprefix(self.start)
        if code == iri or code in self.wrong or not _CODE.fullmatch(code):
            return False
        return not self.codes or code in self.codes


_CODE = re.compile(r"[\w.+-]+(/[\w.+-]+)?")

_THEMES = (
    *("AGRI", "ECON", "EDUC", "ENER", "ENVI", "GOVE", "HEAL"),
    *("INTR", "JUST", "OP_DATPRO", "REGI", "SOCI", "TECH", "TRAN"),
)

CONTROLLED_VOCABULARIES: Mapping[str, ControlledVocabulary] = MappingProxyType(
    {
        "dct:language": ControlledVocabulary(
            EU_AUTHORITIES + "language/", wrong=frozenset({"FRE", "GER", "DUT"})
        ),
        "dct:format": ControlledVocabulary(
            EU_AUTHORITIES + "file-type/", wrong=frozenset({"MP4", "VTT", "SRT"})
        ),
        "dcat:mediaType": ControlledVocabulary(MEDIA_TYPES),
        "dcat:compressFormat": ControlledVocabulary(MEDIA_TYPES),
        "dcat:packageFormat": ControlledVocabulary(MEDIA_TYPES),
        "dct:accrualPeriodicity": ControlledVocabulary(EU_AUTHORITIES + "frequency/"),
        "adms:status": ControlledVocabulary(
            EU_AUTHORITIES + "distribution-status/",
            frozenset({"COMPLETED", "DEVELOP", "DEPRECATED", "WITHDRAWN"}),
        ),
        "dcatap:availability": ControlledVocabulary(
            EU_AUTHORITIES + "planned-availability/",
            frozenset({"AVAILABLE", "STABLE", "EXPERIMENTAL", "TEMPORARY"}),
        ),
        "dct:accessRights": ControlledVocabulary(EU_AUTHORITIES + "access-right/", ACCESS_RIGHTS),
        "dcat:theme": ControlledVocabulary(
            EU_AUTHORITIES + "data-theme/",
            frozenset(_THEMES),
            one_of=True,
        ),
        "spdx:algorithm": ControlledVocabulary(SPDX.namespace),
    }
)


class Property(NamedTuple):
    """What a class of the profile says of a property.

    Attributes:
        level: its obligation.
        kind: what a value is: ``text`` bears a language, ``node`` is an IRI or blank node.
        most: how many values it may have; 0 is without limit.
        range: the class its values must be typed with in the page, or ``""``: values of the
            controlled vocabularies are described by their owners.
    """

    level: Level
    kind: Kind
    most: int = 0
    range: str = ""


def _properties(*lines: str) -> Mapping[str, Property]:
    """Return properties by name from lines «name level kind most range»."""
    levels: dict[str, Level] = {"M": "mandatory", "R": "recommended", "O": "optional"}
    found: dict[str, Property] = {}
    for line in lines:
        name, level, kind, most, *range = line.split()
        found[name] = Property(levels[level], _KINDS[kind], int(most), "".join(range))
    return MappingProxyType(found)


_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "text": "text",
        "literal": "literal",
        "date": "date",
        "size": "size",
        "hex": "hex",
        "number": "number",
        "node": "node",
        "wkt": "wkt",
    }
)

CLASSES: Mapping[str, Mapping[str, Property]] = MappingProxyType(
    {
        "dcat:Dataset": _properties(
            "dct:title M text 0",
            "dct:description M text 0",
            "dcat:contactPoint R node 0 vcard:Kind",
            "dcat:distribution R node 0 dcat:Distribution",
            "dct:spatial R node 0 dct:Location",
            "dcat:keyword R text 0",
            "dct:publisher R node 1 foaf:Agent",
            "dct:temporal R node 0 dct:PeriodOfTime",
            "dcat:theme R node 0",
            "dct:accessRights O node 1",
            "dcatap:applicableLegislation O node 0",
            "dct:conformsTo O node 0 dct:Standard",
            "dct:creator O node 0 foaf:Agent",
            "foaf:page O node 0 foaf:Document",
            "dct:accrualPeriodicity O node 1",
            "dcat:hasVersion O node 0",
            "dct:identifier O literal 0",
            "dcat:inSeries O node 0",
            "dct:isReferencedBy O node 0",
            "dcat:landingPage O node 0 foaf:Document",
            "dct:language O node 0",
            "dct:modified O date 1",
            "adms:identifier O node 0 adms:Identifier",
            "dct:provenance O node 0",
            "prov:qualifiedAttribution O node 0",
            "dcat:qualifiedRelation O node 0 dcat:Relationship",
            "dct:relation O node 0",
            "dct:issued O date 1",
            "adms:sample O node 0",
            "dct:source O node 0",
            "dcat:spatialResolutionInMeters O number 0",
            "dcat:temporalResolution O literal 1",
            "dct:type O node 0 skos:Concept",
            "dcat:version O literal 1",
            "adms:versionNotes O text 0",
            "prov:wasGeneratedBy O node 0",
        ),
        "dcat:Distribution": _properties(
            "dcat:accessURL M node 0",
            "dcatap:availability R node 1",
            "dct:description R text 0",
            "dct:format R node 1",
            "dct:license R node 1 dct:LicenseDocument",
            "dcat:accessService O node 0 dcat:DataService",
            "dcatap:applicableLegislation O node 0",
            "dcat:byteSize O size 1",
            "spdx:checksum O node 1 spdx:Checksum",
            "dcat:compressFormat O node 1",
            "foaf:page O node 0 foaf:Document",
            "dcat:downloadURL O node 0",
            "dct:language O node 0",
            "dct:conformsTo O node 0 dct:Standard",
            "dcat:mediaType O node 1",
            "dct:modified O date 1",
            "dcat:packageFormat O node 1",
            "dct:issued O date 1",
            "dct:rights O node 0 dct:RightsStatement",
            "dcat:spatialResolutionInMeters O number 0",
            "adms:status O node 1",
            "dcat:temporalResolution O literal 1",
            "dct:title O text 0",
        ),
        "dcat:CatalogRecord": _properties(
            "foaf:primaryTopic M node 1",
            "dct:modified M date 1",
            "dct:conformsTo R node 0 dct:Standard",
            "adms:status R node 1",
            "dct:issued R date 1",
            "dct:description O text 0",
            "dct:language O node 0",
            "dct:source O node 1",
            "dct:title O text 0",
        ),
        "dcat:DataService": _properties(
            "dcat:endpointURL M node 0",
            "dct:title M text 0",
            "dct:conformsTo R node 0 dct:Standard",
            "dcat:contactPoint R node 0 vcard:Kind",
            "dcat:endpointDescription R node 0",
            "dcat:keyword R text 0",
            "dct:publisher R node 1 foaf:Agent",
            "dcat:servesDataset R node 0",
            "dcat:theme R node 0",
            "dct:accessRights O node 1",
            "dct:description O text 0",
            "foaf:page O node 0 foaf:Document",
            "dct:format O node 0",
            "dcat:landingPage O node 0 foaf:Document",
            "dct:license O node 1 dct:LicenseDocument",
        ),
        "foaf:Agent": _properties("foaf:name M literal 0", "dct:type R node 1"),
        "spdx:Checksum": _properties("spdx:algorithm M node 1", "spdx:checksumValue M hex 1"),
        "dct:Location": _properties(
            "dcat:bbox R wkt 1", "dcat:centroid R wkt 1", "locn:geometry O node 1"
        ),
        "dct:PeriodOfTime": _properties(
            "dcat:startDate R date 1",
            "dcat:endDate R date 1",
            "time:hasBeginning O node 1",
            "time:hasEnd O node 1",
        ),
        "adms:Identifier": _properties("skos:notation M literal 1"),
        "dcat:Relationship": _properties("dcat:hadRole M node 0", "dct:relation M node 0"),
    }
)
"""By class, the properties of the profile; of a class not listed any statement may be made."""

OPEN = frozenset({"foaf:Agent", "dct:Location"})
"""Classes described by vocabularies beside the profile: further statements are no fault of them."""

SUBCLASSES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "vcard:Kind": frozenset({"vcard:Individual", "vcard:Organization", "vcard:Group"}),
        "foaf:Agent": frozenset({"foaf:Organization", "foaf:Person", "foaf:Group"}),
    }
)
