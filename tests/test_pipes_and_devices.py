"""Where a file of the tool should be there may be a pipe, a device, a hole: none is read whole."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tressons_ld.catalogue.paths import FRENCH_PATHS
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.consumers.existing_pages import embedding
from tressons_ld.consumers.existing_pages.embedding import KnownAddresses, embed_into
from tressons_ld.files.held_folder import held_alone
from tressons_ld.files.output import cannot_write
from tressons_ld.files.swap import old_folders, remove_litter
from tressons_ld.findings.errors import FolderError, LedgerError
from tressons_ld.identity.branches import read_ledger
from tressons_ld.publication.commit import recover
from tressons_ld.publication.journal import JOURNAL
from tressons_ld.publication.manifest import FILE, Manifest, header_of
from tressons_ld.publication.stamps import read_stamps, stamps_file

DAY = "2026-01-01"


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


def nested(path: Path) -> None:
    path.write_text("[" * 100_000, "utf-8")


def hole(path: Path, start: bytes = b"") -> None:
    with path.open("wb") as file:
        file.write(start)
        file.truncate(20 << 30)


NO_FILES = pytest.mark.parametrize("make", [pipe, endless, nested, hole])


@NO_FILES
def test_a_manifest_that_is_none_is_no_publication(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / FILE)
    assert header_of(tmp_path) == {}
    assert Manifest.of(tmp_path) is None


@NO_FILES
def test_stamps_that_are_none_say_nothing(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(stamps_file(tmp_path / "public"))
    assert read_stamps(tmp_path / "public", "x").shards == {}


@pytest.mark.parametrize("start", [b"\n", b'\n["', b"\n[]"])
def test_a_hole_behind_the_first_line_of_a_manifest_or_of_stamps_is_not_read(
    published_atelier: Path, tmp_path: Path, start: bytes
) -> None:
    public = published_atelier / "public"
    head, _, _ = (public / FILE).read_bytes().partition(b"\n")
    hole(tmp_path / FILE, head + start)
    assert Manifest.of(tmp_path) is None
    head, _, _ = stamps_file(public).read_bytes().partition(b"\n")
    hole(stamps_file(tmp_path), head + start)
    assert read_stamps(tmp_path, json.loads(head)["manifest"]).shards == {}


@NO_FILES
def test_a_journal_that_is_none_is_removed(tmp_path: Path, make: Callable[[Path], None]) -> None:
    (tmp_path / "data").mkdir()
    make(tmp_path / JOURNAL)
    recover(tmp_path)
    assert not os.path.lexists(tmp_path / JOURNAL)


@NO_FILES
def test_what_may_be_kept_of_a_folder_whose_list_is_none_stays(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    (tmp_path / ".public.old-x" / "public").mkdir(parents=True)
    make(tmp_path / ".public.old-x" / "keep.json")
    remove_litter(tmp_path / "public")
    assert len(old_folders(tmp_path / "public")) == 1


@pytest.mark.parametrize("name", [".public.old-x", ".public.new-x"])
def test_what_is_called_as_litter_and_is_a_pipe_stays(tmp_path: Path, name: str) -> None:
    pipe(tmp_path / name)
    remove_litter(tmp_path / "public")
    assert (tmp_path / name).is_fifo()


def test_a_pipe_is_no_folder_that_can_be_held(tmp_path: Path) -> None:
    pipe(tmp_path / "pipe")
    with held_alone(tmp_path / "pipe", where_none_can_be=True) as held:
        assert not held


@pytest.mark.parametrize(("make", "code"), [(pipe, "ledger.no-file"), (endless, "ledger.no-file")])
def test_a_lock_file_that_is_none_is_refused(
    tmp_path: Path, make: Callable[[Path], None], code: str
) -> None:
    (tmp_path / "data").mkdir()
    make(tmp_path / "data" / "identities.csv")
    with pytest.raises(LedgerError) as refused:
        read_ledger(tmp_path, DAY)
    assert refused.value.code == code


def test_a_lock_file_that_is_one_long_hole_is_refused_by_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with (tmp_path / "data" / "identities.csv").open("wb") as file:
        file.truncate(20 << 30)
    with pytest.raises(LedgerError) as refused:
        read_ledger(tmp_path, DAY)
    assert refused.value.code == "ledger.unreadable"


def test_a_page_that_is_none_or_too_large_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding, "LARGEST_PAGE", 1000)
    pipe(tmp_path / "tube.html")
    endless(tmp_path / "zero.html")
    (tmp_path / "grand.html").write_text(" " * 1001, "utf-8")
    addresses = KnownAddresses((), lambda _id: False, tuple, FRENCH_PATHS)
    changed, findings = embed_into(sorted(tmp_path.iterdir()), addresses, lambda _ids: ())
    assert changed == {}
    assert [each.code for each in findings] == ["page.unreadable"] * 3


@pytest.mark.parametrize("make", [pipe, Path.mkdir])
def test_a_template_or_a_logo_that_is_none_is_told(
    atelier: Path, make: Callable[[Path], None]
) -> None:
    (atelier / "templates").mkdir(exist_ok=True)
    make(atelier / "templates/own.html")
    with pytest.raises(FolderError) as refused:
        read_shared(atelier)
    assert refused.value.code == "folder.file-unreadable"
    (atelier / "templates/own.html").rename(atelier / "templates/own.svg")
    with (atelier / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write('[site]\nlogo = "own.svg"\n')
    logo = read_shared(atelier)[0].settings.look.logo
    assert logo and logo.content is None


def test_a_mount_point_is_told_as_what_it_is() -> None:
    # The one file system that is there on every machine.
    assert cannot_write(Path("/"), OSError(errno.EBUSY, "busy")).code == "output.mount-point"
    assert cannot_write(Path("/"), OSError(errno.EACCES, "denied")).code == "output.cannot-write"
