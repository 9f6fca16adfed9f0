"""What became of the columns and values of a table that was adopted."""

from collections import Counter
from dataclasses import dataclass, field

from tressons_ld.catalogue.adoption.cell_readings import How, Reading

_EXAMPLES = 3

NOT_CARRIED = (How.REFUSED, How.NO_ROW, How.ITSELF)
"""What becomes of values that are told with their rows."""


@dataclass
class ColumnOutcome:
    """What became of the values of one column.

    Attributes:
        hows: how many values were read in each way.
        examples_not_carried: how values are not carried -> the first of them, each with its row.
        examples_read: how other values were read -> the first of them, each with what was written.
    """

    hows: Counter[How] = field(default_factory=Counter)
    examples_not_carried: dict[How, list[tuple[int, str]]] = field(default_factory=dict)
    examples_read: dict[How, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, row: int, text: str, reading: Reading) -> None:
        """Take note of a value."""
        self.hows[reading.how] += 1
        if reading.how in NOT_CARRIED:
            left = self.examples_not_carried.setdefault(reading.how, [])
            left += [(row, text)] if len(left) < _EXAMPLES else []
        elif reading.how is not How.KEPT:
            read = self.examples_read.setdefault(reading.how, [])
            read += [(text, reading.text)] if len(read) < _EXAMPLES else []


@dataclass
class Outcome:
    """What became of a table.

    Attributes:
        columns: index of a column of the table -> what became of its values.
        separators: index of a column -> the sign that parts its values.
        ids_kept: rows whose id is that of the table.
        ids_changed: rows whose id is made of the table's own.
        ids_of_titles: rows whose id is made of the title.
        keys_twice: rows whose key is an earlier row's too.
        grouped: rows that are a further file of an earlier one, or hold a further author of it.
        grouped_by: indexes of the columns that say so.
        grouped_values: whether it is not files that they hold.
        same: rows that repeat an earlier one word for word.
        differing: index of a column -> cells of such rows that say something else, and are left.
        skipped: numbers of rows without a title, and with next to nothing else.
        html: texts out of which tags were taken.
        characters: texts out of which characters were taken that nothing published can hold.
        without_file: column -> values that tell of a file where no address is given.
        second_values: column -> values beyond the one that it takes.
        other_languages: rows whose texts seem to be in another language than the catalogue.
        pages_as_files: addresses that are those of files, by their endings.
        titles_made: rows whose title is made of their description.
        drafts: rows that the table says are not ready to be published.
        untitled: rows without a title that tell something else, and are drafts.
        kinds_given: rows that were given the general kind.
        kind: that kind; empty where none was needed.
        no_description: rows without a description.
        themes_as_keywords: whether the themes are so many that they became keywords.
    """

    columns: dict[int, ColumnOutcome] = field(default_factory=dict)
    separators: dict[int, str] = field(default_factory=dict)
    ids_kept: int = 0
    ids_changed: int = 0
    ids_of_titles: int = 0
    keys_twice: int = 0
    grouped: int = 0
    grouped_by: list[int] = field(default_factory=list)
    grouped_values: bool = False
    same: int = 0
    differing: Counter[int] = field(default_factory=Counter)
    skipped: list[int] = field(default_factory=list)
    html: int = 0
    characters: int = 0
    without_file: Counter[str] = field(default_factory=Counter)
    second_values: Counter[str] = field(default_factory=Counter)
    other_languages: Counter[str] = field(default_factory=Counter)
    pages_as_files: int = 0
    titles_made: int = 0
    drafts: int = 0
    untitled: int = 0
    kinds_given: int = 0
    kind: str = ""
    no_description: int = 0
    themes_as_keywords: bool = False

    def value(self, index: int, row: int, text: str, reading: Reading) -> str:
        """Take note of a value, and return what is to be written."""
        self.columns.setdefault(index, ColumnOutcome()).add(row, text, reading)
        return reading.text
