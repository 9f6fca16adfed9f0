"""A thing that cells name and no table has yet: its proposed id, and what is known of it, once."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tressons_ld.catalogue.adoption.agent_names import WrittenName
from tressons_ld.catalogue.adoption.feed_things import GivenThing
from tressons_ld.catalogue.adoption.heading_words import data
from tressons_ld.catalogue.adoption.name_forms import without_title
from tressons_ld.catalogue.adoption.near_names import perhaps_same
from tressons_ld.catalogue.columns.ids import LONGEST_ID, is_id, slug
from tressons_ld.catalogue.columns.spelling import fingerprint, fold, name_words
from tressons_ld.catalogue.columns.usual_names import name_key
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

LONGEST_PROPOSED = 60
"""Characters of an id that is proposed, but for what tells it from another."""

LATIN = ("fr", "en")

LABELLED = (*LATIN, "de", "es", "it")
"""The languages in which known kinds have labels."""


def proposed_id(text: str, start: str) -> str:
    """Return an id for what a text calls a thing: its words, or their digest where none is Latin.

    >>> proposed_id("L'habitat partagé", "theme"), proposed_id("العمارة", "theme")
    ('l-habitat-partage', 'theme-c8b54790')
    """
    start_of_text = text[:200]
    words = slug(start_of_text)
    letters = sum(map(str.isalnum, start_of_text[:LONGEST_ID]))
    latin = sum(map(str.isalnum, words)) * 2 >= letters
    if len(words) > LONGEST_PROPOSED:
        words = words[: LONGEST_PROPOSED + 1].rpartition("-")[0] or words[:LONGEST_PROPOSED]
    if is_id(words) and latin:
        return words
    digest = hashlib.blake2b(fold(text).encode("utf-8", "replace"), digest_size=4).hexdigest()
    return f"{start}-{words}-{digest}"[:LONGEST_ID].replace("--", "-")


def distinct_id(id: str, ids: Mapping[str, object]) -> str:
    """Return the id, with a number behind it where it is one of others."""
    number, free = 2, id
    while free in ids:
        free, number = f"{id[: LONGEST_ID - 7]}-{number}", number + 1
    return free


@dataclass
class Thing:
    """A thing that cells name.

    Attributes:
        id: proposed.
        name: as it is first written.
        cells: what other columns of its row hold.
        spellings: its other forms.
        notes: what was guessed of it.
        times: how many rows name it.
    """

    id: str
    name: str
    cells: dict[str, str] = field(default_factory=dict)
    spellings: dict[str, None] = field(default_factory=dict)
    notes: dict[Text, None] = field(default_factory=dict)
    times: int = 0


class Things:
    """The things of one table, or of one scheme of concepts."""

    def __init__(self, start: str, stated: Mapping[str, GivenThing] | None = None) -> None:
        """Begin with none.

        Args:
            start: how an id begins that no Latin letter gives.
            stated: name, folded -> what its source says of the thing.
        """
        self._start, self._given = start, stated or {}
        self._by_key: dict[str, Thing] = {}
        self._ids: dict[str, Thing] = {}

    def __len__(self) -> int:
        return len(self._by_key)

    def __iter__(self) -> Iterator[Thing]:
        """Yield them in the order in which they are first named."""
        return iter(self._ids.values())

    def named(self, name: str, key: str | None = None) -> Thing:
        """Return the thing of a name, which is made where there is none yet.

        Two names are one thing where they differ in case, accents or punctuation alone.

        Args:
            name: as it is written.
            key: what it is known by, where that is not the name itself.
        """
        key = key or _key(name, name_words(name))
        thing = self._by_key.get(key)
        if thing is None:
            stated = self._given.get(fold(name), GivenThing("", {}))
            id = distinct_id(stated.id or proposed_id(name, self._start), self._ids)
            thing = self._by_key[key] = self._ids[id] = Thing(id, name, dict(stated.cells))
            spellings = thing.cells.pop("spellings", "").split("; ")
            thing.spellings = dict.fromkeys(filter(None, spellings))
        elif fold(name) != fold(thing.name):
            thing.spellings.setdefault(name)
        thing.times += 1
        return thing

    def cell(self, thing: Thing) -> str:
        """Return what a cell calls a thing: its name, or its id where that is another's."""
        other = self._ids.get(fold(thing.name), thing)
        return thing.name if other is thing and ";" not in thing.name else thing.id

    @property
    def merged(self) -> int:
        """How many of them are written in several ways."""
        return sum(bool(thing.spellings) for thing in self)


def _key(name: str, words: Iterable[str]) -> str:
    return " ".join(word for word in words if word not in _AND) or fold(name)


_AND = frozenset(["et", "and", "und", "y", "e"])


_BODY_OR_PERSON = sentence("adoption.person-or-body")
_PERHAPS = sentence("adoption.perhaps-name")
_SAME = sentence("adoption.spellings-joined")


class Agents(Things):
    """The persons and bodies that cells name."""

    def __init__(self, stated: Mapping[str, GivenThing] | None = None) -> None:
        """Begin with none."""
        super().__init__("agent", stated)
        self._sure: set[str] = set()

    def knows_person(self, name: WrittenName) -> bool:
        """Return whether a name, in whatever order its words are, is that of a person here."""
        known = self._by_key.get(_key_of_agent(name))
        return known is not None and known.cells["type"] == "personne"

    def of(self, name: WrittenName) -> Thing:
        """Return the agent of a name; « Dr. Anna Müller » is Anna Müller."""
        thing = self.named(name.name, _key_of_agent(name))
        bare = without_title(thing.name) if name.person else thing.name
        if bare in thing.spellings:
            self._rename(thing, bare)
        sure = name.sure and thing.id not in self._sure
        if "type" not in thing.cells or sure:
            thing.cells["type"] = "personne" if name.person else "organisation"
        if sure:
            self._sure.add(thing.id)
            if _BODY_OR_PERSON in thing.notes:
                del thing.notes[_BODY_OR_PERSON]
                self._rename(thing, name.name)
        elif thing.id not in self._sure:
            thing.notes.setdefault(_BODY_OR_PERSON)
        if name.orcid:
            thing.cells.setdefault("same_as", name.orcid)
        if thing.spellings:
            thing.notes.setdefault(_SAME)
        return thing

    def note_perhaps_same(self) -> None:
        """Mark the persons who may be an earlier one: « J. Dupont », where there is a Jeanne."""
        persons = {one.name: one for one in self if one.cells["type"] == "personne"}
        for name, known in perhaps_same(persons).items():
            persons[name].notes.setdefault(_PERHAPS.format(name=known))

    @staticmethod
    def _rename(agent: Thing, name: str) -> None:
        """Call an agent by a name of which it is known what it is, instead of the first one."""
        if name != agent.name:
            agent.spellings = {agent.name: None, **agent.spellings}
            agent.spellings.pop(name, None)
            agent.name = name

    @property
    def persons(self) -> int:
        """How many are persons."""
        return sum(agent.cells["type"] == "personne" for agent in self)


def _key_of_agent(name: WrittenName) -> str:
    words, numbers = fingerprint(without_title(name.name) if name.person else name.name)
    return _key(name.name, (*words, *numbers))


_TYPE_TO_SAY = sentence("adoption.type-unknown")


class Kinds(Things):
    """The kinds of resources that cells name; those that are known bring their types."""

    def __init__(self, language: str, stated: Mapping[str, GivenThing] | None = None) -> None:
        """Begin with none.

        Args:
            language: of the catalogue, in which the labels are.
            stated: name, folded -> what its source says of the kind.
        """
        super().__init__("genre", stated)
        self._language = language
        known = data("known_kinds")["kinds"]
        self._known = {
            name_key(name): kind
            for kind in known
            for name in (*(kind[each] for each in LABELLED), *kind["names"])
        }

    def of(self, text: str) -> Thing:
        """Return the kind that a cell names."""
        known, stated = self._known.get(name_key(text)), self._given.get(fold(text))
        if stated is not None or known is None:
            kind = self.named(text)
            if known is not None:
                for column, type in self._types(known).items():
                    kind.cells.setdefault(column, type)
            elif "schema_type" not in kind.cells:
                kind.cells["schema_type"] = "CreativeWork"
                kind.notes.setdefault(_TYPE_TO_SAY)
            return kind
        # What a program calls it is no label that people read.
        written_by_program = text[:1].islower() or text.isupper()
        label = text
        if self._language in LABELLED and (written_by_program or len(text) < 3):
            label = known[self._language]
        kind = self.named(label, f"known {known['id']}")
        if fold(text) != fold(kind.name):
            kind.spellings.setdefault(text)
        kind.cells |= self._types(known)
        for language in LATIN:
            if language != self._language:
                kind.cells.setdefault(f"label_{language}", known[language])
        return kind

    def general(self, *, dataset: bool) -> str:
        """Return what resources are called of which no cell says a kind, in their language."""
        known = self._known[name_key("Dataset" if dataset else "Resource")]
        label: str = known[self._language if self._language in LABELLED else "en"]
        return label

    @staticmethod
    def _types(known: Mapping[str, str]) -> dict[str, str]:
        return {"schema_type": known["schema"], "dcmi_type": known["dcmi"]}
