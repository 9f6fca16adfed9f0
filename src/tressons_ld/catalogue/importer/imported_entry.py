"""An entry as the received document prints it, each value with its place."""

from dataclasses import dataclass

from tressons_ld.findings.finding import Location


@dataclass(frozen=True, slots=True)
class PrintedValue:
    """A value as the document prints it, and where.

    Attributes:
        text: the value, without markup.
        line: line of the file, from 1.
        character: place of its first character in the line, from 1.
        id: the id of what it names in the catalogue folder, when that is known.
    """

    text: str
    line: int
    character: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class ImportedEntry:
    """An entry as the document prints it.

    Attributes:
        id: a proposal, made of the title; no two entries have the same.
        file: what the document is called.
        issued: what stands where the year is, readable or not.
        authors: the whole line that names them.
        description: its paragraphs, a blank line between two of them.
        link: where the link line leads, when that is an address.
        further_links: addresses of other links.
        in_list: whether it is a row of a list, whose title and authors stand in no printed form.
    """

    id: str
    file: str
    title: PrintedValue
    section: PrintedValue | None = None
    kind: PrintedValue | None = None
    issued: PrintedValue | None = None
    authors: PrintedValue | None = None
    organisations: tuple[PrintedValue, ...] = ()
    persons: tuple[PrintedValue, ...] = ()
    description: PrintedValue | None = None
    link: PrintedValue | None = None
    further_links: tuple[PrintedValue, ...] = ()
    in_list: bool = False

    def cells(self) -> dict[str, tuple[PrintedValue, ...]]:
        """Return what is printed for each column of the table: several values, one or none."""

        def some(printed: PrintedValue | None) -> tuple[PrintedValue, ...]:
            return () if printed is None else (printed,)

        printed = {} if self.in_list else {"printed_authors": some(self.authors)}
        return {
            "section": some(self.section),
            "title" if self.in_list else "printed_title": (self.title,),
            "kind": some(self.kind),
            "issued": some(self.issued),
            "organisations": self.organisations,
            "persons": self.persons,
            **printed,
            "description": some(self.description),
            "landing_page": some(self.link),
            "page": self.further_links,
        }

    def at(self, printed: PrintedValue | None = None) -> Location:
        """Return the place of one of its values, or of its title."""
        printed = printed or self.title
        return Location(self.file, printed.line, printed.character)
