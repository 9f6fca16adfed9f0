"""What researchers ask every day is one command each, and its answer was read in the document.

Each question is asked as a person would: with names where these are at hand. What the document
does not say (places on a map, the printed rank, the page in the document) has no question. «What
changed» is `tressons-ld diff` as well, tested on its own.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

from queries_support import BUNDLED, columns, expected, loaded
from tressons_ld.sparql.answers import GraphResult
from tressons_ld.sparql.asking import answer


class Asked(NamedTuple):
    """A question in words, the command that answers it, and some columns of the answer.

    ``rows`` are the rows of the answer, its cells parted by ``|``; without them, the hand-checked
    table of the command holds.
    """

    words: str
    question: str
    values: dict[str, str]
    columns: str = ""
    rows: tuple[str, ...] = ()


WEBINARS = (
    "agir-pour-une-alimentation-durable",
    "agir-pour-une-economie-circulaire",
    "agir-pour-une-mobilite-durable",
    "avenir-des-territoires-ruraux-est-il-social-et-solidaire",
    "connaitre-l-ecosysteme-d-accompagnement-et-de-financement",
    "entrepreneuriat-de-territoire",
    "role-des-collectivites-territoriales-dans-l-acces-au-foncier",
    "cooperatives-d-activite-et-d-emploi-et-groupements-employeurs",
    "mobiliser-les-habitants-pour-encourager-la-creation-de-projets-citoyens",
    "relations-contractuelles-entre-collectivites-et-acteurs",
)
INSPIRING = (
    "agir-pour-une-alimentation-durable",
    "agir-pour-une-economie-circulaire",
    "agir-pour-une-mobilite-durable",
    "entrepreneuriat-de-territoire",
    "panorama-de-projets-d-ess-dans-les-territoires-ruraux",
    "cooperatives-d-activite-et-d-emploi-et-groupements-employeurs",
    "mobiliser-les-habitants-pour-encourager-la-creation-de-projets-citoyens",
)
WITHOUT_RTES = (
    "contrats-de-ruralite-et-ess",
    "pratiques-de-mobilisation-des-programmes-de-developpement-rural",
    "programmes-de-developpement-rural-regionaux-et-ess",
    "programmes-leader-et-ess",
    "projets-alimentaires-territoriaux-et-ess",
    "comment-accompagner-le-developpement-de-l-innovation-sociale-sur-les-territoires",
)
SHEETS_OF_SCIENCES_PO = WITHOUT_RTES[:4]
MONOGRAPHS = (
    "monographie-de-la-communaute-de-communes-val-d-ille-aubigne",
    "monographie-du-parc-naturel-regional-du-vercors",
    "monographie-du-pays-perigord-vert",
    "monographie-du-pays-terres-de-lorraine",
)
ANALYSIS = "projets-alimentaires-territoriaux-et-ess"

EVERYDAY = [
    Asked("how many in each part?", "ressources-par-section", {}),
    Asked("how many each year?", "ressources-par-annee", {}),
    Asked("how many of each kind?", "ressources-par-genre", {}),
    Asked("how many by each organisation?", "ressources-par-organisation", {}),
    Asked("list the webinars", "ressources", {"genre": "Webinaire"}, "ressource", WEBINARS),
    Asked("list one part", "ressources", {"section": "S'inspirer des solutions existantes"},
          "ressource", INSPIRING),
    Asked("the webinars of one year", "ressources", {"genre": "webinaire", "annee": "2021"},
          "parution ressource", tuple(f"2021|{id}" for id in WEBINARS[7:])),
    Asked("kinds by year", "croisement", {}),
    Asked("kinds by part", "croisement", {"lignes": "genre", "colonnes": "section"},
          "ligne colonne nombre", (
              "analyse|comprendre|1",
              "carnet-de-projets|s-inspirer|1",
              "etude-de-cas|comprendre|4",
              "etude-quantitative|comprendre|1",
              "fiche-pratique|comprendre|4",
              "fiche-pratique|passer-a-l-action|2",
              "fiche-thematique|comprendre|1",
              "guide|passer-a-l-action|1",
              "mode-d-emploi|passer-a-l-action|1",
              "synthese-d-etude|comprendre|1",
              "video-de-sensibilisation|comprendre|1",
              "webinaire|comprendre|1",
              "webinaire|passer-a-l-action|3",
              "webinaire|s-inspirer|6",
          )),
    Asked("who produced with whom?", "qui-a-produit-avec-qui", {}),
    Asked("who wrote with whom?", "qui-a-ecrit-avec-qui", {}),
    Asked("what was made without RTES?", "ressources", {"sans_organisation": "RTES"},
          "ressource", WITHOUT_RTES),
    Asked("one theme", "ressources-sur-un-theme", {"theme": "Mobilité"}),
    Asked("one theme in the years", "croisement", {"lignes": "theme", "colonnes": "annee"},
          "ligne colonne nombre", (
              "accompagnement|2020|1", "accompagnement|2022|1", "alimentation-durable|2020|2",
              "commerces-de-proximite|2020|1", "contractualisation|2020|1",
              "contractualisation|2021|1", "contrats-de-ruralite|2020|1", "cooperation|2020|1",
              "cooperation|2021|1", "cooperatives-d-activite-et-d-emploi|2021|1",
              "developpement-local|2019|4", "developpement-local|2020|1",
              "developpement-local|2021|1", "economie-circulaire|2020|2",
              "economie-sociale-et-solidaire|2019|6", "economie-sociale-et-solidaire|2020|15",
              "economie-sociale-et-solidaire|2021|4", "entrepreneuriat-de-territoire|2020|2",
              "financement|2020|1", "foncier|2020|1", "groupements-d-employeurs|2021|1",
              "innovation-sociale|2019|4", "innovation-sociale|2020|3",
              "innovation-sociale|2021|1", "innovation-sociale|2022|1", "leader|2020|1",
              "mobilisation-et-gouvernance-citoyennes|2021|1", "mobilite|2020|2",
              "place-de-l-ess|2019|2", "politiques-locales|2020|1", "politiques-locales|2021|1",
              "programmes-de-developpement-rural|2020|2",
              "projets-alimentaires-territoriaux|2020|1",
              "revitalisation-des-territoires-ruraux|2021|2", "soutien-aux-projets|2020|1",
              "territoires-ruraux|2019|2", "territoires-ruraux|2020|9",
              "territoires-ruraux|2021|4", "tiers-lieux|2020|1", "tiers-lieux|2022|1",
              "transition-ecologique|2020|1", "transition-energetique|2020|1",
          )),
    Asked("themes together", "themes-ensemble", {}),
    Asked("words", "recherche", {"texte": "collectivité"}, "ressource", (
        "agir-pour-une-alimentation-durable",
        "connaitre-l-ecosysteme-d-accompagnement-et-de-financement",
        "quatre-leviers-d-action-pour-renforcer-l-ess-dans-les-territoires-ruraux",
        "role-des-collectivites-territoriales-dans-l-acces-au-foncier",
        "cooperatives-d-activite-et-d-emploi-et-groupements-employeurs",
        "relations-contractuelles-entre-collectivites-et-acteurs",
    )),
    Asked("how often each keyword?", "mots-cles", {}),
    Asked("for whom?", "ressources-pour-un-public", {"public": "Collectivités"}),
    Asked("which territories?", "territoires-et-leurs-monographies", {}),
    Asked("in which region?", "territoires-et-leurs-regions", {}),
    Asked("which series?", "series-et-leurs-ressources", {}),
    Asked("which synthesis of which study?", "syntheses-et-leurs-etudes", {}),
    Asked("which dates are exact?", "dates-exactes", {}),
    Asked("who says what was added?", "qui-le-dit", {"pour": "Sciences Po"},
          "sujet valeur certitude", (
              "sciences-po|https://ror.org/05fe7ax82|deux-sources",
              "sciences-po|http://www.wikidata.org/entity/Q859363|deux-sources",
          )),
    Asked("where do sources differ?", "divergences", {}),
    Asked("under which licence?", "licences-et-acces", {}),
    Asked("who pays, and when?", "partenaires-et-financeurs", {}),
    Asked("about a concept of EuroVoc", "ressources-par-concept-exterieur", {}),
    Asked("all concepts of others", "concepts-exterieurs", {}),
    Asked("what changed since a day?", "changements", {"depuis": "2026-11-23"}),
    Asked("one resource in plain words", "ressource-en-clair",
          {"ressource": "ESS et ruralité(s)"}),
    Asked("how to cite it?", "citations", {"pour": "Programmes LEADER et ESS"}, "citation", (
        "Avise et Ecole Urbaine de Sciences Po (Oriane LOUVEAU, Pinelopi PAPPAS, Zoé RAIMBAULT, "
        "Maud REYMOND) (2020). Programmes LEADER et ESS [Fiche pratique].",
    )),
    # Beyond: combinations, and who is who.
    Asked("one organisation, one kind", "ressources",
          {"organisation": "Ecole Urbaine de Sciences Po", "genre": "Fiche pratique"},
          "ressource", SHEETS_OF_SCIENCES_PO),
    Asked("one person, another kind", "ressources",
          {"personne": "Zoé RAIMBAULT", "genre": "Analyse"}, "ressource", (ANALYSIS,)),
    Asked("the whole of an organisation", "ressources", {"organisation": "Sciences Po"},
          "ressource", (*SHEETS_OF_SCIENCES_PO, ANALYSIS)),
    Asked("one series before a year", "ressources",
          {"serie": "Territoires d'innovation sociale", "jusqu_a": "2019"}, "ressource",
          MONOGRAPHS),
    Asked("one place, one theme", "ressources",
          {"territoire": "Vercors", "theme": "Innovation sociale"}, "ressource", MONOGRAPHS[1:2]),
    Asked("one audience since a year", "ressources",
          {"public": "Collectivités", "depuis": "2021"}, "ressource", ("ess-et-ruralites",)),
    Asked("one theme with its narrower ones, in one part", "ressources",
          {"theme": "Transition écologique", "section": "comprendre"}, "ressource", (
              "avenir-des-territoires-ruraux-est-il-social-et-solidaire", ANALYSIS,
          )),
    Asked("one keyword, however it is spelled", "ressources",
          {"mot_cle": "Economie Sociale et solidaire", "annee": "2020"}, "ressource", (
              "contrats-de-ruralite-et-ess",
              "pratiques-de-mobilisation-des-programmes-de-developpement-rural",
              "programmes-de-developpement-rural-regionaux-et-ess",
              "programmes-leader-et-ess",
          )),
    Asked("two themes at once", "ressources",
          {"theme": "Mobilité", "autre_theme": "Territoires ruraux"}, "ressource",
          ("panorama-de-projets-d-ess-dans-les-territoires-ruraux",)),
    Asked("two organisations together", "ressources",
          {"organisation": "Avise", "autre_organisation": "ExtraCité"}, "ressource", MONOGRAPHS),
    Asked("what is missing, and where?", "ce-qui-manque", {}),
    Asked("what is like one resource?", "ressources-proches",
          {"pour": "Programmes LEADER et ESS"}),
    Asked("what do the themes mean?", "vocabulaires", {}),
    Asked("who is who?", "organisations-et-personnes", {}),
]  # fmt: skip

# Its answer is held below.
HELD_ELSEWHERE = {"ressource-en-clair"}


@pytest.mark.parametrize("asked", EVERYDAY, ids=lambda asked: asked.words)
def test_an_everyday_question_is_one_command(asked: Asked, published: Path) -> None:
    result, notes = answer(BUNDLED[asked.question], asked.values, loaded(published).run)
    assert not isinstance(result, GraphResult)
    assert not notes
    if asked.rows:
        given = columns(result, asked.columns.split())
        assert given == [row.split("|") for row in asked.rows]
    elif asked.question not in HELD_ELSEWHERE:
        head, rows = expected(asked.question)
        assert columns(result, head) == rows


def test_a_resource_is_told_in_plain_words(published: Path) -> None:
    asked = BUNDLED["ressource-en-clair"]
    values = {"ressource": "monographie-du-parc-naturel-regional-du-vercors"}
    result, _ = answer(asked, values, loaded(published).run)
    rows = [row for row in columns(result, ["champ", "valeur"]) if "fiche" not in row[0]]
    title = "Territoires d'innovation sociale : monographie du parc naturel régional du Vercors"
    assert rows == [
        ["titre", title],
        ["titre imprimé", title.upper()],
        ["genre", "Étude de cas"],
        ["partie du catalogue", "Comprendre la place de l'ESS dans les territoires ruraux"],
        ["parution", "2019"],
        ["auteurs, tels qu'imprimés", "Avise, ExtraCité et RTES"],
        ["organisation", "Avise"],
        ["organisation", "ExtraCité"],
        ["organisation", "Réseau des collectivités territoriales pour l'économie solidaire"],
        ["description", "Cette monographie du parc naturel régional du Vercors a été réalisée "
         "afin d'identifier les atouts que revêt l'ESS pour appuyer un développement inclusif et "
         "durable du territoire."],
        ["thème", "Développement local"],
        ["thème", "Innovation sociale"],
        ["thème", "Économie sociale et solidaire"],
        ["mot-clé", "développement inclusif et durable"],
        ["mot-clé", "innovation sociale"],
        ["mot-clé", "monographie"],
        ["mot-clé", "parc naturel régional du Vercors"],
        ["territoire", "Parc naturel régional du Vercors"],
        ["série", "Territoires d'innovation sociale"],
        ["programme", "Territoires ruraux et ESS, outils et nouvelles synergies"],
        ["langue", "français"],
        ["page à propos", "https://www.rtes.fr/tressons-monographies-de-territoires"],
    ]  # fmt: skip


def test_plain_words_tell_the_session_and_what_builds_on_a_resource(published: Path) -> None:
    asked = BUNDLED["ressource-en-clair"].in_english()
    for id, row in (
        ("avenir-des-territoires-ruraux-est-il-social-et-solidaire", ["session", "2020-05-07"]),
        (
            "ess-dans-les-territoires-ruraux",
            ["built on by", "L'ESS dans les territoires ruraux : synthèse"],
        ),
    ):
        result, _ = answer(asked, {"resource": id}, loaded(published).run)
        assert row in columns(result, ["field", "value"])
