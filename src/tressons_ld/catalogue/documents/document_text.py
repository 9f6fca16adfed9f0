"""A document in any of its formats -> its text in Markdown.

Markdown and text are read as they are. What a stranger may have made to harm, DOCX, PDF and HTML,
is read in a process of its own, without network, within bounds of memory and time.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.importer.encoding import decode
from tressons_ld.files import walls
from tressons_ld.files.workers import WorkerDied, run_in_own_process
from tressons_ld.findings.errors import FolderError, MissingPackageError, reason_of
from tressons_ld.findings.finding import Finding, Location, finding

LARGEST = 64 << 20
"""Bytes of a document."""

SECONDS = 120
"""That a document may take to be read."""

MEMORY = 2 << 30
"""Bytes that a document may take to be read, under Linux."""

_UNPACKED = 512 << 20
# Bytes of the texts alone, which are read: beyond them the time ends first. Images are not read.
_UNPACKED_TEXTS = 128 << 20
# Of all texts: a thesis has 300 000. Beyond, the time ends first, so it is told before it is read.
_MOST_TAGS = 1_500_000


class DocumentText(NamedTuple):
    """The text of a document.

    Attributes:
        text: in Markdown.
        findings: what of it cannot be read.
        lines: of each line of the text, that of the file; None where they are the same, or where
            the file has no lines.
    """

    text: str
    findings: list[Finding]
    lines: tuple[int, ...] | None = None


def read_text(path: Path) -> DocumentText:
    """Return the text of a document.

    Args:
        path: of the file; its ending tells a DOCX, PDF or HTML.

    Raises:
        FolderError: it cannot be read, is too large, or takes too much to be read.
        MissingPackageError: its format needs a package of the extra ``documents``.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        reason = reason_of(error)
        raise FolderError("folder.document-unreadable", document=path, reason=reason) from None
    if len(content) > LARGEST:
        raise FolderError("folder.source-too-large", file=path, megabytes=LARGEST >> 20)
    reader = _READERS.get(path.suffix.lower())
    if reader is None and b"<table" in content.lower():
        reader = _with_tables_apart
    if reader is None:
        return DocumentText(*decode(content, str(path)))
    try:
        return run_in_own_process(reader, _Document(content, str(path)), SECONDS)
    except WorkerDied:
        raise FolderError(
            "folder.document-too-costly", file=path, seconds=SECONDS, gigabytes=MEMORY >> 30
        ) from None


class _Document(NamedTuple):
    content: bytes
    file: str


def _behind_walls(read: Callable[[_Document], DocumentText], document: _Document) -> DocumentText:
    import logging

    # What a library has to say of a broken document is no sentence of ours.
    logging.disable()
    walls.forbid_core_dumps()
    walls.deny_network()
    walls.limit_memory(MEMORY)
    try:
        return read(document)
    except (MemoryError, RecursionError):
        raise FolderError(
            "folder.document-too-costly",
            file=document.file,
            seconds=SECONDS,
            gigabytes=MEMORY >> 30,
        ) from None
    except (FolderError, MissingPackageError):
        raise
    # Each library fails with exceptions of its own at what is no such document.
    except Exception as error:
        raise FolderError(
            "folder.document-broken", file=document.file, reason=_shortened(error)
        ) from error


def _html(document: _Document) -> DocumentText:
    from tressons_ld.catalogue.documents.html_text import markdown_of

    text, findings = decode(document.content, document.file)
    page = markdown_of(text)
    framed = [
        finding("import.frame-left-out", Location(document.file, line)) for line in page.frame
    ]
    return DocumentText(page.text, findings + framed[:1], page.lines)


def _with_tables(document: _Document) -> DocumentText:
    """Return a text whose tables in HTML are tables in Markdown."""
    from tressons_ld.catalogue.documents.html_text import with_html_tables

    text, findings = decode(document.content, document.file)
    page = with_html_tables(text)
    return DocumentText(page.text, findings, page.lines)


def _docx(document: _Document) -> DocumentText:
    try:
        import mammoth
    except ImportError as error:
        raise MissingPackageError("package.missing-documents", package="mammoth") from error
    from io import BytesIO

    from tressons_ld.catalogue.documents.html_text import markdown_of

    with zipfile.ZipFile(BytesIO(document.content)) as archive:
        members = archive.infolist()
        texts = [each for each in members if each.filename.lower().endswith((".xml", ".rels"))]
        for parts, most in ((members, _UNPACKED), (texts, _UNPACKED_TEXTS)):
            if sum(part.file_size for part in parts) > most:
                raise FolderError(
                    "folder.document-unpacks-large", file=document.file, megabytes=most >> 20
                )
        # Whichever of them is the body: the relations of the package say which.
        if sum(archive.read(each).count(b"<") for each in texts) > _MOST_TAGS:
            raise FolderError("folder.document-of-tags", file=document.file, most=_MOST_TAGS)
    no_image = mammoth.images.img_element(lambda image: {})
    made = mammoth.convert_to_html(BytesIO(document.content), convert_image=no_image)
    return DocumentText(markdown_of(made.value).text, [])


def _pdf(document: _Document) -> DocumentText:
    try:
        import pdfplumber
    except ImportError as error:
        raise MissingPackageError("package.missing-documents", package="pdfplumber") from error
    from io import BytesIO

    from tressons_ld.catalogue.documents.pdf_text import markdown_of_pages

    with pdfplumber.open(BytesIO(document.content)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise FolderError("folder.document-too-long", file=document.file, pages=MOST_PAGES)
        text = markdown_of_pages(pdf.pages)
    if not text.strip():
        raise FolderError("folder.document-without-text", file=document.file)
    return DocumentText(text, [])


MOST_PAGES = 1_000
"""Pages of a PDF."""


def _html_apart(document: _Document) -> DocumentText:
    return _behind_walls(_html, document)


def _with_tables_apart(document: _Document) -> DocumentText:
    return _behind_walls(_with_tables, document)


def _docx_apart(document: _Document) -> DocumentText:
    return _behind_walls(_docx, document)


def _pdf_apart(document: _Document) -> DocumentText:
    return _behind_walls(_pdf, document)


_READERS: dict[str, Callable[[_Document], DocumentText]] = {
    ".htm": _html_apart,
    ".html": _html_apart,
    ".xhtml": _html_apart,
    ".docx": _docx_apart,
    ".pdf": _pdf_apart,
}
DOCUMENT_ENDINGS = (".md", ".markdown", ".txt", *_READERS)
"""Endings of the names of files that are read as documents."""


def _shortened(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
