"""A catalogue's life in one database of the real udata: what was foretold is what it then has.

At each stage something happens to the catalogue, it is published, the harvest is foretold from the
two publications, and udata harvests. The environment `.consumers/udata` is made by the Makefile;
where it is missing this is skipped.
"""

import shutil
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from catalogue_folder import change, copy_of_atelier
from identity_folder import drop, give_id, rows, write_rows
from real_datagouv import PYTHON, arrived, plain, real, serving
from tressons_ld.cli.harvest_command import published_before
from tressons_ld.composition import open_folder
from tressons_ld.consumers.harvest.against import HarvestComparison
from tressons_ld.consumers.harvest.harvest_rehearsal import rehearse
from tressons_ld.identity import declarations
from tressons_ld.publication.publish import publish

pytestmark = pytest.mark.slow

CATALOG = "harvest/data.gouv.fr/catalog.ttl"
BASES = ("https://id.example.net/atelier/", "https://noms.example.net/", "https://w.example.net/a/")
GUIDE, CARNET, DEBAT = "guide-du-velo", "carnet-de-voyage", "debat-sur-la-marche"


class Life:
    """A catalogue and the days that pass over it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.day = folder, date(2026, 1, 1)
        self.kept: dict[str, dict[str, str]] = {}

    def recorder(self) -> Any:
        return open_folder(self.folder, date=self.day.isoformat()).recorder

    def edit(self, id: str, column: str, value: str) -> None:
        change(self.folder, f"resources {id} {column}", value)

    def rename(self, old: str, new: str) -> None:
        declarations.rename(self.recorder(), old, new)
        give_id(self.folder, old, new)

    def rename_and_edit(self, old: str, new: str, title: str) -> None:
        self.rename(old, new)
        self.edit(new, "title", title)

    def remove(self, id: str) -> None:
        declarations.remove(self.recorder(), [id], "Retirée.")
        self.take_out(id)

    def merge(self, id: str, into: str) -> None:
        declarations.merge(self.recorder(), [id], into)
        self.take_out(id)

    def undo(self, id: str) -> None:
        declarations.undo(self.recorder(), [id])
        self.put_back(id)

    def forget(self, id: str) -> None:
        declarations.forget(self.recorder(), [id])
        self.take_out(id)

    def add(self, id: str, title: str, url: str) -> None:
        row = {**self.row(GUIDE), "id": id, "title": title, "landing_page": url}
        self.kept[id] = row
        self.put_back(id)

    def rebase(self, number: int) -> None:
        change(self.folder, "catalogue.toml base_iri", f'"{BASES[number]}"')
        declarations.rebase(self.recorder())

    def row(self, id: str) -> dict[str, str]:
        (row,) = (row for row in rows(self.folder, "resources") if row["id"] == id)
        return row

    def take_out(self, id: str) -> None:
        self.kept[id] = self.row(id)
        drop(self.folder, id)

    def put_back(self, id: str) -> None:
        table = rows(self.folder, "resources")
        write_rows(self.folder, "resources", [*table, self.kept[id]], list(table[0]))


FILES = "https://www.example.net/guide.pdf; https://www.example.net/guide.html"
ONE_FILE = "https://www.example.net/guide.pdf"


def files(life: Life, urls: str, formats: str, sizes: str, licence: str) -> None:
    for column, value in zip(
        ("download_url", "format", "size", "licence"), (urls, formats, sizes, licence), strict=True
    ):
        life.edit(GUIDE, column, value)


STAGES: Sequence[tuple[str, Callable[[Life], object]]] = [
    ("first published", lambda life: None),
    ("nothing", lambda life: None),
    ("another title", lambda life: life.edit(CARNET, "title", "Carnet d'un long voyage")),
    ("a new one", lambda life: life.add("neuf", "Tout neuf", "https://www.example.net/neuf")),
    ("a file goes", lambda life: files(life, ONE_FILE, "PDF", "1258291", "")),
    ("the file is back", lambda life: files(life, FILES, "PDF; HTML", "1258291; 20480", "")),
    ("renamed", lambda life: life.rename(CARNET, "cahier-un")),
    ("its title changes", lambda life: life.edit("cahier-un", "title", "Carnet")),
    ("renamed again", lambda life: life.rename("cahier-un", "cahier-deux")),
    ("removed", lambda life: life.remove(DEBAT)),
    ("nothing more", lambda life: None),
    ("undone", lambda life: life.undo(DEBAT)),
    ("renamed back", lambda life: life.rename("cahier-deux", "cahier-un")),
    ("merged", lambda life: life.merge("neuf", GUIDE)),
    ("another base", lambda life: life.rebase(1)),
    ("renamed under it", lambda life: life.rename(DEBAT, "debat-deux")),
    ("a merge undone", lambda life: life.undo("neuf")),
    ("no keyword left", lambda life: life.edit(GUIDE, "keywords", "")),
    ("no place left", lambda life: life.edit(GUIDE, "places", "")),
    ("a third base", lambda life: life.rebase(2)),
    ("renamed under that", lambda life: life.rename("cahier-un", "cahier-trois")),
    ("forgotten", lambda life: life.forget("neuf")),
    (
        "one of the same title",
        lambda life: life.add("jumeau", "Tout neuf", "https://a.example.net/"),
    ),
    ("renamed and edited", lambda life: life.rename_and_edit("debat-deux", "debat-trois", "Débat")),
    ("the first base again", lambda life: life.rebase(0)),
    ("the last day", lambda life: None),
]


def test_all_that_is_foretold_is_what_udata_then_has(tmp_path: Path) -> None:
    if not PYTHON.exists():
        pytest.skip("no environment .consumers/udata: type make test-slow")
    life = Life(copy_of_atelier(tmp_path / "atelier"))
    site, foretold = tmp_path / "site", list[dict[str, HarvestComparison]]()
    for number, (name, happen) in enumerate(STAGES):
        happen(life)
        done = publish(
            open_folder(life.folder, date=life.day.isoformat()), life.folder / "public", jobs=1
        )
        assert done.published, (name, list(done.report.sorted()))
        shutil.copytree(life.folder / "public", site / str(number))
        if number:
            earlier = site / str(number - 1)
            base = open_folder(
                life.folder, date=life.day.isoformat()
            ).folder.shared.settings.base_iri
            rehearsal = rehearse(
                "data.gouv.fr",
                site / str(number),
                date.today(),
                earlier=earlier,
                is_known=published_before(str(earlier), base),
            )
            foretold.append({one.id: one for one in rehearsal.against or ()})
        life.day += timedelta(days=1)
    with serving(site) as served:
        _, (run,) = real([[f"{served}/{number}/{CATALOG}" for number in range(len(STAGES))]])
    records = {item["id"]: item for item in run[0]["items"]}
    for (name, _), told, harvest in zip(STAGES[1:], foretold, run[1:], strict=True):
        assert (name, harvest["status"], harvest["errors"]) == (name, "done", [])
        seen = {item["id"]: item for item in harvest["items"]}
        for id, one in told.items():
            compare(name, one, records.get(id), seen.get(id))
        # What is archived is listed at each harvest from then on.
        archived = {
            id
            for id, item in seen.items()
            if item["status"] == "archived" and not records[id]["archived"]
        }
        assert (name, archived) == (
            name,
            {id for id, one in told.items() if one.fate == "archived"},
        )
        assert (name, [id for id, one in told.items() if one.fate == "doubled"]) == (name, [])
        records |= seen
        assert (name, harvest["datasets"]) == (
            name,
            len({item["record"] for item in records.values()}),
        )
    # Three resources, the catalogue as data, and the two that were added: no name made another.
    assert run[-1]["datasets"] == 6


def compare(
    name: str,
    told: HarvestComparison,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    """Hold what becomes of one item against what was foretold of it."""
    where = (name, told.id, told.fate)
    assert after, where
    if told.fate in ("created", "doubled"):
        assert (where, before) == (where, None)
        return
    assert before, where
    assert (where, after["record"]) == (where, before["record"])
    if told.fate in ("archived", "restored"):
        states = (before["archived"] is None, after["archived"] is None)
        assert (where, states) == (where, (told.fate == "archived", told.fate == "restored"))
        return
    old, new = (arrived(item)["fields"] for item in (before, after))
    differing = {field for field in old.keys() | new.keys() if old.get(field) != new.get(field)} - {
        "resources"
    }
    changes = {each.field: each for each in told.changes if not each.field.startswith("resources/")}
    assert differing <= changes.keys(), where
    for field, each in changes.items():
        if not each.stays:
            assert (where, field, new[field]) == (where, field, plain(each.new))
    left, right = ({one["url"]: one for one in fields["resources"]} for fields in (old, new))
    of_files = {each.field: each for each in told.changes if each.field.startswith("resources/")}
    differing = {f"resources/{url}" for url in right if left.get(url) != right[url]}
    assert differing <= of_files.keys(), where
    assert set(told.zombies) <= right.keys(), where
