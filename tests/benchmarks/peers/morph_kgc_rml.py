"""``python -m peers.morph_kgc_rml PREPARED OUTPUT``: morph-kgc, an RML mapping of CSV tables.

The output is a folder of N-Triples files, one for each group of rules, which is what its processes
write without waiting for each other.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

MAPPING = Path(__file__).with_name("mapping.rml.ttl")


def main() -> None:
    """Read the command line, fill in the mapping, and become morph-kgc."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--base-iri", required=True)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    given = parser.parse_args()
    given.output.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=given.output.resolve().parent))
    mapping = MAPPING.read_text("utf-8").replace("{base_iri}", given.base_iri)
    mapping = mapping.replace("{prepared}", str(given.prepared.resolve()))
    (folder / "mapping.rml.ttl").write_text(mapping, "utf-8")
    (folder / "config.ini").write_text(
        f"""[CONFIGURATION]
output_dir = {given.output.resolve()}
output_format = N-TRIPLES
logging_level = WARNING
number_of_processes = {given.processes}

[Catalogue]
mappings = {folder / "mapping.rml.ttl"}
""",
        "utf-8",
    )
    os.execv(sys.executable, [sys.executable, "-m", "morph_kgc", str(folder / "config.ini")])


if __name__ == "__main__":
    main()
