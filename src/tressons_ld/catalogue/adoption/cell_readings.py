"""How the texts of a column are read as the values of a column of ours, and what that changes."""

import re
import unicodedata
from enum import Enum
from functools import cache
from html.parser import HTMLParser
from typing import NamedTuple

from tressons_ld.catalogue.columns.absences import Holds, code_of_absence
from tressons_ld.catalogue.columns.cell_texts import LONGEST_TEXT, unpublishable_character
from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.datatypes import DATES
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.url_syntax import INVISIBLE
from tressons_ld.findings.finding import Finding, Location, Severity


class How(Enum):
    """What became of a value."""

    KEPT = "as it stands"
    REWRITTEN = "in its one meaning, written anew"
    GUESSED = "in its likeliest meaning"
    REFUSED = "not carried: it is no such value"
    NO_ROW = "not carried: it names no row of the table"
    ITSELF = "not carried: it names its own row"
    AS_ISSUED = "no day, but a year or a month, and carried as the date of publication"
    AS_RIGHTS = "no licence, but a statement of rights, and carried as that"
    AS_LICENCE = "a licence in a column of rights, and carried as that"
    ABSENT = "a word that stands for nothing"


class Reading(NamedTuple):
    """A value as it is to be written; empty where there is none."""

    text: str
    how: How


class _NoPlace:
    """The place of a value that stands in no table of ours."""

    def at(self, column: str, /) -> Location:
        """Return the column."""
        return Location("", column=column)


class ValueReader:
    """Reads the values of one column that takes no name of a thing: dates, addresses, codes.

    A value is read by the parser that ``check`` reads it with; what that refuses is what it offers,
    where it offers one mend only.
    """

    def __init__(self, column: Column, references: References) -> None:
        """Read nothing yet.

        Args:
            column: the column.
            references: the codes that it may hold.
        """
        self._name = column.name
        self._datatype = column.datatype
        self._language = references.language
        self._parse = column.datatype.parser(references)
        self._read: dict[str, Reading] = {}

    def read(self, text: str) -> Reading:
        """Return the value of a text, which is not empty."""
        known = self._read.get(text)
        if known is None:
            known = self._read[text] = self._reading(text)
        return known

    def _reading(self, text: str) -> Reading:
        if self._parse is None:
            return Reading(text, How.KEPT)
        if self._datatype in DATES and "<" in text:
            told = _TIME_ELEMENT.search(text)
            text = told[1] if told else without_tags(text) or text
        problems: list[Finding] = []
        value = self._parse(text, _NoPlace(), self._name, problems)
        if value is not None and not _is_refused(problems):
            written = self._written(value)
            named = [each for each in problems if each.code == "reference.one-language"]
            if any(self._language in each.mends for each in named):
                written = self._language
            one = bool(named)
            how = How.GUESSED if one else How.KEPT if written == text else How.REWRITTEN
            return Reading(written, how)
        if code_of_absence(text, Holds.VALUES) is not None:
            return Reading("", How.ABSENT)
        mends = tuple(dict.fromkeys(mend for each in problems for mend in each.mends))
        if len(mends) == 1 and (self._datatype not in DATES or _says_year(text, mends[0])):
            wrong: list[Finding] = []
            value = self._parse(mends[0], _NoPlace(), self._name, wrong)
            if value is not None and not _is_refused(wrong):
                return Reading(self._written(value), How.GUESSED)
        return Reading("", How.REFUSED)

    def _written(self, value: object) -> str:
        return str(value)


def _says_year(text: str, date: str) -> bool:
    """Return whether a text holds the year of a date, or is the number of a day."""
    return date[:4] in text or text.replace(".", "").replace(",", "").isdigit()


def _is_refused(problems: list[Finding]) -> bool:
    return any(each.severity is Severity.VIOLATION for each in problems)


_TIME_ELEMENT = re.compile(r"""<time\b[^<>]*\bdatetime=["']([^"'<>]+)["']""")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]{2,8}|#[0-9]{1,6});")
_BLOCKS = frozenset(
    ["p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6"]
)
_UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class CleanText(NamedTuple):
    """A text that can be published, and what was taken out of it."""

    text: str
    html: bool = False
    characters: bool = False


_ADDRESS_BEHIND = re.compile(r"\s*\((?:https?://)[^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)")


def without_address(text: str) -> str:
    """Return a text without the addresses that a program put in parentheses behind its words.

    >>> without_address("Radioprotection (https://example.org/a?b=1)")
    'Radioprotection'
    """
    return _ADDRESS_BEHIND.sub("", text) if "(http" in text else text


def clean_text(text: str, *, paragraphs: bool) -> CleanText:
    r"""Return a text without tags of HTML and without characters that cannot be published.

    Args:
        text: as it stands.
        paragraphs: whether it may hold several lines.

    >>> clean_text("<p>La <b>hauteur</b> libre.</p><p>Et&nbsp;plus</p>", paragraphs=True).text
    'La hauteur libre.\n\nEt plus'
    """
    html = _TAG.search(text) is not None
    clean = without_tags(text) if html else text
    whole = unpublishable_character(clean) is None
    if not whole or INVISIBLE.search(clean):
        clean = INVISIBLE.sub("", _UNWANTED.sub(" ", clean))
    if not paragraphs:
        bare = without_address(clean)
        clean = bare if bare.strip() else clean
    clean = unicodedata.normalize("NFC", clean).replace("\r\n", "\n").replace("\r", "\n")
    if paragraphs:
        clean = re.sub(r"[ \t\xa0]+(?=\n)|(?<=\n)[ \t]+", "", clean)
        clean = re.sub(r"\n{3,}", "\n\n", clean).strip()
    else:
        clean = " ".join(clean.split())
    if len(clean) > LONGEST_TEXT:
        clean, whole = clean[:LONGEST_TEXT].rpartition(" ")[0], False
    if clean.startswith("=") or code_of_absence(clean, Holds.TEXTS) is not None:
        return CleanText("", html, not whole)
    return CleanText(clean, html, not whole)


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in ("script", "style"):
            self._hidden += 1
        elif tag in _BLOCKS:
            self.parts.append("\n" if tag in ("br", "li", "tr") else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._hidden = max(0, self._hidden - 1)
        elif tag in _BLOCKS and tag not in ("br", "li", "tr"):
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.parts.append(data)


def without_tags(text: str) -> str:
    """Return the text of a piece of HTML: its paragraphs parted by blank lines."""
    reader = _Texts()
    reader.feed(text)
    reader.close()
    joined = "".join(reader.parts).replace("\xa0", " ")
    return re.sub(r"\n{3,}", "\n\n", joined).strip()


@cache
def is_nothing(text: str) -> bool:
    """Return whether a text stands for nothing: « n/a », « - »."""
    return code_of_absence(text, Holds.TEXTS) is not None
