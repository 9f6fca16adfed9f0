"""What catalogues of others say of a resource: other identifiers, when it last changed."""

import re
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from adoption_twins import write_csv
from catalogue_folder import add_column, change, copy_of_atelier
from command_line import DATE, tressons_ld
from table_adoption import adopted
from tressons_ld.api import open_catalogue
from tressons_ld.catalogue.adoption.harvested_records import dcat_feed
from tressons_ld.catalogue.columns.other_identifiers import address_of, parse_identifier
from tressons_ld.catalogue.columns.partial_dates import is_before
from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.model.header import Header
from tressons_ld.composition import open_folder
from tressons_ld.consumers.datagouv.feed_dataset import dataset, left_out
from tressons_ld.consumers.score_cards.remedies import entry_remedy
from tressons_ld.findings.finding import Finding
from tressons_ld.mapping.fields import Context

GUIDE = "guide-du-velo"
RESOURCE = rdflib.URIRef(f"https://id.example.net/atelier/ressource/{GUIDE}")
DCT, DCAT = rdflib.DCTERMS, rdflib.Namespace("http://www.w3.org/ns/dcat#")
OWL, SKOS = rdflib.OWL, rdflib.SKOS
ADMS = rdflib.Namespace("http://www.w3.org/ns/adms#")
VCARD = rdflib.Namespace("http://www.w3.org/2006/vcard/ns#")
SCHEMA = rdflib.Namespace("http://schema.org/")


INC = "https://rightsstatements.org/vocab/InC/1.0/"
AT_SIGN = "https://example.org/@velo.atelier"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue in which nothing is wrong."""
    return copy_of_atelier(tmp_path / "atelier")


def with_cell(folder: Path, column: str, text: str) -> rdflib.Graph:
    """The graph of the catalogue, once the cell is written: it has no finding."""
    change(folder, f"resources {GUIDE} {column}", text)
    catalogue = open_catalogue(folder, date=DATE)
    assert catalogue.check().findings == ()
    return catalogue.graph()


def identifier(text: str) -> tuple[str | None, list[Finding]]:
    """What a text is read as, and what is told of it."""
    found: list[Finding] = []
    row = Row(Header("data/resources.csv", {}), 2, 2)
    return parse_identifier(text, row, "identifiers", found), found


def codes(folder: Path) -> list[str]:
    return [found.code for found in open_catalogue(folder, date=DATE).check().findings]


def fed(folder: Path) -> tuple[set[str], list[str]]:
    """The properties that the feed of data.gouv.fr states of the guide, and what it leaves out."""
    inputs = open_folder(folder, date=DATE)
    entry = next(each for each in inputs.folder.entries() if each.id == GUIDE)
    stated = dataset(entry, Context(inputs.folder.shared))
    about = {str(property)[1:-1] for subject, property, _ in stated if GUIDE in subject}
    return about, [found.code for found in left_out(entry)]


def test_the_date_of_the_last_change_is_stated_in_both_vocabularies(folder: Path) -> None:
    graph = with_cell(folder, "modified", "2021-06-30")
    day = rdflib.Literal("2021-06-30", datatype=rdflib.XSD.date)
    assert set(graph.objects(RESOURCE, DCT.modified)) == {day}
    assert set(graph.objects(RESOURCE, SCHEMA.dateModified)) == {day}


@pytest.mark.parametrize(("modified", "told"), [("2018", True), ("2019", False), ("2020", False)])
def test_a_change_before_the_publication_is_told(folder: Path, modified: str, told: bool) -> None:
    change(folder, f"resources {GUIDE} modified", modified)
    assert ("table.modified-before-issued" in codes(folder)) is told


def test_two_dates_of_which_one_is_less_precise_are_compared_as_far_as_both_say() -> None:
    assert is_before("2019-12-31", "2020") and not is_before("2020", "2020-12-31")


@pytest.mark.parametrize(
    ("modified", "stated", "told"),
    [("2021-06-30", True, []), ("2021-06", False, ["feed.modified-no-day"])],
)
def test_data_gouv_is_told_the_day_of_a_change_and_nothing_less(
    folder: Path, modified: str, stated: bool, told: list[str]
) -> None:
    change(folder, f"resources {GUIDE} modified", modified)
    properties, findings = fed(folder)
    assert (str(DCT.modified) in properties) is stated
    assert findings == told


@pytest.mark.parametrize(
    ("heading", "cell", "column", "carried"),
    [
        ("Date de dernière mise à jour", "2021-06-30", "modified", "2021-06-30"),
        ("DOI", "https://dx.doi.org/10.1234/abc", "identifiers", "doi:10.1234/abc"),
        ("ISBN", "978-2-07-036822-8 (br.)", "identifiers", "isbn:9782070368228"),
        ("ISSN", "03178471", "identifiers", "issn:0317-8471"),
        ("Handle", "2027/mdp.39015", "identifiers", "hdl:2027/mdp.39015"),
        (
            "Wikidata",
            "Q42; http://www.wikidata.org/entity/Q7",
            "identifiers",
            "wikidata:Q42; wikidata:Q7",
        ),
        ("Numéro de version", "2.10", "version", "2.10"),
        ("Fréquence de mise à jour", "Mensuelle", "frequency", "MONTHLY"),
        ("Update frequency", "yearly", "frequency", "ANNUAL"),
        (
            "Droits",
            "© Ville ; reproduction interdite",
            "rights",
            "© Ville ; reproduction interdite",
        ),
        ("Rights", "https://rightsstatements.org/vocab/InC/1.0/", "rights", INC),
        ("Courriel", "velo@example.org", "contacts", "velo@example.org"),
        ("Contact point", "Jeanne (velo@example.org)", "contacts", "Jeanne <velo@example.org>"),
        ("Contact", "Jeanne Roue", "contacts", "Jeanne Roue"),
        ("Last updated at", "2021-06-30", "modified", "2021-06-30"),
    ],
)
def test_a_table_of_others_brings_its_column(
    tmp_path: Path, heading: str, cell: str, column: str, carried: str
) -> None:
    cells = {"Titre": "Les ponts", "Description": "Les ponts de la commune.", heading: cell}
    write_csv(tmp_path / "table.csv", list(cells), [list(cells.values())])
    made = adopted(tmp_path / "table.csv")
    assert made.rows[0].cells[column] == carried


def test_a_column_of_identifiers_may_give_the_ids_too(tmp_path: Path) -> None:
    rows = [["9782070368228", "Les ponts"], ["9782070408504", "Les routes"]]
    write_csv(tmp_path / "table.csv", ["ISBN", "Titre"], rows)
    made = adopted(tmp_path / "table.csv")
    assert made.matched.one("id") == made.matched.one("identifiers") == 0
    assert [row.cells["identifiers"] for row in made.rows] == [f"isbn:{row[0]}" for row in rows]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("https://doi.org/10.1234/abc", "doi:10.1234/abc"),
        ("https://doi.org/10.1000/a%3Bb%3C1%3E", "doi:10.1000/a%3Bb<1>"),
        ("DOI 10.1234/abc", "doi:10.1234/abc"),
        ("10.1234.5/abc", "doi:10.1234.5/abc"),
        ("ISBN 2-07-036822-X", "isbn:207036822X"),
        ("978-2-07-036822-8", "isbn:9782070368228"),
        ("e-ISSN: 0317-8471", "issn:0317-8471"),
        ("0317-8471", "issn:0317-8471"),
        ("https://hdl.handle.net/20.500.12345/678", "hdl:20.500.12345/678"),
        ("https://www.wikidata.org/wiki/Q42", "wikidata:Q42"),
        ("https://gallica.bnf.fr/ark:/12148/btv1b8449691v", "ark:/12148/btv1b8449691v"),
    ],
)
def test_an_identifier_is_known_by_its_form(text: str, read: str) -> None:
    assert identifier(text) == (read, [])
    assert identifier(read) == (read, [])


@pytest.mark.parametrize(
    ("text", "code", "mends"),
    [
        ("9782070368229", "table.identifier-check-digit", ()),
        ("ISBN 2-07-036822-1", "table.identifier-check-digit", ()),
        ("0317-8472", "table.identifier-check-digit", ()),
        ("20190630", "table.identifier-unreadable", ()),
        ("https://www.example.net/livre", "table.identifier-unreadable", ()),
        ("relié, 978-2-07-036822-8 (20 €)", "table.identifier-unreadable", ("isbn:9782070368228",)),
    ],
)
def test_what_is_no_identifier_is_told_with_the_one_that_stands_in_it(
    text: str, code: str, mends: tuple[str, ...]
) -> None:
    value, found = identifier(text)
    assert value is None
    assert [(each.code, each.mends) for each in found] == [(code, mends)]


@given(st.text(max_size=80) | st.from_regex(r"(isbn|doi|ark|10\.1234/|978)[\s:]?.{0,30}"))
def test_what_was_read_is_read_again_as_it_is_written(text: str) -> None:
    value, _ = identifier(text)
    if value is not None:
        assert identifier(value) == (value, [])
        assert ";" not in value
        assert is_url(address_of(value) or "https://a.example/")


def test_an_identifier_is_stated_as_a_node_and_by_its_address(folder: Path) -> None:
    graph = with_cell(folder, "identifiers", "10.1234/abc; Q42")
    nodes = {str(node).partition("#")[2]: node for node in graph.objects(RESOURCE, ADMS.identifier)}
    assert set(nodes) == {"identifiant-doi-10-1234-abc", "identifiant-wikidata-q42"}
    node = nodes["identifiant-doi-10-1234-abc"]
    assert graph.value(node, SKOS.notation) == rdflib.Literal("10.1234/abc")
    entity = rdflib.URIRef("http://www.wikidata.org/entity/Q42")
    doi = rdflib.URIRef("https://doi.org/10.1234/abc")
    assert set(graph.objects(RESOURCE, SCHEMA.sameAs)) == {doi, entity}
    assert set(graph.objects(RESOURCE, OWL.sameAs)) == {entity}


def test_identifiers_that_differ_in_signs_alone_have_a_node_each(folder: Path) -> None:
    graph = with_cell(folder, "identifiers", "10.1234/a.b; 10.1234/a-b; 10.1234/abc")
    nodes = set(graph.objects(RESOURCE, ADMS.identifier))
    notations = sorted(str(graph.value(node, SKOS.notation)) for node in nodes)
    assert notations == ["10.1234/a-b", "10.1234/a.b", "10.1234/abc"]
    assert f"{RESOURCE}#identifiant-doi-10-1234-abc" in set(map(str, nodes))


def test_what_harvesters_know_the_resource_by_stays(folder: Path) -> None:
    graph = with_cell(folder, "identifiers", "10.1234/abc; 9782070368228")
    assert set(graph.objects(RESOURCE, DCT.identifier)) == {rdflib.Literal(GUIDE)}


def test_the_version_is_stated_in_both_vocabularies(folder: Path) -> None:
    graph = with_cell(folder, "version", "3e édition")
    for property in (DCAT.version, SCHEMA.version):
        assert set(graph.objects(RESOURCE, property)) == {rdflib.Literal("3e édition")}


def test_rights_are_a_statement_in_words(folder: Path) -> None:
    words = rdflib.Literal("Tous droits réservés ; © Ville.", lang="fr")
    graph = with_cell(folder, "rights", str(words))
    (node,) = graph.objects(RESOURCE, DCT.rights)
    assert graph.value(node, rdflib.RDFS.label) == words
    assert (node, rdflib.RDF.type, DCT.RightsStatement) in graph
    assert set(graph.objects(RESOURCE, SCHEMA.copyrightNotice)) == {words}


def test_rights_that_have_an_address_are_named_by_it(folder: Path) -> None:
    graph = with_cell(folder, "rights", INC)
    assert set(graph.objects(RESOURCE, DCT.rights)) == {rdflib.URIRef(INC)}
    assert set(graph.objects(RESOURCE, SCHEMA.usageInfo)) == {rdflib.URIRef(INC)}
    assert not list(graph.objects(RESOURCE, SCHEMA.copyrightNotice))


@pytest.mark.parametrize(
    ("rights", "by"), [("Licence ouverte", DCT.description), ("Pas de copie. " * 9, DCT.rights)]
)
def test_data_gouv_reads_no_licence_into_rights(
    folder: Path, rights: str, by: rdflib.URIRef
) -> None:
    change(folder, f"resources {GUIDE} rights", rights)
    inputs = open_folder(folder, date=DATE)
    entry = next(each for each in inputs.folder.entries() if each.id == GUIDE)
    stated = dataset(entry, Context(inputs.folder.shared))
    says = {
        str(p)[1:-1] for s, p, value in stated if s.endswith(f"{GUIDE}>") and rights[:9] in value
    }
    assert says == {str(by)}


def test_a_column_of_rights_that_names_licences_is_one_of_licences(tmp_path: Path) -> None:
    rows = [["Les ponts", "https://www.example.net/a.csv", "CC BY 4.0"]]
    write_csv(tmp_path / "table.csv", ["Titre", "Download URL", "Rights"], rows)
    made = adopted(tmp_path / "table.csv")
    assert "rights" not in made.rows[0].cells and "licence" in made.rows[0].cells


@pytest.mark.parametrize(
    ("cell", "stated"),
    [
        ("velo@example.org", ("velo@example.org", "mailto:velo@example.org", None)),
        ("Jeanne <j@example.org>", ("Jeanne", "mailto:j@example.org", None)),
        ("mailto:j@example.org", ("j@example.org", "mailto:j@example.org", None)),
        ("https://a.example.net/f", ("https://a.example.net/f", None, "https://a.example.net/f")),
        ("Jeanne   Roux <j@example.org>", ("Jeanne Roux", "mailto:j@example.org", None)),
        (AT_SIGN, (AT_SIGN, None, AT_SIGN)),
        ("Atelier du vélo", ("Atelier du vélo", None, "https://www.example.net/atelier")),
    ],
)
def test_a_contact_is_reached_by_its_address_or_by_the_page_of_the_agent(
    folder: Path, cell: str, stated: tuple[str, str | None, str | None]
) -> None:
    graph = with_cell(folder, "contacts", cell)
    (node,) = graph.objects(RESOURCE, DCAT.contactPoint)
    values = (graph.value(node, VCARD[name]) for name in ("fn", "hasEmail", "hasURL"))
    assert tuple(value and str(value) for value in values) == stated


def test_two_names_at_one_address_are_two_contacts(folder: Path) -> None:
    graph = with_cell(folder, "contacts", "Jeanne <velo@example.org>; Paul <velo@example.org>")
    nodes = set(graph.objects(RESOURCE, DCAT.contactPoint))
    assert sorted(str(graph.value(node, VCARD.fn)) for node in nodes) == ["Jeanne", "Paul"]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("jeanne@", "table.email-unreadable"),
        ("Jeanne" + 500 * "," + " j@example.org", "table.email-unreadable"),
        ("page://example.org/@velo.atelier", "table.email-unreadable"),
        ("example.org/@velo.atelier", "table.email-unreadable"),
        ("Jeanne <j%41@example.org>", "table.email-unreadable"),
        ("{jeanne}@example.org", "table.email-unreadable"),
        ("jeanne\\roux@example.org", "table.email-unreadable"),
        ("Jeanne Inconnue", "reference.unknown-agent"),
        ("https://", "table.url-host"),
        ("Camille Roue", "shape.contact-reachable"),
    ],
)
def test_what_reaches_nobody_is_told_at_its_cell(folder: Path, cell: str, code: str) -> None:
    change(folder, f"resources {GUIDE} contacts", cell)
    (found,) = open_catalogue(folder, date=DATE).check().findings
    assert (found.code, found.location.column if found.location else "") == (code, "contacts")


def test_data_gouv_is_given_no_contact_that_it_would_refuse(folder: Path) -> None:
    change(folder, f"resources {GUIDE} contacts", "https://localhost/f; Camille Roue")
    properties, findings = fed(folder)
    assert str(DCAT.contactPoint) not in properties
    assert findings == ["feed.address-not-public"]


def test_a_feed_brings_its_contacts_back(folder: Path) -> None:
    graph = with_cell(folder, "contacts", "Jeanne <j@example.org>; https://a.example.net/f")
    records = dcat_feed(graph.serialize(format="nt").encode(), "feed.nt", ".nt").records
    record = next(each for each in records if each["id"] == GUIDE)
    assert set(record["contacts"].split("; ")) == {
        "Jeanne <j@example.org>",
        "https://a.example.net/f",
    }


@pytest.mark.parametrize("name", ["MONTHLY", "mensuelle", "monthly"])
def test_the_frequency_is_a_term_of_the_eu_table_by_its_code_or_its_name(
    folder: Path, name: str
) -> None:
    graph = with_cell(folder, "frequency", name)
    term = "http://publications.europa.eu/resource/authority/frequency/MONTHLY"
    assert set(graph.objects(RESOURCE, DCT.accrualPeriodicity)) == {rdflib.URIRef(term)}


@pytest.mark.parametrize("portal", ["data.gouv.fr", "ckan", "dcat-ap"])
def test_nothing_of_these_columns_is_refused_or_lost_on_the_way_to_a_portal(
    folder: Path, portal: str
) -> None:
    change(folder, f"resources {GUIDE} identifiers", "10.1234/abc; 9782070368228; Q42")
    change(folder, f"resources {GUIDE} modified", "2021-06-30")
    change(folder, f"resources {GUIDE} frequency", "quotidienne")
    change(folder, f"resources {GUIDE} rights", "© Ville")
    change(folder, f"resources {GUIDE} contacts", "Jeanne <j@example.org>")
    change(folder, f"resources {GUIDE} version", "2" * (101 if portal == "ckan" else 3))
    done = tressons_ld("harvest", "--as", portal, "--date", DATE, "-j", "1", folder=folder)
    assert done.returncode == 0, done.stderr
    told = re.split(r"^(?=\S)", done.stdout, flags=re.MULTILINE)
    of_guide = "".join(part for part in told if GUIDE in part)
    assert not re.search("identifiers|modified|version|rights|droits|contact", of_guide)


def remedy_column(folder: Path, name: str) -> str:
    """The column that score asks to be filled for a lost point of the guide; empty for none."""
    inputs = open_folder(folder, date=DATE)
    entry = next(each for each in inputs.folder.entries() if each.id == GUIDE)
    return entry_remedy(name, entry, inputs.folder.shared).column


@pytest.mark.parametrize(
    ("indicator", "column"),
    [
        ("dateModifiedAvailability", "modified"),
        ("update_frequency", "frequency"),
        ("rightsAvailability", "rights"),
        ("contactPointAvailability", "contacts"),
    ],
)
def test_score_asks_for_the_column_only_where_the_table_has_it(
    folder: Path, indicator: str, column: str
) -> None:
    assert remedy_column(folder, indicator) == ""
    add_column(folder, column)
    assert remedy_column(folder, indicator) == column
