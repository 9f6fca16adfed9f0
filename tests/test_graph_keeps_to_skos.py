"""The vocabularies keep to SKOS, alone and merged with the tables of others that they name.

https://www.w3.org/TR/skos-reference/, the integrity conditions by their numbers; and what skosify
says of them (https://github.com/NatLibFi/Skosify).
"""

import csv
import logging
from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
import skosify
from rdflib import RDF, RDFS, SKOS, Literal

OTHERS = Path(__file__).parent / "skos" / "tables_of_others.ttl"
# skosify cleans one scheme at a time: that there are several is what we want.
SEVERAL_SCHEMES = "Multiple concept schemes found."
DISJOINT_CLASSES = (SKOS.Concept, SKOS.ConceptScheme, SKOS.Collection)
LABELS = (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)
MAPPINGS = (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)

ALONE_AND_MERGED = pytest.mark.parametrize("others", [[], [OTHERS]], ids=["alone", "merged"])


def vocabularies(published: Path, others: Iterable[Path]) -> rdflib.Graph:
    """The published graph with tables of others, and what follows of the relations of SKOS."""
    graph = rdflib.Graph().parse(published / "catalogue.nt")
    for path in others:
        graph.parse(path)
    inverse = {SKOS.broader: SKOS.narrower, SKOS.broadMatch: SKOS.narrowMatch}
    inverse |= {other: one for one, other in inverse.items()}
    inverse |= {each: each for each in (SKOS.related, SKOS.relatedMatch, SKOS.exactMatch)}
    graph += [
        (other, opposite, one)
        for property, opposite in inverse.items()
        for one, other in graph.subject_objects(property)
    ]
    return graph


def faults(graph: rdflib.Graph) -> list[tuple[str, object]]:
    """What breaks an integrity condition, with its number."""
    found: list[tuple[str, object]] = []
    for first, second in ((0, 1), (0, 2), (1, 2)):
        both = [set(graph.subjects(RDF.type, DISJOINT_CLASSES[each])) for each in (first, second)]
        found += [("S9" if second == 1 else "S37", node) for node in both[0] & both[1]]
    for node in {node for label in LABELS for node in graph.subjects(label)}:
        of = [set(graph.objects(node, label)) for label in LABELS]
        if of[0] & of[1] or of[0] & of[2] or of[1] & of[2]:
            found.append(("S13", node))
        languages = [label.language for label in of[0] if isinstance(label, Literal)]
        if len(languages) != len(set(languages)):
            found.append(("S14", node))
    for one, other in graph.subject_objects(SKOS.related):
        if other in graph.transitive_objects(one, SKOS.broader):
            found.append(("S27", (one, other)))
    for one, other in graph.subject_objects(SKOS.exactMatch):
        if any((one, looser, other) in graph for looser in MAPPINGS):
            found.append(("S46", (one, other)))
    for node, above in graph.subject_objects(SKOS.broader):
        if node in graph.transitive_objects(above, SKOS.broader):
            found.append(("circle", node))
    return found


@ALONE_AND_MERGED
def test_no_integrity_condition_is_broken(published: Path, others: list[Path]) -> None:
    assert faults(vocabularies(published, others)) == []


@ALONE_AND_MERGED
def test_skosify_has_nothing_to_say(
    published: Path, others: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    graph = vocabularies(published, others)
    with caplog.at_level(logging.WARNING):
        skosify.skosify(graph)
    said = [record.getMessage() for record in caplog.records]
    assert [text for text in said if not text.startswith(SEVERAL_SCHEMES)] == []


def test_each_scheme_that_is_named_has_a_label(published: Path) -> None:
    graph = rdflib.Graph().parse(published / "catalogue.nt")
    schemes = set(graph.objects(None, SKOS.inScheme))
    labelled = set(graph.subjects(RDFS.label)) | set(graph.subjects(SKOS.prefLabel))
    assert schemes and schemes - labelled == set()


@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("<{0}> a skos:ConceptScheme .", "S9"),
        ("<{0}> a skos:Collection .", "S37"),
        ('<{0}> skos:hiddenLabel "Mobilité"@fr .', "S13"),
        ('<{0}> skos:prefLabel "Moving"@en .', "S14"),
        ("<{0}> skos:related <{1}> .", "S27"),
        ("<{0}> skos:exactMatch <{1}> ; skos:broadMatch <{1}> .", "S46"),
        ("<{1}> skos:broader <{0}> .", "circle"),
    ],
)
def test_a_fault_would_be_found(published: Path, statement: str, number: str) -> None:
    themes = "https://w3id.org/tressons/vocabulaire/theme/"
    graph = vocabularies(published, [])
    added = statement.format(f"{themes}mobilite", f"{themes}transition-ecologique")
    graph.parse(data=f"PREFIX skos: <{SKOS}> {added}", format="turtle")
    assert number in {fault for fault, _ in faults(graph)}


def test_a_term_of_others_is_called_as_its_owner_calls_it() -> None:
    """Whatever a catalogue names, a merge gives no second preferred label (S14)."""
    owners = rdflib.Graph().parse(OTHERS)
    with (OTHERS.parents[2] / "ontology/authorities.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    compared = 0
    for row in rows:
        term = rdflib.URIRef(row["iri"])
        for language in ("fr", "en"):
            ours = row[f"preferred_{language}"]
            theirs = {
                str(label)
                for label in owners.objects(term, SKOS.prefLabel)
                if isinstance(label, Literal) and label.language == language
            }
            if ours and theirs:
                compared += 1
                assert {ours} == theirs, term
    assert compared > 50
