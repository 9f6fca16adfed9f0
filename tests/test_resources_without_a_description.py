"""A resource without a description is refused, published with a remark, or given one."""

import re
from pathlib import Path

import pytest
import rdflib

from command_line import tressons_ld
from reading_folders import TABLES, make_folder, read_all

BARE = {"id": "nue", "kind": "Étude", "title": "Une étude nue", "description": ""}
AUTHORED = {"issued": "2020", "organisations": "RTES", "persons": "J. Pappas", "publisher": "Avise"}
FEEDS = {
    "harvest/data.gouv.fr/catalog.ttl": False,
    "harvest/dcat-ap.rdf": False,
    "harvest/dcat.rdf": True,
}


def titles_in(feed: Path) -> set[str]:
    endings = {".ttl": "turtle", ".rdf": "xml", ".jsonld": "json-ld", ".nt": "nt"}
    graph = rdflib.Graph().parse(feed, format=endings[feed.suffix])
    return set(map(str, graph.objects(None, rdflib.DCTERMS.title)))


def folder_of(folder: Path, setting: str | None, **cells: str) -> Path:
    settings = "" if setting is None else f'[resources]\nwithout_description = "{setting}"\n'
    resources = [*TABLES["resources"], {**BARE, **AUTHORED, **cells}]
    return make_folder(folder, settings=settings, resources=resources)


@pytest.mark.parametrize("setting", [None, "refused"])
def test_it_is_refused_unless_a_setting_says_otherwise(tmp_path: Path, setting: str | None) -> None:
    done = tressons_ld("check", folder=folder_of(tmp_path, setting))
    assert done.returncode == 1
    assert "shape.resource-description-present" in done.stdout


def test_it_is_published_with_a_remark_and_absent_where_one_is_demanded(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "published")
    done = tressons_ld("check", folder=folder)
    assert done.returncode == 0
    assert re.search("remarque : .*table.description-missing", done.stdout)
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "dct:description" not in (folder / "public/ressource/nue.ttl").read_text("utf-8")
    for feed, taken in FEEDS.items():
        titles = titles_in(folder / "public" / feed)
        assert "Une étude" in titles
        assert ("Une étude nue" in titles) is taken


def test_a_feed_of_none_but_such_is_whole(tmp_path: Path) -> None:
    settings = '[resources]\nwithout_description = "published"\n'
    folder = make_folder(tmp_path, settings=settings, resources=[{**BARE, **AUTHORED}])
    assert tressons_ld("publish", folder=folder).returncode == 0
    feeds = sorted(path for path in (folder / "public/harvest").rglob("*") if path.is_file())
    assert len(feeds) > 4
    for feed in feeds:
        assert ("Une étude nue" in titles_in(feed)) is (feed.name == "dcat.rdf")


def test_a_composed_one_says_what_is_known_and_that_it_is_composed(tmp_path: Path) -> None:
    _, entries, findings = read_all(folder_of(tmp_path, "composed"))
    entry = entries[-1]
    assert entry is not None
    assert entry.description == (
        "Une étude nue. Étude. Réseau des collectivités territoriales pour l'économie solidaire, "
        "Jeanne Pappas. Avise, 2020. (Présentation composée des autres champs de la notice.)"
    )
    assert findings == []


def test_it_is_composed_in_the_language_of_the_resource(tmp_path: Path) -> None:
    _, entries, _ = read_all(folder_of(tmp_path, "composed", language="en"))
    entry = entries[-1]
    assert entry is not None
    assert "Study. " in entry.description
    assert entry.description.endswith("(This text was composed of the other fields of the record.)")


def test_none_is_composed_in_a_language_that_we_have_no_words_for(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "composed", language="mt")
    _, entries, _ = read_all(folder)
    entry = entries[-1]
    assert entry is not None and entry.description == ""
    done = tressons_ld("check", folder=folder)
    assert done.returncode == 0
    assert re.search("remarque : .*table.description-missing", done.stdout)


def test_another_word_is_told_at_the_setting(tmp_path: Path) -> None:
    _, _, findings = read_all(folder_of(tmp_path, "maybe"))
    (found,) = findings
    assert found.code == "settings.wrong-kind"
    assert '"refused", "published" or "composed"' in found.remedy.en
