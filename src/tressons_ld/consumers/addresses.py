"""Which addresses a public harvester takes: http or https, a real host name, no private network.

One address that data.gouv.fr refuses makes it refuse the whole dataset, so such an address stays
out of the feed. The rules are those of udata 17.18.0, uris.py:16-55 and 108-180: neither user nor
white space, a top-level domain that exists, in lower case, a port of two digits or more, nothing
but a path or a query after the host, no local or private address.
"""

import ipaddress
import re

from tressons_ld.consumers.top_level_domains import TOP_LEVEL_DOMAINS

_ADDRESS = re.compile(r"(https?)://([^/?#]*)([^#]*)(#.*)?", re.IGNORECASE | re.DOTALL)
_AUTHORITY = re.compile(r"([^@:]+)(?::([0-9]{2,5}))?")
_LETTER = "[a-z0-9\xa1-\uffff]"
_LABEL = re.compile(rf"(?:{_LETTER}|_)+(?:-(?:{_LETTER}|_)+)*(?<!_)")
_TOP = re.compile(rf"{_LETTER}{{2,}}")
_FOUR_NUMBERS = re.compile(r"(?:[0-9]{0,3}\.){3}[0-9]{0,3}")


def public_address(url: str) -> str | None:
    """Return the address as a public harvester takes it, or None where it takes none.

    The host is put into lower case and an empty path becomes ``/``, which name the same thing
    (RFC 3986, sections 6.2.2.1 and 6.2.3).

    >>> public_address("https://WWW.Example.NET#suite")
    'https://www.example.net/#suite'
    >>> public_address("https://intranet.interne/page") is None
    True
    """
    match = _ADDRESS.fullmatch(url)
    if match is None or re.search(r"\s", url):
        return None
    scheme, authority, path, fragment = match.groups(default="")
    host = _AUTHORITY.fullmatch(authority.lower())
    if host is None or not _is_public(host[1]):
        return None
    return f"{scheme.lower()}://{authority.lower()}{path or '/'}{fragment}"


def _is_public(host: str) -> bool:
    if _FOUR_NUMBERS.fullmatch(host):
        return _is_public_number(host)
    *labels, top = host.split(".")
    return (
        bool(labels)
        and all(_LABEL.fullmatch(label) for label in labels)
        and _TOP.fullmatch(top) is not None
        and _ascii_name(top) in TOP_LEVEL_DOMAINS
    )


def _is_public_number(host: str) -> bool:
    try:
        address = ipaddress.IPv4Address(host)
    except ValueError:
        return False
    number = int(address)
    inverse = number ^ 0xFFFFFFFF
    a_mask = number & (number + 1) == 0 or inverse & (inverse + 1) == 0
    return address.is_global and not address.is_multicast and not a_mask


def _ascii_name(label: str) -> str:
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
