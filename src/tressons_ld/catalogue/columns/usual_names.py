"""How people call what other people's tables give a code: « Excel », ``.pdf``, ``fr-FR``.

They are those of ``usual_names.csv``. A name that two codes have is never read as one of them, nor
is one with a question mark after it: they are offered.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from tressons_ld.catalogue.columns.spelling import without_accents

LONGEST = 120
"""Characters of a text that may still be the name of a code."""

_ADDRESS = re.compile(
    r"https?://(?:publications\.europa\.eu/resource/authority/[\w-]+"
    r"|(?:www\.)?iana\.org/assignments/media-types|id\.loc\.gov/vocabulary/iso639-[12])/([\w.+/-]+)"
)
_PARAMETERS = re.compile(r'(?:\s*;\s*[\w-]+=(?:[^\s;,"]+|"[^"]*"))+$')
"""Those of a media type: ``; charset=utf-8``."""
_LANGUAGE_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{2,8})+")


@dataclass(frozen=True)
class UsualNames:
    """The usual names of the codes of one table.

    Attributes:
        table: the table, ``file-type``; "" for one that has none.
        readings: name, as :func:`name_key` has it -> the codes that it is read as.
        offers: such a name -> the codes that are only offered for it.
    """

    table: str = ""
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    offers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def codes(self, text: str) -> tuple[tuple[str, ...], bool]:
        """Return the codes that a text may name, and whether it names the first and no other.

        >>> usual_names("file-type").codes("Excel"), usual_names("language").codes("fr_CA")
        ((('XLS', 'XLSX'), False), (('fr',), True))
        """
        if len(text) > LONGEST or not self.table or re.search(r"\w\s*[()]", text):
            return (), False
        key = name_key(_PARAMETERS.sub("", text))
        if match := _ADDRESS.fullmatch(text):
            key = name_key(match[1])
        found = self.readings.get(key, ())
        if not found and self.table == "language" and (tag := _LANGUAGE_TAG.fullmatch(text)):
            primary = tag[1].lower()
            found = self.readings.get(primary, (primary,))
        return (found, len(found) == 1) if found else (self.offers.get(key, ()), False)


NO_NAMES = UsualNames()


def name_key(name: str) -> str:
    """Return a name as it is compared: without case, accents, nor any sign but letters and digits.

    >>> name_key(".PDF"), name_key("Page Web"), name_key("العربية") != ""
    ('pdf', 'pageweb', True)
    """
    return re.sub(r"[\W_]", "", without_accents(name).lower())


@cache
def usual_names(table: str) -> UsualNames:
    """Return the usual names of a table's codes; of none, where nobody noted any."""
    return _tables().get(table, NO_NAMES)


@cache
def _tables() -> dict[str, UsualNames]:
    import csv
    from importlib.resources import files

    text = files("tressons_ld.catalogue.columns").joinpath("usual_names.csv").read_text("utf-8")
    read: dict[str, dict[str, dict[str, None]]] = {}
    asked: dict[str, dict[str, dict[str, None]]] = {}
    for row in csv.DictReader(text.splitlines()):
        for name in (row["code"], *row["names"].split("; ")):
            into = asked if name.endswith("?") else read
            if key := name_key(name):
                into.setdefault(row["table"], {}).setdefault(key, {})[row["code"]] = None
    return {
        table: UsualNames(table, _tuples(read.get(table, {})), _tuples(asked.get(table, {})))
        for table in {*read, *asked}
    }


def _tuples(codes: Mapping[str, Mapping[str, None]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(each) for key, each in codes.items()}
