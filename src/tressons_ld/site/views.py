"""What templates see: frozen plain values, without RDF and without markup."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from tressons_ld.catalogue.model import Look

_View = TypeVar("_View")


class Shortening(NamedTuple):
    """What is cut of a view whose page is too large (:mod:`.page_size`).

    Attributes:
        lists: fields whose first values may stand for all.
        names: fields whose words are the last to be cut.
    """

    lists: Collection[str] = ()
    names: Collection[str] = ()

    @classmethod
    def of(cls, view: object) -> "Shortening":
        """Return what a view says of itself."""
        return getattr(type(view), _SHORTENING, cls())


_SHORTENING = "__shortening__"


def shortening(*lists: str, names: Collection[str] = ()) -> Callable[[type[_View]], type[_View]]:
    """Return a decorator of views that says what is cut of one: see :class:`Shortening`."""

    def decorated(view: type[_View]) -> type[_View]:
        setattr(view, _SHORTENING, Shortening(lists, names))
        return view

    return decorated


class LangString(NamedTuple):
    """Some words, and their language where it is not that of the page.

    Attributes:
        text: the words.
        lang: tag of their language; empty for that of the page.
    """

    text: str
    lang: str = ""


class Link(NamedTuple):
    """A value that leads somewhere, or does not.

    Attributes:
        words: what it is called.
        href: where it leads; empty where it has no page.
        note: what is said of it beside.
        total: number of resources, where that is told.
    """

    words: LangString
    href: str = ""
    note: str = ""
    total: str = ""


@shortening("values")
class Fact(NamedTuple):
    """What is said of a thing: a label, and values."""

    label: str
    values: Sequence[Link]


@shortening("links")
class Section(NamedTuple):
    """Links under a heading of their own, and where there are more."""

    title: LangString
    links: Sequence[Link]
    more: Link | None = None


class ListItem(NamedTuple):
    """A resource in a list."""

    title: LangString
    href: str
    kind: LangString
    year: str
    authors: str


class FacetValue(NamedTuple):
    """A value by which resources can be chosen.

    Attributes:
        value: as the address of a search has it.
        words: what it is called.
        total: number of resources that have it.
    """

    value: str
    words: LangString
    total: str


class Facet(NamedTuple):
    """Values of one sort by which resources can be chosen, and where there are more."""

    name: str
    title: LangString
    values: Sequence[FacetValue]
    more: Link | None = None


class SearchForm(NamedTuple):
    """What is asked to find resources.

    Attributes:
        action: the page that shows what is found.
        vocabularies: what leads to the lists of resources by subject; None where there are none.
        script: the program; empty where another page has it.
        root: where the index lies.
        rows: where what is shown of resources lies.
        batch: number of resources that are shown at once.
        most: number of resources of which no more are shown.
        words: what the program says, as JSON.
        facets: values by which resources can be chosen.
    """

    action: str
    vocabularies: Link | None
    script: str = ""
    root: str = ""
    rows: str = ""
    batch: int = 0
    most: int = 0
    words: str = ""
    facets: Sequence[Facet] = ()


class Pager(NamedTuple):
    """The pages of a long list.

    Attributes:
        label: «page 2 of 7».
        previous: link to the page before; None on the first.
        following: link to the page after; None on the last.
    """

    label: str
    previous: str | None
    following: str | None


class LaterFact(NamedTuple):
    """A fact found later.

    Attributes:
        fact: what it says, under the label of its column.
        source: the page that says it.
        found_on: when it was read, in words.
        certainty: how sure it is.
        divergent: whether the document says otherwise.
    """

    fact: Fact
    source: Link
    found_on: str
    certainty: Link | None
    divergent: bool


class CitationView(NamedTuple):
    """How to cite a thing: «A, B et C (2019). *Title* [Kind]. IRI»."""

    authors: str
    date: str
    title: LangString
    kind: LangString
    iri: str


@shortening("values")
class Sentence(NamedTuple):
    """What is stated, as a sentence.

    Attributes:
        before: the words before the values.
        values: what it is about.
        after: the words after them.
        terms: the properties that state it, with their prefixes.
        whole: all of it, where no value is in another language than the page; else empty.
    """

    before: str
    values: Sequence[LangString]
    after: str
    terms: str
    whole: str = ""


class Caption(NamedTuple):
    """A sentence about a figure.

    Attributes:
        before: the words before its label.
        label: what it names.
        after: the words after it.
    """

    before: str
    label: Sequence[LangString] = ()
    after: str = ""

    def __str__(self) -> str:
        """Return all of it, for what cannot tell one language from another."""
        return f"{self.before}{', '.join(each.text for each in self.label)}{self.after}"

    @property
    def of_one_language(self) -> bool:
        """Whether all its words are in the language of the page."""
        return not any(each.lang for each in self.label)


class DataFileLink(NamedTuple):
    """A file of data."""

    label: str
    href: str
    media_type: str
    size: str = ""
    description: str = ""


class HeadLink(NamedTuple):
    """A link element of the head."""

    rel: str
    href: str
    type: str = ""
    hreflang: str = ""


class MetaTag(NamedTuple):
    """A meta element of the head.

    Attributes:
        name: what citation managers and search engines know it by; empty where they know none.
        property: what social networks know it by, of https://ogp.me/; empty where they know none.
        content: what it says to all of them.
    """

    name: str
    property: str
    content: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page.

    Attributes:
        lang: language of the page.
        title: of the page, for its tab.
        catalogue: title of the catalogue.
        home: link to the home page.
        style: link to the style sheet.
        look: what the house sets of the look.
        icon: link to what the tabs of a browser show.
        logo: link to the picture beside the title; empty where there is none.
        navigation: the parts of the site.
        here: the one of them that the page belongs to, by its link.
        languages: the same page in the other languages.
        crumbs: the way from the home page.
        about: link to the page about the catalogue.
        accessibility: link to the accessibility statement.
        downloads: link to the files of the whole catalogue.
        head: links for machines.
        meta: what citation managers, search engines and social networks read.
        data: the JSON-LD block; empty where there is none.
        indexed: whether search engines may list the page.
        whole: what holds all that is to be said, where the page shows a part of it.
    """

    lang: str
    title: str
    catalogue: LangString
    home: str
    style: str
    look: Look
    icon: str
    logo: str
    navigation: Sequence[Link]
    here: str
    languages: Sequence[Link]
    crumbs: Sequence[Link]
    about: str
    accessibility: str
    downloads: str
    head: Sequence[HeadLink] = ()
    meta: Sequence[MetaTag] = ()
    data: str = ""
    indexed: bool = True
    whole: Sequence[DataFileLink] = ()


@shortening("description", "additions", names=("title",))
@dataclass(frozen=True, slots=True)
class ResourceView:
    """The page of a resource, in the order in which it is read."""

    kind: Link
    title: LangString
    citation: CitationView
    references: Sequence[DataFileLink]
    description: Sequence[LangString]
    facts: Sequence[Fact]
    relations: Sequence[Fact]
    additions: Sequence[LaterFact]
    corrections: Sequence[Link]
    reading: Sequence[Sentence]
    files: Sequence[DataFileLink]
    iri: str
    published: str
    changed: str


@shortening("description", "additions", names=("title",))
@dataclass(frozen=True, slots=True)
class ThingView:
    """The page of anything that resources lead to, and of lists.

    Attributes:
        kind: what sort of thing it is; empty for a list.
        title: its name.
        description: its paragraphs.
        citation: how to cite it; None where nobody would.
        facts: what is said of it.
        sections: what it leads to beside resources.
        search: what finds resources; None on a page that finds none.
        heading: over its resources or links.
        items: its resources, on this page of them.
        links: the things of a list of things, on this page of them.
        all_resources: the list of all, where its resources are those of the whole catalogue.
        pager: the other pages.
        additions: the facts found later.
        files: its documents.
        iri: its IRI; empty for a page that is of no thing.
    """

    kind: LangString
    title: LangString
    description: Sequence[LangString] = ()
    citation: CitationView | None = None
    facts: Sequence[Fact] = ()
    sections: Sequence[Section] = ()
    search: SearchForm | None = None
    heading: str = ""
    items: Sequence[ListItem] = ()
    links: Sequence[Link] = ()
    all_resources: Link | None = None
    pager: Pager | None = None
    additions: Sequence[LaterFact] = ()
    files: Sequence[DataFileLink] = ()
    iri: str = ""
