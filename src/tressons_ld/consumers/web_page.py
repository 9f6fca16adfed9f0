"""The JSON-LD that a web page about one resource carries: pure schema.org, one main object.

::

    {
        "@context": {"@vocab": "http://schema.org/", "url": {"@type": "@id"}},
        "@id": "https://example.org/ressource/etude",
        "@type": ["DigitalDocument", "LearningResource"],
        "name": "Étude",
        "url": "https://example.org/etude.html",
        "datePublished": "2019",
        "author": {"@id": "…/organisation/avise", "@type": "Organization", "name": "Avise"},
    }

It is a projection of the catalogue graph: the schema.org statements about the resource, its
session and its files, and for each thing they name its type and its name. Texts and dates are
plain strings, which search engines read best; the Turtle has their languages and datatypes. The
context is inline, for the one at schema.org changes what it says of addresses and dates, and
schema.org is ``http://schema.org/``, what that context expands to.

Specification: JSON-LD 1.1, section 7, "Embedding JSON-LD in HTML Documents"
(https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tressons_ld.rdf.terms import (
    Iri,
    Literal,
    Subject,
    Term,
    Triple,
    iri_text,
    is_literal,
    literal_parts,
)
from tressons_ld.rdf.units import Unit
from tressons_ld.rdf.vocabularies import RDF, SCHEMA

_READING_ORDER = (
    "name audienceType alternateName description identifier isbn issn sameAs url datePublished"
    " dateModified version startDate inLanguage author creditText copyrightNotice"
    " numberOfPages duration timeRequired"
    " usageInfo publisher sourceOrganization genre learningResourceType keywords"
    " about audience spatialCoverage temporalCoverage isPartOf isBasedOn"
    " recordedAt encoding contentUrl encodingFormat contentSize license"
)
_START = f"<{SCHEMA.namespace}"
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_PLACES = {name: place for place, name in enumerate(_READING_ORDER.split())}
# Properties whose values are addresses and stand as plain strings, which the context says.
_ADDRESSES = {SCHEMA.contentUrl, SCHEMA.license, SCHEMA.sameAs, SCHEMA.url}


class Stub(NamedTuple):
    """What a page says of a thing that has a page of its own.

    Attributes:
        types: its schema.org types.
        property: ``schema:name``, or ``schema:audienceType`` for an audience.
        name: its name, in the language of the pages.
    """

    types: tuple[Iri, ...]
    property: Iri
    name: str


def stub_of(thing: Iri, triples: Iterable[Triple], language: str) -> Stub | None:
    """Return the stub of a thing, from its statements, or None where schema.org cannot name it.

    Args:
        thing: its IRI.
        triples: its statements, among others perhaps.
        language: the language of the pages; a name without a language or, for want of it, in
            another one is taken where there is none in this.
    """
    types: list[Iri] = []
    names: dict[Iri, list[Literal]] = {SCHEMA.name: [], SCHEMA.audienceType: []}
    for subject, name, value in triples:
        if subject != thing:
            continue
        if name == RDF.type and _is_schema_org(value):
            types.append(Iri(value))
        elif name in names and is_literal(value):
            names[name].append(Literal(value))
    property = SCHEMA.audienceType if SCHEMA.Audience in types else SCHEMA.name
    if not types or not names[property]:
        return None
    return Stub(tuple(types), property, _in_language(names[property], language))


def _in_language(values: Sequence[Literal], language: str) -> str:
    parts = [literal_parts(value) for value in values]
    for wanted in (language, None):
        for text, _, tag in parts:
            if tag == wanted:
                return text
    return parts[0][0]


def page_jsonld(unit: Unit, names: Mapping[Iri, Stub]) -> dict[str, Any]:
    """Return the page's JSON-LD as one object, its keys in the order they are read in.

    Args:
        unit: the resource with its parts, in the order of the mapping: authors stay in theirs.
        names: the things that resources name: agents, places, concepts, series, the programme,
            the catalogue, other resources. One that is missing is named by its IRI alone.
    """
    page = _Page(unit, names)
    body = page.node(unit.root)
    context: dict[str, Any] = {"@vocab": SCHEMA.namespace}
    context |= {name: {"@type": "@id"} for name in sorted(page.addresses)}
    return {"@context": context, **body}


def plain(data: Mapping[str, Any]) -> str:
    """Return the JSON-LD as text, indented, its letters as they are."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


# What could end the element or begin a comment in it, and the line ends of old JavaScript.
_ESCAPES = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def script(data: Mapping[str, Any]) -> str:
    """Return the element to paste into a page, ``<script type="application/ld+json">…``."""
    return element(_escaped(plain(data)))


def compact(data: Mapping[str, Any]) -> str:
    """Return the JSON-LD without a needless blank, as it may stand in an element."""
    return _escaped(_COMPACT.encode(data))


def element(text: str) -> str:
    """Return the element of a page that holds JSON-LD, escaped."""
    return f'<script type="application/ld+json">\n{text.rstrip()}\n</script>\n'


def text_within(written: str) -> str:
    """Return the JSON-LD that :func:`element` was given."""
    return written.partition("\n")[2].rpartition("\n</script>")[0]


def _escaped(text: str) -> str:
    r"""Write ``<`` as ``\u003c``, never ``&lt;``.

    The content of a script element is not unescaped (HTML, section 4.12.1.3, and JSON-LD 1.1,
    section 7.1).
    """
    for character, escaped in _ESCAPES.items():  # Hundreds of times as fast as str.translate.
        text = text.replace(character, escaped)
    return text


class _Page:
    """One page while it is made."""

    def __init__(self, unit: Unit, names: Mapping[Iri, Stub]) -> None:
        self.names = names
        self.addresses: set[str] = set()
        self.parts: dict[Subject, dict[str, list[Term]]] = {}
        for subject, name, value in unit.triples:
            if name == RDF.type and _is_schema_org(value):
                self._said(subject, "@type", value)
            elif _is_schema_org(name):
                self._said(subject, _local(name), value)
        self.own = frozenset(self.parts)

    def _said(self, subject: Subject, key: str, value: Term) -> None:
        values = self.parts.setdefault(subject, {}).setdefault(key, [])
        if value not in values:
            values.append(value)

    def node(self, subject: Subject) -> dict[str, Any]:
        # A part is taken out when it is written: another place names it by its IRI.
        said = self.parts.pop(subject, {})
        node: dict[str, Any] = {"@id": iri_text(Iri(subject))}
        if types := said.pop("@type", ()):
            node["@type"] = _one_or_all([_local(name) for name in types])
        for key in sorted(said, key=_place):
            node[key] = _one_or_all([self.value(key, value) for value in said[key]])
        return node

    def value(self, key: str, value: Term) -> Any:
        if is_literal(value):
            text = literal_parts(Literal(value))[0]
            return {"@value": text} if SCHEMA[key] in _ADDRESSES else text
        name = Iri(value)
        if name in self.parts:
            return self.node(name)
        stub = None if name in self.own else self.names.get(name)
        if stub:
            types = _one_or_all([_local(kind) for kind in stub.types])
            return {"@id": iri_text(name), "@type": types, _local(stub.property): stub.name}
        if SCHEMA[key] in _ADDRESSES:
            self.addresses.add(key)
            return iri_text(name)
        return {"@id": iri_text(name)}


def _is_schema_org(term: Term) -> bool:
    return term.startswith(_START)


def _local(name: Term) -> str:
    return name[len(SCHEMA.namespace) + 1 : -1]


def _place(key: str) -> tuple[int, str]:
    return _PLACES.get(key, len(_PLACES)), key


def _one_or_all(values: list[Any]) -> Any:
    different = [value for place, value in enumerate(values) if value not in values[:place]]
    return different[0] if len(different) == 1 else different
