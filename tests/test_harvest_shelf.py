"""Any number of items of a harvest: put away, and read again as they were."""

import itertools
import os
from pathlib import Path

import pytest

from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.files.shelf import Shelf
from tressons_ld.findings.errors import OutputError


def items(number: int) -> list[Item]:
    return [Item(str(each), "", "done", fields={"tags": [str(each)]}) for each in range(number)]


def test_values_are_read_again_in_their_order() -> None:
    shelf = Shelf(items(50))
    assert list(shelf) == items(50)
    assert list(shelf) == items(50)


def test_a_value_is_found_at_its_place() -> None:
    shelf = Shelf(items(9))
    assert (shelf[3], shelf[-1], len(shelf)) == (items(9)[3], items(9)[8], 9)


def test_two_readers_take_turns() -> None:
    shelf = Shelf(range(5))
    assert list(zip(shelf, itertools.chain(shelf), strict=True)) == [(n, n) for n in range(5)]


def test_a_value_may_be_added_while_others_are_read() -> None:
    shelf = Shelf("ab")
    reader = iter(shelf)
    next(reader)
    shelf.append("c")
    assert next(reader) == "b"
    assert list(shelf) == ["a", "b", "c"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked on this system")
def test_what_forked_processes_read_is_read_once_by_each() -> None:
    shelf = Shelf("ab")
    for _ in range(2):
        child = os.fork()
        if not child:
            os._exit(list(shelf) != ["a", "b"])
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    shelf.append("c")
    assert list(shelf) == ["a", "b", "c"]


def test_a_full_disk_is_told() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full on this system")
    shelf: Shelf[str] = Shelf()
    shelf._file = open("/dev/full", "r+b", buffering=0)  # type: ignore[assignment]  # noqa: SIM115
    with pytest.raises(OutputError, match="TMPDIR"):
        shelf.append("a")
        list(shelf)
    shelf._file.close()
