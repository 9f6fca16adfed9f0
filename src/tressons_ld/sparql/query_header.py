"""The header of a query file in the manner of grlc: a little YAML after ``#+``.

See https://github.com/CLARIAH/grlc, « Decorator syntax ». PyYAML reads it; what is wrong is told by
its line in the file.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import TypeAlias

import yaml

from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence

_MARK = "#+"
_TEXTS = ("summary", "summary_en", "description", "description_en", "name_en")
_LISTS = ("tags", "parameters", "defaults", "english")
_OWN_KEYS = (*_TEXTS, *_LISTS)
# Keys that mean something to grlc and nothing here.
_OTHER_KEYS = (
    *("endpoint", "endpoint_in_url", "endpoint-method", "enumerate"),
    *("method", "pagination", "transform"),
)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KEY_OR_ITEM = re.compile(r" *(?:[A-Za-z_-]+:|-(?: +[a-z][a-z0-9_]*:)?) +(\S.*)")

_Value: TypeAlias = tuple[str, int]
# Ten times as fast as that of Python; an installation may be without it.
_FASTEST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""A text of the header and its line in the file."""


def closest(name: str, names: Iterable[str]) -> Text:
    """Return the question whether the known name that is most like another was meant, or ""."""
    close = difflib.get_close_matches(name, list(names), 1)
    return sentence("query.perhaps", name=close[0]) if close else Text("", "")


def without_header(text: str) -> str:
    """Return a query without the lines of its header."""
    # A line ends with \n alone: what a literal may hold ends none.
    return "\n".join(line for line in text.split("\n") if not line.startswith(_MARK))


class QueryHeader:
    """The keys of the lines after ``#+``, each with a text or a list."""

    def __init__(self, text: str, file: str) -> None:
        """Read the header of a query.

        Args:
            text: the whole query.
            file: what to call it in messages.

        Raises:
            QueryError: it cannot be read; the line is told.
        """
        self.file = file
        lines = [
            (number, line.removeprefix(_MARK).rstrip().removeprefix(" "))
            for number, line in enumerate(text.split("\n"), start=1)
            if line.startswith(_MARK)
        ]
        self._numbers = [number for number, _ in lines]
        self._lines = [line for _, line in lines]
        self._yaml = "\n".join(self._lines)
        self._nodes: dict[str, yaml.Node] = {}
        root = self._composed()
        if root is None:
            return
        if not isinstance(root, yaml.MappingNode):
            raise self._neither(self._place(root.start_mark.index))
        for key, value in root.value:
            if not isinstance(key, yaml.ScalarNode):
                raise self._unreadable(key.start_mark.index)
            self._refuse(key.value, self._line(key))
            self._nodes[key.value] = value

    def text(self, key: str) -> Text:
        """Return a text of the header, empty in a language that it is not given in."""
        return Text(self._text(key), self._text(f"{key}_en"))

    def word(self, key: str) -> str:
        """Return a text of the header that is of one language, or "" where there is none."""
        return self._text(key)

    def items(self, key: str) -> list[_Value]:
        """Return the elements of a list of texts, each with its line."""
        return [self._scalar(node) for node in self._sequence(key)]

    def pairs(self, key: str) -> dict[str, _Value]:
        """Return the elements of a list of names with values, each value with its line."""
        pairs: dict[str, _Value] = {}
        for node in self._sequence(key):
            pair = node.value if isinstance(node, yaml.MappingNode) else []
            name = pair[0][0].value if len(pair) == 1 else None
            if not isinstance(name, str) or not _NAME.fullmatch(name) or name in pairs:
                item = self._source(node).strip().removeprefix("-").strip()
                raise QueryError(
                    "query.header-pair",
                    file=self.file,
                    line=self._line(node),
                    item=quotation(item),
                )
            pairs[name] = self._scalar(pair[0][1])
        return pairs

    def _composed(self) -> yaml.Node | None:
        root: yaml.Node | None
        try:
            root = yaml.compose(self._yaml, Loader=_FASTEST)
        except yaml.YAMLError:
            pass  # That of Python tells the place.
        else:
            return root
        try:
            root = yaml.compose(self._yaml, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            # Of a block the context is its beginning, far from what is wrong in it.
            in_block = "block" in (error.context or "")
            mark = (not in_block and error.context_mark) or error.problem_mark
            raise self._unreadable(mark.index if mark else 0) from None
        except yaml.reader.ReaderError as error:
            raise self._unreadable(error.position) from None
        except RecursionError:
            raise self._unreadable(0) from None
        return root

    def _place(self, index: int) -> int:
        """Return the number of a line among those of the header, from 0."""
        return min(self._yaml.count("\n", 0, index), len(self._lines) - 1)

    def _line(self, node: yaml.Node) -> int:
        return self._numbers[self._place(node.start_mark.index)]

    def _source(self, node: yaml.Node) -> str:
        return self._lines[self._place(node.start_mark.index)]

    def _unreadable(self, index: int) -> QueryError:
        place = self._place(index)
        if match := _KEY_OR_ITEM.fullmatch(self._lines[place]):
            return QueryError(
                "query.header-unquoted",
                file=self.file,
                line=self._numbers[place],
                value=quotation(match[1]),
            )
        return self._neither(place)

    def _neither(self, place: int) -> QueryError:
        return QueryError("query.header-line", file=self.file, line=self._numbers[place])

    def _refuse(self, key: str, line: int) -> None:
        if key in self._nodes:
            raise QueryError("query.header-key-repeated", file=self.file, line=line, key=key)
        if key not in (*_OWN_KEYS, *_OTHER_KEYS):
            meant, known = closest(key, _OWN_KEYS), ", ".join(_OWN_KEYS)
            raise QueryError(
                "query.header-key-unknown",
                file=self.file,
                line=line,
                key=key,
                suggestion=meant,
                known=known,
            )

    def _text(self, key: str) -> str:
        return self._scalar(self._nodes[key])[0] if key in self._nodes else ""

    def _scalar(self, node: yaml.Node) -> _Value:
        if not isinstance(node, yaml.ScalarNode):
            raise self._unreadable(node.start_mark.index)
        after = self._yaml[node.end_mark.index :].partition("\n")[0]
        if after.lstrip().startswith("#"):
            # A comment of YAML, which whoever writes a text does not mean.
            raise self._unreadable(node.start_mark.index)
        # A text of several lines ends in a line end.
        return str(node.value).strip() if node.style in (">", "|") else node.value, self._line(node)

    def _sequence(self, key: str) -> list[yaml.Node]:
        node = self._nodes.get(key)
        if node is None or isinstance(node, yaml.ScalarNode) and not node.value:
            return []
        if not isinstance(node, yaml.SequenceNode):
            raise QueryError(
                "query.header-not-a-list", file=self.file, line=self._line(node), key=key
            )
        return list(node.value)
