"""The card of one dataset: what three judges make of it, and what would win what is lost."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from tressons_ld.catalogue.model import Entry
from tressons_ld.consumers.datagouv import feed_dataset as feed
from tressons_ld.consumers.datagouv.criteria import verdicts
from tressons_ld.consumers.datagouv.export import exported_dataset
from tressons_ld.consumers.datagouv.feed_catalogue import DataGouvThings, catalogue_dataset
from tressons_ld.consumers.datagouv.harvested_item import item_of
from tressons_ld.consumers.dcat_ap.indicators import INDICATORS
from tressons_ld.consumers.dcat_ap.mqa import assess
from tressons_ld.consumers.score.facts import (
    DatasetFacts,
    PropertyValues,
    facts_of,
    statements_by_subject,
)
from tressons_ld.consumers.score.judging import State
from tressons_ld.consumers.score.stars import Stars, stars
from tressons_ld.consumers.score_cards.remedies import (
    DROPPED,
    REFUSED,
    Remedy,
    entry_remedy,
)
from tressons_ld.consumers.score_cards.settings_remedies import catalogue_remedy
from tressons_ld.findings.language import Text
from tressons_ld.mapping.data_files import (
    DATA_FILES,
    FileFacts,
    file_facts_to_rdf,
)
from tressons_ld.mapping.fields import Context
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    Triple,
    date,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
)

JudgeName: TypeAlias = Literal["direct", "datagouv", "criteria"]
JUDGES: tuple[JudgeName, ...] = ("direct", "datagouv", "criteria")
"""The portal harvesting us; the portal harvesting data.gouv.fr; data.gouv.fr itself."""

_Remedies: TypeAlias = Callable[[str], Remedy]


class Point(NamedTuple):
    """What became of the points of one indicator or criterion.

    Attributes:
        name: of the indicator or criterion.
        dimension: of the MQA, or empty.
        label: what a reader is shown.
        points: what it is worth.
        state: ``won``, ``lost``, or ``unmeasured``: only the network could tell.
        why: why it is not won, or empty.
        remedy: what would win it where it is lost.
    """

    name: str
    dimension: str
    label: Text
    points: int
    state: State
    why: Text
    remedy: Remedy | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """All points of one judge.

    Attributes:
        points: one per indicator, in the judge's order.
        forfeit: points that the first file given will cost.
    """

    points: tuple[Point, ...]
    forfeit: int = 0

    @property
    def least(self) -> int:
        """What is won whatever the network says."""
        return sum(each.points for each in self.points if each.state == "won")

    @property
    def most(self) -> int:
        """What is won if everything not measured here is."""
        return sum(each.points for each in self.points if each.state != "lost")

    @property
    def ceiling(self) -> int:
        """What is won when every cell that a remedy names is filled: no more is honest."""
        return (
            self.most
            - self.forfeit
            + sum(each.points for each in self.points if each.remedy and each.remedy.kind == "cell")
        )

    @property
    def total(self) -> int:
        """What the judge can give."""
        return sum(each.points for each in self.points)


class Card(NamedTuple):
    """The card of one dataset.

    Attributes:
        id: of the entry, or ``catalogue/donnees``.
        title: of the dataset.
        direct: the MQA as if the portal harvested us.
        datagouv: the MQA over what data.gouv.fr gives the portal.
        criteria: data.gouv.fr's own nine, one point each.
        stars: of open data.
    """

    id: str
    title: str
    direct: Judgement
    datagouv: Judgement
    criteria: Judgement
    stars: Stars

    def judgement(self, judge: JudgeName) -> Judgement:
        """Return what one judge says."""
        return {"direct": self.direct, "datagouv": self.datagouv, "criteria": self.criteria}[judge]


class Cards:
    """Makes the cards of one catalogue."""

    def __init__(self, context: Context) -> None:
        """Take the shared part."""
        self._context = context
        self._things = DataGouvThings(context)
        self._known: dict[Term, dict[Term, PropertyValues]] = {}

    def of_entry(self, entry: Entry, triples: Iterable[Triple], day: str) -> Card:
        """Return the card of an entry.

        Args:
            entry: the entry.
            triples: its own statements (see ``Recorder.entry``).
            day: of judgement, ISO 8601.
        """
        context = self._context
        ours = facts_of(triples, context.iris.resource(entry.id))
        theirs = self._fed(feed.dataset(entry, context), context.iris.resource(entry.id))

        def remedies(name: str) -> Remedy:
            return entry_remedy(name, entry, context.shared)

        return self._card(entry.id, entry.title, ours, theirs, remedies, day)

    def of_catalogue(self, triples: Iterable[Triple], issued: str, modified: str, day: str) -> Card:
        """Return the card of the catalogue as data.

        Args:
            triples: its own statements (see ``CatalogueGraph.things``).
            issued: day of the first publication.
            modified: newest day on which anything changed.
            day: of judgement.
        """
        context, subject = self._context, self._context.iris.data
        # Publishing measures each file: that its size is stated counts, not which one.
        measured = [FileFacts(1, "") for _ in DATA_FILES]
        stated = list(triples)
        for file, facts in zip(DATA_FILES, measured, strict=True):
            stated += file_facts_to_rdf(file, facts, context)
        stated += [(subject, DCT.issued, date(issued)), (subject, DCT.modified, date(modified))]
        theirs = self._fed(catalogue_dataset(context, measured, issued, modified), subject)
        catalogue = context.shared.catalogue
        title = (catalogue.data_title or catalogue.title).in_language(catalogue.language)

        def remedies(name: str) -> Remedy:
            return catalogue_remedy(name, context.shared)

        path = context.iris.relative(subject) or ""
        ours = facts_of(stated, subject)
        return self._card(path, title, ours, theirs, remedies, day, linked=True)

    def _fed(self, triples: list[Triple], subject: Iri) -> DatasetFacts:
        """Return what the feed of data.gouv.fr says, with what its page says of what it names."""
        around: dict[Term, PropertyValues] = {}
        for thing in self._things.names(triples):
            if thing not in self._known:
                self._known[thing] = statements_by_subject(self._things.triples(thing))
            around.update(self._known[thing])
        return facts_of(triples, subject, around)

    def _card(
        self,
        id: str,
        title: str,
        ours: DatasetFacts,
        theirs: DatasetFacts,
        remedies: _Remedies,
        day: str,
        *,
        linked: bool = False,
    ) -> Card:
        item = item_of(theirs, day)
        direct = Judgement(tuple(_indicators(ours, remedies)))
        lost = {each.name for each in direct.points if each.state == "lost"}

        export = _with_pages(exported_dataset(item), ours)
        arrives = bool(export.files) or not ours.files

        def beyond(name: str) -> Remedy:
            return _beyond(name, remedies, lost, arrives=arrives)

        points = tuple(_indicators(export, beyond))
        # The format of any file goes out as words, which the mandatory rules of DCAT-AP refuse.
        compliant = (p.points for p in points if p.name == "dcatApCompliance" and p.state == "won")
        seen = Judgement(points, 0 if export.files else sum(compliant))
        criteria = Judgement(
            tuple(
                Point(each.name, "", each.label, 1, state, why, _remedy(state, each.name, remedies))
                for each, state, why in verdicts(theirs, item, day)
            )
        )
        return Card(id, title, direct, seen, criteria, stars(ours, linked=linked))


_NEVER = {
    "categoryAvailability",
    "spatialAvailability",
    "formatMediaTypeVocabularyAlignment",
    "dcatApCompliance",
    "knownLicence",
}
"""Indicators that no export of data.gouv.fr wins (udata 17.18.0, core/dataset/rdf.py:158-440)."""


_TAKEN = {
    "keywordAvailability",
    "formatAvailability",
    "byteSizeAvailability",
    "contactPointAvailability",
}
"""Indicators that only a value which data.gouv.fr cannot take loses on the way."""

_OF_FILES = {each.name for each in INDICATORS if each.of == "distribution"}


def _beyond(name: str, remedies: _Remedies, lost: set[str], *, arrives: bool) -> Remedy:
    """Return what would win a point of the portal beyond data.gouv.fr.

    Args:
        name: of the indicator.
        remedies: what would win each point for the portal that harvests us.
        lost: the points that it does not give us either.
        arrives: whether a file arrives, if there is one.
    """
    if name in _NEVER:
        return DROPPED
    if name in lost:
        return remedies("license" if name == "licenceAvailability" else name)
    if name in _OF_FILES and not arrives:
        return _refused(remedies("accessUrlStatusCode"))
    if name == "licenceAvailability":
        return remedies("license")
    return _refused(remedies(name)) if name in _TAKEN else DROPPED


def _with_pages(export: DatasetFacts, ours: DatasetFacts) -> DatasetFacts:
    """Return an export with our pages of the resource: none of them is a file of it."""
    pages = (*ours.dataset.get(DCAT.landingPage, ()), *ours.dataset.get(FOAF.page, ()))
    return replace(export, dataset={**export.dataset, FOAF.page: pages})


def _refused(remedy: Remedy) -> Remedy:
    return remedy._replace(do=REFUSED) if remedy.kind == "cell" else remedy


def _indicators(facts: DatasetFacts, remedies: _Remedies) -> Iterator[Point]:
    for indicator, state, why in assess(facts).marks:
        remedy = _remedy(state, indicator.name, remedies)
        yield Point(
            indicator.name,
            indicator.dimension,
            indicator.label,
            indicator.points,
            state,
            why,
            remedy,
        )


def _remedy(state: State, name: str, remedies: _Remedies) -> Remedy | None:
    return remedies(name) if state == "lost" else None
