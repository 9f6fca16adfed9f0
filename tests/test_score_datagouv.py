"""What data.gouv.fr makes of a dataset, what the European portal sees of it, and the stars."""

import sys

import pytest

from test_score_mqa import CSV, DATASET, EU, FILE, IT, graph, lost, without
from tressons_ld.consumers.datagouv.criteria import CRITERIA, verdicts
from tressons_ld.consumers.datagouv.export import exported_dataset
from tressons_ld.consumers.datagouv.harvested_item import item_of
from tressons_ld.consumers.dcat_ap.mqa import assess
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.consumers.score.facts import (
    DatasetFacts,
    facts_of,
    statements_by_subject,
)
from tressons_ld.consumers.score.stars import NEXT, stars
from tressons_ld.rdf.terms import (
    BlankNode,
    Iri,
    Literal,
    Term,
    Triple,
    date,
    iri,
    text,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
    GEO,
    VCARD,
)

DAY = "2026-11-23"
ETALAB = iri("https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
WKT = Literal(f'"POLYGON((5 44, 6 44, 6 45, 5 45, 5 44))"^^{GEO.wktLiteral}')
PERIOD = BlankNode("_:period")
FEED: dict[Iri, Term] = {
    **DATASET,
    DCT.temporal: PERIOD,
    DCT.identifier: text("https://example.net/it"),
    DCT.description: text("Une description " * 10, "fr"),
    DCT.accrualPeriodicity: iri(f"{EU}frequency/IRREG"),
    DCT.license: ETALAB,
}
FED_FILE: dict[Iri, Term] = {**FILE, DCT.license: ETALAB, DCT.description: text("Fichier", "fr")}
AROUND: list[Triple] = [
    (iri("https://example.net/place"), DCAT.bbox, WKT),
    (PERIOD, DCAT.startDate, date("2018-01-01")),
    (iri("https://example.net/contact"), VCARD.hasEmail, iri("mailto:a@example.net")),
    (iri("https://example.net/publisher"), FOAF.name, text("Atelier")),
]


def feed(
    dataset: dict[Iri, Term], *files: dict[Iri, Term], around: list[Triple] | None = None
) -> DatasetFacts:
    stated = graph(dataset, *files)
    facts = [
        (s, p, o) for s, said in stated.nodes.items() for p, values in said.items() for o in values
    ]
    return facts_of(facts, IT, statements_by_subject(AROUND if around is None else around))


def arrived(facts: DatasetFacts) -> Item:
    return item_of(facts, DAY)


def failed(facts: DatasetFacts, day: str = DAY) -> set[str]:
    return {
        each.name for each, state, _ in verdicts(facts, item_of(facts, day), day) if state == "lost"
    }


def test_a_feed_that_says_everything_has_nine_of_nine() -> None:
    facts = feed(FEED, FED_FILE)
    states = {each.name: state for each, state, _ in verdicts(facts, arrived(facts), DAY)}
    assert len(CRITERIA) == 9
    # Whether the files answer is the one thing that only the platform finds out.
    assert states.pop("all_resources_available") == "unmeasured"
    assert set(states.values()) == {"won"}


@pytest.mark.parametrize(
    ("dataset", "file", "names"),
    [
        ({DCT.license: None}, {DCT.license: None}, {"license"}),
        ({DCT.license: iri("https://example.net/mine")}, {}, set()),
        ({DCT.temporal: None}, {}, {"temporal_coverage"}),
        ({DCT.spatial: iri("https://example.net/elsewhere")}, {}, {"spatial"}),
        ({DCT.accrualPeriodicity: None}, {}, {"update_frequency", "update_fulfilled_in_time"}),
        ({DCT.description: text("x" * 100)}, {}, {"dataset_description_quality"}),
        ({DCT.description: text("x" * 101)}, {}, set()),
        ({}, {DCT.format: iri(f"{EU}file-type/PDF")}, {"has_open_format"}),
        ({}, {DCT.description: None}, {"resources_documentation"}),
    ],
)
def test_each_criterion_is_lost_by_one_statement(
    dataset: dict[Iri, Term | None], file: dict[Iri, Term | None], names: set[str]
) -> None:
    ours = {p: o for p, o in {**FEED, **dataset}.items() if o is not None}
    its = {p: o for p, o in {**FED_FILE, **file}.items() if o is not None}
    assert failed(feed(ours, its)) == names


def test_without_a_file_three_criteria_are_lost() -> None:
    files = {"has_open_format", "all_resources_available", "resources_documentation"}
    assert failed(feed(FEED)) == files


@pytest.mark.parametrize(("day", "late"), [("2027-01-01", False), ("2027-01-02", True)])
def test_an_annual_dataset_is_late_a_year_after_its_last_change(day: str, late: bool) -> None:
    annual = {
        **FEED,
        DCT.accrualPeriodicity: iri(f"{EU}frequency/ANNUAL"),
        DCT.modified: date("2026-01-01"),
    }
    assert ("update_fulfilled_in_time" in failed(feed(annual, FED_FILE), day)) is late


def test_the_portal_sees_of_data_gouv_fr_what_its_export_writes() -> None:
    seen = exported_dataset(arrived(feed(FEED, FED_FILE)))
    assert lost(seen) == {
        "categoryAvailability",
        "spatialAvailability",
        "formatMediaTypeVocabularyAlignment",
        "dcatApCompliance",
        "knownLicence",
        "rightsAvailability",
    }
    # The ceiling through data.gouv.fr; its words for formats are won only if the portal reads them.
    done = assess(seen)
    assert done.most() == 405 - 30 - 20 - 10 - 30 - 10 - 5
    assert done.state("formatMediaTypeNonProprietary") == "unmeasured"


@pytest.mark.parametrize(
    ("property", "names"),
    [
        (DCAT.keyword, {"keywordAvailability"}),
        (DCT.temporal, {"temporalAvailability"}),
        (DCAT.contactPoint, {"contactPointAvailability"}),
    ],
)
def test_what_the_feed_does_not_say_is_lost_at_the_portal_too(
    property: Iri, names: set[str]
) -> None:
    whole = lost(exported_dataset(arrived(feed(FEED, FED_FILE))))
    assert lost(exported_dataset(arrived(feed(without(FEED, property), FED_FILE)))) == whole | names


def test_a_licence_that_is_not_recognised_is_not_seen_as_one() -> None:
    own = iri("https://example.net/licence")
    seen = exported_dataset(
        arrived(feed({**FEED, DCT.license: own}, {**FED_FILE, DCT.license: own}))
    )
    assert "licenceAvailability" in lost(seen)


def test_nothing_is_seen_of_a_dataset_without_identifier() -> None:
    item = arrived(feed(without(FEED, DCT.identifier), FED_FILE))
    assert item.status == "skipped"
    assert assess(exported_dataset(item)).most() == 0


def test_a_keyword_that_needs_a_missing_package_is_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "unidecode", None)
    assert arrived(feed({**FEED, DCAT.keyword: text("οδός σχεδίου")})).fields["tags"] == []


@pytest.mark.parametrize(
    ("format", "number"), [("PDF", 1), ("XLSX", 2), ("CSV", 3), ("RDF_TURTLE", 4)]
)
def test_the_stars_are_those_of_the_files(format: str, number: int) -> None:
    file = {**FILE, DCT.format: iri(f"{EU}file-type/{format}")}
    found = stars(graph(DATASET, file))
    assert (found.number, found.next) == (number, NEXT[number])


def test_without_an_open_licence_there_is_no_star() -> None:
    closed = iri("http://creativecommons.org/licenses/by-nc-nd/4.0/")
    for file in (without(FILE, DCT.license), {**FILE, DCT.license: closed}):
        assert stars(graph(DATASET, file)).number == 0


def test_the_fifth_star_is_for_files_known_to_link_to_others() -> None:
    turtle = {**FILE, DCT.format: iri(f"{EU}file-type/RDF_TURTLE")}
    assert stars(graph(DATASET, turtle), linked=True).number == 5
    assert stars(graph(DATASET, FILE), linked=True).number == 3


def test_the_page_of_a_resource_earns_no_star_for_its_format() -> None:
    page = {**DATASET, DCAT.landingPage: CSV}
    assert stars(graph(page, FILE)).number == 1
