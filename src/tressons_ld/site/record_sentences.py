"""« Comment lire cette fiche »: what is stated of a resource, each column as a sentence.

Which properties a column is stated by follows from the mapping; the words are those of the texts
(``[reading]``), by the attribute of the model; a column that has none there is said by its label.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from tressons_ld.catalogue.model import RESOURCES, Entry
from tressons_ld.mapping.entry_fields import RESOURCE
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.units import short
from tressons_ld.rdf.vocabularies import SCHEMA
from tressons_ld.site.interface_texts import Texts
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.views import LangString, Link, Sentence

PROGRAMME = "programme"
"""The key of what settings say of every resource."""

_FILES = "distributions"
_ENDS = (".", "…", "?", "!")
"""Signs after which a sentence has no stop."""

_IN_OTHER_LANGUAGES = {f"{name}_xx": attribute for name, attribute in RESOURCES.languages.items()}
_short = cache(short)


@cache
def stated_columns() -> Mapping[str, tuple[Iri, ...]]:
    """Return the properties that each attribute of a resource is stated by, as they are mapped."""
    properties: dict[str, list[Iri]] = {}
    for field in RESOURCE.fields:
        if field.column in RESOURCES.names:
            column = RESOURCES[field.column]
            attribute = column.part or column.attribute
        else:
            attribute = _IN_OTHER_LANGUAGES.get(field.column or "", PROGRAMME)
        properties.setdefault(attribute, []).append(field.property)
    return {name: tuple(dict.fromkeys(each)) for name, each in properties.items()}


def sentences(
    edition: LocalisedSite,
    entry: Entry,
    values_of: Callable[[str], Sequence[Link]],
    properties: frozenset[Iri],
    programme: Link | None,
) -> Iterator[Sentence]:
    """Yield a sentence for each column that says something of a resource.

    Args:
        edition: the site in the language of the page.
        entry: the resource.
        values_of: shows what it says, by attribute.
        properties: those by which anything is stated of it.
        programme: what it was made in, if the settings name a programme.
    """
    for attribute, terms in _terms_of(properties).items():
        for key, words in _words_shown(attribute, entry, values_of, programme):
            if words:
                yield _sentence(edition, key, words, terms)
    # Stated by the field of the series, of every resource.
    yield _sentence(edition, "catalogue", (edition.title,), _short(SCHEMA.isPartOf))


def _words_shown(
    attribute: str,
    entry: Entry,
    values_of: Callable[[str], Sequence[Link]],
    programme: Link | None,
) -> Sequence[tuple[str, Sequence[LangString]]]:
    """Return what an attribute says of a resource, under the keys of its sentences.

    Values have no links here: they have them in the facts above.
    """
    if attribute == PROGRAMME:
        return ((attribute, (programme.words,) if programme else ()),)
    if attribute == _FILES:
        files = entry.distributions
        pages = tuple(LangString(file.access_url) for file in files[:1] if file.page)
        addresses = tuple(LangString(file.download_url) for file in files if file.download_url)
        return (("access", pages), (attribute, addresses))
    if attribute in _IN_OTHER_LANGUAGES.values():
        others = getattr(entry, attribute)
        return ((attribute, tuple([LangString(words, tag) for tag, words in others])),)
    if attribute == "id":
        return ((attribute, (LangString(entry.id),)),)
    return ((attribute, tuple([link.words for link in values_of(attribute)])),)


@lru_cache(maxsize=1_000)
def _terms_of(properties: frozenset[Iri]) -> Mapping[str, str]:
    """Return the properties that state each attribute, with their prefixes, of those given.

    Resources that state the same have the same ones.
    """
    stated = {
        attribute: ", ".join(_short(each) for each in mapped if each in properties)
        for attribute, mapped in stated_columns().items()
    }
    return {attribute: terms for attribute, terms in stated.items() if terms}


def _sentence(
    edition: LocalisedSite, key: str, values: Sequence[LangString], terms: str
) -> Sentence:
    """Return the sentence of a key of the texts about some values."""
    before, mark, after = _words_of(edition.texts, key)
    if not mark:
        return Sentence(before, (), after, terms, before)
    if after.startswith(".") and values[-1].text.endswith(_ENDS):
        after = after[1:]
    own = [text for text, lang in values if not lang]
    whole = ""
    if len(own) == len(values):
        whole = f"{before}{edition.texts.enumeration(own)}{after}"
    return Sentence(before, values, after, terms, whole)


@cache
def _words_of(texts: Texts, key: str) -> tuple[str, str, str]:
    """Return the sentence of a key of the texts, parted where its values stand.

    Where there is none it is one of the label of the key.
    """
    if key in texts.words["reading"]:
        return texts("reading", key).partition("{values}")
    words = texts("reading", "other", label=texts("label", key), values="{values}")
    return words.partition("{values}")
