"""`check --fix` writes the mends of one meaning where they stand, and `--undo` takes them back."""

import csv
import gzip
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier
from command_line import files_of, tressons_ld
from examples import examples
from fixed_folders import RESOURCES, findings_and_plan, fix, plan_of
from reading_folders import TABLES, make_folder, with_cell, written
from test_mends_are_valid import COLUMNS, read, texts
from test_mends_are_valid import parsers as parsers
from tressons_ld.catalogue.columns.cell_texts import Parser
from tressons_ld.catalogue.mending.delimited_text import (
    cells_that_differ,
    replace_cells,
    rows_in,
)
from tressons_ld.catalogue.mending.mended_text import READ_SO, mended_text
from tressons_ld.catalogue.mending.one_meaning import ONE_MEANING, only_mend
from tressons_ld.catalogue.mending.writing import write_mended
from tressons_ld.findings.finding import Finding
from tressons_ld.findings.messages import message_of

EXAMPLES = 25


# What is written, and what is left alone.


def test_a_fix_changes_its_cells_and_no_other_byte(tmp_path: Path) -> None:
    table = (
        "\ufeff id ;title;kind;description;issued;themes\r\n"
        '"un";"Une ""étude""";Étude;"Deux\r\nlignes";"juin 2019";"Vélo, Mobilité"\r\n'
        "\r\n"
        "deux; Débat ;Webinaire;'x'; 2019 ;\r\n"
        "trois;C;Étude;D; 12 mars 2021 ;Vélo"
    )
    folder = make_folder(tmp_path, files={"resources.csv": table})
    fix(folder)
    expected = table.replace("juin 2019", "2019-06").replace("12 mars 2021", "2021-03-12")
    expected = expected.replace("Vélo, Mobilité", "Vélo; Mobilité")
    assert (folder / RESOURCES).read_bytes() == expected.encode()


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "utf-8", "utf-8-sig"])
def test_the_encoding_of_a_table_stays(tmp_path: Path, encoding: str) -> None:
    rows = [
        *with_cell("issued", "30 août 2021"),
        {
            "id": "b",
            "kind": "Étude",
            "title": "L’été où l’œuvre naît à Besançon",
            "description": "É",
        },
    ]
    table = written(rows)
    folder = make_folder(tmp_path, files={"resources.csv": table.encode(encoding)})
    fix(folder)
    expected = table.replace("30 août 2021", "2021-08-30").encode(encoding)
    assert (folder / RESOURCES).read_bytes() == expected


def test_an_item_of_a_list_is_replaced_alone(tmp_path: Path) -> None:
    urls = "https://a.fr/1 ;  HTTPS://A.FR/2;https://a.fr/<3>"
    folder = make_folder(tmp_path, resources=with_cell("page", urls))
    fix(folder)
    (cell,) = (row["page"] for row in rows_of(folder) if row["id"] == "une-etude")
    assert cell == "https://a.fr/1 ;  https://a.fr/2;https://a.fr/%3C3%3E"


def rows_of(folder: Path) -> list[dict[str, str]]:
    text = (folder / RESOURCES).read_text("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_mend_gets_quotation_marks_where_it_needs_them(tmp_path: Path) -> None:
    table = written(with_cell("themes", "Vélo|Mobilité"), delimiter=";")
    folder = make_folder(tmp_path, files={"resources.csv": table})
    fix(folder)
    expected = table.replace("Vélo|Mobilité", '"Vélo; Mobilité"')
    assert (folder / RESOURCES).read_text("utf-8") == expected


@pytest.mark.parametrize(
    ("column", "guess"),
    [
        ("themes", "Mobilitè douce"),
        ("organisations", "Avize"),
        ("issued", "vers 2019"),
        ("issued", "43990"),
        ("issued", "05/07/2020-"),
        ("period", "2021/2018"),
        ("licence", "CC BY"),
        ("format", "page web PDF"),
        ("keywords", "eau, énergie"),
        ("landing_page", "Voir https://example.org/a (lu le 3 mai)"),
        ("landing_page", "Voir\u200b https://example.org/a"),
    ],
)
def test_a_guess_is_never_written(tmp_path: Path, column: str, guess: str) -> None:
    folder = make_folder(tmp_path, resources=with_cell(column, guess))
    assert plan_of(folder).files == []


def test_a_value_that_the_cell_spells_otherwise_is_left_to_a_person(tmp_path: Path) -> None:
    rule = '\n[columns.resources]\nissued = { values = { "X" = "juin 2019" } }\n'
    folder = make_folder(tmp_path, settings=rule, resources=with_cell("issued", "X"))
    plan = plan_of(folder)
    assert (plan.files, [mend.text for mend in plan.by_hand]) == ([], ["2019-06"])


def test_no_value_is_written_that_a_rule_of_the_house_would_cut(tmp_path: Path) -> None:
    rule = '\n[columns.resources]\nthemes = { separator = "-" }\n'
    folder = make_folder(tmp_path, settings=rule, resources=with_cell("issued", "juin 2019"))
    assert [mend.text for mend in plan_of(folder).by_hand] == ["2019-06"]


def test_a_compressed_table_is_left_to_a_person(tmp_path: Path) -> None:
    packed = gzip.compress(written(with_cell("issued", "juin 2019")).encode())
    folder = make_folder(tmp_path, files={"resources.csv.gz": packed})
    plan = plan_of(folder)
    assert (plan.files, len(plan.by_hand)) == ([], 1)


def test_a_workbook_is_left_to_a_person(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, files={"resources.csv": written(with_cell("issued", "2019"))})
    (folder / RESOURCES).unlink()
    book = openpyxl.Workbook()
    for row in csv.reader(io.StringIO(written(with_cell("issued", "juin 2019")))):
        book.active.append(row)
    book.save(folder / "data/resources.xlsx")
    before = files_of(folder)
    plan = fix(folder)
    assert [mend.finding.location.cell for mend in plan.by_hand if mend.finding.location] == ["E2"]
    assert files_of(folder) == before


JSON_LINES = (
    '{"id": "a", "kind": "Étude", "title": "T", "description": "D",  "issued" :"juin 2019" }\r\n'
    '{"id": "b", "kind": "\\u00c9tude", "page": ["https://a.fr/1",  "HTTPS://A.FR/\\u00c9"], '
    '"title": "\\"issued\\":\\"mai 2019\\"", "description": "E", "issued": "mai 2019"}'
)


def test_a_fix_of_json_lines_changes_its_strings_and_no_other_byte(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, files={"resources.jsonl": JSON_LINES})
    fix(folder)
    expected = JSON_LINES.replace('"juin 2019"', '"2019-06"').replace('"mai 2019"', '"2019-05"')
    expected = expected.replace("HTTPS://A.FR", "https://a.fr")
    assert (folder / "data/resources.jsonl").read_bytes() == expected.encode()


def test_no_list_within_a_list_is_written_into_json_lines(tmp_path: Path) -> None:
    line = JSON_LINES.replace('"issued"', '"themes": ["Vélo, Mobilité"], "issued"', 1)
    folder = make_folder(tmp_path, files={"resources.jsonl": line})
    assert [mend.text for mend in fix(folder).by_hand] == ["Vélo; Mobilité"]


def test_a_fix_of_the_settings_changes_its_value_and_no_other_byte(tmp_path: Path) -> None:
    rules = "\n[columns.resources]\n# juin 2019\nissued = { constant = 'juin 2019' } # « été »\n"
    folder = make_folder(tmp_path, settings=rules)
    before = (folder / "data/catalogue.toml").read_bytes()
    fix(folder)
    after = before.replace(b"'juin 2019'", b"'2019-06'")
    assert (folder / "data/catalogue.toml").read_bytes() == after != before


def test_every_code_of_one_meaning_is_that_of_a_finding() -> None:
    assert all(message_of(code).severity for code in ONE_MEANING)


# Of any cells.


def mended(cell: str, problems: list[Finding]) -> str:
    for found in sorted(problems, key=lambda found: found.code != READ_SO):
        mend = only_mend(found)
        if mend is not None:
            cell = mended_text(cell, found, mend) or cell
    return cell


@settings(max_examples=examples(300), deadline=None)
@given(st.sampled_from(COLUMNS), texts())
@example("page", "https://a.fr/<b>; https://a.fr/<b>")
@example("themes", "Vélo, Mobilité; Vélo")
@example("language", "fr / FR")
@example("persons", "Jeanne PAPPA; J. Pappas, Jeanne PAPPA")
@example("page", "https://a.fr/<b>; HTTPS://A.FR/%3Cb%3E")
def test_a_mended_cell_has_nothing_to_mend_and_no_new_finding(
    parsers: dict[tuple[str, str], Parser], column: str, text: str
) -> None:
    parse = parsers["fr", column]
    value, before = read(parse, column, text)
    cell = mended(text, before)
    again, after = read(parse, column, cell)
    assert mended(cell, after) == cell
    assert {found.code for found in after} <= {found.code for found in before}
    if all(found.code == "table.value-read" for found in before):
        assert again == value


@settings(max_examples=examples(EXAMPLES), deadline=None)
@given(st.dictionaries(st.sampled_from(COLUMNS), texts(), min_size=1, max_size=4))
@example({"download_url": "https://a.fr/<b>; www.a.fr/c.pdf", "format": "Excel, PDF"})
@example({"page": "https://a.fr/<b>; HTTPS://A.FR/%3Cb%3E"})
@example({"landing_page": "HTTPS://A.FR/x.pdf", "download_url": "https://a.fr/x.pdf"})
def test_a_mended_row_has_nothing_to_mend_and_no_new_finding(values: dict[str, str]) -> None:
    first, *others = TABLES["resources"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = make_folder(Path(scratch), resources=[{**first, **values}, *others])
        before, plan = findings_and_plan(folder)
        write_mended(folder, plan.files)
        after, again = findings_and_plan(folder)
    assert {found.code for found in after} <= {found.code for found in before}
    assert again.files == []


CELLS = st.text(st.sampled_from("a;,\t\"'\r\n é|"), max_size=6)


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4),
    st.sampled_from(",;\t|"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    CELLS,
    st.data(),
)
def test_one_cell_of_any_table_is_replaced_and_no_other(
    rows: list[list[str]],
    delimiter: str,
    quoting: int,
    end: str,
    new: str,
    data: st.DataObject,
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerows(rows)
    text = out.getvalue()
    # The module writes a carriage return that it reads as the end of a row.
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    assume(all(rows))
    row = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.integers(0, len(rows[row]) - 1))
    # No mend is empty: it would make a blank line of a row of one cell.
    assume(new or len(rows[row]) > 1)
    after, changes = replace_cells(text, delimiter, {(row + 1, column): new})
    differ = {} if rows[row][column] == new else {(row + 1, column): new}
    assert cells_that_differ(text, after, delimiter) == differ
    (change,) = changes
    assert text.replace(change.before, change.after, 1) == after or text.count(change.before) > 1


@given(st.text(st.sampled_from('a;,"\n\r'), max_size=12), st.sampled_from(",;"))
def test_no_text_is_read_otherwise_than_the_csv_module_reads_it(text: str, delimiter: str) -> None:
    try:
        expected = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return
    rows = rows_in(text, delimiter)
    assert [[span.of(text) for span in row.cells] for row in rows] == [r or [""] for r in expected]


# The command.


@pytest.fixture
def atelier(tmp_path: Path) -> Iterator[Path]:
    """The catalogue in which nothing is wrong, but for one date in words."""
    copy = copy_of_atelier(tmp_path / "atelier")
    table = copy / RESOURCES
    text = table.read_text("utf-8")
    assert ",2019," in text
    table.write_text(text.replace(",2019,", ",année 2019,", 1), "utf-8", newline="")
    yield copy


def test_check_fix_shows_writes_when_told_to_and_takes_back(atelier: Path) -> None:
    before = files_of(atelier)
    shown = tressons_ld("check", "--fix", folder=atelier)
    assert files_of(atelier) == before
    assert "--- data/resources.csv\n" in shown.stdout
    assert "« année 2019 » → « 2019 »" in shown.stdout
    done = tressons_ld("check", "--fix", "--yes", folder=atelier)
    assert (done.returncode, "value-read" in done.stdout) == (0, False)
    assert b"ann\xc3\xa9e 2019" not in (atelier / RESOURCES).read_bytes()
    assert tressons_ld("check", "--undo", folder=atelier).returncode == 0
    assert files_of(atelier) == before


def test_yes_alone_is_no_command_line(atelier: Path) -> None:
    wrong = tressons_ld("check", "--yes", folder=atelier)
    assert (wrong.returncode, "--yes va avec --fix" in wrong.stderr) == (2, True)
