"""What is published beside the catalogue: ontology, profile, shapes, mapping table, example."""

from collections.abc import Iterator
from pathlib import Path

from tressons_ld.build import OpenFolder
from tressons_ld.errors import ShapesError
from tressons_ld.rendering import Renderer
from tressons_ld.resources import tool_files
from tressons_ld.serialisation import Unit
from tressons_ld.terms import Iri, Triple


def files(folder: OpenFolder, renderer: Renderer) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file.

    Raises:
        ShapesError: a file of the ontology cannot be used.
    """
    for path, unit in read_ontology(folder).items():
        yield from renderer.document(path, unit).items()
    yield "formes.ttl", _shapes(folder).encode()
    # Not at the top: `python -m tressons_ld.documentation` runs that module by itself.
    from tressons_ld.documentation import mapping_table

    yield "correspondance.md", f"# Correspondance · Mapping\n\n{mapping_table()}\n".encode()
    if example := tool_files("ontology", folder.path).get("example.ttl"):
        yield "exemple.ttl", example.read_bytes()


def read_ontology(folder: OpenFolder) -> dict[str, Unit]:
    """Return the ontology and the profile, each by the path of its documents.

    Raises:
        ShapesError: a file is not readable Turtle, or states nothing.
    """
    files = tool_files("ontology", folder.path, suffix=".ttl")
    read = {}
    for name, path in (("tressons.ttl", "ontologie"), ("profile.ttl", "profil")):
        if name in files:
            triples = _parse_turtle(files[name], f"ontology/{name}")
            root = Iri(triples[0][0])
            read[path] = Unit(root, root, tuple(triples))
    return read


def _shapes(folder: OpenFolder) -> str:
    """Return the shapes that the catalogue was checked with, their relative IRIs resolved."""
    shapes = tool_files("shapes", folder.path, suffix=".ttl")
    texts = [f"@base <{folder.shared.settings.base_iri}> .\n"]
    texts.extend(f"\n# {name}\n\n{file.read_text('utf-8')}" for name, file in shapes.items())
    return "".join(texts)


def _parse_turtle(path: Path, name: str) -> list[Triple]:
    """Return the statements of a file, one at least.

    Raises:
        ShapesError: it cannot be read, or has none.
    """
    import pyoxigraph as ox

    try:
        parsed = list(ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        place = f"{name}:{error.lineno}:{error.offset}"
        raise ShapesError(
            f"{place} : ce fichier n'est pas du Turtle lisible ({error.msg}).",
            f"{place}: this file is not readable Turtle ({error.msg}).",
        ) from None
    if not parsed:
        raise ShapesError(
            f"{name} : ce fichier ne dit rien. L'ôter du dossier, et celui de l'outil est publié.",
            f"{name}: this file states nothing. Take it out, and the tool's own is published.",
        )
    return [
        (Iri(str(quad.subject)), Iri(str(quad.predicate)), Iri(str(quad.object))) for quad in parsed
    ]
