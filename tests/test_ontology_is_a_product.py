"""The ontology, its alignments and the profile parse, and every term explains itself."""

import re
import shlex
from pathlib import Path

import html5lib
import pyshacl
import pytest
import rdflib
from rdflib import DCTERMS, OWL, PROF, RDF, RDFS, SH, SKOS, VANN, XSD
from rdflib.compare import isomorphic

from catalogue_folder import copy_of_atelier
from command_line import DATE, tressons_ld
from tressons_ld.findings.errors import OutputError
from tressons_ld.rdf.vocabularies import (
    PREFIXES,
    PROFILE,
    PROFILE_VERSION,
    TLD,
    TOOL,
    VOCABULARIES,
)
from tressons_ld.site.tool_terms import files, write

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
FILES = sorted(ONTOLOGY.glob("*.ttl"))
HEADER = rdflib.URIRef("https://w3id.org/tressons-ld/ontologie")
NAMESPACE = "https://w3id.org/tressons-ld/ontologie#"
DCAT_AP = rdflib.URIRef("https://semiceu.github.io/DCAT-AP/releases/3.0.1/")
# https://www.w3.org/ns/dx/prof/role/
ROLE = "http://www.w3.org/ns/dx/prof/role/"
ROLES = {
    *("constraints", "example", "guidance", "mapping"),
    *("schema", "specification", "validation", "vocabulary"),
}
FRENCH_AND_ENGLISH = ["en", "fr"]
BUNDLED_QUESTION = (ONTOLOGY.parent / "queries" / "ressources-par-annee.rq").read_text("utf-8")


def read(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / name, format="turtle")


def languages(graph: rdflib.Graph, subject: rdflib.term.Node, property: rdflib.URIRef) -> list[str]:
    said = graph.objects(subject, property)
    return sorted(text.language or "" for text in said if isinstance(text, rdflib.Literal))


TERMS = sorted(str(term) for term in read("tressons.ttl").subjects(RDFS.isDefinedBy, HEADER))


def test_the_files_are_those_known() -> None:
    known = ["alignments.ttl", "example.ttl", "profile.ttl", "tressons.ttl"]
    assert [path.name for path in FILES] == known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_stands_alone_and_without_blank_nodes(path: Path) -> None:
    graph = rdflib.Graph().parse(path, format="turtle")
    assert [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)] == []
    elsewhere = rdflib.Graph().parse(path, format="turtle", publicID="https://else.example.org/")
    assert graph.isomorphic(elsewhere), "an IRI is relative"
    assert path.read_text("utf-8").startswith("# "), "its purpose is said at the head"


def test_the_header_says_what_it_is_and_its_version() -> None:
    graph = read("tressons.ttl")
    assert graph.value(predicate=RDF.type, object=OWL.Ontology) == HEADER
    assert languages(graph, HEADER, DCTERMS.title) == FRENCH_AND_ENGLISH
    assert languages(graph, HEADER, DCTERMS.description) == FRENCH_AND_ENGLISH
    version = str(graph.value(HEADER, OWL.versionInfo))
    assert graph.value(HEADER, OWL.versionIRI) == HEADER + "/" + version
    assert str(graph.value(HEADER, VANN.preferredNamespacePrefix)) == "tld"
    assert str(graph.value(HEADER, VANN.preferredNamespaceUri)) == NAMESPACE
    assert isinstance(graph.value(HEADER, DCTERMS.license), rdflib.URIRef)
    created = graph.value(HEADER, DCTERMS.created)
    assert isinstance(created, rdflib.Literal)
    assert created.datatype == XSD.date


def test_the_terms_are_those_that_the_code_may_use() -> None:
    assert [f"<{term}>" for term in TERMS] == sorted(TLD)
    assert VOCABULARIES["tld"].namespace == NAMESPACE


def test_every_subject_is_the_header_or_a_term_of_it() -> None:
    assert {str(subject) for subject in read("tressons.ttl").subjects()} == {str(HEADER), *TERMS}


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("property", [RDFS.label, SKOS.definition, SKOS.scopeNote], ids=str)
def test_a_term_is_explained_in_french_and_english(term: str, property: rdflib.URIRef) -> None:
    assert languages(read("tressons.ttl"), rdflib.URIRef(term), property) == FRENCH_AND_ENGLISH


@pytest.mark.parametrize("term", TERMS)
def test_a_term_says_what_it_links(term: str) -> None:
    graph, subject = read("tressons.ttl"), rdflib.URIRef(term)
    types = set(graph.objects(subject, RDF.type))
    assert types in (
        {RDF.Property, OWL.ObjectProperty},
        {RDF.Property, OWL.AnnotationProperty},
    )
    for property in (RDFS.domain, RDFS.range):
        (linked,) = graph.objects(subject, property)
        assert any(f"<{linked}>" in vocabulary for vocabulary in map(set, VOCABULARIES.values()))


@pytest.mark.parametrize("term", TERMS)
def test_the_example_of_a_term_is_turtle_that_uses_it(term: str) -> None:
    graph, subject = read("tressons.ttl"), rdflib.URIRef(term)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    (example,) = graph.objects(subject, SKOS.example)
    parsed = rdflib.Graph().parse(
        data=prefixes + str(example), format="turtle", publicID="https://example.org/"
    )
    assert list(parsed.subject_objects(subject))


def test_alignments_speak_of_the_terms_and_of_nothing_else() -> None:
    graph = read("alignments.ttl")
    assert {str(subject) for subject in graph.subjects()} == set(TERMS)
    for subject, property, value in graph:
        assert not value.startswith(NAMESPACE), (subject, property, value)  # type: ignore[attr-defined]


def test_the_profile_is_one_of_dcat_ap() -> None:
    graph, profile = read("profile.ttl"), rdflib.URIRef(PROFILE[1:-1])
    assert set(graph.objects(profile, RDF.type)) == {PROF.Profile, DCTERMS.Standard}
    assert list(graph.objects(profile, PROF.isProfileOf)) == [DCAT_AP]
    assert languages(graph, profile, DCTERMS.title) == FRENCH_AND_ENGLISH
    assert languages(graph, profile, DCTERMS.description) == FRENCH_AND_ENGLISH
    assert graph.value(profile, PROF.hasToken) == rdflib.Literal("tressons-ld", datatype=XSD.token)
    assert languages(graph, profile, SKOS.scopeNote) == FRENCH_AND_ENGLISH, "why a dcat:Dataset"
    version = f"{profile}/{graph.value(profile, OWL.versionInfo)}"
    assert graph.value(profile, DCTERMS.hasVersion) == rdflib.URIRef(version)
    assert f"<{version}>" == PROFILE_VERSION


def test_every_resource_of_the_profile_is_described_with_its_role() -> None:
    graph, profile = read("profile.ttl"), rdflib.URIRef(PROFILE[1:-1])
    named = set(graph.objects(profile, PROF.hasResource))
    assert named == set(graph.subjects(RDF.type, PROF.ResourceDescriptor))
    given = {str(role).removeprefix(ROLE) for role in graph.objects(None, PROF.hasRole)}
    # A constraint file that imports those of DCAT-AP would be a validation file; ours does not.
    assert (
        {"constraints", "mapping", "guidance", "example", "specification", "vocabulary"}
        == given
        <= ROLES
    )
    for resource in named:
        assert languages(graph, resource, DCTERMS.title) == FRENCH_AND_ENGLISH
        assert graph.value(resource, DCTERMS["format"]) is not None
        assert graph.value(resource, PROF.hasRole) is not None
        assert graph.value(resource, PROF.hasArtifact) is not None


ADDRESS = "https://files.example.org/"
MADE = dict(files(ADDRESS))


def led_to(name: str, accept: str | None = None, languages: str | None = None) -> str:
    """The file that the rules lead a name to, read as Apache reads them."""
    headers = {"Accept": accept or "", "Accept-Language": languages or ""}
    variables, met = dict[str, str](), True
    for line in MADE[".htaccess"].decode().splitlines():
        if line.startswith("SetEnvIf"):
            directive, header, pattern, *values = shlex.split(line, posix=False)
            ignored = re.IGNORECASE if directive.endswith("NoCase") else 0
            if found := re.search(pattern[1:-1], headers[header], ignored):
                for key, value in (each.split("=") for each in values):
                    variables[key] = found[1] if value == "$1" else value
        elif line.startswith("RewriteCond"):
            _, digits, pattern = line.replace('"', "").split(" ")
            digits = re.sub(r"%\{ENV:(\w+)\}", lambda one: variables[one[1]], digits)
            met &= (re.search(pattern.lstrip("!"), digits) is None) == pattern.startswith("!")
        elif line.startswith("RewriteRule"):
            _, pattern, target, flags = line.split(" ")
            if met and (found := re.fullmatch(pattern, name)):
                path = found.expand(target.replace("$", "\\")).removeprefix(ADDRESS)
                return path if flags == "[R=303,L]" else flags
            met = True
    raise AssertionError(f"{name} leads nowhere")


NAMES = ["ontologie", "profil", "formes"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (None, ".ttl"),
        ("*/*", ".ttl"),
        ("text/turtle", ".ttl"),
        ("text/turtle, text/html;q=0.9", ".ttl"),
        ("text/turtle;q=0.9, text/html", ".html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ".html"),
        ("text/html;q=0.2, application/ld+json;q=0.3", ".jsonld"),
        ("application/ld+json, text/turtle;q=0.5", ".jsonld"),
        ("application/ld+json;q=0, */*;q=0.1", ".ttl"),
        ("text/turtle;q=0, application/json", ".jsonld"),
    ],
)
def test_a_name_leads_to_the_file_that_its_reader_prefers(
    name: str, accept: str | None, ending: str
) -> None:
    assert led_to(name, accept) == f"{name}{ending}"
    assert f"{name}{ending}" in MADE


@pytest.mark.parametrize("accept", ["image/png", "text/turtle;q=0, text/html;q=0"])
def test_a_reader_who_takes_none_of_the_forms_is_told(accept: str) -> None:
    assert led_to("formes", accept) == "[R=406,L]"


@pytest.mark.parametrize(
    ("languages", "ending"),
    [
        (None, ".html"),
        ("fr", ".html"),
        ("en", ".en.html"),
        ("en-GB,en", ".en.html"),
        ("fr-CA, en;q=0.9", ".html"),
        ("fr;q=0.3, en;q=0.9", ".en.html"),
        ("de, en;q=0.8, fr;q=0.5", ".en.html"),
        ("de, fr;q=0.5, en;q=0.4", ".html"),
        ("de", ".html"),
        ("*", ".html"),
        ("fr;q=0, *;q=0.5", ".en.html"),
    ],
)
def test_a_page_is_in_the_language_that_its_reader_prefers(
    languages: str | None, ending: str
) -> None:
    assert led_to("profil", "text/html", languages) == f"profil{ending}"


@pytest.mark.parametrize("name", NAMES)
def test_the_two_writings_of_a_file_state_the_same(name: str) -> None:
    turtle = rdflib.Graph().parse(data=MADE[f"{name}.ttl"].decode())
    json_ld = rdflib.Graph().parse(data=MADE[f"{name}.jsonld"].decode(), format="json-ld")
    assert isomorphic(turtle, json_ld)


def test_the_files_are_the_same_bytes_each_time() -> None:
    assert dict(files(ADDRESS)) == MADE


def test_every_name_of_the_tool_that_its_files_state_leads_to_a_file() -> None:
    stated = {
        str(term).removeprefix(TOOL).partition("#")[0]
        for name in ("ontologie.ttl", "profil.ttl", "formes.ttl", "exemple.ttl")
        for triple in rdflib.Graph().parse(data=MADE[name].decode())
        for term in triple
        if isinstance(term, rdflib.URIRef) and str(term).startswith(TOOL)
    }
    assert {"ontologie", "profil/0.1.0", "formes/0.1.0", "correspondance", "exemple"} <= stated
    assert {led_to(name) for name in stated} <= set(MADE)


@pytest.mark.parametrize("name", [*NAMES, "exemple"])
def test_each_file_says_what_it_is(name: str) -> None:
    graph = rdflib.Graph().parse(data=MADE[f"{name}.ttl"].decode())
    assert languages(graph, rdflib.URIRef(TOOL + name), DCTERMS.title) == FRENCH_AND_ENGLISH
    assert isinstance(graph.value(rdflib.URIRef(TOOL + name), DCTERMS.license), rdflib.URIRef)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("language", "ending"), [("fr", ".html"), ("en", ".en.html")])
def test_a_page_has_each_thing_of_its_file_in_its_language(
    name: str, language: str, ending: str
) -> None:
    text = MADE[name + ending].decode()
    root = html5lib.parse(text, namespaceHTMLElements=False)
    assert root.get("lang") == language
    graph = rdflib.Graph().parse(data=MADE[f"{name}.ttl"].decode())
    said = {heading.text for level in ("h1", "h2") for heading in root.iter(level)}
    for subject in {node for node in graph.subjects() if isinstance(node, rdflib.URIRef)}:
        for property in (DCTERMS.title, RDFS.label, SH.name):
            for label in graph.objects(subject, property):
                assert label.language not in (language,) or str(label) in said  # type: ignore[attr-defined]


def test_a_catalogue_publishes_no_name_of_the_tool(published: Path) -> None:
    assert not {path.name for path in published.iterdir()} & {
        *("formes.ttl", "profil.ttl", "ontologie.ttl", "exemple.ttl", "correspondance.md")
    }
    text = (published / "catalogue.nt").read_text("utf-8")
    assert not re.search(r"<https://w3id\.org/tressons/(ontologie|profil|formes|constats)", text)
    assert PROFILE in text


def test_a_catalogue_publishes_its_own_shapes_terms_and_questions(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    for name, text in {
        "shapes/maison.ttl": "<#x> a <http://www.w3.org/ns/shacl#NodeShape> .",
        "ontology/maison.ttl": "<https://example.org/y> a <https://example.org/Z> .",
        "queries/maison.rq": BUNDLED_QUESTION,
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    shapes = rdflib.Graph().parse(folder / "public/formes.ttl")
    assert len(shapes) == 1
    assert (
        (folder / "public/ontologie/maison.ttl").read_text("utf-8").startswith("<https://example")
    )
    assert (folder / "public/questions/maison.rq").read_text("utf-8") == BUNDLED_QUESTION


def test_the_profile_says_only_terms_of_prof() -> None:
    for name in ("profile.ttl", "example.ttl"):
        for triple in read(name):
            for term in triple:
                if str(term).startswith(str(PROF)) and not str(term).startswith(ROLE):
                    assert term in PROF


@pytest.mark.parametrize("data", ["the example", "the catalogue"])
def test_what_is_published_keeps_to_the_published_shapes_as_they_lie(
    published: Path, data: str
) -> None:
    text = (
        MADE["exemple.ttl"] if data == "the example" else (published / "catalogue.ttl").read_bytes()
    )
    graph = rdflib.Graph().parse(data=text.decode())
    assert (None, DCTERMS.conformsTo, rdflib.URIRef(PROFILE[1:-1])) in graph
    shapes = rdflib.Graph().parse(data=MADE["formes.ttl"].decode())
    _, report, words = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    assert (None, SH.resultSeverity, SH.Violation) not in report, words


def test_the_folder_for_w3id_takes_the_place_of_itself_and_of_nothing_else(tmp_path: Path) -> None:
    made = dict(files("https://example.net/"))
    write(tmp_path / "w3id", made)
    write(tmp_path / "w3id", made)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/notes.txt").write_text("à moi", "utf-8")
    for rules in (None, b"Options -Indexes\n", "# à moi\n".encode("latin-1")):
        if rules:
            (tmp_path / "mine/.htaccess").write_bytes(rules)
        with pytest.raises(OutputError):
            write(tmp_path / "mine", made)
        assert (tmp_path / "mine/notes.txt").read_text("utf-8") == "à moi"
