"""Addresses as they are compared: hosts write one and the same in several ways."""

from ipaddress import ip_address
from urllib.parse import quote, urldefrag, urljoin, urlsplit

_SCHEMES = {"http": 80, "https": 443}
# What stands as it is in a path and in a query (RFC 3986, section 3).
_OF_PATHS = "%/:@!$&'()*+,;=~-._"


def joined(base: str, reference: str) -> str:
    """Return what a reference leads to, without its fragment; empty if nobody can follow it.

    >>> joined("http://a.example/b/", "HTTP://A.Example:80/c#d"), joined("http://a/", "http://[")
    ('http://a.example/c', '')
    """
    try:
        return plain(urldefrag(urljoin(base, reference.strip())).url)
    except ValueError:
        return ""


def plain(address: str) -> str:
    """Return an address of http or https, scheme and host in small letters; empty if it is none.

    >>> plain("https://É.example/é?a b"), plain("mailto:a@b.example")
    ('https://é.example/%C3%A9?a%20b', '')
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES or not parts.hostname:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if port is not None and port != _SCHEMES[parts.scheme]:
        host += f":{port}"
    path, query = (quote(each, safe=f"{_OF_PATHS}?") for each in (parts.path or "/", parts.query))
    return parts._replace(netloc=host, path=path, query=query).geturl()


def is_inner(address: str) -> bool:
    """Return whether an address is one that a machine, or its own network, alone reaches.

    What a name stands for is not asked.

    >>> is_inner("http://[::1]:8080/"), is_inner("http://10.0.0.1/"), is_inner("http://a.example/")
    (True, True, False)
    """
    host = (urlsplit(address).hostname or "").rstrip(".")
    try:
        return not ip_address(host).is_global
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
