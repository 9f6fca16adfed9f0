"""What the parameters of questions are by default in a catalogue folder, before it is published.

The questions of the tool have defaults that one catalogue has; in another one the first thing of
the list stands for them, as it does in an answer (:func:`.asking.answer`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path

from tressons_ld.catalogue.columns.cell_texts import values_of
from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.columns.spelling import fold, without_accents
from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.paths import FRENCH
from tressons_ld.catalogue.tables.resource_table import open_resources
from tressons_ld.catalogue.tables.rows import Record, Table
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.errors import TressonsError
from tressons_ld.sparql.query_parameter import Parameter

MOST_ROWS = 10_000
"""Rows that are looked at for the id of a resource, and for a keyword."""


class DefaultsAtHand:
    """Knows the defaults of parameters in a catalogue folder; of one that cannot be read, none."""

    def __init__(self, folder: Path, shared: SharedPart | None = None) -> None:
        """Take the folder; it is read when something is asked, its shared part unless given."""
        self._folder, self._given = folder, shared
        self._found: dict[Parameter, str] = {}

    def __call__(self, parameter: Parameter) -> str:
        """Return the default: the declared one, where the catalogue has it or can say nothing.

        Nothing is the default where the catalogue has nothing of the kind.
        """
        if parameter not in self._found:
            self._found[parameter] = self._default_of(parameter)
        return self._found[parameter]

    def _default_of(self, parameter: Parameter) -> str:
        default = parameter.default
        if not default:
            return default
        try:
            known = self._known(parameter)
        except TressonsError:
            return default
        return default if known is None or default in known else min(known, default="")

    def _known(self, parameter: Parameter) -> list[str] | None:
        if not parameter.words:
            return None
        if parameter.type == "iri":
            concepts = self._shared.concepts.values()
            return [address for each in concepts for _, address in each.matches]
        if parameter.type == "text":
            words = without_accents(fold(parameter.default))
            texts = (without_accents(fold("\n".join(row.cells))) for row in self._rows)
            if any(words in text for text in texts):
                return None
            return list(islice(self._cells("keywords"), 1))
        return [id for name in parameter.lists for id in self._ids(name)]

    def _ids(self, name: str) -> list[str]:
        """Return the ids of a list, as the question ``identifiants`` calls it: as French paths."""
        shared = self._shared
        if name == FRENCH.resource:
            return list(filter(is_id, self._cells("id")))
        if name in (FRENCH.organisation, FRENCH.person):
            persons = name == FRENCH.person
            return [each.id for each in shared.agents.values() if each.person == persons]
        if name == FRENCH.place:
            return list(shared.places)
        if name == FRENCH.series:
            return list(shared.series)
        if name == "liste":
            return sorted({scheme for scheme, _ in shared.concepts})
        return [
            each.id for each in shared.concepts.values() if each.scheme == name and not each.members
        ]

    @cached_property
    def _shared(self) -> SharedPart:
        return self._given or read_shared(self._folder)[0]

    @cached_property
    def _table(self) -> Table:
        return open_resources(self._folder, self._shared.settings)

    @cached_property
    def _rows(self) -> list[Record]:
        return list(islice(self._table.records(), MOST_ROWS))

    def _cells(self, column: str) -> Iterator[str]:
        place = self._table.index(column)
        return (text for row in self._rows for text in values_of(row.cells[place]) if text)
