"""The format and the licence of a resource that is known by its page alone."""

import re
from pathlib import Path

import pytest
import rdflib

from adoption_twins import write_csv
from catalogue_folder import change, copy_of_atelier
from command_line import DATE, tressons_ld
from table_adoption import adopted
from tressons_ld.api import open_catalogue
from tressons_ld.catalogue.adoption.harvested_records import dcat_feed
from tressons_ld.composition import open_folder
from tressons_ld.consumers.datagouv.feed_dataset import dataset
from tressons_ld.mapping.fields import Context

GUIDE = "guide-du-velo"
RESOURCE = rdflib.URIRef(f"https://id.example.net/atelier/ressource/{GUIDE}")
DCT, DCAT = rdflib.DCTERMS, rdflib.DCAT
SCHEMA = rdflib.Namespace("http://schema.org/")
PAGE = "https://www.example.net/guides/velo"
CC_BY = "https://creativecommons.org/licenses/by/4.0/"
FILE_TYPE = "http://publications.europa.eu/resource/authority/file-type/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue in which nothing is wrong, the guide with its page alone."""
    folder = copy_of_atelier(tmp_path / "atelier")
    for column, text in (("landing_page", PAGE), ("download_url", ""), ("size", "")):
        change(folder, f"resources {GUIDE} {column}", text)
    change(folder, f"resources {GUIDE} format", "")
    change(folder, f"resources {GUIDE} licence", "")
    return folder


def parts(folder: Path, **cells: str) -> tuple[rdflib.Graph, list[rdflib.term.Node]]:
    """The graph of the catalogue, which has no finding, and the distributions of the guide."""
    for column, text in cells.items():
        change(folder, f"resources {GUIDE} {column}", text)
    catalogue = open_catalogue(folder, date=DATE)
    assert catalogue.check().findings == ()
    graph = catalogue.graph()
    return graph, sorted(graph.objects(RESOURCE, DCAT.distribution))


def fed(folder: Path) -> rdflib.Graph:
    """What the feed of data.gouv.fr states of the guide."""
    inputs = open_folder(folder, date=DATE)
    entry = next(each for each in inputs.folder.entries() if each.id == GUIDE)
    graph = rdflib.Graph()
    lines = (f"{' '.join(t)} .\n" for t in dataset(entry, Context(inputs.folder.shared)))
    return graph.parse(data="".join(lines), format="nt")


def test_the_page_gives_access_to_what_has_the_licence_and_the_format(folder: Path) -> None:
    graph, (part,) = parts(folder, licence=CC_BY, format="PDF")
    page, licence = rdflib.URIRef(PAGE), rdflib.URIRef(CC_BY)
    assert graph.value(part, DCAT.accessURL) == graph.value(part, SCHEMA.url) == page
    assert graph.value(part, DCT.license) == graph.value(part, SCHEMA.license) == licence
    assert graph.value(part, DCT["format"]) == rdflib.URIRef(f"{FILE_TYPE}PDF")
    assert not list(graph.objects(part, DCAT.downloadURL | SCHEMA.contentUrl))


def test_without_a_licence_and_a_format_a_page_is_no_distribution(folder: Path) -> None:
    assert parts(folder)[1] == []


def test_one_licence_is_that_of_each_format_on_the_page(folder: Path) -> None:
    graph, given = parts(folder, licence=CC_BY, format="CSV; JSON")
    formats = {str(graph.value(part, DCT["format"])).rpartition("/")[2] for part in given}
    assert formats == {"CSV", "JSON"}
    assert {graph.value(part, DCT.license) for part in given} == {rdflib.URIRef(CC_BY)}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"format": "CSV; JSON; PDF", "licence": f"{CC_BY}; {CC_BY}"}, "table.distribution-page"),
        ({"format": "CSV; JSON", "size": "1200"}, "table.distribution-page"),
        ({"format": "CSV, JSON"}, "table.separator"),
        ({"format": "CSV", "landing_page": ""}, "table.distribution-nowhere"),
    ],
)
def test_cells_that_do_not_agree_are_told(folder: Path, cells: dict[str, str], code: str) -> None:
    for column, text in cells.items():
        change(folder, f"resources {GUIDE} {column}", text)
    found = open_catalogue(folder, date=DATE).check().findings
    assert [each.code for each in found if each.code.startswith("table")] == [code]


def test_data_gouv_has_the_licence_and_one_resource_that_names_all_formats(folder: Path) -> None:
    parts(folder, licence="https://www.etalab.gouv.fr/licence-ouverte-open-licence/")
    parts(folder, format="CSV; JSON")
    graph = fed(folder)
    (part,) = graph.objects(RESOURCE, DCAT.distribution)
    assert graph.value(part, DCAT.accessURL) == rdflib.URIRef(PAGE)
    assert graph.value(part, DCAT.downloadURL) is None
    assert graph.value(RESOURCE, DCT.license) is not None
    assert all(name in str(graph.value(part, DCT.description)) for name in ("CSV", "JSON"))


@pytest.mark.parametrize("portal", ["data.gouv.fr", "ckan"])
def test_nothing_of_it_is_lost_on_the_way_to_a_portal(folder: Path, portal: str) -> None:
    parts(folder, licence=CC_BY, format="CSV")
    done = tressons_ld("harvest", "--as", portal, "--date", DATE, "-j", "1", folder=folder)
    assert done.returncode == 0, done.stderr
    told = re.split(r"^(?=\S)", done.stdout, flags=re.MULTILINE)
    of_guide = next(part for part in told if f"/{GUIDE}>" in part)
    assert not re.search("landing_page|licence|format|accessURL|distribution", of_guide)


def test_a_table_of_others_brings_them(tmp_path: Path) -> None:
    rows = [["Les ponts", PAGE, "CSV, JSON", "CC BY 4.0"], ["Les routes", "", "PDF", "CC BY 4.0"]]
    write_csv(tmp_path / "table.csv", ["Titre", "URL", "Format", "Licence"], rows)
    made = adopted(tmp_path / "table.csv")
    first, second = (row.cells for row in made.rows)
    assert (first["format"], first["licence"]) == ("CSV; JSON", f"{CC_BY}; {CC_BY}")
    assert "format" not in second and made.outcome.without_file == {"format": 1, "licence": 1}


def test_a_feed_brings_them_back(folder: Path) -> None:
    graph, _ = parts(folder, licence=CC_BY, format="PDF")
    records = dcat_feed(graph.serialize(format="nt").encode(), "feed.nt", ".nt").records
    record = next(each for each in records if each["id"] == GUIDE)
    told = [record.get(name) for name in ("landing_page", "download_url", "format", "licence")]
    assert told == [PAGE, None, "PDF", CC_BY]


def test_the_page_of_the_resource_tells_them(folder: Path) -> None:
    parts(folder, licence=CC_BY, format="PDF")
    done = tressons_ld("publish", "--date", DATE, "-j", "1", folder=folder)
    assert done.returncode == 0, done.stderr
    html = (folder / "public" / "ressource" / f"{GUIDE}.html").read_text(encoding="utf-8")
    assert f'<a href="{CC_BY}"' in html and PAGE in html
    assert "None" not in re.sub("<[^>]*>", "", html)
