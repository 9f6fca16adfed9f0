"""A published copy of the catalogue «atelier», and what happens to its ids."""

import atexit
import csv
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier, without_site
from command_line import tressons_ld

FIRST, THEN, LATER = "2026-01-01", "2026-02-01", "2026-03-01"
OLD, NEW, GONE, TWIN = (
    f"ressource/{id}"
    for id in ("guide-du-velo", "guide-de-velo", "debat-sur-la-marche", "carnet-bis")
)
REASON = 'Retirée à la demande de l\'éditeur : <b>doublon</b> & "erreur".'


def published(folder: Path, *, site: bool = True) -> Path:
    """A copy of the catalogue, published on the first day.

    Without its site, other settings of publication may follow at the end of its settings.
    """
    return shutil.copytree(_published_once(site), folder)


@cache
def _published_once(site: bool) -> Path:
    """The catalogue, published once for all tests of a process."""
    scratch = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, scratch)
    made = copy_of_atelier(Path(scratch) / "atelier")
    publish(made if site else without_site(made), FIRST)
    return made


def with_retired(made: Path) -> Path:
    """Publish a copy of the catalogue twice: OLD is renamed NEW, TWIN merged, GONE removed."""
    table = made / "data/resources.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    (twin,) = (line for line in lines if line.startswith("carnet-de-voyage,"))
    table.write_text("".join([*lines, twin.replace("carnet-de-voyage", "carnet-bis", 1)]), "utf-8")
    publish(made, FIRST)
    give_id(made, "guide-du-velo", "guide-de-velo")
    drop(made, "debat-sur-la-marche", "carnet-bis")
    drop(made, "dominique-selle", table="agents")
    identity(made, "rename", "guide-du-velo", "guide-de-velo")
    identity(made, "merge", "carnet-bis", "carnet-de-voyage", "--reason", "La même.")
    identity(made, "remove", "debat-sur-la-marche", "personne/dominique-selle", "--reason", REASON)
    publish(made, LATER)
    return made


def publish(folder: Path, day: str, *options: str) -> str:
    """Publish; return what was said on standard error."""
    done = tressons_ld("publish", "--date", day, *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stderr


def refused(folder: Path, *options: str, command: str = "publish") -> str:
    """What ``publish`` or ``check`` finds that stops."""
    done = tressons_ld(command, *options, folder=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr if command == "publish" else done.stdout


def identity(folder: Path, *words: str, day: str = THEN) -> str:
    """Declare something; return what was said."""
    done = tressons_ld("identity", *words, "--date", day, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(folder: Path, table: str, rows: list[dict[str, str]], head: list[str]) -> None:
    path = folder / "data" / f"{table}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def drop(folder: Path, *ids: str, table: str = "resources") -> None:
    """Take rows out of a table, with what other rows say of them."""
    before = rows(folder, table)
    kept = [row for row in before if row["id"] not in ids]
    for row in kept:
        if row.get("based_on") in ids:
            row["based_on"] = ""
    write_rows(folder, table, kept, list(before[0]))
    facts = rows(folder, "additions")
    kept = [row for row in facts if row["resource"].rpartition("/")[2] not in ids]
    write_rows(folder, "additions", kept, list(facts[0]))


def give_id(folder: Path, old: str, new: str) -> None:
    """Give a resource another id wherever tables name it."""
    for table in ("resources", "additions"):
        path = folder / "data" / f"{table}.csv"
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def line_of(folder: Path, id: str) -> dict[str, str]:
    """The line of an id in the lock file."""
    (line,) = (line for line in rows(folder, "identities") if line["id"] == id)
    return line


def netlify(folder: Path) -> Iterator[tuple[str, int, str]]:
    """The rules of Netlify: path, status, target."""
    for line in (folder / "public/_redirects").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            path, target, status = line.split()
            yield path, int(status), target


# --- fixtures that the tests of what was retired import -------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue in which one resource was renamed, one merged and one removed; without a site."""
    made = copy_of_atelier(tmp_path_factory.mktemp("retired") / "atelier")
    return with_retired(without_site(made))


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """The same, to be changed at will."""
    return Path(shutil.copytree(folder, tmp_path / "atelier"))
