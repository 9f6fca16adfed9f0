"""A question asked of a SPARQL endpoint, through SPARQLWrapper.

Specification: SPARQL 1.1 Protocol, section 2.1 (https://www.w3.org/TR/sparql11-protocol/#query-operation);
the question goes by POST, for it may be longer than an address.
"""

from __future__ import annotations

import ast
import http.client
import re
import socket
import time
import urllib.error
import urllib.parse
from typing import TYPE_CHECKING, Any

from tressons_ld.findings.errors import EndpointError, QueryError
from tressons_ld.findings.language import COLON, Text, quotation, quoted
from tressons_ld.rdf.formats import (
    GRAPH_FORMATS,
    N_TRIPLES,
    RDF_XML,
    SPARQL_JSON,
    SPARQL_XML,
    TSV,
    TURTLE,
)
from tressons_ld.sparql.engine import graph_of, result_of
from tressons_ld.sparql.results import TIMEOUT, Result
from tressons_ld.sparql.tokens import refuse_update, surface_of

if TYPE_CHECKING:
    from SPARQLWrapper import SPARQLWrapper

LARGEST_ANSWER = 512 * 1024 * 1024
"""Bytes; beyond, the answer is refused rather than the memory filled."""

_GRAPH_FORMS = ("CONSTRUCT", "DESCRIBE")
_BLOCK = 1 << 16
_LONGEST_MESSAGE = 300
_ROWS = f"{SPARQL_JSON.media_type}, {SPARQL_XML.media_type};q=0.8"
# Beside the registered names, those that servers in use give.
_ROWS_TYPES = {each.media_type: each for each in (SPARQL_JSON, SPARQL_XML, TSV)} | {
    "application/json": SPARQL_JSON
}
_GRAPH = f"{N_TRIPLES.media_type}, {TURTLE.media_type};q=0.9, {RDF_XML.media_type};q=0.8"
_GRAPH_TYPES = {each.media_type: each for each in GRAPH_FORMATS} | {"application/x-turtle": TURTLE}


def ask(
    question: str, endpoint: str, *, timeout: float = TIMEOUT, name: str = "question"
) -> Result:
    """Return the answer of an endpoint to a question.

    Args:
        question: SPARQL 1.1, a query and no update.
        endpoint: address of the endpoint, ``https://example.org/sparql``.
        timeout: seconds to wait for the whole answer.
        name: what to call the question in messages, its file.

    Raises:
        QueryError: the text is an update.
        EndpointError: the endpoint is down, slow, refuses the question, redirects, or answers
            something else than an answer.
    """
    surface = surface_of(question)
    refuse_update(surface, name)
    if surface.form is None:
        raise QueryError("query.not-a-question", name=name)
    until = time.monotonic() + timeout
    endpoint, user, password = _checked(endpoint)
    wrapper = _request(question, surface.form, endpoint, timeout)
    if user:
        wrapper.setCredentials(user, password)
    try:
        with _answer(wrapper, endpoint) as answer:
            body = _read(answer, endpoint, until, timeout)
            return _parsed(body, answer, surface.form, endpoint)
    except TimeoutError:
        raise _slow(endpoint, timeout) from None
    except urllib.error.HTTPError as error:
        raise _status(endpoint, error.code, _error_body(error), error.headers) from None
    except urllib.error.URLError as error:
        raise _unreachable(endpoint, error.reason, timeout) from None
    except (OSError, http.client.HTTPException) as error:
        raise _unreachable(endpoint, error, timeout) from None


def _checked(endpoint: str) -> tuple[str, str, str]:
    """Return the address in ASCII, without fragment, and the user and password that it names."""
    try:
        parts = urllib.parse.urlsplit(endpoint)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        host = parts.netloc.rpartition("@")[2].encode("idna").decode("ascii")
        # The fragment is the client's own; what is no ASCII is written in percent (RFC 3987, 3.1).
        path, query = (urllib.parse.quote(part, _IN_URL) for part in (parts.path, parts.query))
        clean = urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))
    except ValueError:
        valid = False
    if not valid or re.search(r"[\s\x00-\x1f\x7f]", endpoint):
        raise EndpointError("endpoint.invalid-address", address=quotation(endpoint))
    unquote = urllib.parse.unquote
    return clean, unquote(parts.username or ""), unquote(parts.password or "")


_IN_URL = "/%:@!$&'()*+,;=~?[]"


def _request(question: str, form: str, endpoint: str, timeout: float) -> SPARQLWrapper:
    from SPARQLWrapper import JSON, N3, POST, SPARQLWrapper

    wrapper = SPARQLWrapper(endpoint, agent="tressons-ld")
    # Its setters would guess the form with regular expressions, and cut the time to whole seconds.
    wrapper.queryString, wrapper.queryType = question, form
    wrapper.timeout = timeout  # type: ignore[assignment]
    wrapper.setMethod(POST)
    wrapper.setOnlyConneg(True)
    graph = form in _GRAPH_FORMS
    wrapper.setReturnFormat(N3 if graph else JSON)
    wrapper.addCustomHttpHeader("Accept", _GRAPH if graph else _ROWS)
    return wrapper


def _answer(wrapper: SPARQLWrapper, endpoint: str) -> Any:
    """Return the HTTP response, its status 200 and its body to be read."""
    from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

    try:
        response = wrapper.query().response
    except SPARQLWrapperException as error:
        raise _told(endpoint, error) from None
    if response.geturl() != endpoint:
        response.close()
        raise _redirected(endpoint, response.geturl())
    return response


def _read(answer: Any, endpoint: str, until: float, timeout: float) -> bytes:
    """Return the body of the answer, whole, before the time is over."""
    blocks, size = [], 0
    while block := answer.read1(_BLOCK):
        blocks.append(block)
        size += len(block)
        if size > LARGEST_ANSWER:
            megabytes = LARGEST_ANSWER // (1024 * 1024)
            raise EndpointError("endpoint.too-large", endpoint=endpoint, megabytes=megabytes)
        if time.monotonic() > until:
            raise _slow(endpoint, timeout)
    return b"".join(blocks)


def _parsed(body: bytes, answer: Any, form: str, endpoint: str) -> Result:
    import pyoxigraph as ox

    media_type = answer.headers.get_content_type() if answer.headers.get("Content-Type") else ""
    graph = form in _GRAPH_FORMS
    known = (_GRAPH_TYPES if graph else _ROWS_TYPES).get(media_type)
    if known is None:
        raise _not_an_answer(endpoint, media_type, body)
    try:
        if graph:
            form_of_body = ox.RdfFormat.from_media_type(known.media_type)
            return graph_of(ox.parse(body, form_of_body, base_iri=endpoint))
        form_of_rows = ox.QueryResultsFormat.from_media_type(known.media_type)
        assert form_of_rows is not None
        return result_of(ox.parse_query_results(body, form_of_rows))
    except (SyntaxError, ValueError) as error:
        reason = quoted(str(error), "en", longest=_LONGEST_MESSAGE)
        raise EndpointError(
            "endpoint.unreadable", endpoint=endpoint, media_type=media_type, reason=reason
        ) from None


# --- errors ---------------------------------------------------------------------------------------

_ADVICE: dict[int, Text] = {
    400: Text("Il refuse la question.", "It refuses the question."),
    401: Text("Il demande un mot de passe.", "It asks for a password."),
    403: Text("Il n'ouvre pas ses données à tous.", "It does not open its data to all."),
    404: Text("Rien n'est à cette adresse : la vérifier.", "Nothing is at this address: check it."),
    405: Text(
        "Ce n'est pas l'adresse où poser les questions.", "Questions are not asked at this address."
    ),
    406: Text("Il n'écrit pas ce format.", "It does not write this format."),
    429: Text("Il reçoit trop de questions : attendre.", "It gets too many questions: wait."),
    503: Text(
        "Il n'est pas disponible : recommencer plus tard.", "It is not available: try again later."
    ),
}
_WORDS = Text(" Il dit : {words}.", " It says: {words}.")
_STATUS_OF = {
    "QueryBadFormed": 400,
    "Unauthorized": 401,
    "EndPointNotFound": 404,
    "URITooLong": 414,
    "EndPointInternalError": 500,
}
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)


def _told(endpoint: str, error: Exception) -> EndpointError:
    """Return the error for an exception of SPARQLWrapper, which keeps the body in its message."""
    said = re.search(r"Response:\n(b['\"].*)", str(error), re.DOTALL)
    body = ast.literal_eval(said[1]) if said else b""
    cause = error.__context__
    headers = None
    if isinstance(cause, urllib.error.HTTPError):
        headers = cause.headers
        cause.close()
    return _status(endpoint, _STATUS_OF.get(type(error).__name__, 500), body, headers)


def _error_body(error: urllib.error.HTTPError) -> bytes:
    try:
        with error:
            return error.read(_BLOCK)
    except (OSError, http.client.HTTPException):
        return b""


def _status(endpoint: str, status: int, body: bytes, headers: Any) -> EndpointError:
    if 300 <= status < 400:
        return _redirected(endpoint, (headers and headers.get("Location")) or "?")
    advice, words = _ADVICE.get(status), _message(body)
    return EndpointError(
        "endpoint.status",
        endpoint=endpoint,
        status=status,
        advice=Text(" {advice}", " {advice}").format(advice=advice) if advice else "",
        words=_WORDS.format(words=quotation(words, longest=_LONGEST_MESSAGE)) if words else "",
    )


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
