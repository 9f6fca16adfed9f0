"""Titles and subtitles in two columns -> one column of whole titles."""

from collections.abc import Mapping
from dataclasses import replace

from tressons_ld.catalogue.adoption.heading_words import is_subtitle, meanings
from tressons_ld.catalogue.adoption.source import SourceTable
from tressons_ld.findings.messages import sentence

_BETWEEN = " : "
"""As libraries join them (ISBD)."""
_ENDS = " :/;="

JOINED = sentence("adoption.subtitle-joined")


def with_whole_titles(table: SourceTable, user_columns: Mapping[str, str]) -> SourceTable:
    """Return the table, its subtitles behind its titles, which is told.

    Args:
        table: the table.
        user_columns: heading -> column, as the user says: what they say of either column stands.
    """
    width = range(len(table.headings))
    said = [heading for heading, column in user_columns.items() if column == "title"]
    titles = [
        i
        for i in width
        if table.name(i) in said or (not said and _is_title(table, i, user_columns))
    ]
    subtitles = [
        index
        for index in width
        if is_subtitle(table.headings[index])
        and table.name(index) not in user_columns
        and any(table.filled(index))
    ]
    if len(titles) != 1 or len(subtitles) != 1:
        return table
    (title,), (subtitle,) = titles, subtitles
    rows = tuple(
        row._replace(
            cells=tuple(
                _whole(text, row.cells[subtitle]) if index == title else text
                for index, text in enumerate(row.cells)
                if index != subtitle
            )
        )
        for row in table.rows
    )
    headings = tuple(heading for i, heading in enumerate(table.headings) if i != subtitle)
    told = JOINED.format(first=table.name(title), second=table.name(subtitle))
    return replace(table, headings=headings, rows=rows, remarks=(*table.remarks, told))


def _is_title(table: SourceTable, index: int, user_columns: Mapping[str, str]) -> bool:
    told = any(one.column == "title" for one in meanings(table.headings[index]))
    return told and table.name(index) not in user_columns


def _whole(title: str, subtitle: str) -> str:
    """Return a title and what stands behind it.

    >>> _whole("Le vélo", "un guide"), _whole("Le vélo :", "un guide"), _whole("Le vélo", "")
    ('Le vélo : un guide', 'Le vélo : un guide', 'Le vélo')
    """
    if not subtitle.strip():
        return title
    return _BETWEEN.join(filter(None, (title.rstrip(_ENDS), subtitle.strip(_ENDS))))
