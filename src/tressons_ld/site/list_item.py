"""A resource as a list shows it, in one language."""

from tressons_ld.catalogue.model import SCHEME_OF_COLUMN
from tressons_ld.site.listed_resources import ListedResource
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.views import ListItem


def list_item(edition: LocalisedSite, here: PagePath, it: ListedResource) -> ListItem:
    """Return what a list on a page shows of a resource."""
    agents, texts = edition.shared.agents, edition.texts
    kind = edition.concept(here, SCHEME_OF_COLUMN["kind"], it.kind)
    return ListItem(
        edition.titled(it.title, it.other_titles, it.language),
        here.to(edition.path_of_resource(it.id)),
        kind.words,
        texts.date(it.issued) if it.issued else "",
        texts.enumeration([agents[id].acronym or agents[id].name for id in it.authors]),
    )
