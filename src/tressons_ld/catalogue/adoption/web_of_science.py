"""Exports of Web of Science -> records: fields of two letters, as tags or headings of a table.

https://images.webofknowledge.com/images/help/WOS/hs_wos_fieldtags.html
"""

import re
from dataclasses import replace

from tressons_ld.catalogue.adoption.source import SourceTable

_FIELDS = {
    "AF": "authors",
    "AU": "short-authors",
    "CA": "organisations",
    "TI": "title",
    "SO": "container-title",
    "LA": "language",
    "DT": "kind",
    "DE": "keywords",
    "ID": "keywords-plus",
    "AB": "description",
    "PY": "issued",
    "DI": "doi",
    "SN": "issn",
    "EI": "eissn",
    "BN": "isbn",
    "PU": "publisher",
    "SE": "series",
    "PG": "number_of_pages",
    "UT": "accession-number",
    "WC": "subject-categories",
}
_LISTS = frozenset(["AF", "AU", "CA"])
"""Fields of which each line is one value."""
_NEEDED = frozenset(["PT", "AU", "TI", "PY"])
_LINE = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?")


def is_tagged(content: bytes) -> bool:
    """Return whether a text begins as an export of tagged fields does."""
    return re.match(rb"(?:\xef\xbb\xbf)?FN [^\n\t]*\r?\nVR ", content) is not None


def tagged_records(text: str) -> list[dict[str, str]]:
    r"""Return the records of an export of tagged fields.

    >>> tagged_records("FN WoS\nVR 1.0\nPT J\nAF Bin, Xin\n   Wu, Li\nTI A\n   title\nER\n\nEF")
    [{'PT': 'J', 'authors': 'Bin, Xin; Wu, Li', 'title': 'A title'}]
    """
    records: list[dict[str, str]] = []
    fields: dict[str, list[str]] = {}
    tag = ""
    for line in text.lstrip("\ufeff").splitlines():
        if line.startswith("   ") and tag:
            fields[tag].append(line.strip())
        elif found := _LINE.fullmatch(line.rstrip()):
            tag = found[1]
            if tag in ("ER", "EF"):
                if fields:
                    records.append(_record(fields))
                fields, tag = {}, ""
            elif tag in ("FN", "VR"):
                tag = ""
            else:
                fields.setdefault(tag, []).append((found[2] or "").strip())
    return [*records, _record(fields)] if fields else records


def _record(fields: dict[str, list[str]]) -> dict[str, str]:
    return {
        _name(tag, "AF" in fields): ("; " if tag in _LISTS else " ").join(lines).strip()
        for tag, lines in fields.items()
    }


def _name(tag: str, full_names: bool) -> str:
    return "authors" if tag == "AU" and not full_names else _FIELDS.get(tag, tag)


def with_fields_named(table: SourceTable) -> SourceTable:
    """Return a table whose headings are tags of fields, with their names in the place of them."""
    tags = [heading.strip("\ufeff ") for heading in table.headings]
    if not set(tags) >= _NEEDED:
        return table
    return replace(table, headings=tuple(_name(tag, "AF" in tags) for tag in tags))
