"""The catalogue as data: one dcat:Dataset with the files that hold the whole catalogue.

::

    <catalogue/donnees> a dcat:Dataset, void:Dataset, schema:Dataset ;
        dcat:distribution <catalogue/donnees#turtle>, … .
    <catalogue/donnees#turtle> a dcat:Distribution, schema:DataDownload ;
        dcat:downloadURL <{site_url}catalogue.ttl> ; dct:format …RDF_TURTLE ; … .

The sizes, checksums and counts describe files that hold the rest of these statements, so they
stand in the document of the dataset alone (VoID, section 4.6,
https://www.w3.org/TR/void/#statistics).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tressons_ld.catalogue.iris import NAMES, PATHS
from tressons_ld.catalogue.model import Catalogue
from tressons_ld.findings.errors import Text
from tressons_ld.mapping.catalogue import (
    ENGLISH,
    FRENCH,
    contact,
    derived_from,
    language,
    licence,
    period_to_rdf,
    rights,
)
from tressons_ld.mapping.fields import (
    Context,
    Field,
    Rule,
    ThingMapping,
    agents,
    authorities,
    bilingual,
    concepts,
    constant,
    data_themes,
    places,
)
from tressons_ld.rdf.formats import CSV, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TURTLE, Format
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    Triple,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    PROV,
    RDF,
    SCHEMA,
    SPDX,
    VOCABULARIES,
    VOID,
)

CONCEPT = "skos:Concept of the scheme « theme »"


@dataclass(frozen=True, slots=True)
class DataFile:
    """One of the files that hold the whole catalogue.

    Attributes:
        format: its format.
        description: what it holds and whom it serves.
    """

    format: Format
    description: Text

    @property
    def name(self) -> str:
        """Last part of the distribution's IRI."""
        return self.format.name

    @property
    def path(self) -> str:
        """Path under the output folder and ``site_url``."""
        return dump_path(self.format)

    @property
    def title(self) -> Text:
        """What it is called."""
        label = self.format.label
        return Text(f"Le catalogue en {label}", f"The catalogue as {label}")


def dump_path(format: Format) -> str:
    """Return the path of the file that holds the whole catalogue in a format, ``catalogue.nt``."""
    return f"{PATHS.catalogue}{format.extension}"


DATA_FILES = (
    DataFile(
        CSV,
        Text(
            "Une ligne par ressource, pour un tableur : UTF-8, virgules, titres en première ligne.",
            "One row per resource, for a spreadsheet: UTF-8, commas, headings in the first row.",
        ),
    ),
    DataFile(
        TURTLE,
        Text(
            "Le graphe entier, dans l'écriture la plus lisible de RDF.",
            "The whole graph, in the most readable writing of RDF.",
        ),
    ),
    DataFile(
        JSON_LD,
        Text(
            "Le graphe entier en JSON, le contexte dans le fichier.",
            "The whole graph as JSON, with its context in the file.",
        ),
    ),
    DataFile(RDF_XML, Text("Le graphe entier en XML.", "The whole graph as XML.")),
    DataFile(
        N_TRIPLES,
        Text(
            "Le graphe entier, un triplet par ligne, pour charger un entrepôt RDF.",
            "The whole graph, one triple per line, to load an RDF store.",
        ),
    ),
    DataFile(
        N_QUADS,
        Text(
            "Le graphe entier, un graphe nommé par fiche, pour mettre à jour un entrepôt RDF.",
            "The whole graph, one named graph per record, to update an RDF store.",
        ),
    ),
)


def title_of(catalogue: Catalogue) -> Text:
    """Return the title of the catalogue as data: its own, or one made of the catalogue's."""
    french, english = catalogue.title
    return catalogue.data_title or Text(
        french and f"{french} : les données", english and f"{english}: data"
    )


def description_of(catalogue: Catalogue) -> Text:
    """Return the description of the catalogue as data: its own, or the catalogue's."""
    return catalogue.data_description or catalogue.description


def _side(words: Callable[[Catalogue], Text], language: str) -> Rule:
    def terms(catalogue: Catalogue, _context: Context) -> Collection[Term]:
        side = words(catalogue).in_language(language)
        return (text(side, language),) if side else ()

    return terms


def _parts(names: Iterable[str], context: Context) -> list[Term]:
    return [context.iris.part(context.iris.data, name) for name in names]


def _keywords(catalogue: Catalogue, _context: Context) -> Collection[Term]:
    return [text(keyword, catalogue.language) for keyword in catalogue.data_keywords]


def _distributions(_catalogue: Catalogue, context: Context) -> Collection[Term]:
    return _parts((file.name for file in DATA_FILES), context)


def _period(catalogue: Catalogue, context: Context) -> Collection[Term]:
    return _parts((NAMES.period,), context) if catalogue.data_period else ()


def _dumps(_thing: Any, context: Context) -> Collection[Term]:
    site = context.shared.settings.site_url
    return [iri(site + file.path) for file in DATA_FILES if file.format is not CSV]


def _uri_space(_thing: Any, context: Context) -> Collection[Term]:
    return (text(context.iris.base + PATHS.resource("")),)


def _vocabularies(_thing: Any, _context: Context) -> Collection[Term]:
    used = ("dcat", "dct", "foaf", "prov", "schema", "skos")
    return [iri(VOCABULARIES[prefix].namespace) for prefix in used]


DATA = ThingMapping[Catalogue](
    "Catalogue as data",
    PATHS.data,
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Dataset, VOID.Dataset, SCHEMA.Dataset),
            "dcat:Dataset, void:Dataset, schema:Dataset",
        ),
        Field("data.title_fr", DCT.title, _side(title_of, "fr"), FRENCH),
        Field("data.title_en", DCT.title, _side(title_of, "en"), ENGLISH),
        Field("data.description_fr", DCT.description, _side(description_of, "fr"), FRENCH),
        Field("data.description_en", DCT.description, _side(description_of, "en"), ENGLISH),
        Field(None, DCT.identifier, constant(text(PATHS.data)), f"« {PATHS.data} »"),
        Field("catalogue.publisher", DCT.publisher, agents("publisher"), "foaf:Agent"),
        Field("contact.name", DCAT.contactPoint, contact, "vcard:Kind"),
        Field("data.keywords", DCAT.keyword, _keywords, "text in the language of the catalogue"),
        Field("data.themes", DCAT.theme, concepts("themes", "data_themes"), CONCEPT),
        Field(
            "data.themes",
            DCAT.theme,
            data_themes("data_themes"),
            "EU data theme",
            "the concept has one",
        ),
        Field("catalogue.language", DCT.language, language, "EU language"),
        Field(
            "data.access_rights",
            DCT.accessRights,
            authorities("data_access_rights", "access-right"),
            "EU access right",
        ),
        Field("catalogue.places", DCT.spatial, places("places"), "dct:Location"),
        Field("data.period_start", DCT.temporal, _period, "dct:PeriodOfTime"),
        Field(
            "data.frequency",
            DCT.accrualPeriodicity,
            authorities("data_frequency", "frequency"),
            "EU frequency",
        ),
        Field("licence.iri", DCT.license, licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, rights, "dct:RightsStatement"),
        Field("source.id", PROV.wasDerivedFrom, derived_from, "prov:Entity"),
        Field(None, DCAT.distribution, _distributions, "dcat:Distribution"),
        Field(None, VOID.dataDump, _dumps, "address of a file"),
        Field(None, VOID.uriSpace, _uri_space, "text"),
        Field(None, VOID.vocabulary, _vocabularies, "namespace"),
        Field("data.title_fr", SCHEMA.name, _side(title_of, "fr"), FRENCH),
        Field("data.title_en", SCHEMA.name, _side(title_of, "en"), ENGLISH),
        Field("data.description_fr", SCHEMA.description, _side(description_of, "fr"), FRENCH),
        Field("data.description_en", SCHEMA.description, _side(description_of, "en"), ENGLISH),
        Field("catalogue.publisher", SCHEMA.publisher, agents("publisher"), "schema:Organization"),
        Field("data.keywords", SCHEMA.keywords, _keywords, "text in the language of the catalogue"),
        Field("data.themes", SCHEMA.about, concepts("themes", "data_themes"), "schema:DefinedTerm"),
        Field("licence.iri", SCHEMA.license, licence, "IRI", "licence confirmed"),
        Field(None, SCHEMA.distribution, _distributions, "schema:DataDownload"),
    ),
)


def _address(file: DataFile, context: Context) -> Collection[Term]:
    return (iri(context.shared.settings.site_url + file.path),)


DATA_DISTRIBUTION = ThingMapping[DataFile](
    "File of the catalogue",
    PATHS.part(PATHS.data, "{format}"),
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Distribution, SCHEMA.DataDownload),
            "dcat:Distribution, schema:DataDownload",
        ),
        Field(None, DCT.title, bilingual("title"), "text in French and English"),
        Field(None, DCT.description, bilingual("description"), "text in French and English"),
        Field("site_url", DCAT.accessURL, _address, "address of the file"),
        Field("site_url", DCAT.downloadURL, _address, "address of the file"),
        Field(None, DCT.format, authorities("format.file_type", "file-type"), "EU file type"),
        Field(
            None, DCAT.mediaType, authorities("format.media_type", "media-type"), "IANA media type"
        ),
        Field("licence.iri", DCT.license, licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, rights, "dct:RightsStatement"),
        Field(None, SCHEMA.name, bilingual("title"), "text in French and English"),
        Field("site_url", SCHEMA.contentUrl, _address, "address of the file"),
        Field(
            None,
            SCHEMA.encodingFormat,
            lambda file, _: [text(file.format.media_type)],
            "IANA media type",
        ),
    ),
)


def data_to_rdf(context: Context) -> list[Triple]:
    """Return what the graph itself states of the catalogue as data and of its files."""
    catalogue, subject = context.shared.catalogue, context.iris.data
    triples = list(DATA.triples(catalogue, subject, context))
    if catalogue.data_period:
        period = context.iris.part(subject, NAMES.period)
        triples.extend(period_to_rdf(catalogue.data_period, period, context))
    for file in DATA_FILES:
        part = context.iris.part(subject, file.name)
        triples.extend(DATA_DISTRIBUTION.triples(file, part, context))
    return triples


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The measured size in bytes and SHA-512 digest, in hexadecimal, of a published file."""

    size: int
    sha512: str


@dataclass(slots=True)
class Counts:
    """What the N-Triples file holds, counted while it is written.

    Attributes:
        triples: number of triples.
        resources: number of resources.
        classes: instances of each class.
        properties: triples of each property.
    """

    triples: int
    resources: int
    classes: Counter[Iri]
    properties: Counter[Iri]


@dataclass(frozen=True, slots=True)
class Partition:
    """The part of the graph that a class or a property makes up, and how large it is."""

    term: Iri
    size: int


def _short(term: Iri) -> str:
    for prefix, vocabulary in VOCABULARIES.items():
        if term.startswith(f"<{vocabulary.namespace}"):
            return f"{prefix}-{term[len(vocabulary.namespace) + 1 : -1]}"
    raise KeyError(term)


def _counted(count: Callable[[Any], int]) -> Rule:
    return lambda thing, _context: (typed(str(count(thing)), "integer"),)


def _partitions(name: str, counted: Mapping[Iri, int], context: Context) -> dict[Iri, Partition]:
    return {
        context.iris.part(context.iris.data, f"{name}-{_short(term)}"): Partition(term, size)
        for term, size in sorted(counted.items())
    }


def _of_classes(counts: Counts, context: Context) -> dict[Iri, Partition]:
    return _partitions(NAMES.class_partition, counts.classes, context)


def _of_properties(counts: Counts, context: Context) -> dict[Iri, Partition]:
    return _partitions(NAMES.property_partition, counts.properties, context)


ITSELF = "in its own document"

STATISTICS = ThingMapping[Counts](
    DATA.name,
    DATA.subject,
    (
        Field(None, VOID.triples, _counted(lambda c: c.triples), "xsd:integer", ITSELF),
        Field(None, VOID.entities, _counted(lambda c: c.resources), "xsd:integer", ITSELF),
        Field(None, VOID.classes, _counted(lambda c: len(c.classes)), "xsd:integer", ITSELF),
        Field(None, VOID.properties, _counted(lambda c: len(c.properties)), "xsd:integer", ITSELF),
        Field(None, VOID.classPartition, _of_classes, "void:Dataset", ITSELF),
        Field(None, VOID.propertyPartition, _of_properties, "void:Dataset", ITSELF),
    ),
)

CLASS_PARTITION = ThingMapping[Partition](
    "Instances of a class",
    PATHS.part(PATHS.data, f"{NAMES.class_partition}-{{class}}"),
    (
        Field(None, VOID["class"], lambda part, _: (part.term,), "the class", ITSELF),
        Field(None, VOID.entities, _counted(lambda part: part.size), "xsd:integer", ITSELF),
    ),
)

PROPERTY_PARTITION = ThingMapping[Partition](
    "Triples of a property",
    PATHS.part(PATHS.data, f"{NAMES.property_partition}-{{property}}"),
    (
        Field(None, VOID.property, lambda part, _: (part.term,), "the property", ITSELF),
        Field(None, VOID.triples, _counted(lambda part: part.size), "xsd:integer", ITSELF),
    ),
)


def counts_to_rdf(counts: Counts, context: Context) -> Iterator[Triple]:
    """Yield the VoID statistics: triples, entities, and a partition per class and property."""
    yield from STATISTICS.triples(counts, context.iris.data, context)
    for part, partition in _of_classes(counts, context).items():
        yield from CLASS_PARTITION.triples(partition, part, context)
    for part, partition in _of_properties(counts, context).items():
        yield from PROPERTY_PARTITION.triples(partition, part, context)


def _checksum(file: DataFile, context: Context) -> Iri:
    return context.iris.part(context.iris.data, f"{file.name}-sha512")


FILE_FACTS = ThingMapping[tuple[DataFile, FileFacts]](
    "Size and checksum of such a file",
    DATA_DISTRIBUTION.subject,
    (
        Field(
            None,
            DCAT.byteSize,
            lambda measured, _: (typed(str(measured[1].size), "nonNegativeInteger"),),
            "xsd:nonNegativeInteger, bytes",
            ITSELF,
        ),
        Field(
            None,
            SPDX.checksum,
            lambda measured, context: (_checksum(measured[0], context),),
            "spdx:Checksum",
            ITSELF,
        ),
    ),
)

CHECKSUM = ThingMapping[FileFacts](
    "Checksum",
    PATHS.part(PATHS.data, "{format}-sha512"),
    (
        Field(None, RDF.type, constant(SPDX.Checksum), "spdx:Checksum", ITSELF),
        Field(None, SPDX.algorithm, constant(SPDX.checksumAlgorithm_sha512), "SHA-512", ITSELF),
        Field(
            None,
            SPDX.checksumValue,
            lambda facts, _: (typed(facts.sha512, "hexBinary"),),
            "xsd:hexBinary",
            ITSELF,
        ),
    ),
)

ALGORITHM = ThingMapping[None](
    "Algorithm of a checksum",
    "its own IRI",
    (Field(None, RDF.type, constant(SPDX.ChecksumAlgorithm), "spdx:ChecksumAlgorithm", ITSELF),),
)


def file_facts_to_rdf(file: DataFile, facts: FileFacts, context: Context) -> Iterator[Triple]:
    """Yield a file's size in bytes and its checksum.

    ``<…#turtle> dcat:byteSize "52"^^xsd:nonNegativeInteger ; spdx:checksum <…#turtle-sha512> .``
    SHA-512, because harvesters that refuse the datatype xsd:hexBinary leave that algorithm alone.
    """
    part = context.iris.part(context.iris.data, file.name)
    yield from FILE_FACTS.triples((file, facts), part, context)
    yield from CHECKSUM.triples(facts, _checksum(file, context), context)
    yield from ALGORITHM.triples(None, SPDX.checksumAlgorithm_sha512, context)


MAPPINGS: tuple[ThingMapping[Any], ...] = (
    ThingMapping(DATA.name, DATA.subject, (*DATA.fields, *STATISTICS.fields)),
    CLASS_PARTITION,
    PROPERTY_PARTITION,
    DATA_DISTRIBUTION,
    FILE_FACTS,
    CHECKSUM,
    ALGORITHM,
)
