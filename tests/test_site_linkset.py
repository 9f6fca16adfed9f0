"""`linkset.json` says of each page of a resource what its own head says (RFC 9264)."""

import json
from pathlib import Path

from command_line import DATE
from hostile_catalogue import UNBROKEN, hostile
from site_pages import Page
from tressons_ld.catalogue.paths import LINKSET_PATH as FILE
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish
from tressons_ld.site.linkset import MEDIA_TYPE, link_context
from tressons_ld.site.views import HeadLink

SITE = "https://tressons.example.org/"
RELATIONS = {"cite-as", "describedby", "type", "author", "item", "license", "collection"}


def test_every_page_of_a_resource_says_what_the_linkset_says_of_it(published: Path) -> None:
    linkset = json.loads((published / FILE).read_text("utf-8"))["linkset"]
    resources = {file.stem for file in (published / "ressource").glob("*.ttl")}
    pages = {f"{tree}ressource/{id}.html" for tree in ("", "en/") for id in resources}
    assert {each["anchor"].removeprefix(SITE) for each in linkset} == pages
    for context in linkset:
        page = Page(published, context.pop("anchor").removeprefix(SITE))
        head: dict[str, list[dict[str, str]]] = {}
        for link in page.all("link"):
            if link.get("rel") in RELATIONS:
                target = {key: link.get(key, "") for key in ("href", "type") if link.get(key)}
                head.setdefault(link.get("rel", ""), []).append(target)
        assert context == head
        (own,) = page.links("linkset")
        assert (own.get("href"), own.get("type")) == (f"{SITE}{FILE}", MEDIA_TYPE)


def test_readers_that_know_no_letters_but_those_of_ascii_can_follow_every_link(
    tmp_path: Path,
) -> None:
    folder = hostile(tmp_path / "hostile")
    for file, old, new in (
        ("catalogue.toml", "/sous/chemin/", "/sous/été/"),
        ("resources.csv", f"{UNBROKEN}'.pdf", "https://www.example.net/été.pdf"),
    ):
        path = folder / "data" / file
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    links = (folder / "public" / FILE).read_text("utf-8")
    assert "/%C3%A9t%C3%A9.pdf" in links
    for written in (links, *(each.read_text("utf-8") for each in folder.rglob("sitemap/*"))):
        assert "%C3%A9t%C3%A9/" in written
        assert written.isascii()


def test_targets_of_one_relation_stand_together() -> None:
    links = [HeadLink("item", "a"), HeadLink("type", "t", "text/html"), HeadLink("item", "b")]
    assert json.loads(link_context("x", links)) == {
        "anchor": "x",
        "item": [{"href": "a"}, {"href": "b"}],
        "type": [{"href": "t", "type": "text/html"}],
    }
