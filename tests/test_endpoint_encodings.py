"""Answers are packed as their reader asks (RFC 9110, section 12.5.3)."""

import gzip
import json

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from endpoint_server import FORM, EndpointServer
from tressons_ld.server.sparql_service import packing
from tressons_ld.server.sparql_service.packing import encoding_of

ROWS = "SELECT * { ?s ?p ?o } LIMIT 100"
LARGE = "SELECT * { ?s ?p ?o . ?s ?q ?r } LIMIT 20000"
UNPACKED = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        (None, "identity"),
        ("", "identity"),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("br;q=0, gzip;q=0", "identity"),
        ("gzip;q=0.2, identity;q=0.1", "gzip"),
        ("gzip;q=0.5, identity", "identity"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("x-gzip", "gzip"),
        ("br;q=2", "identity"),
        ("GZIP;Q=1", "gzip"),
    ],
)
def test_the_best_encoding_that_is_taken(header: str | None, encoding: str) -> None:
    assert encoding_of(header) == encoding


def test_without_brotli_gzip_is_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "brotli", None)
    assert (encoding_of("gzip, br"), encoding_of("br"), encoding_of("*")) == (
        *("gzip", "identity", "gzip"),
    )


@given(st.lists(st.binary(max_size=3000)), st.sampled_from(["br", "gzip"]))
def test_what_is_packed_in_pieces_is_whole(pieces: list[bytes], encoding: str) -> None:
    packer = packing.packer(encoding)
    assert packer is not None
    packed = b"".join([*map(packer.pack, pieces), packer.end()])
    assert UNPACKED[encoding](packed) == b"".join(pieces)


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize(
    "path",
    [
        "/sparql?format=turtle",
        "/sparql?format=html",
        "/api/queries/ressources?format=csv",
        "/api/openapi.json",
    ],
)
def test_every_answer_in_words_is_packed(
    endpoint: EndpointServer, path: str, encoding: str
) -> None:
    accept = {"Accept": "text/html" if "html" in path else "*/*"}
    plain = endpoint.request(path, accept)
    packed = endpoint.request(path, {**accept, "Accept-Encoding": encoding})
    assert packed.headers["Content-Encoding"] == encoding
    assert UNPACKED[encoding](packed.body) == plain.body
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_rows_are_packed_from_the_cache_too_and_as_they_stream(
    endpoint: EndpointServer, encoding: str
) -> None:
    for question in (ROWS, LARGE):
        plain = endpoint.ask(question, "text/csv")
        for _ in range(2):
            packed = endpoint.ask(question, "text/csv", Accept_Encoding=encoding)
            assert packed.headers["Content-Encoding"] == encoding
            assert len(packed.body) < len(plain.body) / 2
            assert UNPACKED[encoding](packed.body) == plain.body
    assert packed.headers["Transfer-Encoding"] == "chunked"


def test_a_request_in_brotli_that_unpacks_large_is_refused(endpoint: EndpointServer) -> None:
    compressor = brotli.Compressor(quality=1)
    zeros = bytes(1 << 20)
    bomb = b"".join([*(compressor.process(zeros) for _ in range(300)), compressor.finish()])
    assert len(bomb) < 1 << 20
    assert 400 <= endpoint.post(bomb, FORM, Content_Encoding="br").status < 500
    assert endpoint.ask("ASK {}").json["boolean"] is True


def test_a_small_answer_goes_as_it_is(endpoint: EndpointServer) -> None:
    answer = endpoint.ask("ASK {}", Accept_Encoding="br, gzip")
    assert answer.headers["Content-Encoding"] is None
    assert json.loads(answer.body)["boolean"] is True
