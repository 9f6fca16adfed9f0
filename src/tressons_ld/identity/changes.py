"""Declared changes of identity: what the lock file becomes when a thing is renamed or retired.

Pure functions over the lines of ``identities.csv``. A declaration changes a few lines and keeps all
others as they stand; what was said of a thing before stays on its line until a publication tells
the change, so that a declaration can be taken back without a trace.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.paths import PATHS
from tressons_ld.findings.errors import IdentityError, Text
from tressons_ld.identity.ledger import Ledger
from tressons_ld.identity.lock_file import (
    ADDRESSES,
    MERGED,
    PUBLISHED,
    REMOVED,
    RENAMED,
    RETIRED,
    Line,
    order_of_address,
)

ALWAYS = (PATHS.catalogue, PATHS.data)
"""What every catalogue publishes: it can be neither renamed nor removed."""

_WORDS = {
    RENAMED: Text("renommé", "renamed"),
    MERGED: Text("réuni à un autre", "merged"),
    REMOVED: Text("retiré", "removed"),
}


class Change(NamedTuple):
    """What a declaration makes of a line.

    Attributes:
        status: what became of the thing.
        successor: path of what took its place, or empty.
        retired: the day of the declaration, or empty.
        reason: why, or empty.
    """

    status: str
    successor: str = ""
    retired: str = ""
    reason: str = ""


Changes: TypeAlias = Mapping[str, Change]
"""Path of a thing -> what becomes of its line."""


def path_of(given: str, base_iri: str, like: str | None = None) -> str:
    """Return the path of the thing that was named: by its path, its IRI, or the end of its path.

    >>> path_of("etude", "https://id.example.net/")
    'ressource/etude'
    >>> path_of("https://id.example.net/serie/x", "https://id.example.net/")
    'serie/x'

    Args:
        given: what was written.
        base_iri: what things are called.
        like: path of a thing of the same kind, where the end of a path stands for it; without
            one it is that of a resource.
    """
    path = given.strip().removeprefix(base_iri)
    if "/" in path or path in ALWAYS:
        return path
    return PATHS.resource(path) if like is None else PATHS.sibling(like, path)


def renamed(ledger: Ledger, old: str, new: str, day: str, reason: str = "") -> Changes:
    """Return the change that gives a published thing another id.

    A rename that was published can be turned round: the first id stands for the same thing.

    Raises:
        IdentityError: the one was not published, or the other is not free.
    """
    _published(ledger, old)
    if old == new:
        raise _error(f"« {old} » est déjà son identifiant.", f'"{old}" is its identifier already.')
    _valid(new)
    back = ledger.retired.get(new)
    if back and back.status == RENAMED and ledger.resolved(new) == old:
        return {new: Change(PUBLISHED), old: Change(RENAMED, new, day, reason)}
    _free(ledger, new)
    if ledger.status_of(new) or any(line.successor == new for line in ledger.retired.values()):
        raise _error(
            f"« {new} » est pris : un autre identifiant ne peut pas le prendre. Pour réunir les "
            f"deux : tressons-ld identity merge {old} {new}",
            f'"{new}" is taken: no other thing can take that id. To make one of the two: '
            f"tressons-ld identity merge {old} {new}",
        )
    return {old: Change(RENAMED, new, day, reason)}


def merged(ledger: Ledger, olds: Sequence[str], into: str, day: str, reason: str = "") -> Changes:
    """Return the changes that make several published things one.

    Raises:
        IdentityError: one of them was not published, or what they are merged into is retired.
    """
    if into in olds:
        raise _error(
            f"« {into} » ne peut pas être réuni à lui-même.",
            f'"{into}" cannot be merged into itself.',
        )
    _valid(into)
    _free(ledger, into)
    for old in olds:
        _published(ledger, old)
    return {old: Change(MERGED, into, day, reason) for old in olds}


def removed(ledger: Ledger, ids: Sequence[str], reason: str, day: str) -> Changes:
    """Return the changes that withdraw published things.

    Raises:
        IdentityError: one of them was not published, or no reason is given.
    """
    # The command that is proposed has "…" in its place.
    if not any(map(str.isalnum, reason)):
        raise _error(
            "Une raison est nécessaire : elle est dite à qui suit un ancien lien.",
            "A reason is needed: it is told to whoever follows an old link.",
        )
    for id in ids:
        _published(ledger, id)
    return {id: Change(REMOVED, "", day, reason) for id in ids}


def undone(ledger: Ledger, ids: Sequence[str]) -> Changes:
    """Return the changes that take declarations back.

    Raises:
        IdentityError: nothing was declared of one of them.
    """
    for id in ids:
        if id not in ledger.retired:
            raise _error(
                f"Rien n'a été déclaré de « {id} » : il n'y a rien à reprendre.",
                f'Nothing was declared of "{id}": there is nothing to take back.',
            )
    return dict.fromkeys(ids, Change(PUBLISHED))


def changed(lines: Iterable[Line], changes: Changes) -> Iterator[Line]:
    """Yield the lines of the lock file with these changes made."""
    for line in lines:
        change = changes.get(line.id) if line.status not in ADDRESSES else None
        yield line._replace(**change._asdict()) if change else line


def rebased(lines: Iterable[Line], addresses: Mapping[str, str], day: str) -> Iterator[Line]:
    """Yield the lines of the lock file with these addresses in the place of those published.

    Args:
        lines: the lines as they are.
        addresses: ``base_iri`` or ``site_url`` -> what it is now.
        day: the day on which that is declared.
    """
    first, rest = [], iter(lines)
    thing = None
    for line in rest:
        if line.status not in ADDRESSES:
            thing = line
            break
        new = addresses.get(line.status)
        if new is None:
            first.append(line)
        elif line.id != new:
            first.append(line._replace(successor=new, retired=line.retired or day))
    first.extend(Line(new, name, "", day, day, "", "", "") for name, new in addresses.items())
    yield from sorted(first, key=order_of_address)
    if thing:
        yield thing
    yield from rest


def _published(ledger: Ledger, id: str) -> None:
    status = ledger.status_of(id)
    if id in ALWAYS:
        raise _error(
            f"« {id} » est dans tout catalogue : il ne se renomme ni ne se retire.",
            f'"{id}" is in every catalogue: it is neither renamed nor removed.',
        )
    if status is None:
        raise IdentityError(*_never_published(ledger, id))
    if status in RETIRED:
        line = ledger.retired[id]
        word = _WORDS[line.status]
        raise _error(
            f"« {id} » a déjà été déclaré ({word.fr}, {line.retired}). Pour le reprendre : "
            f"tressons-ld identity undo {id}",
            f'"{id}" was declared already ({word.en}, {line.retired}). To take that back: '
            f"tressons-ld identity undo {id}",
        )


def _never_published(ledger: Ledger, id: str) -> Text:
    _, name = PATHS.split(id)
    paths = [f"{folder}/{name}" for folder in sorted(PATHS.folders)]
    known = next((path for path in paths if ledger.status_of(path) not in (None, *RETIRED)), None)
    french = f" Vouliez-vous dire « {known} » ?" if known else ""
    english = f' Did you mean "{known}"?' if known else ""
    return Text(
        f"« {id} » n'a jamais été publié : il n'y a rien à déclarer.{french}",
        f'"{id}" was never published: there is nothing to declare.{english}',
    )


def _valid(id: str) -> None:
    ids = PATHS.ids(id)
    if ids is None or not all(map(is_id, ids)):
        example = PATHS.series("carnets")
        raise _error(
            f"« {id} » ne peut pas être un identifiant : écrire des minuscules sans accent, des "
            f"chiffres et des traits d'union, par exemple « etude-2021 » ou « {example} ».",
            f'"{id}" cannot be an identifier: write lower-case letters without accents, digits and '
            f'hyphens, for instance "etude-2021" or "{example}".',
        )


def _free(ledger: Ledger, id: str) -> None:
    line = ledger.retired.get(id)
    if line:
        word = _WORDS[line.status]
        raise _error(
            f"« {id} » a déjà servi ({word.fr}, {line.retired}) : un identifiant n'est jamais "
            "redonné. En choisir un autre, ou reprendre cette déclaration : "
            f"tressons-ld identity undo {id}",
            f'"{id}" was used before ({word.en}, {line.retired}): an identifier is never given '
            "again. Choose another, or take that declaration back: "
            f"tressons-ld identity undo {id}",
        )


def _error(french: str, english: str) -> IdentityError:
    return IdentityError(french, english)
