"""Links to what lists resources, each with the number of them."""

from tressons_ld.site.listed_resources import ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.views import LangString, Link


class CountedLinks:
    """The links of one language."""

    def __init__(self, edition: LocalisedSite, lists: ResourceLists) -> None:
        """Take the site in that language, and the resources of each thing."""
        self._edition, self._lists = edition, lists

    def counted(self, link: Link, path: str) -> Link:
        """Return a link with the number of resources of the thing at a path, where it has some."""
        number = self._lists.count(path)
        return link._replace(total=self._edition.texts.number(number)) if number else link

    def year(self, here: PagePath, year: str) -> Link:
        """Return the link to the resources of a year."""
        path = self._edition.paths.year(year)
        return self.counted(Link(LangString(year), here.to(path)), path)

    def concept(self, here: PagePath, scheme: str, id: str) -> Link:
        """Return the link to a concept."""
        link = self._edition.concept(here, scheme, id)
        return self.counted(link, self._edition.paths.concept(scheme, id))
