"""What was renamed, merged or removed goes on answering: in the graph, by a page, by rules."""

import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import html5lib
import pyoxigraph as ox
import pytest

from catalogue_folder import copy_of_atelier
from command_line import files_of, tressons_ld
from identity_folder import (
    FIRST,
    GONE,
    LATER,
    NEW,
    OLD,
    REASON,
    THEN,
    TWIN,
    drop,
    give_id,
    identity,
    line_of,
    netlify,
    publish,
    published,
)
from identity_folder import copy as copy
from identity_folder import folder as folder
from shapes_files import shapes_graph

BASE, SITE = "https://id.example.net/atelier/", "https://www.example.net/atelier/"


def graph(path: Path) -> set[tuple[str, str, str]]:
    form = {".nt": ox.RdfFormat.N_TRIPLES, ".ttl": ox.RdfFormat.TURTLE, ".jsonld": None}[
        path.suffix
    ]
    quads = ox.parse(path.read_bytes(), form or ox.RdfFormat.JSON_LD)
    return {(q.subject.value, q.predicate.value, q.object.value) for q in quads}


def about(path: Path, id: str) -> dict[str, str]:
    """What a file says of a thing and of its record: the end of each property -> its value."""
    things = (f"{BASE}{id}", f"{BASE}{id}#fiche")
    return {re.split("[#/]", p)[-1]: o for s, p, o in graph(path) if s in things}


# --- RDF --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file", ["catalogue.nt", "catalogue.ttl", "catalogue.jsonld", OLD + ".ttl", OLD + ".jsonld"]
)
def test_a_renamed_thing_is_replaced_by_its_new_name(folder: Path, file: str) -> None:
    assert about(folder / "public" / file, OLD) == {
        "deprecated": "true",
        "isReplacedBy": f"{BASE}{NEW}",
        "isPrimaryTopicOf": f"{BASE}{OLD}#fiche",
        "type": "http://xmlns.com/foaf/0.1/Document",
        "modified": THEN,
    }


@pytest.mark.parametrize("id", [GONE, "personne/dominique-selle"])
def test_a_removed_thing_has_a_tombstone_with_day_and_reason(folder: Path, id: str) -> None:
    for file in ("catalogue.nt", f"{id}.ttl", f"{id}.jsonld"):
        assert about(folder / "public" / file, id) == {
            "deprecated": "true",
            "isPrimaryTopicOf": f"{BASE}{id}#fiche",
            "type": "http://xmlns.com/foaf/0.1/Document",
            "status": "http://purl.org/adms/status/Withdrawn",
            "modified": THEN,
            "description": REASON,
        }


def test_nothing_else_speaks_of_what_was_removed(folder: Path) -> None:
    triples = graph(folder / "public/catalogue.nt")
    assert not [triple for triple in triples if triple[2] == f"{BASE}{GONE}"]


def test_the_dump_conforms_to_the_published_shapes_as_before(folder: Path) -> None:
    import pyshacl

    conforms, _, told = pyshacl.validate(
        str(folder / "public/catalogue.ttl"), shacl_graph=shapes_graph()
    )
    assert conforms or not re.search(f"({OLD}|{GONE})", told)


def test_a_record_keeps_its_graph(folder: Path) -> None:
    quads = (folder / "public/catalogue.nq").read_text("utf-8").splitlines()
    tombstone = [quad for quad in quads if quad.startswith((f"<{BASE}{GONE}>", f"<{BASE}{GONE}#"))]
    assert tombstone
    assert all(quad.endswith(f"<{BASE}{GONE}#fiche> .") for quad in tombstone)


def test_a_chain_of_renames_leads_to_its_end(copy: Path) -> None:
    give_id(copy, "guide-de-velo", "velo-guide")
    identity(copy, "rename", "guide-de-velo", "velo-guide")
    publish(copy, LATER)
    assert about(copy / "public/catalogue.nt", OLD)["isReplacedBy"] == f"{BASE}ressource/velo-guide"


# --- dates ------------------------------------------------------------------------------------


def modified(folder: Path, id: str) -> str:
    triples = graph(folder / "public/catalogue.nt")
    (day,) = (o for s, p, o in triples if s == f"{BASE}{id}" and p.endswith("/modified"))
    return day


def test_the_catalogue_changed_on_the_day_that_told_a_removal(tmp_path: Path) -> None:
    folder = published(tmp_path / "atelier")
    drop(folder, "carnet-de-voyage")
    identity(folder, "remove", "carnet-de-voyage", "--reason", "Doublon.", day=THEN)
    publish(folder, LATER)
    assert modified(folder, "catalogue") == modified(folder, "catalogue/donnees") == LATER
    assert modified(folder, "ressource/guide-du-velo#fiche") == FIRST
    assert about(folder / "public/catalogue.nt", "ressource/carnet-de-voyage")["modified"] == THEN


def test_the_bytes_are_the_same_on_any_later_day(copy: Path) -> None:
    before = files_of(copy)
    publish(copy, "2031-02-03", "--locked")
    assert files_of(copy) == before
    shutil.rmtree(copy / "public")
    publish(copy, "2031-02-03")
    assert files_of(copy) == before


def test_a_declaration_that_is_taken_back_leaves_no_trace(tmp_path: Path) -> None:
    folder = published(tmp_path / "atelier")
    before = files_of(folder)
    identity(folder, "remove", "carnet-de-voyage", "--reason", "Doublon.")
    identity(folder, "undo", "carnet-de-voyage")
    publish(folder, LATER)
    assert files_of(folder) == before


def test_what_comes_back_after_its_removal_was_told_changed_that_day(copy: Path) -> None:
    shutil.copy(Path(__file__).with_name("catalogues") / "atelier/data/agents.csv", copy / "data")
    identity(copy, "undo", "personne/dominique-selle")
    publish(copy, "2026-05-01")
    line = line_of(copy, "personne/dominique-selle")
    assert (line["first_published"], line["modified"]) == (FIRST, "2026-05-01")


def test_what_did_not_change_is_not_rendered_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tressons_ld.composition import open_folder
    from tressons_ld.publication import shards
    from tressons_ld.publication.publish import publish as publish_folder

    monkeypatch.setattr(shards, "_ENDS", 1)
    folder = copy_of_atelier(tmp_path / "atelier")
    publish_folder(open_folder(folder, date=FIRST), folder / "public", jobs=1)
    drop(folder, "carnet-de-voyage")
    identity(folder, "remove", "carnet-de-voyage", "--reason", "Doublon.")
    done = publish_folder(open_folder(folder, date=LATER), folder / "public", jobs=1)
    assert done.published
    assert done.rendered == 0


# --- pages ------------------------------------------------------------------------------------


def page(folder: Path, id: str) -> html5lib.treebuilders:
    text = (folder / "public" / f"{id}.html").read_text("utf-8")
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(text)


@pytest.mark.parametrize("id", [OLD, GONE, TWIN, "personne/dominique-selle"])
def test_a_page_is_html_in_both_languages(folder: Path, id: str) -> None:
    tree = page(folder, id)
    assert tree.get("lang") == "fr"
    assert tree.find("head/title").text
    assert [each.text for each in tree.iter("p") if each.get("lang") == "en"]


def test_the_page_of_a_rename_names_the_successor(folder: Path) -> None:
    assert {code.text for code in page(folder, OLD).iter("code")} == {NEW}


def test_nobody_is_led_on_to_a_page_that_is_not_there(folder: Path) -> None:
    head = page(folder, OLD).find("head")
    assert not (folder / f"public/{NEW}.html").exists()
    assert head.find("meta[@http-equiv='refresh']") is None
    assert head.find("link[@rel='canonical']") is None


def test_every_link_of_a_page_leads_to_a_file(folder: Path) -> None:
    links = [link.get("href") for link in page(folder, OLD).iter("a")]
    data = [urljoin(f"/{OLD}.html", link)[1:] for link in links]
    assert data == [f"{NEW}.ttl", f"{NEW}.jsonld"]
    assert all((folder / "public" / path).exists() for path in data)


def test_the_page_of_a_removal_says_when_and_why(folder: Path) -> None:
    tree = page(folder, GONE)
    words = "".join(tree.itertext())
    assert "le 1er février 2026" in words
    assert "on 1 February 2026" in words
    assert REASON in words
    assert tree.find("head/meta[@http-equiv='refresh']") is None


def test_where_resources_have_no_documents_nothing_leads_to_one(copy: Path) -> None:
    with (copy / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("documents = false\n")
    publish(copy, "2026-04-01", "--dropping", "5")
    links = [urljoin(f"/{OLD}.html", a.get("href"))[1:] for a in page(copy, OLD).iter("a")]
    assert links == ["catalogue.ttl", "catalogue.jsonld"]
    assert all((copy / "public" / path).exists() for path in links)
    assert not [target for _, _, target in netlify(copy) if target.endswith((".ttl", ".jsonld"))]


def test_the_page_of_what_was_renamed_then_removed_leads_to_the_page_that_says_so(
    copy: Path,
) -> None:
    drop(copy, "guide-de-velo")
    identity(copy, "remove", "guide-de-velo", "--reason", "Périmé.")
    publish(copy, "2026-04-01")
    head = page(copy, OLD).find("head")
    refresh = head.find("meta[@http-equiv='refresh']").get("content")
    assert head.find("link[@rel='canonical']").get("href") == f"{SITE}{NEW}.html"
    target = urljoin(f"/{OLD}.html", refresh.partition("url=")[2])
    assert target == f"/{NEW}.html"
    assert "Périmé." in "".join(page(copy, NEW).itertext())


def test_a_query_finds_what_became_of_a_thing(folder: Path) -> None:
    question = "SELECT ?new { ?old <http://purl.org/dc/terms/isReplacedBy> ?new } ORDER BY ?new"
    done = tressons_ld("query", "-", "--format", "csv", folder=folder, stdin=question)
    assert done.returncode == 0, done.stderr
    assert f"{BASE}{NEW}" in done.stdout
