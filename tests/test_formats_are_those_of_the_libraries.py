"""The table of formats says of each what pyoxigraph, rdflib and the EU table of file types say."""

import csv
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import plugin
from rdflib.parser import Parser

from tressons_ld.rdf import formats
from tressons_ld.rdf.formats import Format

FORMATS = [each for each in vars(formats).values() if isinstance(each, Format)]
OF_RDF = [each for each in FORMATS if each.rdflib]
OF_ANSWERS = [each for each in formats.ROW_FORMATS if each is not formats.CSV]


def ids(format: Format) -> str:
    return format.name


@pytest.mark.parametrize("format", OF_RDF, ids=ids)
def test_pyoxigraph_has_the_same_extension(format: Format) -> None:
    known = ox.RdfFormat.from_media_type(format.media_type)
    assert known is not None
    assert f".{known.file_extension}" == format.extension


@pytest.mark.parametrize("format", OF_RDF, ids=ids)
def test_rdflib_has_one_parser_under_the_name_and_the_media_type(format: Format) -> None:
    by_name, by_type = (plugin.get(each, Parser) for each in (format.rdflib, format.media_type))
    assert by_name is by_type


@pytest.mark.parametrize("format", OF_ANSWERS, ids=ids)
def test_pyoxigraph_reads_answers_under_the_same_media_type(format: Format) -> None:
    known = ox.QueryResultsFormat.from_media_type(format.media_type)
    assert known is not None
    assert f".{known.file_extension}" == format.extension


@pytest.mark.parametrize("format", [each for each in FORMATS if each.file_type], ids=ids)
def test_the_eu_table_has_its_code_with_the_same_media_type(format: Format, project: Path) -> None:
    table = (project / "ontology" / "authorities.csv").read_text("utf-8").splitlines()
    known = {row["code"]: row for row in csv.DictReader(table) if row["table"] == "file-type"}
    assert known[format.file_type]["media_type"] == format.media_type
