"""What was published stays, or is declared: otherwise nothing is published, and `check` says so."""

import shutil
from pathlib import Path

import pytest

from catalogue_folder import change
from command_line import edit, files_of, tressons_ld
from identity_folder import (
    FIRST,
    LATER,
    THEN,
    drop,
    give_id,
    identity,
    line_of,
    publish,
    published,
    refused,
    rows,
    write_rows,
)
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import check

GUIDE = "ressource/guide-du-velo"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("kept") / "atelier", site=False)


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "atelier"))


def with_many(folder: Path, number: int = 20) -> list[str]:
    """Add resources to the table and publish them; return their ids."""
    table = rows(folder, "resources")
    ids = [f"carnet-numero-{each}" for each in range(number)]
    table += [{**table[-1], "id": id} for id in ids]
    write_rows(folder, "resources", table, list(table[0]))
    publish(folder, "2026-01-02")
    return ids


# --- ids that have gone -----------------------------------------------------------------------


@pytest.mark.parametrize("command", ["publish", "check"])
def test_an_id_that_has_gone_is_refused_with_the_commands_that_declare_it(
    folder: Path, command: str
) -> None:
    drop(folder, "guide-du-velo")
    before = files_of(folder)
    told = refused(folder, command=command)
    assert f"« {GUIDE} » a été publié et n'est plus dans le catalogue." in told
    for words in ("rename guide-du-velo ", "remove guide-du-velo --reason", "merge guide-du-velo "):
        assert f"tressons-ld identity {words}" in told
    assert files_of(folder) == before


@pytest.mark.parametrize("command", ["publish", "check"])
def test_a_likely_rename_is_proposed_as_the_command_to_type(folder: Path, command: str) -> None:
    give_id(folder, "guide-du-velo", "guide-de-velo")
    told = refused(folder, command=command)
    assert "tressons-ld identity rename guide-du-velo guide-de-velo." in told


def test_the_command_that_is_proposed_settles_it(folder: Path) -> None:
    give_id(folder, "guide-du-velo", "guide-de-velo")
    told = refused(folder)
    command = told.partition("tressons-ld identity ")[2].partition(".")[0].split()
    identity(folder, *command)
    publish(folder, THEN)
    assert line_of(folder, GUIDE)["successor"] == "ressource/guide-de-velo"


def test_a_shared_thing_that_has_gone_is_refused_too(folder: Path) -> None:
    table = folder / "data/agents.csv"
    edit(table, "dominique-selle,", "dominique-sele,")
    told = refused(folder)
    assert "« personne/dominique-selle » a été publié" in told
    assert "identity rename personne/dominique-selle personne/dominique-sele." in told


def test_a_row_that_cannot_be_read_is_not_one_that_has_gone(folder: Path) -> None:
    change(folder, "resources guide-du-velo title", "")
    assert "publication.id-gone" not in refused(folder)


def test_build_writes_the_graph_without_what_has_gone(folder: Path) -> None:
    drop(folder, "guide-du-velo")
    done = tressons_ld("build", "--format", "n-triples", folder=folder)
    assert done.returncode == 0, done.stderr
    assert "/ressource/guide-du-velo>" not in done.stdout


# --- ids that are given again -----------------------------------------------------------------


@pytest.mark.parametrize("command", ["publish", "check"])
def test_a_removed_id_is_not_given_again(folder: Path, command: str) -> None:
    identity(folder, "remove", "guide-du-velo", "--reason", "Doublon.")
    told = refused(folder, command=command)
    assert "data/resources.csv, A2, colonne « id »" in told
    assert f"« {GUIDE} » a été déclaré retiré ({THEN})" in told
    assert "tressons-ld identity undo guide-du-velo" in told


def test_the_old_id_of_a_rename_is_not_given_again(folder: Path) -> None:
    give_id(folder, "guide-du-velo", "guide-de-velo")
    identity(folder, "rename", "guide-du-velo", "guide-de-velo")
    publish(folder, THEN)
    table = rows(folder, "resources")
    write_rows(folder, "resources", [*table, {**table[-1], "id": "guide-du-velo"}], list(table[0]))
    assert "a été déclaré renommé en « guide-de-velo »" in refused(folder)


def test_a_successor_must_be_in_the_catalogue(folder: Path) -> None:
    drop(folder, "guide-du-velo")
    identity(folder, "rename", "guide-du-velo", "guide-de-velo")
    told = refused(folder)
    assert "renommé en « guide-de-velo », qui n'est pas dans le catalogue" in told


def test_a_successor_that_was_published_and_has_gone_is_told_once(folder: Path) -> None:
    give_id(folder, "guide-du-velo", "guide-de-velo")
    identity(folder, "rename", "guide-du-velo", "guide-de-velo")
    publish(folder, THEN)
    give_id(folder, "guide-de-velo", "velo")
    told = refused(folder)
    assert "« ressource/guide-de-velo » a été publié et n'est plus dans le catalogue." in told
    assert "identity undo" not in told
    identity(folder, "rename", "guide-de-velo", "velo")
    publish(folder, LATER)


# --- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize("setting", ["base_iri", "site_url"])
@pytest.mark.parametrize("command", ["publish", "check"])
def test_another_address_is_refused_until_it_is_declared(
    folder: Path, setting: str, command: str
) -> None:
    change(folder, f"catalogue.toml {setting}", '"https://autre.example.net/"')
    told = refused(folder, command=command)
    assert f"clé « {setting} »" in told
    assert "tressons-ld identity rebase" in told
    identity(folder, "rebase")
    publish(folder, THEN)
    assert line_of(folder, "https://autre.example.net/")["status"] == setting


@pytest.mark.parametrize("command", ["publish", "check"])
def test_an_address_for_one_run_is_not_published_over_another(folder: Path, command: str) -> None:
    before = files_of(folder)
    told = refused(folder, "--base-iri", "https://autre.example.net/", command=command)
    assert "n'est donné que pour cette fois" in told
    assert "data/catalogue.toml" in told
    assert files_of(folder) == before


def test_an_address_for_one_run_that_publishes_nothing_is_welcome(folder: Path) -> None:
    done = tressons_ld("build", "--base-iri", "https://autre.example.net/", folder=folder)
    assert done.returncode == 0, done.stderr


def test_a_placeholder_is_not_an_address_that_was_published(tmp_path: Path) -> None:
    assert tressons_ld("init", "essai", folder=tmp_path).returncode == 0
    folder = tmp_path / "essai"
    publish(folder, THEN)
    assert not [line for line in rows(folder, "identities") if "://" in line["id"]]
    settings = folder / "data/catalogue.toml"
    edit(settings, "https://catalogue.example.org/id/", "https://id.exemple.fr/")
    edit(settings, "https://catalogue.example.org/", "https://exemple.fr/")
    publish(folder, LATER)
    lines = [line for line in rows(folder, "identities") if "://" in line["id"]]
    assert [(line["id"], line["status"], line["first_published"]) for line in lines] == [
        ("https://id.exemple.fr/", "base_iri", LATER),
        ("https://exemple.fr/", "site_url", LATER),
    ]


def test_a_placeholder_does_not_take_the_place_of_an_address(folder: Path) -> None:
    change(folder, "catalogue.toml site_url", '"https://www.example.org/"')
    refused(folder)
    done = tressons_ld("identity", "rebase", "--date", THEN, folder=folder)
    assert done.returncode == 1
    assert "provisoire" in done.stderr


# --- a catalogue that shrank ------------------------------------------------------------------


def test_a_table_that_was_emptied_is_refused_whatever_is_said(folder: Path) -> None:
    ids = [row["id"] for row in rows(folder, "resources")]
    head = list(rows(folder, "resources")[0])
    identity(folder, "remove", *ids, "--reason", "Fin.")
    write_rows(folder, "resources", [], head)
    told = refused(folder, "--removing", "3")
    assert "la table n'a plus aucune ressource (publiées : 3)." in told
    assert "--removing" not in told


def test_a_column_of_ids_under_another_name_is_told_as_that_alone(folder: Path) -> None:
    table = folder / "data/resources.csv"
    table.write_text("I" + table.read_text("utf-8")[1:].replace("d,", "dent,", 1), "utf-8")
    told = [line for line in refused(folder).splitlines() if line.startswith("violation")]
    assert len(told) == 1 and "la colonne « id » manque" in told[0]


def test_a_cut_table_is_told_by_its_numbers(folder: Path) -> None:
    ids = with_many(folder)
    drop(folder, *ids[:6])
    told = refused(folder)
    assert (
        "6 ressources sur 23 seraient perdues : plus que la part admise en une fois (20 %)" in told
    )
    assert told.count("publication.id-gone") == 6


@pytest.mark.parametrize("command", ["publish", "check"])
def test_many_removals_want_their_number_said(folder: Path, command: str) -> None:
    ids = with_many(folder)
    drop(folder, *ids[:6])
    identity(folder, "remove", *ids[:6], "--reason", "Hors sujet.")
    assert "--removing 6" in refused(folder, command=command)
    refused(folder, "--removing", "5", command=command)
    done = tressons_ld(command, "--removing", "6", folder=folder)
    assert done.returncode == 0, done.stderr


def test_what_was_removed_before_is_not_counted_again(folder: Path) -> None:
    ids = with_many(folder)
    drop(folder, *ids[:6])
    identity(folder, "remove", *ids[:6], "--reason", "Hors sujet.")
    publish(folder, LATER, "--removing", "6")
    publish(folder, "2026-04-01")
    publish(folder, "2026-04-01", "--locked")


def test_a_setting_admits_more(folder: Path) -> None:
    ids = with_many(folder)
    drop(folder, *ids[:6])
    identity(folder, "remove", *ids[:6], "--reason", "Hors sujet.")
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("largest_loss = 0.5\n")
    publish(folder, LATER)


@pytest.mark.parametrize(
    ("share", "total", "lost", "refused"),
    [
        ("0.2", 30, 6, False),
        ("0.2", 30, 7, True),
        ("0.2", 29, 6, True),
        # Five may go whatever the share.
        ("0", 23, 5, False),
        ("0", 23, 6, True),
        # Of binary numbers, 0.58 times 50 is a little less than 29.
        ("0.58", 50, 29, False),
        ("0.58", 50, 30, True),
    ],
)
def test_as_many_as_the_share_may_go_and_not_one_more(
    folder: Path, share: str, total: int, lost: int, refused: bool
) -> None:
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"largest_loss = {share}\n")
    table = rows(folder, "resources")
    ids = [f"carnet-numero-{each}" for each in range(total - len(table))]
    with (folder / "data/identities.csv").open("a", encoding="utf-8") as lock:
        lock.writelines(f"ressource/{id},published,,{FIRST},{FIRST},{0:032},,\n" for id in ids)
    table += [{**table[-1], "id": id} for id in ids[lost:]]
    write_rows(folder, "resources", table, list(table[0]))
    codes = check(open_folder(folder, date=LATER), jobs=1).codes
    assert codes["publication.id-gone"] == lost
    assert codes["publication.shrunk"] == refused


def test_a_share_that_is_none_is_told(folder: Path) -> None:
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("largest_loss = 20\n")
    assert "un nombre de 0 à 1" in refused(folder)


@pytest.mark.parametrize("end", ["", "\r\n"])
def test_a_last_line_that_an_editor_ended_otherwise_keeps_what_comes_after_apart(
    tmp_path: Path, end: str
) -> None:
    folder = published(tmp_path / "atelier", site=False)
    ledger = folder / "data" / "identities.csv"
    before = ledger.read_text("utf-8")
    ledger.write_bytes((before.rstrip("\n") + end).encode())
    with (folder / "data" / "agents.csv").open("a", encoding="utf-8") as agents:
        agents.write("nouvelle,organisation,Nouvelle" + "," * 8 + "\n")
    publish(folder, LATER)
    assert line_of(folder, "organisation/nouvelle")["status"] == "published"
    assert len(ledger.read_text("utf-8").splitlines()) == len(before.splitlines()) + 1


# --- the lock file ----------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["publish", "check"])
def test_an_id_with_two_lines_in_the_lock_file_is_told_at_the_second(
    folder: Path, command: str
) -> None:
    drop(folder, "debat-sur-la-marche")
    identity(folder, "remove", "debat-sur-la-marche", "--reason", "Une raison\nen deux lignes.")
    lock = folder / "data/identities.csv"
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    (first,) = (place for place, line in enumerate(lines, 1) if line.startswith(f"{GUIDE},"))
    fates = {"renamed": "ressource/carnet-de-voyage", "merged": "ressource/debat-sur-la-marche"}
    one, other = (
        f"{GUIDE},{status},{successor},{FIRST},{FIRST},{0:032},{FIRST},\n"
        for status, successor in fates.items()
    )
    lines[first - 1] = one
    lock.write_text("".join([*lines, other]), "utf-8")
    before = files_of(folder)
    done = tressons_ld(command, folder=folder)
    assert done.returncode == 1
    assert f"identities.csv:{len(lines) + 1} : cet identifiant a déjà une ligne" in done.stderr
    assert f"la ligne {first}, " in done.stderr
    assert files_of(folder) == before
