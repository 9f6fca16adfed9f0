"""Statements as JSON-LD 1.1 with the prefixes of a question, written as they come.

The engine's own writer takes no prefixes. The shape::

    {
        "@context": {"dct": "http://purl.org/dc/terms/"},
        "@graph": [
            {
                "@id": "http://example.org/s",
                "@type": ["dct:Standard"],
                "dct:title": [{"@value": "Titre", "@language": "fr"}],
            }
        ],
    }

Statements that follow each other on one subject are one object. What would be read as a shortened
name and is none, such as ``geo:48.8,2.3`` where ``geo`` is a prefix, stands in an object without
context, all its names whole.

Specification: JSON-LD 1.1, section 4.1 and appendix B.2 (https://www.w3.org/TR/json-ld11/#compact-iris).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf.terms import XSD_NAMESPACE
from tressons_ld.rdf.vocabularies import RDF

if TYPE_CHECKING:
    import pyoxigraph as ox

_TYPE = RDF.type[1:-1]
_STRINGS = (f"{XSD_NAMESPACE}string", f"{RDF.namespace}langString", f"{RDF.namespace}dirLangString")
# What a namespace ends with whose name may shorten others by itself; another one has to say so.
_ENDS = frozenset(":/?#[]@")
_IN_VOCABULARY = re.compile(r"[^\W\d][\w.\-]*")
_STATEMENTS_OF_AN_OBJECT = 1000
_PIECE = 1 << 13
_REMEMBERED = 10_000


def write_json_ld(
    statements: Iterable[Any], write: Callable[[bytes], None], prefixes: Mapping[str, str]
) -> None:
    """Write statements as they come.

    Args:
        statements: triples of the engine.
        write: takes the bytes, a few thousand at a time.
        prefixes: prefix -> namespace; the empty one is the vocabulary.

    Raises:
        QueryError: a term has no JSON-LD.
    """
    names = _Names(prefixes)
    pieces = [f'{{"@context":{_json(names.context)},"@graph":[']
    size, between = 0, "\n"
    node: list[Any] = []
    for statement in statements:
        full = len(node) >= _STATEMENTS_OF_AN_OBJECT
        if node and (full or statement.subject != node[0].subject):
            pieces += (between, _json(_object(node, names)))
            size, between = size + len(pieces[-1]), ",\n"
            node.clear()
            if size > _PIECE:
                write("".join(pieces).encode())
                pieces, size = [], 0
        node.append(statement)
    if node:
        pieces += (between, _json(_object(node, names)))
    pieces.append("\n]}\n")
    write("".join(pieces).encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class _MisreadError(Exception):
    """An IRI would be read as a shortened name."""


class _Names:
    """The names of IRIs by some prefixes.

    Attributes:
        context: those prefixes, as JSON-LD declares them.
    """

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        own = prefixes.get("")
        self._vocabulary = own if own and not _is_shortened(own, prefixes) else None
        # A namespace that would itself be read as a shortened name shortens nothing.
        self._prefixes = {
            name: namespace
            for name, namespace in prefixes.items()
            if name and not _is_shortened(namespace, prefixes)
        }
        self._longest_first = sorted(self._prefixes.items(), key=lambda e: (-len(e[1]), e[0]))
        self.context: dict[str, object] = {
            name: namespace if namespace[-1] in _ENDS else {"@id": namespace, "@prefix": True}
            for name, namespace in self._prefixes.items()
        }
        if self._vocabulary is not None:
            self.context["@vocab"] = self._vocabulary
        self.of = lru_cache(_REMEMBERED)(self._of)
        self.in_vocabulary = lru_cache(_REMEMBERED)(self._in_vocabulary)

    def _of(self, value: str) -> str:
        """Return the name of an IRI.

        Raises:
            _MisreadError: it has none that is not read as another one.
        """
        for name, namespace in self._longest_first:
            if value.startswith(namespace) and not value.startswith("//", len(namespace)):
                return f"{name}:{value[len(namespace) :]}"
        if _is_shortened(value, self._prefixes):
            raise _MisreadError
        return value

    def _in_vocabulary(self, value: str) -> str:
        """Return the name of a property, a type or a datatype.

        Raises:
            _MisreadError: it has none that is not read as another one.
        """
        own = self._vocabulary
        if own is not None and value.startswith(own):
            local = value[len(own) :]
            if _IN_VOCABULARY.fullmatch(local) and local not in self._prefixes:
                return local
        return self.of(value)


def _is_shortened(value: str, prefixes: Mapping[str, str]) -> bool:
    """Return whether a reader takes an IRI for a name that one of the prefixes shortens."""
    scheme, _, after = value.partition(":")
    return scheme in prefixes and not after.startswith("//")


_WITHOUT = _Names({})


def _object(statements: list[Any], names: _Names) -> dict[str, Any]:
    try:
        return _node(statements, names)
    except _MisreadError:
        return {"@context": None, **_node(statements, _WITHOUT)}


def _node(statements: list[Any], names: _Names) -> dict[str, Any]:
    import pyoxigraph as ox

    node: dict[str, Any] = {"@id": _id(statements[0].subject, names)}
    for statement in statements:
        property, value = statement.predicate.value, statement.object
        if property == _TYPE and isinstance(value, ox.NamedNode):
            node.setdefault("@type", []).append(names.in_vocabulary(value.value))
            continue
        told = (
            _literal(value, names) if isinstance(value, ox.Literal) else {"@id": _id(value, names)}
        )
        node.setdefault(names.in_vocabulary(property), []).append(told)
    return node


def _id(term: ox.NamedNode | ox.BlankNode | Any, names: _Names) -> str:
    import pyoxigraph as ox

    if isinstance(term, ox.NamedNode):
        return names.of(term.value)
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    raise QueryError("query.not-writable", value=str(term), format="jsonld")


def _literal(literal: ox.Literal, names: _Names) -> dict[str, str]:
    value = {"@value": literal.value}
    if literal.language:
        value["@language"] = literal.language
        if direction := getattr(literal, "direction", None):
            value["@direction"] = str(direction)
    elif literal.datatype.value not in _STRINGS:
        value["@type"] = names.in_vocabulary(literal.datatype.value)
    return value
