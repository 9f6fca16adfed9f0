"""What a wheel takes from npm: the bundles of ``workbench/``, where npm is there and gives them."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SECONDS = 600


class WorkbenchBundles(BuildHookInterface):
    """Puts the programs of the workbench into a wheel, and the editor that npm has."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundles; a wheel without them has a plain text field as the editor."""
        if self.target_name != "wheel" or version == "editable":
            return
        workbench = Path(self.root) / "workbench"
        included = build_data["force_include"]
        included[str(workbench / "src")] = "tressons_ld/workbench"
        dist = workbench / "dist"
        if wrong := _bundled(workbench):
            self.app.display_warning(f"The workbench has a plain text field: {wrong}")
            return
        for path in sorted(dist.iterdir()):
            included[str(path)] = f"tressons_ld/workbench/{path.name}"


def _bundled(workbench: Path) -> str:
    """Return why npm could not make the bundles; empty where it has made them."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed."
    install = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    for command in (install, [npm, "run", "build"]):
        try:
            subprocess.run(
                command, cwd=workbench, check=True, capture_output=True, timeout=_SECONDS
            )
        except (OSError, subprocess.SubprocessError) as error:
            output = getattr(error, "stderr", None) or b""
            return f"{error} {output.decode(errors='replace').strip()}".strip()
    return ""
