"""Changes as text, as JSON and as an RDF Patch (https://afs.github.io/rdf-patch/)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from tressons_ld.catalogue.paths import RECORD_PARTS, SETS
from tressons_ld.findings.language import COLON, Text, quoted
from tressons_ld.findings.messages import sentence
from tressons_ld.publication.comparison.cells import Cell, Value
from tressons_ld.publication.comparison.index import GraphKind
from tressons_ld.publication.comparison.thing_changes import (
    Comparison,
    NamedThing,
    Statements,
    ThingChange,
    What,
)

_NOUN_OF_KIND = {
    "resource": sentence("diff.resource"),
    "organisation": sentence("diff.organisation"),
    "person": sentence("diff.person"),
    "place": sentence("diff.place"),
    "series": sentence("diff.series"),
    "vocabulary": sentence("diff.vocabulary"),
    "programme": sentence("diff.programme"),
    "source": sentence("diff.source"),
}
_NOUNS = {
    getattr(names, kind): noun for names in SETS.values() for kind, noun in _NOUN_OF_KIND.items()
}
_WORDS: dict[What, Text] = {
    "added": sentence("diff.added"),
    "removed": sentence("diff.removed"),
    "renamed": sentence("diff.renamed"),
    "merged": sentence("diff.merged"),
    "changed": sentence("diff.changed"),
}
_BECOMES = sentence("diff.becomes")
_COUNTS = sentence("diff.summary")
_SUMMARY = sentence("diff.totals")
_DATES = ("dct:issued", "dct:modified")
_BEFORE = 24
"""Characters told before the place where two long values begin to differ."""


# --- text -----------------------------------------------------------------------------------------


def as_text(changes: Iterable[ThingChange], comparison: Comparison, language: str) -> Iterator[str]:
    """Yield a line for each thing that came, went or has another name, and for each changed cell.

    The last line counts them.
    """
    colon = COLON.in_language(language)
    old, new = comparison.bases
    if old != new:
        becomes = _becomes(quoted(old, language), quoted(new, language), language)
        yield f"{_WORDS['changed'].in_language(language)}{colon}base_iri{colon}{becomes}\n"
    counted: Counter[tuple[GraphKind, What]] = Counter()
    for change in changes:
        counted[change.kind, change.what] += 1
        if change.kind is not GraphKind.NOTICE:
            yield from _lines(change, language)
    if counted or old == new:
        yield f"{_summary(counted, language)}\n"


def _lines(change: ThingChange, language: str) -> Iterator[str]:
    colon = COLON.in_language(language)
    told = change.new or change.old
    assert told is not None
    if change.what != "changed":
        head = f"{_WORDS[change.what].in_language(language)}{colon}"
        if change.old and change.new:
            yield (
                f"{head}{_name(change.old, language)} → {_name(change.new, language)}"
                f"{_label(told, language)}\n"
            )
        else:
            yield f"{head}{_name(told, language)}{_label(told, language)}\n"
        if change.what != "renamed":
            return
    name = _name(told, language)
    if change.kind is GraphKind.THING:
        name += _label(told, language)
    head = f"{_WORDS['changed'].in_language(language)}{colon}{name}"
    own = [cell for cell in change.cells if not cell.of_another]
    dates = [cell for cell in own if cell.column is None and cell.predicate in _DATES]
    for cell in own:
        renaming = change.what == "renamed" and cell.column == "id"
        if not (renaming or (cell in dates and len(dates) < len(own))):
            yield f"{head}, {_cell(cell, language)}\n"
    others = [cell for cell in change.cells if cell.of_another]
    if others:
        removed = sum(len(cell.removed) for cell in others)
        added = sum(len(cell.added) for cell in others)
        words = sentence("diff.statements-of-others", removed=removed, added=added)
        yield f"{head}, {words.in_language(language)}\n"


def _name(named: NamedThing, language: str) -> str:
    first, slash, rest = named.path.partition("/")
    noun = _NOUNS.get(first)
    return f"{noun.in_language(language)} {rest}" if noun and slash else named.path


def _label(named: NamedThing, language: str) -> str:
    return f" {quoted(named.label, language)}" if named.label else ""


def _cell(cell: Cell, language: str) -> str:
    colon = COLON.in_language(language)
    if cell.column:
        place = f"{sentence('diff.column').in_language(language)} {quoted(cell.column, language)}"
    else:
        place = cell.predicate
    if cell.part and cell.part not in RECORD_PARTS:
        place += f" ({cell.part})"
    if len(cell.removed) == len(cell.added) == 1:
        return (
            f"{place}{colon}{_becomes(*_excerpts(*cell.removed, *cell.added, language), language)}"
        )
    told = [
        f"{quoted(value.text, language)} {word.in_language(language)}"
        for word, values in (
            (sentence("diff.value-removed"), cell.removed),
            (sentence("diff.value-added"), cell.added),
        )
        for value in values
    ]
    return f"{place}{colon}{', '.join(told)}"


def _becomes(old: str, new: str, language: str) -> str:
    return _BECOMES.in_language(language).format(old=old, new=new)


def _excerpts(old: Value, new: Value, language: str) -> tuple[str, str]:
    """Return two values, of long ones what stands about their first difference."""
    if old.text == new.text:
        return quoted(old.term.strip("<>"), language), quoted(new.term.strip("<>"), language)
    same = 0
    for one, other in zip(old.text, new.text, strict=False):
        if one != other:
            break
        same += 1
    start = same - _BEFORE
    if start <= 0 or max(len(old.text), len(new.text)) <= 80:
        return quoted(old.text, language), quoted(new.text, language)
    return (
        quoted(f"…{old.text[start:]}", language),
        quoted(f"…{new.text[start:]}", language),
    )


def _summary(counted: Counter[tuple[GraphKind, What]], language: str) -> str:
    if not counted:
        return sentence("diff.no-difference").in_language(language)
    entries, things = (
        [counted[kind, what] for what in _WORDS] for kind in (GraphKind.ENTRY, GraphKind.THING)
    )
    summary = _SUMMARY.format(entries=_counts(*entries), things=_counts(*things))
    return summary.in_language(language)


def _counts(added: int, removed: int, renamed: int, merged: int, changed: int) -> Text:
    return _COUNTS.format(
        added=added, removed=removed, renamed=renamed, merged=merged, changed=changed
    )


# --- JSON -----------------------------------------------------------------------------------------


def as_json(changes: Iterable[ThingChange], comparison: Comparison) -> Iterator[str]:
    """Yield a JSON object: ``old`` and ``new``, ``changes`` one a line, ``counts``, ``identical``.

    A change has ``what`` (added, removed, renamed, merged, changed), ``kind`` (entry, thing,
    notice), ``old`` and ``new`` (``path``, ``iri``, ``label``; null where it is not), and
    ``cells``: each with ``column``, ``property``, ``part``, and the values ``removed`` and
    ``added``, each as ``text`` and as the RDF ``term``.
    """
    sides = zip(("old", "new"), (comparison.old, comparison.new), comparison.bases, strict=True)
    yield "{"
    for name, dump, base in sides:
        yield f'"{name}": {_json({"source": str(dump.source), "base_iri": base})},\n'
    yield '"changes": ['
    counted: Counter[tuple[GraphKind, What]] = Counter()
    separator = "\n"
    for change in changes:
        counted[change.kind, change.what] += 1
        yield f"{separator}{_json(_as_dict(change))}"
        separator = ",\n"
    counts = {
        kind.name.lower(): {what: counted[kind, what] for what in _WORDS} for kind in GraphKind
    }
    same = not counted and len(set(comparison.bases)) == 1
    yield f'],\n"counts": {_json(counts)},\n"identical": {_json(same)}}}\n'


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False)


def _as_dict(change: ThingChange) -> dict[str, object]:
    return {
        "what": change.what,
        "kind": change.kind.name.lower(),
        "old": change.old._asdict() if change.old else None,
        "new": change.new._asdict() if change.new else None,
        "cells": [
            {
                "column": cell.column,
                "property": cell.predicate,
                "part": cell.part,
                "removed": [value._asdict() for value in cell.removed],
                "added": [value._asdict() for value in cell.added],
            }
            for cell in change.cells
        ],
    }


# --- RDF Patch ------------------------------------------------------------------------------------


def as_patch(digests: tuple[bytes, bytes], graphs: Iterable[Statements]) -> Iterator[str]:
    """Yield an RDF Patch that makes the quads of the old dump those of the new one.

    One transaction: the rows ``D`` of what goes and ``A`` of what comes, graph by graph. Its
    identifier follows from the two dumps (RFC 9562, section 5.8).
    """
    yield f"H id <urn:uuid:{_uuid(digests)}> .\nTX .\n"
    for graph, gone, come in graphs:
        name = graph.decode()
        for row, triples in (("D", gone), ("A", come)):
            for subject, property, value in sorted(triples):
                yield f"{row} {subject} {property} {value} {name} .\n"
    yield "TC .\n"


def _uuid(digests: tuple[bytes, bytes]) -> str:
    """Return a UUID of version 8 made from both digests."""
    number = int.from_bytes(blake2b(b"".join(digests), digest_size=16).digest())
    number = number & ~(0xF << 76) | 8 << 76
    digits = f"{number & ~(3 << 62) | 2 << 62:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
