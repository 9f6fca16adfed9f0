"""A column of words is its declaration, its field of the mapping and its label: nothing else.

The column is declared in a process of its own, before anything reads the declarations, as whoever
adds one to :class:`Entry` does; then the catalogue is published and read again.
"""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from catalogue_folder import change, copy_of_atelier
from command_line import DATE
from tressons_ld.catalogue.adoption.heading_words import carried_columns
from tressons_ld.catalogue.model import AGENTS, PLACES, RESOURCES, SERIES
from tressons_ld.findings.language import LANGUAGES
from tressons_ld.site.interface_texts import texts_of

ID, COLUMN = "guide-du-velo", "version_notes"
VALUE = "Le chapitre des freins est nouveau."
NOTES = rdflib.URIRef("http://www.w3.org/ns/adms#versionNotes")
AGENT, NOTE = "atelier", "Ouvert le samedi."
TEACHER, TEACHER_ID = "Dominique Selle", "dominique-selle"
DECLARED = """
import sys
from dataclasses import dataclass, replace
from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.columns.thing_names import AGENT
from tressons_ld.catalogue.model.agent import AGENTS, Agent
from tressons_ld.catalogue.model.resource import RESOURCES, Entry
from tressons_ld.findings.language import Text

@dataclass(frozen=True, slots=True, kw_only=True)
class EntryWithNotes(Entry):
    version_notes: str | None = column(Text("ce qui a changé", "what has changed"))
    teachers: tuple[str, ...] = column(Text("qui l'enseigne", "who teaches it"), AGENT, many=True)

layout = Layout.of("resources", EntryWithNotes, languages=RESOURCES.languages)
vars(RESOURCES).update(columns=layout.columns, thing=EntryWithNotes)

@dataclass(frozen=True, slots=True, kw_only=True)
class AgentWithNote(Agent):
    note: str | None = column(Text("une note", "a note"))

layout = Layout.of("agents", AgentWithNote, AGENTS.kind)
vars(AGENTS).update(columns=layout.columns, thing=AgentWithNote)

from tressons_ld.mapping.agent_fields import AGENT as AGENT_MAPPING
from tressons_ld.mapping.entry_fields import RESOURCE
from tressons_ld.mapping.fields import Field, agents, lang_strings
from tressons_ld.rdf.vocabularies import ADMS, DCT, SKOS

field = Field("version_notes", ADMS.versionNotes, lang_strings("version_notes"), "text")
by_agents = Field("teachers", DCT.mediator, agents("teachers"), "foaf:Agent")
vars(RESOURCE)["fields"] = (*RESOURCE.fields, field, by_agents)
of_agent = Field("note", SKOS.note, lang_strings("note"), "text")
vars(AGENT_MAPPING)["fields"] = (*AGENT_MAPPING.fields, of_agent)

from tressons_ld.site.interface_texts import all_texts

all_texts()["label"]["version_notes"] = {"fr": "Notes de version", "en": "Version notes"}
all_texts()["label"]["teachers"] = {"fr": "Formateurs", "en": "Teachers"}
all_texts()["label"]["note"] = {"fr": "Note", "en": "Note"}

from tressons_ld.cli import main

sys.argv[0] = "tressons-ld"
main()
"""


def with_column(*arguments: str | Path, folder: Path) -> None:
    """Run a command of the tool that has the column."""
    done = subprocess.run(
        [sys.executable, "-c", DECLARED, *map(str, arguments)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The publication of a catalogue whose table has the column, and one cell of it a value."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("column") / "atelier")
    change(folder, f"resources {ID} {COLUMN}", VALUE)
    change(folder, f"resources {ID} teachers", TEACHER)
    agents = folder / "data/agents.csv"
    head, first, *others = agents.read_text("utf-8").splitlines()
    assert first.startswith(f"{AGENT},")
    rows = [f"{head},note", f"{first},{NOTE}", *(f"{line}," for line in others)]
    agents.write_text("\n".join(rows) + "\n", "utf-8")
    with_column("publish", "--date", DATE, "--jobs", "1", folder=folder)
    return folder / "public"


def test_it_is_stated(published: Path) -> None:
    graph = rdflib.Graph().parse(published / f"ressource/{ID}.ttl")
    assert list(graph.objects(predicate=NOTES)) == [rdflib.Literal(VALUE, lang="fr")]


@pytest.mark.parametrize(
    ("path", "label", "colon"),
    [("", "Notes de version", "\u00a0:"), ("en/", "Version notes", ":")],
)
def test_its_page_shows_it_and_says_by_what_it_is_stated(
    published: Path, path: str, label: str, colon: str
) -> None:
    page = (published / f"{path}ressource/{ID}.html").read_text("utf-8")
    assert re.search(rf"<dt>{label}</dt>\s*<dd[^>]*>\s*(<span[^>]*>)?{re.escape(VALUE)}", page)
    (sentence,) = re.findall(rf"<li[^>]*>\s*({label}{colon}.*?)</li>", page, re.DOTALL)
    assert VALUE in sentence
    assert "adms:versionNotes" in sentence


def test_that_of_an_agent_is_stated_and_shown_on_its_page(published: Path) -> None:
    graph = rdflib.Graph().parse(published / f"organisation/{AGENT}.ttl")
    assert list(graph.objects(predicate=rdflib.SKOS.note)) == [rdflib.Literal(NOTE, lang="fr")]
    page = (published / f"organisation/{AGENT}.html").read_text("utf-8")
    assert re.search(rf"<dt>Note</dt>\s*<dd[^>]*>\s*(<span[^>]*>)?{re.escape(NOTE)}", page)


def test_who_is_named_in_a_column_of_agents_has_the_resource_on_their_page(
    published: Path,
) -> None:
    page = (published / f"personne/{TEACHER_ID}.html").read_text("utf-8")
    assert f"ressource/{ID}.html" in page


def test_it_is_in_the_spreadsheet(published: Path) -> None:
    with (published / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"]: row[COLUMN] for row in csv.DictReader(file)}[ID] == VALUE


@pytest.mark.parametrize("feed", ["dcat-ap", "dcat"])
def test_it_is_in_the_feeds_of_dcat_ap_which_has_its_property(published: Path, feed: str) -> None:
    graph = rdflib.Graph().parse(published / f"harvest/{feed}.rdf")
    assert list(graph.objects(predicate=NOTES)) == [rdflib.Literal(VALUE, lang="fr")]


def test_the_publication_is_read_back_into_it(published: Path, tmp_path: Path) -> None:
    with_column("init", "again", "--from", published / "catalogue.ttl", folder=tmp_path)
    with (tmp_path / "again/data/resources.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"]: row[COLUMN] for row in csv.DictReader(file)}[ID] == VALUE


def test_every_column_that_is_published_has_a_label_in_both_languages() -> None:
    columns = [each for table in (RESOURCES, AGENTS, PLACES, SERIES) for each in table.columns]
    shown = {each.attribute for each in columns if not each.editorial and not each.key}
    for language in LANGUAGES:
        assert shown - set(texts_of(language).words["label"]) == set()


def test_every_column_that_is_published_is_known_by_its_name_in_tables_of_others() -> None:
    published = {column.name for column in RESOURCES.columns if not column.editorial}
    assert published - set(carried_columns()) == set()
