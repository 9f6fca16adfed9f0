"""What a wheel takes from npm: the bundles of ``workbench/``, where npm is there and gives them."""

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SECONDS = 600
_INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0")
_NEEDED = ("package.json", "package-lock.json", "build.mjs", "bundled", "src")


class WorkbenchBundles(BuildHookInterface):
    """Puts the editor of the workbench into a wheel, made in a folder of its own."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundles; a wheel without them has a plain text field as the editor."""
        if self.target_name != "wheel" or version == "editable":
            return
        self._folder = tempfile.mkdtemp(prefix="workbench-")
        made = Path(self._folder) / "workbench"
        if wrong := _bundled(Path(self.root) / "workbench", made):
            self.app.display_warning(f"The workbench has a plain text field as its editor: {wrong}")
            return
        for path in sorted((made / "dist").iterdir()):
            build_data["force_include"][str(path)] = f"tressons_ld/workbench/{path.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made beside the wheel."""
        if folder := getattr(self, "_folder", None):
            shutil.rmtree(folder, ignore_errors=True)


def _bundled(workbench: Path, made: Path) -> str:
    """Return why npm could not make the bundles; empty where it has made them."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed."
    made.mkdir()
    for name in _NEEDED:
        copy = shutil.copytree if (workbench / name).is_dir() else shutil.copy
        copy(workbench / name, made / name)
    for words in (_INSTALL, ("run", "build")):
        try:
            subprocess.run(
                [npm, *words], cwd=made, check=True, capture_output=True, timeout=_SECONDS
            )
        except (OSError, subprocess.SubprocessError) as error:
            told = (getattr(error, "stderr", None) or b"").decode("utf-8", "replace")
            return f"{error} {told.strip()}".strip()
    return ""
