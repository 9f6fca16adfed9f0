"""What catalogues of others say of a resource beside our own: when it last changed."""

from pathlib import Path

import pytest
import rdflib

from adoption_twins import write_csv
from catalogue_folder import add_column, change, copy_of_atelier
from command_line import DATE
from tressons_ld.api import open_catalogue
from tressons_ld.catalogue.adoption.adopted_rows import adopt
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.columns.partial_dates import is_before
from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.composition import open_folder
from tressons_ld.consumers.cards.remedies import of_entry
from tressons_ld.consumers.datagouv.feed_dataset import dataset, left_out
from tressons_ld.mapping.fields import Context

GUIDE = "guide-du-velo"
RESOURCE = rdflib.URIRef(f"https://id.example.net/atelier/ressource/{GUIDE}")
DCT, DCAT = rdflib.DCTERMS, rdflib.DCAT
SCHEMA = rdflib.Namespace("http://schema.org/")


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
        ("Last updated at", "2021-06-30", "modified", "2021-06-30"),
    ],
)
def test_a_table_of_others_brings_its_column(
    tmp_path: Path, heading: str, cell: str, column: str, carried: str
) -> None:
    cells = {"Titre": "Les ponts", "Description": "Les ponts de la commune.", heading: cell}
    write_csv(tmp_path / "table.csv", list(cells), [list(cells.values())])
    made = adopt(read_source(tmp_path / "table.csv"), read_authorities(), language="fr")
    assert made.rows[0].cells[column] == carried


def remedy_column(folder: Path, name: str) -> str:
    """The column that score asks to be filled for a lost point of the guide; empty for none."""
    inputs = open_folder(folder, date=DATE)
    entry = next(each for each in inputs.folder.entries() if each.id == GUIDE)
    return of_entry(name, entry, inputs.folder.shared).column


@pytest.mark.parametrize(("indicator", "column"), [("dateModifiedAvailability", "modified")])
def test_score_asks_for_the_column_only_where_the_table_has_it(
    folder: Path, indicator: str, column: str
) -> None:
    assert remedy_column(folder, indicator) == ""
    add_column(folder, column)
    assert remedy_column(folder, indicator) == column
