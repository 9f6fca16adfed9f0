"""The entries of a catalogue folder by their ids, their rows read when they are asked for."""

from collections.abc import Iterator, Set
from functools import cached_property

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.tables.rows import Record


class EntriesById:
    """The entries of a folder, in the order of its table.

    Each walk reads the table again. What is kept is, where one of few entries is asked for by its
    id, the rows as they stand.
    """

    def __init__(self, folder: CatalogueFolder) -> None:
        self._folder = folder

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._folder.index)

    def __iter__(self) -> Iterator[Entry]:
        """Yield the entries that can be read, in the order of the table."""
        return self._folder.entries()

    def __getitem__(self, id: str) -> Entry:
        """Return the entry of this id; no other row is read into an entry for it.

        Raises:
            KeyError: no entry has it, or its row cannot be read.
        """
        record = self._record(id)
        entry = None if record is None else self._folder.entry(record)[0]
        if entry is None:
            raise KeyError(id)
        return entry

    def __contains__(self, thing: object) -> bool:
        """Return whether there is an entry of this id, or this very entry."""
        id = thing.id if isinstance(thing, Entry) else thing
        try:
            return isinstance(id, str) and (self[id] == thing or id == thing)
        except KeyError:
            return False

    def with_named(self, ids: Set[str]) -> Iterator[Entry]:
        """Yield the entries of some ids, then the others that these name."""
        linked: set[str] = set()
        for entry in self:
            if entry.id in ids:
                linked.update(entry.named_resources)
                yield entry
        if linked - ids:
            yield from (entry for entry in self if entry.id in linked - ids)

    def _record(self, id: str) -> Record | None:
        """Return the first row of this id as it stands in the table."""
        row = self._folder.index.row_of(id)
        if row is None:
            return None
        if self._folder.index.names:
            return self._records[row]
        return next(record for record in self._folder.records() if record.number == row)

    @cached_property
    def _records(self) -> dict[int, Record]:
        """The rows of a table of not too many, by their numbers."""
        return {record.number: record for record in self._folder.records()}
