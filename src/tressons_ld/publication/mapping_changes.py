"""What another version of the tool maps otherwise than the publication that is replaced."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from tressons_ld.mapping.documentation import mapping_table
from tressons_ld.publication.manifest import FILE


def mapping_lines() -> list[str]:
    """Return the lines of the table of the mapping, each after the class that it is about."""
    return list(dict.fromkeys(_lines(mapping_table())))


def mapping_changes(output: Path) -> list[str]:
    """Return what this version maps otherwise than the publication in a folder, if there is one.

    A line of the table of the mapping each, ``+`` or ``-`` and what it is about before it.
    """
    before, after = _mapping_of(output), mapping_lines()
    if not before:
        return []
    gone = [f"- {line}" for line in before if line not in after]
    return gone + [f"+ {line}" for line in after if line not in before]


def _mapping_of(output: Path) -> Sequence[str]:
    with suppress(OSError, ValueError, KeyError, TypeError), (output / FILE).open("rb") as file:
        header = json.loads(file.readline())
        return list(map(str, header["fingerprints"]["mapping"]))
    return ()


def _lines(table: str) -> Iterator[str]:
    about = ""
    for line in table.splitlines():
        if line.startswith("#"):
            about = line.lstrip("# ")
        elif line.startswith("| `"):
            yield f"{about} {line}"
