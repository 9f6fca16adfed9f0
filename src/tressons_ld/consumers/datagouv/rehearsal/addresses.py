"""Which addresses udata accepts for a resource, a page or a contact form.

udata 17.18.0, uris.py:14-42 and 127-190, with the settings of a public site (settings.py:541-553):
http, https or ftp, a top-level domain that exists, no local nor private address. A site also looks
the name up and refuses one that leads to a private address; nothing is looked up here.
"""

from __future__ import annotations

import ipaddress
import re

from tressons_ld.consumers.top_level_domains import TOP_LEVEL_DOMAINS
from tressons_ld.findings.language import Text

SCHEMES = ("http", "https", "ftp", "ftps")

_LETTER = "[0-9a-zA-Z\\u00a1-\\uffff]"
# A label begins with no hyphen, has no two together, and ends in a letter or digit.
_LABEL = re.compile(f"(?!-)(?:(?!--)(?:{_LETTER}|[-_]))*{_LETTER}")
_DOMAIN = re.compile(f"{_LETTER}{{2,}}")
_SCHEME = re.compile(r"(?:[0-9a-zA-Z.-]*:)?")
_HOST = re.compile(r"(\[[0-9a-fA-F:]+\]|[^:]+)(?::\d{2,5})?")
_IPV4 = re.compile(r"(?:\d{,3}\.){3}\d{,3}")

_NO_ADDRESS = Text("ce n'est pas une adresse web complète", "not a complete web address")


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
        return Text(f"{scheme} n'est pas http(s) ni ftp", f"{scheme} is neither http(s) nor ftp")
    return _host_refusal(host[1])


def _host_refusal(host: str) -> Text | None:
    if host.lower() in ("localhost", "localhost.localdomain"):
        return Text("adresse locale", "local address")
    if host.startswith("["):
        return _private(host[1:-1])
    if _IPV4.fullmatch(host):
        return _private(host)
    labels = host.split(".")
    domain = labels[-1]
    if len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)) or not _DOMAIN.fullmatch(domain):
        return _NO_ADDRESS
    if domain not in TOP_LEVEL_DOMAINS and _idna(domain) not in TOP_LEVEL_DOMAINS:
        return Text(f".{domain} n'existe pas sur le web", f".{domain} does not exist on the web")
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
        return Text("numéro impossible", "an impossible number")
    public = address.is_global and not address.is_multicast
    return None if public else Text("adresse privée", "private address")
