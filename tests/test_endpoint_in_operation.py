"""Behind the proxies of docs/serve, under siege, and asked by another server."""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest

from child_processes import LONGEST, ended, started, wait_until
from endpoint_server import EndpointServer, beside, serving, workers_of
from test_endpoint_http import ENDLESS as STREAM
from test_endpoint_http import LARGE
from test_endpoint_walls import DEEP, ENDLESS
from web_servers import free_port, listening, program_of
from web_servers import serving as web_server

pytestmark = pytest.mark.slow
EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "serve"


def proxied(name: str, endpoint: EndpointServer) -> str:
    """The example of a proxy, led to a server that runs."""
    text = (EXAMPLES / name).read_text("utf-8")
    place = "127.0.0.1:8080"
    assert place in text
    return text.replace(place, "{}:{}".format(*endpoint.place))


@contextmanager
def proxy(name: str, endpoint: EndpointServer, folder: Path) -> Iterator[EndpointServer]:
    """The server behind a proxy that runs by its example."""
    if name == "nginx.conf":
        rules, work = folder / "rules", folder / "work"
        rules.write_text(proxied(name, endpoint), "utf-8")
        work.mkdir()
        with web_server("nginx", folder, work, rules) as host:
            yield endpoint._replace(address=f"{host.origin}/sparql")
        return
    port = free_port()
    text = proxied(name, endpoint).replace("data.example.org", f"http://127.0.0.1:{port}")
    config = folder / "Caddyfile"
    config.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text, "utf-8")
    words = [program_of("caddy"), "run", "--adapter", "caddyfile", "--config", config]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with started(words, **quiet) as process:
        wait_until(lambda: listening(port), process)
        yield endpoint._replace(address=f"http://127.0.0.1:{port}/sparql")


def test_behind_nginx_a_cut_answer_is_an_error_and_a_long_one_whole(
    patient_endpoint: EndpointServer, tmp_path: Path
) -> None:
    with proxy("nginx.conf", patient_endpoint, tmp_path) as behind:
        assert behind.ask("ASK {}").json["boolean"] is True
        whole = behind.ask(LARGE, "text/csv")
        assert whole.body == patient_endpoint.ask(LARGE, "text/csv").body
        long = "SELECT * { ?s ?p ?o } # " + "x" * 9000
        assert behind.ask(long).status == 200
        curl = [program("curl"), "-sS", "-o", os.devnull, "--data-urlencode", f"query={STREAM}"]
        with started([*curl, "-H", "Accept: text/csv", behind.address]) as client:
            wait_until(lambda: patient_endpoint.health["workers"]["running_slow"] > 0, client)
            time.sleep(0.5)
            for worker in workers_of(patient_endpoint):
                os.kill(worker, 9)
            assert client.wait(LONGEST) == 18, "a transfer that was cut"


def test_behind_caddy_it_is_the_same(patient_endpoint: EndpointServer, tmp_path: Path) -> None:
    with proxy("Caddyfile", patient_endpoint, tmp_path) as behind:
        assert behind.ask(LARGE, "text/csv").body == patient_endpoint.ask(LARGE, "text/csv").body


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_client_tells_a_believed_proxy_nothing_that_is_believed(
    endpoint: EndpointServer, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    beside(endpoint.folder, folder)
    log = tmp_path / "log"
    made_up = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "203.0.113.9",
    }
    with (
        serving(folder, "--trust", "127.0.0.1", "--access-log", log) as server,
        proxy(name, server, tmp_path) as behind,
    ):
        # By another address than that of the proxy.
        own = ("127.0.0.2", 0)
        connection = http.client.HTTPConnection(*behind.place, LONGEST, source_address=own)
        connection.request("GET", "/sparql", headers={"Accept": "text/turtle", **made_up})
        description = connection.getresponse().read().decode()
        connection.close()
        assert f"<{behind.address}> " in description
        assert "evil.example" not in description
    clients = {json.loads(line)["client"] for line in log.read_text("utf-8").splitlines()}
    assert clients == {"127.0.0.2"}


def test_the_unit_is_one_that_systemd_reads() -> None:
    unit = EXAMPLES / "tressons-ld.service"
    done = ended([program("systemd-analyze"), "verify", "--man=no", unit])
    told = [line for line in done.stderr.splitlines() if unit.name in line]
    assert [line for line in told if "is not executable" not in line] == []


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"no {name}")
    return found


def test_another_server_federates_over_it(endpoint: EndpointServer, tmp_path: Path) -> None:
    port = free_port()
    oxigraph = Path(sys.executable).with_name("oxigraph")
    command = [oxigraph, "serve", "-l", tmp_path / "db", "-b", f"127.0.0.1:{port}"]
    with started(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        wait_until(lambda: listening(port), process)
        other = EndpointServer(f"http://127.0.0.1:{port}/query", process, tmp_path)
        count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
        question = f"SELECT * {{ SERVICE <{endpoint.address}> {{ {count} }} }}"
        path = "/query?" + urlencode({"query": question})
        rows = other.request(path, {"Accept": "application/sparql-results+json"}).rows
    assert rows == endpoint.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows


@pytest.mark.parametrize("name", ["curl"])
def test_curl_reads_its_answers(endpoint: EndpointServer, name: str) -> None:
    command = [program(name), "-sS", "--compressed", "--data-urlencode", "query=ASK {}"]
    done = ended([*command, endpoint.address])
    assert done.stdout == '{"head":{},"boolean":true}'


def test_good_questions_are_answered_under_siege(endpoint: EndpointServer) -> None:
    bombs = [*ENDLESS.values(), *DEEP.values(), STREAM]
    over = threading.Event()
    statuses: set[int] = set()

    def bomb(number: int) -> None:
        turn = number
        while not over.is_set():
            # Each time another text: none is known to be slow.
            endpoint_post(endpoint, f"{bombs[turn % len(bombs)]} # {number} {turn}")
            turn += 1

    def waits_of_good_questions(seconds: float) -> list[float]:
        waits: list[float] = []
        until = time.monotonic() + seconds

        def good() -> None:
            while (began := time.monotonic()) < until:
                question = f"SELECT * {{ ?s ?p ?o }} LIMIT 5 # {began}"
                statuses.add(endpoint.ask(question).status)
                waits.append(time.monotonic() - began)
                time.sleep(0.1)

        clients = [threading.Thread(target=good) for _ in range(8)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        return waits

    in_peace = waits_of_good_questions(3)
    hostile = [threading.Thread(target=bomb, args=(n,)) for n in range(6)]
    for client in hostile:
        client.start()
    besieged = waits_of_good_questions(10)
    over.set()
    for client in hostile:
        client.join()
    assert statuses == {200}
    assert len(besieged) > 50
    # On a machine that others use, a good question alone takes long enough.
    longest = max(1.5, 10 * statistics.quantiles(in_peace, n=20)[-1])
    assert statistics.quantiles(besieged, n=20)[-1] < longest
    wait_until(lambda: not endpoint.health["workers"]["running_slow"], endpoint.process)
    assert endpoint.ask("ASK {}").json["boolean"] is True


def endpoint_post(endpoint: EndpointServer, question: str) -> None:
    """Ask, and forget what comes of it; a stream is left."""
    connection = http.client.HTTPConnection(*endpoint.place, timeout=LONGEST)
    try:
        headers = {"Content-Type": "application/sparql-query", "Accept": "text/csv, text/turtle"}
        connection.request("POST", "/sparql", question.encode(), headers)
        connection.getresponse().read(2 << 20)
    except (OSError, http.client.HTTPException):
        pass
    finally:
        connection.close()


def test_a_flood_of_small_questions_leaves_it_alive(endpoint: EndpointServer) -> None:
    def flood() -> None:
        for number in range(500):
            assert endpoint.ask(f"ASK {{}} # {number % 7}").status == 200

    threads = [threading.Thread(target=flood) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert endpoint.process.poll() is None


def test_several_serve_one_publication(endpoint: EndpointServer, tmp_path: Path) -> None:
    beside(endpoint.folder, tmp_path)
    store = tmp_path / "store"
    with (
        serving(tmp_path, "--store", store) as first,
        serving(tmp_path, "--store", store) as second,
    ):
        assert first.health["publication"] == second.health["publication"]
        assert second.ask("ASK { ?s ?p ?o }").json["boolean"] is True
