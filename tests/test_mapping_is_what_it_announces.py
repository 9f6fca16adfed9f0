"""The fields are the mapping: nothing is stated that none announces, and none announces in vain."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox
import pytest

from catalogue_folder import change, copy_of_atelier
from command_line import DATE, tressons_ld
from tables import each
from tressons_ld.catalogue.columns.datatypes import TEXT
from tressons_ld.catalogue.model import AUTHORITIES, FOLDER_TABLES, RESOURCES
from tressons_ld.catalogue.paths import FRENCH_PATHS
from tressons_ld.composition import open_folder
from tressons_ld.mapping import (
    agent_fields,
    catalogue_fields,
    concept_fields,
    data,
    data_files,
    description,
    distribution,
    edition,
    entry_fields,
    extent,
    foaf_documents,
    other_identifier,
    period,
    place_fields,
    reification,
    resource_contact,
    resource_rights,
    series_fields,
    session,
    shared_things,
    siren,
    void_statistics,
)
from tressons_ld.mapping.documentation import mapping_document
from tressons_ld.mapping.fields import Field, ThingMapping
from tressons_ld.publication.inputs import Inputs
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.units import short

MAPPINGS = tuple(
    dict.fromkeys(
        (*entry_fields.MAPPINGS, *shared_things.MAPPINGS, *data.MAPPINGS, edition.EDITION)
    )
)
COMMON = "https://www.example.net/commun"
TRESSONS = "https://w3id.org/tressons/"
ATELIER = "https://id.example.net/atelier/"


@pytest.fixture(scope="module")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue that says something of everything."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("announced") / "atelier")
    names = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
    matches = "; ".join(f"{name} http://eurovoc.europa.eu/{i}" for i, name in enumerate(names, 1))
    change(folder, "concepts theme:velo matches", matches)
    change(folder, "concepts genre:guide rdf_types", "bibo:Manual")
    change(folder, "resources guide-du-velo modified", "2021-06-30")
    words = (each for each in RESOURCES.columns if each.datatype is TEXT and not each.required)
    for column in words:
        change(folder, f"resources guide-du-velo {column.name}", "Quelques mots")
    change(folder, "resources guide-du-velo rights", "Tous droits réservés.")
    change(folder, "resources guide-du-velo translation_of", "debat-sur-la-marche")
    for column in ("version_of", "replaces", "references"):
        change(folder, f"resources guide-du-velo {column}", COMMON)
    for id in ("guide-du-velo", "debat-sur-la-marche"):
        change(folder, f"resources {id} number_of_pages", "12")
        change(folder, f"resources {id} duration", "PT1H30M")
    contacts = "Jeanne <jeanne@example.org>; https://www.example.net/contact"
    change(folder, "resources guide-du-velo contacts", contacts)
    rights = "https://rightsstatements.org/vocab/InC/1.0/"
    change(folder, "resources carnet-de-voyage rights", rights)
    change(folder, "resources guide-du-velo frequency", "NEVER")
    change(folder, "resources carnet-de-voyage format", "PDF")
    known = "10.1234/abc; 9782070368228; 0317-8471; Q42"
    change(folder, "resources guide-du-velo identifiers", known)
    change(folder, "concepts genre:guide schema_type", "Book; WebSite; LearningResource")
    change(folder, "concepts theme:bus related", "velo")
    change(folder, "agents ligue homepage", COMMON)
    change(folder, "agents camille-roue homepage", COMMON)
    change(folder, "agents atelier same_as", "http://www.wikidata.org/entity/Q1")
    concepts = folder / "data/concepts.csv"
    level = "niveau,debutant,Débutant,Beginner,,,,,,,,,,\n"
    concepts.write_text(f"{concepts.read_text('utf-8').rstrip()}\n{level}", "utf-8")
    change(folder, "resources guide-du-velo levels", "debutant")
    lines = concepts.read_text("utf-8").splitlines()
    german = ["label_de", *(f"Wort {number}" for number in range(1, len(lines)))]
    both = zip(lines, german, strict=True)
    concepts.write_text("".join(f"{line},{label}\n" for line, label in both), "utf-8")
    settings = folder / "data/catalogue.toml"
    text = settings.read_text("utf-8")
    text = text.replace("[schemes]\n", '[schemes]\nniveau = { fr = "Niveaux", en = "Levels" }\n')
    for table, words in {
        "catalogue": 'title_de = "Werkstatt"\ndescription_de = "Von Rädern."',
        "data": 'title_de = "Daten"\ndescription_de = "Daten von Rädern."',
        "rights": 'de = "Alle Rechte."',
    }.items():
        assert f"[{table}]\n" in text
        text = text.replace(f"[{table}]\n", f"[{table}]\n{words}\n")
    settings.write_text(text, "utf-8")
    for name in ("resources", "series"):
        table = folder / f"data/{name}.csv"
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([["title_de", *rows[0]], *(["Titel", *r] for r in rows[1:])])
    country = "http://publications.europa.eu/resource/authority/country/FRA"
    change(folder, "places villeneuve same_as", f"{country}; https://sws.geonames.org/1/")
    with (folder / "data/additions.csv").open("a", encoding="utf-8") as file:
        page = "https://www.example.net/annee"
        file.write(f"organisation/atelier,homepage,{page},{page},2024-02,une-source\n")
        file.write(f"guide-du-velo,issued,2018,{page},2024-02,une-source\n")
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


def triples_of(output: Path) -> set[ox.Triple]:
    """All that is published: the whole graph, and what is said of its files."""
    nt = ox.parse(path=output / "catalogue.nt", format=ox.RdfFormat.N_TRIPLES)
    own = ox.parse(path=output / "catalogue/donnees.ttl", format=ox.RdfFormat.TURTLE)
    return {quad.triple for quads in (nt, own) for quad in quads}


def pattern(subject: str) -> re.Pattern[str]:
    """What matches the paths that a mapping is about: «ressource/{id}#fiche, catalogue and …»."""
    paths = re.split(r", | or | and ", subject)
    alternatives = [
        re.sub(r"\\{(\w+)\\}", lambda m: "[^#]+" if m[1] == "thing" else "[^/#]+", re.escape(path))
        for path in paths
    ]
    return re.compile("|".join(alternatives))


OWN = [
    (pattern(m.subject(FRENCH_PATHS)), m)
    for m in MAPPINGS
    if "own" not in m.subject(FRENCH_PATHS).split()
]
OF_OTHERS = [mapping for mapping in MAPPINGS if "own" in mapping.subject(FRENCH_PATHS).split()]


def announced(subject: str, base: str) -> Iterator[Field[Any]]:
    """The fields of the mappings that a thing falls under."""
    if not subject.startswith(base) or subject.startswith(f"{TRESSONS}profil"):
        mappings: Iterable[ThingMapping[Any]] = OF_OTHERS
    else:
        path = subject.removeprefix(base)
        mappings = (mapping for matching, mapping in OWN if matching.fullmatch(path))
    return (field for mapping in mappings for field in mapping.fields)


def unannounced(triples: Iterable[ox.Triple], base: str) -> list[str]:
    return sorted(
        {
            f"{triple.subject} {triple.predicate}"
            for triple in triples
            if str(triple.predicate)
            not in {field.property for field in announced(triple.subject.value, base)}
        }
    )


def test_what_is_published_of_tressons_is_announced(published: Path) -> None:
    assert unannounced(triples_of(published), TRESSONS) == []


def test_what_is_published_of_another_catalogue_is_announced(atelier: Path) -> None:
    assert unannounced(triples_of(atelier / "public"), ATELIER) == []


def with_common_page(things: Iterable[Any]) -> list[Any]:
    """Some things, and one more whose homepage is that of others."""
    first, *others = things
    return [first, *others, replace(first, homepage=COMMON)]


def things(inputs: Inputs) -> dict[int, list[Any]]:
    """What each mapping of the catalogue is applied to, by the identity of the mapping."""
    context, said = inputs.graph.context, inputs.folder.shared
    entries = inputs.process(inputs.folder.records()).entries
    files = [file for each in entries for file in each.distributions]
    facts = data_files.FileFacts(1, "0" * 128)
    counts = void_statistics.Counts(1, 1, Counter(), Counter())
    counts.classes[Iri("<http://www.w3.org/ns/dcat#Dataset>")] = 1
    counts.properties[Iri("<http://www.w3.org/ns/dcat#theme>")] = 1
    counts.examples = [context.iris.resource("x")]
    counts.links = {(Iri("<http://www.w3.org/2002/07/owl#sameAs>"), "wikidata"): 1}
    linksets = [
        void_statistics.Linkset(Iri("<http://www.w3.org/2002/07/owl#sameAs>"), "https://x.org/", 1)
    ]
    partitions = [void_statistics.Partition(term, 1) for term in counts.classes]
    stated = [
        one
        for each in entries
        for addition in each.additions
        for one in reification.addition_statements(
            each, context.iris.resource(each.id), entry_fields.RESOURCE, addition, context
        )
    ]
    pairs: list[tuple[ThingMapping[Any], Iterable[Any]]] = [
        (entry_fields.RESOURCE, entries),
        (entry_fields.RECORD, entries),
        (entry_fields.RECORD_DATES, [entry_fields.RecordDates(DATE, DATE)]),
        (entry_fields.MEMBERSHIP, entries),
        (session.SESSION, [each for each in entries if each.event_date]),
        (
            other_identifier.OTHER_IDENTIFIER,
            [known for each in entries for known in each.identifiers],
        ),
        (extent.NUMBER_OF_PAGES, [each for each in entries if each.number_of_pages]),
        (extent.DURATION, [each for each in entries if each.duration]),
        (resource_rights.RESOURCE_RIGHTS, [each for each in entries if each.rights]),
        (resource_rights.FILE_RIGHTS, [each for each in entries if each.rights]),
        (
            resource_contact.RESOURCE_CONTACT,
            [
                known
                for each in entries
                for known in resource_contact.contact_nodes(each, context).values()
            ],
        ),
        (period.RESOURCE_PERIOD, [each for each in entries if each.period]),
        (distribution.DISTRIBUTION, files),
        (reification.STATEMENT, stated),
        (foaf_documents.DOCUMENT, ["https://www.example.net/"]),
        (catalogue_fields.CATALOGUE, [said.catalogue]),
        (catalogue_fields.CONTACT, [said.catalogue.contact]),
        (catalogue_fields.LICENCE, [said.catalogue.licence]),
        (catalogue_fields.RIGHTS, [said.catalogue.rights]),
        (catalogue_fields.SOURCE, [said.source]),
        (catalogue_fields.PROGRAMME, with_common_page([said.programme])),
        (period.PERIOD, [said.programme, said.catalogue.data_period]),
        (agent_fields.AGENT, said.agents.values()),
        (siren.SIREN, [*said.agents.values(), *said.places.values()]),
        (place_fields.PLACE, with_common_page(said.places.values())),
        (series_fields.SERIES, with_common_page(said.series.values())),
        (
            concept_fields.SCHEME,
            [concept_fields.Scheme(id, title) for id, title in said.schemes.items()],
        ),
        (concept_fields.CONCEPT, said.concepts.values()),
        (
            concept_fields.GROUP,
            [
                replace(each, members=(each.id,), notation="1", definition="Mot.")
                for each in said.concepts.values()
            ],
        ),
        (catalogue_fields.STANDARD, catalogue_fields.STANDARDS),
        (
            description.DESCRIPTION,
            [
                description.Description(inputs.graph.context.agents[each.id], each.additions)
                for each in said.agents.values()
            ],
        ),
        (shared_things.AUTHORITY, said.authorities.terms.values()),
        (data.DATA, [said.catalogue]),
        (edition.EDITION, [edition.Edition(DATE)]),
        (data_files.DATA_DISTRIBUTION, data_files.DATA_FILES),
        (void_statistics.STATISTICS, [counts]),
        (void_statistics.LINKSET, linksets),
        (void_statistics.CLASS_PARTITION, partitions),
        (void_statistics.PROPERTY_PARTITION, partitions),
        (data_files.FILE_FACTS, [(data_files.DATA_FILES[0], facts)]),
        (data_files.CHECKSUM, [facts]),
        (data_files.ALGORITHM, [None]),
    ]
    return {id(field): list(of) for mapping, of in pairs for field in mapping.fields}


class Applied(NamedTuple):
    inputs: Inputs
    things: dict[int, list[Any]]


@pytest.fixture(scope="module")
def applied(atelier: Path) -> Applied:
    inputs = open_folder(atelier, date=DATE)
    return Applied(inputs, things(inputs))


FIELDS = [(mapping, field) for mapping in MAPPINGS for field in mapping.fields]


@each("of", FIELDS, lambda of: f"{of[0].name} {short(of[1].property)} {of[1].column}")
def test_each_field_states_something_of_a_full_catalogue(
    of: tuple[ThingMapping[Any], Field[Any]], applied: Applied
) -> None:
    _, field = of
    things = applied.things[id(field)]
    assert [each for thing in things for each in field.terms(thing, applied.inputs.graph.context)]


def columns_and_settings(folder: Path) -> set[str]:
    """Every column of the tables and every key of the settings, whole and without its table."""
    names = {"schemes", "label_xx", "title_xx"}.union(
        *(table.names for table in (*FOLDER_TABLES, AUTHORITIES))
    )
    settings = tomllib.loads((folder / "data/catalogue.toml").read_text("utf-8"))
    for table, value in settings.items():
        keys = value if isinstance(value, dict) else {}
        # «xx» stands for any language: the settings of the folder have German words.
        named = {*keys, *(re.sub(r"(?<![a-z])de$", "xx", key) for key in keys)}
        names |= {table, *named, *(f"{table}.{key}" for key in named)}
    return names


def test_each_field_names_a_column_or_a_setting_that_exists(atelier: Path) -> None:
    named = {name for _, field in FIELDS for name in (field.column, field.through) if name}
    assert named - columns_and_settings(atelier) == set()


def test_the_table_of_the_mapping_is_up_to_date(project: Path) -> None:
    """``make docs`` brings it up to date."""
    assert (project / "docs" / "mapping.md").read_text("utf-8") == mapping_document()
