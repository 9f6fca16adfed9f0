"""A value of a cell replaced by its mend: the whole text, or one item of a list."""

from tressons_ld.catalogue.columns.separators import SEPARATOR
from tressons_ld.findings.finding import Finding

READ_SO = "table.value-read"


def mended_text(cell: str, finding: Finding, mend: str) -> str | None:
    """Return the text of a cell, the value of a finding replaced; None where it is not found there.

    What stands around the value stays, and so do the other items of a list.

    Args:
        cell: its text as it stands in the file.
        finding: what is found of it.
        mend: what is to be written in place of the finding's value.
    """
    value = finding.value or ""
    if _as_read(cell) == value:
        return _replaced(cell, mend)
    items = cell.split(";")
    places = [i for i, item in enumerate(items) if _as_read(item) == value]
    # What was not read before, written so, may repeat what stands beside it.
    known = {_as_read(item) for item in items}
    read_before = finding.code == READ_SO
    repeats = not read_before and (mend in known or len(places) > 1)
    # Two spellings of one name are one in its list, which may stand beside it in a third.
    if not places or repeats or finding.code == SEPARATOR or ";" in mend:
        return None
    for place in places:
        items[place] = _replaced(items[place], mend)
    return ";".join(items)


def _as_read(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _replaced(text: str, mend: str) -> str:
    """Return a text whose outer white space stays."""
    whole = text.strip()
    before = text[: len(text) - len(text.lstrip())]
    return f"{before}{mend}{text[len(before) + len(whole) :]}"
