"""What is published beside the catalogue: ontology, profile, shapes, mapping table, example."""

from collections.abc import Iterator
from pathlib import Path

from tressons_ld.artifacts import Artifact, File, Fold, PublicationFacts
from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.errors import ShapesError
from tressons_ld.mapping.documentation import mapping_table
from tressons_ld.mapping.documents import Documents
from tressons_ld.rdf.terms import Iri, Triple
from tressons_ld.rdf.units import Unit


class ProfileFiles(Artifact):
    """The files that say what the catalogue keeps to."""

    name = "profile files"

    def __init__(self, folder: Path, base_iri: str, documents: Documents) -> None:
        """Take where the files lie, and what writes documents.

        Args:
            folder: the catalogue folder, whose files come before the tool's of the same name.
            base_iri: what relative IRIs of shapes are resolved against.
            documents: of the catalogue.
        """
        self._folder, self._base_iri, self._documents = folder, base_iri, documents

    def refuse_unwritable(self) -> None:
        """Refuse an ontology or a profile that cannot be published.

        Raises:
            ShapesError: a file is not readable Turtle, or states nothing.
        """
        read_ontology(self._folder)

    def fold(self) -> Fold:
        """Return the files: none of them depends on the entries."""
        return _Files(self._folder, self._base_iri, self._documents)


class _Files(Fold):
    def __init__(self, folder: Path, base_iri: str, documents: Documents) -> None:
        self._folder, self._base_iri, self._documents = folder, base_iri, documents

    def files(self, _facts: PublicationFacts) -> Iterator[File]:
        for path, unit in read_ontology(self._folder).items():
            yield from self._documents.of_thing(path, unit).items()
        yield "formes.ttl", self._shapes().encode()
        yield "correspondance.md", f"# Correspondance · Mapping\n\n{mapping_table()}\n".encode()
        if example := tool_files("ontology", self._folder).get("example.ttl"):
            yield "exemple.ttl", example.read_bytes()

    def _shapes(self) -> str:
        """Return the shapes that the catalogue was checked with, their relative IRIs resolved."""
        shapes = tool_files("shapes", self._folder, suffix=".ttl")
        texts = [f"@base <{self._base_iri}> .\n"]
        texts.extend(f"\n# {name}\n\n{file.read_text('utf-8')}" for name, file in shapes.items())
        return "".join(texts)


def read_ontology(folder: Path) -> dict[str, Unit]:
    """Return the ontology and the profile, each by the path of its documents.

    Raises:
        ShapesError: a file is not readable Turtle, or states nothing.
    """
    files = tool_files("ontology", folder, suffix=".ttl")
    units = {}
    for name, path in (("tressons.ttl", "ontologie"), ("profile.ttl", "profil")):
        if name in files:
            triples = _parse_turtle(files[name], f"ontology/{name}")
            root = Iri(triples[0][0])
            units[path] = Unit(root, root, tuple(triples))
    return units


def _parse_turtle(path: Path, name: str) -> list[Triple]:
    import pyoxigraph as ox

    try:
        parsed = list(ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        place = f"{name}:{error.lineno}:{error.offset}"
        raise ShapesError("shapes.ontology-unreadable", place=place, reason=error.msg) from None
    if not parsed:
        raise ShapesError("shapes.ontology-empty", name=name)
    return [
        (Iri(str(quad.subject)), Iri(str(quad.predicate)), Iri(str(quad.object))) for quad in parsed
    ]
