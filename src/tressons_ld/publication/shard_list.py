"""The shards of a table, known since it was read for the first time.

A folder is read twice to be published: for the index of its ids, and for its entries. Whoever
publishes it again has the first reading watched; of the second one, only the rows are parsed whose
shard has changed. What is known of the others waits in a temporary file, whatever their number.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, TypeAlias, overload

from tressons_ld.catalogue.columns.row_status import is_draft
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.tables.rows import Record, Table
from tressons_ld.files.shelf import Shelf
from tressons_ld.findings.errors import FolderError
from tressons_ld.publication.shards import Shard, key_in, runs_of, shard_key

_Known: TypeAlias = tuple[str, int, int | None, list[str], bool]
"""The key of a shard, number and line of its first row, the ids of all, whether one is a draft."""


class ShardList:
    """What is known of the shards of one table, in its order."""

    def __init__(self) -> None:
        """Begin with no table."""
        self._known: Shelf[_Known] = Shelf()

    def watch(self, table: Table, records: Iterable[Record]) -> Iterator[Record]:
        """Pass on the rows of a table as they are read for the first time.

        Args:
            table: the table.
            records: its rows.

        Raises:
            OutputError: there is no room left for temporary files.
        """
        if "id" not in table.header.columns:
            yield from records
            return
        place, status = table.index("id"), table.index("status")
        for run in runs_of(records, place):
            yield from run
            first, ids = run[0], [record.cells[place].strip() for record in run]
            drafts = any(is_draft(record.cells[status]) for record in run)
            key = shard_key(run, place, lambda _id: ())
            self._known.append((key, first.number, first.line, ids, drafts))

    def shards(self, folder: CatalogueFolder) -> Iterator[Shard]:
        """Yield the shards of the folder whose table was watched.

        The rows of a shard are read when they are first asked for: before the next shard is, for
        what was passed over is read from the beginning.

        Args:
            folder: the folder as it was read.
        """
        later, reader = folder.index.additions, _RowReader(folder)
        for key, number, line, ids, drafts in self._known:
            first = Record(number, line, [])
            rows = _RowsToRead(reader, first, len(ids))
            if drafts or (later and not later.keys().isdisjoint(ids)):
                yield Shard.of(folder, list(rows), key_in(folder, rows))
            else:
                yield Shard(rows, key, ids, False, first)


class _RowReader:
    """Reads rows of a table from where it has arrived."""

    def __init__(self, folder: CatalogueFolder) -> None:
        self._table = folder.table
        self._records: Iterator[Record] = iter(())
        self._reached: int | None = None

    def read(self, first: Record, count: int) -> list[Record]:
        """Return some rows from a first one on.

        Raises:
            FolderError: they are no longer there.
        """
        if self._reached is None or self._reached >= first.number:
            self._records = self._table.records(first)
        for record in self._records:
            if record.number == first.number:
                rows = [record, *islice(self._records, count - 1)]
                self._reached = rows[-1].number
                if len(rows) == count:
                    return rows
        raise FolderError("folder.changed", file=self._table.header.file.removeprefix("data/"))


class _RowsToRead(Sequence[Record]):
    """Rows that are read when they are first asked for; in another process they are a list."""

    def __init__(self, reader: _RowReader, first: Record, count: int) -> None:
        self._reader, self._first, self._count = reader, first, count
        self._rows: list[Record] = []

    def __len__(self) -> int:
        """Return their number."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Record: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...

    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        """Return a row, or some."""
        if not self._rows:
            self._rows = self._reader.read(self._first, self._count)
        return self._rows[index]

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (self[:],)
