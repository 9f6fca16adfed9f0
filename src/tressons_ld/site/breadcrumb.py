"""The JSON-LD block of a page: what it says of its thing, and the way to it from the home page."""

from collections.abc import Sequence
from functools import lru_cache
from urllib.parse import urljoin

from tressons_ld.consumers.web_page import compact, element
from tressons_ld.rdf.vocabularies import SCHEMA
from tressons_ld.site.views import Link

_absolute = lru_cache(1_000)(urljoin)


def page_block(data: str, address: str, way: Sequence[Link]) -> str:
    """Return the element; empty where there is nothing to say.

    Args:
        data: the JSON-LD of the thing that the page is about; empty where it is about none.
        address: of the page.
        way: the links to it, the last one itself; empty on the home page.
    """
    objects = [each for each in (data, _breadcrumb(address, way) if way else "") if each]
    if not objects:
        return ""
    return element(objects[0] if len(objects) == 1 else "[" + ",\n".join(objects) + "]")


def _breadcrumb(address: str, way: Sequence[Link]) -> str:
    """Return the list; its last item is the page itself, which needs no address."""
    *before, last = way
    folder = address.rpartition("/")[0] + "/"
    places = [
        {"name": each.words.text, "item": _absolute(folder, each.href)}
        for each in before
        if each.href
    ]
    return compact(
        {
            "@context": {"@vocab": SCHEMA.namespace, "item": {"@type": "@id"}},
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": number, **place}
                for number, place in enumerate([*places, {"name": last.words.text}], 1)
            ],
        }
    )
