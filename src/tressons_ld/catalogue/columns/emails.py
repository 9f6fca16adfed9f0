"""Addresses for mail in cells, alone or after the name of whose they are."""

import re

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.rdf.terms import TermError, iri

# Without the signs that say something else in a « mailto: » (RFC 6068, section 2).
_EMAIL = r'[^\s@<>"(),:;/?#%\[\]]+@[^\W_][\w-]*(?:\.[\w-]+)+'
_ALONE = re.compile(_EMAIL)
_IN_TEXT = re.compile(
    rf"(?P<name>[^<>()\[\]@]*?)[\s,:–-]*[<(\[]?\s*(?:mailto:)?(?P<email>{_EMAIL})\s*[>)\]]?",
    re.IGNORECASE,
)


def parse_email(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return an address for mail: something, an at sign, a host, which an IRI can hold."""
    if _ALONE.fullmatch(text) and _is_iri(f"mailto:{text}"):
        return text
    problems.append(finding("table.email-unreadable", row.at(column), text))
    return None


def _is_iri(text: str) -> bool:
    try:
        iri(text)
    except TermError:
        return False
    return True


def name_and_email(text: str) -> tuple[str, str] | None:
    """Return whose an address for mail is, if that is said, and the address; None for no address.

    A page whose address has an at sign, ``https://example.org/@a.b``, is none.

    >>> name_and_email("Jeanne Dupont <jeanne@example.org>"), name_and_email("mailto:a@example.org")
    (('Jeanne Dupont', 'jeanne@example.org'), ('', 'a@example.org'))
    >>> name_and_email("Ligue de la marche") is None
    True
    """
    plain = " ".join(text.split())
    match = None if "://" in plain else _IN_TEXT.fullmatch(plain)
    return (match["name"].strip(' "'), match["email"]) if match else None
