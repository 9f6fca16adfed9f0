"""What the mends of one meaning change in the files of a folder, before anything is written."""

import codecs
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.mending.in_cells import mend_cells
from tressons_ld.catalogue.mending.in_lines import mend_json_lines, mend_settings
from tressons_ld.catalogue.mending.mend import Mend, MendedText, Mender
from tressons_ld.catalogue.mending.mended_text import READ_SO
from tressons_ld.catalogue.mending.one_meaning import only_mend
from tressons_ld.catalogue.tables.rows import file_errors
from tressons_ld.catalogue.tables.text_files import encoding_of
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding

# A workbook and a compressed table are none of them.
_MENDERS: Mapping[str, Mender] = {
    ".csv": mend_cells,
    ".tsv": mend_cells,
    ".jsonl": mend_json_lines,
    ".toml": mend_settings,
}


@dataclass(frozen=True)
class MendedFile:
    """A file before and after.

    Attributes:
        file: its path from the catalogue folder.
        path: where it lies.
        before: its bytes as they were read.
        after: its bytes with the mends.
        text: what changes in its text.
    """

    file: str
    path: Path
    before: bytes
    after: bytes
    text: MendedText

    @property
    def cells(self) -> int:
        """Number of cells that change."""
        places = {mend.finding.location for mends in self.text.mends.values() for mend in mends}
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
        if any(sign in text for sign in signs):
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
    mender = _MENDERS.get(path.suffix.lower())
    # One of the tool's own files, which a folder may have in another version, is not there.
    if mender is None or not path.is_file():
        return None, list(mends)
    with file_errors(file):
        before = path.read_bytes()
        codec, _ = encoding_of(path, file)
    mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
    codec = "utf-8" if codec == "utf-8-sig" else codec
    text = before[len(mark) :].decode(codec, "surrogateescape")
    encoded = [mend for mend in mends if _encodes(mend.text, codec)]
    # What is read already comes first: what another mend would repeat is seen.
    encoded.sort(key=lambda mend: mend.finding.code != READ_SO)
    done = mender(text, encoded)
    if done is None:
        return None, list(mends)
    content = mark + done.text.encode(codec, "surrogateescape")
    if not _is_read_as(content, done.text, file):
        return None, list(mends)
    written = {id(mend) for row in done.mends.values() for mend in row}
    left = [mend for mend in mends if id(mend) not in written]
    return MendedFile(file, path, before, content, done), left


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
