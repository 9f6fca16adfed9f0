"""The bytes of a received document -> its text."""

import re

from tressons_ld.catalogue.tables.encodings import likely, mostly_utf_8, neighbours_in
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import quotation


def decode(content: bytes, file: str) -> tuple[str, list[Finding]]:
    """Return the text of a document, and a finding when it is not in UTF-8 or is no text.

    A text that is UTF-8 except for some broken bytes is read as UTF-8; another one in the encoding
    that makes sense of its letters, as a table is, or not at all where two do.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), []
    controls = len(content.translate(None, _TEXT_BYTES))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if not controls:
            return _otherwise(content, error.start, file)
    else:
        if controls <= len(content) // 100:
            return text, []
    return "", [finding("import.not-text", Location(file))]


def _otherwise(content: bytes, start: int, file: str) -> tuple[str, list[Finding]]:
    """Return a text that is not UTF-8 from some byte on, and what is to be said of it."""
    lines = re.split(r"\r\n|\r|\n", content[:start].decode("utf-8"))
    place = Location(file, len(lines), len(lines[-1]) + 1)
    around = content[max(start - 15, 0) : start + 15]
    if mostly_utf_8([content]):
        shown = around.decode("utf-8", "replace").splitlines()[0]
        return content.decode("utf-8", "replace"), [finding("import.bytes-broken", place, shown)]
    encoding, other = likely(neighbours_in([content]))
    if other is not None:
        unclear = finding(
            "import.encoding-unclear",
            place,
            first=quotation(around.decode(encoding.codec, "replace").strip()),
            second=quotation(around.decode(other.codec, "replace").strip()),
            first_name=encoding.name,
            second_name=other.name,
        )
        return "", [unclear]
    wrong = content[start : start + 20].decode(encoding.codec, "replace").splitlines()[0]
    text = content.decode(encoding.codec, "replace")
    return text, [finding("import.not-utf-8", place, wrong, name=encoding.name)]


_TEXT_BYTES = bytes(byte for byte in range(256) if byte >= 0x20 or byte in b"\t\n\v\f\r")
