"""Feeds that somebody else wrote, as they are read."""

from pathlib import Path

from tressons_ld.consumers.rehearsal.feed_reader import FeedReader
from tressons_ld.findings.errors import FeedError

HYDRA = "http://www.w3.org/ns/hydra/core#"
PAGE = b"<a:a> <a:b> 1 .\n"


def problem(start: str | Path, **settings: object) -> str:
    """Return the code of what ends a feed; "" where it is read whole."""
    reader = FeedReader(start, **settings)  # type: ignore[arg-type]
    codes = []
    pages = reader.pages()
    try:
        for _ in pages:
            pass
    except FeedError as error:
        codes.append(error.code)
    return "".join(codes)


def leading_to(address: str) -> str:
    return f"<urn:v> a <{HYDRA}PagedCollection> ; <{HYDRA}nextPage> <{address}> ."
