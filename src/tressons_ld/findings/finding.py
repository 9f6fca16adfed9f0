"""What is wrong or wanting in a catalogue, and the cell where it is.

One record, :class:`Finding`, serves a misread cell, a broken reference and a SHACL result alike.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from tressons_ld.findings.language import COLON, Text, quotation, quoted
from tressons_ld.findings.messages import message_of, sentence


class Severity(IntEnum):
    """How grave a finding is, by its consequence (SHACL 1.0, section 2.1.4).

    VIOLATION stops the publication; a WARNING is published and some reader will be misled;
    INFO is tidiness.
    """

    INFO = 1
    WARNING = 2
    VIOLATION = 3


SEVERITY_NAMES = {
    Severity.VIOLATION: sentence("report.violation"),
    Severity.WARNING: sentence("report.warning"),
    Severity.INFO: sentence("report.remark"),
}


def column_letters(index: int) -> str:
    """Return a spreadsheet's letters for the column at ``index``, counted from 0.

    >>> column_letters(0), column_letters(27)
    ('A', 'AB')
    """
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_SHEET, _COLUMN = sentence("report.sheet"), sentence("report.column")
_KEY, _LINE = sentence("report.key"), sentence("report.line")
_ROW = sentence("report.row")


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, as the person who opens it sees it.

    Attributes:
        file: the file's path from the catalogue folder, with forward slashes.
        line: line of the file, from 1, for editors; None where lines mean nothing (XLSX).
        character: character in the line, from 1.
        sheet: name of the sheet, in a workbook.
        cell: spreadsheet address such as ``E15``, where the file is a table; the row alone, ``15``,
            where the table lacks the column; empty for the whole column.
        column: the column's heading as it stands in the file, or the key in a TOML file.
    """

    file: str
    line: int | None = None
    character: int | None = None
    sheet: str | None = None
    cell: str | None = None
    column: str | None = None

    def in_language(self, language: str) -> str:
        """Return the location as one phrase.

        >>> Location("data/resources.csv", line=15, cell="F15", column="issued").in_language("fr")
        'data/resources.csv, F15, colonne « issued »'
        """

        def named(noun: Text, name: str) -> str:
            return f"{noun.in_language(language)} {quoted(name, language)}"

        parts = [self.file]
        if self.sheet is not None:
            parts.append(named(_SHEET, self.sheet))
        if self.cell is not None and self.cell.isdigit():
            parts.append(f"{_ROW.in_language(language)} {self.cell}")
        elif self.cell:
            parts.append(self.cell)
        elif self.line is not None:
            parts[-1] += f":{self.line}" + (f":{self.character}" if self.character else "")
        if self.column is not None:
            parts.append(named(_KEY if self.cell is None else _COLUMN, self.column))
        if self.cell and self.line is not None and not self.cell.isdigit():
            row = re.sub(r"\D", "", self.cell)
            if row != str(self.line):
                parts[-1] += f" ({_LINE.in_language(language)} {self.line})"
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or wanting.

    Attributes:
        code: stable name, ``table.year-unreadable`` or ``shape.title-language``.
        severity: see :class:`Severity`.
        message: what is wrong.
        location: where, or None when it concerns the whole catalogue.
        value: the offending value as it stands in the file, or None.
        remedy: what to write there.
        focus: IRI of the thing concerned, when it is known.
        path: IRI of the property concerned, for a SHACL result.
        shape: IRI of the shape, for a SHACL result.
        component: IRI of the constraint component, for a SHACL result.
        mends: what may be written in place of the value, likeliest first: each is valid there.
    """

    code: str
    severity: Severity
    message: Text
    location: Location | None
    value: str | None
    remedy: Text
    focus: str | None = None
    path: str | None = None
    shape: str | None = None
    component: str | None = None
    mends: tuple[str, ...] = ()

    @property
    def duplicate_key(self) -> tuple[object, ...]:
        """Equal for two findings that tell a reader the same of the same cell."""
        return self.code, self.location or self.focus, self.value, self.message

    def in_language(self, language: str) -> str:
        """Return the finding as one line: where, what, how to mend it, and its code."""
        where = "" if self.location is None else self.location.in_language(language)
        colon = COLON.in_language(language)
        message, remedy = self.message.in_language(language), self.remedy.in_language(language)
        return f"{where}{colon if where else ''}{message} {remedy} [{self.code}]".replace("  ", " ")

    @property
    def sort_key(self) -> tuple[str, int, str, str, str]:
        """Order of a report: by file, line, cell and code."""
        place = self.location
        if place is None:
            return "", 0, "", self.code, self.value or ""
        return (
            place.file,
            place.line or _row(place.cell),
            place.cell or "",
            self.code,
            self.value or "",
        )


def _row(cell: str | None) -> int:
    digits = re.sub(r"\D", "", cell or "")
    return int(digits) if digits else 0


def finding(
    code: str,
    location: Location | None,
    value: str | None = None,
    *,
    focus: str | None = None,
    mends: Iterable[str] = (),
    **details: object,
) -> Finding:
    """Return the finding of this code, its sentences filled in.

    Args:
        code: a code of the message files that has a severity.
        location: where it is.
        value: the offending value as it stands in the file.
        focus: IRI of the thing concerned.
        mends: what may be written in place of the value.
        details: what fills in the placeholders of its sentences; a Text by its own language.

    Raises:
        LookupError: no finding has the code, or a placeholder of it was not given.
    """
    message = message_of(code)
    if message.remedy is None:
        raise LookupError(f"{code} is the code of an exception")
    if value is not None:
        # Half a surrogate pair cannot be written in any report.
        value = value.encode("utf-8", "backslashreplace").decode()
    details["value"] = quotation(value or "")
    return Finding(
        code=code,
        severity=Severity[message.severity.upper()],
        message=message.text.format(**details),
        location=location,
        value=value,
        remedy=message.remedy.format(**details),
        focus=focus,
        mends=tuple(mends),
    )


def distinct(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Return the findings without duplicates: the first of those that say the same of one cell."""
    first: dict[object, Finding] = {}
    for finding in findings:
        first.setdefault(finding.duplicate_key, finding)
    return first.values()


@dataclass(frozen=True, slots=True)
class Report:
    """All findings of a run, in the order of the files."""

    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "Report":
        """Return a report of the findings, sorted by place, each once.

        What several things suffer from one cell is said once, of the first of them.
        """
        return cls(tuple(sorted(distinct(findings), key=lambda finding: finding.sort_key)))

    @property
    def codes(self) -> Counter[str]:
        """Number of findings of each code."""
        return Counter(finding.code for finding in self.findings)

    def sorted(self, severity: Severity | None = None) -> Iterator[Finding]:
        """Yield the findings, or those of one severity."""
        return (one for one in self.findings if severity in (None, one.severity))

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def publishable(self) -> bool:
        """Whether no finding is a violation."""
        return not self.count(Severity.VIOLATION)
