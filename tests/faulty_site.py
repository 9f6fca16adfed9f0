"""A site one of whose answers is not what it should be, served on this machine."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

from tressons_ld.server.live_site.client import LARGEST_BODY
from tressons_ld.server.preview import Preview
from tressons_ld.server.static_site import HttpAnswer, StaticSite
from tressons_ld.site.hosts.http_rules import Site

THING = "/ressource/guide-du-velo"


class FaultySite(StaticSite):
    """A site one of whose answers is not what it should be."""

    def __init__(self, folder: Path, site: Site, fault: Callable[..., HttpAnswer]) -> None:
        super().__init__(folder, site)
        self._fault = fault

    def answer(self, target: str, accept: str | None) -> HttpAnswer:
        return self._fault(super().answer(target, accept), target, accept, self)


def nothing_wrong(
    answer: HttpAnswer, _target: str, _accept: str | None, _site: StaticSite
) -> HttpAnswer:
    return answer


@contextmanager
def served(site: StaticSite, port: int) -> Iterator[str]:
    with Preview(site, port) as preview:
        thread = Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield preview.address
        preview.shutdown()
        thread.join()


def other(**headers: str) -> Callable[[HttpAnswer], HttpAnswer]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda answer: replace(answer, headers={**answer.headers, **named})


def at(path: str, change: Callable[[HttpAnswer], HttpAnswer]) -> Callable[..., HttpAnswer]:
    """A fault at the addresses that begin so."""

    def fault(
        answer: HttpAnswer, target: str, _accept: str | None, _site: StaticSite
    ) -> HttpAnswer:
        return change(answer) if target.startswith(path) else answer

    return fault


def whatever_is_asked(
    answer: HttpAnswer, target: str, _accept: str | None, site: StaticSite
) -> HttpAnswer:
    return StaticSite.answer(site, target, "text/html") if target == THING else answer


def at_exactly(path: str, change: Callable[[HttpAnswer], HttpAnswer]) -> Callable[..., HttpAnswer]:
    """A fault at one address."""

    def fault(
        answer: HttpAnswer, target: str, _accept: str | None, _site: StaticSite
    ) -> HttpAnswer:
        return change(answer) if target == path else answer

    return fault


NONSENSE = b"""\
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>mailto:a@example.org</loc></url><url><loc>http://[</loc></url></urlset>
"""


def packed(answer: HttpAnswer) -> HttpAnswer:
    assert answer.file is not None
    body = gzip.compress(answer.file.read_bytes())
    return HttpAnswer(200, {**answer.headers, "Content-Encoding": "gzip"}, body=body)


def bomb(answer: HttpAnswer) -> HttpAnswer:
    body = gzip.compress(b"a" * (LARGEST_BODY + 1))
    return HttpAnswer(200, {**answer.headers, "Content-Encoding": "gzip"}, body=body)


def without_vary(answer: HttpAnswer) -> HttpAnswer:
    headers = {name: value for name, value in answer.headers.items() if name != "Vary"}
    return replace(answer, headers=headers)


def cut(answer: HttpAnswer) -> HttpAnswer:
    assert answer.file is not None
    return HttpAnswer(200, answer.headers, body=answer.file.read_bytes()[:-10])


def with_script(script: bytes) -> Callable[[HttpAnswer], HttpAnswer]:
    def changed(answer: HttpAnswer) -> HttpAnswer:
        assert answer.file is not None
        body = answer.file.read_bytes().replace(b"</body>", script + b"</body>")
        return HttpAnswer(200, answer.headers, body=body)

    return changed


def in_a_circle(
    answer: HttpAnswer, target: str, _accept: str | None, _site: StaticSite
) -> HttpAnswer:
    there = {"/catalogue.html": "/x.html", "/x.html": "/catalogue.html"}.get(target)
    return HttpAnswer(302, {"Location": there}) if there else answer


def rules_ignored(
    answer: HttpAnswer, target: str, _accept: str | None, _site: StaticSite
) -> HttpAnswer:
    return HttpAnswer(404, {"Server": "Apache/2.4"}) if target == THING else answer
