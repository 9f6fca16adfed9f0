"""The number of an organisation or a territory in Sirene, the French register of legal persons.

``<organisation/x#siren> a adms:Identifier, schema:PropertyValue ; skos:notation "…" .``
"""

from tressons_ld.catalogue.model import Agent, Place
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Field, ThingMapping, constant, strings
from tressons_ld.rdf.terms import text
from tressons_ld.rdf.vocabularies import ADMS, RDF, SCHEMA, SKOS

SIREN = ThingMapping[Agent | Place](
    "Number in the French register Sirene",
    lambda paths: part_path("{thing}", paths.names.siren),
    (
        Field(
            None,
            RDF.type,
            constant(ADMS.Identifier, SCHEMA.PropertyValue),
            "adms:Identifier, schema:PropertyValue",
        ),
        Field("siren", SKOS.notation, strings("siren"), "nine digits"),
        Field(None, ADMS.schemaAgency, constant(text("Insee")), "« Insee »"),
        Field(None, SCHEMA.propertyID, constant(text("SIREN")), "« SIREN »"),
        Field("siren", SCHEMA.value, strings("siren"), "nine digits"),
    ),
)
