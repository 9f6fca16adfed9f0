"""How a column becomes statements: the rows that the mapping is declared in.

A :class:`Field` says which column gives which property and how its value becomes terms; a
:class:`ThingMapping` gathers the fields of one class of thing. The triples, the way back from a
SHACL result to the cell, the order of properties in Turtle and the tables of docs/mapping.md all
come from these rows.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from operator import attrgetter
from typing import Any, Generic, TypeAlias, TypeVar

from tressons_ld.catalogue.iris import Iris
from tressons_ld.catalogue.model import (
    SCHEME_OF_COLUMN,
    Authority,
    SharedPart,
)
from tressons_ld.catalogue.model.multilingual import others_of
from tressons_ld.catalogue.paths import Paths
from tressons_ld.rdf.terms import (
    Iri,
    Subject,
    Term,
    Triple,
    date,
    iri,
    text,
)
from tressons_ld.rdf.vocabularies import THINGS_OF_OTHERS

T = TypeVar("T")


class Context:
    """The shared part as the mapping needs it: the IRI of each thing, looked up by id.

    Attributes:
        shared: the shared part.
        iris: the IRIs of the catalogue.
        countries: the addresses of the countries of the EU table.
    """

    def __init__(self, shared: SharedPart) -> None:
        self.shared = shared
        self.iris = Iris(shared.settings.base_iri, shared.settings.paths)
        self.names = shared.settings.paths.names
        self.agents = {id: self.iris.agent(agent) for id, agent in shared.agents.items()}
        self.places = {id: self.iris.place(id) for id in shared.places}
        self.series = {id: self.iris.series(id) for id in shared.series}
        self.concepts = {key: self.iris.concept(*key) for key in shared.concepts}
        self.schemes = {scheme: self.iris.scheme(scheme) for scheme in shared.schemes}
        programme, source = shared.programme, shared.source
        self.programme = self.iris.programme(programme.id) if programme else None
        self.source = self.iris.source(source.id) if source else None
        self.language = shared.catalogue.language
        self.countries = {
            term.iri for (table, _), term in shared.authorities.terms.items() if table == "country"
        }
        self._authorities = {
            key: (iri(term.iri),) for key, term in shared.authorities.terms.items()
        }

    @cached_property
    def shared_homepages(self) -> frozenset[str]:
        """The addresses that two things call their homepage."""
        counts = Counter(address for address, _ in self.shared.homepages())
        return frozenset(address for address, number in counts.items() if number > 1)

    @cached_property
    def narrower(self) -> Mapping[Iri, Sequence[Iri]]:
        """The concepts that name each concept as their broader one."""
        narrower: dict[Iri, list[Iri]] = {}
        for (scheme, id), concept in self.shared.concepts.items():
            if concept.broader:
                broader = self.concepts[scheme, concept.broader]
                narrower.setdefault(broader, []).append(self.concepts[scheme, id])
        return narrower

    @cached_property
    def related(self) -> Mapping[Iri, Sequence[Iri]]:
        """The concepts that each concept names as related, or that name it (SKOS, S23)."""
        related: dict[Iri, dict[Iri, None]] = {}
        for (scheme, id), concept in self.shared.concepts.items():
            for other in concept.related:
                one, two = self.concepts[scheme, id], self.concepts[scheme, other]
                related.setdefault(one, {})[two] = None
                related.setdefault(two, {})[one] = None
        return {concept: tuple(others) for concept, others in related.items()}

    @cached_property
    def rights(self) -> Iri | None:
        """IRI of the rights statement on what the catalogue takes over from others."""
        if self.shared.catalogue.rights is None:
            return None
        return self.iris.part(self.iris.catalogue, self.names.rights)

    def authority(self, table: str, code: str) -> Authority | None:
        """Return a term of somebody else's table by its code, or None."""
        return self.shared.authorities.get(table, code)

    def authority_iri(self, table: str, code: str | None) -> tuple[Iri, ...]:
        """Return the IRI of such a term as the only one, or none at all."""
        return self._authorities.get((table, code or ""), ())


@dataclass(frozen=True)
class Field(Generic[T]):
    """One statement about a thing: the column, the property, and how the value becomes terms.

    Attributes:
        column: the column or setting the value is read from; None when it follows from the rest.
        property: the property stated.
        terms: the objects, from the thing and the shared part.
        range: what the objects are, for the mapping table.
        condition: when it is stated, for the mapping table.
        through: the column of concepts.csv that gives the value, where ``column`` names a concept.
    """

    column: str | None
    property: Iri
    terms: Callable[[T, Context], Collection[Term]]
    range: str
    condition: str = ""
    through: str | None = None


@dataclass(frozen=True)
class ThingMapping(Generic[T]):
    """All that is stated of one class of thing.

    Attributes:
        name: the class, for the mapping table: ``Resource``.
        subject: pattern of its IRI, by the words of paths, for the mapping table.
        fields: the statements, in the order in which they are written.
    """

    name: str
    subject: Callable[[Paths], str]
    fields: tuple[Field[T], ...]

    def triples(self, thing: T, subject: Subject, context: Context) -> list[Triple]:
        """Return the statements about ``thing`` in the order of the fields."""
        objects = [terms(thing, context) for terms in self._rules]
        return [
            (subject, property, term)
            for property, rule in self._statements
            for term in objects[rule]
        ]

    @cached_property
    def _rules(self) -> list[Callable[[T, Context], Collection[Term]]]:
        """The rules, each once: several properties may state what one gives."""
        return list(dict.fromkeys(field.terms for field in self.fields))

    @cached_property
    def _statements(self) -> list[tuple[Iri, int]]:
        """Each property with the place of its rule."""
        return [(field.property, self._rules.index(field.terms)) for field in self.fields]


def property_order(mappings: Iterable[ThingMapping[Any]]) -> list[Iri]:
    """Return the properties of all mappings in one order that keeps the order of each.

    Raises:
        ValueError: some mappings state the same properties in different orders.
    """
    sorter: TopologicalSorter[Iri] = TopologicalSorter()
    names: dict[tuple[Iri, Iri], str] = {}
    for mapping in mappings:
        properties = list(dict.fromkeys(field.property for field in mapping.fields))
        sorter.add(properties[0])
        for before, after in pairwise(properties):
            sorter.add(after, before)
            names.setdefault((before, after), mapping.name)
    try:
        return list(sorter.static_order())
    except CycleError as error:
        steps = [f"{names[step]}: {' before '.join(step)}" for step in pairwise(error.args[1])]
        message = "no order of properties keeps that of each mapping; move a field of one:"
        raise ValueError("\n".join((message, *steps))) from None


Rule: TypeAlias = Callable[[Any, Context], Collection[Term]]
"""How a value becomes terms: from the thing and the shared part."""


def constant(*terms: Term) -> Rule:
    """Return the rule that states the same terms of every thing."""
    return lambda _thing, _context: terms


def each_value(attribute: str, in_context: Callable[[Any, Context], Callable[[str], Term]]) -> Rule:
    """Return the rule that states a term of each value of an attribute.

    Args:
        attribute: its value, its values, or nothing.
        in_context: what makes a term of a value of this thing; most attributes hold nothing.
    """
    get = attrgetter(attribute)

    def terms(thing: Any, context: Context) -> Collection[Term]:
        value = get(thing)
        if not value:
            return ()
        term = in_context(thing, context)
        return (term(value),) if isinstance(value, str) else [term(each) for each in value]

    return terms


def _values(attribute: str) -> Callable[[Any], Sequence[str]]:
    get = attrgetter(attribute)

    def values(thing: Any) -> Sequence[str]:
        value = get(thing)
        if not value:
            return ()
        return (value,) if isinstance(value, str) else value

    return values


@cache
def strings(attribute: str) -> Rule:
    """Return the rule that states an attribute's values as plain literals, ``"avise"``."""
    return each_value(attribute, lambda _thing, _context: text)


@cache
def lang_strings(attribute: str) -> Rule:
    """Return the rule that states them in the thing's language, ``"Étude"@fr``."""

    def in_its_language(thing: Any, context: Context) -> Callable[[str], Term]:
        language = getattr(thing, "language", context.language)
        return lambda value: text(value, language)

    return each_value(attribute, in_its_language)


@cache
def french(attribute: str) -> Rule:
    """Return the rule that states the French side of a :class:`Text`, if there is any."""
    return _side(attribute, "fr")


@cache
def english(attribute: str) -> Rule:
    """Return the rule that states the English side of a :class:`Text`, if there is any."""
    return _side(attribute, "en")


def _side(attribute: str, language: str) -> Rule:
    get = attrgetter(attribute)

    def terms(thing: Any, _context: Context) -> list[Term]:
        value = get(thing)
        words = "" if value is None else value.in_language(language)
        return [text(words, language)] if words else []

    return terms


@cache
def other_languages(attribute: str) -> Rule:
    """Return the rule that states pairs of a language and words, ``"Leitfaden"@de``."""
    get = attrgetter(attribute)
    return lambda thing, _context: [text(words, language) for language, words in get(thing)]


@cache
def further_languages(attribute: str) -> Rule:
    """Return the rule that states a :class:`Text` in other languages than French and English."""
    get = attrgetter(attribute)
    return lambda thing, _context: [text(words, tag) for tag, words in others_of(get(thing))]


@cache
def bilingual(attribute: str) -> Rule:
    """Return the rule that states a text in each of its languages, French first."""
    sides = french(attribute), english(attribute), further_languages(attribute)
    return lambda thing, context: [term for side in sides for term in side(thing, context)]


@cache
def dates(attribute: str) -> Rule:
    """Return the rule that states a date with its true precision, ``"2019"^^xsd:gYear``."""
    return each_value(attribute, lambda _thing, _context: date)


@cache
def addresses(attribute: str) -> Rule:
    """Return the rule that states addresses as IRIs."""
    return each_value(attribute, lambda _thing, _context: iri)


@cache
def agents(attribute: str) -> Rule:
    """Return the rule that states agents named by their ids."""
    return each_value(attribute, lambda _thing, context: context.agents.__getitem__)


@cache
def places(attribute: str) -> Rule:
    """Return the rule that states places named by their ids."""
    return each_value(attribute, lambda _thing, context: context.places.__getitem__)


@cache
def countries(attribute: str) -> Rule:
    """Return the rule that states the places that are countries as the table of the EU names them.

    DCAT-AP, section "Controlled vocabularies to be used"
    (https://semiceu.github.io/DCAT-AP/releases/3.0.1/#controlled-vocabs).
    """
    values = _values(attribute)

    def terms(thing: Any, context: Context) -> list[Term]:
        known = context.shared.places
        addresses = (address for id in values(thing) for address in known[id].same_as)
        return [iri(address) for address in addresses if address in context.countries]

    return terms


def homepage(thing: Any, context: Context) -> Collection[Term]:
    """Return the homepage that a thing has for itself alone (a rule of a field).

    foaf:homepage is inverse functional: of two things that have one, a program makes one thing
    (http://xmlns.com/foaf/spec/#term_homepage).
    """
    address = thing.homepage
    return (iri(address),) if address and address not in context.shared_homepages else ()


def common_page(thing: Any, context: Context) -> Collection[Term]:
    """Return the homepage that a thing has with others, as a page about it (a rule of a field)."""
    return (iri(thing.homepage),) if thing.homepage in context.shared_homepages else ()


def same_things(thing: Any, _context: Context) -> Collection[Term]:
    """Return the names that others give to the thing itself (a rule of a field).

    Not the address of a page or of a concept about it: owl:sameAs would make a concept of a place.
    """
    return [iri(address) for address in thing.same_as if address.startswith(THINGS_OF_OTHERS)]


@cache
def concepts(column: str, attribute: str | None = None) -> Rule:
    """Return the rule that states the concepts a column names, or another field as it would."""
    scheme = SCHEME_OF_COLUMN[column]

    def in_its_scheme(_thing: Any, context: Context) -> Callable[[str], Term]:
        return lambda id: context.concepts[scheme, id]

    return each_value(attribute or column, in_its_scheme)


@cache
def data_themes(attribute: str) -> Rule:
    """Return the rule that states the EU data themes of the themes that an attribute names."""
    values, scheme = _values(attribute), SCHEME_OF_COLUMN["themes"]

    def terms(thing: Any, context: Context) -> list[Term]:
        known = context.shared.concepts
        codes = (code for id in values(thing) for code in known[scheme, id].data_themes)
        unique = dict.fromkeys(codes)
        return [term for code in unique for term in context.authority_iri("data-theme", code)]

    return terms


@cache
def authorities(attribute: str, table: str) -> Rule:
    """Return the rule that states terms of somebody else's table, named by their codes."""
    values = _values(attribute)
    return lambda thing, context: [
        term for code in values(thing) for term in context.authority_iri(table, code)
    ]


def part_if(attribute: str, own: Rule) -> Rule:
    """Return the rule that names the part called as the attribute, when that has a value."""

    def terms(thing: Any, context: Context) -> Collection[Term]:
        if not getattr(thing, attribute):
            return ()
        (whole,) = own(thing, context)
        return (context.iris.part(Iri(whole), getattr(context.names, attribute)),)

    return terms
