"""The files of a resource, and what each is called."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any
from urllib.parse import unquote

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.ids import slug
from tressons_ld.catalogue.model import Distribution, Row
from tressons_ld.findings.finding import Finding, finding


def distributions(
    columns: Sequence[Column], values: dict[str, Any], row: Row, problems: list[Finding]
) -> tuple[Distribution, ...]:
    """Return the files of an entry: what its columns tell of each, by its position.

    Args:
        columns: those that tell of files; the first of them says how many there are.
        values: the fields of the entry; those of its files are taken out.
        row: where the entry stands.
        problems: what is wrong with the files is added here.
    """
    given = [values.pop(column.path, ()) for column in columns]
    urls = given[0]
    for column, told in zip(columns, given, strict=True):
        if told and len(told) != len(urls):
            place = row.at(column.name)
            problems.append(
                finding("table.distribution-count", place, count=len(told), expected=len(urls))
            )
    attributes = [column.attribute for column in columns]
    return tuple(
        Distribution(name=name, **dict(zip(attributes, file, strict=True)))
        for name, url, file in zip(
            distribution_names(urls), urls, zip_longest(*given), strict=False
        )
        if url is not None
    )


def distribution_names(urls: Sequence[str | None]) -> list[str]:
    """Return the last part of the IRI of each file: from its file name, never from its place.

    So a file keeps its IRI when another one is added, removed or put before it, when its format is
    corrected, and when it moves to another folder or host. Where two files of an entry have one
    file name, a digest of the address tells them apart; where they have one address, a number.

    >>> distribution_names(["https://example.org/2021/Étude.pdf", "https://example.org/?f=12"])
    ['distribution-etude-pdf', 'distribution-f-12']
    """
    names = [f"distribution-{_file_name(url)}" if url else "" for url in urls]
    if len(set(names)) == len(names):
        return names
    shared = {name for name, number in Counter(names).items() if number > 1}
    told = [
        f"{name}-{_short_digest(url)}" if url and name in shared else name
        for name, url in zip(names, urls, strict=True)
    ]
    return [
        f"{name}-{before + 1}" if (before := told[:place].count(name)) else name
        for place, name in enumerate(told)
    ]


def _short_digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def _file_name(url: str) -> str:
    """Return the last segment of an address with its query, or its host, as an id."""
    return slug(unquote(url.partition("#")[0].rstrip("/").rpartition("/")[2])) or "fichier"
