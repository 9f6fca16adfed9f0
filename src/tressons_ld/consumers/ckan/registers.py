"""The tables and limits of CKAN that decide what arrives: licences, formats, tags, the schema.

Facts of CKAN 2.11.6 and ckanext-dcat 2.4.4, each with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import iri_text
from tressons_ld.rdf.vocabularies import ADMS_STATUS

DCAT = "ckanext-dcat 2.4.4, ckanext/dcat"
CKAN = "CKAN 2.11.6, ckan"
BASE = f"{DCAT}/profiles/euro_dcat_ap_base.py, _parse_dataset_base"
SCHEME = f"{DCAT}/profiles/euro_dcat_ap_scheming.py, _parse_dataset_v2_scheming"
GATHER = f"{DCAT}/harvesters/rdf.py, gather_stage"

# ckan/model/license.py, the register of a CKAN that names no other (ckan.licenses_group_url).
LICENCES: Mapping[str, str] = MappingProxyType(
    {
        "http://www.opendefinition.org/licenses/odc-pddl": "odc-pddl",
        "http://www.opendefinition.org/licenses/odc-odbl": "odc-odbl",
        "http://www.opendefinition.org/licenses/odc-by": "odc-by",
        "http://www.opendefinition.org/licenses/cc-zero": "cc-zero",
        "http://www.opendefinition.org/licenses/cc-by": "cc-by",
        "http://www.opendefinition.org/licenses/cc-by-sa": "cc-by-sa",
        "http://www.opendefinition.org/licenses/gfdl": "gfdl",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/": "uk-ogl",
        "http://creativecommons.org/licenses/by-nc/2.0/": "cc-nc",
    }
)
# By the dct:title of the licence's node; a portal in another language has these translated.
LICENCE_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "License not specified": "notspecified",
        "Open Data Commons Public Domain Dedication and License (PDDL)": "odc-pddl",
        "Open Data Commons Open Database License (ODbL)": "odc-odbl",
        "Open Data Commons Attribution License": "odc-by",
        "Creative Commons CCZero": "cc-zero",
        "Creative Commons Attribution": "cc-by",
        "Creative Commons Attribution Share-Alike": "cc-by-sa",
        "GNU Free Documentation License": "gfdl",
        "Other (Open)": "other-open",
        "Other (Public Domain)": "other-pd",
        "Other (Attribution)": "other-at",
        "UK Open Government Licence (OGL)": "uk-ogl",
        "Creative Commons Non-Commercial (Any)": "cc-nc",
        "Other (Non-Commercial)": "other-nc",
        "Other (Not Open)": "other-closed",
    }
)

# ckan/config/resource_formats.json: the formats of documents, recordings and tables. A format or
# media type that is none of these stays as written here; CKAN's own list goes on (maps, programs).
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        spelling: shown
        for shown, spellings in {
            "CSV": "text/csv|csv|comma separated values file|text/comma-separated-values",
            "DOC": "application/msword|doc|word document",
            "DOCX": "application/vnd.openxmlformats-officedocument.wordprocessingml.document|docx"
            "|word ooxml document",
            "GIF": "image/gif|gif|gif image file",
            "GeoJSON": "application/geo+json|geojson|geographic javascript object notation",
            "HTML": "text/html|html|web page|htm|http://purl.org/net/mediatypes/text/html",
            "ICS": "text/calendar|ics|icalendar|ifb|ical",
            "JPEG": "image/jpeg|jpeg|jpg image file|jpg",
            "JSON": "application/json|json|javascript object notation",
            "MP3": "audio/mpeg|mp3|mpeg-1 audio layer-3|audio/mpeg3|audio/x-mpeg-3|video/mpeg"
            "|video/x-mpeg",
            "MP4": "video/mp4|mp4|mpeg video file|application/mp4",
            "N3": "application/x-n3|n3|n3 triples",
            "ODP": "application/vnd.oasis.opendocument.presentation|odp|opendocument presentation",
            "ODS": "application/vnd.oasis.opendocument.spreadsheet|ods|opendocument spreadsheet",
            "ODT": "application/vnd.oasis.opendocument.text|odt|opendocument text",
            "OGG": "audio/ogg|ogg|ogg vorbis audio file",
            "PDF": "application/pdf|pdf|pdf file",
            "PNG": "image/png|png|png image file",
            "PPT": "application/vnd.ms-powerpoint|ppt|powerpoint presentation",
            "PPTX": "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            "|pptx|powerpoint ooxml presentation",
            "RDF": "application/rdf+xml|rdf|rdf/xml",
            "TXT": "text/plain|txt|text file",
            "WebM": "video/webm|webm|webm video",
            "XLS": "application/vnd.ms-excel|xls|excel document|excel",
            "XLSX": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet|xlsx"
            "|excel ooxml spreadsheet",
            "XML": "application/xml|xml|xml file|text/xml"
            "|http://purl.org/net/mediatypes/application/xml",
            "ZIP": "application/zip|zip|zip file|http://purl.org/net/mediatypes/application/zip",
        }.items()
        for spelling in spellings.split("|")
    }
)

# ckanext/dcat/schemas/dcat_ap_full.yaml: the fields that ckanext-scheming moves out of the extras.
SCHEMA_LISTS = frozenset(
    (
        "alternate_identifier",
        "theme",
        "language",
        "documentation",
        "conforms_to",
        "is_referenced_by",
        "applicable_legislation",
        "has_version",
    )
)
SCHEMA_FIELDS = SCHEMA_LISTS | {
    "url",
    "issued",
    "modified",
    "version",
    "version_notes",
    "identifier",
    "frequency",
    "provenance",
    "dcat_type",
    "homepage",
    "temporal_resolution",
    "spatial_resolution_in_meters",
    "access_rights",
    "uri",
}

SCHEMA_STATUSES = frozenset(map(iri_text, ADMS_STATUS))

_TAG = re.compile(r"[\w \-.]*\Z")
_SHORTEST_TAG, _LONGEST_TAG = 2, 100
LONGEST_VERSION = 100

_DATE = re.compile(
    r"-?([1-9]\d{3,}|0\d{3})(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
    r"(Z|[+-]((0\d|1[0-3]):[0-5]\d|14:00))?"
)


def tag_fault(tag: str) -> Text | None:
    """Return why CKAN refuses a tag, and with it the whole dataset, or None.

    Letters, digits, spaces, ``-``, ``_`` and ``.``, 2 to 100 of them: ckan/logic/validators.py,
    ``tag_name_validator`` and ``tag_length_validator``.

    >>> tag_fault("économie sociale") is None
    True
    >>> tag_fault("ruralité(s)").en
    'the keyword "ruralité(s)" holds another sign than letters, digits, spaces and - _ .'
    """
    if not _SHORTEST_TAG <= len(tag) <= _LONGEST_TAG:
        return sentence("ckan.keyword-length", tag=tag[:60])
    if not _TAG.match(tag):
        return sentence("ckan.keyword-sign", tag=tag)
    return None


def is_date(value: str) -> bool:
    """Return whether the schema takes a value for a date (ckanext/dcat/validators.py, dcat_date).

    Year, month, day or date and time; other spellings that dateutil reads are taken too, and are
    refused here: no feed should rely on them.
    """
    from datetime import datetime

    if _DATE.fullmatch(value):
        return True
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
