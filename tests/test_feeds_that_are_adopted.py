"""``init --from`` an address: all pages of a feed, under the rules for feeds of others."""

import io
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest

from command_line import tressons_ld
from pages_on_this_machine import Site, serving
from tressons_ld.consumers.rehearsal import whole_feed as module
from tressons_ld.consumers.rehearsal.whole_feed import feed_name, whole_feed
from tressons_ld.findings.errors import FeedError

PREFIXES = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix h: <http://www.w3.org/ns/hydra/core#> .
"""


def dataset(id: str, title: str, publisher: str) -> str:
    return (
        f'<https://example.org/{id}> a dcat:Dataset ; dct:title "{title}"@fr ; '
        f'dct:description "Une série de données sur les écoles."@fr ; dct:identifier "{id}" ; '
        f'dct:publisher [ a foaf:Organization ; foaf:name "{publisher}" ] .\n'
    )


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        server.pages["/catalog.ttl"] = (
            PREFIXES
            + dataset("ecoles", "Écoles maternelles", "Ville d'Exemple")
            + f"<urn:view> a h:PagedCollection ; h:nextPage <{server.url}/2.ttl> .\n"
        ).encode()
        server.pages["/2.ttl"] = (PREFIXES + dataset("lycees", "Lycées", "Région")).encode()
        yield server


def test_all_pages_of_a_feed_become_one_catalogue(site: Site, tmp_path: Path) -> None:
    done = tressons_ld("init", tmp_path / "new", "--from", f"{site.url}/catalog.ttl")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Il se publie tel quel." in done.stdout
    table = (tmp_path / "new/data/resources.csv").read_text("utf-8")
    assert "Écoles maternelles" in table and "Lycées" in table
    agents = (tmp_path / "new/data/agents.csv").read_text("utf-8")
    assert "Ville d'Exemple" in agents and "Région" in agents
    kept = (tmp_path / "new/data/source/catalog.nt").read_bytes()
    assert kept == whole_feed(f"{site.url}/catalog.ttl")


def test_nodes_of_two_pages_that_have_no_name_are_two(site: Site) -> None:
    lines = whole_feed(f"{site.url}/catalog.ttl").decode().splitlines()
    named = {line.split()[0] for line in lines if "foaf/0.1/name" in line}
    assert named == {"_:p1b0", "_:p2b0"}


def test_a_line_that_a_word_breaks_stays_whole(site: Site) -> None:
    title = "b\u2028a\x85\x0bc"
    site.pages["/2.ttl"] = (PREFIXES + dataset("lycees", title, "Région")).encode()
    lines = io.BytesIO(whole_feed(f"{site.url}/catalog.ttl"))
    stated = pyoxigraph.parse(lines, pyoxigraph.RdfFormat.N_TRIPLES)
    assert pyoxigraph.Literal(title, language="fr") in {each.object for each in stated}


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("/none.ttl", "feed.refused"),
        ("/broken.ttl", "feed.not-rdf"),
        ("/space.ttl", "feed.not-rdf"),
    ],
)
def test_what_cannot_be_read_ends_in_a_sentence(site: Site, address: str, code: str) -> None:
    site.pages["/broken.ttl"] = b"<urn:a> <urn:b> ."
    site.pages["/space.ttl"] = b"<urn:a> <urn:b> <https://example.org/a%7Cb|c> ."
    with pytest.raises(FeedError) as refused:
        whole_feed(site.url + address)
    assert refused.value.code == code


def test_nothing_is_written_where_a_page_fails(site: Site, tmp_path: Path) -> None:
    del site.pages["/2.ttl"]
    done = tressons_ld("init", tmp_path / "new", "--from", f"{site.url}/catalog.ttl")
    assert done.returncode == 1
    assert f"{site.url}/2.ttl" in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_feed_that_is_too_large_is_left(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST", 300)
    with pytest.raises(FeedError, match="larger than"):
        whole_feed(f"{site.url}/catalog.ttl")


def test_the_file_of_a_feed_has_a_name_of_a_file() -> None:
    assert feed_name("https://example.org/a/../..%2Fetc/passwd") == "passwd.nt"
    assert feed_name("http://127.0.0.1:8080/?x=/y.ttl") == "127-0-0-1.nt"
