"""A DCAT feed, as harvesters are given it -> records.

DCAT: https://www.w3.org/TR/vocab-dcat-3/. Nothing is fetched: neither a context of JSON-LD, nor an
entity of XML.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from tressons_ld.catalogue.adoption.feed_things import FeedThings, GivenThings
from tressons_ld.catalogue.paths import CATALOGUE_PATH, DATA_PATHS
from tressons_ld.findings.errors import FolderError, reason_of
from tressons_ld.findings.language import Text

_DCAT, _DCT = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
_ADMS = "http://www.w3.org/ns/adms#"
_FOAF, _SKOS = "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2004/02/skos/core#"
_VCARD = "http://www.w3.org/2006/vcard/ns#"
_VALUE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#value"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = tuple(
    f"{start}{name}"
    for start, name in (
        (_FOAF, "name"),
        (_SKOS, "prefLabel"),
        (_DCT, "title"),
        ("http://www.w3.org/2000/01/rdf-schema#", "label"),
        ("http://schema.org/", "name"),
        (_VCARD, "fn"),
    )
)
# Property of a dataset -> our column.
_PROPERTIES = {
    f"{_DCT}title": "title",
    f"{_DCT}description": "description",
    f"{_DCT}identifier": "id",
    f"{_ADMS}identifier": "identifiers",
    f"{_DCT}accrualPeriodicity": "frequency",
    f"{_DCT}issued": "issued",
    f"{_DCT}modified": "modified",
    f"{_DCAT}version": "version",
    f"{_DCAT}keyword": "keywords",
    f"{_DCAT}theme": "themes",
    f"{_DCT}type": "kind",
    f"{_DCT}language": "language",
    f"{_DCT}publisher": "publisher",
    f"{_DCT}spatial": "places",
    f"{_DCT}accessRights": "access_rights",
    f"{_DCT}rights": "rights",
    f"{_DCAT}contactPoint": "contacts",
    f"{_DCT}audience": "audiences",
    f"{_DCT}educationLevel": "levels",
    f"{_DCT}isPartOf": "series",
    f"{_DCT}source": "based_on",
    "http://schema.org/translationOfWork": "translation_of",
    f"{_DCAT}isVersionOf": "version_of",
    f"{_DCT}isVersionOf": "version_of",
    f"{_DCT}replaces": "replaces",
    f"{_DCT}references": "references",
    f"{_DCAT}landingPage": "landing_page",
    f"{_FOAF}page": "page",
    f"{_SKOS}altLabel": "printed_title",
    "http://schema.org/creditText": "printed_authors",
    "https://w3id.org/tressons-ld/ontologie#section": "section",
}
_ADDRESSES = ("landing_page", "page")
_RELATIONS = ("based_on", "translation_of", "version_of", "replaces", "references")
_CODES = re.compile(
    r"http://publications\.europa\.eu/resource/authority/(language|file-type|access-right|frequency)/(\w+)"
)
_FORMATS = {
    ".ttl": "text/turtle",
    ".rdf": "application/rdf+xml",
    ".xml": "application/rdf+xml",
    ".owl": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".json": "application/ld+json",
    ".nt": "application/n-triples",
}
FEED_ENDINGS = (".ttl", ".rdf", ".owl", ".jsonld", ".nt")
_ENTITY = re.compile(rb"<!ENTITY\s+%|<!ENTITY\s+\S+\s+(?:SYSTEM|PUBLIC|\"[^\"]*&|'[^']*&)")

Record = dict[str, str]


_TIME = re.compile(r"T[0-9:.]+(?:Z|[+-][0-9:]+)?$")
_OF_FILES = ("download_url", "format", "size", "licence")
_AS_DATA = Text(
    "le catalogue lui-même, décrit comme des données : « {title} »",
    'the catalogue itself, described as data: "{title}"',
)
_DCMI = "http://purl.org/dc/dcmitype/"
_EU_THEMES = "http://publications.europa.eu/resource/authority/data-theme/"


class _Node(dict[str, list[Any]]):
    """The values of one subject, by property."""


class HarvestedRecords(NamedTuple):
    """What a feed holds.

    Attributes:
        records: its datasets: a column of ours for each property that we have one for.
        things: what they name.
        left_out: what it holds besides, each as a sentence.
    """

    records: list[Record]
    things: GivenThings
    left_out: tuple[Text, ...]


def dcat_feed(content: bytes, file: str, ending: str) -> HarvestedRecords:
    """Return what a feed holds.

    Args:
        content: of the file.
        file: what to call it in messages.
        ending: of its name, which says its format.

    Raises:
        FolderError: it cannot be read, or holds no dataset.
    """
    import pyoxigraph as ox

    refuse_entities(content, file)
    nodes: dict[Any, _Node] = {}
    try:
        media_type = ox.RdfFormat.from_media_type(_FORMATS[ending])
        for quad in ox.parse(content, format=media_type, base_iri="http://localhost/"):
            node = nodes.setdefault(quad.subject, _Node())
            node.setdefault(quad.predicate.value, []).append(quad.object)
    except (SyntaxError, ValueError, OSError) as error:
        place = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise FolderError("folder.not-rdf", path=file, place=place, reason=reason) from error
    datasets = {
        subject: node
        for subject, node in nodes.items()
        if any(each.value == f"{_DCAT}Dataset" for each in node.get(_TYPE, ()))
        and any(name in node for name in (f"{_DCT}title", f"{_DCAT}distribution"))
    }
    as_data = {subject for subject in datasets if _is_catalogue_as_data(subject, nodes)}
    things = FeedThings(nodes)
    records = [
        _Dataset(node, nodes, things).record()
        for subject, node in datasets.items()
        if subject not in as_data
    ]
    if not records:
        raise FolderError("folder.source-empty", file=file)
    records.sort(key=lambda record: (record.get("id", ""), record.get("title", "")))
    aside = sorted(_first(datasets[subject], f"{_DCT}title") for subject in as_data)
    return HarvestedRecords(
        records, things.all(), tuple(_AS_DATA.format(title=title) for title in aside)
    )


def _is_catalogue_as_data(subject: Any, nodes: Mapping[Any, _Node]) -> bool:
    """Return whether a dataset is the catalogue as data of a publication of this tool."""
    for path in DATA_PATHS:
        if subject.value.endswith(f"/{path}"):
            root = f"{subject.value.removesuffix(path)}{CATALOGUE_PATH}"
            return any(
                node_subject.value == root
                and any(each.value == f"{_DCAT}Catalog" for each in node.get(_TYPE, ()))
                for node_subject, node in nodes.items()
            )
    return False


class _Dataset:
    """A dataset among the nodes of a feed."""

    def __init__(self, node: _Node, nodes: Mapping[Any, _Node], things: FeedThings) -> None:
        self._node, self._nodes, self._things = node, nodes, things
        titles = [each for each in node.get(f"{_DCT}title", ()) if hasattr(each, "language")]
        self._language = next((each.language for each in titles if each.language), None)

    def record(self) -> Record:
        """Return what it says, in our columns; other properties keep their names."""
        record: Record = {}
        for name, values in sorted(self._node.items()):
            if name in (_TYPE, f"{_DCAT}distribution"):
                continue
            if name.startswith("http://schema.org/") and name not in _PROPERTIES:
                continue
            if name in (f"{_DCT}creator", f"{_DCT}temporal", f"{_DCT}extent"):
                continue
            column = _PROPERTIES.get(name) or _short(name)
            chosen = self._chosen(values)
            if column == "kind":
                # What everybody's tables call it says less than what its own does.
                chosen.sort(key=lambda value: value.value.startswith(_DCMI))
            if column == "themes":
                chosen = self._own_themes(chosen, record)
            texts = [self._text(value, column) for value in chosen]
            if column in ("title", "description", "publisher", "id", "kind", "rights"):
                texts = texts[:1]
            known = record.get(column, "").split("; ") if column in _RELATIONS else []
            record[column] = "; ".join(dict.fromkeys(filter(None, (*known, *texts))))
        if translated := record.get("translation_of"):
            # Of what is translated, it is a version too.
            others = set(translated.split("; "))
            versions = record.get("version_of", "").split("; ")
            record["version_of"] = "; ".join(each for each in versions if each not in others)
        self._creators(record)
        self._period(record)
        self._extents(record)
        self._files(record)
        if record.get("kind"):
            self._things.typed(record["kind"], self._node)
        return {name: text for name, text in record.items() if text}

    def _own_themes(self, values: list[Any], record: Record) -> list[Any]:
        """Return the themes of a vocabulary, where those of the EU table only go with them."""
        own = [each for each in values if not each.value.startswith(_EU_THEMES)]
        if own and len(own) < len(values):
            codes = (_segment(each.value) for each in values if each.value.startswith(_EU_THEMES))
            record["data-theme"] = "; ".join(codes)
        return own or values

    def _chosen(self, values: list[Any]) -> list[Any]:
        """Return the values in the language of the title, where they have several languages."""
        own = [each for each in values if getattr(each, "language", None) == self._language]
        return sorted(own or values, key=str)

    def _text(self, value: Any, column: str) -> str:
        text: str = value.value
        if column in _ADDRESSES:
            return text
        if column == "id" and "://" in text:
            return _segment(text)
        if column == "identifiers" and not hasattr(value, "language"):
            return _first(self._nodes.get(value, _Node()), f"{_SKOS}notation") or text
        if column in _RELATIONS:
            identifier = _first(self._nodes.get(value, _Node()), f"{_DCT}identifier")
            elsewhere = "" if column == "based_on" else text
            return _segment(identifier) if identifier else elsewhere or _segment(text)
        if hasattr(value, "language"):
            plain = text if column in ("description", "rights") else text.replace(";", ",")
            return _TIME.sub("", plain) if column in ("issued", "modified") else plain
        if match := _CODES.fullmatch(text):
            return match[2] if match[1] != "language" else text
        if column == "contacts":
            return self._contact(value)
        if column == "rights":
            return self._label(value, several=False) or text
        name = self._label(value) or _segment(text)
        self._things.meet(column, value, name)
        return name

    def _contact(self, value: Any) -> str:
        node, name = self._nodes.get(value, _Node()), self._label(value)
        email = _first(node, f"{_VCARD}hasEmail").removeprefix("mailto:")
        if email:
            return f"{name} <{email}>" if name and name != email else email
        return _first(node, f"{_VCARD}hasURL") or name

    def _label(self, value: Any, *, several: bool = True) -> str:
        node = self._nodes.get(value, _Node())
        for name in _LABELS:
            if name in node:
                text: str = self._chosen(node[name])[0].value
                return text.replace(";", ",") if several else text
        return ""

    def _creators(self, record: Record) -> None:
        for value in self._node.get(f"{_DCT}creator", ()):
            types = [each.value for each in self._nodes.get(value, _Node()).get(_TYPE, ())]
            person = any(each.endswith("Person") for each in types)
            column = "persons" if person else "organisations"
            name = self._text(value, "creator")
            record[column] = f"{record[column]}; {name}" if record.get(column) else name

    def _period(self, record: Record) -> None:
        for value in self._node.get(f"{_DCT}temporal", ()):
            node = self._nodes.get(value, _Node())
            ends = [
                self._text(node[name][0], "issued") if name in node else ".."
                for name in (f"{_DCAT}startDate", f"{_DCAT}endDate")
            ]
            if ends != ["..", ".."]:
                record["period"] = "/".join(ends)

    def _extents(self, record: Record) -> None:
        for value in self._node.get(f"{_DCT}extent", ()):
            said = _first(self._nodes.get(value, _Node()), _VALUE) or value.value
            column = "number_of_pages" if re.match(r"[0-9]+\s*(?:p|$)", said) else "duration"
            record.setdefault(column, said)

    def _files(self, record: Record) -> None:
        files: list[tuple[str, str, str, str]] = []
        for value in self._node.get(f"{_DCAT}distribution", ()):
            node = self._nodes.get(value, _Node())
            address = _first(node, f"{_DCAT}downloadURL")
            if not address:
                page = _first(node, f"{_DCAT}accessURL")
                if page and not record.get("landing_page"):
                    record["landing_page"] = page
            form = next(iter(node.get(f"{_DCT}format", node.get(f"{_DCAT}mediaType", ()))), None)
            licence = _first(node, f"{_DCT}license") or _first(self._node, f"{_DCT}license")
            size = _first(node, f"{_DCAT}byteSize").partition(".")[0]
            kind = self._text(form, "format") if form is not None else ""
            if stated := node.get(f"{_DCT}rights"):
                record.setdefault("rights", self._text(stated[0], "rights"))
            files.append((address.replace(";", "%3B"), kind, size, licence))
        # Of what the page alone gives, where there is no file; beside files, they are what is told.
        files = [file for file in files if file[0]] or files
        for place, column in enumerate(_OF_FILES):
            texts = [file[place] for file in sorted(files)]
            if any(texts):
                record[column] = "; ".join(texts)


def _first(node: _Node, name: str) -> str:
    values = node.get(name, ())
    return str(values[0].value) if values else ""


def _segment(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _short(name: str) -> str:
    return re.split(r"[#/]", name)[-1]


def refuse_entities(content: bytes, file: str) -> None:
    """Refuse XML whose entities are made of others, or lie elsewhere.

    Raises:
        FolderError: it has such ones.
    """
    if _ENTITY.search(content[: 1 << 20]):
        raise FolderError("folder.source-entities", file=file)
