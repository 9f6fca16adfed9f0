"""Both SHACL engines judge random rows alike, and differ elsewhere only where it is written."""

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier
from command_line import DATE
from engine_differences import DIFFERENCES, XSD, Difference
from examples import examples
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.composition import open_folder
from tressons_ld.publication.inputs import Inputs
from tressons_ld.rdf.terms import (
    Iri,
    Literal,
    Triple,
)
from tressons_ld.validation import (
    EngineName,
    Shapes,
    validate,
)

BASE = "https://example.org/"
PREFIXES = f"""\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <{XSD}> .
@prefix : <{BASE}> .
:s a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property :ps .
:ps sh:path :p ; """


def number_of_results(difference: Difference, engine: EngineName) -> int:
    shapes = Shapes.parse([("made.ttl", f"{PREFIXES}{difference.constraint} .")], BASE)
    subject, property = Iri(f"<{BASE}x>"), Iri(f"<{BASE}p>")
    triples: list[Triple] = [(subject, property, Literal(value)) for value in difference.values]
    return len(validate(triples, [], shapes, engine))


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda each: each.name)
@pytest.mark.filterwarnings("ignore")  # rdflib warns of a date that it cannot read
def test_a_known_difference_is_what_the_list_says(difference: Difference) -> None:
    found = number_of_results(difference, "pyshacl"), number_of_results(difference, "shacl")
    assert found == (difference.pyshacl, difference.shacl)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Inputs, Inputs]:
    """The same catalogue, open for either engine."""
    made = copy_of_atelier(tmp_path_factory.mktemp("engines") / "atelier")
    return open_folder(made, date=DATE, engine="pyshacl"), open_folder(
        made, date=DATE, engine="shacl"
    )


WORDS = st.text(max_size=60) | st.sampled_from(
    ("x", "ESS", "<b>gras</b>", "a" * 3000, "A\u200bB", "Étude sur l’eau", "« ? »", "1e3", "٣")
)
DATES = st.sampled_from(("2019", "2019-02", "2019-02-28", "0001", "9999-12-31", "2020-01-01+15:00"))
URLS = st.sampled_from(
    (
        "https://www.exemple.fr/page",
        "http://exemple.fr/a;b",
        "https://exemple.fr/é?q=a b",
        "ftp://exemple.fr/x.pdf",
        "mailto:a@exemple.fr",
    )
)
OF_COLUMNS = {
    "issued": DATES,
    "event_date": DATES,
    "period": st.tuples(DATES, DATES).map("/".join) | DATES,
    "access_rights": st.sampled_from(("PUBLIC", "RESTRICTED", "SECRET")),
    "landing_page": URLS,
    "page": URLS,
    "download_url": URLS,
    "licence": URLS,
    "format": st.sampled_from(("PDF", "HTML", "MP4")),
    "size": st.sampled_from(("0", "1", "12345678901234567890")),
    "language": st.sampled_from(("fr", "en", "de", "xx")),
}
numbers = count()


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_random_rows_are_judged_alike(folders: tuple[Inputs, Inputs], data: st.DataObject) -> None:
    table = folders[0].folder.table
    models = list(folders[0].folder.records())
    records = []
    for model in data.draw(st.lists(st.sampled_from(models), min_size=1, max_size=4)):
        cells = list(model.cells)
        for column in data.draw(st.sets(st.sampled_from(sorted(table.header.columns)))):
            strategy = OF_COLUMNS.get(column, WORDS) | st.just("")
            cells[table.index(column)] = data.draw(strategy, label=column)
        cells[table.index("id")] = f"made-{next(numbers)}"
        records.append(Record(model.number, model.line, cells))
    by_pyshacl, by_shacl = (folder.process(records).findings for folder in folders)
    assert set(by_shacl) == set(by_pyshacl)
