"""A question kept as a ``.rq`` file: its header, its parameters, its names in two languages.

A file is valid SPARQL as it lies, and begins with a header in the manner of grlc
(https://github.com/CLARIAH/grlc, «Decorator syntax»), a little YAML after ``#+``::

    #+ summary: Quelles ressources parlent d'un thème ?
    #+ summary_en: Which resources are about a theme?
    #+ name_en: resources-about-a-theme
    #+ tags:
    #+   - thème
    #+ parameters:
    #+   - theme: id theme
    #+ defaults:
    #+   - theme: mobilite
    SELECT … WHERE { VALUES ?theme { "mobilite" } … }

Each parameter is a data block with its default. To give it another value is to put another term
there: a term, never a piece of text, so no value can change the question. ``english`` (a list like
``defaults``) translates the columns and parameters that the table of the tool's own words lacks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text, quotation
from tressons_ld.sparql.query_header import QueryHeader, closest
from tressons_ld.sparql.query_parameter import Parameter, parameters_of
from tressons_ld.sparql.results import Result, SelectResult
from tressons_ld.sparql.tokens import data_blocks, in_query, surface_of

LANGUAGE = "langue"
"""The parameter that chooses the language of labels."""


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
        name_en: its name in English; "" where it has none.
        english: names of columns and parameters, and words of choices -> the same in English.
        asked_in_english: whether it was asked by its English name, and so answers with English
            columns and, where one may choose, English labels.
    """

    name: str
    file: str
    text: str
    summary: Text = Text("", "")
    description: Text = Text("", "")
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    name_en: str = ""
    english: Mapping[str, str] = field(default_factory=dict)
    asked_in_english: bool = False

    @classmethod
    def parse(
        cls, name: str, text: str, file: str | None = None, words: Mapping[str, str] | None = None
    ) -> Query:
        """Return the question of a file, given its text.

        Args:
            name: of the file, without ``.rq``.
            text: of the file.
            file: what to call it in messages.
            words: French words -> English ones, beside those of the header.

        Raises:
            QueryError: its header cannot be read, or does not fit the question.
        """
        header = QueryHeader(text, file or f"{name}.rq")
        own = {word: english for word, (english, _) in header.pairs("english").items()}
        query = cls(
            name,
            header.file,
            text,
            header.text("summary"),
            header.text("description"),
            tuple(value for value, _ in header.items("tags")),
            parameters_of(header),
            header.word("name_en"),
            {**(words or {}), **own},
        )
        query.places()
        return query

    def in_english(self) -> Query:
        """Return the same question, asked by its English name."""
        return replace(self, asked_in_english=True)

    def name_in(self, language: str) -> str:
        """Return its name in a language, the French one where it has no other."""
        return (language == "en" and self.name_en) or self.name

    @property
    def title(self) -> Text:
        """Its name in each language."""
        return Text(self.name_in("fr"), self.name_in("en"))

    def word(self, word: str, language: str) -> str:
        """Return the name of a column or of a parameter in a language."""
        return self.english.get(word, word) if language == "en" else word

    def words(self, words: Iterable[str]) -> Text:
        """Return names of columns or of parameters in each language, a comma between them."""
        french = list(words)
        return Text(", ".join(french), ", ".join(self.word(each, "en") for each in french))

    def default(self, parameter: Parameter) -> str:
        """Return what a parameter is where nothing is given."""
        if self.asked_in_english and (parameter.name, parameter.default) == (LANGUAGE, "fr"):
            return "en"
        return parameter.default

    def default_here(
        self, parameter: Parameter, default_of: Callable[[Parameter], str] | None
    ) -> str:
        """Return what a parameter is where nothing is given, in a catalogue that says so.

        Args:
            parameter: the parameter.
            default_of: what one that names something is by default there; None: as declared.
        """
        names = parameter.type != "choice" and parameter.words
        return default_of(parameter) if default_of and names else self.default(parameter)

    def bind_here(self, default_of: Callable[[Parameter], str] | None) -> str:
        """Return the question with the defaults of a catalogue; see :meth:`default_here`."""
        here = {one.name: self.default_here(one, default_of) for one in self.parameters}
        declared = {one.name: self.default(one) for one in self.parameters}
        # Where it has nothing of the kind, the declared default stands.
        return self.bind({n: value for n, value in here.items() if value not in ("", declared[n])})

    def parameter_values(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return the values by the names of the parameters, which may be given in English.

        Raises:
            QueryError: it has no such parameter, or one is given twice, in both languages.
        """
        known = {one.name: one for one in self.parameters}
        by_english = {self.word(name, "en"): name for name in known}
        given: dict[str, str] = {}
        for name, value in values.items():
            own = name if name in known else by_english.get(name)
            if own is None:
                raise unknown_parameter(self, name)
            if own in given:
                raise QueryError(
                    "query.parameter-twice",
                    query=self.title,
                    french=quotation(own),
                    english=quotation(self.word(own, "en")),
                )
            given[own] = known[own].choice(value, self.english)
        return given

    def bind(self, values: Mapping[str, str]) -> str:
        """Return the question with these values in the place of the defaults.

        Raises:
            QueryError: it has no such parameter, or a value is not of its type.
        """
        known = {one.name: one for one in self.parameters}
        defaults = {name: self.default(one) for name, one in known.items()}
        changed = {n: value for n, value in defaults.items() if value != known[n].default}
        values = changed | self.parameter_values(values)
        places = self.places()
        question = self.text
        for name in sorted(values, key=lambda name: places[name], reverse=True):
            try:
                term = known[name].term(values[name])
            except ValueError:
                raise self.refused(known[name], values[name]) from None
            start, end = places[name]
            question = question[:start] + in_query(term) + question[end:]
        return question

    def expected(self, parameter: Parameter) -> Text:
        """Return what a value of a parameter is, the words of a choice in each language."""
        return parameter.expected_among(self.words(parameter.words))

    def refused(self, parameter: Parameter, value: str) -> QueryError:
        """Return the error of a value that is not of the type of its parameter."""
        return QueryError(
            "query.parameter-value",
            query=self.title,
            parameter=self.words([parameter.name]),
            value=quotation(value),
            wanted=self.expected(parameter),
        )

    def answered(self, result: Result) -> Result:
        """Return the answer with its columns named in the language in which it was asked."""
        if not self.asked_in_english or not isinstance(result, SelectResult):
            return result
        names = tuple(self.word(name, "en") for name in result.variables)
        return result if len(set(names)) < len(names) else replace(result, variables=names)

    def places(self) -> dict[str, tuple[int, int]]:
        """Return where in the text the term of each parameter stands: its start and its end.

        Raises:
            QueryError: the block of a parameter is missing, or holds another term.
        """
        blocks, places = _blocks_in(self.text), {}
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


@lru_cache(maxsize=64)
def _blocks_in(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return where the data blocks of each variable stand; a text is asked more than once."""
    blocks: dict[str, list[tuple[int, int]]] = {}
    for block in data_blocks(surface_of(text).tokens):
        blocks.setdefault(block.variable, []).append((block.start, block.end))
    return blocks


def unknown_parameter(query: Query, name: str, beside: Sequence[str] = ()) -> QueryError:
    """Return the error of a name that no parameter of a question has.

    Args:
        query: the question.
        name: the name.
        beside: what else may be given with its parameters where it is asked.
    """
    known = [*(one.name for one in query.parameters), *beside]
    if not known:
        return QueryError("query.no-parameter", query=query.title, parameter=quotation(name))
    return QueryError(
        "query.unknown-parameter",
        query=query.title,
        parameter=quotation(name),
        suggestion=closest(name, [*known, *(query.word(each, "en") for each in known)]),
        known=query.words(known),
    )
