"""``[site]`` of catalogue.toml, and the folder ``templates`` -> the look of the site.

Here it is read; whether it can be shown is judged where it is (``site/``).
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tressons_ld.catalogue.model import HouseTemplate, HouseText, Logo, Look, Settings
from tressons_ld.files.regular_file import regular_file
from tressons_ld.findings.errors import FolderError, reason_of
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.messages import sentence

FOLDER = "templates"
"""The folder beside ``data`` that holds the logo and the templates."""

LARGEST_LOGO = 100_000
"""Bytes of a logo: every page is shown with it."""

_LARGEST_TEMPLATE = 200_000
_WORDS = sentence("look.text-or-plural")


def read_look(
    folder: Path, values: Mapping[str, Any], place: Settings
) -> tuple[Look, list[Finding]]:
    """Return the look that a folder sets, and which texts of it are of another form.

    Args:
        folder: the catalogue folder.
        values: of catalogue.toml, by dotted key.
        place: where the settings are.

    Raises:
        FolderError: a template cannot be read, is too large or is not UTF-8.
    """
    texts: list[HouseText] = []
    findings = []
    for key, given in _leaves(values.get("site.texts", {}), "site.texts"):
        read = _house_texts(key, given)
        texts += read
        if not read:
            wrong = finding("settings.wrong-kind", place.at(key), key, expected=_WORDS)
            findings.append(wrong)
    look = Look(
        logo=_logo(folder, values.get("site.logo", "")),
        accent=values.get("site.accent", "").strip().lower(),
        dark_accent=values.get("site.dark_accent", "").strip().lower(),
        texts=tuple(sorted(texts)),
        templates=tuple(_templates(folder)),
    )
    return look, findings


def _leaves(given: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Yield the values below a table, but those that say something in a language."""
    if isinstance(given, dict) and given and not set(given) & {"fr", "en"}:
        for name, value in given.items():
            yield from _leaves(value, f"{key}.{name}")
    elif given != {}:
        yield key, given


def _house_texts(key: str, given: Any) -> list[HouseText]:
    """Return what a key says; nothing where that is of another form."""
    _, _, area, name, *more = [*key.split("."), "", ""]
    if not name or any(more) or not isinstance(given, dict) or set(given) - {"fr", "en"}:
        return []
    texts = []
    for language, words in given.items():
        each = words if isinstance(words, list) and len(words) == 2 else [words]
        if not all(isinstance(one, str) and one.strip() for one in each):
            return []
        texts.append(HouseText(area, name, language, tuple(words) if words is each else words))
    return texts


def _logo(folder: Path, name: str) -> Logo | None:
    if not name.strip():
        return None
    content = None
    with suppress(OSError, ValueError):
        if Path(name).name == name:
            with regular_file(folder / FOLDER / name).open("rb") as file:
                content = file.read(LARGEST_LOGO + 1)
    return Logo(name, content)


def _templates(folder: Path) -> Iterator[HouseTemplate]:
    for path in sorted((folder / FOLDER).glob("*.html")):
        name, file = path.name, f"{FOLDER}/{path.name}"
        try:
            with regular_file(path).open("rb") as opened:
                content = opened.read(_LARGEST_TEMPLATE + 1)
        except OSError as error:
            reason = reason_of(error)
            raise FolderError("folder.file-unreadable", file=file, reason=reason) from error
        if len(content) > _LARGEST_TEMPLATE:
            raise FolderError(
                "folder.template-too-large", file=file, size=_LARGEST_TEMPLATE // 1000
            )
        try:
            yield HouseTemplate(name, content.decode("utf-8-sig").replace("\r\n", "\n"))
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise FolderError("folder.template-not-utf-8", file=file, line=line) from None
