"""The schema.org statements of a resource, its parts and the shared things.

They stand beside the DCAT statements and are written from the same model, not from DCAT: the two
vocabularies differ in their domains (https://schema.org/docs/datamodel.html). Release 30.0.
"""

from collections.abc import Collection, Iterable

from tressons_ld.catalogue.model import (
    SCHEME_OF_COLUMN,
    Agent,
    Concept,
    Distribution,
    Entry,
    Place,
    Programme,
    Series,
)
from tressons_ld.mapping.extent import SCHEMA_EXTENT
from tressons_ld.mapping.fields import (
    Context,
    Field,
    addresses,
    agents,
    concepts,
    dates,
    english,
    french,
    lang_strings,
    other_languages,
    places,
    strings,
)
from tressons_ld.mapping.other_identifier import numbers, resolved
from tressons_ld.mapping.ranges import (
    ADDRESS,
    DATE,
    ENGLISH,
    FRENCH,
    NO_FILE,
    OTHER_LANGUAGE,
    RESOURCE_TEXT,
    SCHEMA_ORGANISATION,
    TEXT,
)
from tressons_ld.mapping.relations import SCHEMA_RELATIONS
from tressons_ld.mapping.resource_rights import notice, rights_address
from tressons_ld.rdf.terms import Iri, Term, text
from tressons_ld.rdf.vocabularies import SCHEMA


def resource_types(kind: str | None, context: Context) -> Iterable[Iri]:
    """Return the schema.org types of the resources of a kind: CreativeWork where it has none."""
    concept = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], kind or ""))
    names = concept.schema_types if concept else ()
    return [SCHEMA[name] for name in names] or [SCHEMA.CreativeWork]


def schema_type(thing: Place | Series, _context: Context) -> Collection[Term]:
    """Return the schema.org type that a row names (a rule of a field)."""
    return (SCHEMA[thing.schema_type],)


def _learning_resource_type(entry: Entry, context: Context) -> Collection[Term]:
    kind = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], entry.kind))
    if kind is None or "LearningResource" not in kind.schema_types:
        return ()
    return (context.concepts[SCHEME_OF_COLUMN["kind"], kind.id],)


def _is_part_of(entry: Entry, context: Context) -> Collection[Term]:
    return [*(context.series[id] for id in entry.series), context.iris.catalogue]


def programme(_entry: Entry, context: Context) -> Collection[Term]:
    """Return the programme, where the settings name one."""
    return (context.programme,) if context.programme else ()


def session(entry: Entry, context: Context) -> Collection[Term]:
    """Return the session that a resource was made at, where its day is known."""
    if not entry.event_date:
        return ()
    return (context.iris.part(context.iris.resource(entry.id), context.names.session),)


def files(entry: Entry, context: Context) -> Collection[Term]:
    """Return the distributions of a resource."""
    resource = context.iris.resource(entry.id)
    return [context.iris.part(resource, file.name) for file in entry.distributions]


RESOURCE: tuple[Field[Entry], ...] = (
    Field("version", SCHEMA.version, strings("version"), TEXT),
    Field("title", SCHEMA.name, lang_strings("title"), RESOURCE_TEXT),
    Field("title_xx", SCHEMA.alternateName, other_languages("other_titles"), OTHER_LANGUAGE),
    Field("description", SCHEMA.description, lang_strings("description"), RESOURCE_TEXT),
    Field("id", SCHEMA.identifier, strings("id"), TEXT),
    Field("identifiers", SCHEMA.identifier, strings("identifiers"), "« doi:10.1234/abc »"),
    Field("identifiers", SCHEMA.isbn, numbers("isbn", frozenset({"Book"})), TEXT, "it is a book"),
    Field(
        "identifiers",
        SCHEMA.issn,
        numbers("issn", frozenset({"CreativeWorkSeries", "Dataset", "WebSite"})),
        TEXT,
        "it is a series, a website or data",
    ),
    Field("issued", SCHEMA.datePublished, dates("issued"), DATE),
    Field("modified", SCHEMA.dateModified, dates("modified"), DATE),
    Field("kind", SCHEMA.genre, concepts("kind"), "schema:DefinedTerm"),
    Field(
        "kind",
        SCHEMA.learningResourceType,
        _learning_resource_type,
        "schema:DefinedTerm",
        "its kind is a schema:LearningResource",
    ),
    Field("organisations", SCHEMA.author, agents("organisations"), SCHEMA_ORGANISATION),
    Field("persons", SCHEMA.author, agents("persons"), "schema:Person"),
    Field("publisher", SCHEMA.publisher, agents("publisher"), SCHEMA_ORGANISATION),
    Field("printed_authors", SCHEMA.creditText, lang_strings("printed_authors"), RESOURCE_TEXT),
    Field(None, SCHEMA.sourceOrganization, programme, "schema:Project", "a programme is set"),
    Field("keywords", SCHEMA.keywords, lang_strings("keywords"), RESOURCE_TEXT),
    Field("themes", SCHEMA.about, concepts("themes"), "schema:DefinedTerm"),
    Field("audiences", SCHEMA.audience, concepts("audiences"), "schema:Audience"),
    Field("levels", SCHEMA.educationalLevel, concepts("levels"), "schema:DefinedTerm"),
    Field("language", SCHEMA.inLanguage, strings("language"), "BCP 47 code"),
    Field("rights", SCHEMA.copyrightNotice, notice, RESOURCE_TEXT, "it has no address"),
    Field("rights", SCHEMA.usageInfo, rights_address, ADDRESS, "it has an address"),
    Field("places", SCHEMA.spatialCoverage, places("places"), "schema:Place"),
    Field(
        "series",
        SCHEMA.isPartOf,
        _is_part_of,
        "schema:CreativeWork",
        "the catalogue always, and the series named",
    ),
    *SCHEMA_EXTENT,
    *SCHEMA_RELATIONS,
    Field(
        "event_date",
        SCHEMA.recordedAt,
        session,
        "schema:EducationEvent",
        "the day of the session is known",
    ),
    Field("period", SCHEMA.temporalCoverage, strings("period"), "date or ISO 8601 interval"),
    Field("landing_page", SCHEMA.url, addresses("landing_page"), ADDRESS),
    Field("identifiers", SCHEMA.sameAs, resolved, ADDRESS),
    Field("download_url", SCHEMA.encoding, files, "schema:MediaObject"),
)

SESSION: tuple[Field[Entry], ...] = (
    Field("title", SCHEMA.name, lang_strings("title"), RESOURCE_TEXT),
    Field("event_date", SCHEMA.startDate, dates("event_date"), "xsd:date"),
    Field("language", SCHEMA.inLanguage, strings("language"), "BCP 47 code"),
)


def media_type(file: Distribution, context: Context) -> str | None:
    """Return the media type of a file, ``application/pdf``, by its format's code."""
    known = context.authority("file-type", file.format or "")
    return known.media_type if known else None


def _encoding_format(file: Distribution, context: Context) -> Collection[Term]:
    name = media_type(file, context)
    return (text(name),) if name else ()


def _content_size(file: Distribution, _context: Context) -> Collection[Term]:
    return () if file.size is None else (text(f"{file.size} B"),)


DISTRIBUTION: tuple[Field[Distribution], ...] = (
    Field("landing_page", SCHEMA.url, addresses("page"), ADDRESS, NO_FILE),
    Field("download_url", SCHEMA.contentUrl, addresses("download_url"), ADDRESS),
    Field("format", SCHEMA.encodingFormat, _encoding_format, "media type"),
    Field("size", SCHEMA.contentSize, _content_size, "number of bytes and « B »"),
    Field("licence", SCHEMA.license, addresses("licence"), ADDRESS),
)


def _siren(thing: Agent | Place, context: Context) -> Collection[Term]:
    if not thing.siren:
        return ()
    own = context.agents[thing.id] if isinstance(thing, Agent) else context.places[thing.id]
    return (context.iris.part(own, context.names.siren),)


def _parent(agent: Agent, context: Context) -> Collection[Term]:
    return () if agent.person else [context.agents[id] for id in agent.part_of]


def _affiliation(agent: Agent, context: Context) -> Collection[Term]:
    return [context.agents[id] for id in agent.part_of] if agent.person else ()


AGENT: tuple[Field[Agent], ...] = (
    Field("name", SCHEMA.name, strings("name"), TEXT),
    Field("acronym", SCHEMA.alternateName, strings("acronym"), TEXT),
    Field("spellings", SCHEMA.alternateName, strings("spellings"), TEXT),
    Field("description", SCHEMA.description, lang_strings("description"), RESOURCE_TEXT),
    Field("siren", SCHEMA.identifier, _siren, "schema:PropertyValue"),
    Field("part_of", SCHEMA.parentOrganization, _parent, SCHEMA_ORGANISATION, "an organisation"),
    Field("part_of", SCHEMA.affiliation, _affiliation, SCHEMA_ORGANISATION, "a person"),
    Field("homepage", SCHEMA.url, addresses("homepage"), ADDRESS),
    Field("same_as", SCHEMA.sameAs, addresses("same_as"), ADDRESS),
)

PLACE: tuple[Field[Place], ...] = (
    Field("name", SCHEMA.name, lang_strings("name"), RESOURCE_TEXT),
    Field("spellings", SCHEMA.alternateName, lang_strings("spellings"), RESOURCE_TEXT),
    Field("description", SCHEMA.description, lang_strings("description"), RESOURCE_TEXT),
    Field("siren", SCHEMA.identifier, _siren, "schema:PropertyValue"),
    Field("within", SCHEMA.containedInPlace, places("within"), "schema:Place"),
    Field("homepage", SCHEMA.url, addresses("homepage"), ADDRESS),
    Field("same_as", SCHEMA.sameAs, addresses("same_as"), ADDRESS),
)

SERIES: tuple[Field[Series], ...] = (
    Field("title", SCHEMA.name, lang_strings("title"), RESOURCE_TEXT),
    Field("title_xx", SCHEMA.alternateName, other_languages("other_titles"), OTHER_LANGUAGE),
    Field("spellings", SCHEMA.alternateName, lang_strings("spellings"), RESOURCE_TEXT),
    Field("description", SCHEMA.description, lang_strings("description"), RESOURCE_TEXT),
    Field("homepage", SCHEMA.url, addresses("homepage"), ADDRESS),
)


def is_audience(concept: Concept) -> bool:
    """Return whether the concept is an audience, a schema:Audience rather than a DefinedTerm."""
    return concept.scheme == SCHEME_OF_COLUMN["audiences"]


def _audience_type(concept: Concept, _context: Context) -> Collection[Term]:
    if not is_audience(concept):
        return ()
    words, tag = concept.label_in("fr")
    return (text(words, tag),) if words else ()


def _term_code(concept: Concept, _context: Context) -> Collection[Term]:
    return () if is_audience(concept) else (text(concept.id),)


def _term_set(concept: Concept, context: Context) -> Collection[Term]:
    return () if is_audience(concept) else (context.schemes[concept.scheme],)


AUDIENCE = "a concept of the scheme « public »"
OTHER_CONCEPT = "a concept of another scheme"

TERM_NAMES: tuple[Field[Concept], ...] = (
    Field("label_fr", SCHEMA.name, french("labels"), FRENCH),
    Field("label_en", SCHEMA.name, english("labels"), ENGLISH),
    Field("label_xx", SCHEMA.name, other_languages("other_labels"), OTHER_LANGUAGE),
)

CONCEPT: tuple[Field[Concept], ...] = (
    *TERM_NAMES,
    Field("label_fr", SCHEMA.audienceType, _audience_type, FRENCH, AUDIENCE),
    Field("id", SCHEMA.termCode, _term_code, TEXT, OTHER_CONCEPT),
    Field("scheme", SCHEMA.inDefinedTermSet, _term_set, "schema:DefinedTermSet", OTHER_CONCEPT),
)

PROGRAMME: tuple[Field[Programme], ...] = (
    Field("programme.name", SCHEMA.name, lang_strings("name"), RESOURCE_TEXT),
    Field("programme.acronym", SCHEMA.alternateName, strings("acronym"), TEXT),
    Field("programme.description", SCHEMA.description, lang_strings("description"), RESOURCE_TEXT),
    Field("programme.homepage", SCHEMA.url, addresses("homepage"), ADDRESS),
    Field("programme.leaders", SCHEMA.member, agents("leaders"), SCHEMA_ORGANISATION),
    Field("programme.supporters", SCHEMA.sponsor, agents("supporters"), SCHEMA_ORGANISATION),
    Field("programme.funders", SCHEMA.funder, agents("funders"), SCHEMA_ORGANISATION),
)
