"""What is published arrives: the rehearsals lose nothing of the feeds of TRESSONS."""

from datetime import date
from pathlib import Path

import pytest

from tressons_ld.consumers.harvest.registry import CONSUMERS
from tressons_ld.consumers.rehearsal.feed_reader import FeedReader
from tressons_ld.consumers.rehearsal.items import Item

DAY = date(2026, 11, 23)


def arrived(published: Path, consumer: str) -> list[Item]:
    chosen = CONSUMERS[consumer]
    feed = FeedReader(published / chosen.feed, chosen.habits)
    items = list(chosen.harvester()(feed, DAY))
    assert feed.problems == []
    return items


@pytest.mark.parametrize("consumer", ["ckan", "dcat-ap"])
def test_every_dataset_arrives_with_all_that_is_said_of_it(published: Path, consumer: str) -> None:
    items = arrived(published, consumer)
    assert {item.status for item in items} == {"done"}
    assert len(items) == 29
    assert [loss for item in items for loss in item.losses] == []
