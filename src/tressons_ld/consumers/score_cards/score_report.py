"""The cards of a catalogue folder, one after the other, and the catalogue's own."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, NamedTuple

from tressons_ld.catalogue.tables.resource_index import no_such_resource
from tressons_ld.consumers.score_cards.card import Card, Cards
from tressons_ld.consumers.score_cards.tally import CatalogueCard

if TYPE_CHECKING:
    from tressons_ld.identity.recorder import Recorder

MOST_SHOWN = 50
"""Datasets shown one by one when none is asked for; of more, only the catalogue's card."""


class ScoreReport(NamedTuple):
    """The cards of a catalogue folder.

    Attributes:
        catalogue: the catalogue's.
        cards: those of the datasets asked for; without any asked for, all of them up to
            :data:`MOST_SHOWN`, and none beyond.
    """

    catalogue: CatalogueCard
    cards: tuple[Card, ...]


def score(
    recorder: Recorder,
    ids: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> ScoreReport:
    """Return the cards of a catalogue folder, its entries read one at a time.

    Args:
        recorder: the folder and its ledger, whose date is the day of judgement.
        ids: the entries whose cards are asked for, or ``catalogue/donnees``.
        progress: told how many entries of how many are done.

    Raises:
        FolderError: the table cannot be read to its end, or no entry has such an id.
    """
    folder, graph, day = recorder.folder, recorder.graph, recorder.ledger.date
    context = graph.context
    own = context.iris.relative(context.iris.data) or ""
    unknown = [id for id in ids if id != own and id not in folder.index]
    if unknown:
        raise no_such_resource(unknown, folder.index)
    cards = Cards(context)
    catalogue, shown = CatalogueCard(folder.table.header.file), list[Card]()
    every = len(folder.index) + 1 <= MOST_SHOWN
    oldest, newest = day, ""

    def add(card: Card) -> None:
        catalogue.add(card)
        if card.id in ids or (every and not ids):
            shown.append(card)

    for number, entry in enumerate(folder.entries(), start=1):
        triples, recorded = recorder.entry(entry)
        dates = recorded.dates if recorded else None
        oldest = min(oldest, dates.issued if dates else day)
        newest = max(newest, dates.modified if dates else day)
        add(cards.of_entry(entry, triples, day))
        if progress:
            progress(number, len(folder.index))
    issued = context.shared.catalogue.issued or oldest
    triples = graph.things[context.iris.data]
    add(cards.of_catalogue(triples, issued, newest or day, day))
    return ScoreReport(catalogue, tuple(shown))
