"""The dumps of a publication, held against what its manifest knows of them."""

from __future__ import annotations

import hashlib
import json
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from tressons_ld.catalogue.paths import dump_path
from tressons_ld.files.regular_file import LONGEST_LINE, regular_file
from tressons_ld.findings.errors import FolderError, reason_of
from tressons_ld.rdf.formats import N_QUADS
from tressons_ld.sparql.engine import files_of, opened_file


def refuse_altered_dumps(public: Path, manifest: str) -> None:
    """Refuse dumps that are not what was published: what they lack would miss in answers.

    One that was packed since is read unpacked. Without a manifest nothing is known of them.

    Args:
        public: the published folder.
        manifest: name of its manifest.

    Raises:
        FolderError: a dump is missing, was cut, damaged or edited; or there is none.
    """
    published: dict[str, str] = {}
    with (
        suppress(OSError, ValueError, KeyError, TypeError),
        regular_file(public / manifest).open("rb") as file,
    ):
        published = dict(json.loads(file.readline(LONGEST_LINE))["sha512"])
    statements, named = files_of(public, True)
    if named is None and (quads := dump_path(N_QUADS)) in published:
        named = public / quads
    for path in filter(None, (statements, named)):
        expected = published.get(path.name.removesuffix(".gz"))
        if expected and _sha512(path) != expected:
            raise FolderError("folder.not-as-published", path=path)


def _sha512(path: Path) -> str:
    """Return the digest of a dump, unpacked; empty where there is none.

    Raises:
        FolderError: it cannot be read.
    """
    try:
        with opened_file(regular_file(path)) as file:
            return hashlib.file_digest(cast(Any, file), "sha512").hexdigest()
    except FileNotFoundError:
        return ""
    except (OSError, EOFError, zlib.error) as error:
        raise FolderError("folder.not-rdf", path=path, place="", reason=reason_of(error)) from None
