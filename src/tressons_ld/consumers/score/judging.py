"""When an indicator of the MQA is won: verdicts on a dataset and one of its distributions."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from tressons_ld.consumers.score.compliance import broken_rules
from tressons_ld.consumers.score.controlled_vocabularies import (
    ACCESS_RIGHTS,
    MEDIA_TYPE_STARTS,
    licence_code,
)
from tressons_ld.consumers.score.facts import DatasetFacts, PropertyValues
from tressons_ld.findings.language import Text, joined
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf import terms
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    is_iri,
    is_literal,
    literal_parts,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    EU_AUTHORITIES,
    FOAF,
)

State: TypeAlias = Literal["won", "lost", "unmeasured"]
UNREACHED = sentence("score.answer-not-measured")
NORMALISED = sentence("score.format-not-measured")
A_PAGE = sentence("score.address-of-page")
NO_FILE = sentence("score.no-file")
ABSENT = sentence("score.no-property")

Verdict: TypeAlias = tuple[State, Text]
Judge: TypeAlias = Callable[[DatasetFacts, PropertyValues], Verdict]

WON: Verdict = ("won", Text("", ""))


def verdict(value: bool, why: Text = ABSENT) -> Verdict:
    """Return « won », or « lost » and why."""
    return WON if value else ("lost", why)


def dataset(property: Iri) -> Judge:
    """Return the judge of a property that the dataset must have."""
    return lambda facts, _file: verdict(bool(facts.dataset.get(property)))


def file_has(property: Iri) -> Judge:
    """Return the judge of a property that the distribution must have."""

    def judge(facts: DatasetFacts, file: PropertyValues) -> Verdict:
        return verdict(bool(file.get(property)), ABSENT if facts.files else NO_FILE)

    return judge


def either(property: Iri) -> Judge:
    """Return the judge of a property that the dataset or the distribution must have."""
    return lambda facts, file: verdict(bool(facts.dataset.get(property) or file.get(property)))


def pages(facts: DatasetFacts) -> frozenset[Term]:
    """Return the addresses of the pages that present the resource: none of them is a file of it."""
    about = facts.dataset
    return frozenset((*about.get(DCAT.landingPage, ()), *about.get(FOAF.page, ())))


def is_page(facts: DatasetFacts, file: PropertyValues) -> bool:
    """Return whether what is given as a file is a page that presents the resource."""
    return not pages(facts).isdisjoint(file.get(DCAT.downloadURL, ()))


def reachable(property: Iri) -> Judge:
    """Return the judge of an address that must answer: lost without one, else not measured."""

    def judge(facts: DatasetFacts, file: PropertyValues) -> Verdict:
        if not file.get(property):
            return "lost", ABSENT if facts.files else NO_FILE
        if property == DCAT.downloadURL and is_page(facts, file):
            return "lost", A_PAGE
        return "unmeasured", UNREACHED

    return judge


def downloadable(facts: DatasetFacts, file: PropertyValues) -> Verdict:
    """Judge whether the address of a file is given, and not that of a page about it."""
    if is_page(facts, file):
        return "lost", A_PAGE
    return file_has(DCAT.downloadURL)(facts, file)


def codes_of(file: PropertyValues) -> tuple[str, ...]:
    """Return the codes in the EU file-type table of the formats that are IRIs of it."""
    start = f"<{EU_AUTHORITIES}file-type/"
    return tuple(
        value[len(start) : -1] for value in file.get(DCT.format, ()) if value.startswith(start)
    )


def _words(file: PropertyValues) -> set[str]:
    values = file.get(DCT.format, ())
    return {_lexical(value).upper().replace("-", "_") for value in values if is_literal(value)}


def _lexical(value: Term) -> str:
    return literal_parts(terms.Literal(value))[0]


def format_in(codes: frozenset[str], why: Text) -> Judge:
    """Return the judge of a format that must be one of these codes; ``why`` when it is not."""

    def judge(facts: DatasetFacts, file: PropertyValues) -> Verdict:
        if codes.intersection(codes_of(file)):
            return WON
        if codes.intersection(_words(file)):
            return "unmeasured", NORMALISED
        if not file.get(DCT.format):
            return "lost", ABSENT if facts.files else NO_FILE
        return "lost", why

    return judge


def known_formats(facts: DatasetFacts, file: PropertyValues) -> Verdict:
    """Judge whether format and media type are both terms of the EU and IANA tables."""
    types = file.get(DCAT.mediaType, ())
    if not (types and file.get(DCT.format)):
        return "lost", ABSENT if facts.files else NO_FILE
    known = any(is_iri(each) and each[1:].startswith(MEDIA_TYPE_STARTS) for each in types)
    return verdict(
        bool(codes_of(file)) and known,
        sentence("score.format-not-of-tables"),
    )


def known_licence(facts: DatasetFacts, file: PropertyValues) -> Verdict:
    """Judge whether the licence is one that the EU table knows, to the letter."""
    values = file.get(DCT.license, ())
    if not values:
        return "lost", ABSENT if facts.files else NO_FILE
    return verdict(
        any(is_iri(each) and licence_code(each[1:-1]) is not None for each in values),
        sentence("score.licence-not-of-table"),
    )


def access_rights(facts: DatasetFacts, _file: PropertyValues) -> Verdict:
    """Judge whether the access rights are a term of the EU table."""
    values = facts.dataset.get(DCT.accessRights, ())
    terms_of = {f"<{EU_AUTHORITIES}access-right/{code}>" for code in ACCESS_RIGHTS}
    return verdict(bool(terms_of.intersection(values)))


def compliant(facts: DatasetFacts, _file: PropertyValues) -> Verdict:
    """Judge the mandatory rules of DCAT-AP over the dataset and all its distributions."""
    broken = broken_rules(facts)
    return verdict(not broken, joined(broken))
