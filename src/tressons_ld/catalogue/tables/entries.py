"""The table of resources -> entries, one row after the other.

Two passes over the file: a light one for the ids, which entries use to refer to each other, and the
one that makes the entries. Neither holds more than one row.
"""

import hashlib
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tressons_ld.catalogue.hashes import (
    hash_of,
    in_order,
    position_of,
)
from tressons_ld.catalogue.iris import NAMES
from tressons_ld.catalogue.model import (
    Distribution,
    Entry,
    Row,
    Settings,
    Shared,
)
from tressons_ld.catalogue.tables.additions import (
    Proposal,
    apply,
    by_target,
    read_additions,
    unknown_target,
)
from tressons_ld.catalogue.tables.cells import (
    Addressed,
    Parser,
    by_position,
    did_you_mean,
    is_id,
    parse_date,
    parse_id,
    parse_period,
    parse_size,
    parse_url,
    several,
    slug,
    texts,
    tidied,
    values_of,
)
from tressons_ld.catalogue.tables.columns import (
    Column,
    fields,
    plan,
)
from tressons_ld.catalogue.tables.layouts import RESOURCES
from tressons_ld.catalogue.tables.references import (
    Codes,
    Names,
    folded,
    nearest,
)
from tressons_ld.catalogue.tables.rows import (
    SUFFIXES,
    Record,
    Table,
    find_table,
    open_table,
)
from tressons_ld.catalogue.tables.shared_tables import SharedNames, duplicate
from tressons_ld.findings.codes import finding
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Location

MOST_NAMES = 10_000
"""Above so many entries, an unknown id is not compared with the known ones, and the index does not
hold the titles of those that others name."""


@dataclass(frozen=True)
class Index:
    """The ids of all entries, with their kinds and rows: what one entry may know of another.

    About 20 bytes an entry: an id is held as 64 bits of its BLAKE2b hash, in sorted order.

    Attributes:
        additions: id -> what was found later about the entry.
        titles: id -> title and language of the entries that others name.
    """

    additions: Mapping[str, Sequence[Proposal]]
    titles: Mapping[str, tuple[str, str]]
    _hashes: Sequence[int]
    _rows: Sequence[int]
    _lines: Sequence[int]
    _kinds: Sequence[int]
    _kind_names: Sequence[str]
    _names: Sequence[str]
    _doubled: bool

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._position(id) is not None

    def row_of(self, id: str) -> int | None:
        """Return the number of the first row that holds this id, or None."""
        position = self._position(id)
        return None if position is None else self._rows[position]

    def earlier_row_of(self, id: str, row: int) -> int | None:
        """Return the number of the first row that holds this id, if it is not ``row``."""
        first = self.row_of(id) if self._doubled else None
        return None if first == row else first

    def line_of(self, id: str) -> int | None:
        """Return the line of the first row that holds this id; None in a workbook."""
        position = self._position(id)
        return None if position is None else self._lines[position] or None

    def kind_of(self, id: str) -> str | None:
        """Return the id of the kind of an entry; None if there is no such entry or no kind."""
        position = self._position(id)
        return None if position is None else self._kind_names[self._kinds[position]] or None

    @property
    def names(self) -> Sequence[str]:
        """The ids themselves, in the order of the table; none of a table of very many rows."""
        return self._names

    def near(self, id: str) -> list[str]:
        """Return the ids that somebody who wrote ``id`` may have meant."""
        if self._names:
            return nearest(folded(id), {name: name for name in self._names})
        return [slug(id)] if slug(id) in self else []

    def _position(self, id: str) -> int | None:
        return position_of(id, self._hashes)


def resources_file(folder: Path, settings: Settings) -> str:
    """Return the path of the table of resources from the folder.

    Raises:
        FolderError: there is none, or several.
    """
    file = find_table(folder / "data", "resources", settings.files.get("resources"))
    if file is None:
        formats = ", ".join(suffix[1:] for suffix in SUFFIXES[:5])
        raise FolderError(
            f"{folder / 'data'} : il n'y a pas de table des ressources. Y mettre un fichier "
            f"resources.csv (formats possibles : {formats}), ou le nommer dans catalogue.toml, "
            'sous [files] : resources = "…".',
            f"{folder / 'data'}: there is no table of resources. Put a file resources.csv there "
            f"(possible formats: {formats}), or name it in catalogue.toml, under [files]: "
            'resources = "…".',
        )
    return f"data/{file}"


def open_resources(folder: Path, settings: Settings) -> Table:
    """Return the table of resources, its headings read.

    Raises:
        FolderError: it is missing or cannot be read.
    """
    return open_table(folder, resources_file(folder, settings), RESOURCES, settings.aliases)


def read_index(folder: Path, shared: Shared, table: Table) -> tuple[Index, list[Finding]]:
    """Return the index of the entries, and what is wrong with the table as a whole.

    Args:
        folder: the catalogue folder.
        shared: its shared part.
        table: its table of resources.

    Raises:
        FolderError: the table cannot be read.
    """
    findings = list(table.findings)
    kinds = SharedNames.of(shared).concepts_of("genre")
    kind_numbers = {"": 0}
    read_kinds: dict[str, int] = {}
    hashes, rows, lines, found_kinds = array("Q"), array("I"), array("I"), array("I")
    names: list[str] = []
    linked: set[str] = set()
    id_index, kind_index = table.index("id"), table.index("kind")
    based_on_index = table.index("based_on")
    blank = True
    for record in table.records():
        blank = False
        id = record.cells[id_index].strip()
        if not is_id(id):
            continue
        read = record.cells[kind_index]
        if (kind := read_kinds.get(read)) is None:
            found = kinds.find(read.strip()) or ""
            kind = kind_numbers.setdefault(found, len(kind_numbers))
            if len(read_kinds) < MOST_NAMES:
                read_kinds[read] = kind
        hashes.append(hash_of(id))
        rows.append(record.number)
        lines.append(record.line or 0)
        found_kinds.append(kind)
        if len(names) <= MOST_NAMES:
            names.append(id)
            if based_on := record.cells[based_on_index]:
                linked.update(filter(None, values_of(based_on)))
    if blank and table.header.columns:
        findings.append(finding("table.empty", Location(table.header.file)))
    order = _first_of_each(hashes)
    index = Index(
        additions={},
        titles={},
        _hashes=array("Q", (hashes[i] for i in order)),
        _rows=array("I", (rows[i] for i in order)),
        _lines=array("I", (lines[i] for i in order)),
        _kinds=array("I", (found_kinds[i] for i in order)),
        _kind_names=list(kind_numbers),
        _names=names if len(names) <= MOST_NAMES else [],
        _doubled=len(order) < len(hashes),
    )
    additions, wrong = _additions_to_entries(folder, shared, index)
    linked.update(each.value for some in additions.values() for each in some)
    index = replace(index, additions=additions)
    titles = _titles(table, linked, shared, index) if index._names else {}
    return replace(index, titles=titles), findings + wrong


def _titles(
    table: Table, ids: Set[str], shared: Shared, index: Index
) -> dict[str, tuple[str, str]]:
    """Return the title and the language of the entries of these ids."""
    reader, place = EntryReader(table, shared, index), table.index("id")
    titles: dict[str, tuple[str, str]] = {}
    for record in table.records() if ids else ():
        if record.cells[place].strip() in ids:
            entry, _ = reader.entry(record)
            if entry is not None and entry.title:
                titles[entry.id] = entry.title, entry.language
    return titles


def _first_of_each(hashes: Sequence[int]) -> Sequence[int]:
    """Return the positions of the hashes in their order, of equal ones the first."""
    order = array("I")
    for position in in_order(hashes):
        if not order or hashes[order[-1]] != hashes[position]:
            order.append(position)
    return order


def _additions_to_entries(
    folder: Path, shared: Shared, index: Index
) -> tuple[dict[str, list[Proposal]], list[Finding]]:
    if not len(index):
        # Why there is no entry is said; each addition would only say it again.
        return {}, []
    certainties = SharedNames.of(shared).concepts_of("certitude")
    # What is wrong with the file itself is said by read_shared, which reads it too.
    proposals, _ = read_additions(folder, shared.settings, certainties)
    grouped = by_target(p for p in proposals if "/" not in p.target)
    unknown = [target for target in grouped if target not in index]
    findings = [
        unknown_target(proposal, index.near(target))
        for target in unknown
        for proposal in grouped.pop(target)
    ]
    return grouped, findings


def read_entries(
    table: Table, shared: Shared, index: Index
) -> Iterator[tuple[Entry | None, tuple[Finding, ...]]]:
    """Yield each entry with what is wrong with its row, in the order of the table.

    An entry is None where its id is missing, unreadable or already that of another row. A cell that
    is empty or cannot be read leaves its field empty.

    Args:
        table: the table of resources.
        shared: the shared part.
        index: the ids.

    Raises:
        FolderError: the table cannot be read to its end.
    """
    if "id" not in table.header.columns:
        return
    reader = EntryReader(table, shared, index)
    for record in table.records():
        yield reader.entry(record)


class EntryReader:
    """Makes an entry of a row: a pure function of the row, the shared part and the index."""

    def __init__(self, table: Table, shared: Shared, index: Index) -> None:
        self.header = table.header
        self.index = index
        self.language = shared.catalogue.language
        self._names = (*table.names, "")
        self._id_index = table.index("id")
        columns = _columns_of_entries(shared, index)
        self._columns = {column.name: column for column in columns}
        self._plan = plan(table, columns)

    def entry(self, record: Record) -> tuple[Entry | None, tuple[Finding, ...]]:
        """Return the entry of a row, or None, and what is wrong with the row."""
        row = Row(self.header, record.number, record.line)
        cells, problems = tidied(row, self._names, record.cells)
        problems.extend(record.problems)
        id = self._id(cells[self._id_index], row, record, problems)
        if id is None:
            return None, tuple(problems)
        values = fields(self._plan, row, cells, problems)
        proposals = self.index.additions.get(id)
        if proposals:
            values["additions"] = apply(proposals, self._columns, values, problems)
        if id in values.get("based_on", ()):
            problems.append(finding("reference.itself", row.at("based_on"), id))
            values["based_on"] = tuple(other for other in values["based_on"] if other != id)
        if not values.keys().isdisjoint(_PARALLEL):
            values["distributions"] = _distributions(values, row, problems)
        for parallel in _PARALLEL:
            values.pop(parallel, None)
        for required in ("kind", "title", "description"):
            values.setdefault(required, "")
        values.setdefault("language", self.language)
        return Entry(id=id, row=row, **values), tuple(problems)

    def _id(self, text: str, row: Row, record: Record, problems: list[Finding]) -> str | None:
        if not text:
            if not record.problems and not record.cells[self._id_index].strip():
                problems.append(finding("table.id-missing", row.at("id")))
            return None
        id = parse_id(text, row, "id", problems)
        if id is None:
            return None
        first = self.index.earlier_row_of(id, row.number)
        if first is not None:
            earlier = Row(self.header, first, self.index.line_of(id))
            problems.append(duplicate(id, row, earlier.at("id")))
            return None
        return id


_PARALLEL = ("download_urls", "formats", "sizes", "licences")
"""The columns of distributions, whose values answer one another by their position."""


def _columns_of_entries(shared: Shared, index: Index) -> tuple[Column, ...]:
    names = SharedNames.of(shared)
    people = _Agents(names.agents, shared, person=True)
    bodies = _Agents(names.agents, shared, person=False)
    languages = Codes("language", shared.authorities.names("language"))
    formats = Codes("format", shared.authorities.names("file-type"))
    access_rights = Codes("access-right", shared.authorities.names("access-right"))
    return (
        Column("section", "section", names.concepts_of("section").one),
        Column("kind", "kind", names.concepts_of("genre").one),
        Column("title", "title"),
        Column("printed_title", "printed_title"),
        Column("issued", "issued", parse_date),
        Column("organisations", "organisations", bodies.many, many=True),
        Column("persons", "persons", people.many, many=True),
        Column("printed_authors", "printed_authors"),
        Column("publisher", "publisher", names.agents.one),
        Column("description", "description"),
        Column("themes", "themes", names.concepts_of("theme").many, many=True),
        Column("keywords", "keywords", texts, many=True),
        Column("audiences", "audiences", names.concepts_of("public").many, many=True),
        Column("places", "places", names.places.many, many=True),
        Column("series", "series", names.series.many, many=True),
        Column("based_on", "based_on", several(_resource_parser(index)), many=True),
        Column("event_date", "event_date", parse_date),
        Column("period", "period", parse_period),
        Column("language", "language", languages.one),
        Column("access_rights", "access_rights", access_rights.one),
        Column("landing_page", "landing_page", parse_url),
        Column("page", "pages", several(parse_url), many=True),
        Column("download_url", "download_urls", by_position(parse_url), many=True, parallel=True),
        Column("format", "formats", by_position(formats.one), many=True, parallel=True),
        Column("size", "sizes", by_position(parse_size), many=True, parallel=True),
        Column("licence", "licences", by_position(parse_url), many=True, parallel=True),
    )


class _Agents:
    """The agents that a column may name: persons, or organisations."""

    def __init__(self, names: Names, shared: Shared, *, person: bool) -> None:
        self.names = names
        self.person = person
        self.accepted = {agent.id for agent in shared.agents.values() if agent.person is person}

    def many(
        self, text: str, row: Addressed, column: str, problems: list[Finding]
    ) -> tuple[str, ...]:
        """Return the ids of the agents that the cell names (a Parser)."""
        ids = self.names.many(text, row, column, problems)
        if all(map(self.accepted.__contains__, ids)):
            return ids
        code = "reference.not-a-person" if self.person else "reference.not-an-organisation"
        problems.extend(finding(code, row.at(column), id) for id in ids if id not in self.accepted)
        return tuple(filter(self.accepted.__contains__, ids))


def _resource_parser(index: Index) -> Parser:
    def parse_resource(
        text: str, row: Addressed, column: str, problems: list[Finding]
    ) -> str | None:
        """Return the id of another entry."""
        if text in index:
            return text
        suggestion = did_you_mean(*index.near(text))
        problems.append(
            finding("reference.unknown-resource", row.at(column), text, suggestion=suggestion)
        )
        return None

    return parse_resource


def _distributions(
    values: Mapping[str, Any], row: Row, problems: list[Finding]
) -> tuple[Distribution, ...]:
    """Return the files of an entry."""
    urls, formats, sizes, licences = (values.get(name, ()) for name in _PARALLEL)
    for name, given in (("format", formats), ("size", sizes), ("licence", licences)):
        if given and len(given) != len(urls):
            problems.append(
                finding(
                    "table.distribution-count", row.at(name), count=len(given), expected=len(urls)
                )
            )
    return tuple(
        Distribution(name, url, format, size, licence)
        for name, (url, format, size, licence) in zip(
            distribution_names(urls), zip_longest(urls, formats, sizes, licences), strict=False
        )
        if url is not None
    )


def distribution_names(urls: Sequence[str | None]) -> list[str]:
    """Return the last part of the IRI of each file: from its file name, never from its place.

    So a file keeps its IRI when another one is added, removed or put before it, when its format is
    corrected, and when it moves to another folder or host. Where two files of an entry have one
    file name, a digest of the address tells them apart; where they have one address, a number.

    >>> distribution_names(["https://example.org/2021/Étude.pdf", "https://example.org/?f=12"])
    ['distribution-etude-pdf', 'distribution-f-12']
    """
    names = [f"{NAMES.distribution}-{_file_name(url)}" if url else "" for url in urls]
    if len(set(names)) == len(names):
        return names
    shared = {name for name, number in Counter(names).items() if number > 1}
    told = [
        f"{name}-{_short_digest(url)}" if url and name in shared else name
        for name, url in zip(names, urls, strict=True)
    ]
    return [
        f"{name}-{before + 1}" if (before := told[:place].count(name)) else name
        for place, name in enumerate(told)
    ]


def _short_digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def _file_name(url: str) -> str:
    """Return the last segment of an address with its query, or its host, as an id."""
    return slug(unquote(url.partition("#")[0].rstrip("/").rpartition("/")[2])) or "fichier"
