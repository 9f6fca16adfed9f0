"""How each consumer fetches a feed.

The habits of data.gouv.fr are those of udata 17.18.0, harvest/backends/dcat.py:104-146 and
harvest/backends/base.py:152-165.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Habits:
    """How a consumer fetches.

    Attributes:
        consumer: the name it goes by in messages.
        decoding: ``requests``: ``text/*`` without charset is ISO-8859-1, other types are guessed;
            ``utf-8``: always UTF-8.
        redirects: whether it follows redirects.
        stores: whether it writes each page again to keep it, and cannot where an IRI is broken.
        keeps: whether a value or a file that the feed no longer gives stays, and an item that it
            no longer has is archived; otherwise they go.
        at_once: whether nothing arrives unless the last page was read.
    """

    consumer: str
    decoding: Literal["requests", "utf-8"]
    redirects: bool
    stores: bool
    keeps: bool = False
    at_once: bool = False


DATA_GOUV = Habits("data.gouv.fr", decoding="requests", redirects=False, stores=True, keeps=True)
# ckanext-dcat 2.4.4, harvesters/base.py, _get_content_and_type; harvesters/rdf.py:161-252.
CKAN = Habits("CKAN", decoding="utf-8", redirects=True, stores=False, at_once=True)
# piveau-consus-importing-rdf: Apache Jena reads the bytes of each page.
EUROPE = Habits("data.europa.eu", decoding="utf-8", redirects=True, stores=False)
