"""What a publication records of each thing: the digest of its facts, and its dates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.iris import is_placeholder
from tressons_ld.catalogue.model import Entry
from tressons_ld.identity.branches import lock_lines
from tressons_ld.identity.digests import FactsDigest, facts_of_retired, facts_of_shared
from tressons_ld.identity.ledger import Ledger, LedgerRecord
from tressons_ld.identity.ledger_update import LedgerUpdate
from tressons_ld.identity.lock_file import ADDRESSES
from tressons_ld.mapping.entry_fields import RecordDates, record_dates_to_rdf
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.mapping.retired_things import retired_to_rdf
from tressons_ld.rdf.terms import Triple


@dataclass(frozen=True)
class Recorder:
    """Holds a catalogue against the ledger. It can be pickled.

    Attributes:
        folder: the catalogue folder as it was read.
        graph: the statements of the catalogue.
        ledger: the lock file as it was read, for a publication on a given day.
    """

    folder: CatalogueFolder
    graph: CatalogueGraph
    ledger: Ledger

    def __getstate__(self) -> dict[str, Any]:
        """Return the attributes alone: what was derived from them is derived again."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the attributes back."""
        self.__dict__.update(state)

    def lock_lines(self) -> Iterator[str]:
        """Return the lines of the lock file as the ledger was read from them, heading first."""
        return lock_lines(self.folder.path, self.ledger)

    @cached_property
    def retired_triples(self) -> dict[str, list[Triple]]:
        """What stays of what was renamed, merged or removed, by its path under the base."""
        context = self.graph.context
        return {
            retired.id: retired_to_rdf(retired, context) for retired in self.ledger.all_retired()
        }

    def entry(
        self, entry: Entry, *, always: bool = False
    ) -> tuple[list[Triple], LedgerRecord | None]:
        """Return an entry's statements, the dates of its record included, and what is recorded.

        Args:
            entry: the entry.
            always: record it whether the lock file knows it or not. Of an entry that it does not
                know, the dates are those of the day, whatever its digest.
        """
        triples, path = self.graph.entry(entry), self.graph.context.iris.paths.resource(entry.id)
        recorded = None
        if always or self.ledger.line_of(path) is not None:
            recorded = self._record(path, entry)
        today = RecordDates(self.ledger.date, self.ledger.date)
        dates = recorded.dates if recorded else today
        triples.extend(record_dates_to_rdf(entry, dates, self.graph.context))
        return triples, recorded

    def recording(self, spool: Callable[[str], object], *, whole: bool = False) -> LedgerUpdate:
        """Return a recording that holds already all that is no entry.

        Args:
            spool: called with the line of each new thing.
            whole: whether all of a publication is recorded, the addresses too.
        """
        settings = self.graph.shared.settings
        addresses = {name: getattr(settings, name) for name in ADDRESSES} if whole else {}
        lasting = {name: url for name, url in addresses.items() if not is_placeholder(url)}
        recording = LedgerUpdate(self.ledger, spool, lasting)
        for id, facts in facts_of_shared(self.graph.shared).items():
            recording.add(self._record(id, facts))
        for retired in self.ledger.all_retired():
            recording.add_retired(self._record(retired.id, facts_of_retired(retired)))
        return recording

    @cached_property
    def _digest(self) -> FactsDigest:
        settings = self.graph.shared.settings
        return FactsDigest(settings.base_iri, settings.site_url)

    def _record(self, id: str, facts: object) -> LedgerRecord:
        return self.ledger.record(id, self._digest(facts))
