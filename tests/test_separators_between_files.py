"""What is told of the files of a resource, with another sign than « ; » between its values."""

from pathlib import Path

import pytest

from reading_folders import TABLES, make_folder, read_all
from tressons_ld.findings.finding import Finding

ONE = "https://example.org/a.pdf"
PARAMETERS = 'text/csv;charset="utf-8"; header=present'
TWO = f"{ONE}; https://example.org/b.html"


def found(folder: Path, **cells: str) -> list[Finding]:
    first, *others = TABLES["resources"]
    return read_all(make_folder(folder, resources=[{**first, **cells}, *others]))[2]


@pytest.mark.parametrize(
    ("column", "value", "mend"),
    [
        ("format", "PDF, HTML", "PDF; HTML"),
        ("format", "PDF/HTML", "PDF; HTML"),
        ("format", "PDF\nHTML", "PDF; HTML"),
        ("format", "PDF | PDF", "PDF; PDF"),
        ("format", ".pdf, page web", "PDF; HTML"),
        ("format", "text/csv; charset=utf-8, PDF", "CSV; PDF"),
        ("size", "482133, 1200", "482133; 1200"),
        ("size", "1 258 291 / 1200", "1258291; 1200"),
        (
            "licence",
            "CC BY 4.0, ODbL 1.0",
            "https://creativecommons.org/licenses/by/4.0/; "
            "https://opendatacommons.org/licenses/odbl/1-0/",
        ),
    ],
)
def test_the_mend_is_as_many_values_as_there_are_files(
    column: str, value: str, mend: str, tmp_path: Path
) -> None:
    (told,) = found(tmp_path / "told", download_url=TWO, **{column: value})
    assert (told.code, told.value, told.mends) == ("table.separator", value, (mend,))
    assert found(tmp_path / "mended", download_url=TWO, **{column: mend}) == []


@pytest.mark.parametrize(
    ("urls", "value", "formats", "read"),
    [
        (ONE, "text/csv; charset=utf-8", ["CSV"], ["text/csv; charset=utf-8"]),
        (ONE, PARAMETERS, ["CSV"], [PARAMETERS]),
        (TWO, "text/csv; charset=utf-8; PDF", ["CSV", "PDF"], ["text/csv; charset=utf-8"]),
        (TWO, "PDF; text/html;charset=utf-8", ["PDF", "HTML"], ["text/html;charset=utf-8"]),
    ],
)
def test_a_media_type_with_its_parameters_is_one_format(
    urls: str, value: str, formats: list[str], read: list[str], tmp_path: Path
) -> None:
    first, *others = TABLES["resources"]
    folder = make_folder(
        tmp_path, resources=[{**first, "download_url": urls, "format": value}, *others]
    )
    _, (entry, *_), told = read_all(folder)
    assert [file.format for file in entry.distributions] == formats
    assert [(each.code, each.value) for each in told] == [
        ("table.value-read", text) for text in read
    ]


@pytest.mark.parametrize(
    ("urls", "mends"), [(ONE, ("PDF", "HTML", "CSV")), (TWO, ())], ids=["one", "two"]
)
def test_values_of_more_files_than_there_are_are_counted(
    urls: str, mends: tuple[str, ...], tmp_path: Path
) -> None:
    (told,) = found(tmp_path, download_url=urls, format="PDF, HTML, CSV")
    assert (told.code, told.mends) == ("table.distribution-count", mends)
    assert "3" in told.message.en


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("format", "PDF, papier glacé", "reference.unknown-format"),
        ("size", "12 345,67 octets", "table.size-unreadable"),
        ("licence", "MIT OR Apache-2.0", "reference.unknown-licence"),
    ],
)
def test_what_is_no_list_of_known_values_is_told_as_what_it_is(
    column: str, value: str, code: str, tmp_path: Path
) -> None:
    told = found(tmp_path, download_url=ONE, **{column: value})
    assert [each.code for each in told] == [code]
