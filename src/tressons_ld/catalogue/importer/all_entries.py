"""What is wrong with the entries of a document taken together."""

from collections.abc import Iterator, Sequence

from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.columns.spelling import fold
from tressons_ld.catalogue.importer.imported_entry import ImportedEntry
from tressons_ld.findings.finding import Finding, finding


def check_sections(
    entries: Sequence[ImportedEntry], sections: Names, *, sections_known: bool
) -> Iterator[Finding]:
    """Yield a finding for each entry without a section, and for each section that is unknown.

    Args:
        entries: the entries.
        sections: what the sections of the catalogue folder are called.
        sections_known: whether it says what sections there are.
    """
    unknown: set[str] = set()
    some = any(entry.section for entry in entries)
    for entry in entries:
        section = entry.section
        if section is None:
            if some or sections_known:
                yield finding("import.section-missing", entry.at(), entry.title.text)
        elif sections_known and section.id is None and fold(section.text) not in unknown:
            unknown.add(fold(section.text))
            yield finding(
                "import.section-unknown",
                entry.at(section),
                section.text,
                suggestion=sections.suggestion(section.text),
            )


def check_titles(entries: Sequence[ImportedEntry]) -> Iterator[Finding]:
    """Yield a finding for each entry whose title an earlier one has."""
    first: dict[str, ImportedEntry] = {}
    for entry in entries:
        other = first.setdefault(fold(entry.title.text), entry)
        if other is not entry and entry.title.text:
            yield finding(
                "import.title-repeated", entry.at(), entry.title.text, line=other.title.line
            )
