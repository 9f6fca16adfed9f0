"""What the mends of one meaning change in the files of a folder, before anything is written."""

import codecs
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.mending.delimited_text import (
    DELIMITERS,
    Cell,
    RowChange,
    cells_that_differ,
    replace_cells,
    rows_in,
)
from tressons_ld.catalogue.mending.mended_text import mended_text
from tressons_ld.catalogue.mending.one_meaning import only_mend
from tressons_ld.catalogue.tables.rows import file_errors
from tressons_ld.catalogue.tables.text_files import encoding_of
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding

_WRITABLE = (".csv", ".tsv")


class Mend(NamedTuple):
    """A finding, and what is to be written in place of its value."""

    finding: Finding
    text: str


@dataclass(frozen=True)
class MendedFile:
    """A file before and after.

    Attributes:
        file: its path from the catalogue folder.
        path: where it lies.
        before: its bytes as they were read.
        after: its bytes with the mends.
        encoding: of its text.
        rows: those that change.
        mends: what is written, by row.
    """

    file: str
    path: Path
    before: bytes
    after: bytes
    encoding: str
    rows: Sequence[RowChange]
    mends: Mapping[int, Sequence[Mend]]

    @property
    def cells(self) -> int:
        """Number of cells that change."""
        places = {mend.finding.location for mends in self.mends.values() for mend in mends}
        return len(places)


class MendingPlan(NamedTuple):
    """What is to be written, and the mends that only a person can write."""

    files: Sequence[MendedFile]
    by_hand: Sequence[Mend]


def mending_plan(folder: CatalogueFolder, findings: Iterable[Finding]) -> MendingPlan:
    """Return what the mends that have one meaning change.

    Args:
        folder: the catalogue folder.
        findings: what was found in it.

    Raises:
        FolderError: a file has changed since the folder was read, or cannot be read.
    """
    by_file: dict[str, list[Mend]] = {}
    by_hand: list[Mend] = []
    # A value with the sign that parts a house's values would be two.
    tables = folder.shared.settings.column_rules.values()
    signs = {rule.separator for rules in tables for rule in rules.values() if rule.separator}
    for found in findings:
        text = only_mend(found)
        if text is None or found.location is None:
            continue
        mend, file = Mend(found, text), found.location.file
        divides = any(sign in text for sign in signs)
        if not file.lower().endswith(_WRITABLE) or not found.location.cell or divides:
            by_hand.append(mend)
        else:
            by_file.setdefault(file, []).append(mend)
    files = []
    for file, mends in by_file.items():
        done, left = _mended(folder.path / file, file, mends)
        by_hand += left
        files += [done] if done else []
    folder.refuse_changed()
    by_hand.sort(key=lambda mend: mend.finding.sort_key)
    return MendingPlan(files, by_hand)


def _mended(path: Path, file: str, mends: Sequence[Mend]) -> tuple[MendedFile | None, list[Mend]]:
    """Return the file with the mends that can be written, and those that cannot."""
    if not path.is_file():
        # One of the tool's own, which a folder may have in another version.
        return None, list(mends)
    with file_errors(file):
        before = path.read_bytes()
        codec, _ = encoding_of(path, file)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    codec = "utf-8" if codec == "utf-8-sig" else codec
    text = before[len(mark) :].decode(codec, "surrogateescape")
    delimiter = max(DELIMITERS, key=lambda sign: len(_texts(text, sign, mends)))
    texts = _texts(text, delimiter, mends)
    left: list[Mend] = []
    written: dict[int, list[Mend]] = {}
    cells: dict[Cell, str] = {}
    for mend in mends:
        cell = _cell(mend)
        new = mended_text(cells.get(cell, texts[cell]), *mend) if cell in texts else None
        if new is None or not _encodes(mend.text, codec):
            left.append(mend)
            continue
        cells[cell] = new
        written.setdefault(cell[0], []).append(mend)
    after, rows = replace_cells(text, delimiter, cells)
    content = mark + after.encode(codec, "surrogateescape")
    same = _is_read_as(content, after, file)
    if not cells or not same or cells_that_differ(text, after, delimiter) != cells:
        return None, list(mends)
    return MendedFile(file, path, before, content, codec, rows, written), left


def _texts(text: str, delimiter: str, mends: Sequence[Mend]) -> dict[Cell, str]:
    """Return the texts of the cells that hold what was found in them."""
    wanted: dict[int, list[Mend]] = {}
    for mend in mends:
        wanted.setdefault(_cell(mend)[0], []).append(mend)
    texts = {}
    for row in rows_in(text, delimiter):
        for mend in wanted.get(row.number, ()):
            _, column = cell = _cell(mend)
            if column < len(row.cells):
                known = row.cells[column].of(text)
                if mended_text(known, *mend) is not None:
                    texts[cell] = known
    return texts


def _cell(mend: Mend) -> Cell:
    """Return the row and the column of an address such as ``AB12``."""
    place = mend.finding.location
    match = re.fullmatch("([A-Z]+)([0-9]+)", place.cell or "") if place else None
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column - 1


def _encodes(text: str, codec: str) -> bool:
    try:
        text.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _is_read_as(content: bytes, text: str, file: str) -> bool:
    """Return whether bytes will be read as the text: they alone tell their encoding."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "table"
        copy.write_bytes(content)
        try:
            codec, _ = encoding_of(copy, file)
        except FolderError:
            return False
    return content.decode(codec, "surrogateescape") == text
