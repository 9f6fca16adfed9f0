"""What the card says data.gouv.fr keeps and counts is what the rehearsal says.

The rehearsal is proved equal to the real udata in ``tests/consumers``; the card reads the same feed
in another way, and differs only where :data:`DELIBERATE` says so.
"""

import shutil
from pathlib import Path

import pytest

from catalogue_folder import ATELIER, PROJECT, change
from command_line import DATE, edit
from deliberate_differences import (
    DELIBERATE,
    OF_RESOURCES,
    THE_DAY,
    Pair,
    deliberate,
    differences,
    told,
)
from tressons_ld.composition import open_folder
from tressons_ld.consumers.datagouv.harvested_item import item_of
from tressons_ld.consumers.harvest.harvest_rehearsal import rehearse
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.consumers.score.facts import DatasetFacts
from tressons_ld.consumers.score_cards import card
from tressons_ld.consumers.score_cards.score_report import score
from tressons_ld.publication.publish import rehearse as published_into


def tressons(folder: Path) -> None:
    shutil.copytree(PROJECT / "data", folder / "data")


def tressons_with_its_licence_confirmed(folder: Path) -> None:
    tressons(folder)
    edit(folder / "data" / "catalogue.toml", "confirmed = false", "confirmed = true")


def nasty(folder: Path) -> None:
    shutil.copytree(PROJECT / "tests" / "catalogues" / "nasty", folder)


def atelier(folder: Path) -> None:
    shutil.copytree(ATELIER, folder)


def atelier_with_a_page_for_a_file(folder: Path) -> None:
    atelier(folder)
    for column in ("landing_page", "download_url"):
        change(folder, f"resources guide-du-velo {column}", "https://www.example.net/guide")
    change(folder, "resources guide-du-velo format", "HTML")
    for column in ("size", "licence"):
        change(folder, f"resources guide-du-velo {column}", None)


CATALOGUES = (
    tressons,
    tressons_with_its_licence_confirmed,
    nasty,
    atelier,
    atelier_with_a_page_for_a_file,
)


def both(folder: Path, output: Path) -> list[Pair]:
    """Every dataset of a folder's feed, rehearsed, and as the cards of the folder take it."""
    met: dict[str, tuple[Item, DatasetFacts]] = {}

    def noted(facts: DatasetFacts, day: str) -> Item:
        item = item_of(facts, day)
        met[item.iri] = item, facts
        return item

    inputs = open_folder(folder, date=DATE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(card, "item_of", noted)
        score(inputs.recorder)
    assert published_into(inputs, output, jobs=1).publishable
    site = inputs.folder.shared.settings.site_url
    items = rehearse("data.gouv.fr", output, THE_DAY, site_url=site, root=output).harvest.items
    return [Pair(item, *met.pop(item.iri)) for item in items] + [
        Pair(Item("", iri, "skipped"), *left) for iri, left in met.items()
    ]


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Pair]]:
    found = {}
    for prepare in CATALOGUES:
        folder, output = (tmp_path_factory.mktemp("both") / name for name in ("folder", "public"))
        prepare(folder)
        output.mkdir()
        found[prepare.__name__] = both(folder, output)
    return found


every_catalogue = pytest.mark.parametrize("name", [prepare.__name__ for prepare in CATALOGUES])


@every_catalogue
def test_what_a_card_takes_as_kept_is_what_the_rehearsal_keeps(
    name: str, catalogues: dict[str, list[Pair]]
) -> None:
    assert catalogues[name]
    for pair in catalogues[name]:
        rehearsed, taken = told(pair.rehearsed), told(pair.kept)
        if pair.rehearsed.iri.endswith("catalogue/donnees"):
            for file in (*rehearsed["resources"].values(), *taken["resources"].values()):
                # Publishing measures the files: a card knows only that it will.
                assert file.pop(OF_RESOURCES.index("filesize")) is not None
        assert taken == rehearsed


@every_catalogue
def test_every_criterion_is_counted_as_rehearsed_but_for_what_is_deliberate(
    name: str, catalogues: dict[str, list[Pair]]
) -> None:
    for pair in catalogues[name]:
        assert set(differences(pair)) <= deliberate(pair), pair.rehearsed.id


def test_each_deliberate_difference_occurs(catalogues: dict[str, list[Pair]]) -> None:
    pairs = [pair for some in catalogues.values() for pair in some]
    occurring = {
        (one, one.why)
        for pair in pairs
        for one in DELIBERATE
        if one.where(pair) and (one.criterion, one.state) in set(differences(pair))
    }
    assert occurring == {(one, one.why) for one in DELIBERATE}
