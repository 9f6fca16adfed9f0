"""What a store itself holds of the pushes that it has had, in a graph of its own.

::

    <…catalogue/donnees#envois> a foaf:Document ;
        dct:title "…"@fr, "…"@en ; dct:description "…"@fr, "…"@en ;
        dct:relation <…catalogue/donnees> .
    <…catalogue/donnees#envoi-0123456789abcdef01234567>
        schema:url "…ressource/etude#fiche"^^xsd:anyURI ; schema:sha256 "…" .

The digest of a graph is taken away before the graph is written and stated again afterwards: what
was cut in between has none, and is sent again. A graph without a line was written by somebody else.
Graphs are named by literals: nothing is said here of a thing of the catalogue, so that questions
asked of all graphs are answered as without the register.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from tressons_ld.catalogue.iris import Iris
from tressons_ld.rdf.terms import Iri, TermError, iri, text
from tressons_ld.rdf.vocabularies import DCT, FOAF, RDF, SCHEMA, SKOS, XSD
from tressons_ld.stores.remote_store import RemoteStore

# What is read here becomes part of an update: nothing else than a digest passes for one.
_NAME_AND_DIGEST = re.compile("(.*) ([0-9a-f]{64}|)")
_TITLE = {
    "fr": "Ce que « tressons-ld push » a envoyé à ce serveur",
    "en": "What «tressons-ld push» has sent to this server",
}
_DESCRIPTION = {
    "fr": "Chaque graphe envoyé, avec le SHA-256 de ses lignes en N-Quads triées : l'envoi suivant "
    "y lit ce qui a changé. Un graphe sans empreinte était en cours d'envoi.",
    "en": "Each graph that was sent, with the SHA-256 of its sorted lines in N-Quads: the next "
    "push reads here what has changed. A graph without one was being sent.",
}
_CONSENT = {
    "fr": "Des graphes ont été supprimés d'ici, sur confirmation.",
    "en": "Graphs have been deleted from here, after confirmation.",
}


class PushRegister:
    """The register of one catalogue in one store, as it was read and as it becomes.

    Attributes:
        graph: its name.
        digests: graph -> its digest, "" where it was being sent.
        exists: whether the store holds one.
        deletion_confirmed: whether graphs were deleted before.
    """

    def __init__(self, iris: Iris, store: RemoteStore) -> None:
        """Read it, by one question.

        Args:
            iris: the names of the catalogue.
            store: the store.

        Raises:
            StoreError: the store does not answer.
        """
        self.graph = register_graph(iris)
        self._iris, self._store = iris, store
        self.digests: dict[Iri, str] = {}
        self.exists = self.deletion_confirmed = False
        # Many lines a row: Virtuoso gives 10 000 rows and no more.
        question = f"""
            SELECT (GROUP_CONCAT(CONCAT(STR(?graph), " ", ?digest); SEPARATOR="\\n") AS ?lines) {{
                GRAPH {self.graph} {{
                    {{ ?line {SCHEMA.url} ?graph
                      OPTIONAL {{ ?line {SCHEMA.sha256} ?known }} }}
                    UNION {{ {self.graph} {SKOS.historyNote} ?note BIND({self.graph} AS ?graph) }}
                }}
                BIND(COALESCE(?known, "") AS ?digest)
            }} GROUP BY (SUBSTR(MD5(STR(?graph)), 1, 2))"""
        for name, digest in store.lines(question, _NAME_AND_DIGEST):
            self.exists = True
            if f"<{name}>" == self.graph:
                self.deletion_confirmed = True
            elif graph := _graph_of_a_push(iris, name):
                self.digests[graph] = digest

    # --- what it becomes ------------------------------------------------------------------------

    def begin(self, graphs: Iterable[Iri]) -> None:
        """Say that these graphs are being sent or deleted, before they are.

        Raises:
            StoreError: the store refuses it.
        """
        if not (named := list(graphs)):
            return
        known = [name for name in named if self.digests.get(name)]
        self._write("DELETE", (self._digest(name) for name in known))
        new = [self._name(name) for name in named if name not in self.digests]
        self._write("INSERT", [*(() if self.exists else _description(self._iris)), *new])
        self.exists = True
        self.digests |= dict.fromkeys(named, "")

    def record_sent(self, graphs: Iterable[tuple[Iri, str]]) -> None:
        """Say that these graphs have been sent, with their digests.

        Raises:
            StoreError: the store refuses it.
        """
        digests = dict(graphs)
        self.digests |= digests
        self._write("INSERT", map(self._digest, digests))

    def record_deleted(self, graphs: Iterable[Iri]) -> None:
        """Say that these graphs are no longer there, nor what was said of them.

        Raises:
            StoreError: the store refuses it.
        """
        named = list(graphs)
        self._write("DELETE", map(self._name, named))
        if named and not self.deletion_confirmed:
            self._write("INSERT", _in_both(self.graph, SKOS.historyNote, _CONSENT))
            self.deletion_confirmed = True
        for name in named:
            self.digests.pop(name, None)

    def _name(self, name: Iri) -> str:
        return _name(self._iris, name)

    def _digest(self, name: Iri) -> str:
        return _digest(self._iris, name, self.digests[name])

    def _write(self, operation: str, statements: Iterable[str]) -> None:
        stated, most = list(statements), self._store.dialect.triples_per_update
        for at in range(0, len(stated), most):
            lines = " .\n".join(stated[at : at + most])
            self._store.update([f"{operation} DATA {{ GRAPH {self.graph} {{\n{lines} }} }}"])


def _graph_of_a_push(iris: Iris, name: str) -> Iri | None:
    """Return a graph that a push may have written; any other that is named was put by others."""
    try:
        return iri(name) if name.startswith(iris.base) else None
    except TermError:
        return None


def register_graph(iris: Iris) -> Iri:
    """Return the name of the register of a catalogue."""
    return iris.part(iris.data, iris.paths.names.pushes)


def register_quads(iris: Iris, graphs: Iterable[tuple[Iri, str]]) -> Iterator[str]:
    """Yield the register of a catalogue in N-Quads, as it is once these graphs have been sent.

    Args:
        iris: the names of the catalogue.
        graphs: each with its digest.
    """
    register = register_graph(iris)
    end = f" {register} .\n"
    for statement in _description(iris):
        yield statement + end
    for name, digest in graphs:
        yield _name(iris, name) + end
        yield _digest(iris, name, digest) + end


def _description(iris: Iris) -> Iterator[str]:
    register = register_graph(iris)
    yield f"{register} {RDF.type} {FOAF.Document}"
    yield from _in_both(register, DCT.title, _TITLE)
    yield from _in_both(register, DCT.description, _DESCRIPTION)
    yield f"{register} {DCT.relation} {iris.data}"


def _name(iris: Iris, name: Iri) -> str:
    return f'{_line(iris, name)} {SCHEMA.url} "{name[1:-1]}"^^{XSD.anyURI}'


def _digest(iris: Iris, name: Iri, digest: str) -> str:
    return f'{_line(iris, name)} {SCHEMA.sha256} "{digest}"'


def _line(iris: Iris, name: Iri) -> str:
    """Return the subject of what the register states of a graph."""
    key = hashlib.sha256(name.encode()).hexdigest()[:24]
    return iris.part(iris.data, f"{iris.paths.names.push}-{key}")


def _in_both(subject: Iri, name: Iri, words: dict[str, str]) -> list[str]:
    return [f"{subject} {name} {text(value, language)}" for language, value in words.items()]
