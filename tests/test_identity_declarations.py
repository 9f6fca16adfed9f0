"""`identity`: what it says, does and refuses; and that no id is ever lost or given twice."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from command_line import files_of, tressons_ld
from examples import examples
from identity_folder import (
    LATER,
    THEN,
    drop,
    give_id,
    identity,
    line_of,
    publish,
    published,
)
from tressons_ld.findings.errors import IdentityError
from tressons_ld.identity.changes import (
    changed,
    merged,
    removed,
    renamed,
    undone,
)
from tressons_ld.identity.declarations import AT_PORTALS
from tressons_ld.identity.ledger import Ledger
from tressons_ld.identity.ledger_update import LedgerUpdate
from tressons_ld.identity.lock_file import (
    RETIRED,
    read_lines,
    written,
)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return published(tmp_path_factory.mktemp("declared") / "atelier", site=False)


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "atelier"))


def not_declared(folder: Path, *words: str) -> str:
    """What is said of a declaration that cannot be made; nothing is written."""
    before = files_of(folder)
    done = tressons_ld("identity", *words, "--date", THEN, folder=folder)
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert files_of(folder) == before
    return done.stderr


# --- what it says and does --------------------------------------------------------------------


def test_a_rename_says_what_it_did_and_what_is_left_to_do(folder: Path) -> None:
    said = identity(folder, "rename", "guide-du-velo", "guide-de-velo")
    assert said.splitlines() == [
        "« ressource/guide-du-velo » : renommé en « guide-de-velo ».",
        "« guide-du-velo » est encore dans les tableaux : l'en ôter avant de publier.",
        "« guide-de-velo » n'est pas encore dans les tableaux : l'y écrire avant de publier.",
        AT_PORTALS.fr,
        "data/identities.csv a changé : l'enregistrer avec le catalogue (git commit).",
    ]
    line = line_of(folder, "ressource/guide-du-velo")
    assert (line["status"], line["retired"]) == ("renamed", THEN)


@pytest.mark.parametrize(
    "name",
    [
        "guide-du-velo",
        "ressource/guide-du-velo",
        "https://id.example.net/atelier/ressource/guide-du-velo",
    ],
)
def test_a_thing_may_be_named_by_its_id_its_path_or_its_iri(folder: Path, name: str) -> None:
    identity(folder, "remove", name, "--reason", "Doublon.")
    assert line_of(folder, "ressource/guide-du-velo")["status"] == "removed"


def test_the_new_id_of_a_concept_is_of_its_scheme(folder: Path) -> None:
    identity(folder, "rename", "vocabulaire/theme/velo", "cyclisme")
    assert line_of(folder, "vocabulaire/theme/velo")["successor"] == "vocabulaire/theme/cyclisme"


def test_the_rest_of_the_lock_file_stays_as_it_is(folder: Path) -> None:
    before = (folder / "data/identities.csv").read_text("utf-8").splitlines()
    identity(folder, "remove", "guide-du-velo", "--reason", 'Dit "doublon", retiré.')
    after = (folder / "data/identities.csv").read_text("utf-8").splitlines()
    changed = [line for line in after if line not in before]
    assert len(after) == len(before)
    assert changed == [next(line for line in after if line.startswith("ressource/guide-du-velo,"))]


def test_what_was_declared_is_listed(folder: Path) -> None:
    identity(folder, "merge", "debat-sur-la-marche", "carnet-de-voyage", "guide-du-velo")
    listed = tressons_ld("identity", "list", folder=folder).stdout.splitlines()
    assert listed == [
        f"{THEN}  « ressource/debat-sur-la-marche » : réuni à « guide-du-velo »",
        f"{THEN}  « ressource/carnet-de-voyage » : réuni à « guide-du-velo »",
    ]
    data = json.loads(tressons_ld("identity", "list", "--format", "json", folder=folder).stdout)
    assert [line["status"] for line in data] == ["merged", "merged"]


def test_a_rename_that_was_published_can_be_turned_round(folder: Path) -> None:
    give_id(folder, "guide-du-velo", "guide-de-velo")
    identity(folder, "rename", "guide-du-velo", "guide-de-velo")
    publish(folder, THEN)
    give_id(folder, "guide-de-velo", "guide-du-velo")
    identity(folder, "rename", "guide-de-velo", "guide-du-velo")
    publish(folder, LATER)
    assert line_of(folder, "ressource/guide-du-velo")["status"] == "published"
    assert line_of(folder, "ressource/guide-de-velo")["successor"] == "ressource/guide-du-velo"


def test_nothing_to_rebase_is_said(folder: Path) -> None:
    before = files_of(folder)
    assert identity(folder, "rebase").startswith("Rien à déclarer")
    assert files_of(folder) == before


def test_an_address_may_come_back(folder: Path) -> None:
    for address in ("https://b.example.net/", "https://www.example.net/atelier/"):
        text = (folder / "data/catalogue.toml").read_text("utf-8").splitlines()
        text[2] = f'site_url = "{address}"'
        (folder / "data/catalogue.toml").write_text("\n".join(text) + "\n", "utf-8")
        identity(folder, "rebase")
        publish(folder, LATER)
    assert line_of(folder, "https://b.example.net/")["successor"].endswith("/atelier/")
    assert line_of(folder, "https://www.example.net/atelier/")["successor"] == ""


# --- what it refuses --------------------------------------------------------------------------


def test_a_removal_without_a_reason_is_a_command_line_to_complete(folder: Path) -> None:
    done = tressons_ld("identity", "remove", "guide-du-velo", folder=folder)
    assert done.returncode == 2
    assert "Il manque « --reason »" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rename", "guide-du-bus", "x"], "n'a jamais été publié"),
        (["remove", "atelier", "--reason", "x"], "Vouliez-vous dire « organisation/atelier »"),
        (["rename", "guide-du-velo", "guide-du-velo"], "est déjà son identifiant"),
        (["rename", "guide-du-velo", "Guide du vélo"], "ne peut pas être un identifiant"),
        (["rename", "guide-du-velo", "../../etc/passwd"], "ne peut pas être un identifiant"),
        (["rename", "guide-du-velo", "carnet-de-voyage"], "identity merge"),
        (["merge", "guide-du-velo", "guide-du-velo"], "réuni à lui-même"),
        (["remove", "guide-du-velo", "--reason", "  "], "Une raison est nécessaire"),
        (["remove", "guide-du-velo", "--reason", "…"], "Une raison est nécessaire"),
        (["remove", "catalogue/donnees", "--reason", "x"], "est dans tout catalogue"),
        (["undo", "guide-du-velo"], "Rien n'a été déclaré"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_a_declaration_that_makes_no_sense_is_refused(
    folder: Path, words: list[str], said: str
) -> None:
    assert said in not_declared(folder, *words)


def test_what_was_declared_is_not_declared_again(folder: Path) -> None:
    identity(folder, "remove", "guide-du-velo", "--reason", "Doublon.")
    assert "identity undo" in not_declared(folder, "rename", "guide-du-velo", "guide-de-velo")
    assert "n'est jamais redonné" in not_declared(
        folder, "rename", "carnet-de-voyage", "guide-du-velo"
    )


@pytest.mark.parametrize(("language", "word"), [("fr", "retiré"), ("en", "removed")])
def test_what_was_declared_is_named_in_the_language_of_the_reader(
    folder: Path, language: str, word: str
) -> None:
    identity(folder, "remove", "guide-du-velo", "--reason", "Doublon.")
    for words in (["rename", "guide-du-velo", "x"], ["merge", "carnet-de-voyage", "guide-du-velo"]):
        assert f"({word}, {THEN})" in not_declared(folder, *words, "--lang", language)


def test_two_things_do_not_take_one_id(folder: Path) -> None:
    identity(folder, "rename", "guide-du-velo", "guide-de-velo")
    said = not_declared(folder, "rename", "carnet-de-voyage", "guide-de-velo")
    assert "identity merge ressource/carnet-de-voyage ressource/guide-de-velo" in said


def test_one_wrong_id_of_several_leaves_all_as_they_were(folder: Path) -> None:
    not_declared(folder, "remove", "guide-du-velo", "carnet", "--reason", "Doublon.")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
def test_a_lock_file_in_use_is_said(folder: Path) -> None:
    import fcntl
    import os

    descriptor = os.open(folder / "data", os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        said = not_declared(folder, "remove", "guide-du-velo", "--reason", "Doublon.")
    finally:
        os.close(descriptor)
    assert "Une autre publication est en cours" in said


@pytest.mark.parametrize("command", ["rename", "merge", "remove", "undo", "rebase", "list"])
def test_each_declaration_has_help_with_an_example(command: str) -> None:
    for language, word in (("fr", "Exemple : "), ("en", "Example: ")):
        done = tressons_ld("identity", command, "--lang", language, "--help")
        assert f"{word}tressons-ld identity {command}" in done.stdout


# --- whatever is declared ---------------------------------------------------------------------

NAMES = [f"ressource/{letter}" for letter in "abcdefg"]
STEPS = st.tuples(
    st.sampled_from(["add", "rename", "merge", "remove", "undo", "publish"]),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
)


class Model:
    """A catalogue of a few ids and its lock file, without anything else."""

    def __init__(self) -> None:
        self.lines: list[str] = list(written([]))
        self.table: set[str] = set()
        self.ever: set[str] = set()
        self.day = 1

    @property
    def ledger(self) -> Ledger:
        return Ledger.read(self.lines, f"2026-01-{self.day % 28 + 1:02}")

    def declare(self, kind: str, id: str, other: str) -> None:
        ledger, day = self.ledger, self.ledger.date
        if kind == "rename":
            changes = renamed(ledger, id, other, day)
            self.table = self.table - {id} | {other}
        elif kind == "merge":
            changes = merged(ledger, [id], other, day)
            self.table = self.table - {id} | {other}
        elif kind == "remove":
            changes = removed(ledger, [id], "Retirée.", day)
            self.table -= {id}
        else:
            changes = undone(ledger, [id])
            self.table |= {id}
        self.lines = list(written(changed(read_lines(self.lines), changes)))

    def publish(self) -> None:
        """Publish as the tool does, unless an id that was retired is given again."""
        self.day += 1
        ledger, new = self.ledger, list[str]()
        recording = LedgerUpdate(ledger, new.append)
        for id in sorted(self.table):
            recording.add(ledger.record(id, "0" * 32))
        for retired in ledger.all_retired():
            recording.add_retired(ledger.record(retired.id, "1" * 32))
        assert not recording.gone_places
        if not recording.reused:
            self.lines = list(recording.lines(self.lines, new))
            self.ever |= self.table


@settings(max_examples=examples(150))
@given(st.lists(STEPS, max_size=40))
def test_no_id_is_lost_or_given_twice_and_every_chain_ends(
    steps: list[tuple[str, str, str]],
) -> None:
    model = Model()
    for kind, id, other in steps:
        before = {line.id: line for line in read_lines(model.lines)}
        if kind == "add":
            # A row may be written again by mistake; publishing is refused then.
            model.table.add(id)
        elif kind == "publish":
            model.publish()
        else:
            table = set(model.table)
            try:
                model.declare(kind, id, other)
            except IdentityError:
                model.table = table
        after = list(read_lines(model.lines))
        assert [line.id for line in after[: len(before)]] == list(before)
        assert len({line.id for line in after}) == len(after)
        assert model.ever == {line.id for line in after}
        if kind == "publish":
            for line in after:
                if (was := before.get(line.id)) and was.status in RETIRED:
                    assert (line.status, line.successor) == (was.status, was.successor)
        ledger = model.ledger
        for line in after:
            end = ledger.resolved(line.id)
            assert end not in ledger.retired or ledger.retired[end].status == "removed"


def test_dropping_is_not_needed_to_declare(folder: Path) -> None:
    identity(folder, "remove", "guide-du-velo", "--reason", "Doublon.")
    drop(folder, "guide-du-velo")
    publish(folder, LATER)
    assert line_of(folder, "ressource/guide-du-velo")["modified"] == LATER
