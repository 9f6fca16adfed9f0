"""What mends a fault of a site, in the words of the server that it lies on."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.server.live_site.client import Response
from tressons_ld.site.hosts import caddy, nginx
from tressons_ld.site.hosts.http_rules import CONTENT_TYPES_OF_FILES

_APACHE, _NGINX, _CADDY = "apache", "nginx", "caddy"
# What servers call themselves -> whose rules they read.
_SERVERS = {
    _APACHE: _APACHE,
    "litespeed": _APACHE,
    _NGINX: _NGINX,
    "openresty": _NGINX,
    "tengine": _NGINX,
    _CADDY: _CADDY,
}
_WITHOUT_RULES = ("github.com", "netlify", "gitlab")

_RULES = {
    _APACHE: sentence("doctor.apache"),
    _NGINX: sentence("doctor.nginx", http=nginx.HTTP, server=nginx.SERVER),
    _CADDY: sentence("doctor.caddy", caddy=caddy.FILE),
}
_NO_CHOICE = sentence("doctor.host-without-choice")
_ANY_SERVER = sentence("doctor.any-server", server=nginx.SERVER, caddy=caddy.FILE)
_VARY = {
    _APACHE: sentence("doctor.apache-vary"),
    _NGINX: sentence("doctor.nginx-vary"),
    _CADDY: sentence("doctor.caddy-vary"),
}
_ANY_VARY = sentence("doctor.any-vary")
_INDEX = {
    _APACHE: "DirectoryIndex index.html",
    _NGINX: "index index.html;",
    _CADDY: "rewrite {path} {path}index.html",
}
_ANY_TYPE = "Content-Type: {type}"
# Apache sets this header last of all, wherever the line is written, so no other rule undoes it.
_TYPES = {
    _APACHE: 'Header set Content-Type "{type}" '
    '"expr=%{{REQUEST_URI}} =~ m#{not_of_files}[.]{name}$#"',
    _NGINX: 'location ~ [.]{name}$ {{ types {{ }} default_type "{type}"; }}',
}
# The same of one file, by its path on the host.
_TYPES_OF_FILES = {
    _APACHE: """Header set Content-Type "{type}" "expr=%{{REQUEST_URI}} == '{path}'\"""",
    _NGINX: 'location = {path} {{ types {{ }} default_type "{type}"; }}',
    _CADDY: 'header {path} Content-Type "{type}"',
}


def rules_line(answer: Response) -> Text:
    """Return what makes the server of an answer follow the published rules."""
    server = _server(answer)
    if server is None:
        named = _name(answer)
        return _NO_CHOICE if any(each in named for each in _WITHOUT_RULES) else _ANY_SERVER
    return _RULES[server]


def vary_line(answer: Response) -> Text:
    """Return what makes the server of an answer say that it depends on ``Accept``."""
    return _VARY.get(_server(answer) or "", _ANY_VARY)


def type_line(answer: Response, path: str, content_type: str) -> Text:
    """Return the line that gives the files of an extension their type, or one file its own.

    Args:
        answer: of the server.
        path: of the file, below the site.
        content_type: what ``Content-Type`` is to say.
    """
    server, extension = _server(answer) or "", PurePosixPath(path).suffix
    words = {"type": content_type, "extension": extension, "name": extension[1:]}
    files = (each for each in map(PurePosixPath, CONTENT_TYPES_OF_FILES) if each.suffix)
    stems = sorted({each.stem for each in files if each.suffix == extension})
    words["not_of_files"] = "".join(f"(?<!/{stem})" for stem in stems)
    if path in CONTENT_TYPES_OF_FILES:
        line = _TYPES_OF_FILES.get(server, _ANY_TYPE)
        words["path"] = urlsplit(answer.url).path
    elif server == _CADDY:
        # Its matcher of a path begins with a slash, or has a name and a line of its own.
        return sentence("doctor.caddy-type", **words)
    else:
        line = _TYPES.get(server, _ANY_TYPE)
    written = line.format(**words)
    return Text(written, written)


def index_line(answer: Response) -> str:
    """Return the line by which ``index.html`` is the page of a folder."""
    line = _INDEX.get(_server(answer) or "", _INDEX[_APACHE])
    return line.format(path=urlsplit(answer.url).path)


def _name(answer: Response) -> str:
    return " ".join(answer.headers.get_all("Server", [])).lower()


def _server(answer: Response) -> str | None:
    named = _name(answer)
    return next((own for name, own in _SERVERS.items() if name in named), None)
