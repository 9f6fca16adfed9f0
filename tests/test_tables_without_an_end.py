"""A table larger than any is read no further than its bound, and told in a sentence."""

import gzip
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tressons_ld.catalogue.adoption import source, source_files
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.catalogue.tables import text_files, workbook_package
from tressons_ld.catalogue.tables.opening import open_table
from tressons_ld.catalogue.tables.text_files import encoding_of
from tressons_ld.findings.errors import FolderError

HEADINGS = "id,title,kind,description\n"


def refused(path: Path) -> str:
    """Return the code by which a file is not taken over."""
    with pytest.raises(FolderError) as caught:
        read_source(path)
    return caught.value.code


@pytest.fixture
def small_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "LARGEST_ROW", 1000)


@pytest.mark.usefixtures("small_rows")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", "x" * 2000),
        ("a.csv", HEADINGS + "x" * 2000),
        ("a.csv", HEADINGS + "," * 2000),
        ("a.csv", HEADINGS + '"x\n",' * 500),
        ("a.tsv", HEADINGS.replace(",", "\t") + "x" * 2000),
        ("a.jsonl", '{"title": "' + "x" * 2000 + '"}'),
        ("a.jsonl", '{"id": "a"}\n{"title": "' + "x" * 2000 + '"}'),
    ],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gzip"])
def test_a_row_without_an_end_is_told(name: str, text: str, packed: bool, tmp_path: Path) -> None:
    path = tmp_path / (f"{name}.gz" if packed else name)
    path.write_bytes(gzip.compress(text.encode()) if packed else text.encode())
    assert refused(path) == "folder.row-too-large"


@pytest.mark.usefixtures("small_rows")
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("resources.csv", HEADINGS + "x" * 2000),
        ("resources.csv", HEADINGS + '"x\n",' * 500),
        ("resources.jsonl", '[{"id": "a"},\n' + '{"title":\n' * 200),
    ],
)
def test_in_a_catalogue_it_is_told_with_its_line(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(FolderError, match=rf"{name}:[0-9]+: ") as caught:
        list(open_table(tmp_path, name, RESOURCES).records())
    assert caught.value.code == "folder.row-too-large"


@pytest.mark.usefixtures("small_rows")
def test_many_rows_are_no_large_one(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n" * 2000 + HEADINGS + '"a","b\n","c","d"\n' * 500, "utf-8")
    assert len(read_source(path).rows) == 500


@contextmanager
def within(most: int) -> Iterator[None]:
    """Assert that no more bytes are held at once."""
    tracemalloc.start()
    try:
        yield
        _, held = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < most


def test_a_long_line_is_not_held_to_show_a_strange_byte_in_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id\n" + b"x" * (16 << 20) + b" la\xb4 b\n")
    with within(12 << 20), pytest.raises(FolderError, match=r'a\.csv:2: .*"x* ?la´ b"'):
        encoding_of(path, "a.csv")


@pytest.mark.usefixtures("small_rows")
def test_a_long_line_is_not_held_to_be_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(HEADINGS + "x" * (16 << 20), "utf-8")
    with within(12 << 20):
        assert refused(path) == "folder.row-too-large"


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.jsonl", "a.json"])
@pytest.mark.parametrize("bound", ["rows", "bytes"])
def test_a_table_that_is_held_has_rows_and_bytes_within_bounds(
    name: str, bound: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if bound == "rows":
        monkeypatch.setattr(source_files, "MOST_ROWS", 100)
    else:
        monkeypatch.setattr(source_files, "LARGEST_TABLE", 100)
        monkeypatch.setattr(source_files, "LARGEST", 100)
    lines = [f'{{"title": "{number}"}}' for number in range(200)]
    text = {
        "a.csv": HEADINGS + "a,b,c,d\n" * 200,
        "a.jsonl": "\n".join(lines),
        "a.json": f"[{','.join(lines)}]",
    }[name.removesuffix(".gz")]
    path = tmp_path / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    code = "folder.source-too-long" if bound == "rows" else "folder.source-too-large"
    assert refused(path) == code


@pytest.mark.parametrize("row", ["a,b,c,d\n", 'a"b" c,b,c,"d" e\n'])
def test_rows_beyond_the_bound_are_not_read(
    row: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source_files, "MOST_ROWS", 100)
    read = 0
    lines_of = text_files.Lines.__iter__

    def counted(lines: text_files.Lines) -> Iterator[str]:
        nonlocal read
        for line in lines_of(lines):
            read += 1
            yield line

    monkeypatch.setattr(text_files.Lines, "__iter__", counted)
    (tmp_path / "a.csv").write_text(HEADINGS + row * 1000, "utf-8")
    assert refused(tmp_path / "a.csv") == "folder.source-too-long"
    # Once whether quotation marks are out of place, where none is; then as far as rows are held.
    assert read < (1200 if row.startswith("a,") else 200)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv"])
def test_headings_and_rows_make_so_many_cells(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "MOST_CELLS", 400)
    keys = [f"k{number}" for number in range(30)]
    text = "".join(f'{{"title": "a", "{key}": "b"}}\n' for key in keys)
    if name == "a.csv":
        text = ",".join(["title", *keys]) + "\n" + "a\n" * 30
    (tmp_path / name).write_text(text, "utf-8")
    assert refused(tmp_path / name) == "folder.source-too-wide"


def sheets(number: int, characters: int) -> Iterator[tuple[str, str]]:
    """Yield the parts of a workbook of so many sheets, each of so many characters."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = "".join(
        f'<sheet name="s{each}" sheetId="{each + 1}" r:id="r{each}"/>' for each in range(number)
    )
    # What a part is called says nothing: its kind stands where it is named.
    named = "".join(
        f'<Relationship Id="r{each}" Type="{kinds}/worksheet" Target="{each}.bin"/>'
        for each in range(number)
    )
    yield (
        "_rels/.rels",
        f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{kinds}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    book = f'<workbook xmlns="{main}" xmlns:r="{kinds}"><sheets>{listed}</sheets></workbook>'
    yield "xl/workbook.xml", book
    rels = f'<Relationships xmlns="{package}">{named}</Relationships>'
    yield "xl/_rels/workbook.xml.rels", rels
    cell = f'<c r="A1" t="inlineStr"><is><t>{"x" * characters}</t></is></c>'
    for each in range(number):
        sheet = f'<sheetData><row r="1">{cell}</row></sheetData>'
        yield f"xl/{each}.bin", f'<worksheet xmlns="{main}">{sheet}</worksheet>'


@pytest.mark.parametrize(("number", "whole"), [(3, True), (21, False)])
def test_the_sheets_of_a_workbook_have_a_bound_together(
    number: int, whole: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_package, "LARGEST_WORKBOOK", 50_000)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in sheets(number, 10_000):
            archive.writestr(part, text)
    expected = "folder.source-empty" if whole else "folder.workbook-unpacks-whole"
    assert refused(tmp_path / "a.xlsx") == expected


@pytest.mark.parametrize(
    ("before", "value", "times"),
    [("<!--" + "x" * (2 << 20) + "-->", '"&b;&b;"', 1), ("", '"' + "x" * 60_000 + '"', 10_000)],
    ids=["behind a long comment", "one that is named often"],
)
@pytest.mark.parametrize("name", ["a.rdf", "a.xml"])
def test_entities_multiply_nowhere(
    name: str, before: str, value: str, times: int, tmp_path: Path
) -> None:
    root = "OAI-PMH" if name == "a.xml" else "rdf:RDF"
    text = f"{before}<!DOCTYPE r [<!ENTITY a {value}>]>\n<{root}>" + "&a;" * times + f"</{root}>"
    (tmp_path / name).write_text(text, "utf-8")
    assert refused(tmp_path / name) == "folder.source-entities"
