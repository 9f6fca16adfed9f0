"""An installation that has the engine of the browser, or has it not, whatever npm has made here."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tressons_ld.site import engine_files, engine_page
from tressons_ld.site.workbench_files import workbench_files

BUNDLES = ("browser_worker.js", "editor.js", "web_bg.wasm")


def with_bundles(folder: Path) -> dict[str, Path]:
    """The programs of the workbench, and files in the place of the bundles of npm."""
    for name in BUNDLES:
        (folder / name).write_bytes(name.encode() * 1000)
    return {**workbench_files(), **{name: folder / name for name in BUNDLES}}


def without_bundles() -> dict[str, Path]:
    """The programs of the workbench alone."""
    return {name: path for name, path in workbench_files().items() if name not in BUNDLES}


@contextmanager
def installed(files: Mapping[str, Path]) -> Iterator[None]:
    """Publish, in this process, as an installation does that has these programs."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (engine_files, engine_page):
            patch.setattr(module, "workbench_files", lambda: files)
        yield
