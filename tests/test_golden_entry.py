"""Entry 8 is published to the byte as it was when it was last read by eye.

Where a change is meant: publish, read ``public/ressource/programmes-leader-et-ess.*``, copy them
to ``tests/golden/``.
"""

import difflib
from pathlib import Path

import pytest

GOLDEN = Path(__file__).with_name("golden")
NAME = "programmes-leader-et-ess"


@pytest.mark.parametrize("extension", [".ttl", ".jsonld"])
def test_the_entry_is_published_as_it_was_read(published: Path, extension: str) -> None:
    kept = (GOLDEN / f"{NAME}{extension}").read_bytes()
    now = (published / "ressource" / f"{NAME}{extension}").read_bytes()
    lines = (text.decode("utf-8").splitlines() for text in (kept, now))
    assert now == kept, "\n".join(difflib.unified_diff(*lines, "kept", "now", lineterm="", n=1))
