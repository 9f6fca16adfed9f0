"""Where the pages of a feed may lie: in the folder of the first one, on its host."""

import ipaddress
import socket
import urllib.parse
from typing import NamedTuple

from tressons_ld.findings.errors import FeedError


class _Address(NamedTuple):
    """An http or https address: who answers there, and its path in its plainest spelling."""

    host: str
    path: str


class FeedPlace:
    """The folder of the first page, as it was asked for and as it answered.

    A page that others wrote sends nobody to another host, nor to another folder, be it by a
    redirect.

    Args:
        addresses: of the first page; what it redirected to comes last.
    """

    def __init__(self, *addresses: str) -> None:
        self._folder = urllib.parse.urljoin(addresses[-1], ".")
        self._folders = [
            each._replace(path=each.path.rpartition("/")[0] + "/")
            for each in map(_address, addresses)
            if each
        ]

    def refuse_outside(self, url: str) -> None:
        """Refuse an address that does not lie there.

        Raises:
            FeedError: it lies elsewhere, or may.
        """
        found = _address(url)
        if not found or not any(
            found.host == folder.host and found.path.startswith(folder.path)
            for folder in self._folders
        ):
            raise FeedError("feed.page-outside", next=url, place=self._folder)


def _address(url: str) -> _Address | None:
    """Return an address taken apart; None of one whose path servers may read otherwise.

    Ports that are usual are none: behind a proxy, links are often of http where https was asked.

    >>> _address("HTTPS://A.fr:443/x/2.ttl?page=3"), _address("http://a.fr/x/%2e%2e/y")
    (_Address(host='a.fr', path='/x/2.ttl'), None)
    """
    try:
        parts = urllib.parse.urlsplit(url)
        port = parts.port if parts.port not in (80, 443) else None
    except ValueError:
        return None
    path = parts.path or "/"
    while (plain := urllib.parse.unquote(path, errors="surrogateescape")) != path:
        path = plain
    segments = path.replace("\\", "/").split("/")
    if any(segment.partition(";")[0] in (".", "..") for segment in segments):
        return None
    user = parts.netloc.rpartition("@")[0]
    host = "".join((f"{user}@" if user else "", parts.hostname or "", f":{port}" if port else ""))
    return _Address(host, path)


def refuse_inward(start: str, target: str) -> None:
    """Refuse a redirect from the web into the network of this machine, or onto it.

    What answers there answers nobody outside, and a stranger would have it asked.

    Raises:
        FeedError: it leads there.
    """
    if _is_public(start) and not _is_public(target):
        raise FeedError("feed.redirected-inward", url=start, target=target)


def _is_public(url: str) -> bool:
    """Return whether all addresses of a host are those of the web; a name without any is its own.

    >>> _is_public("http://127.0.0.1:8080/x"), _is_public("http://[fe80::1]/"), _is_public("a:")
    (False, False, True)
    """
    try:
        host = urllib.parse.urlsplit(url).hostname
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM) if host else []
        return all(is_global(str(address[0])) for *_, address in found)
    except (OSError, ValueError):  # It is told when it is asked for.
        return True


def is_global(address: str) -> bool:
    """Return whether an IP address is one of the web.

    >>> is_global("93.184.215.14"), is_global("::ffff:127.0.0.1"), is_global("169.254.169.254")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    return (getattr(ip, "ipv4_mapped", None) or ip).is_global
