"""The page on which visitors write SPARQL queries and run them in their own browser.

It is the workbench of an endpoint (:mod:`.workbench_page`) over the published statements, up to
:data:`.engine_files.MOST_ENTRIES` resources: beyond, it leads to ``serve`` and to stores.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tressons_ld.artifacts import File, PublicationFacts
from tressons_ld.catalogue.columns.spelling import in_the_alphabet
from tressons_ld.catalogue.paths import CATALOGUE_PATH, SPARQL_PATH, dump_path
from tressons_ld.mapping.edition import Edition, citation_of
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.mapping.void_statistics import counts_to_rdf
from tressons_ld.rdf.formats import N_QUADS, N_TRIPLES
from tressons_ld.site import engine_files, page_paths, templating
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.views import LangString, Link
from tressons_ld.site.workbench_files import EDITOR, WORKBENCH, workbench_files
from tressons_ld.site.workbench_page import (
    DefaultOf,
    catalogue_file,
    first_question,
    page_block,
    workbench_words,
)
from tressons_ld.sparql.query import Query

if TYPE_CHECKING:
    from markupsafe import Markup


class ListedQuestion(NamedTuple):
    """A question at hand, as the page lists it.

    Attributes:
        name: of the question.
        link: its page, with its answer.
    """

    name: str
    link: Link


class EnginePageView(NamedTuple):
    """The page.

    Attributes:
        title: of the page.
        runs: whether the catalogue is small enough; if not, nothing but the links is there.
        most: the number of resources up to which it is.
        size: what is loaded before the first answer, at most.
        more: what is loaded beside, for a query that names graphs.
        words: those of the workbench.
        query: what stands in the editor at first.
        gallery: the questions at hand.
        style: link to the sheet of the workbench.
        start: link to the program that begins.
        block: what that program is told.
        links: what there is without SPARQL.
    """

    title: LangString
    runs: bool
    most: str
    size: str
    more: str
    words: Mapping[str, str]
    query: str
    gallery: Sequence[ListedQuestion]
    style: str
    start: str
    block: Markup
    links: Sequence[Link]


def engine_page(
    edition: LocalisedSite,
    graph: CatalogueGraph,
    facts: PublicationFacts,
    queries: Mapping[str, Query],
    paths: Mapping[str, str],
    default_of: DefaultOf,
) -> Iterator[File]:
    """Yield the page in one language, and what its program is told of the catalogue.

    Args:
        edition: the site in that language.
        graph: the statements of the catalogue.
        facts: what is known of the publication.
        queries: the questions at hand, by name.
        paths: of their pages.
        default_of: what a parameter is by default in this catalogue.
    """
    texts, here, tree = edition.texts, PagePath(edition.tree, SPARQL_PATH), edition.tree
    runs = edition.entries <= engine_files.MOST_ENTRIES
    told = f"{WORKBENCH}/catalogue.{tree.language}.json"
    sizes = {key: facts.files[path].size for key, path in _DUMPS.items() if path in facts.files}
    citation = citation_of(Edition(facts.newest), graph.context)
    title = LangString(texts("sparql", "title"))
    gallery = [
        ListedQuestion(
            query.name_in(tree.language),
            Link(edition.of_question(query.summary), here.to(paths[query.name])),
        )
        for query in queries.values()
    ]
    view = EnginePageView(
        title,
        runs,
        texts.number(engine_files.MOST_ENTRIES),
        texts.size(engine_files.size() + sizes.get("triples", 0)),
        texts.size(sizes.get("quads", 0)),
        workbench_words(tree.language)["page"],
        first_question(),
        sorted(gallery, key=lambda each: (in_the_alphabet(each.link.words.text), each.name)),
        here.to_file(engine_files.STYLE),
        here.to_file(engine_files.START),
        page_block(
            tree.language, _program_values(edition, here, here.to_file(told), citation, sizes)
        ),
        (
            Link(
                LangString(texts("questions", "all")),
                here.to(edition.paths.question(page_paths.INDEX)),
            ),
            Link(LangString(texts("data", "files")), here.to(CATALOGUE_PATH)),
        ),
    )
    frame = edition.frame(
        here, title.text, summary=texts("sparql", "intro"), part="questions", crumbs=(Link(title),)
    )
    yield here.file, templating.page("sparql", frame, view)
    if runs:
        counted = counts_to_rdf(facts.counts, graph.context) if facts.counts else ()
        yield told, catalogue_file(tree.language, queries.values(), counted, default_of)


def _program_values(
    edition: LocalisedSite,
    here: PagePath,
    catalogue: str,
    citation: str,
    sizes: Mapping[str, int],
) -> dict[str, Any]:
    """Return what the program of the page is told, as it stands in the page.

    Args:
        edition: the site in its language.
        here: the page.
        catalogue: link to what is told of the catalogue.
        citation: how the catalogue is cited.
        sizes: of the dumps, in bytes.
    """
    texts = edition.texts
    return {
        "answer": texts("questions", "answer"),
        "base": edition.shared.settings.base_iri,
        "catalogue": catalogue,
        "citation": citation,
        "cite": workbench_words(edition.tree.language)["page"]["cite"],
        "editor": here.to_file(f"{WORKBENCH}/{EDITOR}") if EDITOR in workbench_files() else "",
        "engine": {
            **{key: here.to_file(path) for key, path in _DUMPS.items()},
            "base": edition.shared.settings.site_url + here.file,
            "sizes": sizes,
            "words": texts.words["sparql_progress"],
            "problems": texts.words["sparql_problems"],
            "remedies": texts.words["sparql_remedies"],
        },
        "root": here.to_file(""),
        "suffix": ".html",
    }


_DUMPS = {"triples": dump_path(N_TRIPLES), "quads": dump_path(N_QUADS)}
