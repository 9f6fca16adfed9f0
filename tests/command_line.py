"""Running the real command in a process of its own, as its users do."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from command_template import CommandTemplate, read_at_start

FRENCH = {"LC_ALL": "fr_FR.UTF-8", "PYTHONUTF8": "1"}
DATE = "2026-11-23"
TEMPLATES: dict[frozenset[tuple[str, str]], CommandTemplate] = {}
DATED = {"build", "check", "harvest", "publish", "score"}


def command(*arguments: str | Path, date: str | None = DATE) -> list[str]:
    """Return the words that start ``tressons-ld`` in a process of its own.

    A command that would take the day of today is given DATE; one among the arguments holds more.
    """
    words = list(map(str, arguments))
    if date and words and words[0] in DATED:
        words[1:1] = ["--date", date]
    return [sys.executable, "-m", "tressons_ld", *words]


def tressons_ld(
    *arguments: str | Path,
    folder: Path | None = None,
    environment: dict[str, str] | None = None,
    stdin: str | None = None,
    terminal: int | None = None,
    date: str | None = DATE,
) -> subprocess.CompletedProcess[str]:
    """Run ``tressons-ld`` in ``folder`` and return what it said; French unless told otherwise.

    Its standard input holds a text, or is an open terminal.
    """
    words = command(*arguments, date=date)
    surroundings = {**os.environ, **FRENCH, **(environment or {})}
    if read_at_start(environment or {}):
        return subprocess.run(
            words,
            cwd=folder,
            env=surroundings,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
        )
    start = read_at_start(surroundings)
    if start not in TEMPLATES:
        TEMPLATES[start] = CommandTemplate(surroundings)
    return _run_by_template(TEMPLATES[start], words, folder, surroundings, stdin, terminal)


def _run_by_template(
    template: CommandTemplate,
    words: list[str],
    folder: Path | None,
    environment: dict[str, str],
    stdin: str | None,
    terminal: int | None,
) -> subprocess.CompletedProcess[str]:
    with (
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as out,
        tempfile.TemporaryFile() as err,
    ):
        if stdin is not None:
            given.write(stdin.encode())
            given.seek(0)
        source = given.fileno() if terminal is None else terminal
        streams = [source, out.fileno(), err.fileno()]
        status = template.run(words[3:], folder, environment, streams)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read().decode("utf-8").replace("\r\n", "\n"))
    return subprocess.CompletedProcess(words, status, *texts)


def edit(path: Path, old: str, new: str) -> None:
    """Replace the one occurrence of ``old`` in a text file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path.name}"
    path.write_text(text.replace(old, new), "utf-8")


def files_of(folder: Path) -> dict[str, bytes]:
    """Return every file under a folder: its path -> its bytes.

    But for the stamps of a publication, which are times.
    """
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".stamps"
    }
