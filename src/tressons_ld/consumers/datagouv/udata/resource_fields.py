"""What udata reads of one file: its format, type, size, checksum, schema and texts.

udata 17.18.0, core/dataset/rdf.py:656-730 and 895-920, rdf.py:612-652.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tressons_ld.consumers.datagouv import addresses
from tressons_ld.consumers.datagouv.udata.lookup import (
    DATASET,
    Reader,
    RefusedItem,
    bad_value,
    is_empty,
    is_node,
    python_value,
)
from tressons_ld.consumers.datagouv.udata.texts import markdown, nests_too_deep
from tressons_ld.consumers.rehearsal.page_statements import Reason, term
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.vocabularies import EU_AUTHORITIES, MEDIA_TYPES, SPDX

if TYPE_CHECKING:
    from rdflib.term import Node

EU_FORMATS: Final = f"{EU_AUTHORITIES}file-type/"
OGC: Final = "http://www.opengeospatial.org/standards/"
CHECKSUMS: Final = {
    f"{SPDX.namespace}checksumAlgorithm_{name}": name for name in ("md5", "sha1", "sha256")
}
"""The only algorithms kept (core/dataset/rdf.py:451-455)."""

LARGEST_SIZE: Final = 2**63
"""Bytes; the database holds no number from there on (BSON, int64)."""

_LABEL: Final = ("rdfs:label",)
LABEL_OR_TEXT: Final = ("rdfs:label", "dct:description")
_TOO_DEEP: Final = sentence("datagouv.nested-too-deep")


def text_of(page: Reader, node: Node, name: str, faults: list[Text]) -> str | None:
    """Return a value that must be a text: a number makes the item fail (mongoengine)."""
    value = page.value(node, name)
    if value is None or isinstance(value, str):
        return value
    faults.append(
        bad_value(
            name,
            value,
            sentence("datagouv.must-be-plain-text"),
        )
    )
    return None


def description(page: Reader, node: Node, names: tuple[str, ...]) -> str:
    """Return the description under the first of these properties that has one, as Markdown."""
    from rdflib import Literal

    for name in names:
        chosen = page.preferred(node, name)
        if chosen is None:
            continue
        if not isinstance(chosen, Literal):
            page.dismiss(node, name, chosen, _NO_TEXT)
            return ""
        value = python_value(chosen)
        if not isinstance(value, str):
            raise RefusedItem(
                bad_value(
                    name,
                    value,
                    sentence("datagouv.must-be-text-refused"),
                )
            )
        if nests_too_deep(value):
            raise RefusedItem(_TOO_DEEP.format(name=name))
        page.keep(node, name, chosen)
        found = markdown(value)
        if "<http" in value and "<http" not in found:
            page.forget(node, name, chosen, _AUTOLINK)
        return found
    return ""


def format_of(page: Reader, node: Node) -> str | None:
    """Return the format of a file, in lower case (core/dataset/rdf.py:694-722)."""
    service = page.first(node, "dcat:accessService")
    if service is not None and not is_empty(service):
        if not is_node(service):
            raise RefusedItem(
                bad_value("dcat:accessService", service, sentence("datagouv.must-be-node"))
            )
        page.keep(node, "dcat:accessService", service)
        for name in ("geodcat:serviceProtocol", "dct:conformsTo"):
            for standard in page.objects(service, name):
                if str(standard).removeprefix(OGC) not in ("", str(standard)):
                    page.keep(service, name, standard)
                    return str(standard).removeprefix(OGC).lower()
    found = page.value(node, "dct:format", _LABEL)
    if not found:
        return None
    if not isinstance(found, str):
        raise RefusedItem(bad_value("dct:format", found, sentence("datagouv.must-be-text")))
    _unnamed(page, node, "dct:format")
    return format_named(found)


def format_named(text: str) -> str:
    """Return the format that an IRI or a word names.

    >>> (
    ...     format_named(f"{EU_FORMATS}RDF_TURTLE"),
    ...     format_named(f"{MEDIA_TYPES}text/csv"),
    ...     format_named("PDF"),
    ... )
    ('rdf_turtle', 'csv', 'pdf')
    """
    if text.startswith(EU_FORMATS) and text != EU_FORMATS:
        return text.removeprefix(EU_FORMATS).lower()
    if text.startswith(MEDIA_TYPES) and text != MEDIA_TYPES:
        return text.removeprefix(MEDIA_TYPES).rpartition("/")[2].lower()
    return text.lower()


def _unnamed(page: Reader, node: Node, name: str) -> None:
    """Note that a blank node without label arrives as a number that changes each time."""
    from rdflib import BNode

    chosen = page.preferred(node, name)
    if isinstance(chosen, BNode) and not page.has(chosen, "rdfs:label"):
        page.forget(node, name, chosen, _NUMBERED)


def size(page: Reader, node: Node, faults: list[Text]) -> int | None:
    """Return the size in bytes, or None; what is no number makes the item fail."""
    value = page.value(node, "dcat:byteSize")
    if value is None:
        return None
    try:
        found = int(value)
    except (OverflowError, TypeError, ValueError):
        found = None
    if found is None or not -LARGEST_SIZE <= found < LARGEST_SIZE:
        faults.append(
            bad_value(
                "dcat:byteSize",
                value,
                sentence("datagouv.size-refused"),
            )
        )
        return None
    return found


def mime(page: Reader, node: Node) -> str | None:
    """Return the media type of a file, or None (core/dataset/rdf.py:682-691)."""
    found = page.value(node, "dcat:mediaType", _LABEL)
    if not found:
        return None
    if not isinstance(found, str):
        raise RefusedItem(bad_value("dcat:mediaType", found, sentence("datagouv.must-be-text")))
    if found.startswith("http://www.iana.org/"):
        chosen = page.preferred(node, "dcat:mediaType")
        assert chosen is not None
        page.forget(node, "dcat:mediaType", chosen, _HTTP_MEDIA_TYPES)
    return media_type_named(found)


def media_type_named(text: str) -> str:
    """Return the media type that an IRI or a word names.

    >>> media_type_named(f"{MEDIA_TYPES}text/csv"), media_type_named("text/csv")
    ('text/csv', 'text/csv')
    """
    return text if text == MEDIA_TYPES else text.removeprefix(MEDIA_TYPES)


def checksum(page: Reader, node: Node, faults: list[Text]) -> dict[str, str] | None:
    """Return the checksum of a file, or None (core/dataset/rdf.py:906-915)."""
    found = page.first(node, "spdx:checksum")
    if found is None:
        return None
    algorithm = page.first(found, "spdx:algorithm") if is_node(found) else None
    if algorithm is None or not is_node(algorithm):
        raise RefusedItem(
            bad_value(
                "spdx:checksum",
                found,
                sentence("datagouv.checksum-without-algorithm"),
            )
        )
    kind = CHECKSUMS.get(str(algorithm))
    if kind is None:
        page.dismiss(node, "spdx:checksum", found, _ALGORITHM)
        return None
    page.keep(node, "spdx:checksum", found)
    page.keep(found, "spdx:algorithm", algorithm)
    value = page.value(found, "spdx:checksumValue")
    if not isinstance(value, str):
        faults.append(
            bad_value(
                "spdx:checksumValue",
                value.hex() if isinstance(value, bytes) else value,
                sentence("datagouv.checksum-datatype", kind=kind),
            )
        )
        return None
    return {"type": kind, "value": value}


def schema(page: Reader, node: Node, faults: list[Text]) -> str | None:
    """Return the address that becomes « the data schema » (rdf.py:612-652)."""
    found = page.first(node, "dct:conformsTo")
    if found is None or is_empty(found):
        return None
    page.forget(node, "dct:conformsTo", found, _SCHEMA)
    if not is_node(found):
        why = addresses.refusal(str(found))
        if why is not None:
            faults.append(bad_value("dct:conformsTo", found, why))
        return str(found).strip()
    if addresses.refusal(str(found)) is None:
        address = str(found)
    else:
        kind = page.first(found, "dct:type")
        if kind is not None and not is_node(kind):
            raise RefusedItem(
                bad_value("dct:conformsTo/dct:type", kind, sentence("datagouv.must-be-iri"))
            )
        if kind is None or addresses.refusal(str(kind)) is not None:
            return None
        address = str(kind)
    title = page.graph.value(found, term("dct:title"))
    if title is not None and is_node(title):
        faults.append(bad_value("dct:conformsTo/dct:title", title, sentence("datagouv.not-a-text")))
    return address.strip()


_NO_TEXT = Reason(
    sentence("datagouv.description-not-a-text"),
    "udata 17.18.0, rdf.py:329",
)
_AUTOLINK = Reason(
    sentence("datagouv.link-vanishes"),
    "udata 17.18.0, rdf.py:322-333",
)
_NUMBERED = Reason(
    sentence("datagouv.blank-node"),
    "udata 17.18.0, rdf.py:242-258",
)
_HTTP_MEDIA_TYPES = Reason(
    sentence("datagouv.media-type-http"),
    f"{DATASET}:696",
)
_ALGORITHM = Reason(
    sentence("datagouv.checksum-unknown"),
    f"{DATASET}:451-455",
)
_SCHEMA = Reason(
    sentence("datagouv.becomes-schema"),
    "udata 17.18.0, rdf.py:612-652",
)
