"""The edition of the catalogue as data: its version, and how to cite it.

``<catalogue/donnees> dcat:version "2026-11-23" ; dct:bibliographicCitation "…"@fr .``

The version is the day on which anything recorded last changed (DCAT 3, section 11,
https://www.w3.org/TR/vocab-dcat-3/#version-info).
"""

from dataclasses import dataclass

from tressons_ld.mapping.data import title_of
from tressons_ld.mapping.fields import Context, Field, ThingMapping
from tressons_ld.mapping.ranges import CATALOGUE_TEXT, TEXT
from tressons_ld.rdf.terms import text
from tressons_ld.rdf.vocabularies import DCAT, DCT, SCHEMA


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of the data, by the newest day on which anything recorded changed."""

    version: str


def author_of(context: Context) -> str:
    """Return the name of whoever publishes the catalogue, nothing where it is not known."""
    publisher = context.shared.agents.get(context.shared.catalogue.publisher)
    return publisher.name if publisher else ""


def title(context: Context) -> str:
    """Return the title of the data in the language of the catalogue, or in the one it has."""
    return title_of(context.shared.catalogue).preferring(context.language)


def citation_of(edition: Edition, context: Context) -> str:
    """Return how to cite the data: who made it, its title, its version, its IRI."""
    parts = (author_of(context), title(context), f"version {edition.version}")
    return f"{', '.join(filter(None, parts))}, {context.iris.data[1:-1]}"


EDITION = ThingMapping[Edition](
    "Edition of the catalogue as data",
    lambda paths: paths.data,
    (
        Field(None, DCAT.version, lambda edition, _: (text(edition.version),), TEXT),
        Field(
            None,
            DCT.bibliographicCitation,
            lambda edition, context: (text(citation_of(edition, context), context.language),),
            CATALOGUE_TEXT,
        ),
        Field(None, SCHEMA.version, lambda edition, _: (text(edition.version),), TEXT),
    ),
)
