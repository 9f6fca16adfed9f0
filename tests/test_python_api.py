"""The Python API gives what is published."""

import copy
import datetime
import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import to_isomorphic

from catalogue_folder import copy_of_atelier
from command_line import DATE
from tressons_ld import OpenCatalogue, TressonsError, open_catalogue
from tressons_ld.catalogue.tables.rows import Table


@pytest.fixture(scope="module")
def catalogue(published: Path) -> OpenCatalogue:
    """TRESSONS, open."""
    return open_catalogue(published.parent, date=DATE)


def test_the_graph_of_all_is_the_published_one(catalogue: OpenCatalogue, published: Path) -> None:
    file = rdflib.Graph().parse(published / "catalogue.nt", format="nt")
    assert to_isomorphic(catalogue.graph()) == to_isomorphic(file)


def test_iterating_gives_the_entries_in_the_order_of_the_table(catalogue: OpenCatalogue) -> None:
    ids = [entry.id for entry in catalogue]
    assert len(ids) == len(catalogue) == 28
    assert ids[7] == "programmes-leader-et-ess"


def test_an_unknown_id_is_a_key_error(catalogue: OpenCatalogue) -> None:
    with pytest.raises(KeyError):
        catalogue["absent"]


def test_the_check_is_a_report(catalogue: OpenCatalogue) -> None:
    assert catalogue.check().publishable


def test_an_id_is_in_the_catalogue_as_it_answers(catalogue: OpenCatalogue) -> None:
    entry = catalogue["ess-et-ruralites"]
    assert entry.id == "ess-et-ruralites"
    assert "ess-et-ruralites" in catalogue
    assert entry in catalogue
    assert "absent" not in catalogue
    assert 3 not in catalogue


def test_a_row_that_cannot_be_read_is_not_in_the_catalogue(tressons: Path) -> None:
    table = tressons / "data" / "resources.csv"
    text = table.read_text("utf-8").replace("\ness-et-ruralites,", "\nESS et ruralités,")
    table.write_text(text, "utf-8")
    catalogue = open_catalogue(tressons, date=DATE)
    assert "ESS et ruralités" not in catalogue
    assert "ess-et-ruralites" not in catalogue


def test_entries_are_had_by_their_ids_in_one_walk(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = open_catalogue(published.parent, date=DATE)
    entries = list(catalogue)
    walks = []
    records = Table.records

    def counted(table: Table) -> Iterator[object]:
        walks.append(table)
        return records(table)

    monkeypatch.setattr(Table, "records", counted)
    assert [catalogue[entry.id] for entry in entries] == entries
    assert len(walks) == 1


@pytest.mark.parametrize(
    "date", [datetime.date(2026, 11, 23), datetime.datetime(2026, 11, 23, 12, 30), "2026-11-23"]
)
def test_a_day_is_given_as_a_date_or_as_its_text(
    date: datetime.date | str, published: Path
) -> None:
    catalogue = open_catalogue(published.parent, date=date)
    assert len(list(catalogue.triples("ess-et-ruralites"))) > 20


@pytest.mark.parametrize("date", ["01/01/2026", "", "2026", "2026-02-30"])
def test_what_is_no_day_is_refused_at_once(date: str, published: Path) -> None:
    with pytest.raises(TressonsError, match="write YYYY-MM-DD") as raised:
        open_catalogue(published.parent, date=date)
    assert raised.value.code == "settings.not-a-day"


QUESTION = "SELECT ?t (1 AS ?class) { ?r <http://purl.org/dc/terms/title> ?t } ORDER BY ?t LIMIT 1"


def test_a_question_is_sparql_a_name_or_a_path(catalogue: OpenCatalogue, tmp_path: Path) -> None:
    file = tmp_path / "ma question.rq"
    file.write_text(QUESTION, "utf-8")
    for question in (QUESTION, file, str(file)):
        rows = catalogue.query(question)
        assert rows.columns == ("t", "class")
        assert rows == [("Agir pour une alimentation durable", "1")]
    assert len(catalogue.query("ressources-par-genre")) == 11


def test_the_values_of_a_row_have_names(catalogue: OpenCatalogue) -> None:
    (row,) = catalogue.query(QUESTION)
    assert row.t == row["t"] == row[0] == "Agir pour une alimentation durable"
    assert row["class"] == row[-1] == "1"
    assert dict(row.items()) == {"t": row.t, "class": "1"}
    with pytest.raises(AttributeError):
        row.nothing  # noqa: B018
    with pytest.raises(KeyError):
        row["nothing"]
    for twin in (copy.copy(row), pickle.loads(pickle.dumps(row))):
        assert (twin, twin.t) == (row, row.t)


def test_the_columns_are_known_without_any_row(catalogue: OpenCatalogue) -> None:
    rows = catalogue.query("ressources", annee=1999)
    assert (rows, rows.columns[0]) == ([], "parution")


def test_a_replaced_default_is_told_with_the_rows(tmp_path: Path) -> None:
    other = open_catalogue(copy_of_atelier(tmp_path / "atelier"), date=DATE)
    rows = other.query("ressource-en-clair")
    assert rows
    assert "programmes-leader-et-ess" in rows.notes[0].fr


def test_a_question_takes_things_by_their_names(catalogue: OpenCatalogue) -> None:
    rows = catalogue.query("resources", kind="Webinar", year=2021, organisation="RTES")
    assert {row.kind_name for row in rows} == {"Webinar"}
    with pytest.raises(TressonsError, match="which this catalogue does not have"):
        catalogue.query("resources", kind="Wiki")
