"""What data.gouv.fr keeps of a dataset: the rehearsal's answer, over the feed's own terms.

The rehearsal (``udata/backend.py``) reads whole pages as graphs and tells every loss; a card needs
a few fields of one dataset at a time. What a value becomes is decided by the rehearsal's own
functions; only how it is looked up is stated here, for the statements that our feed
makes (:mod:`tressons_ld.consumers.datagouv.feed_dataset`). That both give the same is tested
(``tests/test_score_agrees_with_the_rehearsal.py``).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, TypeVar

from tressons_ld.consumers.datagouv.udata import (
    contacts,
    dates,
    licence_guess,
    resource_fields,
    subjects,
)
from tressons_ld.consumers.datagouv.udata import (
    texts as datagouv_texts,
)
from tressons_ld.consumers.datagouv.udata.backend import LANGUAGE
from tressons_ld.consumers.rehearsal.items import Item, Json
from tressons_ld.consumers.rehearsal.page_statements import PREFIXES_READ
from tressons_ld.consumers.score.facts import (
    NOTHING,
    DatasetFacts,
    PropertyValues,
)
from tressons_ld.findings.errors import MissingPackageError
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import (
    Iri,
    Literal,
    Term,
    is_blank,
    is_iri,
    is_literal,
    literal_parts,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
    RDFS,
    SKOS,
    VCARD,
)

_Value = TypeVar("_Value")


def _property(name: str) -> Iri:
    prefix, _, local = name.partition(":")
    return Iri(f"<{PREFIXES_READ[prefix]}{local}>")


_ROLES = {_property(name): role for name, role in contacts.ROLES.items()}
_IN_FRENCH = f'"@{LANGUAGE}'


def item_of(facts: DatasetFacts, day: str) -> Item:
    """Return what data.gouv.fr keeps of a dataset: what its score and its export depend on.

    No item fails: the feed states no value that udata refuses, and each address once.

    Args:
        facts: what the feed says of the dataset.
        day: of the harvest, ISO 8601.
    """
    said, at = facts.dataset, date.fromisoformat(day)
    identifier, title = _first(said, DCT.identifier), _preferred(said, DCT.title)
    if not (identifier and title):
        why = sentence("datagouv.without-id-or-title")
        return Item(identifier, facts.subject[1:-1], "skipped", why)
    fields: dict[str, Json] = {
        "title": title,
        "description": _description(said),
        "frequency": _frequency(said),
        "contact_points": list(_contacts(facts)),
        "spatial": _outlines(facts),
        "tags": datagouv_texts.tags(map(_tag, _words(facts))),
        "temporal_coverage": _period(facts),
        "resources": [_resource(file, at) for file in facts.files if _address(file)],
        "license": _licence(facts),
        "modified_at": _moment(said, at),
    }
    return Item(identifier, facts.subject[1:-1], "done", fields=fields)


def _plain(term: Term) -> str:
    if is_literal(term):
        return literal_parts(Literal(term))[0]
    return term[1:-1] if is_iri(term) else term


def _first(thing: PropertyValues, property: Iri) -> str:
    values = thing.get(property, ())
    return _plain(values[0]) if values else ""


def _preferred(thing: PropertyValues, property: Iri) -> str:
    """Return the value in the site's language, else the first (udata 17.18.0, rdf.py:296-307)."""
    values = thing.get(property, ())
    chosen = (value for value in values if value.endswith(_IN_FRENCH))
    return _plain(next(chosen, values[0])) if values else ""


def _readable(read: Callable[[str], _Value], words: str, otherwise: _Value) -> _Value:
    """Return what the rehearsal reads in a text; the least if it needs a package not installed."""
    try:
        return read(words)
    except MissingPackageError:
        return otherwise


def _description(thing: PropertyValues) -> str:
    words = _preferred(thing, DCT.description)
    return _readable(datagouv_texts.markdown, words, "")


def _frequency(statements: PropertyValues) -> str | None:
    return subjects.frequency_of(_first(statements, DCT.accrualPeriodicity))


@lru_cache(maxsize=4096)
def _tag(words: str) -> str:
    return _readable(datagouv_texts.tag, words, "")


def _words(facts: DatasetFacts) -> Iterator[str]:
    """Yield the keywords of a dataset and the labels of its themes."""
    for keyword in facts.dataset.get(DCAT.keyword, ()):
        if is_literal(keyword):
            yield _plain(keyword)
    for theme in facts.dataset.get(DCAT.theme, ()):
        yield _preferred(facts.nodes.get(theme, NOTHING), SKOS.prefLabel)


def _outlines(facts: DatasetFacts) -> list[Json] | None:
    """Return the outlines of the places, polygons all of them (see ``tables.cells.parse_bbox``)."""
    places = [facts.nodes.get(place, NOTHING) for place in facts.dataset.get(DCT.spatial, ())]
    drawn: list[Json] = [_plain(box) for place in places for box in place.get(DCAT.bbox, ())]
    return drawn or None


def _period(facts: DatasetFacts) -> dict[str, Json] | None:
    """Return the days of the period: one with an IRI is not read (core/dataset/rdf.py:503-505)."""
    if not any(map(is_blank, facts.dataset.get(DCT.temporal, ())[:1])):
        return None
    about = facts.node(DCT.temporal)
    ends = sorted(filter(None, (_first(about, DCAT.startDate), _first(about, DCAT.endDate))))
    if len(ends) == 2:
        return dict(zip(("start", "end"), ends, strict=True))
    name = "start" if about.get(DCAT.startDate) else "end"
    return {"start": None, "end": None, name: ends[0]} if ends else None


def _contacts(facts: DatasetFacts) -> Iterator[dict[str, Json]]:
    for property, role in _ROLES.items():
        for agent in facts.dataset.get(property, ()):
            if contacts.contact_refusal(_names(facts, agent), role) is None:
                yield {"role": role}


def _names(facts: DatasetFacts, agent: Term) -> contacts.ContactFields:
    if is_literal(agent):
        return _plain(agent), None, None
    about = facts.nodes.get(agent, NOTHING)
    name = _preferred(about, VCARD.fn) or _preferred(about, FOAF.name)
    email = _preferred(about, VCARD.hasEmail).removeprefix("mailto:").strip()
    return name or None, email or None, _preferred(about, VCARD.hasURL) or None


def _licence(facts: DatasetFacts) -> str | None:
    """Return the id of the licence (core/dataset/rdf.py:1041-1086); None when access is limited."""
    files = [file for file in facts.files if _address(file)]
    rights = _stated(facts, files, DCT.rights)
    texts = _stated(facts, files, DCT.license) + rights
    texts += [words for file in files for words in _labels(facts, file, DCT.license)]
    guesses = (_readable(_guessed, words, None) for words in dict.fromkeys(texts))
    limits = rights + _stated(facts, files, DCT.accessRights)
    if any(_readable(_is_limit, words, False) for words in limits):
        return None
    return next(filter(None, guesses), licence_guess.NOT_SPECIFIED)


def _guessed(words: str) -> str | None:
    return licence_guess.guess([words])


def _is_limit(words: str) -> bool:
    return subjects.is_restricted([words])


def _stated(facts: DatasetFacts, files: list[PropertyValues], property: Iri) -> list[str]:
    """Return what the dataset states, or else all files alike (core/dataset/rdf.py:825-838)."""
    own = _labels(facts, facts.dataset, property)
    if own or not files:
        return own
    first, *others = (_labels(facts, file, property) for file in files)
    return first if all(other == first for other in others) else []


def _labels(facts: DatasetFacts, thing: PropertyValues, property: Iri) -> list[str]:
    """Return the values of a property, each by its label if it has one."""
    nodes = ((value, facts.nodes.get(value, NOTHING)) for value in thing.get(property, ()))
    found = (
        _preferred(node, RDFS.label) or _preferred(node, DCT.description) or _plain(value)
        for value, node in nodes
    )
    return list(dict.fromkeys(filter(None, found)))


def _address(file: PropertyValues) -> str:
    return _first(file, DCAT.downloadURL) or _first(file, DCAT.accessURL)


def _resource(file: PropertyValues, day: date) -> Mapping[str, Json]:
    size = _preferred(file, DCAT.byteSize)
    return {
        "url": _address(file),
        "description": _description(file),
        "format": resource_fields.format_named(_preferred(file, DCT.format)) or None,
        "mime": resource_fields.media_type_named(_preferred(file, DCAT.mediaType)) or None,
        # A size of zero is no size for udata, nor is an empty text a text (rdf.py:276-307).
        "filesize": (int(size) or None) if size.isdigit() else None,
        "modified_at": _moment(file, day),
    }


def _moment(thing: PropertyValues, day: date) -> str | None:
    """Return when a thing was last changed; nothing when that lies ahead (utils.py:236-254)."""

    def read(words: str) -> Any:
        return dates.moment(words, day)

    words = _preferred(thing, DCT.modified)
    found = _readable(read, words, None) if words else None
    return found.isoformat() if found and found.date() <= day else None
