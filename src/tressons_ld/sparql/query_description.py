"""What is told of a question to who wants to ask it: its words, its parameters, its SPARQL."""

from __future__ import annotations

from collections.abc import Callable

import wcwidth

from tressons_ld.findings.messages import sentence
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_header import without_header
from tressons_ld.sparql.query_parameter import Parameter

_WIDTH = 96
_PARAMETERS = sentence("query.parameters")
_NO_PARAMETER = sentence("query.takes-no-parameter")
_KIND = {
    "id": sentence("query.id"),
    "text": sentence("query.text"),
    "year": sentence("query.year"),
    "day": sentence("query.day"),
    "iri": sentence("query.iri"),
    "integer": sentence("query.integer"),
    "choice": sentence("query.choice"),
}
_OF_LISTS = sentence("query.id-or-name")
_SUCH_AS = sentence("query.gives-some")
_ANY = sentence("query.empty-for-all")
_OTHER_NAME = sentence("query.in-other-language")


def help_of(
    query: Query, language: str, default_of: Callable[[Parameter], str] | None = None
) -> str:
    """Return the question, its description and its parameters with their defaults.

    Args:
        query: the question.
        language: of the words.
        default_of: what a parameter is by default here, where it is not its own default.
    """
    lines = [*_words(query, language), ""]
    if not query.parameters:
        return _joined([*lines, _NO_PARAMETER.in_language(language)])
    lines.append(_PARAMETERS.in_language(language))
    asked = query.in_english() if language == "en" else query
    for one in query.parameters:
        default = asked.default_here(one, default_of)
        shown = query.word(default, language) if one.type == "choice" else default
        given = f"-p {query.word(one.name, language)}={shown}"
        if not one.default:
            given += f"   {_ANY.in_language(language)}"
        lines += [f"  {given}", *_wrapped(_kind(query, one, language), "      ")]
    return _joined(lines)


def commented_query(query: Query, language: str) -> str:
    """Return the question, its description and its SPARQL, a text that is SPARQL itself."""
    comments = [f"# {line}".rstrip() for line in _words(query, language)]
    return _joined([*comments, "", *without_header(query.text).strip().split("\n")])


def _words(query: Query, language: str) -> list[str]:
    lines = [query.summary.preferring(language) or query.name_in(language)]
    if query.name_en:
        other = query.name_in("fr" if language == "en" else "en")
        lines.append(_OTHER_NAME.in_language(language).format(name=other))
    description = query.description.preferring(language)
    return [*lines, "", *_wrapped(description)] if description else lines


def _kind(query: Query, parameter: Parameter, language: str) -> str:
    if lists := parameter.lists:
        pour = query.word("pour", language) if len(lists) == 1 else ""
        of = f" -p {pour}={lists[0]}" if pour else ""
        return _OF_LISTS.in_language(language).format(lists=", ".join(lists), of=of)
    if parameter.examples:
        name, _ = parameter.examples
        kind = _KIND[parameter.type].in_language(language)
        return kind + _SUCH_AS.in_language(language).format(name=name)
    words = ", ".join(query.word(word, language) for word in parameter.words)
    return _KIND[parameter.type].in_language(language).format(words=words)


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wcwidth.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
