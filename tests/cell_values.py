"""The catalogue of the tests of reading with one cell changed, and what is found of it."""

from pathlib import Path

from reading_folders import make_folder, read_all, with_cell
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.finding import Finding


def read_cell(
    folder: Path, column: str, value: str, *, settings: str = "", **cells: str
) -> tuple[Entry | None, list[Finding]]:
    """The first entry of the base with one cell changed, None without an id; what was found."""
    first, *others = with_cell(column, value)
    _, entries, findings = read_all(
        make_folder(folder, settings=settings, resources=[{**first, **cells}, *others])
    )
    return entries[0], findings


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding
