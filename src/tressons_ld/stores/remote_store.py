"""A SPARQL store asked and written to over HTTP.

Specifications: SPARQL 1.1 Protocol, sections 2.1 and 2.2 (https://www.w3.org/TR/sparql11-protocol/),
and SPARQL 1.1 Graph Store HTTP Protocol, section 4.2
(https://www.w3.org/TR/sparql11-http-rdf-update/): graphs are named indirectly, by ``?graph=``, for
their names hold a hash, which no request can.
"""

import re
import urllib.parse
from collections.abc import Iterable

from tressons_ld.findings.errors import StoreError
from tressons_ld.findings.language import quotation
from tressons_ld.publication.comparison.statements import NotAQuad, triples_of_graph
from tressons_ld.rdf.formats import N_QUADS, N_TRIPLES, SPARQL_JSON
from tressons_ld.rdf.terms import Iri, Literal, Triple, is_literal, literal_parts
from tressons_ld.sparql.endpoint_body import CutError, rows_of
from tressons_ld.sparql.results import SelectResult
from tressons_ld.stores.dialects import DIALECTS, Dialect, StoreAddresses, dialect_of
from tressons_ld.stores.store_connection import HttpResponse, StoreConnection, status_error

_BYTES_A_SECOND = 500_000
"""The slowest store that is waited for, of one that loads much at once."""

_FORM = "application/x-www-form-urlencoded"
# What Virtuoso calls it before it was registered.
_TRIPLES = f"{N_TRIPLES.media_type}, text/plain;q=0.5"
_JSON = {SPARQL_JSON.media_type, "application/json"}


class RemoteStore:
    """One store.

    Attributes:
        addresses: where it is asked and written to.
        dialect: its kind.
    """

    def __init__(self, addresses: StoreAddresses, connection: StoreConnection) -> None:
        """Take where it is, and the connection to it."""
        self.addresses, self.dialect, self._http = addresses, addresses.dialect, connection

    def lines(self, question: str, form: re.Pattern[str]) -> list[tuple[str, ...]]:
        """Return the lines of the one column of texts that answers a question.

        Each row holds many lines: stores cut an answer of many rows.

        Args:
            question: a SELECT.
            form: of each line; what is returned of it are its groups.

        Raises:
            StoreError: the store gives something else.
        """
        url = self.addresses.query
        answer = self._ask(question, f"{SPARQL_JSON.media_type}, application/json;q=0.5")
        if answer.media_type not in _JSON:
            raise _not_an_answer(url, answer)
        try:
            rows = rows_of(answer.body, SPARQL_JSON)
        except CutError:
            raise StoreError("store.cut", url=url) from None
        except ValueError:
            raise _not_an_answer(url, answer) from None
        if not isinstance(rows, SelectResult) or len(rows.variables) != 1:
            raise _not_an_answer(url, answer)
        terms = [term for (term,) in rows.rows if term is not None]
        if not all(map(is_literal, terms)):
            raise _not_an_answer(url, answer)
        texts = [literal_parts(Literal(term))[0] for term in terms]
        lines = [form.fullmatch(line) for text in texts for line in text.split("\n") if line]
        if not all(lines):
            raise _not_an_answer(url, answer)
        return [line.groups() for line in lines if line]

    def statements(self, question: str) -> frozenset[Triple]:
        """Return the statements that answer a CONSTRUCT, as the store writes them.

        Raises:
            StoreError: the store gives none, or others than N-Triples without blank nodes.
        """
        answer = self._ask(question, _TRIPLES)
        if answer.media_type not in (N_TRIPLES.media_type, "text/plain"):
            raise _not_an_answer(self.addresses.query, answer)
        try:
            return triples_of_graph(answer.body)
        except NotAQuad:
            raise _not_an_answer(self.addresses.query, answer) from None

    def _ask(self, question: str, accept: str) -> HttpResponse:
        body = urllib.parse.urlencode({"query": question}).encode("ascii")
        # Of questions alone: Virtuoso closes the connection after each packed answer.
        headers = {"Accept": accept, "Accept-Encoding": "gzip", "Content-Type": _FORM}
        return self._done("POST", self.addresses.query, body, headers)

    def update(self, operations: Iterable[str]) -> None:
        """Send updates as one request.

        Raises:
            StoreError: the store refuses them.
        """
        if text := " ;\n".join(operations):
            headers = {"Content-Type": "application/sparql-update", "Accept": "*/*"}
            self._done("POST", self.addresses.update, text.encode(), headers)

    def put(self, graph: Iri, triples: bytes) -> None:
        """Replace a graph.

        Args:
            graph: its name.
            triples: in N-Triples.

        Raises:
            StoreError: the store refuses it.
        """
        self._done("PUT", self._of(graph), triples, {"Content-Type": N_TRIPLES.media_type})

    def delete(self, graph: Iri) -> None:
        """Remove a graph, if there is one.

        Raises:
            StoreError: the store refuses it.
        """
        self._done("DELETE", self._of(graph), but=404)

    def add_quads(self, quads: bytes) -> None:
        """Add statements to their graphs.

        Args:
            quads: in N-Quads.

        Raises:
            StoreError: the store refuses them, or takes none of this kind.
        """
        if self.addresses.quads is None:
            raise StoreError("store.no-bulk", title=self.dialect.title)
        headers = {"Content-Type": N_QUADS.media_type}
        self._done("POST", self.addresses.quads, quads, headers)

    def _of(self, graph: Iri) -> str:
        separator = "&" if "?" in self.addresses.graphs else "?"
        name = urllib.parse.urlencode({"graph": graph[1:-1]})
        return f"{self.addresses.graphs}{separator}{name}"

    def _done(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        but: int = 0,
    ) -> HttpResponse:
        """Return the answer to a request that has succeeded.

        Raises:
            StoreError: it has not.
        """
        more = len(body or b"") / _BYTES_A_SECOND
        answer = self._http.request(method, url, body, headers, more_seconds=more)
        if answer.status >= 300 and answer.status != but:
            raise status_error(url, answer)
        return answer


def detected_dialect(url: str, connection: StoreConnection) -> Dialect:
    """Return the kind of the store at an address, checked, by what its answers say of it.

    Raises:
        StoreError: it cannot be reached, or nothing tells.
    """
    # Whoever answers is told by any answer, a refusal too; credentials are for those who are known.
    headers = connection.server(url)
    if dialect := dialect_of(url, headers):
        return dialect
    names = ", ".join(DIALECTS)
    raise StoreError(
        "store.unknown-sort", url=url, server=quotation(headers.strip() or "?"), names=names
    )


def _not_an_answer(url: str, answer: HttpResponse) -> StoreError:
    shown = quotation(answer.words, longest=120)
    return StoreError("store.not-an-answer", url=url, kind=answer.media_type or "?", words=shown)
