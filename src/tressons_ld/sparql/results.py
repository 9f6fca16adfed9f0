"""What a query answers, whatever engine ran it.

A term is its N-Triples spelling, as everywhere; an unbound variable is None.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from tressons_ld.rdf.terms import Term, Triple

TIMEOUT = 60.0
"""Seconds that an answer may take, unless told otherwise."""


@dataclass(frozen=True, slots=True)
class SelectResult:
    """The rows that answer a SELECT.

    Attributes:
        variables: their names, in the order of the question, without ``?``.
        rows: one term a variable, None where it is unbound.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class AskResult:
    """The answer to an ASK."""

    answer: bool


@dataclass(frozen=True, slots=True)
class GraphResult:
    """The statements that answer a CONSTRUCT or a DESCRIBE, each once, sorted."""

    triples: tuple[Triple, ...]

    @classmethod
    def of(cls, triples: Iterable[Triple]) -> "GraphResult":
        """Return the result that holds these statements."""
        return cls(tuple(sorted(set(triples))))


Result: TypeAlias = SelectResult | AskResult | GraphResult
