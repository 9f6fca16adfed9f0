"""The environment of templates that a house sets: they run in a sandbox, and come to an end.

They may come from anybody who proposes a change to a public catalogue. Each turn of a loop and each
call counts, and what would be multiplied into more than a page holds is refused.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from itertools import count
from typing import Any

from jinja2 import Template, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_TURNS = 300_000
"""Turns of loops, and calls, while a page is laid out: a page of ours takes a few thousand."""

MOST_LETTERS = 100_000
"""Letters, items or digits that a multiplication may give."""

_TURNS: ContextVar[Iterator[int] | None] = ContextVar("turns", default=None)
_COUNTED = "tressons_ld_counted"


class EndlessTemplateError(Exception):
    """A template that takes more than a page can."""


def laid_out(template: Template, view: Mapping[str, object]) -> str:
    """Return a page by a template, its turns counted from none.

    Raises:
        EndlessTemplateError: it took too many.
    """
    before = _TURNS.set(count(1))
    try:
        return template.render(view)
    finally:
        _TURNS.reset(before)


class WalledEnvironment(ImmutableSandboxedEnvironment):
    """Templates that have no end are ended."""

    intercepted_binops = frozenset(("*", "**"))

    def __init__(self, *options: Any, **named: Any) -> None:
        super().__init__(*options, **named)
        self.filters[_COUNTED] = _counted

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(
                loop.iter, _COUNTED, [], [], None, None, lineno=loop.iter.lineno
            )
        return tree

    def call(self, context: Context, obj: Callable[..., Any], /, *values: Any, **named: Any) -> Any:
        """Call what a template calls."""
        _turn()
        return super().call(context, obj, *values, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Multiply, unless it gives too much."""
        if operator == "**":
            size = abs(right) * len(str(left)) if isinstance(right, int | float) else 0
        else:
            size = max(_size(left) * abs(right) if isinstance(right, int) else 0, 0)
            size = max(size, _size(right) * abs(left) if isinstance(left, int) else 0)
        if size > MOST_LETTERS:
            raise EndlessTemplateError(operator)
        return super().call_binop(context, operator, left, right)


def _size(value: Any) -> int:
    return len(value) if hasattr(value, "__len__") else 0


def _counted(values: Iterable[Any]) -> Iterator[Any]:
    for value in values:
        _turn()
        yield value


def _turn() -> None:
    turns = _TURNS.get()
    if turns is not None and next(turns) > MOST_TURNS:
        raise EndlessTemplateError("∞")
