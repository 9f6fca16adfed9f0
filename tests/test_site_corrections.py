"""On the page of a resource: proposing a correction, and reading what is stated as sentences."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import rdflib

from catalogue_folder import copy_of_atelier
from command_line import DATE
from site_pages import Page, words
from tressons_ld.catalogue.model import Contact, Entry
from tressons_ld.composition import open_folder
from tressons_ld.findings.language import LANGUAGES
from tressons_ld.publication.publish import publish
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.units import short
from tressons_ld.site.corrections import correction_links
from tressons_ld.site.interface_texts import texts_of
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import Tree
from tressons_ld.site.record_sentences import stated_columns
from tressons_ld.site.views import Link

TREES = {"fr": "", "en": "en/"}
FORM = "https://forge.example.net/x/issues/new"


@pytest.fixture(scope="module")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("corrections") / "folder")
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    return folder


def links(
    folder: Path, contact: Contact | None, language: str = "fr", **facts: str
) -> tuple[list[Link], Entry]:
    """What a page of the first resource offers, where ``[contact]`` is this; and the resource."""
    inputs = open_folder(folder, date=DATE)
    shared, entry = inputs.folder.shared, replace(next(inputs.folder.entries()), **facts)
    shared = replace(shared, catalogue=replace(shared.catalogue, contact=contact))
    edition = LocalisedSite(shared, Tree(language, TREES[language]), 3)
    return list(correction_links(edition, entry, "https://id.example.net/x")), entry


@pytest.mark.parametrize("contact", [None, Contact("Bureau", url="https://www.example.net/")])
def test_without_an_address_for_them_no_correction_is_asked_for(
    atelier: Path, contact: Contact | None
) -> None:
    assert links(atelier, contact)[0] == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_letter_names_file_row_and_columns(atelier: Path, language: str) -> None:
    (link,), entry = links(atelier, Contact("Bureau", "bureau@example.net"), language)
    address = urlsplit(link.href)
    assert (address.scheme, address.path) == ("mailto", "bureau@example.net")
    given = parse_qs(address.query, strict_parsing=True)
    (body,) = given["body"]
    assert entry.title in given["subject"][0]
    assert "data/resources.csv" in body
    assert f"id = {'« ' if language == 'fr' else chr(34)}{entry.id}" in body
    assert "D title · " in body
    assert "F issued · " in body
    assert "+" not in address.query
    assert body.count("\r\n") == len(body.splitlines()) - 1


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (FORM, ("title", "body")),
        (f"{FORM}?template=x.md", ("title", "body")),
        ("https://git.example.net/x/-/issues/new", ("issue[title]", "issue[description]")),
    ],
)
def test_an_issue_is_begun_with_the_same_words(
    atelier: Path, form: str, names: tuple[str, str]
) -> None:
    (link,), entry = links(atelier, Contact("Bureau", issues=form))
    assert link.href.startswith(form)
    given = parse_qs(urlsplit(link.href).query, strict_parsing=True)
    assert entry.title in given[names[0]][0]
    assert "data/resources.csv" in given[names[1]][0]
    assert ("template" in given) == ("template" in form)


def test_a_letter_about_a_long_title_has_an_address_that_mail_programs_take(atelier: Path) -> None:
    contact = Contact("Bureau", "bureau@example.net", issues=FORM)
    found, entry = links(atelier, contact, title="É" * 290)
    assert len(found) == 2
    for link in found:
        assert len(link.href) <= 2000
        assert "%C3%89%C3%89" in link.href
        assert entry.id in link.href


def test_hostile_words_add_nothing_to_a_letter(atelier: Path) -> None:
    title = "a&bcc=x@example.net\r\nCc: y@example.net <b>%0D%0A {iri} é"
    (link,), _ = links(atelier, Contact("Bureau", "bureau@example.net"), title=title)
    given = parse_qs(urlsplit(link.href).query, strict_parsing=True)
    assert set(given) == {"subject", "body"}
    assert " ".join(title.split()) in given["subject"][0]
    assert " ".join(title.split()) in given["body"][0].splitlines()[0]


def test_a_row_put_in_above_changes_no_link(atelier: Path) -> None:
    (link,), entry = links(atelier, Contact("Bureau", "bureau@example.net"))
    moved = replace(entry, row=replace(entry.row, number=entry.row.number + 7, line=99))
    again, _ = links(atelier, Contact("Bureau", "bureau@example.net"), row=moved.row)
    assert [link] == again


# --- how to read ------------------------------------------------------------------------------


def resources(folder: Path) -> Iterator[tuple[str, rdflib.URIRef, rdflib.Graph]]:
    graph = rdflib.Graph().parse(folder / "public" / "catalogue.nt")
    for entry in open_folder(folder, date=DATE).folder.entries():
        yield entry.id, rdflib.URIRef(f"https://id.example.net/atelier/ressource/{entry.id}"), graph


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_property_stated_of_a_resource_is_in_a_sentence(atelier: Path, language: str) -> None:
    count = 0
    for id, resource, graph in resources(atelier):
        page = Page(atelier / "public", f"{TREES[language]}ressource/{id}.html")
        (details,) = page.all("details")
        sentences = [words(each) for each in details.iter("li")]
        notes = [words(each) for each in details.iter("i")]
        told = {name for note in notes for name in note.split(", ")}
        assert told == {short(Iri(f"<{name}>")) for name in graph.predicates(resource)}
        assert len(notes) == len(sentences)
        (heading,) = page.all("h1")
        assert words(heading) == str(graph.value(resource, rdflib.DCTERMS.title))
        count += 1
    assert count > 2


def test_every_column_that_is_stated_has_a_sentence_in_both_languages() -> None:
    french, english = (texts_of(language).words for language in LANGUAGES)
    for name in stated_columns():
        if name in french["reading"]:
            assert french["reading"][name] != english["reading"][name]
            assert french["reading"][name].endswith("."), name
        else:
            # Said by its label.
            assert french["label"][name]
            assert english["label"][name]
    others = {"heading", "intro", "other", "catalogue", "access"}
    assert set(french["reading"]) - set(stated_columns()) == others


def test_an_address_of_contact_is_offered_on_every_page_of_a_resource(atelier: Path) -> None:
    for id, _, _ in resources(atelier):
        page = Page(atelier / "public", f"ressource/{id}.html")
        targets = [each.get("href", "") for each in page.all("a")]
        (letter,) = [each for each in targets if each.startswith("mailto:")]
        assert id in unquote(letter)
        assert [each for each in targets if each.startswith("https://forge.example.net/")]
        page.parse_strictly()
