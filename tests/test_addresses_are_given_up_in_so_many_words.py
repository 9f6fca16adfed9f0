"""Addresses of data that were published do not go without a word."""

import shutil
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from identity_folder import FIRST, LATER
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import OutputError
from tressons_ld.publication.publish import Publication, publish

BEFORE = "page_size = 1"


def published(folder: Path, day: str, dropping: int | None = None) -> Publication:
    return publish(open_folder(folder, date=day), folder / "public", dropping=dropping, jobs=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue at an address that may be somebody's, published with feeds of several pages."""
    made = copy_of_atelier(tmp_path / "atelier")
    for setting in ("base_iri", "site_url"):
        change(made, f"catalogue.toml {setting}", '"https://catalogue.essai.fr/"')
    with (made / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"\n[publication]\n{BEFORE}\n")
    published(made, FIRST)
    return made


def set_to(folder: Path, lines: str) -> None:
    """Write other settings of the publication in the place of those before."""
    settings = folder / "data/catalogue.toml"
    settings.write_text(settings.read_text("utf-8").replace(BEFORE, lines), "utf-8")


@pytest.mark.parametrize(
    ("setting", "named"),
    [
        ("feeds = false", "harvest/data.gouv.fr/catalog.ttl"),
        ("documents = false", "ressource/*.ttl"),
        ("page_size = 1000", "harvest/data.gouv.fr/catalog"),
    ],
)
def test_what_would_go_is_named_and_nothing_changes_until_it_is_confirmed(
    setting: str, named: str, folder: Path
) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    set_to(folder, setting)
    with pytest.raises(OutputError) as refused:
        published(folder, LATER)
    assert refused.value.code == "output.addresses-gone"
    told = refused.value.text
    assert named in told.fr
    settings = folder / "data/catalogue.toml"
    after = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path for path in before | after if before.get(path) != after.get(path)} == {settings}
    number = int(told.fr.rpartition(" ")[2])
    with pytest.raises(OutputError):
        published(folder, LATER, number + 1)
    assert published(folder, LATER, number).published


def test_pages_for_people_may_be_left_out(folder: Path) -> None:
    set_to(folder, f"{BEFORE}\nsite = false")
    assert published(folder, LATER).published


def test_at_a_placeholder_nobody_wrote_an_address_down(folder: Path) -> None:
    for setting in ("base_iri", "site_url"):
        change(folder, f"catalogue.toml {setting}", '"https://catalogue.example.org/"')
    (folder / "data/identities.csv").unlink()
    shutil.rmtree(folder / "public")
    published(folder, FIRST)
    set_to(folder, "feeds = false")
    assert published(folder, LATER).published
