"""A folder published, as its files."""

from pathlib import Path

from command_line import DATE, tressons_ld


def publish(folder: Path, *options: str, **environment: str) -> None:
    done = tressons_ld("publish", "--date", DATE, *options, folder=folder, environment=environment)
    assert done.returncode == 0, done.stderr
