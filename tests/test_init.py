"""``init`` makes a folder that is published at once, says that its examples are examples, and shows
nothing of another catalogue."""

import csv
import json
import re
from pathlib import Path

import pytest

from command_line import DATE, files_of, tressons_ld

# Words of the catalogue that the tool grew up with.
OF_TRESSONS = ("TRESSONS", "Avise", "RTES", "rural", "Rural", "ESS", "LEADER")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "mon-catalogue"
    done = tressons_ld("init", folder, folder=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def published(made: Path) -> Path:
    done = tressons_ld("publish", "--date", DATE, folder=made)
    assert done.returncode == 0, done.stderr
    return made / "public"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_it_says_what_to_do_next(tmp_path: Path, language: str) -> None:
    done = tressons_ld("init", "essai", "--lang", language, folder=tmp_path)
    assert done.returncode == 0
    ready = "essai est prêt. Ensuite :" if language == "fr" else "essai is ready. Next:"
    assert done.stdout == f"{ready}\n  cd essai\n  tressons-ld publish\n"


def test_what_it_says_to_type_works(made: Path, published: Path) -> None:
    assert (published / "catalogue.ttl").exists()
    assert (published / "ressource" / "premier-exemple.ttl").exists()


def test_check_finds_no_violation(made: Path) -> None:
    done = tressons_ld("check", folder=made)
    assert done.returncode == 0
    assert "2 ressources : 0 violation, 3 avertissements, " in done.stdout


def test_one_resource_is_told_in_the_singular(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    assert tressons_ld("init", folder).returncode == 0
    table = folder / "data" / "resources.csv"
    table.write_text("".join(table.read_text("utf-8").splitlines(keepends=True)[:2]), "utf-8")
    for language, said in (("fr", "1 ressource : "), ("en", "1 resource: ")):
        done = tressons_ld("check", "--lang", language, folder=folder)
        assert done.stdout.splitlines()[-1].startswith(said)
    done = tressons_ld("publish", folder=folder)
    assert re.match(r"1 ressource \(0 inchangée\), .* fichiers en [0-9]+,[0-9] s\. ", done.stdout)


def test_every_setting_that_is_shown_as_a_comment_can_be_used(tmp_path: Path) -> None:
    folder = tmp_path / "catalogue"
    assert tressons_ld("init", folder).returncode == 0
    settings = folder / "data" / "catalogue.toml"
    shown = re.compile(r"^# (?=\[|[a-z_]+ = )", re.M)
    assert len(shown.findall(settings.read_text("utf-8"))) > 20
    settings.write_text(shown.sub("", settings.read_text("utf-8")), "utf-8")
    done = tressons_ld("check", "--format", "json", folder=folder)
    codes = {each["code"] for each in json.loads(done.stdout)["findings"]}
    # The headings that are shown as examples are those of another table.
    expected = ("publication.", "shape.", "settings.heading-absent")
    assert not {code for code in codes if not code.startswith(expected)}
    assert done.returncode == 0


def test_publish_says_what_is_still_a_placeholder(made: Path) -> None:
    told = tressons_ld("publish", "--date", DATE, folder=made).stderr
    for setting in ("site_url", "base_iri"):
        assert re.search(rf"data/catalogue.toml:\d+, clé « {setting} » : .* provisoire", told)


def test_every_file_of_the_folder_explains_itself_or_is_explained(made: Path) -> None:
    guide = (made / "LISEZMOI.md").read_text("utf-8")
    for path in sorted((made / "data").iterdir()):
        assert path.name in guide


def test_the_examples_say_that_they_are_examples(made: Path) -> None:
    for table in ("agents", "concepts", "resources"):
        with (made / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert "exemple" in row["id"]
                words = (row.get("description") or row.get("definition") or "").lower()
                assert "invent" in words or "exemple" in words or "cette ligne montre" in words


def of_the_catalogue(public: Path) -> list[tuple[str, bytes]]:
    """Return the files of a publication but for programs, which are there where npm gave them."""
    return [each for each in files_of(public).items() if not each[0].startswith("workbench/")]


@pytest.mark.parametrize("word", OF_TRESSONS)
def test_nothing_of_tressons_is_published(published: Path, word: str) -> None:
    shown = [path for path, content in of_the_catalogue(published) if word.encode() in content]
    assert shown == []


def test_tressons_is_but_the_name_of_the_tool_and_of_its_terms(published: Path) -> None:
    allowed = re.compile(
        r"https://w3id\.org/tressons/(?:ontologie|profil|formes|correspondance|exemple|constats)"
        r"|tressons-ld|\"tressons\"|tressons\.ttl",
        re.IGNORECASE,
    )
    for path, content in of_the_catalogue(published):
        rest = allowed.sub("", content.decode("utf-8"))
        assert "tressons" not in rest.lower(), path


def test_the_folder_is_not_a_copy_of_the_tool(made: Path) -> None:
    folders = sorted(path.name for path in made.iterdir() if path.is_dir())
    assert folders in (["data"], ["data", "public"])


def test_what_is_made_is_not_committed(made: Path) -> None:
    assert (made / ".gitignore").read_text("utf-8").split() == [
        "public/",
        ".public.stamps",
        "findings.txt",
    ]
    assert "data/identities.csv merge=union\n" in (made / ".gitattributes").read_text("utf-8")


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("à garder", "utf-8")
    done = tressons_ld("init", tmp_path, folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr == (
        f"Erreur : {tmp_path} existe déjà et n'est pas vide : donner un autre nom.\n"
    )
    assert files_of(tmp_path) == {"notes.txt": "à garder".encode()}


def test_a_file_in_its_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "essai").write_text("à garder", "utf-8")
    done = tressons_ld("init", "essai", folder=tmp_path)
    assert done.returncode == 1
    assert "existe déjà" in done.stderr
    assert files_of(tmp_path) == {"essai": "à garder".encode()}


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    assert tressons_ld("init", "vide", folder=tmp_path).returncode == 0
    assert (tmp_path / "vide/data/catalogue.toml").exists()


def test_the_folder_one_stands_in_will_do(tmp_path: Path) -> None:
    (tmp_path / "ici").mkdir()
    done = tressons_ld("init", ".", folder=tmp_path / "ici")
    assert done.returncode == 0, done.stderr
    assert tressons_ld("check", folder=tmp_path / "ici").returncode == 0


def test_a_name_with_accents_and_spaces_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "Mes données d'été"
    assert tressons_ld("init", folder, folder=tmp_path).returncode == 0
    assert tressons_ld("publish", folder=folder).returncode == 0


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "fichier").write_text("", "utf-8")
    done = tressons_ld("init", "fichier/catalogue", folder=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "impossible d'écrire" in done.stderr
    assert "--output" not in done.stderr


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("init") / "my-catalogue"
    done = tressons_ld("init", folder, "--lang", "en", folder=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder


def test_in_english_everything_is_english(english: Path) -> None:
    assert '\nlanguage = "en"\n' in (english / "data" / "catalogue.toml").read_text("utf-8")
    assert not (english / "LISEZMOI.md").exists()
    french = re.compile(r"[éèàçêîôûœ]|\b(?:les|des|une|dans|colonne|exemple)\b")
    settings = (english / "data" / "catalogue.toml").read_text("utf-8")
    texts = {path.name: path.read_text("utf-8") for path in english.rglob("*") if path.is_file()}
    # A language that a house may have written, as an example of a value to replace.
    texts["catalogue.toml"] = settings.replace('"Français" = "fr"', "")
    del texts[".gitattributes"]  # of every catalogue, in both languages
    for name, text in texts.items():
        assert not french.search(text.replace("`French`", "")), name


def test_in_english_nothing_is_published_in_french(english: Path) -> None:
    done = tressons_ld("publish", "--date", DATE, "--lang", "en", folder=english)
    assert done.returncode == 0, done.stderr
    assert "2 resources" in done.stdout + done.stderr
    words = (english / "public" / "catalogue.nt").read_text("utf-8")
    assert '"First example of a resource"@en' in words
    assert '"@fr ' not in words


def test_both_languages_have_the_same_files_and_the_same_settings(
    made: Path, english: Path
) -> None:
    def keys(folder: Path) -> list[str]:
        settings = (folder / "data" / "catalogue.toml").read_text("utf-8")
        found = re.findall(r"^(?:# )?([a-z_]+) = ", settings, re.M)
        return [key for key in found if not key.endswith(("_fr", "_en"))]

    assert keys(made) == keys(english)
    names = [sorted(path.name for path in (each / "data").glob("*.*v")) for each in (made, english)]
    assert names[0] == names[1]
    assert (english / "README.md").exists()
    for each in (english / "data").glob("*.csv"):
        assert each.name in (english / "README.md").read_text("utf-8")
