"""CSV in any of its habits: delimiter, encoding, quotes, headings; each row with its place."""

import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_folders import make_folder, read_all, written
from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.tables.encodings import likely, neighbours_in
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Severity

HEADINGS = "id,kind,title,description"
ROW = "a,Étude,Titre,Texte"


def read_text(
    folder: Path, content: str | bytes, *, name: str = "resources.csv", settings: str = ""
) -> tuple[list[Entry | None], list[Finding]]:
    made = make_folder(folder, files={name: content}, settings=settings)
    _, entries, findings = read_all(made)
    return entries, findings


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def place(finding: Finding) -> tuple[str | None, int | None]:
    assert finding.location is not None
    return finding.location.cell, finding.location.line


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("name", ["resources.csv", "resources.tsv"])
def test_the_delimiter_is_read_from_the_headings(tmp_path: Path, delimiter: str, name: str) -> None:
    rows = [{"id": "a", "kind": "Étude", "title": "Un; deux, trois\tquatre", "description": "T"}]
    entries, findings = read_text(tmp_path, written(rows, delimiter), name=name)
    assert findings == []
    assert entries[0] is not None
    assert entries[0].title == "Un; deux, trois\tquatre"


def test_one_column_is_a_table_too(tmp_path: Path) -> None:
    entries, findings = read_text(tmp_path, "id\na\n")
    assert codes(findings) == ["table.column-missing"] * 3
    assert [entry and entry.id for entry in entries] == ["a"]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["plain", "marked"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
@pytest.mark.parametrize("last", [True, False], ids=["ended", "unended"])
def test_utf_8_is_read_with_any_mark_and_line_end(
    tmp_path: Path, mark: bytes, end: str, last: bool
) -> None:
    text = end.join([HEADINGS, ROW, ROW.replace("a", "b", 1)]) + (end if last else "")
    entries, findings = read_text(tmp_path, mark + text.encode())
    assert findings == []
    assert [(entry.id, entry.row.number, entry.row.line) for entry in entries if entry] == [
        ("a", 2, 2),
        ("b", 3, 3),
    ]


def test_windows_1252_is_recognised_and_said(tmp_path: Path) -> None:
    text = f"{HEADINGS}\nb,Webinaire,Cout,Texte\na,Étude,L’œuvre à 10 €,Texte\n"
    entries, findings = read_text(tmp_path, text.encode("cp1252"))
    assert entries[1] is not None
    assert entries[1].title == "L’œuvre à 10 €"
    assert [(f.code, f.severity, place(f)) for f in findings] == [
        ("table.encoding-windows", Severity.WARNING, (None, 3))
    ]


FRENCH = "L'économie à la forêt, où le garçon déjà vu : « été »"
POLISH = "Żółć, więc być może: przyszłość wsi i łąka"


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (FRENCH, "mac_roman", "Mac OS Roman"),
        ("vélo", "mac_roman", "Mac OS Roman"),
        (FRENCH, "cp850", "page de code 850 (MS-DOS)"),
        (FRENCH, "cp437", "page de code 850 (MS-DOS)"),
        (FRENCH + " cœur", "iso8859_15", "ISO 8859-15"),
        (POLISH, "cp1250", "Windows-1250"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy", "cp1250", "Windows-1250"),
    ],
)
def test_an_encoding_is_recognised_by_the_letters_that_it_makes(
    tmp_path: Path, text: str, encoding: str, name: str
) -> None:
    rows = [{"id": "a", "kind": "Étude", "title": text, "description": "T"}]
    content = written(rows).encode(encoding, "replace")
    entries, findings = read_text(tmp_path, content)
    assert entries[0] is not None
    assert entries[0].title == text
    said = [f.in_language("fr") for f in findings if f.code == "table.encoding-other"]
    assert said and f"le fichier est en {name}, et non en UTF-8" in said[0]


@pytest.mark.parametrize("encoding", ["mac_roman", "cp850", "cp1251", "koi8_r"])
def test_a_text_that_may_be_read_in_two_ways_is_refused_with_both(
    tmp_path: Path, encoding: str
) -> None:
    word = "Étude" if encoding in ("mac_roman", "cp850") else "Привет мир большой"
    content = f"{HEADINGS}\na,kind,{word},T\n".encode(encoding)
    with pytest.raises(FolderError, match=r"data/resources\.csv:2: .*, and may read \"a,kind,"):
        read_text(tmp_path, content)


WORDS = st.text("abcdefghijklmnopqrstuvwxyzéèêàâçîôùû' ", min_size=1, max_size=20)


@given(
    words=st.lists(WORDS, min_size=3), encoding=st.sampled_from(["cp1252", "mac_roman", "cp850"])
)
def test_no_letter_of_a_text_is_read_as_another(words: list[str], encoding: str) -> None:
    text = "été à la forêt, où l'élève a été reçu " + " ".join(words)
    found, other = likely(neighbours_in([text.encode(encoding)]))
    assert other is not None or text.encode(encoding).decode(found.codec, "replace") == text


@pytest.mark.parametrize(
    ("text", "code", "meant"),
    [
        ("Ã‰tude de lâ€™Ã©conomie", "table.text-encoding", "Étude de l’économie"),
        ("√âtude", "table.text-encoding", "Étude"),
        ("├ëtude", "table.text-encoding", "Étude"),
        ("ÃƒÂ©tude", "table.text-encoding", "étude"),
        ("L&#39;&eacute;tude &amp; le reste", "table.text-entities", "L'étude & le reste"),
        ("L&amp;eacute;tude", "table.text-entities", "Létude"),
        ("L&eacutetude", "table.text-entities", "Létude"),
        ("le v‚lo … l'‚cole", "table.text-encoding", "vélo"),
        ("le vŽlo, la mobilitŽ", "table.text-encoding", "vélo"),
        ("la mobilitŽ", "table.text-encoding", "mobilité"),
        ("lÕécole", "table.text-encoding", "l’école"),
        ("l%C3%A9cole", "table.text-encoding", "lécole"),
        (r"l\u00e9cole", "table.text-encoding", "lécole"),
        ("l'?tude", "table.text-letters", "la lettre"),
        ("?tude de l??conomie fran?aise", "table.text-letters", "la lettre"),
    ],
)
def test_a_text_spoilt_earlier_is_told_and_kept(
    tmp_path: Path, text: str, code: str, meant: str
) -> None:
    rows = [{"id": "a", "kind": "Étude", "title": text, "description": "T"}]
    entries, findings = read_text(tmp_path, written(rows))
    assert [(f.code, f.severity, place(f)) for f in findings] == [
        (code, Severity.WARNING, ("C2", 2))
    ]
    assert meant in findings[0].remedy.fr
    assert entries[0] is not None
    assert entries[0].title == text


@pytest.mark.parametrize(
    "text",
    [
        "Quoi ? Rien",
        "Pourquoi?Parce que",
        "AT&T; suite",
        "Âge, pâte, ÂGE, SÃO, CAFÉ»",
        "¿Qué?",
        "d'ESS? Comment",
        "LÕUNA, Žižek, ‚Wort‘, 5 ‰",
        "https://example.org/%C3%A9cole",
        r"C:\utilisateurs",
        "a=b, 50%25",
    ],
)
def test_a_text_that_is_not_spoilt_is_not_told_to_be(tmp_path: Path, text: str) -> None:
    rows = [{"id": "a", "kind": "Étude", "title": text, "description": "T"}]
    _, findings = read_text(tmp_path, written(rows))
    assert findings == []


def test_a_broken_byte_in_utf_8_is_found_at_its_cell(tmp_path: Path) -> None:
    text = f"{HEADINGS}\na,Étude,Été à Évian,Texte\nb,Étude,X,Texte\n".encode()
    entries, findings = read_text(tmp_path, text.replace(b"X", b"X\xe9"))
    assert [(f.code, place(f)) for f in findings] == [("table.character-broken", ("C3", 3))]
    assert entries[1] is not None
    assert entries[1].title == ""


def test_a_byte_that_windows_1252_lacks_is_found_at_its_cell(tmp_path: Path) -> None:
    entries, findings = read_text(tmp_path, f"{HEADINGS}\na,Étude,X\x81,T\n".encode("latin-1"))
    assert codes(findings) == ["table.encoding-windows", "table.character-broken"]
    assert entries[0] is not None


@pytest.mark.parametrize(
    "content",
    [
        (HEADINGS + "\n" + ROW).encode("utf-16"),
        (HEADINGS + "\n" + ROW).encode("utf-16-le"),
        (HEADINGS + "\n" + ROW).encode("utf-16-be"),
        b"PK\x03\x04\x14\x00 a workbook",
        gzip.compress(b"id,kind", mtime=0),
        b"\xd0\xcf\x11\xe0 an old workbook",
    ],
    ids=["utf-16", "utf-16-le", "utf-16-be", "zip", "gzip", "xls"],
)
def test_a_file_that_is_no_text_is_refused_with_what_it_is(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FolderError, match=r"data/resources\.csv: this is "):
        read_text(tmp_path, content)


def test_a_compressed_table_is_read(tmp_path: Path) -> None:
    content = gzip.compress(f"{HEADINGS}\n{ROW}\n".encode())
    entries, findings = read_text(tmp_path, content, name="resources.csv.gz")
    assert findings == []
    assert len(entries) == 1


@pytest.mark.parametrize("cut", [5, 30])
def test_a_compressed_table_that_is_cut_is_refused(tmp_path: Path, cut: int) -> None:
    content = gzip.compress(f"{HEADINGS}\n{ROW}\n".encode())[:cut]
    with pytest.raises(FolderError, match=r"resources\.csv\.gz: cannot be read"):
        read_text(tmp_path, content, name="resources.csv.gz")


def test_row_numbers_are_the_spreadsheets_and_lines_the_editors(tmp_path: Path) -> None:
    text = (
        f"\n{HEADINGS}\n"
        'a,Étude,"Un\ntitre ""cité"", long","Un\n\ntexte"\n'
        "\n"
        " , ,, \n"
        "b,Étude,Deux,Texte\n"
    )
    entries, findings = read_text(tmp_path, text)
    assert findings == []
    assert entries[0] is not None
    assert entries[0].title == 'Un\ntitre "cité", long'
    assert [(e.row.number, e.row.line) for e in entries if e] == [(3, 3), (6, 9)]
    second = entries[1]
    assert second is not None
    assert second.row.at("title").in_language("fr") == (
        "data/resources.csv, C6, colonne « title » (ligne 9)"
    )


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        ("a,Étude,Titre,Texte,de trop", "table.row-long", "E2"),
        ("a,Étude,Titre,,,,de trop", "table.row-long", "G2"),
        ("a,Étude,Titre", "table.row-short", "A2"),
        ("a", "table.row-short", "A2"),
    ],
)
def test_a_row_of_another_length_is_found(tmp_path: Path, row: str, code: str, cell: str) -> None:
    entries, findings = read_text(tmp_path, f"{HEADINGS}\n{row}\nb,Étude,Deux,Texte\n")
    assert [(f.code, place(f)[0]) for f in findings] == [(code, cell)]
    assert [entry and entry.id for entry in entries] == ["a", "b"]


def test_empty_cells_beyond_the_headings_are_nothing(tmp_path: Path) -> None:
    entries, findings = read_text(tmp_path, f"{HEADINGS},,\n{ROW},,\n{ROW.replace('a', 'b', 1)},\n")
    assert codes(findings) == []
    assert len(entries) == 2


def test_a_quote_left_open_is_found_where_it_opens(tmp_path: Path) -> None:
    text = f'{HEADINGS}\n{ROW}\nb,Étude,"Deux,Texte\nc,Étude,Trois,Texte\n'
    entries, findings = read_text(tmp_path, text)
    assert [(f.code, place(f)) for f in findings] == [("table.quote-open", ("A3", 3))]
    assert [entry and entry.id for entry in entries] == ["a", None]


def test_a_stray_quote_is_found_and_the_next_row_read(tmp_path: Path) -> None:
    text = f'{HEADINGS}\na,Étude,"un "mot" cité",Texte\nb,Étude,Deux,Texte\n'
    entries, findings = read_text(tmp_path, text)
    assert [(f.code, place(f)) for f in findings] == [("table.quote-stray", ("A2", 2))]
    assert [entry and entry.id for entry in entries] == [None, "b"]


def test_a_cell_of_many_megabytes_is_a_quote_left_open(tmp_path: Path) -> None:
    text = f'{HEADINGS}\na,Étude,"' + "x\n" * 6_000_000
    _, findings = read_text(tmp_path, text)
    assert codes(findings) == ["table.quote-open"]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", " \n , ,\n"])
def test_an_empty_table_is_found(tmp_path: Path, content: str) -> None:
    entries, findings = read_text(tmp_path, content)
    assert entries == []
    assert codes(findings) == ["table.header-missing"]


@pytest.mark.parametrize("content", [HEADINGS, HEADINGS + "\n\n,,,\n"])
def test_headings_alone_are_found(tmp_path: Path, content: str) -> None:
    entries, findings = read_text(tmp_path, content)
    assert entries == []
    assert codes(findings) == ["table.empty"]


@pytest.mark.parametrize("column", ["id", "kind", "title", "description"])
def test_a_missing_column_is_found_once(tmp_path: Path, column: str) -> None:
    cells = {"id": "a", "kind": "Étude", "title": "A", "description": "T"}
    rows = [{name: cell for name, cell in cells.items() if name != column}]
    _, findings = read_text(tmp_path, written(rows))
    assert [(f.code, f.value, place(f)) for f in findings] == [
        ("table.column-missing", column, ("A1", 1))
    ]


@pytest.mark.parametrize(
    ("heading", "suggestion"),
    [("isued", "« issued »"), ("Landing pages", "« landing_page »"), ("Notes internes", "")],
)
def test_an_unknown_column_is_said_and_not_read(
    tmp_path: Path, heading: str, suggestion: str
) -> None:
    entries, findings = read_text(tmp_path, f"{HEADINGS},{heading}\n{ROW},20l9\n")
    (found,) = findings
    assert (found.code, found.value, place(found)) == ("table.column-unknown", heading, ("E1", 1))
    assert found.severity is Severity.WARNING
    assert ("Vouliez-vous dire" in found.remedy.fr) is bool(suggestion)
    assert suggestion in found.remedy.fr
    assert entries[0] is not None


def test_a_heading_cannot_command_the_terminal(tmp_path: Path) -> None:
    _, findings = read_text(tmp_path, f'{HEADINGS},"a\x1b[31m\nb"\n{ROW},1\n')
    (found,) = findings
    assert found.in_language("fr").isprintable()
    assert found.location is not None
    assert found.location.column == r"a\x1b[31m\nb"


def test_a_column_given_twice_is_found_and_its_first_one_read(tmp_path: Path) -> None:
    entries, findings = read_text(tmp_path, f"{HEADINGS},TITLE\n{ROW},Autre\n")
    assert [(f.code, place(f)) for f in findings] == [("table.column-repeated", ("E1", 1))]
    assert "C1" in findings[0].message.fr
    assert entries[0] is not None
    assert entries[0].title == "Titre"


@pytest.mark.parametrize("heading", ["LANDING_PAGE", " Landing page ", "landing-page"])
def test_headings_are_compared_without_case_and_space(tmp_path: Path, heading: str) -> None:
    entries, findings = read_text(tmp_path, f"{HEADINGS},{heading}\n{ROW},https://a.example/\n")
    assert findings == []
    assert entries[0] is not None
    assert entries[0].landing_page == "https://a.example/"


ALIASES = '[columns]\n"Titre" = "title"\n"Année" = "issued"\n"Cote" = ""\n'


def test_a_house_has_headings_of_its_own(tmp_path: Path) -> None:
    text = "id;kind;TITRE;description;Année;Cote\na;Étude;Titre;Texte;20l9;B 12\n"
    entries, findings = read_text(tmp_path, text, settings=ALIASES)
    (found,) = findings
    assert found.location is not None
    assert (found.location.cell, found.location.column) == ("E2", "Année")
    assert entries[0] is not None
    assert entries[0].title == "Titre"


def test_columns_come_in_any_order(tmp_path: Path) -> None:
    entries, findings = read_text(tmp_path, "description,title,kind,id\nTexte,Titre,Étude,a\n")
    assert findings == []
    assert entries[0] is not None
    assert (entries[0].id, entries[0].title) == ("a", "Titre")
