"""A published folder as a web server answers for it that follows the rules published beside it."""

import errno
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, unquote

from tressons_ld.catalogue.paths import in_a_folder
from tressons_ld.identity.redirects import NETLIFY, address
from tressons_ld.rdf.formats import HTML, JSON_LD, TURTLE
from tressons_ld.site.hosts.http_rules import (
    HEADERS,
    NAME_OF_THING,
    NOT_ACCEPTABLE,
    NOT_ACCEPTABLE_PAGE,
    OF_DATA,
    OF_ENGINE_PAGES,
    OF_THINGS,
    Site,
    content_type_of,
    headers_of,
    is_hidden,
)
from tressons_ld.site.negotiation import negotiated_format
from tressons_ld.site.page_paths import ENGINE_PAGES, INDEX

_TEXT = "text/plain; charset=utf-8"


@dataclass(frozen=True)
class HttpAnswer:
    """What an address answers.

    Attributes:
        status: of HTTP (RFC 9110, section 15).
        headers: beside those that every answer has.
        file: whose bytes are the body; None for ``body``.
        body: the body, where it is no file.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    file: Path | None = None
    body: bytes = b""


class StaticSite:
    """Answers for the files of one publication.

    Attributes:
        site: where it is to lie.
    """

    def __init__(self, folder: Path, site: Site) -> None:
        """Take the folder of the publication, and where it is to lie."""
        self._folder, self.site = folder, site

    def answer(self, target: str, accept: str | None) -> HttpAnswer:
        """Return what a request answers.

        Args:
            target: path of the address, as the request has it.
            accept: its header ``Accept``; None where it has none.
        """
        try:
            return self._answer(target, accept)
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return self._missing()
            raise

    def _answer(self, target: str, accept: str | None) -> HttpAnswer:
        path = unquote(target.partition("?")[0])
        root, base = self.site.root, self.site.base_elsewhere
        named = re.fullmatch(f"{re.escape(base)}{NAME_OF_THING}", path) if base else None
        if named and path not in self._retired:
            return _redirected(303, root + named[1])
        if not path.startswith(root):
            if f"{path}/" == root or path == "/":
                return _redirected(301, root)
            return self._missing()
        below = path.removeprefix(root)
        if below == ".well-known/void":
            return _redirected(303, self.site.void)
        if retired := self._retired.get(path):
            return self._of_retired(*retired)
        # What has an anchor would lead out of the folder: «//etc», or «C:» on Windows.
        relative = Path(below)
        if is_hidden(below) or "\0" in below or relative.anchor or ".." in relative.parts:
            return self._missing()
        file = self._folder / below
        if below == "" or below.endswith("/"):
            index = file / f"{INDEX}{HTML.extension}"
            return self._given(index) if index.is_file() else self._missing()
        if "." not in below.rpartition("/")[2]:
            thing = self._thing(below)
            if thing is not None:
                return self._negotiated(thing, accept)
            if file.is_dir():
                return _redirected(301, f"{path}/")
        if file.is_file():
            return self._given(file)
        if elsewhere := self._in_another_layout(below):
            return _redirected(301, f"{root}{elsewhere}")
        return self._missing()

    def _in_another_layout(self, path: str) -> str:
        """Return where a file of a resource lies that lay elsewhere; empty if nowhere.

        Beside the others, or in a folder named by the end of its id, by their number.
        """
        folder, _, name = path.rpartition("/")
        id, dot, extension = name.partition(".")
        others = [f"{in_a_folder(f'{folder}/{id}')}{dot}{extension}"] if folder and id else []
        around, _, end = folder.rpartition("/")
        if around and end == id[-2:]:
            others.append(f"{around}/{name}")
        return next((each for each in others if (self._folder / each).is_file()), "")

    def is_below(self, target: str, paths: Iterable[str]) -> bool:
        """Return whether the address of a request is that of one of some paths, or below it."""
        path = unquote(target.partition("?")[0])
        below = path.removeprefix(self.site.root)
        return any(below == each or below.startswith(f"{each}/") for each in paths)

    def _thing(self, path: str) -> str | None:
        """Return what the documents of a thing are called, without extension; None for none."""
        for each in (path, in_a_folder(path)):
            if (self._folder / f"{each}{HTML.extension}").is_file():
                return each
        return None

    def _negotiated(self, thing: str, accept: str | None) -> HttpAnswer:
        data = (self._folder / f"{thing}{TURTLE.extension}").is_file()
        format = negotiated_format(accept, page_alone=not data)
        if format is None:
            types = NOT_ACCEPTABLE if data else NOT_ACCEPTABLE_PAGE
            return HttpAnswer(406, {**OF_THINGS, "Content-Type": _TEXT}, body=f"{types}\n".encode())
        answer = _redirected(303, f"{self.site.root}{thing}{format.extension}")
        return HttpAnswer(303, {**answer.headers, **OF_THINGS})

    def _given(self, file: Path, status: int = 200) -> HttpAnswer:
        extension, path = file.suffix, file.relative_to(self._folder).as_posix()
        headers = {"Content-Type": content_type_of(path) or _TEXT, **headers_of(extension)}
        if path in ENGINE_PAGES:
            headers |= OF_ENGINE_PAGES
        if extension in (TURTLE.extension, JSON_LD.extension):
            headers["Link"] = quote(path.removesuffix(extension)).join(self.site.link)
        return HttpAnswer(status, headers, file)

    def _missing(self) -> HttpAnswer:
        page = self._folder / os.path.basename(self.site.not_found)
        return (
            self._given(page, 404) if page.is_file() else HttpAnswer(404, {"Content-Type": _TEXT})
        )

    def _of_retired(self, target: str, status: int) -> HttpAnswer:
        if status != 410:
            return _redirected(status, target)
        page = self._folder / target.removeprefix(self.site.root)
        return (
            self._given(page, 410) if page.is_file() else HttpAnswer(410, {"Content-Type": _TEXT})
        )

    @property
    def _retired(self) -> Mapping[str, tuple[str, int]]:
        """What the addresses of retired things answer: path -> path to go to, status."""
        path = self._folder / NETLIFY
        try:
            stat = path.stat()
            return _redirects(path, (stat.st_mtime_ns, stat.st_size, stat.st_ino))
        except OSError:
            return {}


@lru_cache(maxsize=2)
def _redirects(path: Path, _stamp: tuple[int, ...]) -> dict[str, tuple[str, int]]:
    """Return what the file of a publication says; another publication may take its place."""
    lines = path.read_text("utf-8").splitlines()
    words = (line.split() for line in lines if line and not line.startswith("#"))
    return {unquote(path): (unquote(target), int(status)) for path, target, status in words}


def _redirected(status: int, path: str) -> HttpAnswer:
    return HttpAnswer(status, {"Location": address(path), **OF_DATA})


def every_header(answer: HttpAnswer) -> dict[str, str]:
    """Return the headers of an answer, those that every answer has included."""
    return {**HEADERS, **answer.headers}
