"""Addresses: IRIs of the schemes http and https, as they may stand in a cell.

Specification: RFC 3987, section 2.2 (https://www.rfc-editor.org/rfc/rfc3987#section-2.2).
"""

import re

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.spelling import for_example
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import Text

# ipchar, iquery and ifragment of RFC 3987, without private use; «%» only before two digits.
_CHARACTER = (
    r'[^\x00-\x20"#%<>?\[\\\]^`{|}\x7f-\xa0\u1680\u2000-\u200b\u2028-\u202f\u205f\u3000'
    r"\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_CHARACTERS = f"{_CHARACTER}*(?:%[0-9A-Fa-f]{{2}}{_CHARACTER}*)*"
_QUERY = f"{_CHARACTERS}(?:\\?{_CHARACTERS})*"
_HOST = r"(?:(?:[^\W_](?:[\w-]*\w)?\.)+[^\W_](?:[\w-]*\w)?\.?|localhost)"
_URL = re.compile(
    rf"https?://{_HOST}(?::[0-9]{{1,5}})?(?:/{_CHARACTERS})?(?:\?{_QUERY})?(?:#{_QUERY})?",
    re.IGNORECASE,
)
_DOTS = re.compile(r"[^/]*//[^/?#]*/(?:[^/?#]*/)*(?:\.|%2e){1,2}(?:[/?#]|$)", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MISSPELT_START = re.compile(r"(?:[htps]{1,6}:?/)?/*", re.IGNORECASE)
_HTTP_HOST = re.compile(rf"https?://{_HOST}(?::[0-9]{{1,5}})?(?=[/?#]|$)", re.IGNORECASE)


def parse_url(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return the address, http or https with a host, as it stands.

    Letters outside ASCII are accepted in host and path (RFC 3987); what N-Triples and SPARQL
    would refuse in an IRI is refused here.
    """
    if is_url(text):
        return text
    problems.append(_about_url(text, row, column))
    return None


def is_url(text: str) -> bool:
    """Return whether the text is an absolute http or https address with a host.

    One with a dot segment is none: some readers remove it (RFC 3986, section 5.2.4), some do not,
    and it would be two IRIs.

    >>> [is_url(f"https://example.org{path}") for path in ("/a..b/c?d=/../", "/a/../b", "/a/%2E")]
    [True, False, False]
    """
    return _URL.fullmatch(text) is not None and not _DOTS.match(text)


def _about_url(text: str, row: CellAddresses, column: str) -> Finding:
    where = row.at(column)
    if _URL.fullmatch(text):
        return finding("table.url-dots", where, text, better=_example_url(_without_dots(text)))
    scheme = _SCHEME.match(text)
    if re.search(r";\s*https?://", text):
        return finding("table.url-several", where, text)
    if scheme is None or scheme[1].lower() not in ("http", "https"):
        guess = _only_address(text) or "https://" + _MISSPELT_START.sub("", text, count=1)
        return finding("table.url-scheme", where, text, better=_example_url(guess))
    if re.search(r"\s", text):
        encoded = re.sub(r"\s", "%20", text)
        return finding("table.url-space", where, text, better=_example_url(encoded))
    if not _HTTP_HOST.match(text):
        return finding("table.url-host", where, text)
    return _about_character_of_url(text, row, column)


def _only_address(text: str) -> str | None:
    """Return the one address that stands in a text between blanks or signs that no address has.

    >>> _only_address('=HYPERLINK("https://example.org/b";"See")'), _only_address("nothing")
    ('https://example.org/b', None)
    """
    found = re.findall(r"https?://[^\s\"'<>()\[\]{};,]+", text)
    addresses = {address.rstrip(".:!?") for address in found}
    return addresses.pop() if len(addresses) == 1 else None


def _example_url(guess: str) -> Text:
    return for_example(guess if is_url(guess) else "")


def _without_dots(url: str) -> str:
    """Return an address without its dot segments (RFC 3986, section 5.2.4).

    >>> _without_dots("https://example.org/a/./b/../../c/%2e%2E/../../d/..?e")
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


def _about_character_of_url(text: str, row: CellAddresses, column: str) -> Finding:
    host = _HTTP_HOST.match(text)
    start = host.end() if host else 0
    accepted = re.compile(f"(?:/{_CHARACTERS})?(?:\\?{_QUERY})?(?:#{_QUERY})?").match(text, start)
    position = accepted.end() if accepted else start
    character = text[position]
    encoded = "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
    return finding(
        "table.url-character", row.at(column), text, character=character, encoded=encoded
    )
