"""The entries of a document against the table that was made of it: what differs, cell by cell.

Nothing is changed. A table may say more than its document; it is compared only where the document
says something that could be read. White space and the form of apostrophes are no difference.
"""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.datatypes import DATES, URL
from tressons_ld.catalogue.columns.spelling import fold, without_accents
from tressons_ld.catalogue.columns.thing_names import AgentName, ConceptName
from tressons_ld.catalogue.importer.imported_entry import ImportedEntry, PrintedValue
from tressons_ld.catalogue.model import RESOURCES, Entry, SharedPart
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import quoted
from tressons_ld.rdf.terms import date_datatype


def compare(
    entries: Sequence[ImportedEntry], table: Iterable[Entry], shared: SharedPart
) -> list[Finding]:
    """Return each difference between a document and the table, at the cell of the table.

    An entry that the table lacks is found at its place in the document; a row that the document
    does not have, at its row.

    Args:
        entries: as they stand in the document.
        table: the entries of the table, in its order.
        shared: the catalogue folder, for the names of what entries refer to.
    """
    rows = list(table)
    pairs = _pairs(entries, rows)
    findings: list[Finding] = []
    for entry, row in sorted(pairs.items()):
        findings += _differences(entries[entry], rows[row], shared)
    for index, imported in enumerate(entries):
        if index not in pairs:
            findings.append(
                finding("import.entry-new", imported.at(), imported.title.text, id=imported.id)
            )
    matched = set(pairs.values())
    for index, one in enumerate(rows):
        if index not in matched:
            place = one.row.at("printed_title" if one.printed_title else "title")
            findings.append(finding("import.entry-absent", place, one.printed_title or one.title))
    return findings


# --- which row is which entry -----------------------------------------------------------------


def _pairs(entries: Sequence[ImportedEntry], rows: Sequence[Entry]) -> dict[int, int]:
    """Return the index of the row of each entry: by its title, else by what is most alike."""
    pairs: dict[int, int] = {}
    by_title: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        by_title[_alike(_title(row))].append(index)
    groups: dict[str, list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        groups[_alike(entry.title.text)].append(index)
    for title, group in groups.items():
        candidates = by_title.get(title, [])
        # Two entries may have one title: those that agree most belong together.
        ranked = sorted(
            ((e, r) for e in group for r in candidates),
            key=lambda pair: (-_agreement(entries[pair[0]], rows[pair[1]]), *pair),
        )
        _take(ranked, pairs)
    _take(_by_description(entries, rows, pairs), pairs)
    _take(_by_likeness(entries, rows, pairs), pairs)
    return pairs


def _take(ranked: Iterable[tuple[int, int]], pairs: dict[int, int]) -> None:
    taken = set(pairs.values())
    for entry, row in ranked:
        if entry not in pairs and row not in taken:
            pairs[entry] = row
            taken.add(row)


def _by_description(
    entries: Sequence[ImportedEntry], rows: Sequence[Entry], pairs: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs, among the unpaired, that have one description."""
    taken = set(pairs.values())
    texts = {_alike(row.description): i for i, row in enumerate(rows) if i not in taken}
    for index, entry in enumerate(entries):
        text = _alike(entry.description.text) if entry.description else ""
        if index not in pairs and text in texts and text:
            yield index, texts[text]


def _by_likeness(
    entries: Sequence[ImportedEntry], rows: Sequence[Entry], pairs: dict[int, int]
) -> list[tuple[int, int]]:
    """Return the pairs, among the unpaired, whose titles are alike, the most alike first."""
    taken = set(pairs.values())
    by_word: dict[str, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        if index not in taken:
            for word in set(_alike(_title(row)).split()):
                by_word[word].append(index)
    ranked: list[tuple[float, int, int]] = []
    for index, entry in enumerate(entries):
        if index in pairs:
            continue
        title = _alike(entry.title.text)[:_ENOUGH]
        words = Counter(row for word in set(title.split()) for row in by_word.get(word, ()))
        for candidate, _ in words.most_common(_CANDIDATES):
            other = _alike(_title(rows[candidate]))[:_ENOUGH]
            likeness = difflib.SequenceMatcher(None, title, other, autojunk=False).ratio()
            if likeness >= _LIKENESS:
                ranked.append((-likeness, index, candidate))
    return [(index, candidate) for _, index, candidate in sorted(ranked)]


_LIKENESS = 0.8
_CANDIDATES = 5
_ENOUGH = 300


def _title(row: Entry) -> str:
    return row.printed_title or row.title


def _alike(text: str) -> str:
    return fold(without_accents(text))


def _agreement(entry: ImportedEntry, row: Entry) -> int:
    texts = [(entry.description, row.description), (entry.issued, row.issued)]
    same = sum(printed is not None and _same(printed.text, text or "") for printed, text in texts)
    return same + (entry.kind is not None and entry.kind.id == row.kind)


# --- what differs -----------------------------------------------------------------------------


def _differences(entry: ImportedEntry, row: Entry, shared: SharedPart) -> Iterator[Finding]:
    """Yield a finding at each cell that says something else than the document."""
    for name, printed in entry.cells().items():
        if name not in row.row.header.columns:
            continue
        said = _said(entry, RESOURCES[name], printed, row, shared)
        if said is not None:
            place, document, table = said
            if not _same(document, table):
                yield _difference(entry.at(place), row, name, document, table)


def _said(
    entry: ImportedEntry,
    column: Column,
    printed: Sequence[PrintedValue],
    row: Entry,
    shared: SharedPart,
) -> tuple[PrintedValue, str, str] | None:
    """Return what document and table say in a column, or None where they cannot be compared."""
    if isinstance(column.datatype, AgentName):
        return _said_of_agents(entry, column, printed, row, shared)
    if not printed:
        return None
    first, table = printed[0], column.cell(row, shared)
    if isinstance(column.datatype, ConceptName):
        if first.id is None:
            return None
        return first, column.datatype.text(first.id, shared), table
    if column.datatype is URL:
        links = {row.landing_page, *row.pages, *(d.download_url for d in row.distributions)}
        if column.many or first.text in links:
            return None
    if column.datatype in DATES and not date_datatype(first.text):
        return None
    return first, first.text, table


def _said_of_agents(
    entry: ImportedEntry,
    column: Column,
    printed: Sequence[PrintedValue],
    row: Entry,
    shared: SharedPart,
) -> tuple[PrintedValue, str, str] | None:
    """Return it of a column of authors: those that were found later are not in the document."""
    if entry.authors is None:
        return None
    if any(name.id is None for name in (*entry.organisations, *entry.persons)):
        return None
    added = {a.value for a in row.additions if a.column == column.name and not a.divergent}
    ids = dict.fromkeys(name.id for name in printed if name.id)
    in_table = [id for id in column.values(row) if id not in added or id in ids]
    return printed[0] if printed else entry.authors, _names(ids, shared), _names(in_table, shared)


def _names(ids: Iterable[str], shared: SharedPart) -> str:
    return "; ".join(shared.agents[id].name if id in shared.agents else id for id in ids)


def _same(document: str, table: str) -> bool:
    """Return whether two texts say the same: paragraphs count, other white space does not."""
    return document == table or _paragraphs(document) == _paragraphs(table)


def _paragraphs(text: str) -> list[str]:
    parts = re.split(r"\n\s*\n", text.replace("’", "'").strip())
    return [" ".join(part.split()) for part in parts]


def _difference(place: Location, row: Entry, column: str, document: str, table: str) -> Finding:
    start = 0
    if len(document) > _SHOWN or len(table) > _SHOWN:
        same = next(
            (i for i, (a, b) in enumerate(zip(document, table, strict=False)) if a != b),
            min(len(document), len(table)),
        )
        start = max(0, same - _SHOWN // 3)
    return finding(
        "import.differs",
        row.row.at(column),
        table,
        line=place.line,
        document=_excerpt(document, start),
        table=_excerpt(table, start),
    )


_SHOWN = 80


def _excerpt(text: str, start: int) -> str:
    """Return a piece of the text on one line, its invisible characters shown."""
    shown = quoted(text[start:], "en", longest=_SHOWN)[1:-1]
    return ("…" if start else "") + shown
