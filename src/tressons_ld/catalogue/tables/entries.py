"""The records of the table of resources -> entries, one after the other. Only one is held."""

from collections.abc import Iterable, Iterator
from typing import Any

from tressons_ld.catalogue.columns.cell_texts import clean_cells
from tressons_ld.catalogue.columns.ids import parse_id
from tressons_ld.catalogue.columns.partial_dates import is_before
from tressons_ld.catalogue.columns.row_status import DRAFT, of_draft
from tressons_ld.catalogue.model import COMPOSED, RELATIONS, RESOURCES, Entry, Row, SharedPart
from tressons_ld.catalogue.tables.additions import apply, completions
from tressons_ld.catalogue.tables.composed_descriptions import composed_description
from tressons_ld.catalogue.tables.distributions import distributions, page_is_file
from tressons_ld.catalogue.tables.grouped_rows import GroupedRows
from tressons_ld.catalogue.tables.grouped_table import GroupedTable
from tressons_ld.catalogue.tables.resource_index import ResourceIndex, ResourceTitle
from tressons_ld.catalogue.tables.row_values import Plan, fields, plan, thing_of
from tressons_ld.catalogue.tables.rows import Record, Table
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.catalogue.tables.shared_tables import NOT_GROUPED, duplicate
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.messages import sentence

_GROUPING = sentence("table.or-row-per-file")


def read_entries(
    table: Table, shared: SharedPart, index: ResourceIndex
) -> Iterator[tuple[Entry | None, tuple[Finding, ...]]]:
    """Yield each entry with what is wrong with its row, in the order of the table.

    An entry is None where its id is missing, unreadable or already that of another row; its other
    cells are read all the same. A cell that is empty or cannot be read leaves its field empty.

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


class TitleReader:
    """Reads of a row what others tell of its entry: its title, and the language of that."""

    def __init__(self, table: Table, shared: SharedPart, names: SharedNames) -> None:
        """Read no row yet.

        Args:
            table: the table of resources.
            shared: the shared part.
            names: what its things are called.
        """
        language = shared.catalogue.language
        references = names.references(shared.authorities, language=language)
        others = map(RESOURCES.in_language, table.header.columns)
        columns = [*(RESOURCES[name] for name in _OF_TITLES), *filter(None, others)]
        self._header, self._language = table.header, language
        self._names = [column.name for column in columns]
        self._plan: Plan = [
            (place, column.name, column.path, column.parser(references), {})
            for place, column in enumerate(columns)
        ]

    def title(self, number: int, line: int | None, cells: list[str]) -> ResourceTitle | None:
        """Return the title as an entry has it; None without a title.

        Args:
            number: of the row.
            line: of the row.
            cells: those of :func:`title_columns`.
        """
        row = Row(self._header, number, line)
        clean, problems = clean_cells(row, self._names, cells, RESOURCES.required)
        values = fields(self._plan, row, clean, problems)
        read = values.get("title")
        if not read:
            return None
        others = tuple(
            (path.removeprefix(_OTHERS), words)
            for path, words in values.items()
            if path.startswith(_OTHERS)
        )
        return ResourceTitle(read, values.get("language", self._language), others)


_OF_TITLES, _OTHERS = ("title", "language"), "other_titles."


def title_columns(table: Table) -> list[str]:
    """Return the columns that tell the title of a resource, those of other languages last."""
    return [*_OF_TITLES, *(name for name in table.header.columns if RESOURCES.in_language(name))]


class EntryReader:
    """Makes an entry of a row: a pure function of the row, the shared part and the index."""

    def __init__(
        self,
        table: Table,
        shared: SharedPart,
        index: ResourceIndex,
    ) -> None:
        """Read no row yet.

        Args:
            table: the table of resources.
            shared: the shared part.
            index: the ids.
        """
        self.header = table.header
        self.index = index
        self.language = shared.catalogue.language
        self._shared = shared
        self._composed = shared.settings.without_description == COMPOSED
        self._names = (*table.names, "")
        self._required = RESOURCES.required
        self._id_index, self._address_index = table.index("id"), table.index("download_url")
        agents = shared.agents.values()
        self._persons = frozenset(agent.id for agent in agents if agent.person)
        references = SharedNames.of(shared).references(
            shared.authorities,
            resources=index,
            persons=self._persons,
            language=self.language,
        )
        columns = list(RESOURCES.columns_of(table.header.columns))
        others = [column for column in columns if not column.key]
        self._completions = completions(RESOURCES, references)
        self._files = [column for column in others if column.part]
        self._paths_of_files = {column.path for column in self._files}
        self._relations = [(column.name, column.path) for column in RELATIONS]
        self._plan = plan(table, others, references)
        self._group = (
            GroupedRows(table, columns, references) if isinstance(table, GroupedTable) else None
        )

    def entry(self, record: Record) -> tuple[Entry | None, tuple[Finding, ...]]:
        """Return the entry of a row, or None, and what is wrong with the row."""
        group = self._group if record.rows else None
        row = group.row(record) if group else Row(self.header, record.number, record.line)
        cells, problems = clean_cells(row, self._names, record.cells, self._required)
        problems.extend(record.problems)
        id = self._id(cells[self._id_index], row, record, problems)
        values = fields(self._plan, row, cells, problems)
        rows: list[Row] = []
        proposals = self.index.additions.get(id, ()) if id else ()
        if group:
            problems = list(group.at_each_row(problems, record, row))
            problems.extend(group.differences(record, row))
            found = (each.value for each in proposals if each.column == "landing_page")
            page = values.get("landing_page") or next(found, None)
            rows = group.read_files(record, values, page, problems)
        if authors := values.pop("authors", ()):
            self._add_authors(authors, values)
        draft = values.pop("status", None) == DRAFT and not self.index.with_drafts
        if proposals:
            values["additions"] = apply(
                proposals,
                self._completions,
                values,
                problems,
                self._shared.settings.paths.names.addition,
            )
        for column, path in self._relations if id else ():
            named = values.get(path)
            if not named:
                continue
            own = [each for each in named if each == id or ("://" in each and self._is(each, id))]
            for each in own:
                problems.append(finding("reference.itself", row.at(column), each))
            if own:
                values[path] = tuple(each for each in named if each not in own)
        if not values.keys().isdisjoint(self._paths_of_files):
            files = distributions(self._files, values, row, problems, rows)
            problems.extend(page_is_file(values.get("landing_page"), files, row))
            values["distributions"] = files
        modified, issued = values.get("modified"), values.get("issued")
        if modified and issued and is_before(modified, issued):
            place = row.at("modified")
            problems.append(finding("table.modified-before-issued", place, modified, issued=issued))
        values.setdefault("language", self.language)
        again = values.pop(f"other_titles.{values['language']}", None)
        if again is not None:
            place = row.at(f"title_{values['language']}")
            problems.append(finding("table.title-language", place, again))
        if draft:
            problems = [finding("table.draft", row.at("status")), *map(of_draft, problems)]
            values["status"] = DRAFT
        if id is None:
            return None, tuple(problems)
        if self._composed and not values.get("description"):
            values["description"] = composed_description(values, self._shared)
        entry: Entry = thing_of(RESOURCES, values, id=id, row=row)
        return entry, tuple(problems)

    def _is(self, address: str, id: str | None) -> bool:
        """Return whether an address is that of the resource of an id."""
        settings = self._shared.settings
        return id is not None and address == f"{settings.base_iri}{settings.paths.resource(id)}"

    def _add_authors(self, authors: Iterable[str], values: dict[str, Any]) -> None:
        """Add authors of one cell to the persons or to the organisations, as the agents are."""
        for column, person in (("persons", True), ("organisations", False)):
            named = (
                *values.get(column, ()),
                *(a for a in authors if (a in self._persons) is person),
            )
            if named:
                values[column] = tuple(dict.fromkeys(named))

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
            # Portals export a row for each file, under the id of its resource.
            is_file = self._group is None and record.cells[self._address_index].strip()
            grouping = _GROUPING.format(heading=row.at("id").column) if is_file else NOT_GROUPED
            problems.append(duplicate(id, row, earlier.at("id"), grouping))
            return None
        return id
