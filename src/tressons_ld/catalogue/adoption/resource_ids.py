"""Ids for the rows of a table: those that it has, or else slugs of the titles."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tressons_ld.catalogue.adoption.minted import proposed_id, told_apart
from tressons_ld.catalogue.columns.ids import is_id, slug

_LEAST = 0.5
"""Share of the rows that must have an id of their own, for a column to be that of the ids."""
_LONGEST = 40


def can_be_ids(texts: Sequence[str], rows: int) -> bool:
    """Return whether the texts of a column tell rows apart, and are short, as ids are.

    Args:
        texts: those that are not blank.
        rows: number of rows.
    """
    slugs = Counter(map(slug, texts))
    alone = sum(number == 1 for text, number in slugs.items() if is_id(text))
    words = sum(len(text.split()) for text in texts)
    short = sum(len(text) <= _LONGEST for text in texts)
    return (
        alone >= max(1, _LEAST * rows)
        and short >= 0.9 * len(texts)
        and words <= 2 * len(texts)
        and not any("://" in text for text in texts[:20])
    )


def id_of_key(text: str) -> str:
    """Return the id that a key of the table gives, or the empty text."""
    made = slug(text) if len(text) <= 100 else ""
    return made if is_id(made) else ""


def id_of_title(title: str, year: str, taken: Mapping[str, object]) -> str:
    """Return an id made of a title; where another has it, the year behind it, at last a number."""
    made = proposed_id(title, "ressource")
    if made in taken and year:
        made = f"{made}-{year[:4]}"
    return told_apart(made, taken)
