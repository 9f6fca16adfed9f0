"""An addition to any column is published with the statement it makes, its source and its day."""

import csv
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF

from catalogue_folder import change, copy_of_atelier
from tressons_ld.api import open_catalogue

BASE = "https://id.example.net/atelier/"
DCT, DCAT = rdflib.DCTERMS, rdflib.DCAT
DCAT_3 = rdflib.Namespace("http://www.w3.org/ns/dcat#")
SCHEMA = rdflib.Namespace("http://schema.org/")
FOAF, SKOS, OWL = rdflib.FOAF, rdflib.SKOS, rdflib.OWL
TLD = rdflib.Namespace("https://w3id.org/tressons-ld/ontologie#")
ORG = rdflib.Namespace("http://www.w3.org/ns/org#")
GEO = rdflib.Namespace("http://www.opengis.net/ont/geosparql#")
ADMS = rdflib.Namespace("http://www.w3.org/ns/adms#")
SOURCE = "https://www.example.net/source"


def made(path: str) -> rdflib.URIRef:
    return rdflib.URIRef(BASE + path)


def text(words: str) -> rdflib.Literal:
    return rdflib.Literal(words, lang="fr")


JOURNAL, LEAGUE = "carnet-de-voyage", "organisation/ligue"
R = f"ressource/{JOURNAL}"
EVENT, FILE = f"{R}#event", f"{R}#distribution-ailleurs"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
URL = "https://www.example.net/ailleurs"
WIKIDATA = "http://www.wikidata.org/entity/Q1"

# what it is about, column, value -> subject, property, object of the statement
STATED = {
    (JOURNAL, "section", "Comprendre"): (R, TLD.section, made("vocabulaire/section/comprendre")),
    (JOURNAL, "kind", "Guide"): (R, DCT.type, made("vocabulaire/genre/guide")),
    (JOURNAL, "title", "Carnet"): (R, DCT.title, text("Carnet")),
    (JOURNAL, "printed_title", "CARNET"): (R, SKOS.altLabel, text("CARNET")),
    (JOURNAL, "period", "2019 / 2020"): (
        R,
        SCHEMA.temporalCoverage,
        rdflib.Literal("2019/2020"),
    ),
    ("guide-du-velo", "period", "2017/2021"): (
        "ressource/guide-du-velo",
        SCHEMA.temporalCoverage,
        rdflib.Literal("2017/2021"),
    ),
    (JOURNAL, "access_rights", "PUBLIC"): (
        R,
        DCT.accessRights,
        rdflib.URIRef("http://publications.europa.eu/resource/authority/access-right/PUBLIC"),
    ),
    (JOURNAL, "issued", "2021-07"): (
        R,
        DCT.issued,
        rdflib.Literal("2021-07", datatype=rdflib.XSD.gYearMonth),
    ),
    (JOURNAL, "identifiers", "https://doi.org/10.1234/abc"): (
        R,
        ADMS.identifier,
        made(f"{R}#identifiant-doi-10-1234-abc"),
    ),
    (JOURNAL, "version", "2.1"): (
        R,
        rdflib.URIRef("http://www.w3.org/ns/dcat#version"),
        rdflib.Literal("2.1"),
    ),
    (JOURNAL, "frequency", "NEVER"): (
        R,
        DCT.accrualPeriodicity,
        rdflib.URIRef("http://publications.europa.eu/resource/authority/frequency/NEVER"),
    ),
    (JOURNAL, "translation_of", "debat-sur-la-marche"): (
        R,
        DCT.isVersionOf,
        made("ressource/debat-sur-la-marche"),
    ),
    (JOURNAL, "version_of", URL): (R, DCAT_3.isVersionOf, rdflib.URIRef(URL)),
    (JOURNAL, "replaces", URL): (R, DCT.replaces, rdflib.URIRef(URL)),
    (JOURNAL, "references", URL): (R, DCT.references, rdflib.URIRef(URL)),
    (JOURNAL, "number_of_pages", "12"): (
        f"{R}#pages",
        RDF.value,
        rdflib.Literal("12", datatype=rdflib.XSD.nonNegativeInteger),
    ),
    (JOURNAL, "duration", "PT1H30M"): (
        f"{R}#duree",
        RDF.value,
        rdflib.Literal("PT1H30M", datatype=rdflib.XSD.duration),
    ),
    (JOURNAL, "contacts", "jeanne@example.org"): (
        R,
        rdflib.DCAT.contactPoint,
        made(f"{R}#contact-jeanne-example-org"),
    ),
    (JOURNAL, "rights", "Tous droits réservés."): (
        f"{R}#droits",
        rdflib.RDFS.label,
        rdflib.Literal("Tous droits réservés.", lang="fr"),
    ),
    (JOURNAL, "rights", "https://rightsstatements.org/vocab/InC/1.0/"): (
        R,
        DCT.rights,
        rdflib.URIRef("https://rightsstatements.org/vocab/InC/1.0/"),
    ),
    (JOURNAL, "modified", "2022-07"): (
        R,
        DCT.modified,
        rdflib.Literal("2022-07", datatype=rdflib.XSD.gYearMonth),
    ),
    (JOURNAL, "organisations", "Ligue de la marche"): (R, DCT.creator, made(LEAGUE)),
    (JOURNAL, "persons", "C. Roue"): (R, DCT.creator, made("personne/camille-roue")),
    (JOURNAL, "printed_authors", "L'atelier"): (R, SCHEMA.creditText, text("L'atelier")),
    (JOURNAL, "publisher", "ADV"): (R, DCT.publisher, made("organisation/atelier")),
    (JOURNAL, "description", "Des routes."): (R, DCT.description, text("Des routes.")),
    (JOURNAL, "themes", "Bus"): (R, DCAT.theme, made("vocabulaire/theme/bus")),
    (JOURNAL, "keywords", "train"): (R, DCAT.keyword, text("train")),
    (JOURNAL, "audiences", "elus"): (R, DCT.audience, made("vocabulaire/public/elus")),
    (JOURNAL, "places", "Vieux port"): (R, DCT.spatial, made("territoire/vieux-port")),
    (JOURNAL, "series", "Carnets"): (R, DCT.isPartOf, made("serie/carnets")),
    (JOURNAL, "based_on", "guide-du-velo"): (R, DCT.source, made("ressource/guide-du-velo")),
    (JOURNAL, "event_date", "2021-06-08"): (
        EVENT,
        DCT.date,
        rdflib.Literal("2021-06-08", datatype=rdflib.XSD.date),
    ),
    (JOURNAL, "language", "en"): (R, DCT.language, rdflib.URIRef(f"{LANGUAGE}ENG")),
    (JOURNAL, "page", URL): (R, FOAF.page, rdflib.URIRef(URL)),
    (JOURNAL, "download_url", URL): (FILE, DCAT.accessURL, rdflib.URIRef(URL)),
    (LEAGUE, "name", "La Ligue"): (LEAGUE, FOAF.name, rdflib.Literal("La Ligue")),
    (LEAGUE, "acronym", "LM"): (LEAGUE, SKOS.altLabel, rdflib.Literal("LM")),
    (LEAGUE, "spellings", "Marche"): (
        LEAGUE,
        SKOS.altLabel,
        rdflib.Literal("Marche"),
    ),
    (LEAGUE, "publisher_type", "Company"): (
        LEAGUE,
        DCT.type,
        rdflib.URIRef("http://purl.org/adms/publishertype/Company"),
    ),
    (LEAGUE, "siren", "732829320"): (
        LEAGUE,
        ADMS.identifier,
        made("organisation/ligue#siren"),
    ),
    ("personne/dominique-selle", "part_of", "ligue"): (
        "personne/dominique-selle",
        ORG.memberOf,
        made(LEAGUE),
    ),
    ("personne/dominique-selle", "same_as", URL): (
        "personne/dominique-selle",
        SCHEMA.sameAs,
        rdflib.URIRef(URL),
    ),
    ("personne/dominique-selle", "same_as", WIKIDATA): (
        "personne/dominique-selle",
        OWL.sameAs,
        rdflib.URIRef(WIKIDATA),
    ),
    ("territoire/vieux-port", "nuts", "FRF31"): (
        "territoire/vieux-port",
        GEO.sfIntersects,
        rdflib.URIRef("http://data.europa.eu/nuts/code/FRF31"),
    ),
    ("territoire/vieux-port", "schema_type", "AdministrativeArea"): (
        "territoire/vieux-port",
        RDF.type,
        SCHEMA.AdministrativeArea,
    ),
    ("serie/carnets", "schema_type", "Collection"): ("serie/carnets", RDF.type, SCHEMA.Collection),
    ("serie/carnets", "homepage", URL): ("serie/carnets", FOAF.homepage, rdflib.URIRef(URL)),
}


def add(folder: Path, *rows: tuple[str, str, str]) -> None:
    with (folder / "data" / "additions.csv").open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*row, SOURCE, "2024-02-03", "une-source"] for row in rows)


def statements(folder: Path) -> set[tuple[object, ...]]:
    """Subject, property, object, day of each statement that the source makes."""
    graph = open_catalogue(folder, date="2024-03-01").graph()
    return {
        tuple(graph.value(each, part) for part in (RDF.subject, RDF.predicate, RDF.object))
        for each in graph.subjects(DCT.source, rdflib.URIRef(SOURCE))
        if graph.value(each, DCT.created) == rdflib.Literal("2024-02-03", datatype=rdflib.XSD.date)
    }


@pytest.mark.parametrize("added", STATED, ids=lambda added: f"{added[0]}-{added[1]}")
def test_the_statement_is_that_of_its_column(tmp_path: Path, added: tuple[str, str, str]) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    add(folder, added)
    assert open_catalogue(folder, date="2024-03-01").check().publishable
    subject, property, value = STATED[added]
    assert statements(folder) == {(made(subject), property, value)}


def test_a_file_found_later_is_added_with_its_format_and_size(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    given = {"download_url": URL, "format": "PDF", "size": "123"}
    add(folder, *((JOURNAL, column, value) for column, value in given.items()))
    assert open_catalogue(folder, date="2024-03-01").check().findings == ()
    file = made(f"{R}#distribution-ailleurs")
    pdf = rdflib.URIRef("http://publications.europa.eu/resource/authority/file-type/PDF")
    size = rdflib.Literal("123", datatype=rdflib.XSD.nonNegativeInteger)
    assert statements(folder) == {
        (file, DCAT.accessURL, rdflib.URIRef(URL)),
        (file, DCT["format"], pdf),
        (file, DCAT.byteSize, size),
    }


def test_the_size_of_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, f"additions {JOURNAL} column", "page")
    add(folder, (JOURNAL, "size", "123"))
    found = open_catalogue(folder, date="2024-03-01").check().findings
    assert "table.distribution-nowhere" in [each.code for each in found]
