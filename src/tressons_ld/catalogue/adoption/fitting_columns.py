"""Whether what the cells of a column hold is what one of our columns wants."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tressons_ld.catalogue.adoption.cell_readings import How, ValueReader
from tressons_ld.catalogue.adoption.heading_units import with_unit
from tressons_ld.catalogue.adoption.heading_words import NAMES
from tressons_ld.catalogue.columns.datatypes import (
    DATES,
    DURATION,
    LANGUAGE,
    PAGES,
    PERIOD,
    SIZE,
    URL,
    CodeOf,
)
from tressons_ld.catalogue.columns.ids import is_id, slug
from tressons_ld.catalogue.columns.licence_names import licence_named
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.row_status import STATUS
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

SAMPLE = 300
"""Cells of a column that are read to tell what it holds."""
LEAST_READ = 0.5
"""Share of them that must be what a column of ours wants."""
ADDRESS_ALONE = re.compile(r"https?://\S+|\[[^\[\]]*\]\(https?://[^\s()]+\)")
_FEW = 12
_LEAST_ALONE = 0.5
"""Share of the rows that must have an id of their own, for a column to be that of the ids."""
_LONGEST_KEY = 40
_DAY_FIRST = "fr"

_WITH_A_GRAMMAR = (*DATES, PERIOD, URL, LANGUAGE, SIZE, PAGES, DURATION, STATUS)
NOT_SUCH = sentence("adoption.values-unfit")
NO_PLACE = sentence("adoption.no-column")
MANY_KINDS = sentence("adoption.too-many-values")


def unfit(
    column: str, texts: Sequence[str], heading: str, rows: int, references: References
) -> Text | None:
    """Return why a column of a table cannot give one of ours, or None where it can.

    Args:
        column: ours.
        texts: its cells that are not blank.
        heading: what it is called.
        rows: how many rows the table has.
        references: what the cells of the catalogue may name.
    """
    different = len({text.casefold() for text in texts})
    words = sum(len(text.split()) for text in texts) / len(texts)
    match column:
        case "id":
            return None if _can_be_ids(texts, rows) else NO_PLACE
        case "title":
            return None if different > 0.05 * len(texts) or len(texts) <= _FEW else NOT_SUCH
        case "kind":
            many = different > max(_FEW, 40 if len(texts) > 400 else len(texts) / 3)
            return MANY_KINDS if many or words > 6 else None
        case "section":
            many = different > max(3, len(texts) / 5) or len(texts) < 0.5 * rows
            return NOT_SUCH if many else None
        case "themes" | "audiences" | "levels" if words > (6 if column == "levels" else 25):
            return NOT_SUCH
        case "references" if not _are_keys(texts):
            return NOT_SUCH
        case "rights" if _are_licences(texts):
            return NOT_SUCH
    addresses = sum(bool(ADDRESS_ALONE.fullmatch(text)) for text in texts)
    if column in NAMES and addresses > LEAST_READ * len(texts):
        return NOT_SUCH
    return None if _can_be_read(column, texts, heading, references) else NOT_SUCH


def _can_be_read(column: str, texts: Sequence[str], heading: str, references: References) -> bool:
    """Return whether a column has no grammar, or most cells of a sample are values of it.

    Args:
        column: ours.
        texts: its cells that are not blank.
        heading: what it is called.
        references: what the cells of the catalogue may name.
    """
    datatype = RESOURCES[column].datatype
    is_code = type(datatype) is CodeOf
    if not is_code and datatype not in _WITH_A_GRAMMAR:
        return True
    # What may be one of two days is a date: which one it is depends on the language.
    reader = ValueReader(RESOURCES[column], replace(references, language=_DAY_FIRST))
    sample = texts[:: max(1, len(texts) // SAMPLE)]
    if datatype is DURATION:
        sample = [with_unit(text, heading) for text in sample]
    ways = [reader.read(text).how for text in sample]
    if is_code or datatype in (URL, SIZE):
        firsts = [reader.read(_first(text)).how for text in sample]
        ways = [
            one if one is not How.REFUSED else other
            for one, other in zip(ways, firsts, strict=True)
        ]
    real = [how for how in ways if how is not How.ABSENT]
    return sum(how is not How.REFUSED for how in real) >= LEAST_READ * max(1, len(real))


def _are_licences(texts: Sequence[str]) -> bool:
    """Return whether most texts name a licence, whatever their heading calls them."""
    sample = texts[:: max(1, len(texts) // SAMPLE)]
    return sum(bool(licence_named(text).addresses) for text in sample) > LEAST_READ * len(sample)


def _first(text: str) -> str:
    return re.split(r"[;|,\n]|\s/\s", text.strip())[0].strip() or text.strip()


def _are_keys(texts: Sequence[str]) -> bool:
    """Return whether most texts begin with a key or an address, and not with a sentence."""
    sample = [_first(text) for text in texts[:: max(1, len(texts) // SAMPLE)]]
    keys = [text for text in sample if "://" in text or len(text.split()) == 1]
    return len(keys) > LEAST_READ * len(sample)


def _can_be_ids(texts: Sequence[str], rows: int) -> bool:
    """Return whether the texts of a column tell rows apart, and are short, as ids are.

    Args:
        texts: those that are not blank.
        rows: number of rows.
    """
    if len(set(texts)) == len(texts) == rows and all(map(is_id, texts)):
        return True
    slugs = Counter(map(slug, texts))
    alone = sum(number == 1 for text, number in slugs.items() if is_id(text))
    words = sum(len(text.split()) for text in texts)
    short = sum(len(text) <= _LONGEST_KEY or is_id(text) for text in texts)
    return (
        alone >= max(1, _LEAST_ALONE * rows)
        and short >= 0.9 * len(texts)
        and words <= 2 * len(texts)
        and not any("://" in text for text in texts[:20])
    )
