"""Where pages lie, and how one leads to another: known here alone.

A page lies at the path of its IRI in the tree of its language: ``ressource/x.html``,
``en/ressource/x.html``. A folder's own page is its ``index``, which no id may be; the second page
of a long list has a number after a dot, which no id may hold: ``serie/x.2.html``. Links are
relative, so that they hold under any address and on a disk.
"""

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.paths import SPARQL_PATH
from tressons_ld.findings.language import LANGUAGES

INDEX = "index"
"""Name of a folder's own page."""

HOME = INDEX
NOT_FOUND = "404"
STYLE = "style.css"
SCRIPT = "script.js"
ATOM = "atom.xml"
_FOLDERS = ("", *(f"{each}/" for each in LANGUAGES))
ATOM_FEEDS = tuple(f"{folder}{ATOM}" for folder in _FOLDERS)
"""Where the feed of what changed last may lie, in any tree."""
ENGINE_PAGES = tuple(f"{folder}{SPARQL_PATH}.html" for folder in _FOLDERS)
"""Where the page that runs queries in the browser may lie, in any tree."""

_OF_ADDRESSES = "%/:?#[]@!$&'()*+,;=~-._"


def uri(address: str) -> str:
    """Return an address with the signs of RFC 3986 alone, for readers that know no other.

    >>> uri("https://example.org/été.pdf?a=%C3%A9"), uri("https://example.org/?a=$b")
    ('https://example.org/%C3%A9t%C3%A9.pdf?a=%C3%A9', 'https://example.org/?a=$b')
    """
    return address if address.isascii() else quote(address, safe=_OF_ADDRESSES)


class Tree(NamedTuple):
    """The pages in one language.

    Attributes:
        language: of the interface.
        folder: where they lie, empty for the root.
    """

    language: str
    folder: str


def trees_of(shared: SharedPart) -> tuple[Tree, ...]:
    """Return the trees of a catalogue, that of the root first.

    The root is in the language of the catalogue where the interface has it, else in one in which
    the catalogue has a title. The other language has a tree where the catalogue has a title in it,
    unless the settings leave it out.
    """
    catalogue = shared.catalogue
    titled = [each for each in LANGUAGES if getattr(catalogue.title, each)]
    root = catalogue.language
    if root not in LANGUAGES:
        root = titled[-1] if titled else LANGUAGES[-1]
    others = [each for each in titled if each != root and shared.settings.second_language]
    return (Tree(root, ""), *(Tree(each, f"{each}/") for each in others))


@dataclass(frozen=True, slots=True)
class PagePath:
    """The path of one page.

    Attributes:
        tree: the tree that it lies in.
        path: its path in the tree, without number and extension.
        number: of the page, from 1, where a list takes several.
        root: what leads to the root of the site, where that is no relative link: a page that is
            shown at any address (404) has the path of the site.
    """

    tree: Tree
    path: str
    number: int = 1
    root: str | None = None

    @property
    def file(self) -> str:
        """Path of its file under the output folder."""
        return f"{self.tree.folder}{_page(self.path, self.number)}"

    @property
    def depth(self) -> tuple[str | None, int]:
        """What decides how links lead from it: pages of a tree that share it have the same ones."""
        return self.root, self.path.count("/")

    def to(self, path: str, number: int = 1) -> str:
        """Return the link to another page of the tree."""
        return self._up + _page(path, number)

    def to_file(self, path: str) -> str:
        """Return the link to a file of the site.

        >>> PagePath(Tree("en", "en/"), "serie/x").to_file("serie/x.ttl")
        '../../serie/x.ttl'
        >>> PagePath(Tree("fr", ""), "serie/x").to_file("serie/x.ttl")
        'x.ttl'
        """
        if self.root is not None:
            return self.root + path
        own = f"{self.file.rpartition('/')[0]}/"
        if path.startswith(own):
            return path.removeprefix(own)
        folder = self.tree.folder
        if folder and path.startswith(folder):
            return self._up + path.removeprefix(folder)
        return "../" * self.file.count("/") + path

    @property
    def _up(self) -> str:
        """What leads to the root of the tree."""
        return "../" * self.path.count("/") if self.root is None else self.root + self.tree.folder

    def within(self, tree: Tree) -> "PagePath":
        """Return the same page in another tree."""
        return PagePath(tree, self.path, self.number, self.root)


def path_of_site(site_url: str) -> str:
    """Return the path of the site on its host: ``/catalogue/``."""
    return urlsplit(site_url).path or "/"


def _page(path: str, number: int) -> str:
    return f"{path}.html" if number == 1 else f"{path}.{number}.html"
