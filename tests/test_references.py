"""References, read back by the programs that others read them with."""

import csv
import json
import re
import string
import warnings
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import BibliographyData, parse_string
from pylatexenc.latex2text import (
    LatexNodes2Text,
    MacroTextSpec,
    get_default_latex_context_db,
)

from catalogue_folder import change, copy_of_atelier
from command_line import DATE, files_of
from hostile_catalogue import RESOURCES, SCRIPT, hostile
from site_pages import Page
from tressons_ld.composition import open_folder
from tressons_ld.consumers.reference_managers.bibtex import bibtex, latex
from tressons_ld.consumers.reference_managers.csl_json import csl_item, csl_items
from tressons_ld.consumers.reference_managers.reference import (
    Reference,
    on_one_line,
    reference_of,
    reference_type,
)
from tressons_ld.consumers.reference_managers.reference_files import are_published
from tressons_ld.consumers.reference_managers.ris import ris
from tressons_ld.publication.publish import publish

ALL = ("catalogue.bib", "catalogue.ris", "catalogue.csl.json")
MONTHS = "January February March April May June July August September October November December"

# What no cell of a table holds: control characters, and what is no character.
_TEXT = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1)
_SIGNS = st.text(r"\{}%&#_$~^-'`<>,?!@=\" ab" + "\u2028", min_size=1)
_WORDS = (_TEXT | _SIGNS).map(str.strip).filter(on_one_line)
_DATES = st.sampled_from([None, "2019", "2019-06", "2019-06-03"])
REFERENCES = st.builds(
    Reference,
    id=st.text(string.ascii_lowercase + string.digits, min_size=1),
    type=st.sampled_from([reference_type([name]) for name in ("Report", "VideoObject", "")]),
    title=_WORDS,
    authors=st.lists(_WORDS, max_size=3).map(tuple),
    issued=_DATES,
    genre=_WORDS,
    publisher=_WORDS | st.none(),
    language=st.sampled_from(["fr", "pt-br"]),
    address=st.just("https://id.example.net/a_b/ressource/x~y%20z"),
    **dict.fromkeys(("doi", "isbn", "issn"), st.none()),
)


def public(folder: Path, output: str = "public") -> Path:
    done = publish(open_folder(folder, date=DATE), folder / output, jobs=1)
    assert done.published
    return folder / output


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = hostile(tmp_path_factory.mktemp("references") / "catalogue")
    public(folder)
    return folder


@pytest.fixture(scope="module")
def expected(hostile_folder: Path) -> list[Reference]:
    """The references to the resources of the hostile catalogue, in the order of its table."""
    inputs = open_folder(hostile_folder, date=DATE)
    return [reference_of(entry, inputs.graph.context) for entry in inputs.folder.entries()]


# Commands of LaTeX that pylatexenc does not know, or gives as another sign.
_COMMANDS = get_default_latex_context_db()
_COMMANDS.add_context_category(
    "signs",
    prepend=True,
    macros=[
        MacroTextSpec("textbraceleft", "{"),
        MacroTextSpec("textbraceright", "}"),
        MacroTextSpec("textasciicircum", "^"),
    ],
)


# --- readers ----------------------------------------------------------------------------------


def spoken(text: str) -> str:
    """What TeX makes of a text."""
    return str(LatexNodes2Text(latex_context=_COMMANDS).latex_to_text(text))


def without_braces(text: str) -> str:
    assert (text[0], text[-1]) == ("{", "}"), text
    return text[1:-1]


def names_in_braces(text: str) -> list[str]:
    """The names of a list, each within braces of its own."""
    names, depth, name = [], 0, ""
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        name += sign
        if not depth and sign == "}":
            names.append(name.removeprefix(" and "))
            name = ""
    return [spoken(without_braces(each)) for each in names]


def by_bibtexparser(text: str) -> list[tuple[Any, ...]]:
    library = bibtexparser.parse_string(text, parse_stack=[])
    assert not library.failed_blocks
    return [
        (
            entry.entry_type,
            entry.key,
            *_read({each.key: _inside(each.value) for each in entry.fields}),
        )
        for entry in library.entries
    ]


def _inside(value: str) -> str:
    return value[1:-1] if value.startswith("{") else value


def by_pybtex(text: str) -> list[tuple[Any, ...]]:
    data: BibliographyData = parse_string(text, "bibtex")
    found = []
    for key, entry in data.entries.items():
        fields = {**entry.fields}
        if "author" in entry.persons:
            persons = entry.persons["author"]
            assert not [each for each in persons if each.first_names or each.prelast_names]
            fields["author"] = " and ".join(" ".join(each.last_names) for each in persons)
        if "month" in fields:
            fields["month"] = fields["month"][:3].lower()
        found.append((entry.type, key, *_read(fields)))
    return found


def _read(fields: dict[str, str]) -> tuple[Any, ...]:
    publisher = fields.get("institution") or fields.get("publisher")
    return (
        spoken(without_braces(fields["title"])),
        names_in_braces(fields.get("author", "")),
        [fields[name] for name in ("year", "month", "day") if name in fields],
        spoken(without_braces(fields["type"])),
        spoken(without_braces(publisher)) if publisher else None,
        fields["language"],
        fields["url"],
    )


def in_pybtex(reference: Reference) -> tuple[Any, ...]:
    """The same, where pybtex makes a space of any white space, an unbreakable one too."""
    return tuple(
        [" ".join(part.split()) for part in each]
        if isinstance(each, list)
        else each and " ".join(each.split())
        for each in in_bibtex(reference)
    )


def tex_words(text: str) -> str:
    return re.sub("[ \t]+", " ", on_one_line(text))


def in_bibtex(reference: Reference) -> tuple[Any, ...]:
    year, *rest = (reference.issued or "").split("-")
    date = [year] if year else []
    date += [MONTHS.split()[int(month) - 1][:3].lower() for month in rest[:1]]
    date += [str(int(day)) for day in rest[1:]]
    return (
        reference.type.bibtex,
        reference.id,
        tex_words(reference.title),
        [tex_words(name) for name in reference.authors],
        date,
        tex_words(reference.genre),
        tex_words(reference.publisher) if reference.publisher else None,
        reference.language,
        reference.address,
    )


def by_rispy(text: str) -> list[dict[str, Any]]:
    return [dict(each) for each in rispy.loads(text)]


def in_ris(reference: Reference) -> dict[str, Any]:
    year, *rest = (reference.issued or "").split("-")
    known = {
        "type_of_reference": reference.type.ris,
        "id": reference.id,
        "title": on_one_line(reference.title),
        "authors": [on_one_line(name) for name in reference.authors],
        "year": year,
        "date": f"{year}/{'/'.join((*rest, '')[:2])}/" if rest else "",
        "type_of_work": on_one_line(reference.genre),
        "publisher": on_one_line(reference.publisher or ""),
        "language": reference.language,
        "urls": [reference.address],
    }
    return {key: value for key, value in known.items() if value}


def in_csl(reference: Reference) -> dict[str, Any]:
    date = [int(part) for part in (reference.issued or "").split("-") if part]
    known = {
        "id": reference.id,
        "type": reference.type.csl,
        "title": reference.title,
        "author": [{"literal": name} for name in reference.authors],
        "issued": {"date-parts": [date]} if date else None,
        "genre": reference.genre,
        "publisher": reference.publisher,
        "language": reference.language,
        "URL": reference.address,
    }
    return {key: value for key, value in known.items() if value}


# --- whatever the words are -------------------------------------------------------------------


@given(reference=REFERENCES)
def test_bibtexparser_reads_back_any_reference(reference: Reference) -> None:
    assert by_bibtexparser(bibtex(reference)) == [in_bibtex(reference)]


@given(reference=REFERENCES)
def test_pybtex_reads_back_any_reference(reference: Reference) -> None:
    assert by_pybtex(bibtex(reference)) == [in_pybtex(reference)]


@given(reference=REFERENCES)
def test_rispy_reads_back_any_reference(reference: Reference) -> None:
    assert by_rispy(ris(reference)) == [in_ris(reference)]


@given(reference=REFERENCES)
def test_any_reference_stands_in_csl_json_as_it_is(reference: Reference) -> None:
    assert json.loads(csl_items(csl_item(reference))) == [in_csl(reference)]


@given(text=_WORDS)
def test_braces_of_a_text_never_end_its_value(text: str) -> None:
    depth = 0
    for sign in latex(text):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0


# --- a whole catalogue ------------------------------------------------------------------------


def test_the_references_of_a_hostile_catalogue_are_read_back_whole(
    hostile_folder: Path, expected: list[Reference]
) -> None:
    bib, ris_text, csl = ((hostile_folder / "public" / name).read_bytes().decode() for name in ALL)
    assert [each.title for each in expected][: len(RESOURCES)] == [
        title for title, _ in RESOURCES.values()
    ]
    assert by_bibtexparser(bib) == [in_bibtex(each) for each in expected]
    assert by_pybtex(bib) == [in_pybtex(each) for each in expected]
    assert by_rispy(ris_text) == [in_ris(each) for each in expected]
    assert json.loads(csl) == [in_csl(each) for each in expected]
    assert SCRIPT in expected[0].authors


def test_citeproc_cites_every_resource_of_a_hostile_catalogue(
    hostile_folder: Path, expected: list[Reference]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        items = json.loads((hostile_folder / "public" / ALL[2]).read_text("utf-8"))
        source = CiteProcJSON(items)
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        for reference in expected:
            bibliography.register(Citation([CitationItem(reference.id)]))
        cited = [str(each) for each in bibliography.bibliography()]
    for reference, citation in zip(expected, cited, strict=True):
        year = f"({reference.issued or 'no date'})"
        words = (reference.title, *reference.authors, year, reference.genre, reference.address)
        assert not [each for each in words if each not in citation]


def test_the_file_of_all_holds_what_the_files_of_each_hold(
    hostile_folder: Path, expected: list[Reference]
) -> None:
    folder = hostile_folder / "public"
    of_each = [folder / f"ressource/{each.id}" for each in expected]
    for name in ALL[:2]:
        suffix = name.removeprefix("catalogue")
        joined = b"".join(Path(f"{each}{suffix}").read_bytes() for each in of_each)
        assert (folder / name).read_bytes() == joined
    items = [json.loads(Path(f"{each}.csl.json").read_text("utf-8"))[0] for each in of_each]
    assert json.loads((folder / ALL[2]).read_text("utf-8")) == items


def test_references_are_the_same_when_little_changed_and_when_all_is_made_anew(
    tmp_path: Path,
) -> None:
    folder = copy_of_atelier(tmp_path / "folder")
    public(folder)
    change(folder, "agents atelier spellings", "Atelier du vélo")
    for place in ("resources guide-du-velo title", "agents atelier name"):
        change(folder, place, "Rien que du {neuf}")
        assert files_of(public(folder)) == files_of(public(folder, "anew"))


@pytest.mark.parametrize(
    ("setting", "resources", "published"),
    [("", 10_000, True), ("", 10_001, False), ("true", 10_001, True), ("false", 1, False)],
)
def test_references_are_a_setting_above_ten_thousand_resources(
    tmp_path: Path, setting: str, resources: int, published: bool
) -> None:
    folder = copy_of_atelier(tmp_path / "folder")
    if setting:
        with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as file:
            file.write(f"\n[publication]\nreferences = {setting}\n")
    settings = open_folder(folder, date=DATE).folder.shared.settings
    assert are_published(settings, resources) is published


def test_without_references_no_page_speaks_of_them(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "folder")
    with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write("\n[publication]\nreferences = false\n")
    files = files_of(public(folder))
    assert not [path for path in files if path.endswith((".bib", ".ris", ".csl.json"))]
    assert not [path for path, text in files.items() if b".bib" in text and "html" in path]


@pytest.mark.parametrize("tree", ["", "en/"])
def test_a_page_leads_to_the_references_under_how_to_cite(hostile_folder: Path, tree: str) -> None:
    folder = hostile_folder / "public"
    for path in ("ressource/seul", "catalogue", "catalogue/donnees"):
        page = Page(folder, f"{tree}{path}.html")
        targets = {target for target, _ in page.targets("/")}
        name = path if path == "ressource/seul" else "catalogue"
        assert {f"{name}.bib", f"{name}.ris", f"{name}.csl.json"} <= targets


def test_identifiers_of_others_are_read_back(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    given = "10.1234/a{b_c; 978-2-07-036822-8; 0317-8471; Q42"
    table = folder / "data" / "resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        head, first, *rows = csv.reader(file)
    added = [[*head, "identifiers"], [*first, given], *([*row, ""] for row in rows)]
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(added)
    own = public(folder) / "ressource" / first[0]
    (entry,) = bibtexparser.parse_string(own.with_suffix(".bib").read_text("utf-8")).entries
    assert [entry[name] for name in ("doi", "isbn", "issn")] == [
        "10.1234/a%7Bb_c",
        "9782070368228",
        "0317-8471",
    ]
    (read,) = rispy.loads(own.with_suffix(".ris").read_text("utf-8"))
    assert (read["doi"], read["issn"]) == ("10.1234/a{b_c", "9782070368228")
    (item,) = json.loads(own.with_suffix(".csl.json").read_text("utf-8"))
    assert (item["DOI"], item["ISBN"], item["ISSN"]) == (
        "10.1234/a{b_c",
        "9782070368228",
        "0317-8471",
    )
