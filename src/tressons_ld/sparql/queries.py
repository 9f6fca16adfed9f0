"""Questions kept as ``.rq`` files: their header and their parameters.

A file is valid SPARQL as it lies, and begins with a header in the manner of grlc
(https://github.com/CLARIAH/grlc, «Decorator syntax»), a little YAML after ``#+``::

    #+ summary: Quelles ressources parlent d'un thème ?
    #+ summary_en: Which resources are about a theme?
    #+ tags:
    #+   - thème
    #+ parameters:
    #+   - theme: id
    #+ defaults:
    #+   - theme: mobilite
    SELECT … WHERE { VALUES ?theme { "mobilite" } … }

Each parameter is a data block with its default. To give it another value is to put another term
there: a term, never a piece of text, so no value can change the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.errors import QueryError, reason_of
from tressons_ld.findings.language import Text, quotation
from tressons_ld.rdf.terms import (
    Term,
    iri,
    is_lexical,
    text,
    typed,
)
from tressons_ld.sparql.query_header import QueryHeader, closest
from tressons_ld.sparql.tokens import (
    data_blocks,
    in_query,
    surface_of,
)

ParameterType = Literal["id", "text", "year", "iri", "integer"]

_WANTED: Mapping[str, Text] = {
    "id": Text(
        "un identifiant, en minuscules sans accents, par exemple mobilite",
        "an id, in lower case without accents, for instance mobilite",
    ),
    "text": Text("un texte en UTF-8", "a text in UTF-8"),
    "year": Text("une année de quatre chiffres, par exemple 2020", "a year of four digits: 2020"),
    "iri": Text(
        "une adresse (IRI) entière, par exemple https://example.org/a",
        "a whole address (IRI), for instance https://example.org/a",
    ),
    "integer": Text("un nombre entier, par exemple 2", "a whole number, for instance 2"),
}
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question lets one choose.

    Attributes:
        name: of the variable, without ``?``.
        type: ``id``, ``text``, ``year``, ``iri`` or ``integer``.
        default: its value in the file; for an id or a year, an empty one means «any».
    """

    name: str
    type: ParameterType
    default: str

    def term(self, value: str) -> Term:
        """Return the value as the term that stands for it in the question.

        Ids, years and texts are plain literals, an integer is an ``xsd:integer``.

        Raises:
            ValueError: the value is not of this type.
        """
        if self.type == "iri":
            return iri(value)
        if self.type == "integer":
            return typed(value, "integer")
        free = self.type == "text" or (value == "" == self.default)
        if not free and not (
            _ID.fullmatch(value) if self.type == "id" else is_lexical(value, "gYear")
        ):
            raise ValueError(value)
        return text(value)


@dataclass(frozen=True, slots=True)
class Query:
    """A question.

    Attributes:
        name: of its file, without ``.rq``.
        file: what to call it in messages: the path, or ``-`` for the standard input.
        text: valid SPARQL, its parameters at their defaults.
        summary: the question as one sentence.
        description: what a reader should know besides.
        tags: what it is about.
        parameters: what one may choose, in the order of the header.
    """

    name: str
    file: str
    text: str
    summary: Text = Text("", "")
    description: Text = Text("", "")
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()

    @classmethod
    def parse(cls, name: str, text: str, file: str | None = None) -> Query:
        """Return the question of a file, given its text.

        Raises:
            QueryError: its header cannot be read, or does not fit the question.
        """
        file = file or f"{name}.rq"
        header = QueryHeader(text, file)
        summary, description = header.text("summary"), header.text("description")
        tags = tuple(value for value, _ in header.items("tags"))
        query = cls(name, file, text, summary, description, tags, _parameters(header))
        query._places()
        return query

    def _places(self) -> dict[str, tuple[int, int]]:
        """Return where in the text the term of each parameter stands."""
        blocks: dict[str, list[tuple[int, int]]] = {}
        for block in data_blocks(surface_of(self.text).tokens):
            blocks.setdefault(block.variable, []).append((block.start, block.end))
        places = {}
        for one in self.parameters:
            found = blocks.get(one.name, [])
            spelled = one.default if one.type == "integer" else in_query(one.term(one.default))
            if len(found) != 1 or self.text[slice(*found[0])] != spelled:
                line = f"VALUES ?{one.name} {{ {spelled} }}"
                raise QueryError(
                    "query.parameter-misplaced", file=self.file, parameter=one.name, line=line
                )
            places[one.name] = found[0]
        return places

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the question with these values in the place of the defaults.

        Raises:
            QueryError: it has no such parameter, or a value is not of its type.
        """
        known = {one.name: one for one in self.parameters}
        places = self._places()
        question = self.text
        for name in values:
            if name not in known:
                raise self._unknown(name)
        for name in sorted(values, key=lambda name: places[name], reverse=True):
            try:
                term = known[name].term(values[name])
            except ValueError:
                raise QueryError(
                    "query.parameter-value",
                    query=self.name,
                    parameter=name,
                    value=quotation(values[name]),
                    wanted=_WANTED[known[name].type],
                ) from None
            start, end = places[name]
            question = question[:start] + in_query(term) + question[end:]
        return question

    def _unknown(self, name: str) -> QueryError:
        known = [one.name for one in self.parameters]
        if not known:
            return QueryError("query.no-parameter", query=self.name, parameter=repr(name))
        return QueryError(
            "query.unknown-parameter",
            query=self.name,
            parameter=quotation(name),
            suggestion=closest(name, known),
            known=", ".join(known),
        )


@dataclass(frozen=True, slots=True)
class Queries:
    """The questions at hand, by name, and what is wrong with the files that hold none."""

    by_name: Mapping[str, Query]
    faults: Mapping[str, QueryError]

    def __getitem__(self, name: str) -> Query:
        """Return the question of this name.

        Raises:
            QueryError: there is none, or its file is faulty.
        """
        if name in self.faults:
            raise self.faults[name]
        if name not in self.by_name:
            known = sorted(self.by_name)
            raise QueryError(
                "query.unknown",
                name=quotation(name),
                suggestion=closest(name, known),
                known=", ".join(known),
            )
        return self.by_name[name]

    def listing(self, language: str = "fr") -> str:
        """Return the list of the questions as text: name, question, parameters with defaults."""
        widest = max(map(len, self.by_name), default=0)
        lines = []
        for name, query in self.by_name.items():
            lines.append(f"{name:<{widest}}  {query.summary.in_language(language)}\n")
            given = " ".join(f"-p {one.name}={one.default}" for one in query.parameters)
            lines += [f"{'':<{widest}}  {given}\n"] if given else []
        return "".join(lines)


def load_queries(folder: Path | None = None) -> Queries:
    """Return the tool's questions with those of a catalogue folder, which come before them.

    Args:
        folder: a catalogue folder; its ``queries/*.rq`` add to the tool's, or replace them by
            name.
    """
    queries, faults = {}, {}
    for file, path in tool_files("queries", folder, suffix=".rq").items():
        name = file.removesuffix(".rq")
        try:
            queries[name] = Query.parse(name, _read(path), f"queries/{file}")
        except QueryError as error:
            faults[name] = error
    return Queries(queries, faults)


def find_query(asked: str, folder: Path | None = None, standard_input: str = "") -> Query:
    """Return the question asked for: by its name, by its file's path, or read from the input.

    Args:
        asked: a name, the path of a file (it ends in ``.rq``), or ``-``.
        folder: see :func:`load_queries`.
        standard_input: the question itself, for ``-``.

    Raises:
        QueryError: there is no such question, or it cannot be read.
    """
    if asked == "-":
        if re.search(r"[\ud800-\udfff]", standard_input):
            raise QueryError("query.not-utf-8", file="-")
        return Query.parse("-", standard_input, "-")
    if asked.endswith(".rq"):
        path = Path(asked)
        return Query.parse(path.stem, _read(path), asked)
    return load_queries(folder)[asked]


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise QueryError("query.not-utf-8", file=path) from None
    except OSError as error:
        reason = reason_of(error)
        raise QueryError("query.unreadable-file", path=path, reason=reason) from None


def values_given(pairs: Iterable[str]) -> dict[str, str]:
    """Return the values given as ``name=value``, as one types them after ``-p``.

    Raises:
        QueryError: one has no ``=``, or a name stands twice.

    >>> values_given(["texte=a=b"])
    {'texte': 'a=b'}
    """
    values: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or name in values:
            raise QueryError("query.parameter-syntax", pair=quotation(pair))
        values[name] = value
    return values


def _parameters(header: QueryHeader) -> tuple[Parameter, ...]:
    """Return the parameters of a header, each with its type and its default."""
    types, defaults = header.pairs("parameters"), header.pairs("defaults")
    for name in types.keys() ^ defaults.keys():
        line = (types.get(name) or defaults[name])[1]
        raise QueryError("query.header-unpaired", file=header.file, line=line, name=name)
    parameters = []
    for name, (kind, line) in types.items():
        if kind not in get_args(ParameterType):
            known = ", ".join(get_args(ParameterType))
            raise QueryError(
                "query.header-type",
                file=header.file,
                line=line,
                type=quotation(kind),
                known=known,
            )
        parameter = Parameter(name, kind, defaults[name][0])  # type: ignore[arg-type]
        try:
            parameter.term(parameter.default)
        except ValueError:
            raise QueryError(
                "query.header-default",
                file=header.file,
                line=defaults[name][1],
                name=name,
                value=quotation(parameter.default),
                wanted=_WANTED[parameter.type],
            ) from None
        parameters.append(parameter)
    return tuple(parameters)
