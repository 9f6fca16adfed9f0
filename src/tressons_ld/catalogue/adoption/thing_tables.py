"""The things that a table names -> the rows of the tables that hold them, marked to be read."""

from collections.abc import Iterable
from itertools import chain

from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
from tressons_ld.catalogue.adoption.proposed_things import LATIN, Thing, Things
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import AGENTS, CONCEPTS, PLACES, SERIES
from tressons_ld.catalogue.tables.review_marks import REVIEW
from tressons_ld.findings.messages import sentence

PUBLISHER = "editeur-a-nommer"
"""The id of the publisher of a catalogue where nothing names one."""

_TO_REVIEW = sentence("adoption.to-be-read-over")
_PUBLISHER_NAME = sentence("adoption.publisher-unnamed")
_PUBLISHER_NOTE = sentence("adoption.publisher-invented")

Cells = dict[str, str]


def agent_rows(adopted: AdoptedTable, language: str) -> list[Cells]:
    """Return the rows of the table of agents; the catalogue's publisher where nothing names one."""
    names = ("id", "type", "name", "spellings", "same_as", *_further(AGENTS, adopted.agents))
    rows = [thing_cells(agent, names, "name", language) for agent in adopted.agents]
    if adopted.publisher is None:
        name = _PUBLISHER_NAME.in_language("fr" if adopted.language == "fr" else "en")
        note = {REVIEW.in_language(language): _PUBLISHER_NOTE.in_language(language)}
        invented = {"id": PUBLISHER, "type": "organisation", "name": name}
        rows.append({**dict.fromkeys(names, ""), **invented, **note})
    return rows


def concept_rows(adopted: AdoptedTable, language: str) -> list[Cells]:
    """Return the rows of the table of concepts, kinds first."""
    label = f"label_{adopted.language}"
    labels = [label, *(f"label_{each}" for each in LATIN if f"label_{each}" != label)]
    schemes = {"genre": adopted.kinds, **adopted.concepts}
    names = ["scheme", "id", *labels, "spellings", "schema_type", "dcmi_type"]
    names += _further(CONCEPTS, chain.from_iterable(schemes.values()))
    return [
        {**thing_cells(concept, names, label, language), "scheme": scheme}
        for scheme, things in schemes.items()
        for concept in things
    ]


def thing_rows(things: Things, naming: str, language: str) -> list[Cells]:
    """Return the rows of a table of places or series, whose ``naming`` column holds the name."""
    layout = {"name": PLACES, "title": SERIES}[naming]
    names = ("id", naming, "spellings", *_further(layout, things))
    return [thing_cells(thing, names, naming, language) for thing in things]


def _further(layout: Layout, things: Iterable[Thing]) -> list[str]:
    """Return the columns that a source gave to some thing, but for those always written."""
    given = {column for thing in things for column in thing.cells}
    usual = {"type", "spellings", "same_as", "schema_type", "dcmi_type", "label_fr", "label_en"}
    return [name for name in layout.names if name in given - usual]


def thing_cells(thing: Thing, names: Iterable[str], naming: str, language: str) -> Cells:
    """Return the row of a thing, marked as one to be read over.

    Args:
        thing: it.
        names: of the columns.
        naming: that of the column that holds its name.
        language: of the mark, fr or en.
    """
    told = {
        **thing.cells,
        "id": thing.id,
        naming: thing.name,
        "spellings": "; ".join(each for each in thing.spellings if ";" not in each),
    }
    notes = (note.in_language(language) for note in (_TO_REVIEW, *thing.notes))
    review = (" : " if language == "fr" else ": ").join(notes)
    return {**{name: told.get(name, "") for name in names}, REVIEW.in_language(language): review}
