"""The answer to OAI-PMH ``ListRecords`` in Dublin Core -> records.

OAI-PMH 2.0: https://www.openarchives.org/OAI/openarchivesprotocol.html#ListRecords.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from tressons_ld.catalogue.adoption.harvested_records import Record, refuse_entities
from tressons_ld.findings.errors import FolderError

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DC_COLUMNS = {
    "title": "title",
    "creator": "authors",
    "subject": "keywords",
    "description": "description",
    "publisher": "publisher",
    "date": "issued",
    "type": "kind",
    "language": "language",
    "coverage": "places",
    "rights": "rights",
}
_SEMANTICS = "info:eu-repo/semantics/"
_ACCESS = {"openAccess": "PUBLIC", "restrictedAccess": "RESTRICTED", "closedAccess": "NON_PUBLIC"}
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:?\s*)?(10\.[0-9]{4,9}/\S+)", re.IGNORECASE)
_OTHER = re.compile(r"(?:urn:)?(?:isbn|issn|eissn|hdl|handle|ark)\b", re.IGNORECASE)


def is_oai(content: bytes) -> bool:
    """Return whether a file is an answer of OAI-PMH."""
    return b"openarchives.org/OAI/2.0" in content[:4096] and b"<OAI-PMH" in content[:4096]


def oai_records(content: bytes, file: str) -> list[Record]:
    """Return the records of an answer to ``ListRecords`` in Dublin Core; deleted ones are none.

    Raises:
        FolderError: it is no XML, or holds no record.
    """
    refuse_entities(content, file)
    try:
        root = ElementTree.fromstring(content)  # whose entities are looked at before
    except ElementTree.ParseError as error:
        line = error.position[0]
        raise FolderError("folder.xml-broken", file=file, line=line) from error
    records = [record for each in root.iter(f"{_OAI}record") if (record := _oai_record(each))]
    if not records:
        raise FolderError("folder.source-empty", file=file)
    return records


def _oai_record(element: ElementTree.Element) -> Record:
    header = element.find(f"{_OAI}header")
    if header is None or header.get("status") == "deleted":
        return {}
    record: dict[str, list[str]] = {}
    for child in element.iter():
        if child.tag.startswith(_DC) and (text := " ".join("".join(child.itertext()).split())):
            for column, value in _oai_value(child.tag.removeprefix(_DC), text):
                record.setdefault(column, []).append(value)
    identifier = (header.findtext(f"{_OAI}identifier") or "").strip()
    # oai:host:name is the name alone, which the host has given once.
    made = {"id": identifier.split(":", 2)[-1]} if identifier else {}
    for column, values in record.items():
        first = column in ("title", "issued", "kind", "language", "publisher", "rights")
        joint = "\n\n" if column == "description" else "; "
        made[column] = values[0] if first else joint.join(dict.fromkeys(values))
        if first and len(values) > 1:
            made[f"dc:{column} (2)"] = "; ".join(values[1:])
    return made


def _oai_value(name: str, text: str) -> Iterator[tuple[str, str]]:
    if name == "identifier":
        if doi := _DOI.fullmatch(text):
            yield "landing_page", f"https://doi.org/{doi[1]}"
            yield "identifiers", f"doi:{doi[1]}"
        elif re.match("https?://", text):
            yield "landing_page", text
        else:
            yield ("identifiers" if _OTHER.match(text) else "dc:identifier"), text
        return
    if name == "rights" and (access := _ACCESS.get(text.removeprefix(_SEMANTICS))):
        yield "access_rights", access
        return
    column = _DC_COLUMNS.get(name, f"dc:{name}")
    if name == "type":
        text = text.removeprefix(_SEMANTICS)
    plain = text if column in ("title", "description", "rights") else text.replace(";", ",")
    yield column, plain
