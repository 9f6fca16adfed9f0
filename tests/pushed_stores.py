"""What the tests of `push` share: small publications, a real oxigraph, and relays that fail or ask.

A relay stands before a real store and passes on what it gets; what it does instead is the test's.
"""

import http.client
import os
import sys
import threading
import urllib.parse
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from child_processes import started, wait_until
from command_line import tressons_ld
from tressons_ld.catalogue.iris import Iris
from tressons_ld.files.output import scratch_folder
from tressons_ld.publication.comparison.dump import DumpReader
from tressons_ld.stores.credentials import Credentials
from tressons_ld.stores.dialects import DIALECTS, Method, addresses_of
from tressons_ld.stores.published_graphs import PublishedGraphs
from tressons_ld.stores.push import Push
from tressons_ld.stores.push_register import register_graph
from tressons_ld.stores.remote_store import RemoteStore
from tressons_ld.stores.store_connection import StoreConnection
from tressons_ld.stores.verification import Verification
from web_servers import free_port, listening

NASTY = Path(__file__).with_name("catalogues") / "nasty"
OXIGRAPH = Path(sys.executable).with_name("oxigraph")
BASE = "https://example.org/id/"
CATALOGUE = f"<{BASE}catalogue#graphe>"
REGISTER = register_graph(Iris(BASE))
NOBODY = Credentials()

Graphs = dict[str, list[str]]
"""Graph -> its statements in N-Triples, without their dots."""


def record(name: str) -> str:
    """The graph of an entry."""
    return f"<{BASE}ressource/{name}#fiche>"


def some_graphs(*names: str, text: str = '"Étude"@fr') -> Graphs:
    """The graphs of a small publication: that of the catalogue, and one per entry."""
    graphs = {CATALOGUE: [f'<{BASE}catalogue> <urn:title> "Catalogue"']}
    for name in names:
        iri = f"<{BASE}ressource/{name}>"
        graphs[record(name)] = [f"{iri} <urn:title> {text}", f'{iri} <urn:name> "{name}"']
    return graphs


THREE_ENTRIES = some_graphs("a", "b", "c")


def write(path: Path, graphs: Graphs) -> Path:
    """The publication as a file of N-Quads."""
    lines = [f"{line} {name} .\n" for name, stated in graphs.items() for line in stated]
    path.write_text("".join(lines), encoding="utf-8")
    return path


@contextmanager
def oxigraph(*arguments: str | Path, serve: str = "serve") -> Iterator[str]:
    """The address of a real oxigraph, in memory unless told otherwise."""
    bind = f"127.0.0.1:{free_port()}"
    log = Path(os.devnull)
    with (
        log.open("w", encoding="utf-8") as written,
        started(
            (OXIGRAPH, serve, *arguments, "--bind", bind), stdout=written, stderr=written
        ) as process,
    ):
        wait_until(lambda: listening(int(bind.rpartition(":")[2])), process)
        yield f"http://{bind}"


def content(url: str) -> Graphs:
    """All that an oxigraph holds in named graphs, each statement sorted."""
    lines = fetched("GET", f"{url}/store", headers={"Accept": "application/n-quads"}).split("\n")
    graphs: Graphs = {}
    for line in sorted(filter(None, lines)):
        statement, _, name = line.removesuffix(" .").rpartition(" ")
        graphs.setdefault(name, []).append(statement)
    return graphs


def published_content(url: str) -> Graphs:
    """The same without the register."""
    return {name: lines for name, lines in content(url).items() if name != REGISTER}


def in_order(graphs: Graphs) -> Graphs:
    """The graphs, their statements sorted as ``content`` has them."""
    return {name: sorted(lines) for name, lines in graphs.items()}


def fetched(
    method: str, url: str, body: str | None = None, headers: Mapping[str, str] | None = None
) -> str:
    """The answer of a store to another program than ours."""
    parts = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=60)
    target = f"{parts.path}?{parts.query}" if parts.query else parts.path
    connection.request(method, target, body and body.encode(), dict(headers or {}))
    answer = connection.getresponse()
    text = answer.read().decode("utf-8")
    connection.close()
    assert answer.status < 300, f"{answer.status} {text}"
    return text


def updated(url: str, text: str) -> None:
    """Change an oxigraph as another program does."""
    fetched("POST", f"{url}/update", text, {"Content-Type": "application/sparql-update"})


@contextmanager
def push_to(
    url: str,
    dump: Path,
    method: Method = "gsp",
    dialect: str = "oxigraph",
    credentials: Credentials = NOBODY,
    timeout: float = 30,
) -> Iterator[Push]:
    """A push that has asked the store what it holds."""
    with ExitStack() as stack:
        scratch = stack.enter_context(scratch_folder(None))
        graphs = PublishedGraphs(stack.enter_context(DumpReader(dump, scratch)))
        connection = StoreConnection(lambda _: credentials, timeout)
        stack.callback(connection.close)
        store = RemoteStore(addresses_of(url, DIALECTS[dialect]), connection)
        yield Push(graphs, store, method)


def pushed(
    url: str,
    dump: Path,
    method: Method = "gsp",
    dialect: str = "oxigraph",
    credentials: Credentials = NOBODY,
    *,
    deleting: int | None = None,
    overwriting: int | None = None,
    confirmed: bool = False,
    timeout: float = 30,
) -> tuple[Push, Verification]:
    """A push that is done, and what reading everything back has shown.

    What is confirmed is whatever it may ask for.
    """
    with push_to(url, dump, method, dialect, credentials, timeout) as push:
        if confirmed:
            deleting = len(push.plan.to_delete) or None
            overwriting = len(push.plan.overwritten) or None
        push.plan.refuse_unconfirmed(push.register, deleting, overwriting)
        push.send()
        return push, push.verify(all_graphs=True)


# --- relays ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Request:
    """A request that a relay has got."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass
class Answer:
    """What a relay answers; a cut one ends before its body does."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    cut: bool = False


Behaviour = Callable[[Request], "Answer | Request | None"]
"""What a relay does: answers, passes another request on, or (None) closes the connection."""


@contextmanager
def relay(to: str, behaviour: Behaviour, port: int = 0) -> Iterator[tuple[str, list[Request]]]:
    """The address of a relay before a store, and the requests that it gets."""
    seen: list[Request] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _relayed(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Request(self.command, self.path, dict(self.headers.items()), body)
            seen.append(asked)
            done = behaviour(asked)
            if isinstance(done, Request):
                done = forwarded(to, done)
            if done is None:
                self.close_connection = True
                return
            # Without a «Server» of its own.
            self.send_response_only(done.status)
            for name, value in done.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(done.body) + 10 * done.cut))
            self.end_headers()
            self.wfile.write(done.body)
            self.close_connection = self.close_connection or done.cut

        do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _relayed

        def log_message(self, *_arguments: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", seen
        finally:
            server.shutdown()
            thread.join()


def forwarded(to: str, request: Request) -> Answer:
    """What the store answers to a request."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(to).netloc, timeout=60)
    kept = {"Content-Type", "Accept"}
    headers = {name: value for name, value in request.headers.items() if name in kept}
    connection.request(request.method, request.target, request.body, headers)
    answer = connection.getresponse()
    given = ("Content-Type", "Server")
    told = {name: value for name in given if (value := answer.headers.get(name))}
    done = Answer(answer.status, answer.read(), told)
    connection.close()
    return done


def faithful(request: Request) -> Request:
    """Pass everything on."""
    return request


def names(graphs: Iterable[object]) -> list[str]:
    """The names of graphs."""
    return [getattr(graph, "name", graph) for graph in graphs]  # type: ignore[misc]


# --- fixtures that the tests of `push` import -----------------------------------------------------


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """A real oxigraph for the tests of a module."""
    with oxigraph() as url:
        yield url


@pytest.fixture
def store(server: str) -> str:
    """The same when it holds nothing."""
    updated(server, "DROP ALL")
    return server


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    """A publication of three entries."""
    return write(tmp_path / "catalogue.nq", THREE_ENTRIES)


@pytest.fixture(scope="module")
def odd_cases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue of odd cases, as N-Quads."""
    path = tmp_path_factory.mktemp("odd") / "catalogue.nq"
    done = tressons_ld("build", "--folder", NASTY, "--format", "n-quads", "--output", path)
    assert done.returncode == 0, done.stderr
    return path
