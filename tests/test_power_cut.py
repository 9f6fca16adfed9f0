"""A power cut at any step of the swap leaves the old or the new publication whole.

The disk of these tests forgets, when the power is cut, whatever was not synced.
"""

import shutil
from itertools import count
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier, without_site
from command_line import files_of, tressons_ld
from tressons_ld.composition import open_folder
from tressons_ld.files.disk import Disk
from tressons_ld.files.output import locked_folder
from tressons_ld.publication import commit
from tressons_ld.publication.journal import JOURNAL
from tressons_ld.publication.publish import publish

FIRST, LATER = "2026-01-31", "2026-02-28"
STEPS = 9
"""One more than there are: before that one the publication is complete."""


class PowerCut(BaseException):
    """The machine stops here: nothing of the program runs any more."""


class ForgetfulDisk(Disk):
    """A disk whose power is cut before a step; what was not synced before is known.

    Attributes:
        steps: number of steps that were taken.
        synced: a copy of the folder that holds no more than was synced.
        written: a copy of the folder as it was when the power was cut.
    """

    def __init__(self, root: Path, cut_before: int) -> None:
        self._root, self._cut_before = root, cut_before
        self.steps = 0
        self.synced, self.written = root.parent / "synced", root.parent / "written"
        shutil.copytree(root, self.synced, symlinks=True)
        self._known = self._inodes()
        for unsynced in (*self.synced.glob(".public.new-*"), *self.synced.glob("data/.*.new-*")):
            shutil.rmtree(unsynced) if unsynced.is_dir() else unsynced.write_text("", "utf-8")

    def _step(self) -> None:
        if self.steps == self._cut_before:
            shutil.copytree(self._root, self.written)
            raise PowerCut
        self.steps += 1

    def _inodes(self) -> dict[str, int]:
        return {
            str(path.relative_to(self._root)): path.stat().st_ino
            for path in (*self._root.iterdir(), *(self._root / "data").iterdir())
        }

    def sync_file_system(self, path: Path) -> None:
        self._step()
        super().sync_file_system(path)
        shutil.rmtree(self.synced)
        shutil.copytree(self._root, self.synced)
        self._known = self._inodes()

    def sync_folder(self, folder: Path) -> None:
        self._step()
        self._sync_names(folder)

    def _sync_names(self, folder: Path) -> None:
        copy = self.synced / folder.relative_to(self._root)
        now = self._inodes()
        for path in copy.iterdir():
            name = str(path.relative_to(self.synced))
            if now.get(name) != self._known.get(name):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        for path in folder.iterdir():
            name = str(path.relative_to(self._root))
            if not (self.synced / name).exists():
                copied = shutil.copytree if path.is_dir() else shutil.copy2
                copied(path, self.synced / name)
        self._known = now

    def write(self, path: Path, text: str) -> None:
        self._step()
        path.write_text(text, "utf-8")
        self._sync_names(path.parent)

    def rename(self, path: Path, target: Path) -> None:
        self._step()
        super().rename(path, target)

    def remove(self, path: Path) -> None:
        self._step()
        super().remove(path)


def state_of(folder: Path) -> tuple[dict[str, bytes], bytes]:
    """The publication and the lock file."""
    return files_of(folder / "public"), (folder / "data/identities.csv").read_bytes()


def published(folder: Path, date: str) -> None:
    publish(open_folder(folder, date=date), folder / "public", jobs=1)


class KilledBefore(Disk):
    """A disk on which the program is killed before a step; all that it did before lasts.

    Attributes:
        killed: a copy of the folder as it was then.
    """

    def __init__(self, root: Path, step: int) -> None:
        self._root, self._left = root, step
        self.killed = root.parent / "killed"

    def _step(self) -> None:
        if not self._left:
            shutil.copytree(self._root, self.killed)
            raise PowerCut
        self._left -= 1

    def write(self, path: Path, text: str) -> None:
        self._step()
        super().write(path, text)

    def rename(self, path: Path, target: Path) -> None:
        self._step()
        super().rename(path, target)

    def remove(self, path: Path) -> None:
        self._step()
        super().remove(path)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue that was published and has changed since."""
    folder = without_site(copy_of_atelier(tmp_path_factory.mktemp("changed") / "atelier"))
    published(folder, FIRST)
    change(folder, "resources guide-du-velo title", "Guide du cycliste")
    return folder


@pytest.fixture(scope="module")
def complete(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, published again."""
    folder = tmp_path_factory.mktemp("complete") / "atelier"
    shutil.copytree(changed, folder)
    published(folder, LATER)
    return folder


@pytest.mark.parametrize("all_was_written", [False, True])
@pytest.mark.parametrize("step", range(STEPS))
def test_before_each_step(
    step: int,
    all_was_written: bool,
    changed: Path,
    complete: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder, disks = tmp_path / "atelier", list[ForgetfulDisk]()
    shutil.copytree(changed, folder)

    def disk() -> ForgetfulDisk:
        disks.append(ForgetfulDisk(folder, step))
        return disks[-1]

    with monkeypatch.context() as patch:
        patch.setattr(commit, "Disk", disk)
        try:
            published(folder, LATER)
        except PowerCut:
            shutil.rmtree(folder)
            (disks[0].written if all_was_written else disks[0].synced).rename(folder)
        else:
            assert step == STEPS - 1 == disks[0].steps
    open_folder(folder, date=LATER)
    assert not (folder / JOURNAL).exists()
    assert state_of(folder) in (state_of(changed), state_of(complete))
    assert (folder / "data/resources.csv").read_bytes() == files_of(changed)["data/resources.csv"]


KEPT = {".git/HEAD": "ref: refs/heads/main", "CNAME": "www.example.net", "notes/à faire.txt": "?"}
WITH_KEPT = 9
"""Steps of a publication that keeps three things: two journals, five renames, the lock file, one
removal."""


@pytest.fixture(scope="module")
def checkouts(changed: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both catalogues, what no publication made beside what is published."""
    made = tmp_path_factory.mktemp("checkouts")
    folder = made / "changed"
    shutil.copytree(changed, folder)
    for path, text in KEPT.items():
        (folder / "public" / path).parent.mkdir(exist_ok=True)
        (folder / "public" / path).write_text(text, "utf-8")
    toml = folder / "data/catalogue.toml"
    keep = 'keep = [".git", "CNAME", "notes"]\n'
    toml.write_text(toml.read_text("utf-8") + keep, "utf-8")
    shutil.copytree(folder, made / "complete")
    published(made / "complete", LATER)
    return {each.name: each for each in made.iterdir()}


@pytest.mark.parametrize("starting", ["any command", "publish"])
@pytest.mark.parametrize("step", range(WITH_KEPT + 1))
def test_what_is_kept_is_there_whenever_a_publication_is_killed(
    step: int,
    starting: str,
    checkouts: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "atelier"
    shutil.copytree(checkouts["changed"], folder)
    with monkeypatch.context() as patch:
        disk = KilledBefore(folder, step)
        patch.setattr(commit, "Disk", lambda: disk)
        try:
            published(folder, LATER)
        except PowerCut:
            shutil.rmtree(folder)
            disk.killed.rename(folder)
        else:
            assert step == WITH_KEPT
    if starting == "publish":
        # Not even the journal beside the tables is needed to lose nothing.
        (folder / JOURNAL).unlink(missing_ok=True)
        with locked_folder(folder / "public"):
            pass
        kept = {path: (folder / "public" / path).read_text("utf-8") for path in KEPT}
        assert kept == KEPT
    else:
        open_folder(folder, date=LATER)
        states = [state_of(checkouts[name]) for name in ("changed", "complete")]
        assert state_of(folder) in states


QUESTION = "SELECT ?x { ?x a <http://www.w3.org/ns/dcat#Catalog> }"


def test_a_command_that_reads_what_is_published_finds_it_whole_after_a_kill_between_two_renames(
    changed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, was_there = tmp_path / "atelier", list[bool]()
    shutil.copytree(changed, folder)
    published(folder, LATER)
    (folder / "question.rq").write_text(QUESTION, "utf-8")
    for step in count():
        with monkeypatch.context() as patch:
            disk = KilledBefore(folder, step)
            patch.setattr(commit, "Disk", lambda disk=disk: disk)
            try:
                published(folder, LATER)
            except PowerCut:
                shutil.rmtree(folder)
                disk.killed.rename(folder)
            else:
                break
        was_there.append((folder / "public").exists())
        done = tressons_ld("query", "question.rq", folder=folder)
        assert done.returncode == 0, f"step {step}: {done.stderr}"
    assert not all(was_there)
