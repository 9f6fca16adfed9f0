"""What is measured together: the runs of a group are interleaved, A B C A B C."""

import csv
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Any

from generator.shared import BASE_IRI

from . import environments
from .catalogues import (
    TRESSONS,
    Catalogue,
    change_agent,
    change_one_row,
    command,
    fresh,
    tressons_folder,
)
from .environments import BENCHMARKS, OUTPUTS, PROJECT, RESULTS, python
from .measure import Measured, measure
from .names import (
    BESIDE,
    MAPLIB,
    MORPH,
    ONE_ROW,
    OURS,
    OXIGRAPH,
    PUBLISHED,
    RDFLIB,
    REHEARSED,
    WITH_PAGES,
    WITH_SITE,
    WITHOUT_PAGES,
)

Command = Sequence[str | Path]

FIRST_PAGE = "harvest/data.gouv.fr/catalog.ttl"


def _nothing() -> None:
    pass


@dataclass(frozen=True)
class Pipeline:
    """A command to measure.

    Attributes:
        name: what it is called in the results.
        command: program and arguments.
        output: what it writes.
        before: done before each run, unmeasured.
        expected: its exit code.
    """

    name: str
    command: Command
    output: Path = OUTPUTS
    before: Callable[[], None] = _nothing
    expected: int = 0


@dataclass
class Row:
    """What a pipeline took, over all rounds."""

    name: str
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    megabytes: float | None = None

    def add(self, run: Measured, *, timed: bool) -> None:
        """Add a run."""
        if timed:
            self.seconds.append(round(run.seconds, 4))
            self.processor.append(round(run.processor, 3))
        if run.megabytes is not None:
            self.megabytes = round(run.megabytes, 1)


def interleaved(
    pipelines: Sequence[Pipeline], rounds: int, *, watched: bool = True
) -> tuple[list[Row], list[float]]:
    """Run the pipelines in turn, ``rounds`` times, and return a row each and the loads.

    With several rounds, one more before them is watched and not timed; a single one is both.
    """
    rows = {pipeline.name: Row(pipeline.name) for pipeline in pipelines}
    loads = []
    single = rounds == 1
    for number in range(rounds if single or not watched else rounds + 1):
        watching = watched and number == 0
        for pipeline in pipelines:
            pipeline.before()
            loads.append(environments.load())
            run = measure(
                pipeline.command,
                folder=BENCHMARKS,
                watched=watching,
                expected=pipeline.expected,
            )
            timed = single or not watching
            rows[pipeline.name].add(run, timed=timed)
            memory = "" if run.megabytes is None else f", {run.megabytes:.0f} MB"
            say(f"    {pipeline.name}: {run.seconds:.2f} s{memory}")
    return list(rows.values()), loads


def say(words: str) -> None:
    """Tell how far the measuring is."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def save(name: str, rows: Iterable[Row], loads: Sequence[float], **facts: Any) -> None:
    """Write the results of a group."""
    RESULTS.mkdir(exist_ok=True)
    found = {
        "group": name,
        "date": environments.today(),
        "commit": environments.commit(),
        "machine": environments.machine(),
        "versions": environments.versions(),
        "load": [min(loads), median(loads), max(loads)],
        **facts,
        "rows": [vars(row) for row in rows],
    }
    (RESULTS / f"{name}.json").write_text(
        json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


# --- pipelines --------------------------------------------------------------------------------


def build_ntriples(catalogue: Catalogue, name: str = OURS) -> Pipeline:
    """Return our mapping and validation, written as N-Triples."""
    output = catalogue.output(".nt")
    words: list[str | Path] = ["build", "--folder", catalogue.folder, "--format", "n-triples"]
    return Pipeline(
        name,
        command(*words, "--quiet", "--output", output),
        output,
        lambda: fresh(catalogue.folder, output),
    )


def publish_all(catalogue: Catalogue, name: str = OURS, *options: str) -> Pipeline:
    """Return our whole publication."""
    output = catalogue.output("-public")
    words: list[str | Path] = ["publish", "--quiet", "--folder", catalogue.folder, *options]
    return Pipeline(
        name,
        command(*words, "--output", output),
        output,
        lambda: fresh(catalogue.folder, output),
    )


def peer(
    name: str, environment: str, module: str, catalogue: Catalogue, *options: str | Path
) -> Pipeline:
    """Return the pipeline of a peer."""
    output = catalogue.output(f"-{module}")
    words: Command = [python(environment), "-m", f"peers.{module}", catalogue.prepared, output]

    def clean() -> None:
        fresh(catalogue.folder, output)
        for scratch in output.parent.glob("tmp*"):
            shutil.rmtree(scratch)

    return Pipeline(name, [*words, "--base-iri", BASE_IRI, *options], output, clean)


def morph_kgc(catalogue: Catalogue) -> Pipeline:
    """Return morph-kgc's mapping, with a process for each core."""
    cores = str(environments.machine()["cores"])
    return peer(MORPH, "morph-kgc", "morph_kgc_rml", catalogue, "--processes", cores)


def maplib(catalogue: Catalogue) -> Pipeline:
    """Return maplib's mapping."""
    return peer(MAPLIB, "maplib", "maplib_ottr", catalogue)


def pyoxigraph(catalogue: Catalogue) -> Pipeline:
    """Return a mapping written with pyoxigraph."""
    return peer(OXIGRAPH, "rdflib", "pyoxigraph_stream", catalogue)


def rdflib(catalogue: Catalogue) -> Pipeline:
    """Return the whole publication written with rdflib and pyshacl."""
    catalogue.make_shared()
    return peer(RDFLIB, "rdflib", "rdflib_whole", catalogue, "--shapes", PROJECT / "shapes")


# --- groups -----------------------------------------------------------------------------------


def start(rounds: int) -> None:
    """Measure how soon the commands start, and the publication of TRESSONS."""
    say("start: TRESSONS and --help")
    folder = tressons_folder()
    public = folder / "public"

    def publication(engine: str, name: str = "", *, site: bool = False) -> Pipeline:
        words = command("publish", "--quiet", "--folder", folder, "--engine", engine)

        def before() -> None:
            shutil.rmtree(public, ignore_errors=True)
            tressons_folder(site=site)

        return Pipeline(name or f"publish TRESSONS, {engine}", words, public, before)

    pipelines = [
        Pipeline("python -c pass", [python("tressons"), "-c", "pass"]),
        Pipeline("tressons-ld --help", [TRESSONS, "--help"]),
        publication("shacl"),
        publication("pyshacl"),
        publication("shacl", WITH_SITE, site=True),
    ]
    rows, loads = interleaved(pipelines, max(rounds, 7))
    save("start", rows, loads)


def full(size: int, rounds: int) -> None:
    """Measure the whole publication beside rdflib and pyshacl."""
    say(f"full: {size} entries")
    catalogue = Catalogue(size)
    pipelines = [
        publish_all(catalogue),
        rdflib(catalogue),
        publish_all(catalogue, f"{OURS}, pyshacl", "--engine", "pyshacl"),
    ]
    rows, loads = interleaved(pipelines, rounds)
    save(f"full-{size}", rows, loads, size=size)


def mapping(size: int, rounds: int) -> None:
    """Measure mapping, validation and N-Triples beside the mapping of the peers."""
    say(f"mapping: {size} entries")
    catalogue = Catalogue(size)
    pipelines = [
        build_ntriples(catalogue),
        morph_kgc(catalogue),
        maplib(catalogue),
        pyoxigraph(catalogue),
    ]
    rows, loads = interleaved(pipelines, rounds)
    with pipelines[-1].output.open("rb") as lines:
        triples = sum(1 for _ in lines)
    save(f"mapping-{size}", rows, loads, size=size, triples=triples)


def scale(sizes: Sequence[int], rounds: int) -> None:
    """Measure time and memory of our own mapping as catalogues grow, CSV and JSON Lines."""
    say(f"scale: {', '.join(map(str, sizes))} entries")
    rows: list[Row] = []
    loads: list[float] = []
    # The smallest size is run between the others too: its cost an entry is what theirs is
    # compared with.
    for size in sizes:
        pipelines = [
            build_ntriples(Catalogue(size, form), f"{form}, {size} entries")
            for form in ("csv", "jsonl")
        ]
        if size != sizes[0]:
            reference = build_ntriples(Catalogue(sizes[0]), f"csv, {sizes[0]} entries")
            pipelines.insert(1, reference)
        found, load = interleaved(pipelines, rounds if size < 1_000_000 else 1)
        loads += load
        for row in found:
            known = next((one for one in rows if one.name == row.name), None)
            if known:
                known.seconds += row.seconds
                known.processor += row.processor
            else:
                rows.append(row)
        for pipeline in pipelines:
            pipeline.output.unlink(missing_ok=True)
    save("scale", rows, loads, sizes=list(sizes))


def change(size: int, rounds: int) -> None:
    """Measure a whole publication, one after nothing has changed, and one after one row has.

    And one after an agent got another name that no entry names: the files of the whole catalogue
    are written anew, and no entry is.
    """
    say(f"change: one row of {size}")
    catalogue = Catalogue(size)
    whole = publish_all(catalogue, "everything")
    again = Pipeline("nothing changed", whole.command)
    changed = Pipeline(
        ONE_ROW,
        whole.command,
        before=lambda: change_one_row(catalogue.folder, size // 2),
    )
    change_agent(catalogue.folder)
    beside = Pipeline(BESIDE, whole.command, before=lambda: change_agent(catalogue.folder))
    rows, loads = interleaved([whole, again, beside, changed], rounds)
    shutil.rmtree(catalogue.folder)
    shutil.rmtree(whole.output)
    save(f"change-{size}", rows, loads, size=size)


def feeds(size: int) -> None:
    """Measure the publication with the feeds for harvesters, and the rehearsal of one."""
    say(f"feeds: {size} entries")
    catalogue = Catalogue(size)
    published = _published(catalogue, PUBLISHED, "references = false\nsite = false\n")
    folder, first = catalogue.folder_of(PUBLISHED), published.output / FIRST_PAGE
    rehearsed = command("harvest", "--quiet", "--folder", folder, "--feed", first)
    rows, loads = interleaved([published, Pipeline(REHEARSED, rehearsed)], 1)
    shutil.rmtree(folder)
    shutil.rmtree(published.output)
    save(f"feeds-{size}", rows, loads, size=size)


def site(size: int, rounds: int, *, compared: bool = True) -> None:
    """Measure the publication without pages, with those in two languages, and after one change.

    No question is asked: their rows come from a process of their own.

    Args:
        size: number of entries.
        rounds: how often each is run.
        compared: whether more is measured than the publication with pages.
    """
    say(f"site: {size} entries")
    catalogue = Catalogue(size)
    settings = {WITHOUT_PAGES: "site = false\n"} if compared else {}
    settings[WITH_PAGES] = "answers_up_to = 0\n"
    pipelines = [_published(catalogue, *each) for each in settings.items()]
    folder, whole = catalogue.folder_of(WITH_PAGES), pipelines[-1]
    changed = replace(whole, name=ONE_ROW, before=lambda: change_one_row(folder, size // 2))
    rows, loads = interleaved([*pipelines, changed] if compared else pipelines, rounds)
    files = {each.name: _files(each.output) for each in pipelines}
    save(f"site-{size}", rows, loads, size=size, files=files)
    for name, pipeline in zip(settings, pipelines, strict=True):
        shutil.rmtree(pipeline.output)
        shutil.rmtree(catalogue.folder_of(name))


def _published(catalogue: Catalogue, name: str, settings: str) -> Pipeline:
    """Return a publication with other settings of what is published, called by its name."""
    folder, output = catalogue.publishing(name, settings), catalogue.output(f"-{name}-public")
    words = command("publish", "--quiet", "--folder", folder, "--output", output)
    return Pipeline(name, words, output, lambda: fresh(folder, output))


def _files(folder: Path) -> int:
    return sum(len(names) for _, _, names in os.walk(folder))


def defects(size: int, rounds: int) -> None:
    """Measure the checking of a table of which one row in twenty is wrong."""
    count = size // 20
    say(f"defects: {count} in {size} entries")
    clean, spoilt = Catalogue(size), Catalogue(size, defects=count)
    report = spoilt.output("-report.json")

    def check(name: str, catalogue: Catalogue, expected: int) -> Pipeline:
        words = [str(TRESSONS), "check", "--format", "json", "--folder", str(catalogue.folder)]
        # The report goes into a file, as a person would have it.
        line = " ".join(f"'{word}'" for word in words) + f" > '{report}'"
        return Pipeline(name, ["/bin/sh", "-c", line], expected=expected)

    pipelines = [
        check("sound table", clean, 0),
        check(f"{count} defects", spoilt, 1),
    ]
    rows, loads = interleaved(pipelines, rounds)
    planned, found = compare_defects(spoilt.folder, report)
    save(f"defects-{size}", rows, loads, size=size, planned=planned, found=found)


def compare_defects(folder: Path, report: Path) -> tuple[int, int]:
    """Return how many defects were made, and how many of them the report names at their cell."""
    with (folder / "defects.csv").open(encoding="utf-8", newline="") as file:
        planned = Counter((row["row"], row["column"], row["code"]) for row in csv.DictReader(file))
    found: Counter[tuple[str, str, str]] = Counter()
    for finding in json.loads(report.read_text("utf-8"))["findings"]:
        place = finding["location"] or {}
        row = (place.get("cell") or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        found[row or str(place.get("line")), place.get("column") or "", finding["code"]] += 1
    return sum(planned.values()), sum((planned & found).values())
