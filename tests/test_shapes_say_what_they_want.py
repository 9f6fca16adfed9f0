"""Every shape can be read by a person, and says nothing that an engine would pass over."""

import re
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, RDFS, SH

from shapes_files import (
    BASES,
    NAMESPACE,
    SHAPES_FILES,
    first_property,
    local_name,
    reporting_shapes,
    shapes_graph,
)
from tables import each
from tressons_ld.catalogue.model import FOLDER_TABLES
from tressons_ld.catalogue.tables import settings
from tressons_ld.identity import lock_file
from tressons_ld.rdf.vocabularies import TLD

COLUMN, REMEDY = rdflib.URIRef(TLD.column[1:-1]), rdflib.URIRef(TLD.remedy[1:-1])
GRAPH = shapes_graph()
REPORTING = reporting_shapes(GRAPH)
NODE_SHAPES = sorted(
    shape for shape in GRAPH.subjects(RDF.type, SH.NodeShape) if isinstance(shape, rdflib.URIRef)
)
# SHACL, section 4
_CONSTRAINTS = """
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals
    not and or xone node property qualifiedValueShape closed hasValue in
"""
CONSTRAINTS = {SH[name] for name in _CONSTRAINTS.split()}
# SHACL, sections 5 and 6, and SHACL Advanced Features: not in every engine.
BEYOND_CORE = re.compile(
    r"sparql|select|ask|construct|update|validator|prefix|declare|Function|^js|Rule|"
    r"Target$|^target$|Parameter|expression|values$|labelTemplate",
    re.IGNORECASE,
)
SEVERITIES = {
    "obligations": {SH.Violation},
    "recommendations": {SH.Warning, SH.Info},
    "controlled-lists": {SH.Violation},
}


def words(shape: rdflib.URIRef, property: rdflib.URIRef) -> dict[str, str]:
    """What a shape says in each language, each language once."""
    said = [text for text in GRAPH.objects(shape, property) if isinstance(text, rdflib.Literal)]
    by_language = {text.language or "": str(text) for text in said}
    assert len(by_language) == len(said), said
    return by_language


def languages(shape: rdflib.URIRef, property: rdflib.URIRef) -> list[str]:
    return sorted(words(shape, property))


@pytest.mark.parametrize("path", SHAPES_FILES, ids=lambda path: path.stem)
def test_every_term_of_shacl_exists(path: Path) -> None:
    graph = rdflib.Graph().parse(path, format="turtle", publicID=BASES[0])
    terms = {
        term
        for triple in graph
        for term in triple
        if isinstance(term, rdflib.URIRef) and term.startswith(str(SH))
    }
    assert [term for term in terms if term not in SH] == []
    assert [term for term in terms if BEYOND_CORE.search(term.removeprefix(str(SH)))] == []


@each("shape", REPORTING, local_name)
def test_a_property_shape_is_complete(shape: rdflib.URIRef) -> None:
    assert shape.startswith(NAMESPACE)
    assert (shape, RDF.type, SH.PropertyShape) in GRAPH
    assert languages(shape, SH.name) == ["en", "fr"]
    assert languages(shape, SH.description) == ["en", "fr"]
    assert languages(shape, SH.message) == ["en", "fr"]
    assert languages(shape, REMEDY) == ["en", "fr"]
    for property in (SH.path, SH.order, SH.severity, RDFS.seeAlso):
        assert len(list(GRAPH.objects(shape, property))) == 1, property
    assert isinstance(GRAPH.value(shape, RDFS.seeAlso), rdflib.URIRef)


@each("shape", REPORTING, local_name)
def test_a_property_shape_has_one_constraint(shape: rdflib.URIRef) -> None:
    """So that a message speaks of one fault."""
    assert len([p for p in GRAPH.predicates(shape) if p in CONSTRAINTS]) == 1


@each("shape", REPORTING, local_name)
def test_a_property_shape_is_reached_once(shape: rdflib.URIRef) -> None:
    """Reached by two shapes, it would report twice."""
    assert len(list(GRAPH.subjects(SH.property, shape))) == 1


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("property", [SH.message, REMEDY], ids=["message", "remedy"])
@each("shape", REPORTING, local_name)
def test_the_message_and_the_remedy_are_sentences(
    shape: rdflib.URIRef, property: rdflib.URIRef, language: str
) -> None:
    sentence = words(shape, property)[language]
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert local_name(shape) not in sentence


@pytest.mark.parametrize("language", ["fr", "en"])
@each("shape", REPORTING, local_name)
def test_the_message_says_the_fault_alone(shape: rdflib.URIRef, language: str) -> None:
    assert ". " not in words(shape, SH.message)[language]


@each("shape", REPORTING, local_name)
def test_a_remedy_names_the_same_columns_in_both_languages(shape: rdflib.URIRef) -> None:
    said = words(shape, REMEDY)
    assert re.findall(r"« ([a-z_]+) »", said["fr"]) == re.findall(r'"([a-z_]+)"', said["en"])


def columns() -> set[str]:
    """The columns of the tables."""
    return set().union(*(table.names for table in FOLDER_TABLES))


def keys() -> set[str]:
    """The dotted keys of catalogue.toml, those of an open table by the table alone."""
    return {key.removesuffix(".*") for key in settings._KINDS}


@each("shape", REPORTING, local_name)
def test_a_remedy_names_columns_and_keys_that_exist(shape: rdflib.URIRef) -> None:
    known = columns().union(lock_file.COLUMNS) | {key.rpartition(".")[2] for key in keys()}
    assert set(re.findall(r"« ([a-z_]+) »", words(shape, REMEDY)["fr"])) <= known


@each("shape", REPORTING, local_name)
def test_a_property_shape_declares_the_columns_or_keys_to_write_in(shape: rdflib.URIRef) -> None:
    declared = {str(column) for column in GRAPH.objects(shape, COLUMN)}
    # The tool computes the checksums: no cell gives them.
    assert bool(declared) is not local_name(shape).startswith("checksum-")
    assert declared <= columns() | keys()


@each("shape", NODE_SHAPES, local_name)
def test_a_node_shape_has_a_target_or_is_a_part(shape: rdflib.URIRef) -> None:
    targets = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    targeted = any(GRAPH.value(shape, target) for target in targets)
    named_by = [s for s, p in GRAPH.subject_predicates(shape) if p != SH.property]
    assert targeted is not bool(named_by)
    assert languages(shape, RDFS.label) == ["en", "fr"]
    if targeted:
        assert {p for p in GRAPH.predicates(shape) if p in CONSTRAINTS} == {SH.property}


@pytest.mark.parametrize("path", SHAPES_FILES, ids=lambda path: path.stem)
def test_a_file_is_of_one_class_and_one_kind(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# "), "its purpose is said at the head"
    if path.stem == "parts":
        return
    thing, kind = path.stem.split(".")
    graph = rdflib.Graph().parse(path, format="turtle", publicID=BASES[0])
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        assert local_name(shape).startswith(f"{thing}-")
        assert graph.value(shape, SH.severity) in SEVERITIES[kind]


@pytest.mark.parametrize("path", SHAPES_FILES, ids=lambda path: path.stem)
def test_no_shape_names_an_iri_of_a_catalogue(path: Path) -> None:
    one, other = (
        {str(t) for t in rdflib.Graph().parse(path, format="turtle", publicID=base).all_nodes()}
        for base in BASES
    )
    moved = {term for term in one - other if not re.fullmatch(r"[nN][0-9a-fA-F]+b?\d*", term)}
    fixed = {"https://w3id.org/tressons-ld/profil", "https://w3id.org/tressons-ld/ontologie#"}
    assert moved == set(), "an IRI is relative: the shape is another in each catalogue"
    for term in one & other:
        if term.startswith(BASES[0]):
            assert term.startswith((NAMESPACE, *fixed))


@each("shape", list(GRAPH.subjects(SH.pattern)), local_name)
def test_a_pattern_is_one_that_both_engines_read(shape: rdflib.URIRef) -> None:
    pattern = str(GRAPH.value(shape, SH.pattern))
    assert not re.search(r"\\[pPicwWdDsSbB0-9]|\(\?", pattern)
    re.compile(pattern)


def orders() -> dict[str, dict[rdflib.URIRef, float]]:
    """For each class, the place of each property."""
    places: dict[str, dict[rdflib.URIRef, float]] = {}
    for shape in REPORTING:
        path, order = GRAPH.value(shape, SH.path), GRAPH.value(shape, SH.order)
        assert path is not None
        property, thing = first_property(GRAPH, path), local_name(shape).split("-")[0]
        place = float(str(order))
        assert places.setdefault(thing, {}).setdefault(property, place) == place, (thing, property)
    return places


@each("thing", sorted(orders()))
def test_the_properties_of_a_class_have_one_order(thing: str) -> None:
    places = orders()[thing]
    assert len(set(places.values())) == len(places)


def test_one_order_of_properties_serves_all_classes() -> None:
    sorter: TopologicalSorter[rdflib.URIRef] = TopologicalSorter()
    for places in orders().values():
        for before, after in pairwise(sorted(places, key=places.__getitem__)):
            sorter.add(after, before)
    assert list(sorter.static_order())


@each("shape", sorted(REPORTING), local_name)
def test_what_a_shape_says_takes_at_most_two_lines_of_a_terminal(shape: rdflib.URIRef) -> None:
    """Of 100 columns (issue 13)."""
    messages, remedies = words(shape, SH.message), words(shape, REMEDY)
    for language in ("fr", "en"):
        shown = f"{messages[language]} {remedies.get(language, '')}"
        assert len(shown) <= 200, shown
