"""What is written in one cell: it is read, or found at its own place with what to write instead."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_folders import make_folder, read_all, with_cell
from tressons_ld.catalogue.model import Distribution, Entry
from tressons_ld.catalogue.tables.distributions import distribution_names
from tressons_ld.findings.finding import Finding, Severity

VALUES = Path(__file__).with_name("values")


def lines_of(name: str) -> list[tuple[str, ...]]:
    lines = (VALUES / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


def read_cell(folder: Path, column: str, value: str) -> tuple[Entry | None, list[Finding]]:
    """The first entry of the base with one cell changed, and what was found."""
    _, entries, findings = read_all(make_folder(folder, resources=with_cell(column, value)))
    return entries[0], findings


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def test_the_base_of_these_tests_reads_without_any_finding(tmp_path: Path) -> None:
    _, entries, findings = read_all(make_folder(tmp_path))
    assert findings == []
    assert [entry.id for entry in entries if entry] == ["une-etude", "un-debat"]


@pytest.mark.parametrize("url", [line[0] for line in lines_of("urls-valid.txt")])
def test_an_address_of_a_page_is_kept_as_it_stands(tmp_path: Path, url: str) -> None:
    entry, findings = read_cell(tmp_path, "landing_page", url)
    assert findings == []
    assert entry is not None
    assert entry.landing_page == url


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("HTTPS://WWW.EXAMPLE.ORG/A", "https://www.example.org/A"),
        ("Http://example.fr/a", "http://example.fr/a"),
        ("10.1000/182", "https://doi.org/10.1000/182"),
        ("doi:10.1000/182", "https://doi.org/10.1000/182"),
        ("DOI : 10.1000/182", "https://doi.org/10.1000/182"),
        ("doi.org/10.1000/182", "https://doi.org/10.1000/182"),
        (
            "10.1002/(sici)1097-4571<1::aid>3",
            "https://doi.org/10.1002/(sici)1097-4571%3C1::aid%3E3",
        ),
    ],
)
def test_an_address_written_otherwise_is_read_and_told(tmp_path: Path, url: str, read: str) -> None:
    entry, findings = read_cell(tmp_path, "landing_page", url)
    found = only(findings)
    assert (found.code, found.severity, found.mends) == ("table.value-read", Severity.INFO, (read,))
    assert entry is not None
    assert entry.landing_page == read


@pytest.mark.parametrize(("code", "url"), lines_of("urls-invalid.txt"))
def test_an_address_that_leads_nowhere_is_found(tmp_path: Path, code: str, url: str) -> None:
    entry, findings = read_cell(tmp_path, "landing_page", url)
    found = only(findings)
    assert (found.code, found.value, found.severity) == (code, url, Severity.VIOLATION)
    assert found.location is not None
    assert found.location.cell == "E2"
    assert entry is not None
    assert entry.landing_page is None


@pytest.mark.parametrize(
    ("url", "remedy"),
    [
        ("www.avise.org/page", "« https://www.avise.org/page »"),
        ("//avise.org/page", "« https://avise.org/page »"),
        ("htp://avise.org/page", "« https://avise.org/page »"),
        ("https//avise.org/page", "« https://avise.org/page »"),
        ("https://example.org/a b", "« https://example.org/a%20b »"),
        ("https://example.org/a|b", "%7C"),
        ("https://example.org/100%", "%25"),
        ("http:/avise.org/page", "« http://avise.org/page »"),
        ("avise.org", "« https://avise.org »"),
        (
            "https://example.fr/Rapport final 2020.pdf",
            "« https://example.fr/Rapport%20final%202020.pdf »",
        ),
        ("https://example.fr/a (lu le 3 mai)", "« https://example.fr/a »"),
        ("Voir : https://example.fr/a.", "« https://example.fr/a »"),
        ("[le guide](https://example.fr/a)", "« https://example.fr/a »"),
        ("<https://example.fr/a>", "« https://example.fr/a »"),
        (
            "https://example.fr/a https://example.fr/b",
            "« https://example.fr/a » ou « https://example.fr/b »",
        ),
        (
            "https://example.fr/a|https://example.fr/b",
            "« https://example.fr/a » ou « https://example.fr/b »",
        ),
        (
            "https://example.fr/a,https://example.fr/b",
            "« https://example.fr/a » ou « https://example.fr/b »",
        ),
    ],
)
def test_a_broken_address_comes_with_the_one_to_write(
    tmp_path: Path, url: str, remedy: str
) -> None:
    _, findings = read_cell(tmp_path, "landing_page", url)
    assert remedy in only(findings).in_language("fr")


@pytest.mark.parametrize(
    "text",
    ["etalab-2.0", "LGPL-2.0-only", "OGL3", "CC-BY-4.0", "guide.pdf", "page web", "Q859363", "v2.1"]
    + ["ftp://example.org/a", "ISSN", "stphane"],
)
def test_no_address_is_made_of_what_is_none(tmp_path: Path, text: str) -> None:
    _, findings = read_cell(tmp_path, "landing_page", text)
    assert only(findings).mends == ()
    assert "Vouliez-vous dire" not in only(findings).remedy.fr


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("978-2-07-036822-8", "ISBN"),
        ("ISBN 2-07-036822-X", "ISBN"),
        ("ISSN 0317-8471", "ISSN"),
    ],
)
def test_the_number_of_a_book_is_told_as_what_it_is(tmp_path: Path, text: str, kind: str) -> None:
    _, findings = read_cell(tmp_path, "landing_page", text)
    assert only(findings).code == "table.url-number"
    assert f"est un {kind}" in only(findings).message.fr


@pytest.mark.parametrize("date", ["2019", "0001", "9999", "2019-06", "2019-06-30", "2020-02-29"])
def test_a_date_says_no_more_than_the_cell(tmp_path: Path, date: str) -> None:
    entry, findings = read_cell(tmp_path, "issued", date)
    assert findings == []
    assert entry is not None
    assert entry.issued == date


@pytest.mark.parametrize(("code", "date", "remedy"), lines_of("dates-invalid.txt"))
def test_a_date_that_is_none_comes_with_what_to_write(
    tmp_path: Path, code: str, date: str, remedy: str
) -> None:
    entry, findings = read_cell(tmp_path, "issued", date)
    found = only(findings)
    assert (found.code, found.value) == (code, date)
    assert remedy in found.in_language("fr")
    assert entry is not None
    assert entry.issued is None


def test_a_misread_year_reads_as_the_style_guide_writes_it(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "issued", "20l9")
    assert only(findings).in_language("fr") == (
        "data/resources.csv, E2, colonne « issued » : année « 20l9 » illisible. Vouliez-vous dire "
        "« 2019 » ? Écrire quatre chiffres, par exemple 2019. [table.year-unreadable]"
    )


@pytest.mark.parametrize(("date", "meant"), lines_of("dates-read.txt"))
def test_a_date_that_can_mean_one_thing_is_read_as_that_and_told(
    tmp_path: Path, date: str, meant: str
) -> None:
    entry, findings = read_cell(tmp_path, "issued", date)
    found = only(findings)
    assert (found.code, found.severity, found.value) == ("table.value-read", Severity.INFO, date)
    assert found.mends[0] == meant
    assert f"« {meant} »" in found.message.fr and f'"{meant}"' in found.message.en
    assert entry is not None
    assert entry.issued == meant


@pytest.mark.parametrize(("code", "id", "remedy"), lines_of("ids-invalid.txt"))
def test_an_id_that_cannot_be_in_an_address_comes_with_one_that_can(
    tmp_path: Path, code: str, id: str, remedy: str
) -> None:
    entry, findings = read_cell(tmp_path, "id", id)
    found = only(findings)
    assert (found.code, found.value) == (code, id)
    assert found.location is not None
    assert found.location.cell == "A2"
    assert remedy in found.remedy.fr
    assert entry is None


def test_an_id_has_at_most_100_characters(tmp_path: Path) -> None:
    assert read_cell(tmp_path / "a", "id", "a" * 100)[1] == []
    assert only(read_cell(tmp_path / "b", "id", "a" * 101)[1]).code == "table.id-too-long"


def test_a_row_without_id_is_no_entry(tmp_path: Path) -> None:
    entry, findings = read_cell(tmp_path, "id", "")
    assert only(findings).code == "table.id-missing"
    assert entry is None


def test_an_id_with_a_control_character_is_found_once(tmp_path: Path) -> None:
    entry, findings = read_cell(tmp_path, "id", "a\x00b")
    assert only(findings).code == "table.character-control"
    assert entry is None


def test_an_id_used_twice_is_found_with_both_places(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "kind": "Étude", "title": "A", "description": "Deux\nlignes"},
        {"id": "b", "kind": "Étude", "title": "B", "description": "B"},
        {"id": "a", "kind": "Étude", "title": "C", "description": "C"},
    ]
    _, entries, findings = read_all(make_folder(tmp_path, resources=rows))
    found = only(findings)
    assert found.code == "table.id-duplicate"
    assert found.location is not None
    assert (found.location.cell, found.location.line) == ("A4", 5)
    assert "data/resources.csv, A2" in found.message.fr
    assert "data/resources.csv, A2" in found.message.en
    assert [entry and entry.title for entry in entries] == ["A", "B", None]


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


def test_two_years_are_those_of_the_publication_in_its_own_column_alone(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "event_date", "2019-2020")
    said = only(findings).in_language("fr")
    assert "une seule année, par exemple 2019 ; dans « issued », celle de la publication" in said


def test_a_suggestion_is_another_period_than_the_one_that_cannot_be_read(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "period", "0000/9999")
    assert "Vouliez-vous dire" not in only(findings).in_language("fr")


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


@pytest.mark.parametrize("column", ["kind", "title", "description"])
def test_an_empty_cell_is_left_to_the_shapes(tmp_path: Path, column: str) -> None:
    entry, findings = read_cell(tmp_path, column, " ")
    assert findings == []
    assert entry is not None
    assert getattr(entry, column) == ""


def test_values_are_separated_by_semicolons_and_each_counts_once(tmp_path: Path) -> None:
    entry, findings = read_cell(tmp_path, "keywords", "vélo; train ;; vélo;")
    assert entry is not None
    assert entry.keywords == ("vélo", "train")
    assert only(findings).code == "table.value-repeated"


def distributions_of(tmp_path: Path, urls: str, **cells: str) -> tuple[Distribution, ...]:
    first, *others = make_rows()
    folder = make_folder(tmp_path, resources=[{**first, "download_url": urls, **cells}, *others])
    _, entries, findings = read_all(folder)
    assert findings == []
    assert entries[0] is not None
    return entries[0].distributions


def test_each_file_has_its_own_format_size_and_licence(tmp_path: Path) -> None:
    files = distributions_of(
        tmp_path,
        "https://example.org/a.pdf; https://example.org/b; https://example.org/c.pdf",
        format="pdf;;PDF",
        size="1200;;",
        licence=";;https://example.org/licence",
    )
    assert [(d.name, d.format, d.size, d.licence) for d in files] == [
        ("distribution-a-pdf", "PDF", 1200, None),
        ("distribution-b", None, None, None),
        ("distribution-c-pdf", "PDF", None, "https://example.org/licence"),
    ]


@pytest.mark.parametrize(
    "urls",
    [
        "https://example.org/b.pdf",
        "https://example.org/b.pdf; https://example.org/a.pdf",
        "https://example.org/c.html; https://example.org/b.pdf",
        "http://www.example.org/2021/b.pdf#page=2",
    ],
)
def test_a_file_keeps_its_name_whatever_stands_beside_it(tmp_path: Path, urls: str) -> None:
    assert "distribution-b-pdf" in [d.name for d in distributions_of(tmp_path, urls)]


def test_files_of_one_name_are_told_apart_by_their_addresses(tmp_path: Path) -> None:
    one, other = "https://a.example.org/b.pdf", "https://c.example.org/b.pdf"
    names = {d.download_url: d.name for d in distributions_of(tmp_path, f"{one}; {other}")}
    turned = {d.download_url: d.name for d in distributions_of(tmp_path, f"{other}; {one}")}
    assert names == turned
    assert len(set(names.values())) == 2


SEGMENTS = st.sampled_from(["a.pdf", "A.pdf", "%C3%A9tude.pdf", "b", "b?x=1", "b#c", "日本", ""])
ADDRESSES = st.lists(SEGMENTS.map("https://example.org/{}".format), min_size=1, max_size=6)


@given(ADDRESSES)
def test_no_two_files_of_an_entry_have_one_name(urls: list[str]) -> None:
    names = distribution_names(urls)
    assert len(set(names)) == len(urls)
    assert all(re.fullmatch("distribution-[a-z0-9-]+", name) for name in names)


@given(ADDRESSES, st.data())
def test_taking_a_file_away_gives_its_name_to_no_other(
    urls: list[str], data: st.DataObject
) -> None:
    addresses = list(dict.fromkeys(urls))
    kept = data.draw(st.permutations(addresses))[: data.draw(st.integers(0, len(addresses)))]
    before = dict(zip(distribution_names(addresses), addresses, strict=True))
    after = dict(zip(distribution_names(kept), kept, strict=True))
    assert all(before[name] == url for name, url in after.items() if name in before)


def make_rows() -> list[dict[str, str]]:
    return with_cell("download_url", "https://example.org/a")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("format", "PDFF", "reference.unknown-format"),
        ("format", "PDF; HTML", "table.distribution-count"),
        ("size", "1,2 Mo", "table.size-unreadable"),
        ("size", "-1", "table.size-unreadable"),
        ("size", "٣", "table.size-unreadable"),
        ("licence", "CC-BY", "reference.unknown-licence"),
        ("licence", "htp://example.org/a", "table.url-scheme"),
    ],
)
def test_a_wrong_word_about_a_file_is_found(
    tmp_path: Path, column: str, value: str, code: str
) -> None:
    first, *others = make_rows()
    rows = [{**first, column: value}, *others]
    _, entries, findings = read_all(make_folder(tmp_path, resources=rows))
    assert only(findings).code == code
    assert entries[0] is not None
    assert entries[0].distributions[0].download_url == "https://example.org/a"


# --- periods ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2018/2021", "2018/2021"),
        ("2018 / 2021", "2018/2021"),
        ("2019", "2019"),
        ("2019-06/2019-06", "2019-06"),
        ("2019-06-30/2021", "2019-06-30/2021"),
        ("2018/", "2018/.."),
        ("../2021", "../2021"),
    ],
)
def test_a_period_is_one_date_or_two_with_a_bar_between(
    tmp_path: Path, text: str, read: str
) -> None:
    entry, findings = read_cell(tmp_path, "period", text)
    assert findings == []
    assert entry is not None
    assert entry.period == read


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("2018 et 2021", "table.period-unreadable", "« 2018/2021 »"),
        ("vers 2018", "table.period-unreadable", "« 2018 »"),
        ("2018/2019/2020", "table.period-unreadable", "2018/2021"),
        ("/..", "table.period-unreadable", "2018/2021"),
        ("2018/2021-13", "table.period-unreadable", "2018/2021"),
        ("2021/2018", "table.period-reversed", "2018/2021"),
        ("2019-06/2019-05-31", "table.period-reversed", "2019-05-31/2019-06"),
    ],
)
def test_a_period_that_cannot_be_read_is_told_how_to_be_written(
    tmp_path: Path, text: str, code: str, said: str
) -> None:
    _, findings = read_cell(tmp_path, "period", text)
    found = only(findings)
    assert (found.code, found.value) == (code, text)
    assert said in found.remedy.fr


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2018-2021", "2018/2021"),
        ("2018 à 2021", "2018/2021"),
        ("de 2018 à 2021", "2018/2021"),
        ("entre 2018 et 2021", "2018/2021"),
        ("2018-21", "2018/2021"),
        ("depuis 2018", "2018/.."),
        ("jusqu'en 2021", "../2021"),
        ("mars 2018 - juin 2019", "2018-03/2019-06"),
        ("03/2020", "2020-03"),
    ],
)
def test_a_period_in_words_is_read_and_told(tmp_path: Path, text: str, read: str) -> None:
    entry, findings = read_cell(tmp_path, "period", text)
    found = only(findings)
    assert (found.code, found.value, found.mends) == ("table.value-read", text, (read,))
    assert entry is not None
    assert entry.period == read


def test_access_rights_are_those_of_the_european_table(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "access_rights", "publique")
    assert only(findings).code == "reference.unknown-access-right"
    assert "PUBLIC" in only(findings).remedy.fr
