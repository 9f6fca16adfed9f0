"""`preview` shows the site on this machine; what it cannot do is a sentence."""

import socket
import struct
from pathlib import Path
from threading import Thread

import pytest

from catalogue_folder import copy_of_atelier
from child_processes import started, wait_until
from command_line import command, tressons_ld
from identity_folder import published
from tressons_ld.server.preview import Preview
from tressons_ld.server.static_site import StaticSite
from tressons_ld.site.hosts.http_rules import Site
from web_servers import Host, free_port, listening


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("preview") / "atelier")


@pytest.mark.slow
def test_the_address_that_it_tells_answers_until_it_is_ended(folder: Path) -> None:
    port = free_port()
    with started(command("preview", "--port", str(port)), cwd=folder) as process:
        wait_until(lambda: listening(port), process)
        host = Host("preview", f"http://127.0.0.1:{port}")
        answer = host.request("/atelier/ressource/guide-du-velo", {"Accept": "text/turtle"})
        assert answer.headers["Location"] == "/atelier/ressource/guide-du-velo.ttl"
        process.terminate()
        process.wait()


def test_a_port_that_is_taken_is_told_with_another_one(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = tressons_ld("preview", "--port", str(port), folder=folder)
    assert done.returncode == 1
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_reader_who_goes_away_is_no_failure(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    address = "https://www.example.net/atelier/"
    site = StaticSite(folder / "public", Site(address, address, in_folders=False))
    with Preview(site, 0) as preview:
        preview.daemon_threads = False
        thread = Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        for _ in range(3):
            with socket.create_connection(preview.server_address) as reader:
                # The connection is reset as it is closed.
                reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                reader.sendall(100 * b"GET /atelier/catalogue.nt HTTP/1.1\r\nHost: a\r\n\r\n")
                reader.recv(1)
        preview.shutdown()
        thread.join()
    assert capfd.readouterr().err == ""


def test_a_question_mark_that_is_encoded_begins_no_query(folder: Path) -> None:
    address = "https://www.example.net/atelier/"
    site = StaticSite(folder / "public", Site(address, address, in_folders=False))
    assert site.answer("/atelier/index.html?a", None).status == 200
    assert site.answer("/atelier/index.html%3Fa", None).status == 404


def test_without_a_publication_it_says_what_makes_one(tmp_path: Path) -> None:
    done = tressons_ld("preview", folder=copy_of_atelier(tmp_path / "atelier"))
    assert done.returncode == 1
    assert "tressons-ld publish" in done.stderr


def test_what_a_later_publication_retires_is_told_without_a_new_start(tmp_path: Path) -> None:
    address = "https://www.example.net/"
    site = StaticSite(tmp_path, Site(address, address, in_folders=False))
    rules = tmp_path / "_redirects"
    rules.write_text("/ressource/a /ressource/b 301\n", "utf-8")
    assert site.answer("/ressource/a", None).status == 301
    rules.write_text("/ressource/a /ressource/b 301\n/ressource/c /c.html 410\n", "utf-8")
    assert site.answer("/ressource/c", None).status == 410
    rules.unlink()
    assert site.answer("/ressource/a", None).status == 404
