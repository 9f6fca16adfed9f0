"""Any document: each entry comes back once, in its order, or a finding says why not."""

import csv
import io
import re
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from received_documents import FILE, PROJECT, Notice, codes, told, values
from tressons_ld.catalogue.importer import (
    ImportedEntry,
    propose_rows,
    read_document,
    write_table,
)
from tressons_ld.catalogue.importer.layout import plain
from tressons_ld.catalogue.model import RESOURCES, SharedPart
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.finding import Finding

LINK = "[> Pour accéder à la ressource](#)"
SECTIONS = [
    "Comprendre la place de l'ESS dans les territoires ruraux",
    "S'inspirer des solutions existantes",
    "Passer à l'action et coconstruire les projets",
]

words = st.sampled_from(
    [
        "l'eau", "d'un", "été", "çà", "où", "œuvre", "île", "naïve", "tiers-lieux", "aujourd’hui",
        "projet", "mobilité", "rurale", "emploi", "foncier", "habitants", "territoire", "économie",
        "sociale", "solidaire", "élus", "ferme", "école", "réseau", "a", "y", "3", "2020", "et",
    ]
)  # fmt: skip
sentences = st.lists(words, min_size=5, max_size=12).map(lambda w: f"Il dit {' '.join(w)}.")
titles = st.lists(words, min_size=3, max_size=9).map(lambda w: f"UN {' '.join(w)}".upper())
authors = st.sampled_from(
    [
        "Avise",
        "RTES",
        "Avise, RTES",
        "Avise et RTES",
        "Avise, ExtraCité et RTES",
        "Avise, RTES et Observatoire national de l'ESS du CNCRESS",
        "Avise et Ecole Urbaine de Sciences Po (Oriane LOUVEAU, Pinelopi PAPPA)",
    ]
)
links = st.sampled_from(
    [
        LINK,
        "[> Lire](https://a.example.org/b_c)",
        "<https://a.example.org/b_c>",
        "https://a.example.org/b_c",
        "Lire : https://a.example.org/b_c",
    ]
)
DAMAGES = st.sampled_from(
    [
        {"kind": None, "year": None},
        {"year": None},
        {"year": "20l9"},
        {"authors": None},
        {"paragraphs": []},
        {"link": None},
    ]
)
notices = st.builds(
    Notice,
    title=titles,
    kind=st.sampled_from(["Webinaire", "Guide", "Fiche pratique", "Etude de cas", "Mode d'emploi"]),
    year=st.integers(1900, 2099).map(str),
    authors=authors,
    paragraphs=st.lists(sentences, min_size=1, max_size=3),
    link=links,
)


class Composed(NamedTuple):
    """A document, what its entries print, each with its section, and which one is damaged."""

    text: str
    entries: list[tuple[str, Notice]]
    damaged: int


@st.composite
def composed_documents(draw: st.DrawFn, *, damages: bool = False) -> Composed:
    """A document written as one converter or another would, with an entry damaged or none."""
    entries = [
        (section, notice)
        for section in SECTIONS
        for notice in draw(st.lists(notices, max_size=4, unique_by=lambda n: n.title.casefold()))
    ]
    assume(entries)
    damaged = draw(st.integers(0, len(entries) - 1)) if damages else -1
    if damages:
        section, notice = entries[damaged]
        damage = draw(st.lists(DAMAGES, min_size=1, max_size=2, unique_by=lambda d: sorted(d)[0]))
        entries[damaged] = section, replace(notice, **{k: v for d in damage for k, v in d.items()})
    lines = ["# Un catalogue", "", "Un texte d'introduction.", ""]
    level, before = 1, ""
    for place, (section, notice) in enumerate(entries):
        if section != before or draw(st.integers(0, 4)) == 0:
            level, before = draw(st.integers(1, 3)), section
            lines += [f"{'#' * level} {section}", ""]
        bold = draw(st.booleans())
        for number, line in enumerate(notice.lines(level + 1)):
            marked = bold and 0 < number < 3 and place != damaged
            lines += [f"**{line}**" if marked else line, *[""] * draw(st.integers(1, 2))]
        lines += draw(st.sampled_from([(), (" ",), ("---", ""), ("<!-- page -->", "")]))
    ending = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    return Composed(draw(st.sampled_from(["", "\ufeff"])) + ending.join(lines), entries, damaged)


@cache
def tables() -> SharedPart:
    """The shared part of this catalogue; as an argument it would be in every report."""
    return read_shared(PROJECT)[0]


@given(document=composed_documents())
def test_each_entry_comes_back_with_its_values(document: Composed) -> None:
    entries, findings = read_document(document.text, FILE, tables())
    assert set(codes(findings)) <= {"title-repeated"}, told(findings)
    assert len(entries) == len(document.entries)
    for entry, (section, notice) in zip(entries, document.entries, strict=True):
        address = re.search(r"https://[^\s<>()]*", notice.link or "")
        read = values(entry)
        assert read.section == section
        assert read.title == notice.title.replace("’", "'")
        assert (read.kind, read.issued) == (notice.kind, notice.year)
        assert read.authors == notice.authors
        assert read.description == "\n\n".join(notice.paragraphs).replace("’", "'")
        assert read.link == (address[0] if address else None)
    check_places(entries, findings, document.text)


@given(document=composed_documents(damages=True))
def test_a_damaged_entry_is_there_and_told(document: Composed) -> None:
    entries, findings = read_document(document.text, FILE, tables())
    printed = [notice.title.replace("’", "'") for _, notice in document.entries]
    assert [values(entry).title for entry in entries] == printed
    begins = entries[document.damaged].title.line
    following = [entry.title.line for entry in entries[document.damaged + 1 :]]
    places = [
        finding.location.line
        for finding in findings
        if finding.location and finding.code != "import.title-repeated"
    ]
    assert places
    for place in places:
        assert place is not None
        assert begins <= place < min(following, default=place + 1)
    check_places(entries, findings, document.text)


PIECES = [
    "#", "##", "###", " ", "  ", "\t", "\n", "\n\n", "\r", "\r\n", "\u00a0", "\f", "\x85",
    "Webinaire", "Guide", "(2020)", "(20l9)", "()", "(", ")", "[", "]", "](", "](#)", "[1]: ",
    "**", "*", "_", "__", ">", "- ", "1. ", "---", "===", "<!--", "-->", "<", "\\", "&amp;", "&#0;",
    "Avise", "RTES", ", ", " et ", ";", ":", ".", "TITRE", "mot", LINK, "https://example.org/a",
    "www.a.fr", "\x00", "\ud800", "\ufeff", "\ufffd", "é", "e\u0301", "日本", *SECTIONS,
    # Of signs alone no entry would come about.
    *["\n### Titre\nGuide (2020)\n", "\nAvise\n\nUn texte.\n\n[Lien](https://example.org/)\n"] * 5,
]  # fmt: skip


@given(text=st.lists(st.sampled_from(PIECES), max_size=80).map("".join))
def test_no_text_makes_it_fail(text: str) -> None:
    for shared in (tables(), None):
        entries, findings = read_document(text, FILE, shared)
        assert entries or "no-entry" in codes(findings)
        check_places(entries, findings, text)
        check_rows(entries, shared)


@given(text=st.text())
def test_no_characters_make_it_fail(text: str) -> None:
    entries, findings = read_document(text, FILE)
    check_places(entries, findings, text)
    check_rows(entries, None)


@given(content=st.binary())
def test_no_bytes_make_it_fail(content: bytes) -> None:
    entries, findings = read_document(content, FILE)
    assert entries or {"no-entry", "not-text"} & set(codes(findings))


@given(text=st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=60))
def test_escaped_text_is_that_text(text: str) -> None:
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)
    assert plain(escaped, {}) == (text, text, ())


def check_places(entries: list[ImportedEntry], findings: list[Finding], document: str) -> None:
    """Every place is in the document, entries follow each other, ids differ."""
    lines = re.split(r"\r\n|\r|\n", document)
    for finding in findings:
        assert finding.location is not None and finding.location.line is not None
        assert 1 <= finding.location.line <= len(lines)
        if finding.location.character is not None:
            line = lines[finding.location.line - 1]
            assert 1 <= finding.location.character <= len(line) + 1
        assert finding.in_language("fr") and finding.in_language("en")
    begins = [(entry.title.line, entry.title.character) for entry in entries]
    assert begins == sorted(set(begins))
    ids = [entry.id for entry in entries]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", id) and len(id) <= 100 for id in ids)


def check_rows(entries: list[ImportedEntry], shared: SharedPart | None) -> None:
    """The table written of the entries is read back as it was."""
    rows = propose_rows(entries, shared)
    written = write_table(rows)
    assert written.encode("utf-8")
    read = list(csv.DictReader(io.StringIO(written, newline=""), strict=True))
    columns = [column.name for column in RESOURCES.columns if not column.editorial]
    assert [set(row) - set(columns) for row in rows] == [set()] * len(rows)
    assert [{c: row.get(c, "") for c in columns} for row in rows] == read
