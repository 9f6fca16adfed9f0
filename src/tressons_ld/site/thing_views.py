"""A shared thing -> what its page says of it beside its resources."""

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from tressons_ld.catalogue.model import (
    AGENTS,
    PLACES,
    SERIES,
    Agent,
    Concept,
    Place,
    Programme,
    Series,
    SourceDocument,
)
from tressons_ld.site import page_paths
from tressons_ld.site.fact_values import FactValues
from tressons_ld.site.localised_site import LocalisedSite, StatedValues
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.stated_facts import stated_facts
from tressons_ld.site.views import LangString, Link, Section, ThingView

Key = TypeVar("Key")
Thing = TypeVar("Thing")

MOST_NEIGHBOURS = 60
"""Links of a section before it leads to the list of all."""

_FACTS_OF_AGENTS = stated_facts(AGENTS, ("person", "name", "description"))
_FACTS_OF_PLACES = stated_facts(
    PLACES,
    ("name", "schema_type", "description", "bbox"),
    {"siren": "homepage", "nuts": "siren"},
)
_FACTS_OF_SERIES = stated_facts(SERIES, ("title", "schema_type", "description"))


class Portrait(NamedTuple):
    """What a page says of a shared thing.

    Attributes:
        path: of the thing.
        part: the part of the site that it belongs to, empty for none.
        crumbs: the way to it, after its part.
        view: the page, without resources.
    """

    path: str
    part: str
    crumbs: tuple[Link, ...]
    view: ThingView


class Portraits:
    """Makes the portraits of the shared things, in one language."""

    def __init__(self, edition: LocalisedSite) -> None:
        self._edition = edition
        shared = edition.shared
        self._members = _by_whole((agent.part_of, agent) for agent in shared.agents.values())
        self._contained = _by_whole((place.within, place) for place in shared.places.values())
        concepts = shared.concepts.values()
        self._narrower = _by_whole(
            (((each.scheme, each.broader),) if each.broader else (), each) for each in concepts
        )
        self._naming = _by_whole(
            ([(each.scheme, id) for id in each.related], each) for each in concepts
        )
        self._groups = _by_whole(
            ([(each.scheme, id) for id in each.members], each) for each in concepts
        )

    def agent(self, agent: Agent, here: PagePath) -> Portrait:
        """Return what is said of an organisation or a person."""
        edition, values = self._edition, FactValues(self._edition, here)
        stated = values.all(agent, _FACTS_OF_AGENTS)
        near = [edition.agent(here, each.id) for each in self._members.get(agent.id, ())]
        part = "persons" if agent.person else "organisations"
        whole = edition.paths.agent(page_paths.INDEX, person=agent.person)
        return Portrait(
            edition.path_of(agent),
            part,
            (Link(edition.name_of_thing(agent)),),
            ThingView(
                kind=LangString(
                    edition.texts("thing", "person" if agent.person else "organisation")
                ),
                title=edition.name_of_thing(agent),
                description=edition.paragraphs(agent.description),
                facts=edition.facts(stated),
                sections=self._section(here, "members", near, whole),
                additions=values.later(agent.additions),
                heading=edition.texts("list", "its_resources"),
            ),
        )

    def place(self, place: Place, here: PagePath) -> Portrait:
        """Return what is said of a territory."""
        edition, values = self._edition, FactValues(self._edition, here)
        near = [edition.place(here, each.id) for each in self._contained.get(place.id, ())]
        return Portrait(
            edition.path_of(place),
            "places",
            (Link(edition.name_of_thing(place)),),
            ThingView(
                kind=LangString(edition.texts("thing", "place")),
                title=edition.name_of_thing(place),
                description=edition.paragraphs(place.description),
                facts=edition.facts(values.all(place, _FACTS_OF_PLACES)),
                sections=self._section(
                    here, "contains", near, self._edition.paths.place(page_paths.INDEX)
                ),
                additions=values.later(place.additions),
                heading=edition.texts("list", "its_resources"),
            ),
        )

    def series(self, series: Series, here: PagePath) -> Portrait:
        """Return what is said of a series."""
        edition, values = self._edition, FactValues(self._edition, here)
        title = edition.titled(series.title, series.other_titles)
        return Portrait(
            edition.path_of(series),
            "series",
            (Link(title),),
            ThingView(
                kind=LangString(edition.texts("thing", "series")),
                title=title,
                description=edition.paragraphs(series.description),
                facts=edition.facts(
                    [
                        ("other_titles", edition.other_titles(series.title, series.other_titles)),
                        *values.all(series, _FACTS_OF_SERIES),
                    ]
                ),
                additions=values.later(series.additions),
                heading=edition.texts("list", "its_resources"),
            ),
        )

    def concept(self, concept: Concept, here: PagePath) -> Portrait:
        """Return what is said of a concept."""
        edition, scheme = self._edition, concept.scheme
        values, title = FactValues(edition, here), edition.label(concept)
        stated: StatedValues = [("scheme", (edition.scheme(here, scheme),))]
        if concept.broader:
            stated.append(("broader", (edition.concept(here, scheme, concept.broader),)))
        # Each of two related concepts is related to the other (SKOS, S23).
        naming = [each.id for each in self._naming.get((scheme, concept.id), ())]
        groups = [each.id for each in self._groups.get((scheme, concept.id), ())]
        for key, ids in (("related", (*concept.related, *naming)), ("gathered_in", groups)):
            links = [edition.concept(here, scheme, id) for id in dict.fromkeys(ids)]
            stated.append((key, tuple(links)))
        stated.append(("other_labels", edition.other_labels(concept)))
        stated += values.all(concept, ("spellings", "notation"))
        stated.append(
            (
                "matches",
                tuple(
                    Link(LangString(iri), iri, note=edition.texts("match", how))
                    for how, iri in concept.matches
                ),
            )
        )
        narrower = self._narrower.get((scheme, concept.id), ())
        near = [edition.concept(here, scheme, each.id) for each in narrower]
        gathered = [edition.concept(here, scheme, each) for each in concept.members]
        return Portrait(
            edition.path_of(concept),
            "vocabularies",
            (edition.scheme(here, scheme), Link(title)),
            ThingView(
                kind=edition.scheme(here, scheme).words,
                title=title,
                description=edition.paragraphs(concept.definition),
                facts=edition.facts(stated),
                sections=(
                    *self._section(here, "narrower", near, self._edition.paths.scheme(scheme)),
                    *self._section(here, "gathered", gathered, self._edition.paths.scheme(scheme)),
                ),
                heading=edition.texts("list", "of_concept"),
            ),
        )

    def programme(self, programme: Programme, here: PagePath) -> Portrait:
        """Return what is said of the programme."""
        edition, values = self._edition, FactValues(self._edition, here)
        years = f"{programme.start or '..'}/{programme.end or '..'}"
        stated = values.all(programme, ("acronym",))
        if programme.start or programme.end:
            stated.append(("years", (Link(LangString(edition.texts.period(years))),)))
        names = ("leaders", "partners", "supporters", "funders", "homepage", "pages")
        stated += values.all(programme, names)
        title = edition.own(programme.name)
        return Portrait(
            self._edition.paths.programme(programme.id),
            "",
            (Link(title),),
            ThingView(
                kind=LangString(edition.texts("thing", "programme")),
                title=title,
                description=edition.paragraphs(programme.description),
                facts=edition.facts(stated),
                additions=values.later(programme.additions),
                heading=edition.texts("list", "its_resources"),
            ),
        )

    def source(self, source: SourceDocument, here: PagePath) -> Portrait:
        """Return what is said of the document as received."""
        edition, values = self._edition, FactValues(self._edition, here)
        stated: StatedValues = []
        if source.created:
            stated.append(("created", (Link(LangString(edition.texts.date(source.created))),)))
        stated += values.all(source, ("creators",))
        if source.rights:
            stated.append(("rights", (Link(edition.words(source.rights)),)))
        title = edition.own(source.title)
        return Portrait(
            self._edition.paths.source(source.id),
            "",
            (Link(title),),
            ThingView(
                kind=LangString(edition.texts("thing", "source")),
                title=title,
                description=edition.paragraphs(source.description),
                facts=edition.facts(stated),
                heading=edition.texts("list", "its_resources"),
            ),
        )

    def _section(
        self, here: PagePath, key: str, near: list[Link], whole: str
    ) -> tuple[Section, ...]:
        """Return the section of the things near a thing, none where there are none."""
        if not near:
            return ()
        more = None
        if len(near) > MOST_NEIGHBOURS:
            more = Link(LangString(self._edition.texts("page", "more")), here.to(whole))
        return (
            Section(LangString(self._edition.texts("label", key)), near[:MOST_NEIGHBOURS], more),
        )


def _by_whole(pairs: Iterable[tuple[Iterable[Key], Thing]]) -> dict[Key, list[Thing]]:
    """Return the things that belong to each, by what they belong to."""
    found: dict[Key, list[Thing]] = {}
    for wholes, thing in pairs:
        for whole in wholes:
            found.setdefault(whole, []).append(thing)
    return found
