"""The settings of a catalogue folder."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from tressons_ld.catalogue.model.look import Look
from tressons_ld.catalogue.paths import FRENCH_PATHS, Paths
from tressons_ld.findings.finding import Location

PAGE_SIZE = 500
"""Entries of a page of a feed, unless a setting says so."""

LARGEST_LOSS = 0.2
"""Share of the resources that may go at once without a further word, unless a setting says so."""

ANSWERS_UP_TO = 10_000
"""Resources up to which the pages of questions have their rows, unless a setting says so."""

PUBLISHED: Final = "published"
"""Said of resources without a description: published all the same."""

COMPOSED: Final = "composed"
"""Said of resources without a description: given one composed of their other fields."""

WITHOUT_DESCRIPTION = ("refused", PUBLISHED, COMPOSED)
"""What may become of a resource without a description; the first, unless a setting says so."""


class TableStart(NamedTuple):
    """Where a table begins in its file, where the settings say so.

    Attributes:
        sheet: name of the sheet, in a workbook.
        heading_row: number of the row of the headings, from 1.
    """

    sheet: str | None = None
    heading_row: int | None = None


class ColumnRule(NamedTuple):
    """What a house says of one column of a table, beside its heading.

    Attributes:
        headings: its headings in the file; of several, the values are joined.
        constant: what an empty cell stands for; without a heading, every cell.
        separator: what stands between its values, beside the semicolon.
        values: a value as the house writes it, folded -> as the tool reads it.
    """

    headings: tuple[str, ...] = ()
    constant: str = ""
    separator: str = ""
    values: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a catalogue folder (``catalogue.toml``).

    Attributes:
        base_iri: what things are called, ends with ``/``.
        site_url: where the files lie, ends with ``/``.
        file: path of catalogue.toml from the folder.
        lines: dotted key -> line of the file, to point at a setting.
        aliases: a house's own heading -> column name, in any table.
        table_aliases: the same for one table: its name -> heading -> column name.
        column_rules: name of a table -> column name -> what the house says of the column.
        files: name of a table -> name of its file in the folder data.
        starts: name of a table -> where it begins in its file.
        documents: whether each resource is published in documents of its own.
        feeds: whether the feeds for harvesters are published.
        site: whether pages for people are published; as ``documents`` unless a setting says so.
        second_language: whether pages are in two languages where the catalogue has a title in both.
        answers_up_to: number of resources up to which the pages of questions have their rows.
        references: whether files for programs that manage references are published; None for
            up to so many resources as those take.
        page_size: entries after which a page of a feed ends, where the table may be cut.
        largest_loss: share of the resources that may go at once without a further word.
        keep: paths in the output folder of what is not published and stays there.
        look: what the house sets of the look of its site.
        without_description: what becomes of a resource without one: one of WITHOUT_DESCRIPTION.
        group_by: heading or column of the table of resources whose value the rows of one resource
            share; empty where each row is a resource.
        paths: the paths of its things, in the language of its words for them.
        for_one_run: which of ``base_iri`` and ``site_url`` are not those of the file.
    """

    base_iri: str
    site_url: str
    file: str = "data/catalogue.toml"
    lines: Mapping[str, int] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    table_aliases: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    column_rules: Mapping[str, Mapping[str, ColumnRule]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, TableStart] = field(default_factory=dict)
    documents: bool = True
    feeds: bool = True
    site: bool = True
    second_language: bool = True
    answers_up_to: int = ANSWERS_UP_TO
    references: bool | None = None
    page_size: int = PAGE_SIZE
    largest_loss: float = LARGEST_LOSS
    keep: tuple[str, ...] = ()
    look: Look = field(default_factory=Look)
    without_description: str = WITHOUT_DESCRIPTION[0]
    group_by: str = ""
    for_one_run: frozenset[str] = frozenset()
    paths: Paths = FRENCH_PATHS

    def start_of(self, table: str) -> TableStart:
        """Return where a table begins, by its name."""
        return self.starts.get(table, TableStart())

    def at(self, key: str) -> Location:
        """Return the location of a setting, by its dotted key.

        The line of one that is not there is that of the table where it would stand.
        """
        line = self.lines.get(key) or self.lines.get(key.rpartition(".")[0])
        return Location(self.file, line, column=key)
