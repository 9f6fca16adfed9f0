"""The page of the shapes and the terms that a house adds to those of the tool, if it adds some."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

from tressons_ld.artifacts import File
from tressons_ld.files.tool_files import own_files
from tressons_ld.publication.turtle_files import parse_turtle, read_turtle
from tressons_ld.rdf.formats import TURTLE
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.vocabularies import DCT, ONTOLOGY, SH, SHAPES, SKOS, TLD
from tressons_ld.site import templating
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.term_pages import TermFile
from tressons_ld.site.text_pages import Passage, TextPage
from tressons_ld.site.views import Fact, LangString, Link

_TEXTS = (DCT.description, SKOS.definition, SH["description"], SH.message, SKOS.scopeNote)


class OwnTerms:
    """What a catalogue folder says of its own shapes and terms, read once for all languages."""

    def __init__(self, folder: Path, base_iri: str) -> None:
        """Read the files.

        Args:
            folder: the catalogue folder.
            base_iri: what relative IRIs of its shapes are resolved against.

        Raises:
            ShapesError: a file is not readable Turtle, or states nothing.
        """
        base = f"@base <{base_iri}> .\n".encode()
        shapes = own_files("shapes", folder, suffix=".ttl")
        self._shapes = [
            TermFile(parse_turtle(base + path.read_bytes().removeprefix(BOM_UTF8), name))
            for name, path in shapes.items()
        ]
        self._files = own_files("ontology", folder, suffix=".ttl")
        self._terms = [TermFile(read_turtle(path, name)) for name, path in self._files.items()]

    def __bool__(self) -> bool:
        """Return whether there are any."""
        return bool(self._shapes or self._terms)

    def page(self, edition: LocalisedSite) -> Iterator[File]:
        """Yield the page in one language, if there is anything to say."""
        if not self:
            return
        texts, here = edition.texts, PagePath(edition.tree, edition.paths.names.shapes)
        passages = [self._about(edition, here)]
        for described in (*self._shapes, *self._terms):
            for subject in described.of:
                passages.append(_passage(edition, described, subject))
        title = LangString(texts("own_terms", "title"))
        frame = edition.frame(here, title.text, part="data", crumbs=(Link(title),))
        yield here.file, templating.page("text", frame, TextPage(title, passages))

    def _about(self, edition: LocalisedSite, here: PagePath) -> Passage:
        """Return the files, and where the shapes and terms are that these add to."""
        texts = edition.texts
        links = []
        if self._shapes:
            path = f"{edition.paths.names.shapes}{TURTLE.extension}"
            links.append(Link(LangString(path), here.to_file(path)))
        for name in self._files:
            path = f"{edition.paths.names.terms}/{name}"
            links.append(Link(LangString(path), here.to_file(path)))
        for thing in (SHAPES, ONTOLOGY):
            links.append(
                Link(LangString(thing[1:-1]), thing[1:-1], note=texts("own_terms", "of_tool"))
            )
        return Passage("", (LangString(texts("own_terms", "intro")),), links=links)


def _passage(edition: LocalisedSite, described: TermFile, subject: str) -> Passage:
    """Return what is said of one shape or term."""
    texts, language = edition.texts, edition.tree.language
    other = "en" if language == "fr" else "fr"

    def said(property: Iri) -> list[LangString]:
        own = [LangString(text) for text in described.texts(subject, property, language)]
        return own or [
            LangString(text, other) for text in described.texts(subject, property, other)
        ]

    facts = [Fact("IRI", (Link(LangString(subject[1:-1])),))]
    for property, key in ((TLD.remedy, "remedy"), (TLD.column, "column")):
        if values := said(property):
            facts.append(Fact(texts("own_terms", key), tuple(map(Link, values))))
    paragraphs = [words for property in _TEXTS for words in said(property)]
    return Passage(described.title(subject, language), paragraphs, facts)
