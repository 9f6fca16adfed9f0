"""`push` and the real Virtuoso, as Debian has it: Digest, its limits, its own loader."""

import http.client
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from child_processes import started, wait_until
from command_line import tressons_ld
from pushed_stores import (
    BASE,
    CATALOGUE,
    pushed,
    record,
    some_graphs,
    write,
)
from pushed_stores import odd_cases as odd_cases
from tressons_ld.findings.errors import StoreError
from tressons_ld.rdf.terms import text
from tressons_ld.stores.credentials import Credentials
from tressons_ld.stores.dialects import Method
from tressons_ld.stores.normalisation import GEOMETRY, LANGUAGE, NUMBER
from web_servers import free_port, listening

pytestmark = pytest.mark.slow

DBA = Credentials("dba", "dba")
SETTINGS = """\
[Database]
DatabaseFile = {work}/virtuoso.db
ErrorLogFile = {work}/virtuoso.log
LockFile = {work}/virtuoso.lck
TransactionFile = {work}/virtuoso.trx
xa_persistent_file = {work}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {work}/temp.db
TransactionFile = {work}/temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {work}
NumberOfBuffers = 10000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
EnabledGzipContent = 1
[SPARQL]
ResultSetMaxRows = {rows}
MaxQueryCostEstimationTime = 400
"""
"""What push meets in a Virtuoso as Debian sets it up."""

every_method = pytest.mark.parametrize("method", ["gsp", "update"])


@contextmanager
def virtuoso(work: Path, rows: int = 10_000) -> Iterator[tuple[str, int]]:
    """The address of a Virtuoso that holds nothing but its own, and the port of its SQL."""
    program = shutil.which("virtuoso-t")
    assert program, "install virtuoso-opensource-7"
    http, sql = free_port(), free_port()
    settings = work / "virtuoso.ini"
    settings.write_text(SETTINGS.format(work=work, http=http, sql=sql, rows=rows), encoding="utf-8")
    log = work / "out.log"
    with (
        log.open("w", encoding="utf-8") as out,
        started((program, "-f", "-c", settings), stdout=out, stderr=out, cwd=work) as process,
    ):
        wait_until(lambda: listening(http) and listening(sql), process, log)
        yield f"http://127.0.0.1:{http}", sql


def run_sql(port: int, work: Path, text: str) -> None:
    """Run a script as the user of the database does."""
    script = work / "script.sql"
    script.write_text(text, encoding="utf-8")
    isql = shutil.which("isql-vt") or shutil.which("isql-v") or "isql"
    command = (isql, str(port), "dba", "dba", script)
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0 and "*** Error" not in done.stderr, done.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as (url, _):
        yield url


@every_method
def test_virtuoso_holds_what_is_published_then_what_changed(
    method: Method, server: str, tmp_path: Path
) -> None:
    """Each method finds what the other one left."""
    dump = write(tmp_path / "catalogue.nq", some_graphs("a", "b", "c", text=f'"{method}"@fr'))
    _, found = pushed(server, dump, method, "virtuoso", DBA, confirmed=True)
    assert not found.differences
    push, _ = pushed(server, dump, method, "virtuoso", DBA)
    assert (push.sent, push.plan.unchanged) == (0, 4)
    changed = some_graphs("a", "b", text=f'"{method}"@fr')
    changed[record("a")] = [f'<{BASE}ressource/a> <urn:title> "Guide"@fr']
    write(dump, changed)
    push, found = pushed(server, dump, method, "virtuoso", DBA, confirmed=True)
    assert (push.sent, len(push.plan.to_delete), found.differences) == (1, 1, [])
    write(dump, some_graphs("a"))
    with pytest.raises(StoreError):
        pushed(server, dump, method, "virtuoso", DBA)


@every_method
def test_what_virtuoso_rewrites_is_named_and_all_else_arrives(
    method: Method, server: str, tmp_path: Path
) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    terms = [
        '"é"@fr-FR',
        f'"1.50"^^<{xsd}decimal>',
        f'"2020"^^<{xsd}gYear>',
        f'"2020-02-29"^^<{xsd}date>',
        text("a \\u0041 \"b\" 'c' ; } # $x ?y 𝄞 \n\t"),
        "<https://example.org/é?a=%20>",
    ]
    graphs = {
        CATALOGUE: [f'<{BASE}catalogue> <urn:title> "Catalogue"'],
        record("a"): [f"<{BASE}ressource/a> <urn:p{at}> {term}" for at, term in enumerate(terms)],
    }
    dump = write(tmp_path / "catalogue.nq", graphs)
    _, found = pushed(server, dump, method, "virtuoso", DBA, confirmed=True)
    assert not found.differences
    assert found.rewritings.numbers == {LANGUAGE: 1, NUMBER: 1}


def test_more_graphs_than_virtuoso_gives_rows_are_all_known(tmp_path: Path) -> None:
    """An answer of a row a graph would end at ResultSetMaxRows; one of so many statements does.

    Nor would it take them in one update (MaxQueryCostEstimationTime).
    """
    dump = write(tmp_path / "catalogue.nq", some_graphs(*(f"n{number}" for number in range(1200))))
    with virtuoso(tmp_path, rows=300) as (url, _):
        push, found = pushed(url, dump, "update", "virtuoso", DBA)
        assert (push.sent, found.differences, found.graphs) == (1201, [], 1201)
        again, _ = pushed(url, dump, "update", "virtuoso", DBA)
        assert (again.sent, again.plan.unchanged) == (0, 1201)


def test_a_connection_to_virtuoso_stays_open_from_graph_to_graph(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    connect = http.client.HTTPConnection.connect

    def counted(connection: http.client.HTTPConnection) -> None:
        opened.append(connection.host)
        connect(connection)

    monkeypatch.setattr(http.client.HTTPConnection, "connect", counted)
    dump = write(tmp_path / "catalogue.nq", some_graphs(*(f"kept{number}" for number in range(60))))
    push, _ = pushed(server, dump, "gsp", "virtuoso", DBA, confirmed=True)
    assert push.sent > 50
    assert len(opened) < 20


def test_a_wrong_password_of_virtuoso_is_told(server: str, tmp_path: Path) -> None:
    dump = write(tmp_path / "catalogue.nq", some_graphs("a"))
    for wrong in (Credentials("dba", "wrong"), Credentials("nobody", "dba")):
        with pytest.raises(StoreError) as raised:
            pushed(server, dump, "gsp", "virtuoso", wrong)
        assert raised.value.code == "store.credentials-refused"


@every_method
def test_a_user_may_push_who_may_update_and_no_other(method: Method, tmp_path: Path) -> None:
    dump = write(tmp_path / "catalogue.nq", some_graphs("a"))
    with virtuoso(tmp_path) as (url, sql):
        run_sql(
            sql,
            tmp_path,
            """DB.DBA.USER_CREATE ('editor', 'pw');
            GRANT SPARQL_UPDATE TO "editor";
            DB.DBA.USER_CREATE ('reader', 'pw');""",
        )
        with pytest.raises(StoreError) as raised:
            pushed(url, dump, method, "virtuoso", Credentials("reader", "pw"))
        assert raised.value.code == "store.read-only"
        push, found = pushed(url, dump, method, "virtuoso", Credentials("editor", "pw"))
        assert (push.sent, found.differences) == (2, [])


def test_virtuoso_loads_the_files_and_a_push_then_sends_nothing(
    tmp_path: Path, published: Path
) -> None:
    with virtuoso(tmp_path) as (url, sql):
        files = tmp_path / "files"
        made = tressons_ld("push", "--files", files, "--from", published)
        assert made.returncode == 0, made.stderr
        run_sql(sql, tmp_path, (files / "virtuoso.sql").read_text("utf-8"))
        push, found = pushed(url, published, "gsp", "virtuoso", DBA)
        assert push.sent == 0
        assert not found.differences


@every_method
def test_a_catalogue_of_odd_cases_arrives(method: Method, server: str, odd_cases: Path) -> None:
    push, found = pushed(server, odd_cases, method, "virtuoso", DBA, confirmed=True)
    assert push.plan.unchanged + push.sent > 40
    assert not found.differences
    assert GEOMETRY in found.rewritings.numbers


def test_the_command_knows_virtuoso_by_its_answers(server: str, published: Path) -> None:
    who = {"TRESSONS_LD_USER": "dba", "TRESSONS_LD_PASSWORD": "dba"}
    done = tressons_ld("push", server, "--from", published, environment=who)
    assert done.returncode == 0, done.stderr
    assert "Vérifié" in done.stdout
