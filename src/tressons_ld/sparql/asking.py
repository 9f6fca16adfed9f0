"""A question put to a source, its things named by their ids or by any of their names.

What a source names is asked of it by the tool's own question ``identifiants``: no other place knows
which lists a catalogue has. It is asked only where a parameter is of such a list and is set.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import NamedTuple, Protocol

from tressons_ld.catalogue.columns.spelling import NearNames, fold, without_accents
from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import text
from tressons_ld.sparql.answers import plain_text
from tressons_ld.sparql.queries import load_queries
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_parameter import Parameter
from tressons_ld.sparql.results import Result, SelectResult
from tressons_ld.sparql.tokens import in_query

LISTS = "identifiants"
"""The question whose rows are the things of a source: list, id, name."""


class Usage(NamedTuple):
    """How one asks a question where its answer is read.

    Attributes:
        question: what stands before its name.
        first: what stands between its name and its first parameter.
        parameter: what stands before that.
    """

    question: str
    first: str
    parameter: str


AT_A_TERMINAL = Usage("tressons-ld query ", " ", "-p ")
_MOST_SHOWN = 10
_ANY = "VALUES ?identifiant { UNDEF }"
"""Where that question takes one id alone."""


class Ask(Protocol):
    """What answers a question: a store, or an endpoint."""

    def __call__(self, question: str, *, name: str) -> Result:
        """Return the answer to a question, called so in messages."""


class Answer(NamedTuple):
    """The answer to a question.

    Attributes:
        result: what the source answers.
        notes: what is to be told beside it.
    """

    result: Result
    notes: tuple[Text, ...]


def answer(
    query: Query, values: Mapping[str, str], ask: Ask, usage: Usage = AT_A_TERMINAL
) -> Answer:
    """Return the answer of a source to a question.

    Args:
        query: the question.
        values: values of its parameters; a thing of the source may stand by its id or by a name,
            in any language, whatever its capitals and accents.
        ask: puts a question to the source.
        usage: how another question is asked there.

    Raises:
        QueryError: a value is not of the type of its parameter, names nothing of the source, or
            several things of it; whatever ``ask`` raises.
    """
    values, notes = dict(query.parameter_values(values)), []
    for one in query.parameters:
        if not one.lists:
            continue
        things = _Things(one, ask)
        if value := values.get(one.name):
            values[one.name] = things.id_of(query, value, usage)
        elif _is_left_out(one, values, things) and (first := things.first):
            values[one.name] = first
            notes.append(_replaced(query, one, first, usage))
    result = ask(query.bind(values), name=query.file)
    if isinstance(result, SelectResult) and not result.rows:
        for one in query.parameters:
            if one.name not in values and one.default and (example := _example(one, ask)):
                values[one.name] = example
                notes.append(_replaced(query, one, example, usage, _NO_ROW))
                result = ask(query.bind(values), name=query.file)
    return Answer(query.answered(result), tuple(notes))


def defaults_in(query: Query, ask: Ask) -> dict[Parameter, str]:
    """Return what parameters of a question are by default in a source that lacks what is declared.

    It is what :func:`answer` takes in its place; nothing, where the source has nothing of the kind.

    Args:
        query: the question.
        ask: puts a question to the source.

    Raises:
        QueryError: whatever ``ask`` raises.
    """
    others: dict[Parameter, str] = {}
    for one in query.parameters:
        if one.lists and _is_left_out(one, {}, things := _Things(one, ask)):
            others[one] = things.first or ""
    for one in query.parameters:
        if one.default and one.examples:
            asked = query.bind_here(lambda each: others.get(each, each.default))
            result = ask(asked, name=query.file)
            if isinstance(result, SelectResult) and not result.rows:
                others[one] = _example(one, ask) or ""
    return others


def _example(parameter: Parameter, ask: Ask) -> str | None:
    """Return a value of a text or an address with which the source has something to answer."""
    if parameter.examples is None:
        return None
    name, column = parameter.examples
    asked = load_queries()[name]
    result = ask(asked.bind({}), name=asked.file)
    if not isinstance(result, SelectResult) or column not in result.variables or not result.rows:
        return None
    return plain_text(result.rows[0][result.variables.index(column)]) or None


def _is_left_out(parameter: Parameter, values: Mapping[str, str], things: _Things) -> bool:
    """Return whether a parameter is not given, and its default names nothing of the source."""
    default = parameter.default
    return parameter.name not in values and bool(default) and not things.has(default)


_ABSENT = sentence("query.default-unknown")
_NO_ROW = sentence("query.default-without-answer")


def _replaced(
    query: Query, parameter: Parameter, first: str, usage: Usage, words: Text = _ABSENT
) -> Text:
    return words.format(
        query=query.title,
        default=quotation(parameter.default),
        name=query.words([parameter.name]),
        sign=usage.parameter,
        first=first,
    )


class _Things:
    """The things of a source that a parameter may name."""

    def __init__(self, parameter: Parameter, ask: Ask) -> None:
        self._parameter, self._ask = parameter, ask

    def has(self, id: str) -> bool:
        """Return whether one has this id."""
        try:
            self._parameter.term(id)
        except ValueError:
            return False
        return any(self._rows(list, " VALUES ?identifiant { %s }", id) for list in self._lists)

    @property
    def first(self) -> str | None:
        """The first id of them."""
        for list in self._lists:
            for row in self._rows(list, " LIMIT 1"):
                return row[0]
        return None

    def id_of(self, query: Query, value: str, usage: Usage) -> str:
        """Return the id of the one that has this id or this name.

        Raises:
            QueryError: none has it, or several.
        """
        if self.has(value):
            return value
        key = _folded(value)
        found = sorted({id for id, name in self._names if key in (_folded(name), id)})
        if len(found) == 1:
            return found[0]
        parameter, shown = query.words([self._parameter.name]), quotation(value)
        if found:
            known = ", ".join(found[:_MOST_SHOWN])
            raise QueryError(
                "query.several-of-that-name",
                query=query.title,
                parameter=parameter,
                value=shown,
                known=known,
            )
        raise QueryError(
            "query.not-in-the-catalogue",
            query=query.title,
            parameter=parameter,
            value=shown,
            suggestion=self._near(key),
            way=self._way(usage),
        )

    @property
    def _lists(self) -> tuple[str, ...]:
        return self._parameter.lists

    @cached_property
    def _names(self) -> list[tuple[str, str]]:
        """Each id with each of its names."""
        return [row for list in self._lists for row in self._rows(list, "", noms="tous")]

    def _rows(
        self, list: str, ending: str, id: str | None = None, **values: str
    ) -> list[tuple[str, str]]:
        question = _lists_question().bind({"pour": list, **values}).rstrip() + "\n"
        if id is not None:
            # Among all things one is found by an index; the lists of lists have none.
            question = question.replace(_ANY, _ANY.replace("UNDEF", in_query(text(id))))
        question += ending % in_query(text(id)) if id is not None else ending
        result = self._ask(question, name=LISTS)
        if not isinstance(result, SelectResult):
            return []
        places = {name: at for at, name in enumerate(result.variables)}
        if not places.keys() >= {"identifiant", "nom"}:
            return []
        at, names = places["identifiant"], places["nom"]
        return [(plain_text(row[at]), plain_text(row[names])) for row in result.rows]

    def _near(self, key: str) -> Text:
        near = NearNames({_folded(name): id for id, name in self._names}).of(key)
        near = near or NearNames({id: id for id, _ in self._names}).of(key)
        if not near:
            return Text("", "")
        return sentence("query.perhaps", name=near[0])

    def _way(self, usage: Usage) -> Text:
        """Return how one asks for the ids and names of these things."""
        question, lists = _lists_question(), self._lists
        french, english = (f"{usage.question}{name}" for name in question.title)
        if len(lists) == 1:
            of = question.words(["pour"])
            french += f"{usage.first}{usage.parameter}{of.fr}={lists[0]}"
            english += f"{usage.first}{usage.parameter}{of.en}={lists[0]}"
        return Text(french, english)


def _folded(name: str) -> str:
    return without_accents(fold(name))


@cache
def _lists_question() -> Query:
    return load_queries()[LISTS]
