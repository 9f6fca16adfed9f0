"""Tables with a row for each file, and what is read of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reading_folders import make_folder, read_all
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.finding import Finding, Severity

Rows = Sequence[Mapping[str, str]]


PONTS = {
    "PageURL": "https://exemple.fr/ponts",
    "id": "ponts",
    "kind": "Étude",
    "title": "Ponts et hauteurs",
    "description": "La hauteur libre sous les ponts d'une commune.",
}


def file(resource: Mapping[str, str], name: str, **cells: str) -> dict[str, str]:
    """A row: what is said of the resource, and of one file of it."""
    address = {"download_url": f"https://exemple.fr/{name}", "format": name.rpartition(".")[2]}
    return {**resource, **address, **cells}


CSV, SHP, PDF = "ponts.csv", "ponts.shp", "ponts.pdf"


def settings(group_by: str = "PageURL", more: str = "") -> str:
    grouped = f'group_by = "{group_by}"' if group_by else ""
    return f'\n[columns]\n"PageURL" = "landing_page"\n{more}\n\n[resources]\n{grouped}\n'


def read(folder: Path, rows: Rows, toml: str = settings()) -> tuple[list[Entry], list[Finding]]:
    """The entries of a table, and what is found in it."""
    _, entries, findings = read_all(make_folder(folder, settings=toml, resources=rows))
    return [entry for entry in entries if entry is not None], findings


def told(findings: Iterable[Finding]) -> list[tuple[str, str | None, str | None]]:
    """The code, the cell and the value of each finding."""
    return [
        (each.code, each.location and each.location.cell, each.value)
        for each in findings
        if each.severity > Severity.INFO
    ]


def files(entry: Entry) -> list[tuple[str | None, str | None]]:
    return [(one.download_url, one.format) for one in entry.distributions]


def facts(entries: Iterable[Entry]) -> set[str]:
    """The resources and their files, wherever they stand."""
    return {
        repr(
            replace(
                entry,
                row=None,
                distributions=tuple(
                    sorted((replace(one, row=None) for one in entry.distributions), key=repr)
                ),
            )
        )
        for entry in entries
    }
