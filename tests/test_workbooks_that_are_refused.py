"""A workbook that is broken, or lays out more than a table may have, is one clear error."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reading_folders import make_folder, read_all
from saved_workbooks import HEADINGS, both, save, with_part
from tressons_ld.catalogue.tables import sheet, workbook_package
from tressons_ld.findings.errors import FolderError


@pytest.mark.parametrize(
    ("name", "part", "old", "new"),
    [
        ("resources.xlsx", "xl/worksheets/sheet1.xml", 'r="A2"', 'r="A1048576"'),
        ("resources.xlsx", "xl/worksheets/sheet1.xml", 'r="D2"', 'r="XFD2"'),
        ("resources.xlsx", "xl/worksheets/sheet1.xml", 'r="D2"', 'r="ZZZZZZ99999999999"'),
        (
            "resources.ods",
            "content.xml",
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="1048576">',
        ),
        (
            "resources.ods",
            "content.xml",
            "<table:table-cell ",
            '<table:table-cell table:number-columns-repeated="16384" ',
        ),
    ],
)
def test_text_in_a_far_corner_is_one_clear_error(
    tmp_path: Path, name: str, part: str, old: str, new: str
) -> None:
    path = tmp_path / "data" / name
    save(path, [HEADINGS, ["a", "Étude", "A", "T"]])
    with_part(path, part, lambda text: text.replace(old, new))
    made = make_folder(tmp_path, files={name: path.read_bytes()})
    with pytest.raises(FolderError, match="save the table as CSV"):
        read_all(made)


def test_far_cells_without_text_are_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "resources.ods"
    save(path, [HEADINGS, ["a", "Étude", "A", "T"]])
    blank = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    with_part(path, "content.xml", lambda text: text.replace("</table:table>", blank))
    _, entries, findings = read_all(
        make_folder(tmp_path, files={"resources.ods": path.read_bytes()})
    )
    assert findings == []
    assert len(entries) == 1


@pytest.mark.parametrize("name", ["resources.xlsx", "resources.ods"])
def test_more_sheets_than_a_workbook_may_have_are_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_NAMED", 0)
    save(path := tmp_path / name, [HEADINGS, ["a", "Étude", "A", "T"]])
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("change", [str, str.upper])
@pytest.mark.parametrize(
    ("name", "part"),
    [("resources.xlsx", "xl/worksheets/sheet1.xml"), ("resources.ods", "content.xml")],
)
def test_two_parts_of_one_name_are_refused(
    tmp_path: Path, name: str, part: str, change: Callable[[str], str]
) -> None:
    save(path := tmp_path / name, [HEADINGS, ["a", "Étude", "A", "T"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(change(part), archive.read(part))
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


def test_a_broken_part_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "data" / "resources.ods"
    save(path, [HEADINGS, ["a", "Étude", "A", "T"]])
    with_part(
        path, "content.xml", lambda text: text.replace("<table:table-row>", "<table:tab-row>")
    )
    made = make_folder(tmp_path, files={"resources.ods": path.read_bytes()})
    with pytest.raises(FolderError, match="cannot be read"):
        read_all(made)


def rewritten(path: Path, **parts: str | bytes) -> None:
    """Replace or add parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    for name, text in parts.items():
        content[name] = text if isinstance(text, bytes) else text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)


def refused(tmp_path: Path, path: Path) -> str:
    """Return the code that a workbook is refused with."""
    made = make_folder(tmp_path / "made", files={path.name: path.read_bytes()})
    with pytest.raises(FolderError) as caught:
        read_all(made)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("resources.xlsx", "xl/worksheets/sheet1.xml"),
        ("resources.xlsx", "xl/workbook.xml"),
        ("resources.xlsx", "xl/styles.xml"),
        ("resources.ods", "content.xml"),
    ],
)
def test_a_part_that_unpacks_to_too_much_is_refused_by_what_the_archive_states(
    tmp_path: Path, name: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_package, "LARGEST_PART", 100_000)
    save(path := tmp_path / name, [HEADINGS, ["a", "Étude", "A", "T"]])
    with zipfile.ZipFile(path) as archive:
        content = archive.read(part)
    rewritten(path, **{part: content + b" " * 100_000})
    assert refused(tmp_path, path) == "folder.workbook-unpacks-large"


def test_a_part_that_unpacks_to_more_than_the_archive_states_is_not_unpacked(
    tmp_path: Path,
) -> None:
    save(path := tmp_path / "resources.ods", [HEADINGS, ["a", "Étude", "A", "T"]])
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    rewritten(path, **{"content.xml": content + b" " * 10_000_000})
    stated = (len(content) + 10_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(stated, len(content).to_bytes(4, "little")))
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/theSheet.bin"])
def test_a_far_cell_is_seen_wherever_its_part_lies(tmp_path: Path, name: str) -> None:
    save(path := tmp_path / "resources.xlsx", [HEADINGS, ["a", "Étude", "A", "T"]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    rewritten(
        path,
        **{
            name: sheet.replace('r="D2"', 'r="XFD2"'),
            "xl/_rels/workbook.xml.rels": relations.replace(
                "/xl/worksheets/sheet1.xml", f"/{name}"
            ),
        },
    )
    assert refused(tmp_path, path) == "folder.workbook-too-large"


@pytest.mark.parametrize(
    ("row", "cell"),
    [(' r="900000"', ""), ("", ' r="A900000"'), (' r="900000"', ' r="A900000"')],
)
def test_a_far_row_is_seen_however_it_is_numbered(tmp_path: Path, row: str, cell: str) -> None:
    save(path := tmp_path / "resources.xlsx", [HEADINGS])
    far = f'<row{row}><c{cell} t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with_part(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", far))
    assert refused(tmp_path, path) == "folder.workbook-too-large"


def test_repeated_cells_come_to_no_more_than_a_sheet_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_CELLS", 50_000)
    save(path := tmp_path / "resources.ods", [HEADINGS])
    many = (
        '<table:table-row table:number-rows-repeated="49000"><table:table-cell '
        'table:number-columns-repeated="700" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    with_part(path, "content.xml", lambda text: text.replace("</table:table>", many))
    assert refused(tmp_path, path) == "folder.workbook-too-large"


def test_two_cells_far_apart_take_no_room_between_them(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    save(path := made / "data" / "resources.xlsx", [HEADINGS, ["a", "Étude", "A", "T"]])
    corner = '<row r="5000"><c r="ZZ5000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with_part(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", corner))
    _, _, findings = read_all(made)
    assert [found.location and found.location.cell for found in findings] == ["ZZ5000"]


@pytest.mark.parametrize("repeated", ["0", "-3", "many"])
def test_a_cell_repeated_in_no_way_is_one_clear_error(tmp_path: Path, repeated: str) -> None:
    save(path := tmp_path / "resources.ods", [HEADINGS])
    times = f'<table:table-row table:number-rows-repeated="{repeated}">'
    with_part(path, "content.xml", lambda text: text.replace("<table:table-row>", times))
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


def test_merged_areas_without_an_end_are_refused(tmp_path: Path) -> None:
    save(path := tmp_path / "resources.xlsx", [HEADINGS])
    many = "</sheetData><mergeCells>" + '<mergeCell ref="A1:A50000"/>' * 200 + "</mergeCells>"
    with_part(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", many))
    assert refused(tmp_path, path) == "folder.workbook-too-large"


@both
def test_entities_of_its_own_are_refused(tmp_path: Path, name: str) -> None:
    save(path := tmp_path / name, [HEADINGS])
    part = "content.xml" if name.endswith(".ods") else "xl/workbook.xml"
    declared = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><'
    with_part(path, part, lambda text: text[text.index("?>") + 2 :] if "?>" in text else text)
    with_part(path, part, lambda text: declared + text.lstrip()[1:])
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_another_way_is_not_unpacked(tmp_path: Path, kind: int) -> None:
    save(path := tmp_path / "resources.ods", [HEADINGS])
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr("content.xml", content)
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


@pytest.mark.parametrize("name", ["resources.xlsx", "resources.ods"])
def test_tags_beyond_those_of_the_cells_that_it_may_have_are_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_package, "MOST_TAGS", 1_000)
    save(path := tmp_path / name, [HEADINGS, ["a", "Étude", "A", "T"]])
    part = "xl/sharedStrings.xml" if name.endswith("xlsx") else "content.xml"
    with zipfile.ZipFile(path) as archive:
        if part not in archive.namelist():
            part = "xl/worksheets/sheet1.xml"
        content = archive.read(part)
    rewritten(path, **{part: content.replace(b">", b"><!-- -->" + b"<x/>" * 1_000, 2)})
    assert refused(tmp_path, path) == "folder.workbook-of-tags"
