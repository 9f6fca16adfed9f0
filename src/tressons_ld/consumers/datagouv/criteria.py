"""data.gouv.fr's nine quality criteria, as its rehearsal counts them, without any pretence.

They are those of ``udata/quality.py``, with three differences: a licence that is not specified
does not count, nor does a page given as a file, and whether the addresses answer is not measured
here.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from tressons_ld.consumers.datagouv.udata.licence_guess import NOT_SPECIFIED
from tressons_ld.consumers.datagouv.udata.quality import LONG_ENOUGH, score
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.consumers.score.facts import DatasetFacts
from tressons_ld.consumers.score.judging import (
    A_PAGE,
    ABSENT,
    NO_FILE,
    WON,
    State,
    Verdict,
    pages,
)
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.vocabularies import DCAT, DCT

UNSTATED = sentence("datagouv.no-licence")
SHORT = sentence("datagouv.description-short", number=LONG_ENOUGH + 1)
CLOSED = sentence("datagouv.no-open-format")
NO_OUTLINE = sentence("datagouv.no-outline")
UNREACHED = sentence("datagouv.addresses-not-tried")
OVERDUE = sentence("datagouv.update-late")
LINKS = "all_resources_available"
OF_FILES = frozenset(("has_open_format", LINKS, "resources_documentation"))


class Criterion(NamedTuple):
    """One of the nine criteria.

    Attributes:
        name: its name in the platform's API.
        property: the property looked at.
        label: what a reader is shown.
        lacking: why it is lost although the property is there.
        absent: why it is lost where it is not.
    """

    name: str
    property: Iri
    label: Text
    lacking: Text = ABSENT
    absent: Text = ABSENT


CRITERIA = (
    Criterion("license", DCT.license, sentence("datagouv.licence"), UNSTATED, UNSTATED),
    Criterion("temporal_coverage", DCT.temporal, sentence("datagouv.period")),
    Criterion("spatial", DCT.spatial, sentence("datagouv.place"), NO_OUTLINE),
    Criterion(
        "update_frequency",
        DCT.accrualPeriodicity,
        sentence("datagouv.frequency"),
    ),
    Criterion(
        "update_fulfilled_in_time",
        DCT.accrualPeriodicity,
        sentence("datagouv.updated-in-time"),
        OVERDUE,
    ),
    Criterion(
        "dataset_description_quality",
        DCT.description,
        sentence("datagouv.description-long", number=LONG_ENOUGH),
        SHORT,
    ),
    Criterion("has_open_format", DCT.format, sentence("datagouv.open-format"), CLOSED),
    Criterion(LINKS, DCAT.accessURL, sentence("datagouv.files-answer")),
    Criterion("resources_documentation", DCAT.downloadURL, sentence("datagouv.files-described")),
)
"""The nine criteria, in the order of the platform."""


def verdicts(
    facts: DatasetFacts, item: Item, day: str
) -> tuple[tuple[Criterion, State, Text], ...]:
    """Return each criterion with its state and why it is not won.

    Args:
        facts: what the feed says of the dataset.
        item: what the platform keeps of it (see :func:`.harvested_item.item_of`).
        day: the day of judgement, ISO 8601.
    """
    if item.status != "done":
        return tuple((each, "lost", item.why) for each in CRITERIA)
    kept: Mapping[str, Any] = item.fields
    shown = pages(facts)
    files = [one for one in kept["resources"] if f"<{one['url']}>" not in shown]
    won = _won(kept, day) - OF_FILES | _won({**kept, "resources": files}, day) & OF_FILES
    if kept["license"] in (None, NOT_SPECIFIED):
        won.discard("license")
    no_file = None if files else A_PAGE if kept["resources"] else NO_FILE
    return tuple((each, *_verdict(each, facts, won, no_file)) for each in CRITERIA)


def _won(fields: Mapping[str, Any], day: str) -> set[str]:
    return {each.name for each in score(fields, date.fromisoformat(day)) if each.won}


def _verdict(
    criterion: Criterion, facts: DatasetFacts, won: set[str], no_file: Text | None
) -> Verdict:
    """Return the verdict on one criterion.

    Args:
        criterion: the criterion.
        facts: what the feed says of the dataset.
        won: the criteria that are won if every address answers.
        no_file: why there is no file, if there is none.
    """
    if criterion.name in won:
        return ("unmeasured", UNREACHED) if criterion.name == LINKS else WON
    if criterion.name in OF_FILES:
        return "lost", no_file or criterion.lacking
    there = criterion.property in facts.dataset
    return "lost", criterion.lacking if there else criterion.absent
