"""What `publish --changes` lists for who uploads the site, and the recipes that use it."""

import csv
import os
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml

from catalogue_folder import change, copy_of_atelier
from child_processes import started, wait_until
from command_line import DATE, command, files_of, tressons_ld
from site_pages import Page
from tressons_ld.composition import open_folder
from tressons_ld.files.output import replace_file
from tressons_ld.findings.errors import OutputError
from tressons_ld.identity.declarations import remove
from tressons_ld.publication.publish import publish
from tressons_ld.publication.upload_list import SiteChanges

STARTER = Path(__file__).resolve().parents[1] / "src" / "tressons_ld" / "starter"
RECIPES = {"en": STARTER / "en" / "ONLINE.md", "fr": STARTER / "fr" / "EN-LIGNE.md"}
LATER = "2027-09-01"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def listed(folder: Path, date: str, output: str = "public") -> list[tuple[str, str]]:
    """Publish, and return the signs and paths of the list."""
    changes = folder / "changes.txt"
    done = publish(open_folder(folder, date=date), folder / output, changes=changes, jobs=1)
    assert done.published, list(done.report.sorted())
    lines = changes.read_text("utf-8").splitlines()
    return [(line[:1], line[2:]) for line in lines]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def edited(folder: Path) -> None:
    """Another title, a resource less, and one more of a new organisation."""
    change(folder, "resources guide-du-velo title", "Le vélo, encore")
    table, agents = folder / "data" / "resources.csv", folder / "data" / "agents.csv"
    rows, known = rows_of(table), rows_of(agents)
    new = rows[0] | dict.fromkeys(("persons", "landing_page", "page", "download_url", "format"), "")
    new |= {"id": "tout-neuf", "title": "Tout neuf", "organisations": "Nouvelle", "size": ""}
    new |= {"licence": "", "series": "", "publisher": ""}
    write_rows(table, [*(row for row in rows if row["id"] != "debat-sur-la-marche"), new])
    nobody = dict.fromkeys(known[0], "")
    known.append(nobody | {"id": "nouvelle", "type": "organisation", "name": "Nouvelle"})
    write_rows(agents, known)
    recorder = open_folder(folder, date=LATER).recorder
    remove(recorder, ["debat-sur-la-marche"], "Elle n'existe plus.")


def test_the_first_list_is_the_whole_publication(folder: Path) -> None:
    assert {path for sign, path in listed(folder, DATE) if sign == "+"} == set(
        files_of(folder / "public")
    )


def test_a_site_that_follows_the_list_is_the_publication(folder: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    for date in (DATE, LATER):
        for sign, path in listed(folder, date):
            if sign == "-":
                (site / path).unlink()
            else:
                assert (site / path).exists() == (sign == "~")
                (site / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(folder / "public" / path, site / path)
        assert files_of(site) == files_of(folder / "public")
        (folder / "changes.txt").unlink()
        if date == DATE:
            edited(folder)


def test_a_list_that_was_not_uploaded_is_added_to(folder: Path) -> None:
    listed(folder, DATE)
    (folder / "changes.txt").write_text("- parti.html\n~ ressource/velo.html\n", "utf-8")
    lines = listed(folder, DATE)
    assert lines == [("~", "ressource/velo.html"), ("-", "parti.html")]


def test_a_path_with_a_sign_that_ends_lines_elsewhere_stays_whole(folder: Path) -> None:
    question = folder / "queries" / "l'an\u2028\x85un.rq"
    question.parent.mkdir()
    question.write_text("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1\n", "utf-8")
    listed(folder, DATE)
    listed(folder, DATE)
    lines = (folder / "changes.txt").read_text("utf-8").split("\n")
    assert f"+ questions/{question.name}" in lines


def dangling(site: Path, known: dict[bytes, list[str]]) -> set[str]:
    """What pages that can be reached lead to and is not there; ``known`` is what pages lead to."""
    waiting, seen, missing = ["index.html", "en/index.html"], set[str](), set[str]()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        if not (site / path).is_file():
            missing.add(path)
        elif path.endswith(".html"):
            content = (site / path).read_bytes()
            if content not in known:
                known[content] = [target for target, _ in Page(site, path).targets("/atelier/")]
            waiting += known[content]
    return missing


def test_no_page_that_can_be_reached_ever_leads_to_what_is_not_there(folder: Path) -> None:
    listed(folder, DATE)
    (folder / "changes.txt").unlink()
    site = folder.parent / "site"
    shutil.copytree(folder / "public", site)
    edited(folder)
    known: dict[bytes, list[str]] = {}
    assert not dangling(site, known)
    for sign, path in listed(folder, LATER):
        if sign == "-":
            (site / path).unlink()
        else:
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(folder / "public" / path, site / path)
        assert not dangling(site, known), path


def test_the_home_page_comes_last_of_what_replaces_another() -> None:
    changes = {"index.html": "~", "a.ttl": "~", "ressource/a.html": "~", "b.html": "+", "c": "-"}
    in_order = [path for path, _ in SiteChanges(changes.items())]
    assert in_order == ["b.html", "a.ttl", "ressource/a.html", "index.html", "c"]


@pytest.mark.parametrize(
    ("before", "now", "sign"),
    [("+", "~", "+"), ("-", "+", "+"), ("-", "~", "~"), ("~", "-", "-"), ("+", "-", "-")],
)
def test_of_what_was_not_uploaded_the_last_change_counts_but_for_what_is_new(
    before: str, now: str, sign: str
) -> None:
    changes = SiteChanges([("a.ttl", before)])
    changes.add([("a.ttl", now)])
    assert list(changes) == [("a.ttl", sign)]


def test_what_is_kept_in_the_folder_is_not_listed(folder: Path) -> None:
    with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write('\n[publication]\nkeep = ["CNAME", ".git"]\n')
    listed(folder, DATE)
    (folder / "public" / "CNAME").write_text("site.example\n", "utf-8")
    (folder / "public" / ".git").mkdir()
    (folder / "public" / ".git" / "HEAD").write_text("ref\n", "utf-8")
    (folder / "changes.txt").unlink()
    assert listed(folder, DATE) == []


@pytest.mark.parametrize(
    ("path", "content", "code"),
    [
        ("public/changes.txt", None, "output.list-in-the-publication"),
        ("data/resources.csv", None, "output.of-the-catalogue"),
        ("notes.txt", "Ne pas oublier\n", "output.not-a-line-of-the-list"),
        ("notes.txt", "+ a\n+\n", "output.not-a-line-of-the-list"),
        (".", None, "output.around-the-catalogue"),
        ("dossier", "", "output.no-upload-list"),
    ],
)
def test_a_file_that_is_no_list_is_refused_and_stays(
    folder: Path, path: str, content: str | None, code: str
) -> None:
    if content == "":
        (folder / path).mkdir()
    elif content is not None:
        (folder / path).write_text(content, "utf-8")
    before = files_of(folder)
    with pytest.raises(OutputError) as raised:
        publish(open_folder(folder, date=DATE), folder / "public", changes=folder / path, jobs=1)
    assert raised.value.code == code
    assert files_of(folder) == before


def test_a_pipe_is_neither_read_nor_replaced(folder: Path) -> None:
    pipe = folder / "tube"
    os.mkfifo(pipe)
    with pytest.raises(OutputError) as raised:
        publish(open_folder(folder, date=DATE), folder / "public", changes=pipe, jobs=1)
    assert raised.value.code == "output.no-upload-list"
    with pytest.raises(OutputError) as raised:
        replace_file(pipe, ["+ a\n"])
    assert raised.value.code == "output.no-file"
    assert pipe.is_fifo()


def test_without_a_publication_no_list_is_written(folder: Path) -> None:
    change(folder, "resources guide-du-velo issued", "20l9")
    done = tressons_ld("publish", "--date", DATE, "--changes", "changes.txt", folder=folder)
    assert done.returncode == 1
    assert sorted(each.name for each in folder.iterdir()) == ["data"]


# --- the recipes ----------------------------------------------------------------------------------


def blocks(language: str, kind: str) -> list[str]:
    """The blocks of a kind in the recipes, as they stand."""
    parts = RECIPES[language].read_text("utf-8").split("```")
    return [part.removeprefix(kind) for part in parts[1::2] if part.startswith(f"{kind}\n")]


@pytest.mark.parametrize("language", RECIPES)
def test_the_workflows_are_yaml_and_their_commands_run(folder: Path, language: str) -> None:
    github, gitlab = (yaml.safe_load(block) for block in blocks(language, "yaml"))
    steps = [each["run"] for each in github["jobs"]["publish"]["steps"] if "run" in each]
    assert steps == gitlab["pages"]["script"]
    assert gitlab["pages"]["artifacts"]["paths"] == ["public"]
    assert tressons_ld("publish", "--date", DATE, folder=folder).returncode == 0
    shutil.rmtree(folder / "public")
    name, *arguments = shlex.split(steps[-1])
    assert name == "tressons-ld"
    done = tressons_ld(*arguments, "--date", LATER, folder=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "public" / "index.html").is_file()


def run(recipe: str, folder: Path, date: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a recipe in a shell."""
    program = shlex.join([*map(str, command()), "publish", "--quiet", "--date", date])
    return subprocess.run(
        ["sh", "-c", recipe.replace("tressons-ld publish", program)],
        cwd=folder,
        env={**os.environ, **settings},
        capture_output=True,
        encoding="utf-8",
    )


def follow(recipe: str, folder: Path, date: str, **settings: str) -> None:
    """Follow a recipe in a shell, to its end."""
    done = run(recipe, folder, date, **settings)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@contextmanager
def ftp_server(root: Path) -> Iterator[int]:
    """A real FTP server of a folder, for one user, at a port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-W", "ignore", "-m", "pyftpdlib", "-i", "127.0.0.1"]
    words += ["-p", str(port), "-u", "me", "-P", "secret", "-w", "-d", str(root)]

    def answers() -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", port)) == 0

    with started(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        wait_until(answers, server)
        yield port


@pytest.fixture
def host(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder that lies on a host of FTP, and the settings of the recipe for it."""
    root, home = tmp_path / "host", tmp_path / "home"
    (root / "www").mkdir(parents=True)
    home.mkdir()
    (home / ".netrc").write_text("machine 127.0.0.1 login me password secret\n", "utf-8")
    with ftp_server(root) as port:
        settings = {"HOME": str(home), "SITE": f"ftp://127.0.0.1:{port}/www/"}
        yield root / "www", settings | {"FOLDER": "www/", "DOSSIER": "www/"}


@pytest.mark.slow
@pytest.mark.parametrize("language", RECIPES)
def test_the_recipe_for_ftp_makes_the_site_that_was_published(
    folder: Path, language: str, host: tuple[Path, dict[str, str]]
) -> None:
    *_, recipe = blocks(language, "sh")
    site, settings = host
    odd = folder / "queries" / "l'été n#1 ; 50 %20 [a]{b}.rq"
    odd.parent.mkdir()
    odd.write_text("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1\n", "utf-8")
    for date in (DATE, LATER):
        follow(recipe, folder, date, **settings)
        assert files_of(site) == files_of(folder / "public")
        assert not list(folder.glob("chang*.txt"))
        if date == DATE:
            edited(folder)
            # Of something that is not published any more.
            (folder / "templates").mkdir()
            shutil.copy(folder / "public" / "icon.svg", folder / "templates" / "logo.svg")
            with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as file:
                file.write('\n[site]\nlogo = "logo.svg"\n')


@pytest.mark.slow
@pytest.mark.parametrize("language", RECIPES)
def test_a_file_is_whole_where_its_upload_by_ftp_is_cut(
    folder: Path, tmp_path: Path, language: str, host: tuple[Path, dict[str, str]]
) -> None:
    *_, recipe = blocks(language, "sh")
    site, settings = host
    follow(recipe, folder, DATE, **settings)
    path = "catalogue.nt"
    before = (site / path).read_bytes()
    edited(folder)
    slow, real = tmp_path / "bin" / "curl", shutil.which("curl")
    slow.parent.mkdir()
    slow.write_text(
        "#!/bin/sh\n"
        f'case "$*" in *public/{path}*) set -- --limit-rate 1k --max-time 1 "$@" ;; esac\n'
        f'exec {real} "$@"\n',
        "utf-8",
    )
    slow.chmod(0o755)
    programs = f"{slow.parent}{os.pathsep}{os.environ['PATH']}"
    done = run(recipe, folder, LATER, **settings, PATH=programs)
    assert done.returncode == 1, done.stderr
    assert (site / path).read_bytes() == before
    follow(recipe, folder, LATER, **settings)
    assert files_of(site) == files_of(folder / "public")


@pytest.mark.slow
@pytest.mark.parametrize("language", RECIPES)
def test_the_recipe_for_rsync_makes_the_site_that_was_published(
    folder: Path, tmp_path: Path, language: str
) -> None:
    recipe, _ = blocks(language, "sh")
    site = tmp_path / "site"
    follow(recipe, folder, DATE, SITE=f"{site}/")
    assert files_of(site) == files_of(folder / "public")
    edited(folder)
    follow(recipe, folder, LATER, SITE=f"{site}/")
    assert files_of(site) == files_of(folder / "public")


@pytest.mark.slow
@pytest.mark.parametrize("language", RECIPES)
def test_no_page_leads_to_what_is_not_there_wherever_an_upload_by_rsync_is_cut(
    folder: Path, tmp_path: Path, language: str
) -> None:
    recipe, _ = blocks(language, "sh")
    *first, last = recipe.rstrip().removesuffix("\n").split(" &&\n")
    site, public = tmp_path / "site", folder / "public"
    follow(" && ".join(first), folder, DATE, SITE=f"{site}/")
    assert not (site / "index.html").exists()
    follow(last, folder, DATE, SITE=f"{site}/")
    edited(folder)
    before = files_of(site)
    follow(" && ".join(first), folder, LATER, SITE=f"{site}/")
    assert before.items() <= files_of(site).items()
    assert (site / "ressource/tout-neuf.html").exists()
    known: dict[bytes, list[str]] = {}
    assert not dangling(site, known)
    # At the end files take their places one by one, in the order of their names.
    for path in sorted(files_of(public)):
        if not (site / path).exists() or (site / path).read_bytes() != (public / path).read_bytes():
            shutil.copy(public / path, site / path)
            assert not dangling(site, known), path
