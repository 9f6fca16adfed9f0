"""Who reads a site of linked data, and what each asks for."""

from typing import NamedTuple


class Reader(NamedTuple):
    """A program that reads.

    Attributes:
        name: what people call it.
        accept: its header ``Accept``; None where it sends none.
    """

    name: str
    accept: str | None


READERS = (
    Reader(
        "Chrome",
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
        "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
    ),
    Reader("Firefox", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    Reader(
        "Googlebot",
        "text/html,application/xhtml+xml,application/signed-exchange;v=b3,application/xml;q=0.9,"
        "*/*;q=0.8",
    ),
    Reader("curl, udata", "*/*"),
    Reader(
        "rdflib",
        "application/rdf+xml,text/rdf+n3;q=0.9,text/turtle;q=0.95,application/n-triples;q=0.9,"
        "application/ld+json;q=0.8,application/xhtml+xml;q=0.5,*/*;q=0.1",
    ),
    Reader("rdflib (turtle)", "text/turtle, application/x-turtle"),
    Reader(
        "Jena",
        "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,"
        "application/rdf+xml;q=0.7,application/trig;q=0.6,application/n-quads;q=0.5,*/*;q=0.1",
    ),
    Reader("PyLD", "application/ld+json, application/json"),
    Reader("Java", "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2"),
)
"""As they ask; what must come is computed by :mod:`tressons_ld.site.negotiation`."""
