"""What was published must still be there, or be declared: the findings that say what is not.

An id that has gone, an id given again, a successor that is nowhere, an address that changed, a
catalogue that lost more than a set share of its resources. Each says the command that declares it.
"""

from collections.abc import Iterable, Iterator, Set

from tressons_ld.build import OpenFolder
from tressons_ld.codes import finding
from tressons_ld.errors import Text
from tressons_ld.findings import Finding, Location, Severity, quoted
from tressons_ld.ledger import Recording
from tressons_ld.lock_file import (
    ADDRESSES,
    MERGED,
    REMOVED,
    RENAMED,
    RESOURCES,
    Line,
)
from tressons_ld.model import Row
from tressons_ld.tables.references import nearest

FEW = 5
"""Resources that may go at once, declared, whatever the share they are: small catalogues live."""

_MOST_SUGGESTED = 50
_AGENTS = {"organisation", "personne"}


def findings(
    folder: OpenFolder,
    recording: Recording,
    gone: Iterable[str],
    *,
    removing: int | None,
) -> Iterator[Finding]:
    """Yield what is not as it was published and was not declared.

    Args:
        folder: the catalogue folder.
        recording: what the publication records, all of it.
        gone: ids of the lines that it saw no more.
        removing: number of resources that are meant to go, in the words of who publishes.
    """
    yield from _addresses(folder)
    missing = [id for id in gone if not _is_there_but_misread(id, folder)]
    lost = sum(id.startswith(RESOURCES) for id in missing) + len(recording.withdrawn)
    yield from _shrunk(folder, lost, folder.ledger.resources + len(recording.withdrawn), removing)
    if folder.index:
        yield from _gone(missing, folder)
    else:
        yield from _gone([id for id in missing if not id.startswith(RESOURCES)], folder)
    for id in recording.reused:
        yield _reused(folder.ledger.retired[id], folder)
    yield from _successors(folder, set(missing))


def present(id: str, folder: OpenFolder) -> bool:
    """Return whether the catalogue holds a thing at this path, readable or not."""
    if id.startswith(RESOURCES):
        return id.removeprefix(RESOURCES) in folder.index
    return folder.context.iris.named(id) in folder.shared_triples


def shown(id: str) -> str:
    """Return an id as it is written in a command: that of a resource without its folder."""
    return id.removeprefix(RESOURCES)


def look_alike(id: str, folder: OpenFolder) -> str | None:
    """Return the new thing of the same kind whose id looks most like this one, or None."""
    kind, _, name = id.rpartition("/")
    kinds = _AGENTS if kind in _AGENTS else {kind}
    if kind == RESOURCES[:-1]:
        every: Iterable[str] = (f"{RESOURCES}{each}" for each in folder.index.names)
    else:
        iris = folder.context.iris
        every = (iris.relative(thing) or "" for thing in folder.shared_triples)
    new = {
        path.rpartition("/")[2]: path
        for path in every
        if path.rpartition("/")[0] in kinds and folder.ledger.line_of(path) is None
    }
    near = nearest(name, new)
    return near[0] if near else None


def fate(line: Line) -> Text:
    """Return what became of a thing: «renommé en …», «réuni à …», «retiré»."""
    if line.status == REMOVED:
        return Text("retiré", "removed")
    successor = shown(line.successor)
    french, english = quoted(successor, "fr"), quoted(successor, "en")
    return {
        RENAMED: Text(f"renommé en {french}", f"renamed to {english}"),
        MERGED: Text(f"réuni à {french}", f"merged into {english}"),
    }[line.status]


def _addresses(folder: OpenFolder) -> Iterator[Finding]:
    settings, published = folder.shared.settings, folder.ledger.addresses
    for name in ADDRESSES:
        address = getattr(settings, name)
        if published.get(name, address) == address:
            continue
        if name in settings.for_one_run:
            where, code = None, "publication.address-for-one-run"
        else:
            where, code = settings.at(name), "publication.address-changed"
        yield finding(code, where, address, name=name, published=published[name])


def _is_there_but_misread(id: str, folder: OpenFolder) -> bool:
    """Return whether something else is to be mended first, and said already."""
    if id.startswith(RESOURCES):
        return present(id, folder)
    return any(each.severity is Severity.VIOLATION for each in folder.findings)


def _shrunk(folder: OpenFolder, lost: int, total: int, removing: int | None) -> Iterator[Finding]:
    share = folder.shared.settings.largest_loss
    header = folder.table.header
    where = Location(header.file)
    if total > 0 and not len(folder.index):
        # A column of another name is no empty table: it is told as what it is.
        if "id" in header.columns:
            yield finding("publication.emptied", where, None, total=total)
    # The quotient, which is rounded as the share is: 0.58 * 50 is less than 29.
    elif lost > FEW and lost / total > share and lost != removing:
        yield finding(
            "publication.shrunk",
            where,
            None,
            count=lost,
            total=total,
            share=f"{100 * share:g}",
        )


def _gone(ids: list[str], folder: OpenFolder) -> Iterator[Finding]:
    for place, id in enumerate(ids):
        new = look_alike(id, folder) if place < _MOST_SUGGESTED else None
        suggestion = Text("", "")
        if new:
            renamed = f"tressons-ld identity rename {shown(id)} {shown(new)}"
            suggestion = Text(
                f"« {shown(new)} » lui ressemble ; si c'est son nouvel identifiant : {renamed}. ",
                f'"{shown(new)}" looks like it; if that is its new id: {renamed}. ',
            )
        yield finding("publication.id-gone", None, id, id=shown(id), suggestion=suggestion)


def _reused(line: Line, folder: OpenFolder) -> Finding:
    where = None
    if line.id.startswith(RESOURCES):
        id = shown(line.id)
        number = folder.index.row_of(id)
        if number is not None:
            where = Row(folder.table.header, number, folder.index.line_of(id)).at("id")
    return finding(
        "publication.id-reused",
        where,
        line.id,
        fate=fate(line),
        day=line.retired,
        id=shown(line.id),
    )


def _successors(folder: OpenFolder, missing: Set[str]) -> Iterator[Finding]:
    ledger = folder.ledger
    for line in ledger.retired.values():
        if line.status == REMOVED:
            continue
        last = ledger.resolved(line.id)
        known = ledger.retired.get(last)
        # Where a chain goes on, its last link is the one to be told.
        if present(last, folder) or line.successor in ledger.retired:
            continue
        # What was published under that id is gone, which is told: to be mended there.
        if last in missing:
            continue
        if known is None or known.status != REMOVED:
            yield finding(
                "publication.successor-missing",
                None,
                line.id,
                fate=fate(line),
                id=shown(line.id),
                successor=shown(last),
            )
