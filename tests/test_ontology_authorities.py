"""The terms of others that cells may name: unique codes, true IRIs, labels in both languages."""

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
import rdflib

from catalogue_folder import change, copy_of_atelier
from reading_folders import TABLES, make_folder, read_all, with_cell
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish
from tressons_ld.rdf.vocabularies import DCMITYPE

FILE = Path(__file__).resolve().parents[1] / "ontology" / "authorities.csv"
EU = "http://publications.europa.eu/resource/authority/"
BASES = {
    "language": EU + "language/",
    "data-theme": EU + "data-theme/",
    "file-type": EU + "file-type/",
    "frequency": EU + "frequency/",
    "access-right": EU + "access-right/",
    "country": EU + "country/",
    "media-type": "https://www.iana.org/assignments/media-types/",
    "dcmitype": "http://purl.org/dc/dcmitype/",
    "publisher-type": "http://purl.org/adms/publishertype/",
    "adms-status": "http://purl.org/adms/status/",
    "scheme": "http://pu",
}
# The code is the end of the IRI, but in these tables: a BCP 47 tag, the name of a table.
CODED_OTHERWISE = {"language", "scheme"}
WITHOUT_SCHEME = {"media-type", "dcmitype", "scheme"}

with FILE.open(encoding="utf-8", newline="") as file:
    READER = csv.DictReader(file)
    ROWS = list(READER)


def of(table: str) -> list[dict[str, str]]:
    return [row for row in ROWS if row["table"] == table]


def test_the_columns_are_those_that_the_reader_knows() -> None:
    assert ",".join(READER.fieldnames or ()) == (
        "table,code,iri,preferred_fr,preferred_en,label_fr,label_en,scheme,media_type,source"
    )
    assert {row["table"] for row in ROWS} == set(BASES)


@pytest.mark.parametrize("table", sorted(BASES))
def test_a_code_and_an_iri_stand_once(table: str) -> None:
    for column in ("code", "iri"):
        values = [row[column] for row in of(table)]
        assert sorted(set(values)) == sorted(values)


@pytest.mark.parametrize("table", sorted(BASES))
def test_every_row_of_a_table_is_of_its_owner_and_has_a_name_in_each_language(table: str) -> None:
    for row in of(table):
        code = row["iri"].removeprefix(BASES[table])
        assert code != row["iri"], row
        if table not in CODED_OTHERWISE:
            assert code == row["code"]
        for language in ("fr", "en"):
            names = [row[f"preferred_{language}"], row[f"label_{language}"]]
            assert [name.strip() for name in names] == names
            # A media type is in no language: its code is its name.
            assert sum(map(bool, names)) == (table != "media-type")
        preferred = row["preferred_fr"] or row["preferred_en"]
        assert bool(preferred) is bool(row["source"]), "its owner's words have their source"
        assert bool(row["scheme"]) is (table not in WITHOUT_SCHEME)
        if row["scheme"]:
            assert len({each["scheme"] for each in of(table)}) == 1


def test_a_language_is_named_by_its_tag_and_its_three_letters() -> None:
    for row in of("language"):
        assert re.fullmatch("[a-z]{2,3}", row["code"])
        assert re.fullmatch("[A-Z]{3}", row["iri"].removeprefix(BASES["language"]))
    assert {"fr": "FRA", "en": "ENG"}.items() <= {
        row["code"]: row["iri"][-3:] for row in of("language")
    }.items()


def test_the_media_type_of_a_format_is_in_the_table_of_media_types() -> None:
    known = {row["code"] for row in of("media-type")}
    assert {row["media_type"] for row in of("file-type")} - {""} == known


def test_the_dcmi_types_are_the_twelve() -> None:
    assert {f"<{row['iri']}>" for row in of("dcmitype")} == set(DCMITYPE)


@pytest.fixture(scope="module")
def owners(shared_folder: Path) -> dict[str, Any]:
    """The tables of codes of the reference material."""
    path = shared_folder / "reference" / "dcat-ap" / "vocab.json"
    tables: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return tables


@pytest.mark.parametrize(
    "table", ["access-right", "country", "data-theme", "file-type", "frequency", "publisher-type"]
)
def test_the_codes_exist_in_the_table_of_their_owner(table: str, owners: dict[str, Any]) -> None:
    name = "adms-publishertype" if table == "publisher-type" else table
    assert owners["tables"][name]["complete"]
    assert {row["code"] for row in of(table)} <= set(owners["tables"][name]["codes"])


def test_the_media_types_are_registered(owners: dict[str, Any]) -> None:
    assert {row["code"] for row in of("media-type")} <= set(owners["iana_media_types"])


@pytest.mark.parametrize("said", ["he", "zxx", "kab", "Hebrew", "hébreu", "norvégien bokmål"])
def test_any_language_of_iso_639_2_can_be_stated(said: str, tmp_path: Path) -> None:
    _, (entry, *_), findings = read_all(
        make_folder(tmp_path, resources=with_cell("language", said))
    )
    assert findings == []
    assert entry is not None and entry.language in ("he", "zxx", "kab", "nb")


def read_language(tmp_path: Path, said: str) -> tuple[CatalogueFolder, str, set[str]]:
    """The folder, the language of a resource whose cell says this, and the codes of findings."""
    rows = [{**TABLES["resources"][0], "language": said}]
    folder = CatalogueFolder.read(make_folder(tmp_path, resources=rows))
    ((entry, findings),) = (folder.entry(record) for record in folder.records())
    assert entry is not None
    return folder, entry.language, {one.code for one in findings}


@pytest.mark.parametrize("said", ["gcf", "GCF", "Guadeloupean Creole French", "gcf-GP", "gcf; fr"])
def test_a_language_of_the_table_beyond_iso_639_2_can_be_stated(said: str, tmp_path: Path) -> None:
    folder, language, codes = read_language(tmp_path, said)
    assert language == "gcf"
    assert codes <= {"table.value-read", "reference.one-language"}
    term = folder.shared.authorities.get("language", "gcf")
    assert term is not None
    assert (term.iri, term.names) == (EU + "language/GCF", ("Guadeloupean Creole French",))


@pytest.mark.parametrize("said", ["créole", "xyzzy", "qqq", "les deux"])
def test_what_is_no_language_is_still_refused(said: str, tmp_path: Path) -> None:
    _, _, codes = read_language(tmp_path, said)
    assert codes == {"reference.unknown-language"}


def test_the_language_of_the_catalogue_may_be_one_of_them(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "catalogue.toml catalogue.language", '"rcf"')
    opened = open_folder(folder, date="2026-11-23").folder
    assert opened.shared.catalogue.language == "rcf"


def test_a_catalogue_in_such_a_language_is_published_with_its_name(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources guide-du-velo language", "gcf")
    done = publish(open_folder(folder, date="2026-11-23"), folder / "public", jobs=1)
    assert done.published
    graph = rdflib.Graph().parse(folder / "public/catalogue.nt")
    creole = rdflib.URIRef(EU + "language/GCF")
    assert (None, rdflib.DCTERMS.language, creole) in graph
    assert (creole, rdflib.RDF.type, rdflib.DCTERMS.LinguisticSystem) in graph
    assert (creole, rdflib.RDFS.label, rdflib.Literal("Guadeloupean Creole French", "en")) in graph
    feed = rdflib.Graph().parse(folder / "public/harvest/dcat-ap.rdf")
    assert (creole, rdflib.RDF.type, rdflib.DCTERMS.LinguisticSystem) in feed
