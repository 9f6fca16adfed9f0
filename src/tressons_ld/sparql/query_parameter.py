"""What a question lets one choose: its type, and the term that a value stands for.

In the header of a question the type of a parameter is a word, after which an id names the lists
that it is of, a choice its values, and a text or an address where a catalogue has some: a question
and its column::

    # + parameters:
    # +   - theme: id theme
    # +   - pour: id organisation personne
    # +   - depuis: day
    # +   - lignes: choice genre annee
    # +   - texte: text mots-cles.mot_cle
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from tressons_ld.catalogue.columns.spelling import fold, without_accents
from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import Term, iri, is_lexical, text, typed
from tressons_ld.sparql.query_header import QueryHeader

ParameterType = Literal["id", "text", "year", "day", "iri", "integer", "choice"]

_WANTED: Mapping[str, Text] = {
    "id": sentence("query.write-id"),
    "text": sentence("query.write-text"),
    "year": sentence("query.write-year"),
    "day": sentence("query.write-day"),
    "iri": sentence("query.write-iri"),
    "integer": sentence("query.write-integer"),
    "choice": sentence("query.write-choice"),
}
_TYPES_WITH_WORDS = ("id", "choice", "text", "iri")
_COLUMN = re.compile(r"([\w-]+)\.(\w+)")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question lets one choose.

    Attributes:
        name: of the variable, without ``?``.
        type: ``id``, ``text``, ``year``, ``day``, ``iri``, ``integer`` or ``choice``.
        default: its value in the file; for an id, a year or a day, an empty one means «any».
        words: of an id, the lists that it is of, as the question ``identifiants`` calls them (of
            none: any id is taken); of a choice, its values; of a text or an address, where some
            stand: ``mots-cles.mot_cle``.
    """

    name: str
    type: ParameterType
    default: str
    words: tuple[str, ...] = ()

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists of things, one of which this names."""
        return self.words if self.type == "id" else ()

    @property
    def examples(self) -> tuple[str, str] | None:
        """The bundled question, and its column, whose cells are values that answer something."""
        found = _COLUMN.fullmatch(" ".join(self.words))
        return (found[1], found[2]) if found and self.type in ("text", "iri") else None

    @property
    def expected(self) -> Text:
        """What a value of it is."""
        return self.expected_among(", ".join(self.words))

    def expected_among(self, words: Text | str) -> Text:
        """Return what a value of it is, where the words of a choice are called so."""
        return _WANTED[self.type].format(known=words)

    def term(self, value: str) -> Term:
        """Return the value as the term that stands for it in the question.

        An IRI is one, an integer is an ``xsd:integer``, all else are plain literals.

        Raises:
            ValueError: the value is not of this type.
        """
        if self.type == "iri":
            return iri(value)
        if self.type == "integer":
            return typed(value, "integer")
        if self.type != "text" and not (value == "" == self.default) and not self._is_one(value):
            raise ValueError(value)
        return text(value)

    def _is_one(self, value: str) -> bool:
        match self.type:
            case "id":
                return bool(_ID.fullmatch(value))
            case "choice":
                return value in self.words
            case "day":
                return is_lexical(value, "date")
        return is_lexical(value, "gYear")

    def choice(self, value: str, english: Mapping[str, str]) -> str:
        """Return the word of a choice that is meant by one in another writing, or in English."""
        if self.type != "choice":
            return value
        meant = {_plain(word): word for word in self.words}
        meant |= {_plain(english[word]): word for word in self.words if word in english}
        return meant.get(_plain(value), value)


def _plain(word: str) -> str:
    return re.sub(r"[\W_]+", "-", without_accents(fold(word)))


def parameters_of(header: QueryHeader) -> tuple[Parameter, ...]:
    """Return the parameters of a header, each with its type and its default.

    Raises:
        QueryError: a type is unknown, or a default is missing or of another type.
    """
    types, defaults = header.pairs("parameters"), header.pairs("defaults")
    for name in types.keys() ^ defaults.keys():
        line = (types.get(name) or defaults[name])[1]
        raise QueryError("query.header-unpaired", file=header.file, line=line, name=name)
    parameters = []
    for name, (given, line) in types.items():
        kind, *words = given.split() or [""]
        takes_words = kind in _TYPES_WITH_WORDS
        if kind not in get_args(ParameterType) or bool(words) > takes_words:
            raise _unknown_type(header, line, given)
        if kind == "choice" and not words:
            raise _unknown_type(header, line, given)
        if kind in ("text", "iri") and words and not _COLUMN.fullmatch(" ".join(words)):
            raise _unknown_type(header, line, given)
        parameter = Parameter(name, kind, defaults[name][0], tuple(words))  # type: ignore[arg-type]
        try:
            parameter.term(parameter.default)
        except ValueError:
            raise QueryError(
                "query.header-default",
                file=header.file,
                line=defaults[name][1],
                name=name,
                value=quotation(parameter.default),
                wanted=parameter.expected,
            ) from None
        parameters.append(parameter)
    return tuple(parameters)


def _unknown_type(header: QueryHeader, line: int, given: str) -> QueryError:
    known = ", ".join(get_args(ParameterType))
    return QueryError(
        "query.header-type", file=header.file, line=line, type=quotation(given), known=known
    )
