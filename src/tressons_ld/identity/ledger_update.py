"""What one publication records in the lock file: which lines are seen, changed, new."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from tressons_ld.catalogue.paths import is_resource
from tressons_ld.identity.data_addresses import DataAddresses
from tressons_ld.identity.digests import version_of
from tressons_ld.identity.ledger import Ledger, LedgerRecord
from tressons_ld.identity.lock_columns import LockColumns, day_of, ordinal
from tressons_ld.identity.lock_file import (
    ABOVE,
    FILE,
    PUBLISHED,
    REMOVED,
    LockLine,
    csv_line,
    line_of,
    order_above,
    read_lines,
    read_texts,
    written,
)
from tressons_ld.identity.published_lines import PublishedLines


class LedgerUpdate:
    """What one publication records: which lines are seen, changed, new.

    Args:
        ledger: the lock file as it was read.
        spool: called with the CSV line of each new thing; the caller keeps the text.
        addresses: ``base_iri`` and ``site_url`` as they are published, to be recorded where none
            was.

    Attributes:
        dated: whether anything is recorded with the day of this publication.
        files: the addresses of data, to be held against those of this publication.
        reused: ids that were retired and stand in the catalogue again.
        withdrawn: ids of resources whose removal this publication is the first to tell.
        renamed: number of things that are published under another id, and keep their identifier.
        renewed_digests: number of things whose recorded digest is of an earlier version.
    """

    def __init__(
        self,
        ledger: Ledger,
        spool: Callable[[str], object],
        addresses: Mapping[str, str] | None = None,
    ) -> None:
        self._ledger, self._spool = ledger, spool
        self._addresses = {
            name: address
            for name, address in (addresses or {}).items()
            if name not in ledger.addresses
        }
        self.files = DataAddresses(ledger.files, ledger.date)
        self.reused: list[str] = []
        self.withdrawn: list[str] = []
        self._seen = bytearray(len(ledger))
        self._changed = bytearray(len(ledger))
        self._columns, self._new = ledger.columns.copy(), LockColumns()
        self.renewed_digests = self.renamed = 0
        self.dated = bool(self._addresses)
        self._first, self._last = ledger.columns.oldest(), ledger.columns.newest()

    def add(self, recorded: LedgerRecord) -> None:
        """Keep what is recorded of one thing of the catalogue."""
        if recorded.id in self._ledger.retired:
            self.reused.append(recorded.id)
        self._add(recorded)

    def add_unchanged(self, id: str) -> None:
        """Keep that a thing of the catalogue, which the lock file knows, is as it was recorded."""
        ledger, line = self._ledger, self._ledger.line_of(id)
        assert line is not None
        if ledger.status_at(line) == PUBLISHED:
            self._seen[line] = True
        else:
            _, _, digest = ledger.columns.at(line)
            self.add(ledger.record(id, digest))

    def add_retired(self, recorded: LedgerRecord) -> None:
        """Keep what is recorded of what stays of a thing that was retired."""
        told = self._ledger.retired[recorded.id]
        changed = told.digest != recorded.digest
        if changed and version_of(told.digest) != version_of(recorded.digest):
            # Where it is older, the digest is still that of the thing: nothing was told since.
            changed = told.modified < told.retired
            recorded = recorded.changed_on(self._ledger.date) if changed else recorded
        self._add(recorded)
        is_first = changed and told.modified <= told.retired
        if is_first and told.status == REMOVED and is_resource(recorded.id):
            self.withdrawn.append(recorded.id)

    def _add(self, recorded: LedgerRecord) -> None:
        line = self._ledger.line_of(recorded.id)
        id, digest, dates = recorded
        day, modified = dates.issued, dates.modified
        self._last = max(self._last, ordinal(modified))
        if line is None:
            kept = self._ledger.identifier(id)
            self._new.append(id, day, modified, digest, kept)
            self._spool(csv_line(LockLine(id, PUBLISHED, "", day, modified, digest, "", "", kept)))
            self.renamed += bool(kept)
            self._first, self.dated = min(self._first or ordinal(day), ordinal(day)), True
            return
        self._seen[line] = True
        _, before, known = self._ledger.columns.at(line)
        if known != digest:
            self._changed[line] = True
            self._columns.change(line, modified, digest)
            same = before == modified and version_of(known) != version_of(digest)
            self.renewed_digests, self.dated = self.renewed_digests + same, self.dated or not same

    @property
    def gone_places(self) -> list[int]:
        """The lines of what was published last time, is not there now, and was not retired."""
        return [line for line in self._ledger.lines_to_come() if not self._seen[line]]

    @property
    def changed(self) -> bool:
        """Whether this publication changes the lock file."""
        changed = (
            self._ledger.repeated or self._addresses or self.files.changed or any(self._changed)
        )
        return bool(changed or len(self._new))

    @property
    def dates_digest(self) -> str:
        """The digest of the lock file's dates as they are after this publication."""
        after = self._columns.copy()
        after.extend(self._new)
        return after.digest()

    @property
    def published(self) -> PublishedLines:
        """What all lines of the lock file are known by, as it is after this publication."""
        files = ((FILE, path) for path in self.files.lines.keys() - self._ledger.files.keys())
        above = [*self._addresses.items(), *files]
        return self._ledger.published.with_others(self._new.hashes, above)

    @property
    def newest(self) -> str:
        """The newest day on which anything recorded changed, what has gone included."""
        return (
            self._ledger.date
            if self.gone_places
            else day_of(self._last or ordinal(self._ledger.date))
        )

    @property
    def oldest(self) -> str:
        """The day of the first publication."""
        return day_of(self._first or ordinal(self._ledger.date))

    def lines(self, old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
        """Yield the lock file as it is after this publication, heading first.

        Args:
            old: the lines of the lock file as it was, heading first.
            new: the lines given to ``spool``.
        """
        yield from written(())
        day = self._ledger.date
        above = [
            LockLine(address, name, "", day, day, "", "", "")
            for name, address in self._addresses.items()
        ]
        above.extend(self.files.lines.values())
        place = 0
        for text, line in read_texts(old):
            if line is not None and line.status in ABOVE:
                if line.status != FILE:
                    above.append(line)
                continue
            yield from _drained(above)
            changed, place = self._changed[place], place + 1
            if changed:
                yield csv_line(self._after(line or line_of(text), place - 1))
            else:
                yield text
        yield from _drained(above)
        yield from new

    def _after(self, line: LockLine, place: int) -> LockLine:
        """Return a line that changed as it is now."""
        _, modified, digest = self._columns.at(place)
        return line._replace(modified=modified, digest=digest)

    def gone_ids(self, old: Iterable[str]) -> Iterator[str]:
        """Yield the ids of what has gone, given the lines of the lock file as it was."""
        gone = set(self.gone_places)
        if gone:
            things = (line for line in read_lines(old) if line.status not in ABOVE)
            yield from (line.id for place, line in enumerate(things) if place in gone)


def _drained(above: list[LockLine]) -> Iterator[str]:
    """Yield the lines that stand above things in their order, once."""
    yield from map(csv_line, sorted(above, key=order_above))
    above.clear()
