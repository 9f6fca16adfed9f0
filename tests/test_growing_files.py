"""A file made of texts and of runs of other files is what they are, one after the other."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tressons_ld.files.growing_file import GrowingFile
from tressons_ld.findings.errors import OutputError

OLD = bytes(range(256)) * 40
RUNS = st.tuples(st.integers(0, 5000), st.integers(0, 5000))
PIECES = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.binary(max_size=20)),
        st.tuples(st.just("copy"), RUNS),
        st.tuples(st.just("follow"), RUNS),
    ),
    max_size=12,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dumps")
    (made / "old").write_bytes(OLD)
    return made


def written(folder: Path, pieces: list[tuple[str, object]], between: bytes) -> tuple[bytes, bytes]:
    """What the file holds, and what it should hold."""
    expected = b""
    with (folder / "old").open("rb") as old, GrowingFile(folder / "new") as dump:
        for how, what in pieces:
            if how == "write":
                assert isinstance(what, bytes)
                dump.write(what)
                expected += what
                continue
            assert isinstance(what, tuple)
            offset, length = what
            if how == "copy":
                dump.copy(old, offset, length)
            else:
                dump.follow(old, offset, length, between)
                expected += between
            expected += OLD[offset : offset + length]
        assert len(dump) == len(expected)
        dump.end()
    return (folder / "new").read_bytes(), expected


@given(PIECES)
def test_pieces_stand_one_after_the_other(folder: Path, pieces: list[tuple[str, object]]) -> None:
    found, expected = written(folder, pieces, b"; ")
    assert found == expected


@given(st.integers(1, 8))
def test_runs_that_followed_one_another_still_do(folder: Path, number: int) -> None:
    runs: list[tuple[str, object]] = [("follow", (start * 256, 254)) for start in range(number)]
    found, expected = written(folder, runs, between=bytes((254, 255)))
    assert found == expected


def test_a_system_that_cannot_copy_runs_reads_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "copy_file_range")
    found, expected = written(folder, [("copy", (3, 4000)), ("write", b"end")], b"")
    assert found == expected


def test_the_first_bytes_can_be_written_again(folder: Path) -> None:
    with GrowingFile(folder / "new") as dump:
        dump.write(b"2026-11-22, ")
        dump.write(b"and the rest")
        dump.replace_head(b"2026-11-23")
        dump.end()
    assert (folder / "new").read_bytes() == b"2026-11-23, and the rest"


def test_the_first_bytes_can_be_written_again_after_the_last(folder: Path) -> None:
    with GrowingFile(folder / "new") as dump:
        dump.write(b"2026-11-22, and the rest")
        dump.end()
        dump.replace_head(b"2026-11-23")
    assert (folder / "new").read_bytes() == b"2026-11-23, and the rest"


def test_a_run_beyond_the_end_of_its_file_is_an_error(folder: Path) -> None:
    with (
        (folder / "old").open("rb") as old,
        GrowingFile(folder / "new") as dump,
        pytest.raises(OutputError),
    ):
        dump.copy(old, len(OLD) - 5, 10)


def test_the_digest_is_that_of_the_whole_file(folder: Path) -> None:
    with (folder / "old").open("rb") as old, GrowingFile(folder / "new") as dump:
        dump.write(b"head, ")
        dump.follow(old, 0, 5000, b"")
        dump.replace_head(b"HEAD, ")
        digest = dump.sha512()
    assert digest == hashlib.sha512(b"HEAD, " + OLD[:5000]).hexdigest()


def test_many_bytes_do_not_wait_in_memory(folder: Path) -> None:
    with (folder / "old").open("rb") as old, GrowingFile(folder / "new") as dump:
        dump.follow(old, 0, 10, b"")
        for _ in range(20):
            dump.write(bytes(1 << 20))
        assert (folder / "new").stat().st_size > 8 << 20


def test_a_file_that_is_stopped_is_not_copied_further(folder: Path) -> None:
    with (folder / "old").open("rb") as old, GrowingFile(folder / "new") as dump:
        dump.follow(old, 0, 10, b"")
        dump.stop()
        dump.end()
    assert (folder / "new").read_bytes() == b""


def follows(
    folder: Path, head: bytes, start: int, tail: bytes, between: bytes = b""
) -> Path | None:
    """What a file became that has a head, what an earlier one has from ``start`` on, and a tail."""
    new = folder / "new"
    new.unlink(missing_ok=True)
    with (folder / "old").open("rb") as old, GrowingFile(new) as dump:
        dump.write(head)
        dump.follow(old, start, len(OLD) - start - 10, between)
        dump.write(tail)
        dump.replace_head(head)
        if dump.become(old):
            assert len(dump) == len(OLD)
            return new
        dump.end()
        assert new.read_bytes() == head + between + OLD[start:-10] + tail
        return None


def test_a_file_in_which_nothing_changed_is_the_earlier_one(folder: Path) -> None:
    new = follows(folder, OLD[:7], 7, OLD[-10:])
    assert new
    assert new.samefile(folder / "old")
    assert new.read_bytes() == OLD
    new.unlink()


@pytest.mark.parametrize(
    ("head", "start", "tail", "between"),
    [
        (b"another", 7, OLD[-10:], b""),
        (OLD[:7], 7, b"another en", b""),
        (OLD[:7], 7, OLD[-10:] + b"more", b""),
        (OLD[:7], 8, OLD[-10:], b""),
        (OLD[:7], 7, OLD[-10:], b"more"),
    ],
)
def test_a_file_in_which_something_changed_is_another(
    folder: Path, head: bytes, start: int, tail: bytes, between: bytes
) -> None:
    assert follows(folder, head, start, tail, between) is None
