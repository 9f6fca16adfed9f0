"""``python -m endpoint FOLDER``: what the endpoint of a publication bears, against its bars.

Writes a line for each bar as it is measured, and all of them to ``results/endpoint.json``. Wants
the environment of the tests (`make test`), wrk (Debian: wrk), and a quiet machine: four minutes.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from benchmarks.harness.environments import RESULTS, commit, load, machine, today  # noqa: E402
from child_processes import started, wait_until  # noqa: E402
from endpoint_load import (  # noqa: E402
    DRIPPED_BODIES,
    DRIPPED_HEADERS,
    HALF_REQUESTS,
    SLOW_READERS,
    HttpClient,
    PeakMemory,
    beset,
    cores_busy,
    medians,
    memory,
    path_of,
    siege,
    wrk_script,
)
from endpoint_server import JSON, EndpointServer, serving  # noqa: E402
from web_servers import free_port, listening  # noqa: E402

DATASETS = "SELECT ?s {{ ?s a <http://www.w3.org/ns/dcat#Dataset> }} LIMIT {}"
MANY_ROWS = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 3000000"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")


class Bars:
    """What was measured."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def tell(self, name: str, value: float, most: float | None, least: float | None = None) -> None:
        """Note a value, and whether it is within its bar."""
        holds = (most is None or value <= most) and (least is None or value >= least)
        wanted = f"≤ {most:g}" if most is not None else f"≥ {least:g}"
        self.rows.append({"name": name, "value": value, "wanted": wanted, "holds": holds})
        word = "holds" if holds else "FAILS"
        sys.stdout.write(f"{word}  {name}: {value:.4g} ({wanted})\n")
        sys.stdout.flush()


def start(folder: Path, bars: Bars) -> None:
    """Seconds from the command to the first answer, with a store that is built; idle memory."""
    with serving(folder):
        pass
    began = time.monotonic()
    with serving(folder) as server:
        server.ask("ASK {}")
        bars.tell("start with a built store, s", time.monotonic() - began, 1.0)
        workers = server.health["limits"]
        wait_until(lambda: server.health["workers"]["ready"] >= 3, server.process)
        time.sleep(2)
        taken = memory(server.process.pid) / 1e6
        bars.tell(f"idle, {workers['fast'] + workers['spare']} workers, MB PSS", taken, 100)


def under_siege(folder: Path, seconds: float, bars: Bars) -> None:
    """Good clients beside hostile ones, at different addresses and at one."""
    for one_address in (False, True):
        with serving(folder, "--trust", "127.0.0.1") as server:
            resources = some_resources(server)
            session = server.process.pid
            wait_until(lambda: server.health["workers"]["ready"] >= 3, server.process)
            before = memory(session)
            with PeakMemory(session).watched() as peak:
                found = asyncio.run(
                    siege(server.place, resources, seconds, one_address=one_address)
                )
            time.sleep(2)
            busy = cores_busy(session, 2)
            time.sleep(6)
            cache = cached_bytes(server)
            where = "one address" if one_address else "48 addresses"
            refused = found.good.total() - found.good[200]
            bars.tell(f"siege, {where}: good p50, s", found.percentile(50), None, 0)
            bars.tell(
                f"siege, {where}: good p95, s", found.percentile(95), 1.0 if one_address else 0.6
            )
            bars.tell(f"siege, {where}: good refused", refused, 0)
            bars.tell(f"siege, {where}: hostile ended", found.hostile.total(), None, 0)
            bars.tell(f"siege, {where}: peak GB", peak.all / 1e9, 2.0)
            bars.tell(f"siege, {where}: cores 2 s after", busy, 0.05)
            rest = (memory(session) - cache) / before
            bars.tell(f"siege, {where}: memory after / before, without cache", rest, 1.2)
            bars.tell(f"siege, {where}: the next answer", server.ask("ASK {}").status, 200, 200)


def nuisances(folder: Path, bars: Bars) -> None:
    """Connections that are no requests, and readers that hardly read."""
    with serving(folder, "--trust", "127.0.0.1") as server:
        resources = some_resources(server)

        async def run() -> float:
            async with beset(
                server.place, (HALF_REQUESTS, DRIPPED_HEADERS, DRIPPED_BODIES, SLOW_READERS)
            ):
                found = await siege(server.place, resources, 10, hostile=0)
            assert set(found.good) == {200}
            return max(found.waits)

        bars.tell(
            "1 000 half requests, drips, slow readers: longest wait, s", asyncio.run(run()), 1
        )


def overhead(folder: Path, bars: Bars) -> None:
    """A small question to the endpoint, and to the engine in this process."""
    from tressons_ld.sparql.published_store import (
        PublishedStores,
        open_store,
        publication_digest,
    )

    with serving(folder) as server:
        (iri,) = some_resources(server)[:1]
        public = folder / "public"
        store = open_store(PublishedStores(public).database(publication_digest(public)))
        number = iter(range(10**9))
        for name, text in (
            ("ASK", "ASK {}"),
            ("one resource", f"SELECT * {{ <{iri}> ?p ?o }}"),
        ):

            def inside(text: str = text) -> None:
                answer: Any = store.query(text)
                answer.serialize(format=_rows_as_json())

            async def outside(text: str = text) -> float:
                client = HttpClient(server.place)
                waits = []
                for _ in range(500):
                    began = time.perf_counter()
                    await client.get(path_of(f"{text} # {next(number)}"), f"Accept: {JSON}\r\n")
                    waits.append(time.perf_counter() - began)
                client.close()
                return sorted(waits)[len(waits) // 2]

            more = asyncio.run(outside()) - medians(inside, 500)
            bars.tell(f"overhead, {name}, ms", more * 1000, 1.0)


def _rows_as_json() -> Any:
    import pyoxigraph as ox

    return ox.QueryResultsFormat.JSON


def throughput(folder: Path, bars: Bars) -> None:
    """Requests a second of ours and of `oxigraph serve-read-only`, in turn."""
    environment = {**os.environ}
    with (
        serving(folder, environment=environment) as server,
        oxigraph(folder / "public" / "catalogue.nt") as other,
    ):
        (iri,) = some_resources(server)[:1]
        resource = f"SELECT * {{ <{iri}> ?p ?o }}"
        for name, text, new, least in (
            ("ASK, each new", "ASK {}", True, 0.0),
            ("one resource, each new", resource, True, 0.25),
            ("one resource, from the cache", resource, False, 1.0),
        ):
            script = wrk_script(text, new_each_time=new)
            sides = (server.address, f"{other}/query")
            rates: list[list[float]] = [[], []]
            for _ in range(3):
                for rate, address in zip(rates, sides, strict=True):
                    rate.append(wrk(address, script))
            ours, theirs = (sorted(rate)[1] for rate in rates)
            bars.tell(
                f"{name}: requests/s over {theirs:.0f} of Oxigraph", ours / theirs, None, least or 0
            )
        before = server.process.poll()
        flood, script = 0.0, wrk_script("ASK {}", new_each_time=True)
        for _ in range(12):
            flood += 5 * wrk(server.address, script, 8, 5)
            if flood >= 30_000:
                break
        bars.tell("ASK {} by 8 clients, requests", flood, None, 30_000)
        bars.tell("alive after it", server.ask("ASK {}").status if before is None else 0, None, 200)


@contextmanager
def oxigraph(dump: Path) -> Iterator[str]:
    """The address of an Oxigraph that holds a dump, without a time-out."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "db"
        load_it = (OXIGRAPH, "load", "--location", place, "--file", dump)
        subprocess.run(load_it, check=True, capture_output=True)
        bind = f"127.0.0.1:{free_port()}"
        command = (OXIGRAPH, "serve-read-only", "--location", place, "--bind", bind)
        nowhere = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        with started(command, **nowhere) as process:
            wait_until(lambda: listening(int(bind.rpartition(":")[2])), process)
            yield f"http://{bind}"


def wrk(address: str, script: str, clients: int = 16, seconds: int = 3) -> float:
    """Requests a second."""
    origin, _, path = address.rpartition("/")
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as file:
        file.write(script.replace("/PATH", f"/{path}"))
        file.flush()
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", file.name, origin]
        done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert "Non-2xx" not in done.stdout, done.stdout
    return float(done.stdout.partition("Requests/sec:")[2].split()[0])


def many_rows(folder: Path, bars: Bars) -> None:
    """Three million rows, read as they come."""
    with serving(folder) as server:
        peak = PeakMemory(server.process.pid, 0.1)
        with peak.watched():
            command = ["curl", "-sS", "-o", os.devnull, "-w", "%{size_download}", "-G"]
            command += [server.address, "-H", "Accept: text/csv"]
            command += ["--data-urlencode", f"query={MANY_ROWS}"]
            began = time.monotonic()
            done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
        rate = int(done.stdout) / (time.monotonic() - began) / 1e6
        bars.tell("3 million rows: front, MB PSS", peak.front / 1e6, 60)
        bars.tell("3 million rows: MB/s", rate, None, 0)


def some_resources(server: EndpointServer) -> list[str]:
    """IRIs of at most a hundred resources."""
    return [row["s"] for row in server.ask(DATASETS.format(100)).rows]


def cached_bytes(server: EndpointServer) -> int:
    """Bytes of the answers that are kept."""
    lines = server.request("/metrics").text.splitlines()
    return int(
        next(line for line in lines if line.startswith("tressons_ld_cache_bytes")).split()[1]
    )


GROUPS: dict[str, Callable[..., None]] = {
    "start": start,
    "siege": under_siege,
    "nuisances": nuisances,
    "overhead": overhead,
    "throughput": throughput,
    "rows": many_rows,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, measure, write."""
    parser = argparse.ArgumentParser(prog="endpoint", description=__doc__)
    parser.add_argument("folder", type=Path, help="catalogue folder, published")
    parser.add_argument("--seconds", type=float, default=40, help="of a siege (default: 40)")
    parser.add_argument("--groups", default=",".join(GROUPS), help="what to measure")
    given = parser.parse_args(arguments)
    bars, before = Bars(), load()
    for name in given.groups.split(","):
        more = (given.seconds,) if name == "siege" else ()
        GROUPS[name](given.folder.resolve(), *more, bars)
    found = {"date": today(), "commit": commit(), "machine": machine(), "load": [before, load()]}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "endpoint.json").write_text(
        json.dumps({**found, "rows": bars.rows}, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )


if __name__ == "__main__":
    main()
