"""Addresses in cells: read as they stand, or told with the one that may be meant.

Specification: RFC 3987, section 2.2 (https://www.rfc-editor.org/rfc/rfc3987#section-2.2).
"""

import re
from collections.abc import Mapping
from typing import Any

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.error_words import holds_error
from tressons_ld.catalogue.columns.readings import reading_remark
from tressons_ld.catalogue.columns.spelling import did_you_mean
from tressons_ld.catalogue.columns.url_mends import (
    UrlFault,
    addresses_within,
    doi_address,
    fault_of,
)
from tressons_ld.catalogue.columns.url_syntax import (
    CHARACTERS,
    HTTP_HOST,
    QUERY,
    encoded,
    in_lower_case,
    is_lexically_url,
    is_url,
    without_dots,
)
from tressons_ld.findings.finding import Finding, finding


def parse_url(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return the address, http or https with a host, as it stands.

    Letters outside ASCII are accepted in host and path (RFC 3987); what N-Triples and SPARQL
    would refuse in an IRI is refused here. A scheme or host in capitals is read in lower case, and
    a DOI as its address; both are told.
    """
    read = in_lower_case(text) if _is_one(text) and is_url(text) else doi_address(text)
    if read is None:
        problems.append(_about_url(text, row, column))
    elif read != text:
        problems.append(reading_remark(text, (read,), row, column))
    return read


def _is_one(text: str) -> bool:
    """Return whether no second address stands in a text, glued to the first."""
    return text.count("://") < 2 or len(addresses_within(text)) < 2


def _about_url(text: str, row: CellAddresses, column: str) -> Finding:
    dots = _is_one(text) and is_lexically_url(text)
    fault = UrlFault("table.url-dots", (without_dots(text),)) if dots else fault_of(text)
    code, details = fault.code, fault.details
    if not code:
        code, details = _fault_of_address(text)
    addresses = filter(is_url, fault.mends)
    sound = (mend for mend in addresses if _is_one(mend) and not holds_error(mend))
    mends = tuple(map(in_lower_case, sound))[:3]
    told: dict[str, Any] = {**details, "suggestion": did_you_mean(*mends)}
    return finding(code, row.at(column), text, mends=mends, **told)


def _fault_of_address(text: str) -> tuple[str, Mapping[str, object]]:
    """Return the code of what is wrong with an address without a space, and what fills it in."""
    host = HTTP_HOST.match(text)
    if host is None:
        return "table.url-host", {}
    pattern = re.compile(f"(?:/{CHARACTERS})?(?:\\?{QUERY})?(?:#{QUERY})?")
    accepted = pattern.match(text, host.end())
    character = text[accepted.end() if accepted else host.end()]
    return "table.url-character", {"character": character, "encoded": encoded(character)}
