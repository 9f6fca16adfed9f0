"""Who asks, and by which address: behind a proxy only one that is named is believed."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from typing import TypeAlias

from aiohttp import web

Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network

ABSOLUTE_FORM = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
"""The beginning of a target that names its host, before the header does (RFC 9112, 3.2.2)."""
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?\Z|\[[0-9A-Fa-f:.]+\](:\d{1,5})?\Z")
_OF_A_HOUSE = 64
"""Bits of an IPv6 address by which a client is known: the rest is its own to choose."""


class ClientAddresses:
    """Tells who asks."""

    def __init__(self, proxies: Sequence[str] = ()) -> None:
        """Take the proxies that are believed, as addresses or networks.

        Raises:
            ValueError: one is neither.
        """
        self._proxies: tuple[Network, ...] = tuple(
            ipaddress.ip_network(each, strict=False) for each in proxies
        )

    def client(self, request: web.BaseRequest) -> str:
        """Return the address of who asks: an IPv4 address, or half of an IPv6 one."""
        address = request.remote or ""
        if self._believed(address):
            chain = ",".join(request.headers.getall("X-Forwarded-For", []))
            for each in reversed([part.strip() for part in chain.split(",") if part.strip()]):
                address = each
                if not self._believed(each):
                    break
        try:
            known = ipaddress.ip_address(address)
        except ValueError:
            return "?"
        if isinstance(known, ipaddress.IPv6Address):
            if known.ipv4_mapped is not None:
                return str(known.ipv4_mapped)
            return str(ipaddress.ip_network((known, _OF_A_HOUSE), strict=False))
        return str(known)

    def origin(self, request: web.BaseRequest) -> str:
        """Return scheme and host by which the server was asked: ``http://127.0.0.1:8080``."""
        absolute = ABSOLUTE_FORM.match(request.raw_path)
        host = absolute[1] if absolute else request.headers.get("Host", "")
        scheme = request.scheme
        if self._believed(request.remote or ""):
            host = request.headers.get("X-Forwarded-Host", host)
            scheme = request.headers.get("X-Forwarded-Proto", scheme)
        if not _HOST.match(host):
            host = "localhost"
        return f"{'https' if scheme == 'https' else 'http'}://{host}"

    def _believed(self, address: str) -> bool:
        if not self._proxies:
            return False
        try:
            known = ipaddress.ip_address(address)
        except ValueError:
            return False
        return any(known in network for network in self._proxies)
