"""A harvest held against an earlier one: what is created, changed, archived or left behind.

What data.gouv.fr does on the second harvest (udata 17.18.0): an item is known by its identifier
(harvest/backends/base.py:484-516); title, description and tags are replaced, but what the feed no
longer says keeps its old value (core/dataset/rdf.py:992-1079); resources are matched by address and
never removed; what is absent for more than seven days is archived (base.py:444-482).

CKAN (ckanext-dcat 2.4.4, harvesters/rdf.py:84-128,252-347) writes each dataset anew and deletes
what is absent at once. Where a page cannot be read the job fails, and nothing counts as absent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple

from tressons_ld.consumers.rehearsal.items import Item, Json
from tressons_ld.findings.messages import sentence

Fate = Literal["created", "updated", "unchanged", "archived", "doubled", "refused", "restored"]

FIELDS_THAT_STAY: Final = (
    "license",
    "frequency",
    "temporal_coverage",
    "spatial",
    "contact_points",
    "schema",
    "acronym",
)
"""Fields whose old value stays when the feed no longer gives one (core/dataset/rdf.py:992-1079)."""

GRACE_DAYS: Final = 7
"""Days that an absent item stays before it is archived (settings.py:341)."""


class ItemChange(NamedTuple):
    """One field of an item, before and after.

    Attributes:
        field: the consumer's name of it; a file is ``resources/`` and its address.
        old: its value after the earlier harvest.
        new: its value after this one.
        stays: whether the feed gives no value any more and the old one stays.
    """

    field: str
    old: Json
    new: Json
    stays: bool = False


@dataclass(frozen=True, slots=True)
class HarvestComparison:
    """What becomes of one item.

    Attributes:
        id: what the consumer knows it by.
        fate: ``created``, ``updated``, ``unchanged``; ``archived`` (absent from the feed);
            ``restored`` (the consumer has an archived item of that identifier from before the
            earlier harvest, and takes it up again);
            ``doubled`` (created anew beside the old one, which stays under another identifier);
            ``refused`` (it was there, and the feed's new version is skipped or fails).
        old_id: of a doubled item, the identifier of the old one.
        changes: of an updated item, in order.
        zombies: addresses of resources that the feed no longer gives and that stay.
    """

    id: str
    fate: Fate
    old_id: str = ""
    changes: tuple[ItemChange, ...] = ()
    zombies: tuple[str, ...] = ()


def compare(
    old: Sequence[Item],
    new: Sequence[Item],
    *,
    keeps: bool = True,
    whole: bool = True,
    is_known: Callable[[Item], bool] | None = None,
) -> Iterator[HarvestComparison]:
    """Yield what becomes of each item when a feed is harvested after an earlier one.

    Those of the new feed come in its order, then those that it no longer has.

    Args:
        old: the items of the earlier harvest; read again wherever they are compare.
        new: the items of this one.
        keeps: whether values and files that the feed no longer gives stay at the consumer.
        is_known: whether an item was in a feed before the earlier one; a consumer that keeps items
            has it still, archived.
        whole: whether the new feed was read to its end; otherwise nothing is archived.
    """
    before = {item.id: place for place, item in enumerate(old) if item.status == "done"}
    present = {item.id for item in new}
    gone = {id: place for id, place in before.items() if id not in present}
    twins = {_trace(old[place]): id for id, place in gone.items()}
    twins.pop(None, None)
    for item in new:
        if item.status != "done":
            if item.id in before:
                yield HarvestComparison(item.id, "refused")
        elif item.id in before:
            yield _updated(item.id, old[before[item.id]].fields, item.fields, keeps)
        else:
            twin = twins.get(_trace(item), "")
            if keeps and is_known and is_known(item):
                yield HarvestComparison(item.id, "restored", twin)
                continue
            yield HarvestComparison(item.id, "doubled" if twin else "created", twin)
    if whole:
        yield from (HarvestComparison(id, "archived") for id in gone)


def _trace(item: Item) -> tuple[str, str] | None:
    """Return by what a person would know an item under another identifier: title and addresses.

    Its own IRI, which stands for a page that it has not, is no such address: it changes with it.
    """
    fields: Mapping[str, Any] = item.fields
    title = fields.get("title")
    if not title:
        return None
    urls = sorted(str(one["url"]) for one in fields.get("resources", ()) if "url" in one)
    page = str(fields.get("remote_url") or "")
    return str(title), "\n".join(urls) or (page if page not in (item.id, item.iri) else "")


def _updated(
    id: str, old: Mapping[str, Any], new: Mapping[str, Any], keeps: bool
) -> HarvestComparison:
    changes = []
    for field in sorted(set(old) | set(new) - {"resources"}):
        if field == "resources" or old.get(field) == new.get(field):
            continue
        stays = keeps and field in FIELDS_THAT_STAY and _is_nothing(new.get(field))
        changes.append(ItemChange(field, old.get(field), new.get(field), stays))
    zombies = []
    if _has_files(old) or _has_files(new):
        before, after = _files(old), _files(new)
        missing = [url for url in before if url not in after]
        changes += [
            ItemChange(f"resources/{url}", before.get(url), file)
            for url, file in after.items()
            if before.get(url) != file
        ]
        if keeps:
            zombies = missing
        else:
            changes += [ItemChange(f"resources/{url}", before[url], None) for url in missing]
    fate: Fate = "updated" if changes or zombies else "unchanged"
    return HarvestComparison(id, fate, "", tuple(changes), tuple(zombies))


def _is_nothing(value: object) -> bool:
    return value in (None, [], "notspecified")


def _has_files(fields: Mapping[str, Any]) -> bool:
    return any(isinstance(one, Mapping) and "url" in one for one in fields.get("resources", ()))


def _files(fields: Mapping[str, Any]) -> dict[str, Json]:
    return {str(one["url"]): one for one in fields.get("resources", ())}


WORDS: Final = {
    "created": sentence("rehearsal.created"),
    "updated": sentence("rehearsal.updated"),
    "unchanged": sentence("rehearsal.unchanged"),
    "archived": sentence("rehearsal.deleted"),
    "doubled": sentence("rehearsal.doubled"),
    "restored": sentence("rehearsal.restored"),
    "refused": sentence("rehearsal.version-refused"),
}
"""What each fate means."""

WORDS_WHERE_KEPT: Final = {
    **WORDS,
    "archived": sentence("rehearsal.archived", days=GRACE_DAYS),
}
"""What each fate means at a consumer that keeps what it had."""
