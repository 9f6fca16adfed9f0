"""The pages of the bundled questions: each with its text, SPARQL, parameters, and its rows.

Rows are those of the defaults. They come once every file of data is complete, from a process of
its own, and only for catalogues that are not too large for it (``publication.answers_up_to``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain, repeat
from pathlib import Path
from typing import NamedTuple

from tressons_ld.artifacts import File, PublicationFacts
from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.columns.spelling import fold, in_the_alphabet, without_accents
from tressons_ld.catalogue.paths import SPARQL_PATH, Paths, resource_id
from tressons_ld.findings.language import Text
from tressons_ld.mapping.documents import entry_path
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.rdf.formats import CSV, JSON, TSV, Format
from tressons_ld.rdf.terms import Literal, Term, is_blank, is_iri, literal_parts
from tressons_ld.site import engine_files, page_paths, templating
from tressons_ld.site.answer_figure import AnswerFigure, figure_of
from tressons_ld.site.engine_page import engine_page
from tressons_ld.site.interface_texts import spaced
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.question_answers import MOST_ROWS, QuestionAnswer, answers_aside
from tressons_ld.site.views import (
    DataFileLink,
    Fact,
    HeadLink,
    LangString,
    Link,
    Section,
    ThingView,
    shortening,
)
from tressons_ld.sparql.answer_rows import objects
from tressons_ld.sparql.answers import number_columns, plain_text, write
from tressons_ld.sparql.defaults_at_hand import DefaultsAtHand
from tressons_ld.sparql.queries import load_queries
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_header import without_header
from tressons_ld.sparql.results import SelectResult

MOST_LETTERS = 18_000
"""Letters of the rows on a page."""

MOST_FILED = 10_000
"""Rows in a file."""

_FORMATS = (CSV, TSV, JSON)

_LISTS = ("ressource", "organisation", "personne", "territoire", "serie")
"""The columns that hold ids, beside those called by the id of a vocabulary."""


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


@shortening("description")
class QuestionView(NamedTuple):
    """The page of a question.

    Attributes:
        title: the question.
        description: what is to be known beside.
        parameters: each with what it may be, and its default.
        command: what asks it again.
        sparql: the question as it is asked.
        answer: what is shown of it.
        engine: the page on which it can be changed and asked; None where there is none.
    """

    title: LangString
    description: Sequence[LangString]
    parameters: Sequence[Fact]
    command: str
    sparql: str
    answer: AnswerTable
    engine: Link | None

    @property
    def files(self) -> Sequence[DataFileLink]:
        """The files that have the whole answer."""
        return self.answer.files


class QuestionPages:
    """The pages of the questions and their rows as files, and the page that runs any query."""

    def __init__(self, graph: CatalogueGraph, folder: Path, facts: PublicationFacts) -> None:
        """Take what they are made of.

        Args:
            graph: the statements of the catalogue.
            folder: of the catalogue: its own questions stand with those of the tool.
            facts: what is known of the publication, whose dumps are written.
        """
        self._graph, self._facts = graph, facts
        self._queries = load_queries(folder).by_name
        self._defaults = DefaultsAtHand(folder, graph.shared)
        self._asked = {
            tree: [
                query.in_english() if tree.language == "en" else query
                for query in self._queries.values()
            ]
            for tree in trees_of(graph.shared)
        }

    @contextmanager
    def answered_files(self) -> Iterator[Iterator[File]]:
        """Begin to ask the questions; return what yields the files, once other pages are written.

        Raises:
            FolderError: from what yields the files: the statements cannot be loaded.
        """
        folder, most = self._facts.folder, self._graph.shared.settings.answers_up_to
        if folder is None or len(self._graph.index) > most:
            yield self._files(repeat(None))
        else:
            with answers_aside(folder, list(chain(*self._asked.values()))) as answers:
                yield self._files(answers)

    def _files(self, answers: Iterator[QuestionAnswer | None]) -> Iterator[File]:
        shared, entries = self._graph.shared, len(self._graph.index)
        if engine_files.engine_pages(shared, entries):
            yield from engine_files.engine_files()
        public = self._facts.folder or Path()
        for tree, asked in self._asked.items():
            edition = LocalisedSite(shared, tree, entries)
            pages = _Pages(edition, public, self._queries, self._defaults)
            yield pages.overview()
            if pages.has_engine:
                yield from engine_page(
                    edition, self._graph, self._facts, self._queries, pages.paths, self._defaults
                )
            for query in asked:
                yield from pages.of(query, next(answers))


class _Pages:
    """The pages in one language.

    Attributes:
        paths: of the page of each question.
        has_engine: whether there is a page for an engine in the browser.
    """

    def __init__(
        self,
        edition: LocalisedSite,
        public: Path,
        queries: Mapping[str, Query],
        defaults: DefaultsAtHand,
    ) -> None:
        self._defaults = defaults
        self._edition, self._public, self._queries = edition, public, queries
        self._texts, self.paths = edition.texts, _paths_of(queries, edition.paths)
        self.has_engine = engine_files.is_there()
        self._known: dict[str, bool] = {}

    def overview(self) -> File:
        """Return the page that leads to all of them."""
        here = PagePath(self._edition.tree, self._edition.paths.question(page_paths.INDEX))
        title = LangString(self._texts("part", "questions"))
        links = [
            Link(
                self._edition.words(query.summary) if query.summary.fr else LangString(query.name),
                here.to(self.paths[query.name]),
            )
            for query in self._queries.values()
        ]
        links.sort(key=lambda link: in_the_alphabet(link.words.text))
        intro = (LangString(self._texts("questions", "intro")),)
        view = ThingView(
            kind=LangString(""),
            title=title,
            description=intro,
            sections=[Section(LangString(self._texts("questions", "all")), links)],
        )
        frame = self._edition.frame(here, title.text, part="questions")
        return here.file, templating.page("thing", frame, view)

    def of(self, query: Query, answer: QuestionAnswer | None) -> Iterator[File]:
        """Yield the page of a question, and its rows in each format."""
        edition, language = self._edition, self._edition.tree.language
        here = PagePath(edition.tree, self.paths[query.name])
        title = edition.words(query.summary)
        sparql = without_header(query.bind_here(self._defaults)).strip("\n")
        if not title.text:
            title = LangString(query.name_in(language))
        table = self._table(query, here, answer)
        if table.files and answer and answer.result:
            first = replace(answer.result, rows=answer.result.rows[:MOST_FILED])
            for format in _FORMATS:
                yield self._file(here, format), _written(first, format)
        view = QuestionView(
            title,
            edition.paragraphs(_on_one_line(query.description, language), language),
            self._parameters(query),
            f"tressons-ld query {query.name_in(language)}",
            sparql,
            table,
            self._link_to_engine(here, sparql),
        )
        frame = edition.frame(
            here,
            title.text,
            summary=title.text,
            part="questions",
            crumbs=(Link(title),),
            head=[HeadLink("alternate", each.href, each.media_type) for each in table.files],
        )
        yield here.file, templating.page("question", frame, view)

    def _table(self, query: Query, here: PagePath, answer: QuestionAnswer | None) -> AnswerTable:
        """Return what a page shows of an answer, or why there is none."""
        texts = self._texts
        notes = (
            [note.in_language(self._edition.tree.language) for note in answer.notes]
            if answer
            else []
        )
        if answer is None:
            most = texts.number(self._edition.shared.settings.answers_up_to)
            return AnswerTable([texts("questions", "too_large", most=most)])
        if answer.result is None:
            return AnswerTable(notes)
        result, shown = answer.result, answer.first_rows or answer.result
        heads, total = [each.replace("_", " ") for each in result.variables], len(result.rows)
        rows = self._shown(here, shown.rows, self._lists_of(query, shown.variables))
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

    def _file(self, here: PagePath, format: Format) -> str:
        """Return the path of the file of the rows of an answer beside its page."""
        return f"{self._edition.tree.folder}{here.path}{format.extension}"

    def _parameters(self, query: Query) -> list[Fact]:
        """Return each parameter: what it may be, what it is by default."""
        texts, language = self._texts, self._edition.tree.language
        facts = []
        for one in query.parameters:
            default = query.default_here(one, self._defaults)
            shown = query.word(default, language) if one.type == "choice" else default
            said = texts("questions", "default", value=shown) if default else ""
            wanted = query.expected(one).in_language(language)
            facts.append(
                Fact(query.word(one.name, language), (Link(LangString(wanted), note=said),))
            )
        return facts

    def _link_to_engine(self, here: PagePath, sparql: str) -> Link | None:
        """Return the link to the page that runs it in the browser, or says why it runs none."""
        if not self.has_engine:
            return None
        if self._edition.entries > engine_files.MOST_ENTRIES:
            return Link(LangString(self._texts("sparql", "title")), here.to(SPARQL_PATH))
        link = LangString(self._texts("sparql", "link"))
        return Link(link, engine_files.link_with(here, sparql))

    def _lists_of(self, query: Query, variables: Sequence[str]) -> list[str]:
        """Return for each column the list of which it holds ids; nothing where it holds others."""
        language, schemes = self._edition.tree.language, self._edition.shared.schemes
        lists = {query.word(each, language): each for each in (*_LISTS, *schemes)}
        return [lists.get(each, "") for each in variables]

    def _shown(
        self, here: PagePath, rows: Sequence[Sequence[Term | None]], lists: Sequence[str]
    ) -> list[list[Link]]:
        """Return the first rows, as many as a page has room for."""
        shown: list[list[Link]] = []
        letters = 0
        for row in rows[:MOST_ROWS]:
            cells = [self._cell(here, *each) for each in zip(row, lists, strict=True)]
            letters += sum(len(cell.words.text) + len(cell.href) + 20 for cell in cells)
            if shown and letters > MOST_LETTERS:
                break
            shown.append(cells)
        return shown

    def _cell(self, here: PagePath, term: Term | None, list: str) -> Link:
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
        if list and is_id(text) and self._has_page(page := self._page_of(list, text)):
            return Link(words, here.to(page))
        return Link(words)

    def _page_of(self, list: str, id: str) -> str:
        """Return the path of the page of a thing, which is there if the list has this id."""
        paths = self._edition.paths
        match list:
            case "ressource":
                return self._edition.path_of_resource(id)
            case "organisation" | "personne":
                return paths.agent(id, person=list == "personne")
            case "territoire":
                return paths.place(id)
            case "serie":
                return paths.series(id)
        return paths.concept(list, id)

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


def _on_one_line(text: Text, language: str) -> str:
    return str(spaced(" ".join(text.in_language(language).split()), language))


def _paths_of(queries: Mapping[str, Query], paths: Paths) -> dict[str, str]:
    """Return the path of the page of each question, whatever its file is called.

    It is called by its name in the language of the paths.
    """
    pages: dict[str, str] = {}
    taken = {page_paths.INDEX}
    for name, query in queries.items():
        called = (paths.language == "en" and query.name_en) or name
        slug = re.sub("[^a-z0-9]+", "-", without_accents(fold(called))).strip("-") or "x"
        while slug in taken:
            slug += "-2"
        taken.add(slug)
        pages[name] = paths.question(slug)
    return pages


def _written(result: SelectResult, format: Format) -> bytes:
    return objects(result) if format is JSON else write(result, format.name).encode()
