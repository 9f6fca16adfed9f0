"""Mends written into the strings of JSON Lines and of ``catalogue.toml``.

Specifications: RFC 8259, section 7; TOML 1.0.0 (https://toml.io/en/v1.0.0#string).
"""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias

from tressons_ld.catalogue.columns.separators import SEPARATOR
from tressons_ld.catalogue.mending.mend import Mend, MendedText, RowChange
from tressons_ld.catalogue.mending.mended_text import mended_text

_Edit: TypeAlias = Callable[[str, Mend], str | None]
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_JSON_STRING = r'"(?:[^"\\]|\\.)*"'
_JSON_PAIR = re.compile(
    rf"({_JSON_STRING})(\s*:\s*)({_JSON_STRING}|\[(?:\s*{_JSON_STRING}\s*,?)+\s*\])"
)
# A string without escapes, which is one whatever stands around it.
_TOML_STRING = re.compile(r"""(?<=")[^"\\\r\n]+(?=")|(?<=')[^'\r\n]+(?=')""")


def mend_json_lines(text: str, mends: Sequence[Mend]) -> MendedText | None:
    """Return a text of one object a line with the mends that can be written (a Mender)."""
    return _mended_lines(text, mends, _json_line)


def mend_settings(text: str, mends: Sequence[Mend]) -> MendedText | None:
    """Return the text of settings with the mends that can be written (a Mender)."""
    done = _mended_lines(text, mends, _toml_line)
    if done is None:
        return None
    written = {_key(mend) for row in done.mends.values() for mend in row}
    try:
        before, after = (dict(_leaves("", tomllib.loads(one))) for one in (text, done.text))
    except tomllib.TOMLDecodeError:
        return None
    changed = {key for key, value in before.items() if after.get(key) != value}
    named = {one for one in written for key in changed if f"{key}.".startswith(f"{one}.")}
    meant = {key for key in changed for one in written if f"{key}.".startswith(f"{one}.")}
    as_meant = named == written and meant == changed
    return done if before.keys() == after.keys() and as_meant else None


def _mended_lines(text: str, mends: Sequence[Mend], edit: _Edit) -> MendedText | None:
    by_line: dict[int, list[Mend]] = {}
    for mend in mends:
        place = mend.finding.location
        by_line.setdefault((place and place.line) or 0, []).append(mend)
    lines, rows = _LINE.findall(text), []
    written: dict[int, list[Mend]] = {}
    for number, of_line in by_line.items():
        before = line = lines[number - 1] if 0 < number <= len(lines) else ""
        for mend in of_line:
            new = edit(line, mend)
            if new is not None:
                line = new
                written.setdefault(number, []).append(mend)
        if line != before:
            lines[number - 1] = line
            rows.append(RowChange(number, number, *(one.rstrip("\r\n") for one in (before, line))))
    return MendedText("".join(lines), sorted(rows), written) if rows else None


def _json_line(line: str, mend: Mend) -> str | None:
    """Return the line, the value of a key replaced; None where it is not found once."""
    pairs = [pair for pair in _JSON_PAIR.finditer(line) if _names(pair[1], _key(mend))]
    if len(pairs) != 1:
        return None
    (pair,) = pairs
    is_list = pair[3].startswith("[")
    if is_list and mend.finding.code == SEPARATOR:
        return None

    def new(string: re.Match[str]) -> str:
        known = json.loads(string[0])
        after = mended_text(known, *mend)
        if after is None:
            return string[0]
        return json.dumps(after, ensure_ascii=string[0].isascii())

    value = re.sub(_JSON_STRING, new, pair[3])
    after = line[: pair.start(3)] + value + line[pair.end(3) :]
    try:
        objects = [json.loads(one) for one in (line, after)]
    except ValueError:
        return None
    if not all(isinstance(one, dict) for one in objects):
        return None
    changed = {key for key in objects[0] if objects[0][key] != objects[1].get(key)}
    return after if changed == {_key(mend)} else None


def _names(string: str, key: str) -> bool:
    """Return whether a JSON string is the key; none is one that begins within another."""
    try:
        return bool(json.loads(string) == key)
    except ValueError:
        return False


def _toml_line(line: str, mend: Mend) -> str | None:
    """Return the line, the string that is the value replaced; None where it does not stand once."""
    found = [each for each in _TOML_STRING.finditer(line) if each[0].strip() == mend.finding.value]
    if len(found) != 1 or re.search(r"""["'\\]""", mend.text):
        return None
    new = mended_text(found[0][0], *mend) or ""
    return line[: found[0].start()] + new + line[found[0].end() :]


def _key(mend: Mend) -> str:
    place = mend.finding.location
    return (place and place.column) or ""


def _leaves(key: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the values of a document by their dotted keys, those of lists by their numbers."""
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for name, part in pairs:
            yield from _leaves(f"{key}.{name}" if key else str(name), part)
    else:
        yield key, value
