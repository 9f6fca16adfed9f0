"""What mends a fault of a site, in the words of the server that it lies on."""

from tressons_ld.findings.language import Text
from tressons_ld.server.live_site.client import Response
from tressons_ld.site.hosts import caddy, nginx

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
    _APACHE: Text(
        "dans la configuration d'Apache, « AllowOverride FileInfo » pour ce dossier, et les "
        "modules rewrite, setenvif et headers ; « .htaccess » doit être à la racine du site",
        "in the configuration of Apache, AllowOverride FileInfo for this folder, and the modules "
        "rewrite, setenvif and headers; .htaccess must be there, at the root of the site",
    ),
    _NGINX: Text(
        f"inclure {nginx.HTTP} dans le bloc « http » et {nginx.SERVER} dans le bloc « server », "
        "puis recharger nginx",
        f"include {nginx.HTTP} in the block http and {nginx.SERVER} in the block server, then "
        "reload nginx",
    ),
    _CADDY: Text(
        f"« import {caddy.FILE} » dans le bloc du site, avant « file_server »",
        f"import {caddy.FILE} in the block of the site, before file_server",
    ),
}
_NO_CHOICE = Text(
    "cet hébergement ne choisit pas ; déposer w3id.htaccess chez w3id.org, qui choisira",
    "this host does not choose; hand w3id.htaccess to w3id.org, which will",
)
_ANY_SERVER = Text(
    "sous Apache « AllowOverride FileInfo » pour .htaccess, sous nginx inclure "
    f"{nginx.SERVER}, sous Caddy {caddy.FILE} ; un hébergement sans règles : w3id.htaccess",
    "with Apache AllowOverride FileInfo for .htaccess, with nginx include "
    f"{nginx.SERVER}, with Caddy {caddy.FILE}; a host without rules: w3id.htaccess",
)
_INDEX = {
    _APACHE: "DirectoryIndex index.html",
    _NGINX: "index index.html;",
    _CADDY: "file_server { index index.html }",
}
_TYPES = {
    _APACHE: 'AddType "{type}" {extension}',
    _NGINX: 'location ~ [.]{name}$ {{ types {{ }} default_type "{type}"; }}',
    _CADDY: 'header *{extension} Content-Type "{type}"',
}


def rules_line(answer: Response) -> Text:
    """Return what makes the server of an answer follow the published rules."""
    server = _server(answer)
    if server is None:
        named = _name(answer)
        return _NO_CHOICE if any(each in named for each in _WITHOUT_RULES) else _ANY_SERVER
    return _RULES[server]


def type_line(answer: Response, extension: str, content_type: str) -> str:
    """Return the line that gives the files of an extension their type.

    Args:
        answer: of the server.
        extension: with its dot.
        content_type: what ``Content-Type`` is to say.
    """
    template = _TYPES.get(_server(answer) or "", "Content-Type: {type}")
    return template.format(type=content_type, extension=extension, name=extension[1:])


def index_line(answer: Response) -> str:
    """Return the line by which ``index.html`` is the page of a folder."""
    return _INDEX.get(_server(answer) or "", _INDEX[_APACHE])


def _name(answer: Response) -> str:
    return " ".join(answer.headers.get_all("Server", [])).lower()


def _server(answer: Response) -> str | None:
    named = _name(answer)
    return next((own for name, own in _SERVERS.items() if name in named), None)
