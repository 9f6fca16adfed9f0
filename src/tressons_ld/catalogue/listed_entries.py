"""What a document lists, adopted as any table is -> rows, and entries to compare with a table."""

from collections.abc import Sequence

from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable, adopt
from tressons_ld.catalogue.adoption.row_reader import AdoptedRow
from tressons_ld.catalogue.adoption.source import SourceTable
from tressons_ld.catalogue.importer import ImportedEntry, PrintedValue
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, SharedPart
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.catalogue.tables.terms_of_others import read_authorities


def adopted_list(table: SourceTable, shared: SharedPart) -> AdoptedTable:
    """Return the rows of the catalogue that a list gives.

    Raises:
        SettingsError: no column of it can be the title.
    """
    language = shared.catalogue.language
    return adopt(table, read_authorities(), language=language, language_known=True)


def row_cells(adopted: AdoptedTable) -> list[dict[str, str]]:
    """Return the cells of each row: what the list says, and no kind that it does not say.

    Authors of one column stand in those of persons and bodies, as far as their names tell.
    """
    said = adopted.matched.one("kind") is not None
    persons = {
        adopted.agents.cell(agent) for agent in adopted.agents if agent.cells["type"] == "personne"
    }
    rows = []
    for row in adopted.rows:
        cells = {name: text for name, text in row.cells.items() if said or name != "kind"}
        for name in _parts(cells.pop("authors", "")):
            column = "persons" if name in persons else "organisations"
            cells[column] = f"{cells[column]}; {name}" if column in cells else name
        rows.append(cells)
    return rows


def listed_entries(adopted: AdoptedTable, file: str, shared: SharedPart) -> list[ImportedEntry]:
    """Return the rows of a list as entries, each at its line."""
    names = SharedNames.of(shared)
    return [
        _entry(row, cells, file, names, shared)
        for row, cells in zip(adopted.rows, row_cells(adopted), strict=True)
    ]


def _entry(
    row: AdoptedRow, cells: dict[str, str], file: str, names: SharedNames, shared: SharedPart
) -> ImportedEntry:
    def printed(text: str, id: str | None = None) -> PrintedValue:
        return PrintedValue(text, row.number, 1, id)

    def one(column: str) -> PrintedValue | None:
        text = cells.get(column)
        if not text:
            return None
        scheme = SCHEME_OF_COLUMN.get(column)
        return printed(text, names.concepts_of(scheme).find(text) if scheme else None)

    def several(*columns: str) -> list[str]:
        return [part for column in columns for part in _parts(cells.get(column, ""))]

    agents = [
        printed(name, names.agents.find(name)) for name in several("organisations", "persons")
    ]
    persons = [each for each in agents if each.id and shared.agents[each.id].person]
    return ImportedEntry(
        cells["id"],
        file,
        printed(cells.get("title", "")),
        section=one("section"),
        kind=one("kind"),
        issued=one("issued"),
        authors=printed("; ".join(each.text for each in agents)) if agents else None,
        organisations=tuple(each for each in agents if each not in persons),
        persons=tuple(persons),
        description=one("description"),
        link=one("landing_page"),
        further_links=tuple(map(printed, several("page"))),
        in_list=True,
    )


def _parts(cell: str) -> Sequence[str]:
    return [part for part in cell.split("; ") if part]
