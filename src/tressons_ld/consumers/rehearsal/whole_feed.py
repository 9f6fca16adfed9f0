"""All pages of a feed of others as one file, under the rules by which a rehearsal reads them."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tressons_ld.consumers.rehearsal.feed_reader import NO_IRI, FeedPage, FeedReader
from tressons_ld.consumers.rehearsal.habits import Habits
from tressons_ld.consumers.rehearsal.items import shortened
from tressons_ld.findings.errors import FeedError

if TYPE_CHECKING:
    from rdflib import BNode
    from rdflib.term import Node

LARGEST = 100 << 20
"""Characters of all terms of all pages."""

# As a browser would: UTF-8, redirects followed, nothing of it kept.
_HABITS = Habits("init", decoding="utf-8", redirects=True, stores=False)


def is_address(source: str) -> bool:
    """Return whether a source is an address to be asked for, and not a file."""
    return source.lower().startswith(("http://", "https://"))


def feed_name(address: str) -> str:
    """Return what the file of a feed is called.

    >>> feed_name("https://example.org/harvest/dcat.rdf?page=1"), feed_name("https://example.org/")
    ('dcat.nt', 'example-org.nt')
    """
    parts = urlsplit(address)
    last = parts.path.rstrip("/").rpartition("/")[2].partition(".")[0]
    stem = last or (parts.hostname or "feed").replace(".", "-")
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in stem) + ".nt"


def whole_feed(address: str) -> bytes:
    """Return what the pages of a feed say, as N-Triples in one order: the same bytes each time.

    Args:
        address: of its first page, http or https.

    Raises:
        FeedError: a page cannot be had or read, or all of them are too large or too slow.
    """
    import rdflib

    whole = rdflib.Graph()
    size = 0
    for page in FeedReader(address, _HABITS).pages():
        # What a blank node is called holds within its page, and differs each time that it is read.
        names: dict[rdflib.BNode, rdflib.BNode] = {}
        for triple in page.graph:
            size += sum(map(len, map(str, triple)))
            subject, property, value = (_named(term, page, names) for term in triple)
            whole.add((subject, property, value))
        if size > LARGEST:
            raise FeedError("feed.too-large", url=address, megabytes=LARGEST >> 20)
    lines: str = whole.serialize(format="nt")
    # In a literal stand signs at which Python ends a line, and N-Triples does not.
    return "".join(sorted(f"{line}\n" for line in lines.split("\n") if line)).encode()


def _named(term: "Node", page: FeedPage, names: "dict[BNode, BNode]") -> "Node":
    """Return a term, a blank node by the number of its page and its place there.

    Raises:
        FeedError: it is an IRI that no file can hold.
    """
    from rdflib import BNode, URIRef

    if isinstance(term, BNode):
        return names.setdefault(term, BNode(f"p{page.number}b{len(names)}"))
    if isinstance(term, URIRef) and NO_IRI.search(term):
        raise FeedError("feed.not-rdf", here=page.url, form="RDF", reason=f"<{shortened(term)}>")
    return term
