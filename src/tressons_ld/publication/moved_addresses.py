"""Where versions of the tool put what earlier ones published at another address.

What moved so is told once and redirected, and nobody is asked. A version that takes an address of
data away adds its line here.

The documents of resources of a large catalogue lay in folders named by a digest: where they lie now
no address tells, but the rules of web servers (:func:`.http_rules.former_place`).
"""

from collections.abc import Iterable
from typing import NamedTuple

from tressons_ld.rdf.vocabularies import TOOL


class AddressMove(NamedTuple):
    """An address of data that a version of the tool published for the last time.

    Attributes:
        path: of the file under the site.
        place: the path, or the address, of what took its place.
        format: of the manifest of the last version that published it there.
    """

    path: str
    place: str
    format: int


MOVES = (
    # The tool's own names became the tool's, in every catalogue.
    AddressMove("exemple.ttl", f"{TOOL}exemple.ttl", 5),
    AddressMove("formes.ttl", f"{TOOL}formes.ttl", 5),
    AddressMove("ontologie.jsonld", f"{TOOL}ontologie.jsonld", 5),
    AddressMove("ontologie.ttl", f"{TOOL}ontologie.ttl", 5),
    AddressMove("profil.jsonld", f"{TOOL}profil.jsonld", 5),
    AddressMove("profil.ttl", f"{TOOL}profil.ttl", 5),
)
"""All moves so far."""


def places(format: int, moves: Iterable[AddressMove] = MOVES) -> dict[str, str]:
    """Return what moved since a version, by its path: the path or address of its new place.

    Args:
        format: of the manifests that that version wrote.
        moves: all moves.
    """
    return {move.path: move.place for move in moves if move.format >= format}
