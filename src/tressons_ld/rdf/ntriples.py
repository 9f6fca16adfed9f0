"""N-Triples and N-Quads: one statement a line.

Terms are kept in this spelling, so a line is its terms side by side. Specifications: RDF 1.1
N-Triples (https://www.w3.org/TR/n-triples/#canonical-ntriples) and RDF 1.1 N-Quads
(https://www.w3.org/TR/n-quads/#sec-grammar).
"""

from tressons_ld.rdf.units import OrderedUnit


def triples(unit: OrderedUnit) -> str:
    """Return the unit's statements in N-Triples."""
    return _lines(unit, " .\n")


def quads(unit: OrderedUnit) -> str:
    """Return the unit's statements in N-Quads, all in the unit's graph."""
    return _lines(unit, f" {unit.graph} .\n")


def _lines(unit: OrderedUnit, end: str) -> str:
    lines = [
        f"{subject} {name} {value}{end}"
        for subject, properties in unit.nodes.items()
        for name, objects in properties.items()
        for value in objects
    ]
    return "".join(lines)
