"""The shards of a table are known once it was read: rows are read again where one has changed."""

import csv
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier, without_site
from command_line import DATE
from tressons_ld.catalogue.tables.delimited import DelimitedFile
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import FolderError
from tressons_ld.publication import shards
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.publish import publish
from tressons_ld.publication.shard_list import ShardList
from tressons_ld.publication.shards import Shard, shards_in


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """End a shard after every second row or so."""
    monkeypatch.setattr(shards, "_ENDS", 2)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def watched(folder: Path) -> tuple[Inputs, ShardList]:
    known = ShardList()
    return open_folder(folder, date=DATE, watch=known.watch), known


def whole(shard: Shard) -> tuple[object, ...]:
    """All that a shard holds, its rows read; of its first row where it stands."""
    first = shard.first.number, shard.first.line
    return list(shard.records), shard.key, list(shard.ids), shard.has_draft, first


def grow(folder: Path) -> None:
    """Add twenty rows, some of several lines, some blank."""
    path = folder / "data/resources.csv"
    with path.open(encoding="utf-8", newline="") as table:
        *_, row = csv.DictReader(table)
    with path.open("a", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, row, lineterminator="\n", restval="")
        for number in range(20):
            own = {name: f"{row[name]} {number}" for name in ("title", "description")}
            own["description"] += "\nOui." * (number % 3)
            writer.writerow(row | own | {"id": f"ajout-{number}", "based_on": ""})
            if number % 5 == 0:
                writer.writerow({})


def with_rows_without_an_id(folder: Path) -> None:
    with (folder / "data/resources.csv").open("a", encoding="utf-8") as table:
        table.write(",,,Sans\n\n,,,Sans non plus\n")


def with_drafts(folder: Path) -> None:
    change(folder, "resources ajout-7 status", "brouillon")


def with_additions(folder: Path) -> None:
    with (folder / "data/additions.csv").open("a", encoding="utf-8", newline="") as table:
        csv.writer(table, lineterminator="\n").writerow(
            ["ajout-9", "title", "Ajout neuf", "https://example.net/", DATE, "une-source"]
        )


def with_windows_line_ends(folder: Path) -> None:
    table = folder / "data/resources.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes().replace(b"\n", b"\r\n"))


def grouped(folder: Path) -> None:
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[resources]\ngroup_by = "description"\n')


def unchanged(folder: Path) -> None:
    assert folder.is_dir()


@pytest.mark.parametrize(
    "edit",
    [
        unchanged,
        with_rows_without_an_id,
        with_drafts,
        with_additions,
        with_windows_line_ends,
        grouped,
    ],
)
def test_they_are_those_of_a_second_reading(folder: Path, edit: Callable[[Path], None]) -> None:
    grow(folder)
    edit(folder)
    inputs, known = watched(folder)
    second = [whole(shard) for shard in shards_in(inputs.folder)]
    assert len(second) > 5
    assert [whole(shard) for shard in known.shards(inputs.folder)] == second


@pytest.mark.parametrize("backwards", [False, True])
def test_the_rows_of_any_shard_can_be_read_alone(folder: Path, backwards: bool) -> None:
    grow(folder)
    inputs, known = watched(folder)
    second = [list(shard.records) for shard in shards_in(inputs.folder)]
    places = sorted({1, 4, len(second) - 1}, reverse=backwards)
    later = list(known.shards(inputs.folder))
    assert [list(later[place].records) for place in places] == [second[place] for place in places]


def test_another_process_is_sent_rows_that_were_read(folder: Path) -> None:
    inputs, known = watched(folder)
    (shard, *_) = known.shards(inputs.folder)
    sent = pickle.loads(pickle.dumps(shard))
    assert type(sent.records) is list
    assert sent.records == list(shard.records)


def test_rows_that_are_no_longer_there_are_a_change_of_the_file(folder: Path) -> None:
    (folder / "data/additions.csv").unlink()
    inputs, known = watched(folder)
    *_, last = known.shards(inputs.folder)
    table = folder / "data/resources.csv"
    table.write_text(table.read_text("utf-8").splitlines()[0], "utf-8")
    with pytest.raises(FolderError) as refused:
        list(last.records)
    assert refused.value.code == "folder.changed"


def test_no_row_is_read_again_above_the_first_that_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(without_site(folder))
    (folder / "data/additions.csv").unlink()
    inputs, known = watched(folder)
    publish(inputs, folder / "public", jobs=1, shards=known)
    change(folder, "resources ajout-12 title", "Un autre titre")
    inputs, known = watched(folder)
    parsed: list[str] = []
    rows = DelimitedFile.rows

    def seen(file: DelimitedFile, start: Record | None = None) -> object:
        for record in rows(file, start):
            parsed.append(record.cells[0] if record.cells else "")
            yield record

    monkeypatch.setattr(DelimitedFile, "rows", seen)
    again = publish(inputs, folder / "public", jobs=1, shards=known)
    assert 0 < again.rendered < 10
    assert "ajout-12" in parsed
    assert not {"ajout-0", "ajout-19"} & set(parsed)


def test_the_table_is_opened_once_more_however_many_rows_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_ENDS", 1)
    grow(without_site(folder))
    # A draft is read at once, ahead of the row above it, which is read when it is worked on.
    with_drafts(folder)
    inputs, known = watched(folder)
    publish(inputs, folder / "public", jobs=1, shards=known)
    for number in (6, 12):
        change(folder, f"resources ajout-{number} title", "Un autre titre")
    inputs, known = watched(folder)
    opened: list[Record | None] = []
    rows = DelimitedFile.rows

    def seen(file: DelimitedFile, start: Record | None = None) -> object:
        opened.append(start)
        return rows(file, start)

    monkeypatch.setattr(DelimitedFile, "rows", seen)
    assert publish(inputs, folder / "public", jobs=1, shards=known).rendered
    assert len(opened) == 1
