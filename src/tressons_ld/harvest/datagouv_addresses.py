"""Which addresses udata accepts for a resource, a page or a contact form.

udata 17.18.0, uris.py:14-42 and 127-190, with the settings of a public site (settings.py:541-553):
http, https or ftp, a top-level domain that exists, no local nor private address. A site also looks
the name up and refuses one that leads to a private address; nothing is looked up here.
"""

from __future__ import annotations

import ipaddress
import re

from tressons_ld.errors import Text
from tressons_ld.profiles.top_level_domains import TOP_LEVEL_DOMAINS

SCHEMES = ("http", "https", "ftp", "ftps")

_LABEL = "[a-z\\u00a1-\\uffff0-9]"
_ADDRESS = re.compile(
    r"(?:(?P<scheme>[a-z0-9.\-]*):)?//"
    r"(?:\S+(?::\S*)?@)?"
    r"(?:(?P<local>localhost(?:\.localdomain)?)"
    r"|(?P<ip4>(?:\d{,3}\.){3}\d{,3})"
    r"|\[(?P<ip6>[0-9a-f:]+)\]"
    rf"|(?P<name>(?:[a-z\u00a1-\uffff0-9_]-?)*{_LABEL}+"
    rf"(?:\.(?:[a-z\u00a1-\uffff0-9_]-?)*{_LABEL}+)*"
    rf"\.(?P<domain>{_LABEL}{{2,}})))"
    r"(?::\d{2,5})?(?:/\S*)?(?:\?\S*)?",
    re.IGNORECASE,
)


def refusal(address: str) -> Text | None:
    """Return why an address is refused, or None.

    >>> refusal("https://example.org/x y") is None, refusal("https://example.org/x") is None
    (False, True)
    """
    found = _ADDRESS.fullmatch(address.strip())
    if found is None:
        return Text("ce n'est pas une adresse web complète", "not a complete web address")
    scheme, domain = (found["scheme"] or "").lower(), found["domain"]
    if scheme and scheme not in SCHEMES:
        return Text(f"{scheme} n'est pas http(s) ni ftp", f"{scheme} is neither http(s) nor ftp")
    if domain and domain not in TOP_LEVEL_DOMAINS and _idna(domain) not in TOP_LEVEL_DOMAINS:
        return Text(f".{domain} n'existe pas sur le web", f".{domain} does not exist on the web")
    if found["local"]:
        return Text("adresse locale", "local address")
    return _private(found["ip6"] or found["ip4"])


def _idna(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _private(number: str | None) -> Text | None:
    if not number:
        return None
    try:
        address = ipaddress.ip_address(number)
    except ValueError:
        return Text("numéro impossible", "an impossible number")
    return None if address.is_global else Text("adresse privée", "private address")
