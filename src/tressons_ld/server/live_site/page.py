"""What a page says of itself in its head, and where it leads."""

from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree

from tressons_ld.server.live_site.client import Response

_LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")


class LivePage(HTMLParser):
    """A page that was fetched.

    Attributes:
        relations: relation -> addresses of its ``link`` elements.
        addresses: where it leads, each once, in its order.
    """

    def __init__(self, response: Response) -> None:
        """Read a page; what is no HTML has no links."""
        super().__init__(convert_charrefs=True)
        self._base = response.url
        self.relations: dict[str, list[str]] = {}
        self.addresses: dict[str, None] = {}
        self.feed(response.body.decode("utf-8", "replace"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element of the page."""
        values = dict(attrs)
        href = values.get("href")
        if not href:
            return
        address = urldefrag(urljoin(self._base, href)).url
        if tag == "link":
            for relation in (values.get("rel") or "").split():
                self.relations.setdefault(relation, []).append(address)
        elif tag == "a":
            self.addresses[address] = None


def addresses_of_sitemap(response: Response) -> Iterator[str]:
    """Yield the addresses in a sitemap, or in an index of sitemaps; none if it is none."""
    if any(each in response.body for each in _ENTITIES):
        return
    try:
        root = ElementTree.fromstring(response.body)  # which has no entity
    except ElementTree.ParseError:
        return
    for each in root.iter(_LOCATION):
        yield (each.text or "").strip()
