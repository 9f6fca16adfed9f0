"""The pages of a site, each with the JSON-LD of what it is about: all of them, or none."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urlsplit

from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.paths import Paths, resource_id
from tressons_ld.consumers.existing_pages.existing_page import ExistingPage, UnusablePageError
from tressons_ld.files.existing_file import is_read_only
from tressons_ld.files.regular_file import regular_file
from tressons_ld.findings.errors import reason_of
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.rdf.formats import HTML

LARGEST_PAGE = 64 << 20
"""Bytes of a page that is read whole, and written again."""


class KnownAddresses:
    """What the addresses of a catalogue are about.

    An entry is known by its IRI, by the addresses of its pages on the site of the catalogue, and by
    its landing page where no other one has the same.
    """

    def __init__(
        self,
        roots: Sequence[str],
        is_known: Callable[[str], bool],
        entries: Callable[[], Iterable[Entry]],
        paths: Paths,
    ) -> None:
        """Take what is looked up.

        Args:
            roots: the base of the IRIs, and the addresses below which the pages of the site lie.
            is_known: whether there is an entry of an id.
            entries: reads all entries, for their landing pages: asked for where nothing else helps.
            paths: those of the catalogue.
        """
        self._roots, self._known, self._entries = roots, is_known, entries
        self.data = paths.data
        self._whole = paths.catalogue, paths.data
        self._landing_pages: dict[str, set[str]] | None = None

    def is_known(self, id: str) -> bool:
        """Return whether there is something of this id to embed."""
        return id in self._whole or self._known(id)

    def about(self, address: str) -> set[str]:
        """Return the ids of what an address is about: one, none, or several."""
        plain = _plain(address)
        for root in map(_plain_root, self._roots):
            path = plain.removeprefix(root).removesuffix(HTML.extension)
            if not plain.startswith(root):
                continue
            if path in self._whole:
                return {path}
            id = resource_id(path)
            if id is not None and self._known(id.rpartition("/")[2]):
                return {id.rpartition("/")[2]}
        if self._landing_pages is None:
            self._landing_pages = {}
            for entry in self._entries():
                if entry.landing_page:
                    pages = self._landing_pages.setdefault(_plain(entry.landing_page), set())
                    pages.add(entry.id)
        return self._landing_pages.get(plain, set())


def _plain(address: str) -> str:
    """Return an address as it is compared: scheme and host in small letters, no fragment."""
    try:
        parts = urlsplit(urldefrag(address).url)
    except ValueError:
        return address  # It leads nowhere, so it is the address of nothing else.
    lower = parts._replace(scheme=parts.scheme.lower(), netloc=parts.netloc.lower())
    return lower.geturl().removesuffix("/")


def _plain_root(root: str) -> str:
    return _plain(root) + "/"


def embed_into(
    files: Iterable[Path],
    addresses: KnownAddresses,
    pages: Callable[[Sequence[str]], Iterable[Mapping[str, Any]]],
) -> tuple[dict[Path, bytes], list[Finding]]:
    """Return the pages that change, and what is wrong with those that cannot.

    Args:
        files: the pages.
        addresses: what addresses are about.
        pages: gives the JSON-LD of some things, by their ids, in their order.
    """
    read: dict[Path, tuple[bytes, ExistingPage, list[str]]] = {}
    findings: list[Finding] = []
    for file in dict.fromkeys(files):
        try:
            content = regular_file(file, LARGEST_PAGE).read_bytes()
        except OSError as error:
            reason = reason_of(error)
            findings.append(finding("page.unreadable", Location(str(file)), reason=reason))
            continue
        try:
            page = ExistingPage(str(file), content)
            read[file] = content, page, _things_of(page, addresses)
        except UnusablePageError as error:
            findings.append(error.finding)
    ids = list(dict.fromkeys(id for _, _, about in read.values() for id in about))
    data = dict(zip(ids, pages(ids), strict=True)) if ids else {}
    changed: dict[Path, bytes] = {}
    for file, (content, page, about) in read.items():
        try:
            new = page.with_snippets({id: data[id] for id in about})
        except UnusablePageError as error:
            findings.append(error.finding)
            continue
        if new != content:
            changed[file] = new
            if is_read_only(file):
                findings.append(finding("page.read-only", Location(str(file))))
    return changed, findings


def _things_of(page: ExistingPage, addresses: KnownAddresses) -> list[str]:
    """Return the ids of what a page is about.

    Raises:
        UnusablePageError: it names nothing, or something that is not there, or is not sure.
    """
    for id, place in page.marks.items():
        if not addresses.is_known(id):
            raise page.unusable("page.unknown-id", place, id, data=addresses.data)
    if page.marks:
        return list(page.marks)
    for named in (page.addresses, page.described):
        found = list(_found(page, named, addresses))
        if len(set(found)) > 1:
            raise page.unusable("page.two-addresses", list(named.values())[-1])
        if found:
            return found[:1]
    where = next(iter(page.addresses.values()), None)
    raise page.unusable("page.about-nothing", where)


def _found(
    page: ExistingPage, named: Mapping[str, int], addresses: KnownAddresses
) -> Iterator[str]:
    for address, place in named.items():
        about = addresses.about(address)
        if len(about) > 1:
            raise page.unusable("page.about-several", place, address)
        yield from about
