"""What would win a point that the catalogue as data has lost: a setting of catalogue.toml."""

from collections.abc import Mapping

from tressons_ld.catalogue.model import RESOURCES, Shared
from tressons_ld.consumers.cards.remedies import (
    NO_SETTING,
    OTHER_LICENCE,
    SAME_LICENCE,
    Remedy,
    form_known_to,
    outline,
)
from tressons_ld.findings.language import Text

CONFIRM = Text(
    "true, une fois que celui qui publie a confirmé cette licence",
    "true, once whoever publishes has confirmed that licence",
)
PERIOD = Text(
    "l'année où commence ce que les données couvrent, avec period_end et period_basis",
    "the year in which what the data cover begins, with period_end and period_basis",
)
FREQUENCY = Text(
    "le rythme de mise à jour, code de la table européenne : IRREG, ANNUAL, MONTHLY…",
    "the rhythm of updates, a code of the EU table: IRREG, ANNUAL, MONTHLY…",
)
CONTACT = Text(
    "à qui écrire au sujet du catalogue, avec une adresse (email ou url)",
    "whom to write to about the catalogue, with an address (email or url)",
)
PLACES = Text(
    "les territoires que couvre le catalogue, par leur identifiant de places.csv",
    "the places that the catalogue covers, by their id in places.csv",
)
RIGHTS = Text("ce que la licence ne couvre pas", "what the licence does not cover")

KEYWORDS = Text("quelques mots-clés du catalogue entier", "a few keywords of the whole catalogue")
THEMES = Text(
    "le ou les thèmes du catalogue entier, tels que les nomme concepts.csv",
    "the theme or themes of the whole catalogue, as concepts.csv names them",
)
ACCESS = Text(
    "PUBLIC, si chacun peut prendre les fichiers publiés",
    "PUBLIC, if anyone can take the published files",
)

_SETTINGS: Mapping[str, tuple[str, Text]] = {
    "keywordAvailability": ("data.keywords", KEYWORDS),
    "categoryAvailability": ("data.themes", THEMES),
    "accessRightsAvailability": ("data.access_rights", ACCESS),
    "accessRightsVocabularyAlignment": ("data.access_rights", ACCESS),
    "temporalAvailability": ("data.period_start", PERIOD),
    "temporal_coverage": ("data.period_start", PERIOD),
    "spatialAvailability": ("catalogue.places", PLACES),
    "spatial": ("catalogue.places", PLACES),
    "contactPointAvailability": ("contact.name", CONTACT),
    "rightsAvailability": ("rights.fr", RIGHTS),
    "update_frequency": ("data.frequency", FREQUENCY),
    "update_fulfilled_in_time": ("data.frequency", FREQUENCY),
    "dataset_description_quality": ("data.description_fr", RESOURCES["description"].remedy),
}
_LICENCE = {"licenceAvailability", "knownLicence", "license"}


def catalogue_remedy(name: str, shared: Shared) -> Remedy:
    """Return what would win a point that the catalogue as data has lost."""
    settings, catalogue = shared.settings, shared.catalogue
    if name in _LICENCE:
        return _licence(name, shared)
    if name == "spatial" and catalogue.places:
        return outline(catalogue.places[0], shared)
    if name not in _SETTINGS:
        return NO_SETTING
    key, do = _SETTINGS[name]
    return Remedy("cell", settings.at(key), key, do)


def _licence(name: str, shared: Shared) -> Remedy:
    settings, licence = shared.settings, shared.catalogue.licence
    if licence is None:
        do = Text(
            "l'adresse de la licence que choisit celui qui publie, avec label et confirmed = true",
            "the address of the licence that the publisher chooses, with label and confirmed = "
            "true",
        )
        return Remedy("cell", settings.at("licence.iri"), "licence.iri", do)
    better = licence.iri if name == "licenceAvailability" else form_known_to(name, licence.iri)
    if better is None:
        return OTHER_LICENCE
    if better != licence.iri:
        do = SAME_LICENCE.format(address=better)
        return Remedy("cell", settings.at("licence.iri"), "licence.iri", do)
    key = "licence.confirmed"
    return Remedy("cell", settings.at(key), key, CONFIRM)
