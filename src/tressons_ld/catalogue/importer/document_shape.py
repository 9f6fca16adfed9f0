"""What is seen of a document in which no entry was understood."""

from collections.abc import Sequence

from tressons_ld.catalogue.importer.layout import HeadedPart
from tressons_ld.findings.language import Text, counted

_NOUNS = (
    (Text("titre", "heading"), Text("titres", "headings")),
    (Text("paragraphe", "paragraph"), Text("paragraphes", "paragraphs")),
    (Text("élément de liste", "item of a list"), Text("éléments de liste", "items of lists")),
    (Text("lien", "link"), Text("liens", "links")),
)
_NOTHING = Text("aucun texte", "no text")


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
    return Text(", ".join(one.fr for one in told), ", ".join(one.en for one in told))
