"""All that a search without a server takes beside its form: folded from all resources."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tressons_ld.artifacts import File
from tressons_ld.catalogue.model import CONCEPTS, SCHEME_OF_COLUMN, Entry, SharedPart
from tressons_ld.identity.digests import facts_of_shared
from tressons_ld.identity.ledger import Ledger
from tressons_ld.site import page_paths, templating
from tressons_ld.site.list_item import list_item
from tressons_ld.site.listed_resources import ListedResource, ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.search_files import encoded, script_file
from tressons_ld.site.search_form import facets_of
from tressons_ld.site.search_index import SearchIndex, block_files
from tressons_ld.site.search_words import words_of


def own_words(entry: Entry) -> tuple[str, str]:
    """Return the words of the title of an entry, and those of its other texts.

    The names of the things that it leads to are no part of them: they are known to the shared part.
    """
    others = (entry.description, *entry.keywords, entry.printed_title or "", entry.issued or "")
    titles = (entry.title, *(words for _, words in entry.other_titles))
    return _joined(words_of(titles)), _joined(words_of(others))


class Search:
    """The index, while resources come."""

    def __init__(self, shared: SharedPart, ledger: Ledger) -> None:
        """Begin without any resource.

        Args:
            shared: the shared part of the catalogue.
            ledger: the lock file as it was read: it numbers the resources.
        """
        self._ledger, self._names = ledger, _names_of(shared)
        self._paths = shared.settings.paths
        self._folder = self._paths.names.search
        self._index, self._numbers = SearchIndex(), array("I")
        # What is new comes after all lines: what is no resource first.
        new = [id for id in facts_of_shared(shared) if ledger.line_of(id) is None]
        self._next = len(ledger) + len(new)

    def add(self, resource: ListedResource, own: Sequence[str]) -> None:
        """Add a resource, after all others.

        Args:
            resource: what lists show of it.
            own: what :func:`own_words` returns for it.
        """
        number = self._ledger.line_of(self._paths.resource(resource.id))
        if number is None:
            number, self._next = self._next, self._next + 1
        self._numbers.append(number)
        title, others = (set(text.split()) for text in own)
        for path in resource.paths:
            others |= self._names.get(path, frozenset())
        self._index.add(number, title, others)

    def files(self, editions: Sequence[LocalisedSite], lists: ResourceLists) -> Iterator[File]:
        """Yield every file, and the program that reads them.

        Args:
            editions: the site in each language.
            lists: the resources in the order in which they were added.
        """
        yield page_paths.SCRIPT, templating.script()
        yield from ((f"{self._folder}/{path}", text) for path, text in self._index.files())
        for facet in facets_of(editions[0], lists):
            filed = {
                value: encoded(self._numbers[each] for each in lists.positions(path))
                for value, path in facet.values.items()
            }
            yield script_file(f"{self._folder}/facettes/{facet.name}.js", f"c-{facet.name}", filed)
        order = array("I", sorted(range(len(self._numbers)), key=self._numbers.__getitem__))
        for edition in editions:
            folder = f"{edition.tree.folder}{self._folder}/fiches"
            rows = ((self._numbers[each], _row(edition, lists[each])) for each in order)
            yield from block_files(folder, rows)


def _row(edition: LocalisedSite, resource: ListedResource) -> Sequence[str]:
    """Return what ``script.js`` shows of a resource, as a list of the site has it."""
    item = list_item(
        edition, PagePath(edition.tree, edition.paths.resource(page_paths.INDEX)), resource
    )
    own = edition.tree.language
    rest = "".join((item.year and f", {item.year}", item.authors and f" · {item.authors}"))
    title, kind = item.title, item.kind
    return item.href, title.text, title.lang or own, kind.text, kind.lang or own, rest


def _names_of(shared: SharedPart) -> Mapping[str, frozenset[str]]:
    """Return the words of what things are called, by the paths that list resources."""
    called: dict[str, Iterable[str]] = {}
    paths = shared.settings.paths
    for agent in shared.agents.values():
        path = paths.agent(agent.id, person=agent.person)
        called[path] = (agent.name, agent.acronym or "", *agent.spellings)
    for place in shared.places.values():
        called[paths.place(place.id)] = (place.name, *place.spellings)
    for series in shared.series.values():
        titles = (series.title, *(words for _, words in series.other_titles))
        called[paths.series(series.id)] = (*titles, *series.spellings)
    for concept in shared.concepts.values():
        if concept.scheme == SCHEME_OF_COLUMN["certainty"]:
            continue  # It says nothing of what a resource is about.
        path = paths.concept(concept.scheme, concept.id)
        called[path] = tuple(CONCEPTS.names_of(concept))
    return {path: frozenset(words_of(names)) for path, names in called.items()}


def _joined(words: Iterable[str]) -> str:
    return " ".join(sorted(words))
