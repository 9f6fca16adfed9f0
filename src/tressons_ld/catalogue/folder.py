"""A catalogue folder as it was read: values and their places, no RDF."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import Any

from tressons_ld.catalogue.columns.row_status import DRAFT, is_draft
from tressons_ld.catalogue.model import Entry, Settings, SharedPart
from tressons_ld.catalogue.tables.entries import EntryReader
from tressons_ld.catalogue.tables.look_files import FOLDER as LOOK
from tressons_ld.catalogue.tables.resource_index import ResourceIndex
from tressons_ld.catalogue.tables.resource_table import Watch, open_resources, read_index
from tressons_ld.catalogue.tables.rows import SUFFIXES, Record, Table
from tressons_ld.catalogue.tables.settings import read_settings
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding


@dataclass(frozen=True)
class CatalogueFolder:
    """A catalogue folder, its shared part and its index read. It can be pickled.

    Attributes:
        path: the folder.
        shared: what entries have in common.
        table: the table of resources, its headings read.
        index: the ids of the entries.
        findings: what is wrong or wanting in what was read.
        stamps: time and size of each file of the folder, as the system gave them before reading.
    """

    path: Path
    shared: SharedPart
    table: Table
    index: ResourceIndex
    findings: tuple[Finding, ...]
    stamps: Mapping[str, tuple[int, int]]

    @classmethod
    def read(
        cls,
        path: Path,
        *,
        base_iri: str | None = None,
        site_url: str | None = None,
        with_drafts: bool = False,
        watch: Watch | None = None,
    ) -> "CatalogueFolder":
        """Return the folder at ``path``.

        Args:
            path: a folder that holds ``data/catalogue.toml``.
            base_iri: another base than the one of the settings.
            site_url: another address of the files than the one of the settings.
            with_drafts: whether drafts are entries like the others.
            watch: sees the rows of the table as they are read for the first time.

        Raises:
            FolderError: the folder or one of its tables cannot be read.
        """
        # Read here for the names of the tables alone, before their stamps are taken.
        document, _ = read_settings(path, base_iri=base_iri, site_url=site_url)
        stamps = _stamps(path, document.settings)
        shared, of_shared = read_shared(path, base_iri=base_iri, site_url=site_url)
        table = open_resources(path, shared.settings, with_drafts=with_drafts)
        index, of_index = read_index(path, shared, table, with_drafts=with_drafts, watch=watch)
        shared = shared.with_languages_in(index.languages)
        return cls(path, shared, table, index, (*of_shared, *of_index), stamps)

    def __getstate__(self) -> dict[str, Any]:
        """Return the attributes alone: what was derived from them is derived again."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the attributes back."""
        self.__dict__.update(state)

    @cached_property
    def _reader(self) -> EntryReader:
        return EntryReader(self.table, self.shared, self.index)

    @cached_property
    def ambiguous_names(self) -> list[tuple[str, ...]]:
        """The names that stand for two shared things: a cell that has one depends on both."""
        return SharedNames.of(self.shared).collisions()

    def records(self) -> Iterator[Record]:
        """Yield the rows of the table as they stand; none if it has no column of ids.

        Raises:
            FolderError: the table cannot be read to its end.
        """
        return self.table.records() if "id" in self.table.header.columns else iter(())

    def entry(self, record: Record) -> tuple[Entry | None, tuple[Finding, ...]]:
        """Return the entry of a row, None if it cannot be read, and what is wrong with its cells.

        Pure: the same row gives the same entry in any process.
        """
        return self._reader.entry(record)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries that can be read, in the order of the table, unchecked; no drafts."""
        for record in self.records():
            entry, _ = self.entry(record)
            if entry is not None and entry.status != DRAFT:
                yield entry

    def ids(self, records: Iterable[Record]) -> Iterator[str]:
        """Yield the id of each row, readable or not, but for drafts."""
        place = self.table.index("id")
        return (record.cells[place].strip() for record in self.without_drafts(records))

    def without_drafts(self, records: Iterable[Record]) -> Iterable[Record]:
        """Return the rows but for drafts that are left out."""
        place = self.table.index("status")
        if self.index.with_drafts or place < 0:
            return records
        return (record for record in records if not is_draft(record.cells[place]))

    def refuse_changed(self) -> None:
        """Refuse what was read if it no longer stands in the files.

        The table is read twice, and the lock file is written again: both times they must say the
        same.

        Raises:
            FolderError: a file has changed since the folder was read.
        """
        now = _stamps(self.path, self.shared.settings)
        for file in sorted({*now, *self.stamps}):
            if now.get(file) != self.stamps.get(file):
                raise FolderError("folder.changed", file=file)


def _stamps(path: Path, settings: Settings) -> dict[str, tuple[int, int]]:
    """Return when each table, the settings and the look were last written, and their size.

    The tables are those that lie in ``data/`` and those that the settings name, wherever they lie.
    """
    data, files = path / "data", set(settings.files.values())
    with suppress(OSError):
        lying = (name for name in os.listdir(data) if not name.startswith((".", "~")))
        files.update(name for name in lying if name.lower().endswith((*SUFFIXES, ".toml")))
    paths = {file: data / file for file in files}
    paths |= {f"{LOOK}/{file.name}": file for file in (path / LOOK).glob("*.html")}
    if settings.look.logo:
        paths[f"{LOOK}/{settings.look.logo.name}"] = path / LOOK / settings.look.logo.name
    stamps = {}
    for file, place in paths.items():
        with suppress(OSError, ValueError):
            stat = place.stat()
            stamps[file] = (stat.st_mtime_ns, stat.st_size)
    return stamps
