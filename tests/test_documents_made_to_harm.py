"""A document that is made to harm ends in a sentence, within bounds of size and time."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import tressons_ld
from tressons_ld.catalogue.documents import document_text
from tressons_ld.catalogue.documents.document_text import read_text
from tressons_ld.catalogue.documents.html_text import markdown_of, with_html_tables
from tressons_ld.findings.errors import FolderError

DOCUMENTS = Path(__file__).with_name("documents")


def written(folder: Path, name: str, text: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def archive(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return content.getvalue()


def docx(body: bytes, name: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(DOCUMENTS / "table.docx") as real:
        members = {each: real.read(each) for each in real.namelist()}
    return archive({**members, name: body})


_W = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
HOSTILE = {
    "a zip bomb": ("d.docx", lambda: archive({"word/document.xml": b" " * (8 << 20)})),
    "no archive": ("d.docx", lambda: b"PK\x03\x04 and nothing"),
    "an archive of nothing": ("d.docx", lambda: archive({})),
    "entities": (
        "d.docx",
        lambda: docx(
            b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
            + b"".join(
                b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12)
            )
            + b"]><w:document "
            + _W
            + b"><w:body><w:p><w:r><w:t>&m;</w:t></w:r></w:p></w:body></w:document>"
        ),
    ),
    "elements without an end": (
        "d.docx",
        lambda: docx(
            b"<w:document %b>%b%b</w:document>" % (_W, b"<w:p>" * 100_000, b"</w:p>" * 100_000)
        ),
    ),
    "no PDF": ("d.pdf", lambda: b"%PDF-1.7\nnothing"),
    "a PDF of nothing": ("d.pdf", lambda: b""),
    "cells without number": (
        "d.html",
        lambda: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>a" * 2_000 + b"</table>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("document", HOSTILE)
def test_a_hostile_document_ends_in_a_sentence(
    tmp_path: Path, document: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, made = HOSTILE[document]
    monkeypatch.setattr(document_text, "SECONDS", 30)
    monkeypatch.setattr(document_text, "_UNPACKED", 4 << 20)
    before = time.monotonic()
    with pytest.raises(FolderError) as refused:
        read_text(written(tmp_path, name, made()))
    assert time.monotonic() - before < 60
    assert refused.value.code.startswith("folder.document-")
    assert str(tmp_path / name) in refused.value.text.fr


def test_what_a_library_logs_of_a_document_is_not_shown(tmp_path: Path) -> None:
    drawn = b"/P0 g BT /F1 12 Tf 72 720 Td (Guide) Tj ET"
    objects = (
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources"
        b" <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>>>",
        b"<</Length %d>> stream\n%b\nendstream" % (len(drawn), drawn),
    )
    pdf = b"%PDF-1.4\n" + b"".join(
        b"%d 0 obj %b endobj\n" % numbered for numbered in enumerate(objects, start=1)
    )
    pdf += b"trailer <</Root 1 0 R>>\n"
    folder = copy_of_atelier(tmp_path / "atelier")
    done = tressons_ld("import", str(written(tmp_path, "d.pdf", pdf)), "--text", folder=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "Guide\n", "")


@pytest.mark.parametrize(
    ("part", "code"),
    [("word/document.xml", "folder.document-unpacks-large"), ("word/media/a.png", "")],
)
def test_the_text_of_a_document_has_a_bound_of_its_own(
    tmp_path: Path, part: str, code: str
) -> None:
    document = tmp_path / "d.docx"
    document.write_bytes(docx(b"<w:document %b><w:body/></w:document>" % _W))
    with zipfile.ZipFile(document, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"x/{part}", bytes(129 << 20))
    found = ""
    try:
        read_text(document)
    except FolderError as error:
        found = error.code
    assert found == code


@pytest.mark.parametrize("name", ["word/document.xml", "word/body.xml"])
def test_a_document_of_too_many_tags_is_told_before_it_is_read(name: str, tmp_path: Path) -> None:
    body = b"<w:body>" + b"<w:p/>" * 1_500_000 + b"</w:body>"
    content = docx(b"<w:document %b>%b</w:document>" % (_W, body), name)
    with pytest.raises(FolderError) as refused:
        read_text(written(tmp_path, "d.docx", content))
    assert refused.value.code == "folder.document-of-tags"


def test_a_document_that_takes_too_long_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(document_text, "SECONDS", 0.01)
    with pytest.raises(FolderError, match="takes more than"):
        read_text(DOCUMENTS / "table.pdf")


def test_nested_tags_take_time_by_their_number_and_not_by_its_square() -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        markdown_of("<div><b><ul><li><table><tr><td>" * times)
        return time.process_time() - start

    assert any(seconds(10_000) < 40 * max(seconds(1_000), 0.01) for _ in range(3))


def test_the_lines_around_a_table_take_time_by_their_number_and_not_by_its_square() -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        with_html_tables("a\n" * times + "<table></table>")
        return time.process_time() - start

    assert any(seconds(10_000) < 40 * max(seconds(1_000), 0.01) for _ in range(3))
