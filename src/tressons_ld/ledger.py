"""The lock file ``identities.csv``: what was published, when, and what became of it.

A line per minted thing: ``id`` (its path under the base), ``status``, ``successor``,
``first_published``, ``modified`` (the day its content last changed), ``digest`` of its own
statements, ``reason``. Written by the tool, committed with the catalogue, never edited by hand.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from tressons_ld.errors import LedgerError
from tressons_ld.mapping.entry import RecordDates
from tressons_ld.terms import Triple, is_lexical

COLUMNS = ("id", "status", "successor", "first_published", "modified", "digest", "reason")
PUBLISHED, ABSENT = "published", "absent"


@dataclass(frozen=True, slots=True)
class Identity:
    """One line of the lock file; days are ISO 8601."""

    id: str
    status: str
    first_published: str
    modified: str
    digest: str
    successor: str = ""
    reason: str = ""


def digest_of(triples: Iterable[Triple], base_iri: str, site_url: str) -> str:
    """Return the SHA-256 of a thing's statements, in hexadecimal.

    The statements are sorted and taken relative to the two addresses of the catalogue, so that
    another base or another host is not a change of content.
    """
    lines = sorted({f"{s} {p} {o}" for s, p, o in triples})
    text = "\n".join(lines).replace(f"<{base_iri}", "<base:").replace(f"<{site_url}", "<site:")
    return hashlib.sha256(text.encode()).hexdigest()


class Ledger:
    """The identities known, and those that this publication makes or changes."""

    def __init__(self, known: Mapping[str, Identity], date: str) -> None:
        self._known = dict(known)
        self._now: dict[str, Identity] = {}
        self._date = date

    @classmethod
    def parse(cls, text: str, date: str, file: str = "identities.csv") -> "Ledger":
        """Return the ledger that ``text`` holds, for a publication on ``date``.

        Raises:
            LedgerError: the text is not such a table; its line is said.
        """
        rows = csv.reader(io.StringIO(text, newline=""))
        header = next(rows, None)
        if header is None:
            return cls({}, date)
        if tuple(header) != COLUMNS:
            raise _unreadable(file, 1, ", ".join(COLUMNS))
        known: dict[str, Identity] = {}
        for row in rows:
            if len(row) != len(COLUMNS) or row[0] in known:
                raise _unreadable(file, rows.line_num, ", ".join(COLUMNS))
            id, status, successor, first, modified, digest, reason = row
            if not (is_lexical(first, "date") and is_lexical(modified, "date")):
                raise _unreadable(file, rows.line_num, "AAAA-MM-JJ / YYYY-MM-DD")
            known[id] = Identity(id, status, first, modified, digest, successor, reason)
        return cls(known, date)

    def record(self, id: str, digest: str) -> RecordDates:
        """Return when a thing was first published and last changed, and keep that it is there.

        Its ``modified`` is the day of this publication when its digest is another than the one
        recorded, and stays what it was otherwise.
        """
        known = self._known.get(id)
        if known is None:
            identity = Identity(id, PUBLISHED, self._date, self._date, digest)
        elif known.digest != digest or known.status != PUBLISHED:
            identity = replace(known, status=PUBLISHED, modified=self._date, digest=digest)
        else:
            identity = known
        self._now[id] = identity
        return RecordDates(identity.first_published, identity.modified)

    @property
    def newest(self) -> str:
        """The newest day on which anything recorded changed, what has gone included."""
        return max((each.modified for each in self._all()), default=self._date)

    @property
    def oldest(self) -> str:
        """The day of the first publication."""
        return min((each.first_published for each in self._all()), default=self._date)

    @property
    def gone(self) -> list[str]:
        """The ids that were published before and are no longer in the catalogue, sorted."""
        return sorted(
            id
            for id, each in self._known.items()
            if id not in self._now and each.status == PUBLISHED
        )

    @property
    def changed(self) -> bool:
        """Whether this publication changes the lock file."""
        return self._all() != sorted(self._known.values(), key=lambda each: each.id)

    def text(self) -> str:
        """Return the lock file as it is after this publication: CSV, sorted by id."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(COLUMNS)
        for each in self._all():
            writer.writerow([getattr(each, column) for column in COLUMNS])
        return out.getvalue()

    def _all(self) -> list[Identity]:
        merged = self._known | self._now
        for id in self.gone:
            merged[id] = replace(merged[id], status=ABSENT, modified=self._date)
        return sorted(merged.values(), key=lambda each: each.id)


def _unreadable(file: str, line: int, expected: str) -> LedgerError:
    return LedgerError(
        f"{file}:{line} : le fichier des identités est illisible (attendu : {expected}). "
        "Reprendre sa dernière version enregistrée ; ce fichier ne s'écrit pas à la main.",
        f"{file}:{line}: the lock file is unreadable (expected: {expected}). "
        "Take back its last committed version; this file is not written by hand.",
    )
