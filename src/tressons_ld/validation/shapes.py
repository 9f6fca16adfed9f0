"""Shapes files: parsed against a catalogue's base, checked; what each shape states of itself."""

from __future__ import annotations

import hashlib
import typing
from collections.abc import Iterable, Iterator, Set
from typing import TYPE_CHECKING, Any, NamedTuple

from tressons_ld.findings.errors import ShapesError
from tressons_ld.findings.finding import Severity
from tressons_ld.findings.language import Text
from tressons_ld.rdf.terms import (
    Iri,
    Literal,
    is_iri,
    literal_parts,
)
from tressons_ld.rdf.vocabularies import RDF, SH, TLD
from tressons_ld.validation.relevance import Descriptions, Relevance, target_classes

if TYPE_CHECKING:
    import rdflib

# Every term of the SHACL vocabulary's Core (https://www.w3.org/ns/shacl#): engines pass over a
# misspelt one without a word.
_SHACL_TERMS = frozenset(
    " ".join(
        (
            "NodeShape PropertyShape Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI",
            "BlankNodeOrLiteral IRIOrLiteral PropertyGroup Parameter targetClass targetNode",
            "targetObjectsOf targetSubjectsOf property path node severity message deactivated",
            "name description order group defaultValue class datatype nodeKind minCount maxCount",
            "minExclusive minInclusive maxExclusive maxInclusive minLength maxLength pattern flags",
            "languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone",
            "qualifiedValueShape qualifiedValueShapesDisjoint qualifiedMinCount qualifiedMaxCount",
            "closed ignoredProperties hasValue in alternativePath inversePath oneOrMorePath",
            "zeroOrMorePath zeroOrOnePath",
        )
    ).split()
)


class Shape(NamedTuple):
    """What a shape states of itself.

    Attributes:
        code: stable name of its findings, ``shape.resource-title-present``.
        severity: severity of its findings (``sh:severity``).
        message: what is wrong (``sh:message``), in French and English.
        remedy: what to write instead (``tld:remedy``), empty where the shape states none.
        columns: the columns and settings in which to write it (``tld:column``), one for each table
            that the thing may be read from.
        path: the property judged; of a path through several, the first.
    """

    code: str
    severity: Severity
    message: Text
    remedy: Text = Text("", "")
    columns: frozenset[str] = frozenset()
    path: str | None = None


class Shapes:
    """A set of shapes files, parsed against one base and ready for either engine.

    Attributes:
        ntriples: the shapes graph in N-Triples.
        by_iri: each shape that has an IRI and a message.
        relevance: which statements they can ask for.
        digest: digest of the files and of the base, 128 bits in hexadecimal.
    """

    def __init__(self, ntriples: str, digest: str) -> None:
        descriptions = _descriptions(ntriples)
        self.ntriples = ntriples
        self.digest = digest
        self.by_iri = dict(_shapes(descriptions))
        self.relevance = Relevance(descriptions)
        self._targets = target_classes(descriptions)
        self._compiled: dict[tuple[str, frozenset[str]], Any] = {}

    @classmethod
    def parse(cls, files: Iterable[tuple[str, str]], base_iri: str) -> Shapes:
        """Return the shapes of the files, their relative IRIs resolved against ``base_iri``.

        Args:
            files: name and Turtle text of each file.
            base_iri: the catalogue's base.

        Raises:
            ShapesError: a file does not parse, at the line and column named, or uses a term that
                SHACL does not have.
        """
        import pyoxigraph as ox

        lines: list[str] = []
        digest = hashlib.blake2b(base_iri.encode(), digest_size=16)
        for name, turtle in files:
            digest.update(f"\n{name}\n{turtle}".encode())
            try:
                triples = list(ox.parse(turtle, ox.RdfFormat.TURTLE, base_iri=base_iri))
            except SyntaxError as error:
                place = f"{name}:{error.lineno}:{error.offset}"
                raise ShapesError("shapes.unreadable", place=place, reason=error.msg) from None
            for quad in triples:
                for term in (quad.predicate, quad.object):
                    _check_shacl_term(str(term), name)
            lines.extend(f"{quad.triple} .\n" for quad in triples)
        return cls("".join(lines), digest.hexdigest())

    def compiled(self, engine: str, classes: Set[str]) -> Any:
        """Return the shapes in the form that the engine takes, made once for the same arguments.

        Args:
            engine: ``shacl`` or ``pyshacl``.
            classes: the classes of the nodes to judge. Other classes are no target, so that no
                engine spends time on nodes whose results would be discarded.
        """
        targets = self._targets & classes
        key = engine, targets
        if key not in self._compiled:
            others = tuple(f"{SH.targetClass} {other} ." for other in self._targets - targets)
            lines = self.ntriples.splitlines(keepends=True)
            text = "".join(line for line in lines if not line.rstrip().endswith(others))
            if engine == "shacl":
                import shacl

                self._compiled[key] = shacl.Shapes.from_text(text, "ntriples")
            else:
                self._compiled[key] = ntriples_to_graph(text)
        return self._compiled[key]

    def __reduce__(self) -> tuple[type[Shapes], tuple[str, str]]:
        """Pickle without what an engine compiled."""
        return Shapes, (self.ntriples, self.digest)


def _check_shacl_term(term: str, file: str) -> None:
    namespace = f"<{SH.namespace}"
    if term.startswith(namespace) and term[len(namespace) : -1] not in _SHACL_TERMS:
        name = f"sh:{term[len(namespace) : -1]}"
        raise ShapesError("shapes.unknown-term", file=file, name=name)


_SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


def _descriptions(ntriples: str) -> Descriptions:
    """Return what an N-Triples text states of each subject."""
    descriptions: dict[str, dict[str, list[str]]] = {}
    for line in ntriples.splitlines():
        subject, property, value = line.removesuffix(" .").split(" ", 2)
        descriptions.setdefault(subject, {}).setdefault(property, []).append(value)
    return descriptions


def _shapes(descriptions: Descriptions) -> Iterator[tuple[str, Shape]]:
    """Yield the IRI of each shape that has a message, and what it states of itself."""
    for subject, properties in descriptions.items():
        if SH.message in properties and is_iri(subject):
            severity = Iri(next(iter(properties.get(SH.severity, ())), SH.Violation))
            yield (
                subject,
                Shape(
                    code=f"shape.{_local_name(subject)}",
                    severity=_SEVERITIES.get(severity, Severity.VIOLATION),
                    message=_words(properties[SH.message]),
                    remedy=_words(properties.get(TLD.remedy, ())),
                    columns=frozenset(text for text, _ in _texts(properties.get(TLD.column, ()))),
                    path=_first_property(properties.get(SH.path, ()), descriptions),
                ),
            )


def _words(terms: Iterable[str]) -> Text:
    """Return what literals say in French and English, in the one where the other is missing."""
    words = {"fr": "", "en": ""}
    for text, language in _texts(terms):
        words[language or "fr"] = text
    return Text(words["fr"] or words["en"], words["en"] or words["fr"])


def _texts(terms: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield the text and the language of each term that is a literal."""
    for term in terms:
        if term.startswith('"'):
            text, _, language = literal_parts(Literal(term))
            yield text, language


def _first_property(paths: Iterable[str], descriptions: Descriptions) -> str | None:
    """Return the first property of a path (SHACL, section 2.3.1), following its lists."""
    for path in paths:
        if is_iri(path):
            return path
        steps = [
            value
            for property, values in descriptions.get(path, {}).items()
            if property != RDF.rest
            for value in values
        ]
        if first := _first_property(steps, descriptions):
            return first
    return None


def _local_name(term: str) -> str:
    return term[1:-1].replace("/", "#").rsplit("#", 1)[-1]


def ntriples_to_graph(ntriples: str) -> rdflib.Graph:
    """Return the triples as an rdflib graph, every lexical form kept.

    rdflib's own reader keeps them only while a switch is thrown that all threads of the process
    share (``rdflib.NORMALIZE_LITERALS``); this one asks for it literal by literal.
    """
    import rdflib
    from rdflib.plugins.parsers.ntriples import NTGraphSink, W3CNTriplesParser, r_literal

    class Parser(W3CNTriplesParser):
        def literal(self) -> rdflib.Literal | typing.Literal[False]:
            if not self.peek('"'):
                return False
            value, datatype, language = literal_parts(Literal(self.eat(r_literal).group()))
            type_ = None if datatype is None else rdflib.URIRef(datatype)
            return rdflib.Literal(value, language, type_, normalize=False)

    graph = rdflib.Graph()
    Parser(NTGraphSink(graph)).parsestring(ntriples)
    return graph
