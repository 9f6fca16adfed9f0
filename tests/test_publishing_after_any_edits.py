"""Whatever was edited since, publishing over an earlier publication comes to the same bytes, and to
the same findings."""

import csv
import io
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command_line import DATE, files_of
from tressons_ld.composition import open_folder
from tressons_ld.identity.declarations import remove
from tressons_ld.publication import shards
from tressons_ld.publication.publish import check, publish

Rows = list[list[str]]


def read(table: Path) -> Rows:
    return list(csv.reader(io.StringIO(table.read_text("utf-8"), newline="")))


def write(table: Path, rows: Rows) -> None:
    with table.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(rows)


def change(table: Path, kind: str, place: int, words: str) -> None:
    """Make one edit in a table: a title or a name changed, a row copied, moved or removed."""
    rows = read(table)
    head, body = rows[0], rows[1:]
    place %= len(body)
    text = head.index("title" if "title" in head else "name")
    if kind == "change":
        if "spellings" in head:
            # Cells that name the thing by its old name go on naming it.
            spellings = head.index("spellings")
            body[place][spellings] += f"; {body[place][text]}"
        body[place][text] += f" {words}"
    elif kind == "copy" and table.name == "resources.csv":
        copy = list(body[place])
        copy[head.index("id")] = f"copie-{len(body)}-{place}"
        body.insert(place, copy)
    elif kind == "remove" and table.name == "resources.csv":
        named = {value.strip() for row in body for value in row[head.index("based_on")].split(";")}
        if body[place][head.index("id")].startswith("copie-") or len(named) == 0:
            del body[place]
    elif kind == "move":
        body.append(body.pop(place))
    write(table, [head, *body])


def declare_what_has_gone(folder: Path, date: str) -> None:
    """Declare the resources removed that were published and have no row any more."""
    opened = open_folder(folder, date=date)
    with (folder / "data/identities.csv").open(encoding="utf-8", newline="") as file:
        gone = [
            line["id"]
            for line in csv.DictReader(file)
            if line["id"].startswith("ressource/")
            and line["status"] == "published"
            and line["id"].removeprefix("ressource/") not in opened.index
        ]
    if gone:
        remove(opened, gone, "Retirée.")


@pytest.fixture(scope="module", autouse=True)
def small_shards() -> object:
    """Cut even a small catalogue into many shards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "_ENDS", 3)
        yield


EDITS = st.tuples(
    st.sampled_from(["resources.csv", "resources.csv", "agents.csv", "places.csv", "series.csv"]),
    st.sampled_from(["change", "copy", "remove", "move"]),
    st.integers(0, 200),
    st.sampled_from(["encore", "« bis »", "</script>", "; suite", 'a "b"']),
)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.lists(EDITS, min_size=1, max_size=3), min_size=1, max_size=3))
def test_after_any_edits(project: Path, rounds: list[list[tuple[str, str, int, str]]]) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "folder"
        shutil.copytree(project / "data", folder / "data")
        publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
        for number, edits in enumerate(rounds):
            for table, kind, place, words in edits:
                change(folder / "data" / table, kind, place, words)
            date = f"2027-01-{number + 1:02}"
            declare_what_has_gone(folder, date)
            lock = (folder / "data/identities.csv").read_bytes()
            checked = check(open_folder(folder, date=date), jobs=1)
            over = publish(open_folder(folder, date=date), folder / "public", jobs=1)
            identities = (folder / "data/identities.csv").read_bytes()
            (folder / "data/identities.csv").write_bytes(lock)
            alone = publish(open_folder(folder, date=date), folder / "alone", jobs=1)
            assert alone.rendered == alone.resources
            assert over.report.report() == alone.report.report() == checked.report()
            assert over.report.codes == alone.report.codes == checked.codes
            assert over.published == alone.published
            if not over.published:
                return
            assert files_of(folder / "public") == files_of(folder / "alone")
            assert (folder / "data/identities.csv").read_bytes() == identities
            shutil.rmtree(folder / "alone")


def test_after_one_edit_only_its_shard_is_rendered(tressons: Path) -> None:
    publish(open_folder(tressons, date=DATE), tressons / "public", jobs=1)
    change(tressons / "data/resources.csv", "change", 7, "encore")
    done = publish(open_folder(tressons, date=DATE), tressons / "public", jobs=1)
    assert 1 <= done.rendered < done.resources / 2
