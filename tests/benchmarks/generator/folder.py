"""Writes a synthetic catalogue folder, row by row."""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Literal

from . import words
from .defects import Defects
from .entries import COLUMNS, MANY_VALUED, Cells, Entries
from .shared import Row, SharedTables

Format = Literal["csv", "jsonl"]

AGENTS = words.words(
    "id type name acronym spellings part_of homepage siren publisher_type same_as description"
)
PLACES = words.words(
    "id name schema_type spellings description siren nuts within homepage same_as bbox"
)
SERIES = words.words("id schema_type title spellings description homepage")
CONCEPTS = words.words(
    "scheme id label_fr label_en spellings definition broader notation schema_type dcmi_type "
    "data_theme matches"
)


def write_folder(
    folder: Path,
    entries: int,
    *,
    seed: int = 1,
    format: Format = "csv",
    compressed: bool = False,
    defects: int = 0,
    kinds: Sequence[str] = (),
) -> None:
    """Write a catalogue folder; memory does not grow with the number of entries.

    Beside ``data/``, ``defects.csv`` lists each defect: the row (number in a spreadsheet, or line
    of the JSON Lines file), its column, its kind and the code of the finding it must give.

    Args:
        folder: where to write; ``data/`` in it is made, its tables replaced.
        entries: number of entries.
        seed: of the pseudo-random numbers.
        format: of the table of resources.
        compressed: whether that table is compressed by gzip.
        defects: number of entries that have a defect.
        kinds: names of the kinds of defects, all of them by default.

    Raises:
        ValueError: the defects asked for cannot be made.
    """
    shared = SharedTables(seed)
    spoilt = Defects(seed, entries, defects, shared, kinds)
    made = Entries(seed, shared, spoilt.keeps_id)
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    for old in data.glob("resources.*"):
        old.unlink()
    (data / "catalogue.toml").write_text(shared.settings, "utf-8")
    _write_table(data / "agents.csv", AGENTS, shared.agents)
    _write_table(data / "places.csv", PLACES, [place.row for place in shared.places])
    _write_table(data / "series.csv", SERIES, shared.series)
    _write_table(data / "concepts.csv", CONCEPTS, shared.concepts)
    with _opened(data / f"resources.{format}{'.gz' if compressed else ''}") as table:
        rows = _rows(made, spoilt, entries)
        if format == "csv":
            writer = csv.DictWriter(table, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        else:
            table.writelines(_json_line(row) for row in rows)
    first_row = 2 if format == "csv" else 1
    _write_table(
        folder / "defects.csv",
        ["row", "column", "kind", "code"],
        (
            {
                "row": str(number + first_row),
                "column": spoilt.kinds[name].column,
                "kind": name,
                "code": spoilt.kinds[name].code,
            }
            for number in range(entries if defects else 0)
            if (name := spoilt.of(number))
        ),
    )


def _rows(made: Entries, spoilt: Defects, entries: int) -> Iterator[Cells]:
    for number in range(entries):
        cells = made.cells(number)
        if name := spoilt.of(number):
            spoilt.kinds[name].spoil(cells)
        yield cells


def _json_line(cells: Cells) -> str:
    values = {
        column: text.split("; ") if column in MANY_VALUED and "; " in text else text
        for column, text in cells.items()
        if text
    }
    return json.dumps(values, ensure_ascii=False) + "\n"


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@contextmanager
def _opened(path: Path) -> Iterator[IO[str]]:
    if path.suffix != ".gz":
        with path.open("w", encoding="utf-8", newline="") as file:
            yield file
        return
    # No name and no time in the archive: the same entries give the same bytes.
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
        io.TextIOWrapper(packed, "utf-8", newline="") as file,
    ):
        yield file
