"""Exports of programs that manage references -> records: BibTeX, RIS, CSL-JSON.

BibTeX is read by bibtexparser, RIS by rispy, both of the extra ``import``; CSL-JSON is JSON
(https://docs.citationstyles.org/en/stable/specification.html).
"""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tressons_ld.findings.errors import FolderError, MissingPackageError

Record = dict[str, str]

# Of each format: its name for what we have a column for -> our column. Others keep their names.
_BIBTEX = {
    "title": "title",
    "author": "authors",
    "publisher": "publisher",
    "institution": "organisations",
    "school": "organisations",
    "organization": "organisations",
    "abstract": "description",
    "keywords": "keywords",
    "url": "landing_page",
    "series": "series",
    "language": "language",
    "langid": "language",
}
_RIS = {
    "title": "title",
    "primary_title": "title",
    "authors": "authors",
    "first_authors": "authors",
    "publisher": "publisher",
    "abstract": "description",
    "notes_abstract": "description",
    "keywords": "keywords",
    "language": "language",
    "secondary_title": "container-title",
    "journal_name": "container-title",
}
_CSL = {
    "title": "title",
    "abstract": "description",
    "publisher": "publisher",
    "language": "language",
    "collection-title": "series",
    "URL": "landing_page",
}
_BIBTEX_KINDS = {"article": "journalArticle", "online": "webpage", "electronic": "webpage"}
_DATES = frozenset(["year", "date", "month"])
_OF_THE_WHOLE = _DATES | {"publisher", "series"}
"""What an entry has of the volume that its ``crossref`` names, where it does not say it itself."""
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def bibtex_records(text: str, file: str) -> list[Record]:
    """Return the entries of a BibTeX file.

    Raises:
        MissingPackageError: bibtexparser is not installed.
        FolderError: an entry cannot be read.
    """
    try:
        from bibtexparser import middlewares
        from bibtexparser.entrypoint import parse_string
        from bibtexparser.model import DuplicateBlockKeyBlock
    except ImportError as error:
        raise MissingPackageError("package.missing-import", package="bibtexparser") from error
    stack: list[Any] = [middlewares.SeparateCoAuthors()]
    try:
        stack.insert(0, middlewares.LatexDecodingMiddleware())
    except ImportError as error:
        raise MissingPackageError("package.missing-import", package="pylatexenc") from error
    library = parse_string(_keys_told_apart(text), append_middleware=stack)
    for block in library.failed_blocks:
        if isinstance(block, DuplicateBlockKeyBlock):
            continue  # of a @string that is there twice: keys of entries are told apart
        line = (block.start_line or 0) + 1
        raise FolderError("folder.bibtex-broken", file=file, line=line)
    fields = {
        entry.key: {field.key.lower(): field.value for field in entry.fields}
        for entry in library.entries
    }
    for own in fields.values():
        whole = fields.get(str(own.get("crossref", "")), {})
        dated = "year" in own or "date" in own
        for name in _OF_THE_WHOLE if not dated else _OF_THE_WHOLE - _DATES:
            if name in whole:
                own.setdefault(name, whole[name])
    return [
        _bibtex_record(entry.key, entry.entry_type, fields[entry.key]) for entry in library.entries
    ]


_KEY = re.compile(
    r"(?m)^(\s*@(?!string|comment|preamble)\w+\s*\{\s*)([^\s,{}]+)(?=\s*,)", re.IGNORECASE
)


def _keys_told_apart(text: str) -> str:
    """Return a BibTeX text whose entries have different keys: a number behind one that is taken."""
    times: Counter[str] = Counter()

    def key(match: re.Match[str]) -> str:
        times[match[2]] += 1
        number = times[match[2]]
        return match[0] if number == 1 else f"{match[1]}{match[2]}-{number}"

    return _KEY.sub(key, text)


def _bibtex_record(key: str, kind: str, fields: dict[str, Any]) -> Record:
    record = {"id": key, "kind": _BIBTEX_KINDS.get(kind, kind)}
    date = str(fields.pop("date", "") or fields.pop("year", ""))
    month = str(fields.pop("month", "")).lower()[:3]
    if month in _MONTHS and len(date) == 4:
        date = f"{date}-{_MONTHS.index(month) + 1:02d}"
    _put(record, "issued", date)
    if doi := str(fields.get("doi", "")):
        _put(record, "doi", doi)
        del fields["doi"]
    for name, value in fields.items():
        if isinstance(value, list):
            # « and others » ends a list of authors as « et al. » does.
            text = "; ".join(value[:-1] if value[-1:] == ["others"] else value)
        else:
            text = str(value)
        if name == "keywords" and ";" not in text:
            text = text.replace(",", ";")
        column = _BIBTEX.get(name, name)
        if name == "howpublished" and "://" in text and "url" not in fields:
            column = "landing_page"
        _put(record, column, text.replace("{", "").replace("}", ""))
    return record


def ris_records(text: str, file: str) -> list[Record]:
    """Return the entries of an RIS file.

    Raises:
        MissingPackageError: rispy is not installed.
        FolderError: the file cannot be read.
    """
    try:
        import rispy
    except ImportError as error:
        raise MissingPackageError("package.missing-import", package="rispy") from error
    try:
        entries = rispy.loads(text)
    except (ValueError, KeyError, IndexError, OSError, UnicodeError) as error:
        raise FolderError("folder.ris-broken", file=file) from error
    return [_ris_record(entry) for entry in entries]


def _ris_record(entry: Mapping[str, Any]) -> Record:
    record = {"kind": str(entry.get("type_of_reference", ""))}
    known = {"type_of_reference", "year", "publication_year", "date", "doi", "urls", "id"}
    _put(record, "id", str(entry.get("id", "")))
    date = str(entry.get("date") or entry.get("year") or entry.get("publication_year") or "")
    # 2021/03// is a month, 2021/// a year (RIS, tag PY).
    _put(record, "issued", "-".join(part for part in date.split("/")[:3] if part.strip()))
    _put(record, "doi", str(entry.get("doi", "")))
    _put(record, "landing_page", "; ".join(entry.get("urls", ())))
    for name, value in entry.items():
        if name not in known:
            text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            _put(record, _RIS.get(name, name), text)
    return record


def csl_records(items: list[Any]) -> list[Record]:
    """Return the items of a CSL-JSON file, or the objects of any other list of them."""
    return [_csl_record(item) for item in items if isinstance(item, dict)]


def is_csl(items: object) -> bool:
    """Return whether the value of a JSON text is a list of references."""
    return (
        isinstance(items, list)
        and bool(items)
        and all(isinstance(item, dict) and "type" in item and "title" in item for item in items)
    )


def _csl_record(item: Mapping[str, Any]) -> Record:
    record: Record = {"id": str(item.get("id", "")), "kind": str(item.get("type", ""))}
    for name, value in item.items():
        if name in ("id", "type"):
            continue
        if name == "issued":
            _put(record, "issued", _csl_date(value))
        elif name == "keyword":
            text = str(value)
            _put(record, "keywords", text if ";" in text else text.replace(",", ";"))
        elif isinstance(value, list) and all(isinstance(each, dict) for each in value):
            names = "; ".join(filter(None, map(_csl_name, value)))
            _put(record, "authors" if name == "author" else name, names)
        elif isinstance(value, (str, int, float)):
            _put(record, "doi" if name == "DOI" else _CSL.get(name, name), str(value))
        else:
            _put(record, name, json.dumps(value, ensure_ascii=False, sort_keys=True))
    return record


def _csl_name(name: Mapping[str, Any]) -> str:
    if literal := name.get("literal"):
        return str(literal)
    family = " ".join(
        str(name[part])
        for part in ("dropping-particle", "non-dropping-particle", "family")
        if name.get(part)
    )
    given = str(name.get("given", ""))
    return ", ".join(filter(None, (family, given)))


def _csl_date(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and isinstance(parts[0], list):
        return "-".join(str(part).zfill(2) for part in parts[0] if part not in (None, ""))
    return str(value.get("raw") or value.get("literal") or "")


def _put(record: Record, column: str, text: str) -> None:
    """Add a text to a record: behind what it has there already."""
    text = re.sub(r"\s+", " ", text).strip() if column != "description" else text.strip()
    if text:
        record[column] = f"{record[column]}; {text}" if column in record else text
