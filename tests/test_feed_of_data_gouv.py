"""The data.gouv.fr feed says what its harvester reads, as it reads it (udata 17.18.0)."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, SKOS, XSD

from catalogue_folder import PROJECT, change, copy_of_atelier
from command_line import DATE, edit, tressons_ld
from tressons_ld import open_catalogue
from tressons_ld.consumers.datagouv.descriptions import description, has_tags
from tressons_ld.consumers.datagouv.feed_dataset import period_triples
from tressons_ld.consumers.datagouv.licences import known_licence
from tressons_ld.consumers.datagouv.udata.licence_guess import guess
from tressons_ld.consumers.harvest.registry import CONSUMERS
from tressons_ld.consumers.rehearsal.feed_reader import FeedReader
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.findings.finding import Finding
from tressons_ld.rdf import vocabularies
from tressons_ld.rdf.terms import BlankNode, typed

NASTY = PROJECT / "tests/catalogues/nasty"


LOV2 = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"


BASE = "https://id.example.net/epineux/"


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> rdflib.Graph:
    folder = tmp_path_factory.mktemp("nasty") / "folder"
    shutil.copytree(NASTY, folder)
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    return rdflib.Graph().parse(folder / "public/harvest/data.gouv.fr/catalog.ttl")


@pytest.fixture(scope="module")
def feed(published: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(published / "harvest/data.gouv.fr/catalog.ttl")


def of(id: str) -> rdflib.URIRef:
    return rdflib.URIRef(f"{BASE}ressource/{id}")


def values(graph: rdflib.Graph, id: str, property: rdflib.URIRef) -> list[str]:
    return sorted(map(str, graph.objects(of(id), property)))


def files(graph: rdflib.Graph, id: str) -> list[rdflib.term.Node]:
    return list(graph.objects(of(id), DCAT.distribution))


def test_the_identifier_is_the_iri_once_and_as_a_plain_text(feed: rdflib.Graph) -> None:
    for dataset in feed.subjects(RDF.type, DCAT.Dataset):
        assert list(feed.objects(dataset, DCTERMS.identifier)) == [rdflib.Literal(str(dataset))]


def test_no_date_is_less_than_a_day(feed: rdflib.Graph, nasty: rdflib.Graph) -> None:
    for graph in (feed, nasty):
        dates = [
            value
            for _, property, value in graph
            if property
            in (DCTERMS.issued, DCTERMS.modified, DCTERMS.created, DCAT.startDate, DCAT.endDate)
        ]
        assert dates
        assert {value.datatype for value in dates if isinstance(value, rdflib.Literal)} == {
            XSD.date
        }


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("annee-ancienne", "Année : 1066"),
        ("un-mois", "Mois : 2020-05"),
        ("date-tres-ancienne", "Date : 0001-01-01"),
        ("date-tres-lointaine", "Date : 9999-12-31"),
        ("en-anglais", "Year: 2020"),
    ],
)
def test_a_date_that_cannot_be_a_day_is_said_in_the_description(
    nasty: rdflib.Graph, id: str, said: str
) -> None:
    assert values(nasty, id, DCTERMS.issued) == []
    (words,) = values(nasty, id, DCTERMS.description)
    assert words.endswith(f"\n\n{said}")


def test_a_day_is_a_date_and_not_words(nasty: rdflib.Graph) -> None:
    assert values(nasty, "un-jour", DCTERMS.issued) == ["2020-05-11"]
    (words,) = values(nasty, "un-jour", DCTERMS.description)
    assert "2020" not in words


def test_nothing_that_is_read_as_something_else_is_there(feed: rdflib.Graph) -> None:
    read_otherwise = {SKOS.altLabel, DCTERMS.hasPart, DCTERMS.conformsTo, DCTERMS.abstract}
    assert read_otherwise.isdisjoint(set(feed.predicates()))


def test_addresses_that_no_public_site_has_are_left_out(nasty: rdflib.Graph) -> None:
    for id in ("adresse-sans-domaine-connu", "adresse-privee"):
        assert values(nasty, id, DCAT.landingPage) == []
        assert files(nasty, id) == []
        assert (of(id), RDF.type, DCAT.Dataset) in nasty


def test_one_file_stands_for_two_with_one_address(nasty: rdflib.Graph) -> None:
    found = [
        str(nasty.value(file, DCAT.downloadURL))
        for file in files(nasty, "deux-fichiers-une-adresse")
    ]
    assert len(found) == len(set(found)) == 2


@pytest.mark.parametrize(
    ("id", "labels"),
    [
        ("licence-inconnue", []),
        ("licence-piege", []),
        ("licence-d-un-seul-fichier", []),
        ("licences-differentes", []),
        ("licence-sans-usage-commercial", []),
        ("licence-creative-commons", ["Creative Commons Attribution"]),
    ],
)
def test_a_licence_is_stated_when_all_files_have_it_and_it_is_known(
    nasty: rdflib.Graph, id: str, labels: list[str]
) -> None:
    stated = list(nasty.objects(of(id), DCTERMS.license))
    stated += [iri for file in files(nasty, id) for iri in nasty.objects(file, DCTERMS.license)]
    assert sorted({str(nasty.value(iri, RDFS.label)) for iri in stated}) == labels


def test_a_licence_that_is_not_stated_is_in_the_words_of_its_file(nasty: rdflib.Graph) -> None:
    (file,) = files(nasty, "licence-inconnue")
    assert "Licence indiquée : https://" in str(nasty.value(file, DCTERMS.description))


def test_a_file_has_a_title_a_description_a_format_and_a_media_type(nasty: rdflib.Graph) -> None:
    (file,) = files(nasty, "licence-inconnue")
    assert str(nasty.value(file, DCTERMS.title)).startswith("Une licence que personne ne connaît (")
    assert str(nasty.value(file, DCTERMS.description)).startswith("Fichier ")
    assert str(nasty.value(file, DCTERMS.format)).endswith("/file-type/PDF")
    assert str(nasty.value(file, DCAT.mediaType)).startswith("https://www.iana.org/")
    assert list(nasty.objects(nasty.value(file, DCTERMS.format), RDFS.label)) == []


def test_authors_and_publishers_are_named_in_the_page(nasty: rdflib.Graph) -> None:
    for property in (DCTERMS.creator, DCTERMS.publisher):
        for agent in nasty.objects(None, property):
            assert nasty.value(agent, FOAF.name)


def test_the_period_is_a_blank_node_with_its_first_and_last_day(feed: rdflib.Graph) -> None:
    (data,) = (each for each in feed.subjects(DCTERMS.temporal) if each.endswith("/donnees"))
    (period,) = feed.objects(data, DCTERMS.temporal)
    assert isinstance(period, rdflib.BNode)
    days = [str(feed.value(period, property)) for property in (DCAT.startDate, DCAT.endDate)]
    assert days == ["2018-01-01", "2021-12-31"]


def test_the_period_of_a_resource_has_its_first_and_last_day(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources carnet-de-voyage period", "2019-02/..")
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    graph = rdflib.Graph().parse(folder / "public/harvest/data.gouv.fr/catalog.ttl")
    found = {
        str(dataset).rpartition("/")[2]: [
            graph.value(period, end) and str(graph.value(period, end))
            for end in (DCAT.startDate, DCAT.endDate)
        ]
        for dataset, period in graph.subject_objects(DCTERMS.temporal)
    }
    assert found == {
        "guide-du-velo": ["2018-01-01", "2021-12-31"],
        "debat-sur-la-marche": ["2020-05-07", "2020-05-07"],
        "carnet-de-voyage": ["2019-02-01", None],
        "donnees": ["2018-01-01", "2021-12-31"],
    }


@pytest.mark.parametrize(
    ("end", "day"),
    [
        ("2019-06", "2019-06-30"),
        ("2019-07", "2019-07-31"),
        ("2019-02", "2019-02-28"),
        ("2020-02", "2020-02-29"),
        ("1900-02", "1900-02-28"),
        ("2019-06-15", "2019-06-15"),
    ],
)
def test_a_period_that_ends_with_a_month_ends_on_its_last_day(end: str, day: str) -> None:
    period = BlankNode("_:periode")
    triples = period_triples(period, None, end)
    assert triples[1:] == [(period, vocabularies.DCAT.endDate, typed(day, "date"))]


def test_outlines_are_closed_and_name_no_reference_system(nasty: rdflib.Graph) -> None:
    outlines = list(nasty.objects(None, DCAT.bbox))
    assert outlines
    for outline in outlines:
        points = re.split(r", ?", str(outline).removeprefix("POLYGON((").removesuffix("))"))
        assert len(points) > 3
        assert points[0] == points[-1]


def test_the_licence_of_the_catalogue_is_recognised_once_confirmed(tmp_path: Path) -> None:
    folder = tmp_path / "tressons"
    shutil.copytree(PROJECT / "data", folder / "data")
    edit(folder / "data/catalogue.toml", "confirmed = false", "confirmed = true")
    assert tressons_ld("publish", "--date", DATE, folder=folder).returncode == 0
    graph = rdflib.Graph().parse(folder / "public/harvest/data.gouv.fr/catalog.ttl")
    data = rdflib.URIRef("https://w3id.org/tressons/catalogue/donnees")
    (licence,) = graph.objects(data, DCTERMS.license)
    label = str(graph.value(licence, RDFS.label))
    assert label == "Licence Ouverte / Open Licence version 2.0"
    assert set(graph.subjects(DCTERMS.license)) == {data, *graph.objects(data, DCAT.distribution)}


RIGHTS = "Voir https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf."


LONG_RIGHTS = "Les descriptions sont les mots de leurs éditeurs : conditions non indiquées. " * 2


@pytest.mark.parametrize(
    ("rights", "confirmed", "stated"),
    [
        (RIGHTS, "false", False),
        ("LO/OL", "false", False),
        (LONG_RIGHTS, "false", True),
        (RIGHTS, "true", True),
    ],
)
def test_no_licence_can_be_read_into_the_rights(
    tmp_path: Path, rights: str, confirmed: str, stated: bool
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "catalogue.toml licence.confirmed", confirmed)
    where = change(folder, "catalogue.toml rights.fr", f'"{rights}"')
    data, found = catalogue_as_data(folder)
    assert (None, DCTERMS.rights, None) in data or not stated
    (item,) = (item for item in rehearsed(folder) if item.iri.endswith("/donnees"))
    assert item.fields["license"] == ("lov2" if confirmed == "true" else "notspecified")
    codes = {each.code for each in found if each.location == where}
    assert ("feed.rights-as-licence" in codes) is not stated


def test_a_site_that_is_not_public_costs_the_files_and_not_the_catalogue(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    where = change(folder, "catalogue.toml site_url", '"http://localhost:8000/"')
    data, found = catalogue_as_data(folder)
    assert (None, DCAT.distribution, None) not in data
    assert [each.location for each in found if each.code == "feed.site-not-public"] == [where]
    assert {item.status for item in rehearsed(folder)} == {"done"}


def test_a_confirmed_licence_that_data_gouv_does_not_know_is_told(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    where = change(folder, "catalogue.toml licence.iri", '"https://www.example.net/licence"')
    data, found = catalogue_as_data(folder)
    assert (None, DCTERMS.license, None) not in data
    assert [each.location for each in found if each.code == "feed.licence-of-catalogue"] == [where]


def catalogue_as_data(folder: Path) -> tuple[rdflib.Graph, tuple[Finding, ...]]:
    """What the feed says of the catalogue as data, and what was found."""
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    graph = rdflib.Graph().parse(folder / "public/harvest/data.gouv.fr/catalog.ttl")
    data = rdflib.Graph()
    data += graph.triples(
        (rdflib.URIRef("https://id.example.net/atelier/catalogue/donnees"), None, None)
    )
    return data, open_catalogue(folder, date=DATE).check().findings


def rehearsed(folder: Path) -> list[Item]:
    consumer = CONSUMERS["data.gouv.fr"]
    feed = FeedReader(folder / "public" / consumer.feed, consumer.habits)
    return list(consumer.harvester()(feed, date.fromisoformat(DATE)))


def test_one_licence_under_two_addresses_is_that_of_the_resource(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    addresses = "http://creativecommons.org/licenses/by/4.0/; https://spdx.org/licenses/CC-BY-4.0"
    change(folder, "resources guide-du-velo licence", addresses)
    catalogue_as_data(folder)
    (item,) = (item for item in rehearsed(folder) if item.iri.endswith("/guide-du-velo"))
    assert item.fields["license"] == "cc-by"


@pytest.mark.parametrize(
    "iri",
    [
        "https://creativecommons.org/publicdomain/zero/1.0/deed.fr",
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf",
        LOV2,
        "http://opendatacommons.org/licenses/by/1-0/",
        "http://publications.europa.eu/resource/authority/licence/ODC_BL",
        "https://opendatacommons.org/licenses/pddl/1-0/",
    ],
)
def test_the_label_of_a_known_licence_is_recognised(iri: str) -> None:
    licence = known_licence(iri)
    assert licence is not None
    assert guess([licence.label]) == licence.id


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "Voir <https://www.example.net/a_(b)>.",
            "Voir [https://www.example.net/a_(b)](https://www.example.net/a_%28b%29).",
        ),
        (
            "Écrire à <bureau@example.net>.",
            "Écrire à [bureau@example.net](mailto:bureau@example.net).",
        ),
        ("Un <em>mot</em>.", "Un &lt;em>mot&lt;/em>."),
        ("1 < 2, x <3 y", "1 < 2, x <3 y"),
        ("**gras** et `code`", "**gras** et `code`"),
    ],
)
def test_words_are_read_and_not_obeyed(words: str, said: str) -> None:
    assert description(words, None, "fr") == said


@given(st.text(alphabet="<>/!?-aé& \"'=\n", max_size=40))
def test_no_description_holds_a_tag(words: str) -> None:
    assert not has_tags(description(words, None, "fr"))
