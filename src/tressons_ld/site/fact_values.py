"""A value of the model -> what a page shows: words that lead to the page of what they name."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tressons_ld.catalogue.columns.contact_forms import is_agent
from tressons_ld.catalogue.columns.emails import name_and_email
from tressons_ld.catalogue.columns.other_identifiers import address_of, scheme_of
from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import RELATIONS, SCHEME_OF_COLUMN, Addition
from tressons_ld.site.localised_site import LocalisedSite, StatedValues
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.views import Fact, LangString, LaterFact, Link

_AGENTS = {"organisations", "persons", "publisher", "part_of", "creators"}
_AGENTS |= {"leaders", "partners", "supporters", "funders"}
_PLACES = {"places", "within"}
_RELATIONS = {column.attribute for column in RELATIONS}
_DATES = {"issued", "created"}
_AUTHORITIES = {
    "language": "language",
    "access_rights": "access-right",
    "format": "file-type",
    "frequency": "frequency",
    "publisher_type": "publisher-type",
}
_ADDRESSES = {"landing_page", "pages", "homepage", "same_as", "url", "download_url", "licence"}


class FactValues(NamedTuple):
    """Shows the values of a thing on its page.

    Attributes:
        edition: the site in the language of the page.
        here: the page.
        titles: id -> title and language of the resources that others name.
        language: of the words of the thing; None for that of the catalogue.
    """

    edition: LocalisedSite
    here: PagePath
    titles: Mapping[str, tuple[str, str]] = {}
    language: str | None = None

    def of(self, thing: Any, attribute: str) -> tuple[Link, ...]:
        """Return the values of an attribute of a thing, none where it has none."""
        value = getattr(thing, attribute)
        if value is None or value == "":
            return ()
        values = value if isinstance(value, tuple) else (value,)
        return tuple(self.one(attribute, each) for each in values)

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
                    (self.one(each.attribute, each.value),),
                ),
                edition.address(each.source),
                edition.texts.date(each.found_on),
                edition.concept(here, scheme, each.certainty) if each.certainty else None,
                each.divergent,
            )
            for each in additions
        )

    def one(self, attribute: str, value: str) -> Link:
        """Return what is shown of a value: an id, an address, a date, a code or words."""
        edition, here = self.edition, self.here
        if attribute in _AGENTS:
            return edition.agent(here, value)
        if attribute in SCHEME_OF_COLUMN:
            return edition.concept(here, SCHEME_OF_COLUMN[attribute], value)
        if attribute in _PLACES:
            return edition.place(here, value)
        if attribute == "series":
            return edition.series(here, value)
        if attribute in _RELATIONS and "://" not in value:
            title, language = self.titles.get(value, (value, None))
            return edition.resource(here, value, edition.own(title, language))
        if attribute in _DATES:
            return edition.date(here, value)
        if attribute in ("modified", "event_date", "start", "end"):
            return Link(LangString(edition.texts.date(value)))
        if attribute == "number_of_pages":
            return Link(LangString(str(value)))
        if attribute == "duration":
            return Link(LangString(edition.texts.duration(value)))
        if attribute == "period":
            return Link(LangString(edition.texts.period(value)))
        if attribute == "size":
            return Link(LangString(edition.texts.size(int(value))))
        if attribute in _AUTHORITIES:
            return edition.authority(_AUTHORITIES[attribute], value)
        if attribute == "contacts":
            if is_agent(value):
                return edition.agent(here, value)
            name, email = name_and_email(value) or ("", "")
            return (
                Link(LangString(name or email), f"mailto:{email}")
                if email
                else edition.address(value)
            )
        if attribute == "identifiers":
            words = f"{scheme_of(value).name} {value.partition(':')[2].lstrip('/')}"
            return Link(LangString(words), address_of(value) or "")
        if attribute in _ADDRESSES | _RELATIONS or (attribute == "rights" and is_url(value)):
            return edition.address(value)
        return Link(edition.own(value, self.language))
