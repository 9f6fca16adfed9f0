"""The layout of a table: its columns, in their order."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tressons_ld.catalogue.columns.column import Column, columns_of
from tressons_ld.findings.messages import sentence

# A language tag (BCP 47, section 2.1): the language, then its subtags.
_IN_LANGUAGE = re.compile(r"([a-z]+)_([a-z]{2,3}(?:[-_][a-z0-9]{2,8})*)", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """The columns that a table may have.

    Attributes:
        name: of the table, ``resources``.
        thing: the class of the values that its rows become.
        columns: they, in the order of the table.
        kind: what an unknown thing of the table is, in the code ``reference.unknown-<kind>``.
        languages: ``label`` -> the attribute that holds what the columns ``label_de``, ``label_ar``
            give, for any language that has no column of its own; or ``title``.
    """

    name: str
    thing: type
    columns: Sequence[Column]
    kind: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls, name: str, thing: type, kind: str = "", languages: Mapping[str, str] | None = None
    ) -> "Layout":
        """Return the layout of the table whose rows become values of a dataclass."""
        return cls(name, thing, tuple(columns_of(thing)), kind, languages or {})

    def in_language(self, heading: str) -> Column | None:
        """Return the column of a language that a heading names, ``label_de``, if it names one."""
        match = _IN_LANGUAGE.fullmatch(heading.strip())
        attribute = match and self.languages.get(match[1].lower())
        if not match or not attribute:
            return None
        name, language = heading.strip().lower(), match[2].replace("_", "-").lower()
        if name in self.names:
            return None
        help = sentence("table.same-in-language", language=language)
        return Column(name, f"{attribute}.{language}", help, naming=True)

    def columns_of(self, names: Iterable[str]) -> tuple[Column, ...]:
        """Return the columns, with those of languages among some names."""
        others = (self.in_language(name) for name in names)
        return (*self.columns, *(column for column in others if column))

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of those that the table must have."""
        return tuple(column.name for column in self.columns if column.required)

    @cached_property
    def bilingual(self) -> frozenset[str]:
        """The attributes each of whose two sides a column fills."""
        parted = (column.attribute.partition(".") for column in self.columns)
        return frozenset(attribute for attribute, dot, _ in parted if dot)

    def names_of(self, thing: Any) -> list[str]:
        """Return the names that a thing has for other tables."""
        named = (column for column in self.columns if column.naming)
        others = (getattr(thing, attribute) for attribute in self.languages.values())
        return [
            *(name for column in named for name in column.values(thing) if name),
            *(words for labels in others for _, words in labels),
        ]

    def __getitem__(self, name: str) -> Column:
        """Return the column of a name.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
