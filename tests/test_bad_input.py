"""Whatever a catalogue folder holds, the real command ends in findings or in one clear sentence.

Exit 1, or 0 where there are warnings alone; no traceback; the earlier publication and the lock file
as they were. How each cell is read is told by the tests of reading; here the whole way is gone.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue_folder import change
from command_line import files_of, tressons_ld

GUIDE = "resources guide-du-velo"
DEBATE = "resources debat-sur-la-marche"
RESOURCES = "data/resources.csv"
SETTINGS = "data/catalogue.toml"


def kept(folder: Path) -> dict[str, bytes]:
    """What a refusal must leave alone: all but the tables, and nothing more than there was."""
    return {
        path: content
        for path, content in files_of(folder).items()
        if not path.startswith(("data/", "shapes/", "ontology/")) or "identities" in path
    }


def refused(folder: Path, *options: str) -> str:
    """What ``publish`` says when it refuses the folder."""
    before = kept(folder)
    done = tressons_ld("publish", *options, folder=folder)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert kept(folder) == before
    return done.stderr


def write(folder: Path, file: str, content: str | bytes) -> None:
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def rows(folder: Path) -> list[str]:
    return (folder / RESOURCES).read_text("utf-8").split("\n")


# --- cells ------------------------------------------------------------------------------------

CELLS = {
    "an empty title": (f"{GUIDE} title", "", "shape.resource-title-present"),
    "a duplicate id": (f"{DEBATE} id", "guide-du-velo", "table.id-duplicate"),
    "an id with a space": (f"{DEBATE} id", "le debat", "table.id-unreadable"),
    "an id with an accent": (f"{DEBATE} id", "débat", "table.id-unreadable"),
    "an id with a slash": (f"{DEBATE} id", "debat/1", "table.id-unreadable"),
    "an id that climbs": (f"{DEBATE} id", "../../etc", "table.id-unreadable"),
    "an id that is two dots": (f"{DEBATE} id", "..", "table.id-unreadable"),
    "a reserved id": (f"{DEBATE} id", "con", "table.id-reserved"),
    "no id": (f"{DEBATE} id", "", "table.id-missing"),
    "an unknown kind": (f"{GUIDE} kind", "Guyde", "reference.unknown-kind"),
    "an unknown agent": (f"{GUIDE} organisations", "Atelier du vello", "reference.unknown-agent"),
    "an unknown place": (f"{GUIDE} places", "Vileneuve", "reference.unknown-place"),
    "an unknown theme": (f"{GUIDE} themes", "Vello", "reference.unknown-theme"),
    "an unknown language": (f"{GUIDE} language", "hobbitish", "reference.unknown-language"),
    "a letter in a year": (f"{GUIDE} issued", "20l9", "table.year-unreadable"),
    "two years": (f"{GUIDE} issued", "2019-2020", "table.year-range"),
    "the year 0": (f"{GUIDE} issued", "0", "table.year-unreadable"),
    "a year too many": (f"{GUIDE} issued", "20200", "table.year-unreadable"),
    "a malformed address": (f"{GUIDE} landing_page", "https//exemple.fr", "table.url-scheme"),
    "an address without a host": (f"{GUIDE} landing_page", "https://", "table.url-host"),
    "a program for an address": (f"{GUIDE} page", "javascript:alert(1)", "table.url-scheme"),
    "a space in an address": (f"{GUIDE} landing_page", "https://a.fr/ma page", "table.url-space"),
    "a cell of a million signs": (f"{GUIDE} description", "mot " * 250_000, "table.cell-too-long"),
    "a NUL": (f"{GUIDE} title", "Guide\0du vélo", "table.character-control"),
    "a control character": (f"{GUIDE} title", "Guide\x07 du vélo", "table.character-control"),
    "an unknown base": ("catalogue.toml catalogue.publisher", '"adv-2"', "reference.unknown-agent"),
    "a setting of another kind": ("catalogue.toml catalogue.places", "3", "settings.wrong-kind"),
    "an addition without a source": (
        "additions carnet-de-voyage source",
        "",
        "table.addition-incomplete",
    ),
    "an addition to nothing": (
        "additions carnet-de-voyage resource",
        "carnet",
        "reference.unknown-resource",
    ),
    "a circle of organisations": ("agents atelier part_of", "atelier", "reference.circle"),
}


@pytest.mark.parametrize("fault", CELLS)
def test_a_cell_stops_the_publication_and_is_named(atelier: Path, fault: str) -> None:
    place, value, code = CELLS[fault]
    where = change(atelier, place, value)
    told = refused(atelier)
    (line,) = [line for line in told.splitlines() if f"[{code}]" in line]
    assert line.startswith(f"violation : {where.in_language('fr')} : ")
    assert told.splitlines()[-1].startswith("Rien n'a été publié : ")
    assert max(map(len, told.splitlines())) < 600


@pytest.mark.parametrize("fault", ["a letter in a year", "an unknown agent", "an empty title"])
def test_a_cell_is_told_in_english(atelier: Path, fault: str) -> None:
    place, value, code = CELLS[fault]
    where = change(atelier, place, value)
    told = refused(atelier, "--lang", "en")
    (line,) = [line for line in told.splitlines() if f"[{code}]" in line]
    assert line.startswith(f"violation: {where.in_language('en')}: ")
    assert told.splitlines()[-1].startswith("Nothing was published: ")
    assert " « " not in told


def test_all_faults_are_told_at_once(atelier: Path) -> None:
    change(atelier, f"{GUIDE} title", "")
    change(atelier, f"{GUIDE} issued", "20l9")
    change(atelier, f"{DEBATE} kind", "Débat")
    change(atelier, "agents ligue homepage", "ligue")
    told = refused(atelier)
    codes = ("shape.resource-title-present", "table.year", "reference.unknown-kind", "table.url")
    assert all(f"[{code}" in told for code in codes)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Atelier du vélo", "Atelier du velo"), ("Ligue de la marche", "Ligue de la Marches")],
)
def test_an_unknown_name_offers_the_nearest(atelier: Path, name: str, meant: str) -> None:
    change(atelier, f"{DEBATE} organisations", meant)
    assert f"Vouliez-vous dire « {name} » ?" in refused(atelier)


# --- files ------------------------------------------------------------------------------------


def without_a_column(folder: Path) -> None:
    write(folder, RESOURCES, "\n".join(rows(folder)).replace(",title,", ",titlle,", 1))


def with_a_long_row(folder: Path) -> None:
    write(folder, RESOURCES, "\n".join([*rows(folder)[:-1], "a,b" + ",c" * 30, ""]))


def with_a_short_row(folder: Path) -> None:
    write(folder, RESOURCES, "\n".join([*rows(folder)[:-1], "a,b", ""]))


def with_an_open_quote(folder: Path) -> None:
    write(folder, RESOURCES, "\n".join([*rows(folder)[:-1], 'autre,,Guide,"Sans fin', ""]))


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def in_another_form(name: str, content: bytes) -> Callable[[Path], None]:
    def apply(folder: Path) -> None:
        (folder / RESOURCES).unlink()
        write(folder, f"data/{name}", content)

    return apply


def written(file: str, content: str | bytes) -> Callable[[Path], None]:
    return lambda folder: write(folder, file, content)


FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "an empty table": (written(RESOURCES, ""), "data/resources.csv : le fichier est vide"),
    "headings alone": (
        written(RESOURCES, "id,kind,title,description\n"),
        "data/resources.csv : la table n'a aucune ligne",
    ),
    "a missing column": (without_a_column, "A1 : la colonne « title » manque."),
    "a row too long": (with_a_long_row, "AB5 (ligne 7) : la ligne a 32 cellules pour 27 en-têtes"),
    "a row too short": (with_a_short_row, "A5 (ligne 7) : la ligne n'a pas assez de cellules : 2"),
    "a quote left open": (with_an_open_quote, "A5 (ligne 7) : une cellule ouverte par un guillem"),
    "no table": (
        lambda folder: (folder / RESOURCES).unlink(),
        "il n'y a pas de table des ressources",
    ),
    "two tables": (
        written("data/resources.jsonl", "{}\n"),
        "data/resources.csv, data/resources.jsonl : plusieurs fichiers pour une table",
    ),
    "a workbook called CSV": (
        written(RESOURCES, b"PK\x03\x04" + b"\0" * 40),
        "data/resources.csv : c'est un classeur ou une archive zip",
    ),
    "a text in UTF-16": (
        written(RESOURCES, "id,kind,title,description\n".encode("utf-16")),
        "data/resources.csv : c'est un texte en UTF-16",
    ),
    "a text in UTF-32": (
        written(RESOURCES, "id,kind,title,description\n".encode("utf-32")),
        "data/resources.csv : c'est un texte en UTF-32",
    ),
    "a text in UTF-32 without its mark": (
        written(RESOURCES, "id,kind,title,description\n".encode("utf-32-be")),
        "data/resources.csv : c'est un texte en UTF-32",
    ),
    "a broken XLSX": (
        in_another_form("resources.xlsx", b"PK\x03\x04 nothing more"),
        "data/resources.xlsx : ce classeur ne peut pas être lu",
    ),
    "a broken ODS": (
        in_another_form("resources.ods", b"not a workbook"),
        "data/resources.ods : ce classeur ne peut pas être lu",
    ),
    "a broken gzip": (
        in_another_form("resources.csv.gz", b"\x1f\x8b\x08\x00 nothing more"),
        "data/resources.csv.gz : lecture impossible",
    ),
    "half a character in JSON Lines": (
        in_another_form("resources.jsonl", b'{"id": "a", "title": "Guide \\ud800 du velo"}\n'),
        "data/resources.jsonl:1, clé « title » : caractère illisible U+D800",
    ),
    "a line that is not JSON": (
        in_another_form("resources.jsonl", b'{"id": "a"\n'),
        "data/resources.jsonl:1:11 : cette ligne n'est pas du JSON",
    ),
    "a syntax error in TOML": (
        lambda folder: write(
            folder, SETTINGS, (folder / SETTINGS).read_text("utf-8").replace('"fr"', "fr")
        ),
        "data/catalogue.toml:10:12 : erreur de syntaxe TOML, valeur illisible",
    ),
    "an unclosed text in TOML": (
        written(SETTINGS, 'base_iri = "https://a.fr/\n'),
        "data/catalogue.toml:1:26 : erreur de syntaxe TOML",
    ),
    "a TOML file that is not UTF-8": (
        written(SETTINGS, b'site_url = "\xe9"\n'),
        "data/catalogue.toml:1 : ce fichier n'est pas en UTF-8",
    ),
    "no base": (
        lambda folder: write(
            folder, SETTINGS, (folder / SETTINGS).read_text("utf-8").replace("base_iri", "base")
        ),
        "data/catalogue.toml : il manque le réglage « base_iri »",
    ),
    "a file of shapes that does not parse": (
        written("shapes/maison.ttl", "@prefix a: <http://a.fr/> .\na:b a:c a:d a:e .\n"),
        "shapes/maison.ttl:2:",
    ),
    "a misspelt term of SHACL": (
        written(
            "shapes/maison.ttl",
            "@prefix sh: <http://www.w3.org/ns/shacl#> .\n<#a> sh:minCuont 1 .\n",
        ),
        "shapes/maison.ttl:2 : « sh:minCuont » n'est pas un terme du noyau de SHACL",
    ),
    "a file of shapes that is not UTF-8": (
        written("shapes/maison.ttl", b"# \xe9t\xe9\n"),
        "shapes/maison.ttl",
    ),
    "an ontology that does not parse": (
        written("ontology/tressons.ttl", "pas du Turtle"),
        "ontology/tressons.ttl:1:",
    ),
    "a profile that states nothing": (
        written("ontology/profile.ttl", "# à faire\n"),
        "ontology/profile.ttl : ce fichier ne dit rien.",
    ),
    "an ontology that is not UTF-8": (
        written("ontology/tressons.ttl", b'<a:a> <a:b> "\xe9t\xe9" .\n'),
        "ontology/tressons.ttl:1:",
    ),
    "authorities without their columns": (
        written("ontology/authorities.csv", "code,nom\nfr,français\n"),
        "ontology/authorities.csv",
    ),
    "an authority without an address": (
        written("ontology/authorities.csv", "table,code,iri\nlanguage,fr,le français\n"),
        "ontology/authorities.csv",
    ),
    "an empty lock file of other columns": (
        written("data/identities.csv", "id;status\n"),
        "data/identities.csv:1 : le fichier des identités est illisible",
    ),
    "a lock file with a quote left open": (
        written(
            "data/identities.csv",
            'id,status,successor,first_published,modified,digest,reason\n"a,b\n',
        ),
        "data/identities.csv:",
    ),
    "a folder in the place of the lock file": (
        lambda folder: put_a_folder(folder / "data" / "identities.csv"),
        "data/identities.csv n'est pas un fichier (un dossier, un tube ou un périphérique).",
    ),
    "a folder in the place of the settings": (
        lambda folder: put_a_folder(folder / SETTINGS),
        "pas de dossier de catalogue ici (il y manque data/catalogue.toml)",
    ),
    "a lock file that is not UTF-8": (
        written(
            "data/identities.csv",
            b"id,status,successor,first_published,modified,digest,reason\n\xe9,,,,,,\n",
        ),
        "data/identities.csv",
    ),
}


@pytest.mark.parametrize("fault", FILES)
def test_a_file_stops_the_publication_and_is_named(atelier: Path, fault: str) -> None:
    damage, told = FILES[fault]
    damage(atelier)
    assert told in refused(atelier)


@pytest.mark.parametrize("fault", FILES)
def test_a_file_that_stops_the_publication_stops_the_check_with_the_same_words(
    atelier: Path, fault: str
) -> None:
    damage, told = FILES[fault]
    damage(atelier)
    checked = tressons_ld("check", folder=atelier)
    assert checked.returncode == 1
    (line,) = [line for line in (checked.stdout + checked.stderr).splitlines() if told in line]
    assert line in refused(atelier).splitlines()


@pytest.mark.parametrize("fault", ["an empty table", "a broken XLSX", "a syntax error in TOML"])
def test_a_file_is_told_in_english(atelier: Path, fault: str) -> None:
    damage, _ = FILES[fault]
    damage(atelier)
    told = refused(atelier, "--lang", "en")
    assert " « " not in told
    assert "data/" in told
