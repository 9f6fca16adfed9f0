"""Units of every kind for the tests of serialisation, and how readers read them back."""

from collections.abc import Iterable
from typing import Any

import pyoxigraph
import rdflib
from hypothesis import strategies as st

from tressons_ld.rdf.terms import (
    Iri,
    Term,
    TermError,
    Triple,
    date,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.units import Unit
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCMITYPE,
    DCT,
    FOAF,
    RDF,
    SCHEMA,
    SKOS,
    TLD,
)

BASE = "https://example.org/"
ROOT = iri(f"{BASE}ressource/etude")
RECORD = iri(f"{BASE}ressource/etude#fiche")
ADDITION = iri(f"{BASE}ressource/etude#ajout-landing-page")
FILE = iri(f"{BASE}ressource/etude#distribution-pdf")
CATALOGUE = iri(f"{BASE}catalogue")
PAGE = iri("https://example.org/page_(étude),1%C3%A9?a=b&c='d'")

ENTRY = Unit(
    RECORD,
    ROOT,
    (
        (ROOT, RDF.type, SCHEMA.Report),
        (ROOT, RDF.type, DCAT.Dataset),
        (ROOT, DCT.title, text("L’étude", "fr")),
        (ROOT, DCT.description, text('Un paragraphe.\n\nUn "autre".', "fr")),
        (ROOT, DCT.issued, date("2019")),
        (ROOT, DCT.identifier, text("etude")),
        (ROOT, DCT.type, DCMITYPE.Text),
        (ROOT, DCT.creator, iri(f"{BASE}organisation/b")),
        (ROOT, DCT.creator, iri(f"{BASE}organisation/c")),
        (ROOT, DCT.creator, iri(f"{BASE}organisation/a")),
        (ROOT, DCAT.distribution, FILE),
        (ROOT, SCHEMA.encoding, FILE),
        (ROOT, SCHEMA.datePublished, date("2019")),
        (FILE, RDF.type, DCAT.Distribution),
        (FILE, DCAT.byteSize, typed("0120", "nonNegativeInteger")),
        (RECORD, RDF.type, DCAT.CatalogRecord),
        (RECORD, FOAF.primaryTopic, ROOT),
        (RECORD, TLD.addition, ADDITION),
        (ADDITION, RDF.type, RDF.Statement),
        (ADDITION, RDF.subject, ROOT),
        (ADDITION, RDF.predicate, DCAT.landingPage),
        (ADDITION, RDF.object, PAGE),
        (CATALOGUE, DCAT.dataset, ROOT),
        (CATALOGUE, DCAT.record, RECORD),
    ),
)

HARD_TEXTS = (
    "",
    " ",
    '"',
    '""',
    '"""',
    '\n"""\n',
    '\n"',
    "\\",
    "\n\\",
    "\\n",
    '\\"\n',
    "a\r\nb",
    "\r",
    "\t\n",
    "\x85 \u2028 \u2029",
    "\ufeff",
    "</script><!--<script>",
    "<![CDATA[ ]]>",
    "&amp; &lt;",
    "👩🏽‍🌾 éé e\u0301 ﬁ",
    "\u202eעברית\u202c العربية",
    "{{ x }} ${y} %s",
    "@fr",
    "_:b0",
    "https://example.org/",
    "dcat:Dataset",
    "2019",
    "true",
    "\U0010fffd",
)
HARD_IRIS = (
    "https://example.org/é(1),%C3%A9;a='b'!*",
    "https://example.org/?q=a&b=c#d/e",
    "https://example.org/a#b?c",
    "https://example.org",
    "https://example.org/a//b/",
    "https://example.org/%25",
    "http://schema.org/a.b",
    "http://schema.org/",
    "http://purl.org/dc/terms/1a",
    "http://www.w3.org/ns/dcat#-a",
    "http://www.w3.org/ns/dcat#été",
    "https://例え.jp/道",
    "mailto:a@example.org",
    "tel:+33-1-00-00-00-00",
    "urn:uuid:00000000-0000-4000-8000-000000000000",
    "geo:48.85,2.35",
)

# The characters of XML 1.0: those that every format can write.
characters = st.characters(
    exclude_categories=["Cs"], exclude_characters=["\ufffe", "\uffff"]
).filter(lambda c: c >= " " or c in "\t\n\r")
texts = st.one_of(
    st.sampled_from(HARD_TEXTS),
    st.text(characters, max_size=20),
    st.lists(st.sampled_from([*HARD_TEXTS, "a"]), max_size=5).map("".join),
)
names = st.lists(
    st.sampled_from([*"abé-_.~(),:@!$&'*+;=0/?", "%C3%A9"]), min_size=1, max_size=8
).map("".join)
iris = st.one_of(
    st.sampled_from([iri(value) for value in HARD_IRIS]),
    st.builds(lambda name: iri(f"{BASE}{name}"), names),
    st.sampled_from([DCAT.Dataset, SCHEMA.name, DCMITYPE.Text, ROOT, RECORD, FILE]),
)
literals = st.one_of(
    st.builds(text, texts),
    st.builds(text, texts, st.sampled_from(["fr", "en", "pt-BR", "zh-Hant-TW"])),
    st.builds(date, st.sampled_from(["2019", "2022-06", "2020-05-07"])),
    st.builds(typed, st.sampled_from(["007", "-1", "+1"]), st.just("integer")),
    st.builds(typed, st.sampled_from(["1.50", "0", "-.5"]), st.just("decimal")),
    st.builds(typed, st.sampled_from(["true", "1"]), st.just("boolean")),
    st.just(Iri('"<b/>"^^<http://www.opengis.net/ont/geosparql#wktLiteral>')),
    st.builds(lambda t: Iri(f"{text(t)}^^<https://example.org/type>"), texts),
)
properties = st.sampled_from(
    [
        DCT.title,
        DCT.creator,
        DCT.type,
        DCAT.theme,
        DCAT.dataset,
        DCAT.record,
        DCAT.distribution,
        FOAF.primaryTopic,
        FOAF.page,
        RDF.object,
        SCHEMA.name,
        SCHEMA.recordedAt,
        SKOS.broader,
        TLD.addition,
    ]
)
subjects = st.one_of(st.sampled_from([ROOT, RECORD, FILE, CATALOGUE]), iris)
triples = st.one_of(
    st.tuples(subjects, properties, st.one_of(iris, literals)),
    st.tuples(subjects, st.just(RDF.type), iris),
)
units = st.builds(
    lambda graph, root, said: Unit(graph, root, tuple(said)),
    iris,
    subjects,
    st.lists(triples, min_size=1, max_size=12),
)


def accepted(value: str) -> bool:
    """Whether terms.py takes the text for an IRI."""
    try:
        return bool(iri(value))
    except TermError:
        return False


any_iri = st.builds(
    str.__add__,
    st.sampled_from(["", "a:", "http://", "http://a@b:80", f"{BASE}x", "http://schema.org/"]),
    st.text(st.one_of(st.sampled_from("./?#:@%&;=()[]-é0a"), characters), max_size=10),
).filter(accepted)
units_with_any_iri = st.builds(
    lambda a, b: Unit(a, a, ((a, FOAF.page, b), (b, DCT.title, a), (b, RDF.type, b))),
    any_iri.map(iri),
    any_iri.map(iri),
)


def said_by(units: Iterable[Unit]) -> set[Triple]:
    """The statements of the units."""
    return {triple for unit in units for triple in unit.triples}


def read_by_pyoxigraph(data: str, media_type: str) -> set[tuple[str, str, str]]:
    """The statements that pyoxigraph reads, each term in N-Triples."""
    format = pyoxigraph.RdfFormat.from_media_type(media_type)
    assert format is not None, media_type
    read = pyoxigraph.parse(data.encode(), format=format)
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in read}


def read_by_rdflib(data: str, media_type: str) -> set[Any]:
    """The statements that rdflib reads."""
    return set(rdflib.Graph().parse(data=data.encode(), format=media_type))


def as_pyoxigraph_spells(term: Term) -> str:
    """A term as pyoxigraph writes it: language tags in lower case."""
    end = term.rfind('"') + 1
    if term[0] == '"' and term[end : end + 1] == "@":
        return term[:end] + term[end:].lower()
    return term
