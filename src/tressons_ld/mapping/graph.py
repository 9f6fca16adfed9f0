"""The statements of a catalogue, thing by thing."""

import hashlib
from collections.abc import Iterable
from functools import cached_property

from tressons_ld.catalogue.model import Entry, SharedPart
from tressons_ld.catalogue.paths import is_resource, resource_id
from tressons_ld.catalogue.tables.resource_index import ResourceIndex
from tressons_ld.mapping.data import data_to_rdf
from tressons_ld.mapping.description import description_to_rdf
from tressons_ld.mapping.edition import EDITION, Edition
from tressons_ld.mapping.entry_fields import entry_to_rdf
from tressons_ld.mapping.entry_stub import entry_stub
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.label_languages import has_french, without_french
from tressons_ld.mapping.shared_things import authorities_to_rdf, shared_to_rdf
from tressons_ld.rdf.terms import Iri, Triple, date, iri
from tressons_ld.rdf.vocabularies import DCT, PROFILE


class CatalogueGraph:
    """The statements about each thing of a catalogue, made when they are asked for.

    The graph of the whole is never held: an entry's statements follow from the entry and the shared
    part alone. It can be pickled.
    """

    def __init__(self, shared: SharedPart, index: ResourceIndex) -> None:
        self.shared, self.index = shared, index

    def __getstate__(self) -> tuple[SharedPart, ResourceIndex]:
        """Return what it was made of: what was derived is derived again."""
        return self.shared, self.index

    def __setstate__(self, state: tuple[SharedPart, ResourceIndex]) -> None:
        """Take it back."""
        self.shared, self.index = state

    @cached_property
    def context(self) -> Context:
        """The shared part as the mapping needs it."""
        return Context(self.shared)

    @cached_property
    def things(self) -> dict[Iri, list[Triple]]:
        """The shared things with their statements, the catalogue as data included."""
        things = shared_to_rdf(self.context)
        data = self.context.iris.data
        things[data] = [*data_to_rdf(self.context), *description_to_rdf(data, self.context)]
        if has_french(self.shared):
            return things
        return {thing: without_french(triples) for thing, triples in things.items()}

    @cached_property
    def authority_terms(self) -> frozenset[Iri]:
        """The terms of others, such as formats and languages, that the graph may name."""
        return frozenset(iri(term.iri) for term in self.shared.authorities.terms.values())

    @cached_property
    def authority_triples(self) -> list[Triple]:
        """The statements about all of them."""
        return authorities_to_rdf(self.authority_terms, self.context)

    def entry(self, entry: Entry) -> list[Triple]:
        """Return the statements about an entry, but for the dates of its record."""
        return entry_to_rdf(entry, self.context)

    def stub(self, id: str) -> list[Triple]:
        """Return what is said of an entry where another one names it: its types and its title."""
        return entry_stub(id, self.index.kind_of(id), self.context, self._title(id))

    def stub_digest(self, id: str) -> str:
        """Return a digest of what is said of an entry, nothing if there is none, where it is named.

        An address may name it as a cell of links does, and before it is there.
        """
        known = self.index.titles.get(id)
        said = self.stub(id) if id in self.index else (), known.others if known else ()
        return hashlib.blake2b(repr(said).encode(), digest_size=8).hexdigest()

    def _title(self, id: str) -> tuple[str, str] | None:
        """Return the title of an entry that another one names, and its language."""
        known = self.index.titles.get(id)
        return (known.title, known.language) if known else None

    def naming_digest(self, ids: Iterable[str]) -> str:
        """Return a digest of which entries name some, as what, and their titles; "" for none."""
        index = self.index
        told = [
            (id, relation, other, index.titles.get(other))
            for id in sorted(ids)
            for relation, other in index.naming.get(id, ())
        ]
        return hashlib.blake2b(repr(told).encode(), digest_size=8).hexdigest() if told else ""

    def entry_named(self, term: str) -> str | None:
        """Return the id of the entry that an IRI names, or None if it names none."""
        id = resource_id(self.context.iris.relative(term) or "")
        return id if id is not None and id in self.index else None

    def is_own(self, node: str) -> bool:
        """Return whether a node is of the catalogue, or a term of others that it uses.

        An address such as a homepage is not: what one thing says of it is not said of another that
        names it, so an entry depends on the things that it names and on nobody's addresses.
        """
        under_the_base = self.context.iris.relative(node) is not None
        return under_the_base or node in self.authority_terms or node == PROFILE

    def objects(self, triples: Iterable[Triple]) -> tuple[list[str], list[str]]:
        """Return what some statements name under the base, whether it is there already or not.

        Returns:
            the paths of shared things, and the ids of entries, both sorted. What names a part of a
            thing names the thing.
        """
        relative = self.context.iris.relative
        paths = (relative(term) or "" for term in {triple[2] for triple in triples})
        whole = sorted({path.partition("#")[0] for path in paths} - {""})
        things = [path for path in whole if not is_resource(path)]
        return things, [id for path in whole if (id := resource_id(path)) is not None]

    def dates(self, oldest: str, newest: str) -> list[Triple]:
        """Return when the catalogue, and the catalogue as data, were published and last changed.

        The second with its version, and how to cite it.

        Args:
            oldest: day of the first publication, where the settings do not say when it was.
            newest: newest day on which anything recorded changed.
        """
        issued = self.shared.catalogue.issued or oldest
        edition = EDITION.triples(Edition(newest), self.context.iris.data, self.context)
        return edition + [
            (subject, property, date(day))
            for subject in (self.context.iris.catalogue, self.context.iris.data)
            for property, day in ((DCT.issued, issued), (DCT.modified, newest))
        ]
