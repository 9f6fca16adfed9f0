"""Rows of a newer export that are those of the last one, though their key is another one.

A spreadsheet writes « 00012 » or « 12.0 » where it wrote « 12 », a column of keys goes, a title of
which an id was made is mended: the resource is the same, and its id was given for ever.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from tressons_ld.catalogue.adoption.ids_of_rows import ID_OF_TITLE
from tressons_ld.catalogue.adoption.proposed_things import distinct_id
from tressons_ld.catalogue.adoption.row_reader import AdoptedRow
from tressons_ld.catalogue.columns.spelling import fold
from tressons_ld.catalogue.model import RELATIONS

Cells = Mapping[str, str]

_PLACES = ("landing_page", "identifiers", "download_url")
"""Columns that tell one resource from another one of its title."""


def keep_ids(rows: Sequence[AdoptedRow], last: Mapping[str, Cells]) -> int:
    """Give rows that were there before, under another key, the ids that they had.

    Known are those of one title, date and place; then those of one date and place, whose title
    changed. No row is, where several are alike. An id made of a title is that of the row which had
    it, though another row of that title now stands before it.

    Args:
        rows: of the newer export; their ids, and those that their relations name, are changed.
        last: id -> cells of the last one.

    Returns:
        how many rows keep the id that they had.
    """
    keys = {row.cells["id"] for row in rows if ID_OF_TITLE not in row.notes}
    before = {id: cells for id, cells in last.items() if id not in keys}
    after = {row.cells["id"]: row.cells for row in rows if row.cells["id"] not in keys & {*last}}
    ids: dict[str, str] = {}
    for likeness in (_title_and_place, _place):
        had, has = _alone(before.items(), likeness), _alone(after.items(), likeness)
        for key in had.keys() & has.keys():
            ids[has[key]] = had[key]
            del before[had[key]], after[has[key]]
    taken = {*last, *keys, *ids.values()}
    for id in after:
        if id in ids.values():
            ids[id] = distinct_id(id, dict.fromkeys(taken))
            taken.add(ids[id])
    for row in rows:
        row.cells["id"] = ids.get(row.cells["id"], row.cells["id"])
        for column in RELATIONS:
            if text := row.cells.get(column.name):
                named = (ids.get(one, one) for one in text.split("; "))
                row.cells[column.name] = "; ".join(named)
    return sum(id != kept and kept in last for id, kept in ids.items())


def _title_and_place(cells: Cells) -> tuple[str, ...]:
    title = fold(cells.get("title", ""))
    return (title, cells.get("issued", ""), *_places(cells)) if title else ()


def _place(cells: Cells) -> tuple[str, ...]:
    places = _places(cells)
    return (cells.get("issued", ""), *places) if any(places) else ()


def _places(cells: Cells) -> tuple[str, ...]:
    return tuple(cells.get(column, "") for column in _PLACES)


def _alone(
    rows: Iterable[tuple[str, Cells]], likeness: Callable[[Cells], tuple[str, ...]]
) -> dict[tuple[str, ...], str]:
    """Return the ids of the rows that no other one is like."""
    found: dict[tuple[str, ...], list[str]] = {}
    for id, cells in rows:
        if key := likeness(cells):
            found.setdefault(key, []).append(id)
    return {key: ids[0] for key, ids in found.items() if len(ids) == 1}
