"""The rehearsal as data.gouv.fr comes to what the real udata does, field by field.

The environment `.consumers/udata` is made by the Makefile; where it is missing these are skipped.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from real_datagouv import arrived, real, rehearsed, serving, told
from tressons_ld.consumers.harvest.against import compare
from tressons_ld.consumers.rehearsal.feed_reader import FeedReader

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
FEEDS = HERE / "feeds" / "datagouv"
NAMES = sorted(path.stem for path in FEEDS.glob("*.ttl"))


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serving(FEEDS) as address:
        yield address


@pytest.fixture(scope="module")
def harvests(site: str) -> tuple[date, dict[str, Any]]:
    """Every nasty feed harvested once, and one of them served without charset."""
    urls = [f"{site}/{name}.ttl" for name in NAMES] + [f"{site}/bare/several-values.ttl"]
    day, runs = real([[url] for url in urls])
    return day, {url: run[0] for url, run in zip(urls, runs, strict=True)}


def check(url: str, harvests: tuple[date, dict[str, Any]]) -> FeedReader:
    day, answers = harvests
    items, feed = rehearsed(url, day)
    assert items
    assert [told(one) for one in items] == [arrived(one) for one in answers[url]["items"]]
    assert bool(feed.problems) == bool(answers[url]["errors"])
    return feed


@pytest.mark.parametrize("name", NAMES)
def test_a_nasty_feed_arrives_as_foreseen(
    name: str, site: str, harvests: tuple[date, dict[str, Any]]
) -> None:
    check(f"{site}/{name}.ttl", harvests)


def test_without_charset_the_accents_are_garbled_as_foreseen(
    site: str, harvests: tuple[date, dict[str, Any]]
) -> None:
    feed = check(f"{site}/bare/several-values.ttl", harvests)
    assert any("ISO-8859-1" in remark.fr for remark in feed.remarks)


def test_the_published_feed_arrives_whole_and_a_second_harvest_changes_nothing(
    published: Path,
) -> None:
    with serving(published / "harvest") as site:
        url = f"{site}/data.gouv.fr/catalog.ttl"
        day, ((first, second),) = real([[url, url]])
        items, feed = rehearsed(url, day)
    assert not feed.problems
    assert [told(one) for one in items] == [arrived(one) for one in first["items"]]
    assert [one["status"] for one in first["items"]] == ["done"] * 29
    assert [arrived(one) for one in second["items"]] == [arrived(one) for one in first["items"]]
    records = [[one["record"] for one in run["items"]] for run in (first, second)]
    assert records[0] == records[1]
    assert {one.fate for one in compare(items, items)} == {"unchanged"}


def test_a_rename_and_a_removal_are_seen_as_the_real_one_sees_them(tmp_path: Path) -> None:
    head = (
        "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
    )
    line = (
        "<https://example.org/{0}> a dcat:Dataset ; dct:identifier 'https://example.org/{0}' ;"
        " dct:title '{1}' ; dct:license 'lov2' ;"
        " dcat:distribution [ dcat:downloadURL <https://example.org/{0}.{2}> ] .\n"
    )
    rows = [("a", "Un", "csv"), ("b", "Deux", "csv"), ("c", "Trois", "csv"), ("d", "Quatre", "csv")]
    later = [("a", "Un", "csv"), ("b", "Deux bis", "pdf"), ("e", "Trois", "csv")]
    (tmp_path / "old.ttl").write_text(head + "".join(line.format(*row) for row in rows), "utf-8")
    (tmp_path / "new.ttl").write_text(
        head + "".join(line.format(*row) for row in later).replace("/e.csv", "/c.csv"), "utf-8"
    )
    with serving(tmp_path) as address:
        day, ((_, second),) = real([[f"{address}/old.ttl", f"{address}/new.ttl"]])
        old, new = (rehearsed(f"{address}/{name}.ttl", day)[0] for name in ("old", "new"))
    found = {one.id.rpartition("/")[2]: one for one in compare(old, new)}
    fates = {id: one.fate for id, one in found.items()}
    assert fates == {
        "a": "unchanged", "b": "updated", "c": "archived", "d": "archived", "e": "doubled",
    }  # fmt: skip
    now = {one["id"].rpartition("/")[2]: one for one in second["items"]}
    assert {id for id, one in now.items() if one["status"] == "archived"} == {"c", "d"}
    assert second["datasets"] == 5
    urls = {one["url"] for one in now["b"]["fields"]["resources"]}
    assert urls == {"https://example.org/b.csv", "https://example.org/b.pdf"}
    assert found["b"].zombies == ("https://example.org/b.csv",)
