"""An entry -> its page: what is said of it, each value leading to its own page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from tressons_ld.catalogue.columns.other_identifiers import notation_of
from tressons_ld.catalogue.model import (
    RELATIONS,
    RESOURCES,
    SCHEME_OF_COLUMN,
    Entry,
)
from tressons_ld.catalogue.paths import CATALOGUE_PATH, LINKSET_PATH
from tressons_ld.catalogue.tables.resource_index import ResourceTitle
from tressons_ld.consumers.reference_managers.reference import reference_type
from tressons_ld.mapping.entry_fields import RecordDates
from tressons_ld.rdf.formats import JSON_LD, TURTLE
from tressons_ld.rdf.terms import Iri
from tressons_ld.site import linkset
from tressons_ld.site.corrections import correction_links
from tressons_ld.site.distribution_facts import distribution_facts
from tressons_ld.site.fact_values import FactValues
from tressons_ld.site.localised_site import LocalisedSite, StatedValues
from tressons_ld.site.page_paths import PagePath, uri
from tressons_ld.site.record_sentences import PROGRAMME, sentences
from tressons_ld.site.stated_facts import stated_facts
from tressons_ld.site.views import (
    CitationView,
    DataFileLink,
    Fact,
    Frame,
    HeadLink,
    Link,
    ResourceView,
)

_TOLD_OF_BOTH = ("based_on", "translation_of", "version_of", "replaces", "references")
_PRINTED = ("printed_title", "printed_authors")
_ELSEWHERE = {
    *("kind", "title", "description", "organisations", "persons", "series", *_PRINTED),
    *(column.attribute for column in RELATIONS),
}
_FACTS = stated_facts(
    RESOURCES,
    _ELSEWHERE,
    {
        "event_date": "version",
        "language": "publisher",
        "section": "language",
        "access_rights": "duration",
        "identifiers": "rights",
    },
)


class ResourcePage:
    """One page of a resource, in one language."""

    def __init__(
        self,
        edition: LocalisedSite,
        here: PagePath,
        entry: Entry,
        titles: Mapping[str, ResourceTitle],
        naming: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Take what the page is about.

        Args:
            edition: the site in the language of the page.
            here: where the page lies.
            entry: the resource.
            titles: id -> title of the resources that others name, and of these.
            naming: the resources that name it, each with the attribute by which.
        """
        self._edition, self._here, self._entry = edition, here, entry
        self._naming = naming
        self._values = FactValues(edition, here, titles, entry.language)
        self._stated = cache(partial(self._values.of, entry))
        self._iri = f"{edition.shared.settings.base_iri}{self._edition.paths.resource(entry.id)}"
        self._title = edition.titled(entry.title, entry.other_titles, entry.language)
        self._kind = edition.concept(here, SCHEME_OF_COLUMN["kind"], entry.kind)

    def view(
        self,
        documents: Mapping[str, int],
        dates: RecordDates | None,
        properties: frozenset[Iri],
    ) -> ResourceView:
        """Return what the page shows.

        Args:
            documents: path -> size in bytes of the documents of the resource.
            dates: when its record was first published and last changed.
            properties: those by which anything is stated of the resource.
        """
        edition, entry, values = self._edition, self._entry, self._values
        texts = edition.texts
        titles = edition.other_titles(entry.title, entry.other_titles, entry.language)
        files = distribution_facts(entry.distributions, values)
        stated = [*self._all(_FACTS), *files, ("other_titles", titles)]
        return ResourceView(
            kind=self._kind,
            title=self._title,
            citation=CitationView(
                texts.enumeration(self._authors()),
                texts.date(entry.issued) if entry.issued else "",
                self._title,
                self._kind.words,
                self._iri,
            ),
            references=edition.references(self._here, self._here.path),
            description=edition.paragraphs(entry.description, entry.language),
            facts=edition.facts([*stated, *self._all(_PRINTED)]),
            relations=self._relations(),
            additions=values.later(entry.additions),
            corrections=tuple(correction_links(edition, entry, self._iri)),
            reading=tuple(sentences(edition, entry, self._stated, properties, self._programme())),
            files=tuple(self._documents(documents)),
            iri=self._iri,
            published=texts.date(dates.issued) if dates else "",
            changed=texts.date(dates.modified) if dates else "",
        )

    def frame(self, signposts: Iterable[HeadLink], data: str) -> Frame:
        """Return what stands around the page.

        Args:
            signposts: the links of FAIR Signposting.
            data: the JSON-LD block.
        """
        entry = self._entry
        return self._edition.frame(
            self._here,
            self._title.text,
            summary=entry.description,
            part="resources",
            crumbs=(Link(self._title),),
            head=(*signposts, *self._link_to_linkset()),
            meta=tuple(self._citation_meta()),
            data=data,
        )

    def _all(self, attributes: Iterable[str]) -> StatedValues:
        return [(attribute, self._stated(attribute)) for attribute in attributes]

    def _authors(self) -> list[str]:
        agents, entry = self._edition.shared.agents, self._entry
        return [agents[id].name for id in (*entry.organisations, *entry.persons)]

    def _relations(self) -> tuple[Fact, ...]:
        named = ("organisations", "persons", "series")
        relations = [column.attribute for column in RELATIONS]
        stated = self._all((*named, *relations))
        # Those that name it: what their rows say is told of it too.
        for relation in _TOLD_OF_BOTH:
            links = (self._values.one(relation, id) for by, id in self._naming if by == relation)
            stated.append((f"{relation}_of_others", tuple(links)))
        if programme := self._programme():
            stated.append((PROGRAMME, (programme,)))
        return self._edition.facts(stated)

    def _programme(self) -> Link | None:
        programme = self._edition.shared.programme
        if programme is None:
            return None
        name = self._edition.own(programme.acronym or programme.name)
        return Link(name, self._here.to(self._edition.paths.programme(programme.id)))

    def _documents(self, documents: Mapping[str, int]) -> Iterator[DataFileLink]:
        for format in (TURTLE, JSON_LD):
            for path, size in documents.items():
                if path.endswith(format.extension):
                    shown, href = self._edition.texts.size(size), self._here.to_file(path)
                    yield DataFileLink(format.label, href, format.media_type, shown)

    def signposts(self, documents: Iterable[str]) -> Iterator[HeadLink]:
        """Yield the links of FAIR Signposting, level 1 (https://signposting.org/FAIR/)."""
        edition, entry = self._edition, self._entry
        settings, base = edition.shared.settings, edition.shared.settings.base_iri
        yield HeadLink("cite-as", uri(self._iri))
        for format in (TURTLE, JSON_LD):
            for path in documents:
                if path.endswith(format.extension):
                    address = uri(settings.site_url + path)
                    yield HeadLink("describedby", address, format.media_type)
        yield HeadLink("type", "https://schema.org/AboutPage")
        kind = edition.shared.concepts[SCHEME_OF_COLUMN["kind"], entry.kind]
        if kind.schema_types:
            yield HeadLink("type", f"https://schema.org/{kind.schema_types[0]}")
        for id in (*entry.organisations, *entry.persons):
            yield HeadLink("author", uri(base + edition.path_of(edition.shared.agents[id])))
        for file in entry.distributions:
            if file.download_url:
                yield HeadLink("item", uri(file.download_url))
        licences = {file.licence for file in entry.distributions}
        if len(licences) == 1 and (licence := licences.pop()):
            yield HeadLink("license", uri(licence))
        yield HeadLink("collection", uri(base + CATALOGUE_PATH))

    def _link_to_linkset(self) -> Iterator[HeadLink]:
        edition = self._edition
        settings = edition.shared.settings
        if linkset.is_published(settings, edition.entries):
            address = uri(settings.site_url + LINKSET_PATH)
            yield HeadLink("linkset", address, linkset.MEDIA_TYPE)

    def _citation_meta(self) -> Iterator[tuple[str, str]]:
        """Yield the names that Google Scholar and Zotero read.

        Zotero would take the page for one of the web, but for an institution of a technical report;
        ``z:itemType`` of its own says what the resource is.
        """
        edition, entry = self._edition, self._entry
        agents = edition.shared.agents
        yield "citation_title", entry.title
        for id in (*entry.persons, *entry.organisations):
            yield "citation_author", agents[id].name
        if entry.issued:
            yield "citation_publication_date", entry.issued.replace("-", "/")
        publisher = entry.publisher and agents[entry.publisher].name
        kind = edition.shared.concepts[SCHEME_OF_COLUMN["kind"], entry.kind]
        yield "z:itemType", reference_type(kind.schema_types).zotero
        if "Report" in kind.schema_types and (publisher or entry.organisations):
            institution = publisher or agents[entry.organisations[0]].name
            yield "citation_technical_report_institution", institution
        if publisher:
            yield "citation_publisher", publisher
        for known in entry.identifiers:
            if (scheme := known.partition(":")[0]) in ("doi", "isbn", "issn"):
                yield f"citation_{scheme}", notation_of(known)
        yield "citation_language", entry.language
        if entry.keywords:
            yield "citation_keywords", "; ".join(entry.keywords)
        yield "citation_public_url", edition.shared.settings.site_url + self._here.file
        for file in entry.distributions:
            if file.format == "PDF" and file.download_url:
                yield "citation_pdf_url", file.download_url
