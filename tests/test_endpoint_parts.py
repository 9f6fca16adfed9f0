"""The parts of the endpoint that need no server: queues, cache, addresses, graphs of a question."""

import asyncio
import errno
import io
import os
import resource
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import make_mocked_request
from hypothesis import given
from hypothesis import strategies as st

from tressons_ld.findings.language import Text
from tressons_ld.server.sparql_service import machine
from tressons_ld.server.sparql_service.access_log import AccessLog
from tressons_ld.server.sparql_service.answer_cache import AnswerCache, CachedAnswer
from tressons_ld.server.sparql_service.client_address import ClientAddresses
from tressons_ld.server.sparql_service.fair_queue import ClientUse, FairQueue
from tressons_ld.server.sparql_service.frames import allowance
from tressons_ld.server.sparql_service.machine import limits_of_this_machine
from tressons_ld.server.sparql_service.metrics import ServiceMetrics
from tressons_ld.server.sparql_service.own_documents import ANY_ORIGIN, own_document
from tressons_ld.server.sparql_service.problem_details import Problem
from tressons_ld.sparql.query_dataset import Dataset, dataset_of
from tressons_ld.sparql.tokens import surface_of

BASE = "http://h/sparql"


# --- queues ---------------------------------------------------------------------------------------


def test_who_has_used_less_is_next() -> None:
    now = [0.0]
    use = ClientUse(lambda: now[0])
    queue: FairQueue[str] = FairQueue(use)
    use.add("much", 10)
    for name in ("much 1", "much 2", "little 1"):
        queue.put(name.split()[0], name)
    assert queue.take() == "little 1"
    now[0] = 300.0
    assert use.of("much") == pytest.approx(10 / 2**10)
    assert queue.take(lambda client: client != "much") is None
    assert (queue.take(), queue.take(), queue.take()) == ("much 1", "much 2", None)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers()), unique=True))
def test_no_question_is_lost_or_answered_twice(items: list[tuple[str, int]]) -> None:
    queue: FairQueue[tuple[str, int]] = FairQueue(ClientUse())
    for item in items:
        queue.put(item[0], item)
    for item in items[::3]:
        queue.remove(item[0], item)
    taken = []
    while (item_taken := queue.take()) is not None:
        taken.append(item_taken)
    assert sorted(taken) == sorted(set(items) - set(items[::3]))
    assert len(queue) == 0


def test_a_reader_has_time_but_not_for_ever() -> None:
    assert allowance(30, 0) == 30
    assert allowance(30, 1_000_000) == 40
    assert allowance(30, 10**12) == 300


# --- cache ----------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4000), st.booleans())))
def test_the_cache_keeps_within_its_bytes(steps: list[tuple[int, int, bool]]) -> None:
    cache = AnswerCache(10_000)
    for key, size, packed in steps:
        answer = CachedAnswer("text/csv", b"x" * size)
        cache.put(bytes([key]), answer)
        if packed:
            cache.keep_packed(answer, "br", b"x" * (size // 2))
        kept = [cache.get(bytes([each])) for each in range(10)]
        assert cache.size == sum(each.size for each in kept if each is not None) <= 10_000


def test_what_the_server_tells_of_itself_is_made_once_whatever_it_is_called() -> None:
    made: list[str] = []

    def make() -> bytes:
        made.append("a document")
        return f"<{ANY_ORIGIN}/sparql>".encode()

    async def asked() -> list[bytes]:
        publication: Any = SimpleNamespace(cache=AnswerCache(10_000))
        hosts = [f"http://h{number}.example" for number in range(5)]
        return [await own_document(publication, "a", host, make) for host in hosts]

    documents = asyncio.run(asked())
    assert documents == [f"<http://h{number}.example/sparql>".encode() for number in range(5)]
    assert made == ["a document"]


# --- log ------------------------------------------------------------------------------------------


def test_a_log_that_cannot_be_written_keeps_nobody_from_an_answer() -> None:
    class Disk(io.StringIO):
        full = False

        def flush(self) -> None:
            if self.full:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    disk = Disk()
    told: list[Text] = []
    log = AccessLog(disk, say=told.append)
    request = make_mocked_request("GET", "/health")
    for disk.full in (False, True, True, False, True):
        log.write(request, "192.0.2.1", web.Response(), 0.1, None)
    assert len(told) == 2, "once each time that it begins to fail"
    assert os.strerror(errno.ENOSPC) in told[0].en


# --- figures --------------------------------------------------------------------------------------


def test_a_large_figure_is_told_to_its_last_digit() -> None:
    text = ServiceMetrics().text({"triples": 7_490_123, "cache_bytes": 24_997_301}, {})
    assert "\ntressons_ld_triples 7490123\n" in text
    assert "\ntressons_ld_cache_bytes 24997301\n" in text


# --- who asks -------------------------------------------------------------------------------------


class Request:
    """What the front reads of a request."""

    scheme = "http"
    raw_path = "/sparql"

    def __init__(self, remote: str, **headers: str) -> None:
        from multidict import CIMultiDict

        self.remote = remote
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        self.headers = CIMultiDict(names)


@pytest.mark.parametrize(
    ("remote", "forwarded", "client"),
    [
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        ("10.0.0.1", "nonsense", "?"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "", "192.0.2.1"),
    ],
)
def test_only_named_proxies_are_believed(remote: str, forwarded: str, client: str) -> None:
    addresses = ClientAddresses(["10.0.0.0/8"])
    request = Request(remote, **({"X_Forwarded_For": forwarded} if forwarded else {}))
    assert addresses.client(request) == client  # type: ignore[arg-type]


def test_a_host_that_is_none_is_not_repeated() -> None:
    addresses = ClientAddresses(["10.0.0.1"])
    origin = addresses.origin(Request("192.0.2.1", Host="a<b>"))  # type: ignore[arg-type]
    assert origin == "http://localhost"
    behind = Request("10.0.0.1", Host="h", X_Forwarded_Proto="https", X_Forwarded_Host="e.org")
    assert addresses.origin(behind) == "https://e.org"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("most", "connections"),
    [(1024, 274), (100, 1), (1 << 20, 4000), (resource.RLIM_INFINITY, 4000)],
)
def test_there_are_as_many_connections_as_descriptors_for_them(
    monkeypatch: pytest.MonkeyPatch, most: int, connections: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (64, most))
    assert limits_of_this_machine(7).connections == connections


def test_limits_follow_the_machine() -> None:
    limits = limits_of_this_machine(7)
    assert limits.timeout == 7
    assert limits.fast >= 2 <= limits.slow
    assert 128 << 20 <= limits.memory <= 512 << 20


@pytest.mark.parametrize(
    ("own", "files", "workers", "memory"),
    [
        ("/", {}, 13, 512),
        ("/", {"memory.max": "4294967296"}, 13, 189),
        ("/", {"memory.max": "max", "cpu.max": "200000 100000"}, 7, 512),
        ("/", {"memory.max": "1073741824", "cpu.max": "max 100000"}, 5, 128),
        ("/a.slice/b.service", {"a.slice/memory.max": "2147483648"}, 9, 136),
        ("/a.slice/b.service", {"a.slice/b.service/cpu.max": "50000 100000"}, 5, 512),
        ("/a.slice/b.service", {"c.service/memory.max": "1"}, 13, 512),
    ],
)
def test_limits_follow_what_the_unit_or_the_container_allows(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    own: str,
    files: dict[str, str],
    workers: int,
    memory: int,
) -> None:
    monkeypatch.setattr(machine, "_cores", lambda: 4)
    monkeypatch.setattr(machine, "_memory", lambda: float(64 << 30))
    told = {f"sys/fs/cgroup/{path}": text for path, text in files.items()}
    for path, text in {"proc/self/cgroup": f"0::{own}", **told}.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{text}\n", "utf-8")
    limits = limits_of_this_machine(7, tmp_path)
    assert (limits.fast + limits.slow + 1, limits.memory >> 20) == (workers, memory)


# --- errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/plain"),
        ("*/*", "text/plain"),
        ("application/sparql-results+json", "application/problem+json"),
        ("application/json, text/plain;q=0.5", "application/problem+json"),
        ("text/csv", "text/plain"),
    ],
)
def test_a_problem_is_told_as_its_reader_takes_it(accept: str | None, media_type: str) -> None:
    from tressons_ld.findings.errors import QueryError

    problem = Problem.of(QueryError("service.update"))
    assert problem.body(accept, "en")[0].split(";")[0] == media_type


# --- the graphs of a question ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "dataset"),
    [
        ("SELECT * { ?s ?p ?o }", Dataset()),
        ("SELECT * FROM <a> FROM <http://x/b> { ?s ?p ?o }", Dataset(("http://h/a", "http://x/b"))),
        ("BASE <http://b/> ASK FROM NAMED <a> {}", Dataset((), ("http://b/a",))),
        ("PREFIX e: <http://e/> ASK FROM e:a\\-b FROM NAMED e: WHERE {}",
         Dataset(("http://e/a-b",), ("http://e/",))),
        ("SELECT ?from FROM <http://x/\\u0061> { ?s ?p ' FROM <no> ' }", Dataset(("http://x/a",))),
        ("ASK { ?from ?FROM 'FROM' } # FROM <no>", Dataset()),
        ("ASK FROM nothing:known {}", Dataset()),
        ("ASK FROM <http://[::> FROM <a> {}", Dataset(("http://h/a",))),
        ("BASE <http://[> ASK FROM <a> {}", Dataset(("http://h/a",))),
    ],
)  # fmt: skip
def test_the_graphs_of_from_are_known(question: str, dataset: Dataset) -> None:
    assert dataset_of(surface_of(question), BASE) == dataset
