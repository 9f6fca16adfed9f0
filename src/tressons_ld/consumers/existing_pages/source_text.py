"""The bytes of a page as text in which every place is a place of the bytes.

Tags are ASCII in every encoding that pages have, but for UTF-16. So any other page is taken byte by
byte: nothing has to be decoded, and what is not touched cannot change.
"""

import codecs
import re

_BY_BYTES = "latin-1"
_UTF_8 = "utf-8"
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF_16_BY_FIRST_TAG = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}
_CHARSET = re.compile(rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_LINE_END = re.compile("\r\n|\n|\r")
# In these a byte that looks like a sign of a tag may be half a character.
_STATEFUL = ("iso2022", "iso-2022", "utf-7", "hz")


class UnreadablePageError(Exception):
    """The encoding of a page is none that a place can be found in."""


class SourceText:
    """A page.

    Attributes:
        text: a character for each byte; of UTF-16, for each pair of them.
        encoding: of the page, as far as it says; None where it says nothing.
    """

    def __init__(self, content: bytes) -> None:
        """Take the bytes.

        Raises:
            UnreadablePageError: they are no page in an encoding known for that.
        """
        self._content = content
        self.encoding = _encoding(content)
        in_pairs = self.encoding in _UTF_16.values()
        self._places = self.encoding if self.encoding and in_pairs else _BY_BYTES
        try:
            self.text = content.decode(self._places, self._errors)
        except UnicodeDecodeError:
            raise UnreadablePageError from None
        if "\0" in self.text:
            raise UnreadablePageError

    @property
    def _errors(self) -> str:
        return "strict" if self._places == _BY_BYTES else "surrogatepass"

    @property
    def line_end(self) -> str:
        """How its first line ends."""
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    def line(self, place: int) -> int:
        """Return the number of the line of a place, from 1."""
        return len(_LINE_END.findall(self.text, 0, place)) + 1

    def decoded(self, text: str) -> str:
        """Return a part of the text as a person reads it."""
        if self._places != _BY_BYTES:
            return text
        raw = text.encode(_BY_BYTES)
        for encoding in (_UTF_8, self.encoding or _UTF_8):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
        return text

    def encoded(self, words: str) -> str:
        """Return words as they are put into the text: JSON, whose letters may be escapes.

        Where the page does not say that it is in Unicode, every other letter is one.
        """
        words = words.replace("\n", self.line_end)
        if self._places != _BY_BYTES:
            return words
        if self.encoding == _UTF_8:
            return words.encode().decode(_BY_BYTES)
        return "".join(each if each.isascii() else _escape(each) for each in words)

    def bytes_of(self, text: str) -> bytes:
        """Return the bytes of a text that was made of this one."""
        return text.encode(self._places, self._errors)


def _escape(letter: str) -> str:
    units = letter.encode("utf-16-be")
    return "".join(
        f"\\u{int.from_bytes(units[at : at + 2], 'big'):04x}" for at in range(0, len(units), 2)
    )


def _encoding(content: bytes) -> str | None:
    """Return the encoding of a page (HTML, section 13.2.3), none where it does not say it.

    Raises:
        UnreadablePageError: it is one in which tags are not ASCII.
    """
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise UnreadablePageError
    for mark, encoding in {**_UTF_16, **_UTF_16_BY_FIRST_TAG}.items():
        if content.startswith(mark):
            return encoding
    if content.startswith(codecs.BOM_UTF8):
        return _UTF_8
    stated = _CHARSET.search(content[:4096])
    if stated is None:
        return None
    name = stated[1].decode("ascii", "replace").lower()
    if name.startswith(_STATEFUL):
        raise UnreadablePageError
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return None
    if known.startswith("utf-16"):
        # A page that can say so in ASCII is none.
        return _UTF_8
    if known == _UTF_8:
        try:
            content.decode()
        except UnicodeDecodeError:
            return None
    return known
