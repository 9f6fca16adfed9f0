"""A text is kept as it stands; what nobody sees in it, and what is an error, is found."""

from pathlib import Path

import pytest

from cell_values import only, read_cell
from tressons_ld.findings.finding import Severity

CHARACTERS = [
    ("\x00", "table.character-control", Severity.VIOLATION),
    ("\x01", "table.character-control", Severity.VIOLATION),
    ("\x1b", "table.character-control", Severity.VIOLATION),
    ("\x7f", "table.character-control", Severity.VIOLATION),
    ("\x85", "table.character-control", Severity.VIOLATION),
    ("\x92", "table.character-control", Severity.VIOLATION),
    ("￾", "table.character-broken", Severity.VIOLATION),
    ("\u202e", "table.character-invisible", Severity.WARNING),
    ("\u200f", "table.character-invisible", Severity.WARNING),
    ("\u200b", "table.character-invisible", Severity.WARNING),
    ("\u2066", "table.character-invisible", Severity.WARNING),
    ("\ufeff", "table.character-invisible", Severity.WARNING),
    ("\xad", "table.character-invisible", Severity.WARNING),
    ("\ufffd", "table.character-lost", Severity.WARNING),
    ("e\u0301", "table.text-not-nfc", Severity.INFO),
]


@pytest.mark.parametrize(
    ("character", "code", "severity"), CHARACTERS, ids=[ascii(c[0]) for c in CHARACTERS]
)
def test_a_character_that_nobody_sees_is_found(
    tmp_path: Path, character: str, code: str, severity: Severity
) -> None:
    text = f"Un{character}titre"
    entry, findings = read_cell(tmp_path, "title", text)
    found = only(findings)
    assert (found.code, found.severity) == (code, severity)
    assert found.location is not None
    assert found.location.cell == "C2"
    assert found.in_language("fr").isprintable()
    assert entry is not None
    assert entry.title == ("" if severity is Severity.VIOLATION else text)


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#NOM?", "#VALEUR!", "#DIV/0!"])
def test_an_error_of_the_spreadsheet_is_no_value(tmp_path: Path, error: str) -> None:
    entry, findings = read_cell(tmp_path, "title", error)
    found = only(findings)
    assert (found.code, found.severity) == ("table.cell-error", Severity.VIOLATION)
    assert error in found.in_language("fr") and error in found.in_language("en")
    assert entry is not None and entry.title == ""


@pytest.mark.parametrize(
    ("column", "text", "kept"),
    [
        ("keywords", "vélo; #N/A; marche", ("vélo", "marche")),
        ("keywords", "Loading...", ()),
        ("title", "Étude #REF!", "Étude #REF!"),
        ("event_date", "#N/D", None),
        ("title", '="Titre"', '="Titre"'),
        ("description", "=RECHERCHEV(A2;Feuil2!A:B;2;FAUX)", "=RECHERCHEV(A2;Feuil2!A:B;2;FAUX)"),
    ],
)
def test_an_error_or_a_formula_in_a_text_is_a_warning(
    tmp_path: Path, column: str, text: str, kept: object
) -> None:
    entry, findings = read_cell(tmp_path, column, text)
    found = only(findings)
    code = "table.text-formula" if text.startswith("=") else "table.cell-error"
    assert (found.code, found.severity) == (code, Severity.WARNING)
    assert entry is not None and getattr(entry, column) == kept


def test_the_address_in_a_formula_is_offered(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "landing_page", '=HYPERLINK("https://example.fr/b";"Voir")')
    (found,) = (found for found in findings if found.code == "table.url-words")
    assert found.mends == ("https://example.fr/b",)


@pytest.mark.parametrize(
    "text",
    [
        "<b>Gras</b></script>",
        "= égal, puis =cmd()",
        "L’économie : «\u202f1\u202f» & l’œuvre",
        "a\u2028b",
        "日本語",
        "😀",
        'un "mot"',
        "a, b; c\td",
        "'",
        "\\n",
        "Premier alinéa.\n\nSecond.",
    ],
)
def test_any_other_text_is_kept_as_it_stands(tmp_path: Path, text: str) -> None:
    entry, findings = read_cell(tmp_path, "title", text)
    assert findings == []
    assert entry is not None
    assert entry.title == text


def test_only_outer_space_and_line_ends_are_altered(tmp_path: Path) -> None:
    entry, findings = read_cell(tmp_path, "description", " \tUn  texte.\r\n\r\nDeux.\rTrois. \n")
    assert findings == []
    assert entry is not None
    assert entry.description == "Un  texte.\n\nDeux.\nTrois."


@pytest.mark.parametrize(("length", "codes"), [(100_000, []), (1_000_000, ["cell-too-long"])])
def test_a_cell_holds_at_most_100000_characters(
    tmp_path: Path, length: int, codes: list[str]
) -> None:
    entry, findings = read_cell(tmp_path, "description", "é" * length)
    assert [finding.code for finding in findings] == [f"table.{code}" for code in codes]
    assert entry is not None
    assert len(entry.description) == (0 if codes else length)
    assert sum(len(finding.in_language("fr")) for finding in findings) < 1000
