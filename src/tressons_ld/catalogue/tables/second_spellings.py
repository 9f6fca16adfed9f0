"""Two things of one table whose names are perhaps two spellings of one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.spelling import LONGEST_NAME, Fingerprint, fingerprint, fold
from tressons_ld.catalogue.model import Row
from tressons_ld.findings.finding import Finding, finding

# What tells two things apart that are called alike, where both have it, and other values of it.
_TELLING = ("same_as", "matches", "siren", "homepage")


def second_spellings(
    things: Sequence[tuple[str, Row, Mapping[str, Any]]],
    columns: Sequence[Column],
    starts: Sequence[str],
) -> Iterator[Finding]:
    """Yield a remark for each thing that is perhaps an earlier one, spelt otherwise.

    Names are compared by their fingerprints, each once. Those that are equal as cells are read are
    left out: ``reference.name-shared`` tells of them. So are groups, a person and a body, and two
    things that a keeper told apart: by an address elsewhere, a web site or a number that differs.

    Args:
        things: the id, row and fields of each, in the order of the table.
        columns: those of the table.
        starts: where the paths of the things begin: of persons, the last.
    """
    naming = [column for column in columns if column.naming]
    named = {column.name for column in columns}
    telling = next(name for name in _TELLING if name in named)
    first: dict[Fingerprint, tuple[int, str]] = {}
    for number, (id, row, values) in enumerate(things):
        if values.get("members"):
            continue
        told = {number}
        for column in naming:
            for name in _all(values.get(column.path)):
                if len(name) > LONGEST_NAME:
                    continue
                written = fingerprint(name)
                earlier, other = first.setdefault(written, (number, name))
                if earlier in told or not any(written) or fold(other) == fold(name):
                    continue
                told.add(earlier)
                if not _told_apart(things[earlier][2], values):
                    start = starts[values.get("person", False)]
                    yield finding(
                        "reference.name-near",
                        row.at(column.name),
                        name,
                        other=other,
                        first=things[earlier][0],
                        second=id,
                        new=f"{start}{things[earlier][0]}",
                        old=f"{start}{id}",
                        column=telling,
                    )


def _told_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if one.get("person", False) != other.get("person", False):
        return True
    for name in _TELLING:
        of_one, of_other = set(_all(one.get(name))), set(_all(other.get(name)))
        if of_one and of_other and of_one.isdisjoint(of_other):
            return True
    return False


def _all(value: Any) -> Sequence[Any]:
    return (value,) if isinstance(value, str) else value or ()
