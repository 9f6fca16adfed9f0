"""What another version of the tool maps otherwise than the publication that is replaced."""

from collections.abc import Iterator, Mapping
from typing import Any

from tressons_ld.mapping.documentation import mapping_table


def mapping_lines() -> list[str]:
    """Return the lines of the table of the mapping, each after the class that it is about."""
    return list(dict.fromkeys(_lines(mapping_table())))


def mapping_changes(header: Mapping[str, Any]) -> list[str]:
    """Return what this version maps otherwise than an earlier publication.

    A line of the table of the mapping each, ``+`` or ``-`` and what it is about before it.

    Args:
        header: the first line of the manifest of that publication; one that holds no table tells
            nothing.
    """
    before, after = header.get("mapping"), mapping_lines()
    if not isinstance(before, list):
        return []
    gone = [f"- {line}" for line in before if line not in after]
    return gone + [f"+ {line}" for line in after if line not in before]


def _lines(table: str) -> Iterator[str]:
    about = ""
    for line in table.splitlines():
        if line.startswith("#"):
            about = line.lstrip("# ")
        elif line.startswith("| `"):
            yield f"{about} {line}"
