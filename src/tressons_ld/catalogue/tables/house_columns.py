"""What a house says of its own columns, under ``[columns]`` of ``catalogue.toml``.

::

    [columns]                            # any table: heading = column; "" is not read
    "Titre" = "title"

    [columns.resources]                  # that table alone
    "Type" = ""
    kind = { constant = "Rapport" }      # where the cell is empty, or no heading stands for it
    themes = { heading = "Sujets", separator = "," }
    keywords = { headings = ["Manual Tags", "Automatic Tags"] }
    language = { heading = "Langue", values = { "français" = "fr" } }
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tressons_ld.catalogue.columns.spelling import did_you_mean, fold, nearest
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import FOLDER_TABLES, RESOURCES, ColumnRule, Settings
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.messages import sentence

_LAYOUTS = {layout.name: layout for layout in FOLDER_TABLES}
_EXPECTED = sentence("settings.house-column")


def read_columns(
    values: Mapping[str, Any], place: Settings
) -> tuple[
    dict[str, str], dict[str, dict[str, str]], dict[str, dict[str, ColumnRule]], list[Finding]
]:
    """Return what stands under ``[columns]``, and what is wrong with it.

    Args:
        values: what stands there, by heading, or by table.
        place: the settings, which know the line of each key.

    Returns:
        heading -> column, for any table; table -> heading -> column; table -> column -> rule.
    """
    reader = _ColumnsReader(place)
    for key, value in values.items():
        if isinstance(value, str):
            known = {name: name for layout in FOLDER_TABLES for name in layout.names}
            if reader.is_column(value, known, f"columns.{key}"):
                reader.headings[key] = value
        elif isinstance(value, dict) and key in _LAYOUTS:
            reader.table(_LAYOUTS[key], value)
        elif isinstance(value, dict):
            near = did_you_mean(*nearest(key, {name: name for name in _LAYOUTS}))
            dotted = f"columns.{key}"
            reader.findings.append(
                finding("settings.unknown", place.at(dotted), dotted, suggestion=near)
            )
        else:
            reader.refuse(f"columns.{key}")
    return reader.headings, reader.headings_of, reader.rules, reader.findings


class _ColumnsReader:
    def __init__(self, place: Settings) -> None:
        self.place = place
        self.headings: dict[str, str] = {}
        self.headings_of: dict[str, dict[str, str]] = {}
        self.rules: dict[str, dict[str, ColumnRule]] = {}
        self.findings: list[Finding] = []

    def table(self, layout: Layout, values: Mapping[str, Any]) -> None:
        known = {name: name for name in layout.names}
        headings = self.headings_of.setdefault(layout.name, {})
        rules = self.rules.setdefault(layout.name, {})
        for key, value in values.items():
            dotted = f"columns.{layout.name}.{key}"
            if isinstance(value, str):
                if self.is_column(value, known, dotted):
                    headings[key] = value
            elif not isinstance(value, dict):
                self.refuse(dotted)
            elif self.is_column(key, known, dotted) and (rule := self._rule(value, dotted)):
                if (rule.separator or len(rule.headings) > 1) and not layout[key].many:
                    self.findings.append(
                        finding("settings.column-of-one-value", self.place.at(dotted), key)
                    )
                    continue
                rules[key] = rule
                headings.update(dict.fromkeys(rule.headings, key))

    def _rule(self, value: Mapping[str, Any], dotted: str) -> ColumnRule | None:
        match value:
            case {"heading": str(heading), **rest} if "headings" not in rest:
                headings = [heading]
            case {"headings": list(headings), **rest} if all(isinstance(h, str) for h in headings):
                pass
            case {**rest}:
                headings = []
        constant, separator = rest.pop("constant", ""), rest.pop("separator", "")
        words = rest.pop("values", {})
        texts = (constant, separator, *(words.values() if isinstance(words, dict) else (None,)))
        if rest or not all(isinstance(text, str) for text in texts):
            self.refuse(dotted)
            return None
        folded = {fold(word): text for word, text in words.items()}
        return ColumnRule(tuple(headings), constant, separator, folded)

    def is_column(self, name: str, known: Mapping[str, str], dotted: str) -> bool:
        """Return whether a name is that of a column, or empty; else it is a finding."""
        if not name or name in known or any(each.in_language(name) for each in FOLDER_TABLES):
            return True
        near = did_you_mean(*nearest(name.casefold(), known))
        where = self.place.at(dotted)
        self.findings.append(finding("settings.unknown-column", where, name, suggestion=near))
        return False

    def refuse(self, dotted: str) -> None:
        self.findings.append(
            finding("settings.wrong-kind", self.place.at(dotted), dotted, expected=_EXPECTED)
        )


def heading_key(heading: str) -> str:
    """Return a heading as it is compared: without case, spaces, hyphens and underscores."""
    return "".join(heading.casefold().replace("_", " ").replace("-", " ").split())


def headings_of(layout: Layout, settings: Settings) -> dict[str, str]:
    """Return which column each heading of the house stands for in a table; "" where it is not read.

    What holds for any table was written with the table of resources in view: it takes from another
    one no column that this names as it is called.
    """
    names = {heading_key(name) for name in layout.names} if layout is not RESOURCES else set()
    found = {
        heading: column
        for heading, column in settings.aliases.items()
        if heading_key(heading) not in names
    }
    return {**found, **settings.table_aliases.get(layout.name, {})}


def absent_headings(
    layout: Layout, settings: Settings, headings: Sequence[str], file: str
) -> Iterator[Finding]:
    """Yield a finding for each heading that the house names for a table, and that it has not.

    Args:
        layout: of the table.
        settings: of the catalogue.
        headings: those of the table; none of a table whose headings are keys.
        file: of the table.
    """
    known = {heading_key(heading): heading for heading in headings}
    rules = settings.column_rules.get(layout.name, {})
    named = settings.table_aliases.get(layout.name, {}) if known else {}
    for heading, column in named.items():
        if column and heading_key(heading) not in known:
            of_rule = column in rules and heading in rules[column].headings
            place = settings.at(f"columns.{layout.name}.{column if of_rule else heading}")
            near = did_you_mean(*nearest(heading_key(heading), known))
            yield finding("settings.heading-absent", place, heading, file=file, suggestion=near)


def joined_columns(layout: Layout, headings: Mapping[str, str]) -> frozenset[str]:
    """Return the columns of several values that the house gives by several headings."""
    named = list(headings.values())
    return frozenset(c.name for c in layout.columns if c.many and named.count(c.name) > 1)


def joined_texts(texts: Iterable[str]) -> str:
    """Return the values of several cells as one cell has them, each once.

    >>> joined_texts(["arbre; forêt", "", "Forêt; mousse"])
    'arbre; forêt; mousse'
    """
    values = (item.strip() for text in texts for item in text.split(";"))
    first: dict[str, str] = {}
    for value in values:
        if value:
            first.setdefault(fold(value), value)
    return "; ".join(first.values())


def ruled(text: str, rule: ColumnRule, *, many: bool) -> str:
    """Return the text of a cell as the columns of the tool have it.

    >>> ruled("arbre, forêt", ColumnRule(separator=","), many=True)
    'arbre; forêt'
    """
    text = text.strip() or rule.constant
    if not many:
        return rule.values.get(fold(text), text)
    if not (rule.separator or rule.values):
        return text
    items = text.replace(rule.separator, ";") if rule.separator else text
    values = [rule.values.get(fold(item), item.strip()) for item in items.split(";")]
    return "; ".join(values)
