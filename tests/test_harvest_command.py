"""``tressons-ld harvest``: the catalogue folder, or a feed, as a portal would have it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tressons_ld.cli import cli

ROOT = Path(__file__).resolve().parents[1]
HEAD = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["harvest", *map(str, arguments)], standalone_mode=False)


def feed(path: Path, *ids: str) -> Path:
    line = "<https://example.org/{0}> a dcat:Dataset ; dct:title '{0}' ; dct:identifier '{0}' .\n"
    path.write_text(HEAD + "".join(line.format(id) for id in ids), "utf-8")
    return path


def test_the_catalogue_of_the_repository_arrives_whole_and_nothing_is_written() -> None:
    lock = (ROOT / "data" / "identities.csv").read_bytes()
    before = sorted(path.name for path in ROOT.iterdir())
    done = run("--folder", ROOT, "--date", "2026-11-23", "--quiet", "--jobs", 1, "--lang", "fr")
    assert done.return_value == 0, done.output
    assert done.output.startswith("data.gouv.fr : 29 sur 29 arrivent.")
    assert (ROOT / "data" / "identities.csv").read_bytes() == lock
    assert sorted(path.name for path in ROOT.iterdir()) == before


def test_an_item_that_is_refused_is_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    path = feed(tmp_path / "catalog.ttl", "a", "b")
    path.write_text(path.read_text("utf-8").replace("dct:identifier 'b' .", "dct:issued 5 ."))
    done = run("--feed", path, "--lang", "fr")
    assert done.return_value == 1
    assert done.output.startswith("data.gouv.fr : 1 sur 2 arrivent.")
    assert "sans dct:identifier" in done.output


def test_a_value_that_its_datatype_does_not_allow_is_told_without_a_traceback(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = feed(tmp_path / "catalog.ttl", "a")
    size = "'x'^^<http://www.w3.org/2001/XMLSchema#integer>"
    file = f"[ dcat:accessURL <https://example.org/f> ; dcat:byteSize {size} ]"
    wrong = f"dct:identifier 'a' ; dcat:distribution {file} ."
    path.write_text(path.read_text("utf-8").replace("dct:identifier 'a' .", wrong), "utf-8")
    done = run("--feed", path, "--lang", "fr")
    assert done.return_value == 1 and "dcat:byteSize « x »" in done.output
    assert not caplog.records


def test_json_holds_every_item_and_what_becomes_of_it(tmp_path: Path) -> None:
    old = feed(tmp_path / "old.ttl", "a", "b")
    new = feed(tmp_path / "new.ttl", "a", "c")
    done = run("--feed", new, "--against", old, "--format", "json")
    told = json.loads(done.output)
    assert done.return_value == 1
    assert [one["id"] for one in told["items"]] == ["a", "c"]
    assert {one["id"]: one["fate"] for one in told["against"]} == {
        "a": "unchanged",
        "b": "archived",
        "c": "created",
    }


@pytest.mark.parametrize("consumer", ["data.gouv.fr", "ckan", "dcat-ap"])
def test_a_feed_that_cannot_be_read_fails_the_job(consumer: str, tmp_path: Path) -> None:
    done = run("--feed", tmp_path / "none.rdf", "--as", consumer, "--lang", "en")
    assert done.return_value == 1
    assert "0 of 0 arrive" in done.output and "none.rdf" in done.output
