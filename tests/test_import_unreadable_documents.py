"""What is no catalogue gives one clear finding; what is hostile takes no longer than the rest."""

import time
import zipfile
from io import BytesIO

import pytest

from received_documents import FILE, RECEIVED, Notice, codes, composed
from tressons_ld.catalogue.importer import decode, read_document


def archive() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", RECEIVED)
    return content.getvalue()


NOT_TEXT = {
    "an archive": archive(),
    "an image": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0",
    "nothing but NUL": b"\0" * 1000,
    "UTF-16 without its mark": RECEIVED.decode("utf-8").encode("utf-16-le"),
    "every byte": bytes(range(256)),
}
NO_ENTRY = {
    "nothing": "",
    "a line end": "\n",
    "a byte order mark": "\ufeff",
    "one word": "Bonjour",
    "headings": "# A\n\n## B\n\n### C\n",
    "prose": "# Un rapport\n\nUn texte.\n\n## Une partie\n\nUn autre texte.\n",
    "a table of contents": "# Sommaire\n\n- [Un](#un)\n- [Deux](#deux)\n",
    "a comment never closed": "<!-- # A",
}


@pytest.mark.parametrize("content", NOT_TEXT)
def test_what_is_no_text_is_told_so(content: str) -> None:
    entries, findings = read_document(NOT_TEXT[content], FILE)
    assert entries == []
    assert codes(findings) == ["not-text"]


@pytest.mark.parametrize("content", NO_ENTRY)
def test_a_text_without_an_entry_is_told_so(content: str) -> None:
    entries, findings = read_document(NO_ENTRY[content], FILE)
    assert entries == []
    assert codes(findings) == ["no-entry"]


def test_one_nul_in_a_long_text_does_not_make_it_binary() -> None:
    document = RECEIVED.replace(b"Durant trois ans", b"Durant\0 trois ans")
    _, findings = decode(document, FILE)
    assert findings == []
    entries, findings = read_document(document, FILE)
    assert (len(entries), codes(findings)) == (28, ["character-unreadable"])


@pytest.mark.parametrize("half", ["\ud800", "\udfff", "\ufffe", "\x85", "\x1b"])
def test_what_no_text_may_hold_is_left_out_and_told(half: str) -> None:
    document = composed(Notice(title=f"LA MOBI{half}LITÉ"))
    (entry,), (problem,) = read_document(document, FILE)
    assert entry.title.text == "LA MOBILITÉ"
    assert problem.code == "import.character-unreadable"
    assert problem.location and (problem.location.line, problem.location.character) == (3, 11)
    assert problem.in_language("fr").encode("utf-8")


def test_markup_in_a_title_is_text() -> None:
    title = "</script> <!-- <b>A & B</b> \u202e =cmd()"
    (entry,), findings = read_document(composed(Notice(title=title)), FILE)
    assert entry.title.text == title
    assert codes(findings) == []


def hostile_lines(times: int) -> dict[str, str]:
    """Return lines in which something is said so many times."""
    return {
        "brackets": "[" * times,
        "closed brackets": "[a]" * times,
        "links in links": "[a](" * times,
        "images": "![a](" * times,
        "stars": "*a " * times,
        "double stars": "**a " * times,
        "underscores": "_a " * times,
        "angles": "<a:" * times,
        "comments": "<!--" * times + "-->",
        "spaces": "a" + " " * times + "b",
        "no-break spaces": "a" + "\u00a0" * times + "b",
        "quotations": "> " * times + "a",
        "marks": "#" * times,
        "heading with spaces": "# a" + " " * times + "#",
        "backslashes": "\\" * times,
        "commas": "A, " * times,
        "parentheses": "(" * times + ")" * times,
        "names in parentheses": "A (B), " * times,
        "character references": "&amp;" * times,
        "addresses": "https://a " * times,
        "an address of dots": "https://a" + "." * times,
        "an address of brackets": "https://a" + ")" * times,
        "one line": "a " * times,
        "rules": "- " * times,
        "colons": "a : " * times,
    }


def seconds_for(line: str, place: str) -> float:
    """Return the processor's seconds for reading a document with the line at a place."""
    document = {
        "alone": line,
        "as authors": composed(Notice(authors=line)),
        "in the description": composed(Notice(paragraphs=[line])),
        "as title": composed(Notice(title=line)),
    }[place]
    start = time.process_time()
    entries, findings = read_document(document, FILE)
    end = time.process_time()
    assert entries or findings
    return end - start


@pytest.mark.parametrize("text", hostile_lines(0))
@pytest.mark.parametrize("place", ["alone", "as authors", "in the description", "as title"])
def test_a_hostile_line_takes_time_by_its_length_and_not_by_its_square(
    text: str, place: str
) -> None:
    def grew_by_its_length() -> bool:
        short, long = (seconds_for(hostile_lines(times)[text], place) for times in (3_000, 30_000))
        # Ten times as much, but for what the clock and the processor's caches make of it.
        return long < 40 * max(short, 0.01)

    # What else a machine has to do makes a reading slower, never faster.
    assert any(grew_by_its_length() for _ in range(3))
