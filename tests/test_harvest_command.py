"""``tressons-ld harvest``: the catalogue folder, or a feed, as a portal would have it."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import click
import pytest
from click.testing import CliRunner, Result

from catalogue_folder import change, copy_of_atelier
from command_line import DATE, edit, files_of, tressons_ld
from tressons_ld.cli import cli
from tressons_ld.composition import artifacts_for_harvesters, open_folder
from tressons_ld.consumers.harvest.registry import CONSUMERS
from tressons_ld.publication.publish import publish, rehearse
from tressons_ld.site import templating

ROOT = Path(__file__).resolve().parents[1]
HEAD = "@prefix dcat: <http://www.w3.org/ns/dcat#> .\n@prefix dct: <http://purl.org/dc/terms/> .\n"


def run(*arguments: object) -> Result:
    words = ["harvest", "--date", DATE, *map(str, arguments)]
    return CliRunner().invoke(cli, words, standalone_mode=False)


def feed(path: Path, *ids: str) -> Path:
    line = (
        "<https://example.org/{0}> a dcat:Dataset ; dct:title '{0}' ; dct:description '{0}' ; "
        "dct:identifier '{0}' .\n"
    )
    path.write_text(HEAD + "".join(line.format(id) for id in ids), "utf-8")
    return path


def test_each_consumer_may_be_named() -> None:
    (kind,) = (each.type for each in cli.commands["harvest"].params if "--as" in each.opts)
    assert isinstance(kind, click.Choice)
    assert kind.choices == tuple(CONSUMERS)


def test_the_catalogue_of_the_repository_arrives_whole_and_nothing_is_written() -> None:
    lock = (ROOT / "data" / "identities.csv").read_bytes()
    before = sorted(path.name for path in ROOT.iterdir())
    done = run("--folder", ROOT, "--quiet", "--jobs", 1, "--lang", "fr")
    assert done.return_value == 0, done.output
    assert done.output.startswith("data.gouv.fr : 29 sur 29 arrivent.")
    assert (ROOT / "data" / "identities.csv").read_bytes() == lock
    assert sorted(path.name for path in ROOT.iterdir()) == before


def test_no_page_is_made_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    made: list[object] = []
    monkeypatch.setattr(templating, "page", lambda *page: made.append(page) or b"")
    done = run("--folder", folder, "--quiet", "--jobs", 1, "--lang", "fr")
    assert done.return_value == 0, done.output
    assert not made
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    assert made


def test_the_feeds_are_those_that_are_published(tmp_path: Path) -> None:
    inputs = open_folder(copy_of_atelier(tmp_path / "atelier"), date=DATE)
    feeds = []
    for artifacts in (artifacts_for_harvesters(inputs), None):
        output = tmp_path / str(len(feeds))
        output.mkdir()
        rehearse(inputs, output, artifacts=artifacts, jobs=1)
        feeds.append(files_of(output / "harvest"))
    assert feeds[0] == feeds[1] != {}


def test_an_item_that_is_refused_is_told_and_the_exit_code_says_so(tmp_path: Path) -> None:
    path = feed(tmp_path / "catalog.ttl", "a", "b")
    edit(path, "dct:identifier 'b' .", "dct:issued 5 .")
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


@pytest.mark.parametrize("consumer", ["data.gouv.fr", "ckan", "dcat-ap"])
def test_a_feed_that_cannot_be_read_archives_nothing(consumer: str, tmp_path: Path) -> None:
    old = feed(tmp_path / "old.ttl", "a", "b")
    (broken := tmp_path / "broken.ttl").write_text(old.read_text("utf-8")[:-20], "utf-8")
    done = run("--feed", broken, "--against", old, "--as", consumer, "--format", "json")
    assert done.return_value == 1
    assert json.loads(done.output)["against"] == []


@pytest.mark.parametrize(
    ("consumer", "words"),
    [("data.gouv.fr", "archivée après 7 jours"), ("ckan", "supprimée"), ("dcat-ap", "supprimée")],
)
def test_what_becomes_of_an_absent_item_is_said_as_its_consumer_does(
    consumer: str, words: str, tmp_path: Path
) -> None:
    old = feed(tmp_path / "old.ttl", "a", "b")
    new = feed(tmp_path / "new.ttl", "a")
    done = run("--feed", new, "--against", old, "--as", consumer, "--lang", "fr")
    assert f"b : absente du flux : {words}\n" in done.output


@pytest.mark.parametrize(("consumer", "arrives"), [("ckan", 0), ("data.gouv.fr", 1)])
def test_what_a_broken_second_page_leaves_of_the_first_depends_on_the_consumer(
    consumer: str, arrives: int, tmp_path: Path
) -> None:
    first = feed(tmp_path / "catalog.ttl", "a")
    hydra = "http://www.w3.org/ns/hydra/core#"
    view = f"<urn:v> a <{hydra}PagedCollection> ; <{hydra}nextPage> <http://a.fr/catalog-2.ttl> .\n"
    first.write_text(first.read_text("utf-8") + view, "utf-8")
    (tmp_path / "catalog-2.ttl").write_text("cut <", "utf-8")
    told = run("--feed", first, "--as", consumer, "--lang", "en")
    assert told.return_value == 1
    assert told.output.startswith(f"{consumer}: {arrives} of 1 arrive.")


def test_a_change_is_told_in_words_from_where_it_begins(tmp_path: Path) -> None:
    old = feed(tmp_path / "old.ttl", "a")
    words = old.read_text("utf-8").replace("dct:description 'a'", "dct:description '{}'")
    words = words.replace("dct:title 'a'", "dct:title 'a' ; dcat:keyword {}")
    old.write_text(words.format("'abc', 'kept'", "Long. " * 20 + "Old."), "utf-8")
    (new := tmp_path / "new.ttl").write_text(
        words.format("'kept', 'new'", "Long. " * 20 + "New."), "utf-8"
    )
    for language, more, less in (
        ("fr", "en plus : ", "en moins : "),
        ("en", "added: ", "removed: "),
    ):
        told = run("--feed", new, "--against", old, "--lang", language).output
        assert "…Long. Long. Long. Long. Old. → …Long. Long. Long. Long. New.\n" in told
        assert f"{more}new\n" in told and f"{less}abc\n" in told
        assert "[" not in told and "None" not in told


def test_an_empty_feed_is_told_and_archives_all(tmp_path: Path) -> None:
    old, new = feed(tmp_path / "old.ttl", "a"), feed(tmp_path / "new.ttl")
    done = run("--feed", new, "--against", old, "--lang", "fr")
    assert done.return_value == 1
    assert "! Ce flux ne contient aucun jeu de données.\n" in done.output
    assert "a : absente du flux : archivée après 7 jours\n" in done.output


def test_a_folder_without_a_feed_is_told_with_what_may_be_given(tmp_path: Path) -> None:
    done = tressons_ld("harvest", "--feed", tmp_path)
    assert done.returncode == 1
    assert "pas de harvest/data.gouv.fr/catalog.ttl. Donner un dossier publié" in done.stderr


@pytest.fixture
def answering() -> Iterator[Callable[[bytes], str]]:
    """Return the function from what a server answers to the address of a feed there."""
    with ExitStack() as opened:

        def serve(answer: bytes) -> str:
            server = opened.enter_context(socket.create_server(("127.0.0.1", 0)))

            def once() -> None:
                connection, _ = server.accept()
                with connection:
                    connection.recv(4096)
                    connection.sendall(answer)

            Thread(target=once, daemon=True).start()
            return f"http://127.0.0.1:{server.getsockname()[1]}/catalog.ttl"

        yield serve


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (b"this is no HTTP\r\n\r\n", "injoignable ("),
        (b"", "injoignable ("),
        (
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nZZ\r\n",
            "la réponse est coupée",
        ),
    ],
    ids=["no HTTP", "nothing", "an answer that breaks off"],
)
@pytest.mark.parametrize("consumer", ["data.gouv.fr", "ckan"])
def test_a_server_that_fails_is_told_without_a_traceback(
    consumer: str, answer: bytes, reason: str, answering: Callable[[bytes], str]
) -> None:
    address = answering(answer)
    done = run("--feed", address, "--as", consumer, "--lang", "fr")
    assert done.return_value == 1
    assert f"! {address} : {reason}" in done.output


@pytest.mark.parametrize("address", ["http://example.org/my feed.ttl", "http://[::1/catalog.ttl"])
def test_an_address_that_cannot_be_asked_for_is_told_without_a_traceback(address: str) -> None:
    done = run("--feed", address, "--lang", "fr")
    assert done.return_value == 1
    assert f"! {address} : injoignable (" in done.output


KEYWORDS = "C++; eau, énergie, sol; l'atelier; l’atelier"


def test_what_ckan_does_not_take_of_the_keywords_is_told_at_their_cell(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(
        folder, "resources guide-du-velo keywords", "C++; eau, énergie, sol; l'atelier; l’atelier"
    )
    done = run("--as", "ckan", "--folder", folder, "--quiet", "--jobs", 1, "--lang", "fr")
    assert done.return_value == 0, done.output
    told = [line for line in done.output.splitlines() if "[feed.ckan-keyword" in line]
    assert ["left-out" in line or "changed" in line or "merged" in line for line in told] == [
        True
    ] * 3
    assert any("« C++ »" in line and "left-out" in line for line in told)
    assert any("« eau énergie sol »" in line and "changed" in line for line in told)
    assert all("colonne « keywords »" in line for line in told)
    others = run("--as", "dcat-ap", "--folder", folder, "--quiet", "--jobs", 1, "--lang", "fr")
    assert "[feed.ckan" not in others.output


def test_other_portals_get_the_keywords_as_they_stand(published: Path) -> None:
    spelled = (published / "harvest/dcat.rdf").read_text("ascii")
    plain = (published / "harvest/dcat-ap.rdf").read_text("ascii")
    letter = "&#700;"
    assert letter in spelled
    assert letter not in plain
    assert "place de l'ESS" in plain
