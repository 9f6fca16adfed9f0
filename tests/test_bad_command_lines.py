"""A command that cannot be done says why in a sentence, at any terminal; nothing is changed."""

import os
import resource
import shlex
import signal
import subprocess
from pathlib import Path

import pytest

from catalogue_folder import change
from child_processes import heeding_ctrl_c
from command_line import FRENCH, command, files_of, tressons_ld

# --- what is asked for ------------------------------------------------------------------------

USAGE = {
    "an unknown command": (["publier"], "Pas de commande « publier ».", "'publier'"),
    "a command nearly known": (["chek"], "Vouliez-vous dire « check » ?", "'check'"),
    "an unknown option": (["publish", "--ouput"], "Vouliez-vous dire « --output » ?", "--output"),
    "an option without its value": (
        ["publish", "--output"],
        "L'option « --output » attend une valeur.",
        "'--output'",
    ),
    "an argument too many": (["check", "ici"], "« ici » est de trop.", "(ici)"),
    "no folder to make": (["init"], "Il manque « DOSSIER ».", "'FOLDER'"),
    "a day that is none": (
        ["publish", "--date", "31/12/2026"],
        "Valeur refusée pour « --date » : « 31/12/2026 » : écrire AAAA-MM-JJ.",
        "write YYYY-MM-DD",
    ),
    "a day out of the calendar": (["check", "--date", "2026-02-30"], "« 2026-02-30 »", "02-30"),
    "an unknown language": (
        ["check", "--lang", "de"],
        "« de ». Possibles : « fr », « en ».",
        "'en'",
    ),
    "an unknown engine": (
        ["check", "--engine", "java"],
        "Valeur refusée pour « --engine » : « java ». Possibles : « shacl », « pyshacl ».",
        "'pyshacl'",
    ),
    "an unknown form": (
        ["check", "--format", "pdf"],
        "Possibles : « text », « json »,",
        "'turtle'",
    ),
    "no process at all": (["check", "--jobs", "0"], "« 0 » est trop petit : 1 au moins.", "x>=1"),
    "no port so high": (
        ["preview", "--port", "99999"],
        "« 99999 » est trop grand : 65535 au plus.",
        "0<=x<=65535",
    ),
    "half a process": (
        ["check", "--jobs", "un"],
        "« un » n'est pas un nombre entier.",
        "'un'",
    ),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("fault", USAGE)
def test_a_command_line_that_cannot_be_understood(atelier: Path, fault: str, language: str) -> None:
    arguments, french, english = USAGE[fault]
    before = files_of(atelier)
    done = tressons_ld(*arguments, folder=atelier, environment={"LC_ALL": f"{language}_XX.UTF-8"})
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    start, help_line, told = (
        ("Erreur : ", "Aide : tressons-ld", french)
        if language == "fr"
        else ("Error: ", "Help: tressons-ld", english)
    )
    assert done.stderr.startswith(start)
    assert done.stderr.splitlines()[-1].startswith(help_line)
    assert told in done.stderr
    if language == "fr":
        for word in ("Invalid", "Missing", "No such", "unexpected", "is not", "requires", "Got"):
            assert word not in done.stderr
    assert files_of(atelier) == before


def test_no_command_at_all_shows_the_commands(tmp_path: Path) -> None:
    done = tressons_ld(folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("Usage : tressons-ld ")
    assert "Commandes :" in done.stderr
    assert "  publish  " in done.stderr


@pytest.mark.parametrize("command", ["check", "publish", "build"])
def test_a_folder_without_a_catalogue_names_init(tmp_path: Path, command: str) -> None:
    done = tressons_ld(command, folder=tmp_path)
    assert done.returncode == 1
    assert "pas de dossier de catalogue ici" in done.stderr
    assert "tressons-ld init" in done.stderr
    assert files_of(tmp_path) == {}


@pytest.mark.parametrize("command", ["check", "publish", "build"])
def test_a_folder_that_does_not_exist_is_told(tmp_path: Path, command: str) -> None:
    done = tressons_ld(command, "--folder", tmp_path / "absent", "--lang", "en", folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr == f"Error: {tmp_path / 'absent'}: there is no such folder.\n"


def test_a_folder_that_was_named_is_not_looked_for_above(atelier: Path) -> None:
    done = tressons_ld("check", "--folder", atelier / "data", folder=atelier)
    assert done.returncode == 1
    assert "tressons-ld init" in done.stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--base-iri", "https://id.example.net/atelier"),
        ("--base-iri", "w3id.org/atelier/"),
        ("--site-url", "ftp://www.example.net/"),
        ("--site-url", "https://www.example.net/#"),
        ("--site-url", "http://intranet/"),
    ],
)
def test_an_address_that_will_not_do_is_told(atelier: Path, option: str, value: str) -> None:
    before = files_of(atelier)
    done = tressons_ld("publish", option, value, folder=atelier)
    assert done.returncode == 1
    name = option[2:].replace("-", "_")
    assert f"{name} « {value} » ne convient pas. Écrire une adresse http ou https" in done.stderr
    assert "au nom de domaine complet, qui finit par « / »" in done.stderr
    assert files_of(atelier) == before


# --- where it is written ----------------------------------------------------------------------


def refused(folder: Path, *options: str | Path) -> str:
    before = files_of(folder)
    done = tressons_ld("publish", *options, folder=folder)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert files_of(folder) == before
    return done.stderr


def test_an_output_that_is_a_file_is_told(atelier: Path, tmp_path: Path) -> None:
    (tmp_path / "sortie").write_text("à garder", "utf-8")
    assert "est un fichier : donner un dossier" in refused(atelier, "--output", tmp_path / "sortie")
    assert (tmp_path / "sortie").read_text("utf-8") == "à garder"


def test_an_output_below_a_file_is_told(atelier: Path, tmp_path: Path) -> None:
    (tmp_path / "sortie").write_text("", "utf-8")
    told = refused(atelier, "--output", tmp_path / "sortie" / "public")
    assert "impossible d'écrire (un fichier porte déjà ce nom)" in told


@pytest.mark.skipif(not Path("/proc/version").exists(), reason="no /proc here")
def test_an_output_where_nobody_may_write_is_told(atelier: Path) -> None:
    assert "impossible d'écrire (" in refused(atelier, "--output", "/proc/tressons-ld/public")


def small_files() -> None:
    """Let the process write no file of more than 40 kB: the disk is as good as full."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


def test_a_disk_that_takes_no_more_is_told_and_nothing_is_changed(atelier: Path) -> None:
    before = files_of(atelier)
    done = subprocess.run(
        command("publish", "--site-url", "https://www.example.net/autre/"),
        cwd=atelier,
        env={**os.environ, **FRENCH},
        capture_output=True,
        encoding="utf-8",
        preexec_fn=small_files,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "impossible d'écrire (fichier trop grand)" in done.stderr
    assert "Rien n'a été publié" in done.stderr
    assert files_of(atelier) == before


# --- at which terminal ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
    ids=["ascii", "locale C"],
)
@pytest.mark.parametrize(
    "arguments",
    [["check"], ["publish"], ["--help"], ["check", "--help"], ["init", "--help"], ["publier"]],
    ids=" ".join,
)
def test_a_terminal_without_accents_is_spoken_to(
    atelier: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    table = atelier / "data/resources.csv"
    text = table.read_text("utf-8")
    table.write_text(text.replace(",Guide du vélo,", ",GUIDE DU VÉLO D'ÉTÉ,"), "utf-8")
    done = tressons_ld(*arguments, folder=atelier, environment=environment)
    assert done.returncode == (2 if arguments == ["publier"] else 0), done.stderr
    assert "Traceback" not in done.stderr
    assert "--help" in arguments or (done.stdout + done.stderr).isascii()


def read_by(reader: str, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command whose output another one reads; its exit code is the one that is told."""
    words = shlex.join(command(*arguments))
    return subprocess.run(
        ["bash", "-c", f"{words} | {reader}; exit ${{PIPESTATUS[0]}}"],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
    )


def test_a_reader_who_leaves_early_is_no_failure_to_explain(atelier: Path) -> None:
    done = read_by("head -1", atelier, "build", "--format", "n-triples")
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


@pytest.mark.parametrize("arguments", [["check"], ["query"], ["--help"]], ids=" ".join)
def test_a_closed_standard_output_is_no_failure_to_explain(
    atelier: Path, arguments: list[str]
) -> None:
    done = read_by("true", atelier, *arguments)
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def many_rows(folder: Path) -> None:
    """Make the table long enough for a reader to leave in its midst."""
    table = folder / "data/resources.csv"
    text = table.read_text("utf-8")
    last = text.rstrip("\n").rpartition("\n")[2]
    more = (last.replace("carnet-de-voyage", f"carnet-{number}") for number in range(3000))
    table.write_text(text + "\n".join(more) + "\n", "utf-8")


def test_a_reader_who_leaves_in_the_middle_of_a_long_graph_is_no_failure_to_explain(
    atelier: Path,
) -> None:
    many_rows(atelier)
    done = read_by("head -1", atelier, "build", "--quiet", "--format", "n-triples")
    assert (done.stdout.count("\n"), done.returncode, done.stderr) == (1, 1, "")


def test_a_graph_that_its_reader_has_no_room_for_is_not_blamed_on_another_place(
    atelier: Path,
) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            command("build"),
            cwd=atelier,
            env={**os.environ, **FRENCH},
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    assert done.returncode == 1
    assert done.stderr == "Erreur : refusé par le système (plus de place sur le disque).\n"


@pytest.mark.parametrize("arguments", ["check", "build", "query", "--help", "no-command"])
def test_a_program_started_without_outputs_needs_none(atelier: Path, arguments: str) -> None:
    words = shlex.join(command(arguments))
    # A library that is preloaded, as faketime is, may open a file in the place of the closed one.
    environment = {**os.environ, **FRENCH}
    environment.pop("LD_PRELOAD", None)
    with_errors, without = (
        subprocess.run(
            ["bash", "-c", f"{words} >&- {closed}"],
            cwd=atelier,
            env=environment,
            capture_output=True,
            encoding="utf-8",
        )
        for closed in ("", "2>&-")
    )
    assert "Traceback" not in with_errors.stderr
    assert with_errors.returncode == without.returncode == (2 if arguments == "no-command" else 0)


# --- interrupted ------------------------------------------------------------------------------


@pytest.mark.parametrize("moment", ["output.move_file", "publish.put_in_place"])
def test_an_interruption_at_the_last_moment_comes_too_late(
    atelier: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    from tressons_ld.composition import open_folder
    from tressons_ld.files import output
    from tressons_ld.publication import publish

    name, _, function = moment.partition(".")
    module = {"output": output, "publish": publish}[name]
    real = getattr(module, function)

    def disturbed(*arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        real(*arguments)

    change(atelier, "resources guide-du-velo title", "Guide du cycliste")
    monkeypatch.setattr(module, function, disturbed)
    with heeding_ctrl_c():
        done = publish.publish(open_folder(atelier, date="2027-01-15"), atelier / "public")
    assert done.published
    assert "2027-01-15" in (atelier / "data/identities.csv").read_text("utf-8")
    assert "Guide du cycliste" in (atelier / "public/catalogue.nt").read_text("utf-8")
