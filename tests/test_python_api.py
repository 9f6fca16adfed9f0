"""The Python API gives what is published."""

from pathlib import Path

import pytest
import rdflib
from rdflib.compare import to_isomorphic

from command_line import DATE
from tressons_ld import OpenCatalogue, open_catalogue


@pytest.fixture(scope="module")
def catalogue(published: Path) -> OpenCatalogue:
    """TRESSONS, open."""
    return open_catalogue(published.parent, date=DATE)


def test_the_graph_of_all_is_the_published_one(catalogue: OpenCatalogue, published: Path) -> None:
    file = rdflib.Graph().parse(published / "catalogue.nt", format="nt")
    assert to_isomorphic(catalogue.graph()) == to_isomorphic(file)


def test_iterating_gives_the_entries_in_the_order_of_the_table(catalogue: OpenCatalogue) -> None:
    ids = [entry.id for entry in catalogue]
    assert len(ids) == len(catalogue) == 28
    assert ids[7] == "programmes-leader-et-ess"


def test_an_unknown_id_is_a_key_error(catalogue: OpenCatalogue) -> None:
    with pytest.raises(KeyError):
        catalogue["absent"]


def test_the_check_is_a_report(catalogue: OpenCatalogue) -> None:
    assert catalogue.check().publishable
