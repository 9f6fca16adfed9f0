"""What a query answers, whatever engine ran it.

A term is its N-Triples spelling, as everywhere; an unbound variable is None. An answer knows
whether it is whole, as far as an endpoint says, and what is to be told of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from tressons_ld.findings.language import Text
from tressons_ld.rdf.terms import Term, Triple

TIMEOUT = 60.0
"""Seconds that an answer may take, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class SelectResult:
    """The rows that answer a SELECT.

    Attributes:
        variables: their names, in the order of the question, without ``?``.
        rows: one term a variable, None where it is unbound.
        whole: whether these are all the rows.
        warnings: what is to be told of the answer.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    whole: bool = True
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class AskResult:
    """The answer to an ASK."""

    answer: bool
    whole: bool = True
    warnings: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphResult:
    """The statements that answer a CONSTRUCT or a DESCRIBE, each once, sorted."""

    triples: tuple[Triple, ...]
    whole: bool = True
    warnings: tuple[Text, ...] = ()

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> "GraphResult":
        """Return the result that holds these statements."""
        return cls(tuple(sorted(set(triples))))


Result: TypeAlias = SelectResult | AskResult | GraphResult
