"""The catalogue as data: one dcat:Dataset with the files that hold the whole catalogue.

::

    <catalogue/donnees> a dcat:Dataset, void:Dataset, schema:Dataset ;
        dcat:distribution <catalogue/donnees#turtle>, … ; void:triples 12345 ; … .

The sizes, checksums and counts describe files that hold the rest of these statements, so they
stand in the document of the dataset alone (VoID, section 4.6,
https://www.w3.org/TR/void/#statistics).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tressons_ld.catalogue.columns.matches import MATCHES
from tressons_ld.catalogue.model import Catalogue
from tressons_ld.catalogue.model.multilingual import others_of, words_in
from tressons_ld.catalogue.paths import FRENCH_PATHS, part_path
from tressons_ld.findings.language import Text
from tressons_ld.mapping.catalogue import contact, derived_from, language
from tressons_ld.mapping.data_files import (
    ALGORITHM,
    CHECKSUM,
    DATA_DISTRIBUTION,
    DATA_FILES,
    FILE_FACTS,
)
from tressons_ld.mapping.description import licence, rights
from tressons_ld.mapping.fields import (
    Context,
    Field,
    Rule,
    ThingMapping,
    agents,
    authorities,
    concepts,
    constant,
    countries,
    data_themes,
    places,
    strings,
)
from tressons_ld.mapping.period import period_to_rdf
from tressons_ld.mapping.ranges import (
    ADDRESS,
    CATALOGUE_TEXT,
    COUNTRY,
    ENGLISH,
    FRENCH,
    IS_A_COUNTRY,
    ITSELF,
    OTHER_LANGUAGE,
    SCHEMA_ORGANISATION,
    TEXT,
)
from tressons_ld.rdf.formats import CSV
from tressons_ld.rdf.terms import Iri, Term, Triple, iri, text, typed
from tressons_ld.rdf.vocabularies import (
    DATASETS_OF_OTHERS,
    DCAT,
    DCT,
    GEO,
    OWL,
    PROFILE_VERSION,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    VOCABULARIES,
    VOID,
)

CONCEPT = "skos:Concept of the scheme « theme »"


def title_of(catalogue: Catalogue) -> Text:
    """Return the title of the catalogue as data: its own, or one made of the catalogue's."""
    french, english = catalogue.title
    return catalogue.data_title or words_in(
        french and f"{french} : les données",
        english and f"{english}: data",
        others_of(catalogue.title),
    )


def description_of(catalogue: Catalogue) -> Text:
    """Return the description of the catalogue as data: its own, or the catalogue's."""
    return catalogue.data_description or catalogue.description


def _side(words: Callable[[Catalogue], Text], language: str) -> Rule:
    def terms(catalogue: Catalogue, _context: Context) -> Collection[Term]:
        side = words(catalogue).in_language(language)
        return (text(side, language),) if side else ()

    return terms


def _others(words: Callable[[Catalogue], Text]) -> Rule:
    return lambda catalogue, _: [text(each, tag) for tag, each in others_of(words(catalogue))]


def _parts(names: Iterable[str], context: Context) -> list[Term]:
    return [context.iris.part(context.iris.data, name) for name in names]


def _keywords(catalogue: Catalogue, _context: Context) -> Collection[Term]:
    return [text(keyword, catalogue.language) for keyword in catalogue.data_keywords]


def _distributions(_catalogue: Catalogue, context: Context) -> Collection[Term]:
    return _parts((file.name for file in DATA_FILES), context)


def _period(catalogue: Catalogue, context: Context) -> Collection[Term]:
    return _parts((context.names.period,), context) if catalogue.data_period else ()


def _coverage(catalogue: Catalogue, _context: Context) -> Collection[Term]:
    period = catalogue.data_period
    return (text(f"{period.start}/{period.end}"),) if period else ()


def _whole(_catalogue: Catalogue, context: Context) -> Collection[Term]:
    return (context.iris.catalogue,)


def _dumps(_thing: Any, context: Context) -> Collection[Term]:
    site = context.shared.settings.site_url
    return [iri(site + file.path) for file in DATA_FILES if file.format is not CSV]


def _identifier(_thing: Any, context: Context) -> Collection[Term]:
    return (text(context.iris.paths.data),)


def _uri_space(_thing: Any, context: Context) -> Collection[Term]:
    return (text(context.iris.base + context.iris.paths.resource("")),)


DATA = ThingMapping[Catalogue](
    "Catalogue as data",
    lambda paths: paths.data,
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Dataset, VOID.Dataset, SCHEMA.Dataset),
            "dcat:Dataset, void:Dataset, schema:Dataset",
        ),
        Field("data.title_fr", DCT.title, _side(title_of, "fr"), FRENCH),
        Field("data.title_en", DCT.title, _side(title_of, "en"), ENGLISH),
        Field("data.title_xx", DCT.title, _others(title_of), OTHER_LANGUAGE),
        Field("data.description_fr", DCT.description, _side(description_of, "fr"), FRENCH),
        Field("data.description_en", DCT.description, _side(description_of, "en"), ENGLISH),
        Field("data.description_xx", DCT.description, _others(description_of), OTHER_LANGUAGE),
        Field(None, DCT.identifier, _identifier, f"« {FRENCH_PATHS.data} »"),
        Field("catalogue.publisher", DCT.creator, agents("publisher"), "foaf:Agent"),
        Field("catalogue.publisher", DCT.publisher, agents("publisher"), "foaf:Agent"),
        Field("contact.name", DCAT.contactPoint, contact, "vcard:Kind"),
        Field("data.keywords", DCAT.keyword, _keywords, CATALOGUE_TEXT),
        Field("data.themes", DCAT.theme, concepts("themes", "data_themes"), CONCEPT),
        Field(
            "data.themes",
            DCAT.theme,
            data_themes("data_themes"),
            "EU data theme",
            "the concept has one",
        ),
        Field("catalogue.language", DCT.language, language, "EU language"),
        Field(
            "data.access_rights",
            DCT.accessRights,
            authorities("data_access_rights", "access-right"),
            "EU access right",
        ),
        Field("catalogue.places", DCT.spatial, places("places"), "dct:Location"),
        Field("catalogue.places", DCT.spatial, countries("places"), COUNTRY, IS_A_COUNTRY),
        Field("data.period_start", DCT.temporal, _period, "dct:PeriodOfTime"),
        Field(
            "data.frequency",
            DCT.accrualPeriodicity,
            authorities("data_frequency", "frequency"),
            "EU frequency",
        ),
        Field(None, DCT.conformsTo, constant(PROFILE_VERSION), "prof:Profile"),
        Field("licence.iri", DCT.license, licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, rights, "dct:RightsStatement"),
        Field("source.id", PROV.wasDerivedFrom, derived_from, "prov:Entity"),
        Field(None, DCAT.distribution, _distributions, "dcat:Distribution"),
        Field(None, VOID.dataDump, _dumps, "address of a file"),
        Field(None, VOID.uriSpace, _uri_space, TEXT),
        Field("data.title_fr", SCHEMA.name, _side(title_of, "fr"), FRENCH),
        Field("data.title_en", SCHEMA.name, _side(title_of, "en"), ENGLISH),
        Field("data.title_xx", SCHEMA.name, _others(title_of), OTHER_LANGUAGE),
        Field("data.description_fr", SCHEMA.description, _side(description_of, "fr"), FRENCH),
        Field("data.description_en", SCHEMA.description, _side(description_of, "en"), ENGLISH),
        Field("data.description_xx", SCHEMA.description, _others(description_of), OTHER_LANGUAGE),
        Field("catalogue.publisher", SCHEMA.creator, agents("publisher"), SCHEMA_ORGANISATION),
        Field("catalogue.publisher", SCHEMA.publisher, agents("publisher"), SCHEMA_ORGANISATION),
        Field("data.keywords", SCHEMA.keywords, _keywords, CATALOGUE_TEXT),
        Field("data.themes", SCHEMA.about, concepts("themes", "data_themes"), "schema:DefinedTerm"),
        Field("catalogue.language", SCHEMA.inLanguage, strings("language"), "BCP 47 code"),
        Field("catalogue.places", SCHEMA.spatialCoverage, places("places"), "schema:Place"),
        Field(None, SCHEMA.isPartOf, _whole, "schema:Collection"),
        Field("data.period_start", SCHEMA.temporalCoverage, _coverage, "ISO 8601 interval"),
        Field("licence.iri", SCHEMA.license, licence, ADDRESS, "licence confirmed"),
        Field(None, SCHEMA.distribution, _distributions, "schema:DataDownload"),
    ),
)


def data_to_rdf(context: Context) -> list[Triple]:
    """Return what the graph itself states of the catalogue as data and of its files."""
    catalogue, subject = context.shared.catalogue, context.iris.data
    triples = list(DATA.triples(catalogue, subject, context))
    if catalogue.data_period:
        period = context.iris.part(subject, context.names.period)
        triples.extend(period_to_rdf(catalogue.data_period, period, context))
    for file in DATA_FILES:
        part = context.iris.part(subject, file.name)
        triples.extend(DATA_DISTRIBUTION.triples(file, part, context))
    return triples


@dataclass(slots=True)
class Counts:
    """What the N-Triples file holds, counted while it is written.

    Attributes:
        triples: number of triples.
        resources: number of resources.
        classes: instances of each class.
        properties: triples of each property.
        examples: some resources.
        links: triples that link to each dataset of others, by their property and its name.
    """

    triples: int
    resources: int
    classes: Counter[Iri]
    properties: Counter[Iri]
    examples: Sequence[Iri] = ()
    links: Mapping[tuple[Iri, str], int] = field(default_factory=dict)

    def vocabularies(self) -> list[str]:
        """Return the namespaces of all properties and classes."""
        used = {_short(term).partition("-")[0] for term in (*self.classes, *self.properties)}
        return sorted(VOCABULARIES[prefix].namespace for prefix in used)


def links_to_others(things: Iterable[Iterable[Triple]]) -> Counter[tuple[Iri, str]]:
    """Return how many triples of shared things link to each dataset of others, by property."""
    return Counter(
        (property, name)
        for triples in things
        for _, property, value in triples
        if property in _LINKS
        for name, start in DATASETS_OF_OTHERS.items()
        if value.startswith(f"<{start}")
    )


_LINKS = frozenset((OWL.sameAs, GEO.sfIntersects, *(SKOS[name] for name in MATCHES)))


@dataclass(frozen=True, slots=True)
class Linkset:
    """The triples of one property that link to a dataset of others, and how many they are."""

    property: Iri
    target: str
    size: int


@dataclass(frozen=True, slots=True)
class Partition:
    """The part of the graph that a class or a property makes up, and how large it is."""

    term: Iri
    size: int


def _short(term: Iri) -> str:
    for prefix, vocabulary in VOCABULARIES.items():
        if term.startswith(f"<{vocabulary.namespace}"):
            return f"{prefix}-{term[len(vocabulary.namespace) + 1 : -1]}"
    raise KeyError(term)


def _counted(count: Callable[[Any], int]) -> Rule:
    return lambda thing, _context: (typed(str(count(thing)), "integer"),)


def _partitions(name: str, counted: Mapping[Iri, int], context: Context) -> dict[Iri, Partition]:
    return {
        context.iris.part(context.iris.data, f"{name}-{_short(term)}"): Partition(term, size)
        for term, size in sorted(counted.items())
    }


def _itself(_thing: Any, context: Context) -> Collection[Term]:
    return (context.iris.data,)


def _of_classes(counts: Counts, context: Context) -> dict[Iri, Partition]:
    return _partitions(context.names.class_partition, counts.classes, context)


def _of_properties(counts: Counts, context: Context) -> dict[Iri, Partition]:
    return _partitions(context.names.property_partition, counts.properties, context)


def _of_links(counts: Counts, context: Context) -> dict[Iri, Linkset]:
    data = context.iris.data
    return {
        context.iris.part(data, f"{context.names.linkset}-{_short(property)}-{name}"): Linkset(
            property, DATASETS_OF_OTHERS[name], size
        )
        for (property, name), size in sorted(counts.links.items())
    }


STATISTICS = ThingMapping[Counts](
    DATA.name,
    DATA.subject,
    (
        Field(None, VOID.triples, _counted(lambda c: c.triples), "xsd:integer", ITSELF),
        Field(None, VOID.entities, _counted(lambda c: c.resources), "xsd:integer", ITSELF),
        Field(None, VOID.classes, _counted(lambda c: len(c.classes)), "xsd:integer", ITSELF),
        Field(None, VOID.properties, _counted(lambda c: len(c.properties)), "xsd:integer", ITSELF),
        Field(None, VOID.exampleResource, lambda c, _: c.examples, "a resource", ITSELF),
        Field(
            None,
            VOID.vocabulary,
            lambda c, _: [iri(name) for name in c.vocabularies()],
            "namespace",
            ITSELF,
        ),
        Field(None, VOID.subset, _of_links, "void:Linkset", ITSELF),
        Field(None, VOID.classPartition, _of_classes, "void:Dataset", ITSELF),
        Field(None, VOID.propertyPartition, _of_properties, "void:Dataset", ITSELF),
    ),
)

CLASS_PARTITION = ThingMapping[Partition](
    "Instances of a class",
    lambda paths: part_path(paths.data, f"{paths.names.class_partition}-{{class}}"),
    (
        Field(None, VOID["class"], lambda part, _: (part.term,), "the class", ITSELF),
        Field(None, VOID.entities, _counted(lambda part: part.size), "xsd:integer", ITSELF),
    ),
)

PROPERTY_PARTITION = ThingMapping[Partition](
    "Triples of a property",
    lambda paths: part_path(paths.data, f"{paths.names.property_partition}-{{property}}"),
    (
        Field(None, VOID.property, lambda part, _: (part.term,), "the property", ITSELF),
        Field(None, VOID.triples, _counted(lambda part: part.size), "xsd:integer", ITSELF),
    ),
)


LINKSET = ThingMapping[Linkset](
    "Links to a dataset of others",
    lambda paths: part_path(paths.data, f"{paths.names.linkset}-{{property}}-{{dataset}}"),
    (
        Field(None, RDF.type, constant(VOID.Linkset), "void:Linkset", ITSELF),
        Field(None, VOID.linkPredicate, lambda links, _: (links.property,), "property", ITSELF),
        Field(None, VOID.subjectsTarget, _itself, "void:Dataset", ITSELF),
        Field(None, VOID.objectsTarget, lambda links, _: (iri(links.target),), ADDRESS, ITSELF),
        Field(None, VOID.triples, _counted(lambda links: links.size), "xsd:integer", ITSELF),
    ),
)


def counts_to_rdf(counts: Counts, context: Context) -> Iterator[Triple]:
    """Yield the VoID statistics: counts, examples, links, a partition per class and property."""
    yield from STATISTICS.triples(counts, context.iris.data, context)
    for part, links in _of_links(counts, context).items():
        yield from LINKSET.triples(links, part, context)
    for part, partition in _of_classes(counts, context).items():
        yield from CLASS_PARTITION.triples(partition, part, context)
    for part, partition in _of_properties(counts, context).items():
        yield from PROPERTY_PARTITION.triples(partition, part, context)


MAPPINGS: tuple[ThingMapping[Any], ...] = (
    ThingMapping(DATA.name, DATA.subject, (*DATA.fields, *STATISTICS.fields)),
    LINKSET,
    CLASS_PARTITION,
    PROPERTY_PARTITION,
    DATA_DISTRIBUTION,
    FILE_FACTS,
    CHECKSUM,
    ALGORITHM,
)
