"""Whether what a shape is aimed at can be in a graph: a misspelt class or property never is."""

import difflib
import re
from functools import cache

from tressons_ld.rdf.terms import Iri, iri_text
from tressons_ld.rdf.vocabularies import VOCABULARIES

_CLOSE = 0.8


def intended_term(term: Iri, *, is_class: bool = True) -> str | None:
    """Return the name that was meant by a target that nothing bears, ``dcat:Dataset``, or None.

    Another name of a vocabulary of the graph, spelled alike, or the same one in a namespace that
    is written otherwise. What its vocabulary has is what it says, whether the graph uses it or not.

    Args:
        term: the class or the property, ``<http://www.w3.org/ns/dcat#Datset>``.
        is_class: whether a class is asked for; their names begin with a capital.

    >>> (
    ...     intended_term(Iri("<http://www.w3.org/ns/dcat#Datset>")),
    ...     intended_term(Iri("<https://schema.org/Report>")),
    ... )
    ('dcat:Dataset', 'schema:Report')
    >>> (
    ...     intended_term(Iri("<http://www.w3.org/ns/dcat#DatasetSeries>")),
    ...     intended_term(Iri("<https://example.org/Dataset>")),
    ... )
    (None, None)
    """
    text = iri_text(term)
    local = _local(text)
    known = _terms(is_class)
    if text in known or (local[:1].isupper() == is_class and _exists(text)):
        return None
    alike = {_plain(each): name for each, name in known.items()}
    if (same := alike.get(_plain(text))) is not None:
        return same
    namespace = text.removesuffix(local)
    names = {_local(each): name for each, name in known.items() if each.startswith(namespace)}
    close = difflib.get_close_matches(local, names, n=1, cutoff=_CLOSE)
    return names[close[0]] if close else None


@cache
def _terms(is_class: bool) -> dict[str, str]:
    """Return the classes, or the properties, of the vocabularies of the graph, with their names."""
    return {
        text: f"{prefix}:{_local(text)}"
        for prefix, vocabulary in VOCABULARIES.items()
        for text in map(iri_text, vocabulary)
        if _local(text)[:1].isupper() == is_class
    }


def _local(text: str) -> str:
    return re.split("[#/]", text)[-1]


def _plain(text: str) -> str:
    """Return an IRI without what its namespace may be written with: scheme, case, bar or hash."""
    return re.sub("[#/]", "", text.partition("://")[2]).lower()


def _exists(text: str) -> bool:
    """Return whether a vocabulary that rdflib carries has a term that ours leaves out."""
    from rdflib import namespace

    terms = {
        str(each._NS): each.__annotations__
        for each in vars(namespace).values()
        if hasattr(each, "_NS") and hasattr(each, "__annotations__")
    }
    # rdflib has schema.org under its other name.
    terms[VOCABULARIES["schema"].namespace] = terms.pop("https://schema.org/", {})
    return _local(text) in terms.get(text.removesuffix(_local(text)), ())
