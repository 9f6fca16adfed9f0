"""The indicators of the MQA: what each is worth, what it looks at, when it is won."""

from typing import Literal, NamedTuple, TypeAlias

from tressons_ld.consumers.score.controlled_vocabularies import MACHINE_READABLE, NON_PROPRIETARY
from tressons_ld.consumers.score.judging import (
    Judge,
    access_rights,
    compliant,
    dataset,
    downloadable,
    either,
    file_has,
    format_in,
    known_formats,
    known_licence,
    reachable,
)
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.vocabularies import DCAT, DCT

Dimension: TypeAlias = Literal[
    "findability", "accessibility", "interoperability", "reusability", "contextuality"
]


class Indicator(NamedTuple):
    """One indicator.

    Attributes:
        name: its name in the portal's data (``pv:`` metrics of piveau).
        dimension: what it belongs to.
        points: what it is worth.
        property: the property looked at first.
        of: whether the dataset, its best distribution, or either has it.
        judge: the verdict, from the dataset and that distribution.
        label: what a reader is shown.
    """

    name: str
    dimension: Dimension
    points: int
    property: Iri
    of: Literal["dataset", "distribution", "either"]
    judge: Judge
    label: Text


INDICATORS = (
    Indicator(
        "keywordAvailability",
        "findability",
        30,
        DCAT.keyword,
        "dataset",
        dataset(DCAT.keyword),
        sentence("dcatap.keywords"),
    ),
    Indicator(
        "categoryAvailability",
        "findability",
        30,
        DCAT.theme,
        "dataset",
        dataset(DCAT.theme),
        sentence("dcatap.categories"),
    ),
    Indicator(
        "spatialAvailability",
        "findability",
        20,
        DCT.spatial,
        "dataset",
        dataset(DCT.spatial),
        sentence("dcatap.place"),
    ),
    Indicator(
        "temporalAvailability",
        "findability",
        20,
        DCT.temporal,
        "dataset",
        dataset(DCT.temporal),
        sentence("dcatap.period"),
    ),
    Indicator(
        "accessUrlStatusCode",
        "accessibility",
        50,
        DCAT.accessURL,
        "distribution",
        reachable(DCAT.accessURL),
        sentence("dcatap.access-url-answers"),
    ),
    Indicator(
        "downloadUrlAvailability",
        "accessibility",
        20,
        DCAT.downloadURL,
        "distribution",
        downloadable,
        sentence("dcatap.download-url"),
    ),
    Indicator(
        "downloadUrlStatusCode",
        "accessibility",
        30,
        DCAT.downloadURL,
        "distribution",
        reachable(DCAT.downloadURL),
        sentence("dcatap.download-url-answers"),
    ),
    Indicator(
        "formatAvailability",
        "interoperability",
        20,
        DCT.format,
        "distribution",
        file_has(DCT.format),
        sentence("dcatap.format"),
    ),
    Indicator(
        "mediaTypeAvailability",
        "interoperability",
        10,
        DCAT.mediaType,
        "distribution",
        file_has(DCAT.mediaType),
        sentence("dcatap.media-type"),
    ),
    Indicator(
        "formatMediaTypeVocabularyAlignment",
        "interoperability",
        10,
        DCT.format,
        "distribution",
        known_formats,
        sentence("dcatap.terms-of-tables"),
    ),
    Indicator(
        "formatMediaTypeNonProprietary",
        "interoperability",
        20,
        DCT.format,
        "distribution",
        format_in(
            NON_PROPRIETARY,
            sentence("dcatap.format-not-open"),
        ),
        sentence("dcatap.open-format"),
    ),
    Indicator(
        "formatMediaTypeMachineInterpretable",
        "interoperability",
        20,
        DCT.format,
        "distribution",
        format_in(
            MACHINE_READABLE,
            sentence("dcatap.format-not-readable"),
        ),
        sentence("dcatap.machine-readable"),
    ),
    Indicator(
        "dcatApCompliance",
        "interoperability",
        30,
        DCT.title,
        "dataset",
        compliant,
        sentence("dcatap.mandatory-rules"),
    ),
    Indicator(
        "licenceAvailability",
        "reusability",
        20,
        DCT.license,
        "distribution",
        file_has(DCT.license),
        sentence("dcatap.licence"),
    ),
    Indicator(
        "knownLicence",
        "reusability",
        10,
        DCT.license,
        "distribution",
        known_licence,
        sentence("dcatap.licence-known"),
    ),
    Indicator(
        "accessRightsAvailability",
        "reusability",
        10,
        DCT.accessRights,
        "dataset",
        dataset(DCT.accessRights),
        sentence("dcatap.access-rights"),
    ),
    Indicator(
        "accessRightsVocabularyAlignment",
        "reusability",
        5,
        DCT.accessRights,
        "dataset",
        access_rights,
        sentence("dcatap.access-rights-of-table"),
    ),
    Indicator(
        "contactPointAvailability",
        "reusability",
        20,
        DCAT.contactPoint,
        "dataset",
        dataset(DCAT.contactPoint),
        sentence("dcatap.contact-point"),
    ),
    Indicator(
        "publisherAvailability",
        "reusability",
        10,
        DCT.publisher,
        "dataset",
        dataset(DCT.publisher),
        sentence("dcatap.publisher"),
    ),
    Indicator(
        "rightsAvailability",
        "contextuality",
        5,
        DCT.rights,
        "distribution",
        file_has(DCT.rights),
        sentence("dcatap.rights"),
    ),
    Indicator(
        "byteSizeAvailability",
        "contextuality",
        5,
        DCAT.byteSize,
        "distribution",
        file_has(DCAT.byteSize),
        sentence("dcatap.size"),
    ),
    Indicator(
        "dateIssuedAvailability",
        "contextuality",
        5,
        DCT.issued,
        "either",
        either(DCT.issued),
        sentence("dcatap.issued"),
    ),
    Indicator(
        "dateModifiedAvailability",
        "contextuality",
        5,
        DCT.modified,
        "either",
        either(DCT.modified),
        sentence("dcatap.modified"),
    ),
)
"""Every indicator of the 405 points, in the order of the methodology."""
