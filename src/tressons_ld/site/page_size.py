"""A page that would be too large -> the same one, its long texts and lists cut, and said to be.

A text ends at a word with « … », a list says how many others there are, and the page leads to the
data that have the whole. What may be shown is halved until the page fits. Names are the last to be
cut, sixteen times as long: the title of the page, the way to it, and in its JSON-LD all but the
description.
Lists that go on over several pages keep all that they list.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, NamedTuple

from tressons_ld.consumers.web_page import compact, element, text_within
from tressons_ld.site.interface_texts import Texts
from tressons_ld.site.views import (
    DataFileLink,
    Frame,
    HeadLink,
    LangString,
    Link,
    MetaTag,
    Shortening,
)

LARGEST_PAGE = 46_000
"""Bytes of a page: with the style sheet (8 kB at most) and the program (6 kB) it is 60 kB."""

_MOST_LETTERS, _MOST_VALUES = 4000, 64
_LONGER_NAMES = 16
LONGEST_ADDRESS = 2000
"""Letters of an address that a page which is too large keeps, and that mail programs take."""
# Fields that hold words, whatever the view. Its lists and names are told where it is declared.
_WORDS = {"text", "title", "note", "authors", "before", "whole", "after", "heading", "summary"}
_TEXT_IN_DATA = "description"


class Limits(NamedTuple):
    """What may be shown.

    Attributes:
        letters: of a text.
        values: of a list.
    """

    letters: int
    values: int

    @property
    def of_names(self) -> "Limits":
        """The same for a name."""
        return self._replace(letters=_LONGER_NAMES * self.letters)


def limits() -> Iterator[Limits]:
    """Yield what may be shown of a page that is too large, until it fits."""
    letters, values = _MOST_LETTERS, _MOST_VALUES
    while letters:
        yield Limits(letters, values)
        letters, values = letters // 2, max(1, values // 2)


def smaller(frame: Frame, view: Any, allowed: Limits, texts: Texts) -> tuple[Frame, Any]:
    """Return what stands around a page, and what it shows, within limits.

    Args:
        frame: what stands around it.
        view: what it shows.
        allowed: the limits.
        texts: the words of the language of the page.
    """
    whole = tuple(getattr(view, "files", ())) or (
        DataFileLink(texts("part", "data"), frame.downloads, "text/html"),
    )
    cutting = _Cutting(allowed, texts, whole[0].href)
    around = replace(
        frame,
        title=cut(frame.title, allowed.letters),
        crumbs=cutting.of_names(frame.crumbs),
        head=tuple(_first_of_each(frame.head, allowed.values)),
        meta=tuple(_first_of_names(frame.meta, allowed)),
        data=_smaller_data(frame.data, allowed),
        whole=whole,
    )
    return around, cutting.within(view)


def cut(text: str, letters: int) -> str:
    """Return the first words of a text, and « … » where there are more.

    >>> cut("des mots entiers", 12), cut("anticonstitutionnellement", 9)
    ('des mots…', 'anticons…')
    """
    if len(text) <= letters:
        return text
    start = text[: max(0, letters - 1)]
    words = start.rpartition(" ")[0]
    return (words if 2 * len(words) > len(start) else start).rstrip(" ,;:") + "…"


class _Cutting:
    """Cuts a view: whatever it is made of, field by field."""

    def __init__(self, allowed: Limits, texts: Texts, whole: str) -> None:
        self._allowed, self._texts, self._whole = allowed, texts, whole

    def of_names(self, value: Any) -> Any:
        return _Cutting(self._allowed.of_names, self._texts, self._whole).within(value)

    def within(self, value: Any) -> Any:
        if is_dataclass(value) and not isinstance(value, type):
            names = [field.name for field in fields(value)]
            return replace(value, **{name: self._field(value, name) for name in names})
        if isinstance(value, tuple) and hasattr(value, "_fields"):
            return type(value)(*(self._field(value, name) for name in value._fields))
        if isinstance(value, (list, tuple)):
            return [self.within(each) for each in value]
        return value

    def _field(self, thing: Any, name: str) -> Any:
        value, shortening = getattr(thing, name), Shortening.of(thing)
        if name in shortening.names:
            return self.of_names(value)
        if isinstance(value, str):
            if name in _WORDS:
                return cut(value, self._allowed.letters)
            return "" if name == "href" and len(value) > LONGEST_ADDRESS else value
        if name in shortening.lists:
            return self._first(value)
        return self.within(value)

    def _first(self, values: Sequence[Any]) -> list[Any]:
        """Return the first values and, where they are words or links, how many others there are."""
        shown = [self.within(each) for each in values[: self._allowed.values]]
        if others := len(values) - len(shown):
            said = LangString(f"… {self._texts.count('others', others)}")
            if isinstance(shown[0], LangString):
                shown.append(said)
            elif isinstance(shown[0], Link):
                shown.append(Link(said, self._whole))
        return shown


def _first_of_each(links: Sequence[HeadLink], most: int) -> Iterator[HeadLink]:
    """Yield the first links of the head of each sort."""
    seen = Counter[tuple[str, str, str]]()
    for link in links:
        sort = link.rel, link.type, link.hreflang
        seen[sort] += 1
        if seen[sort] <= most and len(link.href) <= LONGEST_ADDRESS:
            yield link


def _first_of_names(tags: Sequence[MetaTag], allowed: Limits) -> Iterator[MetaTag]:
    """Yield the first meta elements of each name in the head."""
    seen = Counter[tuple[str, str]]()
    for name, property, content in tags:
        seen[name, property] += 1
        address = content.startswith(("https://", "http://"))
        if address and len(content) > LONGEST_ADDRESS:
            continue
        if seen[name, property] <= allowed.values:
            shown = content if address else cut(content, allowed.letters)
            yield MetaTag(name, property, shown)


def _smaller_data(block: str, allowed: Limits) -> str:
    """Return the JSON-LD of a page within limits: part of the statements that its data have."""
    if not block:
        return ""
    data = json.loads(text_within(block))
    objects = data if isinstance(data, list) else [data]
    written = [compact(_smaller_node(each, allowed)) for each in objects]
    return element(written[0] if len(written) == 1 else "[" + ",\n".join(written) + "]")


def _smaller_node(node: Mapping[str, Any], allowed: Limits) -> dict[str, Any]:
    context = node.get("@context", {})
    kept: dict[str, Any] = {}
    for key, value in node.items():
        if key.startswith("@"):
            kept[key] = value
            continue
        values = value if isinstance(value, list) else [value]
        if key in context or key == "@value":
            shown = [each for each in values if len(str(each)) <= LONGEST_ADDRESS]
        else:
            letters = (allowed if key == _TEXT_IN_DATA else allowed.of_names).letters
            shown = [
                _smaller_node(each, allowed)
                if isinstance(each, Mapping)
                else cut(each, letters)
                if isinstance(each, str)
                else each
                for each in values
            ]
        if shown:
            kept[key] = shown[: allowed.values] if isinstance(value, list) else shown[0]
    return kept
