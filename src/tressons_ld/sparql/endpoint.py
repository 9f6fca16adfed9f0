"""A question asked of a SPARQL endpoint, in the request that SPARQLWrapper makes of it.

Specification: SPARQL 1.1 Protocol, section 2.1 (https://www.w3.org/TR/sparql11-protocol/#query-operation);
the question goes by POST, for it may be longer than an address.
"""

from __future__ import annotations

import http.client
import re
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, cast

from tressons_ld.findings.errors import EndpointError, QueryError
from tressons_ld.findings.language import COLON, Text, quotation, quoted
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import (
    GRAPH_FORMATS,
    N_TRIPLES,
    RDF_XML,
    SPARQL_JSON,
    SPARQL_XML,
    TSV,
    TURTLE,
)
from tressons_ld.sparql.endpoint_body import CutError, in_utf8, rows_of, unpacked
from tressons_ld.sparql.engine import graph_of
from tressons_ld.sparql.one_request import in_time, opened
from tressons_ld.sparql.results import TIMEOUT, AskResult, GraphResult, Result
from tressons_ld.sparql.tokens import refuse_update, surface_of

LARGEST_ANSWER = 512 * 1024 * 1024
"""Bytes; beyond, the answer is refused rather than the memory filled."""

_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
_BLOCK = 1 << 16
_LONGEST_MESSAGE = 300
_SECONDS_OF_WORDS = 0.2
"""Seconds that an error page is read for, beyond what it begins with."""
_ROWS = f"{SPARQL_JSON.media_type}, {SPARQL_XML.media_type};q=0.8"
# Beside the registered names, those that servers in use give.
_ROWS_TYPES = {each.media_type: each for each in (SPARQL_JSON, SPARQL_XML, TSV)} | {
    "application/json": SPARQL_JSON,
    "application/xml": SPARQL_XML,
    "text/xml": SPARQL_XML,
}
_GRAPH = f"{N_TRIPLES.media_type}, {TURTLE.media_type};q=0.9, {RDF_XML.media_type};q=0.8"
_GRAPH_TYPES = {each.media_type: each for each in GRAPH_FORMATS} | {
    "application/x-turtle": TURTLE,
    "application/xml": RDF_XML,
    "text/xml": RDF_XML,
}
_ANY_TRIPLE = "ASK { ?s ?p ?o }"
_ANY_QUAD = "ASK { GRAPH ?g { ?s ?p ?o } }"


def ask(
    question: str, endpoint: str, *, timeout: float = TIMEOUT, name: str = "question"
) -> Result:
    """Return the answer of an endpoint to a question; it knows whether the server says it is whole.

    Args:
        question: SPARQL 1.1, a query and no update.
        endpoint: address of the endpoint, ``https://example.org/sparql``.
        timeout: seconds to wait for the whole answer.
        name: what to call the question in messages, its file.

    Raises:
        QueryError: the text is an update.
        EndpointError: the endpoint is down, slow, refuses the question, redirects, answers
            something else than an answer or only its beginning, or has no triple where the
            question looks for them and some in named graphs.
    """
    surface = surface_of(question)
    refuse_update(surface, name)
    if surface.form is None:
        raise QueryError("query.not-a-question", name=name)
    until = time.monotonic() + timeout
    result = _exchanged(question, surface.form, endpoint, until, timeout)
    if surface.keywords & {"GRAPH", "FROM"} or not _says_nothing(result):
        return result
    return _with_the_reason(result, endpoint, until, timeout)


def _exchanged(question: str, form: str, endpoint: str, until: float, timeout: float) -> Result:
    """Return the answer of the endpoint, whatever it is."""
    endpoint, user, password = _checked(endpoint)
    request = _request(question, form, endpoint, user, password)
    left = max(until - time.monotonic(), 0.001)

    def received() -> tuple[Any, bytes]:
        try:
            with opened(request, left) as answer:
                return answer, _read(answer, endpoint, until, timeout)
        except urllib.error.HTTPError as error:
            raise _status(endpoint, error.code, _error_body(error), error.headers) from None

    try:
        answer, body = in_time(left, received)
        return _marked(_parsed(body, answer, form, endpoint), answer, endpoint)
    except TimeoutError:
        raise _slow(endpoint, timeout) from None
    except urllib.error.URLError as error:
        raise _unreachable(endpoint, error.reason, timeout) from None
    except http.client.IncompleteRead as error:
        raise _cut(endpoint, "") from error
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(endpoint, error, timeout) from None


# --- answers of nothing, and of a part ------------------------------------------------------------


def _says_nothing(result: Result) -> bool:
    """Return whether an answer is one that a store without triples would give."""
    match result:
        case AskResult():
            return not result.answer
        case GraphResult():
            return not result.triples
    counts = [term for row in result.rows for term in row if term is not None]
    return len(result.rows) <= 1 and all(term.startswith(('"0"', '""')) for term in counts)


def _with_the_reason(result: Result, endpoint: str, until: float, timeout: float) -> Result:
    """Return the answer of nothing, unless the server has triples elsewhere than it was asked for.

    Raises:
        EndpointError: all its triples are in named graphs.
    """
    try:
        if _exchanged(_ANY_TRIPLE, "ASK", endpoint, until, timeout) != AskResult(False):
            return result
        named = _exchanged(_ANY_QUAD, "ASK", endpoint, until, timeout)
    except EndpointError:
        return result
    if named == AskResult(True):
        raise EndpointError("endpoint.empty-default-graph", endpoint=_checked(endpoint)[0])
    return replace(result, warnings=(*result.warnings, _EMPTY))


_EMPTY = sentence("endpoint.empty")


def _marked(result: Result, answer: Any, endpoint: str) -> Result:
    """Return the answer, marked where the server says that it is not whole."""
    if (why := _shortfall(result, answer)) is None:
        return result
    words = sentence("endpoint.partial", endpoint=endpoint, why=why)
    return replace(result, whole=False, warnings=(*result.warnings, words))


def _shortfall(result: Result, answer: Any) -> Text | None:
    """Return why an answer is not whole, as the server tells it in its head."""
    state = (answer.headers.get("X-SQL-State") or "").strip()
    if state.strip("0"):
        said = quotation(answer.headers.get("X-SQL-Message") or state, longest=_LONGEST_MESSAGE)
        return sentence("endpoint.stopped", said=said)
    most = (answer.headers.get("X-SPARQL-MaxRows") or "").strip()
    number = len(getattr(result, "rows", getattr(result, "triples", ())))
    if most and (not most.isdecimal() or number >= int(most)):
        return sentence("endpoint.cut-at-rows", most=most)
    if answer.status == http.client.PARTIAL_CONTENT:
        return sentence("endpoint.part-given")
    return None


def asker(endpoint: str, timeout: float = TIMEOUT) -> Callable[..., Result]:
    """Return what puts questions to an endpoint (see :func:`ask`)."""
    return partial(ask, endpoint=endpoint, timeout=timeout)


def _checked(endpoint: str) -> tuple[str, str, str]:
    """Return the address in ASCII, without fragment, and the user and password that it names."""
    try:
        parts = urllib.parse.urlsplit(endpoint)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        host = parts.netloc.rpartition("@")[2].encode("idna").decode("ascii")
        # The fragment is the client's own; what is no ASCII is written in percent (RFC 3987, 3.1).
        path, query = (urllib.parse.quote(part, IN_URL) for part in (parts.path, parts.query))
        clean = urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))
    except ValueError:
        valid = False
    if not valid or re.search(r"[\s\x00-\x1f\x7f]", endpoint):
        raise EndpointError("endpoint.invalid-address", address=quotation(endpoint))
    unquote = urllib.parse.unquote
    return clean, unquote(parts.username or ""), unquote(parts.password or "")


IN_URL = "/%:@!$&'()*+,;=~?[]"
"""The signs of an address that are sent as they stand."""


def _request(
    question: str, form: str, endpoint: str, user: str, password: str
) -> urllib.request.Request:
    from SPARQLWrapper import JSON, N3, POST, SPARQLWrapper

    wrapper = SPARQLWrapper(endpoint, agent="tressons-ld")
    # Its setter would guess the form with regular expressions.
    wrapper.queryString, wrapper.queryType = question, form
    if user:
        wrapper.setCredentials(user, password)
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    graph = form in _GRAPH_FORMS
    wrapper.setReturnFormat(N3 if graph else JSON)
    wrapper.addCustomHttpHeader("Accept", _GRAPH if graph else _ROWS)
    wrapper.addCustomHttpHeader("Accept-Encoding", "gzip")
    # Its request has no public name (hence «<3» in pyproject.toml): what is public sends it too,
    # follows redirects with the password, and reads an error page of any length for any time.
    return wrapper._createRequest()


def _read(answer: Any, endpoint: str, until: float, timeout: float) -> bytes:
    """Return the body of the answer, whole, before the time is over."""
    blocks, size = [], 0
    while block := answer.read1(_BLOCK):
        blocks.append(block)
        size += len(block)
        if size > LARGEST_ANSWER:
            raise _too_large(endpoint)
        if time.monotonic() > until:
            raise _slow(endpoint, timeout)
    length = answer.headers.get("Content-Length") or ""
    body = b"".join(blocks)
    if length.isdecimal() and size < int(length):
        raise _cut(endpoint, "")
    return body


def _parsed(body: bytes, answer: Any, form: str, endpoint: str) -> Result:
    import pyoxigraph as ox

    media_type = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
    graph = form in _GRAPH_FORMS
    known = (_GRAPH_TYPES if graph else _ROWS_TYPES).get(media_type)
    try:
        if known is None:
            raise _not_an_answer(endpoint, media_type, _unpacked(body, answer.headers))
        body = unpacked(body, answer.headers.get("Content-Encoding") or "", LARGEST_ANSWER)
        if len(body) > LARGEST_ANSWER:
            raise _too_large(endpoint)
        body = in_utf8(body, answer.headers)
        if not graph:
            return rows_of(body, known)
        form_of_body = ox.RdfFormat.from_media_type(known.media_type)
        return graph_of(ox.parse(body, form_of_body, base_iri=endpoint))
    except CutError as error:
        raise _cut(endpoint, error.words) from None
    except (SyntaxError, ValueError) as error:
        reason = quoted(str(error), "en", longest=_LONGEST_MESSAGE)
        raise EndpointError(
            "endpoint.unreadable", endpoint=endpoint, media_type=media_type, reason=reason
        ) from None


# --- errors ---------------------------------------------------------------------------------------

_ADVICE: dict[int, Text] = {
    400: sentence("endpoint.refuses"),
    401: sentence("endpoint.wants-password"),
    403: sentence("endpoint.closed"),
    404: sentence("endpoint.nothing-there"),
    405: sentence("endpoint.not-for-questions"),
    406: sentence("endpoint.format-unknown"),
    429: sentence("endpoint.too-many-questions"),
    503: sentence("endpoint.unavailable"),
}
_WORDS = sentence("endpoint.says")
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def _error_body(error: urllib.error.HTTPError) -> bytes:
    """Return the beginning of an error page, as much of it as comes soon."""
    body, until = b"", time.monotonic() + _SECONDS_OF_WORDS
    try:
        with error:
            while len(body) < _BLOCK and time.monotonic() < until:
                if not (block := cast(http.client.HTTPResponse, error.fp).read1(_BLOCK)):
                    break
                body += block
    except (OSError, http.client.HTTPException):
        pass
    return body


def _status(endpoint: str, status: int, body: bytes, headers: Any) -> EndpointError:
    if 300 <= status < 400:
        return _redirected(endpoint, (headers and headers.get("Location")) or "?")
    advice, words = _ADVICE.get(status), _message(_unpacked(body, headers))
    return EndpointError(
        "endpoint.status",
        endpoint=endpoint,
        status=status,
        advice=sentence("endpoint.advice", advice=advice) if advice else "",
        words=_WORDS.format(words=quotation(words, longest=_LONGEST_MESSAGE)) if words else "",
    )


def _unpacked(body: bytes, headers: Any) -> bytes:
    """Return the body of a page in UTF-8, as it is where it cannot be read."""
    try:
        if headers is not None:
            body = unpacked(body, headers.get("Content-Encoding") or "", _BLOCK)
            return in_utf8(body, headers)
    except (ValueError, CutError):
        pass
    return body


def _cut(endpoint: str, words: str) -> EndpointError:
    shown = quotation(words, longest=_LONGEST_MESSAGE)
    return EndpointError(
        "endpoint.cut",
        endpoint=endpoint,
        words=Text(f"{COLON.fr}{shown.fr}", f"{COLON.en}{shown.en}") if words else "",
    )


def _too_large(endpoint: str) -> EndpointError:
    megabytes = LARGEST_ANSWER // (1024 * 1024)
    return EndpointError("endpoint.too-large", endpoint=endpoint, megabytes=megabytes)


def _message(body: bytes) -> str:
    """Return the words of an error page, its HTML left out."""
    text = body.decode("utf-8", "replace")
    return " ".join(_TAGS.sub(" ", text).split())


def _redirected(endpoint: str, target: str) -> EndpointError:
    return EndpointError("endpoint.redirected", endpoint=endpoint, target=quotation(target))


def _slow(endpoint: str, timeout: float) -> EndpointError:
    return EndpointError("endpoint.timed-out", endpoint=endpoint, seconds=f"{timeout:g}")


def _unreachable(endpoint: str, reason: Any, timeout: float) -> EndpointError:
    if isinstance(reason, TimeoutError):
        return _slow(endpoint, timeout)
    host = urllib.parse.urlsplit(endpoint).netloc.rpartition("@")[2]
    if isinstance(reason, socket.gaierror):
        return EndpointError("endpoint.unknown-host", endpoint=endpoint, host=host)
    if isinstance(reason, ConnectionRefusedError):
        return EndpointError("endpoint.connection-refused", endpoint=endpoint, host=host)
    words = quoted(str(reason) or type(reason).__name__, "en", longest=_LONGEST_MESSAGE)
    return EndpointError("endpoint.unreachable", endpoint=endpoint, host=host, reason=words)


def _not_an_answer(endpoint: str, media_type: str, body: bytes) -> EndpointError:
    words = _message(body[:_BLOCK])
    shown = quotation(words, longest=_LONGEST_MESSAGE)
    return EndpointError(
        "endpoint.not-an-answer",
        endpoint=endpoint,
        kind=media_type or "?",
        words=Text(f"{COLON.fr}{shown.fr}", f"{COLON.en}{shown.en}") if words else "",
    )
