"""What is written in one cell: it is read, or found at its own place with what to write instead."""

from pathlib import Path

import pytest

from cell_values import only, read_cell
from reading_folders import make_folder, read_all
from tressons_ld.findings.finding import Severity

VALUES = Path(__file__).with_name("values")


def lines_of(name: str) -> list[tuple[str, ...]]:
    lines = (VALUES / name).read_text("utf-8").splitlines()
    return [tuple(line.split("\t")) for line in lines]


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


def test_two_years_are_those_of_the_publication_in_its_own_column_alone(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "event_date", "2019-2020")
    said = only(findings).in_language("fr")
    assert "une seule année, par exemple 2019 ; dans « issued », celle de la publication" in said


def test_a_suggestion_is_another_period_than_the_one_that_cannot_be_read(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "period", "0000/9999")
    assert "Vouliez-vous dire" not in only(findings).in_language("fr")


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
