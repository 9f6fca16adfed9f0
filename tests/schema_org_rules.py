"""What schema.org's own vocabulary file says of a graph: domains, ranges, superseded terms.

The rules are those of https://schema.org/docs/datamodel.html: a property is expected on the types
of its domainIncludes and with the types of its rangeIncludes, subtypes included. Here all of it is
demanded, where schema.org only expects it.
"""

import gzip
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import rdflib
from rdflib import RDF, XSD

SCHEMA = "http://schema.org/"
TEXT = {XSD.string, RDF.langString}
# Datatypes that a literal may have where schema.org's data type is in the range.
DATATYPES = {
    "Text": TEXT,
    "URL": {XSD.anyURI, *TEXT},
    "Date": {XSD.date, XSD.gYear, XSD.gYearMonth},
    "DateTime": {XSD.dateTime},
    "Time": {XSD.time},
    "Boolean": {XSD.boolean},
    "Number": {XSD.integer, XSD.nonNegativeInteger, XSD.decimal, XSD.double},
    "Integer": {XSD.integer, XSD.nonNegativeInteger},
    "Float": {XSD.float, XSD.double},
}


class Fault(NamedTuple):
    """A statement that schema.org does not expect: what is wrong, and the three terms."""

    rule: str
    subject: str
    property: str
    value: str


class Vocabulary:
    """The classes and properties of a release of schema.org."""

    def __init__(self, terms: list[dict[str, Any]]) -> None:
        self._terms = {term["@id"].removeprefix("schema:"): term for term in terms}

    @classmethod
    def read(cls, path: Path) -> "Vocabulary":
        """Read the JSON-LD file of a release, compressed."""
        return cls(json.loads(gzip.decompress(path.read_bytes()))["@graph"])

    def _names(self, name: str, property: str) -> list[str]:
        values = self._terms[name].get(property, [])
        values = values if isinstance(values, list) else [values]
        return [value["@id"].removeprefix("schema:") for value in values]

    @cached_property
    def properties(self) -> set[str]:
        """Names of the properties."""
        return {name for name in self._terms if "rdf:Property" in self._kinds(name)}

    @cached_property
    def classes(self) -> set[str]:
        """Names of the classes, data types included."""
        return {
            name for name in self._terms if {"rdfs:Class", "schema:DataType"} & self._kinds(name)
        }

    def _kinds(self, name: str) -> set[str]:
        kinds = self._terms[name]["@type"]
        return set(kinds if isinstance(kinds, list) else [kinds])

    def superseded(self, name: str) -> bool:
        """Whether another term has taken this one's place."""
        return "schema:supersededBy" in self._terms[name]

    def with_ancestors(self, name: str) -> set[str]:
        """The class and all those above it."""
        found, waiting = set(), [name]
        while waiting:
            each = waiting.pop()
            if each in self.classes and each not in found:
                found.add(each)
                waiting += self._names(each, "rdfs:subClassOf")
        return found

    def domain(self, property: str) -> set[str]:
        """The classes a property is expected on."""
        return set(self._names(property, "schema:domainIncludes"))

    def range(self, property: str) -> set[str]:
        """The classes and data types expected of its values."""
        return set(self._names(property, "schema:rangeIncludes"))

    def faults(self, graph: rdflib.Graph) -> Iterator[Fault]:
        """Yield every statement of the graph, in schema.org's terms, that breaks a rule."""
        for subject, property, value in sorted(graph):
            said = str(subject), str(property), str(value)
            if property == RDF.type and value.startswith(SCHEMA):  # type: ignore[attr-defined]
                name = str(value).removeprefix(SCHEMA)
                if name not in self.classes:
                    yield Fault("unknown class", *said)
                elif self.superseded(name):
                    yield Fault("superseded class", *said)
            elif said[1].startswith(SCHEMA):
                name = said[1].removeprefix(SCHEMA)
                if name not in self.properties:
                    yield Fault("unknown property", *said)
                    continue
                if self.superseded(name):
                    yield Fault("superseded property", *said)
                if not self._types(graph, subject) & self.domain(name):
                    yield Fault("domain", *said)
                if not self._in_range(graph, value, self.range(name)):
                    yield Fault("range", *said)

    def _types(self, graph: rdflib.Graph, node: rdflib.term.Node) -> set[str]:
        """The schema.org classes of a node, those above them included."""
        found = set()
        for type in graph.objects(node, RDF.type):
            if str(type).startswith(SCHEMA):
                found |= self.with_ancestors(str(type).removeprefix(SCHEMA))
        return found

    def _in_range(self, graph: rdflib.Graph, value: rdflib.term.Node, expected: set[str]) -> bool:
        if isinstance(value, rdflib.Literal):
            datatype = RDF.langString if value.language else value.datatype or XSD.string
            return any(datatype in DATATYPES.get(name, ()) for name in expected)
        return "URL" in expected or bool(self._types(graph, value) & expected)
