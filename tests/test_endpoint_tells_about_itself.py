"""The endpoint describes itself, serves the site, answers the questions at hand, shows a page."""

import csv
import html
import html.parser
import io
import json
import re
import urllib.request
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.namespace import RDF, VOID
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, SPARQLWrapper

from endpoint_server import EX, EndpointServer
from tressons_ld.catalogue.iris import Iris
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.service_description import service_triples
from tressons_ld.sparql.published_store import MOST_GRAPHS, PublishedStores, publication_digest
from tressons_ld.sparql.queries import load_queries
from tressons_ld.sparql.tokens import surface_of

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
QUERIES = load_queries().by_name
THING = "/ressource/ess-dans-les-territoires-ruraux"
HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def description(endpoint: EndpointServer) -> rdflib.Graph:
    answer = endpoint.request("/sparql", {"Accept": "text/turtle"})
    return rdflib.Graph().parse(data=answer.text, format="turtle")


# --- service description --------------------------------------------------------------------------


def test_the_service_is_described(endpoint: EndpointServer, description: rdflib.Graph) -> None:
    service = rdflib.URIRef(endpoint.address)
    assert (service, SD.endpoint, service) in description
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in description
    dataset = description.value(service, SD.defaultDataset)
    assert description.value(dataset, rdflib.DCTERMS.modified) is not None
    assert description.value(dataset, rdflib.DCTERMS.rights) is not None
    default = description.value(dataset, SD.defaultGraph)
    told = description.value(default, VOID.triples)
    count = endpoint.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]["n"]
    assert str(told) == count


def test_the_named_graphs_are_listed_with_their_numbers(
    endpoint: EndpointServer, description: rdflib.Graph
) -> None:
    dataset = description.value(rdflib.URIRef(endpoint.address), SD.defaultDataset)
    told = {}
    for named in description.objects(dataset, SD.namedGraph):
        name, graph = description.value(named, SD.name), description.value(named, SD.graph)
        told[str(name)] = str(description.value(graph, VOID.triples))
    counts = endpoint.ask("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").rows
    assert told == {row["g"]: row["n"] for row in counts}
    assert len(told) > 100


def test_of_very_many_graphs_the_largest_are_listed(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    lines = [f"<{EX}s> <{EX}p> <{EX}{n}> <{EX}g{n:05}> .\n" for n in range(MOST_GRAPHS + 10)]
    lines += [f"<{EX}s> <{EX}q> <{EX}{n}> <{EX}g{n:05}> .\n" for n in range(100, 120)]
    (public / "catalogue.nq").write_text("".join(lines), "utf-8")
    triples = [line.rpartition(" <")[0] + " .\n" for line in lines]
    (public / "catalogue.nt").write_text("".join(triples), "utf-8")
    store = PublishedStores(public).build(publication_digest(public))
    assert store.graphs == MOST_GRAPHS + 10
    assert len(store.largest) == MOST_GRAPHS
    assert [n for n, triples in store.largest.items() if triples == 2] == [
        f"{EX}g{n:05}" for n in range(100, 120)
    ]
    limits = ServiceLimits(fast=1, slow=1, spare=0)
    said = [
        term
        for *_, term in service_triples(f"{EX}sparql", EX, Iris(EX), store, limits, (), ())
        if str(MOST_GRAPHS + 10) in term
    ]
    assert len(said) == 2
    assert all("SELECT ?g { GRAPH ?g { } }" in each for each in said)


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/ld+json", "application/rdf+xml"]
)
def test_it_is_written_in_each_format(
    endpoint: EndpointServer, description: rdflib.Graph, media_type: str
) -> None:
    answer = endpoint.request("/sparql", {"Accept": media_type})
    assert answer.headers["Content-Type"].startswith(media_type)
    assert rdflib.Graph().parse(data=answer.text, format=media_type).isomorphic(description)


def test_every_question_at_hand_is_in_it(description: rdflib.Graph) -> None:
    told = set(description.subjects(RDF.type, SH.SPARQLExecutable))
    assert {str(each).rpartition("/")[2] for each in told} == set(QUERIES)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_each_of_them_is_answered(
    endpoint: EndpointServer, description: rdflib.Graph, name: str
) -> None:
    (question,) = (
        text
        for subject, text in description.subject_objects(None)
        if str(subject).endswith(f"/api/queries/{name}") and str(text).startswith("#+")
    )
    headers = {"Accept": "text/csv, text/turtle"}
    by_protocol = endpoint.ask(str(question), headers["Accept"])
    by_name = endpoint.request(f"/api/queries/{name}?limit=10000", headers)
    assert (by_protocol.status, by_name.status) == (200, 200)
    heads = [next(csv.reader(io.StringIO(each.text))) for each in (by_protocol, by_name)]
    assert heads[0] == heads[1]


def test_the_well_known_addresses_lead_to_it(endpoint: EndpointServer) -> None:
    answer = endpoint.request("/.well-known/void")
    assert (answer.status, answer.headers["Location"]) == (303, "/catalogue/donnees.ttl")
    catalog = endpoint.request("/.well-known/api-catalog")
    assert catalog.headers["Content-Type"].startswith("application/linkset+json")
    hrefs = re.findall(r'"href": "http://[^/]+([^"]+)"', catalog.text)
    assert "/sparql" in hrefs
    assert {endpoint.request(each).status for each in hrefs} <= {200, 303}


# --- the site -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "extension"), [("text/turtle", ".ttl"), ("text/html", ".html"), (None, ".html")]
)
def test_the_address_of_a_thing_leads_to_what_is_asked(
    endpoint: EndpointServer, accept: str | None, extension: str
) -> None:
    answer = endpoint.request(THING, {"Accept": accept} if accept else {})
    assert (answer.status, answer.headers["Location"]) == (303, THING + extension)
    assert answer.headers["Vary"] == "Accept"
    file = endpoint.request(answer.headers["Location"])
    assert file.body == (endpoint.folder / "public" / f"{THING[1:]}{extension}").read_bytes()


def test_files_are_sent_in_part_and_not_twice(endpoint: EndpointServer) -> None:
    part = endpoint.request("/catalogue.nt", {"Range": "bytes=0-9"})
    assert (part.status, len(part.body)) == (206, 10)
    whole = endpoint.request("/style.css", {"Range": "bytes=0-1,4-5"})
    assert (whole.status, whole.headers["Content-Range"]) == (200, None)
    assert whole.body == (endpoint.folder / "public" / "style.css").read_bytes()
    tag = endpoint.request("/catalogue.nt").headers["ETag"]
    assert endpoint.request("/catalogue.nt", {"If-None-Match": tag}).status == 304
    assert endpoint.request("/no/such/page").status == 404


@pytest.mark.parametrize("asked", ["bytes=-0", "bytes=a-b", "bytes=--1", "items=0-1", "bytes=-"])
def test_of_what_is_no_part_a_file_is_sent_whole(endpoint: EndpointServer, asked: str) -> None:
    answer = endpoint.request("/style.css", {"Range": asked})
    assert (answer.status, answer.headers["Content-Range"]) == (200, None)


def test_a_part_is_of_the_file_that_its_reader_has_begun(endpoint: EndpointServer) -> None:
    known = endpoint.request("/catalogue.nt").headers
    begun = (known["ETag"], known["Last-Modified"])
    earlier = ('"abc"', f"W/{known['ETag']}", "Mon, 01 Jan 1990 00:00:00 GMT")
    for of, status in (*((each, 206) for each in begun), *((each, 200) for each in earlier)):
        part = endpoint.request("/catalogue.nt", {"Range": "bytes=0-9", "If-Range": of})
        assert part.status == status, of


_OLD, _NEW = "Mon, 01 Jan 1990 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"


def test_a_file_is_sent_on_the_conditions_of_its_reader(endpoint: EndpointServer) -> None:
    """In the order of RFC 9110, section 13.2.2."""
    known = endpoint.request("/catalogue.nt").headers
    tag, day = known["ETag"], known["Last-Modified"]
    of: list[tuple[dict[str, str], int]] = [
        ({"If-Match": '"x"'}, 412),
        ({"If-Match": f"W/{tag}"}, 412),
        ({"If-Match": '"x"', "If-None-Match": tag}, 412),
        ({"If-Match": '"x"', "Range": "bytes=0-3"}, 412),
        ({"If-Match": f'"x", {tag}', "If-Unmodified-Since": _OLD}, 200),
        ({"If-Match": "*", "Range": "bytes=0-3"}, 206),
        ({"If-Unmodified-Since": _OLD}, 412),
        ({"If-Unmodified-Since": day}, 200),
        ({"If-Modified-Since": day}, 304),
        ({"If-Modified-Since": _OLD}, 200),
        ({"If-Modified-Since": day, "If-None-Match": '"x"'}, 200),
        ({"If-Modified-Since": _OLD, "If-None-Match": f"W/{tag}"}, 304),
        ({"If-None-Match": tag, "Range": "bytes=0-3"}, 304),
        ({"If-Modified-Since": "never", "If-Unmodified-Since": "never"}, 200),
    ]
    for headers, status in of:
        assert endpoint.request("/catalogue.nt", headers).status == status, headers


@pytest.mark.parametrize(
    "path",
    [
        "/sparql?query=ASK%7B%7D",
        "/sparql?query=SELECT%20(NOW()%20AS%20%3Fn)%20%7B%7D",
        "/sparql",
        "/api/queries/ressources",
        "/api/queries",
        "/api/openapi.json",
        "/workbench/workbench.css",
        "/health",
    ],
)
def test_an_answer_has_no_tag_that_if_match_may_name(endpoint: EndpointServer, path: str) -> None:
    """It has a weak one, or none, and no date."""
    answer = endpoint.request(path)
    tag = answer.headers["ETag"] or '"x"'
    assert (answer.status, tag[:2]) == (200, "W/") or "ETag" not in answer.headers
    for named in (tag, tag.removeprefix("W/")):
        refused = endpoint.request(path, {"If-Match": named, "If-None-Match": tag})
        assert refused.status == 412
        assert b"If-Match" in refused.body
    met = {"If-Match": "*", "If-Unmodified-Since": _OLD, "If-Modified-Since": _NEW}
    assert endpoint.request(path, {**met, "Range": "bytes=0-3"}).status == 200


def test_no_condition_is_held_of_what_is_no_answer(endpoint: EndpointServer) -> None:
    """RFC 9110, section 13.2.1."""
    conditions = ({"If-Match": '"x"'}, {"If-None-Match": "*"}, {"If-Modified-Since": _NEW})
    for headers in (*conditions, {"If-Unmodified-Since": _OLD}, {"Range": "bytes=0-3"}):
        for path, status in (("/no/such/page", 404), ("/api/queries/aucune", 404), (THING, 303)):
            assert endpoint.request(path, headers).status == status, (path, headers)


# --- questions as an interface --------------------------------------------------------------------


def test_a_question_takes_typed_parameters(endpoint: EndpointServer) -> None:
    rows = endpoint.request("/api/queries/ressources?genre=Webinaire").json["rows"]
    assert rows
    assert set(rows[0]) >= {"titre"}
    same = endpoint.request("/api/queries/ressources?genre=webinaire").json["rows"]
    assert rows == same, "by its name or by its id"
    for wrong in ("annee=20l9", "inconnu=1", "annee=2020&annee=2021", "limit=0"):
        answer = endpoint.request(f"/api/queries/ressources?{wrong}")
        assert answer.status == 400, wrong
    for nothing in ("aucune", "ressources?genre=aucun"):
        assert endpoint.request(f"/api/queries/{nothing}").status == 404


def test_its_english_name_answers_in_english(endpoint: EndpointServer) -> None:
    answer = endpoint.request("/api/queries/resources?kind=webinaire")
    assert "title" in answer.json["columns"]


def test_rows_come_in_pages(endpoint: EndpointServer) -> None:
    whole = endpoint.request("/api/queries/ressources").json["rows"]
    path, pages = "/api/queries/ressources?limit=10", []
    while path:
        answer = endpoint.request(path)
        pages += answer.json["rows"]
        link = answer.headers["Link"]
        path = link[1 : link.index(">")] if link else ""
    assert pages == whole
    tag = endpoint.request("/api/queries/ressources").headers["ETag"]
    for held in (tag, f'"x", {tag}', "*"):
        again = endpoint.request("/api/queries/ressources", {"If-None-Match": held})
        assert again.status == 304


@pytest.mark.parametrize("format", ["json", "srj", "csv", "tsv"])
def test_rows_come_in_each_format(endpoint: EndpointServer, format: str) -> None:
    answer = endpoint.request(f"/api/queries/ressources-par-genre?format={format}")
    assert answer.status == 200
    assert "Webinaire" in answer.text


@pytest.mark.parametrize("format", ["csv", "tsv", "json"])
def test_the_site_has_the_same_answers_as_files(
    endpoint: EndpointServer, published_whole: Path, format: str
) -> None:
    different, same = [], 0
    for name, query in QUERIES.items():
        if surface_of(query.text).form != "SELECT":
            continue  # Statements are rows of three columns on the site.
        for tree, asked in (("", name), ("en/", query.name_en)):
            file = published_whole / f"{tree}questions/{name}.{format}"
            answer = endpoint.request(f"/api/queries/{asked}?format={format}").body
            # The server of the tests has some statements beside.
            if file.is_file() and b"http://example.org/" not in answer:
                same += file.read_bytes() == answer
                different += [asked] if file.read_bytes() != answer else []
    assert different == []
    assert same > 40


@pytest.mark.parametrize("offset", ["0" * 5000, "0" * 20 + "9" * 20, "-1", "1" * 11, "²"])
def test_an_offset_that_is_no_number_of_rows_is_refused(
    endpoint: EndpointServer, offset: str
) -> None:
    path = "/api/queries/ressources?" + urlencode({"offset": offset})
    assert endpoint.request(path).status == 400


def test_openapi_describes_each_question(endpoint: EndpointServer) -> None:
    document = endpoint.request("/api/openapi.json").json
    assert document["openapi"].startswith("3.1")
    (server,) = document["servers"]
    assert endpoint.address == server["url"] + "/sparql"
    operation = document["paths"]["/api/queries/croisement"]["get"]
    (rows,) = (each for each in operation["parameters"] if each["name"] == "lignes")
    assert "theme" in rows["schema"]["enum"]
    assert {f"/api/queries/{name}" for name in QUERIES} < set(document["paths"])


# --- the page -------------------------------------------------------------------------------------


class Page(html.parser.HTMLParser):
    """What a page holds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_browser_gets_a_form_and_the_questions(endpoint: EndpointServer) -> None:
    answer = endpoint.request("/sparql", HTML)
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    page = Page(answer.text)
    assert ("textarea", "query") in [(tag, values.get("name")) for tag, values in page.tags]
    assert not [values for _, values in page.tags if "style" in values or "onclick" in values]
    links = [values["href"] for tag, values in page.tags if tag == "a" and values.get("href")]
    asked = [link for link in links if link and "format=html" in link]
    assert len(asked) == len(QUERIES)
    assert endpoint.request(str(asked[0]), HTML).status == 200


def test_the_answer_is_a_table_with_its_downloads(endpoint: EndpointServer) -> None:
    question = "SELECT ?s ?o { ?s <http://purl.org/dc/terms/title> ?o } ORDER BY ?o LIMIT 3"
    answer = endpoint.request("/sparql?" + urlencode({"query": question, "wait": 1}), HTML)
    tags = [tag for tag, _ in Page(answer.text).tags]
    assert (tags.count("th"), tags.count("td")) == (2, 6)
    links = [values.get("href") or "" for tag, values in Page(answer.text).tags if tag == "a"]
    (address,) = (link for link in links if link.endswith("format=csv"))
    assert endpoint.request(f"/sparql{address}").text.startswith("s,o\r\n")


def test_a_statement_in_a_cell_is_shown_whole(endpoint: EndpointServer) -> None:
    question = "SELECT ?t { VALUES ?t { <<( <urn:a> <urn:b> 1 )>> } }"
    page = endpoint.request("/sparql?" + urlencode({"query": question, "wait": 1}), HTML).text
    assert "<td>&lt;&lt;( &lt;urn:a&gt; &lt;urn:b&gt; 1 )&gt;&gt;</td>" in page


def test_columns_of_numbers_end_below_each_other(endpoint: EndpointServer) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    columns = {
        "whole": ("7", "-12", True),
        "part": ("1.5", "2e3", True),
        "size": (f'"7"^^<{xsd}nonNegativeInteger>', f'"1"^^<{xsd}unsignedByte>', True),
        "gap": ("7", "UNDEF", True),
        "none": ("UNDEF", "UNDEF", False),
        "year": (f'"2020"^^<{xsd}gYear>', f'"2021"^^<{xsd}gYear>', False),
        "day": (f'"2020-01-02"^^<{xsd}date>', f'"2020-01-03"^^<{xsd}date>', False),
        "digits": ('"7"', '"8"', False),
        "some": ("7", '"eight"', False),
        "truth": ("true", "false", False),
        "iri": ("<urn:7>", "<urn:8>", False),
    }
    rows = [" ".join(each[place] for each in columns.values()) for place in (0, 1)]
    names = " ".join(f"?{name}" for name in columns)
    question = f"SELECT {names} {{ VALUES ({names}) {{ ({rows[0]}) ({rows[1]}) }} }}"
    page = Page(endpoint.request("/sparql?" + urlencode({"query": question, "wait": 1}), HTML).text)
    classes = [values.get("class") for tag, values in page.tags if tag in ("th", "td")]
    expected = ["number" if right else None for *_, right in columns.values()]
    assert classes == expected * 3


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_error_stands_on_the_page_with_the_question(
    endpoint: EndpointServer, language: str
) -> None:
    question = "SELECT * { ?s dct:title '</textarea><script>' }"
    path = "/sparql?" + urlencode({"query": question, "lang": language})
    answer = endpoint.request(path, HTML)
    assert answer.status == 400
    assert {"fr": "ajouter PREFIX", "en": "add PREFIX"}[language] in html.unescape(answer.text)
    scripts = [values for tag, values in Page(answer.text).tags if tag == "script"]
    assert all(each.get("src") or each.get("type") == "application/json" for each in scripts)
    assert question in html.unescape(answer.text)


# --- real clients ---------------------------------------------------------------------------------


def test_sparqlwrapper_reads_its_answers(endpoint: EndpointServer) -> None:
    client = SPARQLWrapper(endpoint.address)
    client.setQuery("SELECT (COUNT(*) AS ?n) { ?s a ?c }")
    client.setReturnFormat(JSON)
    number = client.queryAndConvert()["results"]["bindings"][0]["n"]["value"]
    client.setReturnFormat(CSV)
    client.setMethod("POST")
    assert client.queryAndConvert().decode() == f"n\r\n{number}\r\n"
    client.setQuery("CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }")
    client.setReturnFormat("turtle")
    assert len(rdflib.Graph().parse(data=client.queryAndConvert())) == int(number)


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_the_store_of_rdflib_reads_its_answers(endpoint: EndpointServer, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(endpoint.address, method=method))
    rows = list(graph.query("SELECT ?t { ?s <http://purl.org/dc/terms/title> ?t } LIMIT 3"))
    assert len(rows) == 3
    assert len(list(graph.triples((None, RDF.type, SD.Service)))) == 0


def test_a_reader_of_csv_takes_an_address(endpoint: EndpointServer) -> None:
    address = endpoint.address + "?" + urlencode({"query": "SELECT (1 AS ?x) {}", "format": "csv"})
    with urllib.request.urlopen(address) as answer:
        assert answer.read() == b"x\r\n1\r\n"


def test_health_tells_what_is_served(endpoint: EndpointServer) -> None:
    health = endpoint.health
    manifest = (endpoint.folder / "public" / "manifest.jsonl").read_text("utf-8")
    assert health["publication"] == json.loads(manifest.splitlines()[-1])["digest"]
    assert health["limits"]["timeout"] == 2
