"""A table as its owner keeps it -> the rows of a catalogue, and the things that they name."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from tressons_ld.catalogue.adoption.cell_readings import How, ValueReader
from tressons_ld.catalogue.adoption.heading_words import IDENTIFIERS
from tressons_ld.catalogue.adoption.ids_of_rows import give_ids, give_relations
from tressons_ld.catalogue.adoption.keeper_answers import NO_ANSWERS, KeeperAnswers
from tressons_ld.catalogue.adoption.matched_columns import MatchedColumns, matched_columns
from tressons_ld.catalogue.adoption.named_things import NamedThings
from tressons_ld.catalogue.adoption.outcome import Outcome
from tressons_ld.catalogue.adoption.proposed_things import Agents, Kinds, Thing, Things
from tressons_ld.catalogue.adoption.row_files import PagesAndFiles
from tressons_ld.catalogue.adoption.row_groups import grouped_rows
from tressons_ld.catalogue.adoption.row_reader import AdoptedRow, RowReader
from tressons_ld.catalogue.adoption.source import SourceRow, SourceTable
from tressons_ld.catalogue.adoption.subtitles import with_whole_titles
from tressons_ld.catalogue.adoption.text_language import (
    language_of,
    latin_language,
    other_language,
)
from tressons_ld.catalogue.columns.datatypes import URL, Choice, CodeOf, Lexical, Words
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.row_status import DRAFT
from tressons_ld.catalogue.model import RESOURCES, Authorities
from tressons_ld.findings.messages import sentence

_LONGEST_TITLE = 120
_TEXTS = tuple(
    column.name
    for column in RESOURCES.columns
    if isinstance(column.datatype, Words) and not (column.many or column.part)
)
_VALUES = tuple(
    column.name
    for column in RESOURCES.columns
    if isinstance(column.datatype, Lexical | CodeOf | Choice)
    and column.datatype is not URL
    and not (column.many or column.part or column.key)
)
"""The columns of one value that names no thing of the catalogue."""

_TELLING = frozenset([IDENTIFIERS, "landing_page", "download_url"])
"""The columns of which one alone tells what a row without a title is."""

LANGUAGE_OF_TEXT = sentence("adoption.language-guessed")
TITLE_TO_WRITE = sentence("adoption.draft-untitled")
TITLE_MADE = sentence("adoption.title-from-description")
FILES_JOINED = sentence("adoption.rows-joined")


@dataclass
class AdoptedTable:
    """A table that was adopted.

    Attributes:
        table: the table.
        matched: what its columns give.
        language: of the catalogue.
        language_told: whether its texts or cells tell it.
        rows: of the table of resources.
        outcome: what became of columns and values.
        answers: what was said, in the place of guesses.
    """

    table: SourceTable
    matched: MatchedColumns
    language: str
    language_told: bool
    rows: list[AdoptedRow]
    outcome: Outcome
    agents: Agents
    kinds: Kinds
    concepts: Mapping[str, Things]
    places: Things
    series: Things
    publisher: Thing | None
    answers: KeeperAnswers = NO_ANSWERS


def adopt(
    table: SourceTable,
    authorities: Authorities,
    *,
    language: str,
    user_columns: Mapping[str, str] | None = None,
    language_known: bool = False,
    answers: KeeperAnswers = NO_ANSWERS,
) -> AdoptedTable:
    """Return the rows of a catalogue that a table gives.

    Args:
        table: the table.
        authorities: the codes of other people's tables.
        language: of the catalogue where nothing tells it.
        user_columns: heading -> column, as the user says; "" for one that is not to be carried.
        language_known: whether the language is that of the catalogue, whatever its texts are in.
        answers: what the user says in the place of guesses; a language there is told.

    Raises:
        SettingsError: no column can be the title, or what is given does not exist.
    """
    table = with_whole_titles(table, user_columns or {})
    matched = matched_columns(table, References(codes=authorities.names), user_columns)
    if (place := matched.one("language")) is not None:
        authorities = authorities.with_languages_in(table.filled(place))
    if answers.language:
        language, language_known = answers.language, True
    seen = language if language_known else _language(table, matched, authorities)
    adoption = _Adoption(table, matched, authorities, seen or language, language, answers)
    return adoption.adopted(seen is not None)


def language_code(text: str, authorities: Authorities) -> str:
    """Return the code of the language that a text names or codes; "" where it is none."""
    reader = ValueReader(RESOURCES["language"], References(codes=authorities.names))
    return reader.read(text).text


def _language(table: SourceTable, matched: MatchedColumns, authorities: Authorities) -> str | None:
    index = matched.one("language")
    if index is not None:
        reader = ValueReader(RESOURCES["language"], References(codes=authorities.names))
        readings = map(reader.read, table.filled(index))
        # A cell of several languages does not tell which one the texts are in.
        read = Counter(one.text for one in readings if one.how is not How.GUESSED)
        del read[""]
        if read and sum(read.values()) > 0.5 * len(table.rows):
            return read.most_common(1)[0][0]
    texts = [
        text
        for column in ("description", "title")
        if (place := matched.one(column)) is not None
        for text in table.filled(place)
    ]
    step = max(1, len(texts) // 400)
    return language_of(texts[::step])


class _Adoption:
    """Reads the rows of one table."""

    def __init__(
        self,
        table: SourceTable,
        matched: MatchedColumns,
        authorities: Authorities,
        language: str,
        reader: str,
        answers: KeeperAnswers,
    ) -> None:
        self._table, self._matched, self._language = table, matched, language
        self._answers = answers
        references = References(codes=authorities.names, language=language)
        self._outcome = Outcome()
        self._reader = RowReader(table, matched, references, self._outcome)
        self._files = PagesAndFiles(self._reader)
        self._things = NamedThings(self._reader, language, answers)
        title = matched.one("title")
        titles = [] if title is None else list(table.filled(title))
        self._latin = latin_language(titles, language, reader)

    def adopted(self, language_told: bool) -> AdoptedTable:
        """Return what the table gives."""
        groups = grouped_rows(self._table, self._matched, self._outcome)
        rows = [row for group in groups if (row := self._row(group)) is not None]
        ids = give_ids(rows, self._matched, self._outcome)
        give_relations(rows, ids, self._reader)
        things = self._things
        return AdoptedTable(
            self._table,
            self._matched,
            self._language,
            language_told,
            [row for _, row in rows],
            self._outcome,
            things.agents,
            things.kinds,
            things.concepts,
            things.places,
            things.series,
            things.publisher(len(rows)),
            self._answers,
        )

    def _row(self, group: list[SourceRow]) -> tuple[SourceRow, AdoptedRow] | None:
        row, made = group[0], AdoptedRow(number=group[0].number)
        cells = made.cells
        for column in _TEXTS:
            if text := self._reader.text(row, column, paragraphs=column == "description"):
                cells[column] = self._reader.title(row, text) if column == "title" else text
        for column in _VALUES:
            if text := self._reader.value(row, column, made):
                cells[column] = text
        if known := self._reader.identifiers(row):
            cells[IDENTIFIERS] = known
        self._outcome.drafts += cells.get("status") == DRAFT
        self._things.read(group, made)
        self._files.read(group, made)
        if not cells.get("title") and not self._title(made):
            if len(cells) <= 1 and not cells.keys() & _TELLING:
                self._outcome.skipped.append(row.number)
                return None
            cells["status"] = DRAFT
            made.notes.append(TITLE_TO_WRITE)
            self._outcome.untitled += 1
        self._things.kind(row, made)
        self._text_language(made)
        if not cells.get("description"):
            self._outcome.no_description += 1
        if len(group) > 1:
            made.notes.append(FILES_JOINED.format(count=len(group)))
        return row, made

    def _title(self, made: AdoptedRow) -> bool:
        """Make a title of the beginning of the description, where there is one."""
        description = made.cells.get("description", "")
        sentence = re.split(r"(?<=[.!?])\s|\n", description, maxsplit=1)[0]
        if len(sentence) > _LONGEST_TITLE:
            sentence = sentence[:_LONGEST_TITLE].rpartition(" ")[0] + "…"
        if not sentence:
            return False
        made.cells["title"] = sentence
        made.notes.append(TITLE_MADE)
        self._outcome.titles_made += 1
        return True

    def _text_language(self, made: AdoptedRow) -> None:
        cells = made.cells
        if cells.get("language"):
            return
        text = f"{cells.get('title', '')} {cells.get('description', '')}"
        language = other_language(text, self._language, self._latin)
        if language is not None:
            cells["language"] = language
            made.notes.append(LANGUAGE_OF_TEXT)
            self._outcome.other_languages[language] += 1
