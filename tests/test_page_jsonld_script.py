"""The script element carries any text unharmed, and nothing of it becomes part of the page."""

import html.parser
import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given

from child_processes import ended
from page_units import HOSTILE_TITLES, page_of, titles
from tressons_ld.consumers.web_page import plain, script

START, END = '<script type="application/ld+json">\n', "</script>\n"


@given(title=titles)
def test_the_element_holds_the_json_exactly(title: str) -> None:
    page = page_of(title)
    element = script(page)
    assert element.startswith(START)
    assert element.endswith(END)
    inside = element[len(START) : -len(END)]
    assert not re.search("[<>&\u2028\u2029]", inside)
    assert json.loads(inside) == json.loads(plain(page)) == page


@given(title=titles)
def test_an_html_parser_sees_one_element_and_its_text(title: str) -> None:
    class Parser(html.parser.HTMLParser):
        seen: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen.append(f"<{tag}>")

        def handle_endtag(self, tag: str) -> None:
            self.seen.append(f"</{tag}>")

        def handle_comment(self, data: str) -> None:
            self.seen.append("comment")

    parser = Parser()
    parser.seen = []
    parser.feed(script(page_of(title)))
    parser.close()
    assert parser.seen == ["<script>", "</script>"]


def test_letters_stand_as_they_are() -> None:
    assert '"name": "Été — 👩🏽‍🌾"' in script(page_of("Été — 👩🏽‍🌾"))


@pytest.mark.slow
def test_a_browser_reads_back_every_title(tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no browser: install Debian's package chromium")
    elements = "".join(script(page_of(title)) for title in HOSTILE_TITLES)
    page = tmp_path / "page.html"
    page.write_text(
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>t</title>{elements}</head>"
        "<body><pre></pre><script>"
        "const read = [...document.querySelectorAll('script[type=\"application/ld+json\"]')]"
        ".map((element) => JSON.parse(element.textContent).name);"
        "document.querySelector('pre').textContent = encodeURIComponent(JSON.stringify(read));"
        "</script></body></html>",
        "utf-8",
    )
    done = ended(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            page.as_uri(),
        ]
    )
    shown = re.search("<pre>(.*?)</pre>", done.stdout)
    assert shown, done.stderr
    assert json.loads(unquote(shown[1])) == list(HOSTILE_TITLES)
