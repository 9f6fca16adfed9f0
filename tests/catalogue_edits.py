"""Edits of a catalogue folder, as its keeper may make them: of any cell, setting, file or id.

An edit is what is edited and two numbers, which choose the place and the new value among all those
that there are: whatever the numbers, it can be made in any catalogue.
"""

import csv
import io
import json
import tomllib
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from catalogue_folder import PROJECT
from tressons_ld.catalogue.model import FOLDER_TABLES
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import IdentityError, TressonsError
from tressons_ld.identity import declarations
from tressons_ld.identity.persistence import present
from tressons_ld.identity.recorder import Recorder

TABLES = {layout.name: layout.names for layout in FOLDER_TABLES}
SHARED = ("agents", "places", "series", "concepts", "additions")

_WORDS = (
    "encore",
    "« bis »",
    "</script>",
    'a "b"',
    "; suite",
    "\n\nUn paragraphe.",
    "=1+1",
    "e\u0301",
)
_FREE = {
    *("title", "printed_title", "name", "label_fr", "label_en", "acronym", "printed_authors"),
    *("description", "definition", "keywords", "spellings"),
}
# Addresses that several things may have, and some that name a thing of the catalogue itself.
_PAGES = [
    "https://www.example.net/a",
    "https://www.example.org/b?c=d",
    "mailto:a@example.net",
    "https://id.example.net/atelier/ressource/carnet-de-voyage",
    "https://id.example.net/atelier/organisation/ligue",
    "https://w3id.org/tressons/ressource/ess-et-ruralites",
]
_GOOD = {
    **dict.fromkeys(("landing_page", "page", "homepage", "same_as", "source"), _PAGES),
    "issued": ["2018", "2020-02", "2020-02-29"],
    "event_date": ["2020-05-07", "2021-12"],
    "period": ["2018/2021", "2019-02/..", "2020"],
    "found_on": ["2024-02", "2025"],
    "language": ["fr", "en", "français", "es"],
    "access_rights": ["PUBLIC", "RESTRICTED"],
    "download_url": [*_PAGES, "https://www.example.net/f.pdf", "; ".join(_PAGES[:2])],
    "format": ["PDF", "CSV; HTML"],
    "size": ["12", "1258291; 20480"],
    "licence": ["https://creativecommons.org/licenses/by/4.0/", "https://example.net/licence"],
    "type": ["organisation", "personne"],
    "publisher_type": ["NonProfitOrganisation", "NationalAuthority"],
    "siren": ["732829320"],
    "nuts": ["FRF31", "FR"],
    "bbox": ["POLYGON((5 44, 6 44, 6 45, 5 45, 5 44))"],
    "schema_type": ["Place", "Collection", "Report", "VideoObject; LearningResource"],
    "dcmi_type": ["Text", "Sound", "MovingImage"],
    "data_theme": ["TRAN", "ENVI; SOCI"],
    "matches": ["exactMatch http://eurovoc.europa.eu/5311"],
    "notation": ["1", "1.2"],
    "column": ["landing_page", "page", "keywords"],
    "value": _PAGES,
}
# Column -> the table and the column that its cells name something of.
_NAMED = {
    "section": ("concepts", "label_fr"),
    "kind": ("concepts", "label_fr"),
    "themes": ("concepts", "label_fr"),
    "audiences": ("concepts", "label_en"),
    "broader": ("concepts", "id"),
    "certainty": ("concepts", "id"),
    "organisations": ("agents", "name"),
    "persons": ("agents", "name"),
    "publisher": ("agents", "id"),
    "part_of": ("agents", "name"),
    "places": ("places", "name"),
    "within": ("places", "id"),
    "series": ("series", "title"),
    "based_on": ("resources", "id"),
    "resource": ("resources", "id"),
}

# Key -> its values, None to leave it away; those of the catalogue itself are added.
_TEXTS = ["Autre", 'Un « texte » & "deux"\n</script>', None]
_DAYS = ["2017", "2020-02", "2021-06-30", None]
_SITES = ["https://www.example.net/autre/", "https://www.example.net/l'autre/"]
SETTINGS: dict[str, list[Any]] = {
    "base_iri": ["https://id.example.net/autre/", "https://www.example.net/autre/"],
    "site_url": _SITES,
    # Once published it is kept: test_paths_in_two_languages.py tries another one.
    "paths": ["fr", None],
    "catalogue.title_fr": _TEXTS,
    "catalogue.title_en": _TEXTS,
    "catalogue.description_fr": _TEXTS,
    "catalogue.description_en": _TEXTS,
    "catalogue.language": ["fr", "en", None],
    "catalogue.publisher": ["atelier", "ligue", "avise", "rtes"],
    "catalogue.issued": _DAYS,
    "catalogue.places": [["villeneuve"], ["france"], ["vercors"], [], None],
    "contact.issues": ["https://example.net/maison/catalogue/issues", None],
    "contact.name": _TEXTS,
    "contact.email": ["autre@example.net", None],
    "contact.url": _SITES,
    "licence.iri": ["https://creativecommons.org/licenses/by/4.0/", "https://example.net/l"],
    "licence.label": _TEXTS,
    "licence.confirmed": [True, False],
    "rights.fr": _TEXTS,
    "rights.en": _TEXTS,
    "data.title_fr": _TEXTS,
    "data.title_en": _TEXTS,
    "data.description_fr": _TEXTS,
    "data.description_en": _TEXTS,
    "data.keywords": [["vélo"], ["a", "b"], None],
    "data.themes": [["velo"], ["territoires-ruraux"], [], None],
    "data.access_rights": ["PUBLIC", "RESTRICTED", None],
    "data.frequency": ["IRREG", "ANNUAL", None],
    "data.period_start": _DAYS,
    "data.period_end": _DAYS,
    "data.period_basis": _TEXTS,
    "source.id": ["autre-document", None],
    "source.file": ["source/autre.md", None],
    "source.title": _TEXTS,
    "source.created": _DAYS,
    "source.description": _TEXTS,
    "source.creators": [["atelier"], ["avise"], []],
    "source.rights_fr": _TEXTS,
    "source.rights_en": _TEXTS,
    "programme.id": ["autre-programme", None],
    "programme.name": _TEXTS,
    "programme.acronym": _TEXTS,
    "programme.description": _TEXTS,
    "programme.start": _DAYS,
    "programme.end": _DAYS,
    **{
        f"programme.{role}": [["atelier"], ["avise", "rtes"], [], None]
        for role in ("leaders", "partners", "supporters", "funders")
    },
    "programme.homepage": _SITES,
    "programme.pages": [_SITES, [], None],
    "schemes.*": [{"fr": "Autre", "en": "Other"}, None],
    "columns.*": ["title", "keywords", "audiences", ""],
    **{
        f"files.{table}": [f"{table}-bis.csv", f"tables/{table}.csv", f"{table}.csv"]
        for table in TABLES
    },
    "import.*": ["autre", None],
    "publication.documents": [True, False],
    "publication.feeds": [True, False],
    "publication.keep": [[".git", "CNAME"], [], ["notes/"], None],
    "site.logo": ["enseigne.svg", "absent.svg", None],
    "site.accent": ["#8a1c4a", "rouge", None],
    "site.dark_accent": ["#ffb0c8", None],
    "site.texts": [{"page": {"made_with": {"fr": "Fait ici."}}}, None],
    "resources.without_description": ["refused", "composed", "published"],
    "resources.group_by": ["id", "title", "series", "absent", None],
    "publication.site": [True, False],
    "publication.second_language": [True, False],
    "publication.answers_up_to": [0, 2, 10000],
    "publication.references": [True, False],
    "publication.page_size": [1, 4, 1000],
    "publication.largest_loss": [0.0, 1.0],
}

_OWN_SHAPE = """\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<#own> a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:property <#own-property> .
<#own-property> a sh:PropertyShape ; sh:path %s ; sh:severity sh:Warning ;
    sh:name "à soi"@fr, "own"@en ; sh:message "Manque."@fr, "Missing."@en .
"""
# File beside the tables -> the texts that it may have, made of the tool's own, where there is one.
_FILES: dict[str, list[Callable[[str], str]]] = {
    "templates/enseigne.svg": [
        lambda _: '<svg xmlns="http://www.w3.org/2000/svg"/>',
        lambda _: '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h3v1z"/></svg>',
    ],
    "templates/text.html": [
        lambda _: '{% extends "tool/text.html" %}',
        lambda _: '{% extends "tool/text.html" %}{% block content %}A{% endblock %}',
        lambda _: "{% extends",
    ],
    "shapes/own.ttl": [
        lambda _: _OWN_SHAPE % "dct:issued ; sh:minCount 1",
        lambda _: _OWN_SHAPE % "dct:spatial ; sh:minCount 1",
        lambda _: _OWN_SHAPE % "dct:creator ; sh:node [ sh:property [ sh:path dct:type ] ]",
    ],
    "shapes/resource.recommendations.ttl": [
        lambda text: text.replace("sh:Warning", "sh:Info"),
        lambda text: text.replace("Écrire", "Mettre"),
    ],
    "ontology/authorities.csv": [
        lambda text: text.replace("français", "le français"),
        lambda text: text.replace(",French,", ",The French language,"),
        lambda text: text.replace("application/pdf", "application/x-pdf"),
        lambda text: f"{text}language,xx,https://example.net/xx,xx,xx,https://example.net/l,\n",
    ],
    "ontology/tressons.ttl": [
        lambda text: f"{text}\n<#own> a <http://www.w3.org/2000/01/rdf-schema#Class> .\n"
    ],
    "ontology/profile.ttl": [lambda text: f"# Autre.\n{text}"],
    "ontology/example.ttl": [lambda text: f"# Autre.\n{text}"],
    "ontology/notes.txt": [lambda _: "Autre.\n"],
    "queries/own.rq": [lambda _: "# Autre.\nASK {}\n", lambda _: "# Autre encore.\nASK {}\n"],
    "data/notes.csv": [lambda _: "a,b\n"],
}


# What somebody may lay into the published folder: name that keeps it -> its path there. The last is
# a name of ours.
LAID = {
    "CNAME": "CNAME",
    ".git": ".git/HEAD",
    "notes": "notes/own.txt",
    "ressource/notes": "ressource/notes/own.txt",
    "catalogue.ttl": "catalogue.ttl",
}


class Edit(NamedTuple):
    """What is edited, and what chooses the place and the value among those that there are."""

    what: str
    place: int
    value: int


_CELLS = {
    table: [f"cell {table} {column}" for column in columns if column not in ("id", "scheme")]
    for table, columns in TABLES.items()
}
_ROWS = ["copy", "move", "remove", "cut", "fold", "rewrite", "blank"]
# What one row takes from another: names, types, links.
_TAKEN = [
    *(f"cell {table} {name}" for table, name in (("agents", "name"), ("places", "name"))),
    *("cell series title", "cell agents homepage"),
    *(f"cell concepts {name}" for name in ("label_fr", "schema_type", "dcmi_type", "data_theme")),
    *(f"cell resources {name}" for name in ("title", "kind", "based_on", "download_url")),
]
_KINDS = [
    _TAKEN,
    _CELLS["resources"],
    [each for table in SHARED for each in _CELLS[table]],
    [f"setting {key}" for key in SETTINGS],
    [f"{kind} resources" for kind in _ROWS],
    [f"{kind} {table}" for table in SHARED for kind in _ROWS],
    [f"file {path}" for path in _FILES],
    ["comment catalogue.toml", "undo identities", "merge resources"],
    [f"lay {name}" for name in LAID],
    [f"rename {table}" for table in ("resources", "agents", "places", "series")],
]
EDITS = st.builds(
    Edit,
    st.one_of([st.sampled_from(kind) for kind in _KINDS]),
    st.integers(0, 99),
    st.integers(0, 99),
)


def make(folder: Path, edit: Edit, date: str) -> None:
    """Make one edit; one that cannot be made in this folder changes nothing."""
    kind, name, *column = edit.what.split()
    match kind:
        case "cell":
            _change_cell(folder, name, column[0], edit)
        case "setting":
            _change_setting(folder, name, edit.value)
        case "comment":
            path = folder / "data/catalogue.toml"
            path.write_text(f"# Autre.\n{path.read_text('utf-8')}", "utf-8")
        case "file":
            _change_file(folder, name, edit.value)
        case "lay":
            _lay(folder, name, edit.value)
        case "rename":
            _rename(folder, name, edit.place, date)
        case "merge":
            _merge(folder, edit, date)
        case "undo":
            _undo(folder, edit.place, date)
        case _:
            _change_rows(folder, name, kind, edit)


def settle(folder: Path, date: str) -> None:
    """Declare what was published and is no more, what is there again, and other addresses."""
    opened = open_folder(folder, date=date).recorder
    gone = [id for id in _published(folder) if not present(id, opened)]
    back = [id for id in opened.ledger.retired if present(id, opened)]
    if gone:
        declarations.remove(opened, gone, "Retirée.")
    if back:
        declarations.undo(opened, back)
    declarations.rebase(open_folder(folder, date=date).recorder)


def _published(folder: Path) -> list[str]:
    with (folder / "data/identities.csv").open(encoding="utf-8", newline="") as lines:
        lock = list(csv.DictReader(lines))
    return [each["id"] for each in lock if each["status"] == "published"]


# --- tables -----------------------------------------------------------------------------------


class _Table:
    """The rows of a table, written back as they were: with its delimiter and its ends of lines."""

    def __init__(self, folder: Path, name: str) -> None:
        named = _settings(folder).get("files", {}).get(name, f"{name}.csv")
        self.path = folder / "data" / named
        text = self.path.read_bytes().decode("utf-8") if self.path.exists() else ""
        self.mark = "\ufeff" if text.startswith("\ufeff") else ""
        first = text.partition("\n")[0]
        self.end = "\r\n" if first.endswith("\r") else "\n"
        self.delimiter = ";" if first.count(";") > first.count(",") else ","
        body = io.StringIO(text.removeprefix("\ufeff"), newline="")
        self.head, *self.rows = csv.reader(body, delimiter=self.delimiter) if text else [[]]

    def write(self) -> None:
        out = io.StringIO()
        writer = csv.writer(out, delimiter=self.delimiter, lineterminator=self.end)
        writer.writerows([self.head, *self.rows])
        self.path.write_bytes((self.mark + out.getvalue()).encode("utf-8"))

    def column(self, name: str) -> list[str]:
        """The cells of a column that are not empty."""
        if name not in self.head:
            return []
        index = self.head.index(name)
        return [row[index] for row in self.rows if index < len(row) and row[index]]


def _change_cell(folder: Path, name: str, column: str, edit: Edit) -> None:
    table = _Table(folder, name)
    if column not in table.head or not table.rows:
        return
    row, index = table.rows[edit.place % len(table.rows)], table.head.index(column)
    if index >= len(row):
        return
    values = ["", *_GOOD.get(column, ()), *table.column(column)]
    if column in _FREE:
        values = [f"{row[index]} {_WORDS[edit.value % len(_WORDS)]}", *values]
    if column in _NAMED:
        other, naming = _NAMED[column]
        names = _Table(folder, other).column(naming)
        values += [*names, *map("; ".join, zip(names, names[1:], strict=False))]
    # A name is changed and not swapped; cells that name the thing by its old one still may.
    naming = column in ("name", "title", "label_fr") and name != "resources"
    spellings = table.head.index("spellings") if "spellings" in table.head else len(row)
    if naming and spellings < len(row):
        row[spellings] += f"; {row[index]}"
    row[index] = values[0] if naming else values[edit.value % len(values)]
    table.write()


def _change_rows(folder: Path, name: str, kind: str, edit: Edit) -> None:
    table = _Table(folder, name)
    if not table.rows:
        return
    rows, place = table.rows, edit.place % len(table.rows)
    match kind:
        case "copy":
            copy = list(rows[place])
            if "id" in table.head:
                copy[table.head.index("id")] += f"-{len(rows)}"
            rows.insert(edit.value % len(rows), copy)
        case "move":
            rows.insert(edit.value % len(rows), rows.pop(place))
        case "remove":
            del rows[place]
        case "cut":
            rows[place] = rows[place][: -1 - edit.value % 3]
        case "fold":
            rows[place] = [*rows[place], *["", "x"][: edit.value % 3]]
        case "blank":
            rows.insert(place, [])
        case "rewrite":
            table.delimiter = ";,"[edit.value % 2]
            table.end = ["\n", "\r\n"][edit.place % 2]
            table.mark = ["", "\ufeff"][edit.value // 2 % 2]
    table.write()


# --- settings and other files -----------------------------------------------------------------


def _settings(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "data/catalogue.toml").read_text("utf-8"))


def _literal(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_literal(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _write_settings(folder: Path, settings: dict[str, Any]) -> None:
    tables = {key: value for key, value in settings.items() if isinstance(value, dict)}
    plain = {key: value for key, value in settings.items() if key not in tables}
    lines = [f"{key} = {_literal(value)}" for key, value in plain.items()]
    for name, table in tables.items():
        lines += ["", f"[{name}]"]
        lines += [f"{json.dumps(key)} = {_literal(value)}" for key, value in table.items()]
    (folder / "data/catalogue.toml").write_text("\n".join(lines) + "\n", "utf-8")


def _change_setting(folder: Path, key: str, number: int) -> None:
    settings = _settings(folder)
    table, dot, name = key.rpartition(".")
    values = SETTINGS[key]
    value = values[number % len(values)]
    place = settings.setdefault(table, {}) if dot else settings
    if key == "schemes.*":
        name = list(place)[number // 2 % len(place)] if place else "theme"
    elif key == "columns.*":
        # A heading of the house's own for a column, or for one that is not read.
        resources = _Table(folder, "resources")
        name = f"Colonne {value or 'à part'}"
        if value in resources.head:
            resources.head[resources.head.index(value)] = name
            resources.write()
    elif table == "files":
        old, new = _Table(folder, name).path, folder / "data" / value
        if old.exists() and old != new:
            new.parent.mkdir(exist_ok=True)
            old.rename(new)
    if value is None:
        place.pop(name, None)
    else:
        place[name] = value
    _write_settings(folder, settings)


def _lay(folder: Path, name: str, number: int) -> None:
    """Lay a file into the published folder, and have it kept but one time in four."""
    path, own = folder / "public" / LAID[name], folder / "public" / name
    if path.exists() and name != "catalogue.ttl":
        return
    settings = _settings(folder)
    place = settings.setdefault("publication", {})
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        # Of a link to it no other file changes.
        path.unlink(missing_ok=True)
        path.write_text(f"{number}\n", "utf-8")
        if number % 4 and own.exists():
            place["keep"] = sorted({*place.get("keep", []), name})
            _write_settings(folder, settings)


def kept_by_settings(folder: Path) -> list[str]:
    """The names that the settings keep in the published folder."""
    keep = _settings(folder).get("publication", {}).get("keep", [])
    return [name.rstrip("/") for name in keep]


def _change_file(folder: Path, path: str, number: int) -> None:
    own, texts = PROJECT / path, [None, *_FILES[path]]
    made = texts[number % len(texts)]
    file = folder / path
    if made is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(exist_ok=True)
        file.write_text(made(own.read_text("utf-8") if own.exists() else ""), "utf-8")


# --- ids --------------------------------------------------------------------------------------


def _opened(folder: Path, date: str) -> Recorder | None:
    """The folder, unless something in it keeps it from being read."""
    with suppress(TressonsError):
        return open_folder(folder, date=date).recorder
    return None


def _rename_in_tables(folder: Path, old: str, new: str) -> None:
    """Give a thing another id wherever cells and settings name it by its id."""
    for name in TABLES:
        table = _Table(folder, name)
        for row in table.rows:
            for index, cell in enumerate(row):
                parts = [new if part.strip() == old else part for part in cell.split(";")]
                row[index] = ";".join(parts)
        if table.path.exists():
            table.write()
    path = folder / "data/catalogue.toml"
    path.write_text(path.read_text("utf-8").replace(f'"{old}"', f'"{new}"'), "utf-8")


def _rename(folder: Path, name: str, place: int, date: str) -> None:
    ids = _Table(folder, name).column("id")
    if not ids:
        return
    old = ids[place % len(ids)]
    paths = [path for path in _published(folder) if path.rpartition("/")[2] == old]
    _rename_in_tables(folder, old, f"{old}-x")
    opened = _opened(folder, date)
    if opened and paths:
        with suppress(IdentityError):
            declarations.rename(opened, paths[0], f"{paths[0]}-x")


def _merge(folder: Path, edit: Edit, date: str) -> None:
    table = _Table(folder, "resources")
    ids = table.column("id")
    old, into = ids[edit.place % len(ids)], ids[edit.value % len(ids)]
    if old == into:
        return
    index = table.head.index("id")
    table.rows = [row for row in table.rows if row[index : index + 1] != [old]]
    table.write()
    _rename_in_tables(folder, old, into)
    opened = _opened(folder, date)
    if opened:
        with suppress(IdentityError):
            declarations.merge(opened, [old], into, "La même.")


def _undo(folder: Path, place: int, date: str) -> None:
    opened = _opened(folder, date)
    retired: Sequence[str] = sorted(opened.ledger.retired) if opened else ()
    if opened and retired:
        declarations.undo(opened, [retired[place % len(retired)]])
