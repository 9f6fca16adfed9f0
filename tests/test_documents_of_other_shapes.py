"""A document that is no catalogue by its headings: its tables, references and links become rows.

The DOCX and PDF of ``tests/documents`` are what LibreOffice Writer 7.4 made of pages in HTML.
"""

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_rows import adopt
from tressons_ld.catalogue.adoption.source_documents import document_table, read_entries_of
from tressons_ld.catalogue.documents.document_text import read_text
from tressons_ld.catalogue.documents.html_text import markdown_of
from tressons_ld.catalogue.documents.lists import printed_lists
from tressons_ld.catalogue.documents.printed_list import ListShape, PrintedList
from tressons_ld.catalogue.importer.layout import read_layout
from tressons_ld.catalogue.importing import ImportResult, import_document
from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.findings.errors import FolderError

DOCUMENTS = Path(__file__).with_name("documents")
TABLE = [
    ("Premiers pas en SPARQL", "DUPONT, Jeanne", "2021", "https://example.org/sparql"),
    (
        "Écrire un | dans une cellule",
        "Paul Martin ; Avise",
        "03/2020",
        "https://example.org/barre?a=1&b=2",
    ),
    ("Deux lignes dans la cellule", "RTES", "2019", ""),
    ("La même, plus tard", "RTES", "12/05/2022", "https://example.org/d"),
]
REFERENCES = [
    (
        "L'économie sociale en milieu rural : une enquête sur les territoires de projet",
        "Dupont, J.; Martin, P.",
        "2020",
        "https://doi.org/10.1234/abcd",
    ),
    ("Les tiers-lieux et la commune", "DURAND Paul", "2019", ""),
    ("Guide de la mobilité partagée", "Réseau d'exemple", "2021", "https://example.org/guide.pdf"),
    ("Rural networks", "Smith, A.; Doe, B.", "2018", ""),
]


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def the_list(text: str) -> PrintedList:
    (found,) = printed_lists(text, "x.md")
    return found


def rows_of(found: PrintedList, *headings: str) -> list[tuple[str, ...]]:
    places = [found.headings.index(heading) for heading in headings]
    return [tuple(row.cells[place] for place in places) for row in found.rows]


# --- the shapes -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["table.docx", "table.pdf"])
def test_a_table_keeps_its_cells_and_where_they_lead(name: str) -> None:
    found = the_list(read_text(DOCUMENTS / name).text)
    assert found.shape is ListShape.TABLE
    assert rows_of(found, "Titre", "Auteur", "Date", "Lien") == TABLE


@pytest.mark.parametrize("name", ["references.docx", "references.pdf"])
def test_references_keep_title_authors_year_and_address(name: str) -> None:
    found = the_list(read_text(DOCUMENTS / name).text)
    assert found.shape is ListShape.REFERENCES
    assert rows_of(found, "title", "authors", "issued", "landing_page") == REFERENCES


@pytest.mark.parametrize("name", ["headings.docx", "headings.pdf"])
def test_headings_and_paragraphs_of_a_word_processor_are_entries(name: str) -> None:
    first, second = read_entries_of(DOCUMENTS / name).entries
    assert (first.title.text, first.kind and first.kind.text) == (
        "AGIR POUR LA MOBILITÉ",
        "Webinaire",
    )
    assert [one.text for one in first.organisations] == ["Avise", "RTES"]
    assert first.link and first.link.text == "https://example.org/mobilite"
    assert second.description
    assert second.description.text == "Un guide :\n\n- une première partie ;\n- une seconde."


def test_a_page_is_read_at_its_lines_without_its_menu() -> None:
    found = read_entries_of(DOCUMENTS / "links.html")
    assert found.table is not None
    assert found.table.headings == ("title", "landing_page", "description", "section")
    assert [(row.number, row.cells[0], row.cells[3]) for row in found.table.rows] == [
        (4, "First steps with data", "Data"),
        (4, "Second steps", "Data"),
        (5, "HTML for all", "Web"),
    ]
    assert [(each.code, each.location and each.location.line) for each in found.findings] == [
        ("import.frame-left-out", 2)
    ]


def test_a_table_in_html_within_markdown_is_one(tmp_path: Path) -> None:
    text = "# A\n\n<table><tr><th>Titre<th>Année</tr>\n<tr><td>Un<td>2020</tr>\n</table>\n\nFin.\n"
    found = read_entries_of(written(tmp_path, "page.md", text))
    assert found.table is not None
    assert [(row.number, row.cells) for row in found.table.rows] == [(4, ("Un", "2020"))]


@pytest.mark.parametrize(
    ("reference", "read"),
    [
        ("Dupont, J. (2020a). *Un titre*. Éditeur.", ("Un titre", "Dupont, J.", "2020")),
        ("[3] J. Smith and A. Doe, “A title,” *J*, 2018.", ("A title", "J. Smith; A. Doe", "2018")),
        ("12. MARTIN Anne, *Le foncier*, X, 2017, 200 p.", ("Le foncier", "MARTIN Anne", "2017")),
        ("Jensen, K. 2018. A title. Publisher.", ("A title", "Jensen, K.", "2018")),
        ("DURAND P. et al., « Titre », 2019.", ("Titre", "DURAND P.", "2019")),
    ],
)  # fmt: skip
def test_the_usual_ways_of_citing_are_read(reference: str, read: tuple[str, ...]) -> None:
    found = the_list(f"{reference}\n\nAutre, A. (2001). *Autre*. X.\n")
    assert rows_of(found, "title", "authors", "issued")[0] == read


@pytest.mark.parametrize(
    "sentence",
    [
        "En 2020, le réseau (2021) a publié un rapport. Il est long.",
        "L'économie sociale (2020) est un sujet. On en parle.",
        "Webinaire (2020)",
        "Le programme, lancé en 2018, réunit des territoires ruraux et leurs habitants.",
        "Le mot « territoire » est employé depuis 1990.",
    ],
)
def test_a_sentence_with_a_year_is_no_reference(sentence: str) -> None:
    assert printed_lists(f"{sentence}\n\n{sentence}\n\n- {sentence}\n- {sentence}\n", "x.md") == []


@pytest.mark.parametrize(
    ("item", "title", "description"),
    [
        ("[Guide](https://example.org/x) – deux heures", "Guide", "deux heures"),
        ("Un titre : https://example.org/x", "Un titre", ""),
        ("Un titre ([PDF](https://example.org/x))", "Un titre", ""),
        ("Lire : [Un titre](https://example.org/x)", "Un titre", ""),
    ],
)
def test_an_item_of_a_list_of_links_has_its_title(item: str, title: str, description: str) -> None:
    found = the_list(f"- {item}\n- [Autre](https://example.org/y) : suite\n")
    said = rows_of(found, "title", "landing_page", "description")[0]
    assert said == (title, "https://example.org/x", description)


# --- `import` and `init --from` ---------------------------------------------------------------


@pytest.fixture
def without_table(tmp_path: Path) -> Path:
    folder = copy_of_atelier(tmp_path / "folder")
    (folder / "data/resources.csv").unlink()
    return folder


@pytest.mark.parametrize("name", ["table.docx", "references.pdf", "links.html", "headings.pdf"])
def test_a_document_becomes_a_table_and_then_differs_from_it_in_nothing(
    without_table: Path, name: str
) -> None:
    done = import_document(DOCUMENTS / name, without_table)
    assert done.table is not None and done.entries >= 2
    again = import_document(DOCUMENTS / name, without_table)
    differing = {"import.differs", "import.entry-new", "import.entry-absent"}
    assert again.compared and again.entries == done.entries
    assert not {each.code for each in again.findings} & differing


def test_a_changed_cell_is_told_at_its_row(without_table: Path) -> None:
    done = import_document(DOCUMENTS / "table.docx", without_table)
    assert done.table is not None
    changed = done.table.read_text("utf-8").replace(",2021,", ",2022,")
    done.table.write_text(changed, encoding="utf-8")
    (found,) = import_document(DOCUMENTS / "table.docx", without_table).findings
    assert (found.code, found.value) == ("import.differs", "2022")


NOT_UNDERSTOOD = {
    "prose": ("# Un rapport\n\nUn texte.\n", "1 titre, 1 paragraphe"),
    "a table without titles": ("| x | y |\n|---|---|\n| 1 | 2 |\n", "1 paragraphe"),
    "a list": ("- un\n- deux\n", "2 éléments de liste"),
    "nothing": ("", "aucun texte"),
}


@pytest.mark.parametrize("document", NOT_UNDERSTOOD)
def test_where_nothing_is_understood_no_table_is_written_and_it_is_told_what_was_seen(
    without_table: Path, document: str
) -> None:
    text, seen = NOT_UNDERSTOOD[document]
    done: ImportResult = import_document(written(without_table, "d.md", text), without_table)
    assert (done.table, done.entries, done.compared) == (None, 0, False)
    assert not (without_table / "data/resources.csv").exists()
    (told,) = (each for each in done.findings if each.code == "import.no-entry")
    assert f"On y voit : {seen}." in told.message.fr
    without_title = [each for each in done.findings if each.code == "import.list-without-title"]
    assert bool(without_title) == ("|" in text)


def test_what_stands_in_another_shape_is_told(tmp_path: Path) -> None:
    text = (
        "| Titre | Année |\n|---|---|\n| Un | 2020 |\n| Deux | 2021 |\n| Trois | 2022 |\n\n"
        "- [A](https://example.org/a)\n- [B](https://example.org/b)\n"
    )
    path = written(tmp_path, "d.md", text)
    (left,) = read_entries_of(path).findings
    assert (left.code, left.location and left.location.line) == ("import.list-unread", 7)
    told = Account(adopt(document_table(path), read_authorities(), language="fr"), "fr").text()
    assert "ligne 7 : À partir d'ici, 2 liens d'une liste" in " ".join(told.split())


def test_what_is_not_understood_is_no_table_to_adopt(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="What is seen there: 1 paragraph"):
        document_table(written(tmp_path, "d.md", "Un texte.\n"))


def test_a_proposed_table_has_every_value_of_the_list(without_table: Path) -> None:
    done = import_document(DOCUMENTS / "table.pdf", without_table)
    assert done.table is not None
    rows = list(csv.DictReader(io.StringIO(done.table.read_text("utf-8"))))
    assert [
        (row["title"], row["issued"], row["persons"], row["organisations"]) for row in rows
    ] == [
        ("Premiers pas en SPARQL", "2021", "Jeanne Dupont", ""),
        ("Écrire un | dans une cellule", "2020-03", "Paul Martin", "Avise"),
        ("Deux lignes dans la cellule", "2019", "", "RTES"),
        ("La même, plus tard", "2022-05-12", "", "RTES"),
    ]


# --- HTML -------------------------------------------------------------------------------------


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=40))
def test_a_text_in_html_is_that_text(text: str) -> None:
    shown = text.replace("&", "&amp;").replace("<", "&lt;")
    parts, _ = read_layout(markdown_of(f"<p>{shown}</p>").text, "x")
    lines = [line.text for part in parts for line in part.body]
    assert "".join(lines) == unicodedata.normalize("NFC", text)


def test_a_cell_that_spans_stands_in_each_row_and_column() -> None:
    page = "<table><tr><th>A<th>B<th>C<tr><td rowspan=2>1<td colspan=2>2<tr><td>3<td>4</table>"
    assert markdown_of(page).text.splitlines()[2:] == ["| 1 | 2 | 2 |", "| 1 | 3 | 4 |", ""]


def test_a_table_that_has_no_end_ends_with_its_page() -> None:
    page = "<p>Un<table><tr><th>A<th>B<tr><td>1<td>2"
    assert markdown_of(page).text.splitlines()[2:] == [
        "| A | B |",
        "| --- | --- |",
        "| 1 | 2 |",
        "",
    ]


def test_an_empty_cell_of_xhtml_keeps_its_place() -> None:
    page = "<table><tr><th>A</th><th/><th>C</th></tr><tr><td/><td/><td>3</td></tr></table>"
    assert markdown_of(page).text.splitlines() == [
        "| A |  | C |",
        "| --- | --- | --- |",
        "|  |  | 3 |",
        "",
    ]


def test_a_bar_in_an_address_parts_no_cell() -> None:
    address = "https://example.org/?a|b"
    page = (
        f"<table><tr><th>Titre<th>Lien<th>Année<tr><td><a href='{address}'>Un</a><td>{address}"
        "<td>2020</table>"
    )
    found = the_list(markdown_of(page).text)
    assert rows_of(found, "Titre", "Année") == [("Un", "2020")]
    assert any(address in cell for cell in found.rows[0].cells)


def test_a_table_within_a_cell_is_its_text() -> None:
    page = "<table><tr><th>A<th>B<tr><td>1<td>2 <table><tr><td>3<td>4</table></table>"
    assert markdown_of(page).text.splitlines()[2:] == ["| 1 | 2 3 4 |", ""]
