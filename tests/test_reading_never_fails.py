"""Whatever the files hold, reading ends in values, findings or one clear error."""

import gzip
import io
import json
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from reading_folders import SETTINGS, TABLES, make_folder, read_all, written
from tressons_ld.catalogue.columns.ids import LONGEST_ID, slug
from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.tables import settings
from tressons_ld.findings.errors import TressonsError
from tressons_ld.findings.finding import Finding, Severity
from tressons_ld.rdf.terms import iri, text

NAMES = ("resources", "agents", "places", "series", "concepts", "additions")


def check_files(files: dict[str, bytes], **tables: list[dict[str, str]]) -> list[Entry | None]:
    """Read a folder of its own with these files instead of those of the base."""
    with tempfile.TemporaryDirectory() as folder:
        return check(make_folder(Path(folder), files=files, **tables))


def check(folder: Path) -> list[Entry | None]:
    """Read the folder; all that comes out can be written in UTF-8 and in RDF."""
    try:
        _, entries, findings = read_all(folder)
    except TressonsError as error:
        for sentence in error.text:
            assert sentence.encode()
            assert len(sentence) < 2000
        return []
    for finding in findings:
        check_finding(finding)
    for entry in filter(None, entries):
        text(entry.title)
        text(entry.description)
        for url in (entry.landing_page, *entry.pages):
            assert url is None or iri(url)
    return entries


def check_finding(finding: Finding) -> None:
    for language in ("fr", "en"):
        assert finding.in_language(language).encode()
    assert finding.location is not None
    if finding.value is not None:
        finding.value.encode()


@given(name=st.sampled_from(NAMES), content=st.binary(max_size=2000))
@example(name="resources", content=b'id\xff;"')
@example(name="resources", content=b"\xef\xbb\xbf\xef\xbb\xbfid")
def test_random_bytes_as_csv(name: str, content: bytes) -> None:
    check_files({f"{name}.csv": content})


@given(content=st.binary(max_size=2000))
@pytest.mark.parametrize("suffix", [".jsonl", ".csv.gz", ".xlsx", ".ods", ".jsonl.gz"])
def test_random_bytes_in_other_formats(suffix: str, content: bytes) -> None:
    check_files({f"resources{suffix}": content})


@given(content=st.binary(max_size=500), start=st.sampled_from([b"", SETTINGS.encode()]))
def test_random_bytes_as_settings(content: bytes, start: bytes) -> None:
    check_files({"catalogue.toml": start + content})


CELLS = st.one_of(
    st.sampled_from(
        ["", "a", "Étude", "avise", "Avize", "2019", "20l9", "https://a.example/", "a; b;;a", ";"]
    ),
    st.text(max_size=20),
    st.text(st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Mn"]), max_size=5),
)


def table_of(name: str) -> st.SearchStrategy[str]:
    known = {heading: heading for row in TABLES.get(name, []) for heading in row}
    headings = st.lists(
        st.one_of(
            st.sampled_from(
                [
                    *known,
                    "id",
                    "source",
                    "column",
                    "resource",
                    "issued",
                    "organisations",
                    "page",
                    "landing_page",
                    "download_url",
                    "format",
                    "size",
                    "based_on",
                    "within",
                    "bbox",
                ]
            ),
            st.text(max_size=8),
        ),
        max_size=8,
    )
    rows = st.lists(st.lists(CELLS, max_size=9), max_size=6)
    return st.builds(
        lambda head, body, mark: (
            mark.join(head)
            + "\n"
            + "\n".join(mark.join(quoted(cell) for cell in row) for row in body)
        ),
        headings,
        rows,
        st.sampled_from(",;\t"),
    )


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@given(data=st.data(), name=st.sampled_from(NAMES))
def test_random_tables(data: st.DataObject, name: str) -> None:
    content = data.draw(table_of(name)).encode("utf-8", "surrogatepass")
    check_files({f"{name}.csv": content})


@given(
    cells=st.dictionaries(
        st.sampled_from(
            [
                "id",
                "kind",
                "title",
                "description",
                "issued",
                "event_date",
                "period",
                "access_rights",
                "organisations",
                "persons",
                "publisher",
                "themes",
                "keywords",
                "language",
                "landing_page",
                "page",
                "download_url",
                "format",
                "size",
                "licence",
                "based_on",
                "section",
            ]
        ),
        CELLS,
    )
)
def test_random_cells_under_known_headings(cells: dict[str, str]) -> None:
    rows = [{**TABLES["resources"][0], **cells}, TABLES["resources"][1]]
    entries = check_files({}, resources=rows)
    assert len(entries) >= 1


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=10)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(
    lines=st.lists(
        st.dictionaries(
            st.one_of(st.sampled_from(["id", "kind", "title", "themes", "size"]), st.text()), JSON
        ),
        max_size=4,
    )
)
def test_random_json_lines(lines: list[dict[str, Any]]) -> None:
    content = "\n".join(json.dumps(line) for line in lines)
    check_files({"resources.jsonl": content.encode()})


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("id", "kind", "title"), ("a", "Étude", "A"), ("b", 3, "B")):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


WORKBOOK = workbook()


@given(data=st.data())
def test_workbooks_with_broken_parts(data: st.DataObject) -> None:
    source = zipfile.ZipFile(io.BytesIO(WORKBOOK))
    part = data.draw(st.sampled_from(source.namelist()))
    content = source.read(part)
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    broken = content[:start] + data.draw(st.binary(max_size=20)) + content[end:]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, broken if name == part else source.read(name))
    check_files({"resources.xlsx": target.getvalue()})


@given(st.text())
def test_what_passes_for_an_address_is_an_iri_to_every_reader(path: str) -> None:
    for url in (f"https://example.org/{path}", f"https://{path}.example.org/"):
        if is_url(url):
            line = f"<{url}> <{url}> {iri(url)} .\n"
            assert len(list(parse(line, format=RdfFormat.N_TRIPLES))) == 1


@given(st.text())
def test_a_slug_is_an_id_or_nothing(label: str) -> None:
    assert re.fullmatch("([a-z0-9]+(-[a-z0-9]+)*)?", slug(label))
    assert len(slug(label)) <= LONGEST_ID
    assert slug(slug(label)) == slug(label)


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file that cannot be read")
@pytest.mark.parametrize("name", ["resources.csv", "agents.csv", "catalogue.toml"])
def test_a_file_that_cannot_be_read_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    # A link is the only way to a file that nobody can read, and no link leads out of a catalogue.
    monkeypatch.setattr(settings, "refuse_links_out", lambda _folder: None)
    made = make_folder(tmp_path)
    (made / "data" / name).unlink()
    (made / "data" / name).symlink_to("/proc/self/mem")
    with pytest.raises(TressonsError, match=f"data/{name}: cannot be read"):
        read_all(made)


@pytest.mark.parametrize("name", ["resources.csv", "agents.csv"])
def test_a_folder_in_the_place_of_a_table_is_no_table(tmp_path: Path, name: str) -> None:
    made = make_folder(tmp_path)
    (made / "data" / name).unlink()
    (made / "data" / name).mkdir()
    check(made)


def test_the_whole_catalogue_cut_at_any_byte_is_read_or_refused(tmp_path: Path) -> None:
    content = written(TABLES["resources"]).encode()
    for end in range(len(content)):
        check(make_folder(tmp_path, files={"resources.csv": content[:end]}))


def test_findings_come_in_the_same_order_each_time(tmp_path: Path) -> None:
    content = gzip.compress(b"id,kind,title,description\n" + b"a;b,Roman,\x00,\xff\n" * 5)
    made = make_folder(tmp_path, files={"resources.csv.gz": content})
    first, second = read_all(made)[2], read_all(made)[2]
    assert first == second
    assert any(finding.severity is Severity.VIOLATION for finding in first)
