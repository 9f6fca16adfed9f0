"""The pages of the questions: their rows are the answers of ``query``; what is missing is said."""

import csv
import json
import threading
from pathlib import Path
from typing import NamedTuple

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE
from installed_engine import installed, with_bundles
from queries_support import BUNDLED
from site_pages import Page, words
from tressons_ld import open_catalogue
from tressons_ld.catalogue.paths import FRENCH_PATHS
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import QueryError
from tressons_ld.publication.publish import publish
from tressons_ld.site import answer_table, question_pages
from tressons_ld.site.question_answers import MOST_ROWS, Answering, answers_aside
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.results import Result
from tressons_ld.sparql.store import Store

pytestmark = pytest.mark.usefixtures("answers")
NAMES = sorted(BUNDLED.by_name)


class Table(NamedTuple):
    """The head and the rows of a table."""

    head: list[str]
    rows: list[list[str]]


def filed(path: Path) -> Table:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return Table(head, rows)


def shown(page: Page) -> Table:
    head, *rows = ([words(cell) for cell in row] for row in page.all("tr"))
    return Table(head, rows)


def test_every_question_has_its_page_in_each_language(published_whole: Path) -> None:
    for tree, language in (("", "fr"), ("en/", "en")):
        overview = Page(published_whole, f"{tree}questions/index.html")
        overview.parse_strictly()
        targets = {path for path, _ in overview.targets("/")}
        for name in NAMES:
            path = f"{tree}questions/{name}.html"
            assert path in targets
            summary = BUNDLED.by_name[name].summary.in_language(language)
            assert Page(published_whole, path).title == " ".join(summary.split())


@pytest.mark.parametrize("name", ["ressources", "ressources-par-genre", "qui-le-dit"])
def test_its_rows_are_those_of_the_command(project: Path, published_whole: Path, name: str) -> None:
    rows = open_catalogue(project, date=DATE).query(name)
    table = filed(published_whole / f"questions/{name}.csv")
    assert table.head == list(rows.columns)
    assert table.rows == [[cell or "" for cell in row] for row in rows]
    english = filed(published_whole / f"en/questions/{name}.csv")
    assert len(english.rows) == len(table.rows)
    assert english.head != table.head


@pytest.mark.parametrize("tree", ["", "en/"])
def test_its_rows_are_the_same_in_each_file_that_its_page_names(
    published_whole: Path, tree: str
) -> None:
    for name in NAMES:
        page = Page(published_whole, f"{tree}questions/{name}.html")
        stem = published_whole / f"{tree}questions/{name}"
        files = {f"{name}.{each}" for each in ("csv", "tsv", "json")}
        table = stem.with_suffix(".csv")
        for links in (page.all("a"), page.links("alternate")):
            named = files & {each.get("href", "") for each in links}
            assert named == (files if table.exists() else set())
        if table.exists():
            head, rows = filed(table)
            told = json.loads(stem.with_suffix(".json").read_text("utf-8"))
            assert told["columns"] == head
            assert [[row[key] or "" for key in head] for row in told["rows"]] == rows
            lines = stem.with_suffix(".tsv").read_text("utf-8").splitlines()
            assert lines[0].split("\t") == [f"?{key}" for key in head]
            assert len(lines) == 1 + len(rows)


def test_a_page_shows_the_first_rows_and_says_how_many_there_are(published_whole: Path) -> None:
    for name in NAMES:
        page, path = (
            Page(published_whole, f"questions/{name}.html"),
            published_whole / f"questions/{name}.csv",
        )
        text = " ".join(words(page.tree).replace("\u202f", "").split())
        if not path.exists():
            assert "0 ligne." in text
            continue
        every, table = filed(path), shown(page)
        assert 0 < len(table.rows) <= MOST_ROWS
        assert f"{len(every.rows)} ligne" in text
        assert ("premières sont données" in text) == (len(table.rows) < len(every.rows))


@pytest.mark.parametrize("tree", ["", "en/"])
def test_an_id_in_a_row_leads_to_the_page_of_its_thing(published_whole: Path, tree: str) -> None:
    folders = (
        ("ressources-par-theme", ("vocabulaire/theme", None, None)),
        ("territoires-et-leurs-monographies", ("territoire", None, None, "ressource", None)),
        ("personnes-et-leurs-ecrits", ("personne", None, None, "ressource", None)),
        ("ressources-par-organisation", ("organisation", None, None)),
        ("series-et-leurs-ressources", ("serie", None, None, "ressource", None)),
    )
    for name, expected in folders:
        table = Page(published_whole, f"{tree}questions/{name}.html").all("table")[0]
        _, first, *_ = table.iter("tr")
        for cell, folder in zip(first.iter("td"), expected, strict=True):
            id = words(cell)
            links = [f"../{folder}/{id}.html"] if folder and id else []
            assert [each.get("href") for each in cell.iter("a")] == links, (name, id)


def test_an_english_page_names_the_words_of_a_choice_in_english(published_whole: Path) -> None:
    for tree, expected in (("", "genre, section, annee,"), ("en/", "kind, section, year,")):
        assert expected in Page(published_whole, f"{tree}questions/croisement.html").text


def test_a_page_shows_the_question_without_its_header(published_whole: Path) -> None:
    page = Page(published_whole, "questions/ressources-sur-un-theme.html")
    page.parse_strictly()
    (sparql,) = page.all("pre")
    assert "SELECT" in words(sparql)
    assert "#+" not in words(sparql)
    assert 'VALUES ?theme { "' in words(sparql)
    assert "tressons-ld query ressources-sur-un-theme" in words(page.tree)


def test_too_large_a_catalogue_is_told_and_has_no_rows(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\nanswers_up_to = 1\n")
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    assert not list(folder.rglob("questions/*.csv"))
    page = Page(folder / "public", "en/questions/ressources.html")
    assert "Beyond 1 resources the site gives no answers" in words(page.tree)
    assert not page.all("table")


def test_tables_behind_pages_go_without_a_word(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    assert list(folder.rglob("questions/*.csv"))
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\nanswers_up_to = 0\n")
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    assert not list(folder.rglob("questions/*.csv"))


def test_few_rows_stand_in_a_file_and_a_failure_on_its_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    monkeypatch.setattr(answer_table, "MOST_FILED", 2)
    answer = Answering._run

    def failing(self: Answering, question: str, *, name: str) -> object:
        if name == "queries/vocabulaires.rq":
            raise QueryError("query.no-process", reason="trop tard")
        return answer(self, question, name=name)

    monkeypatch.setattr(Answering, "_run", failing)
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    public = folder / "public"
    assert len(filed(public / "questions/identifiants.csv").rows) == 2
    assert "Les 2 premières" in words(Page(public, "questions/identifiants.html").tree)
    failed = Page(public, "questions/vocabulaires.html")
    assert "trop tard" in words(failed.tree)
    assert not failed.all("table")


def test_who_gives_up_the_pages_leaves_no_question_asked(published_whole: Path) -> None:
    before = threading.active_count()
    slow = Query.parse("slow", "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i) }")
    first = Query.parse("first", "SELECT * { ?s a ?o } LIMIT 1")
    with (
        pytest.raises(KeyboardInterrupt),
        answers_aside(published_whole, [first, *[slow] * 9]) as answers,
    ):
        assert next(answers).result
        raise KeyboardInterrupt
    assert threading.active_count() == before


def test_a_question_that_is_the_same_in_both_languages_is_asked_once(
    published_whole: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    run = Store.run

    def counted(store: Store, question: str, **given: str) -> Result:
        asked.append(question)
        return run(store, question, **given)

    monkeypatch.setattr(Store, "run", counted)
    query = BUNDLED["qui-a-produit-quoi"]
    with answers_aside(published_whole, [query, query.in_english()]) as answers:
        in_french, in_english = answers
    assert in_french.result and in_english.result
    assert in_french.result.rows == in_english.result.rows
    assert len(asked) == len(set(asked))


def test_what_a_catalogue_lacks_is_answered_of_what_it_has(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    told = []
    for path in (folder / "public").rglob("questions/*.html"):
        page = Page(folder / "public", path.relative_to(folder / "public").as_posix())
        told.append("ce catalogue n'a pas" in words(page.tree))
        for target, _ in page.targets("/"):
            assert (folder / "public" / target).is_file(), f"{page.path} -> {target}"
    assert any(told)


def test_questions_of_odd_names_have_pages_of_their_own() -> None:
    names = ["index", "Été", "ete", "a/b", "a b"]
    queries = {name: Query.parse(name, "SELECT * { ?s ?p ?o }") for name in names}
    assert question_pages._paths_of(queries, FRENCH_PATHS) == {
        "index": "questions/index-2",
        "Été": "questions/ete",
        "ete": "questions/ete-2",
        "a/b": "questions/a-b",
        "a b": "questions/a-b-2",
    }


@pytest.mark.parametrize("name", ["ressources", "chronologie", "ressources-sans-page"])
def test_a_title_in_another_language_says_so(published_whole: Path, name: str) -> None:
    title = "L'ESS dans les territoires ruraux"
    for tree, language in (("", None), ("en/", "fr")):
        page = Page(published_whole, f"{tree}questions/{name}.html")
        cells = [cell for cell in page.all("td") if words(cell) == title]
        stated = [each.get("lang") for cell in cells for each in cell.iter() if each.get("lang")]
        assert cells
        assert set(stated) == ({language} if language else set()), name


@pytest.mark.parametrize("name", ["qui-a-produit-avec-qui", "qui-a-ecrit-avec-qui"])
@pytest.mark.parametrize("tree", ["", "en/"])
def test_those_who_work_together_lead_to_their_pages(
    published_whole: Path, tree: str, name: str
) -> None:
    page = Page(published_whole, f"{tree}questions/{name}.html")
    rows = [row for row in page.all("tr") if len(row) and row[0].tag == "td"]
    assert rows
    for row in rows:
        for cell in (row[0], row[2]):
            (link,) = cell.iter("a")
            assert str(link.get("href")).endswith(f"/{words(cell)}.html")


@pytest.mark.parametrize(
    ("ending", "languages"), [("", {"": None, "en/": "fr"}), ("_en", {"": "en", "en/": None})]
)
def test_a_question_of_a_house_in_one_language_alone_says_so(
    tmp_path: Path, ending: str, languages: dict[str, str | None]
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    (folder / "queries").mkdir()
    header = f"#+ summary{ending}: Quels vélos ?\n#+ description{ending}: Tous.\n"
    (folder / "queries/velos.rq").write_text(f"{header}SELECT ?s {{ ?s a <x:y> }}\n", "utf-8")
    with installed(with_bundles(tmp_path)):
        assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    for tree, lang in languages.items():
        page = Page(folder / "public", f"{tree}questions/velos.html")
        (description,) = [each for each in page.all("p") if words(each) == "Tous."]
        assert (page.all("h1")[0].get("lang"), description.get("lang")) == (lang, lang)
        for listing in ("questions/index.html", "sparql.html"):
            links = Page(folder / "public", tree + listing).all("a")
            (link,) = [each for each in links if " ".join(words(each).split()) == "Quels vélos ?"]
            assert link.get("lang") == lang


def test_a_keyword_in_another_language_says_so(published_whole: Path) -> None:
    page = Page(published_whole, "en/questions/mots-cles.html")
    names = [row[0] for row in page.all("tr") if len(row) and row[0].tag == "td"]
    assert names
    for cell in names:
        assert [each.get("lang") for each in cell] == ["fr"], words(cell)


def test_no_line_of_a_french_description_ends_within_quotation_marks(
    published_whole: Path,
) -> None:
    text = (published_whole / "questions/ressources.html").read_text("utf-8")
    assert "«\u00a0autre_theme\u00a0»" in text


def test_columns_of_numbers_end_below_each_other(published_whole: Path) -> None:
    page = Page(published_whole, "questions/genre-par-annee.html")
    head, *rows = page.all("tr")
    classes = [cell.get("class") for cell in head]
    assert [words(cell) for cell in head] == ["annee", "nombre"]
    assert classes == [None, "number"], "a year is no number"
    assert rows and all([cell.get("class") for cell in row] == classes for row in rows)
