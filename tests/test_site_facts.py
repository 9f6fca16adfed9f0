"""What stands on the page of a thing is what its row says, in the words of its readers."""

from itertools import pairwise
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier, with_column
from command_line import DATE
from site_pages import Page, pages, words
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish
from tressons_ld.site.interface_texts import texts_of

pytestmark = pytest.mark.usefixtures("answers")


def site_of(folder: Path) -> dict[str, Page]:
    """The pages of a folder that is published now."""
    done = publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert done.published, list(done.report.findings)
    return {page.path: page for page in pages(folder / "public")}


def test_a_concept_leads_to_those_near_it_and_to_the_groups_that_gather_it(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "concepts theme:velo related", "bus")
    table = folder / "data/concepts.csv"
    head, *rows = table.read_text("utf-8").splitlines()
    group = "theme,roues,Sur roues,On wheels" + "," * 10 + ",velo; bus"
    table.write_text(
        "\n".join([f"{head},members", *(f"{row}," for row in rows), group, ""]), "utf-8"
    )
    site = site_of(folder)
    for id, near in (("velo", "Bus"), ("bus", "Vélo")):
        page = site[f"vocabulaire/theme/{id}.html"]
        assert fact(page, "Termes voisins") == [near]
        assert fact(page, "Rassemblé dans") == ["Sur roues"]


def test_a_concept_tells_its_labels_in_other_languages(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    with_column(folder / "data/concepts.csv", "label_de", {"velo": "Fahrrad"})
    site = site_of(folder)
    for tree, label, others in (
        ("", "Dans d'autres langues", {"en": "Cycling", "de": "Fahrrad"}),
        ("en/", "In other languages", {"fr": "Vélo", "de": "Fahrrad"}),
    ):
        page = site[f"{tree}vocabulaire/theme/velo.html"]
        assert fact(page, label) == list(others.values())
        marked = {(each.get("lang"), words(each)) for each in page.all("span")}
        assert set(others.items()) <= marked


@pytest.mark.parametrize(
    ("period", "french", "english"),
    [
        ("2018-05-01/..", "depuis le 1er mai 2018", "since 1 May 2018"),
        ("2018-05/..", "depuis mai 2018", "since May 2018"),
        ("../2018-05-31", "jusqu'au 31 mai 2018", "until 31 May 2018"),
        ("../2018", "jusqu'à 2018", "until 2018"),
    ],
)
def test_a_period_without_an_end_is_said_as_people_say_it(
    period: str, french: str, english: str
) -> None:
    assert (texts_of("fr").period(period), texts_of("en").period(period)) == (french, english)


def test_the_licences_of_files_lead_to_their_pages(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    by, zero = (
        "https://creativecommons.org/licenses/by/4.0/",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    )
    files = (
        "https://www.example.net/a.pdf; https://www.example.net/b.csv; https://www.example.net/c"
    )
    change(folder, "resources carnet-de-voyage download_url", files)
    change(folder, "resources carnet-de-voyage licence", f"{by}; {zero}; {by}")
    page = site_of(folder)["ressource/carnet-de-voyage.html"]
    assert fact(page, "Licence") == [by, zero]
    assert {by, zero} <= {each.get("href") for each in page.all("a")}


def test_the_tabs_of_things_of_one_name_tell_them_apart(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources guide-du-velo title", "Vélo")
    site = site_of(folder)
    things = ("ressource/guide-du-velo", "vocabulaire/theme/velo")
    titles = [site[f"{path}.html"].all("title")[0].text for path in things]
    assert titles == ["Vélo · Ressources de l'atelier", "Vélo · Thèmes · Ressources de l'atelier"]


def test_the_name_of_a_place_is_in_the_language_of_the_catalogue(tmp_path: Path) -> None:
    site = site_of(copy_of_atelier(tmp_path / "atelier"))
    for path in ("territoire/villeneuve", "territoire/index", "ressource/guide-du-velo"):
        for tree, lang in (("", None), ("en/", "fr")):
            page = site[f"{tree}{path}.html"]
            named = [*page.all("h1"), *page.all("a")]
            found = {each.get("lang") for each in named if words(each) == "Villeneuve"}
            assert found == {lang}, tree + path


def test_a_name_that_is_written_from_the_right_says_so(tmp_path: Path) -> None:
    folder, name = copy_of_atelier(tmp_path / "atelier"), "\u05d3\u05e0\u05d9\u05d0\u05dc"
    change(folder, "agents camille-roue name", name)
    change(folder, "agents camille-roue spellings", "Camille Roue")
    site = site_of(folder)
    for path in ("personne/index", "organisation/atelier", "ressource/guide-du-velo"):
        links = [each for each in site[f"{path}.html"].all("a") if words(each) == name]
        assert {(each.get("lang"), each.get("dir")) for each in links} == {("und", "auto")}, path


def test_a_date_that_is_not_the_published_one_leads_to_no_year(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    with (folder / "data/additions.csv").open("a", encoding="utf-8") as table:
        table.write("guide-du-velo,issued,1987-05,https://www.example.org/,2026,une-source\n")
    for page in site_of(folder).values():
        for path, _ in page.targets("/atelier/"):
            assert (page.public / path).is_file(), f"{page.path} -> {path}"


def test_a_resource_leads_to_what_is_drawn_from_it(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources debat-sur-la-marche based_on", "guide-du-velo")
    site = site_of(folder)
    for tree, label in (("", "Ce qui en est tiré"), ("en/", "Based on it")):
        _, relations = site[f"{tree}ressource/guide-du-velo.html"].all("dl")
        (value,) = [value for term, value in pairwise(relations) if words(term) == label]
        (link,) = value.iter("a")
        assert link.get("href") == "../ressource/debat-sur-la-marche.html"


def test_the_catalogue_and_its_data_tell_their_titles_in_other_languages(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "catalogue.toml catalogue.title_en", '"Workshop"\ntitle_de = "Werkstatt"')
    change(folder, "catalogue.toml data.title_en", '"Data of it"')
    site = site_of(folder)
    for path, label, titles in (
        ("catalogue", "Titre dans d'autres langues", ["Workshop", "Werkstatt"]),
        ("en/catalogue", "Title in other languages", ["Ressources de l'atelier", "Werkstatt"]),
        ("en/catalogue/donnees", "Title in other languages", ["Données de l'atelier"]),
    ):
        assert fact(site[f"{path}.html"], label) == titles


def test_a_number_of_pages_has_its_thousands_apart(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources guide-du-velo number_of_pages", "1250")
    site = site_of(folder)
    assert fact(site["ressource/guide-du-velo.html"], "Pages") == ["1 250"]
    assert fact(site["en/ressource/guide-du-velo.html"], "Pages") == ["1,250"]


def test_a_sentence_of_words_that_end_one_has_one_stop(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources guide-du-velo rights", "Tous droits réservés.")
    (details,) = site_of(folder)["ressource/guide-du-velo.html"].all("details")
    (sentence,) = [words(each) for each in details.iter("li") if "réservés" in words(each)]
    assert sentence.endswith("droits : Tous droits réservés. dct:rights, schema:copyrightNotice")


def fact(page: Page, label: str) -> list[str]:
    """The values under a label, none where it is not there."""
    (facts, *_) = page.all("dl")
    values: dict[str, list[str]] = {}
    for each in facts:
        if each.tag == "dt":
            values[words(each)] = []
        else:
            values[next(reversed(values))].append(words(each))
    return values.get(label, [])
