"""data/ says what the received document prints, no less and no more; the rest is an addition.

The document is read here by a reading of its own, so that an error of the importer cannot hide one
of the tables.
"""

import csv
import hashlib
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

DATA = Path(__file__).resolve().parents[1] / "data"
DOCUMENT = DATA / "source" / "catalogue-tressons-2022.md"
TABLES = ("resources", "agents", "places", "series", "concepts", "additions")


class Printed(NamedTuple):
    section: str
    title: str
    kind: str
    year: str
    authors: str
    description: str


def rows_of(table: str) -> list[dict[str, str]]:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def values_of(cell: str) -> list[str]:
    return [value.strip() for value in cell.split(";") if value.strip()]


def printed_entries() -> list[Printed]:
    lines = [line for line in DOCUMENT.read_text(encoding="utf-8").split("\n") if line.strip()]
    sections = {row["label_fr"] for row in rows_of("concepts") if row["scheme"] == "section"}
    entries, section = [], ""
    for at, line in enumerate(lines):
        heading = line.lstrip("#").strip() if line.startswith("#") else None
        if heading in sections:
            section = heading
        elif heading and (kind := re.fullmatch(r"(.+) \((\d{4})\)", lines[at + 1])):
            end = next(i for i in range(at, len(lines)) if lines[i].startswith("[>"))
            authors, *paragraphs = lines[at + 2 : end]
            description = "\n\n".join(paragraphs)
            entries.append(
                Printed(section, heading, kind[1], kind[2], authors.strip("*"), description)
            )
    return entries


ENTRIES = printed_entries()
BY_TITLE = {row["printed_title"]: row for row in rows_of("resources")}
# A resource that a documentalist adds has a row, and no entry in the document.
ROWS = [BY_TITLE[entry.title] for entry in ENTRIES if entry.title in BY_TITLE]
IDS = {
    (scheme, name): concept["id"]
    for concept in rows_of("concepts")
    for scheme in (concept["scheme"],)
    for name in (concept["id"], concept["label_fr"], *values_of(concept["spellings"]))
}
AGENTS = {
    name: agent["id"]
    for agent in rows_of("agents")
    for name in (agent["name"], agent["acronym"], *values_of(agent["spellings"]))
    if name
}
each_entry = pytest.mark.parametrize(
    ("printed", "row"),
    [(entry, BY_TITLE[entry.title]) for entry in ENTRIES if entry.title in BY_TITLE],
    ids=[row["id"] for row in ROWS],
)


def test_the_document_lies_there_as_it_was_received() -> None:
    digest = hashlib.sha256(DOCUMENT.read_bytes()).hexdigest()
    assert digest == "0fdaa36b98a1f4960c2acbeb2d6d03b7d5c2f4b235c86bf33003e5297c137256"


def test_there_is_a_row_for_each_entry_of_the_document() -> None:
    assert len(ENTRIES) == len(ROWS) == 28


@each_entry
def test_the_printed_columns_are_the_document_to_the_character(
    printed: Printed, row: dict[str, str]
) -> None:
    columns = ("section", "printed_title", "issued", "printed_authors", "description")
    assert [row[column] for column in columns] == [
        printed.section,
        printed.title,
        printed.year,
        printed.authors,
        printed.description,
    ]
    assert IDS["genre", row["kind"]] == IDS["genre", printed.kind]


@each_entry
def test_the_title_is_the_printed_one_in_sentence_case(
    printed: Printed, row: dict[str, str]
) -> None:
    assert row["title"].upper() == printed.title.upper()
    assert row["title"] != printed.title


@each_entry
def test_the_agents_are_the_printed_ones_in_their_order(
    printed: Printed, row: dict[str, str]
) -> None:
    bodies, _, people = printed.authors.rstrip(")").partition(" (")
    named = [AGENTS[name] for name in re.split(r", | et ", bodies)]
    assert [AGENTS[name] for name in values_of(row["organisations"])] == named
    named = [AGENTS[name] for name in people.split(", ") if name]
    assert [AGENTS[name] for name in values_of(row["persons"])] == named


@each_entry
def test_each_keyword_stands_in_the_text_of_its_entry(
    printed: Printed, row: dict[str, str]
) -> None:
    text = f"{printed.title} {printed.description}".casefold()
    assert [word for word in values_of(row["keywords"]) if word.casefold() not in text] == []


@each_entry
def test_themes_and_audiences_are_concepts_of_the_catalogue(
    printed: Printed, row: dict[str, str]
) -> None:
    assert row["themes"]
    for column, scheme in (("themes", "theme"), ("audiences", "public")):
        assert [v for v in values_of(row[column]) if (scheme, v) not in IDS] == []


@pytest.mark.parametrize("column", ["publisher", "landing_page", "page", "download_url", "licence"])
def test_what_the_document_does_not_say_is_empty(column: str) -> None:
    assert {row[column] for row in ROWS} == {""}


def test_the_counts_are_those_of_the_document() -> None:
    assert Counter(row["issued"] for row in ROWS) == {"2019": 6, "2020": 16, "2021": 5, "2022": 1}
    assert sorted(Counter(row["section"] for row in ROWS).values()) == [7, 7, 14]
    assert sorted(Counter(row["kind"] for row in ROWS).values()) == [*[1] * 8, 4, 6, 10]
    bodies = Counter(AGENTS[name] for row in ROWS for name in values_of(row["organisations"]))
    assert bodies == {
        "avise": 27,
        "rtes": 22,
        "ecole-urbaine-de-sciences-po": 5,
        "extracite": 4,
        "observatoire-national-de-l-ess": 2,
    }
    people = Counter(AGENTS[name] for row in ROWS for name in values_of(row["persons"]))
    assert sorted(people.values()) == [5, 5, 5, 5]


def test_every_theme_is_used_or_broader_than_one_that_is() -> None:
    used = {IDS["theme", name] for row in ROWS for name in values_of(row["themes"])}
    concepts = [row for row in rows_of("concepts") if row["scheme"] == "theme"]
    broader = {row["broader"] for row in concepts}
    assert [row["id"] for row in concepts if row["id"] not in used | broader] == []


@pytest.mark.parametrize("addition", rows_of("additions"), ids=lambda row: row["resource"])
def test_an_addition_says_who_says_so_when_it_was_read_and_how_sure_it_is(
    addition: dict[str, str],
) -> None:
    assert all(addition.values())
    assert re.fullmatch(r"https?://\S+", addition["source"])
    assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", addition["found_on"])
    assert ("certitude", addition["certainty"]) in IDS


@pytest.mark.parametrize("name", TABLES)
def test_a_table_is_utf8_with_plain_line_ends(name: str) -> None:
    content = (DATA / f"{name}.csv").read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\n")


@pytest.mark.parametrize("name", TABLES)
def test_the_guide_explains_every_column(name: str) -> None:
    guide = (DATA / "README.md").read_text(encoding="utf-8")
    columns = next(iter(rows_of(name)))
    assert [column for column in columns if f"`{column}`" not in guide] == []


def test_the_settings_name_agents_and_places_that_exist() -> None:
    settings = tomllib.loads((DATA / "catalogue.toml").read_text(encoding="utf-8"))
    programme = settings["programme"]
    roles = ("leaders", "partners", "supporters", "funders")
    named = {settings["catalogue"]["publisher"], *(id for role in roles for id in programme[role])}
    assert named <= {row["id"] for row in rows_of("agents")}
    assert set(settings["catalogue"]["places"]) <= {row["id"] for row in rows_of("places")}
    assert (DATA / settings["source"]["file"]) == DOCUMENT
