"""A table as its owner keeps it -> the rows of a catalogue, and the things that they name."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tressons_ld.catalogue.adoption.agent_names import has_semicolons, names_in
from tressons_ld.catalogue.adoption.cell_readings import (
    How,
    Reading,
    ValueReader,
    clean_text,
    is_nothing,
    without_address,
)
from tressons_ld.catalogue.adoption.heading_words import AUTHORS
from tressons_ld.catalogue.adoption.matched_columns import Matched, matched_columns
from tressons_ld.catalogue.adoption.minted import Agents, Kinds, Thing, Things
from tressons_ld.catalogue.adoption.outcome import Outcome
from tressons_ld.catalogue.adoption.resource_ids import id_of_key, id_of_title
from tressons_ld.catalogue.adoption.row_groups import grouped_rows
from tressons_ld.catalogue.adoption.several_values import Separator, separator_of
from tressons_ld.catalogue.adoption.source import SourceRow, SourceTable
from tressons_ld.catalogue.adoption.text_language import language_of, latin_language, other_language
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.model import RESOURCES, Authorities
from tressons_ld.findings.language import Text

_CONCEPTS = {"themes": "theme", "audiences": "public", "section": "section"}
_MOST_THEMES = 300
_ADDRESS = re.compile(r"https?://[^\s;|<>\"]+")
_FILE = re.compile(
    r"//[^/]+/[^?#]*\.(?:pdf|docx?|xlsx?|ods|odt|odp|pptx?|csv|tsv|zip|epub|mp[34]|geojson|json|rtf|txt)$",
    re.IGNORECASE,
)
_LONGEST_TITLE = 120

ID_OF_TITLE = Text("id fait du titre", "id made of the title")
ID_OF_KEY = Text("id fait de « {key} »", 'id made of "{key}"')
KIND_GIVEN = Text("genre à dire", "kind to be said")
LANGUAGE_OF_TEXT = Text("langue devinée au texte", "language guessed from the text")
TITLE_MADE = Text("titre tiré de la description", "title taken from the description")
VALUE_GUESSED = Text("{column} lu de « {text} »", '{column} read from "{text}"')
FILES_JOINED = Text("{count} lignes réunies", "{count} rows joined")


@dataclass
class AdoptedRow:
    """A row of the table of resources, and what was guessed in it."""

    cells: dict[str, str] = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)


@dataclass
class Adopted:
    """A table that was adopted.

    Attributes:
        table: the table.
        matched: what its columns give.
        language: of the catalogue.
        language_told: whether its texts or cells tell it.
        rows: of the table of resources.
        outcome: what became of columns and values.
    """

    table: SourceTable
    matched: Matched
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


def adopt(
    table: SourceTable,
    authorities: Authorities,
    *,
    language: str,
    given: Mapping[str, str] | None = None,
) -> Adopted:
    """Return the rows of a catalogue that a table gives.

    Args:
        table: the table.
        authorities: the codes of other people's tables.
        language: of the catalogue where nothing tells it.
        given: heading -> column, as the user says; "" for one that is not to be carried.

    Raises:
        SettingsError: no column can be the title, or what is given does not exist.
    """
    matched = matched_columns(table, References(codes=authorities.names), given)
    told = _language(table, matched, authorities)
    return _Adoption(table, matched, authorities, told or language).adopted(told is not None)


def _language(table: SourceTable, matched: Matched, authorities: Authorities) -> str | None:
    index = matched.one("language")
    if index is not None:
        reader = ValueReader(RESOURCES["language"], References(codes=authorities.names))
        read = Counter(reader.read(text).text for text in table.filled(index))
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
    """Reads the rows of one table; the things that they name are collected."""

    def __init__(
        self, table: SourceTable, matched: Matched, authorities: Authorities, language: str
    ) -> None:
        self.table, self.matched, self.language = table, matched, language
        self.references = References(codes=authorities.names, language=language)
        self.outcome = Outcome()
        self.agents, self.kinds = Agents(), Kinds(language)
        self.concepts = {scheme: Things(scheme) for scheme in _CONCEPTS.values()}
        self.places, self.series = Things("lieu"), Things("serie")
        title = matched.one("title")
        titles = [] if title is None else list(table.filled(title))
        self._latin = latin_language(titles, language)
        self._readers: dict[str, ValueReader] = {}
        self._separators: dict[int, Separator] = {}
        self._inverted: dict[int, bool] = {}
        self._agents_of: dict[tuple[int, str], list[Thing]] = {}
        self._ids: dict[str, str] = {}
        self._publishers: Counter[str] = Counter()

    def adopted(self, language_told: bool) -> Adopted:
        """Return what the table gives."""
        self._themes_or_keywords()
        self._meet_agents()
        groups = grouped_rows(self.table, self.matched, self.outcome)
        rows = [row for group in groups if (row := self._row(group)) is not None]
        self._set_ids(rows)
        agents = {agent.id: agent for agent in self.agents}
        most = self._publishers.most_common(1)
        publisher = agents[most[0][0]] if most and most[0][1] >= 0.5 * len(rows) else None
        return Adopted(
            self.table,
            self.matched,
            self.language,
            language_told,
            [row for _, row in rows],
            self.outcome,
            self.agents,
            self.kinds,
            self.concepts,
            self.places,
            self.series,
            publisher,
        )

    # --- one row ------------------------------------------------------------------------------

    def _row(self, group: list[SourceRow]) -> tuple[SourceRow, AdoptedRow] | None:
        row, made = group[0], AdoptedRow()
        cells = made.cells
        for column in ("title", "printed_title", "description", "printed_authors"):
            if text := self._text(row, column, paragraphs=column == "description"):
                cells[column] = text
        for column in ("issued", "event_date", "period", "access_rights", "language"):
            if text := self._value(row, column, made):
                cells[column] = text
        self._pages(row, made)
        self._agents(row, cells)
        self._terms(group, cells)
        self._files(group, made)
        if not cells.get("title") and not self._title(made) and len(cells) <= 1:
            self.outcome.skipped.append(row.number)
            return None
        self._kind(row, made)
        self._text_language(made)
        if not cells.get("description"):
            self.outcome.no_description += 1
        if len(group) > 1:
            made.notes.append(FILES_JOINED.format(count=len(group)))
        return row, made

    def _cell(self, row: SourceRow, column: str) -> tuple[int, str]:
        """Return the first filled cell of those that give a column, and its index."""
        for index in self.matched.columns.get(column, ()):
            if text := row.cells[index].strip():
                return index, text
        return -1, ""

    def _text(self, row: SourceRow, column: str, *, paragraphs: bool) -> str:
        _, text = self._cell(row, column)
        if not text:
            return ""
        clean = clean_text(text, paragraphs=paragraphs)
        self.outcome.html += clean.html
        self.outcome.characters += clean.characters
        return clean.text

    def _value(self, row: SourceRow, column: str, made: AdoptedRow) -> str:
        """Return the value of the first column that gives one."""
        read = ""
        for index in self.matched.columns.get(column, ()):
            text = row.cells[index].strip()
            if text and read:
                self.outcome.second_values[column] += 1
            elif text:
                read = self._read(index, row, column, text, made)
        return read

    def _pages(self, row: SourceRow, made: AdoptedRow) -> None:
        """Take the first address for the page of the resource, others for pages about it."""
        first, *others = [*self._addresses(row, "landing_page"), *self._addresses(row, "page")] or [
            ""
        ]
        if first:
            made.cells["landing_page"] = first
        if others:
            made.cells["page"] = "; ".join(dict.fromkeys(others))

    def _read(self, index: int, row: SourceRow, column: str, text: str, made: AdoptedRow) -> str:
        reading = self._reader(column).read(text)
        self.outcome.value(index, row.number, text, reading)
        if reading.how is How.GUESSED:
            short = text if len(text) <= 60 else f"{text[:57]}…"
            made.notes.append(VALUE_GUESSED.format(column=column, text=short))
        return reading.text

    def _reader(self, column: str) -> ValueReader:
        if column not in self._readers:
            self._readers[column] = ValueReader(RESOURCES[column], self.references)
        return self._readers[column]

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
        self.outcome.titles_made += 1
        return True

    def _kind(self, row: SourceRow, made: AdoptedRow) -> None:
        index, text = self._cell(row, "kind")
        values = self._separator(index, terms=True).values(text) if text else []
        first = clean_text(values[0], paragraphs=False).text if values else ""
        self.outcome.second_values["kind"] += max(0, len(values) - 1)
        if not first:
            first = self.outcome.kind or self._general_kind()
            self.outcome.kind = first
            self.outcome.kinds_given += 1
            if index >= 0 or self.matched.one("kind") is not None:
                made.notes.append(KIND_GIVEN)
        made.cells["kind"] = self.kinds.cell(self.kinds.of(first))

    def _general_kind(self) -> str:
        """Return what the rows are called that no cell calls anything."""
        dataset = (
            self.matched.one("download_url") is not None and self.matched.one("format") is not None
        )
        words = Text("Jeu de données", "Dataset") if dataset else Text("Ressource", "Resource")
        return words.in_language("fr" if self.language == "fr" else "en")

    def _text_language(self, made: AdoptedRow) -> None:
        cells = made.cells
        if cells.get("language"):
            return
        text = f"{cells.get('title', '')} {cells.get('description', '')}"
        language = other_language(text, self.language, self._latin)
        if language is not None:
            cells["language"] = language
            made.notes.append(LANGUAGE_OF_TEXT)
            self.outcome.other_languages[language] += 1

    # --- names --------------------------------------------------------------------------------

    def _meet_agents(self) -> None:
        """Meet each agent once, so that it is known which are persons before a cell names one."""
        for index, persons in self._columns_of_agents():
            for text in dict.fromkeys(self.table.filled(index)):
                self._named(text, index, persons)
        for index in self.matched.columns.get("publisher", ()):
            for text in dict.fromkeys(self.table.filled(index)):
                self._named(text, index, None, whole_cells=True)

    def _columns_of_agents(self) -> Iterator[tuple[int, bool | None]]:
        for column, persons in ((AUTHORS, None), ("persons", True), ("organisations", False)):
            for index in self.matched.columns.get(column, ()):
                yield index, persons

    def _agents(self, row: SourceRow, cells: dict[str, str]) -> None:
        named: dict[str, dict[str, None]] = {"persons": {}, "organisations": {}}
        for index, persons in self._columns_of_agents():
            for agent in self._named(row.cells[index].strip(), index, persons):
                column = "persons" if agent.cells["type"] == "personne" else "organisations"
                named[column].setdefault(self.agents.cell(agent))
        for column, names in named.items():
            if names:
                cells[column] = "; ".join(names)
        index, text = self._cell(row, "publisher")
        if text:
            publishers = self._named(text, index, None, whole_cells=True)
            self.outcome.second_values["publisher"] += max(0, len(publishers) - 1)
            if publishers:
                cells["publisher"] = self.agents.cell(publishers[0])
                self._publishers[publishers[0].id] += 1

    def _named(
        self, text: str, index: int, persons: bool | None, *, whole_cells: bool = False
    ) -> list[Thing]:
        known = self._agents_of.get((index, text))
        if known is not None:
            return known
        if index not in self._inverted:
            self._inverted[index] = has_semicolons(list(self.table.filled(index)))
        clean = without_address(clean_text(text, paragraphs=True).text)
        names = names_in(
            clean, persons=persons, inverted=self._inverted[index], whole_cells=whole_cells
        )
        things = [self.agents.of(name) for name in names if not is_nothing(name.name)]
        found = list({thing.id: thing for thing in things}.values())
        self._agents_of[index, text] = found
        return found

    def _themes_or_keywords(self) -> None:
        """Take themes that are nearly as many as the rows for keywords: a list is shorter."""
        indexes = self.matched.columns.get("themes", [])
        different: set[str] = set()
        for index in indexes:
            separator = self._separator(index, terms=False)
            for text in self.table.filled(index):
                different.update(value.casefold() for value in separator.values(text))
        if len(different) > max(30, min(_MOST_THEMES, 0.5 * len(self.table.rows))):
            self.matched.columns.setdefault("keywords", []).extend(
                self.matched.columns.pop("themes")
            )
            self.matched.columns["keywords"].sort()
            self._separators.clear()
            self.outcome.separators.clear()
            self.outcome.themes_as_keywords = True

    def _separator(self, index: int, *, terms: bool) -> Separator:
        if index not in self._separators:
            found = separator_of(list(self.table.filled(index)), terms=terms)
            self._separators[index] = found
            if found.sign and found.sign != ";":
                self.outcome.separators[index] = found.sign
        return self._separators[index]

    def _values(self, group: list[SourceRow], column: str, *, terms: bool) -> list[str]:
        values: dict[str, str] = {}
        for index in self.matched.columns.get(column, ()):
            separator = self._separator(index, terms=terms)
            for text in dict.fromkeys(row.cells[index].strip() for row in group):
                for value in separator.values(text) if text else ():
                    clean = clean_text(value, paragraphs=False).text.replace(";", ",")
                    if clean and not is_nothing(clean):
                        values.setdefault(clean.casefold(), clean)
        return list(values.values())

    def _terms(self, group: list[SourceRow], cells: dict[str, str]) -> None:
        keywords = self._values(group, "keywords", terms=True)
        if keywords:
            cells["keywords"] = "; ".join(keywords)
        tables = {"places": self.places, "series": self.series}
        for column in ("themes", "audiences", "section", "places", "series"):
            things = tables[column] if column in tables else self.concepts[_CONCEPTS[column]]
            values = self._values(group, column, terms=column == "audiences")
            if column == "section" and len(values) > 1:
                self.outcome.second_values[column] += len(values) - 1
                values = values[:1]
            named = {thing.id: thing for thing in map(things.named, values)}
            if named:
                cells[column] = "; ".join(things.cell(thing) for thing in named.values())

    # --- addresses and files ------------------------------------------------------------------

    def _addresses(self, row: SourceRow, column: str) -> list[str]:
        read: list[str] = []
        for index in self.matched.columns.get(column, ()):
            text = row.cells[index].strip()
            found = _ADDRESS.findall(text)
            for one in (found if len(found) > 1 else [text]) if text else ():
                reading = self._reader(column).read(one)
                if written := self.outcome.value(index, row.number, one, reading):
                    read.append(written.replace(";", "%3B"))
        return list(dict.fromkeys(read))

    def _files(self, group: list[SourceRow], made: AdoptedRow) -> None:
        told: dict[str, list[str]] = {"download_url": [], "format": [], "size": [], "licence": []}
        for row in group:
            addresses = self._addresses(row, "download_url")
            page = made.cells.get("landing_page", "")
            if not addresses and len(group) == 1 and _FILE.search(page):
                addresses = [page]
            if page and page in addresses:
                # Told twice, it is the address of the file alone, where its ending says so.
                if _FILE.search(page):
                    del made.cells["landing_page"]
                    self.outcome.pages_as_files += 1
                else:
                    addresses.remove(page)
            told["download_url"] += [each for each in addresses if each not in told["download_url"]]
            new = len(told["download_url"]) - len(told["format"])
            for column in ("format", "size", "licence"):
                told[column] += self._of_files(row, column, new, made)
        if told["download_url"]:
            for column, texts in told.items():
                if any(texts):
                    made.cells[column] = "; ".join(texts)

    def _of_files(self, row: SourceRow, column: str, count: int, made: AdoptedRow) -> list[str]:
        """Return what a cell tells of each of some files, as often as there are files."""
        index, text = self._cell(row, column)
        if not text:
            return [""] * count
        if not count:
            self.outcome.without_file[column] += 1
            return []
        whole = self._reader(column).read(text)
        texts = [text] if whole.text else [each.strip() for each in re.split(r"[;|,\n]", text)]
        texts = [each for each in texts if each] if len(texts) != count else texts
        if len(texts) == 1 and column != "size":
            texts *= count
        if len(texts) != count:
            self.outcome.value(index, row.number, text, Reading("", How.REFUSED))
            return [""] * count
        return [self._read(index, row, column, each, made) if each else "" for each in texts]

    # --- ids ----------------------------------------------------------------------------------

    def _set_ids(self, rows: list[tuple[SourceRow, AdoptedRow]]) -> None:
        index, outcome = self.matched.one("id"), self.outcome
        waiting = []
        for row, made in rows:
            key = row.cells[index].strip() if index is not None else ""
            id = id_of_key(key) if key else ""
            if id and id not in self._ids:
                self._ids[id] = made.cells["id"] = id
                if id == key:
                    outcome.ids_kept += 1
                else:
                    outcome.ids_changed += 1
            else:
                outcome.keys_twice += bool(id)
                waiting.append(made)
        for made in waiting:
            title = made.cells.get("title", "")
            id = id_of_title(title, made.cells.get("issued", ""), self._ids)
            self._ids[id] = made.cells["id"] = id
            made.notes.insert(0, ID_OF_TITLE)
            outcome.ids_of_titles += 1
