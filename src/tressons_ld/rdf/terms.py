"""RDF terms, each one written once as its own N-Triples spelling.

A term is the text that stands for it in N-Triples, ``<https://example.org/a>`` or
``"Étude"@fr``: escaped and checked where it is made, copied as it is ever after. A triple is a
tuple of three such texts. Nothing here imports an RDF library.

Specifications: RDF 1.1 N-Triples (https://www.w3.org/TR/n-triples/#n-triples-grammar) and the
lexical spaces of XSD 1.1 part 2 (https://www.w3.org/TR/xmlschema11-2/#built-in-datatypes).
"""

import calendar
import re
from functools import cache, lru_cache
from typing import NewType, TypeAlias

Iri = NewType("Iri", str)
"""An IRI between angle brackets: ``<https://example.org/a>``."""

Literal = NewType("Literal", str)
"""A literal: ``"text"``, ``"texte"@fr`` or ``"2019"^^<http://www.w3.org/2001/XMLSchema#gYear>``."""

BlankNode = NewType("BlankNode", str)
"""A blank node: ``_:b0``. Only where a consumer demands one."""

Subject: TypeAlias = Iri | BlankNode
Term: TypeAlias = Iri | BlankNode | Literal
Triple: TypeAlias = tuple[Subject, Iri, Term]

XSD_NAMESPACE = "http://www.w3.org/2001/XMLSchema#"


class TermError(ValueError):
    """A value that cannot be the term asked for.

    Attributes:
        reason: a short stable word: ``relative``, ``character``, ``scheme``, ``lexical``,
            ``language`` or ``surrogate``.
    """

    def __init__(self, reason: str, value: str) -> None:
        super().__init__(f"{reason}: {value!r}")
        self.reason = reason
        self.value = value


# scheme = ALPHA *( ALPHA / DIGIT / "+" / "-" / "." )     RFC 3986, section 3.1
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@cache
def _iri_pattern(ascii: bool) -> re.Pattern[str]:
    """Return the pattern of an absolute IRI that every reader accepts.

    It is that of RFC 3987, section 2.2, without IPv6 addresses and without the spaces of Unicode
    (U+00A0, U+2009…), which rdflib's reader of N-Triples refuses.

    Args:
        ascii: whether it is held against ASCII alone: without ranges of Unicode it is made in a
            sixth of the time.
    """
    ucschar = (
        "\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff"
        "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U000e1000-\U000efffd"
    ) + "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0xE0000, 0x10000))
    private = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
    if ascii:
        ucschar = private = ""
    in_name = f"A-Za-z0-9._~!$&'()*+,;={ucschar}-"

    def some(characters: str) -> str:
        # Atomic, not possessive: before 3.11.5, Python took "%" for a character (gh-106052).
        return f"(?>(?:[{characters}]++|%[0-9A-Fa-f]{{2}})*)"

    authority = rf"(?:{some(':' + in_name)}@)?{some(in_name)}(?::[0-9]*)?"
    return re.compile(
        rf"{_SCHEME.pattern}(?://{authority}(?=[/?#]|\Z)|(?!//)){some('/:@' + in_name)}"
        rf"(?:\?{some('/?:@' + private + in_name)})?(?:#{some('/?:@' + in_name)})?"
    )


# LANGTAG ::= '@' [a-zA-Z]+ ('-' [a-zA-Z0-9]+)*           RDF 1.1 N-Triples, production [144s]
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")

_ESCAPES = {
    **{code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    ord("\b"): "\\b",
    ord("\t"): "\\t",
    ord("\n"): "\\n",
    ord("\f"): "\\f",
    ord("\r"): "\\r",
    ord('"'): '\\"',
    ord("\\"): "\\\\",
}
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f\ud800-\udfff]')
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_ESCAPED = re.compile(r'\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([tbnrf"\'\\]))')
_UNESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}


@lru_cache(maxsize=4096)
def iri(value: str) -> Iri:
    """Return the IRI ``value`` as a term.

    Raises:
        TermError: ``relative`` when there is no scheme, ``character`` when a character stands
            where no IRI may hold it, such as a space, ``[`` in a path, or ``%`` alone: readers
            refuse the file that holds such an IRI (RFC 3987, section 2.2).

    >>> iri("https://example.org/é")
    '<https://example.org/é>'
    """
    if not _iri_pattern(value.isascii()).fullmatch(value):
        raise TermError("character" if _SCHEME.match(value) else "relative", value)
    return Iri(f"<{value}>")


def iri_text(term: Iri) -> str:
    """Return the IRI itself, without its angle brackets.

    >>> iri_text(iri("https://example.org/a"))
    'https://example.org/a'
    """
    return term[1:-1]


def escape(value: str) -> str:
    r"""Return ``value`` escaped for a quoted literal, as canonical N-Triples does.

    Raises:
        TermError: ``surrogate`` when the text holds half of a surrogate pair.

    >>> print(escape('a "b"'))
    a \"b\"
    """
    if not _NEEDS_ESCAPE.search(value):
        return value
    if _SURROGATE.search(value):
        raise TermError("surrogate", value)
    return value.translate(_ESCAPES)


def unescape(value: str) -> str:
    """Return the text that ``value``, the inside of a quoted literal, stands for."""
    if "\\" not in value:
        return value

    def character(match: re.Match[str]) -> str:
        short, long, letter = match.groups()
        return _UNESCAPES[letter] if letter else chr(int(short or long, 16))

    return _ESCAPED.sub(character, value)


@lru_cache(maxsize=2048)
def text(value: str, language: str | None = None) -> Literal:
    """Return a plain literal, ``"value"``, or a language-tagged one, ``"value"@language``.

    Raises:
        TermError: ``language`` when the tag is not well formed (BCP 47), ``surrogate``.

    >>> text("Étude", "fr")
    '"Étude"@fr'
    """
    if language is None:
        return Literal(f'"{escape(value)}"')
    return Literal(f'"{escape(value)}"{_tag(language)}')


@lru_cache(maxsize=256)
def _tag(language: str) -> str:
    if not _LANGUAGE.fullmatch(language):
        raise TermError("language", language)
    return f"@{language}"


# Lexical spaces, XSD 1.1 part 2. Years are restricted to four digits, 0001 to 9999: what every
# consumer of a catalogue reads.
_ZONE = r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?"
_DATE = r"(?!0000)([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?"
_PATTERNS = {
    "gYear": re.compile(r"(?!0000)[0-9]{4}"),
    "gYearMonth": re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])"),
    "date": re.compile(_DATE),
    "dateTime": re.compile(f"{_DATE}T{_TIME}{_ZONE}"),
    "integer": re.compile(r"[+-]?[0-9]+"),
    "duration": re.compile(
        r"P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
        r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+S)?)?"
    ),
    "nonNegativeInteger": re.compile(r"\+?[0-9]+"),
    "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    "boolean": re.compile(r"true|false|1|0"),
    "hexBinary": re.compile(r"(?:[0-9A-Fa-f]{2})*"),
}


def is_lexical(value: str, datatype: str) -> bool:
    """Return whether ``value`` is in the lexical space of ``xsd:`` ``datatype``.

    >>> is_lexical("2019-02-29", "date"), is_lexical("2020-02-29", "date")
    (False, True)
    """
    match = _PATTERNS[datatype].fullmatch(value)
    if match is None or not value.isascii():
        return False
    if datatype in ("date", "dateTime"):
        year, month, day = (int(part) for part in match.groups()[:3])
        return day <= 28 or day <= calendar.monthrange(year, month)[1]
    return True


@lru_cache(maxsize=4096)
def typed(value: str, datatype: str) -> Literal:
    """Return ``"value"^^xsd:datatype``, for instance ``"2019"^^xsd:gYear``.

    Args:
        value: the lexical form, kept to the letter.
        datatype: the local name of one of the XSD datatypes that this tool writes: gYear,
            gYearMonth, date, dateTime, integer, nonNegativeInteger, decimal, boolean, hexBinary,
            duration.

    Raises:
        TermError: ``lexical`` when the value is not in the datatype's lexical space.
    """
    if not is_lexical(value, datatype):
        raise TermError("lexical", value)
    return Literal(f'"{value}"^^<{XSD_NAMESPACE}{datatype}>')


def date_datatype(value: str) -> str | None:
    """Return the datatype that says ``value`` with its true precision, or None.

    >>> [date_datatype(v) for v in ("2019", "2019-06", "2019-06-30", "juin 2019")]
    ['gYear', 'gYearMonth', 'date', None]
    """
    for datatype in ("gYear", "gYearMonth", "date"):
        if is_lexical(value, datatype):
            return datatype
    return None


@lru_cache(maxsize=4096)
def date(value: str) -> Literal:
    """Return a year, a month or a day as xsd:gYear, xsd:gYearMonth or xsd:date.

    Raises:
        TermError: ``lexical`` when it is none of the three.
    """
    datatype = date_datatype(value)
    if datatype is None:
        raise TermError("lexical", value)
    return Literal(f'"{value}"^^<{XSD_NAMESPACE}{datatype}>')


def is_iri(term: str) -> bool:
    """Return whether the term is an IRI."""
    return term.startswith("<")


def is_literal(term: str) -> bool:
    """Return whether the term is a literal."""
    return term.startswith('"')


def is_blank(term: str) -> bool:
    """Return whether the term is a blank node."""
    return term.startswith("_:")


def literal_parts(term: Literal) -> tuple[str, str | None, str | None]:
    """Return a literal's lexical form, its datatype's IRI and its language tag.

    A plain literal has neither datatype nor language here; a tagged one has no datatype.

    >>> literal_parts(text("Étude", "fr"))
    ('Étude', None, 'fr')
    >>> literal_parts(typed("2019", "gYear"))
    ('2019', 'http://www.w3.org/2001/XMLSchema#gYear', None)
    """
    end = term.rindex('"')
    lexical, rest = unescape(term[1:end]), term[end + 1 :]
    if rest.startswith("@"):
        return lexical, None, rest[1:]
    if rest.startswith("^^"):
        return lexical, rest[3:-1], None
    return lexical, None, None


def lexical_form(term: Literal) -> str:
    """Return a literal's lexical form.

    >>> lexical_form(text("Étude", "fr"))
    'Étude'
    """
    return unescape(term[1 : term.rindex('"')])


def ascii_only(term: str) -> str:
    r"""Return the N-Triples text with every character outside ASCII as ``\uXXXX``."""
    return term if term.isascii() else _NOT_ASCII.sub(_escaped_point, term)


_NOT_ASCII = re.compile("[^\x00-\x7e]")


def _escaped_point(match: re.Match[str]) -> str:
    point = ord(match[0])
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\U{point:08X}"
