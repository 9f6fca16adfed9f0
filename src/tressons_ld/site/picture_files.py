"""Whether bytes are a whole picture: it has a size, and its file an end where it says.

What lies between is for the browser; a file that an upload or a copy cut short is told here.
"""

from collections.abc import Callable, Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
# Start of frame: all but DHT, JPG and DAC (ISO/IEC 10918-1, table B.1).
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_SCAN, _END = 0xDA, 0xD9
# TEM, and the marks within a scan: they have no length.
_ALONE = {0x01, *range(0xD0, 0xD8)}


def is_png(content: bytes) -> bool:
    """Return whether bytes are a PNG: its header, data, and end (PNG, sections 5 and 11).

    >>> is_png(_PNG), is_png(b"")
    (False, False)
    """
    if not content.startswith(_PNG):
        return False
    chunks = [(kind, data) for kind, data in _png_chunks(content)]
    kinds = [kind for kind, _ in chunks]
    if not kinds or kinds[0] != b"IHDR" or b"IDAT" not in kinds or kinds[-1] != b"IEND":
        return False
    header = chunks[0][1]
    return len(header) == 13 and any(header[:4]) and any(header[4:8])


def _png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kind and the data of each chunk that is whole, to the end of the picture."""
    place, kind = len(_PNG), b""
    while kind != b"IEND":
        size = int.from_bytes(content[place : place + 4], "big")
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + size]
        place += 12 + size
        if place > len(content):
            return
        yield kind, data


def is_jpeg(content: bytes) -> bool:
    """Return whether bytes are a JPEG: a frame with a size, then a scan, and the mark of the end.

    >>> is_jpeg(b"JFIF")
    False
    """
    place, sized = 2, False
    if not content.startswith(b"\xff\xd8\xff"):
        return False
    while content[place : place + 1] == b"\xff" and place + 4 <= len(content):
        mark = content[place + 1]
        if mark == 0xFF or mark in _ALONE:
            place += 1 if mark == 0xFF else 2
            continue
        if mark == _SCAN:
            return sized and bytes((0xFF, _END)) in content[place:]
        if mark in _FRAMES:
            # Its height may be told after the first scan.
            sized = any(content[place + 7 : place + 9])
        place += 2 + int.from_bytes(content[place + 2 : place + 4], "big")
    return False


def is_webp(content: bytes) -> bool:
    """Return whether bytes are a WebP, as long as its head says (RFC 9649, section 2.4).

    >>> is_webp(b"RIFF" + bytes(4) + b"WEBP")
    False
    """
    size = int.from_bytes(content[4:8], "little")
    return (
        content.startswith(b"RIFF")
        and content[8:12] == b"WEBP"
        and content[12:16] in (b"VP8 ", b"VP8L", b"VP8X")
        and 12 < size <= len(content) - 8
    )


PICTURES: dict[str, Callable[[bytes], bool]] = {
    ".png": is_png,
    ".jpg": is_jpeg,
    ".jpeg": is_jpeg,
    ".webp": is_webp,
}
"""Extension -> whether bytes are such a picture."""
