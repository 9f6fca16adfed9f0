"""An item of a list of links -> its title, where it leads, and what is said of it."""

import re
from collections.abc import Sequence

from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.importer.layout import PrintedLink, single_spaced

LINKED = ("title", "landing_page", "page", "description")
"""What an item gives."""

_AROUND = " \t:;,–—-•·>›→()[]|*_"


def linked_cells(source: str, text: str, links: Sequence[PrintedLink]) -> tuple[str, ...] | None:
    """Return what an item of a list says, or None where it leads nowhere.

    The title is what the first link shows, where the item begins with it; else what stands before
    the link.

    Args:
        source: the item as it stands.
        text: its plain text.
        links: those in it.

    >>> link = PrintedLink("Guide", "https://example.org/g", 1)
    >>> linked_cells("[Guide](https://example.org/g) – deux heures", "Guide – deux heures", [link])
    ('Guide', 'https://example.org/g', '', 'deux heures')
    """
    real = [link for link in links if is_url(link.target)]
    if not real:
        return None
    first = real[0]
    before, shown, after = text.partition(first.words or first.target)
    before, after = before.strip(_AROUND), after.strip(_AROUND)
    if not shown:
        before, after = text.strip(_AROUND), ""
    if before:
        title, _, more = before.partition(" : ") if len(before) > _LONGEST else (before, "", "")
        said = single_spaced(f"{more} {after}")
    else:
        title, said = first.words, after
    if first.words and _LEADS_IN.match(source):
        # «Lire : [Guide](address)»: the lead-in is no title.
        title, said = first.words, after
    pages = dict.fromkeys(link.target.replace(";", "%3B") for link in real[1:])
    pages.pop(first.target, None)
    return title, first.target, "; ".join(pages), re.sub(r"^\W*$", "", said)


_LONGEST = 200
_LEADS_IN = re.compile(r"[^\[\]:]{1,30}:\s*\[")
