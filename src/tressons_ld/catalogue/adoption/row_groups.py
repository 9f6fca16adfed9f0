"""Rows of one resource: its files, as portals export them, or its authors; rows there twice."""

from collections import Counter
from collections.abc import Hashable

from tressons_ld.catalogue.adoption.file_columns import OF_FILES
from tressons_ld.catalogue.adoption.heading_words import NAMES, meanings
from tressons_ld.catalogue.adoption.matched_columns import JOINED, MatchedColumns
from tressons_ld.catalogue.adoption.outcome import Outcome
from tressons_ld.catalogue.adoption.source import SourceRow, SourceTable
from tressons_ld.catalogue.columns.spelling import fold

_LEAST = 0.1
"""Share of the rows that must be further files of earlier ones, for rows to be files."""


def grouped_rows(
    table: SourceTable, matched: MatchedColumns, outcome: Outcome
) -> list[list[SourceRow]]:
    """Return the rows of each resource, in the order of the table.

    Args:
        table: the table.
        matched: what its columns give.
        outcome: what is found is noted there.
    """
    distinct: dict[tuple[str, ...], SourceRow] = {}
    for row in table.rows:
        distinct.setdefault(tuple(text.strip() for text in row.cells), row)
    outcome.same = len(table.rows) - len(distinct)
    rows = list(distinct.values())
    for key, least in ((_ids(matched), 0.0), (_columns_of_key(matched), _LEAST)):
        groups = _groups(rows, key)
        further = len(rows) - len(groups)
        if further >= max(1, least * len(rows)) and _are_files(groups, matched):
            break
    else:
        return _rows_of_values(rows, matched, outcome, _named_by_address(table, matched))
    outcome.grouped, outcome.grouped_by = further, key
    of_files = {index for column in OF_FILES for index in matched.columns.get(column, ())}
    of_files.update(matched.reasons)
    for first, *others in groups.values():
        for other in others:
            for index, (one, text) in enumerate(zip(first.cells, other.cells, strict=True)):
                if index not in of_files and text.strip() and text.strip() != one.strip():
                    outcome.differing[index] += 1
    return list(groups.values())


def _rows_of_values(
    rows: list[SourceRow], matched: MatchedColumns, outcome: Outcome, left: set[int]
) -> list[list[SourceRow]]:
    """Return the rows of each resource, together those of one id that differ in values alone."""
    key = [index for index in (matched.one("id"), matched.one("title")) if index is not None]
    several = {i for column in JOINED for i in matched.columns.get(column, ())} | left
    apart = [index for index in range(len(rows[0].cells) if rows else 0) if index not in several]
    made: list[list[SourceRow]] = []
    for group in _groups(rows, key if len(key) > 1 else []).values():
        alike = all(_cells(row, apart) == _cells(group[0], apart) for row in group)
        made += [group] if alike else [[row] for row in group]
    outcome.grouped = len(rows) - len(made)
    outcome.grouped_by, outcome.grouped_values = key, True
    return sorted(made, key=lambda group: group[0].number)


def _named_by_address(table: SourceTable, matched: MatchedColumns) -> set[int]:
    """Return the columns of names that are not carried: they hold addresses, which name nobody."""
    return {
        index
        for index in matched.reasons
        if any(meaning.column in NAMES for meaning in meanings(table.headings[index]))
    }


def _cells(row: SourceRow, indexes: list[int]) -> list[str]:
    return [row.cells[index].strip() for index in indexes]


def _groups(rows: list[SourceRow], key: list[int]) -> dict[Hashable, list[SourceRow]]:
    """Return the rows by what they have in the columns of the key; alone where one is empty."""
    groups: dict[Hashable, list[SourceRow]] = {}
    for place, row in enumerate(rows):
        # Two rows of a document may stand in one line, and have one number.
        values = tuple(fold(row.cells[index]) for index in key)
        groups.setdefault(values if values and all(values) else place, []).append(row)
    return groups


def _ids(matched: MatchedColumns) -> list[int]:
    """Return the columns of ids and of titles: a row of both is one resource, whatever its file."""
    id, title = matched.one("id"), matched.one("title")
    if id is None or title is None or matched.one("download_url") is None:
        return []
    return [id, title]


def _columns_of_key(matched: MatchedColumns) -> list[int]:
    """Return the columns whose values are those of the resource; none where rows are no files."""
    title, page = matched.one("title"), matched.one("landing_page")
    if title is None or matched.one("download_url") is None:
        return []
    if page is not None:
        return [title, page]
    others = [matched.one(column) for column in ("publisher", "description")]
    return (
        [title, *(index for index in others if index is not None)]
        if any(index is not None for index in others)
        else []
    )


def _are_files(groups: dict[Hashable, list[SourceRow]], matched: MatchedColumns) -> bool:
    """Return whether the rows of a group tell of different files."""
    index = matched.one("download_url")
    assert index is not None
    several = [group for group in groups.values() if len(group) > 1]
    told = Counter(
        len({row.cells[index].strip() for row in group}) == len(group) for group in several
    )
    return told[True] >= told[False]
