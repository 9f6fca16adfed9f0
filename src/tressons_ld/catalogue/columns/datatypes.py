"""How one value stands in a cell: how its text is read, and how it is written back."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from typing import Any, Protocol

from tressons_ld.catalogue.columns.absences import (
    parse_name,
    parse_text,
    with_absences,
)
from tressons_ld.catalogue.columns.cell_texts import (
    BETWEEN_MEDIA_TYPES,
    SEMICOLON,
    CellAddresses,
    Parser,
    several,
    texts,
)
from tressons_ld.catalogue.columns.code_lists import Codes
from tressons_ld.catalogue.columns.durations import parse_duration, parse_pages
from tressons_ld.catalogue.columns.ids import parse_id
from tressons_ld.catalogue.columns.language_names import parse_language
from tressons_ld.catalogue.columns.licence_names import parse_licence
from tressons_ld.catalogue.columns.matches import match_text, parse_match
from tressons_ld.catalogue.columns.numbers import (
    parse_bbox,
    parse_nuts,
    parse_siren,
    parse_size,
)
from tressons_ld.catalogue.columns.other_identifiers import parse_identifier
from tressons_ld.catalogue.columns.partial_dates import parse_date, parse_day, parse_period
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.separators import one_of_list, parse_keywords
from tressons_ld.catalogue.columns.urls import parse_url
from tressons_ld.catalogue.columns.usual_names import usual_names
from tressons_ld.findings.finding import Finding
from tressons_ld.rdf.terms import iri_text
from tressons_ld.rdf.vocabularies import Vocabulary


class ThingsById(Protocol):
    """The things that cells name, by their ids."""

    @property
    def agents(self) -> Mapping[str, Any]:
        """The organisations and persons."""

    @property
    def places(self) -> Mapping[str, Any]:
        """The places."""

    @property
    def series(self) -> Mapping[str, Any]:
        """The series."""

    @property
    def concepts(self) -> Mapping[tuple[str, str], Any]:
        """The concepts, by scheme and id."""


class Datatype:
    """A text that is kept as it stands, whatever it is; what is read otherwise is a subclass.

    Attributes:
        paths: where the IRIs of what it names begin, under the base; nothing where it names
            nothing, or what does not begin alike.
        between: what stands between two values whose places say which file each is of.
    """

    paths: tuple[str, ...] = ()
    between: re.Pattern[str] = SEMICOLON

    def parser(self, _references: References) -> Parser | None:
        """Return the parser of one value; None where it is the text itself."""
        return None

    def many_parser(self, references: References) -> Parser:
        """Return the parser of a cell of several values."""
        one = self.parser(references)
        return texts if one is None else several(one_of_list(one))

    def text(self, value: Any, _catalogue: ThingsById) -> str:
        """Return the text of a value, as it would stand in a cell."""
        return str(value)


class Words(Datatype):
    """A text, kept as it stands, but for a word that stands for nothing."""

    def parser(self, _references: References) -> Parser:
        """Return the parser of a text."""
        return parse_text

    def many_parser(self, _references: References) -> Parser:
        """Return the parser of several texts: one that looks like several is told."""
        return parse_keywords


class WordsOrAddress(Words):
    """A text, or the address of one: what begins like an address is read as one."""

    def parser(self, references: References) -> Parser:
        """Return the parser of a text or an address."""
        words = super().parser(references)

        def parse_either(
            text: str, row: CellAddresses, column: str, problems: list[Finding]
        ) -> str | None:
            begins = text.lower().startswith(("http://", "https://")) and not set(text) & set(" \n")
            return (parse_url if begins else words)(text, row, column, problems)

        return parse_either


class Appellation(Datatype):
    """What a thing is called: a name may be what is no text elsewhere, « Nan »."""

    def parser(self, _references: References) -> Parser:
        """Return the parser of a name."""
        return parse_name

    def many_parser(self, _references: References) -> Parser:
        """Return the parser of several names."""
        return several(parse_name)


@dataclass(frozen=True)
class Lexical(Datatype):
    """A value with a form of its own, that names nothing: a date, an address, a number.

    Attributes:
        parse: how it is read.
        write: how it is written, where that is not as Python writes it.
        spoken: whether the language of the catalogue decides what a text means: ``parse`` takes it.
    """

    parse: Callable[..., Any]
    write: Callable[[Any], str] = str
    spoken: bool = False

    def parser(self, references: References) -> Parser:
        """Return the parser, whatever there is to name."""
        parse = partial(self.parse, language=references.language) if self.spoken else self.parse
        return with_absences(parse)

    def text(self, value: Any, _catalogue: ThingsById) -> str:
        """Return the value in its form."""
        return self.write(value)


class ValueOfColumn(Datatype):
    """A value of the column that another cell of the row names, read as one of its cells."""


VERBATIM = Datatype()
VALUE_OF_COLUMN = ValueOfColumn()
TEXT = Words()
TEXT_OR_URL = WordsOrAddress()
NAME = Appellation()
ID = Lexical(parse_id)
DATE = Lexical(parse_date, spoken=True)
DAY = Lexical(parse_day, spoken=True)
DATES = (DATE, DAY)
"""What holds one date."""
PERIOD = Lexical(parse_period, spoken=True)
URL = Lexical(parse_url)
LICENCE = Lexical(parse_licence)
IDENTIFIER = Lexical(parse_identifier)
SIZE = Lexical(parse_size)
PAGES = Lexical(parse_pages)
DURATION = Lexical(parse_duration)
SIREN = Lexical(parse_siren)
NUTS = Lexical(parse_nuts)
BBOX = Lexical(parse_bbox)
MATCH = Lexical(parse_match, match_text)


@dataclass(frozen=True)
class CodeOf(Datatype):
    """A code of somebody else's table, ``PDF``.

    Attributes:
        table: the table.
        kind: what an unknown code is, in the code ``reference.unknown-<kind>``; the name of the
            table where that is not said.
    """

    table: str
    kind: str = ""
    between: re.Pattern[str] = SEMICOLON

    def parser(self, references: References) -> Parser:
        """Return the parser of a code, or of its label in the table, or of a usual name of it."""
        return self._codes(references).one

    def _codes(self, references: References) -> Codes:
        names = tuple(references.codes(self.table).items())
        return _codes_of(self.table, self.kind or self.table, names)


@lru_cache(maxsize=64)
def _codes_of(table: str, kind: str, names: tuple[tuple[str, str], ...]) -> Codes:
    return Codes(kind, dict(names), usual_names(table))


class LanguageCode(CodeOf):
    """The code of the one language of a text."""

    def parser(self, references: References) -> Parser:
        """Return the parser of a language: of several, the first is read, and that is told."""
        return partial(parse_language, self._codes(references))


LANGUAGE = LanguageCode("language")
FORMAT = CodeOf("file-type", "format", BETWEEN_MEDIA_TYPES)


@dataclass(frozen=True)
class Choice(Datatype):
    """One of a few words.

    Attributes:
        kind: what another word is, in the code ``reference.unknown-<kind>``.
        meanings: what a cell may say -> its value, which the first such word is written for.
    """

    kind: str
    meanings: Mapping[str, Any]

    def parser(self, _references: References) -> Parser:
        """Return the parser of one of the words."""
        codes = self._codes

        def parse_choice(
            text: str, row: CellAddresses, column: str, problems: list[Finding]
        ) -> Any | None:
            word = codes.one(text, row, column, problems)
            return None if word is None else self.meanings[word]

        return parse_choice

    def text(self, value: Any, _catalogue: ThingsById) -> str:
        """Return the word for a value."""
        return self._word(value)

    @cached_property
    def _codes(self) -> Codes:
        return Codes(self.kind, {word: self._word(each) for word, each in self.meanings.items()})

    def _word(self, value: Any) -> str:
        return next(word for word, meaning in self.meanings.items() if meaning == value)


@dataclass(frozen=True)
class ClassName(Datatype):
    """The name of a class of a vocabulary.

    Attributes:
        vocabulary: the vocabulary.
        kind: what an unknown one is, in the code ``reference.unknown-<kind>``.
    """

    vocabulary: Vocabulary
    kind: str

    def parser(self, _references: References) -> Parser:
        """Return the parser of the name of one class."""
        return self._codes.one

    @cached_property
    def _codes(self) -> Codes:
        start = self.vocabulary.namespace
        names = (iri_text(term).removeprefix(start) for term in self.vocabulary)
        return Codes(self.kind, tuple(name for name in names if name[0].isupper()))


@dataclass(frozen=True)
class PrefixedClassName(Datatype):
    """The name of a class of one of some vocabularies, ``bibo:Report``.

    Attributes:
        vocabularies: they, by their prefixes.
        kind: what an unknown one is, in the code ``reference.unknown-<kind>``.
    """

    vocabularies: Mapping[str, Vocabulary]
    kind: str

    def parser(self, _references: References) -> Parser:
        """Return the parser of the name of one class."""
        return self._codes.one

    @cached_property
    def _codes(self) -> Codes:
        names = (
            f"{prefix}:{iri_text(term).removeprefix(vocabulary.namespace)}"
            for prefix, vocabulary in self.vocabularies.items()
            for term in vocabulary
        )
        return Codes(self.kind, tuple(names))
