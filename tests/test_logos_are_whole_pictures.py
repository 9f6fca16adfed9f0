"""A logo is a picture that is whole and has a size."""

import base64
import struct
import zlib
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from house_look import told, with_look
from tressons_ld.catalogue.model import Logo
from tressons_ld.site.logo import is_picture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def png(width: int = 1, height: int = 1) -> bytes:
    """A picture of grey points."""
    rows = zlib.compress(height * (b"\0" + width * b"\x80"))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", rows), (b"IEND", b""))
    signature = b"\x89PNG\r\n\x1a\n"
    return signature + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


# A picture of each kind, of three points by two.
PICTURES = {
    "a.png": png(3, 2),
    "a.jpg": base64.b64decode(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAKBueIx4ZKCMgoy0qqC+8P//8Nzc8P//////////////////"
        "////////////////////////////////////////wAALCAACAAMBAREA/8QAFAABAAAAAAAAAAAAAAAA"
        "AAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z"
    ),
    "a.webp": base64.b64decode("UklGRhwAAABXRUJQVlA4TA8AAAAvAkAAAAcQRY7+ByKi/wEA"),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_whole_picture_is_a_logo(folder: Path, name: str) -> None:
    with_look(folder, f'\n[site]\nlogo = "{name}"\n')
    (folder / "templates" / name).write_bytes(PICTURES[name])
    assert not told(folder)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_was_cut_anywhere_is_none(name: str) -> None:
    content = PICTURES[name]
    assert is_picture(Logo(name, content))
    whole = [size for size in range(len(content)) if is_picture(Logo(name, content[:size]))]
    assert whole == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\x89PNG\r\n\x1a\n", png().replace(b"IHDR", b"iHDR"), png(0), png(1, 0)],
    ids=["nothing", "signature", "no header", "no width", "no height"],
)
def test_a_picture_without_a_size_is_told_at_its_setting(folder: Path, content: bytes) -> None:
    with_look(folder, '\n[site]\nlogo = "a.png"\n')
    (folder / "templates" / "a.png").write_bytes(content)
    (finding,) = told(folder)
    assert (finding.code, finding.value) == ("look.logo-no-picture", "a.png")
