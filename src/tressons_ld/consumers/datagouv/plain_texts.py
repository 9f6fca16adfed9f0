"""Descriptions in HTML, as the plain text that says the same."""

import re
from collections.abc import Sequence
from html.parser import HTMLParser

_BLOCKS = frozenset(
    ("p", "div", "ul", "ol", "dl", "table", "blockquote", "section", "article", "header", "footer")
    + tuple(f"h{level}" for level in range(1, 7))
)
_LINES = {"br": "\n", "tr": "\n", "dt": "\n", "dd": "\n", "hr": "\n\n", "li": "\n- "}
_LINES |= {"td": " ", "th": " "}
_UNSEEN = frozenset(("script", "style", "template", "title"))
_WITHIN = frozenset(
    ("a", "abbr", "b", "big", "body", "center", "cite", "code", "em", "figure", "font", "head")
    + ("html", "i", "img", "kbd", "mark", "nobr", "pre", "q", "s", "small", "span", "strong", "sub")
    + ("sup", "tbody", "tfoot", "thead", "u", "var", "wbr")
)
_KNOWN = _BLOCKS | _LINES.keys() | _UNSEEN | _WITHIN


class _Text(HTMLParser):
    """The text that a reader of HTML shows.

    Attributes:
        parts: its pieces, the ends of lines among them.
        is_html: whether all that stands between chevrons is a tag of HTML; a formula is none.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.is_html = True
        self._links: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a line, an item or a link."""
        self.is_html &= tag in _KNOWN and all(value is not None for _, value in attrs)
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a":
            self._links.append(dict(attrs).get("href") or "")
        self.parts.append(_LINES.get(tag, ""))
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        """End a paragraph or a link: where the link leads stands after its words."""
        self.is_html &= tag in _KNOWN
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self._links:
            address = self._links.pop()
            if address.startswith("http") and address not in "".join(self.parts[-3:]):
                self.parts.append(f" ({address})")
        self._unseen = max(self._unseen - (tag in _UNSEEN), 0)

    def handle_data(self, data: str) -> None:
        """Take the words, one space for each white space."""
        if not self._unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain_text(words: str) -> str:
    r"""Return the text of words in HTML; "" where what stands between chevrons is none.

    >>> plain_text("<p>Un &eacute;tat.</p><ul><li>Un <b>mot</b></li></ul>")
    'Un état.\n\n- Un mot'
    >>> plain_text("si a<b et c>d"), plain_text("<commune>")
    ('', '')
    """
    parser = _Text()
    parser.feed(words)
    parser.close()
    if not parser.is_html:
        return ""
    lines = [" ".join(line.split()) for line in "".join(parser.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
