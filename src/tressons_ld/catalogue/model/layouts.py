"""The tables of a catalogue folder, by what they hold."""

from tressons_ld.catalogue.columns.thing_names import ConceptName
from tressons_ld.catalogue.model.addition import ADDITIONS
from tressons_ld.catalogue.model.agent import AGENTS
from tressons_ld.catalogue.model.concept import CONCEPTS
from tressons_ld.catalogue.model.place import PLACES
from tressons_ld.catalogue.model.resource import RESOURCES
from tressons_ld.catalogue.model.series import SERIES

FOLDER_TABLES = (RESOURCES, AGENTS, PLACES, SERIES, CONCEPTS, ADDITIONS)
"""The tables that a house keeps: its own headings may stand for their columns."""

_CONCEPT_NAMES = {
    column.name: column.datatype
    for layout in FOLDER_TABLES
    for column in layout.columns
    if isinstance(column.datatype, ConceptName)
}

SCHEME_OF_COLUMN = {name: datatype.scheme for name, datatype in _CONCEPT_NAMES.items()}
"""The concept scheme that the cells of a column name their concepts from."""

KIND_OF_SCHEME = {datatype.scheme: datatype.kind for datatype in _CONCEPT_NAMES.values()}
"""Concept scheme -> what an unknown name of it is called in ``reference.unknown-<kind>``."""
