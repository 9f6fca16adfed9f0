"""What a table was when it was last imported, is here, and is in a newer export -> one table.

The three of a cell: where only the export changed, its value is taken; where only the folder did,
the folder's; where both did, and not alike, the folder's stays and the difference is a conflict.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

Cells = Mapping[str, str]


class Fate(Enum):
    """What a newer export makes of a row or of a cell."""

    ADDED = "the row is new there"
    REMOVED = "the row is there no more"
    CHANGED = "the cell changed there"
    BOTH_CHANGED = "the cell changed there and here"
    REMOVED_CHANGED_HERE = "the row is there no more, and changed here"
    CHANGED_REMOVED_HERE = "the row changed there, and is here no more"

    @property
    def conflict(self) -> bool:
        """Whether a person must say what is right: nothing is changed here."""
        return self in (
            Fate.BOTH_CHANGED,
            Fate.REMOVED_CHANGED_HERE,
            Fate.CHANGED_REMOVED_HERE,
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between the folder and a newer export.

    Attributes:
        id: of the row.
        fate: what the export makes of it.
        column: of the cell; empty for the row.
        before: its text at the last import.
        here: in the folder.
        there: in the export.
    """

    id: str
    fate: Fate
    column: str = ""
    before: str = ""
    here: str = ""
    there: str = ""


@dataclass
class MergedRows:
    """The rows that a table becomes.

    Attributes:
        rows: they, those of the folder in their order, then the new ones.
        differences: in the order of the rows.
        new_texts: column -> the texts that come from the export.
    """

    rows: list[dict[str, str]] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    new_texts: dict[str, set[str]] = field(default_factory=dict)

    def take(self, column: str, text: str) -> None:
        """Take note of a text that comes from the export."""
        if text:
            self.new_texts.setdefault(column, set()).add(text)


def merged_rows(
    base: Mapping[str, Cells],
    here: Iterable[Cells],
    there: Mapping[str, Cells],
    columns: Sequence[str],
) -> MergedRows:
    """Return the rows of the folder with what a newer export changes.

    Args:
        base: id -> cells of the last import.
        here: the rows of the folder, with all their cells.
        there: id -> cells of the export.
        columns: those that an import gives, but for the id.
    """
    made, met = MergedRows(), set()
    for row in here:
        id = row.get("id", "")
        met.add(id)
        before, new = base.get(id), there.get(id)
        if new is not None:
            made.rows.append(_merged_row(id, before or {}, row, new, columns, made))
        elif before is None:
            made.rows.append(dict(row))
        elif any(row.get(name, "") != before.get(name, "") for name in columns):
            made.rows.append(dict(row))
            made.differences.append(Difference(id, Fate.REMOVED_CHANGED_HERE))
        else:
            made.differences.append(Difference(id, Fate.REMOVED, here=row.get("title", "")))
    for id, new in there.items():
        if id in met:
            continue
        before = base.get(id)
        if before is None:
            made.rows.append(dict(new))
            made.differences.append(Difference(id, Fate.ADDED, there=new.get("title", "")))
            for name in columns:
                made.take(name, new.get(name, ""))
        elif any(new.get(name, "") != before.get(name, "") for name in columns):
            made.differences.append(Difference(id, Fate.CHANGED_REMOVED_HERE))
    return made


def _merged_row(
    id: str, before: Cells, here: Cells, there: Cells, columns: Sequence[str], made: MergedRows
) -> dict[str, str]:
    row = dict(here)
    for name in columns:
        old, own, new = (cells.get(name, "") for cells in (before, here, there))
        if new in (old, own):
            continue
        if own == old:
            row[name] = new
            made.take(name, new)
            fate = Fate.CHANGED
        else:
            fate = Fate.BOTH_CHANGED
        made.differences.append(Difference(id, fate, name, old, own, new))
    return row
