"""The real nginx, Apache and Caddy, each serving a folder on the loopback by the rules in it."""

import http.client
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from email.message import Message
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, unquote

import pytest

from child_processes import LONGEST, ended, started, wait_until

# The program of each, and Debian's package.
SERVERS = {"nginx": ("nginx", "nginx"), "apache": ("apache2", "apache2-bin")}
CADDY = {"caddy": ("caddy", "caddy")}
MODULES = Path("/usr/lib/apache2/modules")

# One process that the test's own user runs: nothing is left behind, and no folder is closed to it.
NGINX = """\
daemon off;
master_process off;
pid "{work}/pid";
error_log "{work}/log";
events {{}}
http {{
    access_log off;
    types {{ text/html html; text/turtle ttl; application/ld+json jsonld; }}
    client_body_temp_path "{work}/body";
    proxy_temp_path "{work}/proxy";
    fastcgi_temp_path "{work}/fastcgi";
    uwsgi_temp_path "{work}/uwsgi";
    scgi_temp_path "{work}/scgi";
{maps}    server {{
        listen 127.0.0.1:{port};
        root "{site}";
{included}    }}
}}
"""
# By Debian's default user, «#-1», root's own process goes on as root; «User root» is refused.
APACHE = """\
ServerRoot "{work}"
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile "{work}/pid"
ErrorLog "{work}/log"
DefaultRuntimeDir "{work}"
Mutex "file:{work}"
LoadModule mpm_prefork_module {modules}/mod_mpm_prefork.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule alias_module {modules}/mod_alias.so
LoadModule dir_module {modules}/mod_dir.so
LoadModule autoindex_module {modules}/mod_autoindex.so
LoadModule mime_module {modules}/mod_mime.so
LoadModule headers_module {modules}/mod_headers.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule setenvif_module {modules}/mod_setenvif.so
TypesConfig /dev/null
AddType text/html .html
AddType text/turtle .ttl
AddType application/ld+json .jsonld
KeepAlive Off
DocumentRoot "{site}"
<Directory "{site}">
    AllowOverride FileInfo
    Options FollowSymLinks Indexes
    Require all granted
</Directory>
{included}"""
CADDYFILE = """\
{{
    admin off
    auto_https off
    default_bind 127.0.0.1
    log {{
        output file "{work}/log"
    }}
}}
http://127.0.0.1:{port} {{
    root * "{site}"
{included}    file_server
}}
"""


class Answer(NamedTuple):
    """What a server answers; ``location`` is where it sends to, in full, or empty."""

    status: int
    location: str
    body: str


class Response(NamedTuple):
    """What a server answers to a request with headers, with the headers of its own."""

    status: int
    headers: Message
    body: bytes


class Host(NamedTuple):
    """A server that runs."""

    name: str
    origin: str

    def get(self, path: str) -> Answer:
        """What a path, decoded, answers; what it sends to is not followed."""
        connection = http.client.HTTPConnection(
            self.origin.removeprefix("http://"), timeout=LONGEST
        )
        try:
            connection.request("GET", quote(path))
            answer = connection.getresponse()
            location = answer.headers.get("Location", "")
            return Answer(answer.status, location, answer.read().decode())
        finally:
            connection.close()

    def request(self, path: str, headers: Mapping[str, str], method: str = "GET") -> Response:
        """What a path, decoded, answers to a request with these headers alone."""
        connection = http.client.HTTPConnection(
            self.origin.removeprefix("http://"), timeout=LONGEST
        )
        try:
            connection.request(method, quote(path), headers=dict(headers))
            answer = connection.getresponse()
            return Response(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def path(self, location: str) -> str:
        """The path, decoded, of an address of this host that has neither a query nor a hash.

        Caddy gives the path alone.
        """
        if location.startswith("/"):
            location = self.origin + location
        assert location.startswith(f"{self.origin}/"), location
        assert location.isascii() and " " not in location, location  # RFC 3986, section 2.
        assert not set("?#") & set(location), location
        return unquote(location.removeprefix(self.origin), errors="strict")


@contextmanager
def serving(
    name: str,
    site: Path,
    work: Path,
    *included: Path,
    maps: Sequence[Path] = (),
    port: int | None = None,
) -> Iterator[Host]:
    """Serve a folder while the block runs.

    ``work`` is a folder for what the server writes. ``included`` are the files of rules that the
    server's own configuration names, ``maps`` those that nginx includes outside its server. Without
    ``port`` it takes any that is free.
    """
    program = program_of(name)
    port = port or free_port()
    config = work / "config"
    if name == "nginx":
        lines = "".join(f'        include "{path}";\n' for path in included)
        outside = "".join(f'    include "{path}";\n' for path in maps)
        text = NGINX.format(work=work, site=site, port=port, included=lines, maps=outside)
        config.write_text(text, "utf-8")
        command = [program, "-p", str(work), "-c", str(config)]
    elif name == "caddy":
        lines = "".join(f'    import "{path}"\n' for path in included)
        config.write_text(
            CADDYFILE.format(work=work, site=site, port=port, included=lines), "utf-8"
        )
        command = [program, "run", "--adapter", "caddyfile", "--config", str(config)]
    else:
        lines = "".join(f'Include "{path}"\n' for path in included)
        text = APACHE.format(work=work, site=site, port=port, included=lines, modules=MODULES)
        config.write_text(text, "utf-8")
        command = [program, "-f", str(config)]
    test = [program, "validate", *command[2:]] if name == "caddy" else [*command, "-t"]
    tried = ended(test)
    assert tried.returncode == 0, tried.stderr
    log = work / "log"
    # «-X» is Apache's one process in the foreground.
    with started(
        [*command, "-X"] if name == "apache" else command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        wait_until(lambda: listening(port), process, log)
        yield Host(name, f"http://127.0.0.1:{port}")


def program_of(name: str) -> str:
    """Where a server's program lies; without it, a skipped test."""
    program, package = {**SERVERS, **CADDY}[name]
    # Debian keeps both where the PATH of a user does not lead.
    path = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
    found = shutil.which(program, path=path)
    if found is None:
        pytest.skip(f"no {program}: install Debian's package {package}")
    return found


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def listening(port: int) -> bool:
    """Whether a program listens on a port of the loopback."""
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0
