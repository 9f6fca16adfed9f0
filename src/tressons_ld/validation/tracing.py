"""The way back: from a SHACL result to the cell that it is about.

A shape declares the column or setting in which what it asks for is written (``tld:column``). A
value that is wrong is mended where it was read: where several columns state the property judged,
in the one that gave the value. A shape that declares no column is about the first column that
states the property.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any

from tressons_ld.catalogue.model import (
    SCHEME_OF_COLUMN,
    Concept,
    Row,
)
from tressons_ld.findings.finding import Finding, Location
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.mapping.fields import Context, Field
from tressons_ld.mapping.reification import with_value
from tressons_ld.rdf.terms import (
    Literal,
    is_iri,
    literal_parts,
)
from tressons_ld.rdf.vocabularies import SH
from tressons_ld.validation.engines import Result
from tressons_ld.validation.origins import Origin
from tressons_ld.validation.shapes import Shape, Shapes
from tressons_ld.validation.shapes_file import is_unnamed

# A column or a key of a text in French, as remedies name them; and the same one named twice.
_FRENCH = re.compile(r"\b(title|description|label|rights)_fr\b")
_TWICE = re.compile(r"([«\"] ?\w+ ?[»\"])(?: ou | or )\1")
_KEY = re.compile(r"\w+\.\w+_([a-z]{2,3})")


def results_to_findings(
    results: Iterable[Result],
    shapes: Shapes,
    origins: Mapping[str, Origin],
    context: Context,
    unread: Set[Location] = frozenset(),
) -> Iterator[Finding]:
    """Yield each result as a finding at the cell that it is about, in the order of ``origins``.

    A value that a concept would give is missing where the cell names no known concept: a finding
    about it is left out if that cell has one of its own. Nothing is said to be missing that a cell
    gives which could not be read.

    Args:
        results: the results of an engine.
        shapes: the shapes.
        origins: what each node was made of.
        context: the shared part.
        unread: the cells that could not be read.
    """
    direct: list[Finding] = []
    consequences: list[Finding] = []
    order = {node: number for number, node in enumerate(origins)}
    for result in sorted(results, key=lambda result: order.get(result.focus, len(order))):
        shape = _with_words(shapes.by_iri[result.shape], result)
        origin = origins.get(result.focus)
        if origin and result.value is None and not unread.isdisjoint(_givers(origin, shape)):
            continue
        location, field = _trace(origin, shape, result.value, context) if origin else (None, None)
        finding = Finding(
            code=shape.code,
            severity=shape.severity,
            message=shape.message,
            location=location,
            value=None if result.value is None else _text(result.value),
            remedy=_in_language(shape.remedy, location, context.shared.catalogue.language),
            focus=result.focus[1:-1],
            path=None if shape.path is None else shape.path[1:-1],
            shape=None if is_unnamed(result.shape) else result.shape[1:-1],
            component=f"{SH.namespace}{result.component}",
        )
        lost = origin and field and field.through and not _concepts(origin, field, context)
        (consequences if lost else direct).append(finding)
    locations = {finding.location for finding in direct}
    yield from direct
    yield from (finding for finding in consequences if finding.location not in locations)


def _in_language(remedy: Text, location: Location | None, language: str) -> Text:
    """Return a remedy that names the columns and keys of the language that is meant.

    Args:
        remedy: which names those of French.
        location: of the finding: its key may say the language.
        language: of the catalogue.
    """
    key = _KEY.fullmatch((location and location.column) or "")
    language = key[1] if key else language
    if language == "fr" or not any("_fr" in text for text in remedy):
        return remedy
    named = (_FRENCH.sub(rf"\1_{language}", text) for text in remedy)
    return Text(*(_TWICE.sub(r"\1", text) for text in named))


def _givers(origin: Origin, shape: Shape) -> Iterator[Location]:
    """Yield the cells of a row that may give what a shape finds missing."""
    if isinstance(origin.place, Row):
        for field in origin.mapping.fields:
            if field.column and field.property == shape.path and not field.through:
                yield origin.place.at(field.column)


def _with_words(shape: Shape, result: Result) -> Shape:
    """Return the shape, with a message of ours where it states none."""
    if shape.message.fr:
        return shape
    return shape._replace(
        code="shape.unnamed",
        message=sentence("shapes.no-message", component=result.component),
        remedy=sentence("shapes.give-a-message"),
    )


def _trace(
    origin: Origin, shape: Shape, value: str | None, context: Context
) -> tuple[Location, Field[Any] | None]:
    """Return the cell to mend, and the field of the thing that it gives, if it gives one."""
    place = origin.place
    fields = [field for field in origin.mapping.fields if field.column]
    stating = [field for field in fields if field.property == shape.path]
    declared = [each for each in (*stating, *fields) if shape.columns & origin.column_names(each)]
    # Of several columns, one that the table has.
    present = (each for each in declared if _is_in_table(place, each))
    field = _field_of_value(stating, origin, value, context) or next(
        present, declared[0] if declared else None
    )
    if field is None:
        for column in sorted(shape.columns):
            if "." in column:
                return context.shared.settings.at(column), None
            if isinstance(place, Row) and column in place.header.columns:
                return place.at(column), None
        if not stating:
            return place.at("id" if isinstance(place, Row) else None), None
        field = stating[0]
    return _location(origin, field, value, context), field


def _is_in_table(place: object, field: Field[Any]) -> bool:
    return not isinstance(place, Row) or field.column in place.header.columns


def _field_of_value(
    stating: Sequence[Field[Any]], origin: Origin, value: str | None, context: Context
) -> Field[Any] | None:
    """Return the field that gave the value, where several may have."""
    if value is None or len(stating) < 2 or origin.thing is None:
        return None
    given = (field for field in stating if value in tuple(field.terms(origin.thing, context)))
    return next(given, None)


def _location(origin: Origin, field: Field[Any], value: str | None, context: Context) -> Location:
    """Return the cell of a field: that of an addition or of a concept where it gave the value."""
    column = field.column or ""
    if value is not None:
        for addition in origin.additions:
            if addition.column == column and not addition.divergent:
                alone = with_value(origin.thing, addition)
                if value in tuple(field.terms(alone, context)):
                    return addition.row.at("value")
    if field.through:
        for concept in _concepts(origin, field, context):
            return concept.row.at(field.through)
    if isinstance(origin.place, Row) and "." in column:
        return context.shared.settings.at(column)
    return origin.place.at(column)


def _concepts(origin: Origin, field: Field[Any], context: Context) -> list[Concept]:
    """Return the concepts that the field's column names."""
    column = field.column or ""
    named = getattr(origin.thing, column)
    ids = (named,) if isinstance(named, str) else named
    keys = ((SCHEME_OF_COLUMN[column], id) for id in ids)
    return [known for key in keys if (known := context.shared.concepts.get(key))]


def _text(term: str) -> str:
    """Return the term as a person writes it: an IRI or the text of a literal."""
    if is_iri(term):
        return term[1:-1]
    return literal_parts(Literal(term))[0] if term.startswith('"') else term
