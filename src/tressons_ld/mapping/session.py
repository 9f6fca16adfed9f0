"""The session that a resource records, where its day is known.

``<ressource/x#event> a schema:EducationEvent ; dct:date "2020-05-07"^^xsd:date ; … .``
"""

from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.fields import Field, ThingMapping, constant, dates, lang_strings
from tressons_ld.mapping.ranges import RESOURCE_TEXT
from tressons_ld.rdf.vocabularies import DCT, PROV, RDF, SCHEMA

SESSION = ThingMapping[Entry](
    "Session",
    lambda paths: part_path(paths.resource("{id}"), paths.names.session),
    (
        Field(
            None,
            RDF.type,
            constant(SCHEMA.EducationEvent, PROV.Activity),
            "schema:EducationEvent, prov:Activity",
        ),
        Field("title", DCT.title, lang_strings("title"), RESOURCE_TEXT),
        Field("event_date", DCT.date, dates("event_date"), "xsd:date"),
        *schema_org.SESSION,
    ),
)
