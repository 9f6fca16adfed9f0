"""Imported entries -> the rows of a new table of resources, for the documentalist to complete."""

from collections.abc import Iterable, Mapping, Sequence

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.datatypes import URL
from tressons_ld.catalogue.columns.spelling import fold
from tressons_ld.catalogue.columns.thing_names import AgentName
from tressons_ld.catalogue.importer.imported_entry import ImportedEntry, PrintedValue
from tressons_ld.catalogue.importer.titles import SentenceCase
from tressons_ld.catalogue.model import RESOURCES, Agent, SharedPart


def propose_rows(
    entries: Sequence[ImportedEntry], shared: SharedPart | None = None
) -> list[dict[str, str]]:
    """Return one row an entry: the text of each column that the document says something about.

    Kinds, sections and agents are named as in the catalogue folder, or as printed where it does
    not know them. The title is a proposal in sentence case. An unreadable year stays as it is
    printed: the check will point at its cell.
    """
    cased = SentenceCase((_text(entry.description) for entry in entries), shared)
    return [_row(entry, cased, shared) for entry in entries]


def write_table(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows as CSV with all columns that are published, LF line ends, quotes if needed.

    Form: RFC 4180, section 2, but for the line ends.
    """
    names = [column.name for column in RESOURCES.columns if not column.editorial]
    return csv_text([names, *([row.get(name, "") for name in names] for row in rows)])


def csv_text(lines: Iterable[Sequence[str]]) -> str:
    """Return lines as CSV, with LF line ends and quotes where needed."""
    return "".join(",".join(map(_cell, line)) + "\n" for line in lines)


def _row(entry: ImportedEntry, cased: SentenceCase, shared: SharedPart | None) -> dict[str, str]:
    printed = entry.cells()
    cells = {
        column.name: "; ".join(
            dict.fromkeys(_value(value, column, shared) for value in printed[column.name])
        )
        for column in RESOURCES.columns
        if column.name in printed
    }
    title = cased.of(entry.title.text, _text(entry.description))
    return {"id": entry.id, "title": title, **cells}


def _text(printed: PrintedValue | None) -> str:
    return printed.text if printed else ""


def _value(printed: PrintedValue, column: Column, shared: SharedPart | None) -> str:
    """Return a value as it is to stand in a cell of the column."""
    if shared and printed.id:
        if isinstance(column.datatype, AgentName):
            return _agent(printed, shared.agents[printed.id])
        return column.datatype.text(printed.id, shared) or printed.id
    return (
        printed.text.replace(";", "%3B") if column.many and column.datatype is URL else printed.text
    )


def _agent(printed: PrintedValue, agent: Agent) -> str:
    """Return the agent's acronym where that is printed, else its name."""
    acronym = agent.acronym or ""
    return acronym if fold(printed.text) == fold(acronym) else agent.name


def _cell(text: str) -> str:
    if any(character in text for character in '",\n\r') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
