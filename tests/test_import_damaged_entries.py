"""An entry that is damaged is still there, with a finding; the entries around it are untouched."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from received_documents import (
    FILE,
    LINES,
    RECEIVED,
    Edit,
    Place,
    Values,
    codes,
    places,
    values,
    with_lines,
)
from tressons_ld.catalogue.importer import read_document
from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.tables.shared_tables import read_shared

PLACES = places()
SECTIONS = [
    "Comprendre la place de l'ESS dans les territoires ruraux",
    "S'inspirer des solutions existantes",
    "Passer à l'action et coconstruire les projets",
]


class Damage(NamedTuple):
    """What is done to an entry, what is told of it, and the values that are no longer the same."""

    edit: Edit
    told: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


def kind_line(old: str, new: str) -> Edit:
    return lambda p: {p.kind: re.sub(old, new, LINES[p.kind])}


def link_line(text: str) -> Edit:
    return lambda p: {p.link: text}


def without(*lines: str) -> Edit:
    return lambda p: {getattr(p, line): "" for line in lines}


def page_break(after: str, level: int) -> Edit:
    def edit(place: Place) -> dict[int, str]:
        section = SECTIONS[sum(PLACES.index(place) >= first for first in (14, 21))]
        at: int = getattr(place, after)
        return {at: f"{LINES[at]}\n\n{'#' * level} {section}\n\n"}

    return edit


YEAR, KIND = ("issued",), ("kind",)
AUTHORS = ("authors", "organisations")
DAMAGES = {
    "no kind line": Damage(without("kind"), ("kind-line-missing",), KIND + YEAR),
    "no year": Damage(kind_line(r" \(.*", ""), ("year-missing",), YEAR),
    "an empty year": Damage(kind_line(r"\(.*", "()"), ("year-missing",), YEAR),
    "a letter in the year": Damage(kind_line(r"\(.*", "(20l9)"), ("year-unreadable",), YEAR),
    "two years": Damage(kind_line(r"\(.*", "(2019-2020)"), ("year-unreadable",), YEAR),
    "a year too long": Damage(kind_line(r"\(.*", "(20200)"), ("year-unreadable",), YEAR),
    "the year zero": Damage(kind_line(r"\(.*", "(0)"), ("year-unreadable",), YEAR),
    "no date": Damage(kind_line(r"\(.*", "(s. d.)"), ("year-unreadable",), YEAR),
    "an open bracket": Damage(kind_line(r"\)", "")),
    "square brackets": Damage(kind_line(r"\((.*)\)", r"[\1]")),
    "a comma for brackets": Damage(kind_line(r" \((.*)\)", r", \1")),
    "a full stop after the year": Damage(kind_line(r"$", ".")),
    "an unknown kind": Damage(lambda p: {p.kind: "Balado (2020)"}, ("kind-unknown",), KIND + YEAR),
    "an unknown kind, no year": Damage(
        lambda p: {p.kind: "Balado"}, ("kind-unknown", "year-missing"), KIND + YEAR
    ),
    "no authors": Damage(without("authors"), ("authors-missing",), (*AUTHORS, "persons")),
    "kind after authors": Damage(
        lambda p: {p.kind: LINES[p.authors], p.authors: LINES[p.kind]},
    ),
    "no description": Damage(
        lambda p: dict.fromkeys(range(p.description, p.link), ""),
        ("description-missing",),
        ("description",),
    ),
    "no link": Damage(without("link"), ("link-missing",)),
    "a link without an address": Damage(link_line("[> Pour accéder à la ressource]()")),
    "a script for a link": Damage(
        link_line("[> Pour accéder](javascript:alert(1))"), ("link-unreadable",)
    ),
    "a file for a link": Damage(link_line("[> Pour accéder](docs/a.pdf)"), ("link-unreadable",)),
    "an address without https": Damage(link_line("www.example.org/a"), ("link-unreadable",)),
    "two links": Damage(
        link_line("[> Un](https://a.example.org/) | [> Deux](https://b.example.org/)"),
        ("links-several",),
        ("link",),
    ),
    "no heading marks": Damage(
        lambda p: {p.title: LINES[p.title].lstrip("# ")}, ("heading-unmarked",)
    ),
    "a title in bold, no marks": Damage(
        lambda p: {p.title: f"**{LINES[p.title].lstrip('# ')}**"}, ("heading-unmarked",)
    ),
    "a heading too deep": Damage(lambda p: {p.title: "#" + LINES[p.title]}),
    "a heading too high": Damage(lambda p: {p.title: LINES[p.title][1:]}),
    "no title": Damage(lambda p: {p.title: "##"}, ("title-missing",), ("title",)),
    "a title on two lines": Damage(
        lambda p: {
            p.title: LINES[p.title].rpartition(" ")[0],
            p.title + 1: LINES[p.title].rpartition(" ")[2],
        },
        ("title-continued",),
    ),
    "nothing but a title": Damage(
        lambda p: dict.fromkeys(range(p.title + 1, p.link + 1), ""),
        ("entry-empty",),
        (*KIND, *YEAR, *AUTHORS, "persons", "description"),
    ),
    "neither kind nor link": Damage(
        without("kind", "link"), ("kind-line-missing", "link-missing"), KIND + YEAR
    ),
    "only a description": Damage(
        without("kind", "authors", "link"),
        ("authors-missing", "kind-line-missing", "link-missing"),
        (*KIND, *YEAR, *AUTHORS, "persons"),
    ),
    "a page break below the title": Damage(page_break("title", 1)),
    "a page break below the kind": Damage(page_break("kind", 1)),
    "a page break below the authors": Damage(page_break("authors", 2)),
    "a page break below the description": Damage(page_break("description", 3)),
    "a subheading": Damage(
        lambda p: {p.authors: LINES[p.authors] + "\n\n#### Résumé\n"},
        ("heading-within",),
        ("description",),
    ),
    "a page number below the link": Damage(
        lambda p: {p.link: LINES[p.link] + "\n\n12\n"}, ("text-after-link",), ("description",)
    ),
    "a control character": Damage(
        lambda p: {p.description: LINES[p.description][:9] + "\0" + LINES[p.description][9:]},
        ("character-unreadable",),
    ),
    "a lost character": Damage(
        lambda p: {p.description: LINES[p.description][:9] + "\ufffd" + LINES[p.description][10:]},
        ("character-lost",),
        ("description",),
    ),
    "the entry twice": Damage(
        lambda p: {p.link: "\n".join([LINES[p.link], "", *LINES[p.title : p.link + 1]])},
        ("title-repeated",),
    ),
}


@pytest.fixture(scope="module")
def shared(project: Path) -> SharedPart:
    return read_shared(project)[0]


@pytest.fixture(scope="module")
def undamaged(shared: SharedPart) -> list[Values]:
    return [values(entry) for entry in read_document(RECEIVED, FILE, shared)[0]]


def changed(before: Values, after: Values) -> set[str]:
    return {name for name in Values._fields if getattr(before, name) != getattr(after, name)}


@pytest.mark.parametrize("number", [1, 5, 8, 12, 14, 15, 21, 22, 28])
@pytest.mark.parametrize("damage", DAMAGES)
def test_it_is_told_and_nothing_else_is_lost(
    damage: str, number: int, shared: SharedPart, undamaged: list[Values]
) -> None:
    edit, told, may_change = DAMAGES[damage]
    place = PLACES[number - 1]
    expected = list(undamaged)
    entries, findings = read_document(with_lines(edit(place)), FILE, shared)
    assert sorted(codes(findings)) == sorted(told)
    if damage == "the entry twice":
        expected.insert(number, expected[number - 1])
    assert len(entries) == len(expected)
    for index, (entry, first) in enumerate(zip(entries, expected, strict=True), start=1):
        assert changed(first, values(entry)) <= (set(may_change) if index == number else set())
    for finding in findings:
        assert finding.location is not None
        assert finding.location.file == FILE
        line, character = finding.location.line, finding.location.character
        assert line is not None and character is not None
        assert place.title <= line - 1 <= place.link + (place.link - place.title) + 2


@pytest.mark.parametrize("damage", DAMAGES)
def test_it_is_told_without_tables_too(damage: str) -> None:
    unknown_to_nobody = {"kind-unknown", "name-unknown"}
    edit, told, _ = DAMAGES[damage]
    place = PLACES[17]
    entries, findings = read_document(with_lines(edit(place)), FILE)
    assert sorted(codes(findings)) == sorted(set(told) - unknown_to_nobody)
    assert len(entries) == 28 + (damage == "the entry twice")


def test_the_finding_stands_at_the_character(shared: SharedPart) -> None:
    place = PLACES[7]
    document = with_lines(
        {
            place.kind: "**Fiche pratiqe (20l9)**",
            place.authors: "**Avize et Ecole Urbaine de Sciences Po (Oriane LOUVAU)**",
        }
    )
    _, findings = read_document(document, FILE, shared)
    found = {
        finding.value: (finding.location.line, finding.location.character, finding.code)
        for finding in findings
        if finding.location
    }
    assert found == {
        "Fiche pratiqe": (place.kind + 1, 3, "import.kind-unknown"),
        "20l9": (place.kind + 1, 18, "import.year-unreadable"),
        "Avize": (place.authors + 1, 3, "import.name-unknown"),
        "Oriane LOUVAU": (place.authors + 1, 42, "import.name-unknown"),
    }
    told = "\n".join(finding.in_language("en") for finding in findings)
    for meant in ("Fiche pratique", "Avise", "Oriane Louveau"):
        assert f'Did you mean "{meant}"' in told


def test_a_list_and_a_quotation_stay_in_the_description(shared: SharedPart) -> None:
    place = PLACES[3]
    lines = ["Il dit :", "- une chose ;", "* une autre,", "  plus longue ;", "", "> encore"]
    more = "\n".join(lines)
    entries, findings = read_document(with_lines({place.link - 1: f"\n{more}\n"}), FILE, shared)
    assert codes(findings) == []
    description = entries[3].description
    assert description is not None
    assert description.text.split("\n\n")[1:] == [
        "Il dit :\n- une chose ;\n- une autre, plus longue ;",
        "encore",
    ]


def test_a_new_section_is_told_once(shared: SharedPart) -> None:
    lines = {
        place.title: f"{'# Pour aller plus loin' if number == 26 else ''}\n\n{LINES[place.title]}"
        for number, place in enumerate(PLACES, start=1)
        if number in (26, 27)
    }
    entries, findings = read_document(with_lines(lines), FILE, shared)
    assert codes(findings) == ["section-unknown"]
    sections = [entry.section.text if entry.section else None for entry in entries[24:]]
    assert sections == [SECTIONS[2], *["Pour aller plus loin"] * 3]
