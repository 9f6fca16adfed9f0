"""The indicators of the MQA: what each is worth, what it looks at, when it is won."""

from typing import Literal, NamedTuple, TypeAlias

from tressons_ld.consumers.score.controlled_vocabularies import MACHINE_READABLE, NON_PROPRIETARY
from tressons_ld.consumers.score.judging import (
    Judge,
    access_rights,
    aligned,
    compliant,
    dataset,
    downloadable,
    either,
    file_has,
    format_in,
    known_licence,
    reachable,
)
from tressons_ld.findings.language import Text
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
        Text("mots-clés", "keywords"),
    ),
    Indicator(
        "categoryAvailability",
        "findability",
        30,
        DCAT.theme,
        "dataset",
        dataset(DCAT.theme),
        Text("thèmes", "categories"),
    ),
    Indicator(
        "spatialAvailability",
        "findability",
        20,
        DCT.spatial,
        "dataset",
        dataset(DCT.spatial),
        Text("territoire", "place"),
    ),
    Indicator(
        "temporalAvailability",
        "findability",
        20,
        DCT.temporal,
        "dataset",
        dataset(DCT.temporal),
        Text("période couverte", "period covered"),
    ),
    Indicator(
        "accessUrlStatusCode",
        "accessibility",
        50,
        DCAT.accessURL,
        "distribution",
        reachable(DCAT.accessURL),
        Text("adresse d'accès qui répond", "access address answers"),
    ),
    Indicator(
        "downloadUrlAvailability",
        "accessibility",
        20,
        DCAT.downloadURL,
        "distribution",
        downloadable,
        Text("adresse du fichier donnée", "file address given"),
    ),
    Indicator(
        "downloadUrlStatusCode",
        "accessibility",
        30,
        DCAT.downloadURL,
        "distribution",
        reachable(DCAT.downloadURL),
        Text("adresse du fichier qui répond", "file address answers"),
    ),
    Indicator(
        "formatAvailability",
        "interoperability",
        20,
        DCT.format,
        "distribution",
        file_has(DCT.format),
        Text("format", "format"),
    ),
    Indicator(
        "mediaTypeAvailability",
        "interoperability",
        10,
        DCAT.mediaType,
        "distribution",
        file_has(DCAT.mediaType),
        Text("type de média", "media type"),
    ),
    Indicator(
        "formatMediaTypeVocabularyAlignment",
        "interoperability",
        10,
        DCT.format,
        "distribution",
        aligned,
        Text("format et type tirés des tables", "format and type from the tables"),
    ),
    Indicator(
        "formatMediaTypeNonProprietary",
        "interoperability",
        20,
        DCT.format,
        "distribution",
        format_in(
            NON_PROPRIETARY,
            Text(
                "ce format n'est pas dans la liste des formats libres du portail",
                "that format is not in the portal's list of non-proprietary formats",
            ),
        ),
        Text("format libre", "non-proprietary format"),
    ),
    Indicator(
        "formatMediaTypeMachineInterpretable",
        "interoperability",
        20,
        DCT.format,
        "distribution",
        format_in(
            MACHINE_READABLE,
            Text(
                "ce format n'est pas dans la liste des formats de données du portail",
                "that format is not in the portal's list of machine-readable formats",
            ),
        ),
        Text("format lisible par une machine", "machine-readable format"),
    ),
    Indicator(
        "dcatApCompliance",
        "interoperability",
        30,
        DCT.title,
        "dataset",
        compliant,
        Text("règles obligatoires de DCAT-AP", "mandatory rules of DCAT-AP"),
    ),
    Indicator(
        "licenceAvailability",
        "reusability",
        20,
        DCT.license,
        "distribution",
        file_has(DCT.license),
        Text("licence", "licence"),
    ),
    Indicator(
        "knownLicence",
        "reusability",
        10,
        DCT.license,
        "distribution",
        known_licence,
        Text("licence connue du portail", "licence known to the portal"),
    ),
    Indicator(
        "accessRightsAvailability",
        "reusability",
        10,
        DCT.accessRights,
        "dataset",
        dataset(DCT.accessRights),
        Text("droits d'accès", "access rights"),
    ),
    Indicator(
        "accessRightsVocabularyAlignment",
        "reusability",
        5,
        DCT.accessRights,
        "dataset",
        access_rights,
        Text("droits d'accès tirés de la table", "access rights from the table"),
    ),
    Indicator(
        "contactPointAvailability",
        "reusability",
        20,
        DCAT.contactPoint,
        "dataset",
        dataset(DCAT.contactPoint),
        Text("point de contact", "contact point"),
    ),
    Indicator(
        "publisherAvailability",
        "reusability",
        10,
        DCT.publisher,
        "dataset",
        dataset(DCT.publisher),
        Text("éditeur", "publisher"),
    ),
    Indicator(
        "rightsAvailability",
        "contextuality",
        5,
        DCT.rights,
        "distribution",
        file_has(DCT.rights),
        Text("mention de droits", "rights statement"),
    ),
    Indicator(
        "byteSizeAvailability",
        "contextuality",
        5,
        DCAT.byteSize,
        "distribution",
        file_has(DCAT.byteSize),
        Text("taille du fichier", "file size"),
    ),
    Indicator(
        "dateIssuedAvailability",
        "contextuality",
        5,
        DCT.issued,
        "either",
        either(DCT.issued),
        Text("date de publication", "date of publication"),
    ),
    Indicator(
        "dateModifiedAvailability",
        "contextuality",
        5,
        DCT.modified,
        "either",
        either(DCT.modified),
        Text("date de modification", "date of modification"),
    ),
)
"""Every indicator of the 405 points, in the order of the methodology."""
