"""Shapes files: parsed against a catalogue's base, checked; what each shape states of itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Set
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tressons_ld.findings.errors import ShapesError
from tressons_ld.findings.finding import Severity
from tressons_ld.findings.language import Text
from tressons_ld.rdf.terms import (
    Iri,
    Literal,
    iri_text,
    is_blank,
    is_iri,
    literal_parts,
    text,
)
from tressons_ld.rdf.vocabularies import RDF, SH, TLD
from tressons_ld.validation.relevance import Descriptions, Relevance, target_classes
from tressons_ld.validation.shacl_terms import check_terms
from tressons_ld.validation.shapes_file import local_name, read_shapes
from tressons_ld.validation.well_formed import check_shapes
from tressons_ld.validation.xpath_regex import parse_regex

if TYPE_CHECKING:
    import rdflib


class Shape(NamedTuple):
    """What a shape states of itself.

    Attributes:
        code: stable name of its findings, ``shape.resource-title-present``.
        severity: severity of its findings (``sh:severity``).
        message: what is wrong (``sh:message``), in French and English, empty where the shape
            states none.
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
        by_iri: each shape, by its IRI or the one that was made for it.
        relevance: which statements they can ask for.
        digest: digest of the files and of the base, 128 bits in hexadecimal.
    """

    def __init__(self, ntriples: str, digest: str) -> None:
        self._descriptions = descriptions = _descriptions(ntriples)
        self.ntriples = ntriples
        self.digest = digest
        self.by_iri = dict(_shapes(descriptions))
        self.relevance = Relevance(descriptions)
        self._targets = target_classes(descriptions)
        self._compiled: dict[tuple[str, frozenset[str]], Any] = {}

    @classmethod
    def parse(cls, files: Iterable[tuple[str, str]], base_iri: str) -> Shapes:
        """Return the shapes of the files, their relative IRIs resolved against ``base_iri``.

        Those of the last few calls are not made twice: whoever publishes each time that a table is
        saved, or opens several folders, mostly gives the same files.

        Args:
            files: name and Turtle text of each file.
            base_iri: the catalogue's base.

        Raises:
            ShapesError: a file does not parse, at the line and column named, uses a term that
                SHACL Core does not have, or holds a shape that is not well-formed.
        """
        return _parse(tuple(files), base_iri)

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
            lines = (line for line in self._lines(engine) if not line.endswith(others))
            ntriples = "".join(f"{line}\n" for line in lines)
            self._compiled[key] = _compile(ntriples, engine)
        return self._compiled[key]

    def _lines(self, engine: str) -> Iterator[str]:
        """Yield the statements, each regular expression as the engine reads it."""
        for line in self.ntriples.split("\n")[:-1]:
            subject, property, value = line.removesuffix(" .").split(" ", 2)
            if property == SH.pattern:
                flags = self._descriptions[subject].get(SH.flags, ('""',))
                regex = parse_regex(_lexical(value), _lexical(flags[0]))
                written = regex.rust if engine == "shacl" else regex.python
                yield f"{subject} {property} {text(written)} ."
            elif property != SH.flags:
                yield line

    def __reduce__(self) -> tuple[type[Shapes], tuple[str, str]]:
        """Pickle without what an engine compiled."""
        return Shapes, (self.ntriples, self.digest)


@lru_cache(maxsize=8)
def _parse(files: tuple[tuple[str, str], ...], base_iri: str) -> Shapes:
    digest = hashlib.blake2b(base_iri.encode(), digest_size=16)
    for name, turtle in files:
        digest.update(f"\n{name}\n{turtle}".encode())
    statements = read_shapes(files, base_iri)
    check_terms(statements)
    check_shapes(statements, base_iri)
    lines = (f"{each.subject} {each.property} {each.value} .\n" for each in statements)
    return Shapes("".join(lines), digest.hexdigest())


def _compile(ntriples: str, engine: str) -> Any:
    """Return the shapes in the form that the engine takes.

    Raises:
        ShapesError: an engine refuses shapes that are well-formed.
    """
    if engine != "shacl":
        return ntriples_to_graph(ntriples)
    import shacl

    try:
        return shacl.Shapes.from_text(ntriples, "ntriples")
    except ValueError as error:
        reason = " ".join(str(error).split())[:200]
        raise ShapesError("shapes.engine-refuses", engine=engine, reason=reason) from None


_SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


def _descriptions(ntriples: str) -> Descriptions:
    """Return what an N-Triples text states of each subject."""
    descriptions: dict[str, dict[str, list[str]]] = {}
    for line in ntriples.split("\n")[:-1]:
        subject, property, value = line.removesuffix(" .").split(" ", 2)
        descriptions.setdefault(subject, {}).setdefault(property, []).append(value)
    return descriptions


def _shapes(descriptions: Descriptions) -> Iterator[tuple[str, Shape]]:
    """Yield the IRI of each shape, and what it states of itself."""
    for subject, properties in descriptions.items():
        if is_iri(subject) and any(each.startswith(f"<{SH.namespace}") for each in properties):
            severity = Iri(next(iter(properties.get(SH.severity, ())), SH.Violation))
            yield (
                subject,
                Shape(
                    code=f"shape.{local_name(subject)}",
                    severity=_SEVERITIES.get(severity, Severity.VIOLATION),
                    message=_words(properties.get(SH.message, ())),
                    remedy=_words(properties.get(TLD.remedy, ())),
                    columns=frozenset(said for said, _ in _texts(properties.get(TLD.column, ()))),
                    path=_first_property(properties.get(SH.path, ()), descriptions),
                ),
            )


def _words(terms: Iterable[str]) -> Text:
    """Return what literals say in French and English, in the one where the other is missing."""
    words: dict[str, str] = {}
    for said, language in _texts(terms):
        words.setdefault((language or "").partition("-")[0].lower(), said)
    # A word without a language, or in another one, is better than none.
    other = next((said for tag, said in words.items() if tag not in ("fr", "en")), "")
    french, english = words.get("fr", ""), words.get("en", "")
    return Text(french or other or english, english or other or french)


def _texts(terms: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """Yield the text and the language of each term that is a literal."""
    for term in terms:
        if term.startswith('"'):
            said, _, language = literal_parts(Literal(term))
            yield said, language


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


def _lexical(term: str) -> str:
    return literal_parts(Literal(term))[0]


def ntriples_to_graph(ntriples: str) -> rdflib.Graph:
    """Return triples as an rdflib graph, every lexical form kept; each blank node is a new one.

    rdflib's own reader keeps them only while a switch is thrown that all threads of the process
    share (``rdflib.NORMALIZE_LITERALS``); this one asks for it literal by literal. It knows our own
    spelling alone, reads each term once, and takes half the time.

    rdflib takes a year for its first day. SPARQL compares it with nothing (SPARQL 1.1, section
    17.3), and so does no bound of a shape.

    Args:
        ntriples: a line for each triple, its terms as :mod:`tressons_ld.rdf.terms` spells them.
    """
    import rdflib

    parts_of_dates = {f"{rdflib.XSD}gYear", f"{rdflib.XSD}gYearMonth"}

    class PartOfDate(rdflib.Literal):
        def eq(self, other: object) -> bool:
            raise TypeError("years and months are not compared")

    @cache
    def node(term: str) -> rdflib.term.Node:
        if is_iri(term):
            return rdflib.URIRef(iri_text(Iri(term)))
        if is_blank(term):
            return rdflib.BNode()
        value, datatype, language = literal_parts(Literal(term))
        type_ = None if datatype is None else rdflib.URIRef(datatype)
        kind = PartOfDate if datatype in parts_of_dates else rdflib.Literal
        return kind(value, language, type_, normalize=False)

    graph = rdflib.Graph()
    for line in ntriples.split("\n")[:-1]:
        subject, property, value = line.removesuffix(" .").split(" ", 2)
        graph.add((node(subject), node(property), node(value)))
    return graph
