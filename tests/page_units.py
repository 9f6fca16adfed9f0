"""Resources whose pages are tested, and the readers of JSON-LD, each giving the same shape."""

import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pyoxigraph
import rdflib
from hypothesis import strategies as st

from serialisation_units import HARD_TEXTS, characters
from tressons_ld.consumers.web_page import (
    Stub,
    page_jsonld,
    stub_of,
)
from tressons_ld.rdf.terms import (
    Iri,
    Literal,
    Triple,
    date,
    iri,
    literal_parts,
    text,
)
from tressons_ld.rdf.units import Unit
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
)

BASE = "https://example.org/"
ROOT = iri(f"{BASE}ressource/seance")
EVENT = iri(f"{BASE}ressource/seance#event")
FILE = iri(f"{BASE}ressource/seance#distribution-pdf")
RECORD = iri(f"{BASE}ressource/seance#fiche")
AGENT = iri(f"{BASE}organisation/a")
PERSON = iri(f"{BASE}personne/zoe")
AUDIENCE = iri(f"{BASE}vocabulaire/public/elus")
THEME = iri(f"{BASE}vocabulaire/theme/eau")
SERIES = iri(f"{BASE}serie/s")
CATALOGUE = iri(f"{BASE}catalogue")
UNNAMED = iri(f"{BASE}ressource/etude-(1),é")
ADDRESS = iri("https://example.org/page?a=1&b=2")

SHARED: tuple[Triple, ...] = (
    (AGENT, RDF.type, FOAF.Organization),
    (AGENT, RDF.type, SCHEMA.Organization),
    (AGENT, FOAF.name, text("A & fils")),
    (AGENT, SCHEMA.name, text("A & fils")),
    (AGENT, SCHEMA.url, iri("https://a.example.org/")),
    (PERSON, RDF.type, SCHEMA.Person),
    (PERSON, SCHEMA.name, text("Zoé")),
    (AUDIENCE, RDF.type, SKOS.Concept),
    (AUDIENCE, RDF.type, SCHEMA.Audience),
    (AUDIENCE, SCHEMA.name, text("élus", "fr")),
    (AUDIENCE, SCHEMA.audienceType, text("élus", "fr")),
    (THEME, RDF.type, SCHEMA.DefinedTerm),
    (THEME, SCHEMA.name, text("water", "en")),
    (THEME, SCHEMA.name, text("eau", "fr")),
    (SERIES, RDF.type, SCHEMA.CreativeWorkSeries),
    (SERIES, SCHEMA.name, text("Une série", "fr")),
    (CATALOGUE, RDF.type, DCAT.Catalog),
    (CATALOGUE, RDF.type, SCHEMA.Collection),
    (CATALOGUE, SCHEMA.name, text("Le catalogue", "fr")),
)


def names_in(triples: Iterable[Triple]) -> dict[Iri, Stub]:
    """The stubs of all things that the statements name."""
    statements = list(triples)
    things = dict.fromkeys(Iri(subject) for subject, _, _ in statements)
    stubs = {thing: stub_of(thing, statements, "fr") for thing in things}
    return {thing: stub for thing, stub in stubs.items() if stub}


NAMES = names_in(SHARED)


def entry(title: str) -> Unit:
    """A recorded session with a file, whose title and description are the one given."""
    return Unit(
        RECORD,
        ROOT,
        (
            (ROOT, RDF.type, DCAT.Dataset),
            (ROOT, RDF.type, SCHEMA.VideoObject),
            (ROOT, RDF.type, SCHEMA.LearningResource),
            (ROOT, DCT.title, text(title, "fr")),
            (ROOT, DCAT.distribution, FILE),
            (ROOT, SCHEMA.isPartOf, SERIES),
            (ROOT, SCHEMA.isPartOf, CATALOGUE),
            (ROOT, SCHEMA.name, text(title, "fr")),
            (ROOT, SCHEMA.description, text(f"{title}\n\n{title}", "fr")),
            (ROOT, SCHEMA.identifier, text("seance")),
            (ROOT, SCHEMA.datePublished, date("2020")),
            (ROOT, SCHEMA.inLanguage, text("fr")),
            (ROOT, SCHEMA.author, PERSON),
            (ROOT, SCHEMA.author, AGENT),
            (ROOT, SCHEMA.keywords, text("eau potable", "fr")),
            (ROOT, SCHEMA.keywords, text("agriculture", "fr")),
            (ROOT, SCHEMA.about, THEME),
            (ROOT, SCHEMA.audience, AUDIENCE),
            (ROOT, SCHEMA.isBasedOn, UNNAMED),
            (ROOT, SCHEMA.url, ADDRESS),
            (ROOT, SCHEMA.encoding, FILE),
            (ROOT, SCHEMA.recordedAt, EVENT),
            (ROOT, PROV.wasGeneratedBy, EVENT),
            (FILE, RDF.type, DCAT.Distribution),
            (FILE, RDF.type, SCHEMA.MediaObject),
            (FILE, SCHEMA.contentUrl, iri("https://example.org/é_(1).pdf")),
            (FILE, SCHEMA.encodingFormat, text("application/pdf")),
            (EVENT, RDF.type, SCHEMA.EducationEvent),
            (EVENT, RDF.type, PROV.Activity),
            (EVENT, SCHEMA.name, text(title, "fr")),
            (EVENT, SCHEMA.startDate, date("2020-05-07")),
            (RECORD, RDF.type, DCAT.CatalogRecord),
            (RECORD, FOAF.primaryTopic, ROOT),
            (CATALOGUE, DCAT.dataset, ROOT),
        ),
    )


HOSTILE_TITLES = (
    "</script><script>alert(1)</script>",
    "</SCRIPT >",
    "<!--<script>",
    "<!-- --> ]]> <![CDATA[",
    "\u2028\u2029",
    "&lt; &amp; &#60; \\u003c \\",
    "'\"` ${x} {{ x }}",
    "\u202eעברית\u202c e\u0301 👩🏽‍🌾",
    "a\tb\nc\rd",
)
titles = st.one_of(
    st.sampled_from([*HOSTILE_TITLES, *HARD_TEXTS]),
    st.text(characters, max_size=30),
    st.lists(st.sampled_from([*"<>&!-/\\\"'", "script", "\u2028"]), max_size=12).map("".join),
)

Statement = tuple[str, str, tuple[str, ...]]
"""Subject, property, and the object: an IRI, or a text with its datatype and language."""
STRING = "http://www.w3.org/2001/XMLSchema#string"


def page_of(title: str) -> dict[str, Any]:
    """The page of the entry with this title."""
    return page_jsonld(entry(title), NAMES)


def by_rdflib(data: str) -> set[Statement]:
    read = rdflib.Graph().parse(data=data.encode(), format="json-ld")
    return {
        (
            str(s),
            str(p),
            (str(o), str(o.datatype or STRING), o.language or "")
            if isinstance(o, rdflib.Literal)
            else (str(o),),
        )
        for s, p, o in read
    }


def by_pyoxigraph(data: str) -> set[Statement]:
    return _of_quads(pyoxigraph.parse(data.encode(), format=pyoxigraph.RdfFormat.JSON_LD))


def of_n_quads(data: str) -> set[Statement]:
    return _of_quads(pyoxigraph.parse(data.encode(), format=pyoxigraph.RdfFormat.N_QUADS))


def _of_quads(quads: Iterable[Any]) -> set[Statement]:
    return {
        (
            quad.subject.value,
            quad.predicate.value,
            (quad.object.value, quad.object.datatype.value, quad.object.language or "")
            if isinstance(quad.object, pyoxigraph.Literal)
            else (quad.object.value,),
        )
        for quad in quads
    }


def by_pyld(data: str) -> set[Statement]:
    from pyld import jsonld

    assert jsonld.expand(json.loads(data)), "PyLD expands it to nothing"
    return of_n_quads(jsonld.to_rdf(json.loads(data), {"format": "application/n-quads"}))


def by_extruct(data: str) -> set[Statement]:
    """What extruct finds in a page that carries the element among others."""
    from extruct.jsonld import JsonLdExtractor

    html = f"<!DOCTYPE html><html><head><title>t</title>\n{data}</head><body><p>t</p></body></html>"
    (found,) = JsonLdExtractor().extract(html)
    return by_rdflib(json.dumps(found))


IN_PYTHON: dict[str, Callable[[str], set[Statement]]] = {
    "rdflib": by_rdflib,
    "pyoxigraph": by_pyoxigraph,
    "PyLD": by_pyld,
}


def by_npm_jsonld(documents: list[dict[str, Any]], folder: Path) -> list[set[Statement]]:
    """What the npm package jsonld reads in each document."""
    done = subprocess.run(
        ["node", "to-n-quads.js"],
        cwd=folder,
        input=json.dumps(documents),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return [of_n_quads(n_quads) for n_quads in json.loads(done.stdout)]


def untyped(triples: Iterable[Triple]) -> set[tuple[str, str, str]]:
    """The statements without datatypes and language tags."""
    return {
        (s[1:-1], p[1:-1], literal_parts(Literal(o))[0] if o[0] == '"' else o[1:-1])
        for s, p, o in triples
    }
