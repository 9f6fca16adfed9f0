"""A house that writes English alone publishes English alone, and is asked for nothing else."""

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from catalogue_folder import copy_of_atelier
from command_line import tressons_ld

SETTINGS = """\
base_iri = "https://hub.example.net/id/"
site_url = "https://hub.example.net/"

[catalogue]
title_en = "Documents of the hub"
description_en = "The documents that an imaginary hub keeps, and lends to whoever asks for them."
language = "en"
publisher = "hub"

[schemes]
genre = { en = "Kinds" }
public = { en = "Audiences" }
"""
TABLES = {
    "agents": "id,type,name\nhub,organisation,Imaginary Hub\n",
    "concepts": (
        "scheme,id,label_en,dcmi_type\ngenre,report,Report,Text\npublic,council,Councillors,\n"
    ),
    "resources": (
        "id,kind,title,issued,organisations,description,audiences,keywords,download_url,format\n"
        "housing,Report,Housing study,2020,Imaginary Hub,A study of shared housing in three "
        "imaginary towns.,Councillors,housing,https://example.org/a.pdf,PDF\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    data = tmp_path / "hub" / "data"
    data.mkdir(parents=True)
    (data / "catalogue.toml").write_text(SETTINGS, "utf-8")
    for name, text in TABLES.items():
        (data / f"{name}.csv").write_text(text, "utf-8")
    return data.parent


def literals(folder: Path) -> list[ox.Literal]:
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stderr
    published = ox.parse(path=folder / "public" / "catalogue.nt", format=ox.RdfFormat.N_TRIPLES)
    return [quad.object for quad in published if isinstance(quad.object, ox.Literal)]


def findings(folder: Path) -> list[tuple[str, str | None]]:
    report = json.loads(tressons_ld("check", "--format", "json", folder=folder).stdout)
    return [
        (each["code"], each["location"]["column"])
        for each in report["findings"]
        if each["severity"] == "violation"
    ]


def test_nothing_is_published_in_french(folder: Path) -> None:
    languages = {literal.language for literal in literals(folder)}
    assert "en" in languages
    assert "fr" not in languages
    for file in (folder / "public").rglob("*"):
        if file.suffix in (".ttl", ".rdf", ".jsonld", ".html", ".nq"):
            words = file.read_text("utf-8")
            marks = ('"@fr', 'xml:lang="fr"', '"@language": "fr"', 'lang="fr"')
            assert not any(mark in words for mark in marks), file


def test_what_a_house_writes_in_french_is_published(folder: Path) -> None:
    settings = folder / "data" / "catalogue.toml"
    settings.write_text(
        settings.read_text("utf-8").replace('en = "Kinds"', 'fr = "Genres"'), "utf-8"
    )
    words = {(literal.value, literal.language) for literal in literals(folder)}
    assert ("Genres", "fr") in words


def test_a_label_in_the_language_of_the_catalogue_is_asked_for(folder: Path) -> None:
    concepts = folder / "data" / "concepts.csv"
    concepts.write_text(TABLES["concepts"].replace("label_en", "label_fr"), "utf-8")
    assert findings(folder) == [("table.label-missing", "label_en")] * 2


def test_a_concept_without_any_label_is_told_once(folder: Path) -> None:
    concepts = folder / "data" / "concepts.csv"
    concepts.write_text(TABLES["concepts"].replace("Councillors", ""), "utf-8")
    resources = folder / "data" / "resources.csv"
    resources.write_text(TABLES["resources"].replace("Councillors", "council"), "utf-8")
    assert findings(folder) == [("shape.concept-label-present", "label_en")]


def test_a_french_catalogue_still_asks_for_french_labels(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    concepts = folder / "data" / "concepts.csv"
    concepts.write_text(concepts.read_text("utf-8").replace(",Guide,", ",,", 1), "utf-8")
    shutil.rmtree(folder / "public", ignore_errors=True)
    assert ("table.label-missing", "label_fr") in findings(folder)


def test_a_missing_title_is_asked_for_in_the_language_of_the_catalogue(folder: Path) -> None:
    settings = folder / "data" / "catalogue.toml"
    text = settings.read_text("utf-8").replace("title_en", "# title_en")
    settings.write_text(text, "utf-8")
    assert any(column == "catalogue.title_en" for _, column in findings(folder))


def german(folder: Path, language: str = "de") -> None:
    settings = folder / "data" / "catalogue.toml"
    text = settings.read_text("utf-8").replace('language = "en"', f'language = "{language}"')
    settings.write_text(text, "utf-8")
    concepts = folder / "data" / "concepts.csv"
    concepts.write_text(
        "scheme,id,label_de,LABEL_AR,dcmi_type\ngenre,report,Bericht,تقرير,Text\n"
        "public,council,Gemeinderäte,,\n",
        "utf-8",
    )
    resources = folder / "data" / "resources.csv"
    text = TABLES["resources"].replace("Report", "Bericht").replace("Councillors", "gemeinderäte")
    resources.write_text(text, "utf-8")


def test_labels_in_any_language_are_published_in_it_and_name_their_concept(folder: Path) -> None:
    german(folder)
    words = {(literal.value, literal.language) for literal in literals(folder)}
    assert {("Bericht", "de"), ("تقرير", "ar"), ("Gemeinderäte", "de")} <= words
    assert not {word for word, language in words if language == "fr"}
    assert findings(folder) == []


def test_a_page_and_a_feed_call_a_concept_by_the_label_that_it_has(folder: Path) -> None:
    german(folder)
    literals(folder)
    pages = [path.read_text("utf-8") for path in (folder / "public").rglob("report.*html")]
    assert pages
    assert all("Bericht" in page for page in pages)
    spreadsheet = (folder / "public" / "catalogue.csv").read_text("utf-8")
    assert ",Gemeinderäte," in spreadsheet


def test_a_label_is_asked_for_in_the_language_of_the_catalogue_whichever_it_is(
    folder: Path,
) -> None:
    german(folder)
    concepts = folder / "data" / "concepts.csv"
    concepts.write_text(concepts.read_text("utf-8").replace("Bericht,تقرير", ",تقرير"), "utf-8")
    resources = folder / "data" / "resources.csv"
    resources.write_text(resources.read_text("utf-8").replace("Bericht", "report"), "utf-8")
    assert findings(folder) == [("table.label-missing", "label_de")]


def test_a_house_whose_language_no_label_is_in_is_asked_for_none(folder: Path) -> None:
    german(folder, "it")
    assert findings(folder) == []


def test_a_heading_of_the_house_may_stand_for_a_label_in_any_language(folder: Path) -> None:
    german(folder)
    concepts = folder / "data" / "concepts.csv"
    concepts.write_text(concepts.read_text("utf-8").replace("label_de", "Bezeichnung"), "utf-8")
    settings = folder / "data" / "catalogue.toml"
    with settings.open("a", encoding="utf-8") as file:
        file.write('\n[columns.concepts]\n"Bezeichnung" = "label_de"\n')
    assert findings(folder) == []


GERMAN = """\
base_iri = "https://hub.example.net/id/"
site_url = "https://hub.example.net/"

[catalogue]
title_de = "Schriften des Hauses"
description_de = "Die Schriften, die ein erdachtes Haus sammelt und jedem leiht, der danach fragt."
language = "de"
publisher = "hub"

[rights]
de = "Die Worte der Verlage."

[schemes]
genre = { de = "Arten" }
public = { de = "Leser", nl = "Lezers" }
"""


@pytest.fixture
def german_house(folder: Path) -> Path:
    (folder / "data/catalogue.toml").write_text(GERMAN, "utf-8")
    concepts = folder / "data/concepts.csv"
    concepts.write_text(concepts.read_text("utf-8").replace("label_en", "label_de"), "utf-8")
    return folder


def test_a_house_may_write_in_a_language_that_the_tool_does_not_speak(german_house: Path) -> None:
    given = literals(german_house)
    assert "fr" not in {literal.language for literal in given}
    for words in ("Schriften des Hauses", "Die Worte der Verlage.", "Arten", "Report"):
        assert {each.language for each in given if each.value == words} == {"de"}, words
    assert ox.Literal("Lezers", language="nl") in given
    page = (german_house / "public/index.html").read_text("utf-8")
    assert '<html lang="en"' in page
    assert 'lang="de">Schriften des Hauses<' in page
    feed = (german_house / "public/harvest/data.gouv.fr/catalog.ttl").read_text("utf-8")
    assert '"Schriften des Hauses"@de' in feed
    cited = (german_house / "public/CITATION.cff").read_text("utf-8")
    assert '"Schriften des Hauses' in cited


def test_what_is_missing_is_asked_for_in_the_language_of_the_house(german_house: Path) -> None:
    settings = german_house / "data/catalogue.toml"
    text = settings.read_text("utf-8").replace('title_de = "Schriften des Hauses"\n', "")
    settings.write_text(text, "utf-8")
    assert "catalogue.title_de" in tressons_ld("check", folder=german_house).stdout


def test_a_title_in_another_language_is_part_of_what_is_said(german_house: Path) -> None:
    def digest() -> str:
        tressons_ld("publish", folder=german_house)
        lines = (german_house / "data/identities.csv").read_text("utf-8").splitlines()
        return next(line for line in lines if line.startswith("catalogue,"))

    before, settings = digest(), german_house / "data/catalogue.toml"
    settings.write_text(settings.read_text("utf-8").replace("des Hauses", "der Stadt"), "utf-8")
    assert digest() != before


@pytest.mark.parametrize(
    "line", ['title_ = "x"', 'title_deutsch = "x"', "title_de = 3", 'keywords_de = ["x"]']
)
def test_a_key_of_no_language_is_told(line: str, german_house: Path) -> None:
    settings = german_house / "data/catalogue.toml"
    text = settings.read_text("utf-8").replace("title_de = ", f"{line}\n# ")
    settings.write_text(text, "utf-8")
    done = tressons_ld("check", folder=german_house)
    assert "settings.unknown" in done.stdout or "settings.wrong-kind" in done.stdout


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_lacks_is_asked_for_in_the_language_of_the_catalogue(
    folder: Path, language: str
) -> None:
    settings = folder / "data" / "catalogue.toml"
    text = SETTINGS.replace('"en"', f'"{language}"').replace("_en =", f"_{language} =")
    settings.write_text(text.replace("title_", "titel_"), "utf-8")
    done = tressons_ld("check", "--all", folder=folder)
    lines = [line for line in done.stdout.splitlines() if "titel_" not in line]
    at_title = [line for line in lines if f"clé « catalogue.title_{language} »" in line]
    assert done.returncode == 1
    assert len(at_title) == 1 and "[settings.missing]" in at_title[0]
    assert any(f"clé « data.description_{language} »" in line for line in lines)
    assert not [line for line in lines if "_fr" in line or "_xx" in line]
