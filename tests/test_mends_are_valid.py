"""A mend that is offered, once written in the cell, is one value, and nothing is told of it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from examples import examples
from reading_folders import TABLES, make_folder
from tressons_ld.catalogue.columns.cell_texts import Parser, clean_cells
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.finding import Finding, Location


class Cell:
    """The only cell of a row."""

    def at(self, column: str) -> Location:
        """Return where it stands."""
        return Location("data/resources.csv", 2, cell="A2", column=column)


class Ids(frozenset[str]):
    """The ids of the resources."""

    def is_draft(self, _id: str) -> bool:
        """Return whether it is a draft's."""
        return False

    def near(self, id: str) -> list[str]:
        """Return those that begin alike."""
        return [one for one in sorted(self) if one[:4] == id[:4]]


@pytest.fixture(scope="module")
def parsers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Parser]:
    """How the cells of each column are read, in a French and in an English catalogue."""
    return dict(_parsers(tmp_path_factory.mktemp("folder")))


def _parsers(folder: Path) -> Iterator[tuple[tuple[str, str], Parser]]:
    shared, _ = read_shared(make_folder(folder))
    for language in ("fr", "en"):
        references = SharedNames.of(shared).references(
            shared.authorities,
            resources=Ids(row["id"] for row in TABLES["resources"]),
            persons=frozenset(["jeanne-pappas"]),
            language=language,
        )
        for column in RESOURCES.columns:
            parse = column.parser(references)
            if not column.key and parse is not None:
                yield (language, column.name), parse


def read(parse: Parser, column: str, text: str) -> tuple[object, list[Finding]]:
    """Return what a cell is read as, and what is told of it."""
    (cell,), problems = clean_cells(Cell(), [column], [text])
    return (parse(cell, Cell(), column, problems) if cell else None), problems


@cache
def texts() -> st.SearchStrategy[str]:
    """Return texts as people write them: what is written somewhere, changed, joined, cut."""
    known = [name for rows in TABLES.values() for row in rows for name in row.values()]
    dates = ["2019", "2019-06", "juin 2019", "12/03/2021", "05/07/2020", "43990", "cop. 2019"]
    urls = ["https://example.fr/a", "https://example.fr/b c.pdf", "www.avise.org", "10.1000/182"]
    urls += ["HTTP://A.FR/É", "https://a.fr/../b", "https://a.fr/<b>", "https://a.fr/a\u200b"]
    dates += [
        "MMXX",
        "mars 2020 (en ligne)",
        "2020 (mars)",
        "3 mars 2020 - 4 avril 2021",
        "T2 2019",
    ]
    urls += ["https://a.frhttps://b.fr", "[t](https://a.fr/x)", "https://a.fr/%zz", "doi:10.5/x"]
    codes = ["fr-FR", "fre", "Français", "Excel", ".pdf", "application/pdf", "page web", "libre"]
    codes += ["CC BY", "CC BY-SA 4.0", "etalab-2.0", "GPL-3.0", "Licence Ouverte", "1,2 Mo"]
    codes += [
        "text/csv; charset=utf-8",
        "CC Namensnennung 4.0",
        "1 h 30",
        "1 200 p.",
        "PAPPAS Jeanne",
    ]
    words = ["v&eacute;lo", "v‚lo", "l'?t?", "l%C3%A9cole", "keine Angabe", "\u200b", "R&D", "=A1"]
    words += ["eau", "énergie", "n/a", "NULL", "à compléter", "#N/A", "vers", "et", "l'eau", "?"]
    atoms = st.sampled_from([*known, *dates, *urls, *codes, *words])
    joints = st.sampled_from([" ", ", ", "; ", " / ", "/", "|", "\n", " - ", " et ", "", " (", ")"])
    joined = st.lists(st.tuples(atoms, joints), min_size=1, max_size=4).map(
        lambda pairs: "".join(atom + joint for atom, joint in pairs)
    )
    numbers = st.text("0123456789/-. T:,", min_size=1, max_size=12)
    return st.one_of(atoms, joined, joined.map(str.strip), numbers, st.text(max_size=30))


LETTERS = {"table.character-invisible", "table.character-lost", "table.text-not-nfc"}
LETTERS |= {"table.text-encoding", "table.text-entities", "table.text-letters"}
COLUMNS = sorted(column.name for column in RESOURCES.columns if not column.key)


@settings(max_examples=examples(300), deadline=None)
@given(st.sampled_from(COLUMNS), st.sampled_from(["fr", "en"]), texts())
@example("landing_page", "fr", "https://example.fr/a https://example.fr/b")
@example("page", "fr", "https://example.fr/a, https://example.fr/b")
@example("organisations", "fr", "Avise, Avise")
@example("organisations", "fr", "Avise, Jeanne Pappas")
@example("keywords", "fr", "eau\nn/a\nsol")
@example("keywords", "fr", "=AA,AA")
@example("keywords", "fr", "[=eau, sol]")
@example("licence", "fr", "etalab-2.0")
@example("format", "fr", "page web")
@example("issued", "en", "05/07/2020")
@example("landing_page", "fr", "HS:0.A#N/A")
def test_each_mend_is_one_value_of_which_nothing_is_told(
    parsers: dict[tuple[str, str], Parser], column: str, language: str, text: str
) -> None:
    parse = parsers[language, column]
    _, problems = read(parse, column, text)
    # What is told of the letters of the whole cell stays true of a part of it.
    of_letters = {problem.code for problem in problems if not problem.mends} & LETTERS
    for mend in (mend for problem in problems for mend in problem.mends):
        value, told = read(parse, column, mend)
        assert value is not None, (text, mend)
        assert {finding.code for finding in told} <= of_letters, (text, mend)


@given(st.sampled_from(COLUMNS), texts())
def test_what_is_read_otherwise_than_it_stands_is_told(
    parsers: dict[tuple[str, str], Parser], column: str, text: str
) -> None:
    value, problems = read(parsers["fr", column], column, text)
    if value is None or problems or not isinstance(value, str):
        return
    # It is the text, or a code or an id that the text names.
    again, told = read(parsers["fr", column], column, value)
    assert (again, told) == (value, [])
