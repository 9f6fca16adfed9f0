"""RDF/XML: each subject an element named by its first type, one property a line.

::

    <dcat:Dataset rdf:about="https://example.org/ressource/etude">
      <rdf:type rdf:resource="http://schema.org/Report"/>
      <dct:title xml:lang="fr">Étude</dct:title>
      <dct:issued rdf:datatype="http://www.w3.org/2001/XMLSchema#gYear">2019</dct:issued>
    </dcat:Dataset>

Specifications: RDF 1.1 XML Syntax (https://www.w3.org/TR/rdf-syntax-grammar/#section-Syntax) and
XML 1.0 (https://www.w3.org/TR/xml/#charsets).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from tressons_ld.rdf.terms import (
    Iri,
    Subject,
    Term,
    TermError,
    unescape,
)
from tressons_ld.rdf.units import (
    OrderedUnit,
    Properties,
    prefixes_of,
    short,
)
from tressons_ld.rdf.vocabularies import RDF

SEPARATOR = ""
TAIL = "</rdf:RDF>\n"

# All but Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no text of XML can hold (XML 1.0, section 2.2)."""

_SPECIAL = re.compile("[&<>\r\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# A bare carriage return would be read as a line feed (XML 1.0, section 2.11).
_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}


def head(names: Iterable[Iri] | None = None) -> str:
    """Return the XML declaration and the root element, with the prefixes that the names need."""
    prefixes = {"rdf": RDF.namespace, **prefixes_of(names)}
    lines = [f'\n  xmlns:{prefix}="{url}"' for prefix, url in prefixes.items()]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{"".join(lines)}>\n'


def unit(arranged: OrderedUnit) -> str:
    """Return the unit's statements, subject by subject.

    Raises:
        TermError: ``character`` when a text holds a character that XML 1.0 does not have, or a
            property is in no known vocabulary and so has no name in XML.
    """
    return "".join(
        [_element(subject, properties) for subject, properties in arranged.nodes.items()]
    )


def document(names: Iterable[Iri], body: str) -> str:
    """Return a small document: only the prefixes in use are declared."""
    return head(names) + body + TAIL


def _element(subject: Subject, properties: Properties) -> str:
    types = properties.get(RDF.type, ())
    element = _qualified(types[0]) if types else None
    lines = []
    for name, objects in properties.items():
        tag = _qualified(name)
        if tag is None:
            raise TermError("character", name)
        skipped = 1 if element is not None and name == RDF.type else 0
        lines += [_property(tag, value) for value in objects[skipped:]]
    tag = element or "rdf:Description"
    start = f"  <{tag} {_reference(subject, 'about')}"
    return f"{start}>\n{''.join(lines)}  </{tag}>\n" if lines else f"{start}/>\n"


def _qualified(term: Term) -> str | None:
    name = short(term)
    return name if name[0] not in '<"_' else None


@lru_cache(maxsize=4096)
def _reference(term: Term, attribute: str) -> str:
    if term[0] == "_":
        return f'rdf:nodeID="{term[2:]}"'
    return f'rdf:{attribute}="{_escaped(term[1:-1])}"'


def _property(tag: str, value: Term) -> str:
    if value[0] != '"':
        return f"    <{tag} {_reference(value, 'resource')}/>\n"
    end = value.rindex('"')
    text = _escaped(unescape(value[1:end]))
    if value[-1] == '"':
        return f"    <{tag}>{text}</{tag}>\n"
    if value[end + 1] == "@":
        return f'    <{tag} xml:lang="{value[end + 2 :]}">{text}</{tag}>\n'
    return f'    <{tag} rdf:datatype="{_escaped(value[end + 4 : -1])}">{text}</{tag}>\n'


def _escaped(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    if NOT_IN_XML.search(text):
        raise TermError("character", text)
    return text.translate(_ENTITIES)
