"""What SHACL asks of the values of each property of a shape (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from tressons_ld.findings.language import Text, joined
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import (
    XSD_NAMESPACE,
    Literal,
    is_blank,
    is_iri,
    is_lexical,
    is_literal,
    literal_parts,
)
from tressons_ld.rdf.vocabularies import RDF, SH
from tressons_ld.validation.shapes_file import ShapeStatement, is_unnamed

NAMESPACE = f"<{SH.namespace}"
_KINDS_OF_NODE = (
    *("IRI", "BlankNode", "Literal"),
    *("BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"),
)
_INTEGERS = (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger"
    " negativeInteger unsignedLong unsignedInt unsignedShort unsignedByte"
)
_BOUNDS = {
    **dict.fromkeys(_INTEGERS.split(), "integer"),
    **dict.fromkeys(("decimal", "date", "dateTime")),
}
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")

Graph = Mapping[str, Mapping[str, list[ShapeStatement]]]
"""The statements of each subject, by property."""


def datatype_name(term: str) -> str | None:
    """Return the local name of a literal's XSD datatype, ``string`` of a plain one."""
    if not is_literal(term):
        return None
    _, datatype, language = literal_parts(Literal(term))
    if language is not None:
        return None
    return (datatype or f"{XSD_NAMESPACE}string").removeprefix(XSD_NAMESPACE)


def lexical_form(term: str) -> str:
    """Return what stands between the quotation marks of a literal."""
    return literal_parts(Literal(term))[0]


def _is_count(term: str, _graph: Graph) -> bool:
    # Nine digits: more than any catalogue holds, and what both engines take.
    text = lexical_form(term).removeprefix("+") if datatype_name(term) == "integer" else ""
    return text.isascii() and text.isdigit() and len(text) < 10


def _is_switch(term: str, _graph: Graph) -> bool:
    return datatype_name(term) == "boolean" and lexical_form(term) in ("true", "false")


def _is_string(term: str, _graph: Graph) -> bool:
    return datatype_name(term) == "string"


def _is_words(term: str, _graph: Graph) -> bool:
    return is_literal(term) and (
        datatype_name(term) == "string" or literal_parts(Literal(term))[2] is not None
    )


def _is_iri(term: str, _graph: Graph) -> bool:
    return is_iri(term) and not is_unnamed(term)


def _is_node(term: str, _graph: Graph) -> bool:
    return not is_blank(term)


def _is_kind_of_node(term: str, _graph: Graph) -> bool:
    return term.startswith(NAMESPACE) and term[len(NAMESPACE) : -1] in _KINDS_OF_NODE


def _is_bound(term: str, _graph: Graph) -> bool:
    name = datatype_name(term)
    if name in ("double", "float"):
        return _FLOAT.fullmatch(lexical_form(term)) is not None
    return name in _BOUNDS and is_lexical(lexical_form(term), _BOUNDS[name] or name)


def _list_of(
    is_member: Callable[[str, Graph], bool], *, least: int = 0
) -> Callable[[str, Graph], bool]:
    def check(term: str, graph: Graph) -> bool:
        members = list_members(term, graph)
        return (
            members is not None
            and len(members) >= least
            and all(is_member(each, graph) for each in members)
        )

    return check


def list_members(term: str, graph: Graph) -> list[str] | None:
    """Return the members of a SHACL list (section 1.4), None of what is none."""
    members: list[str] = []
    seen: set[str] = set()
    while term != RDF.nil:
        cell = graph.get(term, {})
        firsts, rests = cell.get(RDF.first, ()), cell.get(RDF.rest, ())
        if term in seen or len(firsts) != 1 or len(rests) != 1:
            return None
        seen.add(term)
        members.append(firsts[0].value)
        term = rests[0].value
    return members


class ShapeParameter(NamedTuple):
    """What SHACL asks of the values of a property of shapes.

    Attributes:
        accepts: whether a value is suitable.
        asks: what is suitable, in words.
        once: whether a shape has one value at most.
        with_path: whether only property shapes have it.
    """

    accepts: Callable[[str, Graph], bool]
    asks: Text
    once: bool = True
    with_path: bool = False


_COUNT = sentence("shapes.a-whole-number")
_SWITCH = sentence("shapes.a-truth-value")
_AN_IRI = sentence("shapes.an-iri")
_STRING = sentence("shapes.a-plain-text")
_WORDS = sentence("shapes.a-text")
_A_SHAPE = sentence("shapes.a-shape")
_SHAPE_LIST = sentence("shapes.a-list-of-shapes")
_BOUND = sentence("shapes.a-number-or-day")
PARAMETERS: dict[str, ShapeParameter] = {
    **dict.fromkeys(("minLength", "maxLength"), ShapeParameter(_is_count, _COUNT)),
    **dict.fromkeys(
        ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount"),
        ShapeParameter(_is_count, _COUNT, with_path=True),
    ),
    **dict.fromkeys(("deactivated", "closed"), ShapeParameter(_is_switch, _SWITCH)),
    "uniqueLang": ShapeParameter(_is_switch, _SWITCH, with_path=True),
    "qualifiedValueShapesDisjoint": ShapeParameter(_is_switch, _SWITCH, with_path=True),
    **dict.fromkeys(("datatype", "severity"), ShapeParameter(_is_iri, _AN_IRI)),
    **dict.fromkeys(
        ("class", "equals", "disjoint", "targetClass", "targetObjectsOf", "targetSubjectsOf"),
        ShapeParameter(_is_iri, _AN_IRI, once=False),
    ),
    **dict.fromkeys(
        ("lessThan", "lessThanOrEquals"),
        ShapeParameter(_is_iri, _AN_IRI, once=False, with_path=True),
    ),
    "targetNode": ShapeParameter(_is_node, sentence("shapes.an-iri-or-value"), once=False),
    "nodeKind": ShapeParameter(
        _is_kind_of_node,
        joined([Text(name, name) for name in map("sh:{}".format, _KINDS_OF_NODE)]),
    ),
    **dict.fromkeys(
        ("minInclusive", "minExclusive", "maxInclusive", "maxExclusive"),
        ShapeParameter(_is_bound, _BOUND),
    ),
    "pattern": ShapeParameter(_is_string, _STRING),
    "flags": ShapeParameter(_is_string, _STRING),
    "languageIn": ShapeParameter(
        _list_of(_is_string),
        sentence("shapes.a-list-of-languages"),
    ),
    "in": ShapeParameter(
        _list_of(_is_node),
        sentence("shapes.a-list-of-values"),
    ),
    "ignoredProperties": ShapeParameter(
        _list_of(_is_iri),
        sentence("shapes.a-list-of-iris"),
    ),
    **dict.fromkeys(("property", "node", "not"), ShapeParameter(_is_node, _A_SHAPE, once=False)),
    "qualifiedValueShape": ShapeParameter(_is_node, _A_SHAPE, with_path=True),
    **dict.fromkeys(
        ("and", "or", "xone"), ShapeParameter(_list_of(_is_node, least=1), _SHAPE_LIST, once=False)
    ),
    "message": ShapeParameter(_is_words, _WORDS, once=False),
    "name": ShapeParameter(_is_words, _WORDS, once=False),
    "description": ShapeParameter(_is_words, _WORDS, once=False),
}
DEEPEST = 50
"""Paths within paths, and shapes within shapes: no engine follows more than about a hundred."""

_STEPS = frozenset(
    (SH.inversePath, SH.zeroOrMorePath, SH.oneOrMorePath, SH.zeroOrOnePath, SH.alternativePath)
)


def is_path(path: str, graph: Graph, above: tuple[str, ...] = ()) -> bool:
    """Return whether a term is a property path (section 2.3.1), its steps not too deep."""
    if is_iri(path):
        return path != RDF.nil
    steps = graph.get(path, {})
    if not is_blank(path) or path in above or len(above) == DEEPEST:
        return False
    above = (*above, path)
    if RDF.first in steps:
        members = list_members(path, graph)
    elif len(steps) == 1 and (step := next(iter(steps))) in _STEPS and len(steps[step]) == 1:
        value = steps[step][0].value
        if step != SH.alternativePath:
            return is_path(value, graph, above)
        members = list_members(value, graph)
    else:
        return False
    return (
        members is not None
        and len(members) > 1
        and all(is_path(each, graph, above) for each in members)
    )
