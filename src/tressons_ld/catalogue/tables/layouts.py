"""The tables of a catalogue folder: the columns that each may have and those that it must have."""

from typing import NamedTuple


class Layout(NamedTuple):
    """The columns that a table may have, and those that it must have."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]


RESOURCES = Layout(
    "resources",
    (
        "id",
        "section",
        "kind",
        "title",
        "printed_title",
        "issued",
        "organisations",
        "persons",
        "printed_authors",
        "publisher",
        "description",
        "themes",
        "keywords",
        "audiences",
        "places",
        "series",
        "based_on",
        "event_date",
        "period",
        "language",
        "access_rights",
        "landing_page",
        "page",
        "download_url",
        "format",
        "size",
        "licence",
    ),
    ("id", "kind", "title", "description"),
)
AGENTS = Layout(
    "agents",
    (
        "id",
        "type",
        "name",
        "acronym",
        "spellings",
        "part_of",
        "homepage",
        "siren",
        "publisher_type",
        "same_as",
        "description",
    ),
    ("id", "type", "name"),
)
PLACES = Layout(
    "places",
    (
        "id",
        "name",
        "schema_type",
        "spellings",
        "description",
        "siren",
        "nuts",
        "within",
        "homepage",
        "same_as",
        "bbox",
    ),
    ("id", "name"),
)
SERIES = Layout(
    "series",
    ("id", "schema_type", "title", "spellings", "description", "homepage"),
    ("id", "title"),
)
CONCEPTS = Layout(
    "concepts",
    (
        "scheme",
        "id",
        "label_fr",
        "label_en",
        "spellings",
        "definition",
        "broader",
        "notation",
        "schema_type",
        "dcmi_type",
        "data_theme",
        "matches",
    ),
    ("scheme", "id", "label_fr"),
)
AUTHORITIES = Layout(
    "authorities",
    ("table", "code", "iri", "label_fr", "label_en", "scheme", "media_type"),
    ("table", "code", "iri"),
)
ADDITIONS = Layout(
    "additions",
    ("resource", "column", "value", "source", "found_on", "certainty"),
    ("resource", "column", "value", "source", "found_on"),
)

FOLDER_TABLES = (RESOURCES, AGENTS, PLACES, SERIES, CONCEPTS, ADDITIONS)
"""The tables that a house keeps: its own headings may stand for their columns."""
