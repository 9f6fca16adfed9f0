"""Whatever was edited since, publishing over an earlier publication comes to the same bytes, and to
the same findings."""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue_edits import EDITS, LAID, SETTINGS, Edit, kept_by_settings, make, settle
from catalogue_folder import ATELIER, change
from command_line import DATE, files_of
from damages import DAMAGES, Damage, damage, damage_lock_file
from examples import examples
from tressons_ld.catalogue.tables.settings import _KINDS
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import TressonsError
from tressons_ld.findings.finding import Report
from tressons_ld.publication import shards
from tressons_ld.publication.manifest import header_of, published_lines
from tressons_ld.publication.publish import check, publish
from tressons_ld.publication.shard_list import ShardList

INPUT = ("data", "ontology", "shapes", "queries")
Rounds = list[tuple[list[Edit], Damage | None, int | None]]
"""The edits that are made before a publication, what became of the last one meanwhile, and of the
lock file."""


@pytest.fixture(scope="module", autouse=True)
def small_shards() -> Iterator[None]:
    """Cut even a small catalogue into many shards, some of several rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "_ENDS", 2)
        yield


@pytest.fixture(scope="module")
def catalogues(
    project: Path, tmp_path_factory: pytest.TempPathFactory, small_shards: None
) -> dict[str, Path]:
    """The catalogue of TRESSONS and the one that has a value in every column, both published."""
    made = tmp_path_factory.mktemp("published")
    for name, original in (("tressons", project), ("atelier", ATELIER)):
        shutil.copytree(original / "data", made / name / "data")
        # The questions of the site, answered each time, would take most of the time: an edit does.
        settings = made / name / "data/catalogue.toml"
        text = settings.read_text("utf-8")
        settings.write_text(f"{text}\n[publication]\nanswers_up_to = 0\n", "utf-8")
        publish(open_folder(made / name, date=DATE), made / name / "public", jobs=1)
    return {folder.name: folder for folder in made.iterdir()}


def outcome(
    folder: Path, output: Path, date: str, dropping: int | None
) -> tuple[bool, Report | str]:
    """Whether a folder was published, and what was found in it, or why it was refused."""
    known = ShardList()
    try:
        inputs = open_folder(folder, date=date, watch=known.watch)
        done = publish(inputs, output, jobs=1, dropping=dropping, shards=known)
    except TressonsError as error:
        return False, str(error)
    return done.published, done.report.report()


def findings_of(folder: Path, date: str, dropping: int | None = None) -> Report | str:
    """What a check finds in a folder, or why it is refused."""
    try:
        return check(open_folder(folder, date=date), jobs=1, dropping=dropping).report()
    except TressonsError as error:
        return str(error)


def addresses_gone(found: Report | str) -> int | None:
    """Number of addresses that would be gone, as one is told to say it."""
    findings = () if isinstance(found, str) else found.findings
    told = [each for each in findings if each.code == "publication.addresses-gone"]
    return int(told[0].remedy.en.rpartition(" ")[2]) if told and told[0].remedy else None


def take_back(folder: Path, before: Path) -> None:
    """Put what a folder holds, but its publication, back to what it was."""
    for name in INPUT:
        shutil.rmtree(folder / name, ignore_errors=True)
        if (before / name).exists():
            shutil.copytree(before / name, folder / name)


def check_that_an_earlier_publication_never_shows(original: Path, rounds: Rounds) -> None:
    """Publish after each round of edits, over what there is and beside it, and compare the two.

    The edits of a round after which nothing can be published are taken back.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder, before = Path(scratch) / "folder", Path(scratch) / "before"
        shutil.copytree(original, folder)
        lock = folder / "data/identities.csv"
        earlier = lock.read_bytes()
        for number, (edits, damaged, lock_damage) in enumerate(rounds):
            date = f"2027-01-{1 + number // 2:02}"
            take_back(before, folder)
            try:
                for edit in edits:
                    make(folder, edit, date)
                settle(folder, date)
            except TressonsError:
                take_back(folder, before)
                continue
            if damaged:
                damage(folder / "public", damaged)
            if lock_damage is not None:
                check_that_a_loss_is_told(folder, date, earlier, lock_damage)
            declared, checked = lock.read_bytes(), findings_of(folder, date)
            if dropping := addresses_gone(checked):
                checked = findings_of(folder, date, dropping)
            check_that_what_nobody_keeps_is_told(folder, date, dropping)
            kept = laid_in(folder, kept_by_settings(folder))
            over = outcome(folder, folder / "public", date, dropping)
            identities = lock.read_bytes()
            lock.write_bytes(declared)
            beside = outcome(folder, folder / "beside", date, dropping)
            assert over == beside
            published, found = over
            assert checked == found
            if published:
                earlier = declared
                assert laid_in(folder, kept_by_settings(folder)) == kept
                assert files_but(folder / "public", kept) == files_but(folder / "beside", kept)
                assert identities == lock.read_bytes()
                shutil.rmtree(folder / "beside")
            else:
                take_back(folder, before)


def laid_in(folder: Path, names: Collection[str]) -> dict[str, bytes]:
    """What was laid into the published folder under some names: its paths and bytes."""
    files = {LAID[name]: folder / "public" / LAID[name] for name in LAID if name in names}
    return {path: file.read_bytes() for path, file in files.items() if file.is_file()}


def files_but(folder: Path, paths: Collection[str]) -> dict[str, bytes]:
    """The files of a folder but for some."""
    return {path: content for path, content in files_of(folder).items() if path not in paths}


def check_that_what_nobody_keeps_is_told(folder: Path, date: str, dropping: int | None) -> None:
    """See a publication refused over what no setting keeps and none made; remove that."""
    names = set(LAID) - set(kept_by_settings(folder)) - {"catalogue.ttl"}
    if strays := [name for name in names if os.path.lexists(folder / "public" / name)]:
        before = files_of(folder)
        assert not outcome(folder, folder / "public", date, dropping)[0]
        assert files_of(folder) == before
        for name in strays:
            path = folder / "public" / name
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def check_that_a_loss_is_told(folder: Path, date: str, earlier: bytes, damage: int) -> None:
    """Damage the lock file; where that loses a line, see it refused, and put the file back.

    What loses none is published as any other lock file.
    """
    lock, intact = folder / "data/identities.csv", (folder / "data/identities.csv").read_bytes()
    known = published_lines(header_of(folder / "public"))
    damage_lock_file(lock, earlier, damage)
    try:
        ledger = open_folder(folder, date=date).recorder.ledger
        lost = len(ledger) == 0 or (known is not None and known.missing_from(ledger.published) > 0)
    except TressonsError:
        lost = True
    if lost:
        before = files_of(folder)
        with pytest.raises(TressonsError):
            publish(open_folder(folder, date=date), folder / "public", jobs=1)
        assert files_of(folder) == before
        lock.write_bytes(intact)


def rounds_of(most: int) -> st.SearchStrategy[Rounds]:
    edits = st.lists(EDITS, min_size=0, max_size=4)
    lock_damages = st.none() | st.integers(0, 1 << 20)
    one = st.tuples(edits, st.none() | DAMAGES, lock_damages)
    return st.lists(one, min_size=2, max_size=most)


NAMES = ["tressons", "atelier"]


@settings(max_examples=examples(10), deadline=None, derandomize=True)
@given(st.sampled_from(NAMES), rounds_of(3))
def test_after_any_edits(catalogues: dict[str, Path], name: str, rounds: Rounds) -> None:
    check_that_an_earlier_publication_never_shows(catalogues[name], rounds)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=15, deadline=None, derandomize=True)
@given(rounds=rounds_of(6))
def test_after_any_of_many_more_edits(
    catalogues: dict[str, Path], name: str, rounds: Rounds
) -> None:
    check_that_an_earlier_publication_never_shows(catalogues[name], rounds)


def test_every_setting_is_among_those_edited() -> None:
    assert set(SETTINGS) == set(_KINDS)


def test_after_one_edit_only_its_shard_is_rendered(tressons: Path) -> None:
    publish(open_folder(tressons, date=DATE), tressons / "public", jobs=1)
    change(tressons, "resources ess-et-ruralites title", "Encore")
    done = publish(open_folder(tressons, date=DATE), tressons / "public", jobs=1)
    assert 1 <= done.rendered < done.resources / 2
