"""What is seen of a document in which no entry was understood."""

from collections.abc import Sequence

from tressons_ld.catalogue.importer.layout import HeadedPart
from tressons_ld.findings.language import Text, counted, joined
from tressons_ld.findings.messages import sentence

_NOUNS = (
    (sentence("import.heading"), sentence("import.headings")),
    (sentence("import.paragraph"), sentence("import.paragraphs")),
    (sentence("import.list-item"), sentence("import.list-items")),
    (sentence("import.link"), sentence("import.links")),
)
_NOTHING = sentence("import.no-text")


def document_shape(parts: Sequence[HeadedPart]) -> Text:
    """Return how many headings, paragraphs, items and links a document has."""
    lines = [line for part in parts for line in part.body]
    numbers = (
        sum(part.heading is not None for part in parts),
        sum(line.opens and not line.item for line in lines),
        sum(bool(line.item) for line in lines),
        sum(len(line.links) for line in lines),
    )
    told = [counted(n, *nouns) for n, nouns in zip(numbers, _NOUNS, strict=True) if n]
    if not told:
        return _NOTHING
    return joined(told)
