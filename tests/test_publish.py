"""``publish``: everything is written, or nothing changes; the same input gives the same bytes."""

import csv
import datetime
import json
import os
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier, without_site
from command_line import DATE, edit, files_of, tressons_ld
from publishing import publish
from tressons_ld.catalogue.columns.ids import RESERVED_IDS
from tressons_ld.composition import open_folder
from tressons_ld.identity.lock_file import read_lines
from tressons_ld.publication.publish import publish as publish_here


@pytest.fixture
def data_alone(tressons: Path) -> Path:
    """The copy of TRESSONS, its pages left out."""
    return without_site(tressons)


def test_tressons_has_28_resources_and_no_violation(tressons: Path) -> None:
    done = tressons_ld("publish", folder=tressons)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("28 ressources (0 inchangée), ")
    assert " 0 violation," in done.stdout


def test_without_a_date_what_is_published_bears_the_day_of_today(
    data_alone: Path, system_clock: dict[str, str]
) -> None:
    (data_alone / "data/identities.csv").unlink()
    before = datetime.date.today().isoformat()
    done = tressons_ld("publish", date=None, folder=data_alone, environment=system_clock)
    assert done.returncode == 0, done.stderr
    after = datetime.date.today().isoformat()
    with (data_alone / "data/identities.csv").open(encoding="utf-8", newline="") as file:
        days = {line["first_published"] for line in csv.DictReader(file)}
    assert days in ({before}, {after})


def test_the_committed_lock_file_is_that_of_the_committed_catalogue(tressons: Path) -> None:
    before = (tressons / "data/identities.csv").read_bytes()
    done = tressons_ld("publish", "--locked", folder=tressons)
    assert done.returncode == 0, done.stderr
    assert (tressons / "data/identities.csv").read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        "catalogue.ttl",
        "catalogue.jsonld",
        "catalogue.rdf",
        "catalogue.nt",
        "catalogue.nq",
        "catalogue.csv",
        "catalogue/donnees.ttl",
        "catalogue/donnees.jsonld",
        "source/catalogue-2022.ttl",
        "programme/tressons.ttl",
        "organisation/avise.ttl",
        "personne/oriane-louveau.jsonld",
        "territoire/vercors.ttl",
        "serie/kit-municipaless.ttl",
        "vocabulaire/theme.ttl",
        "vocabulaire/theme/mobilite.ttl",
        "ressource/programmes-leader-et-ess.ttl",
        "ressource/programmes-leader-et-ess.jsonld",
    ],
)
def test_every_minted_thing_has_its_documents(published: Path, path: str) -> None:
    assert (published / path).stat().st_size > 0


def test_no_litter_is_left_in_or_beside_the_output(tressons: Path) -> None:
    publish(tressons)
    left = sorted(path.name for path in tressons.iterdir())
    assert left == [".public.stamps", "data", "public"]
    hidden = sorted(path.name for path in (tressons / "public").rglob(".*"))
    assert hidden == [".htaccess", ".nojekyll"]


def test_a_changed_row_moves_the_date_of_its_record_alone(data_alone: Path) -> None:
    publish(data_alone)
    edit(data_alone / "data/resources.csv", ",Programmes LEADER et ESS,", ",LEADER et l'ESS,")
    publish(data_alone, "--date", "2027-01-15")
    dated = {
        path.stem
        for path in (data_alone / "public/ressource").glob("*.ttl")
        if '"2027-01-15"^^xsd:date' in path.read_text("utf-8")
    }
    assert dated == {"programmes-leader-et-ess"}
    catalogue = (data_alone / "public/catalogue.nt").read_text("utf-8")
    assert '/catalogue> <http://purl.org/dc/terms/modified> "2027-01-15"' in catalogue


def test_another_base_is_not_a_change_of_content(data_alone: Path) -> None:
    publish(data_alone)
    lock = data_alone / "data/identities.csv"
    before = lock.read_text("utf-8")
    edit(
        data_alone / "data/catalogue.toml",
        "https://w3id.org/tressons/",
        "https://id.example.com/t/",
    )
    assert tressons_ld("identity", "rebase", "--date", DATE, folder=data_alone).returncode == 0
    publish(data_alone, "--date", "2027-01-15")
    things = [
        [line._replace(identifier="") for line in read_lines(text.splitlines(keepends=True))]
        for text in (before, lock.read_text("utf-8"))
    ]
    before_it, after_it = ([line for line in lines if line.digest] for lines in things)
    assert after_it == before_it
    assert "w3id.org/tressons/ressource" not in (data_alone / "public/catalogue.nt").read_text(
        "utf-8"
    )


def test_a_violation_leaves_the_earlier_publication_as_it_was(data_alone: Path) -> None:
    publish(data_alone)
    before = files_of(data_alone)
    edit(data_alone / "data/resources.csv", ",Programmes LEADER et ESS,", ",,")
    broken = (data_alone / "data/resources.csv").read_bytes()
    done = tressons_ld("publish", folder=data_alone)
    assert done.returncode == 1
    assert "Rien n'a été publié" in done.stderr
    assert files_of(data_alone) == {**before, "data/resources.csv": broken}


def test_locked_refuses_to_change_the_lock_file(data_alone: Path) -> None:
    publish(data_alone)
    before = files_of(data_alone)
    edit(data_alone / "data/resources.csv", ",Programmes LEADER et ESS,", ",LEADER et l'ESS,")
    changed = (data_alone / "data/resources.csv").read_bytes()
    done = tressons_ld("publish", "--locked", folder=data_alone)
    assert done.returncode == 1
    assert "identities.csv changerait" in done.stderr
    assert files_of(data_alone) == {**before, "data/resources.csv": changed}


def test_a_lock_file_that_has_gone_is_not_made_anew_beside_what_was_published_with_it(
    data_alone: Path,
) -> None:
    publish(data_alone)
    lock = data_alone / "data/identities.csv"
    text = lock.read_bytes()
    lock.unlink()
    before = files_of(data_alone)
    done = tressons_ld("publish", folder=data_alone)
    assert done.returncode == 1
    assert "identities.csv a disparu" in done.stderr
    assert files_of(data_alone) == before
    lock.write_bytes(text)
    assert tressons_ld("publish", folder=data_alone).returncode == 0


def test_a_foreign_folder_is_not_replaced(tressons: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "photos"
    foreign.mkdir()
    (foreign / "chat.jpg").write_bytes(b"...")
    done = tressons_ld("publish", "--output", foreign, folder=tressons)
    assert done.returncode == 1
    assert "ne viennent pas d'une publication" in done.stderr
    assert files_of(foreign) == {"chat.jpg": b"..."}


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
def test_a_folder_that_nobody_may_write_to_is_said(tressons: Path) -> None:
    done = tressons_ld("publish", "--output", "/proc/self/public", folder=tressons)
    assert done.returncode == 1
    assert "impossible d'écrire" in done.stderr


def test_an_output_below_a_file_is_said(tressons: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = tressons_ld("publish", "--output", tmp_path / "file/public", folder=tressons)
    assert done.returncode == 1
    assert "impossible d'écrire" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_said_and_leaves_no_litter(
    data_alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tressons_ld.artifacts import File
    from tressons_ld.composition import open_folder
    from tressons_ld.findings.errors import OutputError
    from tressons_ld.publication import own_files
    from tressons_ld.publication import publish as module

    publish(data_alone)
    before = files_of(data_alone)

    def full(*_given: object) -> Iterator[File]:
        with open("/dev/full", "w", encoding="utf-8") as out:
            out.write("x")
        yield "formes.ttl", b""

    monkeypatch.setattr(own_files._Files, "files", full)
    with pytest.raises(OutputError, match="no space left"):
        module.publish(open_folder(data_alone, date=DATE), data_alone / "public")
    assert files_of(data_alone) == before


@pytest.mark.parametrize("refused", ["the old folder", "the new folder"])
def test_all_is_as_it_was_when_a_folder_cannot_be_renamed(tmp_path: Path, refused: str) -> None:
    from tressons_ld.files.disk import Disk
    from tressons_ld.publication.commit import NewLockFile, put_in_place

    class Refusing(Disk):
        """A disk on which one of the two folders keeps its name."""

        def rename(self, path: Path, target: Path) -> None:
            if path.name == {"the old folder": "public", "the new folder": "new"}[refused]:
                raise OSError
            super().rename(path, target)

    (tmp_path / "data").mkdir()
    (tmp_path / "data/identities.csv").write_text("old", "utf-8")
    pending = tmp_path / "data/.identities.csv.new-x"
    pending.write_text("new", "utf-8")
    output, new = tmp_path / "public", tmp_path / "new"
    for folder in (output, new):
        folder.mkdir()
        (folder / "catalogue.nt").write_text(folder.name, "utf-8")
    before = files_of(tmp_path)
    with pytest.raises(OSError):
        put_in_place(tmp_path, new, output, NewLockFile(pending, "", is_new=True), disk=Refusing())
    assert files_of(tmp_path) == before
    assert {path.name for path in tmp_path.iterdir()} == {"data", "public", "new"}


def test_what_would_be_a_formula_is_neutral_in_the_table_and_intact_in_the_graph(
    data_alone: Path,
) -> None:
    edit(data_alone / "data/resources.csv", ",Programmes LEADER et ESS,", ",=cmd() et ESS,")
    publish(data_alone)
    assert ",'=cmd() et ESS," in (data_alone / "public/catalogue.csv").read_text("utf-8")
    graph = (data_alone / "public/catalogue.nt").read_text("utf-8")
    assert '<http://purl.org/dc/terms/title> "=cmd() et ESS"@fr .' in graph


def test_void_counts_are_those_of_the_graph(published: Path) -> None:
    lines = set((published / "catalogue.nt").read_text("utf-8").splitlines())
    data = (published / "catalogue/donnees.ttl").read_text("utf-8")
    assert f"void:triples {len(lines)} " in data or f'void:triples "{len(lines)}"' in data


def test_sizes_and_checksums_are_those_of_the_files(published: Path) -> None:
    import hashlib

    data = json.loads((published / "catalogue/donnees.jsonld").read_text("utf-8"))
    text = json.dumps(data)
    for name in ("catalogue.csv", "catalogue.ttl", "catalogue.nq"):
        content = (published / name).read_bytes()
        assert hashlib.sha512(content).hexdigest() in text
        assert f'"{len(content)}"' in text


def test_an_output_folder_that_was_removed_comes_back_the_same(
    tressons: Path, published: Path
) -> None:
    publish(tressons)
    shutil.rmtree(tressons / "public")
    publish(tressons)
    assert files_of(tressons / "public") == files_of(published)


def test_a_setting_leaves_the_documents_of_resources_off(tressons: Path) -> None:
    settings = tressons / "data/catalogue.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\n[publication]\ndocuments = false\n", "utf-8")
    publish(tressons)
    assert not (tressons / "public/ressource").exists()
    assert (tressons / "public/organisation/avise.ttl").exists()
    assert (tressons / "public/catalogue.ttl").exists()


def test_a_document_that_was_deleted_comes_back(data_alone: Path) -> None:
    publish(data_alone)
    before = files_of(data_alone / "public")
    (data_alone / "public/ressource/programmes-leader-et-ess.ttl").unlink()
    publish(data_alone)
    assert files_of(data_alone / "public") == before


def test_a_dump_that_was_cut_comes_back(data_alone: Path) -> None:
    publish(data_alone)
    before = files_of(data_alone / "public")
    dump = data_alone / "public/catalogue.nt"
    dump.write_bytes(dump.read_bytes()[:-100])
    publish(data_alone)
    assert files_of(data_alone / "public") == before


def test_an_id_given_again_before_its_row_is_refused_over_an_earlier_publication(
    data_alone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tressons_ld.composition import open_folder
    from tressons_ld.publication import shards
    from tressons_ld.publication.publish import publish as publish_folder

    monkeypatch.setattr(shards, "_ENDS", 1)
    publish_folder(open_folder(data_alone, date=DATE), data_alone / "public", jobs=1)
    table = data_alone / "data/resources.csv"
    head, _, rows = table.read_text("utf-8").partition("\n")
    id = "comment-accompagner-le-developpement-de-l-innovation-sociale"
    last = next(row for row in rows.splitlines() if row.startswith(id))
    table.write_text(f"{head}\n{last}\n{rows}", "utf-8")
    done = publish_folder(open_folder(data_alone, date=DATE), data_alone / "public", jobs=1)
    assert not done.published
    assert done.report.codes["table.id-duplicate"] == 1


def test_what_is_no_table_in_the_data_folder_is_not_read(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    with (folder / "data" / "scans.zip").open("wb") as file:
        file.truncate(1 << 42)
    started = time.process_time()
    made = publish_here(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert made.resources == 3
    assert time.process_time() - started < 60  # hours, were it read


@pytest.mark.skipif(not hasattr(os, "fchmod"), reason="no masks on this system")
@pytest.mark.parametrize("mask", [0o077, 0o022, 0o002])
def test_files_and_folders_have_the_rights_that_the_mask_leaves(mask: int, tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    before = os.umask(mask)
    try:
        publish_here(open_folder(folder, date=DATE), folder / "public", jobs=1)
    finally:
        os.umask(before)
    made = [folder / "public", folder / "data/identities.csv", *(folder / "public").rglob("*")]
    for path in made:
        usual = 0o777 if path.is_dir() else 0o666
        assert stat.S_IMODE(path.stat().st_mode) == usual & ~mask, path


def test_no_two_published_names_differ_by_case_alone_nor_are_those_of_devices(
    published: Path,
) -> None:
    paths = [path.relative_to(published) for path in published.rglob("*")]
    folded = [str(path).casefold() for path in paths]
    assert len(set(folded)) == len(folded)
    assert not {path.name.partition(".")[0] for path in paths} & (RESERVED_IDS - {"index"})
