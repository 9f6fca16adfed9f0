"""What is published beside the catalogue: ontology, profile, shapes, mapping table, example."""

from collections.abc import Iterator
from pathlib import Path

from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.errors import ShapesError
from tressons_ld.publication.inputs import OpenFolder
from tressons_ld.publication.rendering import Renderer
from tressons_ld.rdf.terms import Iri, Triple
from tressons_ld.rdf.units import Unit


def files(folder: OpenFolder, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file.

    Raises:
        ShapesError: a file of the ontology cannot be used.
    """
    ontology = tool_files("ontology", folder.path, suffix=".ttl")
    for name, path in (("tressons.ttl", "ontologie"), ("profile.ttl", "profil")):
        if name in ontology:
            triples = _parse_turtle(ontology[name], f"ontology/{name}")
            root = Iri(triples[0][0])
            yield from renderer.document(path, Unit(root, root, tuple(triples))).items()
    yield "formes.ttl", _shapes(folder).encode()
    # Not at the top: `python -m tressons_ld.mapping.documentation` runs that module by itself.
    from tressons_ld.mapping.documentation import mapping_table

    yield "correspondance.md", f"# Correspondance · Mapping\n\n{mapping_table()}\n".encode()
    if "example.ttl" in ontology:
        yield "exemple.ttl", ontology["example.ttl"].read_bytes()


def _shapes(folder: OpenFolder) -> str:
    """Return the shapes that the catalogue was checked with, their relative IRIs resolved."""
    shapes = tool_files("shapes", folder.path, suffix=".ttl")
    texts = [f"@base <{folder.shared.settings.base_iri}> .\n"]
    texts.extend(f"\n# {name}\n\n{file.read_text('utf-8')}" for name, file in shapes.items())
    return "".join(texts)


def _parse_turtle(path: Path, name: str) -> list[Triple]:
    import pyoxigraph as ox

    try:
        parsed = list(ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        place = f"{name}:{error.lineno}:{error.offset}"
        raise ShapesError(
            f"{place} : ce fichier n'est pas du Turtle lisible ({error.msg}).",
            f"{place}: this file is not readable Turtle ({error.msg}).",
        ) from None
    return [
        (Iri(str(quad.subject)), Iri(str(quad.predicate)), Iri(str(quad.object))) for quad in parsed
    ]
