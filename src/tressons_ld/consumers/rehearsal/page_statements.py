"""The statements of a page as a consumer looks them up, and the account of what it left there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from tressons_ld.consumers.rehearsal.items import Loss, shortened
from tressons_ld.findings.language import Text
from tressons_ld.rdf.vocabularies import PREFIXES, PREFIXES_OF_CONSUMERS

if TYPE_CHECKING:
    from rdflib import Graph, URIRef
    from rdflib.term import Node

PREFIXES_READ: Mapping[str, str] = MappingProxyType({**PREFIXES, **PREFIXES_OF_CONSUMERS})
"""The prefixes of the terms that consumers look for, ours and others."""


def term(name: str) -> URIRef:
    """Return the IRI that a prefixed name stands for.

    >>> term("dct:title")
    rdflib.term.URIRef('http://purl.org/dc/terms/title')
    """
    from rdflib import URIRef

    prefix, _, local = name.partition(":")
    return URIRef(PREFIXES_READ[prefix] + local)


def prefixed(iri: str) -> str:
    """Return an IRI as a prefixed name where its prefix is known, else as it is.

    >>> prefixed("http://purl.org/dc/terms/title"), prefixed("http://example.org/x")
    ('dct:title', 'http://example.org/x')
    """
    for prefix, namespace in PREFIXES_READ.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return iri


class Reason(NamedTuple):
    """Why a value does not arrive, and the reference."""

    why: Text
    rule: str


class Statements:
    """A page that notes which of its statements a consumer has taken.

    Args:
        graph: the page.
        language: the language that the consumer prefers among several texts.
    """

    def __init__(self, graph: Graph, language: str) -> None:
        self.graph = graph
        self.language = language
        self._kept: set[tuple[Node, Node, Node]] = set()
        self._looked: set[tuple[Node, Node]] = set()
        self._reasons: dict[tuple[Node, Node, Node], Reason] = {}

    def objects(self, subject: Node, name: str) -> list[Node]:
        """Return the values of a property in the order of reading; none of them is kept yet."""
        property = term(name)
        self._looked.add((subject, property))
        return list(self.graph.objects(subject, property))

    def keep(self, subject: Node, name: str, value: Node) -> None:
        """Note that a value arrives."""
        self._kept.add((subject, term(name), value))

    def dismiss(self, subject: Node, name: str, value: Node, reason: Reason) -> None:
        """Note why a value does not arrive."""
        self._reasons[subject, term(name), value] = reason

    def forget(self, subject: Node, name: str, value: Node, reason: Reason) -> None:
        """Note that a value taken before does not arrive after all."""
        self._kept.discard((subject, term(name), value))
        self.dismiss(subject, name, value, reason)

    def losses(
        self,
        subject: Node,
        parts: frozenset[str],
        silent: frozenset[str],
        unread: Reason,
        crowded: Reason,
    ) -> tuple[Loss, ...]:
        """Return what is said of a thing and of its parts, and has not been kept, in order.

        Args:
            subject: the thing.
            parts: the properties whose values are parts of it, as are blank nodes and hash IRIs.
            silent: the classes that go without saying, as IRIs.
            unread: why a value of a property that nobody looked for is lost.
            crowded: why a value is lost whose property was looked for.
        """
        return tuple(sorted(self._losses(subject, "", parts, silent, (unread, crowded), {subject})))

    def _losses(
        self,
        subject: Node,
        path: str,
        parts: frozenset[str],
        silent: frozenset[str],
        reasons: tuple[Reason, Reason],
        seen: set[Node],
    ) -> Iterator[Loss]:
        from rdflib import RDF

        for property, value in self.graph.predicate_objects(subject):
            name = prefixed(str(property))
            field = f"{path}/{name}" if path else name
            statement = (subject, property, value)
            if property == RDF.type and (path or str(value) in silent):
                continue
            if statement not in self._kept:
                given = self._reasons.get(statement)
                reason = given or reasons[(subject, property) in self._looked]
                yield Loss(field, self._shown(value), *reason)
            elif value not in seen and (name in parts or self._is_part(value, subject)):
                seen.add(value)
                yield from self._losses(value, field, parts, silent, reasons, seen)

    @staticmethod
    def _is_part(value: Node, subject: Node) -> bool:
        from rdflib import BNode, Literal

        if isinstance(value, Literal):
            return False
        return isinstance(value, BNode) or str(value).startswith(
            str(subject).partition("#")[0] + "#"
        )

    def _shown(self, value: Node) -> str:
        """Return a value as a person would name it: an IRI or a blank node with its own name."""
        from rdflib import BNode, Literal

        if isinstance(value, Literal):
            return shortened(value)
        for name in ("foaf:name", "vcard:fn", "skos:prefLabel", "rdfs:label", "dct:title"):
            for label in self.graph.objects(value, term(name)):
                iri = "" if isinstance(value, BNode) else f" <{value}>"
                return shortened(f"{label}{iri}", 160)
        if isinstance(value, BNode):
            said = sorted(
                str(one) for one in self.graph.objects(value) if not isinstance(one, BNode)
            )
            return shortened("[ " + " ; ".join(said) + " ]")
        return str(value)
