"""Which addresses data.gouv.fr accepts for a resource, a page or a contact form.

udata 17.18.0, uris.py:14-55 and 108-190, with the settings of a public site (settings.py:541-553):
http, https or ftp, a top-level domain that exists, no local nor private address. A site also looks
the name up and refuses one that leads to a private address; nothing is looked up here.

One address that is refused makes data.gouv.fr refuse the whole dataset, so such an address stays
out of the feed, and so does one that is accepted by chance: see :func:`public_address`.
"""

from __future__ import annotations

import ipaddress
import re
from functools import cache

from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

SCHEMES = ("http", "https", "ftp", "ftps")

# [0-9a-zA-Z\u00a1-\uffff] by what it leaves out, of which a pattern is made in a tenth of the time.
_LETTER = r"[^\x00-/:-@\[-`{-\xa0\U00010000-\U0010ffff]"
# A label begins with no hyphen, has no two together, and ends in a letter or digit.
_LABEL = re.compile(f"(?!-)(?:(?!--)(?:{_LETTER}|[-_]))*{_LETTER}")
_DOMAIN = re.compile(f"{_LETTER}{{2,}}")
_SCHEME = re.compile(r"(?:[0-9a-zA-Z.-]*:)?")
_HOST = re.compile(r"(\[[0-9a-fA-F:]+\]|[^:]+)(?::\d{2,5})?")
_IPV4 = re.compile(r"(?:\d{,3}\.){3}\d{,3}")

# What the feed takes: http(s), a host name or four numbers, no user.
_FEED_ADDRESS = re.compile(
    r"(https?)://([^][/?#@:\s]+)((?::[0-9]+)?)((?:[/?][^#\s]*)?)(#\S*)?", re.IGNORECASE
)

_NO_ADDRESS = sentence("datagouv.not-an-address")


def refusal(address: str) -> Text | None:
    """Return why an address is refused, or None.

    >>> refusal("https://example.org/x y") is None, refusal("https://example.org/x") is None
    (False, True)
    """
    scheme, slashes, rest = address.strip().partition("//")
    host = _HOST.fullmatch(re.split("[/?]", rest, maxsplit=1)[0].rpartition("@")[2])
    if not slashes or not _SCHEME.fullmatch(scheme) or re.search(r"\s", rest) or host is None:
        return _NO_ADDRESS
    scheme = scheme.removesuffix(":").lower()
    if scheme and scheme not in SCHEMES:
        return sentence("datagouv.scheme", scheme=scheme)
    return _host_refusal(host[1])


def _host_refusal(host: str) -> Text | None:
    if host.lower() in ("localhost", "localhost.localdomain"):
        return sentence("datagouv.local-address")
    if host.startswith("["):
        return _private(host[1:-1])
    if _IPV4.fullmatch(host):
        return _private(host)
    labels = host.split(".")
    domain = labels[-1]
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or not _DOMAIN.fullmatch(domain):
        return _NO_ADDRESS
    if not {domain, _idna(domain)} & top_level_domains():
        return sentence("datagouv.domain-unknown", domain=domain)
    return None


def _idna(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _private(number: str) -> Text | None:
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return sentence("datagouv.number-impossible")
    public = address.is_global and not address.is_multicast
    return None if public else sentence("datagouv.private-address")


def public_address(url: str) -> str | None:
    """Return the address as the feed of data.gouv.fr states it, or None where it is left out.

    The host is put into lower case and an empty path becomes ``/``, which name the same thing
    (RFC 3986, sections 6.2.2.1 and 6.2.3). Beside what udata refuses, the feed leaves out what is
    no address of a public page: one that is not of http(s), one with a user, the mask of a network.

    >>> public_address("https://WWW.Example.NET#suite")
    'https://www.example.net/#suite'
    >>> public_address("https://intranet.interne/page") is None
    True
    """
    match = _FEED_ADDRESS.fullmatch(url)
    if match is None:
        return None
    scheme, host, port, path, fragment = match.groups(default="")
    address = f"{scheme.lower()}://{host.lower()}{port}{path or '/'}{fragment}"
    return None if refusal(address) or _is_mask(host) else address


def _is_mask(host: str) -> bool:
    """Return whether a host is four numbers whose bits are all set on one side."""
    try:
        number = int(ipaddress.IPv4Address(host))
    except ValueError:
        return False
    inverse = number ^ 0xFFFFFFFF
    return number & (number + 1) == 0 or inverse & (inverse + 1) == 0


@cache
def top_level_domains() -> frozenset[str]:
    """Return the top-level domains of the Internet, in lower case and ASCII: ``fr``, ``xn--p1ai``.

    ``top_level_domains.txt`` is IANA's list (https://data.iana.org/TLD/tlds-alpha-by-domain.txt,
    version 2026093003, by way of the package ``tlds``). A newer domain is only missing from the
    feed, with a finding. The list is the tool's own, so that a feed depends on the version of the
    tool and on no other package's.
    """
    from importlib.resources import files

    text = (
        files("tressons_ld.consumers.datagouv").joinpath("top_level_domains.txt").read_text("ascii")
    )
    return frozenset(text.split())
