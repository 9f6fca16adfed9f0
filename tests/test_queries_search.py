"""The search finds whole words, with and without accents and capitals."""

import unicodedata
from pathlib import Path

import pytest

from queries_support import BUNDLED, both_engines_in_time, columns, loaded
from tressons_ld.rdf.terms import iri, text
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
    RDF,
)
from tressons_ld.sparql.store import EngineName, Store

MOBILITY = {
    "agir-pour-une-mobilite-durable",
    "panorama-de-projets-d-ess-dans-les-territoires-ruraux",
}
MOBILISATION = {
    "mobiliser-les-habitants-pour-encourager-la-creation-de-projets-citoyens",
    "pratiques-de-mobilisation-des-programmes-de-developpement-rural",
}
CIRCULAR = {
    "agir-pour-une-economie-circulaire",
    "panorama-de-projets-d-ess-dans-les-territoires-ruraux",
}
LAND = {"role-des-collectivites-territoriales-dans-l-acces-au-foncier"}
GUIDE = {"comment-accompagner-le-developpement-de-l-innovation-sociale-sur-les-territoires"}

# Read in the titles, descriptions and keywords of the document.
FOUND = {
    "mobilite": MOBILITY,
    "mobilité": MOBILITY,
    "MOBILITÉ": MOBILITY,
    "mobilite\u0301": MOBILITY,
    "mobilité durable": MOBILITY,
    "durable, mobilité !": MOBILITY,
    "la mobilité": MOBILITY,
    "de la mobilité et du durable": MOBILITY,
    "mobilit": set(),
    "obilite": set(),
    "mobilisation": MOBILISATION,
    "économie circulaire": CIRCULAR,
    "ECONOMIE CIRCULAIRE": CIRCULAR,
    "circulaire économie": CIRCULAR,
    "l'accès au foncier": LAND,
    "L’ACCES AU FONCIER": LAND,
    "accès foncier": LAND,
    "œuvre": GUIDE,
    "oeuvre": GUIDE,
    "Fabrique à initiatives": GUIDE,
    "sociétés coopératives d'intérêt collectif, associations d'éducation populaire": GUIDE,
    "sociétés coopératives d'intérêt collectif, associations populaire éducation": set(),
    "Kit MunicipalESS": {"ess-et-ruralites"},
    "PDRR": set(),
    "xyzzy": set(),
    "mobilite xyzzy": set(),
    "": set(),
    "l'": set(),
    "le la les": set(),
    "… « » ()": set(),
    "#": set(),
    '"} #': set(),
    ".*": set(),
    "mobil.*": set(),
    "[a-z]+": set(),
}


@both_engines_in_time
@pytest.mark.parametrize("words", FOUND)
def test_the_words_are_found_where_they_stand(
    words: str, engine: EngineName, published: Path
) -> None:
    result = loaded(published, engine).run(BUNDLED["recherche"].bind({"texte": words}))
    assert {id for (id,) in columns(result, ["ressource"])} == FOUND[words]


LETTERS = "àâäáãåçéèêëîïíìñôöóòõùûüúýÿ"


def words_with_letters(*, plain: bool) -> list[str]:
    """A word for each accented letter, with the letter or with its plain one."""
    letters = [unicodedata.normalize("NFD", c)[0] if plain else c.upper() for c in LETTERS]
    return [f"x{letter}x{number}" for number, letter in enumerate(letters)]


@both_engines_in_time
@pytest.mark.parametrize("plain", [True, False])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_every_accented_letter_is_found(plain: bool, form: str, engine: EngineName) -> None:
    resource = iri("urn:x:r")
    keywords = (unicodedata.normalize(form, word) for word in words_with_letters(plain=False))
    store = Store(
        [
            (iri("urn:x:r#fiche"), RDF.type, DCAT.CatalogRecord),
            (iri("urn:x:r#fiche"), FOAF.primaryTopic, resource),
            (resource, DCT.identifier, text("r")),
            (resource, DCT.title, text("Titre", "fr")),
            *((resource, DCAT.keyword, text(keyword, "fr")) for keyword in keywords),
        ],
        engine=engine,
    )
    asked = words_with_letters(plain=plain)
    for start in range(0, len(asked), 4):
        four = " ".join(asked[start : start + 4])
        result = store.run(BUNDLED["recherche"].bind({"texte": four}))
        assert columns(result, ["ressource", "annee"]) == [["r", ""]], four
    result = store.run(BUNDLED["recherche"].bind({"texte": asked[0] + " xyzzy"}))
    assert columns(result, ["ressource"]) == []


PLURALS = [
    ("mot", "mots"), ("lieu", "lieux"), ("travail local", "travail locaux"), ("eau", "eaux"),
    ("nouveau", "nouveaux"), ("social", "sociaux"), ("pays", "pays"), ("prix", "prix"),
    ("bus", "bus"), ("ess", "ESS"), ("acces", "accès"),
]  # fmt: skip


@both_engines_in_time
def test_the_singular_finds_the_plural_and_the_plural_the_singular(engine: EngineName) -> None:
    titles = {f"r{at}-{side}": word for at, pair in enumerate(PLURALS) for side, word in
              zip("sp", pair, strict=True)}  # fmt: skip
    store = Store(
        [
            triple
            for id, title in titles.items()
            for resource in [iri(f"urn:x:{id}")]
            for triple in [
                (iri(f"urn:x:{id}#fiche"), RDF.type, DCAT.CatalogRecord),
                (iri(f"urn:x:{id}#fiche"), FOAF.primaryTopic, resource),
                (resource, DCT.identifier, text(id)),
                (resource, DCT.title, text(title, "fr")),
            ]
        ],
        engine=engine,
    )
    for at, pair in enumerate(PLURALS):
        for word in pair:
            result = store.run(BUNDLED["recherche"].bind({"texte": word}))
            assert columns(result, ["ressource"]) == [[f"r{at}-p"], [f"r{at}-s"]], word
