"""An entry on its way into the artifacts: its statements, arranged and written once for all."""

from collections.abc import Sequence
from functools import cached_property

from tressons_ld.catalogue.model import Entry
from tressons_ld.mapping.entry_fields import RecordDates
from tressons_ld.mapping.rdf_documents import EXTENSIONS, Documents
from tressons_ld.rdf.serialisation import SERIALISERS
from tressons_ld.rdf.terms import Triple
from tressons_ld.rdf.units import OrderedUnit, PropertyOrder, Unit


class MappedEntry:
    """An entry with its statements.

    Attributes:
        entry: the entry.
        triples: all that is said about it, the dates of its record included.
        unit: the same as the unit that files hold, in the graph of its record.
        dates: when its record was first published and last changed; None where nobody records.
    """

    def __init__(
        self,
        entry: Entry,
        triples: Sequence[Triple],
        unit: Unit,
        order: PropertyOrder,
        dates: RecordDates | None = None,
    ) -> None:
        """Take an entry and its statements; they are arranged when they are first asked for."""
        self.entry, self.triples, self.unit, self.dates = entry, triples, unit, dates
        self._order = order
        self._texts: dict[str, str] = {}
        self._sizes: dict[str, int] | None = None

    @cached_property
    def arranged(self) -> OrderedUnit:
        """The statements in the order in which files have them."""
        return self._order.arrange(self.unit)

    def text(self, format: str) -> str:
        """Return the statements in a format, as they stand among those of other entries.

        They are remembered in the formats of its documents, until these are written.
        """
        text = self._texts.get(format) or SERIALISERS[format].unit(self.arranged)
        if format in EXTENSIONS and self._sizes is None:
            self._texts[format] = text
        return text

    def documents(self, documents: Documents, path: str) -> dict[str, bytes]:
        """Return its documents: path -> content.

        Args:
            documents: what writes them.
            path: of the documents, without their extension.
        """
        made = dict(documents.of_entry(path, self.arranged, self.text))
        self._sizes = {path: len(content) for path, content in made.items()}
        self._texts.clear()
        return made

    def document_sizes(self, documents: Documents, path: str) -> dict[str, int]:
        """Return the sizes of its documents, in bytes; they are written where nobody did before.

        Args:
            documents: what writes them, the same for all who ask.
            path: of the documents, without their extension.
        """
        if self._sizes is None:
            self.documents(documents, path)
        return self._sizes or {}
