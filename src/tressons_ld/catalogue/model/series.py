"""A series or a set of resources, and each column of the table of series."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.datatypes import ID, URL, Choice
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model.addition import Addition
from tressons_ld.catalogue.model.header import Row
from tressons_ld.findings.language import Text

_TYPES = {name: name for name in ("CreativeWorkSeries", "Collection")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A series or a set of resources; ``schema_type`` CreativeWorkSeries or Collection."""

    row: Row
    id: str = column(Text("l'identifiant", "the id"), ID, required=True, key=True)
    schema_type: str = column(
        Text(
            "`CreativeWorkSeries` pour une série qui porte un titre commun, `Collection` pour un "
            "ensemble",
            "`CreativeWorkSeries` for a series under a common title, `Collection` for a set",
        ),
        Choice("series-type", _TYPES),
        default="Collection",
    )
    title: str = column(
        Text(
            "le titre ; dans d'autres langues : `title_en`, `title_de`…",
            "the title; in other languages: `title_en`, `title_de`…",
        ),
        required=True,
        naming=True,
    )
    other_titles: tuple[tuple[str, str], ...] = ()
    spellings: tuple[str, ...] = column(
        Text("les autres graphies rencontrées", "other spellings that are met with"),
        many=True,
        naming=True,
    )
    description: str | None = column(Text("une phrase", "a sentence"))
    homepage: str | None = column(Text("le site", "the web site"), URL)
    additions: tuple[Addition, ...] = ()


SERIES = Layout.of("series", Series, "series", {"title": "other_titles"})
