"""What the page of a question shows of its answer, and the files that have its rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tressons_ld.artifacts import File
from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.paths import FRENCH, resource_id
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.rdf.formats import CSV, JSON, TSV, Format
from tressons_ld.rdf.terms import Literal, Term, is_blank, is_iri, literal_parts
from tressons_ld.site.answer_figure import AnswerFigure, figure_of
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.question_answers import MOST_ROWS, QuestionAnswer
from tressons_ld.site.views import DataFileLink, LangString, Link
from tressons_ld.sparql.answer_rows import objects
from tressons_ld.sparql.answers import number_columns, plain_text, write
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.results import SelectResult

MOST_LETTERS = 18_000
"""Letters of the rows on a page."""

MOST_FILED = 10_000
"""Rows in a file."""

_FORMATS = (CSV, TSV, JSON)
_OF_THE_SAME_LIST = "avec"

_PageOf = Callable[[str], str]
"""From an id to the path of its page, which is there if the thing is."""


class AnswerTable(NamedTuple):
    """What the page of a question shows of its answer.

    Attributes:
        notes: what is told of it.
        heads: of the columns.
        numbers: for each column whether it holds numbers, which end below each other.
        figure: of the first rows, where they count something.
        rows: the first ones.
        files: all of them, or the first ones, in each format.
        files_note: what is told of these files.
    """

    notes: Sequence[str]
    heads: Sequence[str] = ()
    numbers: Sequence[bool] = ()
    figure: AnswerFigure | None = None
    rows: Sequence[Sequence[Link]] = ()
    files: Sequence[DataFileLink] = ()
    files_note: str = ""


class LocalisedAnswers:
    """The answers to the questions, laid out in one language."""

    def __init__(self, edition: LocalisedSite, public: Path) -> None:
        """Take where pages lie.

        Args:
            edition: the site in that language.
            public: the published folder, its pages of things written.
        """
        self._edition, self._public, self._texts = edition, public, edition.texts
        self._known: dict[str, bool] = {}
        paths = edition.paths
        # Questions call these lists by the words of French paths, whatever the catalogue's are.
        self._page_of: dict[str, _PageOf] = {
            FRENCH.resource: edition.path_of_resource,
            FRENCH.organisation: partial(paths.agent, person=False),
            FRENCH.person: partial(paths.agent, person=True),
            FRENCH.place: paths.place,
            FRENCH.series: paths.series,
            **{scheme: partial(paths.concept, scheme) for scheme in edition.shared.schemes},
        }

    def table(self, query: Query, here: PagePath, answer: QuestionAnswer | None) -> AnswerTable:
        """Return what a page shows of an answer, or why there is none."""
        texts = self._texts
        if answer is None:
            most = texts.number(self._edition.shared.settings.answers_up_to)
            return AnswerTable([texts("questions", "too_large", most=most)])
        notes = [note.in_language(self._edition.tree.language) for note in answer.notes]
        if answer.result is None:
            return AnswerTable(notes)
        result, shown = answer.result, answer.first_rows or answer.result
        heads, total = [each.replace("_", " ") for each in result.variables], len(result.rows)
        rows = self._shown(here, shown.rows, self._pages_of(query, shown.variables))
        notes.append(texts.count("rows", total) + ".")
        if total > len(rows):
            notes.append(texts("questions", "first", number=texts.number(len(rows))))
        files = [
            DataFileLink(format.label, here.to_file(self._file(here, format)), format.media_type)
            for format in (_FORMATS if rows else ())
        ]
        limit = texts("questions", "first", number=texts.number(MOST_FILED))
        return AnswerTable(
            notes,
            heads,
            number_columns(len(heads), result.rows),
            figure_of(shown, texts),
            rows,
            files,
            limit if total > MOST_FILED else "",
        )

    def files(self, here: PagePath, answer: QuestionAnswer) -> Iterator[File]:
        """Yield the rows of an answer beside its page, in each format."""
        if answer.result is not None:
            first = replace(answer.result, rows=answer.result.rows[:MOST_FILED])
            for format in _FORMATS:
                yield self._file(here, format), _written(first, format)

    def _file(self, here: PagePath, format: Format) -> str:
        """Return the path of the file of the rows of an answer beside its page."""
        return f"{self._edition.tree.folder}{here.path}{format.extension}"

    def _pages_of(self, query: Query, variables: Sequence[str]) -> list[_PageOf | None]:
        """Return where the ids of each column lead: those of one that is called by a list.

        Those of a column « avec » lead to the same list as those of the first one.
        """
        language = self._edition.tree.language
        by_column = {query.word(name, language): page for name, page in self._page_of.items()}
        if variables and variables[0] in by_column:
            by_column[query.word(_OF_THE_SAME_LIST, language)] = by_column[variables[0]]
        return [by_column.get(each) for each in variables]

    def _shown(
        self,
        here: PagePath,
        rows: Sequence[Sequence[Term | None]],
        pages: Sequence[_PageOf | None],
    ) -> list[list[Link]]:
        """Return the first rows, as many as a page has room for."""
        shown: list[list[Link]] = []
        letters = 0
        for row in rows[:MOST_ROWS]:
            cells = [self._cell(here, *each) for each in zip(row, pages, strict=True)]
            letters += sum(len(cell.words.text) + len(cell.href) + 20 for cell in cells)
            if shown and letters > MOST_LETTERS:
                break
            shown.append(cells)
        return shown

    def _cell(self, here: PagePath, term: Term | None, page_of: _PageOf | None) -> Link:
        """Return what is shown of a term: an IRI and an id lead to their page, if there is one."""
        if term is None:
            return Link(LangString(""))
        if is_blank(term):
            return Link(LangString(plain_text(term)))
        if is_iri(term):
            return self._named(here, plain_text(term))
        text, _, language = literal_parts(Literal(term))
        other = language if language and language != self._edition.tree.language else ""
        words = LangString(text, other)
        if page_of and is_id(text) and self._has_page(page := page_of(text)):
            return Link(words, here.to(page))
        return Link(words)

    def _named(self, here: PagePath, address: str) -> Link:
        base = self._edition.shared.settings.base_iri
        if address.startswith(base):
            path = address.removeprefix(base)
            id = resource_id(path)
            page = (
                path if id is None else entry_path(id, self._edition.entries, self._edition.paths)
            )
            if self._has_page(page):
                return Link(LangString(path), here.to(page))
            return Link(LangString(path))
        web = address.startswith(("https://", "http://"))
        return Link(LangString(address), address if web else "")

    def _has_page(self, path: str) -> bool:
        if path not in self._known:
            file = self._public / PagePath(self._edition.tree, path).file
            self._known[path] = "#" not in path and file.is_file()
        return self._known[path]


def _written(result: SelectResult, format: Format) -> bytes:
    return objects(result) if format is JSON else write(result, format.name).encode()
