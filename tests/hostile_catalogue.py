"""A catalogue whose words would break a page that is not careful, and whose ids are page names."""

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


def _write(path: Path, head: list[str], rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
