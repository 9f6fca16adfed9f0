"""Every reader finds the same graph in a page, a projection of the catalogue graph."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from page_units import (
    HOSTILE_TITLES,
    IN_PYTHON,
    NAMES,
    SHARED,
    by_extruct,
    by_npm_jsonld,
    by_rdflib,
    entry,
    names_in,
    page_of,
    titles,
    untyped,
)
from tressons_ld.consumers.web_page import (
    page_jsonld,
    plain,
    script,
)


@pytest.mark.parametrize("reader", IN_PYTHON)
@given(title=titles)
def test_a_page_is_a_projection_of_the_catalogue_graph(reader: str, title: str) -> None:
    unit = entry(title)
    read = IN_PYTHON[reader](plain(page_of(title)))
    in_page = {(s, p, o[0]) for s, p, o in read}
    in_graph = untyped(unit.triples + SHARED)
    assert in_page <= in_graph
    of_schema_org = {triple for triple in untyped(unit.triples) if "schema.org" in "".join(triple)}
    assert of_schema_org <= in_page


@given(title=titles)
def test_all_readers_in_python_find_the_same_graph(title: str) -> None:
    page = page_of(title)
    read = {name: reader(plain(page)) for name, reader in IN_PYTHON.items()}
    assert read["rdflib"] == read["pyoxigraph"] == read["PyLD"]


@given(title=titles)
def test_extruct_finds_it_in_a_whole_page(title: str) -> None:
    page = page_of(title)
    assert by_extruct(script(page)) == by_rdflib(plain(page))


@pytest.mark.slow
def test_npm_jsonld_finds_the_same_graph(project: Path) -> None:
    pages: list[dict[str, Any]] = [page_of(title) for title in HOSTILE_TITLES]
    pages.append(page_jsonld(entry("a"), {}))
    assert by_npm_jsonld(pages, project / "tests" / "js") == [
        by_rdflib(plain(page)) for page in pages
    ]


def test_what_the_shared_part_names_is_named_in_every_page_alike() -> None:
    assert names_in(SHARED) == NAMES
