"""Catalogues that would break a page that is not careful: by their words, and by their size."""

import csv
from pathlib import Path

SCRIPT = "</script><script>alert(1)</script>"
LONG = "Un titre qui n'en finit pas, " * 10 + "et puis finit."
UNBROKEN = "https://www.example.net/" + "a" * 400
HEBREW = "\u05d4\u05db\u05dc\u05db\u05dc\u05d4 \u05d4\u05d7\u05d1\u05e8\u05ea\u05d9\u05ea (2019)"
EMOJI = "Vélos \U0001f6b2 & piétons \U0001f6b6\U0001f3fd\u200d\u2640\ufe0f <b>gras</b>"

SETTINGS = """
base_iri = "https://id.example.net/hostile/"
site_url = "https://www.example.net/sous/chemin/"

[catalogue]
title_fr = "Catalogue & <em>hostile</em>"
title_en = "Hostile \\"catalogue\\" {{ 7*7 }}"
description_fr = "</main></body> {{ frame }} {% raw %}"
description_en = "</main></body> &amp; &lt;"
publisher = "ressource"

[schemes]
genre = { fr = "Genres <i>", en = "Kinds <i>" }
theme = { fr = "Thèmes", en = "" }
"""

# id -> title, language
RESOURCES = {
    "catalogue": (SCRIPT, "fr"),
    "404": (LONG, "fr"),
    "en": (HEBREW, "he"),
    "annee": (EMOJI, "en"),
    "ressource": ("{{ frame.title }} {% endblock %} '\"><img src=x onerror=alert(1)>", "fr"),
    "a-propos": ("]]> --> <!-- &amp; &#x3c; \u2028 \u202eesrever", "fr"),
    "donnees": ("x", "fr"),
    "2": ("2", "fr"),
}


def hostile(folder: Path) -> Path:
    """Write the catalogue into a new folder."""
    data = folder / "data"
    data.mkdir(parents=True)
    (data / "catalogue.toml").write_text(SETTINGS, "utf-8")
    _write(
        data / "agents.csv",
        ["id", "type", "name", "homepage", "description"],
        [
            ["ressource", "organisation", SCRIPT, UNBROKEN, EMOJI],
            ["en", "personne", HEBREW, "", ""],
        ],
    )
    _write(
        data / "concepts.csv",
        ["scheme", "id", "label_fr", "label_en", "definition", "schema_type"],
        [
            ["genre", "genre", "Genre <b>", "", SCRIPT, "Report"],
            ["theme", "annee", LONG, "<script>", "", ""],
        ],
    )
    _write(
        data / "resources.csv",
        ["id", "kind", "title", "description", "organisations", "persons", "themes", "keywords"]
        + ["language", "issued", "landing_page", "download_url"],
        [
            [id, "genre", title, f"{title}\n\n{SCRIPT * 3}", "ressource", "en", "annee", SCRIPT]
            + [language, "2019", UNBROKEN, UNBROKEN + "'.pdf"]
            for id, (title, language) in RESOURCES.items()
        ]
        + [["seul", "genre", "Rien que ce qu'il faut", "Une phrase."] + [""] * 8],
    )
    return folder


# --- everything huge --------------------------------------------------------------------------

MANY, HUGE_ROWS = 60, 3
"""Values of each list; resources of which all is huge."""

NAME = 'L\'union <des> associations & "ateliers" du territoire, ' * 5
"""The start of a name of 300 characters."""

HUGE_TITLE = f"{SCRIPT} {NAME}"[:300]
TEXT = 'Un paragraphe </p> qui dit beaucoup, et "tout" & son contraire. ' * 40
HUGE_SETTINGS = """
[catalogue]
title_fr = "Catalogue <démesuré>"
title_en = "Huge & <wide> catalogue"
description_fr = "{text}"
description_en = "{text}"
publisher = "agent-0"

[contact]
name = "Équipe"
email = "equipe@example.net"

[rights]
fr = "{text}"
en = "{text}"

[programme]
id = "programme"
name = "Un programme"
description = "{text}"

[schemes]
genre = {{ fr = "Genres <i>", en = "Kinds <i>" }}
theme = {{ fr = "Thèmes", en = "Themes" }}
public = {{ fr = "Publics", en = "Audiences" }}
certitude = {{ fr = "Certitudes", en = "Certainties" }}
"""


def huge(folder: Path) -> Path:
    """Write a catalogue in which each text is long and each list has many values."""
    data, many = folder / "data", range(MANY)
    data.mkdir(parents=True)
    addresses = SETTINGS.partition("[catalogue]")[0]
    long = (TEXT * 20).replace('"', "'")
    (data / "catalogue.toml").write_text(addresses + HUGE_SETTINGS.format(text=long), "utf-8")
    text = "\n\n".join([TEXT] * 5)
    _write(
        data / "agents.csv",
        ["id", "type", "name", "part_of", "description", "spellings"],
        [
            [
                f"agent-{number}",
                "personne" if number % 2 else "organisation",
                f"{number} {NAME}"[:300],
                "" if number % 2 or not number else "agent-0",
                text,
                "; ".join(f"{number} graphie {each}" for each in many),
            ]
            for number in many
        ],
    )
    _write(
        data / "places.csv",
        ["id", "name", "schema_type", "description", "within"],
        [
            [f"lieu-{each}", f"Lieu {each} {NAME}"[:300], "Place", text, "lieu-0" if each else ""]
            for each in many
        ],
    )
    _write(
        data / "series.csv",
        ["id", "title", "schema_type", "description"],
        [[f"serie-{each}", f"Série {each} {NAME}"[:300], "Collection", text] for each in many],
    )
    _write(
        data / "concepts.csv",
        ["scheme", "id", "label_fr", "label_en", "definition", "broader", "schema_type"],
        [
            ["genre", "genre", "Genre <b>", "", text, "", "Report"],
            ["certitude", "sure", "Sûr", "Sure", "", "", ""],
            *(
                [
                    scheme,
                    f"c-{number}",
                    f"{number} {NAME}"[:300],
                    "",
                    text,
                    "c-0" * bool(number),
                    "",
                ]
                for scheme in ("theme", "public")
                for number in many
            ),
        ],
    )
    cells = {
        "kind": "genre",
        "description": text,
        "organisations": _ids("agent", many[::2]),
        "persons": _ids("agent", many[1::2]),
        "publisher": "agent-0",
        "themes": _ids("c", many),
        "audiences": _ids("c", many),
        "places": _ids("lieu", many),
        "series": _ids("serie", many),
        "keywords": "; ".join(f"mot <clé> {each} {NAME}"[:300].strip() for each in many),
        "printed_title": HUGE_TITLE,
        "language": "fr",
        "issued": "2019",
        "landing_page": UNBROKEN * 6,
        "page": "; ".join(f"{UNBROKEN}/{each}" for each in many),
        "download_url": "; ".join(f"{UNBROKEN}/{each}.pdf" for each in many),
    }
    short = dict.fromkeys(cells, "") | {"kind": "genre", "description": "x", "themes": "c-1"}
    short |= {"organisations": "agent-0; agent-2; agent-4", "persons": "agent-1", "issued": "2019"}
    _write(
        data / "resources.csv",
        ["id", "title", "based_on", *cells],
        [
            [f"r-{each}", f"{each} {HUGE_TITLE}"[:300], _ids("r", many[:each]), *cells.values()]
            for each in range(HUGE_ROWS)
        ]
        + [
            [f"r-{each}", f"{each} {HUGE_TITLE}"[:300], "", *short.values()]
            for each in range(HUGE_ROWS, MANY)
        ],
    )
    _write(
        data / "additions.csv",
        ["resource", "column", "value", "source", "found_on", "certainty"],
        [
            ["r-0", "keywords", f"ajout {each} {NAME}"[:300], f"{UNBROKEN}?{each}", "2024", "sure"]
            for each in many
        ],
    )
    return folder


def _ids(start: str, numbers: range) -> str:
    return "; ".join(f"{start}-{each}" for each in numbers)


def _write(path: Path, head: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
