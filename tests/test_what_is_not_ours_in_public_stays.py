"""What no publication put into ``public/`` refuses the next one, or is kept by a setting."""

import json
import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier, without_site
from command_line import DATE, files_of, tressons_ld
from tressons_ld.composition import open_folder
from tressons_ld.files.disk import Disk
from tressons_ld.files.swap import settle
from tressons_ld.findings.errors import OutputError
from tressons_ld.publication import commit
from tressons_ld.publication.manifest import FILE, made_once_line
from tressons_ld.publication.publish import Publication, publish
from tressons_ld.publication.stamps import stamps_file

FOREIGN = {
    ".git/HEAD": "ref: refs/heads/main",
    ".git/objects/ab/cd": "x",
    "CNAME": "www.example.net",
    "ressource/notes.txt": "à moi",
    "organisation/nulle-part.ttl": "à moi",
    "ressource/guide-du-velo.htm": "à moi",
}


def again(folder: Path) -> Publication:
    return publish(open_folder(folder, date=DATE), folder / "public", jobs=1)


def add(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / "public" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "public" / path).write_text(FOREIGN.get(path, "à moi"), "utf-8")


def keep(folder: Path, *paths: str) -> None:
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"keep = {json.dumps(paths)}\n")


@pytest.mark.parametrize("kept", [["CNAME"], []])
def test_what_the_settings_keep_no_longer_is_told(atelier: Path, kept: list[str]) -> None:
    """No name has come since: what is there was kept by the publication before."""
    add(atelier, "CNAME", ".git/HEAD", "ressource/notes.txt")
    keep(atelier, "CNAME", ".git", "ressource/notes.txt")
    again(atelier)
    settings = atelier / "data/catalogue.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text[: text.rindex('keep = ')]}keep = {json.dumps(kept)}\n", "utf-8")
    with pytest.raises(OutputError) as refused:
        again(atelier)
    assert refused.value.code == "output.unknown-files"
    assert ".git" in str(refused.value) and "notes.txt" in str(refused.value)
    assert (atelier / "public/.git/HEAD").exists()


def test_folders_within_folders_however_deep_are_told(atelier: Path) -> None:
    inner = os.open(atelier / "public", os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("x", dir_fd=inner)
        outer, inner = inner, os.open("x", os.O_RDONLY, dir_fd=inner)
        os.close(outer)
    os.close(inner)
    with pytest.raises(OutputError) as refused:
        again(atelier)
    assert refused.value.code == "output.unknown-files"
    # What pytest removes it cannot remove.
    subprocess.run(["rm", "-r", atelier / "public" / "x"], check=True)


@pytest.mark.parametrize("lost", ["nothing", "the stamps", "the manifest"])
@pytest.mark.parametrize("path", FOREIGN)
def test_what_no_publication_made_is_not_removed(atelier: Path, path: str, lost: str) -> None:
    add(atelier, path)
    if lost == "the stamps":
        stamps_file(atelier / "public").unlink()
    elif lost == "the manifest":
        (atelier / "public" / FILE).write_text("{}\n", "utf-8")
    before = files_of(atelier)
    with pytest.raises(OutputError) as refused:
        again(atelier)
    assert refused.value.code == "output.unknown-files"
    assert ".git/" in str(refused.value) if path.startswith(".git") else path in str(refused.value)
    assert files_of(atelier) == before


def test_the_names_and_the_setting_are_told_in_both_languages(atelier: Path) -> None:
    add(atelier, ".git/HEAD", "CNAME")
    french = tressons_ld("publish", folder=atelier)
    assert french.returncode == 1
    assert ".git/, CNAME" in french.stderr
    assert 'keep = [".git", "CNAME"]' in french.stderr
    assert "no publication put there: .git/, CNAME" in (
        tressons_ld("publish", "--lang", "en", folder=atelier).stderr
    )


def test_the_setting_that_is_told_keeps_what_was_named(atelier: Path) -> None:
    add(atelier, *FOREIGN)
    keep(atelier, ".git", "CNAME", "ressource/notes.txt", "organisation/nulle-part.ttl")
    with pytest.raises(OutputError, match=r"guide-du-velo\.htm"):
        again(atelier)
    (atelier / "public/ressource/guide-du-velo.htm").unlink()
    change(atelier, "resources guide-du-velo title", "Guide du cycliste")
    again(atelier)
    for path in FOREIGN.keys() - {"ressource/guide-du-velo.htm"}:
        assert (atelier / "public" / path).read_text("utf-8") == FOREIGN[path]
    assert again(atelier).rendered == 0


def test_an_empty_folder_is_nothing_to_keep(atelier: Path) -> None:
    (atelier / "public/vide").mkdir()
    assert again(atelier).published


def test_the_first_publication_into_a_checkout_keeps_what_is_named(tmp_path: Path) -> None:
    folder = without_site(copy_of_atelier(tmp_path / "atelier"))
    add(folder, ".git/HEAD", "CNAME")
    with pytest.raises(OutputError):
        again(folder)
    keep(folder, ".git", "CNAME")
    assert again(folder).published
    assert (folder / "public/.git/HEAD").exists()


def test_a_document_of_an_id_that_was_published_is_ours_wherever_it_lay(atelier: Path) -> None:
    add(atelier, "ressource/ab/guide-du-velo.ttl")
    assert again(atelier).published
    assert not (atelier / "public/ressource/ab").exists()


def test_a_kept_file_wins_over_one_of_ours_and_is_told(atelier: Path) -> None:
    keep(atelier, ".htaccess")
    (atelier / "public/.htaccess").unlink()
    add(atelier, ".htaccess")
    for _ in range(2):
        done = again(atelier)
        assert done.overridden_files.first == [".htaccess"]
        assert not done.altered_files
        assert (atelier / "public/.htaccess").read_text("utf-8") == "à moi"
    told = tressons_ld("publish", folder=atelier).stderr
    assert "Gardé ([publication] keep) à la place du fichier publié : .htaccess" in told


@pytest.mark.parametrize("name", ["ressource", FILE])
def test_what_is_published_cannot_be_kept(atelier: Path, name: str) -> None:
    keep(atelier, name)
    before = files_of(atelier)
    with pytest.raises(OutputError) as refused:
        again(atelier)
    assert refused.value.code == "output.keep-of-the-publication"
    assert files_of(atelier) == before


@pytest.mark.parametrize("path", ["../x", "/etc", "a/../../b", ".", "", "a\\b", "a\nb"])
def test_a_path_that_leads_elsewhere_is_no_setting(atelier: Path, path: str) -> None:
    toml = atelier / "data/catalogue.toml"
    escaped = path.replace("\\", "\\\\").replace("\n", "\\n")
    toml.write_text(f'{toml.read_text("utf-8")}keep = ["{escaped}"]\n', "utf-8")
    done = again(atelier)
    assert not done.published
    assert "settings.wrong-kind" in {finding.code for finding in done.report.report().findings}


def test_all_is_as_it_was_when_what_is_kept_cannot_be_moved(
    atelier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing(Disk):
        """A disk on which one of the kept files keeps its place."""

        def rename(self, path: Path, target: Path) -> None:
            if path.name == "CNAME":
                raise OSError
            super().rename(path, target)

    add(atelier, ".git/HEAD", "CNAME")
    keep(atelier, ".git", "CNAME")
    before = files_of(atelier)
    monkeypatch.setattr(commit, "Disk", Refusing)
    with pytest.raises(OutputError):
        again(atelier)
    assert files_of(atelier) == before


def test_what_comes_beside_a_kept_file_is_not_removed_with_its_folder(atelier: Path) -> None:
    add(atelier, "docs/a.pdf")
    keep(atelier, "docs/a.pdf")
    again(atelier)
    add(atelier, "docs/b.pdf")
    with pytest.raises(OutputError, match=r"docs/b\.pdf"):
        again(atelier)


@pytest.mark.parametrize("paths", [("docs/a.pdf", "docs"), ("docs", "docs/a.pdf")])
def test_a_folder_is_kept_whole_in_whatever_order_it_is_listed(
    atelier: Path, paths: tuple[str, str]
) -> None:
    add(atelier, "docs/a.pdf", "docs/b.pdf")
    keep(atelier, *paths)
    again(atelier)
    assert (atelier / "public/docs/a.pdf").exists()
    assert (atelier / "public/docs/b.pdf").exists()


def test_what_comes_while_the_old_files_are_removed_is_not_ours(
    atelier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed = commit.remove_folder

    def slowly(old: Path) -> None:
        add(atelier, "CNAME")
        removed(old)

    monkeypatch.setattr(commit, "remove_folder", slowly)
    again(atelier)
    monkeypatch.undo()
    with pytest.raises(OutputError, match="CNAME"):
        again(atelier)


def test_the_files_that_an_earlier_version_made_are_replaced(atelier: Path) -> None:
    """Format 5 of the manifest did not name the files that are made once."""
    add(atelier, "formes.ttl", "ontologie.ttl", "profil.jsonld", "exemple.ttl")
    (atelier / "public" / FILE).write_text('{"format": 5}\n', "utf-8")
    assert again(atelier).published
    assert not (atelier / "public/profil.jsonld").exists()


def test_the_files_that_the_first_line_of_a_manifest_named_are_replaced(atelier: Path) -> None:
    """Up to format 6 it named all files that are made once."""
    add(atelier, "recherche/ancienne.js", "inconnu.js")
    header = {"format": 6, "ends": {}, "once": {"recherche/ancienne.js": ""}}
    (atelier / "public" / FILE).write_text(f"{json.dumps(header)}\n", "utf-8")
    with pytest.raises(OutputError, match="inconnu.js") as refusal:
        again(atelier)
    assert "recherche" not in str(refusal.value)


def test_the_files_that_a_cut_manifest_names_are_replaced(atelier: Path) -> None:
    add(atelier, "recherche/ancienne.js", "inconnu.js")
    manifest = atelier / "public" / FILE
    header = manifest.read_bytes().splitlines()[0]
    line = made_once_line("recherche/ancienne.js", "").encode()
    manifest.write_bytes(header + b"\n" + line + line[:-4])
    with pytest.raises(OutputError, match="inconnu.js") as refusal:
        again(atelier)
    assert "recherche" not in str(refusal.value)


def test_of_several_folders_that_were_renamed_away_the_last_comes_back(atelier: Path) -> None:
    parent = atelier / "public"
    for name, content, time in ((".public.old-a", "x", 1), (".public.old-z", "y", 2)):
        (atelier / name / "public").mkdir(parents=True)
        (atelier / name / "public/which").write_text(content, "utf-8")
        os.utime(atelier / name, (time, time))
    shutil.rmtree(parent)
    settle(parent, Disk())
    assert (parent / "which").read_text("utf-8") == "y"


@pytest.mark.parametrize("path", ["../../payload", "in/../../../payload", "{0}/payload", "."])
def test_a_list_of_what_is_kept_moves_nothing_from_or_to_elsewhere(
    atelier: Path, tmp_path: Path, path: str
) -> None:
    """Anybody may have proposed it: it lies beside what is published."""
    (atelier / "payload").write_text("x", "utf-8")
    (left := atelier / ".public.old-x").mkdir()
    (left / "public/in").mkdir(parents=True)
    (left / "keep.json").write_text(json.dumps([path.format(atelier)]), "utf-8")
    before = files_of(tmp_path)
    settle(atelier / "public", Disk())
    assert files_of(tmp_path) == before
    again(atelier)
    assert not left.exists()


@pytest.mark.parametrize(
    "link", [".public.old-x", ".public.old-x/public", ".public.old-x/public/in"]
)
@pytest.mark.parametrize("is_published", [True, False])
def test_nothing_is_taken_from_where_a_link_leads(
    atelier: Path, tmp_path: Path, link: str, is_published: bool
) -> None:
    home = tmp_path / "home"
    for folder in (home, home / "in", home / "public", home / "public/in"):
        folder.mkdir()
        (folder / "secret").write_text("x", "utf-8")
    (atelier / link).parent.mkdir(parents=True, exist_ok=True)
    (atelier / link).symlink_to(home)
    keep_list = Path(os.path.realpath(atelier / ".public.old-x")) / "keep.json"
    keep_list.write_text('["secret", "in/secret"]', "utf-8")
    if not is_published:
        shutil.rmtree(atelier / "public")
    before = files_of(home)
    keep(atelier, "secret", "in/secret")
    with suppress(OutputError):  # A link that came back with its folder is told.
        again(atelier)
    assert files_of(home) == before
    assert not list((atelier / "public").rglob("secret"))


def test_what_is_kept_is_not_moved_out_of_where_a_link_leads(atelier: Path, tmp_path: Path) -> None:
    (home := tmp_path / "home").mkdir()
    (home / "secret").write_text("x", "utf-8")
    add(atelier, "in/CNAME")
    keep(atelier, "in/CNAME", "in/secret")
    again(atelier)
    shutil.rmtree(atelier / "public/in")
    (atelier / "public/in").symlink_to(home)
    again(atelier)
    assert (home / "secret").read_text("utf-8") == "x"
    assert not (atelier / "public/in").exists()
