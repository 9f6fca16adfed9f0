"""``data/additions.csv``: facts found later, each with its source, and what they change.

An addition fills an empty cell or adds a value to a column of several. Where a column of one value
is filled with another, the document's value stays and the addition is divergent.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tressons_ld.catalogue.columns.cell_texts import Parser, clean_cells
from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.spelling import NearNames, did_you_mean, fold, nearest
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import ADDITIONS, Addition, Proposal, Row, Settings
from tressons_ld.catalogue.tables.opening import find_table, open_house_table
from tressons_ld.catalogue.tables.row_values import fields, plan, thing_of
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import quotation


def read_additions(
    folder: Path, settings: Settings, references: References
) -> tuple[list[Proposal], list[Finding]]:
    """Return the additions in the order of the file, and what is wrong with the others.

    Args:
        folder: the catalogue folder.
        settings: its settings.
        references: what cells may name: the concepts that say how certain a fact is.
    """
    file = find_table(folder / "data", ADDITIONS.name, settings.files.get(ADDITIONS.name))
    if file is None:
        return [], []
    table = open_house_table(folder, f"data/{file}", ADDITIONS, settings)
    problems = list(table.findings)
    full = plan(table, ADDITIONS.columns, references)
    required = [column for column in ADDITIONS.columns if column.required]
    proposals: list[Proposal] = []
    names, must = (*table.names, ""), ADDITIONS.required
    for record in table.records():
        row = Row(table.header, record.number, record.line)
        cells, wrong = clean_cells(row, names, record.cells, must)
        problems += (*record.problems, *wrong)
        if record.problems:
            continue
        lacking = [column.name for column in required if not cells[table.index(column.name)]]
        problems += [finding("table.addition-incomplete", row.at(name), name) for name in lacking]
        values = fields(full, row, cells, problems)
        if all(column.path in values for column in required):
            proposals.append(thing_of(ADDITIONS, values, row=row))
    return proposals, problems


def by_target(proposals: Iterable[Proposal]) -> dict[str, list[Proposal]]:
    """Return the additions of each thing, in the order of the file."""
    grouped: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        grouped.setdefault(proposal.target, []).append(proposal)
    return grouped


def unknown_targets(
    proposals: Mapping[str, Sequence[Proposal]], paths: Collection[str]
) -> Iterator[Finding]:
    """Yield a finding for each addition to a thing of the shared tables that is not there.

    Args:
        proposals: the additions, by their targets.
        paths: the paths of the things that are.
    """
    unknown = [target for target in proposals if target not in paths]
    if not unknown:
        return
    of_id: dict[str, list[str]] = {}
    for path in paths:
        of_id.setdefault(path.rpartition("/")[2], []).append(path)
    near = NearNames({path: path for path in paths})
    for target in unknown:
        meant = of_id.get(target.rpartition("/")[2]) or near.of(fold(target))
        for proposal in proposals[target]:
            yield unknown_target(proposal, meant)


def unknown_target(proposal: Proposal, candidates: Iterable[str]) -> Finding:
    """Return the finding of an addition to a thing that is not in the catalogue.

    Args:
        proposal: the addition.
        candidates: the things that may be meant.
    """
    return finding(
        "reference.unknown-resource",
        proposal.row.at("resource"),
        proposal.target,
        suggestion=did_you_mean(*candidates),
    )


class Completion(NamedTuple):
    """A column that an addition may fill, and how its value is read."""

    column: Column
    parse: Parser | None


def completions(layout: Layout, references: References) -> dict[str, Completion]:
    """Return the columns of a table that additions may fill, by name.

    Args:
        layout: of the table.
        references: what their cells may name.
    """
    return {
        column.name: Completion(column, column.parser(references))
        for column in layout.columns
        if not (column.key or column.editorial)
    }


def apply(
    proposals: Iterable[Proposal],
    columns: Mapping[str, Completion],
    values: dict[str, Any],
    problems: list[Finding],
    part: str,
) -> tuple[Addition, ...]:
    """Return the additions of one thing, after having completed its fields with them.

    Args:
        proposals: what was found about it.
        columns: the columns of its table that additions may fill, by name.
        values: its fields; they are completed.
        problems: what is wrong with the additions is added here.
        part: what their parts of the thing are called.
    """
    additions: list[Addition] = []
    used: Counter[str] = Counter()
    filled: dict[str, Proposal] = {}
    for proposal in proposals:
        if proposal.column not in columns:
            problems.append(_unknown_column(proposal, columns))
            continue
        column, parse = columns[proposal.column]
        value: Any = proposal.value
        if parse is not None:
            value = parse(proposal.value, proposal.row, "value", problems)
            if value is None:
                continue
        for one in value if column.many else (value,):
            if one is None:
                continue
            is_empty = column.path not in values
            divergent = _complete(values, column, one)
            if is_empty and not column.many:
                filled[column.path] = proposal
            elif divergent:
                published = values[column.path]
                problems.append(_divergence(proposal, filled.get(column.path), published))
            name = _part_name(part, column, one)
            used[name] += 1
            additions.append(
                Addition(
                    column=column.name,
                    attribute=column.attribute,
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


def _unknown_column(proposal: Proposal, columns: Mapping[str, Completion]) -> Finding:
    """Return the finding of an addition to a column that none may fill."""
    near = nearest(fold(proposal.column), {name: name for name in columns})
    return finding(
        "table.addition-column",
        proposal.row.at("column"),
        proposal.column,
        suggestion=did_you_mean(*near),
        columns=", ".join(columns),
    )


def _part_name(part: str, column: Column, value: Any) -> str:
    """Return the name of the part that a value adds to a thing: one of several has its digest."""
    name = f"{part}-{column.name.replace('_', '-')}"
    if column.many:
        name += "-" + hashlib.sha256(str(value).encode()).hexdigest()[:8]
    return name


def _divergence(proposal: Proposal, earlier: Proposal | None, published: Any) -> Finding:
    """Return the finding of an addition whose value is not the published one.

    Args:
        proposal: the addition.
        earlier: the addition that gave the published value; None where the document did.
        published: that value.
    """
    place = proposal.row.at("value")
    said = quotation(str(published))
    if earlier is None:
        return finding("table.addition-divergent", place, proposal.value, published=said)
    row, source = earlier.row.number, quotation(earlier.source)
    return finding(
        "table.additions-contradict",
        place,
        proposal.value,
        published=said,
        row=row,
        source=source,
    )


def _complete(values: dict[str, Any], column: Column, value: Any) -> bool:
    """Complete a field with a value; return whether the field says otherwise and keeps its own."""
    if column.many:
        present = values.get(column.path, ())
        if column.part or value not in present:
            values[column.path] = (*present, value)
        return False
    return bool(values.setdefault(column.path, value) != value)
