"""The files that hold the whole catalogue: their distributions, their sizes and checksums.

::

    <catalogue/donnees#turtle> a dcat:Distribution, schema:DataDownload ;
        dcat:downloadURL <{site_url}catalogue.ttl> ; dct:format …RDF_TURTLE ; … .
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tressons_ld.catalogue.paths import dump_path, part_path
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.mapping.description import licence, rights
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
    authorities,
    bilingual,
    constant,
)
from tressons_ld.mapping.ranges import BILINGUAL, ITSELF
from tressons_ld.rdf.formats import CSV, JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TURTLE, Format
from tressons_ld.rdf.terms import Iri, Term, Triple, iri, text, typed
from tressons_ld.rdf.vocabularies import DCAT, DCT, RDF, SCHEMA, SPDX


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
        return sentence("mapping.catalogue-as", label=label)


DATA_FILES = (
    DataFile(
        CSV,
        sentence("mapping.csv-file"),
    ),
    DataFile(
        TURTLE,
        sentence("mapping.turtle-file"),
    ),
    DataFile(
        JSON_LD,
        sentence("mapping.json-ld-file"),
    ),
    DataFile(RDF_XML, sentence("mapping.rdf-xml-file")),
    DataFile(
        N_TRIPLES,
        sentence("mapping.n-triples-file"),
    ),
    DataFile(
        N_QUADS,
        sentence("mapping.n-quads-file"),
    ),
)


def _address(file: DataFile, context: Context) -> Collection[Term]:
    return (iri(context.shared.settings.site_url + file.path),)


DATA_DISTRIBUTION = ThingMapping[DataFile](
    "File of the catalogue",
    lambda paths: part_path(paths.data, "{format}"),
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Distribution, SCHEMA.DataDownload),
            "dcat:Distribution, schema:DataDownload",
        ),
        Field(None, DCT.title, bilingual("title"), BILINGUAL),
        Field(None, DCT.description, bilingual("description"), BILINGUAL),
        Field("site_url", DCAT.accessURL, _address, "address of the file"),
        Field("site_url", DCAT.downloadURL, _address, "address of the file"),
        Field(None, DCT.format, authorities("format.file_type", "file-type"), "EU file type"),
        Field(
            None, DCAT.mediaType, authorities("format.media_type", "media-type"), "IANA media type"
        ),
        Field("licence.iri", DCT.license, licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, rights, "dct:RightsStatement"),
        Field(None, SCHEMA.name, bilingual("title"), BILINGUAL),
        Field("site_url", SCHEMA.contentUrl, _address, "address of the file"),
        Field(
            None,
            SCHEMA.encodingFormat,
            lambda file, _: [text(file.format.media_type)],
            "IANA media type",
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """The measured size in bytes and SHA-512 digest, in hexadecimal, of a published file."""

    size: int
    sha512: str


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
    lambda paths: part_path(paths.data, "{format}-sha512"),
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
    lambda _: "its own IRI",
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
