"""What is asked to find resources: words, and values by which they can be chosen.

Values are those of the vocabularies that class resources, and years. Of each vocabulary the most
frequent ones stand in the form, within a limit; its own page has them all.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from tressons_ld.catalogue.model import SCHEME_OF_COLUMN
from tressons_ld.catalogue.paths import folder_and_id
from tressons_ld.site import page_paths
from tressons_ld.site.listed_resources import ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.views import Facet, FacetValue, LangString, Link, SearchForm

MOST_FILTERED = 300
"""Resources up to which all that are found are shown at once, in the place of the list."""

BATCH = 10
"""Resources that are shown at once where there are more."""

MOST_FOUND = 2000
"""Resources found beyond which their number is no longer said, and no more are shown."""

MOST_VALUES = 30
"""Values of a facet in the form."""

MOST_FILED = 300_000
"""Resources under the values of a facet, about a byte each, beyond which it is left out."""

_COLUMNS = ("kind", "themes", "audiences", "section")
_QUERY = "q"


class FacetPaths(NamedTuple):
    """A facet whatever the language.

    Attributes:
        name: in the address of a search.
        scheme: its vocabulary; empty for that of years.
        values: value -> path of the thing whose resources have it.
        all: number of values that resources have.
    """

    name: str
    scheme: str
    values: dict[str, str]
    all: int


def facets_of(edition: LocalisedSite, lists: ResourceLists) -> Iterator[FacetPaths]:
    """Yield the facets that part the resources, each with its most frequent values."""
    shared, years = edition.shared, folder_and_id(edition.paths.year(""))[0]
    for scheme in dict.fromkeys(SCHEME_OF_COLUMN[column] for column in _COLUMNS):
        concepts = shared.concepts_of(scheme) if scheme in shared.schemes else ()
        paths = {each.id: edition.paths.concept(scheme, each.id) for each in concepts}
        # No id ends with a hyphen, so no name is given twice.
        word = edition.paths.scheme_word(scheme)
        name = f"{word}-" if word in (_QUERY, years) else word
        yield from _facet(name, scheme, paths, lists)
    yield from _facet(years, "", {year: edition.paths.year(year) for year in lists.years()}, lists)


def _facet(
    name: str, scheme: str, paths: dict[str, str], lists: ResourceLists
) -> Iterator[FacetPaths]:
    used = [value for value, path in paths.items() if lists.count(path)]
    frequent = sorted(used, key=lambda value: -lists.count(paths[value]))[:MOST_VALUES]
    shown = {value: paths[value] for value in used if value in frequent}
    if len(shown) > 1 and sum(map(lists.count, shown.values())) <= MOST_FILED:
        yield FacetPaths(name, scheme, shown, len(used))


def search_form(edition: LocalisedSite, here: PagePath, lists: ResourceLists) -> SearchForm:
    """Return the form of the page that shows what is found."""
    texts, folder = edition.texts, edition.tree.folder
    few = len(lists) <= MOST_FILTERED
    said = {key: texts("search", key) for key in ("several", "over", "failed")}
    said |= {"0": texts("search", "none"), "1": texts("search", "one")}
    said["over"] = texts("search", "over", most=texts.number(MOST_FOUND))
    return home_form(edition, here)._replace(
        script=here.to_file(page_paths.SCRIPT),
        root=here.to_file(f"{edition.paths.names.search}/"),
        rows=here.to_file(f"{folder}{edition.paths.names.search}/fiches/"),
        batch=MOST_FILTERED if few else BATCH,
        most=MOST_FOUND,
        words=json.dumps(said, ensure_ascii=False),
        facets=[_form_of(each, edition, here, lists) for each in facets_of(edition, lists)],
    )


def home_form(edition: LocalisedSite, here: PagePath) -> SearchForm:
    """Return the form of a page that leads to the one that shows what is found."""
    link = None
    if edition.shared.schemes:
        title = LangString(edition.texts("part", "vocabularies"))
        link = Link(title, here.to(edition.paths.scheme(page_paths.INDEX)))
    return SearchForm(here.to(edition.paths.resource(page_paths.INDEX)), link)


def _form_of(
    facet: FacetPaths, edition: LocalisedSite, here: PagePath, lists: ResourceLists
) -> Facet:
    texts, more = edition.texts, None
    if facet.scheme:
        title = edition.scheme(here, facet.scheme).words
        words = {id: edition.concept(here, facet.scheme, id).words for id in facet.values}
        whole = edition.paths.scheme(facet.scheme)
    else:
        title = LangString(texts("part", "years"))
        words = {year: LangString(year) for year in facet.values}
        whole = edition.paths.year(page_paths.INDEX)
    if facet.all > len(facet.values):
        more = Link(LangString(texts("page", "more")), here.to(whole))
    values = [
        FacetValue(value, words[value], texts.number(lists.count(path)))
        for value, path in facet.values.items()
    ]
    return Facet(facet.name, title, values, more)
