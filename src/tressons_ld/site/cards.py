"""A resource as a card to paste into a page of others: a few lines of HTML, without style."""

from typing import NamedTuple

from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Entry, SharedPart
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.site import templating
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.views import LangString


class CardView(NamedTuple):
    """A card.

    Attributes:
        lang: of its words.
        href: where it leads: the page of the resource, or its IRI where the catalogue has no pages.
        title: of the resource.
        kind: its kind.
        date: its date in words; empty where none is known.
        authors: their names; empty where none is known.
        summary: the first paragraph of its description; None where it has none.
    """

    lang: str
    href: str
    title: LangString
    kind: LangString
    date: str
    authors: str
    summary: LangString | None


def card(shared: SharedPart, entry: Entry, entries: int) -> str:
    """Return the card of a resource, in the language of the catalogue's own pages.

    Args:
        shared: the shared part.
        entry: the resource.
        entries: number of resources, which decides where its page lies.
    """
    tree = trees_of(shared)[0]
    edition, page = (
        LocalisedSite(shared, tree, entries),
        PagePath(tree, entry_path(entry.id, entries, shared.settings.paths)),
    )
    settings, kind = shared.settings, shared.concepts[SCHEME_OF_COLUMN["kind"], entry.kind]
    site, iri = settings.site_url + page.file, settings.base_iri + settings.paths.resource(entry.id)
    names = [shared.agents[id].name for id in (*entry.organisations, *entry.persons)]
    view = CardView(
        lang=tree.language,
        href=site if settings.site else iri,
        title=edition.titled(entry.title, entry.other_titles, entry.language),
        kind=edition.words(kind.labels),
        date=edition.texts.date(entry.issued) if entry.issued else "",
        authors=edition.texts.enumeration(names),
        summary=next(iter(edition.paragraphs(entry.description, entry.language)), None),
    )
    return templating.layout_of("card", shared.settings.look).render(page=view).lstrip("\n")
