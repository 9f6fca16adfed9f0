"""The pages of the bundled questions: each with its text, SPARQL, parameters, and its rows.

Rows are those of the defaults. They come once every file of data is complete, from a process of
its own, and only for catalogues that are not too large for it (``publication.answers_up_to``).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, repeat
from pathlib import Path
from typing import NamedTuple

from tressons_ld.artifacts import File, PublicationFacts
from tressons_ld.catalogue.columns.ids import RESERVED_IDS
from tressons_ld.catalogue.columns.spelling import fold, in_the_alphabet, without_accents
from tressons_ld.catalogue.paths import SPARQL_PATH, Paths
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.site import engine_files, page_paths, templating
from tressons_ld.site.answer_table import AnswerTable, LocalisedAnswers
from tressons_ld.site.engine_page import engine_page
from tressons_ld.site.interface_texts import with_no_break_spaces
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.question_answers import QuestionAnswer, answers_aside
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
from tressons_ld.sparql.defaults_at_hand import DefaultsAtHand
from tressons_ld.sparql.queries import load_queries
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_header import without_header


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
        self._edition, self._queries = edition, queries
        self._answers = LocalisedAnswers(edition, public)
        self._texts, self.paths = edition.texts, _paths_of(queries, edition.paths)
        self.has_engine = engine_files.is_there()

    def overview(self) -> File:
        """Return the page that leads to all of them."""
        here = PagePath(self._edition.tree, self._edition.paths.question(page_paths.INDEX))
        title = LangString(self._texts("part", "questions"))
        links = [
            Link(
                self._title(query),
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
        title, described = self._title(query), edition.of_question(query.description)
        sparql = without_header(query.bind_here(self._defaults)).strip("\n")
        table = self._answers.table(query, here, answer)
        if answer and table.files:
            yield from self._answers.files(here, answer)
        view = QuestionView(
            title,
            edition.paragraphs(
                _on_one_line(described.text, described.lang or language), described.lang or language
            ),
            self._parameters(query),
            f"tressons-ld query {query.name_in(language)}",
            sparql,
            table,
            self._link_to_engine(here, query),
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

    def _title(self, query: Query) -> LangString:
        """Return what a question asks or, where nobody has written it, its name."""
        title = self._edition.of_question(query.summary)
        return title if title.text else LangString(query.name_in(self._edition.tree.language))

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

    def _link_to_engine(self, here: PagePath, query: Query) -> Link | None:
        """Return the link to the page that runs it in the browser, or says why it runs none."""
        if not self.has_engine:
            return None
        if self._edition.entries > engine_files.MOST_ENTRIES:
            return Link(LangString(self._texts("sparql", "title")), here.to(SPARQL_PATH))
        link = LangString(self._texts("sparql", "link"))
        name = query.name_in(self._edition.tree.language)
        return Link(link, engine_files.link_with(here, name))


def _on_one_line(words: str, language: str) -> str:
    return str(with_no_break_spaces(" ".join(words.split()), language))


def _paths_of(queries: Mapping[str, Query], paths: Paths) -> dict[str, str]:
    """Return the path of the page of each question, whatever its file is called.

    It is called by its name in the language of the paths.
    """
    pages: dict[str, str] = {}
    taken = set(RESERVED_IDS)
    for name, query in queries.items():
        called = (paths.language == "en" and query.name_en) or name
        slug = re.sub("[^a-z0-9]+", "-", without_accents(fold(called))).strip("-") or "x"
        while slug in taken:
            slug += "-2"
        taken.add(slug)
        pages[name] = paths.question(slug)
    return pages
