"""The links of an entry: where it leads, and what else it links to."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.importer.imported_entry import ImportedEntry, PrintedValue
from tressons_ld.catalogue.importer.layout import PrintedLink, TextLine
from tressons_ld.findings.finding import Finding, finding


def with_links(
    entry: ImportedEntry, lines: Sequence[TextLine], others: Iterable[TextLine]
) -> tuple[ImportedEntry, list[Finding]]:
    """Return an entry with its links, and what is wrong with them.

    Args:
        entry: the entry.
        lines: its link lines.
        others: its other lines, which may hold links as well.
    """
    problems: list[Finding] = []
    on_link_lines = [(line, link) for line in lines for link in line.links]
    elsewhere = [(line, link) for line in others for link in line.links]
    if not on_link_lines:
        in_title = [pair for pair in elsewhere if pair[0].number == entry.title.line]
        on_link_lines, elsewhere = in_title, elsewhere[len(in_title) :]
    if not on_link_lines:
        problems.append(finding("import.link-missing", entry.at(), entry.title.text))
    real: dict[str, PrintedValue] = {}
    leading: list[PrintedValue] = []
    for place, (line, link) in enumerate([*on_link_lines, *elsewhere]):
        printed = PrintedValue(link.target, line.number, link.character)
        if is_url(link.target):
            if link.target not in real and place < len(on_link_lines):
                leading.append(printed)
            real.setdefault(link.target, printed)
        elif _leads_somewhere(link):
            problems.append(finding("import.link-unreadable", entry.at(printed), link.target))
    if len(leading) > 1:
        problems.append(finding("import.links-several", entry.at(leading[1]), leading[1].text))
    first = leading[0] if leading else None
    further = tuple(printed for printed in real.values() if printed != first)
    return replace(entry, link=first, further_links=further), problems


def _leads_somewhere(link: PrintedLink) -> bool:
    """Return whether a link is more than the mark of a link without an address, such as ``#``."""
    return link.target != "" and not link.target.startswith(("#", "mailto:"))
