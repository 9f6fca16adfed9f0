"""The home page, in one language."""

from tressons_ld.artifacts import File
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.site import page_paths, templating
from tressons_ld.site.counted_links import CountedLinks
from tressons_ld.site.listed_resources import ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.search_form import home_form
from tressons_ld.site.views import LangString, Link, Section, ThingView

_LINKS_ON_HOME_PAGE = 12


class HomePage:
    """Writes the page."""

    def __init__(self, edition: LocalisedSite, lists: ResourceLists, data: PageData) -> None:
        """Take what it shows.

        Args:
            edition: the site in its language.
            lists: the resources of each thing.
            data: what writes the JSON-LD block.
        """
        self._edition, self._lists, self._data = edition, lists, data
        self._texts, self._counted = edition.texts, CountedLinks(edition, lists)

    def file(self) -> File:
        """Return the page."""
        edition, texts = self._edition, self._texts
        here = PagePath(edition.tree, page_paths.HOME)
        catalogue = edition.shared.catalogue
        description = edition.words(catalogue.description)
        sections = [
            self._facet(here, SCHEME_OF_COLUMN[column]) for column in ("kind", "themes", "section")
        ]
        years = [self._counted.year(here, each) for each in self._lists.years()]
        if years:
            more = Link(
                LangString(texts("page", "more")),
                here.to(self._edition.paths.year(page_paths.INDEX)),
            )
            over = len(years) > _LINKS_ON_HOME_PAGE
            first = years[:_LINKS_ON_HOME_PAGE]
            sections.append(
                Section(LangString(texts("home", "years")), first, more if over else None)
            )
        view = ThingView(
            kind=LangString(""),
            title=edition.title,
            description=(description,) if description.text else (),
            all_resources=Link(
                LangString(texts.count("resources", len(self._lists))),
                here.to(self._edition.paths.resource(page_paths.INDEX)),
            ),
            search=home_form(edition, here),
            sections=[section for section in sections if section and section.links],
            links=(
                Link(LangString(texts("data", "files")), here.to(CATALOGUE_PATH)),
                Link(LangString(texts("data", "described")), here.to(self._edition.paths.data)),
                Link(
                    LangString(texts("questions", "all")),
                    here.to(self._edition.paths.question(page_paths.INDEX)),
                ),
                Link(LangString(texts("page", "about")), here.to(self._edition.paths.names.about)),
            ),
        )
        frame = edition.frame(
            here,
            edition.title.text,
            summary=description.text,
            data=self._data.of_thing(CATALOGUE_PATH),
        )
        return here.file, templating.page("home", frame, view)

    def _facet(self, here: PagePath, scheme: str) -> Section | None:
        """Return the concepts of a scheme that most resources name."""
        edition = self._edition
        if scheme not in edition.shared.schemes:
            return None
        counts = [
            (-self._lists.count(self._edition.paths.concept(scheme, each.id)), number, each)
            for number, each in enumerate(edition.shared.concepts_of(scheme))
        ]
        named = sorted(each for each in counts if each[0])
        links = [
            self._counted.concept(here, scheme, each.id)
            for _, _, each in named[:_LINKS_ON_HOME_PAGE]
        ]
        more = None
        if len(named) > _LINKS_ON_HOME_PAGE:
            more = Link(
                LangString(self._texts("page", "more")), here.to(self._edition.paths.scheme(scheme))
            )
        return Section(edition.scheme(here, scheme).words, links, more)
