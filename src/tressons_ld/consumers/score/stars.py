"""The five stars of open data (https://5stardata.info), of the files of a dataset.

They are earned by the files that *are* the resource, never by its description: the record in RDF
of a report in PDF leaves the report at one star.
"""

from typing import NamedTuple

from tressons_ld.consumers.score.controlled_vocabularies import (
    MACHINE_READABLE,
    NON_PROPRIETARY,
    is_open_licence,
)
from tressons_ld.consumers.score.facts import DatasetFacts, PropertyValues
from tressons_ld.consumers.score.judging import codes_of, is_page
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import is_iri
from tressons_ld.rdf.vocabularies import DCAT, DCT

LINKED = frozenset(
    ("JSON_LD", "RDFA", "RDF_N_QUADS", "RDF_N_TRIPLES", "RDF_TRIG", "RDF_TURTLE", "RDF_XML")
)

NEXT = (
    sentence("score.first-star"),
    sentence("score.second-star"),
    sentence("score.third-star"),
    sentence("score.fourth-star"),
    sentence("score.fifth-star"),
)
"""What each star asks for, from the first to the fifth."""


class Stars(NamedTuple):
    """How many stars the best file of a dataset has, and what the next one asks for."""

    number: int
    next: Text


def stars(facts: DatasetFacts, *, linked: bool = False) -> Stars:
    """Return the stars of a dataset.

    Args:
        facts: what is said of it.
        linked: whether its RDF files are known to name things of others.
    """
    count = max((_of(facts, file, linked) for file in facts.files), default=0)
    return Stars(count, NEXT[count] if count < len(NEXT) else Text("", ""))


def _of(facts: DatasetFacts, file: PropertyValues, linked: bool) -> int:
    licences = file.get(DCT.license) or facts.dataset.get(DCT.license) or ()
    is_open = any(is_iri(each) and is_open_licence(each[1:-1]) for each in licences)
    if not (is_open and file.get(DCAT.accessURL)):
        return 0
    codes = set() if is_page(facts, file) else set(codes_of(file))
    if codes & LINKED:
        return 5 if linked else 4
    if not codes & MACHINE_READABLE:
        return 1
    return 3 if codes & MACHINE_READABLE & NON_PROPRIETARY else 2
