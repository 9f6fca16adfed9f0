"""Whether a row is published, or a draft: checked, and shown to its keeper alone."""

from dataclasses import replace
from typing import Final

from tressons_ld.catalogue.columns.datatypes import Choice
from tressons_ld.catalogue.columns.spelling import fold
from tressons_ld.findings.finding import Finding, Severity

DRAFT: Final = "draft"

_OF_DRAFTS = ("brouillon", "draft", "entwurf", "borrador", "bozza")
_OF_OTHERS = (
    *("publié", "publiée", "published", "veröffentlicht", "publicado", "publicada"),
    *("pubblicato", "pubblicata", "en ligne", "online"),
)

STATUS = Choice("status", dict.fromkeys(_OF_DRAFTS, DRAFT) | dict.fromkeys(_OF_OTHERS, ""))
"""The word for it: a row without one is published."""

_DRAFTS: Final = frozenset(fold(word) for word, value in STATUS.meanings.items() if value == DRAFT)


def is_draft(text: str) -> bool:
    """Return whether a cell says that its row is a draft.

    >>> is_draft(" Brouillon "), is_draft("publié"), is_draft("")
    (True, False, False)
    """
    return bool(text) and fold(text.strip()) in _DRAFTS


def of_draft(finding: Finding) -> Finding:
    """Return what is found of a draft, which stops nothing."""
    return replace(finding, severity=min(finding.severity, Severity.WARNING))
