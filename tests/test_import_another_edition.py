"""Another edition, laid out otherwise, gives the same entries."""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from received_documents import FILE, RECEIVED, codes, told, values
from tressons_ld.catalogue.importer import read_document
from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.tables.shared_tables import read_shared

TEXT = RECEIVED.decode("utf-8")
LINK = "[> Pour accéder à la ressource](#)"
ADDRESS = "https://www.example.org/a_b(c)?d=e&f=g"


def each(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> str:
    return re.sub(pattern, replacement, TEXT, flags=re.MULTILINE)


def underlined(match: re.Match[str]) -> str:
    if len(match[1]) > 2:
        return match[0]
    return f"{match[2]}\n{'=====' if match[1] == '#' else '-----'}"


def without_page_headers() -> str:
    seen: set[str] = set()
    kept = []
    for line in TEXT.split("\n"):
        heading = line.startswith("#") and line.lstrip("# ")
        if not heading or heading not in seen:
            kept.append(line)
        if heading:
            seen.add(heading)
    return "\n".join(kept)


def wrapped() -> str:
    lines = []
    for line in TEXT.split("\n"):
        pieces = textwrap.wrap(line, 60, break_long_words=False, break_on_hyphens=False)
        lines += [line] if line.startswith("#") or not pieces else pieces
    return "\n".join(lines)


EDITIONS: dict[str, str | bytes] = {
    "Windows line ends": TEXT.replace("\n", "\r\n"),
    "old Macintosh line ends": TEXT.replace("\n", "\r"),
    "a byte order mark": b"\xef\xbb\xbf" + RECEIVED,
    "UTF-16": TEXT.encode("utf-16"),
    "another normal form": unicodedata.normalize("NFD", TEXT),
    "a final line end": TEXT + "\n",
    "headings one level deeper": each("^#", "##"),
    "all headings of one level": each("^#+", "##"),
    "all headings of the sixth level": each("^#+", "######"),
    "headings without a space": each("^(##+) ", r"\1"),
    "headings with closing marks": each("^(#+)(.*)$", r"\1\2 \1  "),
    "headings with attributes": each("^(#+ .*)$", r"\1 {#part-1 .title}"),
    "headings underlined": each("^(#+) (.*)$", underlined),
    "headings in bold": each(r"^(#+ )(.*)$", r"\1**\2**"),
    "headings with trailing spaces": each(r"^(#.*)$", "\\1 \t\u00a0 "),
    "sections without page headers": without_page_headers(),
    "no bold line": TEXT.replace("**", ""),
    "every line in bold": each(r"^(?![#\[> \-*])(.+)$", r"**\1**"),
    "every line slanted": each(r"^(?![#\[> \-*])(.+)$", r"*\1*"),
    "tabs instead of spaces": TEXT.replace(" ", "\t"),
    "no-break spaces": TEXT.replace(" ", "\u00a0").replace("-\u00a0", "- "),
    "typographic apostrophes": TEXT.replace("'", "’"),
    "no blank line within entries": re.sub(r"\n\s*\n(?!#)", "\n", TEXT.replace("\n\n \n", "\n\n")),
    "long lines wrapped": wrapped(),
    "all of it a quotation": each("^", "> "),
    "indented": each("^(?=.)", "  "),
    "rules between entries": TEXT.replace("(#)", "(#)\n\n---"),
    "rules right under entries": TEXT.replace("(#)", "(#)\n---"),
    "form feeds between pages": TEXT.replace("\n# ", "\n\f# ").replace("\n## ", "\n\f## "),
    "page numbers in comments": TEXT.replace("\n## ", "\n<!-- page\n## 3 -->\n## "),
    "an image under each title": each(r"^(#+ .*)$", r"\1\n\n![](logo.png)"),
    "character references": TEXT.replace("é", "&eacute;").replace("'", "&#39;"),
    "escaped punctuation": TEXT.replace("(2020)", r"\(2020\)").replace("l'", r"l\'"),
    "a link in each title": each("^(##+) (.*)$", r"\1 [\2](#part)"),
}
paragraphs_joined = {"no blank line within entries"}


@pytest.fixture(scope="module")
def shared(project: Path) -> SharedPart:
    return read_shared(project)[0]


@pytest.fixture(params=["tables", "no tables"])
def tables(request: pytest.FixtureRequest, shared: SharedPart) -> SharedPart | None:
    return shared if request.param == "tables" else None


@pytest.mark.parametrize("edition", EDITIONS)
def test_it_reads_as_the_first_one(edition: str, tables: SharedPart | None) -> None:
    expected, _ = read_document(RECEIVED, FILE, tables)
    entries, findings = read_document(EDITIONS[edition], FILE, tables)
    assert told(findings) == []
    assert len(entries) == 28
    for entry, first in zip(entries, expected, strict=True):
        read, printed = values(entry), values(first)
        if edition in paragraphs_joined and printed.description:
            printed = printed._replace(description=printed.description.replace("\n\n", " "))
        assert read == printed


LINKS = {
    "in words": f"[> Pour accéder à la ressource]({ADDRESS})",
    "in words, with a title": f'[> Pour accéder à la ressource]({ADDRESS} "La ressource")',
    "between brackets": f"[> Pour accéder à la ressource](<{ADDRESS}>)",
    "in words, over two lines": f"[> Pour accéder à\nla ressource]({ADDRESS})",
    "in bold": f"**[> Pour accéder à la ressource]({ADDRESS})**",
    "between angles": f"<{ADDRESS}>",
    "bare": ADDRESS,
    "after a lead-in": f"Pour accéder à la ressource : {ADDRESS}",
    "after an arrow": f"→ Pour accéder à la ressource {ADDRESS}",
    "escaped": "[> Pour accéder](https://www.example.org/a\\_b(c)?d=e&amp;f=g)",
    "by reference": f"[> Pour accéder à la ressource][1]\n\n[1]: {ADDRESS}",
}


@pytest.mark.parametrize("form", LINKS)
def test_a_real_link_is_read(form: str, tables: SharedPart | None) -> None:
    expected, _ = read_document(RECEIVED, FILE, tables)
    text = TEXT.replace(LINK, LINKS[form])
    entries, findings = read_document(text, FILE, tables)
    assert told(findings) == []
    assert [entry.link and entry.link.text for entry in entries] == [ADDRESS] * 28
    assert [values(e)._replace(link=None) for e in entries] == [values(e) for e in expected]


def test_a_linked_title_is_a_link_where_no_line_has_one() -> None:
    text = f"## [MOBILITÉ]({ADDRESS})\n\nGuide (2020)\n\nAvise\n\nUn texte assez long.\n"
    (entry,), findings = read_document(text, FILE)
    assert entry.title.text == "MOBILITÉ"
    assert entry.link and entry.link.text == ADDRESS
    assert told(findings) == []


def test_windows_1252_is_read_and_reported() -> None:
    expected, _ = read_document(RECEIVED, FILE)
    entries, (problem,) = read_document(TEXT.encode("cp1252"), FILE)
    assert [values(entry) for entry in entries] == [values(entry) for entry in expected]
    assert codes([problem]) == ["not-utf-8"]
    assert problem.location is not None
    assert (problem.location.line, problem.location.character) == (12, 10)
    assert TEXT.split("\n")[11][9] == "é"


@pytest.mark.parametrize(
    ("codec", "name"), [("mac_roman", "Mac OS Roman"), ("cp850", "page de code 850 (MS-DOS)")]
)
def test_another_encoding_is_known_by_its_letters(codec: str, name: str) -> None:
    expected, _ = read_document(RECEIVED, FILE)
    text = TEXT.replace("\xa0", " ").replace("’", "'").replace("œ", "oe").replace("–", "-")
    entries, problems = read_document(text.encode(codec, "replace"), FILE)
    (problem,) = (each for each in problems if each.code == "import.not-utf-8")
    assert name in problem.message.fr
    assert [entry.title.text for entry in entries[:5]] == [e.title.text for e in expected[:5]]


def test_some_broken_letters_leave_the_others_what_they_are() -> None:
    content = TEXT.encode().replace("É".encode(), b"\xc9", 1)
    entries, problems = read_document(content, FILE)
    (problem,) = (each for each in problems if each.code == "import.bytes-broken")
    assert "\ufffd" in (problem.value or "")
    assert any("é" in entry.title.text.lower() for entry in entries)


def test_a_text_that_may_be_read_in_two_ways_is_not_read() -> None:
    content = b"## PAGE\n\n### A\n\nGuide (2020)\n\nAvise\n\nUn \xe9t\xe9 en r\x82seau.\n"
    entries, problems = read_document(content, FILE)
    assert entries == []
    (problem,) = (each for each in problems if each.code == "import.encoding-unclear")
    assert "Windows-1252" in problem.message.fr and "850" in problem.message.fr


def test_an_entry_more_is_an_entry_more(tables: SharedPart | None) -> None:
    added = "### TROIS ÎLES\n\nGuide (2023)\n\nRTES\n\nUn guide des îles.\n\n" + LINK + "\n\n"
    place = TEXT.index("### AGIR POUR UNE MOBILITÉ")
    entries, findings = read_document(TEXT[:place] + added + TEXT[place:], FILE, tables)
    assert told(findings) == []
    assert len(entries) == 29
    assert entries[16].title.text == "TROIS ÎLES"
    assert entries[16].section == entries[15].section
