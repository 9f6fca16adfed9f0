"""The real udata, asked to harvest, and the rehearsal put into its words.

The environment `.consumers/udata` is made by the Makefile; where it is missing tests are skipped.
"""

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tressons_ld.consumers.datagouv.licences import licences as known_licences
from tressons_ld.consumers.datagouv.udata.backend import items_of
from tressons_ld.consumers.rehearsal.feed_reader import FeedReader
from tressons_ld.consumers.rehearsal.habits import DATA_GOUV
from tressons_ld.consumers.rehearsal.items import Item

HERE = Path(__file__).parent
PYTHON = HERE.parent / ".consumers" / "udata" / "bin" / "python"
# rdflib names a blank node anew each time it reads one.
BLANK = re.compile(r"\b(n[0-9a-f]{32}b\d+|N[0-9a-f]{32})\b")


TYPES = {
    ".ttl": "text/turtle; charset=utf-8",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".nt": "application/n-triples",
}


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder; under ``/bare/`` Turtle has no charset."""

    def translate_path(self, path: str) -> str:
        return super().translate_path(path.removeprefix("/bare"))

    def guess_type(self, path: Any) -> str:
        if self.path.startswith("/bare/"):
            return "text/turtle"
        return TYPES[Path(path).suffix]

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def real(runs: list[list[str]]) -> tuple[date, list[list[dict[str, Any]]]]:
    """What the real udata has after each harvest of each run, and the day it had."""
    if not PYTHON.exists():
        pytest.skip("no environment .consumers/udata: type make test-slow")
    licences = [
        {
            "id": one.id,
            "title": one.title,
            "url": one.url or None,
            "alternate_urls": list(one.urls),
            "alternate_titles": list(one.titles),
        }
        for one in known_licences()
    ]
    request = json.dumps({"licences": licences, "runs": runs})
    command = [str(PYTHON), "-I", str(HERE / "consumers/udata_driver.py")]
    done = subprocess.run(command, input=request, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    return date.fromisoformat(answer["day"]), answer["runs"]


def plain(value: Any) -> Any:
    return json.loads(BLANK.sub("_:", json.dumps(value, sort_keys=True, default=str)))


def rehearsed(url: str, day: date) -> tuple[list[Item], FeedReader]:
    feed = FeedReader(url, DATA_GOUV)
    return list(items_of(feed, day)), feed


def told(item: Item) -> dict[str, Any]:
    """The rehearsed item in the form of the driver."""
    answer: dict[str, Any] = {"id": item.id, "status": item.status}
    if item.status == "done":
        answer["fields"] = plain(item.fields)
        answer["score"] = {one.name: one.won for one in item.score}
    return answer


CRITERIA = (
    "license",
    "temporal_coverage",
    "spatial",
    "update_frequency",
    "update_fulfilled_in_time",
    "dataset_description_quality",
    "has_open_format",
    "all_resources_available",
    "resources_documentation",
)


def arrived(item: dict[str, Any]) -> dict[str, Any]:
    answer = {"id": item["id"], "status": item["status"]}
    if item["status"] == "done":
        answer["fields"] = plain(item["fields"])
        quality = item.get("quality")
        answer["score"] = {name: bool(quality.get(name)) for name in CRITERIA} if quality else {}
    return answer
