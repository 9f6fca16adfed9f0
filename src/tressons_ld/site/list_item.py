"""A resource as a list shows it, in one language."""

from tressons_ld.catalogue.model import SCHEME_OF_COLUMN
from tressons_ld.site.edition import Edition
from tressons_ld.site.listed_resources import ListedResource
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.views import Item, Words


def list_item(edition: Edition, here: PagePath, it: ListedResource) -> Item:
    """Return what a list on a page shows of a resource."""
    agents, texts = edition.shared.agents, edition.texts
    kind = edition.shared.concepts[SCHEME_OF_COLUMN["kind"], it.kind]
    return Item(
        edition.own(it.title, it.language),
        edition.resource(here, it.id, Words("")).href,
        edition.label(kind),
        texts.date(it.issued) if it.issued else "",
        texts.enumeration([agents[id].acronym or agents[id].name for id in it.authors]),
    )
