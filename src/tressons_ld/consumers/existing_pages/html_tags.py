"""The tags of a page, each where it stands: enough of HTML to put something in the right place.

What is within comments, scripts, styles, titles and the like is no tag.
Specification: HTML, section 13.2.5, "Tokenization"
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import NamedTuple

_RAW = {"script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes"}
_FOREIGN = {"svg", "math"}

_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
_NAME = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"""([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|(?!["'])([^\s>]+)|(?=>)))?"""
)
_BETWEEN = re.compile(r"[\s/]*")
_IN_SCRIPT = re.compile(r"<!--(?:-?>)?|-->|<(/?)script(?=[\s/>])", re.IGNORECASE)


class BrokenHtmlError(Exception):
    """Something in a page has no end.

    Attributes:
        offset: where it begins.
    """

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class Tag(NamedTuple):
    """A tag.

    Attributes:
        name: of the element, in small letters.
        closing: whether it ends the element.
        attributes: by their names in small letters; the first of each name.
        start: where it begins.
        end: where it ends.
        content: where the content of an element ends that holds text alone; else as ``end``.
    """

    name: str
    closing: bool
    attributes: Mapping[str, str]
    start: int
    end: int
    content: int


def tags(text: str) -> Iterator[Tag]:
    """Yield the tags of a page in their order.

    >>> [tag.name for tag in tags('<head><!-- <p> --><title><b></title><link rel="x">')]
    ['head', 'title', 'title', 'link']

    Raises:
        BrokenHtmlError: a tag, a comment or a script has no end.
    """
    place, foreign = 0, 0
    while (place := text.find("<", place)) >= 0:
        if text.startswith("<!--", place):
            comment = _COMMENT.match(text, place)
            if comment is None:
                raise BrokenHtmlError(place)
            place = comment.end()
            continue
        match = _NAME.match(text, place)
        if match is None:
            place = _after_what_is_none(text, place)
            continue
        name, closing = match[2].lower(), bool(match[1])
        attributes, end = _attributes(text, match.end(), place)
        content, alone = end, text[end - 2] == "/"
        if name in _FOREIGN and not alone:
            foreign = max(0, foreign + (-1 if closing else 1))
        if name in _RAW and not closing and not (foreign and alone):
            content = _end_of_content(text, name, end, place)
        yield Tag(name, closing, attributes, place, end, content)
        place = content


def outside_templates(all: Iterable[Tag]) -> Iterator[Tag]:
    """Yield the tags of a page that are none of what a ``template`` holds, which is not shown.

    >>> [tag.name for tag in outside_templates(tags("<a><template><b></template><i>"))]
    ['a', 'template', 'template', 'i']
    """
    depth = 0
    for tag in all:
        if tag.name == "template" and tag.closing:
            depth = max(depth - 1, 0)
        if not depth:
            yield tag
        if tag.name == "template" and not tag.closing:
            depth += 1


def _after_what_is_none(text: str, place: int) -> int:
    """Return where one that is no tag ends: a declaration, or a mere «<» of a text."""
    if text[place + 1 : place + 2] not in ("!", "?", "/"):
        return place + 1
    end = text.find(">", place)
    if end < 0:
        raise BrokenHtmlError(place)
    return end + 1


def _attributes(text: str, place: int, start: int) -> tuple[dict[str, str], int]:
    """Return the attributes of a tag and where it ends."""
    found: dict[str, str] = {}
    while True:
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]
        if text.startswith(">", place):
            return found, place + 1
        match = _ATTRIBUTE.match(text, place)
        if match is None or match.end() == len(text):
            raise BrokenHtmlError(start)
        after = _BETWEEN.match(text, match.end()).end()  # type: ignore[union-attr]
        if match[2] is match[3] is match[4] is None and text.startswith("=", after):
            # A quotation mark that nothing closes.
            raise BrokenHtmlError(start)
        value = next((each for each in match.groups()[1:] if each is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
        place = match.end()


def _end_of_content(text: str, name: str, place: int, start: int) -> int:
    """Return where the content of an element ends that holds text alone."""
    if name == "script":
        return _end_of_script(text, place, start)
    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, place)
    if end is None:
        raise BrokenHtmlError(start)
    return end.start()


def _end_of_script(text: str, place: int, start: int) -> int:
    """Return where a script ends: not within ``<!-- <script>`` (section 4.12.1.3)."""
    escaped = within = False
    for match in _IN_SCRIPT.finditer(text, place):
        sign = match[0]
        if sign.startswith("<!--"):
            escaped = escaped or not sign.endswith(">")
        elif sign == "-->":
            escaped = within = False
        elif match[1]:
            if not within:
                return match.start()
            within = False
        elif escaped:
            within = True
    raise BrokenHtmlError(start)
