"""The questions at hand: the tool's and a catalogue folder's own, by name or by file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.errors import QueryError, reason_of
from tressons_ld.findings.language import Text, quotation
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_header import closest
from tressons_ld.sparql.query_parameter import Parameter

_WORDS = "english.toml"


@dataclass(frozen=True, slots=True)
class Queries:
    """The questions at hand, by name, and what is wrong with the files that hold none."""

    by_name: Mapping[str, Query]
    faults: Mapping[str, QueryError]

    def __getitem__(self, name: str) -> Query:
        """Return the question of this name, asked in English if that is its English name.

        Raises:
            QueryError: there is none, or its file is faulty.
        """
        if name in self.faults:
            raise self.faults[name]
        if name in self.by_name:
            return self.by_name[name]
        english = {query.name_en: query for query in self.by_name.values() if query.name_en}
        if name in english:
            return english[name].in_english()
        french = sorted(self.by_name)
        in_english = sorted(query.name_in("en") for query in self.by_name.values())
        raise QueryError(
            "query.unknown",
            name=quotation(name),
            suggestion=closest(name, [*french, *english]),
            known=Text(", ".join(french), ", ".join(in_english)),
        )

    def listing(
        self, language: str = "fr", default_of: Callable[[Parameter], str] | None = None
    ) -> str:
        """Return the list of the questions as text: name, question, parameters with defaults.

        Args:
            language: of the list.
            default_of: what a parameter is by default here, where it is not its own default.
        """
        import wcwidth

        asked = [q.in_english() if language == "en" else q for q in self.by_name.values()]
        asked.sort(key=lambda query: query.name_in(language))
        widest = max((wcwidth.width(query.name_in(language)) for query in asked), default=0)
        lines = []
        for query in asked:
            name = wcwidth.ljust(query.name_in(language), widest)
            lines.append(f"{name}  {query.summary.preferring(language)}\n")
            given = " ".join(
                f"-p {query.word(one.name, language)}={query.default_here(one, default_of)}"
                for one in query.parameters
            )
            lines += [f"{'':<{widest}}  {given}\n"] if given else []
        return "".join(lines)


def load_queries(folder: Path | None = None) -> Queries:
    """Return the tool's questions with those of a catalogue folder, which come before them.

    Args:
        folder: a catalogue folder; its ``queries/*.rq`` add to the tool's, or replace them by
            name.
    """
    queries, faults = {}, {}
    words = english_words(folder)
    for file, path in tool_files("queries", folder, suffix=".rq").items():
        name = file.removesuffix(".rq")
        try:
            queries[name] = _parsed(name, _read(path), f"queries/{file}", tuple(words.items()))
        except QueryError as error:
            faults[name] = error
    return Queries(dict(sorted(queries.items())), faults)


@lru_cache(maxsize=256)
def _parsed(name: str, text: str, file: str, words: tuple[tuple[str, str], ...]) -> Query:
    """Return the question of a file, which is read more than once in a publication."""
    return Query.parse(name, text, file, dict(words))


def english_words(folder: Path | None = None) -> dict[str, str]:
    """Return the words of the questions in English: those of columns, parameters and choices.

    Args:
        folder: a catalogue folder; its ``queries/english.toml`` replaces the tool's.

    Raises:
        QueryError: that file cannot be read.
    """
    words: dict[str, str] = {}
    for file, path in tool_files("queries", folder, suffix=_WORDS).items():
        try:
            words |= {word: str(english) for word, english in tomllib.loads(_read(path)).items()}
        except tomllib.TOMLDecodeError as error:
            reason = str(error)
            raise QueryError("query.words-unreadable", file=file, reason=reason) from None
    return words


def find_question(question: str | Path, folder: Path | None = None) -> Query:
    """Return the question that is given: its SPARQL, its name, or the path of its file.

    A text of one word is a name, or a path if it ends in ``.rq``; any other is SPARQL.

    Raises:
        QueryError: there is no such question, or it cannot be read.
    """
    if isinstance(question, Path):
        return Query.parse(question.stem, _read(question), str(question), english_words(folder))
    if re.search(r"[\s{]", question) and not question.endswith(".rq"):
        return Query.parse("question", question, "question", english_words(folder))
    return find_query(question, folder)


def find_query(name: str, folder: Path | None = None, standard_input: str = "") -> Query:
    """Return the question asked for: by its name, by its file's path, or read from the input.

    Args:
        name: a name, the path of a file (it ends in ``.rq``), or ``-``.
        folder: see :func:`load_queries`.
        standard_input: the question itself, for ``-``.

    Raises:
        QueryError: there is no such question, or it cannot be read.
    """
    if name == "-":
        if re.search(r"[\ud800-\udfff]", standard_input):
            raise QueryError("query.not-utf-8", file="-")
        return Query.parse("-", standard_input, "-", english_words(folder))
    if name.endswith(".rq"):
        path = Path(name)
        return Query.parse(path.stem, _read(path), name, english_words(folder))
    return load_queries(folder)[name]


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
