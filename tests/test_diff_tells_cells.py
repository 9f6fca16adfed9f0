"""What ``diff`` says of two publications, in the words of the tables."""

import gzip
import json
import shutil
from pathlib import Path

import pytest

from catalogue_folder import change
from command_line import edit, tressons_ld
from identity_folder import THEN, drop, identity, publish, published

GUIDE = "changement : ressource guide-du-velo, colonne"


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue «atelier», published; to be copied."""
    return published(tmp_path_factory.mktemp("first") / "atelier", site=False)


@pytest.fixture
def folder(first: Path, tmp_path: Path) -> Path:
    """A copy of it, with its publication kept aside as «old»."""
    folder = tmp_path / "atelier"
    shutil.copytree(first, folder)
    shutil.copytree(first / "public", folder / "old")
    return folder


def told(folder: Path, *options: str, language: str = "fr") -> str:
    """What is said of both publications, the new one made first."""
    publish(folder, THEN)
    done = tressons_ld("--lang", language, "diff", "old", "public", *options, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def entries(text: str) -> list[str]:
    """The lines about resources."""
    return [line for line in text.splitlines() if " : ressource " in line]


def test_a_changed_cell_is_told_by_its_column(folder: Path) -> None:
    change(folder, "resources guide-du-velo title", "Guide complet du vélo")
    assert entries(told(folder)) == [
        f"{GUIDE} « title » : « Guide du vélo » devient « Guide complet du vélo »"
    ]


def test_a_cell_of_several_values_is_told_value_by_value(folder: Path) -> None:
    change(folder, "resources guide-du-velo themes", "Bus; Vélo")
    change(folder, "resources guide-du-velo places", "Villeneuve")
    assert entries(told(folder)) == [
        f"{GUIDE} « themes » : « Mobilité » devient « Bus »",
        f"{GUIDE} « places » : « Vieux port » retiré",
    ]


def test_the_order_of_values_and_of_rows_is_no_difference(folder: Path) -> None:
    change(folder, "resources guide-du-velo themes", "Mobilité; Vélo")
    table = folder / "data" / "agents.csv"
    head, *rows = table.read_text("utf-8").splitlines()
    table.write_text("\n".join([head, *reversed(rows)]) + "\n", "utf-8")
    assert entries(told(folder)) == []


def test_a_text_is_not_told_again_when_only_its_language_changes(folder: Path) -> None:
    change(folder, "resources carnet-de-voyage language", "en")
    assert entries(told(folder)) == [
        "changement : ressource carnet-de-voyage, colonne « language » : « fr » devient « en »"
    ]


def test_each_file_of_an_entry_keeps_its_size_apart(folder: Path) -> None:
    change(folder, "resources guide-du-velo size", "1258291; 99")
    assert entries(told(folder)) == [
        f"{GUIDE} « size » (distribution-guide-html) : « 20480 » devient « 99 »"
    ]


def test_a_resource_that_comes_or_goes_is_told_by_its_title(folder: Path) -> None:
    table = folder / "data" / "resources.csv"
    rows = table.read_text("utf-8")
    copied = rows[rows.index("carnet-de-voyage,") :].replace("carnet-de-voyage", "autre-carnet")
    table.write_text(rows + copied.replace("Carnet de voyage", "Autre carnet"), "utf-8")
    identity(folder, "remove", "debat-sur-la-marche", "--reason", "Doublon.")
    drop(folder, "debat-sur-la-marche")
    assert entries(told(folder)) == [
        "ajout : ressource autre-carnet « Autre carnet »",
        "retrait : ressource debat-sur-la-marche « Débat sur la marche »",
    ]


def test_a_renamed_resource_is_told_once_with_its_changed_cells(folder: Path) -> None:
    identity(folder, "rename", "debat-sur-la-marche", "debat")
    change(folder, "resources debat-sur-la-marche title", "Débat")
    change(folder, "resources debat-sur-la-marche id", "debat")
    assert entries(told(folder)) == [
        "nouveau nom : ressource debat-sur-la-marche → ressource debat « Débat »",
        "changement : ressource debat, colonne « title » : « Débat sur la marche » devient "
        "« Débat »",
    ]


def test_a_merged_resource_is_told_with_what_took_its_place(folder: Path) -> None:
    identity(folder, "merge", "debat-sur-la-marche", "guide-du-velo")
    drop(folder, "debat-sur-la-marche")
    assert entries(told(folder)) == [
        "fusion : ressource debat-sur-la-marche → ressource guide-du-velo « Guide du vélo »"
    ]


def test_a_shared_thing_is_told_by_its_label(folder: Path) -> None:
    edit(folder / "data" / "agents.csv", "example.net/ligue,", "example.net/marcher,")
    assert (
        "changement : organisation ligue « Ligue de la marche », colonne « homepage » : "
        "« https://www.example.net/ligue » devient « https://www.example.net/marcher »"
    ) in told(folder).splitlines()


def test_a_renamed_shared_thing_is_told_once(folder: Path) -> None:
    identity(folder, "rename", "vocabulaire/theme/bus", "vocabulaire/theme/autobus")
    change(folder, "concepts theme:bus id", "autobus")
    lines = [line for line in told(folder).splitlines() if "bus" in line]
    assert lines == ["nouveau nom : vocabulaire theme/bus → vocabulaire theme/autobus « Bus »"]


def test_a_shared_thing_that_is_gone_is_told_by_the_name_that_it_had(folder: Path) -> None:
    identity(folder, "remove", "personne/dominique-selle", "--reason", "Doublon.")
    agents = folder / "data" / "agents.csv"
    kept = [line for line in agents.read_text("utf-8").splitlines() if "dominique" not in line]
    agents.write_text("\n".join(kept) + "\n", "utf-8")
    lines = [line for line in told(folder).splitlines() if "dominique" in line]
    assert lines == ["retrait : personne dominique-selle « Dominique Selle »"]


def test_one_is_told_in_the_singular(folder: Path) -> None:
    change(folder, "resources guide-du-velo title", "Autre titre")
    publish(folder, THEN)
    done = tressons_ld("diff", "old", "public", folder=folder)
    assert "0 fusionnée, 1 changée. Reste du catalogue : " in done.stdout
    assert "0 fusionnée, 2 changées.\n" in done.stdout


def test_it_is_told_in_english_too(folder: Path) -> None:
    change(folder, "resources guide-du-velo keywords", "vélo")
    assert 'changed: resource guide-du-velo, column "keywords": "réparation" removed' in told(
        folder, language="en"
    )


def test_json_names_every_change_and_counts_them(folder: Path) -> None:
    change(folder, "resources guide-du-velo keywords", "vélo; entretien")
    answer = json.loads(told(folder, "--format", "json"))
    (entry,) = (each for each in answer["changes"] if each["kind"] == "entry")
    assert (entry["what"], entry["new"]["path"]) == ("changed", "ressource/guide-du-velo")
    assert [cell for cell in entry["cells"] if cell["column"]] == [
        {
            "column": "keywords",
            "property": "dcat:keyword",
            "part": "",
            "removed": [{"text": "réparation", "term": '"réparation"@fr'}],
            "added": [{"text": "entretien", "term": '"entretien"@fr'}],
        }
    ]
    assert answer["counts"]["entry"]["changed"] == 1
    assert answer["identical"] is False


def test_the_same_publication_packed_and_in_another_order_is_no_difference(folder: Path) -> None:
    lines = (folder / "old" / "catalogue.nq").read_text("utf-8").splitlines(keepends=True)
    packed = folder / "sorted.nq.gz"
    packed.write_bytes(gzip.compress("".join(sorted(lines)).encode()))
    done = tressons_ld("diff", "--exit-code", "old", packed, folder=folder)
    assert (done.returncode, done.stdout) == (0, "Aucune différence.\n")


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--exit-code",), 1)])
def test_differences_are_a_failure_only_when_asked(
    folder: Path, options: tuple[str, ...], status: int
) -> None:
    change(folder, "resources guide-du-velo title", "Autre titre")
    publish(folder, THEN)
    done = tressons_ld("diff", *options, "--output", "said", "old", "public", folder=folder)
    assert (done.returncode, done.stdout) == (status, "")
    assert "Autre titre" in (folder / "said").read_text("utf-8")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda path: path.unlink(), "il y manque catalogue.nq"),
        (lambda path: path.write_bytes(b""), "fichier coupé"),
        (lambda path: path.write_bytes(path.read_bytes()[:-40]), "fichier coupé"),
        (lambda path: path.write_bytes(path.read_bytes().rpartition(b"\n<")[0] + b"\n"), "coupé"),
        (
            lambda path: path.write_bytes(b"n'importe quoi\n" + path.read_bytes()),
            "catalogue.nq:1 : cette ligne n'est pas un énoncé",
        ),
    ],
    ids=["missing", "empty", "cut", "cut-at-a-line", "damaged"],
)
def test_a_damaged_publication_is_said(folder: Path, damage: object, said: str) -> None:
    assert callable(damage)
    damage(folder / "old" / "catalogue.nq")
    done = tressons_ld("diff", "old", "public", folder=folder)
    assert done.returncode == 1
    assert done.stderr.startswith("Erreur : ") and said in done.stderr, done.stderr


def test_a_line_without_an_end_is_told(folder: Path, tmp_path: Path) -> None:
    lines = (folder / "public/catalogue.nq").read_bytes().splitlines(keepends=True)
    (odd := tmp_path / "odd.nq").write_bytes(b"".join([*lines, b"<urn:", b"a" * (1 << 24)]))
    done = tressons_ld("diff", odd, folder / "public")
    assert done.returncode == 1
    assert f"odd.nq:{len(lines) + 1} : cette ligne a plus de 16 Mo" in done.stderr


def test_a_file_that_unpacks_to_far_more_than_a_publication_is_not_read(
    folder: Path, tmp_path: Path
) -> None:
    content = (folder / "public/catalogue.nq").read_bytes()
    (odd := tmp_path / "odd.nq.gz").write_bytes(gzip.compress(content + bytes(70 << 20)))
    done = tressons_ld("diff", odd, folder / "public")
    assert done.returncode == 1
    assert "odd.nq.gz : ce fichier se décompresse en plus de 64 Mo" in done.stderr
