"""`linkset.json` says of each page of a resource what its own head says (RFC 9264)."""

import json
from pathlib import Path

from site_pages import Page
from tressons_ld.catalogue.paths import LINKSET_PATH as FILE
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


def test_targets_of_one_relation_stand_together() -> None:
    links = [HeadLink("item", "a"), HeadLink("type", "t", "text/html"), HeadLink("item", "b")]
    assert json.loads(link_context("x", links)) == {
        "anchor": "x",
        "item": [{"href": "a"}, {"href": "b"}],
        "type": [{"href": "t", "type": "text/html"}],
    }
