"""The bars: what must hold, and what the results say."""

from collections.abc import Iterator, Mapping
from statistics import median
from typing import Any, NamedTuple

from .names import (
    BESIDE,
    MAPLIB,
    MORPH,
    ONE_ROW,
    OURS,
    PUBLISHED,
    RDFLIB,
    REHEARSED,
    WITH_PAGES,
    WITH_SITE,
    WITHOUT_PAGES,
)

Results = Mapping[str, dict[str, Any]]
"""Name of a group -> its results."""


class Bar(NamedTuple):
    """One bar.

    Attributes:
        name: what is measured.
        wanted: the value that must be reached.
        measured: the value found, as text; empty while it has not been measured.
        holds: whether it is reached; None while it has not been measured.
    """

    name: str
    wanted: str
    measured: str = ""
    holds: bool | None = None


def seconds(group: Mapping[str, Any], name: str) -> float:
    """Return the median of a pipeline's seconds."""
    return float(median(_row(group, name)["seconds"]))


def megabytes(group: Mapping[str, Any], name: str) -> float:
    """Return the peak memory of a pipeline."""
    return float(_row(group, name)["megabytes"])


def _row(group: Mapping[str, Any], name: str) -> dict[str, Any]:
    return next(row for row in group["rows"] if row["name"] == name)


def bars(results: Results) -> Iterator[Bar]:
    """Yield every bar with what was found."""
    yield _full(results.get("full-1000"))
    for size in (10_000, 100_000):
        yield from _mapping(size, results.get(f"mapping-{size}"))
    yield from _scale(results.get("scale"))
    yield from _memory_of_publication(results.get("change-100000"))
    yield from _change(results.get("change-100000"))
    yield from _start(results.get("start"))
    yield from _defects(results.get("defects-100000"))
    yield from _feeds(results.get("feeds-100000"))
    for size in (10_000, 100_000):
        yield from _site(size, results.get(f"site-{size}"))
    for size in (100_000, 1_000_000):
        yield _cost_of_pages(size, results.get(f"site-{size}"), results.get("site-10000"))


def thousands(number: int) -> str:
    """Return the number with a space between thousands."""
    return f"{number:,}".replace(",", "\u202f")


def _full(group: Mapping[str, Any] | None) -> Bar:
    bar = Bar("full output at 1 000, faster than rdflib + pyshacl", "≥ 20×")
    if group is None:
        return bar
    ratio = seconds(group, RDFLIB) / seconds(group, OURS)
    return bar._replace(measured=f"{ratio:.0f}×", holds=ratio >= 20)


def _mapping(size: int, group: Mapping[str, Any] | None) -> Iterator[Bar]:
    for peer, most in ((MORPH, 0.45), (MAPLIB, 1.0)):
        bar = Bar(
            f"map + validate + N-Triples at {thousands(size)}, time of {peer}'s mapping alone",
            f"≤ {most:.2f}×",
        )
        if group is not None:
            ratio = seconds(group, OURS) / seconds(group, peer)
            bar = bar._replace(measured=f"{ratio:.2f}×", holds=ratio <= most)
        yield bar


def _scale(group: Mapping[str, Any] | None) -> Iterator[Bar]:
    sizes = group["sizes"] if group else []
    for form, shown in (("csv", "CSV"), ("jsonl", "JSON Lines")):
        for size in (100_000, 1_000_000):
            bar = Bar(f"peak memory, {shown}, {thousands(size)}", "≤ 250 MB")
            if group and size in sizes:
                peak = megabytes(group, f"{form}, {size} entries")
                bar = bar._replace(measured=f"{peak:.0f} MB", holds=peak <= 250)
            yield bar
        bar = Bar(f"peak memory, {shown}, 1 000 000 to 100 000", "≤ 1.10× (flat)")
        if group and {100_000, 1_000_000} <= set(sizes):
            peaks = [megabytes(group, f"{form}, {size} entries") for size in (1_000_000, 100_000)]
            ratio = peaks[0] / peaks[1]
            bar = bar._replace(measured=f"{ratio:.2f}×", holds=ratio <= 1.1)
        yield bar
    bar = Bar("cost of an entry at 1 000 000, of that at 10 000", "≤ 1.20×")
    if group and {10_000, 1_000_000} <= set(sizes):
        costs = [seconds(group, f"csv, {size} entries") / size for size in (1_000_000, 10_000)]
        ratio = costs[0] / costs[1]
        bar = bar._replace(measured=f"{ratio:.2f}×", holds=ratio <= 1.2)
    yield bar


def _memory_of_publication(group: Mapping[str, Any] | None) -> Iterator[Bar]:
    bar = Bar("peak memory, whole publication, 100 000", "≤ 250 MB")
    if group is not None:
        peak = megabytes(group, "everything")
        bar = bar._replace(measured=f"{peak:.0f} MB", holds=peak <= 250)
    yield bar


def _change(group: Mapping[str, Any] | None) -> Iterator[Bar]:
    whole = Bar("one row changed in 100 000: whole rebuild, of a full one", "≤ 0.100×")
    work = Bar(
        "one row changed in 100 000: mapping, checking, rendering, of a full one", "≤ 0.010×"
    )
    if group is not None:
        names = ("everything", BESIDE, ONE_ROW)
        full, beside, changed = (seconds(group, name) for name in names)
        ratio = changed / full
        whole = whole._replace(measured=f"{ratio:.3f}×", holds=ratio <= 0.1)
        ratio = (changed - beside) / full
        work = work._replace(measured=f"{ratio:.3f}×", holds=ratio <= 0.01)
    yield whole
    yield work


def _feeds(group: Mapping[str, Any] | None) -> Iterator[Bar]:
    for name in (PUBLISHED, REHEARSED):
        bar = Bar(f"peak memory, {name}, 100 000", "≤ 250 MB")
        if group is not None:
            peak = megabytes(group, name)
            bar = bar._replace(measured=f"{peak:.0f} MB", holds=peak <= 250)
        yield bar


def _site(size: int, group: Mapping[str, Any] | None) -> Iterator[Bar]:
    of = f"pages in two languages at {thousands(size)}"
    ratio = Bar(f"{of}: publication, of one without", "≤ 1.80×")
    memory = Bar(f"{of}: peak memory", "≤ 250 MB")
    change = Bar(f"{of}: one row changed, of a full publication", "≤ 0.35×")
    if group is not None:
        less, more, one = (seconds(group, name) for name in (WITHOUT_PAGES, WITH_PAGES, ONE_ROW))
        files = group["files"][WITH_PAGES] - group["files"][WITHOUT_PAGES]
        shown = f"{more / less:.2f}×, {(more - less) / files * 1000:.2f} ms a file"
        ratio = ratio._replace(measured=shown, holds=more / less <= 1.8)
        peak = megabytes(group, WITH_PAGES)
        memory = memory._replace(measured=f"{peak:.0f} MB", holds=peak <= 250)
        change = change._replace(measured=f"{one / more:.2f}×", holds=one / more <= 0.35)
    yield ratio
    yield memory
    yield change


def _cost_of_pages(
    size: int, large: Mapping[str, Any] | None, small: Mapping[str, Any] | None
) -> Bar:
    """Return the bar on what an entry costs: of all processors, whatever else they do meanwhile."""
    name = f"pages in two languages: processor an entry at {thousands(size)}, of that at 10 000"
    bar = Bar(name, "≤ 1.20× (flat)")
    if large and small:
        costs = [
            median(_row(each, WITH_PAGES)["processor"]) / each["size"] for each in (large, small)
        ]
        ratio = costs[0] / costs[1]
        bar = bar._replace(measured=f"{ratio:.2f}×", holds=ratio <= 1.2)
    return bar


def _start(group: Mapping[str, Any] | None) -> Iterator[Bar]:
    publications = {
        "publish TRESSONS, shacl": 0.6,
        "publish TRESSONS, pyshacl": 1.5,
        WITH_SITE: 1.0,
    }
    for name, most in publications.items():
        bar = Bar(name, f"≤ {most} s")
        if group is not None and any(row["name"] == name for row in group["rows"]):
            taken = seconds(group, name)
            bar = bar._replace(measured=f"{taken:.2f} s", holds=taken <= most)
        yield bar
    bar = Bar("--help, more than python -c pass", "≤ 60 ms")
    if group is not None:
        more = seconds(group, "tressons-ld --help") - seconds(group, "python -c pass")
        bar = bar._replace(measured=f"{more * 1000:.0f} ms", holds=more <= 0.06)
    yield bar


def _defects(group: Mapping[str, Any] | None) -> Iterator[Bar]:
    found = Bar("5 000 defects in 100 000 rows: named at their cell", "all")
    memory = Bar("5 000 defects in 100 000 rows: peak memory", "≤ 250 MB")
    if group is not None:
        found = found._replace(
            measured=f"{thousands(group['found'])} of {thousands(group['planned'])}",
            holds=group["found"] == group["planned"],
        )
        peak = megabytes(group, f"{group['planned']} defects")
        memory = memory._replace(measured=f"{peak:.0f} MB", holds=peak <= 250)
    yield found
    yield memory
