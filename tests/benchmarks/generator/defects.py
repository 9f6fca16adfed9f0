"""Defects put into the rows of a synthetic catalogue, each with the finding that it must give."""

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .entries import Cells
from .shared import SharedTables


class Kind(NamedTuple):
    """A kind of defect.

    Attributes:
        column: the column it stands in.
        code: code of the one finding that it gives.
        spoil: changes the cells of a row that is sound.
        loses_id: whether no entry bears the row's id any more.
    """

    column: str
    code: str
    spoil: Callable[[Cells], None]
    loses_id: bool = False


def _set(column: str, value: str) -> Callable[[Cells], None]:
    def spoil(cells: Cells) -> None:
        cells[column] = value

    return spoil


def _edit(column: str, change: Callable[[str], str]) -> Callable[[Cells], None]:
    def spoil(cells: Cells) -> None:
        cells[column] = change(cells[column])

    return spoil


def _one_file(**others: str) -> Callable[[Cells], None]:
    def spoil(cells: Cells) -> None:
        url = cells["download_url"].partition(";")[0]
        cells.update(download_url=url, format="PDF", size="4096", licence="")
        cells.update(others)

    return spoil


def kinds(shared: SharedTables) -> dict[str, Kind]:
    """Return every kind of defect by its name.

    Args:
        shared: the shared part, whose names are misspelt.
    """
    body = shared.organisations[1]["name"]
    person = shared.persons[0]["name"]
    return {
        "id-missing": Kind("id", "table.id-missing", _set("id", ""), loses_id=True),
        "id-unreadable": Kind(
            "id", "table.id-unreadable", _edit("id", lambda id: f"Été {id}"), loses_id=True
        ),
        "title-missing": Kind("title", "shape.resource-title-present", _set("title", "")),
        "title-control": Kind(
            "title", "table.character-control", _edit("title", lambda title: title + "\x02")
        ),
        "title-capitals": Kind("title", "shape.resource-title-capitals", _edit("title", str.upper)),
        "description-missing": Kind(
            "description", "shape.resource-description-present", _set("description", "")
        ),
        "description-lost-letter": Kind(
            "description",
            "table.character-lost",
            _edit("description", lambda words: f"{words} D\ufffdj\u00e0."),
        ),
        "kind-missing": Kind("kind", "shape.resource-kind-present", _set("kind", "")),
        "kind-unknown": Kind("kind", "reference.unknown-kind", _set("kind", "Parchemin")),
        "section-unknown": Kind("section", "reference.unknown-section", _set("section", "Lune")),
        "theme-unknown": Kind(
            "themes", "reference.unknown-theme", _edit("themes", lambda cell: f"{cell}; Astrologie")
        ),
        "audience-unknown": Kind(
            "audiences", "reference.unknown-audience", _set("audiences", "Marins au long cours")
        ),
        "place-unknown": Kind("places", "reference.unknown-place", _set("places", "Lune; ")),
        "series-unknown": Kind(
            "series", "reference.unknown-series", _set("series", "Almanach perpétuel")
        ),
        "organisation-misspelt": Kind(
            "organisations",
            "reference.unknown-agent",
            _set("organisations", f"{shared.organisations[2]['name']}; {body}e"),
        ),
        "person-for-organisation": Kind(
            "organisations",
            "reference.not-an-organisation",
            _set("organisations", f"{body}; {person}"),
        ),
        "source-unknown": Kind(
            "based_on", "reference.unknown-resource", _set("based_on", "ouvrage-jamais-ecrit")
        ),
        "year-letter": Kind("issued", "table.year-unreadable", _set("issued", "20l9")),
        "year-range": Kind("issued", "table.year-range", _set("issued", "2019-2021")),
        "about-a-year": Kind("issued", "table.date-unreadable", _set("issued", "vers 2020")),
        "day-impossible": Kind("issued", "table.date-impossible", _set("issued", "2019-02-30")),
        "session-year-only": Kind("event_date", "shape.event-date-day", _set("event_date", "2019")),
        "language-unknown": Kind("language", "reference.unknown-language", _set("language", "xx")),
        "address-space": Kind(
            "landing_page", "table.url-space", _set("landing_page", "https://data.example.net/a b")
        ),
        "address-scheme": Kind(
            "landing_page", "table.url-scheme", _set("landing_page", "www.example.net/page")
        ),
        "format-unknown": Kind("format", "reference.unknown-format", _one_file(format="WordStar")),
        "size-words": Kind("size", "table.size-unreadable", _one_file(size="2,3 Mo")),
        "files-uneven": Kind("format", "table.distribution-count", _one_file(format="PDF; EPUB")),
        "keyword-repeated": Kind(
            "keywords", "table.value-repeated", _edit("keywords", lambda cell: f"{cell}; {cell}")
        ),
    }


class Defects:
    """Which rows of a catalogue have which defect: a given number, spread over its length.

    Attributes:
        kinds: the kinds in use, by name.
    """

    def __init__(
        self, seed: int, entries: int, count: int, shared: SharedTables, names: Sequence[str] = ()
    ) -> None:
        """Spread the defects.

        Args:
            seed: of the pseudo-random numbers.
            entries: number of rows.
            count: number of rows with a defect.
            shared: the shared part.
            names: names of the kinds to use, all of them by default.

        Raises:
            ValueError: there are more defects than rows, or a name is not that of a kind.
        """
        every = kinds(shared)
        if count > entries:
            raise ValueError(f"{count} defects do not fit into {entries} rows")
        if unknown := [name for name in names if name not in every]:
            raise ValueError(f"no such defect: {', '.join(unknown)}; known: {', '.join(every)}")
        self.kinds = {name: every[name] for name in names or every}
        self._order = list(self.kinds)
        self._seed, self._entries, self._count = seed, entries, count

    def of(self, number: int) -> str | None:
        """Return the name of the defect of the entry with this number, or None.

        The rows are cut into as many stretches as there are defects; each has one.
        """
        if not self._count:
            return None
        stretch = number * self._count // self._entries
        start = -(-stretch * self._entries // self._count)
        end = -(-(stretch + 1) * self._entries // self._count)
        chance = random.Random(f"{self._seed}/defect/{stretch}")
        if number != chance.randrange(start, end):
            return None
        turn, place = divmod(stretch, len(self._order))
        order = self._order.copy()
        random.Random(f"{self._seed}/defects/{turn}").shuffle(order)
        return order[place]

    def keeps_id(self, number: int) -> bool:
        """Return whether the entry with this number bears its id."""
        name = self.of(number)
        return name is None or not self.kinds[name].loses_id
