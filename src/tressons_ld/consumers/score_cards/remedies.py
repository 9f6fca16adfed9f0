"""What would win a lost point: the cell, and what to write there; or why nothing may be.

A point that only a pretence would win has no cell: a theme or a period invented, the address of a
page given as that of a file, the description of a report in RDF given as a file of the report, a
licence that its publisher does not state, a frequency for a study that is finished.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from tressons_ld.catalogue.model import PLACES, RESOURCES, Entry, Row, SharedPart
from tressons_ld.consumers.datagouv.criteria import CRITERIA
from tressons_ld.consumers.datagouv.licences import known_licence
from tressons_ld.consumers.dcat_ap.indicators import INDICATORS
from tressons_ld.consumers.score.controlled_vocabularies import known_form, licence_code
from tressons_ld.findings.finding import Location
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.mapping.columns_of_properties import column_of
from tressons_ld.rdf.terms import Iri

Kind: TypeAlias = Literal["cell", "other-file", "none"]


class Remedy(NamedTuple):
    """What would win a point.

    Attributes:
        kind: ``cell`` (a fact to look up and to write), ``other-file`` (only if the publisher
            offers another file of the same resource), ``none`` (nothing honest would).
        at: where to write; None when there is no such place.
        column: name of the column or dotted key of the setting, or empty.
        do: what to write, or why nothing may be.
    """

    kind: Kind
    at: Location | None
    column: str
    do: Text


def cell(row: Row, column: str, do: Text, kind: Kind = "cell") -> Remedy:
    """Return the remedy that a row's cell is, or that a column is which the table lacks."""
    if column in row.header.columns:
        return Remedy(kind, row.at(column), column, do)
    header = row.header
    added = sentence("score.add-column", column=column, do=do)
    return Remedy(kind, Location(header.file, sheet=header.sheet), column, added)


def ceiling(why: Text) -> Remedy:
    """Return the remedy that is none: the honest ceiling."""
    return Remedy("none", None, "", why)


NO_CONTACT = ceiling(
    sentence("score.contact-of-catalogue"),
)
NO_RIGHTS = ceiling(
    sentence("score.rights-of-file"),
)
NO_CHANGE = ceiling(
    sentence("score.modified-unknown"),
)
"""Where the table has no column for it; one that has it is asked to fill it."""
NO_FREQUENCY = ceiling(
    sentence("score.frequency-unknown"),
)
NO_SETTING = ceiling(
    sentence("score.no-setting"),
)
DROPPED = ceiling(
    sentence("score.lost-on-the-way"),
)
OTHER_LICENCE = ceiling(
    sentence("score.licence-unknown"),
)
SEVERAL_LICENCES = ceiling(
    sentence("score.several-licences"),
)
NO_COLUMN = ceiling(sentence("score.no-column"))
WHOLE = ceiling(
    sentence("score.run-check"),
)

FREE_FILE = sentence("score.html-or-txt-file")
DATA_FILE = sentence("score.csv-or-ods-file")
OPEN_FILE = sentence("score.html-or-odt-file")
REFUSED = sentence("score.value-that-arrives")
SAME_LICENCE = sentence("score.licence-of-table")

_CEILINGS: Mapping[str, Remedy] = {
    "dcatApCompliance": WHOLE,
    "contactPointAvailability": NO_CONTACT,
    "rightsAvailability": NO_RIGHTS,
    "dateModifiedAvailability": NO_CHANGE,
    "update_frequency": NO_FREQUENCY,
    "update_fulfilled_in_time": NO_FREQUENCY,
}
"""Points that nothing honest would win, unless the table has a column for what they look at."""

_OTHER_FILES: Mapping[str, Text] = {
    "formatMediaTypeNonProprietary": FREE_FILE,
    "formatMediaTypeMachineInterpretable": DATA_FILE,
    "has_open_format": OPEN_FILE,
}
"""Points that another file of the resource would win, and nothing written about this one."""

_PROPERTIES: Mapping[str, Iri] = {each.name: each.property for each in (*INDICATORS, *CRITERIA)}
"""Indicator or criterion -> the property that it looks at."""


def entry_remedy(name: str, entry: Entry, shared: SharedPart) -> Remedy:
    """Return what would win a point that an entry has lost.

    Args:
        name: of an indicator of the MQA or of a criterion of data.gouv.fr.
        entry: the entry.
        shared: the shared part, for the places.
    """
    if name == "spatial" and entry.places:
        return outline(entry.places[0], shared)
    if name in {"knownLicence", "license"} and entry.distributions:
        return _licence(entry, name)
    column = column_of(_PROPERTIES[name])
    if name in _CEILINGS and not (column and column.name in entry.row.header.columns):
        return _CEILINGS[name]
    if name in _OTHER_FILES:
        return cell(entry.row, "download_url", _OTHER_FILES[name], "other-file")
    if column is None:
        return NO_COLUMN
    lacking = (file for file in entry.distributions if getattr(file, column.attribute) is None)
    row = next((file.row for file in lacking), entry.row) if column.part else entry.row
    return cell(row, column.name, column.remedy)


def outline(place: str, shared: SharedPart) -> Remedy:
    """Return the remedy that the outline of a place is.

    Args:
        place: its id.
        shared: the shared part.
    """
    column = PLACES["bbox"]
    return cell(shared.places[place].row, column.name, column.remedy)


def form_known_to(name: str, address: str) -> str | None:
    """Return the address of the same licence that wins an indicator or criterion, or None."""
    if name == "license" and known_licence(address):
        return address
    if name != "license" and licence_code(address) is not None:
        return address
    better = known_form(address)
    return better if better and (name != "license" or known_licence(better)) else None


def _licence(entry: Entry, name: str) -> Remedy:
    """Return how a licence that is stated, but not known or not of every file, is to be written."""
    column = RESOURCES["licence"]
    lacking = next((file for file in entry.distributions if not file.licence), None)
    if lacking is not None:
        return cell(lacking.row, column.name, column.remedy)
    stated: dict[str, Row] = {}
    for file in entry.distributions:
        stated.setdefault(file.licence or "", file.row)
    if name == "license" and len(stated) > 1:
        return SEVERAL_LICENCES
    for address, row in stated.items():
        better = form_known_to(name, address)
        if better and better != address:
            do = SAME_LICENCE.format(address=better)
            return cell(row, column.name, do)
    return OTHER_LICENCE
