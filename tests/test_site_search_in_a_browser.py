"""Searches written down, in Chromium, from the disk and under a sub-path: answers of the table."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from command_line import DATE
from search_answers import scores
from tressons_ld import open_catalogue
from tressons_ld.api import OpenCatalogue
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish
from tressons_ld.site import search_index
from tressons_ld.site.search_form import BATCH

pytestmark = pytest.mark.slow

MANY = 700
CLICKS = 5

SEARCHES = """
territoires
territoire
TERRITOIRES RURAUX
territoires rur
ruraux
rural
rura
l'économie
économie sociale et solidaire
economie sociale
Économie SOCIALE, solidaire !
l’innovation sociale
innovations sociales
avise
Avise RTES
rtes webinaire
École urbaine
ecole urbaine de sciences po
pappas
Pinelopi
mobilité
mobilites durables
alimentation
alimentations durables
guide
2019
2021 webinaire
coopératives d'activité
coopérative
foncier
accès au foncier
tiers-lieux
tiers lieux
projets citoyens
réseaux
programme leader
LEADER
développement local
xylophone
rural zzz
étude de cas
vidéo
de
la
le rôle des collectivités
es
""".strip().splitlines()


class Answer(NamedTuple):
    """What the page of a search shows."""

    said: str
    shown: int
    found: list[str]
    hidden: bool
    address: str
    loaded: list[str]
    focused: str
    totals: dict[str, dict[str, int]]
    wrong: list[str]


def answers_of(project: Path, searches: list[Mapping[str, Any]]) -> list[Answer]:
    browser = shutil.which("chromium")
    assert browser, "chromium is needed: sudo apt install chromium"
    done = subprocess.run(
        ["node", "search.js", browser],
        cwd=project / "tests" / "js",
        input=json.dumps(searches),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return [Answer(**each) for each in json.loads(done.stdout)]


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder; its address."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/favicon.ico":  # Asked of every host by the browser itself.
                self.send_response(204)
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *_arguments: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def catalogue(project: Path) -> OpenCatalogue:
    return open_catalogue(project, date=DATE)


def right(answer: Answer, expected: dict[str, int]) -> None:
    """Fail unless an answer is the expected one, those with most words in their titles first."""
    assert answer.wrong == []
    assert sorted(answer.found) == sorted(expected)
    order = [expected[id] for id in answer.found]
    assert order == sorted(order, reverse=True)
    assert answer.hidden
    number = len(expected)
    assert answer.said.startswith(str(number) if number else ("Aucune", "No resource"))


def test_written_searches_find_what_the_table_says(
    project: Path, published: Path, catalogue: OpenCatalogue
) -> None:
    assert len(SEARCHES) >= 40
    page = (published / "ressource/index.html").as_uri()
    asked = [{"address": f"{page}?q={quote(query)}"} for query in SEARCHES]
    expected = [scores(catalogue, query) for query in SEARCHES]
    assert len({tuple(each) for each in expected}) > 15
    for answer, ids in zip(answers_of(project, asked), expected, strict=True):
        right(answer, ids)


def test_it_works_under_a_sub_path_in_english_and_says_it_in_the_address(
    project: Path, published: Path, catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    (tmp_path / "sous").mkdir()
    shutil.copytree(published, tmp_path / "sous/chemin")
    with served(tmp_path) as root:
        page = f"{root}sous/chemin/en/ressource/index.html"
        (answer,) = answers_of(project, [{"address": page, "typed": "territoires rur"}])
    right(answer, scores(catalogue, "territoires rur"))
    assert answer.focused == "q"
    assert parse_qs(urlsplit(answer.address).query) == {"q": ["territoires rur"]}


def test_facets_combine_and_count_what_each_would_leave(
    project: Path, published: Path, catalogue: OpenCatalogue
) -> None:
    page = (published / "ressource/index.html").as_uri()
    query = "?q=territoires&annee=2020&annee=2021&genre=webinaire"
    plain, chosen = answers_of(
        project,
        [
            {"address": page, "open": ["genre"]},
            {"address": page + query, "open": ["genre", "theme"]},
        ],
    )
    assert plain.said == ""
    assert not plain.hidden
    found = scores(catalogue, "territoires")
    entries = [entry for entry in catalogue if entry.id in found]
    in_years = [entry for entry in entries if (entry.issued or "")[:4] in ("2020", "2021")]
    right(chosen, {each.id: found[each.id] for each in in_years if each.kind == "webinaire"})
    for kind, total in chosen.totals["genre"].items():
        assert total == sum(entry.kind == kind for entry in in_years)
        assert plain.totals["genre"][kind] == sum(entry.kind == kind for entry in catalogue)
    for theme, total in chosen.totals["theme"].items():
        both = [each for each in in_years if each.kind == "webinaire" and theme in each.themes]
        assert total == len(both)
    state = parse_qs(urlsplit(chosen.address).query)
    assert state == {"q": ["territoires"], "annee": ["2021", "2020"], "genre": ["webinaire"]}


def test_a_facet_of_the_address_is_opened_while_its_answer_is_on_the_way(
    project: Path, published: Path, catalogue: OpenCatalogue
) -> None:
    page = (published / "ressource/index.html").as_uri()
    (answer,) = answers_of(project, [{"address": f"{page}?genre=webinaire", "slow": 50}])
    right(answer, {entry.id: 0 for entry in catalogue if entry.kind == "webinaire"})


@pytest.fixture(scope="module")
def many(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "catalogue"
    subprocess.run(
        [sys.executable, "-m", "generator", str(MANY), str(folder)],
        cwd=project / "tests/benchmarks",
        check=True,
        capture_output=True,
    )
    settings = folder / "data/catalogue.toml"
    given = settings.read_text("utf-8")
    settings.write_text(given.replace("site = false", "site = true"), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        # Cut as those of a catalogue that is ten times as large.
        patch.setattr(search_index, "LARGEST_FILE", 1500)
        assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    return folder


def test_many_resources_are_found_a_few_at_a_time(project: Path, many: Path) -> None:
    catalogue = open_catalogue(many, date=DATE)
    titles = [entry.title for entry in catalogue]
    queries = [titles[0], titles[1], "bois énergie", "xylophone", "écoles", "po"]
    expected = [scores(catalogue, query) for query in queries]
    few = CLICKS * BATCH
    assert any(BATCH < len(each) < few for each in expected)
    assert "*" in "".join(each.read_text("utf-8")[:4000] for each in many.rglob("mots/*.js"))
    with served(many / "public") as root:
        page = f"{root}ressource/index.html?q="
        asked = [{"address": page + quote(query), "clicks": CLICKS} for query in queries]
        found = answers_of(project, asked)
    for answer, ids in zip(found, expected, strict=True):
        if len(ids) < few:
            right(answer, ids)
        assert answer.shown == min(BATCH, len(ids))
        files = [urlsplit(each).path.lstrip("/") for each in answer.loaded]
        own = {path for path in files if path.endswith(".js")}
        assert sum((many / "public" / path).stat().st_size for path in own) <= 60_000
