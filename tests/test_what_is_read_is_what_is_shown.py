"""Whatever a cell of a workbook holds: what is read is what it shows, or there is a finding at it.

The workbooks are written by openpyxl, by XlsxWriter, and by LibreOffice, which also says what it
shows: its CSV holds the text of each cell as it stands on the screen.
"""

import csv
import datetime
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from examples import examples
from reading_folders import make_folder, read_all
from tressons_ld.catalogue.model import RESOURCES, Entry
from tressons_ld.catalogue.tables.workbooks import open_workbook

HEADINGS = ["id", "kind", "title", "description", "issued"]
# RFC 4180 in UTF-8: comma, double quote, code of the encoding.
CSV_UTF_8 = "csv:Text - txt - csv (StarCalc):44,34,76"
DAYS = st.dates(datetime.date(1931, 1, 1), datetime.date(2100, 12, 31))


class Cell(NamedTuple):
    """What is put into a cell, its format, and what it then shows."""

    value: Any
    code: str
    shown: str


def digits(value: int) -> st.SearchStrategy[Cell]:
    return st.integers(1, 9).map(lambda n: Cell(value, "0" * n, f"{value:0{n}d}"))


TEXTS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).map(
    lambda text: Cell(text, "@", text)
)
NUMBERS = st.one_of(
    st.integers(0, 10**11 - 1).map(lambda n: Cell(n, "General", str(n))),
    st.integers(0, 10**6).flatmap(digits),
    st.integers(0, 10**6).map(lambda n: Cell(n / 100, "0.00", f"{n // 100}.{n % 100:02d}")),
    st.integers(0, 10**6).map(lambda n: Cell(n / 100, "0%", f"{n}%")),
    st.integers(0, 10**7).map(lambda n: Cell(n, "#,##0", f"{n:,}")),
    st.integers(1, 999).map(lambda n: Cell(n, '"no. "0', f"no. {n}")),
    st.integers(1, 999).map(lambda n: Cell(n, ";;;", "")),
    st.integers(1, 999).map(lambda n: Cell(f"n{n}", '"(" @ ")"', f"( n{n} )")),
    st.integers(1, 999).map(lambda n: Cell(f"n{n}", ";;;", "")),
    st.integers(1, 999).map(lambda n: Cell(n, "0.0E+00", f"{n:.1E}")),
    st.integers(1, 999).map(lambda n: Cell(n, '#,##0.00 "€"', f"{n}.00 €")),
    st.integers(1, 999).map(lambda n: Cell(n, "[$€-40C] 0", f"€ {n}")),
    st.integers(1, 9).map(lambda n: Cell(n + 0.5, "# ?/?", f"{n} 1/2")),
    st.integers(1900, 2100).map(lambda n: Cell(n, '"vers "0', f"vers {n}")),
    st.integers(190001, 209912).map(lambda n: Cell(n, "0000-00", f"{n // 100}-{n % 100:02d}")),
    st.booleans().map(lambda truth: Cell(truth, "General", str(truth).upper())),
)
DATES = st.one_of(
    DAYS.map(lambda day: Cell(day, "yyyy", f"{day:%Y}")),
    DAYS.map(lambda day: Cell(day, "yyyy-mm", f"{day:%Y-%m}")),
    DAYS.map(lambda day: Cell(day, "yyyy-mm-dd", day.isoformat())),
    DAYS.map(lambda day: Cell(day, "dd-mm", f"{day:%d-%m}")),
    DAYS.map(lambda day: Cell(day, "hh:mm", "00:00")),
    DAYS.map(lambda day: Cell(day, "dddd", f"{day:%A}")),
    DAYS.map(lambda day: Cell(day, "[$-40C]d\\ mm\\ yyyy;@", f"{day.day} {day:%m %Y}")),
    st.times().map(lambda time: Cell(time, "h:mm", f"{time.hour}:{time:%M}")),
    st.integers(0, 5000).map(
        lambda minutes: Cell(
            datetime.timedelta(minutes=minutes), "[h]:mm", f"{minutes // 60}:{minutes % 60:02d}"
        )
    ),
)


def by_openpyxl(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            put = sheet.cell(row, column)
            put.value, put.number_format = (
                (cell.value, cell.code) if isinstance(cell, Cell) else (cell, "@")
            )
            if isinstance(put.value, str):
                put.data_type = "s"
    book.save(path)


def by_xlsxwriter(path: Path, rows: Sequence[Sequence[Any]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                value, code = (cell.value, cell.code) if isinstance(cell, Cell) else (cell, "@")
                style = book.add_format({"num_format": code})
                if isinstance(value, str):
                    sheet.write_string(row, column, value, style)
                elif isinstance(value, datetime.date | datetime.time | datetime.timedelta):
                    sheet.write_datetime(row, column, value, style)
                else:
                    sheet.write(row, column, value, style)


def read(folder: Path, file: Path) -> tuple[list[Entry | None], list[str | None]]:
    """The entries of a workbook, and the cell of each finding."""
    made = make_folder(folder)
    (made / "data" / "resources.csv").unlink()
    shutil.copy(file, made / "data" / f"resources{file.suffix}")
    _, entries, findings = read_all(made)
    return entries, [found.location.cell for found in findings if found.location]


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
@settings(max_examples=examples(15))
@given(
    cells=st.lists(st.tuples(TEXTS | NUMBERS | DATES, DATES | NUMBERS), min_size=10, max_size=30)
)
@example(cells=[(Cell("=A1", "@", "=A1"), Cell(43990, "General", "43990"))])
@example(cells=[(Cell("#N/A", "@", "#N/A"), Cell(2019, "yyyy-mm-dd", "1905-07-11"))])
def test_what_is_read_is_what_is_shown(write: Any, cells: list[tuple[Cell, Cell]]) -> None:
    rows = [[f"r{i}", "Étude", title, "Un texte.", date] for i, (title, date) in enumerate(cells)]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.xlsx"
        write(file, [HEADINGS, *rows])
        entries, found = read(Path(folder), file)
    for entry, (title, issued) in zip(entries, cells, strict=True):
        assert entry is not None
        assert entry.title == title.shown or f"C{entry.row.number}" in found
        place = f"E{entry.row.number}"
        assert place in found or same_date(entry.issued or "", issued.shown), issued
        assert found.count(place) < 2, issued


@pytest.fixture(scope="module")
def shown_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of one table, as LibreOffice saves it: XLSX, ODS, and CSV as it is shown."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no soffice: install Debian's package libreoffice-calc-nogui")
    folder = tmp_path_factory.mktemp("libreoffice")
    by_xlsxwriter(folder / "made.xlsx", [HEADINGS, *rows_of_all_sorts()])
    for suffix, made in (("ods", "made.xlsx"), ("xlsx", "made.ods"), (CSV_UTF_8, "made.ods")):
        out = folder / "saved" if suffix == "xlsx" else folder
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", suffix, "--outdir", out]
        subprocess.run([*command, folder / made], check=True, capture_output=True, timeout=100)
    return folder


def rows_of_all_sorts() -> Iterator[list[Any]]:
    day = datetime.datetime(2019, 6, 1)
    codes = (
        "General",
        "0",
        "00000",
        "0.00",
        "0%",
        "0.0 %",
        "#,##0",
        "#,##0.00",
        "0.0E+00",
        "# ?/?",
    )
    values = [
        *(Cell(number, code, "") for code in codes for number in (0, 0.5, 2.1, 42, 1984, -12.5)),
        *(Cell(9782070413119, code, "") for code in ("General", "0")),
        *(Cell(day, code, "") for code in ("yyyy", "mmm yyyy", "mmm-yy", "dd/mm/yyyy", "d mmm")),
        *(
            Cell(day.replace(hour=10), code, "")
            for code in ("yyyy-mm-dd", "hh:mm", "d/m/yyyy h:mm")
        ),
        *(Cell(truth, "General", "") for truth in (True, False)),
        *(Cell(text, "@", "") for text in ("Un texte", "deux\nlignes", "é « è »", "1-2", "007")),
        Cell(2019, "dd/mm/yyyy", ""),
    ]
    for number, value in enumerate(values):
        yield [f"r{number}", "Étude", value, "Un texte.", value]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["made.ods", "saved/made.xlsx", "made.xlsx"])
def test_what_is_read_is_what_libreoffice_shows(
    tmp_path: Path, shown_by_libreoffice: Path, name: str
) -> None:
    with (shown_by_libreoffice / "made.csv").open(encoding="utf-8", newline="") as file:
        shown = {row["id"]: row for row in csv.DictReader(file)}
    entries, found = read(tmp_path, shown_by_libreoffice / name)
    assert len(shown) == len(entries)
    for entry in entries:
        assert entry is not None
        row = shown[entry.id]
        assert entry.title == row["title"] or f"C{entry.row.number}" in found, row
        if entry.issued is not None and f"E{entry.row.number}" not in found:
            assert same_date(entry.issued, row["issued"]), row


def same_date(read: str, shown: str) -> bool:
    """Whether a date that was read says no more than the one that is shown, and no other."""
    shown = shown.strip()
    # A number is the same one however its digits are grouped.
    if shown.replace(",", "").lstrip("0").removesuffix(".00") == read:
        return True
    for code in ("%Y-%m-%d", "%Y-%m", "%d/%m/%Y", "%d %m %Y", "%b %Y", "%b-%y"):
        try:
            day = datetime.datetime.strptime(shown, code)
        except ValueError:
            continue
        return read == (f"{day:%Y-%m-%d}" if "%d" in code else f"{day:%Y-%m}")
    return False


@pytest.mark.parametrize("write", [by_openpyxl, by_xlsxwriter])
@settings(max_examples=examples(25))
@given(texts=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), max_size=5))
def test_texts_are_those_that_openpyxl_reads(write: Any, texts: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "made.xlsx"
        write(file, [[Cell(text, "@", text)] for text in texts])
        sheet = openpyxl.load_workbook(file).active
        assert sheet is not None
        theirs = [sheet.cell(row, 1).value or "" for row in range(1, len(texts) + 1)]
        workbook, _ = open_workbook(file, "data/made.xlsx", RESOURCES, {})
    ours = [cells[0] if cells else "" for cells in workbook.cells]
    assert ours + [""] * (len(texts) - len(ours)) == theirs
