"""Which column of ours each column of a table gives: by its heading, and by what its cells hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tressons_ld.catalogue.adoption.agent_names import are_persons
from tressons_ld.catalogue.adoption.cell_readings import How, ValueReader, without_address
from tressons_ld.catalogue.adoption.file_columns import file_columns, key_of_values
from tressons_ld.catalogue.adoption.fitting_columns import (
    ADDRESS_ALONE,
    LEAST_READ,
    NO_PLACE,
    SAMPLE,
    unfit,
)
from tressons_ld.catalogue.adoption.heading_words import (
    AUTHORS,
    IDENTIFIERS,
    PARTLY_KNOWN,
    Meaning,
    carried_columns,
    may_be_page,
    meanings,
    speaks_of_authors,
    speaks_of_title,
)
from tressons_ld.catalogue.adoption.identifier_columns import identifiers_in
from tressons_ld.catalogue.adoption.source import SourceTable
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.findings.errors import SettingsError
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

_NEARLY_ALL = 0.98
"""Share of the rows that a column of ids tells apart, which so goes before one that does not."""
JOINED = frozenset(column.name for column in RESOURCES.columns if column.many and not column.part)
"""Columns that several columns of a table may give."""
_MOST_OF_PAGES = 0.8
"""Share of the cells of a column that must be addresses, each its own, for it to give pages."""
_OF_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|avif|bmp|tiff?)(?:[?#].*)?$", re.IGNORECASE)
_QUANTITY = re.compile(r"[0-9]+(?:[.,][0-9]+)?\s*[^\W\d]{0,10}\.?")
_ONE_AFTER_THE_OTHER = frozenset(["issued", "landing_page"])
"""Columns of one value that another column of the table may give where the first one is empty."""

OTHER = sentence("adoption.given-by-another")
OF_FILES_ALONE = sentence("adoption.of-each-file")
AS_SAID = sentence("adoption.as-you-said")


@dataclass
class MatchedColumns:
    """The columns of a table and what they give.

    Attributes:
        columns: column of ours -> the indexes of those that give it.
        guessed: indexes of the columns that their cells tell, not their headings.
        empty: indexes of those without any text.
        reasons: index of each column that is not carried -> why.
    """

    columns: dict[str, list[int]] = field(default_factory=dict)
    guessed: list[int] = field(default_factory=list)
    empty: list[int] = field(default_factory=list)
    reasons: dict[int, Text] = field(default_factory=dict)

    def one(self, column: str) -> int | None:
        """Return the index of the column that gives one of ours, or None."""
        found = self.columns.get(column)
        return found[0] if found else None


def matched_columns(
    table: SourceTable, references: References, user_columns: Mapping[str, str] | None = None
) -> MatchedColumns:
    """Return which column of ours each column of a table gives.

    Args:
        table: the table.
        references: the codes that cells may hold.
        user_columns: heading -> column, as the user says; "" for one that is not to be carried.

    Raises:
        SettingsError: the user names a heading that is not there, or a column that does not exist.
    """
    return _Matching(table, references).matched(user_columns or {})


class _Matching:
    def __init__(self, table: SourceTable, references: References) -> None:
        self._table = table
        self._references = references
        self._texts = [list(table.filled(index)) for index in range(len(table.headings))]
        self._found = MatchedColumns()
        self._of_files: frozenset[int] = frozenset()

    def matched(self, user_columns: Mapping[str, str]) -> MatchedColumns:
        table, found = self._table, self._found
        found.empty = [index for index, texts in enumerate(self._texts) if not texts]
        said, of_files = self._said(user_columns), file_columns(table)
        if of_files is not None:
            for index, column in ((of_files.key, "id"), (of_files.address, "download_url")):
                if column not in said.values():
                    said.setdefault(index, column)
            self._of_files = of_files.others - {*said, *found.empty}
        elif "id" not in said.values() and (key := key_of_values(table)) is not None:
            said.setdefault(key, "id")
        for index, column in said.items():
            if column:
                found.columns.setdefault(column, []).append(index)
        wanted: list[tuple[Meaning, int]] = []
        for index, heading in enumerate(table.headings):
            if index not in {*said, *found.empty, *self._of_files} and heading:
                wanted += [
                    (meaning, index)
                    for meaning in meanings(heading)
                    if meaning.column != IDENTIFIERS
                ]
        taken = {*said, *found.empty, *self._of_files}
        for meaning, index in sorted(wanted, key=self._order):
            column = meaning.column
            if index in taken:
                continue
            if column in found.columns and column not in JOINED | _ONE_AFTER_THE_OTHER:
                found.reasons.setdefault(index, OTHER if meaning.rank < PARTLY_KNOWN else NO_PLACE)
                continue
            reason = self._unfit(column, index)
            if reason is not None:
                found.reasons[index] = reason
                continue
            found.columns.setdefault(column, []).append(index)
            taken.add(index)
            found.reasons.pop(index, None)
        for column, indexes in found.columns.items():
            if column not in _ONE_AFTER_THE_OTHER:
                indexes.sort()
        if "title" not in found.columns:
            self._guess_title(taken)
        self._other_titles(taken)
        if not {AUTHORS, "persons", "organisations"} & found.columns.keys():
            self._guess_authors(taken)
        if not {"landing_page", "download_url"} & found.columns.keys():
            self._guess_page(taken)
        self._identifiers(said, taken)
        for index in range(len(table.headings)):
            if index not in taken:
                found.reasons.setdefault(index, NO_PLACE)
        found.reasons = {
            index: found.reasons[index] for index in sorted(found.reasons) if index not in taken
        }
        found.reasons |= dict.fromkeys(sorted(self._of_files), OF_FILES_ALONE)
        found.reasons |= {index: AS_SAID for index, column in said.items() if not column}
        return found

    def _order(self, wanted: tuple[Meaning, int]) -> tuple[bool, int, int]:
        """Return how early a meaning is taken: of ids, first that of a column that has them all."""
        meaning, index = wanted
        different = len(set(self._texts[index]))
        apart = meaning.column != "id" or different >= _NEARLY_ALL * len(self._table.rows)
        return not apart, meaning.rank, index

    def _identifiers(self, said: Mapping[int, str], taken: set[int]) -> None:
        """Take the columns of identifiers that others give, also those that give the id or a page.

        An ISBN may well be the id of a book, and a DOI lead to its page: it says more than that.
        """
        for index, heading in enumerate(self._table.headings):
            if index in {*said, *self._found.empty, *self._of_files} or not heading:
                continue
            if not any(meaning.column == IDENTIFIERS for meaning in meanings(heading)):
                continue
            reader = ValueReader(RESOURCES[IDENTIFIERS], self._references)
            texts = self._texts[index]
            read = [
                reading.how is not How.REFUSED
                for text in texts[:: max(1, len(texts) // SAMPLE)]
                for _, reading in identifiers_in(text, heading, reader)
            ]
            if sum(read) >= LEAST_READ * len(read):
                self._found.columns.setdefault(IDENTIFIERS, []).append(index)
                taken.add(index)

    def _unfit(self, column: str, index: int) -> Text | None:
        table = self._table
        return unfit(
            column, self._texts[index], table.headings[index], len(table.rows), self._references
        )

    def _said(self, user_columns: Mapping[str, str]) -> dict[int, str]:
        said: dict[int, str] = {}
        for heading, column in user_columns.items():
            if column and column not in carried_columns():
                known = ", ".join(carried_columns())
                raise SettingsError("settings.no-such-column", column=column, known=known)
            named = [i for i in range(len(self._table.headings)) if self._table.name(i) == heading]
            if not named:
                raise SettingsError("settings.no-such-heading", heading=heading)
            said.update(dict.fromkeys(named, column))
        return said

    def _guess_page(self, taken: set[int]) -> None:
        """Take for the page the first column of addresses, most of which are another one each."""
        for index, texts in enumerate(self._texts):
            if index in taken or not texts or not may_be_page(self._table.headings[index]):
                continue
            addresses = {text for text in texts if ADDRESS_ALONE.fullmatch(text)}
            pages = {text for text in addresses if not _OF_IMAGE.search(text)}
            if len(pages) > _MOST_OF_PAGES * len(texts):
                self._found.columns["landing_page"] = [index]
                self._found.guessed.append(index)
                taken.add(index)
                return

    def _guess_authors(self, taken: set[int]) -> None:
        """Take for the authors the first column whose heading and cells speak of some."""
        for index, texts in enumerate(self._texts):
            if index in taken or not texts or not speaks_of_authors(self._table.headings[index]):
                continue
            if are_persons(texts[:: max(1, len(texts) // SAMPLE)]):
                self._found.columns[AUTHORS] = [index]
                self._found.guessed.append(index)
                taken.add(index)
                return

    def _other_titles(self, taken: set[int]) -> None:
        """Take other columns of titles where the first has none: a chapter has, or its book."""
        titles = self._found.columns["title"]
        rows = [row for row in self._table.rows if not row.cells[titles[0]].strip()]
        for index, heading in enumerate(self._table.headings):
            if index in taken or not speaks_of_title(heading, alone=True):
                continue
            if any(row.cells[index].strip() for row in rows):
                titles.append(index)
                self._found.guessed.append(index)
                taken.add(index)

    def _guess_title(self, taken: set[int]) -> None:
        """Take for the title the column whose texts tell most rows apart, and are no long ones."""
        rows = len(self._table.rows)

        def fitness(index: int) -> float:
            texts = self._texts[index]
            length = sum(len(without_address(text)) for text in texts) / len(texts)
            letters = sum(any(map(str.isalpha, text)) for text in texts)
            # A title is rarely one word: a code is.
            words = sum(" " in text for text in texts) / len(texts)
            if "://" in without_address(texts[0]) or letters < 0.8 * len(texts) or length < 5:
                return 0
            # Of two that tell as many, the first.
            share = len(set(texts)) / rows * (1 if length <= 200 else 0.5)
            amounts = sum(map(bool, map(_QUANTITY.fullmatch, texts)))
            named = speaks_of_title(self._table.headings[index])
            share *= 0 if amounts > LEAST_READ * len(texts) else 2 if named else 1
            return share * (0.5 + words / 2) - index / 1000

        free = [i for i, texts in enumerate(self._texts) if texts and i not in taken]
        named = [i for i in free if speaks_of_title(self._table.headings[i], alone=True)]
        # Of a chapter and its book, the first; the other one where there is none.
        fit = (index for index in named if fitness(index) > LEAST_READ)
        best = next(fit, max(free, key=fitness, default=None))
        if best is None or fitness(best) < 0.3:
            best = self._found.one("description")
            if best is None:
                raise SettingsError(
                    "settings.no-title",
                    headings=", ".join(filter(None, self._table.headings))[:500],
                )
            del self._found.columns["description"]
        self._found.columns["title"] = [best]
        self._found.guessed.append(best)
        taken.add(best)
