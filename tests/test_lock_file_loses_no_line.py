"""A lock file that has lost lines that the output was published with is told, and nothing done."""

import json
import shutil
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue_folder import change, copy_of_atelier
from command_line import files_of
from tressons_ld.catalogue.hashes import hash_of
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import LedgerError
from tressons_ld.identity.branches import read_ledger
from tressons_ld.identity.lock_file import ADDRESSES, read_lines
from tressons_ld.identity.published_lines import PublishedLines
from tressons_ld.publication.manifest import header_of, published_lines
from tressons_ld.publication.publish import publish

FIRST, LAST = "2026-01-01", "2026-06-01"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = copy_of_atelier(tmp_path_factory.mktemp("lines") / "atelier")
    published(made, FIRST)
    change(made, "resources guide-du-velo title", "Un autre titre")
    published(made, FIRST)
    shutil.copy(made / "data/identities.csv", made / "identities.kept")
    return made


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "atelier"))


def published(folder: Path, day: str) -> None:
    assert publish(open_folder(folder, date=day), folder / "public", jobs=1).published


def refused(folder: Path) -> LedgerError:
    before = files_of(folder)
    with pytest.raises(LedgerError) as caught:
        publish(open_folder(folder, date=LAST), folder / "public", jobs=1)
    assert files_of(folder) == before
    return caught.value


def without(lines: list[str], start: str) -> list[str]:
    return [line for line in lines if not line.startswith(start)]


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        (lambda _lines: [], 50),
        (lambda lines: lines[:1], 50),
        (lambda lines: lines[:5], 46),
        (lambda lines: without(lines, "ressource/guide-du-velo,"), 1),
        (lambda lines: without(lines, "https://www.example.net/atelier/,"), 1),
        (lambda lines: without(lines, "harvest/dcat.rdf,"), 1),
        (lambda lines: [*without(lines, "serie/carnets,"), "serie/autre" + lines[-1][20:]], 1),
    ],
    ids=["emptied", "heading", "cut", "a thing", "an address", "a file", "another in its place"],
)
def test_lines_that_have_gone_are_told_by_their_number(
    folder: Path, damage: Callable[[list[str]], list[str]], lost: int
) -> None:
    lock = folder / "data/identities.csv"
    lines = lock.read_text("utf-8").splitlines(keepends=True)
    assert len(lines) == 51
    line = next(line for line in lines if line.startswith("ressource/guide-du-velo,"))
    lines = [*without(lines, "ressource/guide-du-velo,"), line]
    lock.write_text("".join(damage(lines)), "utf-8")
    error = refused(folder)
    assert error.code == "ledger.cut"
    assert f" a perdu {lost} ligne" in error.text.fr and " 50 " in error.text.fr


def test_an_empty_lock_file_is_told_whatever_the_manifest_says(folder: Path) -> None:
    manifest = folder / "public/manifest.jsonl"
    header, _, rest = manifest.read_text("utf-8").partition("\n")
    data = json.loads(header)
    del data["lines"]
    manifest.write_text(f"{json.dumps(data)}\n{rest}", "utf-8")
    (folder / "data/identities.csv").write_text("", "utf-8")
    assert refused(folder).code == "ledger.emptied"


def test_lines_in_another_order_and_more_of_them_are_welcome(folder: Path) -> None:
    lock = folder / "data/identities.csv"
    heading, *lines = lock.read_text("utf-8").splitlines(keepends=True)
    addresses = [line for line in lines if "://" in line or ",file," in line]
    things = [line for line in lines if line not in addresses]
    new = f"ressource/ailleurs,removed,,{FIRST},{FIRST},{0:032},{FIRST},Ailleurs.\n"
    lock.write_text("".join([heading, *addresses, new, *reversed(things)]), "utf-8")
    published(folder, LAST)


@pytest.mark.parametrize(
    "day", ["0000-01-01", "12026-01-01", "2026-01-01Z", "2026-W01-1", "２０２６-01-01"]
)
def test_a_day_of_no_calendar_is_told_at_its_line(folder: Path, day: str) -> None:
    lock = folder / "data/identities.csv"
    lock.write_text(lock.read_text("utf-8").replace(FIRST, day), "utf-8")
    assert refused_to_read(folder) == "ledger.unreadable"


@pytest.mark.parametrize("line", ["ressource/é,removed", "ressource/b,removed,,,,,,Abandonné"])
def test_a_byte_that_is_no_utf_8_is_told_at_its_line(folder: Path, line: str) -> None:
    lock = folder / "data/identities.csv"
    _, status, *_ = fields = f"{line},,,,,,".split(",")[:8]
    assert status == "removed"
    fields[3:7] = FIRST, FIRST, "0" * 32, FIRST
    lock.write_bytes(lock.read_bytes() + ",".join(fields).encode("latin-1") + b"\n")
    with pytest.raises(LedgerError) as caught:
        read_ledger(folder, LAST)
    number = len(lock.read_bytes().splitlines())
    assert f"identities.csv:{number} " in caught.value.text.fr


def refused_to_read(folder: Path) -> str:
    with pytest.raises(LedgerError) as caught:
        read_ledger(folder, LAST)
    return caught.value.code


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["cut", "doubled", "swapped", "deleted", "overwritten"]),
    st.integers(0, 10_000),
    st.integers(0, 10_000),
    st.binary(min_size=1, max_size=4),
)
def test_no_damage_loses_a_line_without_a_word(
    folder: Path, damage: str, one: int, other: int, noise: bytes
) -> None:
    original = (folder / "identities.kept").read_bytes()
    lines = original.splitlines(keepends=True)
    at, to = one % len(lines), other % len(lines)
    if damage == "cut":
        data = original[: one % len(original)]
    elif damage == "overwritten":
        place = one % len(original)
        data = original[:place] + noise + original[place + len(noise) :]
    else:
        if damage == "doubled":
            lines.insert(to, lines[at])
        elif damage == "deleted":
            del lines[at]
        else:
            lines[at], lines[to] = lines[to], lines[at]
        data = b"".join(lines)
    (folder / "data/identities.csv").write_bytes(data)
    known = published_lines(header_of(folder / "public"))
    assert known is not None
    try:
        ledger = read_ledger(folder, LAST)
    except LedgerError:
        return
    if not known.missing_from(ledger.published):
        for line in read_lines(original.decode().splitlines(keepends=True)):
            known = line.id in ledger.files or ledger.status_of(line.id) is not None
            assert line.status in ADDRESSES or known


@given(st.lists(st.text()), st.lists(st.text()), st.booleans())
def test_lines_are_known_again_by_their_text(
    before: list[str], after: list[str], kept: bool
) -> None:
    now = before + after if kept else after
    old, new = (
        PublishedLines.of(array("Q", sorted(map(hash_of, dict.fromkeys(ids)))))
        for ids in (before, now)
    )
    read = PublishedLines.from_text(str(old))
    assert len(read) == len(set(before))
    assert read.missing_from(new) == len(set(before) - set(now))
