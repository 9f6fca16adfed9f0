"""What would win a point that the catalogue as data has lost: a setting of catalogue.toml."""

from collections.abc import Mapping

from tressons_ld.catalogue.model import RESOURCES, SharedPart
from tressons_ld.consumers.score_cards.remedies import (
    NO_SETTING,
    OTHER_LICENCE,
    SAME_LICENCE,
    Remedy,
    form_known_to,
    outline,
)
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

CONFIRM = sentence("score.confirm-licence")
PERIOD = sentence("score.period-start")
FREQUENCY = sentence("score.update-rhythm")
CONTACT = sentence("score.contact")
PLACES = sentence("score.places")
RIGHTS = sentence("score.rights")

KEYWORDS = sentence("score.keywords")
THEMES = sentence("score.themes")
ACCESS = sentence("score.public-access")

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


def catalogue_remedy(name: str, shared: SharedPart) -> Remedy:
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


def _licence(name: str, shared: SharedPart) -> Remedy:
    settings, licence = shared.settings, shared.catalogue.licence
    if licence is None:
        do = sentence("score.licence-address")
        return Remedy("cell", settings.at("licence.iri"), "licence.iri", do)
    better = licence.iri if name == "licenceAvailability" else form_known_to(name, licence.iri)
    if better is None:
        return OTHER_LICENCE
    if better != licence.iri:
        do = SAME_LICENCE.format(address=better)
        return Remedy("cell", settings.at("licence.iri"), "licence.iri", do)
    key = "licence.confirmed"
    return Remedy("cell", settings.at(key), key, CONFIRM)
