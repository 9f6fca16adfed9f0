"""What one entry may know of another: the ids of all, with their kinds and rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from tressons_ld.catalogue.columns.ids import slug
from tressons_ld.catalogue.columns.spelling import NearNames, did_you_mean, fold
from tressons_ld.catalogue.hashes import position_of
from tressons_ld.catalogue.model import Proposal
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.language import joined, quotation

MOST_NAMES = 10_000
"""Above so many entries, an unknown id is not compared with the known ones."""

MOST_TITLES = 50_000
"""Above so many entries, the index does not hold the titles of those that others name."""


class ResourceTitle(NamedTuple):
    """What an entry is called where another one names it.

    Attributes:
        title: its title.
        language: of that.
        others: the title in other languages, by their tags.
    """

    title: str
    language: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class ResourceIndex:
    """The ids of all entries, with their kinds and rows: what one entry may know of another.

    About 20 bytes an entry: an id is held as 64 bits of its BLAKE2b hash, in sorted order.

    Attributes:
        additions: id -> what was found later about the entry.
        titles: id -> title of the entries that others name, and of these others.
        naming: id -> the entries that name it, each with the attribute of the model by which.
        with_drafts: whether drafts are entries like the others; else their ids are known apart.
        languages: what the cells of the column of languages say.
    """

    additions: Mapping[str, Sequence[Proposal]]
    titles: Mapping[str, ResourceTitle]
    _hashes: Sequence[int]
    _rows: Sequence[int]
    _lines: Sequence[int]
    _kinds: Sequence[int]
    _kind_names: Sequence[str]
    _names: Sequence[str]
    _doubled: bool
    _drafts: Sequence[int] = ()
    with_drafts: bool = False
    languages: frozenset[str] = frozenset()
    naming: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._hashes)

    def __contains__(self, id: object) -> bool:
        return isinstance(id, str) and self._position(id) is not None

    @property
    def has_doubled(self) -> bool:
        """Whether two rows have one id."""
        return self._doubled

    def row_of(self, id: str) -> int | None:
        """Return the number of the first row that holds this id, or None."""
        position = self._position(id)
        return None if position is None else self._rows[position]

    def is_draft(self, id: str) -> bool:
        """Return whether a draft that is left out has this id."""
        return position_of(id, self._drafts) is not None

    def earlier_row_of(self, id: str, row: int) -> int | None:
        """Return the number of the first row that holds this id, if it is not ``row``."""
        first = self.row_of(id) if self._doubled else None
        return None if first == row else first

    def line_of(self, id: str) -> int | None:
        """Return the line of the first row that holds this id; None in a workbook."""
        position = self._position(id)
        return None if position is None else self._lines[position] or None

    def kind_of(self, id: str) -> str | None:
        """Return the id of the kind of an entry; None if there is no such entry or no kind."""
        position = self._position(id)
        return None if position is None else self._kind_names[self._kinds[position]] or None

    @property
    def names(self) -> Sequence[str]:
        """The ids themselves, in the order of the table; none of a table of very many rows."""
        return self._names

    def near(self, id: str) -> list[str]:
        """Return the ids that somebody who wrote ``id`` may have meant."""
        if self._names:
            return self._near.of(fold(id))
        return [slug(id)] if slug(id) in self else []

    @cached_property
    def _near(self) -> NearNames:
        return NearNames({name: name for name in self._names})

    def _position(self, id: str) -> int | None:
        return position_of(id, self._hashes)


def no_such_resource(ids: Sequence[str], index: ResourceIndex) -> FolderError:
    """Return the error that no resource has some ids, with those that are like them."""
    near = dict.fromkeys(one for id in ids for one in index.near(id))
    named = joined([quotation(id) for id in ids])
    return FolderError("folder.unknown-ids", named=named, suggestion=did_you_mean(*near))
