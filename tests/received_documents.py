"""Documents as a catalogue folder receives them, and what is printed in their entries."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.importer import ImportedEntry, PrintedValue
from tressons_ld.findings.finding import Finding

FILE = "data/source/received.md"
PROJECT = Path(__file__).resolve().parents[1]
RECEIVED = (PROJECT / "data" / "source" / "catalogue-tressons-2022.md").read_bytes()


class Values(NamedTuple):
    """What an entry prints, white space and the form of apostrophes aside."""

    section: str | None
    title: str | None
    kind: str | None
    issued: str | None
    authors: str | None
    organisations: tuple[str | None, ...]
    persons: tuple[str | None, ...]
    description: str | None
    link: str | None


def values(entry: ImportedEntry) -> Values:
    return Values(
        _spaced(entry.section),
        _spaced(entry.title),
        _spaced(entry.kind),
        _spaced(entry.issued),
        _spaced(entry.authors),
        tuple(map(_spaced, entry.organisations)),
        tuple(map(_spaced, entry.persons)),
        _spaced(entry.description),
        entry.link.text if entry.link else None,
    )


def _spaced(printed: PrintedValue | None) -> str | None:
    if printed is None:
        return None
    paragraphs = printed.text.replace("’", "'").split("\n\n")
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code.removeprefix("import.") for finding in findings]


def told(findings: Iterable[Finding]) -> list[str]:
    """The findings as their reader sees them: a failing test shows them."""
    return [finding.in_language("fr") for finding in findings]


class Place(NamedTuple):
    """The indexes of an entry's lines in the received document."""

    title: int
    kind: int
    authors: int
    description: int
    link: int


LINES = RECEIVED.decode("utf-8").split("\n")


def places() -> list[Place]:
    """Where the entries of the received document stand, by a reading of its own."""
    found = []
    for index, line in enumerate(LINES):
        if re.fullmatch(r".+ \((?:19|20)[0-9]{2}\)", line):
            title = max(i for i in range(index) if LINES[i].startswith("#"))
            below = [i for i in range(index + 1, len(LINES)) if LINES[i].strip()]
            link = next(i for i in below if LINES[i].startswith("[>"))
            found.append(Place(title, index, below[0], below[1], link))
    return found


def with_lines(changed: dict[int, str]) -> str:
    """The received document, some of its lines changed."""
    return "\n".join(changed.get(index, line) for index, line in enumerate(LINES))


@dataclass
class Notice:
    """An entry to compose a document of."""

    title: str = "AGIR POUR LA MOBILITÉ"
    kind: str | None = "Webinaire"
    year: str | None = "2020"
    authors: str | None = "Avise, RTES"
    paragraphs: list[str] = field(default_factory=lambda: ["Ce webinaire a réuni les élus."])
    link: str | None = "[> Pour accéder à la ressource](#)"

    def lines(self, level: int = 2) -> list[str]:
        year = "" if self.year is None else f" ({self.year})"
        body = [self.kind and self.kind + year, self.authors, *self.paragraphs, self.link]
        return [f"{'#' * level} {self.title}".rstrip(), *(line for line in body if line)]


def composed(*notices: Notice, section: str | None = "Comprendre") -> str:
    """A document of these entries, in one section."""
    lines = [f"# {section}"] if section else []
    for notice in notices:
        lines += notice.lines()
    return "\n\n".join(lines) + "\n"


Edit = Callable[[Place], dict[int, str]]
