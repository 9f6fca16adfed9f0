r"""Text of each format in ASCII alone, for readers who are told no charset.

A harvester reads ``text/turtle`` without a charset as ISO-8859-1, and turns « Étude » into
« Ã‰tude » (udata 17.18.0, harvest/backends/dcat.py:130). Every format here has its own way of
writing a letter outside ASCII, and readers undo it: ``\u00e9`` in N-Triples and Turtle (RDF 1.1
Turtle, section 6.4), ``\u00e9`` in JSON, two of them above U+FFFF (RFC 8259, section 7),
``&#233;`` in XML (XML 1.0, section 4.1).
"""

import re

_OUTSIDE = re.compile(r"[^\x00-\x7f]")


def json_ascii(text: str) -> str:
    r"""Return JSON text in ASCII.

    >>> json_ascii('"é 🚲"')
    '"\\u00e9 \\ud83d\\udeb2"'
    """
    return text if text.isascii() else _OUTSIDE.sub(_json_escape, text)


def _json_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be")
    return "".join(
        f"\\u{high << 8 | low:04x}" for high, low in zip(units[::2], units[1::2], strict=True)
    )


def xml_ascii(text: str) -> str:
    """Return XML text in ASCII; names of elements and attributes must be so already.

    >>> xml_ascii('<a b="é">à</a>')
    '<a b="&#233;">&#224;</a>'
    """
    return text if text.isascii() else _OUTSIDE.sub(lambda match: f"&#{ord(match[0])};", text)
