"""What crawlers ask for: the sitemap, in files that follow the shards, and ``robots.txt``.

A file holds whole shards, so that a row that changes is told in one of them. ``lastmod`` is the day
on which the record of a resource last changed; of other pages no such day is known, and none is
given (https://www.sitemaps.org/protocol.html). A crawler reads ``robots.txt`` at the root of a host
alone.
"""

from collections.abc import Iterable, Iterator
from html import escape

from tressons_ld.artifacts import File
from tressons_ld.site.page_paths import uri

INDEX = "sitemap.xml"
ROBOTS = "robots.txt"
LARGEST = 10_000
"""Addresses after which a file ends; the protocol allows 50 000."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


class Sitemap:
    """The files of a sitemap, while addresses come."""

    def __init__(self, site_url: str, name: str) -> None:
        """Begin without any address.

        Args:
            site_url: where the files lie.
            name: of the files: ``sitemap/{name}-1.xml``.
        """
        self._site_url, self._name = site_url, name
        self._lines: list[str] = []
        self.paths: list[str] = []

    def add(self, paths: Iterable[str], day: str = "") -> None:
        """Add pages.

        Args:
            paths: of their files.
            day: on which they last changed; empty where that is not known.
        """
        lastmod = f"<lastmod>{day}</lastmod>" if day else ""
        for path in paths:
            address = escape(uri(self._site_url + path), quote=False)
            self._lines.append(f"<url><loc>{address}</loc>{lastmod}</url>\n")

    def full(self) -> Iterator[File]:
        """Yield the file that is full, if one is: to be asked where it may end."""
        if len(self._lines) >= LARGEST:
            yield from self.end()

    def end(self) -> Iterator[File]:
        """Yield the last file, if it holds anything."""
        if self._lines:
            path = f"sitemap/{self._name}-{len(self.paths) + 1}.xml"
            text = f'{_HEAD}<urlset xmlns="{_NAMESPACE}">\n{"".join(self._lines)}</urlset>\n'
            self.paths.append(path)
            self._lines.clear()
            yield path, text.encode()


def index_files(site_url: str, paths: Iterable[str]) -> Iterator[File]:
    """Yield the index of a sitemap, and what leads crawlers to it.

    Args:
        site_url: where the files lie.
        paths: of the files of the sitemap.
    """
    lines = [
        f"<sitemap><loc>{escape(uri(site_url + path), quote=False)}</loc></sitemap>\n"
        for path in paths
    ]
    text = f'{_HEAD}<sitemapindex xmlns="{_NAMESPACE}">\n{"".join(lines)}</sitemapindex>\n'
    yield INDEX, text.encode()
    yield ROBOTS, f"User-agent: *\nAllow: /\nSitemap: {uri(site_url + INDEX)}\n".encode()
