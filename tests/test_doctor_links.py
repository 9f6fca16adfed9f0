"""`doctor --links` tries the addresses of a catalogue, gently, and tells of them at their cells."""

from collections.abc import Iterator, Mapping
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from identity_folder import FIRST
from loopback import answering
from tressons_ld.composition import open_folder
from tressons_ld.findings.finding import Finding
from tressons_ld.server.live_site.client import LiveClient, Response
from tressons_ld.server.live_site.links import wrong_links
from web_servers import free_port

LEADS = {
    "/moved": (301, "/there"),
    "/moved-to-nothing": (301, "/nothing"),
    "/leads-to-nothing": (302, "/nothing"),
    "/circle": (302, "/circle-2"),
    "/circle-2": (302, "/circle"),
    "/leads-on": (302, "/there"),
}


class Others(BaseHTTPRequestHandler):
    """A host of others."""

    def do_HEAD(self) -> None:
        status, location = LEADS.get(self.path, (404 if "nothing" in self.path else 200, ""))
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    do_GET = do_HEAD

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def others() -> Iterator[str]:
    with answering(ThreadingHTTPServer(("127.0.0.1", 0), Others)) as address:
        yield address


class Local(LiveClient):
    """Asks this machine alone; any other host answers well."""

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Response:
        if url.startswith("http://127.0.0.1"):
            return super().get(url, headers, method)
        return Response(url, 200, Message())


def told(folder: Path) -> list[Finding]:
    """What is told of the addresses of a catalogue."""
    return list(wrong_links(open_folder(folder, date=FIRST).folder, Local(5), lambda _: None))


def cell(finding: Finding) -> str:
    """Where a finding is, in few words."""
    assert finding.location is not None
    name = Path(finding.location.file).name
    return f"{name} {finding.location.cell or finding.location.column}"


@pytest.mark.parametrize(
    ("what", "where"),
    [
        ("resources carnet-de-voyage landing_page", "resources.csv V4"),
        ("resources guide-du-velo page", "resources.csv W2"),
        ("resources guide-du-velo download_url", "resources.csv X2"),
        ("agents atelier homepage", "agents.csv G2"),
        ("agents atelier same_as", "agents.csv J2"),
        ("places villeneuve homepage", "places.csv I2"),
        ("series carnets homepage", "series.csv F2"),
        ("catalogue.toml programme.homepage", "catalogue.toml programme.homepage"),
        ("catalogue.toml contact.url", "catalogue.toml contact.url"),
    ],
)
def test_an_address_that_does_not_answer_is_told_at_its_cell(
    what: str, where: str, others: str, tmp_path: Path
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    address = f"{others}/nothing"
    change(folder, what, f'"{address}"' if what.startswith("catalogue.toml") else address)
    findings = told(folder)
    assert {each.code for each in findings} == {"site.link-dead"}
    assert {cell(each) for each in findings} == {where}
    assert "404" in findings[0].in_language("fr")


@pytest.mark.parametrize(("column", "letter"), [("value", "C"), ("source", "D")])
def test_an_address_of_an_addition_is_told_in_its_own_table(
    column: str, letter: str, others: str, tmp_path: Path
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    table = folder / "data/additions.csv"
    first = "https://www.example.net/voyage"
    before, value, source = table.read_text("utf-8").partition(f"{first},{first}")
    assert value
    pair = (f"{others}/nothing", first)
    new = ",".join(pair if column == "value" else reversed(pair))
    table.write_text(f"{before}{new}{source}", "utf-8")
    assert [cell(each) for each in told(folder)] == [f"additions.csv {letter}2"]


@pytest.mark.parametrize(
    ("path", "code", "words"),
    [
        ("/moved", "site.link-moved", "/there"),
        ("/moved-to-nothing", "site.link-dead", "/nothing: answer 404"),
        ("/leads-to-nothing", "site.link-dead", "/nothing: answer 404"),
        ("/circle", "site.link-dead", "in circles"),
        ("/leads-on", None, ""),
    ],
)
def test_an_address_is_followed_to_where_it_leads(
    path: str, code: str | None, words: str, others: str, tmp_path: Path
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources guide-du-velo landing_page", others + path)
    findings = told(folder)
    assert [each.code for each in findings] == ([code] if code else [])
    assert all(words in each.in_language("en") for each in findings)


def test_a_name_elsewhere_stays_a_name_where_its_page_moves(others: str, tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "agents atelier same_as", f"{others}/moved")
    assert told(folder) == []


def test_a_host_that_is_dead_is_not_asked_for_each_of_its_addresses(tmp_path: Path) -> None:
    folder, dead = copy_of_atelier(tmp_path / "atelier"), f"http://127.0.0.1:{free_port()}"
    for number, row in enumerate(("guide-du-velo", "debat-sur-la-marche", "carnet-de-voyage")):
        change(folder, f"resources {row} landing_page", f"{dead}/{number}")
    client = Local(5)
    findings = list(wrong_links(open_folder(folder, date=FIRST).folder, client, lambda _: None))
    assert [each.code for each in findings] == ["site.link-dead"] * 3
    assert client.requests == 4  # By HEAD and by GET, twice.


def test_between_two_requests_to_a_host_there_is_a_pause(others: str, tmp_path: Path) -> None:
    folder, client = copy_of_atelier(tmp_path / "atelier"), Local(5)
    change(folder, "resources guide-du-velo landing_page", f"{others}/nothing")
    change(folder, "resources debat-sur-la-marche landing_page", f"{others}/leads-on")
    asked_before_a_pause = set[int]()

    def sleep(seconds: float) -> None:
        assert 0 < seconds <= 1
        asked_before_a_pause.add(client.requests)

    list(wrong_links(open_folder(folder, date=FIRST).folder, client, sleep))
    # HEAD and GET of the first, HEAD of the second and of where it leads.
    assert client.requests == 4
    assert {1, 2, 3} <= asked_before_a_pause
