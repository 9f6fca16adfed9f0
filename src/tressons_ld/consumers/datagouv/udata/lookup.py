"""How udata looks values up in a page, and what makes it refuse a whole item.

Among several values the one tagged exactly with the site's language arrives, else the first one
read (udata 17.18.0, rdf.py:296-307). A node that bears a label may stand for its label
(rdf.py:242-258).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final
from xml.dom import minidom

from tressons_ld.consumers.rehearsal.items import fault, shortened
from tressons_ld.consumers.rehearsal.page_statements import (
    Reason,
    Statements,
    term,
)
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf import vocabularies

if TYPE_CHECKING:
    from rdflib.term import Node

UDATA: Final = "udata 17.18.0"
RDF: Final = f"{UDATA}, rdf.py"
DATASET: Final = f"{UDATA}, core/dataset/rdf.py"
MODELS: Final = f"{UDATA}, core/dataset/models.py"

# The datatypes whose value rdflib gives as another object when further packages are installed.
_MARKUP = (f"{vocabularies.RDF.namespace}HTML",)


class RefusedItem(Exception):
    """An item is passed over or refused whole.

    Attributes:
        why: in words.
        skipped: passed over rather than failed.
    """

    def __init__(self, why: Text, *, skipped: bool = False) -> None:
        super().__init__(why.en)
        self.why = why
        self.skipped = skipped


def bad_value(field: str, value: object, why: Text) -> Text:
    """Return the sentence for a value that makes the item fail."""
    # Python names a document of XML by where it lies in memory.
    shown = "XML" if isinstance(value, minidom.Node) else shortened(value)
    return fault(field, shown, why)


def python_value(value: Node) -> Any:
    """Return a term as the value that Python has for it.

    A number for a number, a date for ``xsd:date``; a text for an IRI, and for a literal that its
    datatype does not allow or that rdflib has no value for (``xsd:gYear``).
    """
    from rdflib import Literal

    if isinstance(value, Literal):
        if str(value.datatype) in _MARKUP:
            return str(value)
        found = value.toPython()
        return str(found) if isinstance(found, Literal) else found
    return str(value)


def is_node(value: Node | None) -> bool:
    """Return whether a value is an IRI or a blank node."""
    from rdflib import Literal

    return value is not None and not isinstance(value, Literal)


def is_empty(value: Node | None) -> bool:
    """Return whether a literal is empty, zero or false, or there is no value."""
    from rdflib import Literal

    return value is None or (isinstance(value, Literal) and not bool(value))


class Reader(Statements):
    """A page as udata reads it, with the account of what it leaves there."""

    def first(self, subject: Node, name: str) -> Node | None:
        """Return the first value read; it is not kept yet. The others are lost."""
        values = self.objects(subject, name)
        for other in values[1:]:
            self.dismiss(subject, name, other, ONE_VALUE)
        return values[0] if values else None

    def preferred(self, subject: Node, name: str) -> Node | None:
        """Return the value in the site's language, else the first; None when that one is empty."""
        from rdflib import Literal

        values = self.objects(subject, name)
        chosen = next(
            (
                value
                for value in values
                if isinstance(value, Literal) and value.language == self.language
            ),
            values[0] if values else None,
        )
        for other in values:
            if other is not chosen:
                self.dismiss(subject, name, other, ONE_TEXT)
        return None if is_empty(chosen) else chosen

    def value(self, subject: Node, name: str, unwrap: tuple[str, ...] = ()) -> Any:
        """Return the preferred value as Python has it, or None; it arrives.

        Args:
            subject: of the statement.
            name: the property.
            unwrap: properties of a node whose value stands for the node, first come first.
        """
        chosen = self.preferred(subject, name)
        if chosen is None:
            return None
        self.keep(subject, name, chosen)
        return self.unwrapped(chosen, unwrap)

    def unwrapped(self, value: Node, unwrap: tuple[str, ...]) -> Any:
        """Return a value as Python has it, or the label that stands for it."""
        if is_node(value):
            for label in unwrap:
                found = self.value(value, label)
                if found:
                    return found
        return python_value(value)

    def values(self, subject: Node, name: str, unwrap: tuple[str, ...] = ()) -> list[Any]:
        """Return every value once, as Python has them; they arrive."""
        found: dict[Any, None] = {}
        for one in self.objects(subject, name):
            value = self.unwrapped(one, unwrap)
            if value:
                self.keep(subject, name, one)
                found[value] = None
        return list(found)

    def all(self, subject: Node) -> Iterator[Node]:
        """Yield every value of every property of a thing."""
        for _, value in self.graph.predicate_objects(subject):
            yield value

    def keep_all(self, subject: Node, name: str) -> None:
        """Note that all values of a property arrive."""
        for value in self.objects(subject, name):
            self.keep(subject, name, value)

    def dismiss_all(self, subject: Node, name: str, reason: Reason) -> None:
        """Note why no value of a property arrives."""
        for value in self.objects(subject, name):
            self.forget(subject, name, value, reason)

    def has(self, subject: Node, name: str) -> bool:
        """Return whether a thing has a property."""
        return (subject, term(name), None) in self.graph


ONE_VALUE = Reason(
    sentence("datagouv.first-value"),
    f"{RDF}:292-307",
)
ONE_TEXT = Reason(
    sentence("datagouv.text-in-french"),
    f"{RDF}:296-307",
)
