"""A table that is adopted has the numbers that the cells of its workbook show."""

import datetime
from pathlib import Path

import openpyxl
import pytest

from tressons_ld.catalogue.adoption.source_files import read_source


@pytest.mark.parametrize(
    ("value", "code", "read"),
    [
        (42, "00000", "00042"),
        (90, '0" min"', "90 min"),
        (0.5, "0%", "50%"),
        (2.1, "0.00", "2.10"),
        (1984, "#,##0", "1984"),
        (1234567, "#,##0", "1234567"),
        (datetime.timedelta(hours=25, minutes=30), "[h]:mm", "25:30:00"),
        (True, "General", "true"),
    ],
)
def test_a_table_that_is_adopted_has_the_numbers_that_it_shows(
    tmp_path: Path, value: object, code: str, read: str
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Titre", "Valeur"])
    sheet.append(["T", value])
    sheet["B2"].number_format = code
    book.save(tmp_path / "t.xlsx")
    assert read_source(tmp_path / "t.xlsx").rows[0].cells == ("T", read)
