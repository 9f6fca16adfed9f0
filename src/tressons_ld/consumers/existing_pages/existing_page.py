"""One page of others: what it is about, and itself with the JSON-LD of that.

A page names what it is about by ``data-tressons-id`` on any element, else by its canonical address,
else by the JSON-LD that it already has. The snippet goes before ``</head>``, and where there is one
of the same thing, in its place. Nothing else changes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tressons_ld.consumers.existing_pages.html_tags import (
    BrokenHtmlError,
    Tag,
    outside_templates,
    tags,
)
from tressons_ld.consumers.existing_pages.source_text import SourceText, UnreadablePageError
from tressons_ld.consumers.web_page import script
from tressons_ld.findings.finding import Finding, Location, finding

MARK = "data-tressons-id"
"""The attribute that says what a page, or a snippet in it, is about."""

_TYPE = "application/ld+json"


class _Snippet(NamedTuple):
    start: int
    end: int
    mark: str
    iri: str


class UnusablePageError(Exception):
    """A page in which a place cannot be found.

    Attributes:
        finding: what is wrong with it.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


class ExistingPage:
    """A page as it lies on the disk.

    Attributes:
        marks: id -> where an attribute names it.
        addresses: canonical address -> where it stands.
        described: IRI that a snippet without the attribute is about -> where that begins.
    """

    def __init__(self, name: str, content: bytes) -> None:
        """Read a page.

        Args:
            name: of the file, for findings.
            content: its bytes.

        Raises:
            UnusablePageError: it has no head or two, is broken or in an unknown encoding.
        """
        self._name = name
        self.marks: dict[str, int] = {}
        self.addresses: dict[str, int] = {}
        self.described: dict[str, int] = {}
        self._snippets: list[_Snippet] = []
        try:
            self._page = SourceText(content)
        except UnreadablePageError:
            raise UnusablePageError(finding("page.encoding", Location(name))) from None
        try:
            self._read(list(outside_templates(tags(self._page.text))))
        except BrokenHtmlError as error:
            raise self.unusable("page.broken", error.offset) from None

    def unusable(
        self, code: str, place: int | None, value: str | None = None, **words: str
    ) -> UnusablePageError:
        """Return what is wrong at a place."""
        line = None if place is None else self._page.line(place)
        return UnusablePageError(finding(code, Location(self._name, line), value, **words))

    def _read(self, all: list[Tag]) -> None:
        heads = [tag for tag in all if tag.name == "head" and not tag.closing]
        ends = [tag for tag in all if tag.name == "head" and tag.closing]
        if len(heads) > 1 or len(ends) > 1:
            raise self.unusable("page.two-heads", (heads[1:] or ends[1:])[0].start)
        if not heads and not ends:
            raise self.unusable("page.no-head", None)
        if not ends or (heads and heads[0].start > ends[0].start):
            raise self.unusable("page.broken", (heads or ends)[0].start)
        self._head_end = ends[0].start
        for tag, following in zip(all, [*all[1:], None], strict=True):
            if tag.closing:
                continue
            attributes = {name: self._page.decoded(each) for name, each in tag.attributes.items()}
            mark = attributes.get(MARK, "").strip()
            if mark:
                self.marks.setdefault(mark, tag.start)
            rel = attributes.get("rel", "").lower().split()
            if tag.name == "link" and "canonical" in rel and attributes.get("href", "").strip():
                self.addresses.setdefault(attributes["href"].strip(), tag.start)
            if tag.name == "script" and attributes.get("type", "").strip().lower() == _TYPE:
                assert following is not None
                self._snippets.append(self._snippet(tag, following, mark))

    def _snippet(self, tag: Tag, end: Tag, mark: str) -> _Snippet:
        try:
            data = json.loads(self._page.decoded(self._page.text[tag.end : tag.content]))
        except (ValueError, RecursionError):
            data = None
        iri = data.get("@id") if isinstance(data, dict) else None
        iri = iri if isinstance(iri, str) else ""
        if iri and not mark:
            self.described.setdefault(iri, tag.start)
        return _Snippet(tag.start, end.end, mark, iri)

    def with_snippets(self, about: Mapping[str, Mapping[str, Any]]) -> bytes:
        """Return the page with the snippet of each thing: its id -> its JSON-LD.

        Raises:
            UnusablePageError: it has two snippets of one thing already.
        """
        text, changes = self._page.text, list[tuple[int, int, str]]()
        new = ""
        for id, data in about.items():
            element = script(data).removesuffix("\n")
            element = element.replace(f'"{_TYPE}"', f'"{_TYPE}" {MARK}="{id}"', 1)
            words = self._page.encoded(element)
            iri = str(data.get("@id", ""))
            there = [each for each in self._snippets if id == each.mark]
            there += [each for each in self._snippets if not each.mark and each.iri == iri]
            if len(there) > 1:
                raise self.unusable("page.two-snippets", there[1].start, id)
            if there:
                changes.append((there[0].start, there[0].end, words))
            else:
                new += words + self._page.line_end
        if new:
            place = self._before_the_end_of_the_head()
            changes.append((place, place, new))
        return self._page.bytes_of("".join(_changed(text, sorted(changes))))

    def _before_the_end_of_the_head(self) -> int:
        """Return the start of the line of ``</head>`` if nothing stands before it there."""
        text, place = self._page.text, self._head_end
        start = max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1
        return place if text[start:place].strip(" \t") else start


def _changed(text: str, changes: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    reached = 0
    for start, end, words in changes:
        yield text[reached:start]
        yield words
        reached = end
    yield text[reached:]
