"""Addresses as they are compared: hosts write one and the same in several ways."""

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
