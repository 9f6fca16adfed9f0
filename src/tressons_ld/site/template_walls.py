"""The environment of templates that a house sets: they run in a sandbox, and come to an end.

They may come from anybody who proposes a change to a public catalogue. Each turn of a loop, each
call and each filter counts, by what it goes through, and what would make more than a page holds is
refused: what is multiplied, added up, filled up to a width, replaced or printed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import ContextVar
from functools import wraps
from typing import Any

from jinja2 import Template, nodes
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

MOST_TURNS = 300_000
"""Turns of loops, and calls, while a page is laid out: a page of ours takes a few thousand."""

MOST_LETTERS = 100_000
"""Letters, items or digits that a multiplication may give."""

MOST_OF_A_TEXT = 10 * MOST_LETTERS
"""Letters, or items, of what texts or lists are added up from."""

MOST_PRINTED = 100 * MOST_LETTERS
"""Letters that are printed while a page is laid out, within what is set aside too."""

_COUNTED, _WEIGHED = "tressons_ld_counted", "tressons_ld_weighed"
# Letters of a text, or items, that cost as much as a turn; turns that a template within costs.
_OF_A_TURN, _OF_AN_INCLUSION = 1000, 50
# Filters and methods that fill up to a number.
_FILLING = {"batch", "center", "expandtabs", "indent", "ljust", "rjust", "slice", "to_bytes"}
_FILLING |= {"zfill"}
_LONGEST_SEPARATOR = 1000
_SIZED = (str, bytes, list, tuple, dict, set, frozenset, range)
_WIDE = re.compile(r"%[^%a-zA-Z]*(?:[0-9]{6}|[*])|\{[^{}]*:[^{}]*(?:[0-9]{6}|\{)")


class EndlessTemplateError(Exception):
    """A template that takes more than a page can."""


class _Spending:
    """What a page has cost so far.

    Attributes:
        turns: of loops, and calls.
        printed: letters.
    """

    def __init__(self) -> None:
        self.turns = self.printed = 0


_SPENDING: ContextVar[_Spending | None] = ContextVar("spending", default=None)


def laid_out(template: Template, view: Mapping[str, object]) -> str:
    """Return a page by a template, its cost counted from nothing.

    Raises:
        EndlessTemplateError: it took too much.
    """
    before = _SPENDING.set(_Spending())
    try:
        return template.render(view)
    finally:
        _SPENDING.reset(before)


class WalledEnvironment(ImmutableSandboxedEnvironment):
    """Templates that have no end are ended."""

    intercepted_binops = frozenset(("*", "**", "+", "%"))

    def __init__(self, *options: Any, **named: Any) -> None:
        super().__init__(*options, finalize=_printed, **named)
        # It makes as many words as are asked for, of no use on a page.
        self.globals.pop("lipsum", None)
        self.filters.update({name: _walled(name, own) for name, own in self.filters.items()})
        self.filters[_COUNTED], self.filters[_WEIGHED] = _counted, _weighed

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for loop in tree.find_all(nodes.For):
            cost = nodes.Const(_cost_of_a_turn(loop), lineno=loop.lineno)
            loop.iter = _filtered(loop.iter, _COUNTED, cost)
        for joined in tree.find_all(nodes.Concat):
            joined.nodes = [_filtered(each, _WEIGHED) for each in joined.nodes]
        return tree

    def call(self, context: Context, obj: Callable[..., Any], /, *values: Any, **named: Any) -> Any:
        """Call what a template calls."""
        _spend(1)
        own = getattr(obj, "__self__", None)
        if isinstance(own, str | int | bytes):
            name = getattr(obj, "__name__", "")
            _refuse_filling(name, own, values, named)
            values = tuple(_gone_through(each) for each in values)
        return super().call(context, obj, *values, **named)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Combine two values, unless it gives too much."""
        size: float = 0
        most = MOST_LETTERS
        match operator:
            case "**":
                size = abs(right) * len(str(left)) if isinstance(right, int | float) else 0
            case "*":
                size = max(_size(left) * abs(right) if isinstance(right, int) else 0, 0)
                size = max(size, _size(right) * abs(left) if isinstance(left, int) else 0)
            case "+":
                size, most = _size(left) + _size(right), MOST_OF_A_TEXT
            case _ if isinstance(left, str) and _WIDE.search(left):
                raise EndlessTemplateError(operator)
        if size > most:
            raise EndlessTemplateError(operator)
        return super().call_binop(context, operator, left, right)


def _filtered(node: nodes.Node, name: str, *values: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, list(values), [], None, None, lineno=node.lineno)


def _cost_of_a_turn(loop: nodes.For) -> int:
    """Return what a turn of a loop costs, by what stands in it."""
    letters = sum(len(each.data) for each in loop.find_all(nodes.TemplateData))
    inclusions = sum(1 for _ in loop.find_all(nodes.Include))
    return 1 + letters // _OF_A_TURN + inclusions * _OF_AN_INCLUSION


def _walled(name: str, own: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that costs what it goes through and does not fill up without measure."""

    @wraps(own)
    def walled(*values: Any, **named: Any) -> Any:
        _spend(1)
        if name in _FILLING or name in ("format", "join", "replace"):
            # The first may be what Jinja gives filters of itself.
            texts = [each for each in values if isinstance(each, str)]
            _refuse_filling(name, texts[0] if texts else "", values, named)
        return own(*map(_gone_through, values), **named)

    return walled


def _refuse_filling(
    name: str, text: object, values: Iterable[Any], named: Mapping[str, Any]
) -> None:
    """Refuse a filter or a method that would make more than a page holds."""
    given = [*values, *named.values()]
    texts = [each for each in given if isinstance(each, str)]
    match name:
        case "format" | "format_map":
            is_too_much = bool(_WIDE.search(str(text)))
        case "join":
            is_too_much = any(len(each) > _LONGEST_SEPARATOR for each in (*texts, str(text)))
        case "replace":
            # The last of them is what comes in the place of another.
            is_too_much = bool(texts) and len(str(text)) * len(texts[-1]) > MOST_PRINTED
        case _:
            numbers = (each for each in given if isinstance(each, int))
            is_too_much = name in _FILLING and any(each > MOST_LETTERS for each in numbers)
    if is_too_much:
        raise EndlessTemplateError(name)


def _size(value: Any) -> int:
    return len(value) if isinstance(value, _SIZED) else 0


def _gone_through(value: Any) -> Any:
    """Return a value, what it takes to go through it paid: item by item where none knows."""
    if isinstance(value, Iterator):
        return _counted(value)
    _spend(_size(value) // _OF_A_TURN)
    return value


def _counted(values: Iterable[Any], cost: int = 1) -> Iterator[Any]:
    for value in values:
        _spend(cost)
        yield value


def _weighed(value: Any) -> Any:
    if _size(value) > MOST_OF_A_TEXT:
        raise EndlessTemplateError("~")
    return value


def _printed(value: Any) -> Any:
    spending = _SPENDING.get()
    if spending is not None and isinstance(value, str):
        spending.printed += len(value)
        if spending.printed > MOST_PRINTED:
            raise EndlessTemplateError("{{ }}")
    return value


def _spend(turns: int) -> None:
    spending = _SPENDING.get()
    if spending is not None:
        spending.turns += turns
        if spending.turns > MOST_TURNS:
            raise EndlessTemplateError("∞")
