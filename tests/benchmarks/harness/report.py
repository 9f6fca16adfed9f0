"""RESULTS.md and its plot, from the JSON files under ``results/``."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from .bars import bars, thousands
from .names import MAPLIB, MORPH, OURS, OXIGRAPH, RDFLIB, WITHOUT_PAGES
from .plot import Line, log_log

TITLES = {
    "start": "Start of the commands, publication of TRESSONS (28 entries)",
    "full": "Everything: five formats, validation, a document for each thing",
    "mapping": "Mapping to N-Triples (ours validates too, the peers do not)",
    "change": "Publication after a change",
    "defects": "Checking a table with defects",
    "feeds": "Feeds for harvesters",
    "site": "Pages",
    "scale": "Mapping, validation and N-Triples as a catalogue grows",
}
BASELINES = {
    "start": "python -c pass",
    "full": OURS,
    "mapping": OURS,
    "change": "everything",
    "defects": "sound table",
    "site": WITHOUT_PAGES,
}


def write(folder: Path) -> None:
    """Write RESULTS.md beside the folder of results, and ``cost.svg`` into it."""
    results = {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))
    }
    verified = results.pop("verify", None)
    lines = _cost_lines(results)
    if lines:
        (folder / "cost.svg").write_text(
            log_log("Seconds by number of entries, mapping to N-Triples", lines), "utf-8"
        )
    text = "\n".join(_document(results, verified, plotted=bool(lines)))
    folder.with_name("RESULTS.md").write_text(text, "utf-8")


def _order(name: str) -> tuple[int, int]:
    kind, _, size = name.partition("-")
    return list(TITLES).index(kind), int(size or 0)


def _document(
    results: Mapping[str, Any], verified: Mapping[str, Any] | None, *, plotted: bool
) -> Iterator[str]:
    yield "# Results"
    yield ""
    yield "Written by `make bench`; do not edit. How things are measured: [README](README.md)."
    yield ""
    yield "## Bars"
    yield ""
    yield "| | wanted | measured | |"
    yield "|---|---|---|---|"
    for bar in bars(results):
        verdict = {True: "holds", False: "**missed**", None: "not measured"}[bar.holds]
        yield f"| {bar.name} | {bar.wanted} | {bar.measured} | {verdict} |"
    yield ""
    if plotted:
        yield "![Seconds by number of entries](results/cost.svg)"
        yield ""
    for name in sorted(results, key=_order):
        yield from _group(name, results[name])
    if verified:
        yield from _verified(verified)
    if results:
        yield from _machines(results)


def _group(name: str, group: Mapping[str, Any]) -> Iterator[str]:
    kind = name.partition("-")[0]
    title = TITLES[kind]
    if "size" in group:
        title += f", {thousands(group['size'])} entries"
    yield f"## {title}"
    yield ""
    load = group["load"]
    facts = [group["date"], f"commit {group['commit']}", f"load {load[0]}–{load[2]}"]
    if "triples" in group:
        facts.append(f"{thousands(group['triples'])} triples about entries")
    yield ", ".join(facts) + "."
    yield ""
    baseline = BASELINES.get(kind)
    base = next((median(r["seconds"]) for r in group["rows"] if r["name"] == baseline), None)
    yield "| | ratio | median s | least – most s | processor s | peak MB |"
    yield "|---|---|---|---|---|---|"
    for row in group["rows"]:
        taken = row["seconds"]
        middle = median(taken)
        ratio = f"{middle / base:.2f}×" if base else ""
        if kind == "scale":
            entries = int(row["name"].split()[1])
            ratio = f"{middle / entries * 1e6:.0f} µs an entry"
        # 0: over before the first look.
        peak = f"{row['megabytes']:.0f}" if row["megabytes"] else ""
        yield (
            f"| {row['name']} | {ratio} | {middle:.2f} | {min(taken):.2f} – {max(taken):.2f} "
            f"| {median(row['processor']):.2f} | {peak} |"
        )
    yield ""


def _verified(verified: Mapping[str, Any]) -> Iterator[str]:
    yield "## The same triples"
    yield ""
    yield f"Compared with ours as sets, on {verified['size']} entries."
    yield ""
    yield "| peer | triples | missing | extra |"
    yield "|---|---|---|---|"
    for row in verified["rows"]:
        yield f"| {row['peer']} | {row['ours']} | {row['missing']} | {row['extra']} |"
    yield ""


def _machines(results: Mapping[str, Any]) -> Iterator[str]:
    yield "## Machine and versions"
    yield ""
    described: dict[str, list[str]] = {}
    for name in sorted(results, key=_order):
        machine = results[name]["machine"]
        words = (
            f"{machine['processor']}, {machine['cores']} cores used, "
            f"{machine['gigabytes']} GiB, {machine['system']}"
        )
        described.setdefault(words, []).append(name)
    for words, names in described.items():
        yield f"- {words}" + (f" ({', '.join(names)})" if len(described) > 1 else "")
    newest = max(results.values(), key=lambda group: group["date"])
    for environment, versions in newest["versions"].items():
        listed = ", ".join(f"{package} {version}" for package, version in versions.items())
        yield f"- environment {environment}: {listed}"
    yield ""


def _cost_lines(results: Mapping[str, Any]) -> list[Line]:
    points: dict[str, list[tuple[float, float]]] = {}
    for name, group in results.items():
        kind = name.partition("-")[0]
        for row in group["rows"]:
            if kind == "mapping":
                label = row["name"]
                points.setdefault(label, []).append((group["size"], median(row["seconds"])))
            elif kind == "scale" and row["name"].startswith("csv"):
                size = int(row["name"].split()[1])
                if f"mapping-{size}" not in results:
                    points.setdefault(OURS, []).append((size, median(row["seconds"])))
            elif kind == "full" and row["name"] in (OURS, RDFLIB):
                label = f"{row['name']}, everything"
                points.setdefault(label, []).append((group["size"], median(row["seconds"])))
    order = [OURS, MAPLIB, MORPH, OXIGRAPH, f"{OURS}, everything", f"{RDFLIB}, everything"]
    return [Line(label, sorted(points[label])) for label in order if label in points]
