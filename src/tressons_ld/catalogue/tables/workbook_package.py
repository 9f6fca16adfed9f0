"""The parts of a workbook, each unpacked and parsed within bounds.

An XLSX or ODS workbook is a zip archive of XML parts (ECMA-376 part 2, section 6; OpenDocument 1.3
part 2, section 3): what the archive states of a part is read before it is unpacked, and what is
unpacked never comes to more.
"""

import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Protocol
from xml.parsers import expat

from tressons_ld.findings.errors import FolderError

LARGEST_PART = 256 << 20
"""Bytes of a part, unpacked."""

LARGEST_WORKBOOK = 1 << 30
"""Bytes of all parts that are parsed, unpacked."""

MOST_TAGS = 40_000_000
"""Tags of all parts that are parsed: five million cells come to fewer, and take a minute."""

NOT_A_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises for a file that is not the workbook that its name says."""

_BLOCK = 1 << 16


class Elements(Protocol):
    """What is told of a part as it is parsed; names are local, without their namespace."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""

    def text(self, text: str) -> None:
        """Take some text, or a part of it."""

    def end(self, name: str) -> None:
        """End an element."""


class WorkbookPackage:
    """The parts of a workbook.

    Args:
        path: of the workbook.
        file: what to call it in messages.

    Raises:
        zipfile.BadZipFile: it is no archive, or has two parts of one name.
    """

    def __init__(self, path: Path, file: str) -> None:
        self._file = file
        self._archive = zipfile.ZipFile(path)
        # Names of parts are compared without case (ECMA-376 part 2, section 6.2.2.3).
        self._parts: dict[str, zipfile.ZipInfo] = {}
        for part in self._archive.infolist():
            if self._parts.setdefault(part.filename.lower(), part) is not part:
                # Another program would show the other one.
                self._archive.close()
                raise zipfile.BadZipFile(f"2 × {part.filename}")
        self._sizes: dict[str, int] = {}
        self._tags = 0

    def __enter__(self) -> "WorkbookPackage":
        """Return the package, closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the archive."""
        self._archive.close()

    def __contains__(self, name: str) -> bool:
        """Return whether there is a part of this name."""
        return name.lower() in self._parts

    def parse(self, name: str, elements: Elements) -> None:
        """Parse a part.

        Raises:
            FolderError: it is too large, or those that were parsed are together, or have too many
                tags.
            KeyError: there is none of this name.
            zipfile.BadZipFile: it is damaged, or is not what the archive states.
            ValueError: it declares entities, which a workbook has not.
        """
        part = self._parts[name.lower()]
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotImplementedError(f"compression {part.compress_type}")
        if part.file_size > LARGEST_PART:
            raise FolderError(
                "folder.workbook-unpacks-large",
                file=self._file,
                part=part.filename,
                megabytes=part.file_size >> 20,
                most=LARGEST_PART >> 20,
            )
        self._sizes[part.filename] = part.file_size
        if (size := sum(self._sizes.values())) > LARGEST_WORKBOOK:
            raise FolderError(
                "folder.workbook-unpacks-whole",
                file=self._file,
                megabytes=size >> 20,
                most=LARGEST_WORKBOOK >> 20,
            )
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.EntityDeclHandler = _refuse_entities
        # The names of a part are few: each is cut once.
        local = cache(_local)

        def start(name: str, attributes: dict[str, str]) -> None:
            elements.start(local(name), {local(key): attributes[key] for key in attributes})

        parser.StartElementHandler = start
        parser.EndElementHandler = lambda name: elements.end(local(name))
        parser.CharacterDataHandler = elements.text
        # The archive's reader stops at the size that is stated, and holds the sum against it.
        with self._archive.open(part) as stream:
            while block := stream.read(_BLOCK):
                self._tags += block.count(b"<")
                if self._tags > MOST_TAGS:
                    raise FolderError(
                        "folder.workbook-of-tags",
                        file=self._file,
                        part=part.filename,
                        most=MOST_TAGS // 1_000_000,
                    )
                parser.Parse(block)
        parser.Parse(b"", True)

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part names: id -> the last word of the kind, and the name of the part.

        ECMA-376 part 2, section 6.5: those of ``xl/workbook.xml`` stand in
        ``xl/_rels/workbook.xml.rels``.
        """
        return self._relations(name).parts

    def links(self, name: str) -> dict[str, str]:
        """Return the addresses outside the workbook that a part names, by id."""
        return self._relations(name).links

    def _relations(self, name: str) -> "_Relations":
        folder, _, last = name.rpartition("/")
        found = _Relations(folder)
        self.parse(posixpath.join(folder, "_rels", f"{last}.rels"), found)
        return found


class _Relations:
    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.parts: dict[str, tuple[str, str]] = {}
        self.links: dict[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("TargetMode") == "External":
            self.links[attributes["Id"]] = attributes["Target"]
        elif name == "Relationship":
            target = posixpath.join("/", self._folder, attributes["Target"].replace("\\", "/"))
            kind = attributes["Type"].rpartition("/")[2]
            self.parts[attributes["Id"]] = kind, posixpath.normpath(target).lstrip("/")

    def text(self, text: str) -> None:
        """Take none."""

    def end(self, name: str) -> None:
        """Do nothing."""


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse_entities(name: str, *_: object) -> None:
    raise ValueError(f"XML entity {name[:40]}")
