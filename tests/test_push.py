"""`push` sends a publication to a store, later only what changed, and reads back what arrived.

The store is a real oxigraph; where it has to fail, a relay stands before it.
"""

import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier, without_site
from command_line import tressons_ld
from pushed_stores import (
    BASE,
    REGISTER,
    THREE_ENTRIES,
    Request,
    content,
    faithful,
    in_order,
    names,
    oxigraph,
    published_content,
    push_to,
    pushed,
    record,
    relay,
    some_graphs,
    updated,
    write,
)
from pushed_stores import dump as dump
from pushed_stores import odd_cases as odd_cases
from pushed_stores import server as server
from pushed_stores import store as store
from queries_support import BUNDLED, loaded
from tressons_ld.findings.errors import StoreError
from tressons_ld.sparql.endpoint import ask
from tressons_ld.stores.dialects import Method
from tressons_ld.stores.push import PushInterruption

every_method = pytest.mark.parametrize("method", ["gsp", "update", "bulk"])


@every_method
def test_the_store_then_holds_what_is_published_graph_by_graph(
    method: Method, store: str, dump: Path
) -> None:
    push, found = pushed(store, dump, method)
    assert push.sent == 4
    assert published_content(store) == in_order(THREE_ENTRIES)
    assert (found.graphs, found.differences) == (4, [])


@every_method
def test_a_second_push_sends_nothing(method: Method, store: str, dump: Path) -> None:
    pushed(store, dump, method)
    before = content(store)
    push, _ = pushed(store, dump, method)
    assert (push.sent, push.plan.unchanged) == (0, 4)
    assert content(store) == before


@every_method
def test_the_graph_of_a_changed_entry_alone_is_sent(method: Method, store: str, dump: Path) -> None:
    pushed(store, dump, method)
    changed = THREE_ENTRIES | {record("b"): [f'<{BASE}ressource/b> <urn:title> "Guide"@fr']}
    write(dump, changed)
    push, _ = pushed(store, dump, method)
    assert names(push.plan.to_send) == [record("b")]
    assert push.sent == 1
    assert published_content(store) == in_order(changed)


@pytest.mark.parametrize(
    ("day", "dated"), [("2026-11-23", []), ("2026-11-24", ["catalogue", "catalogue/donnees"])]
)
def test_a_push_of_another_day_sends_the_entry_and_the_two_graphs_that_state_the_day(
    store: str, tmp_path: Path, day: str, dated: list[str]
) -> None:
    folder = without_site(copy_of_atelier(tmp_path / "atelier"))
    dump, base = folder / "public" / "catalogue.nq", "https://id.example.net/atelier/"
    assert tressons_ld("publish", folder=folder).returncode == 0
    pushed(store, dump)
    # Nothing has changed: neither has the day.
    assert tressons_ld("publish", folder=folder, date=day).returncode == 0
    assert pushed(store, dump)[0].sent == 0
    change(folder, "resources guide-du-velo title", "Un autre titre")
    assert tressons_ld("publish", folder=folder, date=day).returncode == 0
    push, found = pushed(store, dump)
    expected = [f"<{base}{path}#graphe>" for path in dated]
    assert sorted(names(push.plan.to_send)) == sorted(
        [*expected, f"<{base}ressource/guide-du-velo#fiche>"]
    )
    assert not found.differences


def test_one_request_alone_writes_what_changed(store: str, dump: Path) -> None:
    pushed(store, dump)
    write(dump, THREE_ENTRIES | {record("b"): [f'<{BASE}ressource/b> <urn:title> "Guide"@fr']})
    with relay(store, faithful) as (url, seen):
        pushed(url, dump)
    graphs = urllib.parse.urlencode({"graph": record("b")[1:-1]})
    assert [each.target for each in seen if each.method == "PUT"] == [f"/store?{graphs}"]


def test_all_that_is_known_is_asked_by_two_questions(store: str, dump: Path) -> None:
    pushed(store, dump)
    with relay(store, faithful) as (url, seen), push_to(url, dump):
        assert [each.path for each in seen] == ["/query", "/query"]


def test_the_register_tells_what_it_is_and_what_was_sent(store: str, dump: Path) -> None:
    pushed(store, dump)
    stated = content(store)[REGISTER]
    assert len([line for line in stated if "schema.org/url" in line]) == 4
    assert len([line for line in stated if "schema.org/sha256" in line]) == 4
    for language in ("fr", "en"):
        assert [line for line in stated if "/terms/description" in line and f"@{language}" in line]


@pytest.mark.parametrize("name", sorted(BUNDLED.by_name))
def test_the_questions_are_answered_as_without_the_register(
    name: str, pushed_catalogue: str, published: Path
) -> None:
    expected = loaded(published).run(BUNDLED[name].text)
    assert ask(BUNDLED[name].text, f"{pushed_catalogue}/query") == expected


@pytest.fixture(scope="module")
def pushed_catalogue(published: Path) -> Iterator[str]:
    with oxigraph("--union-default-graph") as url:
        _, found = pushed(url, published, "bulk")
        assert not found.differences
        yield url


# --- what is deleted, and what is not ours --------------------------------------------------------


@every_method
def test_a_graph_that_is_published_no_more_is_deleted_when_it_is_confirmed(
    method: Method, store: str, dump: Path
) -> None:
    pushed(store, dump, method)
    left = some_graphs("a", "b")
    write(dump, left)
    with pytest.raises(StoreError, match=r"--deleting 1$") as refused:
        pushed(store, dump, method)
    assert refused.value.code == "store.deletes"
    assert record("c")[1:-1] in str(refused.value)
    assert published_content(store) == in_order(THREE_ENTRIES)
    with pytest.raises(StoreError):
        pushed(store, dump, method, deleting=2)
    pushed(store, dump, method, deleting=1)
    assert published_content(store) == in_order(left)
    assert record("c")[1:-1] not in "".join(content(store)[REGISTER])


def test_a_later_deletion_of_a_few_is_not_asked_again(store: str, dump: Path) -> None:
    many = [f"n{number}" for number in range(30)]
    write(dump, some_graphs(*many))
    pushed(store, dump)
    write(dump, some_graphs(*many[1:]))
    pushed(store, dump, deleting=1)
    write(dump, some_graphs(*many[2:]))
    pushed(store, dump)
    assert published_content(store) == in_order(some_graphs(*many[2:]))
    write(dump, some_graphs(*many[9:]))
    with pytest.raises(StoreError, match="--deleting 7"):
        pushed(store, dump)


def test_graphs_that_no_push_has_written_are_never_deleted(store: str, dump: Path) -> None:
    mine, near = "<urn:mine>", record("not-in-the-catalogue")
    for name in (mine, near):
        updated(store, f"INSERT DATA {{ GRAPH {name} {{ <urn:s> <urn:p> <urn:o> }} }}")
    pushed(store, dump)
    write(dump, some_graphs("a"))
    pushed(store, dump, deleting=2)
    for name in (mine, near):
        assert content(store)[name] == ["<urn:s> <urn:p> <urn:o>"]


@every_method
@pytest.mark.parametrize(
    "name", ["urn:mine", f"{BASE}a> ; DROP ALL ; DROP SILENT GRAPH <urn:x", f"{BASE}{{ }}"]
)
def test_what_others_write_into_the_register_deletes_nothing(
    method: Method, name: str, store: str, dump: Path
) -> None:
    mine = "<urn:s> <urn:p> <urn:o>"
    updated(store, f"INSERT DATA {{ GRAPH <urn:mine> {{ {mine} }} }}")
    many = [f"n{number}" for number in range(30)]
    write(dump, some_graphs(*many))
    pushed(store, dump, method)
    write(dump, some_graphs(*many[1:]))
    pushed(store, dump, method, deleting=1)
    written = f'{REGISTER} <http://schema.org/url> "{name}"'
    updated(store, f"INSERT DATA {{ GRAPH {REGISTER} {{ {written} }} }}")
    write(dump, some_graphs(*many[2:]))
    pushed(store, dump, method)
    assert content(store)["<urn:mine>"] == [mine]
    assert record("n1") not in content(store)


def test_a_digest_that_is_none_is_no_part_of_an_update(store: str, dump: Path) -> None:
    mine = "<urn:s> <urn:p> <urn:o>"
    updated(store, f"INSERT DATA {{ GRAPH <urn:mine> {{ {mine} }} }}")
    pushed(store, dump)
    held = f"GRAPH {REGISTER} {{ ?line <http://schema.org/sha256> ?digest }}"
    evil = held.replace("?digest", "'\"}};\tDROP\tALL#'")
    one = f"{{ SELECT * {{ {held} }} LIMIT 1 }}"
    updated(store, f"DELETE {{ {held} }} INSERT {{ {evil} }} WHERE {one}")
    with pytest.raises(StoreError):
        pushed(store, dump)
    assert content(store)["<urn:mine>"] == [mine]
    assert published_content(store) == in_order(THREE_ENTRIES | {"<urn:mine>": [mine]})


@every_method
def test_a_graph_of_somebody_else_is_overwritten_when_it_is_confirmed(
    method: Method, store: str, dump: Path
) -> None:
    other = "<urn:s> <urn:p> <urn:o>"
    updated(store, f"INSERT DATA {{ GRAPH {record('a')} {{ {other} }} }}")
    with pytest.raises(StoreError, match=r"--overwriting 1$"):
        pushed(store, dump, method)
    assert content(store) == {record("a"): [other]}
    pushed(store, dump, method, overwriting=1)
    assert published_content(store) == in_order(THREE_ENTRIES)


def test_what_another_program_has_changed_since_is_sent_again(store: str, dump: Path) -> None:
    pushed(store, dump)
    updated(store, f"DROP GRAPH {record('a')}")
    updated(store, f"INSERT DATA {{ GRAPH {record('b')} {{ <urn:s> <urn:p> <urn:o> }} }}")
    push, _ = pushed(store, dump)
    assert (names(push.plan.to_send), push.plan.altered_graphs) == ([record("a"), record("b")], 2)
    assert published_content(store) == in_order(THREE_ENTRIES)


# --- cuts -----------------------------------------------------------------------------------------


@every_method
@pytest.mark.parametrize("allowed", range(0, 9))
def test_whenever_the_store_stops_the_same_command_goes_on(
    method: Method, allowed: int, store: str, dump: Path
) -> None:
    """Back to the earlier publication after the cut: what was written in between is found."""
    pushed(store, dump, method)
    other = some_graphs("a", "b", "d", text='"Autre"@fr')
    after = write(dump.with_name("after.nq"), other)
    left = allowed

    def stops(request: Request) -> Request | None:
        nonlocal left
        left -= request.path != "/query"
        return request if left >= 0 else None

    with relay(store, stops) as (url, _):
        try:
            pushed(url, after, method, confirmed=True)
        except StoreError as error:
            assert error.code in ("store.cut", "store.stopped")
    pushed(store, dump, method, confirmed=True)
    assert published_content(store) == in_order(THREE_ENTRIES)
    pushed(store, after, method, confirmed=True)
    assert published_content(store) == in_order(other)


def test_what_was_sent_before_a_cut_is_not_sent_again(store: str, tmp_path: Path) -> None:
    dump = write(tmp_path / "catalogue.nq", some_graphs(*map(str, range(20))))
    puts = 0

    def stops(request: Request) -> Request | None:
        nonlocal puts
        puts += request.method == "PUT"
        return None if request.method == "PUT" and puts > 12 else request

    with relay(store, stops) as (url, _), pytest.raises(StoreError) as stopped:
        pushed(url, dump)
    assert stopped.value.code == "store.stopped"
    assert "12 sur 21" in stopped.value.text.fr
    assert "12 of 21" in stopped.value.text.en
    push, _ = pushed(store, dump)
    assert push.sent == 9


def test_ctrl_c_tells_how_far_it_came_and_the_next_push_goes_on(store: str, dump: Path) -> None:
    def pressed(done: int, _total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with push_to(store, dump) as push, pytest.raises(PushInterruption) as interruption:
        push.send(pressed)
    assert (interruption.value.sent, interruption.value.total) == (2, 4)
    push, _ = pushed(store, dump)
    assert push.sent == 2
    assert published_content(store) == in_order(THREE_ENTRIES)


def test_a_connection_that_the_store_closed_meanwhile_is_opened_again(
    store: str, dump: Path
) -> None:
    closed: set[int] = set()

    def forgets(request: Request) -> Request | None:
        number = len(seen)
        if number % 3 == 0 and number not in closed:
            closed.add(number)
            return None
        return request

    with relay(store, forgets) as (url, seen):
        pushed(url, dump)
    assert closed
    assert published_content(store) == in_order(THREE_ENTRIES)
