"""The texts of cells: what may be published of them, and the values that one cell holds.

A rule is a :data:`Parser`: it takes the text of a cell, stripped and not empty, and returns its
value, or adds what is wrong to the findings and returns None. Nothing here looks at another cell.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeAlias

from tressons_ld.catalogue.columns.error_words import (
    ERROR,
    ERROR_CODE,
    ERROR_WITHIN,
    may_hold_error,
)
from tressons_ld.catalogue.columns.spoilt_texts import (
    may_be_spoilt,
    split_beside_entities,
    spoilt,
)
from tressons_ld.findings.finding import Finding, Location, Severity, finding
from tressons_ld.findings.language import quotation


class CellAddresses(Protocol):
    """A row of a table, or the settings: it knows where the cell of a column, or a key, stands."""

    def at(self, column: str, /) -> Location:
        """Return the place of a column's cell, or of a key."""


Parser: TypeAlias = Callable[[str, CellAddresses, str, list[Finding]], Any]
"""Text of a cell, its row, the name of its column, the findings to add to -> value or None."""

LONGEST_TEXT = 100_000
"""Characters that a cell may hold."""

# U+0085 and its neighbours are C1 controls: letters of Windows-1252 read in another encoding.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What no XML 1.0 document can hold (https://www.w3.org/TR/xml/#charsets), so no RDF/XML either.
_BROKEN = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
INVISIBLE = re.compile(
    r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff]"
)
# A formula that was saved in the place of its result.
_FORMULA = re.compile(r"""\{?=[\w$"'(\[{+@#-].*""", re.DOTALL)
_SUSPECT = re.compile(f"{_CONTROL.pattern}|{_BROKEN.pattern}|{INVISIBLE.pattern}|\ufffd")


class FormulaText(str):
    """The formula of a cell whose result the workbook does not hold: it stands for no value."""

    __slots__ = ()


def clean_cells(
    row: CellAddresses, names: Iterable[str], cells: list[str], required: Collection[str] = ()
) -> tuple[list[str], list[Finding]]:
    r"""Return the cells of a row without outer white space, and what is wrong with their texts.

    Line ends become ``\n``. Nothing else is altered; a cell whose text cannot be published (a
    control character, half a character, more than 100 000 characters) is emptied, and so is one
    that holds an error of a spreadsheet.

    Args:
        row: where the cells stand.
        names: the name of each cell's column.
        cells: their texts, as they stand in the file.
        required: the columns whose cells must be filled: an error there is a violation.
    """
    joined = "".join(cells)
    problems: list[Finding] = []
    if (
        _SUSPECT.search(joined)
        or len(joined) > LONGEST_TEXT
        or not unicodedata.is_normalized("NFC", joined)
        or may_hold_error(joined)
        or may_be_spoilt(joined)
        or ("=" in joined and any(map(_is_formula, cells)))
    ):
        cells = [
            _computed(publishable(text, row, name, problems), row, name, name in required, problems)
            if name
            else text
            for text, name in zip(cells, names, strict=True)
        ]
    if "\r" in joined:
        cells = [text.replace("\r\n", "\n").replace("\r", "\n") for text in cells]
    return [text.strip() for text in cells], problems


def unpublishable_character(text: str) -> re.Match[str] | None:
    """Return the first character that no published text can hold, or None where there is none.

    No RDF and no XML holds a control character or half of a surrogate pair.
    """
    return _CONTROL.search(text) or _BROKEN.search(text)


def publishable(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str:
    """Return the text, or nothing where it cannot be published."""
    for code, pattern in (("control", _CONTROL), ("broken", _BROKEN)):
        if match := pattern.search(text):
            problems.append(_about_character(code, match, row, column))
            return ""
    if len(text) > LONGEST_TEXT:
        problems.append(
            finding("table.cell-too-long", row.at(column), length=len(text), most=LONGEST_TEXT)
        )
        return ""
    if match := INVISIBLE.search(text):
        if not INVISIBLE.sub("", text).strip():
            problems.append(finding("table.placeholder", row.at(column), text.strip()))
            return ""
        problems.append(_about_character("invisible", match, row, column))
    if match := re.search("\ufffd", text):
        problems.append(_about_character("lost", match, row, column))
    problems.extend(
        finding(
            f"table.text-{each.kind}",
            row.at(column),
            each.near,
            meant=quotation(each.meaning),
        )
        for each in (spoilt(text) if may_be_spoilt(text) else ())
    )
    if not unicodedata.is_normalized("NFC", text):
        normal = unicodedata.normalize("NFC", text)
        start = next(i for i, (c, n) in enumerate(zip(text, normal, strict=False)) if c != n)
        problems.append(
            finding("table.text-not-nfc", row.at(column), text[max(0, start - 15) : start + 15])
        )
    return text


def _computed(
    text: str, row: CellAddresses, column: str, required: bool, problems: list[Finding]
) -> str:
    """Return the text of a cell, or nothing where a spreadsheet did not come to a value."""
    whole = text.strip()
    if _is_formula(text):
        lost = isinstance(text, FormulaText)
        code = "table.cell-formula" if lost else "table.text-formula"
        problems.append(finding(code, row.at(column), whole))
        return "" if lost else text
    if not may_hold_error(text):
        return text
    if ERROR.fullmatch(whole):
        error = finding(ERROR_CODE, row.at(column), whole)
        problems.append(replace(error, severity=Severity.VIOLATION) if required else error)
        return ""
    within = ERROR_WITHIN.search(text)
    word = within[0] if within else next(filter(ERROR.fullmatch, values_of(text)), None)
    if word is not None:
        problems.append(finding(ERROR_CODE, row.at(column), word))
    return text


def _is_formula(text: str) -> bool:
    return isinstance(text, FormulaText) or _FORMULA.fullmatch(text.strip()) is not None


def _about_character(kind: str, match: re.Match[str], row: CellAddresses, column: str) -> Finding:
    return finding(
        f"table.character-{kind}",
        row.at(column),
        match.string[max(0, match.start() - 15) : match.end() + 15],
        character=f"U+{ord(match[0]):04X}",
        position=match.start() + 1,
    )


def values_of(text: str) -> list[str]:
    """Return the values of a cell that holds several, separated by ``;``, without empty ones.

    >>> values_of("Avise; RTES;")
    ['Avise', 'RTES']
    """
    if ";" not in text:
        return [text]
    parts = split_beside_entities(text) if "&" in text else text.split(";")
    return [value for part in parts if (value := part.strip())]


def once(
    values: Sequence[Any], row: CellAddresses, column: str, problems: list[Finding]
) -> tuple[Any, ...]:
    """Return the values, each once; a repeated one is a finding."""
    first = tuple(dict.fromkeys(values))
    if len(first) < len(values):
        problems.append(finding("table.value-repeated", row.at(column), _repeated(values)))
    return first


def _repeated(values: Sequence[Any]) -> Any:
    """Return the first value that stands there already."""
    before = set()
    for value in values:
        if value in before:
            break
        before.add(value)
    return value


def several(parse: Parser) -> Parser:
    """Return the parser of a cell that holds several values, each of which ``parse`` reads.

    What it returns is a tuple, each value once, without those that cannot be read.
    """

    def parse_several(
        text: str, row: CellAddresses, column: str, problems: list[Finding]
    ) -> tuple[Any, ...]:
        read = [parse(value, row, column, problems) for value in values_of(text)]
        return once([value for value in read if value is not None], row, column, problems)

    return parse_several


SEMICOLON = re.compile(";")
"""What stands between the values of a cell that holds several."""

BETWEEN_MEDIA_TYPES = re.compile(r";(?!\s*[\w-]+=)")
"""A semicolon, but for one before a parameter: ``text/csv; charset=utf-8`` is one media type
(https://www.rfc-editor.org/rfc/rfc9110#name-media-type)."""


def by_position(parse: Parser, between: re.Pattern[str] = SEMICOLON) -> Parser:
    """Return the parser of a cell that runs parallel to another: an empty place stays, as None.

    Args:
        parse: reads one value.
        between: what stands between two.
    """

    def parse_places(
        text: str, row: CellAddresses, column: str, problems: list[Finding]
    ) -> tuple[Any, ...]:
        parts = [part.strip() for part in between.split(text)]
        if len(parts) == 1:
            return (parse(text, row, column, problems),)
        return tuple(parse(part, row, column, problems) if part else None for part in parts)

    return parse_places


def texts(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> tuple[str, ...]:
    """Return the texts of a cell, each once, without those that are errors of a spreadsheet."""
    if ";" not in text:
        return (text,)
    values = values_of(text)
    if may_hold_error(text):
        values = [value for value in values if not ERROR.fullmatch(value)]
    return once(values, row, column, problems)
