"""Whatever became of ``public/`` since, the next publication is what a first one would be; what was
no longer what had been published is told."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import damages
from catalogue_folder import change, copy_of_atelier, without_site
from command_line import DATE, files_of, tressons_ld
from examples import examples
from tressons_ld.composition import open_folder
from tressons_ld.publication import published_files, shards
from tressons_ld.publication.manifest import FILE, Manifest
from tressons_ld.publication.publish import Publication, publish
from tressons_ld.publication.stamps import stamps_file

LATER = "2026-12-01"


@pytest.fixture(scope="module", autouse=True)
def small_shards() -> Iterator[None]:
    """Cut even a small catalogue into many shards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "_ENDS", 2)
        yield


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, small_shards: None) -> Path:
    """The catalogue «atelier», published."""
    folder = without_site(copy_of_atelier(tmp_path_factory.mktemp("published") / "atelier"))
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    return folder


@pytest.fixture
def folder(published: Path, tmp_path: Path) -> Path:
    """The same, to be changed."""
    copy = tmp_path / "atelier"
    shutil.copytree(published, copy)
    return copy


def again(folder: Path, *, full: bool = False) -> Publication:
    """Publish over what there is; it must come to what it comes to beside it."""
    lock = folder / "data/identities.csv"
    before = lock.read_bytes()
    done = publish(open_folder(folder, date=LATER), folder / "public", jobs=1, full=full)
    assert done.published
    lock.write_bytes(before)
    publish(open_folder(folder, date=LATER), folder / "beside", jobs=1)
    assert files_of(folder / "public") == files_of(folder / "beside")
    return done


DOCUMENT = "ressource/guide-du-velo.ttl"
FILES = (
    # A document that is made once, a dump that is not measured, and one that is.
    *("CITATION.cff", "catalogue.rdf", "catalogue.ttl"),
    # A feed, the document of an organisation, that of an entry.
    *("harvest/data.gouv.fr/catalog.rdf", "organisation/ligue.ttl", DOCUMENT),
)


def _edited(path: Path) -> None:
    content = path.read_bytes()
    at = len(content) // 2
    damages.write_anew(path, content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])


def _zeroed(path: Path) -> None:
    damages.write_anew(path, bytes(path.stat().st_size))


def _emptied(path: Path) -> None:
    damages.write_anew(path, b"")


def _head_edited(path: Path) -> None:
    content = path.read_bytes()
    damages.write_anew(path, bytes([content[0] ^ 1]) + content[1:])


def _tail_edited(path: Path) -> None:
    damages.write_anew(path, path.read_bytes()[:-1] + b"@")


def _lengthened(path: Path) -> None:
    damages.write_anew(path, path.read_bytes() + b"\n")


def _removed(path: Path) -> None:
    path.unlink()


def _linked(path: Path) -> None:
    public = next(each for each in path.parents if each.name == "public")
    elsewhere = public.with_name(f"elsewhere-{path.name}")
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def _made_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


WAYS = [
    *(_edited, _zeroed, _emptied, _head_edited, _tail_edited, _lengthened, _removed, _linked),
    _made_a_folder,
]


@pytest.mark.parametrize("way", WAYS)
def test_what_was_altered_is_written_anew_and_told(
    folder: Path, way: Callable[[Path], None]
) -> None:
    for path in FILES:
        way(folder / "public" / path)
    change(folder, "resources carnet-de-voyage title", "Autre carnet")
    altered = again(folder).altered_files
    assert (sorted(altered.first), len(altered)) == (sorted(FILES), len(FILES))


@pytest.mark.parametrize(
    ("name", "document"), [("ressource", "guide-du-velo.ttl"), ("organisation", "ligue.ttl")]
)
def test_a_folder_that_became_a_link_is_one_again_and_what_it_led_to_stays(
    folder: Path, name: str, document: str
) -> None:
    again(folder)
    (folder / "public" / name).rename(folder / "elsewhere")
    (folder / "public" / name).symlink_to(folder / "elsewhere")
    done = again(folder)
    assert not (folder / "public" / name).is_symlink()
    assert (folder / "elsewhere" / document).exists()
    assert f"{name}/{document}" in done.altered_files.first


def test_a_copy_that_has_other_times_is_taken_over_in_silence(folder: Path) -> None:
    for path in (folder / "public").rglob("*"):
        os.utime(path, (1, 1))
    done = again(folder)
    assert (done.rendered, len(done.altered_files)) == (0, 0)


def test_a_checkout_without_stamps_is_taken_over_in_silence(folder: Path) -> None:
    stamps_file(folder / "public").unlink()
    done = again(folder)
    assert (done.rendered, len(done.altered_files)) == (0, 0)


def test_nothing_is_read_while_the_stamps_stand(
    published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object) -> None:
        raise AssertionError("read")

    for name in ("_digest_of_run", "digest_of_file", "digest_of_bytes"):
        monkeypatch.setattr(published_files, name, refuse)
    done = publish(open_folder(published, date=DATE), published / "public", jobs=1)
    assert (done.rendered, len(done.altered_files)) == (0, 0)


def test_an_edit_that_keeps_size_and_time_is_found_by_a_full_publication(folder: Path) -> None:
    path = folder / "public" / DOCUMENT
    before = path.stat()
    with path.open("r+b") as file:
        file.write(b"#")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    done = again(folder, full=True)
    assert done.rendered == done.resources


def test_what_was_altered_is_told_in_both_languages(folder: Path) -> None:
    # The processes of the command cut shards as they always do.
    tressons_ld("publish", folder=folder)
    _emptied(folder / "public" / DOCUMENT)
    done = tressons_ld("publish", "--quiet", folder=folder)
    assert f"écrit à nouveau : {DOCUMENT}" in done.stderr
    _emptied(folder / "public" / DOCUMENT)
    done = tressons_ld("publish", "--quiet", "--lang", "en", folder=folder)
    assert f"written anew: {DOCUMENT}" in done.stderr


@settings(max_examples=examples(40), deadline=None, derandomize=True)
@given(number=st.integers(0, 1 << 30))
def test_a_manifest_with_a_line_too_many_too_few_or_changed_is_none(
    published: Path, tmp_path_factory: pytest.TempPathFactory, number: int
) -> None:
    copy = tmp_path_factory.mktemp("manifest")
    shutil.copyfile(published / "public" / FILE, copy / FILE)
    before = (copy / FILE).read_bytes()
    damages.of_lines(copy / FILE, number)
    if (copy / FILE).read_bytes() != before:
        assert Manifest.of(copy) is None


@pytest.mark.parametrize("keep", [0, 1, 100, -1, -2, -60])
def test_a_manifest_that_was_cut_is_none(published: Path, tmp_path: Path, keep: int) -> None:
    content = (published / "public" / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(content[:keep])
    assert Manifest.of(tmp_path) is None


def test_after_a_damage_to_the_manifest_everything_is_written_anew(folder: Path) -> None:
    damages.of_lines(folder / "public" / FILE, 12)
    done = again(folder)
    assert done.rendered == done.resources
