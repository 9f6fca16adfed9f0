"""What lies in the folder of the tables under another name than the one that is read."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tressons_ld.catalogue.columns.spelling import fold, nearest, without_accents
from tressons_ld.catalogue.tables.rows import SUFFIXES
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

# What other programs save a table as: it is read once it is saved as one of ours.
_OF_OTHERS = (".xls", ".xlsm", ".xlsb", ".xltx", ".fods", ".ots", ".numbers", ".sxc")
# An object whose first keys hold other things than cells: ``{"count": 2, "results": [{``.
_ROWS_WITHIN = re.compile(
    r'\{(?:\s*"[^"]*"\s*:\s*(?:[0-9a-z.]+|"[^"]*")\s*,)*\s*"[^"]*"\s*:\s*\[\s*\{'
)
_LONGEST_LINE = 4096
_LOCK_FILE = "identities.csv"
_TEXTS = (".csv.txt", ".tsv.txt", ".txt", ".json", ".ndjson", ".tab")


def names_in(data: Path) -> list[str]:
    """Return the names in a folder, but for those that programs keep."""
    try:
        return [name for name in sorted(os.listdir(data)) if name[0] not in ".~"]
    except (OSError, ValueError):
        return []


def files_in(data: Path) -> list[str]:
    """Return the names of the files of a folder, but for those that programs keep."""
    return [name for name in names_in(data) if (data / name).is_file()]


def look_alikes(data: Path, name: str, others: frozenset[str]) -> Iterator[tuple[str, Text]]:
    """Yield the files that may hold a table under another name, with what is to be done with each.

    Args:
        data: the folder of the tables.
        name: of the table, ``resources``.
        others: the names of the other tables.
    """
    for file in files_in(data):
        stem, suffix = _parted(file)
        if not suffix or file == _LOCK_FILE or _meant(stem, {name, *others}) in others:
            continue
        if suffix in _OF_OTHERS:
            yield (
                file,
                sentence("folder.save-as-workbook", name=name),
            )
        elif suffix in _TEXTS:
            yield file, _renamed(data / file, name, suffix)
        else:
            named = f'[files] {name} = "{file}"'
            yield (
                file,
                sentence("folder.rename-or-name", name=name, suffix=suffix, named=named),
            )


def _renamed(path: Path, name: str, suffix: str) -> Text:
    """Return what is to be done with a text, which is read once its name says what it is."""
    if "json" in suffix and _wraps_its_rows(path):
        return sentence("folder.write-objects", name=name)
    better = name + (".tsv" if suffix in (".tab", ".tsv.txt") else ".csv")
    better = f"{name}.jsonl" if "json" in suffix else better
    return sentence("folder.rename", better=better)


def _wraps_its_rows(path: Path) -> bool:
    """Return whether a file of JSON is an object, of which a key holds the rows or its lines are.

    What is a list of objects, or begins with an object on one line, is read as it stands.
    """
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            line = file.readline(_LONGEST_LINE).strip()
        return line == "{" or bool(_ROWS_WITHIN.match(line))
    except OSError:
        return False


def is_named_like(file: str, name: str) -> bool:
    """Return whether a file bears the name of a table, but for its case, a number or its ending.

    >>> [is_named_like(file, "agents") for file in ("Agents (1).csv", "agents.xls", "notes.csv")]
    [True, True, False]
    """
    return _meant(_parted(file)[0], {name}) == name


def _parted(file: str) -> tuple[str, str]:
    """Return the name of a file and its ending in small letters; "" for one that is no table.

    >>> _parted("Resources (1).CSV"), _parted("a.csv.txt"), _parted("README.md")
    (('Resources (1)', '.csv'), ('a', '.csv.txt'), ('README.md', ''))
    """
    small = file.lower()
    endings = [each for each in (*SUFFIXES, *_OF_OTHERS, *_TEXTS) if small.endswith(each)]
    if not endings:
        return file, ""
    ending = max(endings, key=len)
    return file[: -len(ending)], ending


def _meant(stem: str, names: set[str]) -> str | None:
    """Return the table whose name a file bears, or nearly bears."""
    words = "".join(c if c.isalpha() else " " for c in without_accents(fold(stem))).split()
    if not words:
        return None
    if words[0] in names:
        return words[0]
    return next(iter(nearest(words[0], {name: name for name in sorted(names)})), None)
