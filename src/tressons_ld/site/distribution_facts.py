"""The distributions of a resource -> what its page says of its files and pages."""

from collections.abc import Sequence

from tressons_ld.catalogue.model import Distribution
from tressons_ld.site.fact_values import FactValues
from tressons_ld.site.localised_site import StatedValues
from tressons_ld.site.views import LangString, Link

_LICENCE = "licence"
_OF_FILES = ("format", "size", _LICENCE)


def distribution_facts(distributions: Sequence[Distribution], values: FactValues) -> StatedValues:
    """Return the files and their licences; of a page alone, what is told of what it gives.

    Args:
        distributions: of the resource.
        values: what shows their values on its page.
    """
    files = tuple(
        Link(LangString(file.download_url), file.download_url, note=_note(file, values))
        for file in distributions
        if file.download_url
    )
    on_page = [file for file in distributions if file.page]
    stated: StatedValues = [("files", files)]
    for name in _OF_FILES:
        told = distributions if name == _LICENCE else on_page
        links = dict.fromkeys(link for file in told for link in values.of(file, name))
        stated.append((name, tuple(links)))
    return stated


def _note(file: Distribution, values: FactValues) -> str:
    shown = [values.of(file, name) for name in _OF_FILES]
    return ", ".join(link.words.text for links in shown for link in links)
