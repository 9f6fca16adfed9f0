"""A territory, and each column of the table of places."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.datatypes import BBOX, ID, NUTS, SIREN, URL, Choice
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.columns.thing_names import PLACE
from tressons_ld.catalogue.model.addition import Addition
from tressons_ld.catalogue.model.header import Row
from tressons_ld.findings.language import Text

_TYPES = {name: name for name in ("AdministrativeArea", "Place")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A territory.

    Attributes:
        schema_type: ``AdministrativeArea`` or ``Place``.
        siren: nine digits, where the territory is a legal person.
        nuts: NUTS codes of the areas it lies in.
        within: ids of places it lies in.
        bbox: WKT polygon in longitude and latitude (CRS84), or None.
    """

    row: Row
    id: str = column(Text("l'identifiant", "the id"), ID, required=True, key=True)
    name: str = column(Text("le nom", "the name"), required=True, naming=True)
    schema_type: str = column(
        Text(
            "`AdministrativeArea` pour une collectivité, `Place` pour un autre territoire",
            "`AdministrativeArea` for a local authority, `Place` for another territory",
        ),
        Choice("place-type", _TYPES),
        default="Place",
    )
    spellings: tuple[str, ...] = column(
        Text("les autres graphies rencontrées", "other spellings that are met with"),
        many=True,
        naming=True,
    )
    description: str | None = column(Text("une phrase", "a sentence"))
    siren: str | None = column(
        Text(
            "les neuf chiffres du numéro SIREN",
            "the nine digits of its number in the French register Sirene",
        ),
        SIREN,
    )
    nuts: tuple[str, ...] = column(
        Text(
            "les codes européens des départements où il se trouve",
            "the European codes of the counties that it lies in",
        ),
        NUTS,
        many=True,
    )
    within: tuple[str, ...] = column(
        Text("le territoire qui le contient", "the territory that holds it"),
        PLACE,
        many=True,
        upwards=True,
    )
    homepage: str | None = column(Text("le site", "the web site"), URL)
    same_as: tuple[str, ...] = column(
        Text(
            "la même chose dans un autre référentiel, par son adresse",
            "the same thing in another register, by its address",
        ),
        URL,
        many=True,
    )
    bbox: str | None = column(
        Text("son emprise, si elle est connue", "its extent, if that is known"),
        BBOX,
        advice=Text(
            "le contour du territoire, en WKT : POLYGON((ouest sud, est sud, est nord, ouest nord, "
            "ouest sud))",
            "the outline of the place, as WKT: POLYGON((west south, east south, east north, west "
            "north, west south))",
        ),
    )
    additions: tuple[Addition, ...] = ()


PLACES = Layout.of("places", Place, "place")
