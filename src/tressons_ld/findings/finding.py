"""What was found wrong or wanting, and the cell it was found in.

One record, :class:`Finding`, serves a misread cell, a broken reference and a SHACL result alike.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from tressons_ld.findings.errors import Text


class Severity(IntEnum):
    """How grave a finding is, by its consequence (SHACL 1.0, section 2.1.4).

    VIOLATION stops the publication; a WARNING is published and some reader will be misled;
    INFO is tidiness.
    """

    INFO = 1
    WARNING = 2
    VIOLATION = 3


SEVERITY_NAMES = {
    Severity.VIOLATION: Text("violation", "violation"),
    Severity.WARNING: Text("avertissement", "warning"),
    Severity.INFO: Text("remarque", "remark"),
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


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, as the person who opens it sees it.

    Attributes:
        file: the file's path from the catalogue folder, with forward slashes.
        line: line of the file, from 1, for editors; None where lines mean nothing (XLSX).
        character: character in the line, from 1.
        sheet: name of the sheet, in a workbook.
        cell: spreadsheet address such as ``E15``, where the file is a table.
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
        english = language == "en"
        parts = [self.file]
        if self.sheet is not None:
            parts.append(f'sheet "{self.sheet}"' if english else f"feuille « {self.sheet} »")
        if self.cell is not None:
            parts.append(self.cell)
        elif self.line is not None:
            parts[-1] += f":{self.line}" + (f":{self.character}" if self.character else "")
        if self.column is not None:
            noun = (
                ("column" if english else "colonne") if self.cell else ("key" if english else "clé")
            )
            parts.append(f'{noun} "{self.column}"' if english else f"{noun} « {self.column} »")
        if self.cell is not None and self.line is not None:
            row = re.sub(r"\D", "", self.cell)
            if row != str(self.line):
                parts[-1] += f" (line {self.line})" if english else f" (ligne {self.line})"
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

    @property
    def said(self) -> tuple[object, ...]:
        """What a reader is told, and of which cell: equal for two things that suffer from one."""
        return self.code, self.location or self.focus, self.value, self.message

    def in_language(self, language: str) -> str:
        """Return the finding as one line: where, what, how to mend it, and its code."""
        where = "" if self.location is None else self.location.in_language(language)
        colon = ": " if language == "en" else " : "
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


def quoted(value: str, language: str, *, longest: int = 80) -> str:
    r"""Return the value between quotation marks, shortened, its invisible characters shown.

    >>> quoted("20l9", "fr"), quoted("a\x00b", "en")
    ('« 20l9 »', '"a\\x00b"')
    """
    shown = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode()
        for c in value[: longest + 1]
    )
    if len(value) > longest:
        shown = shown[:longest] + "…"
    return f'"{shown}"' if language == "en" else f"« {shown} »"


def once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Return the findings, of those that say the same of one cell the first."""
    first: dict[object, Finding] = {}
    for each in findings:
        first.setdefault(each.said, each)
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
        return cls(tuple(sorted(once(findings), key=lambda finding: finding.sort_key)))

    @property
    def codes(self) -> Counter[str]:
        """Number of findings of each code."""
        return Counter(finding.code for finding in self.findings)

    def sorted(self, severity: Severity | None = None) -> Iterator[Finding]:
        """Yield the findings, or those of one severity."""
        return (each for each in self.findings if severity in (None, each.severity))

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)

    @property
    def publishable(self) -> bool:
        """Whether no finding is a violation."""
        return not self.count(Severity.VIOLATION)
