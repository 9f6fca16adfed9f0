"""Another set of names than the French one changes each path, and nothing else of the graph."""

import csv
import json
import os
import re
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from tressons_ld import open_catalogue
from tressons_ld.catalogue.paths import FRENCH, PATHS
from tressons_ld.mapping.data import DATA_FILES
from tressons_ld.rdf.vocabularies import PROFILE, TLD

MARK = "zz-"
PROGRAM = """
import json, sys
from tressons_ld.catalogue import paths
paths.NAMES = paths.PathNames(**json.loads(sys.argv[2]))
paths.PATHS = paths.Paths(paths.NAMES)
from tressons_ld import open_catalogue
catalogue = open_catalogue(sys.argv[1], date="2026-11-20")
for triple in catalogue.triples():
    sys.stdout.buffer.write((" ".join(triple) + "\\n").encode())
"""


def marked(folder: Path) -> None:
    """Write the additions of a folder for the other names, as its owner would."""
    path = folder / "data" / "additions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [head, *([MARK + row[0] if PATHS.ids(row[0]) else row[0], *row[1:]] for row in rows)]
        )


def test_every_path_follows_the_set_of_names(tressons: Path, project: Path) -> None:
    (tressons / "data" / "identities.csv").unlink()
    catalogue = open_catalogue(tressons, date="2026-11-20")
    french = sorted({" ".join(triple) for triple in catalogue.triples()})
    marked(tressons)
    names = {field: f"{MARK}{word}" for field, word in asdict(FRENCH).items()}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tressons), json.dumps(names)],
        env={**os.environ, "PYTHONPATH": str(project / "src")},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    other = set(done.stdout.splitlines())
    assert sorted(line.replace(MARK, "") for line in other) == french
    base = catalogue.shared.settings.base_iri
    iris = set(re.findall(rf"<{re.escape(base)}([^>]*)>", "\n".join(other)))
    # The terms of the tool itself, in no language of a catalogue.
    own = (TLD.namespace.removeprefix(base), PROFILE[1:-1].removeprefix(base))
    parts = {file.name for file in DATA_FILES}
    minted = {word for iri in iris if not iri.startswith(own) for word in iri.split("#")}
    assert not [word for word in minted - parts if not word.startswith(MARK)]
