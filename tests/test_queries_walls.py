"""Nothing that a question holds gets out of its process, kills the user's, or stays behind."""

import os
import shlex
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph
import pytest
import rdflib.plugins.sparql

from command_line import tressons_ld
from endless_questions import ANY, TRIPLES
from queries_support import both_engines
from tressons_ld.files import walls
from tressons_ld.findings.errors import FolderError, QueryError
from tressons_ld.sparql.results import (
    AskResult,
    SelectResult,
)
from tressons_ld.sparql.store import (
    EngineName,
    Store,
    run,
)

# Where seccomp is: elsewhere the strict reading of the text takes its place.
HAS_SECCOMP = sys.platform == "linux" and os.uname().machine in {"x86_64", "aarch64"}


WITHOUT_SECCOMP = """
import sys
sys.path[:] = sys.argv[1:]
import tressons_ld.files.walls
tressons_ld.files.walls.deny_network = lambda: False
from tressons_ld.sparql.evaluator import main
main()
"""


# --- nothing gets out -----------------------------------------------------------------------------


class Listener:
    """A port of this machine: whoever connects is noted, and hears nothing."""

    def __init__(self) -> None:
        self.server = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.server.getsockname()[1]}/s"

    def heard(self) -> bool:
        """Whether anybody has connected: the system accepts for us before the caller goes on."""
        self.server.setblocking(False)
        try:
            self.server.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.server.close()


# Each is SERVICE to an engine; the first two, and some others, are none to our own reading.
SPELLINGS = {
    "an IRI that is none": "SELECT * { BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE#>\n"
    "<URL> { ?x ?y ?z } }",
    "an escape and a hash in an IRI": "SELECT * { { ?s ?p <urn:\\u0061#b> . } UNION"
    " { SERVICE <URL> { ?x ?y ?z } } }",
    "plain": "SELECT * { SERVICE <URL> { ?x ?y ?z } }",
    "small": "SELECT * { service <URL> { ?x ?y ?z } }",
    "mixed": "SELECT * { sErViCe <URL> { ?x ?y ?z } }",
    "silent": "SELECT * { SERVICE SILENT <URL> { ?x ?y ?z } }",
    "silent and hidden": "SELECT * { BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE#>\n"
    "SILENT <URL> { ?x ?y ?z } }",
    "behind comments": "SELECT * { SERVICE#<\n#'\n<URL>#\n{ ?x ?y ?z } }",
    "without spaces": "SELECT*{SERVICE<URL>{?x ?y ?z}}",
    "in a subselect": "SELECT * { { SELECT * { SERVICE <URL> { ?x ?y ?z } } } }",
    "in an optional part": "SELECT * { OPTIONAL { SERVICE <URL> { ?x ?y ?z } } }",
    "in a filter": "ASK { FILTER EXISTS { SERVICE <URL> { ?x ?y ?z } } }",
    "in a union": "ASK { { FILTER(false) } UNION { SERVICE <URL> { ?x ?y ?z } } }",
    "in a difference": "ASK { VALUES ?x { 1 } MINUS { SERVICE <URL> { ?x ?y ?z } } }",
    "by a prefixed name": "PREFIX e: <URL> SELECT * { SERVICE e: { ?x ?y ?z } }",
    "by a relative IRI": "BASE <URL> SELECT * { SERVICE <> { ?x ?y ?z } }",
    "by an escaped address": "SELECT * { SERVICE <ESCAPED> { ?x ?y ?z } }",
    "in a construction": "CONSTRUCT { ?x ?y ?z } WHERE { SERVICE <URL> { ?x ?y ?z } }",
    "in a description": "DESCRIBE ?x { SERVICE <URL> { ?x ?y ?z } }",
    "after a text": 'ASK { VALUES ?t { """"it\'s""" } SERVICE <URL> { ?x ?y \'\' } }',
}


every_spelling = pytest.mark.parametrize("spelling", SPELLINGS)


def spelled(spelling: str, address: str) -> str:
    escaped = address.replace("h", "\\u0068", 1)
    return SPELLINGS[spelling].replace("URL", address).replace("ESCAPED", escaped)


@every_spelling
def test_an_engine_without_walls_makes_the_request(spelling: str, listener: Listener) -> None:
    heard = []

    def accept() -> None:
        listener.server.settimeout(60)
        heard.append(listener.server.accept()[0].close())

    thread = threading.Thread(target=accept)
    thread.start()
    try:
        answer = pyoxigraph.Store().query(spelled(spelling, listener.address))
        if not isinstance(answer, pyoxigraph.QueryBoolean):
            list(answer)
    except (OSError, RuntimeError):
        pass
    thread.join()
    assert heard, "this is not SERVICE to the engine, and so proves nothing"


@pytest.fixture
def scan_passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let any text pass the reading that gives a good message."""
    monkeypatch.setattr("tressons_ld.sparql.store.refuse_here", lambda _surface, _name: None)


@pytest.fixture(params=["seccomp", "no seccomp"])
def stores(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Store]:
    """How stores are made: on this system, and on one where no wall can be had."""
    if request.param == "no seccomp":
        monkeypatch.setattr("tressons_ld.sparql.store._PROGRAM", WITHOUT_SECCOMP)
    return Store


@both_engines
@pytest.mark.usefixtures("scan_passed_by")
def test_no_spelling_of_service_opens_a_connection(
    engine: EngineName, stores: Callable[..., Store], listener: Listener
) -> None:
    with stores(TRIPLES, engine=engine, timeout=20) as store:
        for spelling in SPELLINGS:
            # An engine may answer all the same: SILENT has it so, and an error within a filter.
            try:
                store.run(spelled(spelling, listener.address))
            except QueryError as error:
                assert "ended" not in str(error), spelling
            assert not listener.heard(), spelling


@both_engines
@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED", "FROM <urn:a> FROM"])
def test_from_fetches_nothing(
    clause: str, engine: EngineName, stores: Callable[..., Store], listener: Listener
) -> None:
    with stores(TRIPLES, engine=engine, timeout=20) as store:
        result = store.run(f"SELECT * {clause} <{listener.address}> {{ ?s ?p ?o }}")
    assert result == SelectResult(result.variables, ())
    assert not listener.heard()


@pytest.mark.parametrize("spelling", ["an IRI that is none", "plain"])
def test_the_command_makes_no_request_and_says_why(
    spelling: str, listener: Listener, tmp_path: Path
) -> None:
    source = tmp_path / "catalogue.nt"
    source.write_text("<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    question = spelled(spelling, listener.address)
    done = tressons_ld("query", "-", "--source", source, stdin=question)
    assert (done.returncode, done.stdout) == (1, "")
    assert "SERVICE interroge un autre serveur" in done.stderr or not HAS_SECCOMP
    assert not listener.heard()


def test_a_document_that_is_loaded_fetches_nothing(listener: Listener, tmp_path: Path) -> None:
    source = tmp_path / "catalogue.jsonld"
    source.write_text(f'{{"@context": "{listener.address}", "@id": "urn:a"}}', "utf-8")
    for engine in ("pyoxigraph", "rdflib"):
        with pytest.raises(FolderError, match=r"catalogue\.jsonld"):
            Store(source, engine=engine)
    assert not listener.heard()


def test_the_wall_is_known_to_hold_or_not(
    stores: Callable[..., Store], request: pytest.FixtureRequest
) -> None:
    with stores(TRIPLES) as store:
        assert store.walls.network is (HAS_SECCOMP and "no seccomp" not in request.node.name)


def test_a_machine_whose_calls_are_not_known_has_no_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(walls, "_MACHINES", {})
    assert not walls.deny_network()


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'Service public' }",
        "ASK { } # service",
        "ASK { <urn:service> ?p ?o }",
        r"ASK { ?s ?p '\u0053ERV\U00000049CE' }",
        "ASK { ?s ?p '\u017ferv\u0131ce' }",
        r"ASK { <urn:a\?service> ?p ?o }",
    ],
)
def test_without_seccomp_the_word_is_refused_wherever_it_stands(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tressons_ld.sparql.store._PROGRAM", WITHOUT_SECCOMP)
    with pytest.raises(QueryError, match="On this system nothing but this reading") as refusal:
        run(text, TRIPLES, name="q.rq")
    assert refusal.value.text.fr.startswith("q.rq : ce texte contient « service »")


def test_without_seccomp_a_variable_may_have_any_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tressons_ld.sparql.store._PROGRAM", WITHOUT_SECCOMP)
    assert run("ASK { ?service ?a_service $SERVICE2 }", TRIPLES) == AskResult(True)


@both_engines
def test_nothing_is_switched_for_the_process_of_the_user(
    engine: EngineName, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rdflib.plugins.sparql, "SPARQL_LOAD_GRAPHS", True)
    run(ANY, TRIPLES, engine=engine)
    assert rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS


def test_the_folder_of_the_command_is_not_imported_from(tmp_path: Path) -> None:
    for name in ("struct.py", "json.py", "pyoxigraph.py"):
        (tmp_path / name).write_text("raise SystemExit('imported')\n", "utf-8")
    (tmp_path / "a.nt").write_text("", "utf-8")
    command = [sys.executable, "-P", "-m", "tressons_ld", "query", "-", "--source", "a.nt"]
    done = subprocess.run(command, cwd=tmp_path, input=ANY, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_command_whose_standard_streams_are_closed_still_asks(
    closed: str, tmp_path: Path
) -> None:
    (tmp_path / "a.nt").write_text("", "utf-8")
    (tmp_path / "a.rq").write_text(ANY, "utf-8")
    command = f"{shlex.quote(sys.executable)} -m tressons_ld query a.rq --source a.nt {closed}"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True)
    assert done.returncode == 0, done.stderr
