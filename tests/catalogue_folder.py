"""The catalogue «atelier», in which nothing is wrong, and what changes one cell of a copy of it.

A place is written «table row column», the row by its id (a concept by «scheme:id», a term of others
by «table:code», an addition by what it is about), or «catalogue.toml key».
"""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tressons_ld.findings.finding import Location, column_letters

PROJECT = Path(__file__).resolve().parents[1]
ATELIER = Path(__file__).with_name("catalogues") / "atelier"
SETTINGS = "data/catalogue.toml"
# The columns that name a row, where it is not the column «id».
NAMED_BY = {
    "concepts": ("scheme", "id"),
    "authorities": ("table", "code"),
    "additions": ("resource",),
}


class _Row(NamedTuple):
    number: int
    line: int
    cells: list[str]


def copy_of_atelier(folder: Path) -> Path:
    """A copy of the catalogue in a new folder."""
    shutil.copytree(ATELIER, folder)
    return folder


def without_site(folder: Path) -> Path:
    """The folder, its pages left out: other settings of publication may follow at the end."""
    with (folder / SETTINGS).open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\nsite = false\n")
    return folder


def change(folder: Path, place: str, value: str | None) -> Location:
    """Write ``value`` into a cell, or TOML after a key; None takes the key or the table away.

    A column of the resources that the table lacks is added to it. Returns where that was.
    """
    if place.startswith("catalogue.toml "):
        _change_setting(folder / SETTINGS, place.split()[1], value)
        return location(folder, place)
    if place.startswith("resources "):
        add_column(folder, place.split()[2])
    where = location(folder, place)
    path, row, column = _cell(folder, place)
    rows = [each.cells for each in _rows(path)]
    rows[row.number - 1][column] = value or ""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return where


def add_column(folder: Path, column: str) -> None:
    """Add an empty column to the table of resources, where it lacks it."""
    path = folder / "data" / "resources.csv"
    head, *rows = (each.cells for each in _rows(path))
    if column not in head:
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [[*head, column], *([*cells, ""] for cells in rows)]
            )


def with_column(table: Path, column: str, words: dict[str, str]) -> None:
    """Put a column at the end of a table of :func:`copy_of_atelier`: id -> what it holds."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], column])
        writer.writeheader()
        writer.writerows({**row, column: words.get(row["id"], "")} for row in rows)


def location(folder: Path, place: str) -> Location:
    """Where a place stands now; a key that is not there, on the line of its table."""
    if place.startswith("catalogue.toml "):
        key = place.split()[1]
        lines = _lines_of_keys(folder / SETTINGS)
        line = lines.get(key) or lines.get(key.rpartition(".")[0])
        return Location(SETTINGS, line, column=key)
    path, row, column = _cell(folder, place)
    heading = next(_rows(path)).cells[column]
    cell = f"{column_letters(column)}{row.number}"
    file = path.relative_to(folder).as_posix()
    return Location(file, row.line, cell=cell, column=heading)


def _rows(path: Path) -> Iterator[_Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader, line = csv.reader(file), 1
        for number, cells in enumerate(reader, start=1):
            yield _Row(number, line, cells)
            line = reader.line_num + 1


def _cell(folder: Path, place: str) -> tuple[Path, _Row, int]:
    table, name, column = place.split()
    path = folder / "data" / f"{table}.csv"
    if table == "authorities":
        path = folder / "ontology" / "authorities.csv"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            shutil.copy(PROJECT / "ontology" / "authorities.csv", path)
    head, *rows = _rows(path)
    by = [head.cells.index(each) for each in NAMED_BY.get(table, ("id",))]
    (row,) = (row for row in rows if ":".join(row.cells[index] for index in by) == name)
    return path, row, head.cells.index(column)


def _lines_of_keys(path: Path) -> dict[str, int]:
    """The line of each key and table, in a file of one line a key."""
    lines, table = {}, ""
    for number, text in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if text.startswith("["):
            table = f"{text.strip('[]')}."
            lines[table[:-1]] = number
        elif " = " in text:
            lines[table + text.partition(" = ")[0]] = number
    return lines


def _change_setting(path: Path, key: str, value: str | None) -> None:
    number = _lines_of_keys(path)[key]
    lines = path.read_text("utf-8").splitlines()
    if value is not None:
        lines[number - 1] = f"{key.rpartition('.')[2]} = {value}"
    elif lines[number - 1].startswith("["):
        end = next((i for i in range(number, len(lines)) if lines[i].startswith("[")), len(lines))
        del lines[number - 1 : end]
    else:
        del lines[number - 1]
    path.write_text("\n".join(lines) + "\n", "utf-8")
