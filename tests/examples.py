"""How many examples the tests of properties try: few in ``make test``, all in ``make test-slow``.

``make test-slow`` runs these tests too, with ALL_EXAMPLES in its environment.
"""

import os

ALL = bool(os.environ.get("ALL_EXAMPLES"))


def examples(number: int) -> int:
    """Return how many of so many examples are tried."""
    return number if ALL else max(number // 5, 3)
