"""``embed --into``: the JSON-LD of a resource in pages of others, and nothing else changed."""

import json
import os
import stat
from pathlib import Path

import extruct
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier
from command_line import tressons_ld
from tressons_ld import open_catalogue
from tressons_ld.api import OpenCatalogue
from tressons_ld.consumers.existing_pages.existing_page import ExistingPage, UnusablePageError
from tressons_ld.consumers.existing_pages.html_tags import BrokenHtmlError, tags
from tressons_ld.consumers.existing_pages.source_text import SourceText
from tressons_ld.consumers.web_page import script

ID = "guide-du-velo"
IRI = f"https://id.example.net/atelier/ressource/{ID}"
LANDING = "https://www.example.net/guide"
HEAD = "<!doctype html>\n<html><head>\n<title>é</title>\n{head}  </head>\n<body>à</body></html>\n"
MARKED = (
    '<!doctype html>\n<html data-tressons-id="guide-du-velo">\n<head></head>\n<body>é</body></html>'
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> OpenCatalogue:
    folder = copy_of_atelier(tmp_path_factory.mktemp("pages") / "folder")
    return open_catalogue(folder, date="2026-11-23")


def page_of(folder: Path, content: bytes | str, name: str = "page.html") -> Path:
    page = folder / name
    page.write_bytes(content.encode() if isinstance(content, str) else content)
    return page


def refused(catalogue: OpenCatalogue, page: Path) -> tuple[str, int | None]:
    """The code and line of what is wrong with a page; it must be as it was."""
    before = page.read_bytes()
    changed, (finding,) = catalogue.embed_into([page])
    assert changed == []
    assert page.read_bytes() == before
    assert finding.location is not None
    assert finding.location.file == str(page)
    return finding.code, finding.location.line


def canonical(address: str) -> str:
    return HEAD.format(head=f'<link rel="canonical" href="{address}">\n')


# --- where it goes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        IRI,
        f"{IRI}#fiche",
        f"https://www.example.net/atelier/ressource/{ID}.html",
        f"https://www.example.net/atelier/en/ressource/{ID}.html",
        f"HTTPS://WWW.example.net/atelier/ressource/{ID}",
        LANDING,
        f"{LANDING}/",
    ],
)
def test_a_page_is_known_by_its_canonical_address(
    catalogue: OpenCatalogue, tmp_path: Path, address: str
) -> None:
    page = page_of(tmp_path, canonical(address))
    assert catalogue.embed_into([page]) == ([page], [])
    (data,) = extruct.extract(page.read_text("utf-8"), syntaxes=["json-ld"])["json-ld"]
    assert data == catalogue.page(ID)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-8-sig", ""),
        ("latin-1", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
        ("cp1252", "<meta charset=windows-1252>"),
        ("mac-roman", ""),
        ("shift-jis", "<meta charset=shift_jis>"),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", ""),
    ],
)
def test_nothing_else_changes_by_a_byte(
    catalogue: OpenCatalogue, tmp_path: Path, encoding: str, declared: str, line_end: str
) -> None:
    words = {"shift-jis": "表示 ソ", "mac-roman": "déjà «"}.get(encoding, "déjà")
    text = f'''<!doctype html>
<html><head>{declared}
<title>{words}</title>
<link rel="canonical" href="{LANDING}">
  </head>
<body>{words}</body></html>
'''.replace("\n", line_end)
    before = text.encode(encoding)
    page = page_of(tmp_path, before)
    assert catalogue.embed_into([page]) == ([page], [])
    after = page.read_bytes()
    start = next(at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    length = len(after) - len(before)
    for at in range(start, start - 20, -1):
        if after[:at] + after[at + length :] == before:
            break
    else:
        raise AssertionError("something else has changed")
    written = after.decode(encoding)
    block = written[written.index("<script") : written.index("</script>")]
    assert json.loads(block[block.index(">") + 1 :]) == catalogue.page(ID)
    assert set(block.replace(line_end, "")) & {"\r", "\n"} == set()
    # Twice is once.
    assert catalogue.embed_into([page]) == ([], [])
    assert page.read_bytes() == after


def test_an_element_that_names_a_resource_is_enough(
    catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    page = page_of(tmp_path, MARKED)
    assert catalogue.embed_into([page]) == ([page], [])
    text = page.read_text("utf-8")
    element = text[text.index("<script") : text.index("</script>") + len("</script>")]
    assert element.startswith(f'<script type="application/ld+json" data-tressons-id="{ID}">')
    assert text.replace(f"{element}\n", "") == MARKED


def test_an_older_snippet_is_replaced_where_it_stands(
    catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    older = script({"@context": {}, "@id": IRI, "name": "</script> Ancien"})
    other = script({"@id": "https://www.example.org/autre", "name": "Autre"})
    page = page_of(tmp_path, f"<head>{other}</head><body><p>a{older}b<p>c")
    assert catalogue.embed_into([page]) == ([page], [])
    text = page.read_text("utf-8")
    assert text.startswith(f"<head>{other}</head><body><p>a<script ")
    assert text.endswith("</script>\nb<p>c")
    assert "Ancien" not in text
    blocks = extruct.extract(text, syntaxes=["json-ld"])["json-ld"]
    assert blocks[1] == catalogue.page(ID)


def test_a_snippet_is_refreshed_when_the_table_changes(
    catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    page = page_of(tmp_path, MARKED)
    catalogue.embed_into([page])
    good = page.read_bytes()
    page.write_bytes(good.replace(b'"Guide du v', b'"Autre du v'))
    assert page.read_bytes() != good
    assert catalogue.embed_into([page]) == ([page], [])
    assert page.read_bytes() == good


def test_what_a_template_holds_is_no_part_of_the_page(
    catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    other = IRI.replace("guide-du-velo", "carnet-de-voyage")
    inert = (
        f"<template><head><link rel=canonical href={other}></head>"
        f"<template></template>{script({'@id': IRI})}</template>"
    )
    page = page_of(tmp_path, f"<head><link rel=canonical href={IRI}></head><body>{inert}")
    assert catalogue.embed_into([page]) == ([page], [])
    head, _, body = page.read_text("utf-8").partition("</head>")
    assert f'data-tressons-id="{ID}"' in head
    assert body == f"<body>{inert}"


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("<p>Sans rien</p>", "page.no-head", None),
        ("<head></head>\n<head></head>", "page.two-heads", 2),
        ("<head>\n<head></head>", "page.two-heads", 2),
        ("<head>\n<body>", "page.broken", 1),
        ("<head></head>\n<!-- sans fin", "page.broken", 2),
        ("<head></head>\r\n\r\n<a href='x>", "page.broken", 3),
        ("<head></head>\n<script>if (a < b)", "page.broken", 2),
        ("<head></head><body>", "page.about-nothing", None),
        ("<head>\n<link rel=canonical href=https://x.example/></head>", "page.about-nothing", 2),
        ("<head>\n<link rel=canonical href='http://['></head>", "page.about-nothing", 2),
        ("<head></head>\n<p data-tressons-id=inconnu>", "page.unknown-id", 2),
        (b"\xff\xfe\0\0<\0\0\0", "page.encoding", None),
        (b"\xff\xfe<\0h", "page.encoding", None),
        ("<meta charset=iso-2022-jp><head></head>", "page.encoding", None),
        ("", "page.no-head", None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "page.encoding", None),
    ],
)
def test_what_cannot_be_done_is_told_at_its_line_and_nothing_is_written(
    catalogue: OpenCatalogue, tmp_path: Path, content: bytes | str, code: str, line: int | None
) -> None:
    assert refused(catalogue, page_of(tmp_path, content)) == (code, line)


def test_a_page_with_two_snippets_of_one_resource_is_refused(
    catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    older = script({"@id": IRI})
    page = page_of(tmp_path, f"<head>\n{older}{older}</head>")
    assert refused(catalogue, page) == ("page.two-snippets", 2 + older.count("\n"))


def test_one_bad_page_among_many_leaves_all_as_they_were(
    catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    good, bad = page_of(tmp_path, MARKED), page_of(tmp_path, "<p>", "bad.html")
    changed, findings = catalogue.embed_into([good, bad, tmp_path / "missing.html"])
    assert (changed, good.read_text("utf-8")) == ([], MARKED)
    assert [each.code for each in findings] == ["page.no-head", "page.unreadable"]


def test_a_page_that_is_read_only_is_refused(catalogue: OpenCatalogue, tmp_path: Path) -> None:
    page = page_of(tmp_path, MARKED)
    page.chmod(0o444)
    assert refused(catalogue, page) == ("page.read-only", None)


def test_a_page_keeps_its_rights_and_the_link_that_leads_to_it(
    catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    page, link = page_of(tmp_path, MARKED), tmp_path / "link.html"
    page.chmod(0o640)
    link.symlink_to(page)
    assert catalogue.embed_into([link]) == ([link], [])
    assert link.is_symlink()
    assert stat.S_IMODE(page.stat().st_mode) == 0o640
    assert ID in page.read_text("utf-8")
    assert sorted(os.listdir(tmp_path)) == ["link.html", "page.html"]


# --- tags -------------------------------------------------------------------------------------


def names(text: str) -> list[str]:
    return [f"{'/' * tag.closing}{tag.name}" for tag in tags(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p title=it's>a<b>", ["p", "b"]),
        ("<p title='>'><b a=\">\" c>", ["p", "b"]),
        ("a < b <3 <b>", ["b"]),
        ("<!--><b><!-- <i> --><!---><u><!-- --!><s>", ["b", "u", "s"]),
        ("<script><!-- <script></script> --> <p></script><b>", ["script", "/script", "b"]),
        ("<script><!-- </script><b>", ["script", "/script", "b"]),
        ("<title><head></TITLE ><b>", ["title", "/title", "b"]),
        ("<svg><style/><b></svg>", ["svg", "style", "b", "/svg"]),
        ("<textarea></head></textarea>", ["textarea", "/textarea"]),
        ("<br/><img src=a/>", ["br", "img"]),
    ],
)
def test_tags_are_found_as_a_browser_finds_them(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@given(st.text("<>/!-= \"'abheadscript\n", max_size=60))
def test_any_text_has_tags_in_their_order_or_is_broken(text: str) -> None:
    try:
        found = list(tags(text))
    except BrokenHtmlError as error:
        assert text[error.offset] == "<"
        return
    reached = 0
    for tag in found:
        assert reached <= tag.start < tag.end <= tag.content <= len(text)
        reached = tag.content


@given(st.binary(max_size=80).map(lambda some: b"<head></head>" + some))
def test_a_page_of_any_bytes_is_itself_or_is_refused(content: bytes) -> None:
    try:
        page = ExistingPage("page.html", content)
    except UnusablePageError:
        return
    assert page.with_snippets({}) == content
    new = page.with_snippets({"x": {"@id": "https://example.org/x", "name": "é\U0001f6b2"}})
    at = new.index(b"<script")
    assert new[:at] + new[new.index(b"</script>") + len(b"</script>\n") :] == content or (
        SourceText(content).line_end != "\n"
    )


# --- the command ------------------------------------------------------------------------------


def test_the_command_tells_which_pages_changed(catalogue: OpenCatalogue, tmp_path: Path) -> None:
    good, same = page_of(tmp_path, MARKED), page_of(tmp_path, MARKED, "same.html")
    catalogue.embed_into([same])
    done = tressons_ld("embed", "--into", str(good), str(same), folder=catalogue.path)
    assert (done.returncode, done.stdout) == (0, f"{good}\n")
    assert "1 page modifiée sur 2" in done.stderr


def test_the_command_tells_what_is_wrong_in_the_language_of_its_reader(
    catalogue: OpenCatalogue, tmp_path: Path
) -> None:
    page = page_of(tmp_path, "<head></head>\n<p data-tressons-id=inconnu>")
    done = tressons_ld("embed", "--into", str(page), "--lang", "en", folder=catalogue.path)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"{page}:2" in done.stderr
    assert '"inconnu"' in done.stderr


@pytest.mark.parametrize("options", [(), ("--card",)])
def test_an_id_that_is_misspelt_is_told_with_the_one_like_it(
    catalogue: OpenCatalogue, options: tuple[str, ...]
) -> None:
    done = tressons_ld("embed", *options, ID[:-1], folder=catalogue.path)
    assert (done.returncode, done.stdout) == (1, "")
    assert f"« {ID[:-1]} » : pas de ressource de cet identifiant" in done.stderr
    assert f"Vouliez-vous dire « {ID} » ?" in done.stderr


def test_a_card_presents_a_resource_and_leads_to_its_page(catalogue: OpenCatalogue) -> None:
    done = tressons_ld("embed", "--card", ID, folder=catalogue.path)
    assert done.returncode == 0
    assert done.stdout == catalogue.card(ID)
    assert f'href="https://www.example.net/atelier/ressource/{ID}.html"' in done.stdout
    for words in ("Guide du vélo", "2019", "Camille Roue"):
        assert words in done.stdout
    assert done.stdout.count("<article") == done.stdout.count("</article>") == 1
