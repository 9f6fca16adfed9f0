"""The concept of another vocabulary that a concept comes near, and how near.

Specification: SKOS, section 10 (https://www.w3.org/TR/skos-reference/#mapping).
"""

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.spelling import did_you_mean, nearest
from tressons_ld.catalogue.columns.urls import parse_url
from tressons_ld.findings.finding import Finding, finding

MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
"""The mapping properties of SKOS."""


def parse_match(
    text: str, row: CellAddresses, column: str, problems: list[Finding]
) -> tuple[str, str] | None:
    """Return a SKOS mapping property and the IRI of a concept elsewhere."""
    match, _, address = text.partition(" ")
    if match not in MATCHES or not address.strip():
        known = ", ".join(MATCHES)
        near = did_you_mean(*nearest(match.casefold(), {name.casefold(): name for name in MATCHES}))
        problems.append(
            finding("table.match-unreadable", row.at(column), text, suggestion=near, known=known)
        )
        return None
    iri = parse_url(address.strip(), row, column, problems)
    return None if iri is None else (match, iri)


def match_text(match: tuple[str, str]) -> str:
    """Return the text of such a pair, as it stands in a cell."""
    return " ".join(match)
