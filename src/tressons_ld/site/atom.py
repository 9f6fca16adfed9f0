"""The Atom feed of the resources that changed last, one in each language (RFC 4287).

A day of the lock file is told as its first moment, UTC: a feed has no coarser date.
"""

from collections.abc import Sequence
from html import escape

from tressons_ld.artifacts import File
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.site.listed_resources import ListedResource
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import ATOM, HOME, PagePath

MOST = 50
"""Resources that a feed tells."""


def atom_feed(edition: LocalisedSite, resources: Sequence[ListedResource], day: str) -> File:
    """Return the feed of an edition.

    Args:
        edition: the site in its language.
        resources: those that changed last, the newest first.
        day: on which anything recorded last changed.
    """
    shared, tree = edition.shared, edition.tree
    site, base = shared.settings.site_url, shared.settings.base_iri
    path = f"{tree.folder}{ATOM}"
    home = site + PagePath(tree, HOME).file
    publisher = shared.agents[shared.catalogue.publisher]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{tree.language}">',
        f"<id>{escape(site + path, quote=False)}</id>",
        f"<title>{escape(edition.title.text, quote=False)}</title>",
        f"<updated>{_moment(day)}</updated>",
        f"<author><name>{escape(publisher.name, quote=False)}</name></author>",
        f'<link rel="self" type="application/atom+xml" href="{escape(site + path)}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(home)}"/>',
    ]
    for each in resources:
        page = site + PagePath(tree, entry_path(each.id, edition.entries, edition.paths)).file
        title, lang = edition.titled(each.title, each.other_titles, each.language)
        marked = f' xml:lang="{escape(lang)}"' if lang else ""
        lines += [
            "<entry>",
            f"<id>{escape(base + edition.paths.resource(each.id), quote=False)}</id>",
            f"<title{marked}>{escape(title, quote=False)}</title>",
            f"<updated>{_moment(each.changed or day)}</updated>",
            f'<link rel="alternate" type="text/html" href="{escape(page)}"/>',
            "</entry>",
        ]
    lines.append("</feed>\n")
    return path, "\n".join(lines).encode()


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
