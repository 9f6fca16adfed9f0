"""Where a card and the rehearsal differ on purpose, and all in which they differ."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date as Day
from typing import Any, NamedTuple

from command_line import DATE
from tressons_ld.consumers.datagouv.criteria import verdicts
from tressons_ld.consumers.datagouv.udata.licence_guess import NOT_SPECIFIED
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.consumers.score.facts import DatasetFacts
from tressons_ld.consumers.score.judging import State, pages

THE_DAY = Day.fromisoformat(DATE)


class Pair(NamedTuple):
    """One dataset as the rehearsal has it and as the card has it."""

    rehearsed: Item
    kept: Item
    facts: DatasetFacts

    @property
    def states(self) -> dict[str, State]:
        return {each.name: state for each, state, _ in verdicts(self.facts, self.kept, DATE)}


class Difference(NamedTuple):
    """Where a card may give another answer than the platform.

    Attributes:
        criterion: its name.
        state: what the card says of a point that the platform counts.
        where: whether the reason holds for a dataset.
        why: the reason.
    """

    criterion: str
    state: State
    where: Callable[[Pair], bool]
    why: str


def has_no_licence(pair: Pair) -> bool:
    return pair.kept.fields["license"] in (None, NOT_SPECIFIED)


def has_a_page_for_a_file(pair: Pair) -> bool:
    resources: Any = pair.kept.fields["resources"]
    return any(f"<{one['url']}>" in pages(pair.facts) for one in resources)


def has_a_file(pair: Pair) -> bool:
    return bool(pair.kept.fields["resources"])


NO_LICENCE = "no licence arrives, and « License Not Specified » is none"


A_PAGE = "the page of the resource is no file"


DELIBERATE = (
    Difference("license", "lost", has_no_licence, NO_LICENCE),
    Difference("has_open_format", "lost", has_a_page_for_a_file, A_PAGE),
    Difference("all_resources_available", "lost", has_a_page_for_a_file, A_PAGE),
    Difference("resources_documentation", "lost", has_a_page_for_a_file, A_PAGE),
    Difference(
        "all_resources_available",
        "unmeasured",
        has_a_file,
        "only the platform's checker finds out whether the addresses answer",
    ),
)


WORDS = ("title", "description", "tags", "license", "frequency", "modified_at", "temporal_coverage")


OF_RESOURCES = ("description", "format", "mime", "filesize", "modified_at")


def told(item: Item) -> dict[str, Any]:
    """What a card needs of an item."""
    found: dict[str, Any] = {"id": item.id, "iri": item.iri, "status": item.status}
    if item.status == "done":
        fields: Mapping[str, Any] = item.fields
        found |= {name: fields[name] for name in WORDS}
        found["is drawn"] = fields["spatial"] is not None
        found["roles"] = [one["role"] for one in fields["contact_points"]]
        # Files have no order in a graph.
        found["resources"] = {
            one["url"]: [one[name] for name in OF_RESOURCES] for one in fields["resources"]
        }
    return found


def differences(pair: Pair) -> Iterator[tuple[str, State]]:
    """The points that one of both counts and the other does not."""
    for criterion in pair.rehearsed.score:
        state = pair.states[criterion.name]
        if state != ("won" if criterion.won else "lost"):
            yield criterion.name, state


def deliberate(pair: Pair) -> set[tuple[str, State]]:
    return {(one.criterion, one.state) for one in DELIBERATE if one.where(pair)}
