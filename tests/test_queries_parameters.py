"""A parameter takes any value as a term, refuses another type, and changes nothing else."""

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from queries_support import BUNDLED, both_engines, both_engines_in_time, columns, loaded
from tressons_ld.findings.errors import QueryError
from tressons_ld.sparql.answers import Result, SelectResult, plain_text
from tressons_ld.sparql.queries import Query, load_queries, values_given
from tressons_ld.sparql.store import EngineName, Store
from tressons_ld.sparql.tokens import surface_of

ECHO = Query.parse(
    "echo",
    """#+ summary: Que dit-on ?
#+ parameters:
#+   - texte: text
#+   - fin: text
#+ defaults:
#+   - texte: a
#+   - fin: z
SELECT ?texte ?fin { VALUES ?texte { "a" } VALUES ?fin { "z" } }
""",
)
HOSTILE = [
    '"',
    '" } VALUES ?texte { "b',
    '"} INSERT DATA { <urn:a> <urn:b> <urn:c> } #',
    "\\",
    '\\"',
    "\\u0022",
    "\\u0022 } SELECT * { ?s ?p ?o } #",
    "\\\\u0022",
    "\\U00000022 }",
    "\\\\\\u0022abcd",
    "\\x41",
    "\n} # \r\n",
    "\x00\x01\x1f\x7f",
    "\x01abcd",
    "'''",
    '"""',
    "?texte $texte",
    "{}<>|^`",
    "# comment",
    "\u2028\u2029\u0085\ufeff\ufffe",
    "\U0001f600",
    "{'a': '\\'}",
]


@cache
def empty(engine: EngineName) -> Store:
    """A store without a statement: its process is started when it is first asked."""
    return Store([], engine=engine)


@both_engines
@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_comes_back_as_it_is(value: str, engine: EngineName) -> None:
    result = empty(engine).run(ECHO.bind({"texte": value, "fin": value}))
    assert columns(result, ["texte", "fin"]) == [[value, value]]


ANY_TEXT = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from('\\"{}uU0021ab<>#\n\t')))


@given(value=ANY_TEXT)
@example(value="\\u0022")
def test_any_value_comes_back_as_it_is(value: str) -> None:
    question = ECHO.bind({"texte": value})
    assert surface_of(question).keywords == {"SELECT", "VALUES"}
    for store in (empty("pyoxigraph"), empty("rdflib")):
        result = store.run(question)
        assert columns(result, ["texte", "fin"]) == [[value, "z"]]


@given(value=ANY_TEXT)
def test_a_value_does_not_depend_on_the_order_of_the_parameters(value: str) -> None:
    both = {"fin": value, "texte": "b"}
    assert ECHO.bind(both) == ECHO.bind(dict(reversed(both.items())))


def test_half_a_character_is_refused() -> None:
    with pytest.raises(QueryError, match="ud800"):
        ECHO.bind({"texte": "\ud800"})


TYPED = Query.parse(
    "types",
    """#+ summary: Quels types ?
#+ parameters:
#+   - chose: id
#+   - toute: id
#+   - an: year
#+   - combien: integer
#+   - ou: iri
#+   - jour: day
#+   - mot: choice un deux_trois
#+ defaults:
#+   - chose: vercors
#+   - toute: ""
#+   - an: "2020"
#+   - combien: 2
#+   - ou: https://example.org/a
#+   - jour: "2020-05-07"
#+   - mot: un
SELECT * {
  VALUES ?chose { "vercors" } VALUES ?toute { "" } VALUES ?an { "2020" }
  VALUES ?combien { 2 } VALUES ?ou { <https://example.org/a> }
  VALUES ?jour { "2020-05-07" } VALUES ?mot { "un" }
}
""",
)
GOOD = {
    "chose": ["a", "a-1", "ressource-2020"],
    "toute": ["", "a"],
    "an": ["0001", "2019", "9999"],
    "combien": ["0", "-3", "+12", "12345678901234567890"],
    "ou": ["urn:x", "https://example.org/é?a=b#c", "http://eurovoc.europa.eu/1542"],
    "jour": ["2020-02-29", "0001-01-01"],
    "mot": ["un", "deux_trois"],
}
BAD = {
    "chose": ["", "Vercors", "a b", "été", "a--b", "-a", "a/b", "a\n", '"', "<a>"],
    "toute": [" ", "A"],
    "an": ["", "20l9", "20200", "0000", "-2020", "2020-01", "２０２０"],
    "combien": ["", "2.5", "deux", "1e3", "0x1", "²"],
    "jour": ["", "2020", "2019-02-29", "07/05/2020", "2020-05-07Z"],
    "mot": ["", "trois", "un deux_trois"],
    "ou": ["", "a", "/a", "https://a b", "https://a>", "https://a\\u0020", 'urn:x"'],
}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, vs in GOOD.items() for v in vs])
def test_a_value_of_its_type_is_taken(name: str, value: str) -> None:
    result = empty("pyoxigraph").run(TYPED.bind({name: value}))
    assert isinstance(result, SelectResult)
    (row,) = result.rows
    term = row[result.variables.index(name)]
    if name == "combien":
        assert int(plain_text(term)) == int(value)
        assert (term or "").endswith("#integer>")
    else:
        assert plain_text(term) == value


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, vs in BAD.items() for v in vs])
def test_a_value_of_another_type_is_refused(name: str, value: str) -> None:
    with pytest.raises(QueryError) as raised:
        TYPED.bind({name: value})
    assert raised.value.text.fr.startswith(f"types : « {name} » est «")
    assert raised.value.text.en.startswith(f'types: "{name}" is "')
    assert "\n" not in raised.value.text.fr


def test_an_unknown_parameter_is_named_with_the_one_that_was_meant() -> None:
    with pytest.raises(QueryError) as raised:
        BUNDLED["ressources-sur-un-theme"].bind({"themes": "mobilite"})
    assert "« themes »" in raised.value.text.fr
    assert "Peut-être : theme ?" in raised.value.text.fr
    assert "Did you mean theme?" in raised.value.text.en
    assert "langue" in raised.value.text.fr


def test_in_english_a_question_its_parameters_and_their_words_are_called_so() -> None:
    with pytest.raises(QueryError) as unknown:
        BUNDLED["ressources"].bind({"inconnu": "1"})
    assert unknown.value.text.fr.startswith("ressources : ")
    assert unknown.value.text.en.startswith("resources: ")
    assert " annee," in unknown.value.text.fr
    assert " year," in unknown.value.text.en
    with pytest.raises(QueryError, match='^cross-table: "rows" is .* kind, section, year,'):
        BUNDLED["croisement"].bind({"lignes": "zut"})
    with pytest.raises(QueryError, match=r"Questions to ask: all-about-a-resource, changes,"):
        load_queries()["xyzzy"]


def test_a_question_without_parameters_says_so() -> None:
    with pytest.raises(QueryError, match="has no parameter"):
        BUNDLED["ressources-par-annee"].bind({"annee": "2020"})


@pytest.mark.parametrize("pairs", [["theme"], [""], ["theme=a", "theme=b"]])
def test_a_pair_is_written_with_an_equals_sign_once_a_name(pairs: list[str]) -> None:
    with pytest.raises(QueryError, match="write name=value"):
        values_given(pairs)


ANSWERS = [
    ("ressources-sur-un-theme", {"theme": "transition-ecologique"}, "precis", {
        "alimentation-durable", "economie-circulaire", "mobilite",
        "projets-alimentaires-territoriaux", "transition-ecologique", "transition-energetique",
    }),
    ("ressources-sur-un-theme", {"theme": "mobilite", "langue": "en"}, "nom", {"Mobility"}),
    ("ressources-sur-un-theme", {"theme": "webinaire"}, "precis", set()),
    ("ressources-par-section", {"langue": "en"}, "section",
     {"comprendre", "s-inspirer", "passer-a-l-action"}),
    ("ressources-par-genre", {"langue": "de"}, "nom", {
        "webinaire", "fiche-pratique", "etude-de-cas", "analyse", "carnet-de-projets",
        "etude-quantitative", "fiche-thematique", "guide", "mode-d-emploi", "synthese-d-etude",
        "video-de-sensibilisation",
    }),
    ("ressources", {"genre": "webinaire", "annee": "2021", "organisation": "rtes"}, "ressource", {
        "cooperatives-d-activite-et-d-emploi-et-groupements-employeurs",
        "mobiliser-les-habitants-pour-encourager-la-creation-de-projets-citoyens",
        "relations-contractuelles-entre-collectivites-et-acteurs",
    }),
    ("ressources", {"sans_organisation": "rtes", "personne": "maud-reymond", "genre": "analyse"},
     "ressource", {"projets-alimentaires-territoriaux-et-ess"}),
    ("ressources", {"theme": "transition-ecologique", "section": "comprendre", "langue": "en"},
     "nom_du_genre", {"Webinar", "Analysis"}),
    ("ressources", {"public": "collectivites", "depuis": "2021"}, "parution", {"2021"}),
    ("ressources", {"territoire": "vercors", "serie": "territoires-d-innovation-sociale"},
     "ressource", {"monographie-du-parc-naturel-regional-du-vercors"}),
    ("ressources", {"organisation": "cncress", "jusqu_a": "2019"}, "ressource", {
        "ess-dans-les-territoires-ruraux", "ess-dans-les-territoires-ruraux-synthese",
    }),
    ("croisement", {"lignes": "territoire", "colonnes": "public"}, "nom_de_ligne", {
        "", "Communauté de communes Val d'Ille-Aubigné", "Parc naturel régional du Vercors",
        "Pays Périgord Vert", "Pays Terres de Lorraine",
    }),
    ("croisement", {"lignes": "personne", "colonnes": "serie"}, "nombre", {"5", "4", "1", "18"}),
    ("genre-par-annee", {"genre": "etude-de-cas"}, "annee", {"2019"}),
    ("genre-par-annee", {"genre": "inconnu"}, "annee", set()),
    ("qui-a-produit-quoi", {"pour": "observatoire-national-de-l-ess"}, "ressource", {
        "ess-dans-les-territoires-ruraux", "ess-dans-les-territoires-ruraux-synthese",
    }),
    ("qui-a-produit-avec-qui", {"minimum": "5"}, "avec", {"rtes", "ecole-urbaine-de-sciences-po"}),
    ("qui-a-produit-avec-qui", {"minimum": "22"}, "avec", set()),
    ("produit-par-une-seule-organisation", {"pour": "rtes"}, "ressource", {"ess-et-ruralites"}),
    ("personnes-et-leurs-ecrits", {"pour": "zoe-raimbault"}, "personne", {"zoe-raimbault"}),
    ("territoires-et-leurs-monographies", {"pour": "vercors"}, "ressource",
     {"monographie-du-parc-naturel-regional-du-vercors"}),
    ("series-et-leurs-ressources", {"pour": "kit-municipaless"}, "ressource",
     {"ess-et-ruralites"}),
    ("chronologie", {"depuis": "2021", "jusqu_a": "2021"}, "ressource", {
        "atouts-de-l-ess-pour-les-territoires-ruraux",
        "cooperatives-d-activite-et-d-emploi-et-groupements-employeurs",
        "ess-et-ruralites",
        "mobiliser-les-habitants-pour-encourager-la-creation-de-projets-citoyens",
        "relations-contractuelles-entre-collectivites-et-acteurs",
    }),
    ("chronologie", {"depuis": "2022"}, "ressource",
     {"comment-accompagner-le-developpement-de-l-innovation-sociale-sur-les-territoires"}),
    ("chronologie", {"jusqu_a": "2018"}, "ressource", set()),
    ("ressources-pour-un-public", {"public": "decideurs-publics-et-prives"}, "ressource", {
        "mode-d-emploi-ess-et-ruralites",
        "quatre-leviers-d-action-pour-renforcer-l-ess-dans-les-territoires-ruraux",
    }),
    ("ressources-par-concept-exterieur", {"exterieur": "http://eurovoc.europa.eu/6850"},
     "ressource",
     {"agir-pour-une-mobilite-durable", "panorama-de-projets-d-ess-dans-les-territoires-ruraux"}),
    ("ressources-par-concept-exterieur",
     {"exterieur": "http://publications.europa.eu/resource/authority/data-theme/TRAN"},
     "relation", {"theme"}),
    ("qui-le-dit", {"pour": "ess-et-ruralites"}, "propriete",
     {"http://xmlns.com/foaf/0.1/page"}),
    ("qui-le-dit",
     {"pour": "mobiliser-les-habitants-pour-encourager-la-creation-de-projets-citoyens"},
     "valeur", {
        "2021-06-08",
        "https://www.avise.org/actualites/"
        "mobiliser-les-habitants-pour-encourager-la-creation-de-projets-citoyens",
    }),
    ("divergences", {"pour": "vercors"}, "sujet", set()),
    ("partenaires-et-financeurs", {"langue": "en"}, "role", {"leader", "supporter", "funder"}),
    ("graphies-d-un-nom", {"pour": "pinelopi-pappas"}, "graphie",
     {"Pinelopi Pappas", "Pinelopi PAPPAS", "Pinelopi PAPPA"}),
    ("identifiants", {"pour": "certitude"}, "identifiant", {
        "page-de-la-ressource", "page-a-propos", "une-source", "deux-sources", "paquet-public",
    }),
    ("identifiants", {"pour": "section", "langue": "en"}, "nom", {
        "Understanding the place of the social and solidarity economy in rural areas",
        "Drawing inspiration from existing solutions",
        "Taking action and building projects together",
    }),
]  # fmt: skip


@both_engines_in_time
@pytest.mark.parametrize(("name", "values", "column", "wanted"), ANSWERS)
def test_a_parameter_chooses_the_answer(
    name: str,
    values: dict[str, str],
    column: str,
    wanted: set[str],
    engine: EngineName,
    published: Path,
) -> None:
    result = loaded(published, engine).run(BUNDLED[name].bind(values))
    assert {value for (value,) in columns(result, [column])} == wanted


@cache
def usual_answer(published: Path, name: str) -> Result:
    """The answer to a question whose parameters are left as they are."""
    return loaded(published).run(BUNDLED[name].text)


NAMELESS = {("concepts-exterieurs", "langue"), ("territoires-et-leurs-regions", "langue")}


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (name, one.name)
        for name, query in BUNDLED.by_name.items()
        for one in query.parameters
        # The terms of others may have no name here.
        if (name, one.name) not in {*NAMELESS}
    ],
)
def test_every_parameter_of_every_question_changes_its_answer(
    name: str, parameter: str, published: Path
) -> None:
    query = BUNDLED[name]
    others = {
        "id": "inconnu",
        "text": "xyz",
        "year": "2021",
        "day": "2999-01-01",
        "integer": "1000",
        "iri": "urn:inconnu",
    }
    (one,) = (one for one in query.parameters if one.name == parameter)
    value = {"jusqu_a": "2018", "sans_organisation": "rtes"}.get(parameter) or (
        one.words[one.words[0] == one.default] if one.type == "choice" else others[one.type]
    )
    assert loaded(published).run(query.bind({parameter: value})) != usual_answer(published, name)


@both_engines_in_time
def test_shuffled_triples_give_the_same_rows_in_the_same_order(
    published: Path, tmp_path: Path, engine: EngineName
) -> None:
    lines = (published / "catalogue.nt").read_text("utf-8").splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    (tmp_path / "shuffled.nt").write_text("".join(lines), "utf-8")
    shuffled = Store(tmp_path / "shuffled.nt", engine=engine)
    for query in BUNDLED.by_name.values():
        assert shuffled.run(query.text) == usual_answer(published, query.name), query.name
