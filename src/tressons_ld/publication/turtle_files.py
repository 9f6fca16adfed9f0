"""Files of Turtle that the tool or a house wrote: of terms, of a profile, of shapes."""

from pathlib import Path

from tressons_ld.findings.errors import ShapesError
from tressons_ld.rdf.terms import Iri, Triple


def read_turtle(path: Path, name: str) -> list[Triple]:
    """Return the triples of a file of ``ontology/``.

    Raises:
        ShapesError: it is not readable Turtle, or states nothing.
    """
    return parse_turtle(path.read_bytes(), f"ontology/{name}")


def parse_turtle(text: bytes, name: str) -> list[Triple]:
    """Return the triples of some Turtle, called ``name`` where it is wrong.

    Raises:
        ShapesError: it is not readable Turtle, or states nothing.
    """
    import pyoxigraph as ox

    try:
        parsed = list(ox.parse(text, ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        place = f"{name}:{error.lineno}:{error.offset}"
        raise ShapesError("shapes.ontology-unreadable", place=place, reason=error.msg) from None
    if not parsed:
        raise ShapesError("shapes.ontology-empty", name=name)
    return [
        (Iri(str(quad.subject)), Iri(str(quad.predicate)), Iri(str(quad.object))) for quad in parsed
    ]
