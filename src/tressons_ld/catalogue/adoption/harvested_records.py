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
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE
from tressons_ld.rdf.terms import Iri, iri_text
from tressons_ld.rdf.vocabularies import (
    ADMS,
    DCAT,
    DCMITYPE,
    DCT,
    EU_AUTHORITIES,
    FOAF,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    TLD,
    VCARD,
)

_LABELS = (FOAF.name, SKOS.prefLabel, DCT.title, RDFS.label, SCHEMA.name, VCARD.fn)
# Property of a dataset -> our column.
_PROPERTIES: Mapping[Iri, str] = {
    DCT.title: "title",
    DCT.description: "description",
    DCT.identifier: "id",
    ADMS.identifier: "identifiers",
    DCT.accrualPeriodicity: "frequency",
    DCT.issued: "issued",
    DCT.modified: "modified",
    DCAT.version: "version",
    DCAT.keyword: "keywords",
    DCAT.theme: "themes",
    DCT.type: "kind",
    DCT.language: "language",
    DCT.publisher: "publisher",
    DCT.spatial: "places",
    DCT.accessRights: "access_rights",
    DCT.rights: "rights",
    DCAT.contactPoint: "contacts",
    DCT.audience: "audiences",
    DCT.educationLevel: "levels",
    DCT.isPartOf: "series",
    DCT.source: "based_on",
    SCHEMA.translationOfWork: "translation_of",
    DCAT.isVersionOf: "version_of",
    DCT.isVersionOf: "version_of",
    DCT.replaces: "replaces",
    DCT.references: "references",
    DCAT.landingPage: "landing_page",
    FOAF.page: "page",
    SKOS.altLabel: "printed_title",
    SCHEMA.creditText: "printed_authors",
    TLD.section: "section",
}
_ADDRESSES = ("landing_page", "page")
_RELATIONS = ("based_on", "translation_of", "version_of", "replaces", "references")
_CODES = re.compile(
    re.escape(EU_AUTHORITIES) + r"(language|file-type|access-right|frequency)/(\w+)"
)
_FORMATS = {
    ".ttl": TURTLE,
    ".rdf": RDF_XML,
    ".xml": RDF_XML,
    ".owl": RDF_XML,
    ".jsonld": JSON_LD,
    ".json": JSON_LD,
    ".nt": N_TRIPLES,
}
FEED_ENDINGS = (".ttl", ".rdf", ".owl", ".jsonld", ".nt")
_ENTITY = re.compile(rb"<!ENTITY\s+%|<!ENTITY\s+\S+\s+(?:SYSTEM|PUBLIC|\"[^\"]*&|'[^']*&)")
_ENTITY_VALUE = re.compile(rb"<!ENTITY\s+\S+\s+(\"[^\"]*|'[^']*)")
_MOST_OF_ENTITIES = 512 << 20
"""Bytes that entities may come to."""

Record = dict[str, str]


_TIME = re.compile(r"T[0-9:.]+(?:Z|[+-][0-9:]+)?$")
_OF_FILES = ("download_url", "format", "size", "licence")
_AS_DATA = sentence("adoption.catalogue-itself")
_EU_THEMES = f"{EU_AUTHORITIES}data-theme/"


class _Node(dict[Iri, list[Any]]):
    """The values of one subject, by property, ``DCT.title``."""


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
        media_type = ox.RdfFormat.from_media_type(_FORMATS[ending].media_type)
        for quad in ox.parse(content, format=media_type, base_iri="http://localhost/"):
            node = nodes.setdefault(quad.subject, _Node())
            node.setdefault(Iri(str(quad.predicate)), []).append(quad.object)
    except (SyntaxError, ValueError, OSError) as error:
        place = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise FolderError("folder.not-rdf", path=file, place=place, reason=reason) from error
    datasets = {
        subject: node
        for subject, node in nodes.items()
        if any(str(each) == DCAT.Dataset for each in node.get(RDF.type, ()))
        and any(name in node for name in (DCT.title, DCAT.distribution))
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
    aside = sorted(_first(datasets[subject], DCT.title) for subject in as_data)
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
                and any(str(each) == DCAT.Catalog for each in node.get(RDF.type, ()))
                for node_subject, node in nodes.items()
            )
    return False


class _Dataset:
    """A dataset among the nodes of a feed."""

    def __init__(self, node: _Node, nodes: Mapping[Any, _Node], things: FeedThings) -> None:
        self._node, self._nodes, self._things = node, nodes, things
        titles = [each for each in node.get(DCT.title, ()) if hasattr(each, "language")]
        self._language = next((each.language for each in titles if each.language), None)

    def record(self) -> Record:
        """Return what it says, in our columns; other properties keep their names."""
        record: Record = {}
        for name, values in sorted(self._node.items()):
            if name in (RDF.type, DCAT.distribution):
                continue
            if iri_text(name).startswith(SCHEMA.namespace) and name not in _PROPERTIES:
                continue
            if name in (DCT.creator, DCT.temporal, DCT.extent):
                continue
            column = _PROPERTIES.get(name) or _short(name)
            chosen = self._chosen(values)
            if column == "kind":
                # What everybody's tables call it says less than what its own does.
                chosen.sort(key=lambda value: value.value.startswith(DCMITYPE.namespace))
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
            return _first(self._nodes.get(value, _Node()), SKOS.notation) or text
        if column in _RELATIONS:
            identifier = _first(self._nodes.get(value, _Node()), DCT.identifier)
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
        email = _first(node, VCARD.hasEmail).removeprefix("mailto:")
        if email:
            return f"{name} <{email}>" if name and name != email else email
        return _first(node, VCARD.hasURL) or name

    def _label(self, value: Any, *, several: bool = True) -> str:
        node = self._nodes.get(value, _Node())
        for name in _LABELS:
            if name in node:
                text: str = self._chosen(node[name])[0].value
                return text.replace(";", ",") if several else text
        return ""

    def _creators(self, record: Record) -> None:
        for value in self._node.get(DCT.creator, ()):
            types = [each.value for each in self._nodes.get(value, _Node()).get(RDF.type, ())]
            person = any(each.endswith("Person") for each in types)
            column = "persons" if person else "organisations"
            name = self._text(value, column)
            record[column] = f"{record[column]}; {name}" if record.get(column) else name

    def _period(self, record: Record) -> None:
        for value in self._node.get(DCT.temporal, ()):
            node = self._nodes.get(value, _Node())
            ends = [
                self._text(node[name][0], "issued") if name in node else ".."
                for name in (DCAT.startDate, DCAT.endDate)
            ]
            if ends != ["..", ".."]:
                record["period"] = "/".join(ends)

    def _extents(self, record: Record) -> None:
        for value in self._node.get(DCT.extent, ()):
            said = _first(self._nodes.get(value, _Node()), RDF.value) or value.value
            column = "number_of_pages" if re.match(r"[0-9]+\s*(?:p|$)", said) else "duration"
            record.setdefault(column, said)

    def _files(self, record: Record) -> None:
        files: list[tuple[str, str, str, str]] = []
        for value in self._node.get(DCAT.distribution, ()):
            node = self._nodes.get(value, _Node())
            address = _first(node, DCAT.downloadURL)
            if not address:
                page = _first(node, DCAT.accessURL)
                if page and not record.get("landing_page"):
                    record["landing_page"] = page
            form = next(iter(node.get(DCT.format, node.get(DCAT.mediaType, ()))), None)
            licence = _first(node, DCT.license) or _first(self._node, DCT.license)
            size = _first(node, DCAT.byteSize).partition(".")[0]
            kind = self._text(form, "format") if form is not None else ""
            if stated := node.get(DCT.rights):
                record.setdefault("rights", self._text(stated[0], "rights"))
            files.append((address.replace(";", "%3B"), kind, size, licence))
        # Of what the page alone gives, where there is no file; beside files, they are what is told.
        files = [file for file in files if file[0]] or files
        for place, column in enumerate(_OF_FILES):
            texts = [file[place] for file in sorted(files)]
            if any(texts):
                record[column] = "; ".join(texts)


def _first(node: _Node, name: Iri) -> str:
    values = node.get(name, ())
    return str(values[0].value) if values else ""


def _segment(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _short(name: Iri) -> str:
    return re.split(r"[#/]", iri_text(name))[-1]


def refuse_entities(content: bytes, file: str) -> None:
    """Refuse XML whose entities are made of others, lie elsewhere, or come to too much text.

    Raises:
        FolderError: it has such ones.
    """
    longest = max(map(len, _ENTITY_VALUE.findall(content)), default=0)
    if _ENTITY.search(content) or content.count(b"&") * longest > _MOST_OF_ENTITIES:
        raise FolderError("folder.source-entities", file=file)
