"""What a web server is to answer, whichever it is."""

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from tressons_ld.catalogue.paths import FRENCH_PATHS, LINKSET_PATH, Paths
from tressons_ld.identity.redirects import NETLIFY, READABLE
from tressons_ld.rdf.formats import (
    BIBTEX,
    CSV,
    HTML,
    JSON,
    JSON_LD,
    LINKSET,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    RIS,
    TSV,
    TURTLE,
)
from tressons_ld.site.content_policy import ENGINE_POLICY, POLICY
from tressons_ld.site.negotiation import VARIANTS
from tressons_ld.site.page_paths import ATOM_FEEDS, NOT_FOUND

# What stands as it is in an address (RFC 3986); a dollar would begin a variable of some server.
_OF_ADDRESSES = "%/:?#[]@!&'()*+,;=~-._"
_UTF_8 = "; charset=utf-8"
_TEXT = f"text/plain{_UTF_8}"
# JSON and N-Quads are UTF-8 by what defines them; their types have no such parameter.
_WITHOUT_CHARSET = (JSON_LD, N_QUADS, N_TRIPLES)
_FORMATS = (HTML, TURTLE, JSON_LD, RDF_XML, N_TRIPLES, N_QUADS, CSV, TSV)

HEADERS_FILE = "_headers"
"""What hosts of static sites read headers in."""

CONTENT_TYPES = {
    **{
        each.extension: each.media_type + ("" if each in _WITHOUT_CHARSET else _UTF_8)
        for each in _FORMATS
    },
    ".css": f"text/css{_UTF_8}",
    ".js": f"text/javascript{_UTF_8}",
    ".xml": f"application/xml{_UTF_8}",
    # The rules for servers: whoever sets one up fetches them.
    **dict.fromkeys((".txt", ".conf", ".caddy", ".htaccess"), _TEXT),
    ".svg": f"image/svg+xml{_UTF_8}",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".rq": f"application/sparql-query{_UTF_8}",
    BIBTEX.extension: f"{BIBTEX.media_type}{_UTF_8}",
    RIS.extension: f"{RIS.media_type}{_UTF_8}",
    JSON.extension: JSON.media_type,
    ".wasm": "application/wasm",
    ".cff": f"application/yaml{_UTF_8}",
}
"""Extension of the published files -> what ``Content-Type`` says of them."""

CONTENT_TYPES_OF_FILES = {
    LINKSET_PATH: LINKSET.media_type,
    **dict.fromkeys(ATOM_FEEDS, f"application/atom+xml{_UTF_8}"),
    **dict.fromkeys((HEADERS_FILE, NETLIFY), _TEXT),
}
"""Path below the site -> type, of the files that are more than their extension says."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
}
"""What every answer has."""

_CSP = "Content-Security-Policy"
_OF_PAGES = {_CSP: f"{POLICY}; frame-ancestors 'self'"}
OF_ENGINE_PAGES = {_CSP: f"{ENGINE_POLICY}; frame-ancestors 'self'"}
"""What a page that runs an engine in the browser has in the place of what other pages have."""
OF_DATA = READABLE
"""What data have, and each redirect on the way to them."""
OF_THINGS = {"Vary": "Accept", **OF_DATA}
"""What an answer about a thing has: where it leads depends on what is asked for."""
_DATA = (*(each.extension for each in _FORMATS if each is not HTML), JSON.extension)


def headers_of(extension: str) -> dict[str, str]:
    """Return what files of an extension have beside: programs of others may read data."""
    if extension == HTML.extension:
        return _OF_PAGES
    return OF_DATA if extension in _DATA else {}


def content_type_of(path: str) -> str | None:
    """Return what ``Content-Type`` says of a file by its path below the site; None if unknown.

    >>> content_type_of("a/style.css"), content_type_of("a/linkset.json"), content_type_of("a")
    ('text/css; charset=utf-8', 'application/json', None)
    """
    return CONTENT_TYPES_OF_FILES.get(path) or CONTENT_TYPES.get(PurePosixPath(path).suffix)


HIDDEN = (r"(?:.*/)?[.](?!well-known/)", r"manifest[.]jsonl$")
"""What no visitor needs, as regular expressions of the path below the site."""

NOT_ACCEPTABLE = ", ".join(each.media_type for each in VARIANTS)
"""What a thing whose data are published says that it has, where nothing of it is asked for."""

NOT_ACCEPTABLE_PAGE = HTML.media_type
"""What a page alone says."""


@dataclass(frozen=True)
class Site:
    """What the rules are about.

    Attributes:
        base_iri: the base of the catalogue.
        site_url: address of the site.
        in_folders: whether the documents of resources lie in folders named by the end of their id.
        paths: those of the catalogue.
        engine_pages: paths of the pages that run an engine in the browser, below the site.
    """

    base_iri: str
    site_url: str
    in_folders: bool
    paths: Paths = FRENCH_PATHS
    engine_pages: tuple[str, ...] = ()

    @property
    def root(self) -> str:
        """Path of the site on its host, decoded: ``/catalogue/``."""
        return unquote(urlsplit(self.site_url).path) or "/"

    @property
    def base_elsewhere(self) -> str:
        """Path of the base, decoded, where it lies elsewhere on the host of the site; else empty.

        Not of one that the site lies in: other things of the host have such paths too.
        """
        base, site = urlsplit(self.base_iri), urlsplit(self.site_url)
        path = unquote(base.path)
        is_elsewhere = path.endswith("/") and not self.root.startswith(path)
        return path if is_elsewhere and base.netloc.lower() == site.netloc.lower() else ""

    @property
    def not_found(self) -> str:
        """Path of the page for what is not there."""
        return f"{self.root}{NOT_FOUND}{HTML.extension}"

    @property
    def void(self) -> str:
        """Path of the description of the data, which ``/.well-known/void`` leads to."""
        return f"{self.root}{self.paths.data}{TURTLE.extension}"

    @property
    def link(self) -> tuple[str, str]:
        """What stands before and after the path of a thing in the ``Link`` of its documents."""
        return f"<{quote(self.base_iri, safe=_OF_ADDRESSES)}", '>; rel="describes"'


NAME_OF_THING = "((?:[^./]+/)*[^./]+)"
"""The path of a thing below its base, as a regular expression with one group."""


def is_hidden(path: str) -> bool:
    """Return whether a path below the site is one that no visitor needs."""
    return any(re.match(hidden, path) for hidden in HIDDEN)


def former_place(extensions: str, paths: Paths) -> str:
    """Return the regular expression of where earlier versions put the document of a resource.

    It lay in a folder named by a digest, which no rule can tell from an id. Groups: what stands
    before the folder, the folder, the name, its last two characters, the extension.
    """
    resource = f"^(.*/{paths.resource('')})"
    name = "([^/.]*?([^/.]{1,2}))"
    return rf"{resource}([0-9a-f]{{2}})/(?![^/.]*\2[.]){name}[.]({extensions})$"


def encoded(path: str) -> str:
    """Return a path as an address has it."""
    return quote(path, safe="/-._~")
