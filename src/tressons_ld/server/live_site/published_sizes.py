"""The files that a description of the data names, with their sizes."""

from collections.abc import Iterator

from tressons_ld.rdf.vocabularies import DCAT


def published_sizes(turtle: bytes) -> Iterator[tuple[str, int]]:
    """Yield address and size in bytes of each file that a description gives both of.

    What is no Turtle has none.
    """
    from pyoxigraph import RdfFormat, parse

    addresses, sizes = dict[str, str](), dict[str, int]()
    try:
        for quad in parse(turtle, format=RdfFormat.TURTLE):
            subject, value = str(quad.subject), getattr(quad.object, "value", "")
            if str(quad.predicate) == DCAT.downloadURL:
                addresses[subject] = value
            elif str(quad.predicate) == DCAT.byteSize and value.isdecimal():
                sizes[subject] = int(value)
    except (SyntaxError, ValueError):
        return
    for subject, address in addresses.items():
        if subject in sizes:
            yield address, sizes[subject]
