"""What a publication is made of: the protocol that each kind of output keeps to."""

from tressons_ld.artifacts.artifact import Artifact, Facts, File, Fold, Part, Stream
from tressons_ld.artifacts.entry import MappedEntry

__all__ = ["Artifact", "Facts", "File", "Fold", "MappedEntry", "Part", "Stream"]
