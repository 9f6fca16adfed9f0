"""Each file of a resource has its own format, size and licence, and a name that stays."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cell_values import only
from reading_folders import make_folder, read_all, with_cell
from tressons_ld.catalogue.model import Distribution
from tressons_ld.catalogue.tables.distributions import distribution_names


def distributions_of(tmp_path: Path, urls: str, **cells: str) -> tuple[Distribution, ...]:
    first, *others = make_rows()
    folder = make_folder(tmp_path, resources=[{**first, "download_url": urls, **cells}, *others])
    _, entries, findings = read_all(folder)
    assert findings == []
    assert entries[0] is not None
    return entries[0].distributions


def test_each_file_has_its_own_format_size_and_licence(tmp_path: Path) -> None:
    files = distributions_of(
        tmp_path,
        "https://example.org/a.pdf; https://example.org/b; https://example.org/c.pdf",
        format="pdf;;PDF",
        size="1200;;",
        licence=";;https://example.org/licence",
    )
    assert [(d.name, d.format, d.size, d.licence) for d in files] == [
        ("distribution-a-pdf", "PDF", 1200, None),
        ("distribution-b", None, None, None),
        ("distribution-c-pdf", "PDF", None, "https://example.org/licence"),
    ]


@pytest.mark.parametrize(
    "urls",
    [
        "https://example.org/b.pdf",
        "https://example.org/b.pdf; https://example.org/a.pdf",
        "https://example.org/c.html; https://example.org/b.pdf",
        "http://www.example.org/2021/b.pdf#page=2",
    ],
)
def test_a_file_keeps_its_name_whatever_stands_beside_it(tmp_path: Path, urls: str) -> None:
    assert "distribution-b-pdf" in [d.name for d in distributions_of(tmp_path, urls)]


def test_files_of_one_name_are_told_apart_by_their_addresses(tmp_path: Path) -> None:
    one, other = "https://a.example.org/b.pdf", "https://c.example.org/b.pdf"
    names = {d.download_url: d.name for d in distributions_of(tmp_path, f"{one}; {other}")}
    turned = {d.download_url: d.name for d in distributions_of(tmp_path, f"{other}; {one}")}
    assert names == turned
    assert len(set(names.values())) == 2


SEGMENTS = st.sampled_from(["a.pdf", "A.pdf", "%C3%A9tude.pdf", "b", "b?x=1", "b#c", "日本", ""])


ADDRESSES = st.lists(SEGMENTS.map("https://example.org/{}".format), min_size=1, max_size=6)


@given(ADDRESSES)
def test_no_two_files_of_an_entry_have_one_name(urls: list[str]) -> None:
    names = distribution_names(urls)
    assert len(set(names)) == len(urls)
    assert all(re.fullmatch("distribution-[a-z0-9-]+", name) for name in names)


@given(ADDRESSES, st.data())
def test_taking_a_file_away_gives_its_name_to_no_other(
    urls: list[str], data: st.DataObject
) -> None:
    addresses = list(dict.fromkeys(urls))
    kept = data.draw(st.permutations(addresses))[: data.draw(st.integers(0, len(addresses)))]
    before = dict(zip(distribution_names(addresses), addresses, strict=True))
    after = dict(zip(distribution_names(kept), kept, strict=True))
    assert all(before[name] == url for name, url in after.items() if name in before)


def make_rows() -> list[dict[str, str]]:
    return with_cell("download_url", "https://example.org/a")


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("format", "PDFF", "reference.unknown-format"),
        ("format", "PDF; HTML", "table.distribution-count"),
        ("size", "1,2 Mo", "table.size-unreadable"),
        ("size", "-1", "table.size-unreadable"),
        ("size", "٣", "table.size-unreadable"),
        ("licence", "CC-BY", "reference.unknown-licence"),
        ("licence", "htp://example.org/a", "table.url-scheme"),
    ],
)
def test_a_wrong_word_about_a_file_is_found(
    tmp_path: Path, column: str, value: str, code: str
) -> None:
    first, *others = make_rows()
    rows = [{**first, column: value}, *others]
    _, entries, findings = read_all(make_folder(tmp_path, resources=rows))
    assert only(findings).code == code
    assert entries[0] is not None
    assert entries[0].distributions[0].download_url == "https://example.org/a"
