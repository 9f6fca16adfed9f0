"""What a page says of itself in its head, and where it leads."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from tressons_ld.rdf.formats import JSON_LD
from tressons_ld.server.live_site.client import Response
from tressons_ld.server.live_site.web_addresses import joined, plain
from tressons_ld.site.search_index import TREE

_LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
# Types of a script that is none: our block of data.
_DATA = (JSON_LD.media_type,)
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")


class LivePage(HTMLParser):
    """A page that was fetched.

    Attributes:
        relations: relation -> addresses of its ``link`` elements.
        addresses: where it leads, each once, in its order.
        programs: addresses of the scripts that it loads, that of the index of its search too.
        has_own_code: whether there is a program in the page itself, as no page of ours has.
    """

    def __init__(self, response: Response) -> None:
        """Read a page; what is no HTML has no links."""
        super().__init__(convert_charrefs=True)
        self._base = response.url
        self.relations: dict[str, list[str]] = {}
        self.addresses: dict[str, None] = {}
        self.programs: dict[str, None] = {}
        self.has_own_code = False
        try:
            self.feed(response.body.decode("utf-8", "replace"))
        except AssertionError:
            # The parser of Python ends so at a declaration that is none: what came before counts.
            return

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element of the page."""
        values = dict(attrs)
        if tag == "script" and "src" not in values:
            self.has_own_code |= (values.get("type") or "").strip().lower() not in _DATA
        if index := values.get("data-index"):
            self.programs[joined(self._base, index + TREE)] = None
        address = joined(self._base, values.get("src" if tag == "script" else "href") or "")
        if not address or (tag == "script" and "src" not in values):
            return
        if tag == "link":
            for relation in (values.get("rel") or "").split():
                self.relations.setdefault(relation, []).append(address)
        elif tag == "a" and values.get("href"):
            self.addresses[address] = None
        elif tag == "script":
            self.programs[address] = None


def addresses_of_sitemap(response: Response) -> Iterator[str]:
    """Yield the addresses in a sitemap, or in an index of sitemaps; none if it is none.

    One that was not read to its end has those that came before.
    """
    if any(each in response.body for each in _ENTITIES):
        return
    parser: Any = ElementTree.XMLPullParser(["end"])  # which has no entity
    try:
        parser.feed(response.body)
        for _, each in parser.read_events():
            if each.tag == _LOCATION and (address := plain((each.text or "").strip())):
                yield address
    except ElementTree.ParseError:
        return
