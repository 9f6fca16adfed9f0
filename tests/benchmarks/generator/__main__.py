"""``python -m generator ENTRIES FOLDER``: write a synthetic catalogue folder."""

import argparse
from pathlib import Path

from . import SharedTables, kinds, write_folder


def main() -> None:
    """Read the command line and write the folder."""
    known = ", ".join(kinds(SharedTables(1)))
    parser = argparse.ArgumentParser(prog="generator", description=__doc__)
    parser.add_argument("entries", type=int, help="number of entries")
    parser.add_argument("folder", type=Path, help="catalogue folder to write")
    parser.add_argument("--format", choices=["csv", "jsonl"], default="csv")
    parser.add_argument("--gzip", action="store_true", help="compress the table of resources")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--defects", type=int, default=0, help="number of entries with a defect")
    parser.add_argument("--kinds", default="", help=f"of defects, between commas, among: {known}")
    given = parser.parse_args()
    try:
        write_folder(
            given.folder,
            given.entries,
            seed=given.seed,
            format=given.format,
            compressed=given.gzip,
            defects=given.defects,
            kinds=[name for name in given.kinds.split(",") if name],
        )
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
