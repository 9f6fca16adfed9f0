"""What a figure shows, in a sentence that names the greatest of its numbers."""

from collections.abc import Sequence

from tressons_ld.site.interface_texts import Texts
from tressons_ld.site.views import Caption, LangString

_PLACE = "{label}"


def caption(
    texts: Texts, area: str, key: str, label: Sequence[LangString], **values: object
) -> Caption:
    """Return a sentence of the texts, parted where it has ``{label}``.

    Args:
        texts: the words of the language of the page.
        area: of the sentence.
        key: of the sentence.
        label: what the number is of.
        values: what else is filled in.
    """
    before, place, after = texts.words[area][key].partition(_PLACE)
    shown = tuple(each for each in label if each.text) if place else ()
    return Caption(before.format(**values), shown, after.format(**values))
