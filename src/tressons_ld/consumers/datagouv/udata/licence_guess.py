"""Which licence udata makes of what a feed says (udata 17.18.0, core/dataset/models.py:264-361)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from tressons_ld.consumers.datagouv import addresses
from tressons_ld.consumers.datagouv.licences import PlatformLicence, licences
from tressons_ld.consumers.datagouv.udata.texts import slug

NOT_SPECIFIED: Final = "notspecified"
FARTHEST: Final = 2
"""Characters that may differ (core/dataset/constants.py:211)."""

_ADDRESS = re.compile(r"https?://\S+")


def guess(texts: Iterable[str]) -> str | None:
    """Return the id of the first licence that one of the texts names, or None.

    Of each text its first web address is tried, then the rest.

    >>> guess(["https://www.etalab.gouv.fr/licence-ouverte-open-licence"]), guess(["CC BY"])
    ('lov2', None)
    """
    for text in texts:
        for part in _parts(text):
            found = _guess(part)
            if found is not None:
                return found
    return None


def _parts(text: str) -> tuple[str, ...]:
    found = _ADDRESS.search(text.rstrip("."))
    if found is None:
        return (text,)
    return found.group(), text.replace(found.group(), "").strip()


@cache
def _slug(licence: PlatformLicence) -> str:
    return slug(licence.title, lower=True)


@cache
def _guess(text: str) -> str | None:
    if not text:
        return None
    text = text.strip().lower()
    wanted = slug(text, lower=True)
    for one in licences():
        urls = (one.url, *one.urls)
        if one.id == text or _slug(one) == wanted or text in (url.lower() for url in urls if url):
            return one.id
    return _by_address(text) or _by_likeness(text, wanted)


def _by_address(text: str) -> str | None:
    """Return the licence whose address holds this one without scheme and trailing slash."""
    if addresses.refusal(text) is not None:
        return None
    parts = urlsplit(text)
    query = f"{parts.netloc}{parts.path.rstrip('/')}"
    for one in licences():
        if query in one.url.lower() or any(query in url for url in one.urls):
            return one.id
    return None


def _by_likeness(text: str, wanted: str) -> str | None:
    """Return the one licence a few characters away: by slug, then title, then other titles."""
    slugs = [one.id for one in licences() if _near(_slug(one), wanted)]
    if len(slugs) == 1:
        return slugs[0]
    titles = [one.id for one in licences() if _near(one.title.lower(), text)]
    if len(titles) == 1:
        return titles[0]
    others = {
        one.id
        for one in licences()
        for title in one.titles
        if _near(slug(title, lower=True), wanted)
    }
    return others.pop() if len(others) == 1 else None


def _near(one: str, other: str) -> bool:
    """Return whether two texts are at most :data:`FARTHEST` insertions and the like apart."""
    if abs(len(one) - len(other)) > FARTHEST:
        return False
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, start=1):
        before, row[0] = row[0], number
        for place, right in enumerate(other, start=1):
            cost = before + (left != right)
            before = row[place]
            row[place] = min(row[place] + 1, row[place - 1] + 1, cost)
    return row[-1] <= FARTHEST
