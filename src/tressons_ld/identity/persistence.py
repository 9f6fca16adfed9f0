"""What was published must still be there, or be declared: the findings that say what is not.

An id that has gone, an id given again, a successor that is nowhere, an address that changed, a
catalogue that lost more than a set share of its resources. Each says the command that declares it.
"""

from collections.abc import Iterable, Iterator, Set

from tressons_ld.catalogue.columns.spelling import nearest
from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.paths import (
    AGENT_FOLDERS,
    PATHS_IN,
    folder_and_id,
    is_resource,
    resource_id,
)
from tressons_ld.findings.finding import Finding, Location, Severity, finding
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.identity.ledger import EARLIEST, LATEST, LEDGER_FILE, circles
from tressons_ld.identity.ledger_update import LedgerUpdate
from tressons_ld.identity.lock_file import (
    ADDRESSES,
    MERGED,
    REMOVED,
    RENAMED,
    LockLine,
)
from tressons_ld.identity.recorder import Recorder

FEW = 5
"""Resources that may go at once, declared, whatever the share they are: small catalogues live."""

_MOST_SUGGESTED = 50


def findings(
    recorder: Recorder,
    recording: LedgerUpdate,
    missing_ids: Iterable[str],
    *,
    removing: int | None,
) -> Iterator[Finding]:
    """Yield what is not as it was published and was not declared.

    Args:
        recorder: the catalogue and the lock file as they were read.
        recording: what the publication records, all of it.
        missing_ids: ids of the lines that it saw no more.
        removing: number of resources that are meant to go, in the words of who publishes.
    """
    yield from _addresses(recorder)
    yield from _days(recorder, recording)
    for number, id in recorder.ledger.repeated:
        yield finding("publication.line-repeated", Location(LEDGER_FILE, number), id)
    missing = [id for id in missing_ids if not _is_there_but_misread(id, recorder)]
    lost = sum(map(is_resource, missing)) + len(recording.withdrawn)
    yield from _shrunk(
        recorder, lost, recorder.ledger.resources + len(recording.withdrawn), removing
    )
    if recorder.folder.index:
        yield from _gone(missing, recorder)
    else:
        yield from _gone([id for id in missing if not is_resource(id)], recorder)
    for id in recording.reused:
        yield _reused(recorder.ledger.retired[id], recorder)
    yield from _successors(recorder, set(missing))


def other_paths(recorder: Recorder) -> Finding | None:
    """Return that what was published has its paths in other words, or None.

    Each published thing would be gone, and a new one there: nothing else need be said.
    """
    settings, ledger = recorder.folder.shared.settings, recorder.ledger
    for language, paths in PATHS_IN.items():
        if paths != settings.paths and ledger.line_of(paths.data) is not None:
            return finding(
                "publication.paths-changed",
                settings.at("paths"),
                settings.paths.language,
                published=language,
                example=paths.resource("…"),
                becomes=settings.paths.resource("…"),
            )
    return None


def present(id: str, recorder: Recorder) -> bool:
    """Return whether the catalogue holds a thing at this path, readable or not."""
    resource = resource_id(id)
    if resource is not None:
        return resource in recorder.folder.index
    return recorder.graph.context.iris.at(id) in recorder.graph.things


def id_in_commands(id: str) -> str:
    """Return an id as it is written in a command: that of a resource without its folder."""
    resource = resource_id(id)
    return id if resource is None else resource


def look_alike(id: str, recorder: Recorder) -> str | None:
    """Return the new thing of the same kind whose id looks most like this one, or None."""
    kind, name = folder_and_id(id)
    kinds = AGENT_FOLDERS if kind in AGENT_FOLDERS else {kind}
    if is_resource(id):
        every: Iterable[str] = map(
            recorder.folder.shared.settings.paths.resource, recorder.folder.index.names
        )
    else:
        iris = recorder.graph.context.iris
        every = (iris.relative(thing) or "" for thing in recorder.graph.things)
    new = {
        its_id: path
        for path in every
        for its_kind, its_id in [folder_and_id(path)]
        if its_kind in kinds and recorder.ledger.line_of(path) is None
    }
    near = nearest(name, new)
    return near[0] if near else None


def fate(line: LockLine) -> Text:
    """Return what became of a thing: «renommé en …», «réuni à …», «retiré»."""
    if line.status == REMOVED:
        return sentence("identity.was-removed")
    successor = quotation(id_in_commands(line.successor))
    return {
        RENAMED: sentence("identity.was-renamed", successor=successor),
        MERGED: sentence("identity.was-merged", successor=successor),
    }[line.status]


def _addresses(recorder: Recorder) -> Iterator[Finding]:
    settings, published = recorder.folder.shared.settings, recorder.ledger.addresses
    for name in ADDRESSES:
        address = getattr(settings, name)
        if published.get(name, address) == address:
            continue
        if name in settings.for_one_run:
            where, code = None, "publication.address-for-one-run"
        else:
            where, code = settings.at(name), "publication.address-changed"
        yield finding(code, where, address, name=name, published=published[name])


def _days(recorder: Recorder, recording: LedgerUpdate) -> Iterator[Finding]:
    """Yield that a day would be written before the last one: a clock is wrong, or was.

    Or that a day stands there on which nothing can have been published, as earlier versions of the
    tool wrote it.
    """
    ledger = recorder.ledger
    impossible = [day for day in (ledger.oldest, ledger.newest) if not EARLIEST <= day <= LATEST]
    for day in dict.fromkeys(impossible):
        yield finding("publication.day-impossible", Location(LEDGER_FILE), day)
    if not impossible and recording.dated and ledger.newest > ledger.date:
        code = (
            "publication.day-given-goes-back" if ledger.date_given else "publication.day-goes-back"
        )
        yield finding(code, None, ledger.date, last=ledger.newest)


def _is_there_but_misread(id: str, recorder: Recorder) -> bool:
    """Return whether something else is to be mended first, and said already."""
    if is_resource(id):
        return present(id, recorder)
    return any(each.severity is Severity.VIOLATION for each in recorder.folder.findings)


def _shrunk(recorder: Recorder, lost: int, total: int, removing: int | None) -> Iterator[Finding]:
    share = recorder.folder.shared.settings.largest_loss
    header = recorder.folder.table.header
    where = Location(header.file)
    if total > 0 and not len(recorder.folder.index):
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


def _gone(ids: list[str], recorder: Recorder) -> Iterator[Finding]:
    for place, id in enumerate(ids):
        new = look_alike(id, recorder) if place < _MOST_SUGGESTED else None
        suggestion = Text("", "")
        if new:
            renamed = f"tressons-ld identity rename {id_in_commands(id)} {id_in_commands(new)}"
            suggestion = sentence("identity.looks-like-it", id=id_in_commands(new), renamed=renamed)
        yield finding("publication.id-gone", None, id, id=id_in_commands(id), suggestion=suggestion)


def _reused(line: LockLine, recorder: Recorder) -> Finding:
    where = None
    if is_resource(line.id):
        id = id_in_commands(line.id)
        number = recorder.folder.index.row_of(id)
        if number is not None:
            where = Row(recorder.folder.table.header, number, recorder.folder.index.line_of(id)).at(
                "id"
            )
    return finding(
        "publication.id-reused",
        where,
        line.id,
        fate=fate(line),
        day=line.retired,
        id=id_in_commands(line.id),
    )


def _successors(recorder: Recorder, missing: Set[str]) -> Iterator[Finding]:
    ledger = recorder.ledger
    for line in circles(ledger):
        yield finding(
            "publication.successors-circle",
            None,
            line.id,
            successor=id_in_commands(line.successor),
            id=id_in_commands(line.id),
        )
    for line in ledger.retired.values():
        if line.status == REMOVED:
            continue
        last = ledger.resolved(line.id)
        known = ledger.retired.get(last)
        # Where a chain goes on, its last link is the one to be told.
        if present(last, recorder) or line.successor in ledger.retired:
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
                id=id_in_commands(line.id),
                successor=id_in_commands(last),
            )
