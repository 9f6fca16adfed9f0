"""Texts as data.gouv.fr keeps them: nothing in them may be taken for something else.

udata stores a description as Markdown, unless an HTML tag stands in it: then the whole of it goes
through a converter that drops what it does not know (udata 17.18.0, rdf.py:309-333). A Markdown
autolink ``<https://…>`` looks like such a tag and disappears.
"""

import re
from html.parser import HTMLParser
from typing import Any

from tressons_ld.findings.language import COLON
from tressons_ld.findings.messages import sentence

_AUTOLINK = re.compile(r"<((?:https?|mailto):[^\s<>]+)>")
_MAIL = re.compile(r"<([^\s<>@/]+@[^\s<>@/]+\.[^\s<>@/]+)>")
_TAG_BEGINS = re.compile(r"<(?=[A-Za-z/!?])")
_RIGHTS = sentence("datagouv.rights-heading")
_YEAR = sentence("datagouv.year-heading")
_MONTH = sentence("datagouv.month-heading")
_DAY = sentence("datagouv.date-heading")


def description(words: str, issued: str | None, language: str, rights: str | None = None) -> str:
    r"""Return a description that arrives whole.

    Autolinks become links with a text, other tags are written so that they are read and not
    obeyed. A date known to the month or the year, which the harvester would take for a day, is said
    in a paragraph of its own: « Année : 2020 »; so are rights that it would take for a licence.

    >>> description("Voir <https://www.example.net/a>.", "2020", "fr")
    'Voir [https://www.example.net/a](https://www.example.net/a).\n\nAnnée : 2020'
    """
    colon = COLON.in_language(language)
    if rights:
        words = f"{words}\n\n{_RIGHTS.in_language(language)}{colon}{rights}".strip()
    said = _AUTOLINK.sub(_as_link, words)
    said = _MAIL.sub(r"[\1](mailto:\1)", said)
    if has_tags(said):
        said = _TAG_BEGINS.sub("&lt;", said)
    if issued and not is_day(issued):
        name = (_YEAR, _MONTH, _DAY)[issued.count("-")].in_language(language)
        said = f"{said}\n\n{name}{colon}{issued}" if said else f"{name}{colon}{issued}"
    return said


def _as_link(match: re.Match[str]) -> str:
    # A bracket that closes the link too soon is written as the address may have it.
    address = match[1].replace("(", "%28").replace(")", "%29")
    return f"[{match[1]}]({address})"


def is_day(date: str | None) -> bool:
    """Return whether a date is a day that a harvester can hold: of the years 1000 to 2999."""
    return date is not None and len(date) == 10 and "1" <= date[0] <= "2"


class _Tags(HTMLParser):
    found = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        """Note a tag."""
        self.found = True

    def handle_endtag(self, tag: str) -> None:
        """Note a tag."""
        self.found = True


def has_tags(words: str) -> bool:
    """Return whether a reader of HTML sees a tag in a text, as udata looks for one.

    >>> has_tags("1 < 2"), has_tags("voir <https://example.org>"), has_tags("a</b>")
    (False, True, True)
    """
    parser = _Tags()
    parser.feed(words)
    return parser.found
