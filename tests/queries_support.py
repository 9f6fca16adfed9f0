"""What the tests of the queries share: the bundled questions, and tables of expected answers."""

import csv
from functools import cache
from pathlib import Path

import pytest

from tressons_ld.sparql.answers import (
    Result,
    SelectResult,
    plain_text,
)
from tressons_ld.sparql.queries import Queries, load_queries
from tressons_ld.sparql.store import EngineName, Store

# The tool's own questions alone: as outside of any catalogue folder.
BUNDLED: Queries = load_queries()
TABLES = Path(__file__).with_name("queries")

every_query = pytest.mark.parametrize("name", BUNDLED.by_name)
both_engines = pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
# rdflib takes seconds over some questions put to a whole catalogue.
both_engines_in_time = pytest.mark.parametrize(
    "engine", ["pyoxigraph", pytest.param("rdflib", marks=pytest.mark.slow)]
)
LAYOUTS = ("catalogue.nt", "catalogue.nq")


@cache
def loaded(path: Path, engine: EngineName = "pyoxigraph") -> Store:
    """A file or a folder, loaded once for all tests."""
    return Store(path, engine=engine)


def expected(name: str) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of a hand-checked table."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return head, rows


def columns(result: Result, names: list[str]) -> list[list[str]]:
    """The bare texts of these columns, row by row."""
    assert isinstance(result, SelectResult)
    places = [result.variables.index(name) for name in names]
    return [[plain_text(row[place]) for place in places] for row in result.rows]
