"""The plain feeds for CKAN and for other portals: DCAT-AP 3.0.1 and nothing beside it.

What the catalogue graph says of a resource, less what a portal cannot hold, each for its reason
(ckanext-dcat 2.4.4 on CKAN 2.11, with the schema that it carries):

- schema.org, PROV, additions and the record: outside of DCAT-AP, or refused;
- ``dct:identifier`` is the IRI, which stays the same under another host;
- for CKAN alone, keywords in the characters that it takes, or it refuses the whole dataset: an
  apostrophe becomes a letter that looks the same, other signs a space. What that changes is told
  at its cell;
- who keeps a scheme of identifiers (``adms:schemaAgency``): outside of DCAT-AP;
- what a synthesis is drawn from is a ``dct:relation``: the official shapes want the object of
  ``dct:source`` typed as a dataset in the same page, where a portal would take it for one more; so
  is what a resource translates, replaces or cites, for which DCAT-AP has no other place. CKAN has
  one for what a resource is a version of, ``dct:isVersionOf``, which DCAT-AP has given up;
- the rights in a resource are those of each of its files, where DCAT-AP has a place for them;
- one ``dct:type``, one ``dct:publisher``; no label on licences, which would take the place of their
  IRI, and no IRI on rights, whose label it would lose; texts in the language of the catalogue
  alone, the only one that CKAN keeps.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from tressons_ld.artifacts import PublicationFacts
from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import Entry
from tressons_ld.consumers.dcat_ap.ckan_keywords import ckan_keyword, respelled
from tressons_ld.consumers.dcat_ap.profile import CLASSES
from tressons_ld.consumers.feed import Descriptions, Feed
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.mapping.data import DATA
from tressons_ld.mapping.data_files import (
    DATA_DISTRIBUTION,
    DATA_FILES,
    FILE_FACTS,
    FileFacts,
    file_facts_to_rdf,
)
from tressons_ld.mapping.distribution import DISTRIBUTION
from tressons_ld.mapping.entry_fields import RESOURCE
from tressons_ld.mapping.fields import Context, Field
from tressons_ld.mapping.other_identifier import identifier_nodes
from tressons_ld.mapping.period import period_of
from tressons_ld.mapping.resource_contact import contact_nodes
from tressons_ld.mapping.shared_things import authorities_to_rdf
from tressons_ld.rdf.formats import RDF_XML, names
from tressons_ld.rdf.terms import (
    BlankNode,
    Iri,
    Literal,
    Subject,
    Triple,
    date,
    iri,
    literal_parts,
    text,
    typed,
)
from tressons_ld.rdf.units import short
from tressons_ld.rdf.vocabularies import (
    ADMS,
    DCAT,
    DCT,
    FOAF,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    SPDX,
    VCARD,
)

_RELATIONS = {DCT.relation, DCT.isVersionOf}
"""By what the feeds say a relation to another resource."""
_OUTSIDE = {DCT.identifier, DCT.source, DCT.conformsTo, PROV.wasGeneratedBy}
"""What DCAT-AP has and the feeds do not say, or say otherwise."""


def _in_profile(name: str, fields: Iterable[Field[Any]]) -> set[Iri]:
    """Return the properties stated by some fields that the profile has for a class."""
    known = CLASSES[name]
    return {field.property for field in fields if short(field.property) in known} - _OUTSIDE


_OF_DATASETS = {RDF.type, *_RELATIONS}
_OF_DATASETS |= _in_profile("dcat:Dataset", (*RESOURCE.fields, *DATA.fields))
_OF_FILES = {RDF.type}
_OF_FILES |= _in_profile(
    "dcat:Distribution", (*DISTRIBUTION.fields, *DATA_DISTRIBUTION.fields, *FILE_FACTS.fields)
)
_CLASSES = {
    *(DCAT.Dataset, DCAT.Distribution, DCAT.Catalog, DCT.Location, DCT.LicenseDocument),
    *(DCT.RightsStatement, DCT.PeriodOfTime, FOAF.Agent, FOAF.Document, FOAF.Organization),
    *(DCT.MediaTypeOrExtent, DCT.MediaType, DCT.LinguisticSystem, DCT.Frequency),
    *(FOAF.Person, SKOS.Concept, SKOS.ConceptScheme, SPDX.Checksum, VCARD.Kind),
}
RIGHTS = BlankNode("_:droits")


LONGEST_VERSION = 100
"""Characters of a version that CKAN takes; with a longer one it refuses the whole dataset."""

Spelling: TypeAlias = Callable[[str], str]
"""How a feed spells a keyword; nothing for one that it leaves out."""


def dataset(
    entry: Entry,
    stated: Sequence[Triple],
    context: Context,
    spelling: Spelling,
    relations: Mapping[Iri, Iri],
) -> list[Triple]:
    """Return what the feed says of a resource and of its files.

    Args:
        entry: the resource.
        stated: what the catalogue graph states of it.
        context: the shared part.
        spelling: of the keywords.
        relations: what it says a relation to another resource by -> by what the feed does.
    """
    subject = context.iris.resource(entry.id)
    files = {context.iris.part(subject, file.name) for file in entry.distributions}
    related = [
        (about, relations.get(property, property), value)
        for about, property, value in stated
        if property != DCT.rights
    ]
    triples = list(_kept(_in_one_language(related, entry.language), subject, files, spelling))
    parts = {
        *period_of(entry, context),
        *identifier_nodes(entry, context),
        *contact_nodes(entry, context),
    }
    triples += [t for t in stated if t[0] in parts and t[1] != ADMS.schemaAgency]
    triples += _rights(entry, files)
    own_kind = context.concepts.get(("genre", entry.kind))
    triples = [t for t in triples if t[1] != DCT.type or t[2] == own_kind]
    return [
        *triples,
        (subject, DCT.identifier, text(subject[1:-1])),
        (context.iris.catalogue, DCAT.dataset, subject),
    ]


def _rights(entry: Entry, files: Iterable[Iri]) -> Iterator[Triple]:
    """Yield the rights in a resource as those of its files: its address, or its words."""
    if not entry.rights:
        return
    known = is_url(entry.rights)
    node: Subject = iri(entry.rights) if known else BlankNode(f"{RIGHTS}-{entry.id}")
    for place, file in enumerate(sorted(files)):
        yield file, DCT.rights, node
        if not place:
            yield node, RDF.type, DCT.RightsStatement
            if not known:
                yield node, RDFS.label, text(entry.rights, entry.language)


def catalogue_dataset(
    context: Context,
    stated: Iterable[Triple],
    facts: Sequence[FileFacts],
    issued: str,
    modified: str,
    spelling: Spelling,
) -> list[Triple]:
    """Return what the feed says of the catalogue as data, with the sizes and checksums of files."""
    subject = context.iris.data
    files = {context.iris.part(subject, file.name) for file in DATA_FILES}
    measured = [
        triple
        for file, known in zip(DATA_FILES, facts, strict=True)
        for triple in file_facts_to_rdf(file, known, context)
    ]
    period = context.iris.part(subject, context.names.period)
    own = _in_one_language(stated, context.language)
    return [
        *_kept(own, subject, files, spelling),
        *(triple for triple in own if triple[0] == period),
        (subject, DCT.identifier, text(subject[1:-1])),
        (subject, DCT.issued, date(issued)),
        (subject, DCT.modified, typed(modified, "date")),
        *measured,
        (context.iris.catalogue, DCAT.dataset, subject),
    ]


def _in_one_language(stated: Iterable[Triple], language: str) -> list[Triple]:
    """Return statements whose words are in one language: the one given, or another without it.

    A catalogue in Arabic may have its title in French and English alone, or its description; CKAN
    refuses a whole feed in which one dataset has none.
    """
    own = list(stated)
    tags: dict[tuple[Subject, Iri], list[str]] = {}
    for about, property, value in own:
        if value[0] == '"' and (tag := literal_parts(Literal(value))[2]):
            tags.setdefault((about, property), []).append(tag)
    kept = {key: language if language in of else of[0] for key, of in tags.items()}
    return [
        triple
        for triple in own
        if triple[2][0] != '"'
        or literal_parts(Literal(triple[2]))[2] in (None, kept.get(triple[:2]))
    ]


def _kept(
    stated: Iterable[Triple], subject: Iri, files: set[Iri], spelling: Spelling
) -> Iterator[Triple]:
    """Yield what a portal keeps of a dataset, of its files and of the pages it names."""
    for triple in stated:
        about, property, value = triple
        known = _OF_DATASETS if about == subject else _OF_FILES if about in files else {RDF.type}
        if property not in known or (property == RDF.type and value not in _CLASSES):
            continue
        if (
            about not in files
            and about != subject
            and value not in (FOAF.Document, DCT.LicenseDocument)
        ):
            continue
        if value[0] == '"':
            words, _, tag = literal_parts(Literal(value))
            if property == DCAT.keyword:
                if keyword := spelling(words):
                    yield about, property, text(keyword, tag)
                continue
        yield (about, property, RIGHTS) if property == DCT.rights else triple


class DcatApThings:
    """What the pages say of the things that their datasets name."""

    def __init__(self, context: Context, things: Iterable[Iterable[Triple]]) -> None:
        """Take what the catalogue graph says of shared things."""
        self._context = context
        self._statements: dict[Subject, list[Triple]] = {}
        self._terms = {iri(term.iri) for term in context.shared.authorities.terms.values()}
        self._language = f"@{context.language}"
        for thing in (*things, authorities_to_rdf(self._terms, context)):
            for triple in thing:
                if self._wanted(triple):
                    about = RIGHTS if triple[0] == context.rights else triple[0]
                    self._statements.setdefault(about, []).append((about, triple[1], triple[2]))
        self._pages = {
            about
            for about, statements in self._statements.items()
            if (about, RDF.type, FOAF.Document) in statements
        }

    def _wanted(self, triple: Triple) -> bool:
        _, property, value = triple
        if property == RDF.type:
            return value in _CLASSES
        if property == RDFS.label:
            return triple[0] == self._context.rights and value.endswith(self._language)
        if property in (FOAF.name, VCARD.fn, VCARD.hasEmail, VCARD.hasURL, DCAT.bbox):
            return True
        if property in (SKOS.prefLabel, DCT.title):
            return triple[0] in self._terms or value.endswith(self._language)
        return property in (FOAF.homepage, SKOS.inScheme, DCT.type)

    def triples(self, thing: Subject) -> list[Triple]:
        """Return what is said of a thing."""
        return self._statements.get(thing, [])

    def names(self, triples: Iterable[Triple]) -> list[Subject]:
        """Return the things named in some statements of which a page has something to say.

        What it says of the homepage of an agent it does not say of the same address elsewhere: a
        dataset depends on what its cells name.
        """
        named = dict.fromkeys(
            Iri(value)
            for _, property, value in triples
            if value[0] != '"' and (property == FOAF.homepage or value not in self._pages)
        )
        return [thing for thing in named if thing in self._statements]


_OF_THE_CATALOGUE = {
    *(RDF.type, DCT.title, DCT.description, DCT.publisher, DCT.language, DCT.license, DCT.rights),
    *(FOAF.homepage, DCT.spatial, DCAT.contactPoint),
}


def catalogue(context: Context, stated: Iterable[Triple]) -> list[Triple]:
    """Return what each page says of the catalogue itself, its datasets apart."""
    subject, own = context.iris.catalogue, _in_one_language(stated, context.language)
    return [
        (about, property, RIGHTS if property == DCT.rights else value)
        for about, property, value in own
        if (about == subject and property in _OF_THE_CATALOGUE and value != SCHEMA.Collection)
        or ((property, value) == (RDF.type, FOAF.Document) and not context.iris.relative(about))
        if value[0] != '"' or literal_parts(Literal(value))[2]
    ]


class DcatApFeed(Feed):
    """The feed of portals of DCAT-AP: ``harvest/dcat-ap.rdf``."""

    name, reader = "dcat-ap", "DCAT-AP"
    path = "harvest/dcat-ap"
    formats = names((RDF_XML,))
    relations: Mapping[Iri, Iri] = dict.fromkeys(
        (DCT.source, DCT.replaces, DCT.references, DCT.isVersionOf, DCAT.isVersionOf), DCT.relation
    )

    def keyword(self, words: str) -> str:
        """Return how a keyword is spelled: as it stands."""
        return words

    def dataset(self, entry: Entry, triples: Sequence[Triple]) -> list[Triple]:
        """Return what the feed says of a resource (see :func:`dataset`)."""
        return dataset(entry, triples, self.context, self.keyword, self.relations)

    def catalogue_as_data(self, facts: PublicationFacts) -> list[Triple]:
        """Return what the feed says of the catalogue as data (see :func:`catalogue_dataset`)."""
        stated = self.graph.things[self.context.iris.data]
        files = [facts.files[file.path] for file in DATA_FILES]
        issued = self.graph.shared.catalogue.issued or facts.oldest
        return catalogue_dataset(self.context, stated, files, issued, facts.newest, self.keyword)

    def catalogue(self) -> list[Triple]:
        """Return what each page says of the catalogue itself (see :func:`catalogue`)."""
        return catalogue(self.context, self.graph.things[self.context.iris.catalogue])

    def _descriptions(self) -> Descriptions:
        return DcatApThings(self.context, self.graph.things.values())


class CkanFeed(DcatApFeed):
    """The feed of CKAN: ``harvest/dcat.rdf``, the same with its spelling of keywords."""

    name, reader = "ckan", "CKAN"
    path = "harvest/dcat"
    relations: Mapping[Iri, Iri] = {
        **DcatApFeed.relations,
        DCT.isVersionOf: DCT.isVersionOf,
        DCAT.isVersionOf: DCT.isVersionOf,
    }

    def takes(self, entry: Entry) -> bool:
        """Return whether CKAN takes a resource: any, with or without a description."""
        return True

    def keyword(self, words: str) -> str:
        """Return how CKAN takes a keyword."""
        return ckan_keyword(words)

    def dataset(self, entry: Entry, triples: Sequence[Triple]) -> list[Triple]:
        """Return what the feed says of a resource: one place, the only one that CKAN keeps.

        An identifier of others is said itself, for CKAN would keep the address of its node; a
        version that is too long for it is not (``resource-version-long`` tells it).
        """
        nodes = identifier_nodes(entry, self.context)
        return [
            (about, property, text(nodes[Iri(value)]) if property == ADMS.identifier else value)
            for about, property, value in self._one_place(super().dataset(entry, triples))
            if about not in nodes
            and (property != DCAT.version or len(entry.version or "") <= LONGEST_VERSION)
        ]

    def catalogue_as_data(self, facts: PublicationFacts) -> list[Triple]:
        """Return what the feed says of the catalogue as data, its place once."""
        return self._one_place(super().catalogue_as_data(facts))

    def _one_place(self, triples: Iterable[Triple]) -> list[Triple]:
        countries = self.context.countries
        return [t for t in triples if t[1] != DCT.spatial or t[2][1:-1] not in countries]

    def entry_findings(self, entry: Entry) -> Iterable[Finding]:
        """Return what of a resource does not reach CKAN, or not as it stands."""
        yield from respelled(entry.keywords, entry.row.at("keywords"))
        if entry.rights and not entry.distributions:
            yield finding("feed.rights-of-no-file", entry.row.at("rights"), entry.rights)

    def findings(self) -> Iterable[Finding]:
        """Return which keywords of the catalogue as data do not."""
        shared = self.context.shared
        return respelled(shared.catalogue.data_keywords, shared.settings.at("data.keywords"))
