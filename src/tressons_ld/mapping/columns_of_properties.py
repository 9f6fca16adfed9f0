"""From a property to the column of the table of resources that it is stated from."""

from functools import cache
from typing import Any

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.mapping.distribution import DISTRIBUTION
from tressons_ld.mapping.entry_fields import RESOURCE
from tressons_ld.mapping.fields import Field
from tressons_ld.rdf.terms import Iri

FIELDS: tuple[Field[Any], ...] = (*RESOURCE.fields, *DISTRIBUTION.fields)
"""What is stated of a resource, then of its files."""


@cache
def column_of(property: Iri) -> Column | None:
    """Return the first column that a property of a resource, or of a file of it, is stated from."""
    names = [
        field.column
        for field in FIELDS
        if field.property == property and field.column in RESOURCES.names
    ]
    return RESOURCES[names[0]] if names and names[0] else None
