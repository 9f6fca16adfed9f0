"""Every finding the tool itself can make (those of SHACL shapes are in ``shapes/``).

One entry per code: its severity, what is wrong and how to mend it. ``{value}`` is the offending
value between quotation marks; other placeholders are named where the code is raised.
"""

from typing import NamedTuple

from tressons_ld.errors import Text
from tressons_ld.findings import Finding, Location, Severity, quoted

VIOLATION, WARNING, INFO = Severity.VIOLATION, Severity.WARNING, Severity.INFO


class Code(NamedTuple):
    """What a code means: severity, what is wrong, how to mend it."""

    severity: Severity
    message: Text
    remedy: Text


CODES: dict[str, Code] = {
    # --- tables: reading the catalogue folder -------------------------------------------------
    # --- references ---------------------------------------------------------------------------
    # --- import: reading the document as received ---------------------------------------------
    # --- publication --------------------------------------------------------------------------
}


def finding(
    code: str,
    location: Location | None,
    value: str | None = None,
    *,
    focus: str | None = None,
    **details: object,
) -> Finding:
    """Return the finding of this code, its sentences filled in.

    Raises:
        KeyError: the code is not in :data:`CODES`, or a placeholder of it was not given.
    """
    known = CODES[code]
    shown = value or ""
    french = {**details, "value": quoted(shown, "fr")}
    english = {**details, "value": quoted(shown, "en")}
    return Finding(
        code=code,
        severity=known.severity,
        message=Text(known.message.fr.format(**french), known.message.en.format(**english)),
        location=location,
        value=value,
        remedy=Text(known.remedy.fr.format(**french), known.remedy.en.format(**english)),
        focus=focus,
    )
