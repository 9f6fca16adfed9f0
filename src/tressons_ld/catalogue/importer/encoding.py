"""The bytes of a received document -> its text."""

import re

from tressons_ld.findings.finding import Finding, Location, finding


def decode(content: bytes, file: str) -> tuple[str, list[Finding]]:
    """Return the text of a document, and a finding when it is not in UTF-8 or is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), []
    controls = len(content.translate(None, _TEXT_BYTES))
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if not controls:
            before = content[: error.start].decode("utf-8")
            lines = re.split(r"\r\n|\r|\n", before)
            place = Location(file, len(lines), len(lines[-1]) + 1)
            wrong = content[error.start : error.start + 20].decode("cp1252", "replace")
            problem = finding("import.not-utf-8", place, wrong.splitlines()[0])
            return content.decode("cp1252", "replace"), [problem]
    else:
        if controls <= len(content) // 100:
            return text, []
    return "", [finding("import.not-text", Location(file))]


_TEXT_BYTES = bytes(byte for byte in range(256) if byte >= 0x20 or byte in b"\t\n\v\f\r")
