"""An error of syntax as a person reads it: its line, its character, what stands there.

Run where the question is evaluated, behind the same walls: the engine is asked again.
"""

from __future__ import annotations

import re

from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.vocabularies import PREFIXES
from tressons_ld.sparql.tokens import Token, place_of, surface_of, tokens_of

_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected (?:one of )?)?(.*)", re.DOTALL)
# Classes of characters, which tell a person nothing.
_CLASS = re.compile(r"\[(?:'[^']*'|[^\]'])*\]")
_SIGN = re.compile(r'"(?:[^"\\]|\\.)+"')
_KEYWORD = re.compile(r"\b[A-Za-z_]{2,}\b")
_MOST_SIGNS = 3
# Its own sentences, among what it expected.
_UNDECLARED = "Prefix not found"
_SAID = {
    "The SELECT contains a variable that is unbound": sentence("query.ungrouped-variable"),
    "overrides an existing variable": sentence("query.variable-bound"),
    "IRI parsing failed": sentence("query.iri-malformed"),
}
_OF_WORD_PROCESSORS = "‘’“”«»"
_STAR_GROUPED = "SELECT * is not authorized with GROUP BY"


def syntax_error(question: str, name: str, message: str, base: str | None = None) -> QueryError:
    """Return the error that points at the token where the engine stopped, by line and character.

    The engine reads a keyword by taking as many characters as it has, beyond the token at fault,
    and tells the farthest character that any attempt came to. So it is given the tokens far apart:
    then that character lies between the token at fault and the next one.

    Args:
        question: its text.
        name: what to call it.
        message: of the engine.
        base: what relative IRIs are resolved against; without one they are errors.
    """
    import pyoxigraph as ox

    tokens = surface_of(question).tokens
    spaced, starts = _spaced(tokens)
    match = None
    try:
        ox.Store().query(spaced, base_iri=base)
    except SyntaxError as error:
        match = _PLACE.match(error.msg)
    if match is None:
        return QueryError("query.syntax-of-engine", place=name, reason=message)
    before = spaced.split("\n")[: int(match[1]) - 1]
    offset = sum(len(line) + 1 for line in before) + int(match[2]) - 1
    said = _CLASS.sub("", match[3])
    if _UNDECLARED in said:
        at = sum(start < offset for start in starts) - 1
        return _at(question, name, tokens[at], _undeclared(tokens[at].text))
    if _STAR_GROUPED in said:
        star = next(token for token in tokens if token.text == "*")
        return _at(question, name, star, sentence("query.star-grouped"))
    if offset >= len(spaced):
        opened = next((t for t in reversed(tokens) if t.kind == "unclosed" or t.text == "<"), None)
        if opened is not None:
            sign = opened.text[: 3 if opened.text[:3] in ('"""', "'''") else 1]
            never = sentence("query.never-closed", sign=sign)
            return _at(question, name, opened, never)
    for beginning, what in _SAID.items():
        if beginning in said:
            at = sum(start < offset for start in starts) - 1
            return _at(question, name, tokens[at], what)
    signs = _SIGN.findall(said)
    words = _KEYWORD.findall(_SIGN.sub("", said))
    exact = {offset - len(word) for word in words} | {offset}
    met = next((t for t, start in zip(tokens, starts, strict=True) if start in exact), None)
    if met is None and offset < len(spaced):
        met = tokens[sum(start <= offset for start in starts) - 1]
    if met is None:
        done = sentence("query.unfinished")
        return _at(question, name, None, done)
    index = tokens.index(met)
    if variable := _bound_again(tokens[:index]):
        return _at(question, name, variable, sentence("query.variable-bound"))
    what = sentence("query.unexpected", met=quotation(met.text))
    if met.text[0] in _OF_WORD_PROCESSORS:
        what = sentence("query.quotation-mark", what=what)
    elif not signs and _in_select(tokens[:index]):
        what = sentence("query.in-select", what=what)
    if not words and 0 < len(signs) <= _MOST_SIGNS:
        wanted = ", ".join(signs)
        what = sentence("query.instead-of", what=what, wanted=wanted)
    return _at(question, name, met, what)


_AS_VARIABLE_CLOSED = 3
_GAP = " " * 64
_ALONE = frozenset("{}()[],;")


def _spaced(tokens: tuple[Token, ...]) -> tuple[str, list[int]]:
    """Return the tokens far apart, without comments, and where each of them begins."""
    pieces, starts, length = [], [], 0
    for at, token in enumerate(tokens):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        apart = (
            following is None
            or following.start > token.end
            or bool({token.text, following.text} & _ALONE)
        )
        starts.append(length)
        pieces.append(token.text + (_GAP if apart else ""))
        length += len(pieces[-1])
    return "".join(pieces), starts


def _bound_again(before: tuple[Token, ...]) -> Token | None:
    """Return the variable of a BIND that ends here, if it has a value: the engine says nothing."""
    if len(before) < _AS_VARIABLE_CLOSED:
        return None
    sign, variable, closed = before[-3:]
    earlier = {token.text for token in before[:-3]}
    again = sign.text.upper() == "AS" and closed.text == ")" and variable.text in earlier
    return variable if again else None


def _in_select(before: tuple[Token, ...]) -> bool:
    """Return whether what follows these tokens is still what SELECT gives, one by one."""
    words = [token.text.upper() for token in before]
    after = words[words.index("SELECT") + 1 :] if "SELECT" in words else ["*"]
    return after[:1] != ["*"] and not {"{", "WHERE"} & set(after)


def _undeclared(name: str) -> Text:
    prefix = name.partition(":")[0]
    line = f"PREFIX {prefix}: <{PREFIXES.get(prefix, '…')}>"
    return sentence("query.prefix-undeclared", prefix=prefix, line=line)


def _at(question: str, name: str, token: Token | None, what: Text) -> QueryError:
    """Return the error at a token, or after the last one."""
    last = max((each.end for each in tokens_of(question)), default=0)
    line, character = place_of(question, last if token is None else token.start)
    return QueryError("query.syntax", name=name, line=line, character=character, what=what)
