"""What SHACL asks of a shapes graph, checked before any engine sees it.

The engines disagree on a shape that is not well-formed: one stops, the other passes over it, so
that a rule of the house is never applied. One set of rules gives one sentence and one verdict.

Specification: SHACL 1.0, section 1.5 and the rules of syntax of each section,
https://www.w3.org/TR/shacl/#syntax-rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tressons_ld.catalogue.columns.spelling import did_you_mean, fold, nearest
from tressons_ld.findings.errors import ShapesError
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import XSD_NAMESPACE, Iri, is_blank, is_iri
from tressons_ld.rdf.vocabularies import OWL, RDF, RDFS, SH
from tressons_ld.validation.shape_parameters import (
    DEEPEST,
    NAMESPACE,
    PARAMETERS,
    ShapeParameter,
    datatype_name,
    is_path,
    lexical_form,
    list_members,
)
from tressons_ld.validation.shapes_file import (
    SHAPE_LIST_PROPERTIES,
    SHAPE_PROPERTIES,
    ShapeStatement,
    is_unnamed,
    local_name,
)
from tressons_ld.validation.targets import intended_term
from tressons_ld.validation.xpath_regex import RegexError, parse_regex

_TARGETS = frozenset((SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf))
# What a shape that asks for something has one of.
_DEMANDS = frozenset((SH.path, *SHAPE_PROPERTIES, *SHAPE_LIST_PROPERTIES))


def check_shapes(statements: Iterable[ShapeStatement], base_iri: str) -> None:
    """Refuse shapes that are not well-formed, or that can never be applied.

    Raises:
        ShapesError: with the file, the line, the shape and what SHACL asks for.
    """
    _Rules(_ShapesGraph(statements, base_iri)).check()


class _ShapesGraph:
    """A shapes graph: where its statements stand, and how messages write what it names."""

    def __init__(self, statements: Iterable[ShapeStatement], base_iri: str) -> None:
        self._base_iri = base_iri
        self.statements: dict[str, dict[str, list[ShapeStatement]]] = {}
        for each in statements:
            self.statements.setdefault(each.subject, {}).setdefault(each.property, []).append(each)
        self.shapes = [
            subject
            for subject, properties in self.statements.items()
            if not is_blank(subject) and _is_shape(properties)
        ]
        self.named = {
            inner: statement
            for shape in self.shapes
            for inner, statement in self.inner_shapes(shape)
        }

    def inner_shapes(self, shape: str) -> Iterator[tuple[str, ShapeStatement]]:
        """Yield each shape that a shape names, and the statement that does."""
        for property in SHAPE_PROPERTIES:
            for each in self.statements[shape].get(property, ()):
                yield each.value, each
        for property in SHAPE_LIST_PROPERTIES:
            for each in self.statements[shape].get(property, ()):
                for member in list_members(each.value, self.statements) or ():
                    yield member, each

    def place(self, shape: str) -> str:
        """Return where a shape is first described."""
        return next(iter(self.statements[shape].values()))[0].place

    def phrase(self, shape: str) -> Text:
        """Return a shape as a sentence names it."""
        if is_unnamed(shape):
            return sentence("shapes.unnamed")
        return sentence("shapes.named", name=quotation(self.name(shape)))

    def name(self, shape: str) -> str:
        """Return a shape's IRI as a file of the folder writes it."""
        return shape.removeprefix("<").removesuffix(">").removeprefix(self._base_iri)

    def term(self, term: str) -> str:
        """Return an IRI as a file of the folder writes it."""
        return f"sh:{term[len(NAMESPACE) : -1]}" if term.startswith(NAMESPACE) else self.name(term)

    def value(self, term: str) -> str:
        """Return a value as Turtle writes it."""
        if is_unnamed(term):
            return "[ … ]"
        if is_blank(term):
            return "[ … ]" if RDF.first not in self.statements.get(term, {}) else "( … )"
        if term == RDF.nil:
            return "()"
        if datatype_name(term) in ("integer", "decimal", "boolean"):
            return lexical_form(term)
        shown = self.term(term) if is_iri(term) else term.replace(f"<{XSD_NAMESPACE}", "xsd:")
        shown = shown.removesuffix(">") if "^^xsd:" in shown else shown
        return shown if len(shown) <= 60 else f"{shown[:60]}…"


class _Rules:
    """The rules that a shapes graph is held to."""

    def __init__(self, graph: _ShapesGraph) -> None:
        self._graph = graph

    def check(self) -> None:
        """Refuse the first fault, in the order of the files."""
        for shape in self._graph.shapes:
            for local, parameter in PARAMETERS.items():
                if values := self._graph.statements[shape].get(f"{NAMESPACE}{local}>"):
                    self._check_values(shape, local, parameter, values)
            self._check_path(shape)
            self._check_closed(shape)
            self._check_inner_shapes(shape)
            self._check_alone(shape)
            self._check_pattern(shape)
            self._check_applied(shape)
        _check_nesting(self._graph)

    def _check_alone(self, shape: str) -> None:
        """Refuse what says something only of another property that is not there."""
        properties = self._graph.statements[shape]
        for local, other in (("flags", "pattern"), ("ignoredProperties", "closed")):
            alone = properties.get(f"{NAMESPACE}{local}>")
            if alone and f"{NAMESPACE}{other}>" not in properties:
                raise ShapesError(
                    "shapes.alone",
                    place=alone[0].place,
                    shape=self._graph.phrase(shape),
                    property=f"sh:{local}",
                    other=f"sh:{other}",
                )

    def _check_values(
        self, shape: str, local: str, parameter: ShapeParameter, values: list[ShapeStatement]
    ) -> None:
        for each in values:
            if not parameter.accepts(each.value, self._graph.statements):
                raise ShapesError(
                    "shapes.value-unsuitable",
                    place=each.place,
                    shape=self._graph.phrase(shape),
                    property=f"sh:{local}",
                    asks=parameter.asks,
                    value=self._graph.value(each.value),
                )
        if parameter.once and len(values) > 1:
            raise ShapesError(
                "shapes.value-repeated",
                place=values[1].place,
                shape=self._graph.phrase(shape),
                property=f"sh:{local}",
                number=len(values),
            )
        if parameter.with_path and SH.path not in self._graph.statements[shape]:
            raise ShapesError(
                "shapes.path-wanted",
                place=values[0].place,
                shape=self._graph.phrase(shape),
                property=f"sh:{local}",
            )
        if local.startswith("qualified"):
            self._check_qualified(shape, values[0].place)

    def _check_qualified(self, shape: str, place: str) -> None:
        properties = self._graph.statements[shape]
        counts = {
            f"{NAMESPACE}qualifiedMinCount>",
            f"{NAMESPACE}qualifiedMaxCount>",
        } & properties.keys()
        if SH.qualifiedValueShape not in properties or not counts:
            raise ShapesError(
                "shapes.qualified-incomplete", place=place, shape=self._graph.phrase(shape)
            )

    def _check_path(self, shape: str) -> None:
        paths = self._graph.statements[shape].get(SH.path, [])
        typed = [
            each
            for each in self._graph.statements[shape].get(RDF.type, ())
            if each.value in (f"{NAMESPACE}NodeShape>", SH.PropertyShape)
        ]
        named = self._graph.named.get(shape)
        wanted = next((each for each in typed if each.value == SH.PropertyShape), None)
        if named is not None and named.property == SH.property:
            wanted = wanted or named
        if not paths and wanted is not None:
            raise ShapesError(
                "shapes.path-missing",
                place=self._graph.place(shape),
                shape=self._graph.phrase(shape),
            )
        if len(paths) > 1:
            raise ShapesError(
                "shapes.value-repeated",
                place=paths[1].place,
                shape=self._graph.phrase(shape),
                property="sh:path",
                number=len(paths),
            )
        for path in paths:
            if not is_path(path.value, self._graph.statements):
                raise ShapesError(
                    "shapes.path-unsuitable",
                    place=path.place,
                    shape=self._graph.phrase(shape),
                    value=self._graph.value(path.value),
                    most=DEEPEST,
                )
            for each in typed:
                if each.value != SH.PropertyShape:
                    raise ShapesError(
                        "shapes.path-of-node-shape",
                        place=path.place,
                        shape=self._graph.phrase(shape),
                    )

    def _check_closed(self, shape: str) -> None:
        """Refuse sh:closed beside a sh:path: one engine closes the values, one the thing itself."""
        closed = self._graph.statements[shape].get(SH.closed)
        if closed and SH.path in self._graph.statements[shape]:
            raise ShapesError(
                "shapes.closed-with-path", place=closed[0].place, shape=self._graph.phrase(shape)
            )

    def _check_inner_shapes(self, shape: str) -> None:
        """Refuse the name of a shape that nothing describes: a misspelt one is never applied."""
        for inner, statement in self._graph.inner_shapes(shape):
            if inner not in self._graph.statements or is_blank(inner):
                known = {
                    fold(local_name(each)): self._graph.name(each)
                    for each in self._graph.shapes
                    if not is_unnamed(each)
                }
                raise ShapesError(
                    "shapes.shape-unknown",
                    place=statement.place,
                    shape=self._graph.phrase(shape),
                    property=self._graph.term(statement.property),
                    value=quotation(self._graph.name(inner))
                    if is_iri(inner)
                    else self._graph.value(inner),
                    suggestion=did_you_mean(*nearest(fold(local_name(inner)), known)),
                )

    def _check_pattern(self, shape: str) -> None:
        properties = self._graph.statements[shape]
        patterns, flags = (
            properties.get(f"{NAMESPACE}pattern>"),
            properties.get(f"{NAMESPACE}flags>", []),
        )
        for each in patterns or ():
            try:
                parse_regex(lexical_form(each.value), lexical_form(flags[0].value) if flags else "")
            except RegexError as error:
                wrong = flags[0] if error.what == "flag" else each
                raise ShapesError(
                    "shapes.pattern",
                    place=wrong.place,
                    shape=self._graph.phrase(shape),
                    pattern=quotation(lexical_form(wrong.value)),
                    reason=_REASONS[error.what],
                ) from None

    def _check_applied(self, shape: str) -> None:
        """Refuse a shape that has no target that can be, and that no other shape names."""
        properties = self._graph.statements[shape]
        for target in _TARGETS - {SH.targetNode}:
            for each in properties.get(target, ()):
                if name := intended_term(Iri(each.value), is_class=target == SH.targetClass):
                    raise ShapesError(
                        "shapes.target-unknown",
                        place=each.place,
                        shape=self._graph.phrase(shape),
                        property=self._graph.term(target),
                        value=quotation(self._graph.name(each.value)),
                        suggestion=did_you_mean(name),
                    )
        types = {each.value for each in properties.get(RDF.type, ())}
        targets = properties.keys() & _TARGETS or types & {RDFS.Class, OWL.Class}
        if properties.keys() & _DEMANDS and shape not in self._graph.named and not targets:
            if SH.path in properties:
                raise ShapesError(
                    "shapes.never-applied",
                    place=self._graph.place(shape),
                    shape=self._graph.phrase(shape),
                )
            raise ShapesError(
                "shapes.without-target",
                place=self._graph.place(shape),
                shape=self._graph.phrase(shape),
            )


def _check_nesting(graph: _ShapesGraph) -> None:
    """Refuse shapes that name themselves, or of which too many lie within one another.

    What the former mean is not defined (section 3.4.3).
    """
    heights: dict[str, int] = {}
    for start in graph.shapes:
        above = {} if start in heights else {start: graph.inner_shapes(start)}
        while above:
            shape, inner = next(reversed(above.items()))
            found = next(inner, None)
            if found is None:
                heights[shape] = 1 + max(
                    (heights[each] for each, _ in graph.inner_shapes(shape)), default=0
                )
                if heights[shape] > DEEPEST:
                    raise ShapesError(
                        "shapes.too-deep",
                        place=graph.place(shape),
                        shape=graph.phrase(shape),
                        most=DEEPEST,
                    )
                del above[shape]
            elif found[0] in above:
                inner_shape, statement = found
                raise ShapesError(
                    "shapes.circle",
                    place=statement.place,
                    shape=graph.phrase(inner_shape),
                )
            elif found[0] not in heights:
                above[found[0]] = graph.inner_shapes(found[0])


def _is_shape(properties: Mapping[str, list[ShapeStatement]]) -> bool:
    typed = (each.value for each in properties.get(RDF.type, ()))
    return any(each.startswith(NAMESPACE) for each in (*properties, *typed))


_REASONS = {
    "look-around": sentence("shapes.look-around"),
    "back-reference": sentence("shapes.back-reference"),
    "flag": sentence("shapes.flag"),
    "escape": sentence("shapes.escape"),
    "group": sentence("shapes.group"),
    "class": sentence("shapes.class"),
    "quantifier": sentence("shapes.quantifier"),
    "block": sentence("shapes.block"),
    "size": sentence("shapes.size"),
}
