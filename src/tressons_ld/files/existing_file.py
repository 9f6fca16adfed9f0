"""A file that others keep: written anew whole or not at all, with the same rights."""

import os
import shutil
import tempfile
from pathlib import Path

from tressons_ld.files.output import share_as_usual

_ANY_WRITE = 0o222


def is_read_only(path: Path) -> bool:
    """Return whether a file is not to be written: by its rights, even where root could."""
    return not (path.stat().st_mode & _ANY_WRITE) or not os.access(path, os.W_OK)


def rewrite(path: Path, content: bytes) -> None:
    """Put other content in a file, or make it; where a link leads to it, the link stays.

    Raises:
        OSError: it cannot be written; it is then as it was.
    """
    target = path.resolve()
    descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.new-", dir=target.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
        if target.exists():
            shutil.copymode(target, new)
        else:
            share_as_usual(new)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
