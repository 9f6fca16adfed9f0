"""The shared part of a synthetic catalogue: its agents, places, series, concepts and settings.

It is the same for a seed whatever the number of entries: some five hundred things.
"""

import random
from dataclasses import dataclass
from functools import cached_property

from . import words
from .slugs import slug

BASE_IRI = "https://data.example.net/ressources/"
SITE_URL = "https://data.example.net/ressources/"
ORGANISATIONS, PERSONS, PLACES, SERIES = 240, 60, 150, 40

Row = dict[str, str]

SETTINGS = f'''\
base_iri = "{BASE_IRI}"
site_url = "{SITE_URL}"

[catalogue]
title_fr = "Catalogue de synthèse"
title_en = "Synthetic catalogue"
description_fr = """
Catalogue fabriqué par un programme pour mesurer le temps et la mémoire que demande sa \\
publication. Aucune des personnes, des structures ni des ressources nommées n'existe."""
description_en = """
Catalogue made by a program to measure the time and the memory that its publication takes. None \\
of the people, bodies and resources named in it exists."""
language = "fr"
publisher = "{{publisher}}"
places = ["{{place}}"]

[contact]
name = "Équipe du catalogue de synthèse"
url = "https://data.example.net/contact"

[licence]
iri = "https://creativecommons.org/publicdomain/zero/1.0/"
label = "CC0 1.0"
confirmed = true

[rights]
fr = "Données de synthèse."
en = "Synthetic data."

[data]
title_fr = "Données du catalogue de synthèse"
title_en = "Data of the synthetic catalogue"
description_fr = """
Notices fabriquées par un programme, avec leurs vocabulaires, en tableau et en RDF, pour \\
mesurer le temps et la mémoire que demande leur publication."""
description_en = """
Records made by a program, with their vocabularies, as a table and as RDF, to measure the time \\
and the memory that their publication takes."""
frequency = "NEVER"

[source]
id = "tirage"
title = "Tirage pseudo-aléatoire"
created = "2026-11"
description = "Suite de nombres dont ce catalogue est tiré."
rights_fr = "Libre de droits."
rights_en = "Free of rights."

[programme]
id = "mesures"
name = "Mesures de la publication"
acronym = "MESURES"
description = "Programme fictif dont toutes les ressources sont issues."
start = "2020"
end = "2025"
leaders = ["{{publisher}}"]

[schemes]
genre = {{{{ fr = "Genres", en = "Kinds" }}}}
theme = {{{{ fr = "Thèmes", en = "Themes" }}}}
public = {{{{ fr = "Publics", en = "Audiences" }}}}
section = {{{{ fr = "Parties", en = "Parts" }}}}

# Les autres outils n'écrivent ni flux, ni références, ni pages.
[publication]
feeds = false
references = false
site = false
'''


@dataclass(frozen=True)
class Place:
    """A place: its row, and its name with the article, for sentences."""

    row: Row
    in_sentence: str


class SharedTables:
    """The tables that the entries of a synthetic catalogue name rows of, for one seed.

    Attributes:
        organisations: rows of agents.csv that are organisations, names unique.
        persons: rows of agents.csv that are persons.
        places: the places.
        series: rows of series.csv.
        themes: id, label and EU data theme (of the parent, where it has none itself).
    """

    def __init__(self, seed: int) -> None:
        chance = random.Random(f"{seed}/shared")
        self.places = _places(chance)
        self.organisations = _organisations(chance, self.places)
        self.persons = _persons(chance, self.organisations)
        self.series = _series()

    @cached_property
    def agents(self) -> list[Row]:
        """Rows of agents.csv."""
        return [*self.organisations, *self.persons]

    @cached_property
    def concepts(self) -> list[Row]:
        """Rows of concepts.csv."""
        rows = [
            _concept("genre", id, fr, en, schema_type=types, dcmi_type=dcmi)
            for id, fr, en, types, dcmi, _ in words.KINDS
        ]
        for (id, fr, en, code), *children in words.THEMES:
            rows.append(_concept("theme", id, fr, en, data_theme=code))
            rows.extend(
                _concept("theme", *child, broader=id, data_theme=code if number % 2 else "")
                for number, child in enumerate(children)
            )
        rows.extend(_concept("public", id, fr, en) for id, fr, en, _ in words.AUDIENCES)
        rows.extend(
            _concept("section", id, fr, en, notation=str(number))
            for number, (id, fr, en) in enumerate(words.SECTIONS, start=1)
        )
        return rows

    @property
    def settings(self) -> str:
        """Text of catalogue.toml."""
        return SETTINGS.format(
            publisher=self.organisations[0]["id"], place=self.places[0].row["id"]
        )


def _concept(scheme: str, id: str, fr: str, en: str, **others: str) -> Row:
    return {"scheme": scheme, "id": id, "label_fr": fr, "label_en": en, **others}


def _places(chance: random.Random) -> list[Place]:
    names = [head + end for head in words.PLACE_HEADS for end in words.PLACE_ENDS]
    chance.shuffle(names)
    places: list[Place] = []
    for number, name in enumerate(names[:PLACES]):
        form, schema_type = words.PLACE_FORMS[number % len(words.PLACE_FORMS)]
        with_article = form.format(of=words.of(name))
        label = words.capitalised(words.bare(with_article))
        row = {
            "id": slug(label),
            "name": label,
            "schema_type": schema_type,
            "spellings": name,
            "description": f"Territoire imaginaire autour {words.of(name)}." if number % 3 else "",
            "within": places[number % 10].row["id"] if number >= 10 and number % 2 else "",
        }
        places.append(Place(row, with_article))
    return places


def _organisations(chance: random.Random, places: list[Place]) -> list[Row]:
    rows: list[Row] = []
    taken: set[str] = set()
    while len(rows) < ORGANISATIONS:
        form = chance.choice(words.ORGANISATION_FORMS)
        subject = chance.choice(words.OBJECTS)
        if chance.random() < 0.5:
            subject = chance.choice(places).in_sentence
        name = form.format(of_place_or_object=words.of(subject), object=subject)
        id = slug(name)
        if id in taken:
            continue
        taken.add(id)
        acronym = "".join(word[0] for word in id.split("-") if len(word) > 2).upper()
        known = len(acronym) < 3 or acronym.lower() in taken
        taken.add(acronym.lower())
        number = len(rows)
        rows.append(
            {
                "id": id,
                "type": "organisation",
                "name": name,
                "acronym": "" if known else acronym,
                "spellings": name.replace("'", " ") + " (réseau)" if number % 5 == 0 else "",
                "part_of": rows[number // 4]["id"] if number % 7 == 6 else "",
                "homepage": f"https://www.{id[:40].strip('-')}-{number}.example.net/",
                "description": f"Structure imaginaire, numéro {number}." if number % 2 else "",
            }
        )
    return rows


def _persons(chance: random.Random, organisations: list[Row]) -> list[Row]:
    names = [f"{first} {last}" for first in words.FIRST_NAMES for last in words.LAST_NAMES]
    chance.shuffle(names)
    return [
        {
            "id": slug(name),
            "type": "personne",
            "name": name,
            "part_of": organisations[number]["id"] if number % 3 else "",
        }
        for number, name in enumerate(names[:PERSONS])
    ]


def _series() -> list[Row]:
    rows = []
    for number in range(SERIES):
        form, schema_type = words.SERIES_FORMS[number % len(words.SERIES_FORMS)]
        subject = words.OBJECTS[number]
        title = form.format(object=subject, of_object=words.of(subject))
        rows.append(
            {
                "id": slug(title),
                "schema_type": schema_type,
                "title": title,
                "description": f"Suite de documents imaginaires sur {subject}.",
                "homepage": f"https://data.example.net/series/{number}" if number % 2 else "",
            }
        )
    return rows
