"""The tables that entries refer to, and catalogue.toml -> the shared part.

All names of a table are known before any of its references is read, so rows may come in any order.
Time and memory grow with the rows, however they refer to each other. 12 000 agents, each with a
name, two spellings, a page and a sentence, take half a second of a processor and 10 MB, 28 MB while
they are read; a cell with an unknown name takes 2 milliseconds more, for the one that may be meant.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tressons_ld.catalogue.columns.cell_texts import clean_cells
from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.ids import parse_id, parse_scheme
from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import (
    AGENTS,
    CONCEPTS,
    FOLDER_TABLES,
    PLACES,
    SERIES,
    Addition,
    Agent,
    Authorities,
    Concept,
    Place,
    Proposal,
    Row,
    Series,
    Settings,
    SharedPart,
)
from tressons_ld.catalogue.tables.additions import (
    apply,
    by_target,
    completions,
    read_additions,
    unknown_targets,
)
from tressons_ld.catalogue.tables.catalogue_reader import CatalogueReader, catalogue_language
from tressons_ld.catalogue.tables.circles import circles
from tressons_ld.catalogue.tables.opening import find_table, open_house_table
from tressons_ld.catalogue.tables.other_files import is_named_like, look_alikes
from tressons_ld.catalogue.tables.review_marks import waiting
from tressons_ld.catalogue.tables.row_values import fields, plan, thing_of
from tressons_ld.catalogue.tables.rows import Table
from tressons_ld.catalogue.tables.second_spellings import second_spellings
from tressons_ld.catalogue.tables.settings import read_settings
from tressons_ld.catalogue.tables.shared_names import (
    SharedNames,
    no_names,
    no_names_of_concepts,
)
from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

# What a row is called by, read before its other cells are.
_IDENTIFIERS = ("id", "scheme")
# What a group of concepts may have beside its names.
_OF_A_GROUP = (*_IDENTIFIERS, "members", "definition", "notation")


_NEEDED = {
    AGENTS.name: sentence("table.agents-are"),
    CONCEPTS.name: sentence("table.concepts-are"),
}
"""Tables that no catalogue does without -> what they hold."""


def read_shared(
    folder: Path, *, base_iri: str | None = None, site_url: str | None = None
) -> tuple[SharedPart, list[Finding]]:
    """Return the shared part of a catalogue folder, and all that is wrong with it.

    Args:
        folder: the catalogue folder.
        base_iri: what things are called, instead of what catalogue.toml says.
        site_url: where the files lie, instead of what catalogue.toml says.

    Raises:
        FolderError: a file cannot be read.
        SettingsError: catalogue.toml does not parse, or base_iri or site_url will not do.
    """
    document, findings = read_settings(folder, base_iri=base_iri, site_url=site_url)
    authorities = read_authorities(folder)
    authorities = authorities.with_languages_in([document.text("catalogue.language") or ""])
    language = catalogue_language(document, authorities, [])
    tables = _SharedTables(folder, document.settings, authorities, language, findings)
    concepts = tables.concepts()
    tables.read_additions()
    agents = tables.agents()
    places = tables.places()
    series = tables.series()
    catalogue = CatalogueReader(document, authorities, tables.names, findings)
    programme = catalogue.programme(tables.complete)
    tables.check_targets()
    whole = catalogue.catalogue()
    catalogue.check_labels(concepts.values(), whole.language)
    shared = SharedPart(
        settings=document.settings,
        catalogue=whole,
        agents=agents,
        places=places,
        series=series,
        concepts=concepts,
        schemes=catalogue.schemes(concepts.values()),
        source=catalogue.source(folder),
        programme=programme,
        authorities=authorities,
    )
    findings += _homepages_shared(shared)
    findings += _not_read(folder / "data", document.settings)
    return shared, findings


def _not_read(data: Path, settings: Settings) -> Iterator[Finding]:
    """Yield a finding for each file that bears the name of a table that lies nowhere.

    A table that every catalogue has is told where nothing bears its name.
    """
    names = frozenset(layout.name for layout in FOLDER_TABLES)
    for name in sorted(names - {"resources"}):
        if find_table(data, name, settings.files.get(name)) is None:
            called_so = [
                (file, mend)
                for file, mend in look_alikes(data, name, names - {name})
                if is_named_like(file, name) and file not in settings.files.values()
            ]
            for file, mend in called_so:
                yield finding("table.file-not-read", Location(f"data/{file}"), file, mend=mend)
            if name in _NEEDED and not called_so:
                yield finding("table.missing", Location(f"data/{name}.csv"), holds=_NEEDED[name])


def _homepages_shared(shared: SharedPart) -> Iterator[Finding]:
    """Yield a finding for each homepage that an earlier thing has already."""
    first: dict[str, Location] = {}
    for address, place in shared.homepages():
        earlier = first.setdefault(address, place)
        if earlier is not place:
            where = Text(earlier.in_language("fr"), earlier.in_language("en"))
            yield finding("reference.homepage-shared", place, address, first=where)


class _Identified(NamedTuple):
    """A row that has an id of its own, and its cells."""

    id: str
    row: Row
    cells: list[str]


class _SharedTables:
    """Reads the shared tables of one folder; what is wrong with them goes to ``findings``."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        authorities: Authorities,
        language: str,
        findings: list[Finding],
    ) -> None:
        self._names = {layout.name: no_names(layout) for layout in (AGENTS, PLACES, SERIES)}
        self._names_of_concepts: dict[str, Names] = {}
        self._folder = folder
        self._settings = settings
        self._authorities = authorities
        self._language = language
        self._findings = findings
        self._proposals: dict[str, list[Proposal]] = {}
        self._paths: dict[str, None] = {}

    @property
    def names(self) -> SharedNames:
        """What the things that have been read are called."""
        return SharedNames(**self._names, concepts=self._names_of_concepts)

    def read_additions(self) -> None:
        """Read the additions to shared things: those to entries wait for the entries."""
        proposals, problems = read_additions(
            self._folder,
            self._settings,
            self.names.references(self._authorities, language=self._language),
        )
        self._findings += problems
        self._proposals = by_target(p for p in proposals if "/" in p.target)

    def check_targets(self) -> None:
        """Find the additions to shared things that do not exist."""
        self._findings += unknown_targets(self._proposals, self._paths)

    def concepts(self) -> dict[tuple[str, str], Concept]:
        """Return the concepts, each scheme's together."""
        table, rows = self._rows(CONCEPTS)
        if table is None:
            return {}
        by_scheme: dict[str, list[_Identified]] = {}
        index = table.index("scheme")
        for each in rows:
            scheme = self._scheme(each.cells[index], each.row)
            if scheme is not None:
                by_scheme.setdefault(scheme, []).append(each)
        concepts: dict[tuple[str, str], Concept] = {}
        for scheme, members in by_scheme.items():
            names = no_names_of_concepts(scheme, table.header.file)
            self._names_of_concepts[scheme] = names
            starts = (self._settings.paths.concept(scheme, ""),)
            for id, row, values in self._fields(CONCEPTS, table, members, names, starts):
                concept: Concept = thing_of(CONCEPTS, values, id=id, row=row, scheme=scheme)
                concepts[scheme, id] = concept
                if concept.members:
                    self._findings += _beside_members(values, row)
        return concepts

    def _scheme(self, text: str, row: Row) -> str | None:
        if not text:
            return None
        return parse_scheme(text, row, "scheme", self._findings, self._settings.paths)

    def agents(self) -> dict[str, Agent]:
        """Return the organisations and the persons."""
        return self._things(
            AGENTS, tuple(self._settings.paths.agent("", person=person) for person in (False, True))
        )

    def places(self) -> dict[str, Place]:
        """Return the places."""
        return self._things(PLACES, (self._settings.paths.place(""),))

    def series(self) -> dict[str, Series]:
        """Return the series."""
        return self._things(SERIES, (self._settings.paths.series(""),))

    def _things(self, layout: Layout, starts: Sequence[str]) -> dict[str, Any]:
        """Return the things of a table by their ids, completed with what was found later.

        Args:
            layout: of the table.
            starts: where their paths begin: of persons, the second.
        """
        table, rows = self._rows(layout)
        if table is None:
            return {}
        names = self._names[layout.name] = no_names(layout, table.header.file)
        things: dict[str, Any] = {}
        read = self._fields(layout, table, rows, names, starts)
        for id, row, values in read:
            path = f"{starts[values.get('person', False)]}{id}"
            additions = self.complete(path, layout, values)
            things[id] = thing_of(layout, values, id=id, row=row, additions=additions)
        return things

    def complete(self, path: str, layout: Layout, values: dict[str, Any]) -> tuple[Addition, ...]:
        """Complete the fields of the thing at a path with what was found later; return that."""
        self._paths[path] = None
        proposals = self._proposals.get(path)
        if not proposals:
            return ()
        columns = completions(
            layout, self.names.references(self._authorities, language=self._language)
        )
        return apply(
            proposals, columns, values, self._findings, self._settings.paths.names.addition
        )

    def _rows(self, layout: Layout) -> tuple[Table | None, list[_Identified]]:
        """Return a table and those of its rows that have an id of their own."""
        file = find_table(self._folder / "data", layout.name, self._settings.files.get(layout.name))
        if file is None:
            return None, []
        table = open_house_table(self._folder, f"data/{file}", layout, self._settings)
        self._findings += table.findings
        rows: list[_Identified] = []
        first: dict[tuple[str, str], Row] = {}
        id_index, scheme_index = table.index("id"), table.index("scheme")
        needed = [c.name for c in layout.columns if c.key and c.name in table.header.columns]
        names, required = (*table.names, ""), layout.required
        for record in table.records():
            row = Row(table.header, record.number, record.line)
            cells, problems = clean_cells(row, names, record.cells, required)
            marks = waiting(table.review, record.cells, row)
            self._findings += (*record.problems, *problems, *marks)
            text = cells[id_index]
            if not text:
                missing = "id" in table.header.columns and not record.cells[id_index].strip()
                if missing and not record.problems:
                    self._findings.append(finding("table.id-missing", row.at("id")))
                continue
            id = parse_id(text, row, "id", self._findings)
            if id is None:
                continue
            earlier = first.setdefault((cells[scheme_index], id), row)
            if earlier is not row:
                self._findings.append(duplicate(id, row, earlier.at("id")))
                continue
            for name in needed:
                if not cells[table.index(name)]:
                    self._findings.append(finding("table.value-missing", row.at(name), name))
            rows.append(_Identified(id, row, cells))
        return table, rows

    def _fields(
        self,
        layout: Layout,
        table: Table,
        rows: Sequence[_Identified],
        names: Names,
        starts: Sequence[str],
    ) -> list[tuple[str, Row, dict[str, Any]]]:
        """Return the fields of each row, and make the names of the things known.

        Args:
            layout: of the table.
            table: where the things stand.
            rows: those of its rows that are read.
            names: where their names go.
            starts: where their paths begin: of persons, the last.
        """
        references = self.names.references(self._authorities, own=names, language=self._language)
        columns = layout.columns_of(table.header.columns)
        naming = [column for column in columns if column.naming]
        by_name = plan(table, naming, references)
        gathers = table.index("members")
        for id, row, cells in rows:
            given = fields(by_name, row, cells, [])
            listed = [n for v in given.values() for n in ((v,) if isinstance(v, str) else v)]
            if cells[gathers]:
                names.add_group((id, *listed))
                continue
            for name, other in names.add(id, listed):
                place = row.at(naming[0].name)
                self._findings.append(finding("reference.name-shared", place, name, other=other))
        others = (column for column in columns if column.name not in _IDENTIFIERS)
        full = plan(table, others, references)
        read = [(id, row, fields(full, row, cells, self._findings)) for id, row, cells in rows]
        self._findings += second_spellings(read, columns, starts)
        for column in layout.columns:
            if column.upwards:
                self._findings += _open_circles(read, column)
        return read


def _open_circles(
    things: Sequence[tuple[str, Row, dict[str, Any]]], column: Column
) -> Iterator[Finding]:
    """Yield a finding for each thing that is above itself, and take away what is above it."""
    by_id = {id: (row, values) for id, row, values in things}
    above = {}
    for id, (_, values) in by_id.items():
        value = values.get(column.path, ())
        above[id] = (value,) if isinstance(value, str) else value
    for id, way in circles(above):
        row, values = by_id[id]
        shown = " → ".join(way)
        yield finding("reference.circle", row.at(column.name), shown)
        del values[column.path]


def _beside_members(values: Mapping[str, Any], row: Row) -> Iterator[Finding]:
    """Yield a finding for each cell of a group that only a concept can have."""
    for column in CONCEPTS.columns:
        if column.path in values and not (column.naming or column.name in _OF_A_GROUP):
            yield finding("table.group-cell", row.at(column.name))


NOT_GROUPED = Text("", "")
"""Said of rows with one id that cannot both stay."""


def duplicate(id: str, row: Row, earlier: Location, grouping: Text = NOT_GROUPED) -> Finding:
    """Return the finding of an id that an earlier cell holds already; it names both places.

    Args:
        id: the id.
        row: the later row.
        earlier: the earlier cell.
        grouping: how both rows may stay, where they may.
    """
    french, english = earlier.in_language("fr"), earlier.in_language("en")
    first = Text(french, english)
    return finding("table.id-duplicate", row.at("id"), id, first=first, grouping=grouping)
