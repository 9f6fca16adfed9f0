r"""The feed of data.gouv.fr: what its harvester reads, said the way it reads it, and nothing else.

::

    <ressource/x> a dcat:Dataset ;
        dct:identifier "https://…/ressource/x" ;  # of one that was renamed: its IRI of before
        dct:title "…"@fr ; dct:description "…\n\nAnnée : 2020"@fr ;
        dcat:keyword "…"@fr ; dcat:theme <vocabulaire/theme/…> ;
        dct:creator <organisation/…> ; dct:spatial <territoire/…> ;
        dct:temporal _:periode-x ;
        dcat:landingPage <…> ; dct:license <…> ; dcat:distribution <ressource/x#distribution-y> .
    <ressource/x#distribution-y> a dcat:Distribution ; dct:title "…"@fr ; dct:description "…"@fr ;
        dcat:accessURL <…> ; dcat:downloadURL <…> ; dct:format <…/PDF> ; dcat:mediaType <…> .

The rules are those of udata 17.18.0, core/dataset/rdf.py and rdf.py; it fails a whole dataset for
one value that it cannot hold, so such a value stays out, with a finding at its cell
(:func:`left_out`). What is deliberately not there:

- ``dct:issued`` of a year or a month: it would become a day of today's month (it is said in the
  description); ``dct:modified`` of one likewise (:func:`left_out` tells it).
- ``dct:modified`` of the record: what changes is our record, not the study; the catalogue as data
  has its own, which is true.
- identifiers that others give, but for the DOI (``adms:identifier "doi:10.1234/abc"``): it keeps no
  other, and that of a resource that has one alone.
- ``skos:altLabel``, read as an acronym; ``dct:conformsTo``, read as a data schema; ``dct:hasPart``,
  read as a file; a landing page as a distribution, but where the licence or the format of what it
  gives is known: it is the address that gives access to that.
- ``dct:accessRights``: only words for a restricted access would be read, and drop the licence.
- of what a page alone gives access to, more than one format as more than one resource, for it keeps
  one for each address: they are said in its description.
- a licence that only some of the files have, for it would be that of all of them: it is said in
  the file's description, and so is a licence that data.gouv.fr does not know.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator

from tressons_ld.catalogue.columns.partial_dates import bounds_of
from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Distribution, Entry
from tressons_ld.consumers.datagouv.addresses import public_address
from tressons_ld.consumers.datagouv.descriptions import (
    description,
    has_tags,
    is_day,
)
from tressons_ld.consumers.datagouv.licences import known_licence, may_be_taken_for_a_licence
from tressons_ld.consumers.datagouv.plain_texts import plain_text
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import COLON, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.resource_contact import ResourceContact, contact_nodes
from tressons_ld.rdf.terms import (
    BlankNode,
    Iri,
    Literal,
    Term,
    Triple,
    date,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import (
    ADMS,
    DCAT,
    DCT,
    FOAF,
    RDF,
    VCARD,
)

_FILE = sentence("datagouv.file-title")
_ACCESS = sentence("datagouv.access-heading")
_LICENCE = sentence("datagouv.licence-heading")
_UNITS = {"fr": ("octets", "ko", "Mo", "Go"), "en": ("bytes", "kB", "MB", "GB")}


def dataset(entry: Entry, context: Context, identifier: str = "") -> list[Triple]:
    """Return what the feed says of a resource and of its files.

    Args:
        entry: the resource.
        context: the shared part.
        identifier: what data.gouv.fr knows it by; empty for its IRI.
    """
    subject, language = context.iris.resource(entry.id), entry.language
    files = list(_files(entry))
    licence = _licence_of_all(entry)
    # What may be taken for a licence is said in words.
    is_safe = entry.rights is not None and not may_be_taken_for_a_licence(entry.rights)
    in_words = None if is_safe else entry.rights
    words = description(entry.description, entry.issued, language, in_words)
    known, period = entry.period or entry.event_date, BlankNode(f"_:periode-{entry.id}")
    dois = [known for known in entry.identifiers if known.startswith("doi:")]
    contacts = [each for each in contact_nodes(entry, context).items() if _reachable(each[1])]
    values: list[tuple[Iri, Iterable[Term]]] = [
        (RDF.type, (DCAT.Dataset,)),
        (DCT.identifier, (text(identifier or subject[1:-1]),)),
        (ADMS.identifier, map(text, dois)),
        (DCT.title, (text(entry.title, language),)),
        (DCT.description, (text(words, language),) if words else ()),
        (DCT.issued, _day(entry.issued)),
        (DCT.modified, _day(entry.modified)),
        (DCAT.keyword, [text(word, language) for word in entry.keywords]),
        (DCAT.theme, themes(entry.themes, context)),
        (
            DCT.creator,
            [context.agents[id] for id in (*entry.organisations, *entry.persons)],
        ),
        (DCT.publisher, (context.agents[entry.publisher],) if entry.publisher else ()),
        (DCT.spatial, [context.places[id] for id in entry.places]),
        (DCT.temporal, (period,) if known else ()),
        (DCT.accrualPeriodicity, context.authority_iri("frequency", entry.frequency)),
        (DCAT.contactPoint, [node for node, _ in contacts]),
        (DCAT.landingPage, public_page(entry.landing_page)),
        (DCT.license, (iri(licence),) if licence else ()),
        (DCT.rights, (text(entry.rights, language),) if entry.rights and is_safe else ()),
        (DCAT.distribution, [context.iris.part(subject, file.name) for file, _ in files]),
    ]
    triples: list[Triple] = [
        (subject, property, value) for property, some in values for value in some
    ]
    triples += [(page, RDF.type, FOAF.Document) for page in public_page(entry.landing_page)]
    for node, contact in contacts:
        triples += [(node, RDF.type, VCARD.Kind), (node, VCARD.fn, text(contact.name))]
        if contact.email:
            triples.append((node, VCARD.hasEmail, iri(f"mailto:{contact.email}")))
        triples += [(node, VCARD.hasURL, page) for page in public_page(contact.url)]
    if known:
        triples += period_triples(period, *bounds_of(known))
    for file, address in files:
        part = context.iris.part(subject, file.name)
        triples += _file_triples(part, file, address, entry, context, stated=licence)
    return triples


def _reachable(contact: ResourceContact) -> bool:
    """Return whether data.gouv.fr takes a contact: none that it cannot reach."""
    return bool(contact.email or public_page(contact.url))


def themes(ids: Iterable[str], context: Context) -> list[Iri]:
    """Return some themes and the EU data themes that they have."""
    known, scheme = context.shared.concepts, SCHEME_OF_COLUMN["themes"]
    named = list(ids)
    own = [context.concepts[scheme, id] for id in named]
    codes = dict.fromkeys(code for id in named for code in known[scheme, id].data_themes)
    return [*own, *(term for code in codes for term in context.authority_iri("data-theme", code))]


def period_triples(period: BlankNode, start: str | None, end: str | None) -> list[Triple]:
    """Return a period with its days: of a year, the first and the last, for both are included."""
    triples: list[Triple] = [(period, RDF.type, DCT.PeriodOfTime)]
    if start:
        first = start + "-01-01"[3 * start.count("-") :]
        triples.append((period, DCAT.startDate, typed(first, "date")))
    if end:
        triples.append((period, DCAT.endDate, typed(_last_day(end), "date")))
    return triples


def _day(known: str | None) -> tuple[Literal, ...]:
    """Return a date as the only value where it is a day, or none."""
    return (date(known),) if known and is_day(known) else ()


def _last_day(end: str) -> str:
    if len(end) == 4:
        return f"{end}-12-31"
    if len(end) == 7:
        year, month = map(int, end.split("-"))
        return f"{end}-{monthrange(year, month)[1]:02d}"
    return end


def public_page(address: str | None) -> tuple[Iri, ...]:
    """Return an address as data.gouv.fr takes it, or nothing."""
    taken = public_address(address) if address else None
    return (iri(taken),) if taken else ()


def _files(entry: Entry) -> Iterator[tuple[Distribution, str]]:
    """Yield the files with an address that data.gouv.fr takes, each address once."""
    met: set[str] = set()
    for file in entry.distributions:
        address = public_address(file.access_url)
        if address is not None and address not in met:
            met.add(address)
            yield file, address


def _licence_of_all(entry: Entry) -> str | None:
    """Return the licence that all files have, under whatever address, if data.gouv.fr knows it."""
    stated = [file.licence or "" for file in entry.distributions]
    known = {known_licence(licence) for licence in stated}
    return stated[0] if len(known) == 1 and None not in known else None


def _file_triples(
    part: Iri,
    file: Distribution,
    address: str,
    entry: Entry,
    context: Context,
    *,
    stated: str | None,
) -> list[Triple]:
    """Return what is said of a file: its title is that of the resource, with its format."""
    language, noun = entry.language, _ACCESS if file.page else _FILE
    known = context.authority("file-type", file.format or "")
    kind = known.labels.preferring(language) if known else ""
    title = f"{entry.title} ({kind or noun.in_language(language)})"
    said: list[str] = []
    for each in entry.distributions if file.page else (file,):
        of_it = context.authority("file-type", each.format or "")
        words = (noun.in_language(language), of_it.labels.preferring(language) if of_it else "")
        said.append(" ".join(filter(None, words)))
        if each.size is not None:
            said.append(_size(each.size, language))
        if each.licence and each.licence != stated:
            colon = COLON.in_language(language)
            said.append(f"{_LICENCE.in_language(language)}{colon}{each.licence}")
    media_type = known.media_type if known else None
    values: list[tuple[Iri, Iterable[Term]]] = [
        (RDF.type, (DCAT.Distribution,)),
        (DCT.title, (text(title, language),)),
        (DCT.description, (text(", ".join(said), language),)),
        (DCAT.accessURL, (iri(address),)),
        (DCAT.downloadURL, () if file.page else (iri(address),)),
        (DCT.format, context.authority_iri("file-type", file.format)),
        (DCAT.mediaType, context.authority_iri("media-type", media_type)),
        (DCAT.byteSize, byte_size(file.size)),
        (DCT.license, (iri(stated),) if stated else ()),
    ]
    return [(part, property, value) for property, some in values for value in some]


def byte_size(size: int | None) -> tuple[Literal, ...]:
    """Return a size in bytes as the only value, or none."""
    return () if size is None else (typed(str(size), "nonNegativeInteger"),)


def _size(size: int, language: str) -> str:
    """Return a size in bytes as people say it: ``1,2 Mo``."""
    units = _UNITS.get(language, _UNITS["en"])
    power = min((len(str(size)) - 1) // 3, len(units) - 1)
    if power == 0:
        return f"{size} {units[0]}"
    tenths = (size * 10 + 1000**power // 2) // 1000**power
    mark = "," if language == "fr" else "."
    return f"{tenths // 10}{mark}{tenths % 10} {units[power]}"


_TEXTS = {
    "title": sentence("datagouv.of-title"),
    "description": sentence("datagouv.of-description"),
}


def left_out(entry: Entry) -> Iterator[Finding]:
    """Yield what the feed cannot say of a resource, at the cells where it can be mended."""
    if entry.modified and not is_day(entry.modified):
        yield finding("feed.modified-no-day", entry.row.at("modified"), entry.modified)
    files = [(file.row.at("download_url"), file.download_url) for file in entry.distributions]
    addresses = [(entry.row.at("landing_page"), entry.landing_page), *files]
    addresses += [(entry.row.at("contacts"), known) for known in entry.contacts if is_url(known)]
    for place, address in addresses:
        if address and public_address(address) is None:
            yield finding("feed.address-not-public", place, address)
    met: set[str] = set()
    for place, address in files:
        if address:
            taken = public_address(address)
            if taken in met:
                yield finding("feed.address-twice", place, address)
            met.add(taken or address)
    stated = ((file.licence, file.row.at("licence")) for file in entry.distributions)
    for licence, place in dict.fromkeys(stated):
        if licence and known_licence(licence) is None:
            yield finding("feed.licence-unknown", place, licence)
    for column, told in (("title", entry.title), ("description", entry.description)):
        if "<" in told and has_tags(told):
            yield _told_tags(told, column, entry.row.at(column))


def _told_tags(written: str, column: str, place: Location) -> Finding:
    """Return what is to be said of a text that holds tags, with the text that it is without them.

    Args:
        written: the text that holds some.
        column: ``title`` or ``description``.
        place: of its cell.
    """
    plain, what = plain_text(written), _TEXTS[column]
    if plain and not has_tags(plain):
        shown = quotation(plain, longest=60)
        return finding("feed.html", place, mends=[plain], better=shown, what=what)
    return finding("feed.tags", place, what=what)
