"""Series of resources.

``<serie/x> a dcmitype:Collection, schema:CreativeWorkSeries ; dct:title "…"@fr .``
"""

from collections.abc import Iterator

from tressons_ld.catalogue.model import Series
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
    common_page,
    constant,
    homepage,
    lang_strings,
    other_languages,
    strings,
)
from tressons_ld.mapping.foaf_documents import pages_to_rdf
from tressons_ld.mapping.ranges import (
    CATALOGUE_TEXT,
    COMMON_SITE,
    OTHER_LANGUAGE,
    OWN_SITE,
    PAGE,
    TEXT,
)
from tressons_ld.mapping.reification import thing_to_rdf
from tressons_ld.rdf.terms import Triple
from tressons_ld.rdf.vocabularies import DCMITYPE, DCT, FOAF, RDF, SKOS

SERIES = ThingMapping[Series](
    "Series",
    lambda paths: paths.series("{id}"),
    (
        Field(None, RDF.type, constant(DCMITYPE.Collection), "dcmitype:Collection"),
        Field("schema_type", RDF.type, schema_org.schema_type, "a schema:CreativeWork"),
        Field("title", DCT.title, lang_strings("title"), CATALOGUE_TEXT),
        Field("title_xx", DCT.alternative, other_languages("other_titles"), OTHER_LANGUAGE),
        Field("spellings", SKOS.altLabel, lang_strings("spellings"), CATALOGUE_TEXT),
        Field("description", DCT.description, lang_strings("description"), CATALOGUE_TEXT),
        Field("id", DCT.identifier, strings("id"), TEXT),
        Field("homepage", FOAF.homepage, homepage, PAGE, OWN_SITE),
        Field("homepage", FOAF.page, common_page, PAGE, COMMON_SITE),
        *schema_org.SERIES,
    ),
)


def series_to_rdf(series: Series, context: Context) -> Iterator[Triple]:
    """Yield the statements about a series."""
    yield from thing_to_rdf(series, context.series[series.id], SERIES, context)
    yield from pages_to_rdf([series.homepage], context)
