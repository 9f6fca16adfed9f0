"""What a publication is made of: the protocol that each kind of output keeps to."""

from tressons_ld.artifacts.artifact import Artifact, File, Fold, Part, PublicationFacts, Stream
from tressons_ld.artifacts.mapped_entry import MappedEntry

__all__ = ["Artifact", "PublicationFacts", "File", "Fold", "MappedEntry", "Part", "Stream"]
