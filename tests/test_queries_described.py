"""A question tells what it is, what it takes and how it is put, in two languages."""

from pathlib import Path

import pyoxigraph
import pytest

from command_line import tressons_ld
from queries_support import BUNDLED, columns, every_query, loaded
from tressons_ld.findings.errors import QueryError
from tressons_ld.sparql.answers import SelectResult
from tressons_ld.sparql.asking import answer
from tressons_ld.sparql.queries import find_query, load_queries
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_description import commented_query, help_of


@every_query
def test_what_is_shown_of_a_question_is_that_question(name: str, published: Path) -> None:
    query = BUNDLED[name]
    for language in ("fr", "en"):
        text = commented_query(query, language)
        assert text.startswith(f"# {query.summary.in_language(language)}\n")
        assert "#+" not in text
        pyoxigraph.Store().query(text)
        assert loaded(published).run(text) == loaded(published).run(query.text)


@pytest.mark.parametrize("sign", ["\u2028", "\x85", "\x0c"])
def test_what_ends_a_line_elsewhere_ends_none_of_a_question(sign: str) -> None:
    query = Query.parse("x", f"#+ tags: [a]\nSELECT * {{ ?s ?p 'a{sign}b' }}\n")
    assert f"'a{sign}b'" in commented_query(query, "fr")
    assert "#+" not in commented_query(query, "fr")


@every_query
def test_the_help_of_a_question_names_each_parameter_with_its_default(name: str) -> None:
    query = BUNDLED[name]
    for asked, language in ((query, "fr"), (query.in_english(), "en")):
        words = help_of(query, language)
        assert words.startswith(f"{query.summary.in_language(language)}\n")
        for one in query.parameters:
            default = query.word(asked.default(one), language)
            default = default if one.type == "choice" else asked.default(one)
            assert f"\n  -p {query.word(one.name, language)}={default}" in words


@every_query
def test_every_question_has_an_english_name_with_english_columns(
    name: str, published: Path
) -> None:
    query = BUNDLED[name]
    assert BUNDLED[query.name_en] == query.in_english()
    result, _ = answer(query.in_english(), {}, loaded(published).run)
    if isinstance(result, SelectResult):
        french = loaded(published).run(query.text)
        assert isinstance(french, SelectResult)
        assert result.variables == tuple(query.english[each] for each in french.variables)
        assert len(result.rows) == len(french.rows)


def test_the_names_of_the_questions_are_one_question_each() -> None:
    names = [*BUNDLED.by_name, *(query.name_en for query in BUNDLED.by_name.values())]
    assert len(set(names)) == len(names)


def test_each_word_of_the_questions_has_its_english_word() -> None:
    for query in BUNDLED.by_name.values():
        words = [one.name for one in query.parameters]
        words += [word for one in query.parameters for word in one.words if one.type == "choice"]
        assert {*words} - {"fr", "en"} <= query.english.keys()
        english = [query.word(one.name, "en") for one in query.parameters]
        assert len(set(english)) == len(english)


def test_a_question_asked_in_english_has_english_labels_and_takes_both_names(
    published: Path,
) -> None:
    run = loaded(published).run
    english = answer(BUNDLED["resources"], {"kind": "Webinar", "annee": "2021"}, run).result
    assert {label for (label,) in columns(english, ["kind_name"])} == {"Webinar"}
    french = answer(BUNDLED["resources"], {"year": "2021", "language": "fr"}, run).result
    assert "Webinaire" in {label for (label,) in columns(french, ["kind_name"])}
    crossed = answer(BUNDLED["cross-table"], {"rows": "kind", "columns": "Keyword"}, run).result
    assert ["webinaire", "habitat", "1"] in columns(crossed, ["row", "column", "number"])


def test_a_parameter_given_in_both_languages_is_refused() -> None:
    with pytest.raises(QueryError, match='"year" and "annee" are one parameter'):
        BUNDLED["ressources"].parameter_values({"annee": "2020", "year": "2020"})


def test_a_question_of_one_s_own_brings_its_own_words(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "velos.rq").write_text(
        "#+ name_en: bicycles\n#+ english:\n#+   - velo: bicycle\n"
        "SELECT ?velo ?annee { VALUES (?velo ?annee) { (1 2) } }",
        "utf-8",
    )
    result, _ = answer(find_query("bicycles", tmp_path), {}, lambda question, name: ONE_ROW)
    assert result == SelectResult(("bicycle", "year"), ONE_ROW.rows)


ONE_ROW = SelectResult(("velo", "annee"), (('"1"', '"2"'),))  # type: ignore[arg-type]


def test_two_columns_of_one_english_name_keep_their_own() -> None:
    header = "#+ english:\n#+   - a: c\n#+   - b: c\n"
    query = Query.parse("q", f"{header}SELECT ?a ?b {{ VALUES (?a ?b) {{ (1 2) }} }}").in_english()
    result = SelectResult(("a", "b"), ())
    assert query.answered(result) == result


def test_words_that_are_no_toml_are_told(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "english.toml").write_text("annee year", "utf-8")
    with pytest.raises(QueryError, match=r"queries/english\.toml: this is not TOML"):
        load_queries(tmp_path)


# --- at the command line --------------------------------------------------------------------------


def test_the_command_shows_a_question_and_asks_nothing(tmp_path: Path) -> None:
    done = tressons_ld("query", "ressources-par-genre", "--show", "--lang", "fr", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout == commented_query(BUNDLED["ressources-par-genre"], "fr")


def test_the_command_tells_the_parameters_of_a_question(tmp_path: Path) -> None:
    done = tressons_ld("query", "resources", "--help", "--lang", "en", folder=tmp_path)
    assert done.returncode == 0
    assert done.stdout == help_of(BUNDLED["resources"], "en")


def test_an_unknown_question_has_no_help(tmp_path: Path) -> None:
    done = tressons_ld("query", "ressource", "--help", "--lang", "fr", folder=tmp_path)
    assert done.returncode == 1
    assert "Peut-être : ressources ?" in done.stderr


def test_notes_and_refusals_stand_on_standard_error(published: Path) -> None:
    folder = published.parent
    done = tressons_ld("query", "ressources", "-p", "theme=velo", "--lang", "fr", folder=folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert "que ce catalogue n'a pas" in done.stderr


def test_rows_in_a_format_of_graphs_are_refused_in_good_french(published: Path) -> None:
    asked = ("query", "ressources-par-genre", "--format", "turtle", "--lang", "fr")
    done = tressons_ld(*asked, folder=published.parent)
    assert "La réponse est faite de lignes :" in done.stderr
