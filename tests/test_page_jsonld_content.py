"""What a page says of its resource: pure schema.org, in the order it is read in."""

import json

import pytest

from page_units import (
    AGENT,
    AUDIENCE,
    BASE,
    EVENT,
    FILE,
    NAMES,
    ROOT,
    THEME,
    UNNAMED,
    entry,
    page_of,
)
from tressons_ld.consumers.web_page import (
    page_jsonld,
    plain,
    stub_of,
)
from tressons_ld.rdf.terms import (
    Triple,
    iri,
    text,
)
from tressons_ld.rdf.units import Unit
from tressons_ld.rdf.vocabularies import (
    DCAT,
    RDF,
    SCHEMA,
)


def test_a_page_is_one_object_in_reading_order() -> None:
    assert (
        plain(page_of("Une séance"))
        == """\
{
  "@context": {
    "@vocab": "http://schema.org/",
    "contentUrl": {
      "@type": "@id"
    },
    "url": {
      "@type": "@id"
    }
  },
  "@id": "https://example.org/ressource/seance",
  "@type": [
    "VideoObject",
    "LearningResource"
  ],
  "name": "Une séance",
  "description": "Une séance\\n\\nUne séance",
  "identifier": "seance",
  "url": "https://example.org/page?a=1&b=2",
  "datePublished": "2020",
  "inLanguage": "fr",
  "author": [
    {
      "@id": "https://example.org/personne/zoe",
      "@type": "Person",
      "name": "Zoé"
    },
    {
      "@id": "https://example.org/organisation/a",
      "@type": "Organization",
      "name": "A & fils"
    }
  ],
  "keywords": [
    "eau potable",
    "agriculture"
  ],
  "about": {
    "@id": "https://example.org/vocabulaire/theme/eau",
    "@type": "DefinedTerm",
    "name": "eau"
  },
  "audience": {
    "@id": "https://example.org/vocabulaire/public/elus",
    "@type": "Audience",
    "audienceType": "élus"
  },
  "isPartOf": [
    {
      "@id": "https://example.org/serie/s",
      "@type": "CreativeWorkSeries",
      "name": "Une série"
    },
    {
      "@id": "https://example.org/catalogue",
      "@type": "Collection",
      "name": "Le catalogue"
    }
  ],
  "isBasedOn": {
    "@id": "https://example.org/ressource/etude-(1),é"
  },
  "recordedAt": {
    "@id": "https://example.org/ressource/seance#event",
    "@type": "EducationEvent",
    "name": "Une séance",
    "startDate": "2020-05-07"
  },
  "encoding": {
    "@id": "https://example.org/ressource/seance#distribution-pdf",
    "@type": "MediaObject",
    "contentUrl": "https://example.org/é_(1).pdf",
    "encodingFormat": "application/pdf"
  }
}
"""
    )


def test_the_context_says_nothing_of_terms_that_are_not_used() -> None:
    unit = Unit(ROOT, ROOT, ((ROOT, RDF.type, SCHEMA.Report), (ROOT, SCHEMA.name, text("a"))))
    assert page_jsonld(unit, {})["@context"] == {"@vocab": "http://schema.org/"}


def test_a_value_of_two_languages_is_said_once() -> None:
    said: tuple[Triple, ...] = (
        (ROOT, RDF.type, SCHEMA.Report),
        (ROOT, SCHEMA.keywords, text("action", "fr")),
        (ROOT, SCHEMA.keywords, text("action", "en")),
    )
    assert page_jsonld(Unit(ROOT, ROOT, said), {})["keywords"] == "action"


def test_a_text_where_an_address_is_expected_stays_a_text() -> None:
    unit = Unit(ROOT, ROOT, ((ROOT, SCHEMA.license, text("libre")),))
    assert page_jsonld(unit, {})["license"] == {"@value": "libre"}


def test_a_part_named_twice_is_described_once() -> None:
    unit = entry("a")
    twice = unit._replace(triples=(*unit.triples, (EVENT, SCHEMA.recordedIn, ROOT)))
    named = {**NAMES, ROOT: NAMES[AGENT], FILE: NAMES[AGENT]}
    page = page_jsonld(twice, named)
    assert page["recordedAt"]["recordedIn"] == {"@id": f"{BASE}ressource/seance"}
    assert page["encoding"]["@type"] == "MediaObject"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ([text("fr", "fr"), text("en", "en"), text("none")], "fr"),
        ([text("en", "en"), text("none")], "none"),
        ([text("en", "en"), text("de", "de")], "en"),
    ],
)
def test_a_thing_is_named_in_the_language_of_the_pages(said: list[str], name: str) -> None:
    triples: list[Triple] = [(THEME, RDF.type, SCHEMA.DefinedTerm)]
    triples += [(THEME, SCHEMA.name, text_) for text_ in said]  # type: ignore[misc]
    stub = stub_of(THEME, triples, "fr")
    assert stub is not None
    assert stub.name == name


def test_a_thing_that_schema_org_cannot_name_has_no_stub() -> None:
    assert stub_of(UNNAMED, [(UNNAMED, RDF.type, DCAT.Dataset)], "fr") is None
    assert stub_of(UNNAMED, [(UNNAMED, RDF.type, SCHEMA.Report)], "fr") is None
    assert stub_of(UNNAMED, [(iri(BASE), SCHEMA.name, text("a"))], "fr") is None


def test_an_audience_is_named_by_its_type() -> None:
    assert NAMES[AUDIENCE].property == SCHEMA.audienceType


def test_every_key_is_a_term_of_schema_org() -> None:
    def keys(value: object) -> set[str]:
        if isinstance(value, list):
            return {key for item in value for key in keys(item)}
        if isinstance(value, dict):
            return {*value, *(key for item in value.values() for key in keys(item))}
        return set()

    data = json.loads(plain(page_of("a")))
    del data["@context"]
    assert {key for key in keys(data) if key not in SCHEMA} == {"@id", "@type"}
