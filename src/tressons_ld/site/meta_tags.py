"""What social networks and citation managers read in the head of a page."""

from collections.abc import Iterable, Iterator, Sequence

from tressons_ld.site.views import MetaTag

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_IN_OPEN_GRAPH = {
    "description": "og:description",
    "citation_title": "og:title",
    "citation_public_url": "og:url",
}
"""Name of a meta element -> the property of OpenGraph that says the same of a page."""


def open_graph(
    title: str, address: str, site: str, description: str, languages: Sequence[str]
) -> list[tuple[str, str]]:
    """Return what social networks show of a page: properties of https://ogp.me/, and their content.

    Args:
        title: of the page.
        address: of the page.
        site: title of the site.
        description: of the page; empty where the title says it all.
        languages: that of the page, then the others that it lies in.
    """
    own, *others = (_LOCALES[each] for each in languages)
    return [
        ("og:title", title),
        ("og:type", "website"),
        ("og:url", address),
        ("og:site_name", site),
        ("og:locale", own),
        *(("og:locale:alternate", each) for each in others),
        *([("og:description", description)] if description else ()),
    ]


def meta_tags(
    named: Iterable[tuple[str, str]], graph: Sequence[tuple[str, str]]
) -> Iterator[MetaTag]:
    """Yield the meta elements of a page: one where a name and a property say the same.

    Args:
        named: name -> content.
        graph: property -> content, of OpenGraph.
    """
    both = set[str]()
    for name, content in named:
        property = _IN_OPEN_GRAPH.get(name, "")
        if (property, content) in graph:
            both.add(property)
            yield MetaTag(name, property, content)
        else:
            yield MetaTag(name, "", content)
    for property, content in graph:
        if property not in both:
            yield MetaTag("", property, content)
