"""rdflib's switches are of the whole process: other threads meet there, so none is ever thrown."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
import rdflib
import rdflib.plugins.sparql as rdflib_sparql

from catalogue_folder import copy_of_atelier
from command_line import DATE
from tressons_ld import OpenCatalogue, open_catalogue


class Sealed(ModuleType):
    """A module of which no switch, a name in capitals, can be set."""

    def __setattr__(self, name: str, value: object) -> None:
        assert not name.isupper(), f"{self.__name__}.{name} is set to {value!r}"
        super().__setattr__(name, value)


@pytest.fixture
def sealed() -> Iterator[None]:
    """Seal the modules whose switches all threads share."""
    modules: list[ModuleType] = [rdflib, rdflib_sparql]
    for module in modules:
        module.__class__ = Sealed
    yield
    for module in modules:
        module.__class__ = ModuleType


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_atelier(tmp_path_factory.mktemp("switches") / "atelier")


WORK: dict[str, Callable[[OpenCatalogue], object]] = {
    "check": OpenCatalogue.check,
    "graph": OpenCatalogue.graph,
    "query": lambda catalogue: catalogue.query("SELECT ?s { ?s ?p ?o } LIMIT 1"),
}


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
@pytest.mark.parametrize("work", WORK)
@pytest.mark.usefixtures("sealed")
def test_the_python_api_throws_no_switch(folder: Path, work: str, engine: str) -> None:
    WORK[work](open_catalogue(folder, date=DATE, engine=engine))


@pytest.mark.usefixtures("sealed")
def test_a_graph_keeps_each_lexical_form_all_the_same() -> None:
    from tressons_ld.validation.shapes import ntriples_to_graph

    integer = "http://www.w3.org/2001/XMLSchema#integer"
    lines = f'<urn:s> <urn:p> "01"^^<{integer}> .\n<urn:s> <urn:p> "\\u00e9\\n\\"" .\n'
    assert set(ntriples_to_graph(f'{lines}<urn:s> <urn:p> "x"@zh-Hant .\n').objects()) == {
        rdflib.Literal("01", datatype=rdflib.URIRef(integer), normalize=False),
        rdflib.Literal('é\n"'),
        rdflib.Literal("x", lang="zh-Hant"),
    }
