"""A table that was adopted -> the files of a catalogue folder, as texts."""

from collections.abc import Mapping, Sequence

from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
from tressons_ld.catalogue.adoption.last_import import last_import_texts
from tressons_ld.catalogue.adoption.proposed_things import LATIN
from tressons_ld.catalogue.adoption.thing_tables import (
    PUBLISHER,
    agent_rows,
    concept_rows,
    thing_rows,
)
from tressons_ld.catalogue.importer.new_rows import csv_text
from tressons_ld.catalogue.model import AGENTS, CONCEPTS, PLACES, RESOURCES, SERIES
from tressons_ld.catalogue.tables.review_marks import REVIEW
from tressons_ld.catalogue.tables.toml_file import toml_string
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

SCHEMES = {
    "genre": sentence("adoption.kinds-title"),
    "theme": sentence("adoption.themes-title"),
    "public": sentence("adoption.audiences-title"),
    "niveau": sentence("adoption.levels-title"),
    "section": sentence("adoption.sections-title"),
}


def folder_texts(adopted: AdoptedTable, title: str, language: str, paths: str) -> dict[str, str]:
    """Return the files of the folder: path -> text.

    Args:
        adopted: the table.
        title: of the catalogue.
        language: of the one who reads the notes, fr or en.
        paths: language of the words of paths, fr or en.
    """
    texts = {
        "data/catalogue.toml": _settings(adopted, title, language, paths),
        "data/resources.csv": _resources(adopted, language),
        "data/agents.csv": _table(agent_rows(adopted, language)),
        "data/concepts.csv": _table(concept_rows(adopted, language)),
        **last_import_texts(adopted),
    }
    for layout, things, naming in (
        (PLACES, adopted.places, "name"),
        (SERIES, adopted.series, "title"),
    ):
        if len(things):
            texts[f"data/{layout.name}.csv"] = _table(thing_rows(things, naming, language))
    return texts


def _resources(adopted: AdoptedTable, language: str) -> str:
    filled = {column for row in adopted.rows for column in row.cells}
    names = [name for name in RESOURCES.names if name in filled or name in RESOURCES.required]
    rows = (
        [
            *(row.cells.get(name, "") for name in names),
            "; ".join(dict.fromkeys(note.in_language(language) for note in row.notes)),
        ]
        for row in adopted.rows
    )
    return csv_text([[*names, REVIEW.in_language(language)], *rows])


def _table(rows: Sequence[Mapping[str, str]]) -> str:
    return csv_text([list(rows[0]), *(list(row.values()) for row in rows)])


def _settings(adopted: AdoptedTable, title: str, language: str, paths: str) -> str:
    publisher = adopted.publisher.id if adopted.publisher else PUBLISHER
    words = _SETTINGS[language]
    schemes = ["genre", *(name for name, things in adopted.concepts.items() if len(things))]
    side = adopted.language if adopted.language in LATIN else ""
    told = [side] if side else [adopted.language, *LATIN]
    titles = {each: _MADE_FROM.get(each, "").format(adopted.table.file) for each in told}
    lines = [
        words["head"],
        'base_iri = "https://catalogue.example.org/id/"',
        words["site"],
        'site_url = "https://catalogue.example.org/"',
        words["paths"],
        f"paths = {toml_string(paths)}",
        "",
        "[catalogue]",
        *(f"title_{each} = {toml_string(title)}" for each in titles),
        *(f"description_{each} = {toml_string(text)}" for each, text in titles.items() if text),
        f"language = {toml_string(adopted.language)}",
        f"publisher = {toml_string(publisher)}",
        "",
        "[schemes]",
        *(f"{name} = {_scheme(SCHEMES[name], side)}" for name in schemes),
        "",
        *_descriptions(adopted, words),
        words["columns"],
        *(
            line
            for layout in (RESOURCES, AGENTS, CONCEPTS, PLACES, SERIES)
            for line in (
                f"[columns.{layout.name}]",
                f'{toml_string(REVIEW.in_language(language))} = ""',
            )
        ),
    ]
    return "\n".join(lines) + "\n"


def _descriptions(adopted: AdoptedTable, words: Mapping[str, str]) -> list[str]:
    if not adopted.outcome.no_description:
        return []
    return [words["descriptions"], "[resources]", 'without_description = "composed"', ""]


def _scheme(title: Text, side: str) -> str:
    sides = [side] if side else list(LATIN)
    return (
        "{ "
        + ", ".join(f"{each} = {toml_string(title.in_language(each))}" for each in sides)
        + " }"
    )


_MADE_FROM = {
    "fr": "Catalogue établi à partir du fichier {}.",
    "en": "A catalogue made from the file {}.",
    "de": "Ein Katalog, aus der Datei {} erstellt.",
    "es": "Catálogo elaborado a partir del archivo {}.",
    "it": "Catalogo ricavato dal file {}.",
}

_SETTINGS = {
    "fr": {
        "head": "# Réglages du catalogue, écrits par « tressons-ld init --from ». À relire.\n"
        "# Début du nom (IRI) de chaque chose ; à remplacer avant la première publication.",
        "paths": "# Langue des mots dans les adresses : ressource/… (« en » : resource/…).",
        "site": "# Adresse où les fichiers de public/ seront déposés. À remplacer aussi.",
        "columns": "# Ce qui fut deviné dans une ligne : vider la cellule une fois relue.",
        "descriptions": "# Les notices sans description en ont une composée de leurs autres "
        "champs, qui le dit.\n# « refused » : ne pas publier sans description.",
    },
    "en": {
        "head": '# Settings of the catalogue, written by "tressons-ld init --from". To be read '
        "over.\n"
        "# Beginning of the name (IRI) of each thing; to be replaced before publishing.",
        "paths": '# Language of the words in addresses: resource/… ("fr": ressource/…).',
        "site": "# Where the files of public/ will lie. To be replaced too.",
        "columns": "# What was guessed in a row: empty the cell once you have read it over.",
        "descriptions": "# An entry without a description has one composed of its other fields, "
        'which says so.\n# "refused": publish none without a description.',
    },
}
