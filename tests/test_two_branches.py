"""Two people publish on two branches: git joins their lock files, and what it spoils is told."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier, without_site
from identity_folder import line_of
from tressons_ld.composition import open_folder
from tressons_ld.files.tool_files import PACKAGE
from tressons_ld.findings.errors import LedgerError
from tressons_ld.identity import declarations
from tressons_ld.identity.branches import joined, lock_lines, read_ledger
from tressons_ld.identity.lock_file import LockLine, written
from tressons_ld.publication.publish import check, publish

FIRST, ONE, OTHER, LAST = "2026-01-01", "2026-02-01", "2026-02-02", "2026-03-01"


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=Essai", "-c", "user.email=essai@example.net")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", *name, *words], cwd=folder, env=environment, check=True, capture_output=True
    )


def published(folder: Path, day: str, *, locked: bool = False) -> None:
    done = publish(open_folder(folder, date=day), folder / "public", locked=locked, jobs=1)
    assert done.published, list(done.report.sorted())


def add(folder: Path, id: str, *, first: bool) -> None:
    """Write a resource at the head of the table, or at its end."""
    table = folder / "data/resources.csv"
    text = table.read_text("utf-8")
    (row,) = (line for line in text.splitlines() if line.startswith("carnet-de-voyage,"))
    row = row.replace("carnet-de-voyage", id, 1)
    heading, _, rest = text.partition("\n")
    table.write_text(f"{heading}\n{row}\n{rest}" if first else f"{text}{row}\n", "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue under git, published on the first day, with what `init` tells git."""
    made = without_site(copy_of_atelier(tmp_path / "atelier"))
    for name in ("gitattributes", "gitignore"):
        shutil.copy(PACKAGE / "starter" / name, made / f".{name}")
    published(made, FIRST)
    git(made, "init", "--quiet", "--initial-branch=main")
    git(made, "add", ".")
    git(made, "commit", "--quiet", "--message=first")
    return made


def commit_on_branch(folder: Path, branch: str) -> None:
    git(folder, "switch", "--quiet", "--create", branch)
    git(folder, "commit", "--quiet", "--all", f"--message={branch}")
    git(folder, "switch", "--quiet", "main")


def test_lines_that_both_added_are_kept_and_nothing_is_left_to_write(folder: Path) -> None:
    public = Path(shutil.copytree(folder / "public", folder.parent / "public"))
    for id, day, first in (("carnet-un", ONE, True), ("carnet-deux", OTHER, False)):
        add(folder, id, first=first)
        published(folder, day)
        commit_on_branch(folder, id)
        shutil.rmtree(folder / "public")
        shutil.copytree(public, folder / "public")
    git(folder, "merge", "--quiet", "carnet-un")
    git(folder, "merge", "--quiet", "--no-edit", "carnet-deux")
    published(folder, LAST, locked=True)
    for id, day in (("carnet-un", ONE), ("carnet-deux", OTHER)):
        assert line_of(folder, f"ressource/{id}")["first_published"] == day


def test_a_rename_on_one_branch_and_a_new_thing_on_the_other_are_both_kept(folder: Path) -> None:
    declarations.remove(open_folder(folder, date=ONE).recorder, ["guide-du-velo"], "Doublon.")
    commit_on_branch(folder, "one")
    add(folder, "carnet-deux", first=False)
    published(folder, OTHER)
    commit_on_branch(folder, "other")
    git(folder, "merge", "--quiet", "one")
    git(folder, "merge", "--quiet", "--no-edit", "other")
    assert line_of(folder, "ressource/guide-du-velo")["status"] == "removed"
    assert line_of(folder, "ressource/carnet-deux")["first_published"] == OTHER


def test_what_one_branch_forgot_no_other_brings_back(folder: Path) -> None:
    declarations.remove(open_folder(folder, date=ONE).recorder, ["guide-du-velo"], "Pour Ève.")
    commit_on_branch(folder, "one")
    declarations.forget(open_folder(folder, date=OTHER).recorder, ["guide-du-velo"])
    commit_on_branch(folder, "other")
    git(folder, "merge", "--quiet", "one")
    git(folder, "merge", "--quiet", "--no-edit", "other")
    text = "".join(lock_lines(folder, read_ledger(folder, LAST)))
    assert "ressource/guide-du-velo,removed" in text
    assert "Ève" not in text


PUBLISHED = LockLine("ressource/a", "published", "", FIRST, ONE, "0" * 32, "", "")
LATER = PUBLISHED._replace(first_published=ONE, modified=OTHER, digest="1" * 32)
REMOVED = LATER._replace(status="removed", retired=OTHER, reason="Doublon.")


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (PUBLISHED, PUBLISHED, PUBLISHED),
        (PUBLISHED, LATER, LATER._replace(first_published=FIRST)),
        (PUBLISHED, REMOVED, REMOVED._replace(first_published=FIRST)),
        (REMOVED, REMOVED._replace(retired=ONE), REMOVED._replace(retired=ONE)),
        (REMOVED, REMOVED._replace(retired=LAST, reason=""), REMOVED._replace(reason="")),
        (REMOVED, REMOVED._replace(status="merged", successor="ressource/b"), None),
    ],
)
def test_two_lines_of_one_id_are_read_as_one_unless_they_contradict(
    one: LockLine, other: LockLine, both: LockLine | None
) -> None:
    rest = PUBLISHED._replace(id="ressource/c")
    for lines in ([one, rest, other], [other, rest, one]):
        if both is None:
            with pytest.raises(LedgerError) as caught:
                joined(written(lines), "identities.csv")
            assert (caught.value.code, caught.value.text.fr[:16]) == (
                "ledger.id-repeated",
                "identities.csv:4",
            )
        else:
            assert joined(written(lines), "identities.csv") == ([both, rest], [(4, both.id)])


def test_what_both_published_on_other_days_is_written_once(folder: Path) -> None:
    lock = folder / "data/identities.csv"
    before = lock.read_text("utf-8")
    (line,) = (line for line in before.splitlines() if line.startswith("ressource/guide-du-velo,"))
    lock.write_text(f"{before}{line.replace(FIRST, ONE)}\n", "utf-8")
    inputs = open_folder(folder, date=LAST)
    codes = check(inputs, jobs=1).codes
    assert codes["publication.line-repeated"] == 1
    published(folder, LAST)
    assert lock.read_text("utf-8") == before.replace(
        line, line.replace(f"{FIRST},{FIRST}", f"{FIRST},{ONE}")
    )
    published(folder, LAST, locked=True)


def test_a_merge_that_stopped_is_told_at_its_line(folder: Path) -> None:
    lock = folder / "data/identities.csv"
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    lines[5:5] = ["<<<<<<< HEAD\n"]
    lock.write_text("".join(lines), "utf-8")
    with pytest.raises(LedgerError) as caught:
        open_folder(folder, date=LAST)
    assert caught.value.code == "ledger.conflict"
    assert "identities.csv:6 " in caught.value.text.fr


def test_what_another_version_maps_otherwise_is_told_once(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")

    def told() -> list[str]:
        done = publish(open_folder(folder, date=FIRST), folder / "public", jobs=1)
        return list(done.mapping_changes)

    assert told() == []
    manifest = folder / "public/manifest.jsonl"
    header, _, rest = manifest.read_text("utf-8").partition("\n")
    data = json.loads(header)
    line = data["mapping"][0]
    data["mapping"][0] = "Resource | `dct:former` |"
    manifest.write_text(f"{json.dumps(data)}\n{rest}", "utf-8")
    gone, come = told()
    assert (gone, come) == ("- Resource | `dct:former` |", f"+ {line}")
    assert told() == []


def test_one_address_of_names_and_of_files_is_two_lines(folder: Path) -> None:
    address = "https://id.atelier-essai.fr/"
    lines = [
        PUBLISHED._replace(id=address, status=status, digest="")
        for status in ("base_iri", "site_url")
    ]
    assert joined(written([*lines, PUBLISHED]), "identities.csv") == ([*lines, PUBLISHED], [])
