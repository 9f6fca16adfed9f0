"""``import``: the received document read, then compared with the table or made into one."""

from dataclasses import dataclass
from pathlib import Path

from tressons_ld.catalogue.importer import (
    compare,
    propose_rows,
    read_document,
    write_table,
)
from tressons_ld.catalogue.tables import (
    open_resources,
    read_entries,
    read_index,
    read_shared,
    resources_file,
)
from tressons_ld.files.output import cannot_write, replace_file
from tressons_ld.findings.errors import FolderError, OutputError, reason_of
from tressons_ld.findings.finding import Finding


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import came to.

    Attributes:
        entries: number of entries read in the document.
        findings: what cannot be read, and what differs from the table.
        table: the table that was written, or None when there was one already.
    """

    entries: int
    findings: list[Finding]
    table: Path | None


def import_document(document: Path, folder: Path, output: Path | None = None) -> ImportResult:
    """Read a document; compare it with the folder's table, or write a table of it.

    A table that exists is never changed.

    Args:
        document: the document as received, in Markdown.
        folder: the catalogue folder.
        output: where to write the proposed rows, even when there is a table.

    Raises:
        FolderError: the document or the folder cannot be read.
        OutputError: the proposed table cannot be written, or exists.
    """
    try:
        content = document.read_bytes()
    except OSError as error:
        reason = reason_of(error)
        raise FolderError("folder.document-unreadable", document=document, reason=reason) from None
    shared, _ = read_shared(folder)
    entries, findings = read_document(content, str(document), shared)
    try:
        table: Path | None = folder / resources_file(folder, shared.settings)
    except FolderError:
        table = None
    if table is not None and output is None:
        resources = open_resources(folder, shared.settings)
        index, _ = read_index(folder, shared, resources)
        rows = (entry for entry, _ in read_entries(resources, shared, index) if entry is not None)
        return ImportResult(len(entries), [*findings, *compare(entries, rows, shared)], None)
    target = output or folder / "data/resources.csv"
    if target.exists():
        raise OutputError("output.file-exists", target=target)
    try:
        replace_file(target, [write_table(propose_rows(entries, shared))])
    except OSError as error:
        raise cannot_write(target, error) from error
    return ImportResult(len(entries), findings, target)
