"""The page of a house's own shapes and terms: what its Turtle says, in both languages."""

from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE
from site_pages import Page, words
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix tld: <https://w3id.org/tressons-ld/ontologie#> .
<formes#court> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <formes#titre-court> .
<formes#titre-court> a sh:PropertyShape ; sh:path dct:title ; sh:maxLength 5000 ;
  sh:name "Titre court"@fr, "Short title"@en ; tld:column "title" ;
  sh:message "Le titre est <trop> long."@fr, "The title is <too> long."@en ;
  tld:remedy "Le raccourcir."@fr, "Shorten it."@en .
"""
TERMS = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://id.example.net/termes#atelier> rdfs:label "Atelier"@fr ;
  skos:definition "Là où l'on répare."@fr .
"""


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("own") / "atelier")
    for kind, text in (("shapes", SHAPES), ("ontology", TERMS)):
        (folder / kind).mkdir(exist_ok=True)
        (folder / kind / "maison.ttl").write_text(text, "utf-8")
    done = publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert done.published, list(done.report.findings)
    return folder / "public"


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        ("", ["Titre court", "Le titre est <trop> long.", "Le raccourcir.", "Là où l'on répare."]),
        ("en/", ["Short title", "The title is <too> long.", "Shorten it.", "Là où l'on répare."]),
    ],
)
def test_what_the_house_checks_and_names_is_told(
    public: Path, tree: str, expected: list[str]
) -> None:
    page = Page(public, f"{tree}formes.html")
    page.parse_strictly()
    for text in expected:
        assert text in words(page.tree)
    targets = {path for path, _ in page.targets("/")}
    assert {"formes.ttl", "ontologie/maison.ttl"} <= targets
    assert all((public / path).is_file() for path in targets)
    links = {each.get("href") for each in page.all("a")}
    assert {
        "https://w3id.org/tressons-ld/formes",
        "https://w3id.org/tressons-ld/ontologie",
    } <= links
    catalogue = Page(public, f"{tree}catalogue.html")
    assert f"{tree}formes.html" in {path for path, _ in catalogue.targets("/")}


def test_words_that_exist_in_one_language_say_so(public: Path) -> None:
    page = Page(public, "en/formes.html")
    (found,) = [each for each in page.all("p") if words(each) == "Là où l'on répare."]
    assert found.get("lang") == "fr"


def test_a_house_without_any_has_no_such_page(published: Path) -> None:
    assert not (published / "formes.html").exists()
