"""The surface of a query: its tokens, its form, and what is refused for it.

No parser: the engines have theirs. This reads the terminals of SPARQL 1.1, section 19.8
(https://www.w3.org/TR/sparql11-query/#sparqlGrammar), in one linear pass, to find the keywords
and the data blocks of a query outside of its comments, texts and IRIs.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf.terms import Term

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset(
    {"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"}
)
_PROLOGUE = frozenset({"BASE", "PREFIX", "VERSION"})

# Each character is read a bounded number of times. What never ends is one token as far as it goes,
# for its rest would be tried over and over otherwise. A group is repeated in an atomic one and not
# possessively: before 3.11.5, Python went on from where an alternative had failed (gh-106052).
_TOKENS = re.compile(
    r"""
      (?P<space> \s+ )
    | (?P<comment> \#[^\n\r]* )
    | (?P<iri> < (?> (?: [^<>"{}|^`\\\x00-\x20]++ | \\u[0-9A-Fa-f]{4} | \\U[0-9A-Fa-f]{8} )* ) > )
    | (?P<text> \"{3} (?> (?: [^"\\]++ | \\. | "(?!"") )* ) \"{3}
              | '{3} (?> (?: [^'\\]++ | \\. | '(?!'') )* ) '{3}
              | (?! \"{3} | '{3} )
                (?: " (?> (?: [^"\\\n\r]++ | \\. )* ) " | ' (?> (?: [^'\\\n\r]++ | \\. )* ) ' ) )
    | (?P<unclosed> (?: \"{3} | '{3} ) .*+
                  | " (?> (?: [^"\\\n\r]++ | \\. )* ) | ' (?> (?: [^'\\\n\r]++ | \\. )* ) )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name> (?:[^\W\d_][\w.-]*+)?
                : (?> (?: [\w:.-]++ | %[0-9A-Fa-f]{2} | \\[^\w\s] )* ) )
    | (?P<nameless> [^\W\d_][\w.-]*+ )
    | (?P<number> [+-]?\d++ (?! [\w.] ) )
    | (?P<word> \w++ )
    | (?P<sign> \^\^ | && | \|\| | . )
    """,
    re.VERBOSE | re.DOTALL,
)
# What stands in the characters of a name that no colon ends: ``true.`` is a word and a sign.
_IN_NAMELESS = re.compile(r"(?P<number>[+-]?\d++(?![\w.]))|(?P<word>\w++)|(?P<sign>.)", re.DOTALL)


class Token(NamedTuple):
    """A terminal of the grammar: its kind, its text, and where it begins (from 0)."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


class Surface(NamedTuple):
    """What can be known of a query without parsing it.

    Attributes:
        form: ``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``; None when it is none of them.
        first: the first keyword after the prologue, in capitals: ``INSERT``.
        keywords: all its keywords, in capitals; names of variables and of things are none.
        tokens: its tokens, without spaces and comments.
    """

    form: str | None
    first: str | None
    keywords: frozenset[str]
    tokens: tuple[Token, ...]


def tokens_of(text: str) -> Iterator[Token]:
    """Yield the tokens of a query, without spaces and comments."""
    for match in _TOKENS.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "nameless":
            for part in _IN_NAMELESS.finditer(text, match.start(), match.end()):
                yield Token(part.lastgroup or "sign", part.group(), part.start())
        elif kind not in ("space", "comment"):
            yield Token(kind, match.group(), match.start())


def surface_of(text: str) -> Surface:
    r"""Return what can be known of a query without parsing it.

    >>> surface_of("# ASK\nPREFIX ask: <urn:x:> SELECT ?ask { ?ask ask:ASK 'ASK' }").form
    'SELECT'
    """
    tokens = tuple(tokens_of(text))
    words = [token.text.upper() for token in tokens if token.kind == "word"]
    first = next((word for word in words if word not in _PROLOGUE), None)
    form = first if first in FORMS else None
    return Surface(form, first, frozenset(words), tokens)


def place_of(text: str, offset: int) -> tuple[int, int]:
    """Return the line and the character in it of an offset, both from 1."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def refuse_update(surface: Surface, name: str) -> None:
    """Refuse what would change the data: this tool only asks.

    Raises:
        QueryError: the text is an update.
    """
    if surface.first in _UPDATES:
        raise QueryError("query.update", name=name, first=surface.first)


def refuse_here(surface: Surface, name: str) -> None:
    """Refuse what is not run here, in words that tell what to do instead.

    A message and no wall: a text may be written so that the engine finds SERVICE in it and this
    does not (see ``walls.py``).

    Raises:
        QueryError: the text is an update, or holds SERVICE.
    """
    refuse_update(surface, name)
    if "SERVICE" in surface.keywords:
        raise asks_another_server(name)


def asks_another_server(name: str) -> QueryError:
    """Return the error of a question that would be sent over the network in part."""
    return QueryError("query.service", name=name)


_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
# ASCII alone: what any engine takes for a part of the name of a variable.
_VARIABLE = re.compile(r"(?<!\\)[?$][A-Za-z0-9_]+")


def refuse_the_word_service(text: str, name: str) -> None:
    r"""Refuse any text that holds SERVICE, in a comment or an IRI too, but in a variable's name.

    For where nothing else keeps the engine from the network. It is stricter than
    :func:`refuse_here`, and weaker than a wall: it knows what engines take for the word, its
    letters in any case, escaped or not (SPARQL 1.1, section 19.2), and not what they do.

    >>> refuse_the_word_service("ASK { ?service ?p ?o }", "q.rq")
    >>> refuse_the_word_service(r"ASK { ?s ?p '\u0053ervice' }", "q.rq")
    Traceback (most recent call last):
    tressons_ld.findings.errors.QueryError: q.rq: this text holds "service"...

    Raises:
        QueryError: the text holds it.
    """

    def character(match: re.Match[str]) -> str:
        number = int(match[1] or match[2], 16)
        return chr(number) if number <= _LAST_CODE_POINT else ""

    for written in (text, _CODE_POINT.sub(character, text)):
        # Without regard to case the pattern finds the long s and the dotless i too, as engines do
        # that compare in capitals.
        if re.search("service", _VARIABLE.sub("?", written), re.IGNORECASE):
            raise QueryError("query.service-word", name=name)


_LAST_CODE_POINT = 0x10FFFF


class DataBlock(NamedTuple):
    """``VALUES ?variable { term }``: where the one term of a data block stands."""

    variable: str
    start: int
    end: int


def data_blocks(tokens: tuple[Token, ...]) -> Iterator[DataBlock]:
    """Yield the data blocks of one variable and one term, in the order of the text.

    >>> text = 'SELECT * { VALUES ?x { "a"@fr } VALUES ?y { 1 2 } }'
    >>> [text[block.start : block.end] for block in data_blocks(surface_of(text).tokens)]
    ['"a"@fr']
    """
    for at, token in enumerate(tokens):
        if token.kind != "word" or token.text.upper() != "VALUES":
            continue
        variable, opening, *inside = (*tokens[at + 1 : at + 7], token, token)
        if variable.kind != "variable" or opening.text != "{":
            continue
        kinds: list[str] = []
        for part in inside:
            if part.text == "}":
                if tuple(kinds) in _ONE_TERM:
                    end = tokens[at + 2 + len(kinds)].end
                    yield DataBlock(variable.text[1:], inside[0].start, end)
                break
            kinds.append(part.text if part.text == "^^" else part.kind)


_ONE_TERM = {
    ("iri",),
    ("number",),
    ("text",),
    ("text", "language"),
    ("text", "^^", "iri"),
    ("text", "^^", "name"),
}

# Where an escape begins, an escaped character is read whole.
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|\\([uU])|.)", re.DOTALL)


def in_query(term: Term) -> str:
    r"""Return the term as it may stand in any query, given its N-Triples spelling.

    SPARQL replaces ``\u`` escapes before it reads the text (section 19.2), and some engines do so
    within ``\\u0022`` too, where a backslash is meant, and take up to eight digits. So escapes
    have eight digits, and a ``u`` after a backslash is one: none ever becomes a quotation mark.

    >>> print(in_query('"a\\\\u0022"'))
    "a\\\U000000750022"
    """

    def spelled(match: re.Match[str]) -> str:
        digits, letter = match.groups()
        if digits:
            return f"\\U0000{digits}"
        return f"\\\\\\U{ord(letter):08X}" if letter else match.group()

    return _ESCAPE.sub(spelled, term)
