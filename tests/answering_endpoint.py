"""A server that answers a query as it is told to, a real one, and what is made of the answer."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from child_processes import LONGEST, started, wait_until
from tressons_ld.findings.errors import EndpointError
from tressons_ld.sparql.answers import (
    SelectResult,
)
from tressons_ld.sparql.endpoint import ask
from web_servers import free_port, listening

OXIGRAPH = Path(sys.executable).with_name("oxigraph")


@pytest.fixture(scope="session")
def server(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an oxigraph server that holds the catalogue in its named graphs."""
    location = tmp_path_factory.mktemp("oxigraph")
    load = (OXIGRAPH, "load", "--location", location, "--file", published / "catalogue.nq")
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    bind = f"127.0.0.1:{port}"
    serve = (OXIGRAPH, "serve-read-only", "--location", location, "--bind", bind)
    log = location.with_name("oxigraph.log")
    with (
        log.open("w", encoding="utf-8") as written,
        started((*serve, "--union-default-graph"), stdout=written, stderr=written) as process,
    ):
        wait_until(lambda: listening(port), process, log)
        yield f"http://{bind}/query"


# --- servers that fail ----------------------------------------------------------------------------

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """The address of a small server that answers every POST so; its requests are in ``seen``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self.body = self.rfile.read(length).decode()
            answer(self)

        def do_GET(self) -> None:
            self.body = ""
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answering(
    body: bytes,
    media_type: str | None = "application/sparql-results+json",
    status: int = 200,
    **headers: str,
) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if media_type is not None:
            handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def error_of(answer: Answer, timeout: float = LONGEST, question: str = "ASK {}") -> EndpointError:
    with serving(answer) as address, pytest.raises(EndpointError) as raised:
        ask(question, address, timeout=timeout)
    for sentence in raised.value.text:
        assert sentence.startswith(address)
        assert "\n" not in sentence
        assert len(sentence) < 700
    return raised.value


# --- answers of a part, of nothing, and of odd terms ----------------------------------------------

SELECT = "SELECT ?x { ?s ?p ?x }"


def asked(answer: Answer) -> SelectResult:
    with serving(answer) as address:
        result = ask(SELECT, address)
    assert isinstance(result, SelectResult)
    return result
