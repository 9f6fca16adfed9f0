"""Whatever a feed says, a card and the rehearsal keep and count the same."""

from collections.abc import Mapping
from datetime import date as Day
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from command_line import DATE
from deliberate_differences import THE_DAY, Pair, deliberate, differences, told
from tressons_ld.consumers.datagouv.harvested_item import item_of
from tressons_ld.consumers.datagouv.licences import licences as known_licences
from tressons_ld.consumers.datagouv.udata.backend import items_of
from tressons_ld.consumers.datagouv.udata.subjects import (
    DC_FREQUENCY,
    EU_FREQUENCIES,
    EU_FREQUENCY,
)
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.score.facts import facts_of
from tressons_ld.rdf.terms import (
    BlankNode,
    Iri,
    Literal,
    Term,
    Triple,
    date,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
    GEO,
    RDF,
    RDFS,
    SKOS,
    VCARD,
)

EU = "http://publications.europa.eu/resource/authority/"


SUBJECT, PERIOD, FILES = iri("https://example.org/a"), BlankNode("_:period"), ("f.csv", "g.pdf")


AGENT, CONTACT, THEME, RIGHTS, PLACE, NAMED_PERIOD = (
    iri(f"https://example.org/{name}")
    for name in ("agent", "contact", "theme", "rights", "place", "period")
)


LANDING = iri("https://example.org/f.csv")


def maybe(value: st.SearchStrategy[Term], most: int = 1) -> st.SearchStrategy[list[Term]]:
    return st.lists(value, max_size=most)


def said_in(words: st.SearchStrategy[str], *languages: str | None) -> st.SearchStrategy[Literal]:
    return st.builds(text, words, st.sampled_from(languages or ("fr", "en", None)))


def some_of(*values: str) -> st.SearchStrategy[Any]:
    return st.sampled_from([iri(value) for value in values])


words = st.text("aéÉœLl'’ -/.<>b0123δ車", min_size=1, max_size=30) | st.sampled_from(
    ["RH", "Économie sociale", "x" * 95 + " y", "<b>Gras</b>"]
)


long_words = words | st.builds("{}{}".format, words, st.sampled_from([96 * "m", 100 * "m"]))


days = st.dates(Day(2015, 1, 1), Day(2028, 1, 1)).map(lambda day: date(day.isoformat()))


addresses = [url for one in known_licences() for url in (one.url, *one.urls) if url]


names_of_licences = [name for one in known_licences() for name in (one.id, one.title, *one.titles)]


licences = st.builds(
    lambda address, scheme, end: iri(scheme + address.partition("://")[2].rstrip("/") + end),
    st.sampled_from([*addresses, "https://creativecommons.org/licenses/by/4.0"]),
    st.sampled_from(["http://", "https://"]),
    st.sampled_from(["", "/"]),
)


labels = st.sampled_from(names_of_licences) | words


labels = labels | st.builds("{}{}".format, labels, st.sampled_from(["s", " 1", " 2.0"]))


limits = "L124-5-II-1 du code de l'environnement (Directive 2007/2/CE (INSPIRE), Article 13.1.b)"


frequencies = some_of(
    *(EU_FREQUENCY + code for code in (*EU_FREQUENCIES, "MADE_UP")),
    *(DC_FREQUENCY + name for name in ("annual", "madeUp")),
)


formats = some_of(*(f"{EU}file-type/{code}" for code in ("PDF", "CSV", "DOCX", "RDF_TURTLE")))


formats = formats | said_in(st.sampled_from(["PDF", "word", "Csv"]))


media_types = some_of(
    *(f"{scheme}://www.iana.org/assignments/media-types/text/csv" for scheme in ("http", "https"))
) | said_in(st.sampled_from(["text/csv"]))


sizes = st.integers(0, 2**63 - 1).map(lambda size: typed(str(size), "nonNegativeInteger"))


POLYGON = Literal(f'"POLYGON((5 44, 6 44, 6 45, 5 45, 5 44))"^^{GEO.wktLiteral}')


STATEMENTS: Mapping[tuple[Any, Iri], st.SearchStrategy[Any]] = {
    (SUBJECT, DCT.title): st.lists(said_in(words), max_size=2),
    (SUBJECT, DCT.description): maybe(said_in(long_words), 2),
    (SUBJECT, DCT.modified): maybe(days),
    (SUBJECT, DCT.accrualPeriodicity): maybe(frequencies),
    (SUBJECT, DCAT.keyword): maybe(said_in(words), 4),
    (SUBJECT, DCAT.theme): st.sampled_from([[], [THEME]]),
    (SUBJECT, DCT.publisher): st.sampled_from([[], [AGENT]]),
    (SUBJECT, DCT.creator): st.sampled_from([[], [AGENT]]),
    (SUBJECT, DCAT.contactPoint): st.sampled_from([[], [CONTACT], [AGENT]]),
    (SUBJECT, DCT.spatial): st.sampled_from([[], [PLACE]]),
    (SUBJECT, DCT.temporal): st.sampled_from([[], [PERIOD], [NAMED_PERIOD]]),
    (SUBJECT, DCAT.landingPage): st.sampled_from([[], [LANDING]]),
    (SUBJECT, DCT.license): maybe(licences, 2),
    (SUBJECT, DCT.rights): st.sampled_from([[], [RIGHTS]]),
    (RIGHTS, RDFS.label): maybe(said_in(labels | st.just(limits)), 2),
    (THEME, SKOS.prefLabel): maybe(said_in(words), 2),
    (AGENT, FOAF.name): maybe(said_in(words | st.just(256 * "m"))),
    (CONTACT, VCARD.fn): maybe(said_in(words)),
    (CONTACT, VCARD.hasEmail): maybe(some_of("mailto:a@example.org")),
    (CONTACT, VCARD.hasURL): maybe(some_of("https://example.org/c", "https://a.invalid/")),
    (PLACE, DCAT.bbox): st.sampled_from([[], [POLYGON]]),
    (PERIOD, DCAT.startDate): maybe(days),
    (PERIOD, DCAT.endDate): maybe(days),
    (NAMED_PERIOD, DCAT.startDate): st.just([date("2020-01-01")]),
}


OF_FILES: Mapping[Iri, st.SearchStrategy[Any]] = {
    DCT.description: maybe(said_in(words)),
    DCT.modified: maybe(days),
    DCT.format: maybe(formats),
    DCAT.mediaType: maybe(media_types),
    DCAT.byteSize: maybe(sizes),
    DCT.license: maybe(licences, 2),
}


def stated(values: Mapping[tuple[Any, Iri], list[Any]]) -> list[Triple]:
    """The statements of a feed of one dataset."""
    said: list[Triple] = [
        (SUBJECT, RDF.type, DCAT.Dataset),
        (SUBJECT, DCT.identifier, text(SUBJECT[1:-1])),
    ]
    return said + [(s, p, value) for (s, p), some in values.items() for value in some]


@st.composite
def feeds(draw: st.DrawFn) -> list[Triple]:
    """What a feed may say of one dataset."""
    said = {place: draw(values) for place, values in STATEMENTS.items()}
    said[SUBJECT, DCAT.distribution] = []
    for name in draw(st.sampled_from([(), FILES[:1], FILES])):
        part, address = iri(f"{SUBJECT[1:-1]}#{name}"), iri(f"https://example.org/{name}")
        said[SUBJECT, DCAT.distribution].append(part)
        for property in draw(st.sampled_from([(), (DCAT.accessURL,), (DCAT.downloadURL,)])):
            said[part, property] = [address]
        said |= {(part, property): draw(values) for property, values in OF_FILES.items()}
    named = [one for (_, property), some in said.items() if property == DCT.license for one in some]
    for licence in dict.fromkeys(named):
        said[licence, RDFS.label] = draw(maybe(said_in(labels), 2))
    return stated(said)


def agree(triples: list[Triple]) -> None:
    lines = "".join(f"{' '.join(triple)} .\n" for triple in triples)
    graph = Graph().parse(data=lines, format="nt")
    (rehearsed,) = items_of([FeedPage(1, "", graph)], THE_DAY)
    facts = facts_of(triples, SUBJECT)
    pair = Pair(rehearsed, item_of(facts, DATE), facts)
    assert told(pair.kept) == told(rehearsed)
    if rehearsed.status == "done":
        assert set(differences(pair)) <= deliberate(pair)


@given(feeds())
def test_whatever_the_feed_says_both_keep_and_count_the_same(triples: list[Triple]) -> None:
    agree(triples)


A_FILE, ANOTHER = (iri(f"{SUBJECT[1:-1]}#{name}") for name in ("file", "another"))


RARE: Mapping[str, Mapping[tuple[Any, Iri], list[Any]]] = {
    "rights that name a licence": {
        (SUBJECT, DCT.rights): [RIGHTS],
        (RIGHTS, RDFS.label): [text("cc-by")],
    },
    "a licence of all files before rights": {
        (SUBJECT, DCT.rights): [RIGHTS],
        (RIGHTS, RDFS.label): [text("cc-by")],
        (SUBJECT, DCAT.distribution): [A_FILE],
        (A_FILE, DCAT.accessURL): [LANDING],
        (A_FILE, DCT.license): [iri("https://opendefinition.org/licenses/odc-odbl")],
    },
    "a licence of one of two files": {
        (SUBJECT, DCAT.distribution): [A_FILE, ANOTHER],
        (A_FILE, DCAT.accessURL): [LANDING],
        (ANOTHER, DCAT.accessURL): [iri("https://example.org/g.pdf")],
        (ANOTHER, DCT.license): [iri("https://opendefinition.org/licenses/odc-odbl")],
    },
    "rights that limit the access": {
        (SUBJECT, DCT.rights): [RIGHTS],
        (RIGHTS, RDFS.label): [text(limits)],
    },
    "a change that lies ahead": {
        (SUBJECT, DCT.modified): [date("2027-01-01")],
        (SUBJECT, DCT.accrualPeriodicity): [iri(f"{EU_FREQUENCY}DAILY")],
    },
    "a description in HTML": {(SUBJECT, DCT.description): [text(f"<b>{'m' * 98}</b>")]},
    "a page for a file, changed long ago": {
        (SUBJECT, DCAT.landingPage): [LANDING],
        (SUBJECT, DCT.accrualPeriodicity): [iri(f"{EU_FREQUENCY}DAILY")],
        (SUBJECT, DCAT.distribution): [A_FILE],
        (A_FILE, DCAT.accessURL): [LANDING],
        (A_FILE, DCT.modified): [date("2020-01-01")],
    },
    "a period with an IRI": {
        (SUBJECT, DCT.temporal): [NAMED_PERIOD],
        (NAMED_PERIOD, DCAT.startDate): [date("2020-01-01")],
    },
}


@pytest.mark.parametrize("case", RARE)
def test_what_a_feed_says_rarely_is_kept_and_counted_the_same(case: str) -> None:
    agree(stated({(SUBJECT, DCT.title): [text("Titre", "fr")], **RARE[case]}))
