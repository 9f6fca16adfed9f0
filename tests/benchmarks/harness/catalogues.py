"""The catalogues that are measured: made once, kept under ``.bench/work``; where outputs go."""

import csv
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator import Format, write_folder
from generator.shared import BASE_IRI
from peers import prepared as preparation
from peers.vocabulary import DATE

from .environments import BENCHMARKS, OUTPUTS, PROJECT, WORK, outputs, program
from .measure import measure

GENERATOR = sorted((BENCHMARKS / "generator").glob("*.py"))
PREPARATION = [Path(preparation.__file__), preparation.AUTHORITIES]
TRESSONS = program("tressons", "tressons-ld")


@dataclass(frozen=True)
class Catalogue:
    """A synthetic catalogue folder.

    Attributes:
        size: number of entries.
        form: ``csv`` or ``jsonl``.
        defects: number of entries with a defect.
    """

    size: int
    form: Format = "csv"
    defects: int = 0

    @property
    def name(self) -> str:
        """Name of its folder."""
        return f"{self.size}-{self.form}" + (f"-{self.defects}-defects" if self.defects else "")

    def output(self, ending: str) -> Path:
        """Return where a pipeline writes what it makes of the catalogue."""
        return outputs(self.size) / f"{self.name}{ending}"

    @cached_property
    def folder(self) -> Path:
        """The catalogue folder, made if need be."""

        def write(folder: Path) -> None:
            write_folder(folder, self.size, format=self.form, defects=self.defects)

        return _made(WORK / self.name, write, GENERATOR)

    def publishing(self, name: str, settings: str) -> Path:
        """Return a copy of the catalogue folder that publishes something else.

        Args:
            name: of the copy.
            settings: its table ``[publication]``.
        """
        folder = self.folder_of(name)
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder / "data", folder / "data")
        document = folder / "data" / "catalogue.toml"
        others, heading, _ = document.read_text("utf-8").partition("[publication]\n")
        document.write_text(f"{others}{heading}{settings}", "utf-8")
        return folder

    def folder_of(self, name: str) -> Path:
        """Return where the copy of this name lies."""
        return WORK / f"{self.name}-{name}"

    @cached_property
    def prepared(self) -> Path:
        """What the peers read, made if need be."""

        def write(folder: Path) -> None:
            preparation.prepare(self.folder, folder, BASE_IRI)

        return _made(WORK / f"{self.name}-prepared", write, [*GENERATOR, *PREPARATION])

    def make_shared(self) -> None:
        """Give the peers the statements of the shared part, as they are published now."""
        public = self.publish(self.output("-public"))
        preparation.prepare_shared(public, self.prepared)
        shutil.rmtree(public)

    def publish(self, output: Path) -> Path:
        """Publish the catalogue into a new folder, unmeasured, and return it."""
        fresh(self.folder, output)
        measure(
            command("publish", "--quiet", "--folder", self.folder, "--output", output),
            folder=WORK,
        )
        return output


def _made(folder: Path, write: Callable[[Path], None], programs: Iterable[Path]) -> Path:
    """Return a folder, which is written anew where the programs that make it have changed."""
    mark, text = folder / ".made", "".join(path.read_text("utf-8") for path in programs)
    if not mark.exists() or mark.read_text("utf-8") != text:
        shutil.rmtree(folder, ignore_errors=True)
        write(folder)
        mark.write_text(text, "utf-8")
    return folder


def command(*words: str | Path) -> list[str | Path]:
    """Return a command of tressons-ld, on the day of all publications here."""
    return [TRESSONS, *words, "--date", DATE]


def fresh(folder: Path, *outputs: Path) -> None:
    """Forget earlier publications of a synthetic catalogue: lock file and outputs."""
    (folder / "data" / "identities.csv").unlink(missing_ok=True)
    for output in outputs:
        if output.is_dir():
            shutil.rmtree(output)
        else:
            output.unlink(missing_ok=True)


def tressons_folder(*, site: bool = True) -> Path:
    """Return a copy of the TRESSONS catalogue folder, published with its site or without."""
    folder = OUTPUTS / "tressons"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(PROJECT / "data", folder / "data")
    if not site:
        with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as settings:
            settings.write("\n[publication]\nsite = false\n")
    return folder


def change_agent(folder: Path) -> None:
    """Give another name to an organisation that no entry names; the first time, add it."""
    path = folder / "data" / "agents.csv"
    head, *rows = path.read_text("utf-8").splitlines(keepends=True)
    others = [row for row in rows if not row.startswith("de-trop,")]
    turn = "une autre fois" if any("Structure de trop" in row for row in rows) else "de trop"
    cells = {"id": "de-trop", "type": "organisation", "name": f"Structure {turn}"}
    others.append(",".join(cells.get(name, "") for name in head.strip().split(",")) + "\n")
    path.write_text("".join([head, *others]), "utf-8")


def change_one_row(folder: Path, number: int) -> None:
    """Add a sentence to the description of one entry, or take it away again."""
    path = folder / "data" / "resources.csv"
    new = path.with_suffix(".new")
    sentence = " Une phrase a été ajoutée depuis."
    with (
        path.open(encoding="utf-8", newline="") as old,
        new.open("w", encoding="utf-8", newline="") as changed,
    ):
        rows = csv.reader(old)
        writer = csv.writer(changed, lineterminator="\n")
        heading = next(rows)
        column = heading.index("description")
        writer.writerow(heading)
        for position, row in enumerate(rows):
            if position == number:
                text = row[column]
                row[column] = text.removesuffix(sentence)
                if row[column] == text:
                    row[column] += sentence
            writer.writerow(row)
    os.replace(new, path)
