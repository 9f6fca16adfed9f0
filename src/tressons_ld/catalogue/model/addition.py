"""A fact found later, and each column of the table of additions."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column as declared
from tressons_ld.catalogue.columns.datatypes import DATE, URL, VALUE_OF_COLUMN
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.columns.thing_names import ConceptName
from tressons_ld.catalogue.model.header import Row
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A line of ``additions.csv`` whose source, date and certainty have been read.

    Attributes:
        target: an entry's id, or the path of another thing: ``organisation/avise``.
        column: name of the column, as it stands.
        value: text for a cell of that column.
        source: address of the page that says it.
        found_on: year, month or day it was read, ``2026-11``.
        certainty: id of a concept of the scheme ``certitude``, or None.
    """

    row: Row
    target: str = declared(
        Text(
            "l'`id` de la ressource, ou le chemin d'une autre chose : `organisation/…`, "
            "`personne/…`, `territoire/…`, `serie/…`, `programme/…`",
            "the `id` of the resource, or the path of another thing: `organisation/…`, "
            "`person/…`, `place/…`, `series/…`, `programme/…`; where paths are in French, "
            "`personne/…`, `territoire/…`, `serie/…`",
        ),
        name="resource",
        required=True,
    )
    column: str = declared(
        Text("la colonne que ce fait remplit", "the column that this fact fills"), required=True
    )
    value: str = declared(
        Text(
            "la valeur ; une seule (deux pages : deux lignes)",
            "the value; only one (two pages: two lines)",
        ),
        VALUE_OF_COLUMN,
        required=True,
    )
    source: str = declared(
        Text("l'adresse de la page qui le dit", "the address of the page that says so"),
        URL,
        required=True,
    )
    found_on: str = declared(
        Text(
            "quand on l'a lu : l'année, le mois ou le jour",
            "when it was read: the year, the month or the day",
        ),
        DATE,
        required=True,
    )
    certainty: str | None = declared(
        Text(
            "à quel point on en est sûr (liste `certitude`)",
            "how certain it is (list `certitude`)",
        ),
        ConceptName("certitude", "certainty"),
    )


ADDITIONS = Layout.of("additions", Proposal)

SAID_OF_ADDITIONS = ("column", "value", "source", "found_on", "certainty")
"""What a proposal, and the addition that it becomes, says of a thing: names of attributes."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A fact found later, with its source (a line of ``additions.csv``).

    Attributes:
        column: the name of the column it fills or would fill.
        attribute: the attribute of the thing that this column fills.
        value: the value as it stands in the cell, or the id that it names.
        source: address of the page that says it.
        found_on: day it was read, ``2026-11-23``.
        certainty: id of a concept of the scheme ``certitude``, or None.
        divergent: True when the document says otherwise and its value is the published one.
        name: last part of the statement's IRI, ``ajout-landing-page``.
        row: where it stands.
    """

    column: str
    attribute: str
    value: str
    source: str
    found_on: str
    certainty: str | None
    divergent: bool
    name: str
    row: Row
