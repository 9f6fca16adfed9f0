"""The tool's own terms, profile and shapes as a folder of files, ready for w3id.org.

``python -m tressons_ld.site.tool_terms FOLDER [ADDRESS]`` writes it anew
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
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.language import LANGUAGES
from tressons_ld.mapping.documentation import mapping_table
from tressons_ld.mapping.rdf_documents import property_order
from tressons_ld.publication.turtle_files import parse_turtle, read_turtle
from tressons_ld.rdf.formats import HTML, JSON_LD, TURTLE
from tressons_ld.rdf.serialisation import document
from tressons_ld.rdf.terms import Iri, Literal, Term, Triple, literal_parts
from tressons_ld.rdf.units import Unit
from tressons_ld.rdf.vocabularies import ONTOLOGY, OWL, PROFILE, SHAPES, TOOL
from tressons_ld.site.hosts import apache
from tressons_ld.site.term_pages import TermFile, page

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
    unit = order.arrange(Unit(SHAPES, SHAPES, tuple(_numbered(of_shapes))))
    yield f"{name}.jsonld", document(JSON_LD.name, [unit]).encode()
    yield from _pages(name, of_shapes)
    yield "exemple.ttl", own["example.ttl"].read_bytes()
    yield "correspondance.md", f"# Correspondance · Mapping\n\n{mapping_table()}\n".encode()
    names = {"ontology": _name(ONTOLOGY), "profile": _name(PROFILE), "shapes": _name(SHAPES)}
    yield ".htaccess", _rules(address, names["profile"], "|".join(names.values())).encode()
    yield "README.md", _README.format(tool=TOOL, address=address, **names).encode()


def _name(whole: Iri) -> str:
    """Return the path of one of the tool's names: of its files, without what they end in."""
    return whole[1:-1].removeprefix(TOOL)


def _numbered(triples: Sequence[Triple]) -> Iterator[Triple]:
    """Yield triples whose blank nodes are numbered as they appear, and not by chance."""
    labels: dict[Term, Iri] = {}

    def label(term: Term) -> Iri:
        if not term.startswith("_:"):
            return Iri(term)
        return labels.setdefault(term, Iri(f"_:b{len(labels)}"))

    for subject, property, value in triples:
        yield label(subject), property, label(value)


def _pages(name: str, triples: Sequence[Triple]) -> Iterator[tuple[str, bytes]]:
    described = TermFile(triples)
    for language, ending in (("fr", ".html"), ("en", ".en.html")):
        yield f"{name}{ending}", page(name, described, language).encode()


def version_of(root: Iri, triples: Sequence[Triple]) -> str:
    """Return the version that a file states of itself (``owl:versionInfo``), ``0.1.0``.

    Raises:
        StopIteration: it states none.
    """
    stated = (Literal(o) for s, p, o in triples if (s, p) == (root, OWL.versionInfo))
    return literal_parts(next(stated))[0]


def write(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write the files into a folder, in place of what was written there before.

    Raises:
        OutputError: it holds something else.
    """
    rules = folder / ".htaccess"
    if folder.exists() and any(folder.iterdir()):
        if not rules.is_file() or not rules.read_bytes().startswith(_HEAD.encode()):
            raise OutputError("output.folder-exists", target=folder)
        shutil.rmtree(folder)
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


_HEAD = "# https://w3id.org/tressons-ld/ : the terms, the profile and the shapes of tressons-ld."
"""By which the folder is known for one of these."""

_RULES = """\
{head}
# For the folder tressons-ld of w3id.org; the files are at {address}
RewriteEngine On

RewriteRule ^$ {address}{profile}.html [R=303,L]

# A version
RewriteRule ^({names})/([0-9]+\\.[0-9]+\\.[0-9]+)$ {address}$1/$2.ttl [R=303,L]

# What has one form
RewriteRule ^exemple$ {address}exemple.ttl [R=303,L]
RewriteRule ^correspondance$ {address}correspondance.md [R=303,L]

# What has three: as the reader weighs them. Of equal ones Turtle, then the page, then JSON-LD.
{qualities}
{turtle}
RewriteRule ^({names})$ {address}$1.ttl [R=303,L]
{html}
{other_than_french}
{english}
RewriteRule ^({names})$ {address}$1.en.html [R=303,L]
{html}
RewriteRule ^({names})$ {address}$1.html [R=303,L]
{json_ld}
RewriteRule ^({names})$ {address}$1.jsonld [R=303,L]
RewriteRule ^({names})$ - [R=406,L]
"""


def _rules(address: str, profile: str, names: str) -> str:
    """Return what leads from the names to the files, for an Apache."""
    forms = (TURTLE, HTML, JSON_LD)
    french, english = LANGUAGES
    return _RULES.format(
        head=_HEAD,
        address=address,
        profile=profile,
        names=names,
        qualities="\n".join((*apache.qualities(), *apache.language_qualities())),
        turtle=apache.condition(TURTLE, forms),
        html=apache.condition(HTML, forms),
        json_ld=apache.condition(JSON_LD, forms),
        other_than_french=apache.condition(french, LANGUAGES, unless="!"),
        english=apache.condition(english, LANGUAGES),
    )


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
