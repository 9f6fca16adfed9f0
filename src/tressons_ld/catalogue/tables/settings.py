"""``data/catalogue.toml`` -> the settings, and the values of its other tables by dotted key.

TOML 1.0, https://toml.io/en/v1.0.0.
"""

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tressons_ld.catalogue.columns.spelling import did_you_mean, nearest
from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import (
    ANSWERS_UP_TO,
    FOLDER_TABLES,
    LARGEST_LOSS,
    PAGE_SIZE,
    WITHOUT_DESCRIPTION,
    Settings,
    TableStart,
)
from tressons_ld.catalogue.model.multilingual import words_in
from tressons_ld.catalogue.paths import FRENCH_PATHS, PATHS_IN
from tressons_ld.catalogue.tables.house_columns import read_columns
from tressons_ld.catalogue.tables.look_files import read_look
from tressons_ld.catalogue.tables.source_folders import refuse_links_out
from tressons_ld.catalogue.tables.table_file import TableFile, table_file
from tressons_ld.catalogue.tables.toml_file import FILE, parsed, text_of
from tressons_ld.catalogue.tables.toml_lines import lines_of
from tressons_ld.findings.errors import SettingsError
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import COLON, Text, quotation
from tressons_ld.findings.messages import sentence

# Dotted key -> kind of its value. «date» is a text, a TOML date or the number of a year; a key that
# ends with «.*» stands for the names that the folder chooses.
_KINDS = {
    "base_iri": "text",
    "site_url": "text",
    "paths": "paths of things",
    "catalogue.title_fr": "text",
    "catalogue.title_en": "text",
    "catalogue.description_fr": "text",
    "catalogue.description_en": "text",
    "catalogue.language": "text",
    "catalogue.publisher": "text",
    "catalogue.issued": "date",
    "catalogue.places": "list",
    "contact.name": "text",
    "contact.email": "text",
    "contact.url": "text",
    "contact.issues": "text",
    "licence.iri": "text",
    "licence.label": "text",
    "licence.confirmed": "truth",
    "rights.fr": "text",
    "rights.en": "text",
    "data.title_fr": "text",
    "data.title_en": "text",
    "data.description_fr": "text",
    "data.description_en": "text",
    "data.keywords": "list",
    "data.themes": "list",
    "data.access_rights": "text",
    "data.frequency": "text",
    "data.period_start": "date",
    "data.period_end": "date",
    "data.period_basis": "text",
    "source.id": "text",
    "source.file": "text",
    "source.title": "text",
    "source.created": "date",
    "source.description": "text",
    "source.creators": "list",
    "source.rights_fr": "text",
    "source.rights_en": "text",
    "programme.id": "text",
    "programme.name": "text",
    "programme.acronym": "text",
    "programme.description": "text",
    "programme.start": "date",
    "programme.end": "date",
    **{f"programme.{role}": "list" for role in ("leaders", "partners", "supporters", "funders")},
    "programme.homepage": "text",
    "programme.pages": "list",
    "schemes.*": "bilingual",
    "columns.*": "any",
    **{f"files.{name}": "file" for name in (layout.name for layout in FOLDER_TABLES)},
    "import.*": "any",
    "site.logo": "text",
    "site.accent": "text",
    "site.dark_accent": "text",
    "site.texts": "any",
    "resources.without_description": "description",
    "resources.group_by": "text",
    "publication.documents": "truth",
    "publication.feeds": "truth",
    "publication.keep": "paths",
    "publication.site": "truth",
    "publication.second_language": "truth",
    "publication.answers_up_to": "count",
    "publication.references": "truth",
    "publication.page_size": "number",
    "publication.largest_loss": "share",
}
# What may be said in any language: these keys end with its tag, ``title_de``.
_OF_A_LANGUAGE = re.compile(
    r"((?:catalogue|data)\.(?:title|description)_|source\.rights_|rights\.)"
    r"([a-z]{2,3}(?:-[a-z0-9]{2,8})*)",
    re.IGNORECASE,
)
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_TABLES = {key.partition(".")[0] for key in _KINDS if "." in key}
_KIND_NAMES = {
    "text": sentence("settings.a-text"),
    "date": sentence("settings.a-date"),
    "list": sentence("settings.a-list"),
    "paths": sentence("settings.a-list-of-paths"),
    "file": sentence("settings.a-file"),
    "number": sentence("settings.a-number"),
    "count": sentence("settings.a-count"),
    "share": sentence("settings.a-share"),
    "paths of things": sentence("settings.a-language"),
    "description": sentence("settings.without-description"),
    "truth": sentence("settings.a-truth-value"),
    "bilingual": sentence("settings.a-bilingual-text"),
    "table": sentence("settings.a-table"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """The values of catalogue.toml that are of the kind asked for, by dotted key.

    Attributes:
        settings: the settings proper.
        values: texts, dates as texts, lists as tuples, truth values.
        schemes: titles of the concept schemes.
    """

    settings: Settings
    values: Mapping[str, Any]
    schemes: Mapping[str, Text]

    def text(self, key: str) -> str | None:
        """Return a text without outer white space, or None where it is missing or empty."""
        value = self.values.get(key)
        return value.strip() or None if isinstance(value, str) else None

    def in_other_languages(self, start: str) -> list[tuple[str, str]]:
        """Return the tags of other languages than French and English, with the keys that end so."""
        found = ((_OF_A_LANGUAGE.fullmatch(key), key) for key in self.values)
        tags = ((match[2].lower(), key) for match, key in found if match and match[1] == start)
        return sorted(each for each in tags if each[0] not in ("fr", "en"))

    def has(self, table: str) -> bool:
        """Return whether the table has any value."""
        return any(key.startswith(f"{table}.") for key in self.values)


def read_settings(
    folder: Path, *, base_iri: str | None = None, site_url: str | None = None
) -> tuple[Document, list[Finding]]:
    """Return what catalogue.toml says, and what is wrong with it.

    Args:
        folder: the catalogue folder.
        base_iri: what things are called, instead of what the file says.
        site_url: where the files lie, instead of what the file says.

    Raises:
        SettingsError: it does not parse, or base_iri or site_url are missing or malformed.
        FolderError: it cannot be read, or a link leads out of the folder.
    """
    refuse_links_out(folder)
    text = text_of(folder / FILE)
    raw = parsed(text)
    lines = lines_of(text)
    place = Settings("", "", lines=lines)
    values, findings = _values_of(raw, place)
    for name, given in (("base_iri", base_iri), ("site_url", site_url)):
        if given is not None:
            values[name] = given
            _check_base(name, given, "")
        else:
            line = f":{lines[name]}" if name in lines else ""
            _check_base(name, values.get(name), f"{FILE}{line}")
    aliases, table_aliases, column_rules, wrong = read_columns(_under("columns", values), place)
    files: dict[str, TableFile] = _under("files", values)
    documents = bool(values.get("publication.documents", True))
    look, wrong_texts = read_look(folder, values, place)
    findings += (*wrong, *wrong_texts)
    settings = Settings(
        base_iri=values["base_iri"],
        site_url=values["site_url"],
        lines=lines,
        aliases=aliases,
        table_aliases=table_aliases,
        column_rules=column_rules,
        files={name: given.file for name, given in files.items() if given.file is not None},
        starts={name: given.start for name, given in files.items()},
        documents=documents,
        feeds=bool(values.get("publication.feeds", True)),
        site=bool(values.get("publication.site", documents)),
        second_language=bool(values.get("publication.second_language", True)),
        answers_up_to=int(values.get("publication.answers_up_to", ANSWERS_UP_TO)),
        references=values.get("publication.references"),
        page_size=int(values.get("publication.page_size", PAGE_SIZE)),
        largest_loss=float(values.get("publication.largest_loss", LARGEST_LOSS)),
        keep=values.get("publication.keep", ()),
        look=look,
        without_description=values.get("resources.without_description", WITHOUT_DESCRIPTION[0]),
        group_by=values.get("resources.group_by", "").strip(),
        paths=values.get("paths", FRENCH_PATHS),
        for_one_run=frozenset(
            name for name, given in (("base_iri", base_iri), ("site_url", site_url)) if given
        ),
    )
    return Document(settings, values, _under("schemes", values)), findings


def _values_of(raw: Mapping[str, Any], place: Settings) -> tuple[dict[str, Any], list[Finding]]:
    """Return the values that are of the kind asked for, by dotted key, and what is wrong elsewhere.

    Args:
        raw: the TOML document.
        place: what knows the line of each key.
    """
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for key, value in _flattened(raw):
        kind = _kind(key)
        if kind is None:
            findings.append(_unknown(key, place))
            continue
        read = _of_kind(value, kind)
        if read is None:
            expected = _KIND_NAMES[kind]
            findings.append(finding("settings.wrong-kind", place.at(key), key, expected=expected))
        else:
            values[key] = read
    return values, findings


def _under(table: str, values: Mapping[str, Any]) -> dict[str, Any]:
    start = f"{table}."
    return {key[len(start) :]: value for key, value in values.items() if key.startswith(start)}


# --- kinds of values --------------------------------------------------------------------------


def _flattened(table: Mapping[str, Any], start: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the values of a TOML document by dotted key; those of [schemes] are tables."""
    for key, value in table.items():
        dotted = f"{start}{key}"
        if isinstance(value, dict) and not start and key in _TABLES:
            yield from _flattened(value, f"{dotted}.")
        else:
            yield dotted, value


def _kind(key: str) -> str | None:
    """Return the kind of value that a dotted key takes, or None for an unknown key."""
    table, _, rest = key.partition(".")
    if not rest and table in _TABLES:
        return "table"
    known = _KINDS.get(key) or (_KINDS.get(f"{table}.*") if rest else None)
    return known or ("text" if _OF_A_LANGUAGE.fullmatch(key) else None)


def _of_kind(value: Any, kind: str) -> Any:
    """Return the value, as the kind would have it, or None if it is of another."""
    match kind, value:
        case "any", _:
            return value
        case "text" | "date", str():
            return value
        case "date", datetime.datetime() | datetime.time() | bool():
            return None
        case "date", datetime.date():
            return value.isoformat()
        case "date", int():
            return str(value)
        case "file", str():
            return TableFile(value, TableStart())
        case "file", dict():
            return table_file(value)
        case "paths of things", str() if value in PATHS_IN:
            return PATHS_IN[value]
        case "description", str() if value in WITHOUT_DESCRIPTION:
            return value
        case "truth", bool():
            return value
        case "number", int() if not isinstance(value, bool) and value >= 1:
            return value
        case "count", int() if not isinstance(value, bool) and value >= 0:
            return value
        case "share", int() | float() if not isinstance(value, bool) and 0 <= value <= 1:
            return float(value)
        case "list", list() if all(isinstance(item, str) for item in value):
            return tuple(value)
        case "paths", list() if all(map(_is_path_below, value)):
            paths = dict.fromkeys(each.strip("/") for each in value)
            # What lies in a folder that is listed is there with it.
            return tuple(
                path for path in paths if not any(path.startswith(f"{one}/") for one in paths)
            )
        case "bilingual", dict() if value and all(map(_TAG.fullmatch, value)):
            if not all(isinstance(words, str) for words in value.values()):
                return None
            others = {tag.lower(): words for tag, words in value.items() if words}
            sides = (others.pop("fr", ""), others.pop("en", ""))
            return words_in(*sides, tuple(sorted(others.items())))
        case _:
            return None


def _is_path_below(value: Any) -> bool:
    """Return whether a value is the path of something in a folder, and leads to nothing else."""
    if not isinstance(value, str) or value.startswith("/") or not value.isprintable():
        return False
    parts = value.removesuffix("/").split("/")
    return not any(part.strip(" .") == "" or set(part) & set('\\:"') for part in parts)


def _unknown(key: str, place: Settings) -> Finding:
    known = [name for name in _KINDS if not name.endswith("*")] + sorted(_TABLES)
    table, dot, rest = key.rpartition(".")
    siblings = {name: name for name in known if name.rpartition(".")[0] == table}
    near = nearest(key, siblings) or nearest(rest, {n.rpartition(".")[2]: n for n in known})
    return finding("settings.unknown", place.at(key), key, suggestion=did_you_mean(*near))


def _check_base(name: str, address: object, where: str) -> None:
    """Check an address under which others are made; ``where`` it was given, empty for a caller.

    Raises:
        SettingsError: it is missing, not http or https, or does not end with a slash.
    """
    place = Text(f"{where}{COLON.fr}", f"{where}{COLON.en}") if where else Text("", "")
    example = f'{name} = "https://example.org/catalogue/"'
    if not isinstance(address, str):
        raise SettingsError("settings.address-missing", place=place, name=name, example=example)
    if is_url(address) and address.endswith("/") and not set(address) & set("#?"):
        return
    raise SettingsError(
        "settings.address-unsuitable",
        place=place,
        name=name,
        address=quotation(address),
        example=example,
    )
