"""Who reads a site of linked data, and what each asks for."""

from typing import NamedTuple


class WebReader(NamedTuple):
    """A program that reads.

    Attributes:
        name: what people call it.
        accept: its header ``Accept``; None where it sends none.
    """

    name: str
    accept: str | None


READERS = (
    WebReader(
        "Chrome",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
        "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
    ),
    WebReader("Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    WebReader(
        "Googlebot",
        "text/html,application/xhtml+xml,application/signed-exchange;v=b3,application/xml;q=0.9,"
        "*/*;q=0.8",
    ),
    WebReader("curl, udata", "*/*"),
    WebReader(
        "rdflib",
        "application/rdf+xml,text/rdf+n3;q=0.9,text/turtle;q=0.95,application/n-triples;q=0.9,"
        "application/ld+json;q=0.8,application/xhtml+xml;q=0.5,*/*;q=0.1",
    ),
    WebReader("rdflib (turtle)", "text/turtle, application/x-turtle"),
    WebReader(
        "Jena",
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,"
        "application/rdf+xml;q=0.7,application/trig;q=0.6,application/n-quads;q=0.5,*/*;q=0.1",
    ),
    WebReader("PyLD", "application/ld+json, application/json"),
    WebReader("Java", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"),
)
"""As they ask; what must come is computed by :mod:`tressons_ld.site.negotiation`."""
