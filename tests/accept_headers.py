"""Accept headers, of real clients and of each kind, and what RFC 9110 (12.5.1) makes of them."""

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

TYPES = {".html": ("text/html",), ".ttl": ("text/turtle",)}
TYPES |= {".jsonld": ("application/ld+json", "application/json")}

# As real clients send them: browsers, crawlers, command lines, RDF libraries, old Java.
CLIENTS = [
    None,
    "",
    "*/*",
    "*",
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
    "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
    "text/html, text/*;q=0.5, image/*, application/x-ghostscript, */*;q=0.01",
    "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
    "text/turtle",
    "text/turtle, application/rdf+xml;q=0.9",
    "application/rdf+xml;q=0.9, text/turtle, */*;q=0.1",
    "application/ld+json",
    "application/ld+json, application/json",
    "application/ld+json;profile=http://www.w3.org/ns/json-ld#context, application/ld+json, "
    "application/json;q=0.2, text/html;q=0.8, application/xhtml+xml;q=0.8",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened http://x/y,z"',
    "application/json, text/javascript, */*; q=0.01",
    "application/n-quads,application/n-triples;q=0.9,text/turtle;q=0.8,application/trig;q=0.7,"
    "application/ld+json;q=0.6,application/rdf+xml;q=0.5,text/html;q=0.2",
    "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,"
    "application/xml;q=0.3,*/*;q=0.1",
    "application/rdf+xml",
    "image/png",
    "image/*, application/pdf",
]
# As people might.
ODD = [
    "TEXT/TURTLE",
    "Text/Turtle;Q=1.000",
    "text/turtle ; q=0.5 , text/html ; q=0.4",
    "text/html;q=0",
    "text/html;q=0.000, */*",
    "text/*;q=0",
    "text/*;q=0, text/turtle",
    "*/*;q=0",
    "*/*;q=0, application/json;q=0.001",
    "text/turtle;q=0.05, text/html;q=0.04",
    "text/turtle;q=0.999, text/html;q=0.9",
    "text/turtle;q=0.91, text/html;q=0.8",
    "text/turtle;version=1.1, text/html;q=0.9",
    "text/turtle;charset=utf-8;q=0.3, application/ld+json;q=0.4",
    "text/turtle;q=0.3;extension=1, application/ld+json;q=0.2",
    'text/html;title="a,text/turtle;q=1";q=0.2, application/ld+json;q=0.3',
    'text/html;title="a\\",text/turtle";q=0.2, text/turtle;q=0.3',
    "application/*, text/html;q=0.9",
    "application/ld+json;q=0, application/json",
    "application/json;q=0.4, application/ld+json;q=0.6, text/html;q=0.5",
    "text/turtlex, xtext/turtle, text/turtle-star",
    "text/turtle;q=abc",
    "text/turtle;q=abc, application/ld+json;q=0.5",
    "text/turtle;q=2, text/html;q=0.1",
    "text/turtle;q=, text/html;q=0.1",
    "nonsense",
    ";;;,,,",
    ", text/turtle",
    "text/turtle,",
    "text/ turtle",
    "text/turtle;quality=0.1, text/html;q=0.5",
]
QUALITIES = ["", ";q=1", ";q=0.9", ";q=0.5", ";q=0.1", ";q=0"]
RANGES = ["text/html", "text/turtle", "application/ld+json", "text/*", "application/*", "*/*"]
EACH = [f"{range}{quality}" for range in RANGES for quality in QUALITIES]
PAIRS = [
    f"{one}{quality}, {other}"
    for (one, other), quality in itertools.product(
        itertools.permutations(RANGES, 2), (";q=0.8", ";q=0", "")
    )
]
HEADERS = [*CLIENTS, *ODD, *EACH, *PAIRS]


def expected(accept: str | None, order: Sequence[str] = tuple(TYPES)) -> str | None:
    """The extension of what a header asks for, the preferred ones first; None for 406."""
    ranges = dict[str, int]()
    for part in re.findall(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+', accept or ""):
        pieces = re.findall(r'(?:[^;"]|"(?:[^"\\]|\\.)*")+', part) or [""]
        name, parameters = pieces[0].strip().lower(), [each.strip() for each in pieces[1:]]
        name = "*/*" if name == "*" else name
        if re.fullmatch(r'[^\s/"]+/[^\s/"]+', name):
            given = [each[2:] for each in parameters if each.lower().startswith("q=")]
            tenths = _tenths(given[0]) if given else 10
            if tenths is not None:
                ranges[name] = tenths
    if not ranges:
        return order[0]
    best = (0, "")
    for extension in order:
        types = TYPES[extension]
        main = types[0].partition("/")[0]
        wanted = (*types, f"{main}/*", "*/*")
        quality = next((ranges[each] for each in wanted if each in ranges), 0)
        if quality > best[0]:
            best = (quality, extension)
    return best[1] or None


def _tenths(text: str) -> int | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not 0 <= value <= 1:
        return None
    return max(1, int(value * 10)) if value else 0
