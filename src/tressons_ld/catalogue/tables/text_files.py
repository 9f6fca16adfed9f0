"""Text files of any encoding, compressed by gzip or not."""

import codecs
import gzip
import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tressons_ld.catalogue.tables.encodings import WINDOWS, likely, mostly_utf_8, neighbours_in
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import Text, quoted
from tressons_ld.findings.messages import sentence

_BLOCK = 1 << 20

LARGEST_ROW = 64 << 20
"""Characters of a row, on one line or on several: it is held whole."""


def open_bytes(path: Path) -> gzip.GzipFile | io.BufferedReader:
    """Return the open file, which is decompressed as it is read."""
    return gzip.open(path, "rb") if path.suffix.lower() == ".gz" else path.open("rb")


_UTF_16 = sentence("table.utf-16")
_UTF_32 = sentence("table.utf-32")
# What a file begins with, when it is not the text that its name says.
_SIGNATURES = (
    (b"PK\x03\x04", sentence("table.zip-archive")),
    (b"\xd0\xcf\x11\xe0", sentence("table.old-workbook")),
    (b"\x1f\x8b", sentence("table.gzip-file")),
    (b"\xff\xfe\0\0", _UTF_32),
    (b"\0\0\xfe\xff", _UTF_32),
    (b"\xff\xfe", _UTF_16),
    (b"\xfe\xff", _UTF_16),
)


def encoding_of(path: Path, file: str, most: int | None = None) -> tuple[str, list[Finding]]:
    """Return the encoding of a text, from all of its bytes, and what is to be said of it.

    UTF-8, with or without a byte order mark; else the encoding of one byte a character that makes
    sense of the text. A text that is UTF-8 except for some broken bytes is read as UTF-8: the bytes
    become halves of characters, which are findings of their cells.

    Args:
        path: where it lies.
        file: what to call it in messages.
        most: bytes that it may have, unpacked.

    Raises:
        FolderError: the file is not a text, could be read in two ways, or is too large.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines, size = 1, 0
    with open_bytes(path) as stream:
        block = stream.read(_BLOCK)
        for signature, kind in _SIGNATURES:
            if block.startswith(signature):
                raise FolderError("folder.not-a-text", file=file, kind=kind)
        if wide := _wide_encoding(block):
            raise FolderError("folder.not-a-text", file=file, kind=wide)
        try:
            while block:
                size += len(block)
                if most is not None and size > most:
                    raise FolderError("folder.source-too-large", file=file, megabytes=most >> 20)
                decoder.decode(block)
                lines += block.count(b"\n")
                block = stream.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            before = error.object[: error.start]
            line = lines + (before.count(b"\n") or before.count(b"\r"))
        else:
            return "utf-8-sig", []
    if mostly_utf_8(_blocks(path)):
        return "utf-8-sig", []
    seen = neighbours_in(_blocks(path))
    encoding, other = likely(seen)
    if other is not None:
        shown = [_line_of(path, line, each.codec) for each in (encoding, other)]
        raise FolderError(
            "folder.encoding-unclear",
            file=file,
            line=line,
            first=Text(*(quoted(shown[0], language) for language in ("fr", "en"))),
            second=Text(*(quoted(shown[1], language) for language in ("fr", "en"))),
            first_name=encoding.name,
            second_name=other.name,
        )
    code = "table.encoding-windows" if encoding is WINDOWS else "table.encoding-other"
    return encoding.codec, [finding(code, Location(file, line), name=encoding.name)]


def _wide_encoding(start: bytes) -> Text | None:
    """Return what a text without a byte order mark is that has a zero in most of its characters.

    UTF-16 has one in each pair of bytes, UTF-32 two more.
    """
    length = min(len(start), 1000) // 4 * 4
    zeros = [start[side:length:4].count(0) > length / 4 * 0.6 for side in range(4)]
    if not length or not any(zeros):
        return None
    return _UTF_32 if sum(zeros) > 2 else _UTF_16


def _blocks(path: Path) -> Iterator[bytes]:
    with open_bytes(path) as stream:
        while block := stream.read(_BLOCK):
            yield block


def _line_of(path: Path, number: int, codec: str) -> str:
    """Return what stands around the first byte above ASCII in a line."""
    line, before = b"", 0
    with open_bytes(path) as stream:
        for piece in iter(partial(stream.readline, _BLOCK), b""):
            if before == number - 1:
                line = piece
            if before >= number or (before == number - 1 and not piece.isascii()):
                break
            before += piece.endswith(b"\n")
    first = next((i for i, byte in enumerate(line) if byte > 0x7F), 0)
    return line[max(first - 15, 0) : first + 15].decode(codec, "replace").strip()


class Lines:
    """The lines of a text, as many as a row may have.

    Args:
        text: their file.
        file: what to call it in messages.
    """

    def __init__(self, text: io.TextIOWrapper, file: str) -> None:
        self._readline, self._file = text.readline, file
        self._number, self._left = 0, LARGEST_ROW

    def begin_row(self) -> None:
        """Let the next line begin a row."""
        self._left = LARGEST_ROW

    def single(self) -> Iterator[str]:
        """Yield the lines, each of them a row."""
        for line in self:
            self.begin_row()
            yield line

    def __iter__(self) -> Iterator[str]:
        """Yield the lines that are left.

        Raises:
            FolderError: with one of them its row has more characters than one may have.
        """
        while line := self._readline(self._left):
            self._number += 1
            self._left -= len(line)
            if self._left <= 0:
                raise FolderError(
                    "folder.row-too-large",
                    file=self._file,
                    line=self._number,
                    megabytes=LARGEST_ROW >> 20,
                )
            yield line


@contextmanager
def open_lines(path: Path, encoding: str, file: str) -> Iterator[Lines]:
    """Open a text, its line ends as they stand; bytes that are broken become halves.

    Args:
        path: where it lies.
        encoding: of its text.
        file: what to call it in messages.
    """
    with (
        open_bytes(path) as stream,
        io.TextIOWrapper(stream, encoding, "surrogateescape", newline="") as text,
    ):
        yield Lines(text, file)
