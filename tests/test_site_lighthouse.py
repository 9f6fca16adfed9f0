"""What Lighthouse, which Google judges pages with, says of each sort of page."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from child_processes import started, wait_until
from command_line import command
from web_servers import free_port, listening

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("answers")]

_GIVEN = {"accessibility", "best-practices", "seo"}
"""Categories in which nothing may be lost."""
_FAST = 95


@pytest.fixture(scope="module")
def address(published_whole: Path) -> Iterator[str]:
    """Where the publication of TRESSONS is shown."""
    port = free_port()
    shown = command("preview", "--output", str(published_whole), "--port", str(port))
    with started(shown, cwd=published_whole.parent) as process:
        wait_until(lambda: listening(port), process)
        yield f"http://127.0.0.1:{port}/"


def scores(project: Path, addresses: list[str], times: int) -> dict[str, dict[str, int]]:
    """The median of the scores of each page, by category."""
    browser = shutil.which("chromium")
    assert browser, "chromium is needed: sudo apt install chromium"
    done = subprocess.run(
        ["node", "lighthouse.js", browser, str(times)],
        cwd=project / "tests" / "js",
        input=json.dumps(addresses),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, int]] = json.loads(done.stdout)
    return found


def first_of(public: Path, folder: str) -> str:
    """The first page of a folder that is not its index."""
    found = sorted(page for page in (public / folder).glob("*.html") if page.name != "index.html")
    return found[0].relative_to(public).as_posix()


def test_accessibility_practices_and_search_engines_lose_nothing(
    project: Path, published_whole: Path, address: str
) -> None:
    folders = ("ressource", "organisation", "questions", "vocabulaire/genre", "annee")
    paths = [first_of(published_whole, folder) for folder in folders]
    paths += ["", "ressource/", "chiffres.html", "qualite.html", "catalogue/donnees.html", "en/"]
    found = scores(project, [address + path for path in paths], times=1)
    lost = {
        (page, category): score
        for page, categories in found.items()
        for category, score in categories.items()
        if category in _GIVEN and score < 100
    }
    assert not lost
    assert len(found) == len(paths)


def test_pages_are_fast(project: Path, published_whole: Path, address: str) -> None:
    paths = ["", "ressource/", first_of(published_whole, "ressource")]
    found = scores(project, [address + path for path in paths], times=3)
    assert min(categories["performance"] for categories in found.values()) >= _FAST
