"""A server of a test, which answers on this machine while it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import HTTPServer
from threading import Thread


@contextmanager
def answering(server: HTTPServer, scheme: str = "http") -> Iterator[str]:
    """Let a server answer in a thread; give its address without a slash at the end."""
    with server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"{scheme}://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
