"""Whether every peer makes the triples that tressons-ld makes, on a small catalogue.

Run it in an environment that has pyoxigraph.
"""

import json

from .catalogues import Catalogue
from .comparison import Compared, Published
from .environments import BENCHMARKS, RESULTS
from .groups import maplib, morph_kgc, pyoxigraph, rdflib, say
from .measure import measure


def verify(size: int = 200) -> list[Compared]:
    """Return how the graph of each peer differs from ours, on a catalogue of ``size`` entries."""
    say(f"verify: the peers' triples, {size} entries")
    catalogue = Catalogue(size)
    pipelines = [rdflib(catalogue), morph_kgc(catalogue), maplib(catalogue), pyoxigraph(catalogue)]
    published = Published(catalogue.publish(catalogue.output("-public")))
    results: list[Compared] = []
    for pipeline in pipelines:
        pipeline.before()
        measure(pipeline.command, folder=BENCHMARKS)
        results += published.beside(pipeline.name, pipeline.output)
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
