"""The received document -> its entries, as they are printed.

An entry is laid out so, whatever the level of its heading::

    ## TITLE
    Kind (year)
    Organisation, Organisation et Organisation (Person, Person)      plain or in bold letters
    Description, in one or several paragraphs.
    [> PrintedLink](address)

Nothing of any catalogue is known here. Sections, kinds, organisations and persons are those of the
catalogue folder; where it has none yet, they stay as they are printed. What cannot be read is a
finding at its line and character, and the entry is there with what was read.
"""

import re
from dataclasses import replace

from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.importer.all_entries import check_sections, check_titles
from tressons_ld.catalogue.importer.authors import KnownAuthors, Name
from tressons_ld.catalogue.importer.document_shape import document_shape
from tressons_ld.catalogue.importer.encoding import decode
from tressons_ld.catalogue.importer.entry_links import with_links
from tressons_ld.catalogue.importer.imported_entry import ImportedEntry, PrintedValue
from tressons_ld.catalogue.importer.layout import TextLine, read_layout
from tressons_ld.catalogue.importer.outline import Outline, OutlinedEntry
from tressons_ld.catalogue.importer.proposed_ids import with_ids
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, SharedPart
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import Text
from tressons_ld.rdf.terms import date_datatype


def read_document(
    content: str | bytes, file: str, shared: SharedPart | None = None
) -> tuple[list[ImportedEntry], list[Finding]]:
    """Return the entries of a document in their order, and what of it cannot be read.

    Args:
        content: the document, or its bytes: UTF-8, UTF-16 with its mark, or Windows-1252.
        file: what the findings call it.
        shared: the catalogue folder, which says what kinds, sections and agents there are.
    """
    findings: list[Finding] = []
    if isinstance(content, bytes):
        content, findings = decode(content, file)
        if any(problem.code == "import.not-text" for problem in findings):
            return [], findings
    parts, unreadable = read_layout(content, file)
    findings += unreadable
    seen = document_shape(parts)
    reading = _Reading(shared, file, findings)
    entries = reading.entries(Outline(parts, reading.kinds, reading.sections, file))
    if not entries:
        findings.append(finding("import.no-entry", Location(file, 1), seen=seen))
    return with_ids(entries), findings


class _Reading:
    """Reads the lines of each entry and gathers the findings."""

    def __init__(self, shared: SharedPart | None, file: str, findings: list[Finding]) -> None:
        names = SharedNames.of(shared) if shared else None
        self.kinds = names.concepts_of(_KIND) if names else Names("concept", "")
        self.sections = names.concepts_of(_SECTION) if names else Names("concept", "")
        self._has = {
            _KIND: bool(shared and any(shared.concepts_of(_KIND))),
            _SECTION: bool(shared and any(shared.concepts_of(_SECTION))),
            "agent": bool(shared and shared.agents),
        }
        self._agent_names = names.agents if names else Names("agent", "")
        self._agents = dict(shared.agents) if shared else {}
        self._file = file
        self._findings = findings

    def entries(self, outline: Outline) -> list[ImportedEntry]:
        """Return the entries of the outline, each with the lines that it has."""
        found = outline.entries()
        self._findings += outline.findings
        plain = KnownAuthors(self._agent_names, self._agents)
        self._authors = KnownAuthors(
            self._agent_names,
            self._agents,
            (
                name.printed
                for one in found
                if one.kind_at is not None
                for name in plain.read(_authors_alone(one))
            ),
        )
        self._outline = outline
        entries = [self._entry(one) for one in found]
        self._findings += check_sections(entries, self.sections, sections_known=self._has[_SECTION])
        self._findings += check_titles(entries)
        return entries

    def _entry(self, outlined: OutlinedEntry) -> ImportedEntry:
        heading, body = outlined.heading, outlined.part.body
        title = PrintedValue(heading.text, heading.number, heading.character)
        entry = ImportedEntry("", self._file, title, self._section(outlined.section))
        if not body:
            self._report("import.entry-empty", heading, heading.text)
            return entry
        kind_at = (
            outlined.kind_at if outlined.kind_at is not None else self._kind_without_year(body)
        )
        before, rest = ([], body) if kind_at is None else (body[:kind_at], body[kind_at + 1 :])
        if kind_at is None:
            self._report("import.kind-line-missing", heading, heading.text)
        else:
            kind, issued = self._kind(body[kind_at])
            entry = replace(entry, kind=kind, issued=issued)
        if before and not self._knows_authors_of(before):
            self._report("import.title-continued", before[0], before[0].text)
            text = " ".join([title.text, *(line.text for line in before)]).strip()
            entry = replace(entry, title=replace(title, text=text))
            before = []
        links = [line for line in rest if line.is_link]
        lines = [line for line in rest if not line.is_link]
        if not before:
            count = self._count_of_authors(lines)
            before, lines = lines[:count], lines[count:]
        entry = self._with_authors(entry, before, heading)
        if not entry.title.text:
            self._report("import.title-missing", heading, heading.source)
        if links and (after := [line for line in lines if line.number > links[0].number]):
            self._report("import.text-after-link", after[0], after[0].text)
        entry = replace(entry, description=_description(lines))
        if entry.description is None:
            self._report("import.description-missing", heading, heading.text)
        entry, problems = with_links(entry, links, [heading, *lines])
        self._findings += problems
        return entry

    # Section, kind and year

    def _section(self, heading: TextLine | None) -> PrintedValue | None:
        if heading is None or not heading.text:
            return None
        id = self.sections.find(heading.text)
        return PrintedValue(heading.text, heading.number, heading.character, id)

    def _kind_without_year(self, body: list[TextLine]) -> int | None:
        """Return 0 when the first line is an unknown kind: the second one names authors."""
        if len(body) < 2 or body[0].is_link or len(body[0].text.split()) > _WORDS_OF_KIND:
            return None
        first, second = (self._authors.read(line.text) for line in body[:2])
        known = self._authors.recognises
        if any(known(name.printed) for name in first):
            return None
        return 0 if second and all(known(name.printed) for name in second) else None

    def _kind(self, line: TextLine) -> tuple[PrintedValue, PrintedValue | None]:
        read = self._outline.kinds.read(line)
        kind, year = (read.kind, read.year) if read else (line.text, None)
        printed = PrintedValue(kind, line.number, line.character_of(kind), self.kinds.find(kind))
        if self._has[_KIND] and printed.id is None:
            self._report("import.kind-unknown", line, kind, suggestion=self.kinds.suggestion(kind))
        if year is None:
            self._report("import.year-missing", line, line.text)
            return printed, None
        issued = PrintedValue(year, line.number, line.character_of(year, last=True))
        if not date_datatype(year):
            self._report("import.year-unreadable", line, year, character=issued.character)
        return printed, issued

    # Authors

    def _count_of_authors(self, lines: list[TextLine]) -> int:
        """Return how many of these lines, from the first one, name the authors."""
        if not lines:
            return 0
        paragraph = next((i for i, line in enumerate(lines) if i and line.opens), len(lines))
        alone = 1
        while alone < paragraph and _UNFINISHED.search(_text(lines[:alone])):
            alone += 1
        for count in (paragraph, alone):
            if self._names_authors(lines[:count], more=count < len(lines)):
                return count
        return 0

    def _names_authors(self, lines: list[TextLine], *, more: bool) -> bool:
        """Return whether the lines name authors; ``more`` when a description would follow."""
        text = _text(lines)
        if lines[0].item or len(text) > _LONGEST_AUTHORS:
            return False
        if self._knows_authors_of(lines):
            return True
        names = self._authors.read(text)
        if not names or _SENTENCE_END.search(text):
            return False
        known = any(self._authors.recognises(name.printed) for name in names)
        return (
            known
            or all(line.is_bold for line in lines)
            or (more and len(text.split()) <= _WORDS_OF_AUTHORS)
        )

    def _knows_authors_of(self, lines: list[TextLine]) -> bool:
        names = self._authors.read(_text(lines))
        return bool(names) and all(self._authors.recognises(name.printed) for name in names)

    def _with_authors(
        self, entry: ImportedEntry, lines: list[TextLine], heading: TextLine
    ) -> ImportedEntry:
        if not lines:
            self._report("import.authors-missing", heading, heading.text)
            return entry
        text = _text(lines)
        organisations: list[PrintedValue] = []
        persons: list[PrintedValue] = []
        for name in self._authors.read(text):
            printed = _place_of(name, lines)
            (persons if name.person else organisations).append(printed)
            if self._has["agent"] and name.id is None:
                self._findings.append(
                    finding(
                        "import.name-unknown",
                        entry.at(printed),
                        name.printed,
                        suggestion=self._agent_names.suggestion(name.printed),
                    )
                )
        return replace(
            entry,
            authors=PrintedValue(text, lines[0].number, lines[0].character),
            organisations=tuple(organisations),
            persons=tuple(persons),
        )

    def _report(
        self,
        code: str,
        line: TextLine,
        value: str,
        *,
        character: int | None = None,
        suggestion: Text | None = None,
    ) -> None:
        place = Location(self._file, line.number, character or line.character)
        details = {"suggestion": suggestion} if suggestion is not None else {}
        self._findings.append(finding(code, place, value, focus=None, **details))


_KIND, _SECTION = SCHEME_OF_COLUMN["kind"], SCHEME_OF_COLUMN["section"]
_WORDS_OF_KIND = 6
_WORDS_OF_AUTHORS = 20
_LONGEST_AUTHORS = 2_000
_SENTENCE_END = re.compile(r"[.?!…]$")
# A line of names that goes on: a bracket is open, or a separator stands at its end.
_UNFINISHED = re.compile(r"\([^()]*$|(?:[,;/&]|\set|\sand)$")


def _text(lines: list[TextLine]) -> str:
    return " ".join(line.text for line in lines)


def _authors_alone(outlined: OutlinedEntry) -> str:
    """Return the paragraph after the kind line, when it is one line and more text follows it."""
    rest = outlined.part.body[(outlined.kind_at or 0) + 1 :][:2]
    if len(rest) < 2 or not (rest[0].opens and rest[1].opens) or rest[0].is_link or rest[1].is_link:
        return ""
    text = rest[0].text
    return "" if _SENTENCE_END.search(text) or len(text.split()) > _WORDS_OF_AUTHORS else text


def _description(lines: list[TextLine]) -> PrintedValue | None:
    """Return the paragraphs; an item of a list begins a line of its own."""
    text = ""
    for line in lines:
        text += ("\n\n" if line.opens else "\n" if line.item else " ") if text else ""
        text += line.whole
    return PrintedValue(text, lines[0].number, lines[0].character) if text else None


def _place_of(name: Name, lines: list[TextLine]) -> PrintedValue:
    line = next((line for line in lines if name.printed in line.source), lines[0])
    return PrintedValue(name.printed, line.number, line.character_of(name.printed), name.id)
