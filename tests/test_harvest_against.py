"""A harvest after an earlier one: exactly what changed is seen."""

from typing import Any

from tressons_ld.consumers.harvest.against import ItemChange, compare
from tressons_ld.consumers.rehearsal.items import Item


def item(id: str, status: Any = "done", **fields: Any) -> Item:
    return Item(id, id, status, fields={"title": id, **fields} if status == "done" else {})


def file(url: str, **more: Any) -> dict[str, Any]:
    return {"url": url, **more}


def test_the_same_feed_again_changes_nothing() -> None:
    items = [item("a", resources=[file("u")]), item("b")]
    assert [one.fate for one in compare(items, items)] == ["unchanged", "unchanged"]


def test_a_change_is_told_field_by_field_and_what_is_left_out_stays() -> None:
    (found,) = compare(
        [item("a", tags=["x"], license="lov2", spatial={"type": "MultiPolygon"})],
        [item("a", tags=[], license="notspecified", spatial=None)],
    )
    assert [(one.field, one.stays) for one in found.changes] == [
        ("license", True),
        ("spatial", True),
        ("tags", False),
    ]


def test_a_file_that_goes_stays_as_a_zombie() -> None:
    (found,) = compare(
        [item("a", resources=[file("old"), file("kept", title="x")])],
        [item("a", resources=[file("new"), file("kept", title="x")])],
    )
    assert found.zombies == ("old",)
    assert found.changes == (ItemChange("resources/new", None, file("new")),)


def test_an_item_of_another_identifier_is_doubled_and_the_old_one_archived() -> None:
    old = [item("a", title="T", resources=[file("u")])]
    new = [item("b", title="T", resources=[file("u")]), item("c", title="N")]
    assert [(one.id, one.fate, one.old_id) for one in compare(old, new)] == [
        ("b", "doubled", "a"),
        ("c", "created", ""),
        ("a", "archived", ""),
    ]


def test_an_item_without_any_address_is_known_again_by_its_title() -> None:
    old = [item("urn:a", title="T", remote_url="urn:a"), item("urn:c", title="N", remote_url="p")]
    new = [item("urn:b", title="T", remote_url="urn:b"), item("urn:d", title="N", remote_url="q")]
    found = [(one.id, one.fate, one.old_id) for one in compare(old, new)]
    assert found[:2] == [("urn:b", "doubled", "urn:a"), ("urn:d", "created", "")]


def test_a_refused_item_is_present_and_not_archived() -> None:
    assert [one.fate for one in compare([item("a")], [item("a", "failed")])] == ["refused"]


def test_nothing_is_archived_where_a_page_could_not_be_read() -> None:
    old = [item("a"), item("b")]
    assert [one.id for one in compare(old, [item("a")], whole=False)] == ["a"]


def test_a_consumer_that_writes_each_item_anew_keeps_no_old_value_and_no_old_file() -> None:
    (found,) = compare(
        [item("a", license="lov2", resources=[file("old")])],
        [item("a", license="notspecified", resources=[])],
        keeps=False,
    )
    assert found.zombies == ()
    assert found.changes == (
        ItemChange("license", "lov2", "notspecified"),
        ItemChange("resources/old", file("old"), None),
    )
