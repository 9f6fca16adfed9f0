"""The files of a resource.

``<ressource/x#distribution-x-pdf> a dcat:Distribution ; dcat:downloadURL <https://…> ; … .``

What a page gives access to has the page for its ``dcat:accessURL``, and no address of a file.
"""

from tressons_ld.catalogue.model import Distribution
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.fields import Field, ThingMapping, addresses, authorities, constant
from tressons_ld.mapping.ranges import NO_FILE, PAGE
from tressons_ld.rdf.terms import typed
from tressons_ld.rdf.vocabularies import DCAT, DCT, RDF, SCHEMA

DISTRIBUTION = ThingMapping[Distribution](
    "Distribution",
    lambda paths: part_path(paths.resource("{id}"), f"{paths.names.distribution}-{{file}}"),
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Distribution, SCHEMA.MediaObject),
            "dcat:Distribution, schema:MediaObject",
        ),
        Field("download_url", DCAT.accessURL, addresses("download_url"), "rdfs:Resource"),
        Field("landing_page", DCAT.accessURL, addresses("page"), PAGE, NO_FILE),
        Field("download_url", DCAT.downloadURL, addresses("download_url"), "rdfs:Resource"),
        Field("format", DCT.format, authorities("format", "file-type"), "EU file type"),
        Field(
            "format",
            DCAT.mediaType,
            lambda file, context: context.authority_iri(
                "media-type", schema_org.media_type(file, context)
            ),
            "IANA media type",
        ),
        Field(
            "size",
            DCAT.byteSize,
            lambda file, _: (
                () if file.size is None else (typed(str(file.size), "nonNegativeInteger"),)
            ),
            "xsd:nonNegativeInteger, bytes",
        ),
        Field("licence", DCT.license, addresses("licence"), "dct:LicenseDocument"),
        *schema_org.DISTRIBUTION,
    ),
)
