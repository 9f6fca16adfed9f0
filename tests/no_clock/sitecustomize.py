"""In each Python that a test starts, no command takes the day of today for its default.

Python imports a module of this name when it starts: conftest.py puts this folder on PYTHONPATH. A
test that left the day out would compare other bytes on another day; those of the default itself use
the fixture `system_clock`.
"""

import sys
from functools import update_wrapper
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import NoReturn

READER = "tressons_ld.cli.options"
EX_SOFTWARE = 70  # of sysexits.h: no command of the tool ends with it


def today() -> NoReturn:
    """Take the place of the function of this name in the module that asks the clock."""
    sys.stderr.write("a test gives --date, or uses the fixture system_clock\n")
    raise SystemExit(EX_SOFTWARE)


class ReaderWithoutClock:
    """Finds that module, and takes the clock from it as soon as it is imported."""

    @staticmethod
    def find_spec(name: str, path: list[str] | None, _target: object = None) -> ModuleSpec | None:
        if name != READER:
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None and spec.loader is not None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            module.today = update_wrapper(today, module.today)

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


sys.meta_path.insert(0, ReaderWithoutClock)
