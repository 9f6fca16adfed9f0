"""Answers packed for their way: by brotli or gzip, as ``Accept-Encoding`` asks.

The qualities are those at which a megabyte costs some 20 ms, or as it streams 2 ms: whoever asks
for the better encoding takes no more of the processor.
"""

from __future__ import annotations

import gzip
import zlib
from typing import Protocol

from tressons_ld.server.sparql_service.media_types import ranges_of

try:
    import brotli
except ImportError:  # No wheel for this machine: gzip alone is offered.
    brotli = None

IDENTITY, GZIP, BROTLI = "identity", "gzip", "br"
SMALL = 1024
"""Bytes under which packing an answer is no gain."""
_BROTLI_QUALITY, _GZIP_LEVEL = 5, 5
_STREAM_QUALITY, _STREAM_LEVEL = 1, 1
_STREAM_WINDOW = 18
"""Of brotli, in bits: each of many readers takes a megabyte at most."""


def encoding_of(header: str | None) -> str:
    """Return the encoding that a header prefers (RFC 9110, section 12.5.3).

    >>> encoding_of("gzip;q=0"), encoding_of("deflate, gzip"), encoding_of("gzip;q=0.5, identity")
    ('identity', 'gzip', 'identity')
    """
    ranges = ranges_of(header or "")
    best, most = IDENTITY, ranges.get(IDENTITY, 0.0)
    for encoding in (BROTLI, GZIP) if brotli is not None else (GZIP,):
        wanted = ranges.get(encoding, ranges.get("*", 0.0))
        if encoding == GZIP:
            wanted = ranges.get("gzip", ranges.get("x-gzip", wanted))
        if wanted > 0 and (wanted > most or best == IDENTITY and wanted == most):
            best, most = encoding, wanted
    return best


def packed(body: bytes, encoding: str) -> bytes:
    """Return the bytes of a whole answer in an encoding."""
    if encoding == BROTLI:
        return bytes(brotli.compress(body, quality=_BROTLI_QUALITY))
    if encoding == GZIP:
        return gzip.compress(body, _GZIP_LEVEL, mtime=0)
    return body


class Packer(Protocol):
    """Packs an answer piece by piece."""

    def pack(self, piece: bytes) -> bytes:
        """Return what can be sent by now."""

    def end(self) -> bytes:
        """Return the rest."""


def packer(encoding: str) -> Packer | None:
    """Return what packs an answer as it streams; None where it goes as it is."""
    if encoding == BROTLI:
        return _BrotliPacker()
    return _GzipPacker() if encoding == GZIP else None


class _BrotliPacker:
    def __init__(self) -> None:
        self._compressor = brotli.Compressor(quality=_STREAM_QUALITY, lgwin=_STREAM_WINDOW)

    def pack(self, piece: bytes) -> bytes:
        return bytes(self._compressor.process(piece))

    def end(self) -> bytes:
        return bytes(self._compressor.finish())


class _GzipPacker:
    def __init__(self) -> None:
        self._compressor = zlib.compressobj(_STREAM_LEVEL, zlib.DEFLATED, 31)

    def pack(self, piece: bytes) -> bytes:
        return self._compressor.compress(piece)

    def end(self) -> bytes:
        return self._compressor.flush()
