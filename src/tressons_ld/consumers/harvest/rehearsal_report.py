"""The account of a rehearsal: a summary, then only what needs attention; or all of it as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from os.path import commonprefix
from typing import Final, TypeAlias

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.consumers.datagouv.criteria import CRITERIA
from tressons_ld.consumers.harvest.against import (
    WORDS,
    WORDS_WHERE_KEPT,
    HarvestComparison,
)
from tressons_ld.consumers.harvest.harvest_rehearsal import Rehearsal
from tressons_ld.consumers.harvest.registry import CONSUMERS
from tressons_ld.consumers.rehearsal.items import (
    Item,
    Json,
    Loss,
    shortened,
)
from tressons_ld.findings.language import Text, decimal, visible
from tressons_ld.findings.messages import sentence
from tressons_ld.mapping.columns_of_properties import FIELDS, column_of
from tressons_ld.rdf.units import short
from tressons_ld.rdf.vocabularies import DCAT

Place: TypeAlias = Callable[[str], str]
"""From the IRI of an item to the row it was written from, or ""."""

_BEFORE: Final = 24
"""Characters told before the place where two long texts begin to differ."""

OFTEN: Final = 3
"""A loss that more items than this share is told once, with their number."""

MOST: Final = 50
"""Items told one by one; of more, the number."""

_OF_A_DESCRIPTION: Final = "resources_documentation"
"""The criterion that wants each file described: no column holds that."""

_PROPERTIES: Final = {
    **{short(each.property): each.property for each in FIELDS},
    **{each.name: each.property for each in CRITERIA if each.name != _OF_A_DESCRIPTION},
}
"""What a loss or a criterion is called -> the property that it is about."""


def as_json(rehearsal: Rehearsal, language: str, place: Place | None = None) -> Iterator[str]:
    """Yield all of a rehearsal as JSON, piece by piece.

    Args:
        rehearsal: the rehearsal.
        language: of the sentences.
        place: where the items of a catalogue folder were written.
    """

    def said(text: Text) -> str:
        return text.in_language(language)

    head = {
        "consumer": rehearsal.harvest.consumer,
        "fine": rehearsal.is_fine,
        "statuses": dict(sorted(Counter(item.status for item in rehearsal.items).items())),
        "problems": [said(text) for text in rehearsal.harvest.problems],
        "remarks": [said(text) for text in rehearsal.harvest.remarks],
    }
    items: Iterator[object] = (
        {
            "id": item.id,
            "iri": item.iri,
            "row": place(item.iri) if place else "",
            "status": item.status,
            "why": said(item.why),
            "fields": item.fields,
            "losses": [loss._asdict() | {"why": said(loss.why)} for loss in item.losses],
            "score": [one._asdict() | {"remedy": said(one.remedy)} for one in item.score],
        }
        for item in rehearsal.items
    )
    yield _indented(head)[:-2]
    yield from _listed("items", items)
    if rehearsal.against is not None:
        fates: Iterator[object] = (
            {
                "id": one.id,
                "fate": one.fate,
                "other": one.old_id,
                "changes": [change._asdict() for change in one.changes],
                "zombies": list(one.zombies),
            }
            for one in rehearsal.against
        )
        yield from _listed("against", fates)
    yield "\n}\n"


def _listed(name: str, values: Iterator[object]) -> Iterator[str]:
    """Yield a member of an object: its name and its values, one after the other."""
    yield f',\n  "{name}": ['
    separator = ""
    for value in values:
        yield f"{separator}\n    " + _indented(value).replace("\n", "\n    ")
        separator = ","
    yield "\n  ]" if separator else "]"


def _indented(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def as_text(rehearsal: Rehearsal, language: str, place: Place | None = None) -> Iterator[str]:
    """Yield the account of a rehearsal for a person, line by line.

    Args:
        rehearsal: the rehearsal.
        language: of the sentences.
        place: where the items of a catalogue folder were written.
    """
    # Titles, identifiers and values are those of whoever wrote the feed.
    told = (text.in_language(language) for text in _told(rehearsal, place))
    yield from (f"{visible(line)}\n" for line in told)


def _told(done: Rehearsal, place: Place | None) -> Iterator[Text]:
    yield _summary(done)
    yield from (sentence("rehearsal.problem", problem=text) for text in done.harvest.problems)
    yield from (sentence("rehearsal.remark-line", remark=text) for text in done.harvest.remarks)
    shared: Counter[tuple[str, Text]] = Counter()
    lost: Counter[tuple[str, Text]] = Counter()
    for item in done.items:
        shared.update((loss.field, loss.why) for loss in _once(item))
        lost.update((one.name, one.remedy) for one in item.score if not one.won)
    told = 0
    for item in done.items:
        lines = list(_item_lines(item, shared, lost, place))
        if not lines:
            continue
        told += 1
        if told <= MOST:
            yield _heading(item, place)
            yield from lines
    if told > MOST:
        yield sentence("rehearsal.more-items", number=told - MOST)
    yield from _shared_lines(shared, lost)
    if done.against is not None:
        keeps = CONSUMERS[done.harvest.consumer].habits.keeps
        yield from _against_lines(done.against, WORDS_WHERE_KEPT if keeps else WORDS)


def _summary(done: Rehearsal) -> Text:
    consumer, all = done.harvest.consumer, len(done.items)
    arrived = scored = won = most = 0
    for item in done.items:
        arrived += item.status == "done"
        scored += bool(item.score)
        won += sum(one.won for one in item.score)
        most = max(most, len(item.score))
    numbers = {"consumer": consumer, "arrived": arrived, "all": all}
    if not scored:
        return sentence("rehearsal.summary", **numbers)
    return sentence(
        "rehearsal.summary-with-marks", **numbers, mean=decimal(won / scored), most=most
    )


def _once(item: Item) -> list[Loss]:
    return list({(loss.field, loss.why): loss for loss in item.losses}.values())


def _heading(item: Item, place: Place | None) -> Text:
    name = item.id or item.iri or "?"
    title = item.fields.get("title")
    if isinstance(title, str):
        name = f"{shortened(title, 60)} <{name}>"
    row = place(item.iri) if place else ""
    return Text(*([f"{name} ({row})" if row else name] * 2))


def _item_lines(
    item: Item,
    shared: Counter[tuple[str, Text]],
    lost: Counter[tuple[str, Text]],
    place: Place | None,
) -> Iterator[Text]:
    words = {
        "skipped": sentence("rehearsal.skipped"),
        "failed": sentence("rehearsal.refused"),
    }
    if item.status != "done":
        word = words[item.status]
        yield Text(f"  ! {word.fr} : {item.why.fr}", f"  ! {word.en}: {item.why.en}")
    row = bool(place and place(item.iri))
    for loss in item.losses:
        if shared[loss.field, loss.why] > OFTEN:
            continue
        at = _column(loss.field, row)
        yield Text(
            f"  {loss.field} « {shortened(loss.value)} »{at.fr} : {loss.why.fr}",
            f'  {loss.field} "{shortened(loss.value)}"{at.en}: {loss.why.en}',
        )
    for one in item.score:
        if not one.won and lost[one.name, one.remedy] <= OFTEN:
            at = _column(one.name, row)
            yield Text(
                f"  {one.name}{at.fr} : {one.remedy.fr}", f"  {one.name}{at.en}: {one.remedy.en}"
            )


def _column(field: str, row: bool) -> Text:
    """Return the words for the column where a property, or a criterion, is mended.

    Args:
        field: the property with its prefix, a path of such, or the name of a criterion.
        row: whether the item was written from a row of the table.
    """
    columns = (_mended_in(part) for part in reversed(field.split("/")))
    column = next((column for column in columns if column), None)
    if not row or column is None:
        return Text("", "")
    return sentence("rehearsal.at-column", name=column.name)


@cache
def _mended_in(name: str) -> Column | None:
    """Return the column of the table of resources where a property, or a criterion, is mended."""
    property = _PROPERTIES.get(name)
    if property is None:
        return None
    # Where no file is known, a feed gives the page of the resource as the address of one.
    return column_of(DCAT.landingPage if property == DCAT.accessURL else property)


def _shared_lines(
    shared: Counter[tuple[str, Text]], lost: Counter[tuple[str, Text]]
) -> Iterator[Text]:
    for (name, remedy), number in sorted(lost.items()):
        if number > OFTEN:
            yield sentence(
                "rehearsal.items-with-criterion", number=number, name=name, remedy=remedy
            )
    for (field, why), number in sorted(shared.items()):
        if number > OFTEN:
            yield sentence("rehearsal.items-with-loss", number=number, field=field, why=why)


def _change_lines(field: str, old: Json, new: Json) -> Iterator[tuple[str, Text]]:
    """Yield what changed in a field and in each of its parts, in words."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for part in (*old, *(part for part in new if part not in old)):
            if old.get(part) != new.get(part):
                yield from _change_lines(f"{field}/{part}", old.get(part), new.get(part))
        return
    if isinstance(old, list) and isinstance(new, list):
        changes = (
            [value for value in new if value not in old],
            [value for value in old if value not in new],
        )
        words = (sentence("rehearsal.added"), sentence("rehearsal.removed"))
        for word, values in zip(words, changes, strict=True):
            if values:
                said = shortened(", ".join(_value(value).en for value in values), 200)
                yield field, Text(f"{word.fr} : {said}", f"{word.en}: {said}")
        if any(changes):
            return
    start = 0
    if isinstance(old, str) and isinstance(new, str):
        start = max(0, len(commonprefix([old, new])) - _BEFORE)
    before, after = _value(old, start), _value(new, start)
    yield field, Text(f"{before.fr} → {after.fr}", f"{before.en} → {after.en}")


def _value(value: Json, start: int = 0) -> Text:
    """Return a value in words, a long text from a place on."""
    if value in (None, "", [], {}):
        return sentence("rehearsal.nothing")
    if isinstance(value, Mapping):
        parts = [f"{name} {shortened(part, 60)}" for name, part in value.items() if part]
        said = ", ".join(parts)
    elif isinstance(value, list):
        said = ", ".join(str(part) for part in value)
    else:
        said = ("…" if start else "") + str(value)[start:]
    said = shortened(said, 60)
    return Text(said, said)


def _against_lines(
    comparisons: Sequence[HarvestComparison], meaning: Mapping[str, Text]
) -> Iterator[Text]:
    counts = Counter(one.fate for one in comparisons)
    for fate, number in sorted(counts.items()):
        words = meaning[fate]
        yield Text(f"{number} : {words.fr}", f"{number}: {words.en}")
    for one in comparisons:
        if one.fate in ("unchanged", "created"):
            continue
        words = meaning[one.fate]
        other = f" ({one.old_id})" if one.old_id else ""
        yield Text(f"{one.id}{other} : {words.fr}", f"{one.id}{other}: {words.en}")
        for change in one.changes:
            line = "rehearsal.change-in-vain" if change.stays else "rehearsal.change"
            for field, said in _change_lines(change.field, change.old, change.new):
                yield sentence(line, field=field, change=said)
        for url in one.zombies:
            yield sentence("rehearsal.resource-stays", url=url)
