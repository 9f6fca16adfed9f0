"""Several values in one: what else than ``;`` people put between the values of a cell."""

import re
from collections.abc import Callable
from typing import Any

from tressons_ld.catalogue.columns.absences import (
    Holds,
    code_of_absence,
    may_be_absent,
    parse_text,
)
from tressons_ld.catalogue.columns.cell_texts import CellAddresses, Parser, once, values_of
from tressons_ld.catalogue.columns.error_words import may_hold_error
from tressons_ld.findings.finding import Finding, Severity, finding
from tressons_ld.findings.language import quotation

SEPARATOR = "table.separator"
"""The code of what is found where the parts of a value are known, and another sign parts them."""
LONGEST_LIST = 2_000
"""Characters of a value that is looked at: longer ones are no list that somebody wrote."""

# Between names, from the surest on.
_BETWEEN_NAMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"\s*[\n\t|•‣▪·；、，]\s*",
        r"\s*,\s+",
        r"\s*,\s*",
        r"\s+/\s+",
        r"\s*/\s*",
        r"\s+[*+–—-]\s+",
        r"\s*(?:,|\s(?:et|and|&)\s)\s*",
        r"\s+",
    )
)
_BETWEEN_NUMBERS = (_BETWEEN_NAMES[0], _BETWEEN_NAMES[1], _BETWEEN_NAMES[3])
# Between keywords: signs that stand in none, and how many values they must make; then those that
# may stand in one, where no semicolon is in the cell: who wrote one knows how to.
_NEVER_IN_A_KEYWORD = (
    (re.compile(r"\s*[\n\t|•‣▪·；、]\s*|\s+\*\s+"), 2),
    (re.compile(r"\s+[+–—-]\s+"), 3),
)
_SELDOM_IN_A_KEYWORD = (
    (re.compile(r"\s*[,，](?![0-9])\s*"), 2),
    (re.compile(r"\s+/\s+"), 2),
    (re.compile(r"\s*/\s*"), 3),
    (re.compile(r"(?:^|\s+)#(?=\w)"), 2),
)
# And where one is, three values with commas in the place of one.
_BESIDE_SEMICOLONS = ((_SELDOM_IN_A_KEYWORD[0][0], 3),)
_SIGN = re.compile(r"[\n\t|•‣▪·；、*,，/#+–—]|\s-\s")
_LIST_MARK = re.compile(r"^(?:[-–—*•‣▪·]|[0-9]{1,2}[.)])\s+")
_QUOTES = "\"'«»“” "


def separated(text: str, read: Callable[[str], Any]) -> list[str]:
    """Return the values that stand in a text with another separator, each once; none are: [].

    Args:
        text: one value, which cannot be read.
        read: what a value is read as; None where it cannot be.

    >>> separated("Avise, RTES et avise", {"Avise": 1, "RTES": 2, "avise": 1}.get)
    ['Avise', 'RTES']
    """
    if len(text) > LONGEST_LIST:
        return []
    for separator in _BETWEEN_NAMES:
        parts = _parts(separator, text)
        if len(parts) > 1:
            first: dict[Any, str] = {}
            for part in parts:
                value = read(part)
                if value is None:
                    break
                first.setdefault(value, part)
            else:
                return list(first.values())
    return []


def _parts(separator: re.Pattern[str], text: str) -> list[str]:
    stripped = (_LIST_MARK.sub("", part.strip()) for part in separator.split(text))
    return [part for part in stripped if part]


def one_of_list(parse: Parser, find: Callable[[str], Any] | None = None) -> Parser:
    """Return the parser of one value of a list: several in one are told, with the mend.

    Args:
        parse: reads one value.
        find: what a value is read as of which nothing is to be told, or None; by default ``parse``
            says so.
    """

    def parse_one(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> Any:
        def read(part: str) -> Any:
            wrong: list[Finding] = []
            value = parse(part, row, column, wrong)
            return None if wrong else value

        before = len(problems)
        value = parse(text, row, column, problems)
        if value is None and (parts := separated(text, find or read)):
            del problems[before:]
            problems.append(_told(SEPARATOR, text, "; ".join(parts), row, column))
        return value

    return parse_one


def one_of_places(parse: Parser, *, numbers: bool = False) -> Parser:
    """Return the parser of one value of a cell that runs parallel to another one.

    As :func:`one_of_list`, but a value may stand there twice, and what is read otherwise than it
    stands is offered as it is read.

    Args:
        parse: reads one value.
        numbers: whether the values are numbers, in which a comma may stand.
    """
    between = _BETWEEN_NUMBERS if numbers else _BETWEEN_NAMES

    def parse_one(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> Any:
        def read(part: str) -> str | None:
            wrong: list[Finding] = []
            value = parse(part, row, column, wrong)
            if value is None or any(found.severity is Severity.VIOLATION for found in wrong):
                return None
            return next((mend for found in wrong for mend in found.mends), part)

        before = len(problems)
        value = parse(text, row, column, problems)
        if value is None and len(text) <= LONGEST_LIST:
            every = ([read(part) for part in _parts(each, text)] for each in between)
            known = next((parts for parts in every if len(parts) > 1 and None not in parts), None)
            if known:
                del problems[before:]
                problems.append(_told(SEPARATOR, text, "; ".join(filter(None, known)), row, column))
        return value

    return parse_one


def _told(code: str, value: str, mend: str, row: CellAddresses, column: str) -> Finding:
    better = quotation(mend, longest=120)
    return finding(code, row.at(column), value, mends=(mend,), better=better)


def parse_keywords(
    text: str, row: CellAddresses, column: str, problems: list[Finding]
) -> tuple[str, ...]:
    """Return the texts of a list, each once: one that looks like several is told, and kept."""
    values = values_of(text)
    known: list[str] = values
    if may_hold_error(text) or any(map(may_be_absent, values)):
        read = [parse_text(value, row, column, problems) for value in values]
        known = [value for value in read if value is not None]
    for value in known if _SIGN.search(text) else ():
        mend = "; ".join(_looks_like(value, alone=len(values) == 1))
        if mend and _is_clean(mend, row, column):
            problems.append(_told("table.separator-likely", value, mend, row, column))
    return once(known, row, column, problems)


def seems_several(keyword: str) -> bool:
    """Return whether a keyword is told to be several, where it is alone in its cell.

    >>> seems_several("eau, énergie"), seems_several("eau")
    (True, False)
    """
    return _SIGN.search(keyword) is not None and bool(_looks_like(keyword, alone=True))


def _looks_like(value: str, *, alone: bool) -> list[str]:
    """Return the keywords of which a text is made that looks like several, each once.

    >>> _looks_like("eau, énergie", alone=True), _looks_like("TCP/IP", alone=True)
    (['eau', 'énergie'], [])
    """
    if len(value) > LONGEST_LIST:
        return []
    if value[0] + value[-1] in ("[]", "{}"):
        value = value[1:-1]
    seldom = _SELDOM_IN_A_KEYWORD if alone else _BESIDE_SEMICOLONS
    for separator, least in (*_NEVER_IN_A_KEYWORD, *seldom):
        parts = _parts(separator, value)
        if len(parts) >= least:
            terms = [part.strip(_QUOTES) or part for part in parts if not _is_nothing(part)]
            if all(map(_is_term, terms)):
                return list(dict.fromkeys(terms))
    return []


def _is_nothing(part: str) -> bool:
    return code_of_absence(part, Holds.TEXTS) is not None


def _is_term(part: str) -> bool:
    """Return whether a part of a list can be a keyword of its own: some letters, not many words.

    >>> [_is_term(part) for part in ("eau", "C++", "C#", "1", "a")]
    [True, True, True, False, False]
    """
    letters = sum(map(str.isalpha, part))
    return len(part.split()) <= 6 and (letters >= 2 or (letters == 1 and part[-1] in "+#"))


def _is_clean(mend: str, row: CellAddresses, column: str) -> bool:
    """Return whether nothing would be told of a mend: one that begins so is told as a formula."""
    if mend.startswith("="):
        return False
    wrong: list[Finding] = []
    parse_keywords(mend, row, column, wrong)
    return not wrong
