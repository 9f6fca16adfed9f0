"""``python -m harness``: measure, then write RESULTS.md.

Every result is kept under ``results/`` until it is measured again, so sizes can be measured one at
a time.
"""

import argparse
import os
import shutil
import sys

from . import groups, report
from .environments import OUTPUTS, RESULTS, WORK
from .verify import verify

GROUPS = ("verify", "start", "full", "mapping", "change", "defects", "feeds", "site", "scale")
LARGEST_FOR_RDFLIB = 1000
LARGEST_FOR_PEERS = 100_000
SMALLEST_TO_GROW = 10_000


def main() -> None:
    """Read the command line, measure and report."""
    parser = argparse.ArgumentParser(prog="harness", description=__doc__)
    parser.add_argument(
        "--sizes", default="1000,10000", help="numbers of entries (default: 1000,10000)"
    )
    parser.add_argument(
        "--groups", default=",".join(GROUPS), help=f"what to measure (default: {','.join(GROUPS)})"
    )
    parser.add_argument("--rounds", type=int, default=3, help="timed runs of each (default: 3)")
    parser.add_argument("--cores", type=int, default=2, help="cores to use (default: 2)")
    given = parser.parse_args()
    sizes = sorted({int(size.replace("_", "")) for size in given.sizes.split(",")})
    wanted = given.groups.split(",")
    if unknown := set(wanted) - set(GROUPS) - {"report"}:
        parser.error(f"unknown groups: {', '.join(sorted(unknown))}")
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: given.cores])
    for folder in (WORK, OUTPUTS):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        measured(wanted, sizes, given.rounds)
    finally:
        shutil.rmtree(OUTPUTS)
    report.write(RESULTS)


def measured(wanted: list[str], sizes: list[int], rounds: int) -> None:
    """Measure the groups wanted at the sizes they are meant for."""
    if "verify" in wanted and any(one.missing or one.extra for one in verify()):
        sys.exit("A peer makes other triples than tressons-ld: nothing was measured.")
    if "start" in wanted:
        groups.start(rounds)
    if "full" in wanted:
        for size in sizes:
            if size <= LARGEST_FOR_RDFLIB:
                groups.full(size, rounds)
    if "mapping" in wanted:
        for size in sizes:
            if size <= LARGEST_FOR_PEERS:
                groups.mapping(size, rounds)
    largest = max((size for size in sizes if size <= LARGEST_FOR_PEERS), default=None)
    if "change" in wanted and largest:
        groups.change(largest, rounds)
    if "defects" in wanted and largest:
        groups.defects(largest, rounds)
    if "feeds" in wanted and largest:
        groups.feeds(largest)
    if "site" in wanted and largest:
        groups.site(largest, rounds)
    if "site" in wanted:
        for size in sizes:
            if size > LARGEST_FOR_PEERS:
                groups.site(size, 1, compared=False)
    large = [size for size in sizes if size >= SMALLEST_TO_GROW]
    if "scale" in wanted and len(large) > 1:
        groups.scale(large, rounds)


if __name__ == "__main__":
    main()
