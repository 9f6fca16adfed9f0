"""Imported entries -> the rows of a new table of resources, for the documentalist to complete."""

from collections.abc import Iterable, Mapping, Sequence

from tressons_ld.catalogue.importer.document import ImportedEntry, Printed
from tressons_ld.catalogue.importer.titles import SentenceCase
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Shared
from tressons_ld.catalogue.tables import RESOURCES
from tressons_ld.catalogue.tables.references import folded


def propose_rows(
    entries: Sequence[ImportedEntry], shared: Shared | None = None
) -> list[dict[str, str]]:
    """Return one row an entry: the text of each column that the document says something about.

    Kinds, sections and agents are named as in the catalogue folder, or as printed where it does
    not know them. The title is a proposal in sentence case. An unreadable year stays as it is
    printed: the check will point at its cell.
    """
    cased = SentenceCase((_text(entry.description) for entry in entries), shared)
    return [_row(entry, cased, shared) for entry in entries]


def write_table(rows: Iterable[Mapping[str, str]]) -> str:
    """Return the rows as CSV with all columns of the table, LF line ends, quotes where needed.

    Form: RFC 4180, section 2, but for the line ends.
    """
    columns = RESOURCES.columns
    lines = [columns, *([row.get(column, "") for column in columns] for row in rows)]
    return "".join(",".join(map(_cell, line)) + "\n" for line in lines)


def _row(entry: ImportedEntry, cased: SentenceCase, shared: Shared | None) -> dict[str, str]:
    return {
        "id": entry.id,
        "section": _concept(entry.section, "section", shared),
        "kind": _concept(entry.kind, "kind", shared),
        "title": cased.of(entry.title.text, _text(entry.description)),
        "printed_title": entry.title.text,
        "issued": _text(entry.issued),
        "organisations": _agents(entry.organisations, shared),
        "persons": _agents(entry.persons, shared),
        "printed_authors": _text(entry.authors),
        "description": _text(entry.description),
        "landing_page": _text(entry.link),
        "page": "; ".join(printed.text.replace(";", "%3B") for printed in entry.further_links),
    }


def _text(printed: Printed | None) -> str:
    return printed.text if printed else ""


def _concept(printed: Printed | None, column: str, shared: Shared | None) -> str:
    if shared and printed and printed.id:
        return shared.concepts[SCHEME_OF_COLUMN[column], printed.id].labels.fr or printed.id
    return _text(printed)


def _agents(names: Iterable[Printed], shared: Shared | None) -> str:
    return "; ".join(dict.fromkeys(_agent(name, shared) for name in names))


def _agent(name: Printed, shared: Shared | None) -> str:
    """Return the agent's acronym where that is printed, else its name."""
    if not shared or not name.id:
        return name.text
    agent = shared.agents[name.id]
    acronym = agent.acronym or ""
    return acronym if folded(name.text) == folded(acronym) else agent.name


def _cell(text: str) -> str:
    if any(character in text for character in '",\n\r') or text != text.strip():
        return '"' + text.replace('"', '""') + '"'
    return text
