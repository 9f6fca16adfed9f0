"""Objects of JSON within the cells of a table -> what they are called, and columns of their own.

Programs write people, licences, links and files as objects, in JSON Lines and in cells of CSV
(CKAN, Zenodo): ``[{"name": "Jeanne Dupont", "affiliation": "Ville de Lyon"}]``.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tressons_ld.catalogue.adoption.source import SourceTable
from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.tables.typed_values import text_of

_NAMES = (
    "display_name",
    "displayName",
    "full_name",
    "fullName",
    "name",
    "title",
    "label",
    "prefLabel",
    "literal",
    "value",
    "@value",
)
_FAMILY = ("family", "familyName", "family_name", "lastName", "last_name", "surname", "nom")
_GIVEN = ("given", "givenName", "given_name", "firstName", "first_name", "prenom", "prénom")
_ORCID = ("orcid", "ORCID")
_DEEPEST = 4
_MOST_OF_A_NAME = 5
_LEAST = 0.5
"""Share of the filled cells of a column that must hold objects, for it to be taken apart."""


def json_text(value: object) -> str:
    """Return what a JSON value would be in a cell; several values with « ; » between them.

    Objects, and lists that hold some, stay JSON.

    >>> json_text(["a", 2.0, None]), json_text([{"name": "a"}])
    ('a; 2', '[{"name": "a"}]')
    """
    if value is None:
        return ""
    if isinstance(value, list) and not any(isinstance(each, dict | list) for each in value):
        return "; ".join(filter(None, map(json_text, value)))
    text = text_of(value)
    if text is None:
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text


def taken_apart(table: SourceTable) -> SourceTable:
    """Return the table, columns of objects in the place of those that hold them.

    What an object is called stands in its column, each of its other values in one of its own,
    ``files.url``; those of several objects in one order, a « ; » between them.
    """
    objects = {
        index: read
        for index in range(len(table.headings))
        if (read := _objects_of(table, index)) is not None
    }
    if not objects:
        return table
    headings: list[str] = []
    cells: list[list[str]] = [[] for _ in table.rows]
    for index, heading in enumerate(table.headings):
        if index not in objects:
            headings.append(heading)
            for row, made in zip(table.rows, cells, strict=True):
                made.append(row.cells[index])
            continue
        named = [_columns(value, heading) for value in objects[index]]
        names = list(dict.fromkeys(name for each in named for name in each))
        headings += names
        for made, each in zip(cells, named, strict=True):
            made += [each.get(name, "") for name in names]
    rows = tuple(
        row._replace(cells=tuple(made)) for row, made in zip(table.rows, cells, strict=True)
    )
    return replace(table, headings=tuple(headings), rows=rows)


def _objects_of(table: SourceTable, index: int) -> list[Any] | None:
    """Return the values of the cells of a column that holds objects, texts as texts; else None."""
    texts = [row.cells[index].strip() for row in table.rows]
    filled = sum(map(bool, texts))
    if sum(text[:1] in ("{", "[") for text in texts) < max(1, _LEAST * filled):
        return None
    values = [_value(text) for text in texts]
    return values if sum(map(_holds_objects, values)) >= max(1, _LEAST * filled) else None


def _holds_objects(value: object) -> bool:
    """Return whether a value is an object or a list of some, or of nothing."""
    if isinstance(value, list):
        return all(isinstance(each, dict) for each in value)
    return isinstance(value, dict)


def _value(text: str) -> Any:
    if text[:1] in ("{", "["):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return text


def _columns(value: Any, heading: str, depth: int = 0) -> dict[str, str]:
    """Return the cells that a value gives, by their headings."""
    items = value if isinstance(value, list) else [value]
    if depth == _DEEPEST or not all(isinstance(item, dict) for item in items):
        text = json_text(value)
        return {heading: text} if text else {}
    parts = [dict(_parts(item, heading, depth)) for item in items]
    names = list(dict.fromkeys(name for part in parts for name in part))
    joined = {name: [_whole(part.get(name, "")) for part in parts] for name in names}
    if len(parts) == 1:
        return {name: text for name, text in parts[0].items() if text}
    return {name: "; ".join(texts) for name, texts in joined.items() if any(texts)}


def _whole(text: str) -> str:
    """Return a text as one of several in a cell."""
    return text.replace(";", "%3B" if "://" in text else ",")


def _parts(item: Mapping[str, Any], heading: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield what an object is called, then each of its other values, by their headings."""
    name, keys = _name(item)
    if name:
        # An object of many values is the record itself, whose title is one of them.
        whole = depth == 0 and "title" in keys and len(item) > _MOST_OF_A_NAME
        yield (f"{heading}.title" if whole else heading), name
    for key, value in item.items():
        if key not in keys:
            yield from _columns(value, f"{heading}.{key}", depth + 1).items()


def _name(item: Mapping[str, Any]) -> tuple[str, set[str]]:
    """Return what an object is called, with an ORCID behind it, and the keys that tell it."""
    told = {key: item[key].strip() for key in item if isinstance(item[key], str)}
    orcid = next((key for key in _ORCID if told.get(key)), "")
    behind = f" ({told[orcid]})" if orcid else ""
    family = next((key for key in _FAMILY if told.get(key)), "")
    given = next((key for key in _GIVEN if told.get(key)), "")
    called = [key for key in _NAMES if told.get(key)]
    if called:
        # Of a name that is an address and a title, people read the title.
        key = called[1] if is_id(told[called[0]]) and len(called) > 1 else called[0]
        return told[key] + behind, {key, orcid}
    if family:
        return ", ".join(filter(None, (told[family], told.get(given, "")))) + behind, {
            family,
            given,
            orcid,
        }
    return "", set()
