"""Declared changes of identity: what the lock file becomes when a thing is renamed or retired.

Pure functions over the lines of ``identities.csv``. A declaration changes a few lines and keeps all
others as they stand; what was said of a thing before stays on its line until a publication tells
the change, so that a declaration can be taken back without a trace.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.iris import Iris
from tressons_ld.catalogue.paths import (
    CATALOGUE_PATH,
    DATA_PATHS,
    FRENCH_PATHS,
    THING_FOLDERS,
    folder_and_id,
    ids_in,
    is_resource,
    sibling,
)
from tressons_ld.findings.errors import IdentityError
from tressons_ld.findings.messages import sentence
from tressons_ld.identity.ledger import Ledger
from tressons_ld.identity.lock_file import (
    ABOVE,
    MERGED,
    PUBLISHED,
    REMOVED,
    RENAMED,
    RETIRED,
    LockLine,
    order_above,
)

ALWAYS = frozenset((CATALOGUE_PATH, *DATA_PATHS))
"""What every catalogue publishes: it can be neither renamed nor removed."""

_WORDS = {
    RENAMED: sentence("identity.renamed"),
    MERGED: sentence("identity.merged"),
    REMOVED: sentence("identity.removed"),
}


class LineChange(NamedTuple):
    """What a declaration makes of a line.

    Attributes:
        status: what became of the thing.
        successor: path of what took its place, or empty.
        retired: the day of the declaration, or empty.
        reason: why, or empty.
        identifier: what portals know the thing by from now on; None if as before.
    """

    status: str
    successor: str = ""
    retired: str = ""
    reason: str = ""
    identifier: str | None = None


Changes: TypeAlias = Mapping[str, LineChange]
"""Path of a thing -> what becomes of its line."""


def path_of(name: str, iris: Iris, like: str | None = None) -> str:
    """Return the path of the thing that was named: by its path, its IRI, or the end of its path.

    >>> path_of("etude", Iris("https://id.example.net/"))
    'ressource/etude'
    >>> path_of("https://id.example.net/serie/x", Iris("https://id.example.net/"))
    'serie/x'

    Args:
        name: what was written.
        iris: what things are called.
        like: path of a thing of the same kind, where the end of a path stands for it; without
            one it is that of a resource.
    """
    path = name.strip().removeprefix(iris.base)
    if "/" in path or path in ALWAYS:
        return path
    return iris.paths.resource(path) if like is None else sibling(like, path)


def renamed(ledger: Ledger, old: str, new: str, day: str, reason: str = "") -> Changes:
    """Return the change that gives a published thing another id.

    A rename that was published can be turned round: the first id stands for the same thing.

    Raises:
        IdentityError: the one was not published, or the other is not free.
    """
    _published(ledger, old)
    if old == new:
        raise IdentityError("identity.same", old=old)
    _valid(new)
    back = ledger.retired.get(new)
    if back and back.status == RENAMED and ledger.resolved(new) == old:
        kept = ledger.identifier(old)
        if not kept and ledger.is_public and is_resource(old):
            kept = ledger.addresses["base_iri"] + old
        back_again = LineChange(PUBLISHED, identifier=kept)
        return {new: back_again, old: LineChange(RENAMED, new, day, reason)}
    _free(ledger, new)
    if ledger.status_of(new) or any(line.successor == new for line in ledger.retired.values()):
        raise IdentityError("identity.taken", new=new, old=old)
    return {old: LineChange(RENAMED, new, day, reason)}


def merged(ledger: Ledger, olds: Sequence[str], into: str, day: str, reason: str = "") -> Changes:
    """Return the changes that make several published things one.

    Raises:
        IdentityError: one of them was not published, or what they are merged into is retired.
    """
    if into in olds:
        raise IdentityError("identity.merged-into-itself", into=into)
    _valid(into)
    _free(ledger, into)
    for old in olds:
        _published(ledger, old)
    return {old: LineChange(MERGED, into, day, reason) for old in olds}


def removed(ledger: Ledger, ids: Sequence[str], reason: str, day: str) -> Changes:
    """Return the changes that withdraw published things.

    Raises:
        IdentityError: one of them was not published, or no reason is given.
    """
    # The command that is proposed has "…" in its place.
    if not any(map(str.isalnum, reason)):
        raise IdentityError("identity.no-reason")
    for id in ids:
        _published(ledger, id)
    return {id: LineChange(REMOVED, "", day, reason) for id in ids}


def undone(ledger: Ledger, ids: Sequence[str]) -> Changes:
    """Return the changes that take declarations back.

    Portals know the thing again by its identifier; what kept that one gets one of its own.

    Raises:
        IdentityError: nothing was declared of one of them.
    """
    for id in ids:
        if id not in ledger.retired:
            raise IdentityError("identity.not-declared", id=id)
    changes = dict.fromkeys(ids, LineChange(PUBLISHED))
    for id in ids:
        own = ledger.identifier(id) or ledger.addresses.get("base_iri", "") + id
        for other in ledger.successors(id):
            if other not in changes and ledger.identifier(other) == own:
                line = ledger.retired.get(other)
                known = LineChange(PUBLISHED)
                if line:
                    known = LineChange(line.status, line.successor, line.retired, line.reason)
                changes[other] = known._replace(identifier="")
    return changes


def forgotten(ledger: Ledger, ids: Sequence[str], day: str) -> Changes:
    """Return the changes after which nothing but a day is said of things that were published.

    What led to one of them loses its reason too.

    Raises:
        IdentityError: one of them was not published.
    """
    for id in ids:
        if id in ALWAYS:
            raise IdentityError("identity.in-every-catalogue", id=id)
        if ledger.status_of(id) is None:
            raise _never_published(ledger, id)
    changes = {
        line.id: LineChange(line.status, line.successor, line.retired)
        for line in ledger.retired.values()
        if ledger.resolved(line.id) in ids
    }
    for id in ids:
        known = ledger.retired.get(id)
        changes[id] = LineChange(REMOVED, "", known.retired if known else day)
    return changes


def redated(lines: Iterable[LockLine], wrong: str, right: str) -> Iterator[LockLine]:
    """Yield the lines of the lock file with one day in the place of another.

    Raises:
        IdentityError: a thing would have changed, or been retired, before it was published.
    """
    for line in lines:
        first, modified, retired = (
            right if day == wrong else day
            for day in (line.first_published, line.modified, line.retired)
        )
        if modified < first or (retired and retired < first):
            raise IdentityError("identity.before-published", id=line.id, day=right, first=first)
        yield line._replace(first_published=first, modified=modified, retired=retired)


def changed(lines: Iterable[LockLine], changes: Changes) -> Iterator[LockLine]:
    """Yield the lines of the lock file with these changes made."""
    for line in lines:
        change = changes.get(line.id) if line.status not in ABOVE else None
        if change:
            kept = line.identifier if change.identifier is None else change.identifier
            line = line._replace(**change._replace(identifier=kept)._asdict())
        yield line


def rebased(
    lines: Iterable[LockLine], addresses: Mapping[str, str], day: str
) -> Iterator[LockLine]:
    """Yield the lines of the lock file with these addresses in the place of those published.

    Under another base what stands in feeds keeps the identifier that portals know it by.

    Args:
        lines: the lines as they are.
        addresses: ``base_iri`` or ``site_url`` -> what it is now.
        day: the day on which that is declared.
    """
    first, rest, base = [], iter(lines), ""
    thing = None
    for line in rest:
        if line.status not in ABOVE:
            thing = line
            break
        new = addresses.get(line.status)
        if new is None:
            first.append(line)
        elif line.id != new:
            if line.status == "base_iri" and not line.successor:
                base = line.id
            first.append(line._replace(successor=new, retired=line.retired or day))
    first.extend(LockLine(new, name, "", day, day, "", "", "") for name, new in addresses.items())
    yield from sorted(first, key=order_above)
    for line in chain([thing] if thing else [], rest):
        keeps = base and not line.identifier and (is_resource(line.id) or line.id in DATA_PATHS)
        yield line._replace(identifier=base + line.id) if keeps else line


def _published(ledger: Ledger, id: str) -> None:
    status = ledger.status_of(id)
    if id in ALWAYS:
        raise IdentityError("identity.in-every-catalogue", id=id)
    if status is None:
        raise _never_published(ledger, id)
    if status in RETIRED:
        line = ledger.retired[id]
        word = _WORDS[line.status]
        raise IdentityError("identity.already-declared", id=id, word=word, day=line.retired)


def _never_published(ledger: Ledger, id: str) -> IdentityError:
    _, name = folder_and_id(id)
    paths = [f"{folder}/{name}" for folder in sorted(THING_FOLDERS)]
    known = next((path for path in paths if ledger.status_of(path) not in (None, *RETIRED)), None)
    if known:
        return IdentityError("identity.misspelt", id=id, known=known)
    return IdentityError("identity.never-published", id=id)


def _valid(id: str) -> None:
    ids = ids_in(id)
    if ids is None or not all(map(is_id, ids)):
        raise IdentityError(
            "identity.invalid", id=id, example=FRENCH_PATHS.agent("centre-exemple", person=False)
        )


def _free(ledger: Ledger, id: str) -> None:
    line = ledger.retired.get(id)
    if line:
        word = _WORDS[line.status]
        raise IdentityError("identity.used-before", id=id, word=word, day=line.retired)
