"""The ids that are proposed for the entries of a document."""

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from tressons_ld.catalogue.columns.ids import LONGEST_ID, RESERVED_IDS, slug
from tressons_ld.catalogue.importer.imported_entry import ImportedEntry


def with_ids(entries: list[ImportedEntry]) -> list[ImportedEntry]:
    """Return the entries with an id each: the title, then the kind and the year where needed."""
    plain = [slug(entry.title.text) or "ressource" for entry in entries]
    taken = {*plain, *RESERVED_IDS}
    given: set[str] = set(RESERVED_IDS)
    times: Counter[str] = Counter()
    named = []
    for entry, id in zip(entries, plain, strict=True):
        if id in given:
            times[id] += 1
            shortened = (_shortened(id, ending) for ending in _endings(entry, times[id] + 1))
            id = next(candidate for candidate in shortened if candidate not in taken)
        given.add(id)
        taken.add(id)
        named.append(replace(entry, id=id))
    return named


def _endings(entry: ImportedEntry, number: int) -> Iterator[str]:
    """Yield what tells an entry from others of the same title: kind, year, at last a number."""
    kind, year = (slug(printed.text) if printed else "" for printed in (entry.kind, entry.issued))
    yield from filter(None, (kind, f"{kind}-{year}".strip("-") if year else ""))
    yield from map(str, itertools.count(number))


def _shortened(id: str, ending: str) -> str:
    ending = ending[: LONGEST_ID // 2].strip("-")
    return f"{id[: LONGEST_ID - len(ending) - 1].strip('-')}-{ending}"
