"""One test of a whole table.

A thousand cases of a few microseconds each take seconds where each is a test: pytest collects it in
every process, sets it up, and reports it.
"""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any


def each(name: str, cases: Iterable[Any], shown: Callable[[Any], str] = str) -> Callable[..., Any]:
    """Let one test try every case of a table, and tell all those for which it fails.

    Args:
        name: the argument of the test that takes a case; others are fixtures.
        cases: the table.
        shown: how a case is called.
    """
    table = list(cases)
    assert table, "a test of no case cannot fail"

    def decorated(test: Callable[..., None]) -> Callable[..., None]:
        @wraps(test)
        def of_all(**fixtures: Any) -> None:
            failures = []
            for case in table:
                try:
                    test(**{name: case}, **fixtures)
                except Exception as error:  # noqa: BLE001 - whatever it is, the others are tried
                    failures.append(f"{shown(case)}: {type(error).__name__}: {error}")
            assert not failures, f"{len(failures)} of {len(table)}:\n" + "\n".join(failures)

        signature = inspect.signature(test)
        others = [each for each in signature.parameters.values() if each.name != name]
        of_all.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return of_all

    return decorated
