"""Headings are told apart by the layout: entries, sections, page headers, and the rest."""

from pathlib import Path

import pytest

from reading_folders import TABLES, make_folder
from received_documents import FILE, Notice, codes, told
from tressons_ld.catalogue.importer import read_document
from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.tables.shared_tables import read_shared

A, B, C = (Notice(f"LE LIEU {letter}") for letter in "ABC")
PROSE = "Un texte qui explique le programme."


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SharedPart:
    concepts = [
        *TABLES["concepts"],
        {"scheme": "section", "id": "agir", "label_fr": "Agir", "label_en": "Act"},
    ]
    return read_shared(make_folder(tmp_path_factory.mktemp("folder"), concepts=concepts))[0]


def document(*parts: str | Notice, level: int = 2) -> str:
    """A document of headings, texts and entries."""
    lines = (part.lines(level) if isinstance(part, Notice) else [part] for part in parts)
    return "\n\n".join(line for some in lines for line in some)


def read(
    text: str, shared: SharedPart | None = None
) -> tuple[list[tuple[str, str | None]], list[str]]:
    """The last letter of each entry's title with its section, and the findings' codes."""
    entries, findings = read_document(text, FILE, shared)
    for finding in findings:
        assert finding.location and finding.location.line
    found = [(e.title.text[-1], e.section.text if e.section else None) for e in entries]
    return found, codes(findings)


SOUND = {
    "sections of one level": document("# Comprendre", A, B, "# Agir", C),
    "a title above all": document("# Un catalogue", "# Comprendre", A, B, "# Agir", C),
    "prose before the sections": document(
        "# Un catalogue", "Une date.", "## Le programme", PROSE, "# Comprendre", A, B, "# Agir", C
    ),
    "a table of contents": document(
        "## Sommaire", "- P.3 Comprendre\n- P.7 Agir", "# Comprendre", A, B, "# Agir", C
    ),
    "a linked table of contents": document(
        "## Sommaire", "- [Comprendre](#a)\n- [Agir](#b)", "# Comprendre", A, B, "# Agir", C
    ),
    "page headers": document("# Comprendre", A, "# Comprendre", B, "# Agir", C, "# Agir"),
    "page headers at the entries' level": document(
        "# Comprendre", A, "## Comprendre", B, "# Agir", C, "## Agir"
    ),
    "page headers below the entries' level": document(
        "# Comprendre", A, "#### Comprendre", B, "# Agir", C, "#### Agir"
    ),
    "prose after the sections": document(
        "# Comprendre", A, B, "# Agir", C, "# Le programme", "## Le comité", PROSE, f"**{PROSE}**"
    ),
    "prose at the level of sections": document("# Comprendre", A, B, "# Agir", C, "# Fin", PROSE),
}


@pytest.mark.parametrize("tables", [True, False])
@pytest.mark.parametrize("layout", SOUND)
def test_what_is_no_entry_is_none(layout: str, tables: bool, shared: SharedPart) -> None:
    found, told_of = read(SOUND[layout], shared if tables else None)
    assert found == [("A", "Comprendre"), ("B", "Comprendre"), ("C", "Agir")]
    assert told_of == []


def test_a_running_title_is_no_section_where_sections_are_known(shared: SharedPart) -> None:
    text = document("# Un catalogue", "# Comprendre", A, "# Un catalogue", B, "# Un catalogue")
    assert read(text, shared) == ([("A", "Comprendre"), ("B", "Comprendre")], [])


def test_one_level_for_all_headings(shared: SharedPart) -> None:
    text = document("# Comprendre", A, B, "# Agir", C, level=1)
    for tables in (shared, None):
        expected = [("A", "Comprendre"), ("B", "Comprendre"), ("C", "Agir")]
        assert read(text, tables) == (expected, [])


def test_no_heading_at_all() -> None:
    text = document(A, B).replace("## ", "")
    assert read(text) == ([("A", None), ("B", None)], ["heading-unmarked"] * 2)


def test_entries_without_any_section() -> None:
    assert read(document(A, B)) == ([("A", None), ("B", None)], [])


def test_an_entry_outside_of_all_sections_is_told() -> None:
    found, told_of = read(document(A, "# Agir", B))
    assert found == [("A", None), ("B", "Agir")]
    assert told_of == ["section-missing"]


def test_the_text_of_a_section_is_told() -> None:
    found, told_of = read(document("# Agir", PROSE, A, B))
    assert found == [("A", "Agir"), ("B", "Agir")]
    assert told_of == ["text-outside"]


def test_a_heading_read_as_a_section_for_want_of_lines_is_told() -> None:
    found, told_of = read(document("# Agir", "## LE LIEU Z", A))
    assert found == [("A", "LE LIEU Z")]
    assert told_of == ["heading-as-section"]


def test_where_sections_are_known_such_a_heading_is_an_entry(shared: SharedPart) -> None:
    found, told_of = read(document("# Agir", "## LE LIEU Z", A), shared)
    assert found == [("Z", "Agir"), ("A", "Agir")]
    assert told_of == ["entry-empty"]


@pytest.mark.parametrize(
    "parts",
    [
        ("# Comprendre", A, "### Une note", B),
        ("# Comprendre", A, "### Une note", PROSE, B),
        ("# Comprendre", A, "# Comprendre", "### Une note", B),
        ("# Comprendre", "### Une note", PROSE, A, B),
    ],
)
def test_a_heading_that_is_neither_entry_nor_section_is_told(parts: tuple[str | Notice]) -> None:
    expected = [("A", "Comprendre"), ("B", "Comprendre")], ["heading-ignored"]
    assert read(document(*parts)) == expected


def test_a_link_below_another_heading_is_told() -> None:
    text = document("# Le programme", PROSE, "[Le site](https://example.org/)", "# Agir", A, B)
    assert read(text) == ([("A", "Agir"), ("B", "Agir")], ["heading-ignored"])


def test_the_only_entry_of_a_known_section_is_read_without_its_kind(shared: SharedPart) -> None:
    lone = Notice("LE LIEU Z", kind=None, link="[> Autre lien](https://example.org/)")
    text = document("# Comprendre", A, B, "# Agir", lone)
    found, told_of = read(text, shared)
    assert found[-1] == ("Z", "Agir")
    assert told_of == ["kind-line-missing"]


def test_an_unknown_section_offers_the_nearest_one(shared: SharedPart) -> None:
    _, findings = read_document(document("# Comprendre", A, "# Agirr", B), FILE, shared)
    (told_of,) = told(findings)
    assert "Vouliez-vous dire « Agir »" in told_of


def test_a_folder_that_does_not_exist_yet_is_no_hindrance(tmp_path: Path) -> None:
    assert not list(tmp_path.iterdir())
    assert read(document("# Agir", A)) == ([("A", "Agir")], [])
