"""The rest of the feed of data.gouv.fr: the catalogue as data, and the names of other things.

::

    <catalogue/donnees> a dcat:Dataset ; dct:identifier "https://…/catalogue/donnees" ;
        dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2018-01-01"^^xsd:date ; … ] ;
        dct:spatial <territoire/france> ; dct:accrualPeriodicity <…/IRREG> ;
        dcat:distribution <catalogue/donnees#csv>, … .
    <territoire/france> a dct:Location ; dcat:bbox "POLYGON((…))"^^geo:wktLiteral .
    <organisation/avise> a foaf:Agent ; foaf:name "Avise" .
    <vocabulaire/theme/…> a skos:Concept ; skos:prefLabel "…"@fr .

A page is read by itself, so it names whatever its datasets name. The period is a blank node: one
with an IRI would be fetched (udata 17.18.0, core/dataset/rdf.py:503-505). The labels of licences
are those that data.gouv.fr recognises; formats and frequencies have their types and no
label, for it would take the place of their IRI (rdf.py, unwrap).
"""

from collections.abc import Iterable, Iterator, Sequence

from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Catalogue
from tressons_ld.consumers.datagouv.addresses import public_address
from tressons_ld.consumers.datagouv.descriptions import description, is_day
from tressons_ld.consumers.datagouv.feed_dataset import (
    byte_size,
    period_triples,
    public_page,
    themes,
)
from tressons_ld.consumers.datagouv.licences import known_licence, may_be_taken_for_a_licence
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.mapping.data import description_of, title_of
from tressons_ld.mapping.data_files import DATA_FILES, DataFile, FileFacts
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.shared_things import authorities_to_rdf
from tressons_ld.rdf.formats import CSV, JSON_LD, N_TRIPLES, TURTLE
from tressons_ld.rdf.terms import (
    BlankNode,
    Iri,
    Literal,
    Subject,
    Term,
    Triple,
    date,
    escape,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
    GEO,
    RDF,
    RDFS,
    SKOS,
    VCARD,
)

_FORMATS = (CSV, TURTLE, JSON_LD, N_TRIPLES)


def catalogue_dataset(
    context: Context,
    facts: Sequence[FileFacts],
    issued: str,
    modified: str,
    identifier: str = "",
) -> list[Triple]:
    """Return what the feed says of the catalogue as data: the files of its dumps are its own.

    Args:
        context: the shared part.
        facts: size and checksum of each of :data:`mapping.data_files.DATA_FILES`.
        issued: day of the first publication.
        modified: newest day on which anything changed.
        identifier: what data.gouv.fr knows it by; empty for its IRI.
    """
    catalogue, subject = context.shared.catalogue, context.iris.data
    language, site = catalogue.language, context.shared.settings.site_url
    licence = _stated_licence(catalogue)
    licences = (iri(licence),) if licence else ()
    period = BlankNode("_:periode")
    files = [
        (file, measured.size, address)
        for file, measured in zip(DATA_FILES, facts, strict=True)
        if file.format in _FORMATS
        for address in public_page(site + file.path)
    ]
    title = title_of(catalogue).in_language(language)
    words = description_of(catalogue).in_language(language)
    values: list[tuple[Iri, Iterable[Term]]] = [
        (RDF.type, (DCAT.Dataset,)),
        (DCT.identifier, (text(identifier or subject[1:-1]),)),
        (DCT.title, (text(title, language),)),
        (DCT.description, (text(description(words, None, language), language),) if words else ()),
        (DCT.issued, (date(issued),) if is_day(issued) else ()),
        (DCT.modified, (typed(modified, "date"),)),
        (DCAT.keyword, [text(word, language) for word in catalogue.data_keywords]),
        (DCAT.theme, themes(catalogue.data_themes, context)),
        (DCT.publisher, (context.agents[catalogue.publisher],)),
        (DCAT.contactPoint, (_contact(context),) if catalogue.contact else ()),
        (DCT.spatial, [context.places[id] for id in catalogue.places]),
        (DCT.temporal, (period,) if catalogue.data_period else ()),
        (
            DCT.accrualPeriodicity,
            context.authority_iri("frequency", catalogue.data_frequency),
        ),
        (DCAT.landingPage, public_page(site)),
        (DCT.license, licences),
        (DCT.rights, (context.rights,) if context.rights and _rights_are_safe(catalogue) else ()),
        (DCAT.distribution, [context.iris.part(subject, file.name) for file, *_ in files]),
    ]
    triples: list[Triple] = [
        (subject, property, value) for property, some in values for value in some
    ]
    triples += [(page, RDF.type, FOAF.Document) for page in public_page(site)]
    if catalogue.data_period:
        triples += period_triples(period, catalogue.data_period.start, catalogue.data_period.end)
    for file, size, address in files:
        triples += _file_triples(context, file, size, address, licences)
    return triples


def _file_triples(
    context: Context, file: DataFile, size: int, address: Iri, licences: Iterable[Iri]
) -> list[Triple]:
    """Return what the feed says of a dump of the catalogue."""
    language = context.shared.catalogue.language
    part = context.iris.part(context.iris.data, file.name)
    values: list[tuple[Iri, Iterable[Term]]] = [
        (RDF.type, (DCAT.Distribution,)),
        (DCT.title, (text(file.title.in_language(language), language),)),
        (DCT.description, (text(file.description.in_language(language), language),)),
        (DCAT.accessURL, (address,)),
        (DCAT.downloadURL, (address,)),
        (DCT.format, context.authority_iri("file-type", file.format.file_type)),
        (DCAT.mediaType, context.authority_iri("media-type", file.format.media_type)),
        (DCAT.byteSize, byte_size(size)),
        (DCT.license, licences),
    ]
    return [(part, property, value) for property, some in values for value in some]


def _stated_licence(catalogue: Catalogue) -> str | None:
    """Return the licence of the catalogue, once it is confirmed, if data.gouv.fr knows it."""
    licence = catalogue.licence
    known = licence is not None and licence.confirmed and known_licence(licence.iri)
    return licence.iri if licence and known else None


def _rights_are_safe(catalogue: Catalogue) -> bool:
    """Return whether no licence can be read into the rights: one that is stated comes before."""
    words = catalogue.rights.in_language(catalogue.language) if catalogue.rights else ""
    return _stated_licence(catalogue) is not None or not may_be_taken_for_a_licence(words)


def left_out(context: Context) -> Iterator[Finding]:
    """Yield what the feed cannot say of the catalogue as data, at the settings to mend."""
    catalogue, settings = context.shared.catalogue, context.shared.settings
    licence = catalogue.licence
    if public_address(settings.site_url) is None:
        yield finding("feed.site-not-public", settings.at("site_url"), settings.site_url)
    if licence and licence.confirmed and known_licence(licence.iri) is None:
        yield finding("feed.licence-of-catalogue", settings.at("licence.iri"), licence.iri)
    if catalogue.rights and not _rights_are_safe(catalogue):
        side = "en" if catalogue.language == "en" else "fr"
        yield finding("feed.rights-as-licence", settings.at(f"rights.{side}"))


def _contact(context: Context) -> Iri:
    return context.iris.part(context.iris.catalogue, context.names.contact)


class DataGouvThings:
    """What the pages of the feed say of the things that are not datasets."""

    def __init__(self, context: Context) -> None:
        """Take the shared part."""
        self._context = context
        shared, language = context.shared, context.language
        self._statements: dict[Subject, list[Triple]] = {}
        for agent in shared.agents.values():
            node = context.agents[agent.id]
            self._statements[node] = [
                (node, RDF.type, FOAF.Agent),
                (node, FOAF.name, text(agent.name)),
            ]
        for (scheme, _), concept in shared.concepts.items():
            if scheme == SCHEME_OF_COLUMN["themes"]:
                node = context.concepts[scheme, concept.id]
                name, tag = concept.label_in(language)
                self._statements[node] = [
                    (node, RDF.type, SKOS.Concept),
                    (node, SKOS.prefLabel, text(name, tag)),
                    (node, SKOS.inScheme, context.schemes[scheme]),
                ]
        tables = {iri(term.iri): table for (table, _), term in shared.authorities.terms.items()}
        for triple in authorities_to_rdf(tables, context):
            term, property, value = triple
            themed = tables.get(Iri(term)) == "data-theme"
            wanted = property == SKOS.inScheme or (property == RDF.type and value != SKOS.Concept)
            if wanted or (themed and (value == SKOS.Concept or value.endswith(f"@{language}"))):
                self._statements.setdefault(term, []).append(triple)
        for place in shared.places.values():
            node = context.places[place.id]
            self._statements[node] = [
                (node, RDF.type, DCT.Location),
                (node, SKOS.prefLabel, text(place.name, language)),
            ]
            if place.bbox:
                outline = Literal(f'"{escape(place.bbox)}"^^{GEO.wktLiteral}')
                self._statements[node].append((node, DCAT.bbox, outline))
        self._statements.update(self._of_the_catalogue())

    def _of_the_catalogue(self) -> Iterator[tuple[Iri, list[Triple]]]:
        context, catalogue = self._context, self._context.shared.catalogue
        if catalogue.contact:
            node, contact = _contact(context), catalogue.contact
            said: list[Triple] = [
                (node, RDF.type, VCARD.Kind),
                (node, VCARD.fn, text(contact.name)),
            ]
            if contact.email:
                said.append((node, VCARD.hasEmail, iri(f"mailto:{contact.email}")))
            said += [(node, VCARD.hasURL, address) for address in public_page(contact.url)]
            yield node, said
        if catalogue.rights and context.rights:
            words = catalogue.rights.in_language(context.language)
            yield (
                context.rights,
                [
                    (context.rights, RDF.type, DCT.RightsStatement),
                    (context.rights, RDFS.label, text(words, context.language)),
                ],
            )

    def triples(self, thing: Subject) -> list[Triple]:
        """Return what is said of a thing, nothing if there is nothing to say."""
        if thing in self._statements:
            return self._statements[thing]
        licence = known_licence(thing[1:-1])
        if licence is None:
            return []
        return [
            (thing, RDF.type, DCT.LicenseDocument),
            (thing, RDFS.label, text(licence.label, "fr")),
        ]

    def names(self, triples: Iterable[Triple]) -> list[Iri]:
        """Return the things named in some statements of which a page has something to say."""
        named = dict.fromkeys(Iri(value) for _, _, value in triples if value[0] == "<")
        pages = {value for _, property, value in triples if property == DCAT.landingPage}
        return [thing for thing in named if thing not in pages and self.triples(thing)]
