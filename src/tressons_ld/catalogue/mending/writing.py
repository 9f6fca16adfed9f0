"""Files of a catalogue written in the place of the former ones, all or none.

Those that are mended are kept in ``data/.before-fix/`` until the next mending or until one call
puts them back, with a list that says which bytes each had before and has since.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.mending.plan import MendedFile
from tressons_ld.catalogue.tables.source_folders import leads_out
from tressons_ld.files.existing_file import is_read_only, rewrite
from tressons_ld.files.output import cannot_write, new_folder, remove_folder
from tressons_ld.files.regular_file import regular_file
from tressons_ld.findings.errors import OutputError

_KEPT, _LIST = "data/.before-fix", "files.json"


class _MendRecord(NamedTuple):
    """A file that was mended, and the digests of its bytes before and since."""

    file: str
    before: str
    after: str


def write_mended(folder: Path, files: Sequence[MendedFile]) -> None:
    """Write the files, all or none, and keep the former ones.

    Args:
        folder: the catalogue folder.
        files: what is to be written.

    Raises:
        OutputError: one is read-only, open in another program, or has changed since it was read.
    """
    for each in files:
        refuse_unwritable(each.path, each.file)
        if each.path.read_bytes() != each.before:
            raise OutputError("output.table-changed", file=each.file)
    listed = [
        _MendRecord(each.file, _digest(each.before), _digest(each.after))._asdict()
        for each in files
    ]
    with new_folder(folder / _KEPT) as new:
        # No version control takes them in.
        (new / ".gitignore").write_text("*\n", encoding="utf-8")
        for number, each in enumerate(files):
            (new / str(number)).write_bytes(each.before)
        (new / _LIST).write_text(json.dumps(listed, indent=1), encoding="utf-8")
        remove_folder(folder / _KEPT)
        new.rename(folder / _KEPT)
    try:
        _replace_all({each.file: (each.path, each.before, each.after) for each in files})
    except OutputError:
        remove_folder(folder / _KEPT)
        raise


def write_tables(folder: Path, files: Mapping[str, str | bytes | Path]) -> None:
    """Write tables and what goes with them, all or none; what is not there yet is made.

    Args:
        folder: the catalogue folder.
        files: path in it -> the text or bytes that it becomes, or the file to copy.

    Raises:
        OutputError: one is read-only, open in another program, or cannot be written.
    """
    contents: dict[str, tuple[Path, bytes | None, bytes]] = {}
    for file, source in files.items():
        path = folder / file
        match source:
            case str():
                after = source.encode()
            case bytes():
                after = source
            case Path():
                after = source.read_bytes()
        before = path.read_bytes() if path.exists() else None
        if before == after:
            continue
        if before is not None:
            refuse_unwritable(path, file)
        contents[file] = path, before, after
    _replace_all(contents)


def undo_mending(folder: Path) -> list[str]:
    """Put the files back as they were before the last mending; return their paths.

    Raises:
        OutputError: nothing was mended, the list of it is none of this folder, or a file has
            changed since, is read-only or open: then none is put back.
    """
    kept = folder / _KEPT
    contents: dict[str, tuple[Path, bytes | None, bytes]] = {}
    for number, each in enumerate(_mends(folder, kept)):
        path = folder / each.file
        refuse_unwritable(path, each.file)
        now, before = path.read_bytes(), _kept(kept / str(number))
        if _digest(now) == each.before:
            # The mending was interrupted before this file, or somebody put it back.
            continue
        if _digest(now) != each.after or _digest(before) != each.before:
            raise OutputError("output.changed-since-mended", file=each.file, kept=_KEPT)
        contents[each.file] = path, now, before
    _replace_all(contents)
    remove_folder(kept)
    return list(contents)


def _mends(folder: Path, kept: Path) -> Iterator[_MendRecord]:
    """Yield what the list of the last mending says, which anybody may have written.

    Raises:
        OutputError: there is none, or it is none of files of this folder.
    """
    if not (kept / _LIST).exists():
        raise OutputError("output.nothing-mended")
    try:
        listed = [_MendRecord(**each) for each in json.loads(_kept(kept / _LIST))]
        outside = any(leads_out(folder, folder / each.file) for each in listed)
    except (ValueError, TypeError, RecursionError) as error:
        raise OutputError("output.no-list-of-mends", kept=_KEPT) from error
    if outside:
        raise OutputError("output.no-list-of-mends", kept=_KEPT)
    yield from listed


def _kept(path: Path) -> bytes:
    try:
        return regular_file(path).read_bytes()
    except OSError as error:
        raise OutputError("output.no-list-of-mends", kept=_KEPT) from error


def _replace_all(contents: Mapping[str, tuple[Path, bytes | None, bytes]]) -> None:
    """Write each file; where one cannot be written, put back those that were."""
    done: list[tuple[Path, bytes | None]] = []
    for file, (path, before, after) in contents.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            rewrite(path, after)
        except OSError as error:
            for former, content in done:
                if content is None:
                    former.unlink()
                else:
                    rewrite(former, content)
            if isinstance(error, PermissionError):
                raise OutputError("output.table-open", file=file) from error
            raise cannot_write(path, error) from error
        done.append((path, before))


def refuse_unwritable(path: Path, file: str) -> None:
    """Refuse a file that is not there, is read-only, or is open in a spreadsheet program.

    Raises:
        OutputError: it is.
    """
    if not path.is_file():
        raise OutputError("output.table-changed", file=file)
    if is_read_only(path):
        raise OutputError("output.table-read-only", file=file)
    # What LibreOffice and Excel lay beside a file that they hold.
    signs = (f".~lock.{path.name}#", f"~${path.name}")
    if any((path.parent / sign).exists() for sign in signs):
        raise OutputError("output.table-open", file=file)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
