"""Workbooks as programs save them, and with a part exchanged."""

import datetime
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.datetime
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

HEADINGS = ["id", "kind", "title", "description", "issued", "event_date", "size", "download_url"]


def ods_cell(value: Any) -> TableCell:
    match value:
        case None:
            return TableCell()
        case datetime.date():
            cell = TableCell(valuetype="date", datevalue=value.isoformat())
        case int() | float():
            cell = TableCell(valuetype="float", value=str(value))
        case _:
            cell = TableCell(valuetype="string")
    for line in str(value).split("\n"):
        cell.addElement(P(text=line))
    return cell


def save(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Feuille1") -> None:
    """Write the rows as the first sheet of a workbook, of the format that the name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".ods":
        book = OpenDocumentSpreadsheet()
        table = Table(name=sheet)
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(ods_cell(value))
            table.addElement(line)
        book.spreadsheet.addElement(table)
        book.save(str(path))
        return
    workbook = openpyxl.Workbook()
    worksheet = workbook.active
    assert worksheet is not None
    worksheet.title = sheet
    for row in rows:
        worksheet.append(list(row))
    workbook.save(path)


both = pytest.mark.parametrize("name", ["resources.xlsx", "resources.ods"])


def with_part(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Change the text of one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
