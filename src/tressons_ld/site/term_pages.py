"""The readable pages of the tool's terms, profile and shapes, in one language each.

A page is made of what its Turtle states: each thing under its name, with its label, its
definition and its other texts in the language of the page, and its links.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import Iri, Literal, Triple, is_iri, literal_parts
from tressons_ld.rdf.units import short
from tressons_ld.rdf.vocabularies import DCT, OWL, RDF, RDFS, SH, SKOS, TLD

_TITLES = (DCT.title, RDFS.label, SH["name"])
# What a page says of a thing, in this order: the property, and what it is called.
_TEXTS = (
    (DCT.description, sentence("site.term-description")),
    (SKOS.definition, sentence("site.term-definition")),
    (SH["description"], sentence("site.term-reason")),
    (SH.message, sentence("site.term-fault")),
    (TLD.remedy, sentence("site.term-remedy")),
    (TLD.column, sentence("site.term-column")),
    (SKOS.scopeNote, sentence("site.term-scope")),
    (SKOS.example, sentence("site.term-example")),
    (OWL.versionInfo, sentence("site.term-version")),
)
_HIDDEN = {*_TITLES, *(property for property, _ in _TEXTS), SH.property, SH["order"]}

_PAGE = """\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="alternate" type="text/turtle" href="{name}.ttl">
<link rel="alternate" type="application/ld+json" href="{name}.jsonld">
<link rel="alternate" hreflang="{other}" href="{other_page}">
<style>
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 sans-serif }}
h2 {{ margin-top: 2.5rem; border-top: 1px solid #767676; padding-top: 1rem }}
dt {{ font-weight: bold; margin-top: .5rem }}
dd {{ margin-left: 1.5rem }}
pre {{ overflow-x: auto; background: #f2f2f2; padding: .5rem }}
code {{ overflow-wrap: anywhere }}
</style>
</head>
<body>
<p><a href="{other_page}" lang="{other}" hreflang="{other}">{other_name}</a> ·
<a href="{name}.ttl">Turtle</a> · <a href="{name}.jsonld">JSON-LD</a></p>
<main>
{body}
</main>
</body>
</html>
"""


class TermFile:
    """What a file states of each thing that has an IRI, in the order of the file."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        """Take the triples."""
        self.of: dict[str, list[tuple[Iri, str]]] = {}
        for subject, property, value in triples:
            if is_iri(subject):
                self.of.setdefault(subject, []).append((property, value))

    def texts(self, subject: str, property: Iri, language: str) -> list[str]:
        """Return the texts of a property in a language, and those in none."""
        parts = [
            literal_parts(Literal(value))
            for stated, value in self.of[subject]
            if stated == property and value.startswith('"')
        ]
        return [text for text, _, tag in parts if not tag or tag == language]

    def title(self, subject: str, language: str) -> str:
        """Return what a thing is called; the end of its IRI where nothing says so."""
        for property in _TITLES:
            for text in self.texts(subject, property, language):
                return text
        return _local(subject)

    def links(self, subject: str) -> Iterator[tuple[Iri, list[str]]]:
        """Yield each property that names things, and the IRIs of these."""
        links: dict[Iri, list[str]] = {}
        for property, value in self.of[subject]:
            if property not in _HIDDEN and is_iri(value):
                links.setdefault(property, []).append(value)
        yield from links.items()


def page(name: str, described: TermFile, language: str) -> str:
    """Return the page of a file.

    Args:
        name: of the file, without its extension.
        described: what it states.
        language: ``fr`` or ``en``.
    """
    first, *others = described.of
    sections = [f"<h1>{escape(described.title(first, language))}</h1>"]
    sections.extend(_about(first, described, language))
    for subject in others:
        title = escape(described.title(subject, language))
        sections.append(f'<h2 id="{escape(_local(subject))}">{title}</h2>')
        sections.extend(_about(subject, described, language))
    english = language == "en"
    return _PAGE.format(
        language=language,
        title=escape(described.title(first, language)),
        name=name,
        other="fr" if english else "en",
        other_page=f"{name}.html" if english else f"{name}.en.html",
        other_name="En français" if english else "In English",
        body="\n".join(sections),
    )


def _about(subject: str, described: TermFile, language: str) -> Iterator[str]:
    yield f"<p><code>{escape(subject[1:-1])}</code></p>"
    yield "<dl>"
    for property, heading in _TEXTS:
        for text in described.texts(subject, property, language):
            said = escape(text)
            if property == SKOS.example:
                said = f"<pre>{said}</pre>"
            yield f"<dt>{heading.in_language(language)}</dt><dd>{said}</dd>"
    for property, values in described.links(subject):
        name = "a" if property == RDF.type else short(property)
        yield f"<dt><code>{escape(name)}</code></dt><dd>{_links(values, described)}</dd>"
    yield "</dl>"


def _links(values: Sequence[str], described: TermFile) -> str:
    shown = []
    for value in values:
        address = escape(value[1:-1])
        href = f"#{escape(_local(value))}" if value in described.of else address
        shown.append(f'<a href="{href}"><code>{escape(short(Iri(value)))}</code></a>')
    return ", ".join(shown)


def _local(subject: str) -> str:
    return subject[1:-1].rstrip("/").replace("#", "/").rpartition("/")[2]
