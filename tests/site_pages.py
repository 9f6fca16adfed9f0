"""The pages of a publication as its readers meet them: parsed, their links followed."""

import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from posixpath import dirname, normpath
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import lxml.html

BLOCK = "application/ld+json"
PROGRAMS = {"script.js", "workbench/browser_start.js"}


class Page:
    """One page of a publication.

    Attributes:
        path: under the output folder.
        text: as it stands.
    """

    def __init__(self, public: Path, path: str) -> None:
        self.public, self.path = public, path
        self.text = (public / path).read_text("utf-8")

    @cached_property
    def tree(self) -> Element:
        """The parsed page."""
        tree: Element = lxml.html.document_fromstring(self.text.encode())
        return tree

    def parse_strictly(self) -> None:
        """Fail on whatever the standard calls a parse error. Takes a tenth of a second."""
        html5lib.HTMLParser(strict=True).parse(self.text)

    @property
    def lang(self) -> str:
        return self.tree.get("lang", "")

    @property
    def title(self) -> str:
        return words(self.all("h1")[0])

    def all(self, tag: str) -> list[Element]:
        return list(self.tree.iter(tag))

    def links(self, rel: str) -> list[Element]:
        return [each for each in self.all("link") if each.get("rel") == rel]

    def meta(self, name: str) -> list[str]:
        return [each.get("content", "") for each in self.all("meta") if each.get("name") == name]

    @property
    def blocks(self) -> list[Any]:
        """The JSON-LD blocks."""
        scripts = [each for each in self.all("script") if each.get("type") == BLOCK]
        return [json.loads(each.text or "") for each in scripts]

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The objects of the JSON-LD block: the thing that the page is about, and the way to it."""
        listed = [block if isinstance(block, list) else [block] for block in self.blocks]
        return [each for block in listed for each in block]

    @property
    def things(self) -> list[dict[str, Any]]:
        """What the JSON-LD block says of things."""
        return [each for each in self.objects if each["@type"] != "BreadcrumbList"]

    @property
    def ways(self) -> list[dict[str, Any]]:
        """What the JSON-LD block says of the way to the page."""
        return [each for each in self.objects if each["@type"] == "BreadcrumbList"]

    def runs_nothing_of_its_own(self) -> bool:
        """Whether its scripts are data, or a program of the site, loaded from beside it."""
        data = (BLOCK, "application/json")
        scripts = [each for each in self.all("script") if each.get("type") not in data]
        programs = [
            normpath(f"{dirname(self.path)}/{each.get('src')}").lstrip("/") for each in scripts
        ]
        return set(programs) <= PROGRAMS and not any(each.text for each in scripts)

    @property
    def anchors(self) -> set[str]:
        return {each.get("id", "") for each in self.tree.iter() if each.get("id")}

    def targets(self, root: str) -> Iterator[tuple[str, str]]:
        """Path and anchor of each file of the publication that the page leads to or loads.

        Args:
            root: the path of the site, where links begin with it.
        """
        for each in self.tree.iter():
            for name in ("href", "src"):
                address = each.get(name)
                if address is None or urlsplit(address).scheme:
                    continue
                address, anchor = urldefrag(address)
                address = address.partition("?")[0]
                if not address:
                    yield self.path, anchor
                elif address.startswith("/"):
                    assert address.startswith(root), address
                    yield unquote(address.removeprefix(root)), anchor
                else:
                    yield normpath(f"{dirname(self.path)}/{unquote(address)}").lstrip("/"), anchor

    @property
    def items(self) -> list[str]:
        """The links of the resources that it lists."""
        return [
            a.get("href", "")
            for each in self.all("ol")
            if each.get("class") == "items"
            for a in each.iter("a")
        ]


def words(element: Element) -> str:
    """The text of an element, its white space as one space."""
    return " ".join("".join(element.itertext()).split())


def pages(public: Path) -> list[Page]:
    """Every page of a publication."""
    found = sorted(public.rglob("*.html"))
    return [Page(public, path.relative_to(public).as_posix()) for path in found]
