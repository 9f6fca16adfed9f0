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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tressons_ld.errors import Text
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
    agents,
    authorities,
    bilingual,
    constant,
    places,
)
from tressons_ld.mapping.shared import period_to_rdf
from tressons_ld.model import Catalogue
from tressons_ld.namespaces import DCAT, DCT, PROV, RDF, SCHEMA, SPDX, VOCABULARIES, VOID
from tressons_ld.terms import Iri, Term, Triple, iri, text, typed


@dataclass(frozen=True, slots=True)
class DataFile:
    """One of the files that hold the whole catalogue.

    Attributes:
        name: last part of the distribution's IRI.
        path: path under the output folder and ``site_url``.
        format: code in the EU file-type table.
        media_type: IANA media type.
        title: what it is called.
        description: what it holds and whom it serves.
    """

    name: str
    path: str
    format: str
    media_type: str
    title: Text
    description: Text


DATA_FILES = (
    DataFile(
        "csv",
        "catalogue.csv",
        "CSV",
        "text/csv",
        Text("Le catalogue en CSV", "The catalogue as CSV"),
        Text(
            "Une ligne par ressource, pour un tableur : UTF-8, virgules, titres en première ligne.",
            "One row per resource, for a spreadsheet: UTF-8, commas, headings in the first row.",
        ),
    ),
    DataFile(
        "turtle",
        "catalogue.ttl",
        "RDF_TURTLE",
        "text/turtle",
        Text("Le catalogue en Turtle", "The catalogue as Turtle"),
        Text(
            "Le graphe entier, dans l'écriture la plus lisible de RDF.",
            "The whole graph, in the most readable writing of RDF.",
        ),
    ),
    DataFile(
        "json-ld",
        "catalogue.jsonld",
        "JSON_LD",
        "application/ld+json",
        Text("Le catalogue en JSON-LD", "The catalogue as JSON-LD"),
        Text(
            "Le graphe entier en JSON, le contexte dans le fichier.",
            "The whole graph as JSON, with its context in the file.",
        ),
    ),
    DataFile(
        "rdf-xml",
        "catalogue.rdf",
        "RDF_XML",
        "application/rdf+xml",
        Text("Le catalogue en RDF/XML", "The catalogue as RDF/XML"),
        Text("Le graphe entier en XML.", "The whole graph as XML."),
    ),
    DataFile(
        "n-triples",
        "catalogue.nt",
        "RDF_N_TRIPLES",
        "application/n-triples",
        Text("Le catalogue en N-Triples", "The catalogue as N-Triples"),
        Text(
            "Le graphe entier, un triplet par ligne, pour charger un entrepôt RDF.",
            "The whole graph, one triple per line, to load an RDF store.",
        ),
    ),
    DataFile(
        "n-quads",
        "catalogue.nq",
        "RDF_N_QUADS",
        "application/n-quads",
        Text("Le catalogue en N-Quads", "The catalogue as N-Quads"),
        Text(
            "Le graphe entier, un graphe nommé par fiche, pour mettre à jour un entrepôt RDF.",
            "The whole graph, one named graph per record, to update an RDF store.",
        ),
    ),
)


def _title(catalogue: Catalogue, _context: Context) -> Iterable[Term]:
    words = catalogue.data_title or Text(
        f"{catalogue.title.fr} : les données", catalogue.title.en and f"{catalogue.title.en}: data"
    )
    return [text(each, code) for each, code in zip(words, ("fr", "en"), strict=True) if each]


def _description(catalogue: Catalogue, _context: Context) -> Iterable[Term]:
    words = catalogue.data_description or catalogue.description
    return [text(each, code) for each, code in zip(words, ("fr", "en"), strict=True) if each]


def _parts(names: Iterable[str], context: Context) -> list[Term]:
    return [context.iris.part(context.iris.data, name) for name in names]


def _distributions(_catalogue: Catalogue, context: Context) -> Iterable[Term]:
    return _parts((file.name for file in DATA_FILES), context)


def _period(catalogue: Catalogue, context: Context) -> Iterable[Term]:
    return _parts(("periode",), context) if catalogue.data_period else ()


def _contact(catalogue: Catalogue, context: Context) -> Iterable[Term]:
    return (context.iris.part(context.iris.catalogue, "contact"),) if catalogue.contact else ()


def _licence(_thing: Any, context: Context) -> Iterable[Term]:
    licence = context.shared.catalogue.licence
    return (iri(licence.iri),) if licence and licence.confirmed else ()


def _rights(_thing: Any, context: Context) -> Iterable[Term]:
    return (context.rights,) if context.rights else ()


def _language(_thing: Any, context: Context) -> Iterable[Term]:
    return context.authority_iri("language", context.language)


def _derived_from(_thing: Any, context: Context) -> Iterable[Term]:
    return (context.source,) if context.source else ()


def _dumps(_thing: Any, context: Context) -> Iterable[Term]:
    site = context.shared.settings.site_url
    return [iri(site + file.path) for file in DATA_FILES if file.name != "csv"]


def _uri_space(_thing: Any, context: Context) -> Iterable[Term]:
    return (text(f"{context.iris.base}ressource/"),)


def _vocabularies(_thing: Any, _context: Context) -> Iterable[Term]:
    used = ("dcat", "dct", "foaf", "prov", "schema", "skos")
    return [iri(VOCABULARIES[prefix].namespace) for prefix in used]


DATA = ThingMapping[Catalogue](
    "Catalogue as data",
    "catalogue/donnees",
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Dataset, VOID.Dataset, SCHEMA.Dataset),
            "dcat:Dataset, void:Dataset, schema:Dataset",
        ),
        Field("data.title_fr", DCT.title, _title, "text in French and English"),
        Field("data.description_fr", DCT.description, _description, "text in French and English"),
        Field(None, DCT.identifier, constant(text("catalogue/donnees")), "« catalogue/donnees »"),
        Field("catalogue.publisher", DCT.publisher, agents("publisher"), "foaf:Agent"),
        Field("contact.name", DCAT.contactPoint, _contact, "vcard:Kind"),
        Field("catalogue.language", DCT.language, _language, "EU language"),
        Field("catalogue.places", DCT.spatial, places("places"), "dct:Location"),
        Field("data.period_start", DCT.temporal, _period, "dct:PeriodOfTime"),
        Field(
            "data.frequency",
            DCT.accrualPeriodicity,
            authorities("data_frequency", "frequency"),
            "EU frequency",
        ),
        Field("licence.iri", DCT.license, _licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, _rights, "dct:RightsStatement"),
        Field("source.id", PROV.wasDerivedFrom, _derived_from, "prov:Entity"),
        Field(None, DCAT.distribution, _distributions, "dcat:Distribution"),
        Field(None, VOID.dataDump, _dumps, "address of a file"),
        Field(None, VOID.uriSpace, _uri_space, "text"),
        Field(None, VOID.vocabulary, _vocabularies, "namespace"),
        Field("data.title_fr", SCHEMA.name, _title, "text in French and English"),
        Field("data.description_fr", SCHEMA.description, _description, "text in French, English"),
        Field("catalogue.publisher", SCHEMA.publisher, agents("publisher"), "schema:Organization"),
        Field("licence.iri", SCHEMA.license, _licence, "IRI", "licence confirmed"),
        Field(None, SCHEMA.distribution, _distributions, "schema:DataDownload"),
    ),
)


def _address(file: DataFile, context: Context) -> Iterable[Term]:
    return (iri(context.shared.settings.site_url + file.path),)


DATA_DISTRIBUTION = ThingMapping[DataFile](
    "File of the catalogue",
    "catalogue/donnees#{format}",
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
        Field(None, DCT.format, authorities("format", "file-type"), "EU file type"),
        Field(None, DCAT.mediaType, authorities("media_type", "media-type"), "IANA media type"),
        Field("licence.iri", DCT.license, _licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, _rights, "dct:RightsStatement"),
        Field(None, SCHEMA.name, bilingual("title"), "text in French and English"),
        Field("site_url", SCHEMA.contentUrl, _address, "address of the file"),
        Field(
            None, SCHEMA.encodingFormat, lambda file, _: [text(file.media_type)], "IANA media type"
        ),
    ),
)


def data_to_rdf(context: Context) -> list[Triple]:
    """Return what the graph itself states of the catalogue as data and of its files."""
    catalogue, subject = context.shared.catalogue, context.iris.data
    triples = list(DATA.triples(catalogue, subject, context))
    if catalogue.data_period:
        period = context.iris.part(subject, "periode")
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


def _short(term: Iri) -> str:
    for prefix, vocabulary in VOCABULARIES.items():
        if term.startswith(f"<{vocabulary.namespace}"):
            return f"{prefix}-{term[len(vocabulary.namespace) + 1 : -1]}"
    raise KeyError(term)


def _count(number: int) -> Term:
    return typed(str(number), "integer")


def counts_to_rdf(counts: Counts, context: Context) -> Iterator[Triple]:
    """Yield the VoID statistics: triples, entities, and a partition per class and property."""
    subject = context.iris.data
    yield subject, VOID.triples, _count(counts.triples)
    yield subject, VOID.entities, _count(counts.resources)
    yield subject, VOID.classes, _count(len(counts.classes))
    yield subject, VOID.properties, _count(len(counts.properties))
    for term, number in sorted(counts.classes.items()):
        part = context.iris.part(subject, f"classe-{_short(term)}")
        yield subject, VOID.classPartition, part
        yield part, VOID["class"], term
        yield part, VOID.entities, _count(number)
    for term, number in sorted(counts.properties.items()):
        part = context.iris.part(subject, f"propriete-{_short(term)}")
        yield subject, VOID.propertyPartition, part
        yield part, VOID.property, term
        yield part, VOID.triples, _count(number)


def file_facts_to_rdf(file: DataFile, facts: FileFacts, context: Context) -> Iterator[Triple]:
    """Yield a file's size in bytes and its checksum.

    ``<…#turtle> dcat:byteSize "52"^^xsd:nonNegativeInteger ; spdx:checksum <…#turtle-sha512> .``
    SHA-512, because harvesters that refuse the datatype xsd:hexBinary leave that algorithm alone.
    """
    part = context.iris.part(context.iris.data, file.name)
    checksum = context.iris.part(context.iris.data, f"{file.name}-sha512")
    yield part, DCAT.byteSize, typed(str(facts.size), "nonNegativeInteger")
    yield part, SPDX.checksum, checksum
    yield checksum, RDF.type, SPDX.Checksum
    yield checksum, SPDX.algorithm, SPDX.checksumAlgorithm_sha512
    yield checksum, SPDX.checksumValue, typed(facts.sha512, "hexBinary")
    yield SPDX.checksumAlgorithm_sha512, RDF.type, SPDX.ChecksumAlgorithm


MAPPINGS: tuple[ThingMapping[Any], ...] = (DATA, DATA_DISTRIBUTION)
