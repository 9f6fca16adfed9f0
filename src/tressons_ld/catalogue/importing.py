"""``import``: the received document read, then compared with the table or made into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
from tressons_ld.catalogue.adoption.source_documents import read_entries_of
from tressons_ld.catalogue.importer import (
    ImportedEntry,
    compare,
    propose_rows,
    write_table,
)
from tressons_ld.catalogue.listed_entries import adopted_list, listed_entries, row_cells
from tressons_ld.catalogue.tables.entries import read_entries
from tressons_ld.catalogue.tables.resource_table import open_resources, read_index, resources_file
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.files.output import cannot_write, replace_file
from tressons_ld.findings.errors import FolderError, OutputError
from tressons_ld.findings.finding import Finding
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import came to.

    Attributes:
        entries: number of entries read in the document.
        findings: what cannot be read, and what differs from the table.
        table: the table that was written, or None when there was one already, or nothing to write.
        shape: how the document prints its entries; no text where none was understood.
        adopted: the list that they were read from, where they stand in one.
        compared: whether they were compared with the table.
    """

    entries: int
    findings: list[Finding]
    table: Path | None
    shape: Text
    adopted: AdoptedTable | None
    compared: bool


def import_document(document: Path, folder: Path, output: Path | None = None) -> ImportResult:
    """Read a document; compare it with the folder's table, or write a table of it.

    A table that exists is never changed, and none is written where nothing was understood.

    Args:
        document: the document as received: Markdown, HTML, DOCX or PDF.
        folder: the catalogue folder.
        output: where to write the proposed rows, even when there is a table.

    Raises:
        FolderError: the document or the folder cannot be read.
        OutputError: the proposed table cannot be written, or exists.
    """
    shared, _ = read_shared(folder)
    read = read_entries_of(document, shared)
    entries: Sequence[ImportedEntry] = read.entries
    adopted = adopted_list(read.table, shared) if read.table is not None else None
    if adopted is not None:
        entries = listed_entries(adopted, str(document), shared)
    try:
        table: Path | None = folder / resources_file(folder, shared.settings)
    except FolderError:
        table = None
    compared = table is not None and output is None
    findings = list(read.findings)
    if compared and entries:
        resources = open_resources(folder, shared.settings)
        index, _ = read_index(folder, shared, resources)
        rows = (entry for entry, _ in read_entries(resources, shared, index) if entry is not None)
        findings += compare(entries, rows, shared)
    target = None
    if entries and not compared:
        target = output or folder / "data/resources.csv"
        if target.exists():
            raise OutputError("output.file-exists", target=target)
        proposed = propose_rows(entries, shared) if adopted is None else row_cells(adopted)
        try:
            replace_file(target, [write_table(proposed)])
        except OSError as error:
            raise cannot_write(target, error) from error
    return ImportResult(len(entries), findings, target, read.shape, adopted, compared)
