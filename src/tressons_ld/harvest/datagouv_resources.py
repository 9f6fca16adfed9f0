"""The resources that udata makes of distributions (core/dataset/rdf.py:656-941).

Resources are matched by their address: two distributions of one address are one resource, and the
last read wins. What ``dct:hasPart`` names becomes a resource too, of type « other ».
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from tressons_ld.errors import Text
from tressons_ld.harvest import datagouv_addresses, datagouv_dates
from tressons_ld.harvest.datagouv_reading import DATASET, Reader, Refused, is_node, python, wrong
from tressons_ld.harvest.datagouv_texts import markdown
from tressons_ld.harvest.statements import Reason, term

if TYPE_CHECKING:
    from rdflib.term import Node

EU_FORMATS: Final = "http://publications.europa.eu/resource/authority/file-type/"
IANA: Final = "https://www.iana.org/assignments/media-types/"
OGC: Final = "http://www.opengeospatial.org/standards/"
OGC_FORMATS: Final = frozenset({"wfs", "wms", "wmts"})
"""Services whose layers share an address: matched by title too (core/dataset/constants.py:197)."""
CHECKSUMS: Final = {
    f"http://spdx.org/rdf/terms#checksumAlgorithm_{name}": name
    for name in ("md5", "sha1", "sha256")
}
"""The only algorithms kept (core/dataset/rdf.py:451-455)."""

LABEL: Final = ("rdfs:label",)
LABEL_OR_TEXT: Final = ("rdfs:label", "dct:description")

Resource = dict[str, Any]


def resources(
    page: Reader, subject: Node, day: date, faults: list[Text]
) -> tuple[list[Resource], list[Resource]]:
    """Return the resources of a dataset, and those that its distributions made, in order."""
    kept: list[Resource] = []
    made: list[Resource] = []
    for name in ("dcat:distribution", "dcat:distributions"):
        for node in page.objects(subject, name):
            _needs_node(name, node)
            url = _address(page, node)
            if not url:
                page.dismiss(subject, name, node, _NO_ADDRESS)
                continue
            page.keep(subject, name, node)
            made.append(_resource(page, node, (subject, name), url, kept, day, faults))
    for node in page.objects(subject, "dct:hasPart"):
        _needs_node("dct:hasPart", node)
        url = _iri(node)
        page.dismiss(subject, "dct:hasPart", node, _PART if url else _NO_ADDRESS)
        if url:
            _resource(page, node, (subject, "dct:hasPart"), url, kept, day, faults)
    return kept, made


def _needs_node(name: str, node: Node) -> None:
    if not is_node(node):
        raise Refused(
            wrong(
                name,
                node,
                "doit être une IRI ou un nœud vide ; la fiche est refusée.",
                "must be an IRI or a blank node; the item is refused.",
            )
        )


def _iri(node: Node) -> str | None:
    from rdflib import URIRef

    return str(node) if isinstance(node, URIRef) else None


def _address(page: Reader, node: Node) -> str | None:
    """Return the address of a file: that of the download, else of the access (855-862)."""
    found = None
    for name in ("dcat:downloadURL", "dcat:accessURL"):
        value = page.first(node, name)
        if value is None:
            continue
        shown = python(value)
        if not shown:
            continue
        if found is None:
            page.keep(node, name, value)
            found = shown
        elif str(found) == str(shown):
            page.keep(node, name, value)
        else:
            page.dismiss(node, name, value, _DOWNLOAD_WINS)
    return None if found is None else str(found)


def _resource(
    page: Reader,
    node: Node,
    statement: tuple[Node, str],
    url: str,
    kept: list[Resource],
    day: date,
    faults: list[Text],
) -> Resource:
    subject, name = statement
    kind = _format(page, node)
    title = _title(page, node, url, kind, faults)
    found = next(
        (
            one
            for one in kept
            if one["url"] == url and (kind not in OGC_FORMATS or one["title"] == title)
        ),
        None,
    )
    if found is None:
        found = {"type": "main", "checksum": None, "schema": None, "extras": {}}
        kept.append(found)
    elif name != "dct:hasPart":
        page.forget(subject, name, node, _SAME_ADDRESS)
    refused = datagouv_addresses.refusal(url)
    if refused is not None:
        faults.append(
            Text(
                f"{name} « {url} » : {refused.fr} ; la fiche entière est refusée.",
                f'{name} "{url}": {refused.en}; the whole item is refused.',
            )
        )
    found["title"], found["url"], found["format"] = title, url, kind
    found["description"] = description(page, node, ("dct:description",))
    found["filesize"] = _size(page, node, faults)
    found["mime"] = _mime(page, node)
    found["schema"] = schema(page, node, faults) or found["schema"]
    for term_name in ("dct:accessRights", "dct:license", "dct:rights"):
        values = page.values(node, term_name, LABEL_OR_TEXT)
        if values:
            found["extras"][term_name.partition(":")[2]] = values
    found["checksum"] = _checksum(page, node, faults) or found["checksum"]
    if name == "dct:hasPart":
        found["type"] = "other"
    elif page.has(node, "dcat:accessService"):
        found["type"] = "api"
    found["uri"] = _iri(node)
    found["dct_identifier"] = text_of(page, node, "dct:identifier", faults)
    found["issued_at"] = datagouv_dates.strict(page, node, "dct:issued", day, faults)
    found["modified_at"] = datagouv_dates.lenient(page, node, "dct:modified", day)
    return found


def text_of(page: Reader, node: Node, name: str, faults: list[Text]) -> str | None:
    """Return a value that must be a text: a number makes the item fail (mongoengine)."""
    value = page.value(node, name)
    if value is None or isinstance(value, str):
        return value
    faults.append(
        wrong(
            name,
            value,
            "doit être un texte, sans type de nombre ni de date ; la fiche est refusée.",
            "must be a text, without a type of number or date; the item is refused.",
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
        value = python(chosen)
        if not isinstance(value, str):
            raise Refused(
                wrong(
                    name,
                    value,
                    "doit être un texte ; la fiche entière est refusée.",
                    "must be a text; the whole item is refused.",
                )
            )
        page.keep(node, name, chosen)
        found = markdown(value)
        if "<http" in value and "<http" not in found:
            page.forget(node, name, chosen, _AUTOLINK)
        return found
    return ""


def _format(page: Reader, node: Node) -> str | None:
    service = page.first(node, "dcat:accessService")
    if service is not None and is_node(service):
        page.keep(node, "dcat:accessService", service)
        for name in ("geodcat:serviceProtocol", "dct:conformsTo"):
            for standard in page.objects(service, name):
                if str(standard).removeprefix(OGC) not in ("", str(standard)):
                    page.keep(service, name, standard)
                    return str(standard).removeprefix(OGC).lower()
    found = page.value(node, "dct:format", LABEL)
    if not found:
        return None
    if not isinstance(found, str):
        raise Refused(wrong("dct:format", found, "doit être un texte.", "must be a text."))
    if found.startswith(EU_FORMATS) and found != EU_FORMATS:
        return found.removeprefix(EU_FORMATS).lower()
    if found.startswith(IANA) and found != IANA:
        return found.removeprefix(IANA).rpartition("/")[2].lower()
    _unnamed(page, node, "dct:format")
    return found.lower()


def _unnamed(page: Reader, node: Node, name: str) -> None:
    """Note that a blank node without label arrives as a number that changes each time."""
    from rdflib import BNode

    chosen = page.preferred(node, name)
    if isinstance(chosen, BNode) and not page.has(chosen, "rdfs:label"):
        page.forget(node, name, chosen, _NUMBERED)


def _title(page: Reader, node: Node, url: str, kind: str | None, faults: list[Text]) -> str:
    value = page.value(node, "dct:title")
    if value:
        if not isinstance(value, str):
            faults.append(wrong("dct:title", value, "doit être un texte.", "must be a text."))
        return str(value)
    last = url.rpartition("/")[2]
    if "." in last and "?" not in last:
        return last
    return f"Ressource {kind}" if kind else "Ressource sans nom"


def _size(page: Reader, node: Node, faults: list[Text]) -> int | None:
    value = page.value(node, "dcat:byteSize")
    if value is None:
        return None
    try:
        return int(value)
    except (TypeError, ValueError):
        faults.append(
            wrong(
                "dcat:byteSize",
                value,
                "n'est pas un nombre entier d'octets ; la fiche entière est refusée.",
                "is not a whole number of bytes; the whole item is refused.",
            )
        )
        return None


def _mime(page: Reader, node: Node) -> str | None:
    found = page.value(node, "dcat:mediaType", LABEL)
    if not found:
        return None
    if not isinstance(found, str):
        raise Refused(wrong("dcat:mediaType", found, "doit être un texte.", "must be a text."))
    if found.startswith(IANA) and found != IANA:
        return found.removeprefix(IANA)
    if found.startswith("http://www.iana.org/"):
        chosen = page.preferred(node, "dcat:mediaType")
        assert chosen is not None
        page.forget(node, "dcat:mediaType", chosen, _HTTP_IANA)
    return found


def _checksum(page: Reader, node: Node, faults: list[Text]) -> dict[str, str] | None:
    checksum = page.first(node, "spdx:checksum")
    if checksum is None:
        return None
    algorithm = page.first(checksum, "spdx:algorithm") if is_node(checksum) else None
    if algorithm is None or not is_node(algorithm):
        raise Refused(
            wrong(
                "spdx:checksum",
                checksum,
                "sans spdx:algorithm (une IRI), la fiche entière est refusée.",
                "without spdx:algorithm (an IRI) the whole item is refused.",
            )
        )
    kind = CHECKSUMS.get(str(algorithm))
    if kind is None:
        page.dismiss(node, "spdx:checksum", checksum, _ALGORITHM)
        return None
    page.keep(node, "spdx:checksum", checksum)
    page.keep(checksum, "spdx:algorithm", algorithm)
    value = page.value(checksum, "spdx:checksumValue")
    if not isinstance(value, str):
        faults.append(
            wrong(
                "spdx:checksumValue",
                value.hex() if isinstance(value, bytes) else value,
                f"avec {kind}, un texte sans type (ni xsd:hexBinary) est exigé, sinon la fiche "
                "entière est refusée. Préférer sha512, que data.gouv.fr laisse de côté.",
                f"with {kind} a text without datatype (nor xsd:hexBinary) is required, else the "
                "whole item is refused. Prefer sha512, which data.gouv.fr leaves out.",
            )
        )
        return None
    return {"type": kind, "value": value}


def schema(page: Reader, node: Node, faults: list[Text]) -> str | None:
    """Return the address that becomes « the data schema » (rdf.py:612-652)."""
    found = page.first(node, "dct:conformsTo")
    if found is None or not found:
        return None
    page.forget(node, "dct:conformsTo", found, _SCHEMA)
    if not is_node(found):
        why = datagouv_addresses.refusal(str(found))
        if why is not None:
            faults.append(wrong("dct:conformsTo", found, why.fr, why.en))
        return str(found).strip()
    if datagouv_addresses.refusal(str(found)) is None:
        address = str(found)
    else:
        kind = page.first(found, "dct:type")
        if kind is None or datagouv_addresses.refusal(str(kind)) is not None:
            return None
        address = str(kind)
    title = page.graph.value(found, term("dct:title"))
    if title is not None and is_node(title):
        faults.append(
            wrong("dct:conformsTo/dct:title", title, "doit être un texte.", "not a text.")
        )
    return address.strip()


_NO_ADDRESS = Reason(
    Text(
        "Sans dcat:downloadURL ni dcat:accessURL, ce fichier n'arrive pas.",
        "Without dcat:downloadURL or dcat:accessURL this file does not arrive.",
    ),
    f"{DATASET}:855-867",
)
_DOWNLOAD_WINS = Reason(
    Text(
        "Une ressource n'a qu'une adresse : celle de dcat:downloadURL.",
        "A resource has one address: that of dcat:downloadURL.",
    ),
    f"{DATASET}:856-858",
)
_SAME_ADDRESS = Reason(
    Text(
        "Deux fichiers ont la même adresse : un seul arrive, le dernier lu. Donner à chacun la "
        "sienne.",
        "Two files have the same address: one arrives, the last read. Give each its own.",
    ),
    f"{DATASET}:872-888",
)
_PART = Reason(
    Text(
        "Devient une ressource « other » de cette fiche. Dire plutôt dct:isPartOf dans la partie.",
        'Becomes a resource "other" of this item. Rather say dct:isPartOf in the part.',
    ),
    f"{DATASET}:1041",
)
_NO_TEXT = Reason(
    Text("Une description doit être un texte.", "A description must be a text."),
    "udata 17.18.0, rdf.py:329",
)
_AUTOLINK = Reason(
    Text(
        "Un lien <https://…> passe pour une balise HTML et disparaît : écrire [texte](adresse).",
        "A link <https://…> is taken for an HTML tag and vanishes: write [text](address).",
    ),
    "udata 17.18.0, rdf.py:322-333",
)
_NUMBERED = Reason(
    Text(
        "Un nœud vide sans rdfs:label arrive comme un numéro sans sens.",
        "A blank node without rdfs:label arrives as a meaningless number.",
    ),
    "udata 17.18.0, rdf.py:242-258",
)
_HTTP_IANA = Reason(
    Text(
        "Écrire https://www.iana.org/… : en http, l'adresse entière devient le type.",
        "Write https://www.iana.org/…: with http the whole address becomes the type.",
    ),
    f"{DATASET}:696",
)
_ALGORITHM = Reason(
    Text(
        "Seules les sommes md5, sha1 et sha256 sont gardées.",
        "Only md5, sha1 and sha256 checksums are kept.",
    ),
    f"{DATASET}:451-455",
)
_SCHEMA = Reason(
    Text(
        "Devient « le schéma des données » : ôter dct:conformsTo si ce n'en est pas un.",
        'Becomes "the data schema": leave dct:conformsTo out if it is not one.',
    ),
    "udata 17.18.0, rdf.py:612-652",
)
