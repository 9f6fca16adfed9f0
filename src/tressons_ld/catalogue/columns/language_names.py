"""The language of a text: a code, a name, a tag; of several, the first."""

import re

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.code_lists import Codes
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import quotation

_BETWEEN = re.compile(r"\s*(?:[;,/|+&\n]|\\|\s(?:et|and|puis)\s|\s-\s)\s*")
_PAIR = re.compile(r"(?<=^[a-z]{2})[-_](?=en$)|(?<=^en)[-_](?=fr$)", re.IGNORECASE)
_MOST = 8


def parse_language(
    codes: Codes, text: str, row: CellAddresses, column: str, problems: list[Finding]
) -> str | None:
    """Return the code of a language; where a cell names several, the first, and that is told.

    A title and a description have one language. ``fr-FR`` is read as ``fr``, and told.
    """
    if codes.find(text) is None:
        # No country is called EN; English of France is two languages.
        between = _PAIR if _PAIR.search(text) else _BETWEEN
        parts = [part for part in between.split(text) if part][: _MOST + 1]
        named = [codes.find(part) or _sure(codes, part) for part in parts]
        if 1 < len(parts) <= _MOST and all(named):
            different = list(dict.fromkeys(filter(None, named)))
            problems.append(
                finding(
                    "reference.one-language",
                    row.at(column),
                    text,
                    mends=different,
                    read=quotation(different[0]),
                )
            )
            return different[0]
    return codes.one(text, row, column, problems)


def _sure(codes: Codes, part: str) -> str | None:
    named, sure = codes.codes_named(part)
    return named[0] if sure else None
