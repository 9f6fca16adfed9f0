"""The pages of the catalogue, of its data, and of the terms of others."""

from collections.abc import Iterator, Sequence

from tressons_ld.artifacts import File, PublicationFacts
from tressons_ld.catalogue.columns.spelling import in_the_alphabet
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.mapping.data_files import DATA_FILES
from tressons_ld.rdf.terms import iri
from tressons_ld.site import templating
from tressons_ld.site.fact_values import FactValues
from tressons_ld.site.localised_site import LocalisedSite, StatedValues
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.text_pages import TextPages, paragraph, stated_rights
from tressons_ld.site.views import (
    CitationView,
    LangString,
    Link,
    Section,
    ThingView,
)


class CataloguePages:
    """Writes these pages, in one language."""

    def __init__(
        self,
        edition: LocalisedSite,
        data: PageData,
        facts: PublicationFacts,
        feeds: Sequence[tuple[str, str]],
        *,
        own_terms: bool = False,
    ) -> None:
        """Take what they say.

        Args:
            edition: the site in their language.
            data: what writes the JSON-LD blocks.
            facts: what is known of the publication.
            feeds: the feeds for harvesters: whom each is for, and the path of its first page.
            own_terms: whether the catalogue has shapes or terms of its own, and a page of them.
        """
        self._own_terms = own_terms
        self._feeds = feeds
        self._edition, self._data, self._facts = edition, data, facts
        self._texts, self._catalogue = edition.texts, edition.shared.catalogue

    def files(self) -> Iterator[File]:
        """Yield every page."""
        yield self._catalogue_page()
        yield self._data_page()
        yield from self._terms_of_others()
        yield from TextPages(self._edition).files()

    def _catalogue_page(self) -> File:
        edition, texts, catalogue = self._edition, self._texts, self._catalogue
        here = self._at(CATALOGUE_PATH)
        values, shared = FactValues(edition, here), edition.shared
        stated: StatedValues = [("other_titles", edition.other_words(catalogue.title))]
        stated += values.all(catalogue, ("publisher", "places"))
        if shared.source:
            title = edition.own(shared.source.title)
            stated.append(
                (
                    "derived_from",
                    (Link(title, here.to(self._edition.paths.source(shared.source.id))),),
                )
            )
        if shared.programme:
            title = edition.own(shared.programme.name)
            link = Link(title, here.to(self._edition.paths.programme(shared.programme.id)))
            stated.append(("programme", (link,)))
        stated += self._days()
        sections = [*self._download_sections(here)]
        if self._feeds:
            sections.append(Section(LangString(texts("data", "feeds")), self._feed_links(here)))
        sections.append(
            Section(
                LangString(texts("part", "data")),
                [
                    Link(LangString(texts("data", "described")), here.to(self._edition.paths.data)),
                    *(self._link_to_terms_of_others(here) if self._facts.authorities else ()),
                    *(self._link_to_own_terms(here) if self._own_terms else ()),
                ],
            )
        )
        view = ThingView(
            kind=LangString(texts("thing", "catalogue")),
            title=edition.title,
            description=paragraph(edition.words(catalogue.description)),
            facts=edition.facts(stated),
            sections=sections,
            iri=shared.settings.base_iri + CATALOGUE_PATH,
        )
        return self._thing(here, view, crumbs=())

    def _data_page(self) -> File:
        edition, texts, catalogue = self._edition, self._texts, self._catalogue
        here = self._at(self._edition.paths.data)
        shared, values = edition.shared, FactValues(edition, here)
        titles = catalogue.data_title or catalogue.title
        title = edition.words(titles)
        iri = shared.settings.base_iri + self._edition.paths.data
        publisher = shared.agents[catalogue.publisher].name
        stated: StatedValues = [("other_titles", edition.other_words(titles))]
        stated += [*values.all(catalogue, ("publisher",)), *self._days()]
        stated += stated_rights(self._edition)
        if catalogue.data_period:
            period = f"{catalogue.data_period.start}/{catalogue.data_period.end}"
            stated.append(("period", (Link(LangString(texts.period(period))),)))
        stated += [
            ("frequency", self._authority("frequency", catalogue.data_frequency)),
            ("access_rights", self._authority("access-right", catalogue.data_access_rights)),
            ("themes", tuple(values.one("themes", id) for id in catalogue.data_themes)),
            ("keywords", tuple(values.one("keywords", word) for word in catalogue.data_keywords)),
        ]
        if self._facts.counts:
            triples = LangString(texts.count("triples", self._facts.counts.triples))
            resources = LangString(texts.count("resources", self._facts.resources))
            stated.append(("triples", (Link(resources), Link(triples))))
        view = ThingView(
            kind=LangString(texts("thing", "data")),
            title=title,
            description=paragraph(
                edition.words(catalogue.data_description or catalogue.description)
            ),
            citation=CitationView(
                publisher,
                texts.date(self._facts.newest[:4]),
                title,
                LangString(texts("thing", "data")),
                iri,
            ),
            facts=edition.facts(stated),
            sections=tuple(self._download_sections(here)),
            iri=iri,
            files=edition.documents(here, self._edition.paths.data),
        )
        return self._thing(here, view, crumbs=(Link(title),))

    def _terms_of_others(self) -> Iterator[File]:
        """Yield the page of the terms of others that the catalogue names, if it names some."""
        edition, here = self._edition, self._at(self._edition.paths.authorities)
        terms = edition.shared.authorities.terms.values()
        links = [
            Link(edition.name_of(term), term.iri)
            for term in terms
            if iri(term.iri) in self._facts.authorities
        ]
        if links:
            (title,) = self._link_to_terms_of_others(here)
            view = ThingView(
                kind=LangString(self._texts("thing", "scheme")),
                title=title.words,
                heading=self._texts("list", "concepts"),
                links=sorted(links, key=lambda link: in_the_alphabet(link.words.text)),
                iri=edition.shared.settings.base_iri + self._edition.paths.authorities,
                files=edition.documents(here, self._edition.paths.authorities),
            )
            yield self._thing(here, view, crumbs=(Link(title.words),))

    def _link_to_own_terms(self, here: PagePath) -> tuple[Link]:
        title = LangString(self._texts("own_terms", "title"))
        return (Link(title, here.to(self._edition.paths.names.shapes)),)

    def _link_to_terms_of_others(self, here: PagePath) -> tuple[Link]:
        title = LangString(self._texts("data", "authorities"))
        return (Link(title, here.to(self._edition.paths.authorities)),)

    def _thing(self, here: PagePath, view: ThingView, crumbs: Sequence[Link]) -> File:
        frame = self._edition.frame(
            here,
            view.title.text if crumbs else self._texts("data", "files"),
            summary=" ".join(each.text for each in view.description),
            part="data",
            crumbs=crumbs,
            head=self._edition.signposts(here.path),
            data=self._data.of_thing(here.path),
        )
        return here.file, templating.page("thing", frame, view)

    def _days(self) -> StatedValues:
        issued = self._catalogue.issued or self._facts.oldest
        return [
            (key, (Link(LangString(self._texts.date(day))),))
            for key, day in (("first_published", issued), ("changed", self._facts.newest))
        ]

    def _download_sections(self, here: PagePath) -> Iterator[Section]:
        """Yield the files of the whole catalogue, and the references of all resources."""
        yield Section(LangString(self._texts("data", "files")), self._downloads(here))
        if files := self._edition.references(here, CATALOGUE_PATH):
            links = [
                Link(LangString(each.label), each.href, note=each.media_type) for each in files
            ]
            yield Section(LangString(self._texts("data", "references")), links)

    def _downloads(self, here: PagePath) -> list[Link]:
        """Return the links to the files of the whole catalogue, each with its size."""
        edition, files = self._edition, self._facts.files
        return [
            Link(
                edition.words(file.title),
                here.to_file(file.path),
                note=f"{file.format.media_type}, {self._texts.size(files[file.path].size)}",
            )
            for file in DATA_FILES
            if file.path in files
        ]

    def _feed_links(self, here: PagePath) -> list[Link]:
        return [
            Link(LangString(path), here.to_file(path), note=consumer)
            for consumer, path in self._feeds
        ]

    def _authority(self, table: str, code: str | None) -> tuple[Link, ...]:
        return (self._edition.authority(table, code),) if code else ()

    def _at(self, path: str) -> PagePath:
        return PagePath(self._edition.tree, path)
