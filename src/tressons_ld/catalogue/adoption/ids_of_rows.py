"""Ids for the rows of a table: those that it has, or else slugs of the titles."""

from collections.abc import Mapping, Sequence

from tressons_ld.catalogue.adoption.cell_readings import How, Reading
from tressons_ld.catalogue.adoption.heading_words import IDENTIFIERS
from tressons_ld.catalogue.adoption.matched_columns import MatchedColumns
from tressons_ld.catalogue.adoption.outcome import Outcome
from tressons_ld.catalogue.adoption.proposed_things import distinct_id, proposed_id
from tressons_ld.catalogue.adoption.row_reader import AdoptedRow, RowReader
from tressons_ld.catalogue.adoption.source import SourceRow
from tressons_ld.catalogue.columns.ids import is_id, slug
from tressons_ld.catalogue.columns.resource_ids import RESOURCE_OR_URL
from tressons_ld.catalogue.model import RELATIONS
from tressons_ld.findings.messages import sentence

ID_OF_TITLE = sentence("adoption.id-from-title")


def id_of_key(text: str) -> str:
    """Return the id that a key of the table gives, or the empty text."""
    made = slug(text) if len(text) <= 100 else ""
    return made if is_id(made) else ""


def id_of_title(title: str, year: str, ids: Mapping[str, object]) -> str:
    """Return an id made of a title; where another has it, the year behind it, at last a number."""
    made = proposed_id(title, "ressource")
    if made in ids and year:
        made = f"{made}-{year[:4]}"
    return distinct_id(made, ids)


def give_ids(
    rows: Sequence[tuple[SourceRow, AdoptedRow]], matched: MatchedColumns, outcome: Outcome
) -> dict[str, str]:
    """Give each row its id: the table's own, where it has one that no other row has, or a new one.

    Args:
        rows: of the table, and what they became.
        matched: what the columns of the table give.
        outcome: what becomes of keys is noted there.

    Returns:
        the ids, by themselves.
    """
    index = matched.one("id")
    ids: dict[str, str] = {}
    waiting = []
    for row, made in rows:
        key = row.cells[index].strip() if index is not None else ""
        id = id_of_key(key) if key else ""
        if id and id not in ids:
            ids[id] = made.cells["id"] = id
            if id == key:
                outcome.ids_kept += 1
            else:
                outcome.ids_changed += 1
        else:
            outcome.keys_twice += bool(id)
            waiting.append(made)
    for made in waiting:
        names = (made.cells.get(column) for column in ("title", "landing_page", IDENTIFIERS))
        title = next(filter(None, names), "")
        id = id_of_title(title, made.cells.get("issued", ""), ids)
        ids[id] = made.cells["id"] = id
        made.notes.insert(0, ID_OF_TITLE)
        outcome.ids_of_titles += 1
    return ids


def give_relations(
    rows: Sequence[tuple[SourceRow, AdoptedRow]],
    ids: Mapping[str, str],
    reader: RowReader,
) -> None:
    """Take from the table which rows name which, where they are known by keys or addresses."""
    for column in RELATIONS:
        for row, made in rows:
            named: dict[str, None] = {}
            for index in reader.matched.columns.get(column.name, ()):
                for text in filter(None, (each.strip() for each in row.cells[index].split(";"))):
                    if column.datatype is RESOURCE_OR_URL and "://" in text:
                        reading = reader.reader("landing_page").read(text)
                        own = reading.text and reading.text == made.cells.get("landing_page")
                    else:
                        id = id_of_key(text)
                        reading = Reading(id, How.KEPT) if id in ids else Reading("", How.NO_ROW)
                        own = reading.text == made.cells["id"]
                    if own:
                        reading = Reading("", How.ITSELF)
                    named[reader.outcome.value(index, row.number, text, reading)] = None
            if kept := [each for each in named if each]:
                made.cells[column.name] = "; ".join(kept)
