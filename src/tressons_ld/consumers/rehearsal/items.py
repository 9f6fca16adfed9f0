"""What becomes of a feed at a consumer: items, what each loses, and how it is scored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from tressons_ld.findings.language import COLON, Text, in_quotation_marks

Json: TypeAlias = "None | bool | int | float | str | Sequence[Json] | Mapping[str, Json]"
"""A value that JSON can hold, as it arrives in a field of the consumer."""

Status: TypeAlias = Literal["done", "skipped", "failed"]

NOTHING = Text("", "")


class Loss(NamedTuple):
    """A value of the feed that does not arrive, or not as it was written.

    Attributes:
        field: the property as the feed names it, ``dct:spatial``, or a path of two:
            ``dcat:distribution/dcat:byteSize``.
        value: the value in the feed, shortened when long.
        why: what happens to it, and what would save it.
        rule: the reference, « udata 17.18.0, core/dataset/rdf.py:1041 ».
    """

    field: str
    value: str
    why: Text
    rule: str


class CriterionResult(NamedTuple):
    """One criterion of a consumer's quality score.

    Attributes:
        name: the consumer's own name of it.
        won: whether the item has the point.
        remedy: what would win it; empty when it is won.
    """

    name: str
    won: bool
    remedy: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the feed, as the consumer has it after the harvest.

    Attributes:
        id: what the consumer knows it by from one harvest to the next, or ``""``.
        iri: its IRI in the feed, or ``""`` for a blank node.
        status: ``done`` (it arrives), ``skipped`` (passed over), ``failed`` (refused whole).
        why: why it is skipped or failed; empty when done.
        fields: what arrives, under the consumer's own field names; empty unless done.
        losses: what does not arrive, or not as written.
        score: the consumer's criteria; empty where it has none, and unless done.
    """

    id: str
    iri: str
    status: Status
    why: Text = NOTHING
    fields: Mapping[str, Json] = field(default_factory=dict)
    losses: tuple[Loss, ...] = ()
    score: tuple[CriterionResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Harvest:
    """A harvest as it would be.

    Attributes:
        consumer: its name in :data:`.registry.CONSUMERS`.
        items: one after the other as the pages are read, or all of them.
        problems: errors of the whole job: a page that cannot be fetched or parsed. Complete once
            ``items`` is exhausted.
        remarks: what holds for whole pages and stops nothing. Complete once ``items`` is exhausted.
        is_whole: whether every page was read.
    """

    consumer: str
    items: Iterable[Item]
    problems: Sequence[Text] = ()
    remarks: Sequence[Text] = ()
    is_whole: bool = True


def fault(name: str, value: str, why: Text) -> Text:
    """Return the sentence for a value of a property that will not do.

    >>> fault("dct:issued", "20l9", Text("n'est pas une date.", "is not a date.")).en
    'dct:issued "20l9": is not a date.'
    """
    french, english = (in_quotation_marks(value, language) for language in ("fr", "en"))
    return Text(f"{name} {french}{COLON.fr}{why.fr}", f"{name} {english}{COLON.en}{why.en}")


def shortened(value: object, longest: int = 80) -> str:
    """Return a value as text on one line, cut when long.

    >>> shortened("a  b"), shortened("abcdef", 4)
    ('a b', 'abc…')
    """
    text = " ".join(str(value).split())
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
