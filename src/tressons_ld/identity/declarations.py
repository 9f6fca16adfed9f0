"""Declarations of identity, written into the lock file: whole, or not at all."""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from tressons_ld.catalogue.columns.cell_texts import unpublishable_character
from tressons_ld.catalogue.iris import is_placeholder
from tressons_ld.catalogue.paths import folder_and_id, is_resource
from tressons_ld.files.output import (
    cannot_write,
    locked_file,
    replace_file,
)
from tressons_ld.findings.errors import IdentityError
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.identity import changes as identity
from tressons_ld.identity.changes import Changes
from tressons_ld.identity.ledger import LEDGER_FILE, Ledger
from tressons_ld.identity.lock_file import (
    ADDRESSES,
    FILE,
    RETIRED,
    LockLine,
    read_lines,
    written,
)
from tressons_ld.identity.persistence import (
    fate,
    id_in_commands,
    present,
)
from tressons_ld.identity.recorder import Recorder

AT_PORTALS = sentence("identity.at-portals")
"""What another id, or another base, comes to at those who harvest the catalogue."""


_IN_THE_STORE = sentence("identity.store-keeps-it")


class DeclarationResult(NamedTuple):
    """What was declared, and what is left to do.

    Attributes:
        changes: what the lock file says now, a sentence for each change.
        remaining: what is to be done in the tables before the next publication.
    """

    changes: list[Text]
    remaining: list[Text]


def rename(recorder: Recorder, old: str, new: str, reason: str = "") -> DeclarationResult:
    """Declare that a published thing has another id, on the day that the ledger was read for.

    Raises:
        IdentityError: it was not published, or the new id is not free.
        OutputError: the lock file cannot be written.
    """
    former = _path(recorder, old)
    latter = _path(recorder, new, former)
    done = _declared(
        recorder, identity.renamed(recorder.ledger, former, latter, _day(recorder), _tidy(reason))
    )
    if is_resource(former):
        done.remaining.extend(_at_portals(recorder))
    return done


def merge(
    recorder: Recorder, olds: Sequence[str], into: str, reason: str = ""
) -> DeclarationResult:
    """Declare that published things are one with another from now on.

    Raises:
        IdentityError: one was not published, or the other is retired.
        OutputError: the lock file cannot be written.
    """
    paths = [_path(recorder, old) for old in dict.fromkeys(olds)]
    target = _path(recorder, into, paths[0])
    return _declared(
        recorder, identity.merged(recorder.ledger, paths, target, _day(recorder), _tidy(reason))
    )


def remove(recorder: Recorder, ids: Sequence[str], reason: str) -> DeclarationResult:
    """Declare that published things are withdrawn.

    Raises:
        IdentityError: one was not published, or no reason is given.
        OutputError: the lock file cannot be written.
    """
    paths = [_path(recorder, id) for id in dict.fromkeys(ids)]
    return _declared(
        recorder, identity.removed(recorder.ledger, paths, _tidy(reason), _day(recorder))
    )


def undo(recorder: Recorder, ids: Sequence[str]) -> DeclarationResult:
    """Take declarations back.

    Raises:
        IdentityError: nothing was declared of one of them.
        OutputError: the lock file cannot be written.
    """
    paths = [_path(recorder, id) for id in dict.fromkeys(ids)]
    return _declared(recorder, identity.undone(recorder.ledger, paths))


def forget(recorder: Recorder, ids: Sequence[str]) -> DeclarationResult:
    """Leave a day, and nothing else, of published things that have to be forgotten.

    Raises:
        IdentityError: one of them was not published.
        OutputError: the lock file cannot be written.
    """
    paths = [_path(recorder, id) for id in dict.fromkeys(ids)]
    done = _declared(recorder, identity.forgotten(recorder.ledger, paths, _day(recorder)))
    for path in paths:
        done.remaining.append(sentence("identity.address-stays", path=path))
        words = shlex.quote(folder_and_id(path)[1])
        done.remaining.append(sentence("identity.history-keeps-it", words=words))
    done.remaining.append(_IN_THE_STORE)
    return done


def redate(recorder: Recorder, wrong: str, today: str) -> DeclarationResult:
    """Declare that a day in the lock file was that of a wrong clock.

    Args:
        recorder: the catalogue, its ledger read for the right day.
        wrong: the day as it stands, ISO 8601.
        today: after which nothing was published yet.

    Raises:
        IdentityError: it stands nowhere, the right one is to come, or a thing would have changed
            before it was published.
        OutputError: the lock file cannot be written.
    """
    right = recorder.ledger.date
    if right > today:
        raise IdentityError("identity.day-to-come", day=right, today=today)
    lines = list(read_lines(recorder.lock_lines(), LEDGER_FILE))
    days = [(line.first_published, line.modified, line.retired) for line in lines]
    number = sum(wrong in each for each in days)
    if not number:
        known = sorted({day for each in days for day in each if day})
        raise IdentityError(
            "identity.no-such-day", day=quotation(wrong), last=known[-1] if known else "–"
        )
    _write(recorder, list(identity.redated(lines, wrong, right)))
    count = sentence("identity.lines", n=number)
    return DeclarationResult(
        [sentence("identity.name-replaced", wrong=wrong, right=right, count=count)],
        [],
    )


def rebase(recorder: Recorder) -> DeclarationResult:
    """Declare that the addresses of ``catalogue.toml`` take the place of those published.

    Raises:
        IdentityError: one of them is a placeholder.
        OutputError: the lock file cannot be written.
    """
    settings, published = recorder.folder.shared.settings, recorder.ledger.addresses
    now = {name: getattr(settings, name) for name in ADDRESSES}
    moved = {name: url for name, url in now.items() if published.get(name, url) != url}
    for name, url in moved.items():
        if is_placeholder(url):
            raise IdentityError("identity.placeholder", name=name, url=url)
    if moved:
        lines = read_lines(recorder.lock_lines(), LEDGER_FILE)
        _write(recorder, identity.rebased(lines, moved, _day(recorder)))
    sentences = [
        sentence("identity.url-changed", name=name, published=published[name], url=url)
        for name, url in moved.items()
    ]
    remaining = [
        sentence("identity.redirect-all", published=published[name], url=url)
        for name, url in moved.items()
    ]
    if "base_iri" in moved:
        remaining.extend(_at_portals(recorder))
    return DeclarationResult(sentences, remaining)


def declared(ledger: Ledger) -> Iterator[LockLine]:
    """Yield the lines of what was declared: addresses first, then things in their order."""
    yield from ledger.former
    yield from (line for line in ledger.files.values() if line.retired)
    yield from ledger.retired.values()


def in_words(line: LockLine) -> Text:
    """Return what a declaration says, as one sentence."""
    if line.status in ADDRESSES:
        words = f"{line.status} {line.id} → {line.successor}"
        return Text(words, words)
    if line.status == FILE:
        to = f" → {line.successor}" if line.successor else ""
        return sentence("identity.given-up", id=line.id, to=to)
    reason = f" ({line.reason})" if line.reason else ""
    return sentence("identity.fate", id=line.id, fate=fate(line), reason=reason)


def _declared(recorder: Recorder, changes: Changes) -> DeclarationResult:
    lines = read_lines(recorder.lock_lines(), LEDGER_FILE)
    _write(recorder, identity.changed(lines, changes))
    done = DeclarationResult([], [])
    for id, change in changes.items():
        if change.identifier == "":
            done.changes.append(sentence("identity.new-item", id=id))
        elif change.status in RETIRED:
            line = LockLine(id, change.status, change.successor, "", "", "", change.retired, "")
            words = in_words(line)
            done.changes.append(Text(f"{words.fr}.", f"{words.en}."))
        else:
            done.changes.append(sentence("identity.taken-back", id=id))
    done.remaining.extend(_remaining(recorder, changes))
    ledger = recorder.ledger
    if ledger.date < ledger.newest and any(change.retired for change in changes.values()):
        done.remaining.append(
            sentence("identity.day-before", date=ledger.date, newest=ledger.newest)
        )
    return done


def _remaining(recorder: Recorder, changes: Changes) -> Iterator[Text]:
    for id, change in changes.items():
        if change.identifier == "":
            continue
        there = present(id, recorder)
        if change.status in RETIRED and there:
            yield sentence("identity.still-in-tables", id=id_in_commands(id))
        if change.status not in RETIRED and not there:
            yield sentence("identity.not-in-tables", id=id_in_commands(id))
    for successor in dict.fromkeys(each.successor for each in changes.values() if each.successor):
        if not present(successor, recorder):
            yield sentence("identity.successor-missing", successor=id_in_commands(successor))


def _at_portals(recorder: Recorder) -> Iterator[Text]:
    """Yield what those will do who harvest the catalogue, where any could."""
    if recorder.ledger.is_public and recorder.folder.shared.settings.feeds:
        yield AT_PORTALS


def _path(recorder: Recorder, given: str, like: str | None = None) -> str:
    return identity.path_of(given, recorder.graph.context.iris, like)


def _day(recorder: Recorder) -> str:
    """Return the day of a declaration.

    Raises:
        IdentityError: a clock gives one that lies before the last publication.
    """
    ledger = recorder.ledger
    if ledger.date < ledger.newest and not ledger.date_given:
        raise IdentityError("identity.day-goes-back", day=ledger.date, last=ledger.newest)
    return ledger.date


def _tidy(reason: str) -> str:
    """Return a reason on one line.

    Raises:
        IdentityError: it holds what no published text can hold.
    """
    tidy = " ".join(reason.split())
    if wrong := unpublishable_character(tidy):
        near = quotation(tidy[max(0, wrong.start() - 15) : wrong.end() + 15])
        raise IdentityError("identity.character", character=f"U+{ord(wrong[0]):04X}", near=near)
    return tidy


def _write(recorder: Recorder, lines: Iterable[LockLine]) -> None:
    path = recorder.folder.path / LEDGER_FILE
    try:
        with locked_file(path):
            recorder.folder.refuse_changed()
            replace_file(path, written(lines))
    except OSError as error:
        raise cannot_write(path, error) from error
