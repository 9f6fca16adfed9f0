"""A real `tressons-ld serve` in a process of its own, and a client that says nothing on its own."""

import http.client
import json
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from child_processes import LONGEST, started
from command_line import command

FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"
EX = "http://example.org/"
# Beside TRESSONS: two graphs that share a statement, and what formats stumble over.
GRAPHS = f"""\
<{EX}s> <{EX}p> <{EX}o> <{EX}one> .
<{EX}s> <{EX}p> <{EX}o> <{EX}two> .
<{EX}s> <{EX}q> "1" <{EX}one> .
<{EX}s> <{EX}q> "2" <{EX}two> .
<{EX}s> <{EX}control> "a\\u0001b" <{EX}three> .
<{EX}s> <{EX}1> "x" <{EX}three> .
"""


class Reply(NamedTuple):
    """What the server answers."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The bare values of each row."""
        bindings = self.json["results"]["bindings"]
        return [{name: term["value"] for name, term in row.items()} for row in bindings]


class EndpointServer(NamedTuple):
    """A server that runs."""

    address: str
    process: subprocess.Popen[str]
    folder: Path

    @property
    def place(self) -> tuple[str, int]:
        parts = urlsplit(self.address)
        return str(parts.hostname), int(parts.port or 0)

    def request(
        self,
        path: str,
        headers: Mapping[str, str] | None = None,
        method: str = "GET",
        body: bytes | None = None,
    ) -> Reply:
        connection = http.client.HTTPConnection(*self.place, timeout=LONGEST)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def ask(
        self,
        question: str,
        accept: str | None = JSON,
        fields: Sequence[tuple[str, str]] = (),
        **headers: str,
    ) -> Reply:
        path = "/sparql?" + urlencode([("query", question), *fields])
        every = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request(path, every | ({"Accept": accept} if accept else {}))

    def post(self, body: str | bytes, media_type: str | None, **headers: str) -> Reply:
        every = {"Accept": JSON, **{n.replace("_", "-"): v for n, v in headers.items()}}
        if media_type is not None:
            every["Content-Type"] = media_type
        content = body if isinstance(body, bytes) else body.encode()
        return self.request("/sparql", every, "POST", content)

    def raw(self, request: bytes, seconds: float = 20) -> bytes:
        """What comes back for these very bytes, until the server closes or is silent."""
        with socket.create_connection(self.place, timeout=seconds) as connection:
            connection.sendall(request)
            pieces = []
            try:
                while piece := connection.recv(1 << 16):
                    pieces.append(piece)
            except TimeoutError:
                pass
            return b"".join(pieces)

    @property
    def health(self) -> Any:
        return self.request("/health").json


def workers_of(endpoint: EndpointServer) -> list[int]:
    """The processes of the workers: the grandchildren of the server."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(path.parent.name)] = int(fields[1])
    children = {pid for pid, parent in parents.items() if parent == endpoint.process.pid}
    return sorted(pid for pid, parent in parents.items() if parent in children)


@contextmanager
def serving(
    folder: Path, *options: str | Path, environment: Mapping[str, str] | None = None
) -> Iterator[EndpointServer]:
    """A server of the publication in a catalogue folder."""
    words = command("serve", "--port", "0", "--quiet", *options)
    with started(
        words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        line = process.stdout.readline()
        assert line.startswith("http://"), process.stderr.read()
        try:
            yield EndpointServer(line.split()[0], process, folder)
        finally:
            process.terminate()
            process.communicate(timeout=LONGEST)


def beside(folder: Path, other: Path) -> None:
    """Let another folder hold the catalogue of a folder, and the same publication by a link."""
    shutil.copytree(folder / "data", other / "data")
    (other / "public").symlink_to(folder / "public")


def with_graphs(published: Path, folder: Path) -> Path:
    """A catalogue folder with its publication, whose dumps hold some graphs more."""
    # Without the store that another server may have built there, of the same digest.
    shutil.copytree(published.parent, folder, ignore=shutil.ignore_patterns(".public.store"))
    public = folder / "public"
    # Its first line knows the dumps as they were published.
    manifest = public / "manifest.jsonl"
    manifest.write_text(manifest.read_text("utf-8").splitlines()[-1] + "\n", "utf-8")
    with (public / "catalogue.nq").open("a", encoding="utf-8") as file:
        file.write(GRAPHS)
    triples = {line.rpartition(" <")[0] + " ." for line in GRAPHS.splitlines()}
    with (public / "catalogue.nt").open("a", encoding="utf-8") as file:
        file.write("".join(f"{line}\n" for line in sorted(triples)))
    return folder
