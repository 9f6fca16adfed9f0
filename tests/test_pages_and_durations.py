"""The number of pages of a resource, and how long it takes."""

from pathlib import Path

import openpyxl
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from adoption_twins import write_csv
from catalogue_folder import change, copy_of_atelier
from command_line import DATE
from reading_folders import make_folder, read_all
from table_adoption import adopted
from tressons_ld.api import open_catalogue
from tressons_ld.catalogue.adoption.harvested_records import dcat_feed
from tressons_ld.catalogue.columns.durations import durations_meant, parse_duration, parse_pages
from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.model.header import Header
from tressons_ld.composition import open_folder
from tressons_ld.findings.finding import Finding
from tressons_ld.publication.publish import publish
from tressons_ld.rdf.terms import is_lexical

GUIDE = "guide-du-velo"
RESOURCE = rdflib.URIRef(f"https://id.example.net/atelier/ressource/{GUIDE}")
DCT, RDF, XSD = rdflib.DCTERMS, rdflib.RDF, rdflib.XSD
SCHEMA = rdflib.Namespace("http://schema.org/")
ROW = Row(Header("data/resources.csv", {}), 2, 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue in which nothing is wrong."""
    return copy_of_atelier(tmp_path / "atelier")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1 h 30", "PT1H30M"),
        ("1h30", "PT1H30M"),
        ("90 min", "PT1H30M"),
        ("01:30:00", "PT1H30M"),
        ("1,5 h", "PT1H30M"),
        ("1 heure 30 minutes", "PT1H30M"),
        ("45'", "PT45M"),
        ("2 jours", "P2D"),
        ("3 Stunden", "PT3H"),
        ("3 semaines", "P21D"),
        ("1 an et 6 mois", "P1Y6M"),
    ],
)
def test_what_means_one_duration_is_read_as_it_and_told(text: str, read: str) -> None:
    found: list[Finding] = []
    assert parse_duration(text, ROW, "duration", found) == read
    assert [(each.code, each.mends) for each in found] == [("table.value-read", (read,))]
    assert parse_duration(read, ROW, "duration", again := []) == read and not again


@pytest.mark.parametrize(
    ("text", "mends"),
    [
        ("01:30", ("PT1H30M", "PT1M30S")),
        ("90", ("PT1H30M", "PT90H")),
        ("une journée", ()),
        ("1 à 2 h", ()),
        ("2 h par semaine", ()),
        ("14 h (2 jours)", ()),
        ("1 h 75", ()),
        ("0 min", ()),
        ("PT999999999S", ()),
        # A number that Python will not read.
        (f"P{'9' * 5000}Y", ()),
    ],
)
def test_what_means_several_durations_or_none_is_told(text: str, mends: tuple[str, ...]) -> None:
    found: list[Finding] = []
    assert parse_duration(text, ROW, "duration", found) is None
    assert [(each.code, each.mends) for each in found] == [("table.duration-unreadable", mends)]


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{1,3}[ ,.:'hjmPT0-9a-z]{0,9}", fullmatch=True))
def test_whatever_is_read_is_a_duration_of_xsd(text: str) -> None:
    assert all(is_lexical(meant, "duration") for meant in durations_meant(text))


@pytest.mark.parametrize(
    ("text", "pages", "code"),
    [
        ("120", 120, None),
        ("120 p.", 120, "table.value-read"),
        ("120 pages", 120, "table.value-read"),
        ("xii-120 p.", None, "table.pages-unreadable"),
        ("0", None, "table.pages-unreadable"),
        ("12-30", None, "table.pages-unreadable"),
    ],
)
def test_a_number_of_pages_is_one_number(text: str, pages: int | None, code: str | None) -> None:
    found: list[Finding] = []
    assert parse_pages(text, ROW, "number_of_pages", found) == pages
    assert [each.code for each in found] == ([code] if code else [])


def graph_of(folder: Path, **cells: str) -> rdflib.Graph:
    for column, text in cells.items():
        change(folder, f"resources {GUIDE} {column}", text)
    catalogue = open_catalogue(folder, date=DATE)
    assert catalogue.check().findings == ()
    return catalogue.graph()


def test_both_are_extents_with_their_values(folder: Path) -> None:
    graph = graph_of(folder, number_of_pages="120", duration="PT1H30M")
    extents = set(graph.objects(RESOURCE, DCT.extent))
    assert {graph.value(node, RDF.value) for node in extents} == {
        rdflib.Literal("120", datatype=XSD.nonNegativeInteger),
        rdflib.Literal("PT1H30M", datatype=XSD.duration),
    }
    assert {graph.value(node, RDF.type) for node in extents} == {DCT.SizeOrDuration}


@pytest.mark.parametrize(
    ("kind", "property"),
    [("Book", SCHEMA.timeRequired), ("VideoObject", SCHEMA.duration)],
)
def test_schema_org_has_the_time_of_a_text_and_the_duration_of_a_film(
    folder: Path, kind: str, property: rdflib.URIRef
) -> None:
    change(folder, "concepts genre:guide schema_type", kind)
    graph = graph_of(folder, number_of_pages="120", duration="PT1H30M")
    told = set(graph.predicates(RESOURCE, rdflib.Literal("PT1H30M")))
    assert told == {property}
    pages = list(graph.objects(RESOURCE, SCHEMA.numberOfPages))
    assert pages == ([rdflib.Literal(120)] if kind == "Book" else [])


def test_the_page_of_the_resource_tells_them_in_its_language(folder: Path) -> None:
    change(folder, f"resources {GUIDE} duration", "P2DT1H30M")
    change(folder, f"resources {GUIDE} number_of_pages", "120")
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    for tree, days in (("", "2 jours"), ("en/", "2 days")):
        path = folder / f"public/{tree}ressource/{GUIDE}.html"
        html = path.read_text(encoding="utf-8").replace("\u00a0", " ")
        assert f"<dd>{days} 1 h 30 min</dd>" in html and "<dd>120</dd>" in html


def test_a_feed_brings_them_back(folder: Path) -> None:
    graph = graph_of(folder, number_of_pages="120", duration="PT1H30M")
    records = dcat_feed(graph.serialize(format="nt").encode(), "feed.nt", ".nt").records
    record = next(each for each in records if each["id"] == GUIDE)
    assert (record["number_of_pages"], record["duration"]) == ("120", "PT1H30M")


def test_a_table_of_others_brings_them(tmp_path: Path) -> None:
    rows = [["Les ponts", "128 p.", "1 h 30"], ["Les routes", "64", "45 min"]]
    write_csv(tmp_path / "table.csv", ["Titre", "Nombre de pages", "Durée"], rows)
    made = adopted(tmp_path / "table.csv")
    told = [(row.cells["number_of_pages"], row.cells["duration"]) for row in made.rows]
    assert told == [("128", "PT1H30M"), ("64", "PT45M")]


def test_a_number_of_pages_is_read_in_a_workbook_with_its_thousands(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["id", "kind", "title", "description", "number_of_pages"])
    sheet.append(["a", "Étude", "A", "T", 1200])
    sheet["E2"].number_format = "#,##0"
    workbook.save(made / "data" / "resources.xlsx")
    _, (entry,), findings = read_all(made)
    assert findings == [] and entry is not None
    assert entry.number_of_pages == 1200
