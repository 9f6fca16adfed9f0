"""Where each key of a TOML document stands."""

import re
import tomllib

_KEY_PART = r"""(?:[A-Za-z0-9_-]+|"(?:[^"\\]|\\.)*"|'[^']*')"""
_KEY = rf"{_KEY_PART}(?:\s*\.\s*{_KEY_PART})*"
_HEADING = re.compile(rf"\s*\[\[?\s*({_KEY})\s*\]\]?")
_ASSIGNMENT = re.compile(rf"\s*({_KEY})\s*=")
# What may open or close something that goes on over several lines.
_TOKEN = re.compile(r'"""|\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}]')

_END_OF_TEXT = {
    '"""': re.compile(r'(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}', re.DOTALL),
    "'''": re.compile(r".*?'{3,5}", re.DOTALL),
}


def lines_of(text: str) -> dict[str, int]:
    r"""Return the line of each table and key of a TOML document: dotted key -> line.

    >>> lines_of("a = 1\n[t]\nb = [\n  3,\n]\nc = 2\n")
    {'a': 1, 't': 2, 't.b': 3, 't.c': 6}
    """
    found: dict[str, int] = {}
    table = ""
    line, start = 1, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        statement = text[start:end]
        if heading := _HEADING.match(statement):
            table = _dotted(heading[1])
            found.setdefault(table, line)
        elif assignment := _ASSIGNMENT.match(statement):
            key = _dotted(assignment[1])
            found.setdefault(f"{table}.{key}" if table else key, line)
            end = _end_of_value(text, start + assignment.end())
        line += text.count("\n", start, end) + 1
        start = end + 1
    return found


def _dotted(key: str) -> str:
    parts = re.findall(_KEY_PART, key)
    return ".".join(tomllib.loads(f"k = {p}")["k"] if p[0] in "\"'" else p for p in parts)


def _end_of_value(text: str, start: int) -> int:
    """Return where the line ends on which the value that begins at ``start`` ends."""
    depth = 0
    position = start
    while position < len(text):
        end = len(text)
        if depth == 0:
            end = text.find("\n", position)
            end = len(text) if end < 0 else end
        token = _TOKEN.search(text, position, end)
        if token is None and depth == 0:
            return end
        if token is None:
            return len(text)
        position = token.end()
        if token[0] in ('"""', "'''"):
            close = _END_OF_TEXT[token[0]]
            match = close.match(text, position)
            position = match.end() if match else len(text)
        elif token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
    return len(text)
