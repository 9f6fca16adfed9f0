"""RIS: a reference as tagged lines.

::

    TY  - RPRT
    TI  - Étude
    AU  - Avise
    PY  - 2019
    …
    ER  -

Specification: RIS Format Specifications, Research Information Systems, 2001.
"""

from collections.abc import Iterator

from tressons_ld.consumers.reference_managers.reference import Reference, on_one_line

_END = "\r\n"


def ris(reference: Reference) -> str:
    """Return the lines of a reference, with the empty one after it."""
    lines = [f"{tag}  - {on_one_line(value)}{_END}" for tag, value in _tags(reference)]
    return f"{''.join(lines)}ER  - {_END}{_END}"


def _tags(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", reference.type.ris
    yield "ID", reference.id
    yield "TI", reference.title
    for name in reference.authors:
        yield "AU", name
    year, *rest = (reference.issued or "").split("-")
    if year:
        yield "PY", year
    if rest:
        # Year, month, day and other information, with all of the slashes.
        month, day = (*rest, "")[:2]
        yield "DA", f"{year}/{month}/{day}/"
    if reference.genre:
        yield "M3", reference.genre
    if reference.publisher:
        yield "PB", reference.publisher
    if reference.doi:
        yield "DO", reference.doi
    if number := reference.isbn or reference.issn:
        yield "SN", number
    yield "LA", reference.language
    yield "UR", reference.address
