"""How far a long run is: a bar on a terminal, lines elsewhere, nothing when asked to be quiet."""

import io
import re
import sys
from contextvars import ContextVar
from types import SimpleNamespace

import pytest

from tressons_ld.cli import localised
from tressons_ld.cli.options import progress_shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def french_on_seventy_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COLUMNS": "70", "TERM": "xterm", "LC_ALL": "fr_FR.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    # Nobody has said --lang, whatever other tests have in this process.
    monkeypatch.setattr(localised, "_ASKED", ContextVar[str | None]("asked", default=None))


def shown(monkeypatch: pytest.MonkeyPatch, out: io.StringIO, *, step: float) -> list[str]:
    """What is on ``out`` after four steps of some seconds each, a line a piece."""
    clock = iter(step * number for number in range(100))
    monkeypatch.setattr("tressons_ld.cli.options.time", SimpleNamespace(monotonic=clock.__next__))
    monkeypatch.setattr(sys, "stderr", out)
    with progress_shown(False) as progress:
        assert progress
        for done in (250, 500, 750, 1000):
            progress(done, 1000)
    return [line for line in re.split(r"[\r\n]|\x1b\[\S+?[lh]", out.getvalue()) if line.strip()]


def test_a_bar_fills_as_the_work_advances_and_fits_the_terminal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = shown(monkeypatch, Terminal(), step=1)
    assert lines[0].endswith("] 250 / 1000 ressources, 250 par seconde, encore 3 s")
    bars = [line[1 : line.index("]")] for line in lines]
    assert [bar.count("#") / len(bar) for bar in bars] == pytest.approx(
        [0.25, 0.5, 0.75, 1], abs=0.1
    )
    assert {len(line) for line in lines} == {70}


def test_a_bar_gives_the_terminal_its_cursor_back_when_the_work_is_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    out = Terminal()
    clock = iter(range(100))
    monkeypatch.setattr("tressons_ld.cli.options.time", SimpleNamespace(monotonic=clock.__next__))
    monkeypatch.setattr(sys, "stderr", out)
    with pytest.raises(KeyboardInterrupt), progress_shown(False) as progress:
        assert progress
        progress(1, 2)
        raise KeyboardInterrupt
    assert out.getvalue().endswith("\x1b[?25h\n")


def test_a_bar_that_was_begun_is_drawn_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    out = Terminal()
    times = iter([0, 1, 1.01])
    monkeypatch.setattr("tressons_ld.cli.options.time", SimpleNamespace(monotonic=times.__next__))
    monkeypatch.setattr(sys, "stderr", out)
    with progress_shown(False) as progress:
        assert progress
        progress(9, 10)
        progress(10, 10)
    assert "10 / 10 ressources" in out.getvalue()


def test_elsewhere_a_line_is_written_every_five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = shown(monkeypatch, io.StringIO(), step=3)
    assert lines == [
        "500 / 1000 ressources, 83 par seconde, encore 6 s",
        "1000 / 1000 ressources, 83 par seconde, encore 0 s",
    ]


def test_who_asks_for_quiet_sees_nothing() -> None:
    with progress_shown(True) as progress:
        assert progress is None
