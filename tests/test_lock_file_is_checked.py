"""What the lock file and the settings say becomes paths and IRIs: checked where it is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier
from command_line import edit
from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.paths import FRENCH_PATHS
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import IdentityError, LedgerError
from tressons_ld.identity import declarations
from tressons_ld.identity.ledger import Ledger
from tressons_ld.identity.lock_file import LockLine, written

DAY = "2026-01-01"
FIRST = LockLine("ressource/a", "published", "", DAY, DAY, "0" * 32, "", "")
REMOVED = FIRST._replace(id="ressource/b", status="removed", retired=DAY, reason="Doublon.")
MERGED = REMOVED._replace(status="merged", successor="ressource/a")
BASE = LockLine("https://id.example.net/", "base_iri", "", DAY, DAY, "", "", "")


def read(*lines: LockLine) -> Ledger:
    return Ledger.read(written(lines), DAY)


def code_of(*lines: LockLine) -> str:
    """What is wrong with the last of some lines, which is said to be the one."""
    with pytest.raises(LedgerError) as caught:
        read(*lines)
    assert f"identities.csv:{len(lines) + 1} " in caught.value.text.fr
    return caught.value.code


@pytest.mark.parametrize(
    "path",
    ["ressource/a", "vocabulaire/theme", "vocabulaire/theme/a", "catalogue", "catalogue/donnees"],
)
def test_the_path_of_a_thing_is_read(path: str) -> None:
    assert read(FIRST._replace(id=path)).status_of(path) == "published"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "a",
        "/ressource/a",
        "ressource/",
        "ressource/..",
        "ressource/../../evil",
        "ressource/a/b",
        "ressource\\a",
        "ressource/a b",
        'ressource/a"b',
        "ressource/a> <urn:p> <urn:o> . <urn:s",
        "ressource/a\x00",
        "ressource/é",
        "ressource/con",
        "vocabulaire/../x",
        "vocabulaire/theme/a/b",
        "catalogue/x",
        "inconnu/a",
    ],
)
def test_what_is_no_path_of_a_thing_is_told_at_its_line(path: str) -> None:
    assert code_of(FIRST, REMOVED._replace(id=path)) == "ledger.no-path"
    if path:
        assert code_of(FIRST, MERGED._replace(successor=path)) == "ledger.no-path"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (FIRST._replace(id="ressource/con"), "ledger.no-path"),
        (FIRST._replace(modified="2026-02-30"), "ledger.unreadable"),
        (FIRST._replace(digest="9-" + "0" * 32), "ledger.newer"),
    ],
)
def test_a_line_is_told_by_its_number_below_a_reason_of_several_lines(
    wrong: LockLine, code: str
) -> None:
    lines = written([FIRST, REMOVED._replace(reason="a\nb\nc"), wrong])
    with pytest.raises(LedgerError) as caught:
        Ledger.read("".join(lines).splitlines(keepends=True), DAY)
    assert caught.value.code == code
    assert "identities.csv:6 " in caught.value.text.fr


def test_a_lock_file_without_its_heading_is_told() -> None:
    _, *lines = written([FIRST])
    with pytest.raises(LedgerError) as caught:
        Ledger.read(lines, DAY)
    assert caught.value.code == "ledger.unreadable"


@given(st.text(max_size=20))
def test_no_text_but_an_id_ends_a_path(text: str) -> None:
    path = FRENCH_PATHS.resource(text)
    if is_id(text):
        read(REMOVED._replace(id=path))
    else:
        with pytest.raises(LedgerError):
            read(REMOVED._replace(id=path))


@pytest.mark.parametrize(
    "address",
    ["id.example.net/", "file:///", "https://id.example.net", "https://a b/", 'http://"/'],
)
def test_what_is_no_address_is_told_at_its_line(address: str) -> None:
    assert code_of(BASE._replace(id=address)) == "ledger.no-path"
    assert code_of(BASE._replace(successor=address)) == "ledger.no-path"


FILE = LockLine("catalogue.nt", "file", "", DAY, DAY, "", "", "")


@pytest.mark.parametrize(
    "path",
    ["index.html", ".git/config", ".htaccess", "ressource", "x.csv", "../x.ttl", "a/../x.ttl"],
)
def test_no_address_is_guarded_but_of_data(path: str) -> None:
    assert code_of(BASE, FILE._replace(id=path)) == "ledger.no-path"
    assert code_of(BASE, FILE._replace(successor=path)) == "ledger.no-path"


def test_the_files_of_a_thing_go_with_it_alone() -> None:
    files = [FILE._replace(id=f"ressource/{name}", retired=DAY) for name in ("*.ttl", "b.ttl")]
    assert list(read(BASE, *files, FIRST).files) == ["ressource/*.ttl", "ressource/b.ttl"]
    assert code_of(BASE, FIRST, files[1]._replace(id="ressource/a.ttl")) == "ledger.file-of-a-thing"


@pytest.mark.parametrize("digest", ["x" * 33, "3" * 33, "2-" + "0" * 32, "0" * 32])
@pytest.mark.parametrize("line", [BASE, FILE], ids=["base_iri", "file"])
def test_an_address_with_a_digest_is_told_at_its_line(line: LockLine, digest: str) -> None:
    assert code_of(BASE, line._replace(digest=digest)) == "ledger.unreadable"


@pytest.mark.parametrize("day", ["0", "2026-13-01", "0000-01-01", DAY + "Z", "zzz"])
@pytest.mark.parametrize("column", ["first_published", "modified", "retired"])
@pytest.mark.parametrize("line", [BASE, FILE, FIRST, REMOVED], ids=lambda line: line.status)
def test_what_is_no_day_is_told_at_its_line(line: LockLine, column: str, day: str) -> None:
    assert code_of(BASE, line._replace(**{column: day})) == "ledger.unreadable"


@pytest.mark.parametrize("character", ["\x02", "\x1b", "\ufffe"])
def test_a_reason_that_no_published_text_can_hold_is_told_at_its_line(character: str) -> None:
    assert code_of(FIRST, REMOVED._replace(reason=f"Retir{character}ée")) == "ledger.character"


@pytest.mark.parametrize("character", ["\x02", "\ufffe", "\udc80"])
def test_no_reason_is_declared_that_no_published_text_can_hold(
    tmp_path: Path, character: str
) -> None:
    recorder = open_folder(copy_of_atelier(tmp_path / "atelier"), date=DAY).recorder
    with pytest.raises(IdentityError) as caught:
        declarations.remove(recorder, ["guide-du-velo"], f"Retir{character}ée.")
    assert caught.value.code == "identity.character"


@pytest.mark.parametrize("name", ["../../x", "a b", 'a"b', "A", "autorites"])
def test_the_name_of_a_scheme_is_an_id(tmp_path: Path, name: str) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    key = name.replace('"', '\\"')
    settings = folder / "data/catalogue.toml"
    edit(settings, "[schemes]\n", f'[schemes]\n"{key}" = {{ fr = "Un", en = "One" }}\n')
    opened = open_folder(folder, date=DAY).folder
    (found,) = (each for each in opened.findings if each.code.startswith("table.id-"))
    assert found.location and found.location.column == f"schemes.{name}"
    assert name not in opened.shared.schemes


@pytest.mark.parametrize("setting", ["schemes", "data.keywords"])
def test_a_setting_that_no_published_text_can_hold_is_told_at_its_key(
    tmp_path: Path, setting: str
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    settings, key = folder / "data/catalogue.toml", setting
    if setting == "schemes":
        edit(settings, "[schemes]\n", '[schemes]\nx = { fr = "U\\u0002n", en = "One" }\n')
        key = "schemes.x"
    else:
        text = settings.read_text("utf-8").splitlines()
        place = next(n for n, line in enumerate(text) if line.startswith("keywords = "))
        text[place] = 'keywords = ["v\\u0002lo"]'
        settings.write_text("\n".join(text), "utf-8")
    findings = open_folder(folder, date=DAY).folder.findings
    (found,) = (each for each in findings if each.code == "table.character-control")
    assert found.location and found.location.column == key
