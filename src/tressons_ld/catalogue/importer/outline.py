"""Which headings of a document are entries, and the section that each entry stands in.

It is told by the layout alone. An entry has a kind line beneath its heading, or the link line that
entries have. Headings above them, deeper ones that follow, give their section; it returns as the
header of each page and then begins nothing. A heading among the entries of a section, at their
level, is an entry too, even when its lines cannot be read: what is wanting becomes a finding.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.columns.spelling import fold
from tressons_ld.catalogue.importer.layout import HeadedPart, TextLine
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.rdf.terms import is_lexical


@dataclass(frozen=True, slots=True)
class KindLine:
    """What a kind line prints: ``Webinaire (2020)``; no year where it has none."""

    kind: str
    year: str | None


@dataclass(slots=True)
class OutlinedEntry:
    """An entry: its heading, its part of the document, its section, and which line is its kind."""

    heading: TextLine
    part: HeadedPart
    section: TextLine | None
    kind_at: int | None


class KindLines:
    """How kind lines are recognised.

    ::

        kind line = kind "(" year ")"               "Webinaire (2020)", "Webinaire (20l9)"
                  | known kind [ separator year ]   "Webinaire, 2020", "Webinaire"

    Args:
        names: what kinds may be called in the catalogue folder.
        other_kinds: those that the document prints elsewhere.
    """

    def __init__(self, names: Names, other_kinds: Iterable[str] = ()) -> None:
        self._names = names
        self._seen = {fold(kind) for kind in other_kinds}

    def knows(self, kind: str) -> bool:
        """Return whether a kind is called so, in the folder or elsewhere in the document."""
        return fold(kind) in self._seen or self._names.find(kind) is not None

    def read(self, line: TextLine) -> KindLine | None:
        """Return what the line prints, if it may be the kind line of an entry."""
        if line.is_link or len(line.text) > _LONGEST:
            return None
        if match := _WITH_YEAR.fullmatch(line.text):
            kind, year = match["kind"], match["year"]
            if _YEAR_LIKE.search(year) or not year or self.knows(kind):
                return KindLine(kind, year or None)
        if (match := _THEN_YEAR.fullmatch(line.text)) and self.knows(match["kind"]):
            return KindLine(match["kind"], match["year"])
        return KindLine(line.text, None) if self.knows(line.text) else None

    def surely(self, line: TextLine) -> KindLine | None:
        """Return what the line prints, if it can be nothing else than a kind line."""
        read = self.read(line)
        if read is None or read.year is None or line.item:
            return None
        short = len(read.kind.split()) <= _MOST_WORDS
        return read if short and is_lexical(read.year, "gYear") else None

    def place_in(self, body: list[TextLine]) -> int | None:
        """Return the place of the kind line among the lines beneath a heading, or None."""
        if body and self.read(body[0]):
            return 0
        return next((i for i in (1, 2) if i < len(body) and self.surely(body[i])), None)


_LONGEST = 120
_MOST_WORDS = 6
_WITH_YEAR = re.compile(
    r"(?P<kind>[^()\[\]]{1,80}?)\s*[(\[]\s*(?P<year>[^()\[\]]{0,20}?)\s*[)\]]?\s*[.:]?"
)
_YEAR_LIKE = re.compile(r"[0-9]|^[ns]\. ?d\.?$")
_THEN_YEAR = re.compile(r"(?P<kind>.{1,80}?)(?:\s*[,:–—-]\s*|\s+)(?P<year>[0-9]{4})\.?")


class Outline:
    """The parts of a document, as entries and sections.

    Args:
        parts: the parts of the document, in their order.
        kinds: what kinds may be called.
        sections: what sections may be called in the catalogue folder, if it says so.
        file: what findings call the document.
    """

    def __init__(self, parts: list[HeadedPart], kinds: Names, sections: Names, file: str) -> None:
        self._file = file
        self._sections = sections
        self.findings: list[Finding] = []
        self.kinds = KindLines(
            kinds, [k.kind for p in parts if p.body and (k := KindLines(kinds).surely(p.body[0]))]
        )
        self._has_known_sections = any(sections.find(_key(part)) for part in parts)
        self._parts = parts
        self._headers = _repeated_headings(parts, self._kind_at)
        self._parts = list(self._with_unmarked_headings(parts))
        self._links = {
            fold(link.words)
            for part in self._parts
            if self._kind_at(part) is not None
            for line in part.body
            if line.is_link
            for link in line.links
        }

    def entries(self) -> list[OutlinedEntry]:
        """Return the entries in their order; what cannot be placed is added to the findings."""
        self._mend_page_breaks()
        found: list[OutlinedEntry] = []
        section: HeadedPart | None = None
        level: int | None = None  # of the entries of this section
        for index, part in enumerate(self._parts):
            heading = part.heading
            if heading is None:
                continue
            if self._is_header(part) and self._kind_at(part) is None:
                if self._names_section(part):
                    section, level = part, None
                self._leave_out(part.body)
            elif self._is_within(part, found, level):
                self._report("import.heading-within", heading)
                found[-1].part.body += [replace(heading, opens=True), *part.body]
            elif self._is_entry(part) or self._is_lost(index, section, level):
                level = part.level
                within = section.heading if section else None
                found.append(OutlinedEntry(heading, part, within, self._kind_at(part)))
            else:
                section, level = self._section_after(index, heading, section, level)
        return found

    # What a part is

    def _kind_at(self, part: HeadedPart) -> int | None:
        return self.kinds.place_in(part.body)

    def _is_entry(self, part: HeadedPart) -> bool:
        if self._kind_at(part) is not None:
            return True
        return not self._is_header(part) and self._has_link(part)

    def _has_link(self, part: HeadedPart) -> bool:
        """Return whether the part has a link line as entries have them."""
        return any(
            not self._links or fold(link.words) in self._links
            for line in part.body
            if line.is_link
            for link in line.links
        )

    def _is_header(self, part: HeadedPart) -> bool:
        """Return whether the heading is that of a known section, or returns page after page."""
        return _key(part) in self._headers or self._sections.find(_key(part)) is not None

    def _names_section(self, part: HeadedPart) -> bool:
        return not self._has_known_sections or self._sections.find(_key(part)) is not None

    def _next_level(self, index: int) -> int:
        """Return the level of the next heading if it is an entry, else 0."""
        following = self._parts[index + 1] if index + 1 < len(self._parts) else None
        return following.level if following and self._is_entry(following) else 0

    def _entry_follows(self, index: int) -> bool:
        """Return whether an entry of the same level follows before a heading above it."""
        level = self._parts[index].level
        for part in self._parts[index + 1 :]:
            if part.level < level or self._is_header(part):
                return False
            if part.level == level and self._is_entry(part):
                return True
        return False

    def _is_lost(self, index: int, section: HeadedPart | None, level: int | None) -> bool:
        """Return whether the heading stands where an entry would, though no line says so.

        Args:
            index: which part it is.
            section: the section it stands in.
            level: the level of the entries before it in this section, if there are any.
        """
        part = self._parts[index]
        above = section.level if section else 0
        if part.level == level:
            if part.body:
                return above < part.level or self._entry_follows(index)
            return above < part.level and self._next_level(index) <= part.level
        if section is None or level is not None or above >= part.level:
            return False
        if part.body and self._sections.find(_key(section)) is not None:
            return True
        return (bool(part.body) or self._has_known_sections) and self._entry_follows(index)

    def _is_within(self, part: HeadedPart, entries: list[OutlinedEntry], level: int | None) -> bool:
        """Return whether the part is a piece of the entry before it, under a heading of its own."""
        if not part.body or self._kind_at(part) is not None:
            return False
        if not entries or level is None or part.level <= level:
            return False
        return entries[-1].kind_at is not None and not self._has_link(entries[-1].part)

    # What is done about it

    def _section_after(
        self, index: int, heading: TextLine, section: HeadedPart | None, level: int | None
    ) -> tuple[HeadedPart | None, int | None]:
        """Return the section after a heading that is no entry, and the level of its entries."""
        part = self._parts[index]
        following = self._next_level(index)
        if following > part.level:
            self._leave_out(part.body)
            return part, None
        among = level is not None and part.level >= level + (not part.body)
        out_of_place = among or 0 < following < part.level
        if out_of_place or any(line.is_link for line in part.body):
            self._report("import.heading-ignored", heading)
        if out_of_place:
            return section, level
        if part.body:
            return None, None
        if section and section.level < part.level == following:
            self._report("import.heading-as-section", heading)
        return part, None

    def _with_unmarked_headings(self, parts: list[HeadedPart]) -> Iterable[HeadedPart]:
        """Yield the parts, cut where a title without marks stands above a kind line."""
        for part in parts:
            is_entry = part.heading and not self._is_header(part)
            own = self._kind_at(part) if is_entry else None
            level = part.level if own is not None else part.level + 1
            body = part.body
            part.body = []
            for place, line in enumerate(body):
                title = body[place - 1] if place else None
                if (
                    title is not None
                    and part.body
                    and place != own
                    and self.kinds.surely(line)
                    and (title.opens or (place > 1 and body[place - 2].is_link))
                    and not (title.is_link or title.item or self.kinds.surely(title))
                ):
                    part.body.pop()
                    yield part
                    self._report("import.heading-unmarked", title)
                    part = HeadedPart(replace(title, text=title.text.lstrip("# ")), level)
                part.body.append(line)
            yield part

    def _mend_page_breaks(self) -> None:
        """Give back to an entry the lines that the header of a page has cut off from it."""
        section = None
        before: HeadedPart | None = None
        for part in self._parts:
            if not self._is_header(part):
                before = part
                continue
            key = _key(part)
            repeated, section = key == section, key
            if not part.body or before is None or before.heading is None or not repeated:
                continue
            has_kind, cut = self._kind_at(part) is not None, self._kind_at(before) is not None
            if self._has_link(before) or (cut and has_kind):
                continue
            if cut or (has_kind and not before.body) or (before.body and self._has_link(part)):
                before.body += part.body
                part.body = []

    def _leave_out(self, body: list[TextLine]) -> None:
        if body:
            self._report("import.text-outside", body[0])

    def _report(self, code: str, line: TextLine) -> None:
        place = Location(self._file, line.number, line.character)
        self.findings.append(finding(code, place, line.text))


def _key(part: HeadedPart) -> str:
    return fold(part.heading.text) if part.heading else ""


def _repeated_headings(
    parts: Sequence[HeadedPart], kind_at: Callable[[HeadedPart], int | None]
) -> set[str]:
    """Return the headings, folded, that return page after page.

    Once at least, nothing stands beneath such a heading. Should an entry begin beneath it
    elsewhere, a page break has cut that entry in two, if the heading is that of a section.

    Args:
        parts: the parts of the document.
        kind_at: which line of a part is its kind line.
    """
    times = Counter(map(_key, parts))
    with_kind = [kind_at(part) is not None for part in parts]
    empty, sections, entries = set(), set(), set()
    for index, part in enumerate(parts):
        if with_kind[index]:
            entries.add(_key(part))
        elif not part.body:
            empty.add(_key(part))
            following = parts[index + 1 : index + 2]
            if following and with_kind[index + 1] and following[0].level > part.level:
                sections.add(_key(part))
    return {key for key in sections | (empty - entries) if key and times[key] > 1}
