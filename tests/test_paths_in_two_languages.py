"""A catalogue has its paths in French or in English; the one follows from the other by words."""

import csv
import pickle
import re
import shutil
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from command_line import DATE, files_of, tressons_ld
from tressons_ld import open_catalogue
from tressons_ld.catalogue.adoption.adopted_folder import starter_files
from tressons_ld.catalogue.iris import Iris
from tressons_ld.catalogue.paths import (
    ENGLISH,
    FRENCH,
    FRENCH_PATHS,
    PATHS_IN,
    PathNames,
    Paths,
)
from tressons_ld.catalogue.tables.settings import read_settings
from tressons_ld.mapping.rdf_documents import MOST_IN_ONE_FOLDER, entry_path
from tressons_ld.server.static_site import StaticSite
from tressons_ld.site.hosts import apache, caddy, nginx
from tressons_ld.site.hosts.http_rules import Site
from tressons_ld.stores.push_register import register_quads

BASE = "https://w3id.org/tressons/"
WORDS = [field.name for field in fields(PathNames) if field.name != "schemes"]
OF_SCHEMES = {"genre": "kind", "public": "audience", "certitude": "certainty"}
FRENCH_ONLY = {getattr(FRENCH, word) for word in WORDS} - {getattr(ENGLISH, word) for word in WORDS}


def in_english(path: str) -> str:
    """Return an English path of TRESSONS for a French one."""
    whole, _, part = path.partition("#")
    folders = {getattr(FRENCH, word): getattr(ENGLISH, word) for word in WORDS}
    first, *rest = whole.split("/")
    if first == FRENCH.vocabulary and rest:
        rest[0] = OF_SCHEMES.get(rest[0], folders.get(rest[0], rest[0]))
    elif first == "catalogue":
        rest = [folders[word] for word in rest]
    for french, english in sorted(folders.items(), key=lambda pair: -len(pair[0])):
        if part == french or part.startswith(f"{french}-"):
            part = english + part.removeprefix(french)
            break
    return "/".join([folders.get(first, first), *rest]) + (f"#{part}" if part else "")


def make_english(folder: Path) -> None:
    """Give a copy of TRESSONS English paths, before it was ever published."""
    (folder / "data" / "identities.csv").unlink()
    settings = folder / "data" / "catalogue.toml"
    settings.write_text('paths = "en"\n' + settings.read_text("utf-8"), "utf-8")
    path = folder / "data" / "additions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    rows = [[in_english(row[0]) if "/" in row[0] else row[0], *row[1:]] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


@pytest.fixture(scope="module")
def english(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """TRESSONS with English paths, published by two processes."""
    folder = tmp_path_factory.mktemp("english")
    shutil.copytree(project / "data", folder / "data")
    make_english(folder)
    done = tressons_ld("publish", "--jobs", "2", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def copy(english: Path, tmp_path: Path) -> Path:
    """That folder, to be changed at will."""
    return Path(shutil.copytree(english, tmp_path / "copy"))


# --- the words ---------------------------------------------------------------------------------


def test_no_word_stands_for_two_things_in_two_languages() -> None:
    meant: dict[str, set[str]] = {}
    for names in (FRENCH, ENGLISH):
        assert len({getattr(names, word) for word in WORDS}) == len(WORDS)
        for word in WORDS:
            meant.setdefault(getattr(names, word), set()).add(word)
    assert {word: things for word, things in meant.items() if len(things) > 1} == {}
    of_schemes = ENGLISH.schemes
    assert len(set(of_schemes.values())) == len(of_schemes)
    assert not set(of_schemes.values()) & {"theme", "section", ENGLISH.authorities, *of_schemes}


def test_the_words_go_with_the_settings_into_another_process(copy: Path) -> None:
    settings = read_settings(copy)[0].settings
    assert settings.paths == PATHS_IN["en"]
    assert pickle.loads(pickle.dumps(settings)).paths == settings.paths


def test_a_folder_that_says_nothing_has_french_paths(tressons: Path) -> None:
    assert read_settings(tressons)[0].settings.paths is FRENCH_PATHS


def test_another_language_is_told_with_those_there_are(copy: Path) -> None:
    settings = copy / "data" / "catalogue.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('paths = "en"', 'paths = "de"'), "utf-8"
    )
    (found,) = [each for each in read_settings(copy)[1] if each.code == "settings.wrong-kind"]
    assert '"fr" or "en"' in found.remedy.en
    assert found.location is not None and found.location.line == 1


# --- the graph ---------------------------------------------------------------------------------


def test_every_name_follows_the_words_and_nothing_else_changes(
    english: Path, tressons: Path
) -> None:
    (tressons / "data" / "identities.csv").unlink()
    french = open_catalogue(tressons, date=DATE)

    def translated(term: str) -> str:
        if not term.startswith(f"<{BASE}"):
            # Its identifier, the space of its names, and how to cite it.
            for path in (FRENCH_PATHS.data, FRENCH_PATHS.resource("")):
                if term.startswith(f'"{path}"') or f'{BASE}{path}"' in term:
                    return term.replace(path, in_english(path))
            return term
        return f"<{BASE}{in_english(term[1 + len(BASE) : -1])}>"

    expected = {tuple(map(translated, triple)) for triple in french.triples()}
    other = open_catalogue(english, date=DATE)
    found = {tuple(triple) for triple in other.triples()}
    assert sorted(found ^ expected) == []
    assert len(found) > 4000


def test_what_two_processes_publish_is_what_one_makes(english: Path) -> None:
    made = open_catalogue(english, date=DATE)
    of_resources = {
        " ".join(triple) + " ." for triple in made.triples() if triple[0].startswith(f"<{BASE}res")
    }
    published = (english / "public" / "catalogue.nt").read_text("utf-8").splitlines()
    assert of_resources <= set(published)


# --- what readers see --------------------------------------------------------------------------


def test_no_file_and_no_name_has_a_french_word(english: Path) -> None:
    public = english / "public"
    folders = set()
    for path in files_of(public):
        first, *rest = path.removeprefix("en/").split("/")
        folders.add(first.partition(".")[0])
        if first == ENGLISH.vocabulary:
            folders.add(rest[0].partition(".")[0])
    assert not folders & (FRENCH_ONLY | set(OF_SCHEMES))
    assert {"resource", "person", "place", "about", "figures", "search", "kind"} <= folders
    dump = (public / "catalogue.nq").read_text("utf-8")
    parts = {name.partition("-")[0] for name in re.findall(rf"<{BASE}[^>#]*#([^>]*)>", dump)}
    assert not parts & FRENCH_ONLY
    assert "record" in parts
    assert (public / "questions" / "resources-by-kind.html").is_file()


def test_every_link_of_a_page_leads_to_a_file(english: Path) -> None:
    public = english / "public"
    lost = []
    for path, content in files_of(public).items():
        if path.endswith(".html") and path != "404.html":
            for link in re.findall(r'(?:href|src|data-[a-z]+)="([^"#?:]+)["#?]', content.decode()):
                if "/" in link or link.endswith((".html", ".js", ".css", ".ttl")):
                    aim = (public / path).parent / link
                    lost += [] if aim.exists() or " " in link else [(path, link)]
    assert lost == []


def test_the_search_finds_its_index_and_its_facets(english: Path) -> None:
    page = (english / "public" / "resource" / "index.html").read_text("utf-8")
    assert '="../search/"' in page
    facets = {path.stem for path in (english / "public" / "search" / "facettes").iterdir()}
    assert {"kind", "theme", "audience", "year"} <= facets


# --- who asks ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "extension"),
    [("text/turtle", ".ttl"), ("application/ld+json", ".jsonld"), ("text/html", ".html")],
)
def test_the_preview_leads_from_a_name_to_what_is_asked(
    english: Path, accept: str, extension: str
) -> None:
    address = "https://www.example.net/"
    site = StaticSite(
        english / "public", Site(address, address, in_folders=False, paths=PATHS_IN["en"])
    )
    answer = site.answer("/resource/programmes-leader-et-ess", accept)
    assert answer.status == 303
    assert answer.headers["Location"] == f"/resource/programmes-leader-et-ess{extension}"
    assert (
        site.answer("/.well-known/void", "text/turtle")
        .headers["Location"]
        .endswith("/catalogue/data.ttl")
    )


def test_the_rules_of_each_host_know_the_folder_of_resources(english: Path) -> None:
    address = "https://www.example.net/"
    for paths, own, other in (
        (PATHS_IN["en"], "resource/", "ressource/"),
        (PATHS_IN["fr"], "ressource/", "resource/"),
    ):
        site = Site(address, address, in_folders=True, paths=paths)
        rules = [apache.htaccess(site, ()), apache.w3id(site), caddy.caddyfile(site, ())]
        rules.append(nginx.server(site))
        assert all(own in text and other not in text for text in rules)
        assert site.void == f"/{paths.data}.ttl"
    data = (english / "public" / "nginx.server.conf").read_text("utf-8")
    assert "catalogue/data.ttl" in data


def test_documents_of_a_large_catalogue_lie_in_folders_of_its_own_words() -> None:
    assert entry_path("etude", MOST_IN_ONE_FOLDER + 1, PATHS_IN["en"]) == "resource/de/etude"


def test_the_graphs_of_a_store_have_the_words(english: Path) -> None:
    register = "".join(register_quads(Iris(BASE, PATHS_IN["en"]), []))
    assert f"<{BASE}catalogue/data#pushes>" in register
    done = tressons_ld("push", "--files", "sent", "--store", "qlever", folder=english)
    assert done.returncode == 0, done.stderr
    sent = "".join(
        path.read_text("utf-8") for path in (english / "sent").iterdir() if path.suffix == ".nq"
    )
    assert f"<{BASE}catalogue/data#pushes>" in sent
    assert "#envois" not in sent


def test_questions_are_answered(english: Path) -> None:
    catalogue = open_catalogue(english, date=DATE)
    rows = list(catalogue.query("ressources-par-genre"))
    assert "webinaire" in str(rows[0])
    assert len(list(catalogue.query("ressources", genre="Webinaire", annee=2021))) > 1


def test_portals_take_every_resource(english: Path) -> None:
    for portal in ("data.gouv.fr", "ckan"):
        done = tressons_ld("harvest", "--as", portal, folder=english)
        assert done.returncode == 0, done.stderr
        assert "29 sur 29 arrivent" in done.stdout


def test_the_catalogue_as_data_is_known_by_its_own_path(english: Path) -> None:
    assert (
        f'"@id": "{BASE}catalogue/data"'
        in tressons_ld("embed", "catalogue/data", folder=english).stdout
    )
    refused = tressons_ld("embed", "catalogue/donnees", folder=english)
    assert refused.returncode == 1
    assert "« catalogue/donnees »" in refused.stderr
    assert "catalogue/data" in tressons_ld("score", "catalogue/data", folder=english).stdout


# --- what persists -----------------------------------------------------------------------------


def changed(folder: Path, old: str, new: str) -> None:
    settings = folder / "data" / "catalogue.toml"
    text = settings.read_text("utf-8")
    assert old in text
    settings.write_text(text.replace(old, new), "utf-8")


def test_published_paths_are_not_changed_and_the_way_back_is_said(copy: Path) -> None:
    (copy / "data" / "additions.csv").unlink()
    before = files_of(copy / "public")
    changed(copy, 'paths = "en"', 'paths = "fr"')
    lock = (copy / "data" / "identities.csv").read_bytes()
    for command in ("publish", "check"):
        done = tressons_ld(command, folder=copy)
        assert done.returncode == 1
        said = [line for line in (done.stdout + done.stderr).splitlines() if "publication." in line]
        assert len(said) == 1
        assert said[0].startswith("violation : data/catalogue.toml:1, clé « paths » : ")
        assert 'Remettre paths = "en" ;' in said[0]
        assert said[0].endswith("[publication.paths-changed]")
    assert files_of(copy / "public") == before
    assert (copy / "data" / "identities.csv").read_bytes() == lock


def test_french_paths_that_were_published_are_not_changed_either(tressons: Path) -> None:
    settings = tressons / "data" / "catalogue.toml"
    settings.write_text('paths = "en"\n' + settings.read_text("utf-8"), "utf-8")
    done = tressons_ld("check", folder=tressons)
    assert done.returncode == 1
    assert 'Remettre paths = "fr"' in done.stdout


def test_a_rename_and_its_traces_have_the_words(copy: Path) -> None:
    done = tressons_ld(
        *("identity", "rename", "--date", "2026-11-25"),
        *("programmes-leader-et-ess", "leader-et-ess"),
        folder=copy,
    )
    assert done.returncode == 0, done.stderr
    table = copy / "data" / "resources.csv"
    text = table.read_text("utf-8").replace("programmes-leader-et-ess", "leader-et-ess")
    table.write_text(text, "utf-8")
    additions = copy / "data" / "additions.csv"
    moved = additions.read_text("utf-8").replace("programmes-leader-et-ess", "leader-et-ess")
    additions.write_text(moved, "utf-8")
    done = tressons_ld("publish", "--date", "2026-11-25", folder=copy)
    assert done.returncode == 0, done.stdout + done.stderr
    rules = (copy / "public" / "_redirects").read_text("utf-8")
    assert "/resource/programmes-leader-et-ess /resource/leader-et-ess 301" in rules
    lock = (copy / "data" / "identities.csv").read_text("utf-8")
    assert "resource/programmes-leader-et-ess,renamed,resource/leader-et-ess," in lock


def test_two_publications_are_compared_by_their_cells(english: Path, copy: Path) -> None:
    table = copy / "data" / "resources.csv"
    table.write_text(
        table.read_text("utf-8").replace("Programmes LEADER et ESS", "LEADER et ESS"), "utf-8"
    )
    assert tressons_ld("publish", "--date", "2026-11-25", folder=copy).returncode == 0
    done = tressons_ld("diff", english / "public", copy / "public", folder=copy)
    assert "programmes-leader-et-ess" in done.stdout
    assert "colonne « title »" in done.stdout
    assert "LEADER et ESS" in done.stdout


# --- a new catalogue ---------------------------------------------------------------------------


def paths_of(folder: Path) -> Paths:
    return read_settings(folder)[0].settings.paths


@pytest.mark.parametrize(
    ("options", "language"),
    [
        ((), "fr"),
        (("--lang", "en"), "en"),
        (("--lang", "en", "--paths", "fr"), "fr"),
        (("--paths", "en"), "en"),
    ],
)
def test_init_writes_the_language_of_its_words_unless_another_is_asked(
    tmp_path: Path, options: tuple[str, ...], language: str
) -> None:
    assert tressons_ld("init", "new", *options, folder=tmp_path).returncode == 0
    text = (tmp_path / "new" / "data" / "catalogue.toml").read_text("utf-8")
    assert f'\npaths = "{language}"\n' in text
    assert paths_of(tmp_path / "new") == PATHS_IN[language]


def test_a_table_that_becomes_a_catalogue_may_choose_too(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("Title,Kind\nA study,Report\n", "utf-8")
    for options, language in ((("--lang", "en"), "en"), (("--lang", "en", "--paths", "fr"), "fr")):
        folder = tmp_path / language
        tressons_ld("init", folder, "--from", "list.csv", *options, folder=tmp_path)
        assert paths_of(folder) == PATHS_IN[language]


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[Path]:
    """A new English folder whose tables name a scheme by its English word."""
    for name, file in starter_files("en").items():
        path = tmp_path / "starter" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.encode() if isinstance(file, str) else file.read_bytes())
    concepts = tmp_path / "starter" / "data" / "concepts.csv"
    concepts.write_text(concepts.read_text("utf-8").replace("\ngenre,", "\nkind,"), "utf-8")
    changed(tmp_path / "starter", "\ngenre = ", "\nkind = ")
    yield tmp_path / "starter"


def test_a_table_may_name_a_scheme_by_its_english_word(starter: Path) -> None:
    catalogue = open_catalogue(starter, date=DATE)
    assert catalogue.check().publishable
    base = catalogue.shared.settings.base_iri
    subjects = {triple[0] for triple in catalogue.triples()}
    assert f"<{base}vocabulary/kind/example-to-replace>" in subjects
    assert ("genre", "example-to-replace") in catalogue.shared.concepts


def test_where_paths_are_french_that_word_is_a_scheme_of_the_house(starter: Path) -> None:
    changed(starter, 'paths = "en"', 'paths = "fr"')
    assert ("kind", "example-to-replace") in open_catalogue(starter, date=DATE).shared.concepts
