"""Small catalogue folders for the tests of reading: a base that reads without a finding."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tressons_ld.catalogue.model import Entry, SharedPart
from tressons_ld.catalogue.tables.entries import read_entries
from tressons_ld.catalogue.tables.resource_table import open_resources, read_index
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.finding import Finding

SETTINGS = """\
base_iri = "https://example.org/catalogue/"
site_url = "https://www.example.org/"

[catalogue]
title_fr = "Essai"
title_en = "Trial"
description_fr = "Un catalogue d'essai."
description_en = "A catalogue for trial."
publisher = "avise"

[schemes]
genre = { fr = "Genres", en = "Kinds" }
theme = { fr = "Thèmes", en = "Themes" }
public = { fr = "Publics", en = "Audiences" }
section = { fr = "Parties", en = "Parts" }
certitude = { fr = "Certitude", en = "Certainty" }
"""

TABLES: dict[str, list[dict[str, str]]] = {
    "agents": [
        {"id": "avise", "type": "organisation", "name": "Avise"},
        {
            "id": "rtes",
            "type": "organisation",
            "name": "Réseau des collectivités territoriales pour l'économie solidaire",
            "acronym": "RTES",
        },
        {
            "id": "jeanne-pappas",
            "type": "personne",
            "name": "Jeanne Pappas",
            "spellings": "Jeanne PAPPA; J. Pappas",
            "part_of": "Avise",
        },
    ],
    "places": [
        {"id": "france", "name": "France", "schema_type": "AdministrativeArea"},
        {"id": "vercors", "name": "Parc naturel régional du Vercors", "within": "France"},
    ],
    "series": [{"id": "carnets", "schema_type": "Collection", "title": "Carnets"}],
    "concepts": [
        {
            "scheme": "genre",
            "id": "etude",
            "label_fr": "Étude",
            "label_en": "Study",
            "schema_type": "Report",
            "dcmi_type": "Text",
        },
        {"scheme": "genre", "id": "webinaire", "label_fr": "Webinaire", "label_en": "Webinar"},
        {
            "scheme": "theme",
            "id": "mobilite",
            "label_fr": "Mobilité",
            "label_en": "Mobility",
            "data_theme": "TRAN",
            "matches": "closeMatch http://eurovoc.europa.eu/6850",
        },
        {
            "scheme": "theme",
            "id": "velo",
            "label_fr": "Vélo",
            "label_en": "Cycling",
            "broader": "Mobilité",
        },
        {"scheme": "public", "id": "elus", "label_fr": "Élus", "label_en": "Councillors"},
        {"scheme": "section", "id": "comprendre", "label_fr": "Comprendre", "label_en": "Know"},
        {"scheme": "certitude", "id": "sure", "label_fr": "Sûre", "label_en": "Sure"},
    ],
    "resources": [
        {"id": "une-etude", "kind": "Étude", "title": "Une étude", "description": "Un texte."},
        {"id": "un-debat", "kind": "Webinaire", "title": "Un débat", "description": "Deux."},
    ],
}


def written(rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> str:
    """The rows as CSV, under the headings that any of them has."""
    listed = list(rows)
    headings = list(dict.fromkeys(heading for row in listed for heading in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, headings, restval="", delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return text.getvalue()


def make_folder(
    folder: Path,
    *,
    settings: str = "",
    files: Mapping[str, str | bytes] | None = None,
    **tables: Sequence[Mapping[str, str]],
) -> Path:
    """A catalogue folder: the base above, with these tables, settings and files instead."""
    data = folder / "data"
    data.mkdir(parents=True, exist_ok=True)
    (data / "catalogue.toml").write_text(SETTINGS + settings, "utf-8")
    given = files or {}
    for name, rows in {**TABLES, **tables}.items():
        if not any(file.partition(".")[0] == name for file in given):
            (data / f"{name}.csv").write_text(written(rows), "utf-8", newline="")
    for name, content in given.items():
        (data / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read_all(folder: Path) -> tuple[SharedPart, list[Entry | None], list[Finding]]:
    """All that the folder holds, and all that was found on the way."""
    shared, findings = read_shared(folder)
    table = open_resources(folder, shared.settings)
    index, wrong = read_index(folder, shared, table)
    entries, problems = [], [*findings, *wrong]
    for entry, found in read_entries(table, shared, index):
        entries.append(entry)
        problems.extend(found)
    return shared, entries, problems


def with_cell(column: str, value: str) -> list[dict[str, str]]:
    """The resources of the base, one cell of the first row changed."""
    first, *others = TABLES["resources"]
    return [{**first, column: value}, *others]
