"""A published site on the loopback, to be looked at before it is uploaded."""

import os
import shutil
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from tressons_ld.findings.errors import OutputError, reason_of
from tressons_ld.server.static_site import StaticSite, every_header

LOOPBACK = "127.0.0.1"


class Preview(ThreadingHTTPServer):
    """Serves a site to this machine alone.

    Attributes:
        address: of its home page.
    """

    daemon_threads = True

    def __init__(self, site: StaticSite, port: int) -> None:
        """Listen on a port; 0 is any that is free.

        Raises:
            OutputError: the port is taken, or not for this user.
        """
        self._site = site
        try:
            super().__init__((LOOPBACK, port), _Handler)
        except OSError as error:
            reason = reason_of(error)
            raise OutputError("output.port", port=port, other=port + 1, reason=reason) from error
        self.address = f"http://{LOOPBACK}:{self.server_port}{site.site.root}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say what failed; a reader who went away before the end is no failure."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    @property
    def site(self) -> StaticSite:
        """What is served."""
        return self._site


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Preview

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        accept = self.headers.get_all("Accept")
        try:
            answer = self.server.site.answer(self.path, ", ".join(accept) if accept else None)
            file = answer.file.open("rb") if answer.file else None
        except OSError:
            # A publication takes the place of the one before.
            self.send_error(503)
            return
        with file or BytesIO(answer.body) as body:
            # Of the file that is open: another one may lie there by now.
            size = os.fstat(body.fileno()).st_size if body is file else len(answer.body)
            self.send_response(answer.status)
            for name, value in every_header(answer).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(size))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            if with_body:
                shutil.copyfileobj(body, self.wfile)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of each request."""
