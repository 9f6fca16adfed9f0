"""A value of the model -> what a page shows: words that lead to the page of what they name.

How a value is shown follows from the datatype of its column.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeAlias

from tressons_ld.catalogue.columns import datatypes
from tressons_ld.catalogue.columns.contact_forms import CONTACT, is_agent
from tressons_ld.catalogue.columns.datatypes import CodeOf, Datatype
from tressons_ld.catalogue.columns.emails import name_and_email
from tressons_ld.catalogue.columns.other_identifiers import address_of, scheme_of
from tressons_ld.catalogue.columns.resource_ids import ResourceId
from tressons_ld.catalogue.columns.thing_names import AGENT, ConceptName, ThingName
from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import FOLDER_TABLES, PROGRAMME, SCHEME_OF_COLUMN, Addition
from tressons_ld.catalogue.tables.resource_index import ResourceTitle
from tressons_ld.site.interface_texts import Texts
from tressons_ld.site.localised_site import LocalisedSite, StatedValues
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.views import Fact, LangString, LaterFact, Link

_DATATYPES: Mapping[str, Datatype] = {
    **{
        column.attribute: column.datatype
        for table in (*FOLDER_TABLES, PROGRAMME)
        for column in table.columns
    },
    "creators": AGENT,  # Of the source.
}
"""The datatype of the values of an attribute."""

_BY_YEAR = "issued"
"""The date by which resources are listed."""


class FactValues(NamedTuple):
    """Shows the values of a thing on its page.

    Attributes:
        edition: the site in the language of the page.
        here: the page.
        titles: id -> title of the resources that others name.
        language: of the words of the thing; None for that of the catalogue.
    """

    edition: LocalisedSite
    here: PagePath
    titles: Mapping[str, ResourceTitle] = {}
    language: str | None = None

    def of(self, thing: Any, attribute: str) -> tuple[Link, ...]:
        """Return the values of an attribute of a thing, none where it has none."""
        value = getattr(thing, attribute)
        if value is None or value in ("", ()):
            return ()
        values = value if isinstance(value, tuple) else (value,)
        manner = _manner(attribute)
        return tuple([manner(self, each) for each in values])

    def all(self, thing: Any, attributes: Sequence[str]) -> StatedValues:
        """Return the values of several attributes, each with the attribute."""
        return [(attribute, self.of(thing, attribute)) for attribute in attributes]

    def later(self, additions: Iterable[Addition]) -> tuple[LaterFact, ...]:
        """Return the facts found later, each with the page that says it."""
        edition, here = self.edition, self.here
        scheme = SCHEME_OF_COLUMN["certainty"]
        return tuple(
            LaterFact(
                Fact(
                    edition.texts("label", each.attribute),
                    (self._of_addition(each),),
                ),
                edition.address(each.source),
                edition.texts.date(each.found_on),
                edition.concept(here, scheme, each.certainty) if each.certainty else None,
                each.divergent,
            )
            for each in additions
        )

    def _of_addition(self, addition: Addition) -> Link:
        """Return the value of a fact found later.

        No resource is listed under a date that is not the one published: it has no page to lead to.
        """
        link = self.one(addition.attribute, addition.value)
        if addition.divergent and addition.attribute == _BY_YEAR:
            return link._replace(href="")
        return link

    def one(self, attribute: str, value: Any) -> Link:
        """Return what is shown of a value: an id, an address, a date, a code or words."""
        return _manner(attribute)(self, value)


Manner: TypeAlias = Callable[[FactValues, Any], Link]
"""How a value is shown."""


@cache
def _manner(attribute: str) -> Manner:
    """Return how the values of an attribute are shown: as those of its datatype are."""
    if attribute == _BY_YEAR:
        return lambda page, date: page.edition.date(page.here, date)
    match _DATATYPES.get(attribute, datatypes.TEXT):
        case ConceptName(scheme=scheme):
            return lambda page, id: page.edition.concept(page.here, scheme, id)
        case ThingName(table=table):
            return _OF_TABLES[table]
        case CodeOf(table=table):
            return lambda page, code: page.edition.authority(table, code)
        case ResourceId():
            return _resource
        case datatype:
            return next((shown for known, shown in _OF_DATATYPES if known == datatype), _words)


def _agent(page: FactValues, id: str) -> Link:
    return page.edition.agent(page.here, id)


def _resource(page: FactValues, value: str) -> Link:
    if "://" in value:
        return _address(page, value)
    known = page.titles.get(value)
    if known is None:
        return page.edition.resource(page.here, value, page.edition.own(value))
    title = page.edition.titled(known.title, known.others, known.language)
    return page.edition.resource(page.here, value, title)


def _contact(page: FactValues, value: str) -> Link:
    if is_agent(value):
        return _agent(page, value)
    name, email = name_and_email(value) or ("", "")
    return Link(LangString(name or email), f"mailto:{email}") if email else _address(page, value)


def _identifier(_page: FactValues, value: str) -> Link:
    words = f"{scheme_of(value).name} {value.partition(':')[2].lstrip('/')}"
    return Link(LangString(words), address_of(value) or "")


def _address(page: FactValues, value: str) -> Link:
    return page.edition.address(value)


def _words(page: FactValues, value: str) -> Link:
    return Link(page.edition.own(value, page.language))


def _words_or_address(page: FactValues, value: str) -> Link:
    return _address(page, value) if is_url(value) else _words(page, value)


def _in_words(words: Callable[[Texts, Any], str]) -> Manner:
    return lambda page, value: Link(LangString(words(page.edition.texts, value)))


_OF_TABLES: Mapping[str, Manner] = {
    "agents": _agent,
    "places": lambda page, id: page.edition.place(page.here, id),
    "series": lambda page, id: page.edition.series(page.here, id),
}
_OF_DATATYPES: Sequence[tuple[Datatype, Manner]] = (
    (datatypes.DATE, _in_words(Texts.date)),
    (datatypes.DAY, _in_words(Texts.date)),
    (datatypes.PERIOD, _in_words(Texts.period)),
    (datatypes.DURATION, _in_words(Texts.duration)),
    (datatypes.PAGES, _in_words(lambda texts, number: texts.number(int(number)))),
    (datatypes.SIZE, _in_words(lambda texts, size: texts.size(int(size)))),
    (datatypes.URL, _address),
    (datatypes.LICENCE, _address),
    (datatypes.IDENTIFIER, _identifier),
    (datatypes.TEXT_OR_URL, _words_or_address),
    (CONTACT, _contact),
)
