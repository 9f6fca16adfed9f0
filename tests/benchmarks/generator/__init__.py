"""Synthetic catalogue folders of any size, for measuring: deterministic, streamed, in French."""

from .defects import kinds
from .folder import Format, write_folder
from .shared import SharedTables

__all__ = ["Format", "SharedTables", "kinds", "write_folder"]
