"""The rows proposed for a new table: readable, complete, with ids and titles to correct by hand."""

import csv
import io
from pathlib import Path

import pytest

from reading_folders import make_folder, read_all
from received_documents import FILE, RECEIVED, Notice, composed, told
from tressons_ld.catalogue.importer import (
    compare,
    propose_rows,
    read_document,
    write_table,
)
from tressons_ld.catalogue.model import RESOURCES, SharedPart
from tressons_ld.catalogue.tables.shared_tables import read_shared


@pytest.fixture(scope="module")
def shared(project: Path) -> SharedPart:
    return read_shared(project)[0]


def proposed(*notices: Notice, shared: SharedPart | None = None) -> list[dict[str, str]]:
    return propose_rows(read_document(composed(*notices), FILE, shared)[0], shared)


def committed(project: Path) -> list[dict[str, str]]:
    with (project / "data" / "resources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("tables", [True, False])
def test_the_titles_are_those_kept_by_hand_since(
    project: Path, shared: SharedPart, tables: bool
) -> None:
    known = shared if tables else None
    rows = propose_rows(read_document(RECEIVED, FILE, known)[0], known)
    assert [row["title"] for row in rows] == [row["title"] for row in committed(project)]


def test_the_printed_columns_are_those_of_the_committed_table(
    project: Path, shared: SharedPart
) -> None:
    rows = propose_rows(read_document(RECEIVED, FILE, shared)[0], shared)
    columns = ("section", "kind", "printed_title", "issued", "organisations", "persons")
    for row, kept in zip(rows, committed(project), strict=True):
        for column in (*columns, "printed_authors", "description"):
            assert row[column] == kept[column]


def test_the_written_table_is_read_without_a_finding(tmp_path: Path, shared: SharedPart) -> None:
    rows = propose_rows(read_document(RECEIVED, FILE, shared)[0], shared)
    table = write_table(rows)
    published = [column.name for column in RESOURCES.columns if not column.editorial]
    assert table.startswith(",".join(published) + "\n")
    assert "\r" not in table
    project = Path(__file__).resolve().parents[1]
    data = {
        path.name: path.read_bytes()
        for path in (project / "data").glob("*.csv")
        if path.name not in {"resources.csv", "additions.csv", "identities.csv"}
    }
    folder = make_folder(tmp_path, files={**data, "resources.csv": table})
    settings = (project / "data" / "catalogue.toml").read_text("utf-8")
    (folder / "data" / "catalogue.toml").write_text(settings, "utf-8")
    (folder / "data" / "source").mkdir()
    (folder / "data" / "source" / "catalogue-tressons-2022.md").write_bytes(RECEIVED)

    read, entries, findings = read_all(folder)
    assert told(findings) == []
    imported, _ = read_document(RECEIVED, FILE, read)
    assert told(compare(imported, [entry for entry in entries if entry], read)) == []


@pytest.mark.parametrize(
    ("title", "description", "expected"),
    [
        ("AGIR POUR LA MOBILITÉ", "Un texte.", "Agir pour la mobilité"),
        ("L'ESS EN RÉGION", "Le rôle de l'ESS en région.", "L'ESS en région"),
        ("LE PAYS PÉRIGORD VERT", "Un guide du Pays Périgord Vert.", "Le Pays Périgord Vert"),
        ("LE KIT MUNICIPALESS", "Issu du kit MunicipalESS.", "Le kit MunicipalESS"),
        ("UN OUTIL : MODE D'EMPLOI", "Un texte.", "Un outil : mode d'emploi"),
        ("ŒUVRER ENSEMBLE", "Un texte.", "Œuvrer ensemble"),
        ("« AGIR » ICI", "Un texte.", "« Agir » ici"),
        ("Agir à Paris, avec l'ONU", "Un texte.", "Agir à Paris, avec l'ONU"),
        ("2020, ANNÉE DE LA MER", "Un texte.", "2020, année de la mer"),
        ("42", "Un texte.", "42"),
    ],
)
def test_a_title_in_capitals_becomes_a_sentence(
    title: str, description: str, expected: str
) -> None:
    (row,) = proposed(Notice(title=title, paragraphs=[description]))
    assert row["title"] == expected
    assert row["printed_title"] == title


def test_names_of_the_folder_keep_their_capitals(shared: SharedPart) -> None:
    titles = ["LE VERCORS ET LE RTES", "TRESSONS, L'AVISE ET LES FONDS LEADER"]
    rows = proposed(*(Notice(title=title) for title in titles), shared=shared)
    assert [row["title"] for row in rows] == [
        "Le Vercors et le RTES",
        "TRESSONS, l'Avise et les fonds LEADER",
    ]


def test_the_id_is_the_title_in_ascii() -> None:
    (row,) = proposed(Notice(title="ŒUVRER À L'ÉTÉ : « MOBILITÉ »"))
    assert row["id"] == "oeuvrer-a-l-ete-mobilite"


def test_ids_are_told_apart_by_kind_then_year_then_number() -> None:
    notices = [
        Notice(),
        Notice(),
        Notice(kind="Guide"),
        Notice(kind="Guide", year="2021"),
        Notice(kind="Guide", year="2021"),
        Notice(title="AGIR POUR LA MOBILITÉ WEBINAIRE"),
    ]
    base = "agir-pour-la-mobilite"
    assert [row["id"] for row in proposed(*notices)] == [
        base,
        f"{base}-webinaire-2020",
        f"{base}-guide",
        f"{base}-guide-2021",
        f"{base}-5",
        f"{base}-webinaire",
    ]


@pytest.mark.parametrize("title", ["CON", "INDEX", "日本語", "???", "A " * 300])
def test_every_title_has_an_id_that_a_table_may_hold(tmp_path: Path, title: str) -> None:
    rows = proposed(Notice(title=title), Notice(title=title))
    _, entries, _ = read_all(make_folder(tmp_path, files={"resources.csv": write_table(rows)}))
    assert None not in entries
    assert len({entry.id for entry in entries if entry}) == 2


def test_links_go_to_landing_page_and_page() -> None:
    link = "[Un](https://a.example.org/) [Deux](https://b.example.org/?c;d)"
    text = "Voir aussi [trois](https://c.example.org/), ou [quatre](#quatre)."
    (row,) = proposed(Notice(link=link, paragraphs=[text]))
    assert row["landing_page"] == "https://a.example.org/"
    assert row["page"] == "https://b.example.org/?c%3Bd; https://c.example.org/"
    assert row["description"] == "Voir aussi trois, ou quatre."


def test_an_unreadable_year_stays_as_it_is_printed() -> None:
    (row,) = proposed(Notice(year="20l9"))
    assert row["issued"] == "20l9"


def test_the_table_is_quoted_where_it_must_be() -> None:
    awkward = ['a "quoted" word', "one, two", "two\nlines", "two\rlines", " space ", "=1+1", "é"]
    rows = [{"id": str(i), "title": value} for i, value in enumerate(awkward)]
    read = list(csv.DictReader(io.StringIO(write_table(rows), newline="")))
    assert [row["title"] for row in read] == awkward
    assert "\n5,,,,=1+1,," in write_table(rows)
