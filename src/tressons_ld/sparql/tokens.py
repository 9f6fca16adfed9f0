"""The surface of a query: its tokens, its form, and what this tool does not run.

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

# The engine reads deeper ones by recursion, without a guard: its process dies. No question that a
# person writes comes near.
DEEPEST = 200
LONGEST_CHAIN = 2000

_TOKENS = re.compile(
    r"""
      (?P<space> \s+ )
    | (?P<comment> \#[^\n\r]* )
    | (?P<iri> <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<text> (?P<long>\"{3}|'{3}) (?: [^\\] | \\. )*? (?P=long)
              | " (?: [^"\\\n\r] | \\. )* " | ' (?: [^'\\\n\r] | \\. )* ' )
    | (?P<variable> [?$]\w+ )
    | (?P<language> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name> (?:[^\W\d_][\w.-]*)? : (?: [\w:.-] | %[0-9A-Fa-f]{2} | \\[^\w\s] )* )
    | (?P<number> [+-]?\d+ (?! [\w.] ) )
    | (?P<word> \w+ )
    | (?P<sign> \^\^ | && | \|\| | . )
    """,
    re.VERBOSE | re.DOTALL,
)


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
        if kind not in ("space", "comment"):
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
        raise QueryError(
            f"{name} : « {surface.first} » est une mise à jour, pas une question. Écrire SELECT, "
            "ASK, CONSTRUCT ou DESCRIBE ; le catalogue se modifie dans son dossier.",
            f'{name}: "{surface.first}" is an update, not a question. Write SELECT, ASK, '
            "CONSTRUCT or DESCRIBE; the catalogue is changed in its folder.",
        )


def refuse_here(surface: Surface, text: str, name: str) -> None:
    """Refuse what the embedded engine must not or cannot run.

    SERVICE would send the question over the network; a text nested very deep, or a very long
    chain of operators, ends the engine's process.

    Raises:
        QueryError: the text is one of these, or an update.
    """
    refuse_update(surface, name)
    if "SERVICE" in surface.keywords:
        raise QueryError(
            f"{name} : SERVICE interroge un autre serveur, ce qui n'est pas fait ici. Retirer "
            "cette partie, ou poser la question à un serveur avec --endpoint.",
            f"{name}: SERVICE asks another server, which is not done here. Remove that part, or "
            "ask the question of a server with --endpoint.",
        )
    depth = chain = 0
    for token in surface.tokens:
        if token.text in ("{", "(", "["):
            depth += 1
        elif token.text in ("}", ")", "]"):
            depth -= 1
        elif token.kind in ("sign", "number"):
            chain += token.text[0] in "!+-*/|^&=<>"
        elif token.kind == "word":
            chain += token.text.upper() in ("UNION", "MINUS", "OPTIONAL")
        if depth > DEEPEST or chain > LONGEST_CHAIN:
            line, character = place_of(text, token.start)
            raise QueryError(
                f"{name}:{line}:{character} : question trop longue ou trop imbriquée pour être "
                f"évaluée ici (au plus {DEEPEST} niveaux et {LONGEST_CHAIN} opérateurs).",
                f"{name}:{line}:{character}: this question is too long or too deeply nested to "
                f"be run here (at most {DEEPEST} levels and {LONGEST_CHAIN} operators).",
            )


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
