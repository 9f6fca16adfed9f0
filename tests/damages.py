"""Damages to what was published, as editors, power cuts, copies and merges do them.

A damage is two numbers, which choose the file and what becomes of it: whatever they are, it can be
done to any publication. None leaves a file that no publication made.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

from tressons_ld.publication.manifest import FILE
from tressons_ld.publication.stamps import stamps_file

Damage = tuple[int, int]
"""To what was published, or to the lock file: which, and how."""

DAMAGES: st.SearchStrategy[Damage] = st.tuples(st.integers(0, 1 << 20), st.integers(0, 1 << 20))


def of_lines(path: Path, number: int) -> None:
    """Delete, double, swap or change a line."""
    lines = path.read_bytes().splitlines(keepends=True) or [b"\n"]
    at = number // 4 % len(lines)
    match number % 4:
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            other = (at + 1) % len(lines)
            lines[at], lines[other] = lines[other], lines[at]
        case _:
            place = number // 7 % max(len(lines[at]), 1)
            lines[at] = lines[at][:place] + b"1" + lines[at][place + 1 :]
    write_anew(path, b"".join(lines))


def write_anew(path: Path, content: bytes) -> None:
    """Write a file, and no other one that is a link to the same bytes."""
    path.unlink()
    path.write_bytes(content)


def _cut(path: Path, number: int) -> None:
    write_anew(path, path.read_bytes()[: number // 8 % (path.stat().st_size + 1)])


def _zeroed(path: Path, _number: int) -> None:
    write_anew(path, bytes(path.stat().st_size))


def _changed(path: Path, number: int) -> None:
    content = bytearray(path.read_bytes() or b" ")
    content[number // 8 % len(content)] ^= 1
    write_anew(path, bytes(content))


def _lengthened(path: Path, _number: int) -> None:
    write_anew(path, path.read_bytes() + b"\n# more\n")


def _removed(path: Path, _number: int) -> None:
    path.unlink()


def _a_link(path: Path, _number: int) -> None:
    path.symlink_to(_moved_out(path))


def _moved_out(path: Path) -> Path:
    """Put a file where no publication is, and return where it lies."""
    descriptor, name = tempfile.mkstemp()
    os.close(descriptor)
    return path.replace(name)


def _a_folder(path: Path, _number: int) -> None:
    path.unlink()
    path.mkdir()


def _written_again(path: Path, _number: int) -> None:
    write_anew(path, path.read_bytes())


_OF_FILES: list[Callable[[Path, int], None]] = [
    *(of_lines, _cut, _zeroed, _changed, _lengthened, _removed, _a_link, _a_folder),
    _written_again,
]


def damage_lock_file(path: Path, earlier: bytes, number: int) -> None:
    """Empty a lock file, cut it, change its lines, or join it badly with an earlier one of it."""
    content = path.read_bytes()
    lines = content.splitlines(keepends=True)
    match number % 8:
        case 0:
            write_anew(path, b"")
        case 1:
            _cut(path, number)
        case 2:
            # What git keeps of two branches, told to keep the lines of both.
            ours = set(lines)
            theirs = [line for line in earlier.splitlines(keepends=True) if line not in ours]
            write_anew(path, content + b"".join(theirs))
        case 3:
            at = number // 8 % (len(lines) + 1)
            lines[at:at] = [b"<<<<<<< HEAD\n", b"=======\n", b">>>>>>> other\n"]
            write_anew(path, b"".join(lines))
        case _:
            of_lines(path, number // 8)


def damage(output: Path, chosen: Damage) -> None:
    """Damage a publication: the manifest, the stamps, any file, or all at once."""
    place, number = chosen
    files = sorted(path for path in output.rglob("*") if path.is_file() and not path.is_symlink())
    if not files:
        return
    match place % 8:
        case 0 | 1:
            if (output / FILE).is_file():
                of_lines(output / FILE, number)
        case 2:
            if stamps_file(output).is_file():
                of_lines(stamps_file(output), number)
        case 3:
            checkout = output.with_name("checkout")
            shutil.copytree(output, checkout, copy_function=shutil.copyfile)
            shutil.rmtree(output)
            checkout.rename(output)
        case _:
            how = _OF_FILES[number % len(_OF_FILES)]
            how(files[place // 8 % len(files)], number // len(_OF_FILES))
