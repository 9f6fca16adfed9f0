"""One entry of a synthetic catalogue, made of its number and the seed alone.

Entry 7 is the same in a catalogue of 10 and of a million, so a larger catalogue begins with a
smaller one.
"""

import random
from collections.abc import Callable

from . import words
from .shared import SharedTables
from .slugs import slug

COLUMNS = (
    "id",
    "section",
    "kind",
    "title",
    "printed_title",
    "issued",
    "organisations",
    "persons",
    "printed_authors",
    "publisher",
    "description",
    "themes",
    "keywords",
    "audiences",
    "places",
    "series",
    "based_on",
    "event_date",
    "language",
    "landing_page",
    "page",
    "download_url",
    "format",
    "size",
    "licence",
)

MANY_VALUED = frozenset(
    (
        "organisations",
        "persons",
        "themes",
        "keywords",
        "audiences",
        "places",
        "series",
        "based_on",
        "page",
        "download_url",
        "format",
        "size",
        "licence",
    )
)

LICENCES = (
    "https://www.etalab.gouv.fr/licence-ouverte-open-licence/",
    "https://creativecommons.org/licenses/by/4.0/",
)

Cells = dict[str, str]
Quotable = Callable[[int], bool]
"""Whether the entry of a number may be named by another one."""


class Entries:
    """Makes the entries of one catalogue."""

    def __init__(
        self, seed: int, shared: SharedTables, quotable: Quotable = lambda _: True
    ) -> None:
        self.seed = seed
        self.shared = shared
        self.quotable = quotable
        self.themes = [
            (id, fr)
            for (id, fr, *_), *children in words.THEMES
            for id, fr, *_ in ((id, fr), *children)
        ]

    def id(self, number: int) -> str:
        """Return the id of the entry with this number."""
        chance = random.Random(f"{self.seed}/id/{number}")
        kind = self.kind(number)[0]
        return f"{kind}-{slug(words.bare(chance.choice(words.OBJECTS)))}-{number}"

    def kind(self, number: int) -> tuple[str, str, str, str, str, str]:
        """Return the kind of the entry with this number."""
        return random.Random(f"{self.seed}/kind/{number}").choice(words.KINDS)

    def cells(self, number: int) -> Cells:
        """Return the cells of the entry with this number, column -> text."""
        chance = random.Random(f"{self.seed}/entry/{number}")
        pick, some = chance.choice, chance.random
        shared = self.shared
        id = self.id(number)
        kind, kind_label, _, _, _, formats = self.kind(number)
        places = chance.sample(shared.places, pick((0, 1, 1, 1, 2)))
        place = (places or [pick(shared.places)])[0].in_sentence
        bodies = chance.sample(shared.organisations, pick((1, 1, 2, 3)))
        people = chance.sample(shared.persons, 1 if some() < 0.2 else 0)
        subject, other = chance.sample(words.OBJECTS, 2)
        title = self._title(chance, subject, other, kind_label, place)
        themes = chance.sample(self.themes, pick((1, 2, 2, 3)))
        spoken = [one["name"] for one in (*bodies, *people)]
        keywords = dict.fromkeys(
            [words.bare(subject), words.bare(other)]
            + [words.bare(one) for one in chance.sample(words.OBJECTS, pick((1, 2, 3)))]
        )
        cells = {
            "id": id,
            "section": pick(words.SECTIONS)[pick((0, 1))],
            "kind": kind_label if some() < 0.8 else kind,
            "title": title,
            "printed_title": title.upper() if some() < 0.25 else "",
            "issued": _date(chance),
            "organisations": "; ".join(self._named(chance, body) for body in bodies),
            "persons": "; ".join(person["name"] for person in people),
            "printed_authors": _listed(spoken),
            "publisher": self._named(chance, bodies[0]) if some() < 0.6 else "",
            "description": self._description(chance, subject, other, place),
            "themes": "; ".join(theme[pick((0, 1, 1))] for theme in themes),
            "keywords": "; ".join(keywords),
            "audiences": "; ".join(
                audience[1] for audience in chance.sample(words.AUDIENCES, pick((0, 1, 1, 2)))
            ),
            "places": "; ".join(one.row[pick(("name", "name", "spellings"))] for one in places),
            "series": pick(shared.series)["title"] if some() < 0.3 else "",
            "based_on": self._based_on(chance, number),
            "event_date": _day(chance) if kind == "webinaire" or some() < 0.05 else "",
            "language": "fr" if some() < 0.5 else "",
            "landing_page": f"{bodies[0]['homepage']}{id}" if some() < 0.9 else "",
            "page": "; ".join(
                f"https://presse.example.net/revue/{page}"
                for page in chance.sample(range(500), pick((0, 0, 0, 1, 2)))
            ),
        }
        cells.update(self._files(chance, id, formats.split(), bodies[0]["homepage"]))
        return cells

    def _named(self, chance: random.Random, agent: Cells) -> str:
        """Return the agent's name, acronym or id: what a cell may call it."""
        return agent[chance.choice(("name", "name", "acronym", "id"))] or agent["name"]

    def _title(self, chance: random.Random, subject: str, other: str, kind: str, place: str) -> str:
        audience = chance.choice(words.AUDIENCES)[3]
        title = chance.choice(words.TITLES).format(
            object=subject,
            Object=words.capitalised(subject),
            object2=other,
            of_object=words.of(subject),
            kind=kind.lower(),
            of_audience=words.of(audience),
            actors=chance.choice(words.ACTORS),
            need=chance.choice(words.NEEDS),
            place="dans " + place,
        )
        return words.capitalised(title)

    def _description(self, chance: random.Random, subject: str, other: str, place: str) -> str:
        """Return between 100 and 600 characters, of two sentences or more."""
        length = chance.randrange(110, 480)
        sentences: list[str] = []
        total = 0
        for pattern in chance.sample(words.SENTENCES, 8):
            year = chance.randrange(2005, 2022)
            method = chance.choice(words.METHODS)
            actors = chance.choice(words.ACTORS)
            sentence = pattern.format(
                object=subject,
                Object=words.capitalised(subject),
                actors=actors,
                Actors=words.capitalised(actors),
                place="dans " + place,
                method=method,
                of_method=words.of(method),
                need=chance.choice(words.NEEDS),
                need2=chance.choice(words.NEEDS),
                result=chance.choice(words.RESULTS),
                result2=chance.choice(words.RESULTS),
                year=year,
                later=year + chance.randrange(1, 4),
                number=chance.randrange(12, 60),
                number2=chance.randrange(2, 12),
            )
            if total + len(sentence) > 540 and total > 100:
                break
            sentences.append(sentence)
            total += len(sentence) + 1
            if total > length:
                break
        if chance.random() < 0.05 and total < 520:
            quotes = chance.choice(words.PRINTED_QUOTES)
            sentences.append(quotes.format(Bare=words.capitalised(words.bare(other))))
        return ("\n" if chance.random() < 0.03 else " ").join(sentences)

    def _based_on(self, chance: random.Random, number: int) -> str:
        """Return the id of an earlier entry, for one entry in seven."""
        if number == 0 or chance.random() >= 0.15:
            return ""
        earlier = chance.randrange(number)
        return self.id(earlier) if self.quotable(earlier) else ""

    def _files(self, chance: random.Random, id: str, formats: list[str], homepage: str) -> Cells:
        count = chance.choice((1, 1, 2))
        known = [chance.random() < 0.85 for _ in range(count)]
        cells = {
            "download_url": "; ".join(
                f"{homepage}fichiers/{id}.{format.lower()}" for format in formats[:count]
            ),
            "format": "; ".join(formats[:count]),
            "size": "",
            "licence": "",
        }
        if any(known):
            cells["size"] = "; ".join(
                str(chance.randrange(20_000, 90_000_000)) if one else "" for one in known
            ).strip()
        if chance.random() < 0.3:
            cells["licence"] = "; ".join([chance.choice(LICENCES)] * count)
        return cells


def _date(chance: random.Random) -> str:
    year, draw = chance.randrange(2005, 2026), chance.random()
    if draw < 0.6:
        return str(year)
    if draw < 0.8:
        return f"{year}-{chance.randrange(1, 13):02}"
    return _day(chance)


def _day(chance: random.Random) -> str:
    year, month = chance.randrange(2005, 2026), chance.randrange(1, 13)
    return f"{year}-{month:02}-{chance.randrange(1, 29):02}"


def _listed(names: list[str]) -> str:
    if len(names) == 1:
        return names[0]
    return ", ".join(names[:-1]) + " et " + names[-1]
