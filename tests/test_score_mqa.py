"""The 405 points of the European portal: each is won and lost by one statement."""

import pytest

from tressons_ld.consumers.dcat_ap.indicators import INDICATORS
from tressons_ld.consumers.dcat_ap.mqa import (
    Assessment,
    assess,
    rating_name,
)
from tressons_ld.consumers.score.facts import DatasetFacts, facts_of
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    Triple,
    date,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import (
    ADMS,
    DCAT,
    DCT,
    FOAF,
    RDF,
)

EU = "http://publications.europa.eu/resource/authority/"
IT, CSV, PDF, ODS = (
    iri(f"https://example.net/{name}") for name in ("it", "it.csv", "it.pdf", "it.ods")
)

DATASET: dict[Iri, Term] = {
    RDF.type: DCAT.Dataset,
    DCT.title: text("Titre", "fr"),
    DCT.description: text("Description", "fr"),
    DCAT.keyword: text("mot", "fr"),
    DCAT.theme: iri(f"{EU}data-theme/SOCI"),
    DCT.spatial: iri("https://example.net/place"),
    DCT.temporal: iri("https://example.net/period"),
    DCT.accessRights: iri(f"{EU}access-right/PUBLIC"),
    DCAT.contactPoint: iri("https://example.net/contact"),
    DCT.publisher: iri("https://example.net/publisher"),
    DCT.issued: date("2020"),
    DCT.modified: date("2021"),
    DCAT.distribution: CSV,
}
FILE: dict[Iri, Term] = {
    DCAT.accessURL: CSV,
    DCAT.downloadURL: CSV,
    DCT.format: iri(f"{EU}file-type/CSV"),
    DCAT.mediaType: iri("https://www.iana.org/assignments/media-types/text/csv"),
    DCT.license: iri(f"{EU}licence/CC_BY_4_0"),
    DCT.rights: iri("https://example.net/rights"),
    DCAT.byteSize: typed("12", "nonNegativeInteger"),
}


def graph(
    dataset: dict[Iri, Term], *files: dict[Iri, Term], names: tuple[Iri, ...] = (CSV, PDF)
) -> DatasetFacts:
    triples: list[Triple] = [(IT, p, o) for p, o in dataset.items() if p != DCAT.distribution]
    for name, file in zip(names, files, strict=False):
        triples.append((IT, DCAT.distribution, name))
        triples += [(name, p, o) for p, o in file.items()]
    return facts_of(triples, IT)


def lost(facts: DatasetFacts) -> set[str]:
    return {mark.indicator.name for mark in assess(facts).marks if mark.state == "lost"}


def without(facts: dict[Iri, Term], *properties: Iri) -> dict[Iri, Term]:
    return {p: o for p, o in facts.items() if p not in properties}


def test_a_dataset_that_says_everything_has_all_405_points() -> None:
    done = assess(graph(DATASET, FILE))
    assert done.most() == 405
    # What only a request could tell is never won in silence.
    assert done.least() == 405 - 50 - 30
    unmeasured = {mark.indicator.name for mark in done.marks if mark.state == "unmeasured"}
    assert unmeasured == {"accessUrlStatusCode", "downloadUrlStatusCode"}


def test_the_dimensions_are_worth_what_the_methodology_says() -> None:
    done = assess(graph(DATASET, FILE))
    names = ("findability", "accessibility", "interoperability", "reusability", "contextuality")
    assert [done.most(name) for name in names] == [100, 100, 110, 75, 20]


@pytest.mark.parametrize(
    ("property", "names"),
    [
        (DCAT.keyword, {"keywordAvailability"}),
        (DCAT.theme, {"categoryAvailability"}),
        (DCT.spatial, {"spatialAvailability"}),
        (DCT.temporal, {"temporalAvailability"}),
        (DCT.title, {"dcatApCompliance"}),
        (DCT.accessRights, {"accessRightsAvailability", "accessRightsVocabularyAlignment"}),
        (DCAT.contactPoint, {"contactPointAvailability"}),
        (DCT.publisher, {"publisherAvailability"}),
        (DCT.issued, {"dateIssuedAvailability"}),
        (DCT.modified, {"dateModifiedAvailability"}),
    ],
)
def test_what_a_dataset_does_not_say_is_lost(property: Iri, names: set[str]) -> None:
    assert lost(graph(without(DATASET, property), FILE)) == names


@pytest.mark.parametrize(
    ("property", "names"),
    [
        (DCAT.accessURL, {"accessUrlStatusCode", "dcatApCompliance"}),
        (DCAT.downloadURL, {"downloadUrlAvailability", "downloadUrlStatusCode"}),
        (
            DCT.format,
            {
                "formatAvailability",
                "formatMediaTypeVocabularyAlignment",
                "formatMediaTypeNonProprietary",
                "formatMediaTypeMachineInterpretable",
            },
        ),
        (DCAT.mediaType, {"mediaTypeAvailability", "formatMediaTypeVocabularyAlignment"}),
        (DCT.license, {"licenceAvailability", "knownLicence"}),
        (DCT.rights, {"rightsAvailability"}),
        (DCAT.byteSize, {"byteSizeAvailability"}),
    ],
)
def test_what_a_file_does_not_say_is_lost(property: Iri, names: set[str]) -> None:
    assert lost(graph(DATASET, without(FILE, property))) == names


@pytest.mark.parametrize(
    ("property", "value", "names"),
    [
        (DCT.format, iri(f"{EU}file-type/HTML"), {"formatMediaTypeMachineInterpretable"}),
        (DCT.format, iri(f"{EU}file-type/XLSX"), {"formatMediaTypeNonProprietary"}),
        (
            DCT.format,
            iri(f"{EU}file-type/PDF"),
            {"formatMediaTypeNonProprietary", "formatMediaTypeMachineInterpretable"},
        ),
        (
            DCAT.mediaType,
            iri("https://example.net/media/csv"),
            {"formatMediaTypeVocabularyAlignment"},
        ),
        (DCT.license, iri("https://creativecommons.org/licenses/by/4.0/"), {"knownLicence"}),
        (DCT.license, iri("http://creativecommons.org/licenses/by/4.0/"), set()),
        (DCAT.byteSize, typed("12", "integer"), {"dcatApCompliance"}),
        (ADMS.status, text("done"), {"dcatApCompliance"}),
    ],
)
def test_the_value_counts_where_the_portal_looks_at_it(
    property: Iri, value: Term, names: set[str]
) -> None:
    assert lost(graph(DATASET, {**FILE, property: value})) == names


def test_access_rights_of_ones_own_are_not_those_of_the_table() -> None:
    own = {**DATASET, DCT.accessRights: iri("https://example.net/open")}
    assert lost(graph(own, FILE)) == {"accessRightsVocabularyAlignment"}


def test_the_points_of_files_come_from_the_best_one_and_are_not_mixed() -> None:
    bare = {DCAT.accessURL: PDF, DCT.rights: iri("https://example.net/rights")}
    rich = without(FILE, DCT.rights)
    assert lost(graph(DATASET, rich, bare)) == {"rightsAvailability"}
    assert lost(graph(DATASET, bare, rich)) == {"rightsAvailability"}


def test_of_two_files_of_as_many_points_the_first_is_counted() -> None:
    poor, rightless, sizeless = (
        without(FILE, property) for property in (DCT.license, DCT.rights, DCAT.byteSize)
    )
    tied = assess(graph(DATASET, poor, rightless, sizeless, names=(CSV, PDF, ODS)))
    assert tied.file == 1
    assert tied.state("rightsAvailability") == "lost"
    assert tied.state("byteSizeAvailability") == "won"


def test_of_two_files_that_may_have_as_many_points_the_one_that_has_more_is_counted() -> None:
    # A format in words may be known to the portal, which is not measured, and is of no table.
    worded = assess(graph(DATASET, {**FILE, DCT.format: text("CSV")}))
    bare = without(FILE, DCT.rights, DCAT.byteSize)
    both = assess(graph(DATASET, {**FILE, DCT.format: text("CSV")}, bare))
    assert worded.most() == both.most()
    assert both.file == 1


def test_without_a_file_everything_about_files_is_lost() -> None:
    of_files = {each.name for each in INDICATORS if each.of == "distribution"}
    assert lost(graph(DATASET)) == of_files
    assert assess(graph(DATASET)).most() == 405 - 220


def test_the_page_of_a_resource_is_not_a_file_of_it() -> None:
    page = {**DATASET, DCAT.landingPage: CSV}
    assert lost(graph(page, FILE)) == {"downloadUrlAvailability", "downloadUrlStatusCode"}
    also = {**DATASET, FOAF.page: CSV}
    assert lost(graph(also, FILE)) == {"downloadUrlAvailability", "downloadUrlStatusCode"}


def test_ten_keywords_are_worth_one() -> None:
    facts = graph(DATASET, FILE)
    more: list[Triple] = [(IT, DCAT.keyword, text(f"mot {n}", "fr")) for n in range(9)]
    triples = [(IT, p, o) for p, o in DATASET.items()] + [(CSV, p, o) for p, o in FILE.items()]
    assert assess(facts_of([*triples, *more], IT)).most() == assess(facts).most()


@pytest.mark.parametrize(
    ("points", "name"),
    [
        (405, "excellent"), (351, "excellent"), (350, "good"), (221, "good"),
        (220, "sufficient"), (121, "sufficient"), (120, "bad"), (0, "bad"),
    ],
)  # fmt: skip
def test_the_bands_are_those_of_the_portal(points: int, name: str) -> None:
    assert rating_name(points) == name


def test_an_assessment_without_any_statement_has_no_point_but_names_every_indicator() -> None:
    empty: Assessment = assess(facts_of([], IT))
    assert (empty.most(), len(empty.marks)) == (0, len(INDICATORS))
