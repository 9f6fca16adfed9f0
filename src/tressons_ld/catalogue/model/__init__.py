"""What a catalogue is made of: frozen values, without RDF.

References between things are ids, already resolved: a cell that names «Avise» has become the id
``avise``. Each value knows the row it was read from, and so the cell of each of its fields.

A column of a table is declared once, at the attribute that it fills, with all that is known of it
(:mod:`tressons_ld.catalogue.columns.column`).
"""

from tressons_ld.catalogue.model.about_catalogue import (
    PROGRAMME,
    Catalogue,
    Contact,
    Licence,
    Period,
    Programme,
    SourceDocument,
)
from tressons_ld.catalogue.model.addition import (
    ADDITIONS,
    SAID_OF_ADDITIONS,
    Addition,
    Proposal,
)
from tressons_ld.catalogue.model.agent import AGENTS, Agent
from tressons_ld.catalogue.model.authority import AUTHORITIES, Authorities, Authority
from tressons_ld.catalogue.model.concept import CONCEPTS, Concept
from tressons_ld.catalogue.model.folder_settings import (
    ANSWERS_UP_TO,
    COMPOSED,
    LARGEST_LOSS,
    PAGE_SIZE,
    PUBLISHED,
    WITHOUT_DESCRIPTION,
    ColumnRule,
    Settings,
    TableStart,
)
from tressons_ld.catalogue.model.header import Header, Row
from tressons_ld.catalogue.model.layouts import FOLDER_TABLES, KIND_OF_SCHEME, SCHEME_OF_COLUMN
from tressons_ld.catalogue.model.look import HouseTemplate, HouseText, Logo, Look
from tressons_ld.catalogue.model.place import PLACES, Place
from tressons_ld.catalogue.model.resource import RELATIONS, RESOURCES, Entry
from tressons_ld.catalogue.model.resource_distribution import Distribution
from tressons_ld.catalogue.model.retired_thing import RetiredThing
from tressons_ld.catalogue.model.series import SERIES, Series
from tressons_ld.catalogue.model.shared_part import SharedPart

__all__ = [
    "HouseTemplate",
    "HouseText",
    "Logo",
    "Look",
    "ColumnRule",
    "ADDITIONS",
    "AGENTS",
    "AUTHORITIES",
    "CONCEPTS",
    "FOLDER_TABLES",
    "KIND_OF_SCHEME",
    "LARGEST_LOSS",
    "PAGE_SIZE",
    "ANSWERS_UP_TO",
    "PLACES",
    "PROGRAMME",
    "RELATIONS",
    "RESOURCES",
    "SCHEME_OF_COLUMN",
    "SERIES",
    "PUBLISHED",
    "COMPOSED",
    "WITHOUT_DESCRIPTION",
    "SAID_OF_ADDITIONS",
    "Addition",
    "Agent",
    "Authorities",
    "Authority",
    "Catalogue",
    "Concept",
    "Contact",
    "Distribution",
    "Entry",
    "Header",
    "Licence",
    "Period",
    "Place",
    "Programme",
    "Proposal",
    "RetiredThing",
    "Row",
    "Series",
    "Settings",
    "SharedPart",
    "SourceDocument",
    "TableStart",
]
