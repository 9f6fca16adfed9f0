"""Files of questions: a folder's own, faulty ones, and errors that point into them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries_support import BUNDLED
from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text
from tressons_ld.sparql.queries import (
    Query,
    find_query,
    load_queries,
)
from tressons_ld.sparql.store import Store, run

VALID = """#+ summary: Une question ?
#+ parameters:
#+   - theme: id
#+ defaults:
#+   - theme: mobilite

SELECT * { VALUES ?theme { "mobilite" } }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "queries").mkdir()
    return tmp_path


def test_a_folder_adds_its_questions_and_replaces_the_tool_s(folder: Path) -> None:
    (folder / "queries" / "ma-question.rq").write_text(VALID, "utf-8")
    (folder / "queries" / "recherche.rq").write_text("ASK {}", "utf-8")
    queries = load_queries(folder)
    assert queries["ma-question"].summary.fr == "Une question ?"
    assert queries["recherche"].text == "ASK {}"
    assert set(queries.by_name) == {"ma-question", *BUNDLED.by_name}
    assert list(queries.by_name) == sorted(queries.by_name)


def test_a_question_without_a_header_is_one(folder: Path) -> None:
    query = Query.parse("nue", "# un commentaire\nASK {}")
    assert (query.summary.fr, query.parameters, query.bind({})) == ("", (), query.text)


def test_a_faulty_file_spoils_itself_only(folder: Path) -> None:
    (folder / "queries" / "fautive.rq").write_text("#+ sumary: Une question ?\nASK {}", "utf-8")
    queries = load_queries(folder)
    assert set(queries.by_name) == set(BUNDLED.by_name)
    assert set(queries.faults) == {"fautive"}
    with pytest.raises(QueryError) as raised:
        queries["fautive"]
    assert raised.value.text.fr.startswith("queries/fautive.rq:1 : en-tête : clé inconnue «")
    assert "Peut-être : summary ?" in raised.value.text.fr
    assert "Did you mean summary?" in raised.value.text.en


BODY = 'SELECT * { VALUES ?a { "x" } }'
HEADER = "#+ parameters:\n#+   - a: text\n#+ defaults:\n#+   - a: x\n"
FAULTY = {
    "neither key nor item": (f"#+ summary: A ?\n#+ et la suite\n{BODY}", 2, "- element|- item"),
    "an item under nothing": (f"#+   - a: text\n{BODY}", 1, "- item"),
    "a key twice": (f"#+ summary: A ?\n#+ summary: B ?\n{BODY}", 2, "stands twice"),
    "a colon in the text": (f"#+ summary: Thème : combien ?\n{BODY}", 1, "quotation marks"),
    "a comment in the text": (f"#+ summary: Le n° # 2 ?\n{BODY}", 1, "quotation marks"),
    "a text where a list stands": (f"#+ tags: a, b\n{BODY}", 1, "is a list"),
    "brackets without end": (f"#+ tags: {'[' * 5000}\n{BODY}", 1, "quotation marks"),
    "a bad quotation": (f'#+ summary: "A" ?"\n{BODY}', 1, "quotation marks"),
    "a text that YAML reads otherwise": (f"#+ summary: [A ?\n{BODY}", 1, "quotation marks"),
    "a parameter without type": (f"#+ parameters:\n#+   - a\n{BODY}", 2, "name: value"),
    "a parameter twice": (f"#+ parameters:\n#+   - a: id\n#+   - a: id\n{BODY}", 3, "once a name"),
    "a name of a parameter": (f"#+ parameters:\n#+   - A b: id\n{BODY}", 2, "name: value"),
    "a parameter without default": (f"#+ parameters:\n#+   - a: text\n{BODY}", 2, "in both"),
    "a default without parameter": (f"#+ defaults:\n#+   - a: x\n{BODY}", 2, "in both"),
    "an unknown type": (HEADER.replace("text", "date") + BODY, 2, "possible types: id, text"),
    "a default of another type": (HEADER.replace("text", "year") + BODY, 4, "four digits"),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_header_is_told_by_its_line(fault: str) -> None:
    text, line, said = FAULTY[fault]
    with pytest.raises(QueryError, match=said) as raised:
        Query.parse("q", text)
    assert raised.value.text.fr.startswith(f"q.rq:{line} : ")
    assert raised.value.text.en.startswith(f"q.rq:{line}: ")


UNFIT = {
    "no data block": HEADER + "ASK {}",
    "only in a comment": HEADER + 'ASK {} # VALUES ?a { "x" }',
    "only in a text": HEADER + "SELECT ('VALUES ?a { \"x\" }' AS ?b) {}",
    "another default": HEADER + 'SELECT * { VALUES ?a { "y" } }',
    "two values": HEADER + 'SELECT * { VALUES ?a { "x" "y" } }',
    "two blocks": HEADER + BODY + ' VALUES ?a { "x" }',
    "a language": HEADER + 'SELECT * { VALUES ?a { "x"@fr } }',
    "an IRI": HEADER + "SELECT * { VALUES ?a { <urn:x> } }",
    "another variable": HEADER + 'SELECT * { VALUES ?b { "x" } }',
    "an unclosed block": HEADER + 'SELECT * { VALUES ?a { "x"',
    "a bare word": HEADER + "SELECT * { VALUES ?a",
}


@pytest.mark.parametrize("fault", UNFIT)
def test_a_parameter_that_the_question_does_not_hold_is_told(fault: str) -> None:
    with pytest.raises(QueryError) as raised:
        Query.parse("q", UNFIT[fault])
    assert 'VALUES ?a { "x" }' in raised.value.text.fr
    assert "must stand once" in raised.value.text.en


def test_folded_and_quoted_texts_are_read_as_yaml_reads_them() -> None:
    query = Query.parse(
        "q",
        '#+ summary: "Thème : \\"combien\\" ?"\n'
        "#+ summary_en: 'It''s: how many?'\n"
        "#+ description: >\n"
        "#+   Une ligne : et\n"
        "#+   une autre.\n"
        "#+\n"
        "#+ tags:\n"
        "#+   - a\n"
        '#+   - "b: c"\n'
        "#+ endpoint: http://example.org/sparql\n"
        "#+ enumerate:\n"
        "#+   - x:\n"
        "#+     - 1\n"
        "ASK {}",
    )
    assert query.summary == Text('Thème : "combien" ?', "It's: how many?")
    assert query.description == Text("Une ligne : et une autre.", "")
    assert query.tags == ("a", "b: c")


def test_an_unknown_question_is_told_with_the_one_that_was_meant() -> None:
    with pytest.raises(QueryError) as raised:
        BUNDLED["ressource-par-genre"]
    assert "« ressource-par-genre »" in raised.value.text.fr
    assert "Peut-être : ressources-par-genre ?" in raised.value.text.fr
    assert "Did you mean ressources-par-genre?" in raised.value.text.en
    assert "qui-le-dit" in raised.value.text.fr


def test_a_question_is_found_by_name_by_file_or_on_the_input(tmp_path: Path) -> None:
    path = tmp_path / "la mienne.rq"
    path.write_text("\ufeff" + VALID, "utf-8")
    assert find_query("recherche") == BUNDLED["recherche"]
    assert find_query(str(path)).parameters[0].name == "theme"
    assert find_query(str(path)).text == VALID
    assert find_query("-", standard_input=VALID).text == VALID


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=r"nothing\.rq: cannot read this file"):
        find_query(str(tmp_path / "nothing.rq"))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "folder.rq").mkdir()
    with pytest.raises(QueryError, match="cannot read this file"):
        find_query(str(tmp_path / "folder.rq"))


def test_a_file_that_is_not_utf_8_is_told(folder: Path) -> None:
    (folder / "queries" / "latine.rq").write_bytes("#+ summary: Thème ?\nASK {}".encode("cp1252"))
    with pytest.raises(QueryError, match="not in UTF-8"):
        load_queries(folder)["latine"]


def test_an_input_that_is_not_utf_8_is_told() -> None:
    # What the standard input gives for a byte that it cannot read.
    with pytest.raises(QueryError, match="not in UTF-8"):
        find_query("-", standard_input="ASK {} # \udcff")


# The place of the token at fault, and what is said of it.
SYNTAX = {
    "SELECT ?x\nWHERE { ?x ?y }": ("2:15", "« } » inattendu"),
    '# é\nSELECT ("éé" AS ?x ?y) {}': ("2:20", '« ?y » inattendu, à la place de ")"'),
    "SELECT * {\n ?x a <urn:x> .\n FILTER(foo(?x))\n}": ("3:9", "« foo » inattendu"),
    "SELECT * {\n ?x <urn:a> ?b .\n FILTR(?b = 1)\n}": ("3:2", "« FILTR » inattendu"),
    "SELECT * {\n ?x <urn:a> ?b .\n FILTER ?b = 1 }": ("3:9", "« ?b » inattendu"),
    "SELECT * {\n ?x <urn:a> ?b\n ?c <urn:d> ?e\n}": ("3:2", "« ?c » inattendu"),
    "SELECT * { ?x a ?y }\nORDRE BY ?x": ("2:1", "« ORDRE » inattendu"),
    "SELECT * { ?x a ?y FILTER(?x <= 3 && ) }": ("1:38", "« ) » inattendu"),
    "SELECT * { ?x a ?y } }": ("1:22", "« } » inattendu"),
    "SELECT * { ?x a _:b _:c }": ("1:22", "inattendu"),
    "SELECT * {\r\n ?x a }": ("2:7", "« } » inattendu"),
    "CHERCHER * { ?a ?b ?c }": ("1:1", "« CHERCHER » inattendu"),
    "PREFIX foaf <http://x/>\nASK {}": ("1:8", "« foaf » inattendu"),
    "PREFIX a: <b\nSELECT * {}": ("1:11", "« < » jamais fermé"),
    'SELECT * {\n VALUES ?x { "a }\n}': ("2:14", '« " » jamais fermé'),
    "SELECT * { ?a ?b ?c": ("1:20", "la question n'est pas finie"),
    "ASK": ("1:4", "la question n'est pas finie"),
    "ASK {  # la fin manque\n\n": ("1:6", "la question n'est pas finie"),
    "": ("1:1", "la question n'est pas finie"),
    "SELECT * { ?s ?p ?o } GROUP BY ?s": ("1:8", "SELECT * ne va pas avec GROUP BY"),
    "SELECT * { ?s ?p ?o BIND(?o AS ?s) }": ("1:32", "cette variable a déjà une valeur"),
    "SELECT * { BIND(1 AS ?x) ] }": ("1:26", "« ] » inattendu"),
    "SELECT * { ?s ?p ’x’ }": ("1:18", "« ’ » inattendu ; SPARQL met les textes entre"),
    "SELECT * { ?s ?p “x” }": ("1:18", "SPARQL met les textes entre"),
    "SELECT ?s, ?p { ?s ?p ?o }": ("1:10", "inattendu ; après SELECT vont des variables"),
    "SELECT count(?s) { ?s ?p ?o }": ("1:8", "(COUNT(*) AS ?nombre)"),
    "SELECT (COUNT(*)) { ?s ?p ?o }": ("1:17", "(COUNT(*) AS ?nombre)"),
    "SELECT * { ?x foaf:name ?y }": ("1:15", "le préfixe « foaf » n'est pas déclaré"),
    "SELECT * {\n  ?x a inconnu:Chose }": ("2:8", "ajouter PREFIX inconnu: <…>"),
    "SELECT * { ?x a <b> }": ("1:17", "pas une IRI entière"),
    "SELECT (?x AS ?x) { ?x ?y ?z }": ("1:", "a déjà une valeur"),
    "SELECT ?x (COUNT(*) AS ?n) { ?x ?y ?z } GROUP BY ?y": ("1:", "ni dans GROUP BY"),
}


@pytest.mark.parametrize("text", SYNTAX)
def test_an_error_of_syntax_is_told_by_line_and_character(text: str) -> None:
    place, said = SYNTAX[text]
    with pytest.raises(QueryError) as raised:
        run(text, [], name="ma question.rq")
    assert raised.value.text.fr.startswith(f"ma question.rq:{place}"), raised.value.text.fr
    assert "erreur de syntaxe : " in raised.value.text.fr
    assert raised.value.text.en.startswith(f"ma question.rq:{place}"), raised.value.text.en
    assert "syntax error: " in raised.value.text.en
    assert said in raised.value.text.fr
    assert len(raised.value.text.fr) < 200


TOKENS = st.sampled_from(
    [
        *("SELECT", "ASK", "WHERE", "FILTER", "UNION", "OPTIONAL", "GROUP", "BY", "ORDER", "LIMIT"),
        *("VALUES", "PREFIX", "{", "}", "(", ")", "[", "]", "?x", "?y", "*", ".", ";", ",", "a"),
        *("<urn:a>", "<b", '"t"', "'u", '"""', "=", "<=", "&&", "!", "^", "|", "/", "ex:a", "rdf:"),
        *("12", "-3", "2.5", "#", "\n", "_:b", "@fr", "^^", "\\", "\0", "é"),
    ]
)


@pytest.fixture(scope="module")
def empty() -> Iterator[Store]:
    """An empty source, whose process answers one question after the other."""
    with Store([]) as store:
        yield store


@given(words=st.lists(TOKENS, max_size=12))
def test_any_words_are_an_answer_or_an_error_with_its_place(words: list[str], empty: Store) -> None:
    question = " ".join(words)
    try:
        empty.run(question, name="q")
    except QueryError as error:
        line = error.text.en
        assert re.match(r"q:\d+:\d+: syntax error: |q: (this question|\"\w+\" is an)", line), line
        if match := re.match(r"q:(\d+):(\d+)", line):
            lines = question.split("\n")
            assert 1 <= int(match[1]) <= len(lines)
            assert 1 <= int(match[2]) <= len(lines[int(match[1]) - 1]) + 1


def test_a_prefix_that_is_known_is_told_with_its_declaration() -> None:
    with pytest.raises(QueryError) as raised:
        run("SELECT * { ?x foaf:name ?y }", [])
    assert "ajouter PREFIX foaf: <http://xmlns.com/foaf/0.1/>" in raised.value.text.fr
    assert 'the prefix "foaf" is not declared' in raised.value.text.en


def test_what_the_engine_cannot_evaluate_is_told() -> None:
    with pytest.raises(QueryError, match="cannot be evaluated"):
        run("SELECT (<urn:f>(1) AS ?x) {}", [])
