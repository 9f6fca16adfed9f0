"""data.gouv.fr's nine quality criteria, over what its feed says of a dataset.

After udata 17.18.0, core/dataset/models.py:959-1075. The platform counts a licence when it says
« License Not Specified », and an entry without files fails the three criteria on files.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from tressons_ld import terms
from tressons_ld.errors import Text
from tressons_ld.namespaces import DCAT, DCT
from tressons_ld.score.datagouv import UNSPECIFIED
from tressons_ld.score.facts import NOTHING, Described, Facts
from tressons_ld.score.judging import (
    A_PAGE,
    ABSENT,
    NO_FILE,
    WON,
    State,
    Verdict,
    is_page,
    verdict,
)
from tressons_ld.score.vocabularies import EU
from tressons_ld.terms import Iri, is_literal, literal_parts

SHORTEST_DESCRIPTION = 101
CLOSED_FORMATS = frozenset(("pdf", "doc", "docx", "word", "xls", "excel", "xlsx"))
"""Formats that udata takes for closed (core/dataset/constants.py:206)."""

_WITHOUT_PERIOD = frozenset(
    ("NEVER", "IRREG", "NOT_PLANNED", "AS_NEEDED", "OTHER", "UPDATE_CONT", "CONT")
)
_DAYS = {
    "DAILY": 1, "WEEKLY": 7, "BIWEEKLY": 14, "MONTHLY": 31, "BIMONTHLY": 62, "QUARTERLY": 92,
    "ANNUAL_2": 183, "ANNUAL": 366, "BIENNIAL": 731, "TRIENNIAL": 1096, "QUINQUENNIAL": 1827,
}  # fmt: skip

UNSTATED = Text(
    "aucune licence n'arrive : data.gouv.fr compterait le point pour « Licence non spécifiée », "
    "cette fiche ne le compte pas",
    "no licence arrives: data.gouv.fr would count the point for « License Not Specified », this "
    "card does not",
)
SHORT = Text("moins de 101 caractères", "less than 101 characters")
CLOSED = Text("tous les fichiers sont en format fermé", "all files are in a closed format")
NO_OUTLINE = Text("aucun contour n'est donné", "no outline is given")
UNREACHED = Text(
    "non mesuré ici : le robot de data.gouv.fr essaie chaque adresse",
    "not measured here: the robot of data.gouv.fr tries each address",
)
OVERDUE = Text(
    "la dernière modification est plus vieille que la fréquence ne le veut",
    "the last change is older than the frequency allows",
)


class Criterion(NamedTuple):
    """One of the nine criteria.

    Attributes:
        name: its name in the platform's API.
        property: the property looked at.
        label: what a reader is shown.
        judge: the verdict on the feed's facts, with the licence kept and the day of judgement.
    """

    name: str
    property: Iri
    label: Text
    judge: Callable[[Facts, str, str], Verdict]


def _licence(_facts: Facts, licence: str, _day: str) -> Verdict:
    return verdict(licence != UNSPECIFIED, UNSTATED)


def _period(facts: Facts, _licence: str, _day: str) -> Verdict:
    period = facts.node(DCT.temporal)
    return verdict(bool(period.get(DCAT.startDate) or period.get(DCAT.endDate)))


def _outline(facts: Facts, _licence: str, _day: str) -> Verdict:
    places = facts.dataset.get(DCT.spatial, ())
    drawn = any(facts.nodes.get(place, NOTHING).get(DCAT.bbox) for place in places)
    return verdict(drawn, NO_OUTLINE if places else ABSENT)


def _frequency_of(facts: Facts) -> str:
    values = facts.dataset.get(DCT.accrualPeriodicity, ())
    return values[0][1:-1].removeprefix(f"{EU}frequency/") if values else "UNKNOWN"


def _frequency(facts: Facts, _licence: str, _day: str) -> Verdict:
    return verdict(_frequency_of(facts) != "UNKNOWN")


def _in_time(facts: Facts, _licence: str, day: str) -> Verdict:
    frequency = _frequency_of(facts)
    if frequency in _WITHOUT_PERIOD:
        return WON
    if frequency not in _DAYS:
        return "lost", ABSENT
    changed = [_lexical(value)[:10] for value in facts.dataset.get(DCT.modified, ())]
    if not changed:
        return "lost", OVERDUE
    due = _last_day(max(changed)) + timedelta(days=_DAYS[frequency] + 1)
    return verdict(date.fromisoformat(day) <= due, OVERDUE)


def _last_day(day: str) -> date:
    year, month, *rest = (*map(int, day.split("-")), 12)[:3]
    return date(year, month, rest[0] if len(day) == 10 else monthrange(year, month)[1])


def _long(facts: Facts, _licence: str, _day: str) -> Verdict:
    longest = max(
        (len(_lexical(each)) for each in facts.dataset.get(DCT.description, ())), default=0
    )
    return verdict(longest >= SHORTEST_DESCRIPTION, SHORT)


def _open(facts: Facts, _licence: str, _day: str) -> Verdict:
    if not _fetchable(facts):
        return _none(facts)
    formats = [_format(file) for file in _fetchable(facts)]
    return verdict(any(name and name not in CLOSED_FORMATS for name in formats), CLOSED)


def _format(file: Described) -> str:
    values = file.get(DCT.format, ())
    return _lexical(values[0]).removeprefix(f"{EU}file-type/").lower() if values else ""


def _available(facts: Facts, _licence: str, _day: str) -> Verdict:
    return ("unmeasured", UNREACHED) if _fetchable(facts) else _none(facts)


def _documented(facts: Facts, _licence: str, _day: str) -> Verdict:
    files = _fetchable(facts)
    return verdict(any(file.get(DCT.description) for file in files)) if files else _none(facts)


def _fetchable(facts: Facts) -> list[Described]:
    """Return the files that are such: the page of the resource is none."""
    addressed = (f for f in facts.files if f.get(DCAT.downloadURL) or f.get(DCAT.accessURL))
    return [file for file in addressed if not is_page(facts, file)]


def _none(facts: Facts) -> Verdict:
    return "lost", A_PAGE if facts.files else NO_FILE


def _lexical(value: terms.Term) -> str:
    return literal_parts(terms.Literal(value))[0] if is_literal(value) else value[1:-1]


CRITERIA = (
    Criterion("license", DCT.license, Text("licence", "licence"), _licence),
    Criterion(
        "temporal_coverage", DCT.temporal, Text("période couverte", "period covered"), _period
    ),
    Criterion("spatial", DCT.spatial, Text("territoire dessiné", "place drawn"), _outline),
    Criterion(
        "update_frequency",
        DCT.accrualPeriodicity,
        Text("fréquence de mise à jour", "update frequency"),
        _frequency,
    ),
    Criterion(
        "update_fulfilled_in_time",
        DCT.accrualPeriodicity,
        Text("mis à jour à temps", "updated in time"),
        _in_time,
    ),
    Criterion(
        "dataset_description_quality",
        DCT.description,
        Text("description de plus de 100 caractères", "description over 100 characters"),
        _long,
    ),
    Criterion("has_open_format", DCT.format, Text("un format ouvert", "an open format"), _open),
    Criterion(
        "all_resources_available",
        DCAT.accessURL,
        Text("fichiers qui répondent", "files that answer"),
        _available,
    ),
    Criterion(
        "resources_documentation",
        DCAT.downloadURL,
        Text("fichiers décrits", "files described"),
        _documented,
    ),
)
"""The nine criteria, in the order of the platform."""


def judged(facts: Facts, licence: str, day: str) -> tuple[tuple[Criterion, State, Text], ...]:
    """Return each criterion with its state and why it is not won.

    Args:
        facts: what the feed says of the dataset.
        licence: the id of the licence that the platform keeps.
        day: the day of judgement, ISO 8601.
    """
    return tuple((each, *each.judge(facts, licence, day)) for each in CRITERIA)
