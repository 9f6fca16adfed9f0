"""Whether every peer makes the triples that tressons-ld makes, on a small catalogue.

Run it in an environment that has pyoxigraph.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

from .catalogues import Catalogue
from .environments import BENCHMARKS, RESULTS, WORK
from .groups import maplib, morph_kgc, pyoxigraph, rdflib, say
from .measure import measure

Triple = tuple[str, str, str]
WHOLE = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


class Compared(NamedTuple):
    """A peer's triples beside ours."""

    peer: str
    ours: int
    missing: int
    extra: int
    examples: list[str]


def triples(path: Path, format: ox.RdfFormat) -> Iterator[tuple[str, Triple]]:
    """Yield the triples of a file, or of all files of a folder, with the name of their graph."""
    for file in sorted(path.glob("*.nt")) if path.is_dir() else [path]:
        for quad in ox.parse(path=str(file), format=format):
            triple = str(quad.subject), str(quad.predicate), str(quad.object)
            yield str(quad.graph_name), triple


def compare(peer: str, ours: set[Triple], theirs: set[Triple]) -> Compared:
    """Return how two graphs differ."""
    missing, extra = ours - theirs, theirs - ours
    examples = [f"- {' '.join(triple)}" for triple in sorted(missing)[:3]]
    examples += [f"+ {' '.join(triple)}" for triple in sorted(extra)[:3]]
    return Compared(peer, len(ours), len(missing), len(extra), examples)


def verify(size: int = 200) -> list[Compared]:
    """Return how the graph of each peer differs from ours, on a catalogue of ``size`` entries."""
    say(f"verify: the peers' triples, {size} entries")
    catalogue = Catalogue(size)
    pipelines = [rdflib(catalogue), morph_kgc(catalogue), maplib(catalogue), pyoxigraph(catalogue)]
    public = catalogue.publish(WORK / f"{catalogue.name}-public")
    quads = list(triples(public / "catalogue.nq", ox.RdfFormat.N_QUADS))
    entries = {triple for graph, triple in quads if graph.endswith("#fiche>")}
    whole = {triple for _, triple in quads}
    results = []
    for pipeline in pipelines:
        pipeline.before()
        measure(pipeline.command, folder=BENCHMARKS)
        output = pipeline.output
        if (output / "catalogue.nq").exists():
            for extension, format in WHOLE.items():
                file = output / f"catalogue.{extension}"
                theirs = {triple for _, triple in triples(file, format)}
                results.append(compare(f"{pipeline.name}, .{extension}", whole, theirs))
        else:
            theirs = {triple for _, triple in triples(output, ox.RdfFormat.N_TRIPLES)}
            results.append(compare(pipeline.name, entries, theirs))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "verify.json").write_text(
        json.dumps(
            {"group": "verify", "size": size, "rows": [one._asdict() for one in results]},
            ensure_ascii=False,
            indent=1,
        )
        + "\n",
        "utf-8",
    )
    for one in results:
        say(f"    {one.peer}: {one.missing} missing, {one.extra} extra of {one.ours}")
        for line in one.examples:
            say(f"      {line}")
    return results
