"""The clock of each Python that a test starts.

Python imports a module of this name when it starts: conftest.py puts this folder on PYTHONPATH.

No command takes the day of today for its default: a test that left the day out would compare other
bytes on another day. Those of the default itself use the fixture `system_clock`.

Nor are the questions of a site answered, which takes half the time of a small publication. Tests of
the answers use the fixtures `answers` and `published_whole`.
"""

import os
import select
import sys
import time
from functools import update_wrapper
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType
from typing import NoReturn

READER = "tressons_ld.cli.options"
SETTINGS = "tressons_ld.catalogue.tables.settings"
EX_SOFTWARE = 70  # of sysexits.h: no command of the tool ends with it


def today() -> NoReturn:
    """Take the place of the function of this name in the module that asks the clock."""
    sys.stderr.write("a test gives --date, or uses the fixture system_clock\n")
    raise SystemExit(EX_SOFTWARE)


class OtherDefaults:
    """Finds these modules, and changes their defaults as soon as they are imported."""

    @staticmethod
    def find_spec(name: str, path: list[str] | None, _target: object = None) -> ModuleSpec | None:
        if name not in (READER, SETTINGS):
            return None
        spec = PathFinder.find_spec(name, path)
        assert spec is not None and spec.loader is not None
        run = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            run(module)
            if name == READER:
                module.today = update_wrapper(today, module.today)
            else:
                module.ANSWERS_UP_TO = 0

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def sleep(seconds: float) -> None:
    """Wait as `time.sleep` does, by another system call."""
    select.select([], [], [], seconds)


sys.meta_path.insert(0, OtherDefaults)
if "faketime" in os.environ.get("LD_PRELOAD", ""):
    # faketime 0.9.10 refuses the call by which Python sleeps since 3.11, where it leaves the
    # monotonic clock alone; where it does not, a thread that waits a second waits until that day.
    time.sleep = sleep
