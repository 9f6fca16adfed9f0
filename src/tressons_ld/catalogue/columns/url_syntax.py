"""What an address is: an IRI of the schemes http and https.

Specification: RFC 3987, section 2.2 (https://www.rfc-editor.org/rfc/rfc3987#section-2.2).
"""

import re

# ipchar, iquery and ifragment of RFC 3987, without private use; «%» only before two digits.
_CHARACTER = (
    r'[^\x00-\x20"#%<>?\[\\\]^`{|}\x7f-\xa0\u1680\u2000-\u200b\u2028-\u202f\u205f\u3000'
    r"\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
CHARACTERS = f"{_CHARACTER}*(?:%[0-9A-Fa-f]{{2}}{_CHARACTER}*)*"
QUERY = f"{CHARACTERS}(?:\\?{CHARACTERS})*"
_HOST = r"(?:(?:[^\W_](?:[\w-]*\w)?\.)+[^\W_](?:[\w-]*\w)?\.?|(?i:localhost))"
# At most 65535.
_PORT = r"(?:[0-5]?[0-9]{1,4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"
_URL = re.compile(
    # The letters of the rest need no other case to be compared with, which takes long to prepare.
    rf"(?i:https?)://{_HOST}(?::{_PORT})?(?:/{CHARACTERS})?(?:\?{QUERY})?(?:#{QUERY})?"
)
_DOTS = re.compile(r"[^/]*//[^/?#]*/(?:[^/?#]*/)*(?:\.|%2e){1,2}(?:[/?#]|$)", re.IGNORECASE)
SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
HTTP_HOST = re.compile(rf"https?://{_HOST}(?::{_PORT})?(?=[/?#]|$)", re.IGNORECASE)
_TWO = re.compile(r"^[^?]*[,;|]\s*https?://", re.IGNORECASE)
INVISIBLE = re.compile(r"[\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
"""Signs that nobody sees, but those that join letters of some scripts, or do not."""


def is_url(text: str) -> bool:
    """Return whether the text is an absolute http or https address with a host.

    One with a dot segment is none: some readers remove it (RFC 3986, section 5.2.4), some do not,
    and it would be two IRIs. Neither are two with a comma between them, nor one with a sign that
    nobody sees.

    >>> [is_url(f"https://example.org{path}") for path in ("/a..b/c?d=/../", "/a/../b", "/a/%2E")]
    [True, False, False]
    """
    return is_lexically_url(text) and not _DOTS.match(text)


def is_lexically_url(text: str) -> bool:
    """Return whether the text is an address, one with dot segments among them."""
    return (
        _URL.fullmatch(text) is not None
        and not ("http" in text[8:].lower() and _TWO.match(text))
        and (text.isascii() or not INVISIBLE.search(text))
    )


def in_lower_case(url: str) -> str:
    """Return an address with its scheme and host in lower case: it names the same.

    Specification: RFC 3986, section 6.2.2.1.

    >>> in_lower_case("HTTPS://Example.ORG/A")
    'https://example.org/A'
    """
    if url == url.lower():
        return url
    host = HTTP_HOST.match(url)
    return url if host is None else host[0].lower() + url[host.end() :]


def encoded(text: str) -> str:
    """Return a text whose characters that no address takes are percent-encoded (RFC 3986, 2.1).

    >>> encoded("https://example.org/a b|c")
    'https://example.org/a%20b%7Cc'
    """
    host = HTTP_HOST.match(text)
    start = host.end() if host else 0
    rest = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text[start:])
    path, mark, fragment = rest.partition("#")
    parts = [path, fragment.replace("#", "%23")] if mark else [path]
    allowed = re.compile(rf"{_CHARACTER}|[?%]")
    safe = ("".join(c if allowed.fullmatch(c) else _bytes_of(c) for c in part) for part in parts)
    return text[:start] + "#".join(safe)


def _bytes_of(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def without_dots(url: str) -> str:
    """Return an address without its dot segments (RFC 3986, section 5.2.4).

    >>> without_dots("https://example.org/a/./b/../../c/%2e%2E/../../d/..?e")
    'https://example.org/?e'
    """
    path = re.split("[?#]", url, maxsplit=1)[0]
    scheme, _, host, *segments = path.split("/")
    kept: list[str] = []
    for place, segment in enumerate(segments):
        dots = re.sub("%2e", ".", segment, flags=re.IGNORECASE)
        if dots == "..":
            del kept[-1:]
        if dots not in (".", ".."):
            kept.append(segment)
        elif place == len(segments) - 1:
            kept.append("")
    return "/".join((scheme, "", host, *kept)) + url[len(path) :]


def page_key(address: str) -> str:
    """Return an address as it is compared with others: without scheme, fragment and last slash.

    >>> page_key("http://example.org/a/#top") == page_key("https://Example.org/a")
    True
    """
    scheme, _, rest = in_lower_case(address).partition("://")
    return (rest or scheme).partition("#")[0].rstrip("/")
