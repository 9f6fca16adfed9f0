r"""The layout of a received document: its headings and its lines of text, each with its place.

It is read line by line rather than by a Markdown library, for every value must be led back to its
line and character, and what a converter or a hand left askew must still be read. What is read of
Markdown (https://spec.commonmark.org/0.31.2/):

- a heading: ``## Text``, with or without closing ``##``, at any level (section 4.2), or one line
  of text underlined by ``===`` or ``---`` (section 4.3);
- a paragraph: lines up to an empty one; an item of a list keeps a line of its own; the ``>`` of a
  quotation is dropped;
- links: ``[text](address)``, ``[text][reference]``, ``<address>`` and bare addresses; a line is
  a *link line* when it holds links alone, or links after a lead-in such as ``Voir :``;
- emphasis, escapes, character references, images and comments: only their text is kept.

White space at the ends of a line counts for nothing, the no-break space included; inside, a tab or
a run of spaces is one space.
"""

import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from tressons_ld.findings.finding import Finding, Location, finding


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """A link: what it shows (nothing for a bare address), where it leads, and its character."""

    words: str
    target: str
    character: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text.

    Attributes:
        text: its plain text, without markup.
        source: the line as it stands, without white space at its ends.
        number: line of the file, from 1.
        start: place of the source in the line, from 1.
        opens: whether it begins a paragraph.
        item: the marker of a list item, ``- `` or ``1. ``, or nothing.
        links: the links in it.
        is_link: whether it is a link line.
    """

    text: str
    source: str
    number: int
    start: int
    opens: bool = True
    item: str = ""
    links: tuple[PrintedLink, ...] = ()
    is_link: bool = False

    @property
    def character(self) -> int:
        """Place of the text's first character in the line, from 1."""
        return self.character_of(self.text[:_ENOUGH])

    def character_of(self, piece: str, *, last: bool = False) -> int:
        """Return the place of a piece of the text, as far as the markup lets it be found."""
        found = self.source.rfind(piece) if last else self.source.find(piece)
        return self.start + max(found, 0)

    @property
    def is_bold(self) -> bool:
        """Whether the whole line stands in bold letters."""
        return re.fullmatch(r"(\*\*|__).+\1", self.source) is not None

    @property
    def whole(self) -> str:
        """Its plain text, with the marker of the list item."""
        return self.item + self.text


@dataclass(slots=True)
class HeadedPart:
    """A heading and the lines of text beneath it; no heading for what comes before the first."""

    heading: TextLine | None
    level: int = 0
    body: list[TextLine] = field(default_factory=list)


def read_layout(text: str, file: str) -> tuple[list[HeadedPart], list[Finding]]:
    """Return the parts of a document in their order, and the characters that no text may hold.

    Args:
        text: the document; its lines end in LF, CR LF or CR.
        file: what the findings call it.
    """
    findings: list[Finding] = []
    lines = [
        _readable(line, number, file, findings)
        for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1)
    ]
    _blank_out_comments(lines)
    addresses = _take_definitions(lines)
    parts = [HeadedPart(None)]
    opens = True
    index = 0
    while index < len(lines):
        first = index
        content = _content(lines[index])
        index += 1
        body = parts[-1].body
        if level := _underline_level(content, first, body):
            parts.append(HeadedPart(body.pop(), level))
        elif heading := _HEADING.fullmatch(content):
            title = _CLOSING.sub("", single_spaced(heading["text"])).strip()
            line = _line(title, lines[first], first, addresses)
            parts.append(HeadedPart(line, len(heading["marks"])))
        elif content and not _RULE.fullmatch(content):
            most = min(len(lines), first + _LONGEST_LINK)
            while index < most and _runs_on(content, lines[index]):
                content = f"{content} {_content(lines[index])}"
                index += 1
            line = _line(content, lines[first], first, addresses, opens=opens)
            if line.text or line.links:
                body.append(line)
                opens = False
            continue
        opens = True
    return parts, findings


# --- lines ------------------------------------------------------------------------------------

_LINE_END = re.compile(r"\r\n|\r|\n")
# Form feeds and vertical tabs are white space: a converter leaves them between pages.
_SPACES = re.compile(r"\s{2,}|[\t\f\v\n\r\u2028\u2029]")
# Control characters, halves of surrogate pairs and noncharacters: no RDF document can hold them.
_UNREADABLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_QUOTE = re.compile(r"^\s*(?:>[^\S\n]*)+")
_RULE = re.compile(r"([-*_=])(?:\s*\1){2,}")
_HEADING = re.compile(r"(?P<marks>#+)(?P<text>|\s.*|(?<=##)[^#\s].*)")
# Closing marks, and the attributes that some converters write after a heading.
_CLOSING = re.compile(r"(?:(?:^|\s)#+)?(?:\s?\{[#.][^{}]*\})?$")
_ITEM = re.compile(r"(?:[-*+•‣▪]|(?P<number>\d{1,3}[.)]))\s+")
_DEFINITION = re.compile(
    r"\[(?P<name>[^\[\]]+)\]:\s*<?(?P<target>(?:[A-Za-z]+:|www\.|[#/.])[^\s<>]*)>?(?:\s+[\"'(].*)?"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LONGEST_LINK = 4
"""Lines that one link may run over."""
_ENOUGH = 12
"""Characters by which the beginning of a text is found in its line."""


def _readable(line: str, number: int, file: str, findings: list[Finding]) -> str:
    """Return the line in normal form C, without the characters that no text may hold."""
    if match := _UNREADABLE.search(line):
        findings.append(
            finding(
                "import.character-unreadable",
                Location(file, number, match.start() + 1),
                line,
                character=f"U+{ord(match[0]):04X}",
            )
        )
        line = _UNREADABLE.sub("", line)
    if "\ufffd" in line:
        place = Location(file, number, line.index("\ufffd") + 1)
        findings.append(finding("import.character-lost", place, line))
    return unicodedata.normalize("NFC", line)


def _content(line: str) -> str:
    """Return the line without white space at its ends and without the marks of a quotation."""
    return _QUOTE.sub("", line).strip()


def _blank_out_comments(lines: list[str]) -> None:
    """Replace ``<!-- … -->`` by spaces, in place; a comment that is never closed is text."""
    whole = "\n".join(lines)
    end = whole.rfind("-->") + 3
    if "<!--" in whole[:end]:
        blanked = _COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), whole[:end])
        lines[:] = (blanked + whole[end:]).split("\n")


def _take_definitions(lines: list[str]) -> dict[str, str]:
    """Blank out ``[name]: address`` in place and return the addresses by name."""
    addresses: dict[str, str] = {}
    for index, line in enumerate(lines):
        if match := _DEFINITION.fullmatch(line.strip()):
            addresses.setdefault(match["name"].casefold(), match["target"])
            lines[index] = ""
    return addresses


def _underline_level(content: str, index: int, body: list[TextLine]) -> int:
    """Return 1 or 2 when this line underlines a heading, else 0.

    The heading is a paragraph of one line that is neither a link nor an item of a list: a rule
    drawn right under a description is a rule.
    """
    if not re.fullmatch("={3,}|-{3,}", content) or not body:
        return 0
    above = body[-1]
    if above.number != index or not above.opens or above.is_link or above.item:
        return 0
    return 1 if content.startswith("=") else 2


def _runs_on(content: str, following: str) -> bool:
    """Return whether a link that is opened here is closed on the following line."""
    return content.rfind("[") > content.rfind("]") and (
        re.match(r"[^\[\]]*\][(\[]", following) is not None
    )


def _line(
    content: str, line: str, index: int, addresses: Mapping[str, str], *, opens: bool = True
) -> TextLine:
    marker = _ITEM.match(content)
    source = content[marker.end() :] if marker else content
    offset = max(line.rfind(source), line.find(source[:_ENOUGH]), 0)
    text, outside, links = plain(source, addresses, offset + 1)
    return TextLine(
        text=text,
        source=source,
        number=index + 1,
        start=offset + 1,
        opens=opens,
        item=(f"{marker['number']} " if marker["number"] else "- ") if marker else "",
        links=links,
        is_link=bool(links) and not marker and _LEAD_IN.fullmatch(outside) is not None,
    )


# --- inside a line ----------------------------------------------------------------------------

# What may stand around the links of a link line: punctuation, or a short text that leads to them.
_LEAD_IN = re.compile(
    r"(?:[\s>›→▸»|•·,;:/()\[\]–—-]|\b(?:et|ou|and|or)\b)*|[^.!?]{0,60}:|[>›→▸»].{0,60}"
)
_DEEPEST = 4
"""Marks that text may stand within and still be freed of them."""
_INLINE = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | !\[(?P<image>[^\[\]]{0,500})\](?:\([^()]{0,2000}\)|\[[^\[\]]{0,200}\])
    | \[(?P<shown>(?:\\.|[^\[\]\\]|\[[^\[\]]{0,200}\]){0,2000})\]
      (?: \(\s*(?P<target><[^<>]{0,2000}>|(?:\\.|[^\s()\\]|\([^\s()]{0,500}\)){0,4000})
          (?:\s+(?:"[^"]{0,500}"|'[^']{0,500}'))?\s*\)
        | \[(?P<reference>[^\[\]]{0,200})\] )
    | <(?P<between>(?:[A-Za-z][A-Za-z0-9+.-]{1,31}:|www\.)[^\s<>]{0,4000})>
    | (?P<bare>(?:https?://|www\.)[^\s<>]{1,4000})
    | &(?P<entity>\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});
    | (?P<mark>\*{2,3}(?=\S)|(?<=\S)\*{2,3}|(?<!\w)_{2,3}(?=\S)|(?<=\S)_{2,3}(?!\w))
    | (?<![\w*])\*(?=[^\s*])(?P<slanted>(?:\\.|[^*\\])+)(?<=[^\s\\])\*(?![\w*])
    | (?<![\w_])_(?=[^\s_])(?P<underlined>(?:\\.|[^_\\])+)(?<=[^\s\\])_(?![\w_])
    | (?P<break><br\s{0,9}/?>|\\$)
    """,
    re.VERBOSE,
)
_AFTER_ADDRESS = re.compile(r"[.,;:!?»\"'”’*_]+$")


def plain(
    source: str, addresses: Mapping[str, str], character: int = 1, depth: int = 0
) -> tuple[str, str, tuple[PrintedLink, ...]]:
    r"""Return the plain text of a line, its text outside of links, and its links.

    Args:
        source: the line.
        addresses: those that ``[text][reference]`` may refer to.
        character: where the line begins.
        depth: how many marks this text stands within.

    >>> plain("**Avise**, [voir](https://example.org/a_b)", {})[:2]
    ('Avise, voir', 'Avise,')
    >>> plain(r"2 \* 3 &amp; *plus*", {})[0]
    '2 * 3 & plus'
    """
    kept: list[str] = []
    outside: list[str] = []
    links: list[PrintedLink] = []
    position = 0
    while match := _INLINE.search(source, position):
        kept.append(source[position : match.start()])
        outside.append(kept[-1])
        place = character + match.start()
        position = match.end()
        marked = match["shown"] or match["slanted"] or match["underlined"]
        text = match["escaped"] or marked or ""
        if marked and depth < _DEEPEST:
            text, _, inside = plain(marked, addresses, place, depth + 1)
            links.extend(inside)
        if match["shown"] is not None:
            target = match["target"]
            if target is None:
                target = addresses.get((match["reference"] or match["shown"]).casefold())
            if target is None:
                kept.append("[")
                outside.append("[")
                position = match.start() + 1
            else:
                kept.append(text)
                links.append(PrintedLink(text, _unescaped(target), place))
            continue
        if address := match["between"] or match["bare"]:
            if match["bare"]:
                address = _without_end(address)
                position = match.start() + len(address)
            kept.append(address)
            links.append(PrintedLink("", html.unescape(address), place))
            continue
        if match["break"]:
            text = " "
        elif match["entity"]:
            text = _UNREADABLE.sub("", html.unescape(match[0]))
        kept.append(text)
        outside.append(text)
    kept.append(source[position:])
    outside.append(source[position:])
    return single_spaced("".join(kept)), single_spaced("".join(outside)), tuple(links)


def single_spaced(text: str) -> str:
    """Return the text with one space for each tab or run of spaces, and none at its ends."""
    return _SPACES.sub(" ", text).strip()


def _unescaped(target: str) -> str:
    if target.startswith("<") and target.endswith(">"):
        target = target[1:-1]
    return html.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", target)).strip()


def _without_end(address: str) -> str:
    """Return a bare address without the punctuation of the sentence that it ends."""
    while True:
        shorter = _AFTER_ADDRESS.sub("", address)
        if shorter.endswith(")") and shorter.count(")") > shorter.count("("):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter
