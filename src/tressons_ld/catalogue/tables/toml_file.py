"""``data/catalogue.toml`` -> its text, and what it says as TOML 1.0: https://toml.io/en/v1.0.0."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from tressons_ld.findings.errors import FolderError, SettingsError, reason_of
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

FILE = "data/catalogue.toml"

LARGEST_FILE = 4 << 20
"""Bytes of catalogue.toml."""

_DEEP_KEY = re.compile(
    r"""(?:(?:(?<![\w-])[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){100}""", re.ASCII
)

# What tomllib says, in French: the beginning of its sentence -> ours.
_SYNTAX = {
    "Arrays or tables nested": "listes ou tables les unes dans les autres, trop profondes",
    "Invalid statement": "ligne qui n'est ni une clé, ni un titre de table, ni un commentaire",
    "Expected '=' after a key": "il manque « = » après une clé",
    "Expected ']'": "il manque « ] » après le titre d'une table",
    "Invalid value": "valeur illisible (un texte se met entre guillemets)",
    "Unclosed array": "liste non fermée : il manque « ] » ou une virgule",
    "Unclosed inline table": "table non fermée : il manque « } » ou une virgule",
    "Unterminated string": "texte non fermé : il manque un guillemet",
    "Illegal character": "caractère interdit ici (un texte qui passe à la ligne se met entre trois "
    "guillemets)",
    "Unescaped '\\' in a string": "« \\ » dans un texte : l'écrire « \\\\ »",
    "Invalid hex value": "« \\u » ou « \\x » sans ses chiffres",
    "Expected newline or end of document": "quelque chose de trop après la valeur",
    "Cannot overwrite a value": "clé donnée deux fois",
    "Cannot declare": "table donnée deux fois",
    "Duplicate inline table key": "clé donnée deux fois",
    "Cannot mutate immutable namespace": "table donnée deux fois",
    "Invalid initial character for a key part": "une clé ne commence pas ainsi",
    "Escaped character is not": "« \\ » dans un texte : l'écrire « \\\\ »",
    "Found invalid character": "caractère interdit",
    "Invalid date or datetime": "date qui n'existe pas",
    "Cannot redefine namespace": "table donnée deux fois",
    "Expected": "il manque un signe : guillemet, crochet ou accolade",
}


def find_folder(start: Path, *, parents: bool = True) -> Path:
    """Return the catalogue folder: ``start``, or its nearest parent that is one.

    A catalogue folder is a folder with ``data/catalogue.toml``.

    Args:
        start: where to look first.
        parents: False where the folder was named, and no other will do.

    Raises:
        FolderError: there is no such folder, or none of them is a catalogue folder.
    """
    if not start.is_dir():
        raise FolderError("folder.not-found", start=start)
    start = start.resolve()
    for folder in (start, *start.parents) if parents else (start,):
        if (folder / FILE).is_file():
            return folder
    raise FolderError("folder.not-a-catalogue", start=start, file=FILE)


def text_of(path: Path) -> str:
    """Return the text of the file.

    Raises:
        FolderError: it cannot be read.
        SettingsError: it is too large, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = reason_of(error)
        raise FolderError("folder.settings-unreadable", file=FILE, reason=reason) from error
    if len(content) > LARGEST_FILE:
        raise SettingsError("settings.too-large", file=FILE, megabytes=LARGEST_FILE >> 20)
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SettingsError("settings.not-utf-8", file=FILE, line=line) from error


def parsed(text: str) -> dict[str, Any]:
    """Return what a text says, by its keys.

    Raises:
        SettingsError: it is no TOML.
    """
    deep = _DEEP_KEY.search(text)
    if deep is not None:
        # The time that tomllib takes grows with the square of its parts.
        before = text[: deep.start()]
        raise SettingsError(
            "settings.syntax",
            file=FILE,
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            reason=sentence("settings.key-of-too-many-parts"),
        )
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        message = str(error)
        if isinstance(error, RecursionError):
            message = "Arrays or tables nested too deeply"
        match = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
        reason = message[: match.start()] if match else message
        if match and match[1]:
            line, column = match[1], match[2]
        else:
            last = text.rstrip("\n").split("\n")
            line, column = str(len(last)), str(len(last[-1]) + 1)
        french = next(
            (ours for theirs, ours in _SYNTAX.items() if reason.startswith(theirs)), reason
        )
        words = Text(french, f"{reason[:1].lower()}{reason[1:]}")
        raise SettingsError(
            "settings.syntax", file=FILE, line=line, column=column, reason=words
        ) from error


def toml_string(text: str) -> str:
    r"""Return a text as a basic string of TOML, which is one of JSON, but for U+007F.

    A surrogate alone, which no file can hold, is written as its escape in letters.

    >>> print(toml_string('a "b"'))
    "a \"b\""
    """
    whole = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
