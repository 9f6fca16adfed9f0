"""A catalogue folder with a look of its own, and what is told of it."""

from pathlib import Path

from command_line import DATE
from tressons_ld.composition import open_folder
from tressons_ld.findings.finding import Finding
from tressons_ld.publication.publish import check


def with_look(folder: Path, settings: str = "", **templates: str) -> Path:
    """The folder, with these settings at their end, and these templates."""
    with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as file:
        file.write(settings)
    (folder / "templates").mkdir(exist_ok=True)
    for name, text in templates.items():
        (folder / "templates" / f"{name}.html").write_text(text, "utf-8")
    return folder


def told(folder: Path) -> list[Finding]:
    checked = check(open_folder(folder, date=DATE), jobs=1)
    return [each for each in checked.sorted() if each.code.startswith("look.")]
