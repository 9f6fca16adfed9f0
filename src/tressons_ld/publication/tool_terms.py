"""The tool's own terms, profile and shapes as a folder of files, ready for w3id.org.

``python -m tressons_ld.publication.tool_terms FOLDER [ADDRESS]`` writes it anew
(``make ontology``): each name under ``https://w3id.org/tressons-ld/`` as Turtle, JSON-LD and a page
in French and in English, each version apart, the example, the mapping table, and the rules that
lead from the names to the files (``.htaccess``). A catalogue publishes none of them: it names them,
with their version.
"""

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.errors import OutputError, ShapesError
from tressons_ld.mapping.documentation import mapping_table
from tressons_ld.mapping.documents import property_order
from tressons_ld.publication.term_pages import TermFile, page
from tressons_ld.rdf.formats import JSON_LD, TURTLE
from tressons_ld.rdf.serialisation import document
from tressons_ld.rdf.terms import Iri, Triple, literal_parts
from tressons_ld.rdf.units import Unit
from tressons_ld.rdf.vocabularies import ONTOLOGY, OWL, PROFILE, SHAPES, TOOL

NOWHERE = "https://tressons-ld.example.org/"
"""The address of the files until there is one: reserved, it leads nowhere (RFC 2606)."""

TERM_FILES = ("tressons.ttl", "alignments.ttl")
"""The files of ``ontology/`` that the ontology is made of: its terms, how they stand to others."""

SHAPES_HEADER = "parts.ttl"
"""The file of ``shapes/`` that says what they are as a whole."""


def files(address: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of each file.

    Args:
        address: where the folder will lie, with a final slash.

    Raises:
        ShapesError: a file is not readable Turtle, or states nothing.
    """
    own = tool_files("ontology")
    ontology = [triple for name in TERM_FILES for triple in read_turtle(own[name], name)]
    profile = read_turtle(own["profile.ttl"], "profile.ttl")
    of_classes = tool_files("shapes", suffix=".ttl")
    header = of_classes.pop(SHAPES_HEADER)
    shapes = "\n".join(
        f"# {name}\n\n{file.read_text('utf-8')}"
        for name, file in ((SHAPES_HEADER, header), *of_classes.items())
    ).encode()
    order = property_order("fr")
    for root, triples in ((ONTOLOGY, ontology), (PROFILE, profile)):
        name = _name(root)
        unit = order.arrange(Unit(root, root, tuple(triples)))
        turtle = document(TURTLE.name, [unit]).encode()
        yield f"{name}.ttl", turtle
        yield f"{name}/{version_of(root, triples)}.ttl", turtle
        yield f"{name}.jsonld", document(JSON_LD.name, [unit]).encode()
        yield from _pages(name, triples)
    of_shapes = parse_turtle(shapes, "shapes/")
    name = _name(SHAPES)
    yield f"{name}.ttl", shapes
    yield f"{name}/{version_of(SHAPES, of_shapes)}.ttl", shapes
    yield from _pages(name, of_shapes)
    yield "exemple.ttl", own["example.ttl"].read_bytes()
    yield "correspondance.md", f"# Correspondance · Mapping\n\n{mapping_table()}\n".encode()
    version = r"[0-9]+\.[0-9]+\.[0-9]+"
    names = {"ontology": _name(ONTOLOGY), "profile": _name(PROFILE), "shapes": _name(SHAPES)}
    yield ".htaccess", _RULES.format(address=address, version=version, **names).encode()
    yield "README.md", _README.format(tool=TOOL, address=address, **names).encode()


def _name(whole: Iri) -> str:
    """Return the path of one of the tool's names: of its files, without what they end in."""
    return whole[1:-1].removeprefix(TOOL)


def _pages(name: str, triples: Sequence[Triple]) -> Iterator[tuple[str, bytes]]:
    described = TermFile(triples)
    for language, ending in (("fr", ".html"), ("en", ".en.html")):
        yield f"{name}{ending}", page(name, described, language).encode()


def version_of(root: Iri, triples: Sequence[Triple]) -> str:
    """Return the version that a file states of itself (``owl:versionInfo``), ``0.1.0``.

    Raises:
        StopIteration: it states none.
    """
    stated = (o for s, p, o in triples if (s, p) == (root, OWL.versionInfo))
    return literal_parts(next(stated))[0]  # type: ignore[arg-type]


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


def write(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write the files into a folder, in place of what was written there before.

    Raises:
        OutputError: it holds something else.
    """
    rules = folder / ".htaccess"
    if folder.exists() and any(folder.iterdir()):
        if not rules.is_file() or not rules.read_bytes().startswith(_RULES.encode()[:40]):
            raise OutputError("output.folder-exists", target=folder)
        shutil.rmtree(folder)
    for name, content in made.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


_RULES = """\
# https://w3id.org/tressons-ld/ : the terms, the profile and the shapes of tressons-ld.
# For the folder tressons-ld of w3id.org; the files are at {address}
Options -MultiViews
RewriteEngine On

RewriteRule ^$ {address}{profile}.html [R=303,L]

# A version
RewriteRule ^({ontology}|{profile}|{shapes})/({version})$ {address}$1/$2.ttl [R=303,L]

# What has one form
RewriteRule ^exemple$ {address}exemple.ttl [R=303,L]
RewriteRule ^correspondance$ {address}correspondance.md [R=303,L]

# A person
RewriteCond %{{HTTP_ACCEPT}} text/html
RewriteCond %{{HTTP:Accept-Language}} ^en [NC]
RewriteRule ^({ontology}|{profile}|{shapes})$ {address}$1.en.html [R=303,L]
RewriteCond %{{HTTP_ACCEPT}} text/html
RewriteRule ^({ontology}|{profile}|{shapes})$ {address}$1.html [R=303,L]

# A program
RewriteCond %{{HTTP_ACCEPT}} application/ld\\+json
RewriteRule ^({ontology}|{profile})$ {address}$1.jsonld [R=303,L]
RewriteRule ^({ontology}|{profile}|{shapes})$ {address}$1.ttl [R=303,L]
"""

_README = """\
# {tool}

The terms (`{ontology}`), the application profile (`{profile}`) and the SHACL shapes (`{shapes}`) of
tressons-ld, which publishes a catalogue kept in a spreadsheet as linked open data.

- `.htaccess`: the redirections, for the folder `tressons-ld` of w3id.org (with the name and the
  account of whoever maintains them, as its README asks).
- all other files: to lie at <{address}>.
"""


def main(arguments: Sequence[str]) -> None:
    """Write the folder named first, for files that will lie at the address named second, if any."""
    folder, *addresses = arguments
    (address,) = addresses or (NOWHERE,)
    write(Path(folder), dict(files(address.rstrip("/") + "/")))


if __name__ == "__main__":
    main(sys.argv[1:])
