"""Digests of what a catalogue says of a thing, by which a change of it is known.

A digest is made of the facts of a thing, as its table and the settings give them, and not of the
statements that the mapping makes of them: a version of the tool that maps them otherwise finds the
same facts, and moves no day. The labels of what a thing names are no facts of it.

A digest begins with its version, ``2-0123…``. Those of version 1, which begin with none, were made
of statements; what was recorded with one keeps its days, and is given a digest of this version.
A fact that is said in a new column of a thing changes its digest, an empty column does not.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, Final

from tressons_ld.catalogue.model import (
    SAID_OF_ADDITIONS,
    Addition,
    Catalogue,
    RetiredThing,
    SharedPart,
)
from tressons_ld.catalogue.model.multilingual import others_of
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.findings.language import Text

DIGEST_VERSION: Final = 2
"""To be raised when the same facts would have another digest."""

_BYTES: Final = 16
PACKED_BYTES: Final = 1 + _BYTES
"""Bytes that a digest takes in memory: its version, and itself."""

_DIGEST = re.compile(rf"(?:([2-9])-)?([0-9a-f]{{{2 * _BYTES}}})")


def version_of(digest: str) -> int | None:
    """Return the version of a digest, or None where a text is none.

    >>> version_of("0" * 32), version_of("2-" + "0" * 32), version_of("2-")
    (1, 2, None)
    """
    match = _DIGEST.fullmatch(digest)
    return int(match[1] or 1) if match else None


def packed(digest: str) -> bytes:
    """Return a digest as it is held in memory."""
    version = 1 if len(digest) == 2 * _BYTES else int(digest[0])
    return bytes((version,)) + bytes.fromhex(digest[-2 * _BYTES :])


def unpacked(data: bytes | bytearray) -> str:
    """Return a digest as it stands in the lock file."""
    version = "" if data[0] == 1 else f"{data[0]}-"
    return version + data[1:].hex()


class FactsDigest:
    """Makes digests of this version, in a catalogue at two addresses.

    The facts are taken relative to these, so that another base or another host is not a change of
    what is said.
    """

    def __init__(self, base_iri: str, site_url: str) -> None:
        """Take the two addresses of the catalogue."""
        self._base, self._site = base_iri, site_url

    def __call__(self, facts: object) -> str:
        """Return the digest of what is said of a thing: BLAKE2b, 128 bits, after its version."""
        text = _canonical(facts).replace(self._base, "base:").replace(self._site, "site:")
        digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_BYTES)
        return f"{DIGEST_VERSION}-{digest.hexdigest()}"


def facts_of_shared(shared: SharedPart) -> dict[str, object]:
    """Return what is said of each shared thing, by its path under the base."""
    return dict(_facts_of_shared(shared))


def _facts_of_shared(shared: SharedPart) -> Iterator[tuple[str, object]]:
    about, paths = _as_published(shared.catalogue), shared.settings.paths
    yield CATALOGUE_PATH, _without_data(about)
    yield paths.data, about
    if shared.source:
        yield paths.source(shared.source.id), shared.source
    if shared.programme:
        yield paths.programme(shared.programme.id), shared.programme
    for agent in shared.agents.values():
        yield paths.agent(agent.id, person=agent.person), agent
    for place in shared.places.values():
        yield paths.place(place.id), place
    for series in shared.series.values():
        yield paths.series(series.id), series
    for scheme, title in shared.schemes.items():
        yield paths.scheme(scheme), [scheme, title]
    for concept in shared.concepts.values():
        yield paths.concept(concept.scheme, concept.id), concept


def facts_of_retired(retired: RetiredThing) -> object:
    """Return what is said of a thing that was renamed, merged or removed."""
    return [retired.successor or "", retired.day, retired.reason]


def _as_published(catalogue: Catalogue) -> Catalogue:
    """Return what is said of the catalogue: a licence once it is confirmed.

    Where corrections are sent is said on pages alone.
    """
    licence, contact = catalogue.licence, catalogue.contact
    return replace(
        catalogue,
        licence=licence if licence and licence.confirmed else None,
        contact=contact and replace(contact, issues=None),
    )


def _without_data(catalogue: Catalogue) -> Catalogue:
    """Return what is said of the catalogue itself, without that of the catalogue as data."""
    data = {name: None for name in _names(Catalogue) if name.startswith("data_")}
    return replace(catalogue, **data)  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _names(kind: type) -> tuple[str, ...]:
    """Return the names of the attributes that say something: where it was read says nothing."""
    if kind is Addition:
        return SAID_OF_ADDITIONS
    return tuple(sorted(field.name for field in fields(kind) if field.name != "row"))


@lru_cache(maxsize=64)
def _values(kind: type) -> "attrgetter[tuple[Any, ...]]":
    return attrgetter(*_names(kind))


def _is_said(value: object) -> bool:
    if isinstance(value, tuple | Text):
        return any(map(_is_said, value)) or bool(others_of(value))
    return value is not None and value is not False and value != ""


def _canonical(value: object) -> str:
    """Return a value as a text that is the same for the same facts.

    Attributes stand in the order of their names, those that say nothing left out; several values
    of one attribute in their own order, for no statement keeps that of a cell.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if others := others_of(value):
        return _canonical([*value, others])  # type: ignore[misc]
    if isinstance(value, list | tuple | Text):
        return f"[{','.join(map(_canonical, value))}]"
    if is_dataclass(value):
        kind: type = type(value)
        said = [
            f"{name}:{_sorted_values(each) if type(each) is tuple else _canonical(each)}"
            for name, each in zip(_names(kind), _values(kind)(value), strict=True)
            if _is_said(each)
        ]
        return "{" + ",".join(said) + "}"
    return repr(value)


def _sorted_values(values: tuple[object, ...]) -> str:
    return f"[{','.join(sorted(map(_canonical, values)))}]"
