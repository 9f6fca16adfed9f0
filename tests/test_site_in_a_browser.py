"""Pages in Chromium, from the disk: axe finds nothing, nothing is too wide or asked of others."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from command_line import DATE
from hostile_catalogue import hostile
from site_pages import Page, pages
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("answers")]


def what_is_wrong(project: Path, public: Path, paths: list[str]) -> list[str]:
    """What Chromium and axe-core say of some pages, each light and dark, wide and narrow."""
    browser = shutil.which("chromium")
    assert browser, "chromium is needed: sudo apt install chromium"
    done = subprocess.run(
        ["node", "pages.js", str(public), browser],
        cwd=project / "tests" / "js",
        input=json.dumps(paths),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


def one_of_each_sort(site: list[Page]) -> list[str]:
    """The longest page of each folder, and its index."""
    longest: dict[tuple[str, bool], Page] = {}
    for page in site:
        if page.path == "404.html":  # It leads from the root of its host.
            continue
        folder, _, name = page.path.rpartition("/")
        # At the top each page is a sort of its own.
        sort = (page.path, False) if folder in ("", "en") else (folder, name == "index.html")
        if sort not in longest or len(page.text) > len(longest[sort].text):
            longest[sort] = page
    return sorted(page.path for page in longest.values())


def test_every_sort_of_page_passes(project: Path, published_whole: Path) -> None:
    paths = one_of_each_sort(pages(published_whole))
    english = [path for path in paths if path.startswith("en/")]
    assert len(paths) - len(english) > 15
    paths = [path for path in paths if path not in english[::2]]
    paths.append("ressource/index.html?q=territoires&genre=webinaire")
    assert what_is_wrong(project, published_whole, paths) == []


def test_hostile_pages_pass(project: Path, tmp_path: Path) -> None:
    folder = hostile(tmp_path / "hostile")
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    paths = [page.path for page in pages(folder / "public") if page.path != "404.html"]
    assert what_is_wrong(project, folder / "public", paths[::8]) == []


def test_a_fault_is_found(project: Path, tmp_path: Path) -> None:
    bad = '<!DOCTYPE html><html><title>x</title><p style="width:2000px">a<img src="b.png">'
    (tmp_path / "bad.html").write_text(bad, "utf-8")
    found = "\n".join(what_is_wrong(project, tmp_path, ["bad.html"]))
    for expected in ("image-alt", "html-has-lang", "pixels too wide", "not loaded", "its style"):
        assert expected in found
