"""``data/additions.csv``: facts found later, each with its source, and what they change.

An addition fills an empty cell or adds a value to a column of several. Where a column of one value
is filled with another, the document's value stays and the addition is divergent.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tressons_ld.catalogue.iris import NAMES, PATHS
from tressons_ld.catalogue.model import (
    Addition,
    Row,
    Settings,
)
from tressons_ld.catalogue.tables.cells import (
    did_you_mean,
    parse_date,
    parse_url,
    tidied,
)
from tressons_ld.catalogue.tables.columns import Column
from tressons_ld.catalogue.tables.layouts import ADDITIONS
from tressons_ld.catalogue.tables.references import (
    Names,
    folded,
    nearest,
)
from tressons_ld.catalogue.tables.rows import find_table, open_table
from tressons_ld.findings.codes import finding
from tressons_ld.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line of additions.csv whose source, date and certainty have been read.

    Attributes:
        target: an entry's id, or the path of another thing: ``organisation/avise``.
        column: name of the column, as it stands.
        value: text for a cell of that column.
    """

    target: str
    column: str
    value: str
    source: str
    found_on: str
    certainty: str | None
    row: Row


def read_additions(
    folder: Path, settings: Settings, certainties: Names
) -> tuple[list[Proposal], list[Finding]]:
    """Return the additions in the order of the file, and what is wrong with the others.

    Args:
        folder: the catalogue folder.
        settings: its settings.
        certainties: names of the concepts that say how certain a fact is.
    """
    file = find_table(folder / "data", "additions", settings.files.get("additions"))
    if file is None:
        return [], []
    table = open_table(folder, f"data/{file}", ADDITIONS, settings.aliases)
    problems = list(table.findings)
    columns = [table.index(name) for name in ADDITIONS.columns]
    proposals = []
    names = (*table.names, "")
    for record in table.records():
        row = Row(table.header, record.number, record.line)
        cells, wrong = tidied(row, names, record.cells)
        problems += (*record.problems, *wrong)
        if record.problems:
            continue
        target, column, value, source, found_on, certainty = (cells[index] for index in columns)
        lacking = [name for name in ADDITIONS.required if not cells[table.index(name)]]
        problems += [finding("table.addition-incomplete", row.at(name), name) for name in lacking]
        read_source = source and parse_url(source, row, "source", problems)
        read_day = found_on and parse_date(found_on, row, "found_on", problems)
        read_certainty = (
            certainties.one(certainty, row, "certainty", problems) if certainty else None
        )
        if not lacking and read_source and read_day:
            proposals.append(
                Proposal(target, column, value, read_source, read_day, read_certainty, row)
            )
    return proposals, problems


def by_target(proposals: Iterable[Proposal]) -> dict[str, list[Proposal]]:
    """Return the additions of each thing, in the order of the file."""
    grouped: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        grouped.setdefault(proposal.target, []).append(proposal)
    return grouped


def unknown_target(proposal: Proposal, known: Iterable[str]) -> Finding:
    """Return the finding of an addition to a thing that is not in the catalogue."""
    names = list(known)
    _, id = PATHS.split(proposal.target)
    same_id = [name for name in names if PATHS.split(name)[1] == id]
    near = same_id or nearest(folded(proposal.target), {name: name for name in names})
    return finding(
        "reference.unknown-resource",
        proposal.row.at("resource"),
        proposal.target,
        suggestion=did_you_mean(*near),
    )


def apply(
    proposals: Sequence[Proposal],
    columns: Mapping[str, Column],
    values: dict[str, Any],
    problems: list[Finding],
) -> tuple[Addition, ...]:
    """Return the additions of one thing, after having completed its fields with them.

    Args:
        proposals: what was found about it.
        columns: the columns of its table, by name.
        values: its fields; they are completed.
        problems: what is wrong with the additions is added here.
    """
    additions: list[Addition] = []
    used: dict[str, int] = {}
    for proposal in proposals:
        column = columns.get(proposal.column)
        if column is None:
            near = nearest(folded(proposal.column), {name: name for name in columns})
            problems.append(
                finding(
                    "table.addition-column",
                    proposal.row.at("column"),
                    proposal.column,
                    suggestion=did_you_mean(*near),
                    columns=", ".join(columns),
                )
            )
            continue
        value: Any = proposal.value
        if column.parse is not None:
            value = column.parse(proposal.value, proposal.row, "value", problems)
            if value is None:
                continue
        for one in value if column.many else (value,):
            if one is None:
                continue
            divergent = _complete(values, column, one)
            name = f"{NAMES.addition}-{column.name.replace('_', '-')}"
            if column.many:
                name += "-" + hashlib.sha256(str(one).encode()).hexdigest()[:8]
            used[name] = used.get(name, 0) + 1
            additions.append(
                Addition(
                    column=column.name,
                    value=str(one),
                    source=proposal.source,
                    found_on=proposal.found_on,
                    certainty=proposal.certainty,
                    divergent=divergent,
                    name=name if used[name] == 1 else f"{name}-{used[name]}",
                    row=proposal.row,
                )
            )
    return tuple(additions)


def _complete(values: dict[str, Any], column: Column, value: Any) -> bool:
    """Complete a field with a value; return whether the field says otherwise and keeps its own."""
    if column.many:
        present = values.get(column.field, ())
        if column.parallel or value not in present:
            values[column.field] = (*present, value)
        return False
    return bool(values.setdefault(column.field, value) != value)
