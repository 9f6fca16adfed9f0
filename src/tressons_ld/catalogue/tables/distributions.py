"""The files of a resource, and what each is called."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice, repeat, zip_longest
from typing import Any
from urllib.parse import unquote

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.datatypes import SIZE
from tressons_ld.catalogue.columns.ids import short_digest, slug
from tressons_ld.catalogue.columns.separators import SEPARATOR
from tressons_ld.catalogue.columns.url_syntax import page_key
from tressons_ld.catalogue.model import Distribution, Row
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.messages import sentence


def distributions(
    columns: Sequence[Column],
    values: dict[str, Any],
    row: Row,
    problems: list[Finding],
    rows: Sequence[Row] = (),
) -> tuple[Distribution, ...]:
    """Return the files of an entry: what its columns tell of each, by its position.

    Args:
        columns: those that tell of files; the first of them says how many there are.
        values: the fields of the entry; those of its files are taken out.
        row: where the entry stands.
        problems: what is wrong with the files is added here.
        rows: where each file stands, as far as that is not the row of the entry.
    """
    page = None if columns[0].path in values else values.get("landing_page")
    files = file_values(columns, values, page, row, problems)
    attributes = [column.attribute for column in columns]
    return tuple(
        Distribution(name=name, page=page, row=place, **dict(zip(attributes, file, strict=True)))
        for name, place, file in zip(
            distribution_names([file[0] or page for file in files]),
            chain(rows, repeat(row)),
            files,
            strict=False,
        )
        if file[0] is not None or (page and any(told is not None for told in file))
    )


def file_values(
    columns: Sequence[Column],
    values: dict[str, Any],
    page: str | None,
    row: Row,
    problems: list[Finding],
) -> list[tuple[Any, ...]]:
    """Return what a row tells of each file: a value of each column, or None.

    Of an entry that has a page and no file, they tell of what the page gives access to: DCAT wants
    the address of such a page for that of a distribution
    (https://www.w3.org/TR/vocab-dcat-3/#Property:distribution_access_url).

    Args:
        columns: those that tell of files; the first of them says how many there are.
        values: the fields of the row; those of files are taken out.
        page: the page of an entry without files.
        row: where the row stands.
        problems: what is wrong with the files is added here.
    """
    if not columns:
        return []
    given = [values.pop(column.path, ()) for column in columns]
    number = max(map(len, given)) if page else len(given[0])
    if page:
        # One format or licence is that of all that the page gives; a size is that of one file.
        given = [
            told * number if len(told) == 1 and column.datatype is not SIZE else told
            for column, told in zip(columns, given, strict=True)
        ]
    for column, told in zip(columns, given, strict=True):
        if not problems and len(told) in (0, number):
            continue
        place = row.at(column.name)
        if not page and (parts := _separated(problems, place)):
            # Where they are as many as the addresses, the other sign is all that is wrong.
            told = (None,) * len(parts)
        if told and len(told) != number:
            problems[:] = [each for each in problems if not _is_at(each, place)]
            problems.append(
                finding(
                    f"table.distribution-{'page' if page else 'count' if number else 'nowhere'}",
                    place,
                    mends=() if page or number != 1 else parts,
                    count=len(told),
                    expected=number,
                )
            )
    return list(islice(zip_longest(*given), number))


def _is_at(found: Finding, place: Location) -> bool:
    return found.code == SEPARATOR and found.location == place


def _separated(problems: Sequence[Finding], place: Location) -> list[str]:
    """Return the values that were found in a cell where another sign than « ; » parts them."""
    mends = (each.mends[0] for each in problems if _is_at(each, place))
    return [part for mend in mends for part in mend.split("; ")]


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
        f"{name}-{short_digest(url)}" if url and name in shared else name
        for name, url in zip(names, urls, strict=True)
    ]
    return [
        f"{name}-{before + 1}" if (before := told[:place].count(name)) else name
        for place, name in enumerate(told)
    ]


def page_is_file(page: str | None, files: Sequence[Distribution], row: Row) -> Iterator[Finding]:
    """Yield a finding where a resource has one address for its page and for a file.

    It stands at the cell that is to be emptied: the page's where the address ends like a file's.
    """
    if page is None:
        return
    address = page.partition("#")[0]
    for file in files:
        if file.download_url and page_key(file.download_url) == page_key(page):
            is_file = file.format not in (None, "HTML", "XHTML") or _FILE_ENDING.search(address)
            column, other, kind = "landing_page", "download_url", sentence("table.of-a-file")
            place = row.at(column)
            if not is_file:
                column, other, kind = other, column, sentence("table.of-a-page")
                place = file.row.at(column)
            yield finding("table.page-is-file", place, page, column=column, other=other, kind=kind)
            return


_FILE_ENDING = re.compile(
    r"//[^/]+/[^?#]*\.(?!(?:html?|php|aspx?|jsp|cfm|do)$)[a-z][a-z0-9]{1,4}$", re.IGNORECASE
)


def _file_name(url: str) -> str:
    """Return the last segment of an address with its query, or its host, as an id."""
    return slug(unquote(url.partition("#")[0].rstrip("/").rpartition("/")[2])) or "fichier"
