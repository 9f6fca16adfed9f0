"""What is seen of a document in which no entry was understood."""

from collections.abc import Sequence

from tressons_ld.catalogue.importer.layout import HeadedPart
from tressons_ld.findings.language import Text, joined
from tressons_ld.findings.messages import sentence

_HEADINGS = sentence("import.headings")
_PARAGRAPHS = sentence("import.paragraphs")
_ITEMS = sentence("import.list-items")
_LINKS = sentence("import.links")
_NOTHING = sentence("import.no-text")


def document_shape(parts: Sequence[HeadedPart]) -> Text:
    """Return how many headings, paragraphs, items and links a document has."""
    lines = [line for part in parts for line in part.body]
    numbers = (
        (_HEADINGS, sum(part.heading is not None for part in parts)),
        (_PARAGRAPHS, sum(line.opens and not line.item for line in lines)),
        (_ITEMS, sum(bool(line.item) for line in lines)),
        (_LINKS, sum(len(line.links) for line in lines)),
    )
    counts = [words.format(n=number) for words, number in numbers if number]
    return joined(counts) if counts else _NOTHING
