"""The files of the workbench, which a site has in its folder ``workbench/``.

Its programs are ES modules that are served as they lie. What npm packages are bundled into (the
editor, the engine of the browser) is there after ``make workbench`` in a checkout, and in a wheel
that was built with npm.
"""

from pathlib import Path

from tressons_ld.files.tool_files import PACKAGE

WORKBENCH = "workbench"
"""The folder of a site."""

EDITOR = "editor.js"
"""The editor, bundled."""

_INSTALLED = PACKAGE / WORKBENCH
_CHECKOUT = PACKAGE.parents[1] / WORKBENCH


def workbench_files() -> dict[str, Path]:
    """Return the files: name -> path, sorted; without the bundles where npm has not made them."""
    folders = [_INSTALLED] if _INSTALLED.is_dir() else [_CHECKOUT / "src", _CHECKOUT / "dist"]
    found = {path.name: path for folder in folders if folder.is_dir() for path in folder.iterdir()}
    return {name: found[name] for name in sorted(found)}
