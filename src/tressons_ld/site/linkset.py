"""``linkset.json``: the links of FAIR Signposting of every page of a resource, in one file.

RFC 9264, section 4.2: one object a page, its address the ``anchor``, each relation a list of
targets.
"""

import json
from collections.abc import Iterable

from tressons_ld.artifacts import Stream
from tressons_ld.catalogue.model import Settings
from tressons_ld.catalogue.paths import LINKSET_PATH
from tressons_ld.rdf.formats import LINKSET
from tressons_ld.site.page_paths import uri
from tressons_ld.site.views import HeadLink

MOST_RESOURCES = 10_000
"""Resources up to which there is such a file at first: whoever reads it reads the whole."""

MEDIA_TYPE = LINKSET.media_type
HEAD, TAIL = b'{"linkset": [\n', b"\n]}\n"

_JSON = json.JSONEncoder(ensure_ascii=False)

STREAM = Stream("linkset", LINKSET_PATH, b",\n", after_head=False)


def is_published(settings: Settings, resources: int) -> bool:
    """Return whether the site of a catalogue of some resources has such a file."""
    return resources <= MOST_RESOURCES or settings.grown


def link_context(anchor: str, links: Iterable[HeadLink]) -> str:
    """Return the links of one page.

    Args:
        anchor: address of the page.
        links: of FAIR Signposting.
    """
    targets: dict[str, list[dict[str, str]]] = {}
    for link in links:
        target = {"href": link.href} | ({"type": link.type} if link.type else {})
        targets.setdefault(link.rel, []).append(target)
    return _JSON.encode({"anchor": uri(anchor), **targets})
