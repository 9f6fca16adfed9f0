"""The journal of a publication: what belongs together, noted while it is put in its place.

It is there while that lasts, and after a power cut or a kill between two of the steps.
"""

import json
from pathlib import Path
from typing import NamedTuple

from tressons_ld.files.regular_file import LONGEST_LINE, regular_file

JOURNAL = "data/.publication.json"
"""Its path in a catalogue folder."""


class Journal(NamedTuple):
    """What is put in its place.

    Attributes:
        output: path of the published folder, from that of the catalogue.
        lock_file: name of the lock file that belongs to it, in its folder.
        digest: of the text of that lock file.
        is_new: whether it has to take the place of the old one.
    """

    output: str
    lock_file: str
    digest: str
    is_new: bool

    def __str__(self) -> str:
        """Return it as it is written: a line of JSON."""
        return json.dumps(self._asdict()) + "\n"


def is_interrupted(folder: Path) -> bool:
    """Return whether a publication of a catalogue folder is under way, or was interrupted."""
    return (folder / JOURNAL).exists()


def read_journal(folder: Path) -> Journal:
    """Return the journal of a catalogue folder.

    Raises:
        OSError: it cannot be read.
        ValueError: it is none, and so may be a RecursionError.
        TypeError: it says something else.
    """
    return Journal(**json.loads(regular_file(folder / JOURNAL, LONGEST_LINE).read_text("utf-8")))
