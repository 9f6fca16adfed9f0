"""A column of a table: all that is known of it.

A column is declared once, at the attribute of the value that its rows become::

    @dataclass(frozen=True, slots=True, kw_only=True)
    class CitedResource:
        issued: str | None = column(
            Text("l'année de parution", "the year of publication"), DATE, advice=Text("…", "…")
        )

All that is known of it follows from there: its heading, how its cells are read and written back,
what the guide says of it, what ``score`` advises to write in it. The terms are those of CSV on the
Web where it has one (https://www.w3.org/TR/tabular-metadata/#columns): name, required, datatype.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tressons_ld.catalogue.columns.cell_texts import Parser, by_position
from tressons_ld.catalogue.columns.datatypes import (
    NAME,
    SIZE,
    TEXT,
    URL,
    VERBATIM,
    Datatype,
    ThingsById,
)
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.separators import one_of_list, one_of_places
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: its name, which is its heading.
        attribute: the attribute of the value that it fills; ``labels.fr`` where that is a side of
            a :class:`Text`, ``other_titles.de`` the words of one language.
        help: what is written in its cells, in the words of the documentalist's guide.
        datatype: how a value stands in a cell.
        required: whether the table must have it.
        many: whether a cell holds several values; the attribute is then a tuple.
        part: the attribute that holds the parts of which its values are told one by one, by their
            position; empty for a column of the thing itself.
        key: whether its value is part of what the thing is called: no addition can give it.
        naming: whether other tables may name the thing by it.
        upwards: whether it names what the thing is a part of: no circle is left in it.
        editorial: whether it is said to the tool alone: it is not published, and no addition can
            give it.
        advice: what to look up and to write there where a consumer misses it.
    """

    name: str
    attribute: str
    help: Text
    datatype: Datatype = TEXT
    required: bool = False
    many: bool = False
    part: str = ""
    key: bool = False
    naming: bool = False
    upwards: bool = False
    editorial: bool = False
    advice: Text | None = None

    @property
    def path(self) -> str:
        """Where its value lies, from the thing: ``labels.fr``, ``distributions.size``."""
        return f"{self.part}.{self.attribute}" if self.part else self.attribute

    @property
    def remedy(self) -> Text:
        """What would mend an empty cell: the advice, or else the help."""
        return self.advice or self.help

    def parser(self, references: References) -> Parser | None:
        """Return how its cells are read; None for a text that is taken as it stands."""
        if self.part:
            parse = self.datatype.parser(references) or _as_it_stands
            # Which file a size or a format is of is said by its place, so by the addresses alone.
            if self.datatype is URL:
                return by_position(one_of_list(parse))
            each = one_of_places(parse, numbers=self.datatype is SIZE)
            return by_position(each, self.datatype.between)
        datatype = self.datatype
        if datatype is TEXT and (self.key or self.naming):
            datatype = VERBATIM if self.key else NAME
        return datatype.many_parser(references) if self.many else datatype.parser(references)

    def values(self, thing: Any) -> tuple[Any, ...]:
        """Return what a thing has in it: one value or none, several, or one of each part."""
        if self.part:
            return tuple(getattr(part, self.attribute) for part in getattr(thing, self.part))
        holder, _, side = self.attribute.partition(".")
        value = getattr(thing, holder)
        if side:  # Of a text in two languages, or of words by the tag of their language.
            value = getattr(value, side) if isinstance(value, Text) else dict(value).get(side)
        if self.many:
            return tuple(value)
        return () if value is None or value == "" else (value,)

    def cell(self, thing: Any, catalogue: ThingsById) -> str:
        """Return the text of a thing's cell, as it could be read again.

        Args:
            thing: the value that the row became.
            catalogue: the things that it names by their ids.
        """
        values = self.values(thing)
        if not values:
            return ""
        texts = ["" if v is None else self.datatype.text(v, catalogue) for v in values]
        return "; ".join(texts) if any(texts) else ""


def _as_it_stands(text: str, *_: Any) -> str:
    return text


def column(
    help: Text,
    datatype: Datatype = TEXT,
    *,
    name: str = "",
    default: Any = None,
    required: bool = False,
    many: bool = False,
    key: bool = False,
    naming: bool = False,
    upwards: bool = False,
    editorial: bool = False,
    advice: Text | None = None,
) -> Any:
    """Return the attribute of a dataclass that a column fills.

    The arguments are the attributes of :class:`Column`, but for these.

    Args:
        help: what is written in its cells.
        datatype: how a value stands in a cell.
        name: its name, where that is not the attribute's.
        default: the value of an empty cell, where that is not the empty tuple for several values,
            the empty text for a column that the table must have, and else None. What is part of
            the name of a thing has none.
        required: whether the table must have it.
        many: whether a cell holds several values.
        key: whether its value is part of what the thing is called.
        naming: whether other tables may name the thing by it.
        upwards: whether it names what the thing is a part of.
        editorial: whether it is said to the tool alone.
        advice: what to look up and to write there where a consumer misses it.
    """
    declared = Column(
        name,
        "",
        help,
        datatype,
        required=required,
        many=many,
        key=key,
        naming=naming,
        upwards=upwards,
        editorial=editorial,
        advice=advice,
    )
    metadata = {_COLUMNS: (declared,)}
    if key and default is None:
        return dataclasses.field(metadata=metadata)
    empty = () if many else "" if required else None
    return dataclasses.field(default=empty if default is None else default, metadata=metadata)


def columns_of_languages(french: Column, english: Column) -> Any:
    """Return the attribute of a dataclass, a :class:`Text`, that two columns fill."""
    return dataclasses.field(metadata={_COLUMNS: (french, english)})


def columns_of_parts(part: type) -> Any:
    """Return the attribute of a dataclass that holds parts, each of whose columns is one of it."""
    return dataclasses.field(default=(), metadata={_PART: part})


_COLUMNS, _PART = "columns", "part"


def columns_of(thing: type) -> Iterator[Column]:
    """Yield the columns that are declared at the attributes of a dataclass, in their order."""
    for field in dataclasses.fields(thing):
        for declared in field.metadata.get(_COLUMNS, ()):
            yield dataclasses.replace(
                declared,
                name=declared.name or field.name,
                attribute=declared.attribute or field.name,
            )
        if _PART in field.metadata:
            for declared in columns_of(field.metadata[_PART]):
                yield dataclasses.replace(declared, part=field.name, many=True)
