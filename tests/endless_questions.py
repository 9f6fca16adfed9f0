"""A graph, and questions to it that take as long as one likes."""

from tressons_ld.rdf.terms import Iri, Triple

TRIPLES: list[Triple] = [
    (Iri(f"<urn:{n}>"), Iri("<urn:p>"), Iri(f"<urn:{n + 1}>")) for n in range(200)
]


ANY = "ASK { ?s ?p ?o }"
