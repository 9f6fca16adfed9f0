"""The result of every shape leads to the cell that it declares, which its remedy tells to mend."""

import csv
import re
import shutil
from collections.abc import Mapping
from typing import NamedTuple

import pytest

from shapes_files import PROJECT, local_name, reporting_shapes, shapes_graph, shapes_texts
from tressons_ld.catalogue.tables.entries import read_entries
from tressons_ld.catalogue.tables.resource_table import open_resources, read_index
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.finding import Finding
from tressons_ld.mapping.fields import Context
from tressons_ld.rdf.vocabularies import SH, TLD
from tressons_ld.validation import (
    Origin,
    Result,
    Shapes,
    entry_origins,
    results_to_findings,
    shared_origins,
)

BASE = "https://w3id.org/tressons/"
NAMES = [local_name(shape) for shape in reporting_shapes(shapes_graph())]
# A thing of each class, in the catalogue of the project and what is added to it below.
EXAMPLES = {
    "resource": "ressource/ess-et-ruralites",
    "record": "ressource/ess-et-ruralites#fiche",
    "event": "ressource/ess-et-ruralites#event",
    "distribution": "ressource/ess-et-ruralites#distribution-fiche-pdf",
    "addition": "ressource/ess-et-ruralites#ajout-issued",
    "agent": "organisation/avise",
    "agent-member": "personne/maud-reymond",
    "place": "territoire/val-d-ille-aubigne",
    "identifier": "territoire/val-d-ille-aubigne#siren",
    "series": "serie/kit-municipaless",
    "concept": "vocabulaire/theme/leader",
    "scheme": "vocabulaire/theme",
    "catalogue": "catalogue",
    "contact": "catalogue#contact",
    "data": "catalogue/donnees",
    "programme": "programme/tressons",
    "period": "programme/tressons#periode",
    "source": "source/catalogue-2022",
}
ADDED_TO_THE_RESOURCE = {
    "event_date": "2021-01-31",
    "download_url": "https://example.org/fiche.pdf",
    "format": "PDF",
    "size": "12345",
    "modified": "2022",
    "frequency": "NEVER",
    "version": "2.1",
    "number_of_pages": "120",
    "duration": "PT1H30M",
    "rights": "Tous droits réservés.",
    "contacts": "jeanne@example.org",
    "replaces": "https://www.example.org/avant",
    "identifiers": "10.1234/abc",
}
ADDED_SETTINGS = """
[contact]
name = "Service documentation"
email = "documentation@example.org"
"""
# Shapes whose remedy names another place than the cell that gave the value: the language of a
# text, the lock file, a whole section of catalogue.toml. The place found is the one said here.
ELSEWHERE = {
    "catalogue-contact-known": ("data/catalogue.toml", "contact.name"),
    "catalogue-licence-known": ("data/catalogue.toml", "licence.iri"),
    "catalogue-licence-single": ("data/catalogue.toml", "licence.iri"),
    "place-name-language": ("data/places.csv", "name"),
    "programme-title-language": ("data/catalogue.toml", "programme.name"),
    "resource-description-language": ("data/resources.csv", "description"),
    "resource-keyword-language": ("data/resources.csv", "keywords"),
    "resource-title-language": ("data/resources.csv", "title"),
    "series-title-language": ("data/series.csv", "title"),
    "source-title-language": ("data/catalogue.toml", "source.title"),
}


class Catalogue(NamedTuple):
    context: Context
    shapes: Shapes
    nodes: Mapping[str, Origin]

    def finding(self, shape: str, value: str | None = None) -> Finding:
        """The finding that a result of this shape becomes."""
        thing = "agent-member" if shape == "agent-member-organisation" else shape.split("-")[0]
        focus = f"<{BASE}{EXAMPLES[thing]}>"
        assert focus in self.nodes
        result = Result(focus, value, f"<https://w3id.org/tressons-ld/formes#{shape}>", "")
        (finding,) = results_to_findings([result], self.shapes, self.nodes, self.context)
        return finding


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder = tmp_path_factory.mktemp("catalogue")
    shutil.copytree(PROJECT / "data", folder / "data")
    table = folder / "data" / "resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    for column in ADDED_TO_THE_RESOURCE:
        if column not in head:
            head.append(column)
            rows = [[*row, ""] for row in rows]
    for row in rows:
        if row[0] == EXAMPLES["resource"].removeprefix("ressource/"):
            for column, value in ADDED_TO_THE_RESOURCE.items():
                row[head.index(column)] = value
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(ADDED_SETTINGS)
    shared, _ = read_shared(folder)
    table = open_resources(folder, shared.settings)
    index, _ = read_index(folder, shared, table)
    entries = [entry for entry, _ in read_entries(table, shared, index) if entry]
    context = Context(shared)
    nodes = {**shared_origins(context), **entry_origins(entries, context)}
    return Catalogue(context, Shapes.parse(shapes_texts(), BASE), nodes)


def of_cells() -> list[str]:
    """The shapes of what cells give: not those of the records and of the files' checksums."""
    return [name for name in NAMES if not name.startswith(("record-", "checksum-"))]


@pytest.mark.parametrize("shape", of_cells())
def test_a_result_leads_to_the_cell_that_the_remedy_names(shape: str, catalogue: Catalogue) -> None:
    finding = catalogue.finding(shape)
    place = finding.location
    assert finding.code == f"shape.{shape}"
    assert place is not None
    assert place.cell is not None or place.file == "data/catalogue.toml"
    if shape in ELSEWHERE:
        assert (place.file, place.column) == ELSEWHERE[shape]
        return
    repair = finding.remedy.fr
    files = re.findall(r"\b[a-z]+\.(?:csv|toml)\b", repair) or ["resources.csv", "places.csv"]
    assert place.file.removeprefix("data/") in {*files, "resources.csv"}
    table, _, column = (place.column or "").rpartition(".")
    assert f"« {column} »" in repair or f"[{table}]" in repair


# What follows from the settings alone; the rest of a record stands in the row of its resource.
OF_SETTINGS = {
    "record-language-in-list": ("data/catalogue.toml", "catalogue.language"),
    "record-source-known": ("data/catalogue.toml", "source.id"),
}


@pytest.mark.parametrize("shape", [name for name in NAMES if name.startswith("record-")])
def test_a_result_on_a_record_leads_to_its_row_or_to_the_setting(
    shape: str, catalogue: Catalogue
) -> None:
    place = catalogue.finding(shape).location
    assert place is not None
    expected = OF_SETTINGS.get(shape, ("data/resources.csv", "id"))
    assert (place.file, place.column) == expected


def test_a_missing_english_label_is_told_at_its_own_cell(catalogue: Catalogue) -> None:
    place = catalogue.finding("concept-label-english").location
    assert place is not None
    assert place.column == "label_en"


def test_rewording_a_shape_moves_nothing(catalogue: Catalogue) -> None:
    other = '"Autre. Écrire dans la colonne « id » de catalogue.toml."@fr'
    texts = re.escape(SH.message), re.escape(TLD.remedy)
    ntriples = re.sub(
        rf"({'|'.join(texts)}) .*(?= \.$)", rf"\1 {other}", catalogue.shapes.ntriples, flags=re.M
    )
    reworded = catalogue._replace(shapes=Shapes(ntriples, ""))
    names = [*of_cells(), *(name for name in NAMES if name.startswith("record-"))]
    assert {reworded.finding(name).message.fr for name in names} == {
        "Autre. Écrire dans la colonne « id » de catalogue.toml."
    }
    assert [reworded.finding(name).location for name in names] == [
        catalogue.finding(name).location for name in names
    ]


def found(catalogue: Catalogue, shape: str, value: str | None = None) -> Finding:
    """The finding of a shape that a house has written for its resources."""
    turtle = f"""
        @prefix dcat: <http://www.w3.org/ns/dcat#> .
        @prefix dct: <http://purl.org/dc/terms/> .
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix tld: <https://w3id.org/tressons-ld/ontologie#> .
        <https://w3id.org/tressons-ld/formes#resource-house>
            sh:targetClass dcat:Dataset ; sh:minCount 1 ; {shape} .
    """
    shapes = Shapes.parse([("maison.ttl", turtle)], BASE)
    return catalogue._replace(shapes=shapes).finding("resource-house", value)


MESSAGE = 'sh:message "Manque. Écrire la partie dans « kind »."@fr'


def test_a_shape_that_declares_nothing_is_told_at_the_first_column_of_its_path(
    catalogue: Catalogue,
) -> None:
    finding = found(catalogue, f"sh:path dct:type ; {MESSAGE}")
    assert finding.location is not None
    assert finding.location.column == "kind"
    assert finding.message.fr == "Manque. Écrire la partie dans « kind »."
    assert finding.remedy.fr == ""


@pytest.mark.parametrize(
    ("path", "column", "place"),
    [
        ("dct:type", "dcmi_type", ("data/concepts.csv", "dcmi_type")),
        ("dct:title", "description", ("data/resources.csv", "description")),
        ("dct:provenance", "title", ("data/resources.csv", "title")),
        ("dct:title", "catalogue.language", ("data/catalogue.toml", "catalogue.language")),
        ("dct:title", "size", ("data/resources.csv", "size")),
        ("dct:title", "no_such_column", ("data/resources.csv", "title")),
    ],
)
def test_a_shape_is_told_at_the_column_or_key_that_it_declares(
    catalogue: Catalogue, path: str, column: str, place: tuple[str, str]
) -> None:
    finding = found(catalogue, f'sh:path {path} ; tld:column "{column}" ; {MESSAGE}')
    assert finding.location is not None
    assert (finding.location.file, finding.location.column) == place


def test_a_wrong_value_is_told_at_the_column_that_gave_it(catalogue: Catalogue) -> None:
    organisation = f"<{BASE}organisation/rtes>"
    shape = f'sh:path dct:creator ; tld:column "persons" ; {MESSAGE}'
    finding = found(catalogue, shape, organisation)
    assert finding.location is not None
    assert finding.location.column == "organisations"


def test_a_column_or_a_remedy_that_is_no_text_is_passed_over(catalogue: Catalogue) -> None:
    shape = f"sh:path dct:title ; tld:column dct:type ; tld:remedy [] ; {MESSAGE}"
    finding = found(catalogue, shape)
    assert finding.location is not None
    assert finding.location.column == "title"
    assert finding.remedy.fr == ""
