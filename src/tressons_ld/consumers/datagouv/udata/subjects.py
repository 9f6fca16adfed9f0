"""Keywords, themes, frequency and access as udata reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from tressons_ld.consumers.datagouv import addresses
from tressons_ld.consumers.datagouv.udata import texts
from tressons_ld.consumers.datagouv.udata.lookup import (
    DATASET,
    RDF,
    UDATA,
    Reader,
    RefusedItem,
    bad_value,
    is_empty,
    is_node,
    python_value,
)
from tressons_ld.consumers.rehearsal.page_statements import Reason
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.vocabularies import EU_AUTHORITIES

if TYPE_CHECKING:
    from rdflib.term import Node

HIGH_VALUE: Final = {
    "http://data.europa.eu/bna/c_164e0bf5": "Météorologiques",
    "http://data.europa.eu/bna/c_a9135398": "Entreprises et propriété d'entreprises",
    "http://data.europa.eu/bna/c_ac64a52d": "Géospatiales",
    "http://data.europa.eu/bna/c_b79e35eb": "Mobilité",
    "http://data.europa.eu/bna/c_dd313021": "Observation de la terre et environnement",
    "http://data.europa.eu/bna/c_e1da4e07": "Statistiques",
}
"""The names of the high-value categories (rdf.py:128-135)."""
INSPIRE: Final = "http://inspire.ec.europa.eu/theme"
INSPIRE_SCHEMES: Final = (INSPIRE, "http://www.eionet.europa.eu/gemet/inspire_themes")
INSPIRE_TITLE: Final = "gemet - inspire themes, version 1.0"

EU_FREQUENCY: Final = f"{EU_AUTHORITIES}frequency/"
DC_FREQUENCY: Final = "http://purl.org/cld/freq/"
# Codes of the European table (core/dataset/rdf.py:103-141) and udata's names of them.
EU_FREQUENCIES: Final = {
    "UPDATE_CONT": "continuous",
    "1MIN": "oneMinute",
    "5MIN": "fiveMinutes",
    "10MIN": "tenMinutes",
    "15MIN": "fifteenMinutes",
    "30MIN": "thirtyMinutes",
    "BIHOURLY": "bihourly",
    "TRIHOURLY": "trihourly",
    "12HRS": "twelveHours",
    "CONT": "severalTimesADay",
    "DAILY_3": "threeTimesADay",
    "DAILY_2": "semidaily",
    "WEEKLY_5": "fiveTimesAWeek",
    "WEEKLY_3": "threeTimesAWeek",
    "WEEKLY_2": "semiweekly",
    "MONTHLY_3": "threeTimesAMonth",
    "MONTHLY_2": "semimonthly",
    "ANNUAL_3": "threeTimesAYear",
    "ANNUAL_2": "semiannual",
    "AS_NEEDED": "punctual",
    "IRREG": "irregular",
    "NOT_PLANNED": "notPlanned",
    **{
        name.upper(): name
        for name in (
            "unknown",
            "hourly",
            "daily",
            "weekly",
            "biweekly",
            "monthly",
            "bimonthly",
            "quarterly",
            "annual",
            "biennial",
            "triennial",
            "quadrennial",
            "quinquennial",
            "decennial",
            "bidecennial",
            "tridecennial",
            "never",
            "other",
        )
    },
}
# Those of Dublin Core, whose names udata kept (core/dataset/rdf.py:79-97).
DC_FREQUENCIES: Final = {
    name: name
    for name in (
        "continuous",
        "daily",
        "threeTimesAWeek",
        "semiweekly",
        "weekly",
        "biweekly",
        "threeTimesAMonth",
        "semimonthly",
        "monthly",
        "bimonthly",
        "quarterly",
        "threeTimesAYear",
        "semiannual",
        "annual",
        "biennial",
        "triennial",
        "irregular",
    )
}
# A bare code (core/dataset/rdf.py:98-100,142-144).
_CODES: Final = {
    **{code.lower(): name for code, name in EU_FREQUENCIES.items()},
    **{code.lower(): name for code, name in DC_FREQUENCIES.items()},
}

LIMITATIONS: Final = (
    "http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/"
    "INSPIRE_Directive_Article13_1"
)
# By the letter of article 13(1) of the directive, the article of the French code that says so: the
# labels of the CNIG's guide (core/access_type/constants.py:47-140).
_ARTICLES: Final = {
    "a": "L124-4-I-1",
    "b": "L124-5-II-1",
    "c": "L124-5-II-2",
    "d": "L124-4-I-1",
    "e": "L124-5-II-3",
    "f": "L124-4-I-1",
    "g": "L124-4-I-3",
    "h": "L124-4-I-2",
}


def tags(page: Reader, subject: Node) -> list[str]:
    """Return the tags of a dataset, from its keywords and the labels of its themes."""
    words = list(_keywords(page, subject))
    words += _themes(page, subject)
    for word in words:
        if not isinstance(word, str):
            raise RefusedItem(
                bad_value(
                    "dcat:keyword",
                    word,
                    sentence("datagouv.must-be-text-refused"),
                )
            )
    return texts.tags(words)


def _keywords(page: Reader, subject: Node) -> Iterator[Any]:
    for keyword in page.objects(subject, "dcat:keyword"):
        if is_node(keyword):
            page.dismiss(subject, "dcat:keyword", keyword, _NO_IRI)
            continue
        word = python_value(keyword)
        if isinstance(word, str) and not texts.tag(word):
            page.dismiss(subject, "dcat:keyword", keyword, _SHORT)
        else:
            page.keep(subject, "dcat:keyword", keyword)
        yield word


def _themes(page: Reader, subject: Node) -> Iterator[Any]:
    for theme in page.objects(subject, "dcat:theme"):
        label: Any
        if is_node(theme):
            label = HIGH_VALUE.get(str(theme)) or page.value(theme, "skos:prefLabel")
            if str(theme) in HIGH_VALUE:
                yield "hvd"
            if _is_inspire(page, theme):
                yield "inspire"
        else:
            label = python_value(theme)
        if label:
            page.keep(subject, "dcat:theme", theme)
            yield label
        else:
            page.dismiss(subject, "dcat:theme", theme, _UNNAMED)


def _is_inspire(page: Reader, theme: Node) -> bool:
    if str(theme).startswith(INSPIRE):
        return True
    scheme = page.first(theme, "skos:inScheme")
    if is_empty(scheme) or scheme is None:
        return False
    if not is_node(scheme):
        raise RefusedItem(bad_value("skos:inScheme", scheme, sentence("datagouv.must-be-iri")))
    page.keep(theme, "skos:inScheme", scheme)
    title = (
        page.value(scheme, "dct:title")
        or page.value(scheme, "skos:prefLabel")
        or page.value(scheme, "rdfs:label")
    )
    return str(title or "").lower() == INSPIRE_TITLE or str(scheme) in INSPIRE_SCHEMES


def frequency(page: Reader, subject: Node) -> str | None:
    """Return udata's name of how often a dataset is updated, or None (rdf.py:659-679)."""
    name = "dct:accrualPeriodicity"
    value = page.first(subject, name)
    if value is None:
        return None
    found = None
    if is_node(value) or addresses.refusal(str(value)) is None:
        found = frequency_of(str(value).strip())
    else:
        code = python_value(value)
        if not isinstance(code, str):
            raise RefusedItem(bad_value(name, code, sentence("datagouv.must-be-iri")))
        found = _CODES.get(code.lower())
    if found is None:
        page.dismiss(subject, name, value, _NO_FREQUENCY)
    else:
        page.keep(subject, name, value)
    return found


def frequency_of(iri: str) -> str | None:
    """Return udata's name of the frequency that an IRI stands for, or None.

    >>> frequency_of(f"{EU_FREQUENCY}ANNUAL_2")
    'semiannual'
    """
    if iri.startswith(EU_FREQUENCY):
        return EU_FREQUENCIES.get(iri.removeprefix(EU_FREQUENCY))
    return DC_FREQUENCIES.get(iri.removeprefix(DC_FREQUENCY)) if iri != DC_FREQUENCY else None


def is_restricted(rights: Iterable[str]) -> bool:
    """Return whether rights name a limitation of INSPIRE: the access is then restricted."""
    slugs = {_limitation(letter, article) for letter, article in _ARTICLES.items()}
    return any(
        (one.startswith(LIMITATIONS) and one.removeprefix(LIMITATIONS) in _ARTICLES)
        or texts.slug(one).lower() in slugs
        for one in rights
    )


def _limitation(letter: str, article: str) -> str:
    return texts.slug(
        f"{article} du code de l'environnement (Directive 2007/2/CE (INSPIRE), "
        f"Article 13.1.{letter})"
    ).lower()


_NO_IRI = Reason(sentence("datagouv.keyword-not-a-text"), f"{RDF}:381-389")
_SHORT = Reason(
    sentence("datagouv.keyword-short", number=texts.SHORTEST_TAG),
    f"{UDATA}, tags.py:17",
)
_UNNAMED = Reason(
    sentence("datagouv.theme-without-label"),
    f"{RDF}:345-378",
)
_NO_FREQUENCY = Reason(
    sentence("datagouv.frequency-unknown", table=EU_FREQUENCY),
    f"{DATASET}:659-679",
)
