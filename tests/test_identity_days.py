"""A day is never written before the last one unless somebody says so; a wrong one is taken back."""

from pathlib import Path
from typing import Any

import pytest

from catalogue_folder import change, copy_of_atelier, without_site
from identity_folder import line_of
from tressons_ld.catalogue.tables import resource_table
from tressons_ld.composition import open_folder
from tressons_ld.findings.collector import Collector
from tressons_ld.findings.errors import IdentityError, LedgerError
from tressons_ld.identity import declarations
from tressons_ld.identity.ledger import Ledger, circles
from tressons_ld.identity.lock_file import LockLine, read_lines, written
from tressons_ld.publication.publish import check, publish

FIRST, LAST, EARLIER = "2026-01-01", "2026-06-01", "2019-01-01"
TODAY = "2026-09-01"
GUIDE = "ressource/guide-du-velo"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue published on the last day."""
    made = without_site(copy_of_atelier(tmp_path / "atelier"))
    assert published(made, LAST).publishable
    return made


def published(folder: Path, day: str, *, given: bool = True) -> Collector:
    inputs = open_folder(folder, date=day, date_given=given)
    return publish(inputs, folder / "public", jobs=1).report


def add_row(folder: Path) -> None:
    table = folder / "data/resources.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    (line,) = (line for line in lines if line.startswith("carnet-de-voyage,"))
    table.write_text("".join([*lines, line.replace("carnet-de-voyage", "carnet-2", 1)]), "utf-8")


def codes(folder: Path, day: str, *, given: bool) -> set[str]:
    """What speaks against a day: `check` and `publish` say the same."""
    inputs = open_folder(folder, date=day, date_given=given)
    reports = check(inputs, jobs=1), publish(inputs, folder / "public", jobs=1).report
    of_check, of_publish = (
        {code for code in report.codes if code.startswith("publication.")} for report in reports
    )
    assert of_check == of_publish
    return of_check


@pytest.mark.parametrize("what", ["changed", "new"])
def test_a_clock_that_is_late_dates_nothing(folder: Path, what: str) -> None:
    if what == "changed":
        change(folder, "resources guide-du-velo title", "Un autre titre")
    else:
        add_row(folder)
    before = (folder / "data/identities.csv").read_bytes()
    assert codes(folder, EARLIER, given=False) == {"publication.day-goes-back"}
    assert (folder / "data/identities.csv").read_bytes() == before


def test_both_days_are_told(folder: Path) -> None:
    change(folder, "resources guide-du-velo title", "Un autre titre")
    report = published(folder, EARLIER, given=False)
    (found,) = (each for each in report.sorted() if each.code == "publication.day-goes-back")
    assert EARLIER in found.message.fr and LAST in found.message.fr


def test_a_late_clock_that_dates_nothing_is_no_harm(folder: Path) -> None:
    assert codes(folder, EARLIER, given=False) == set()


def test_a_day_given_passes_with_a_warning_and_nothing_changed_before_it_was_published(
    folder: Path,
) -> None:
    change(folder, "resources guide-du-velo title", "Un autre titre")
    assert codes(folder, EARLIER, given=True) == {"publication.day-given-goes-back"}
    line = line_of(folder, GUIDE)
    assert (line["first_published"], line["modified"]) == (LAST, LAST)
    assert EARLIER not in (folder / "public/catalogue.nt").read_text("utf-8")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1989-12-31", "2026-02-30", "demain"])
def test_a_day_of_no_publication_is_refused(folder: Path, day: str) -> None:
    with pytest.raises(LedgerError) as caught:
        open_folder(folder, date=day)
    assert caught.value.code == "ledger.day"


def test_nothing_is_declared_by_a_late_clock_unless_the_day_is_given(folder: Path) -> None:
    before = (folder / "data/identities.csv").read_bytes()
    recorder = open_folder(folder, date=EARLIER, date_given=False).recorder
    with pytest.raises(IdentityError) as caught:
        declarations.remove(recorder, ["guide-du-velo"], "Doublon.")
    assert caught.value.code == "identity.day-goes-back"
    assert EARLIER in caught.value.text.fr and LAST in caught.value.text.fr
    assert (folder / "data/identities.csv").read_bytes() == before
    recorder = open_folder(folder, date=EARLIER).recorder
    told = declarations.remove(recorder, ["guide-du-velo"], "Doublon.").remaining
    assert any(EARLIER in sentence.fr and LAST in sentence.fr for sentence in told)


def test_successors_that_go_round_are_told_and_end(folder: Path) -> None:
    lock, carnet = folder / "data/identities.csv", "ressource/carnet-de-voyage"
    successors = {GUIDE: carnet, carnet: GUIDE}
    lines = [
        line._replace(status="renamed", successor=successors[line.id], retired=LAST)
        if line.id in successors
        else line
        for line in read_lines(lock.read_text("utf-8").splitlines(keepends=True))
    ]
    lock.write_text("".join(written(lines)), "utf-8")
    assert "publication.successors-circle" in codes(folder, LAST, given=True)


def test_a_long_way_of_successors_is_gone_once() -> None:
    class Asked(dict[str, LockLine]):
        times = 0

        def get(self, *key: Any) -> Any:
            self.times += 1
            return super().get(*key)

    way = "ressource/r"
    lines = [
        LockLine(f"{way}{n}", "renamed", f"{way}{n + 1}", FIRST, FIRST, "0" * 32, FIRST, "")
        for n in range(2000)
    ]
    ledger = Ledger.read(written(lines), LAST)
    ledger.retired = asked = Asked(ledger.retired)
    assert {each.successor for each in ledger.all_retired()} == {"ressource/r2000"}
    assert len(ledger.successors("ressource/r0")) == 2000
    assert asked.times < 10_000


def test_whoever_leads_into_a_circle_is_told_too() -> None:
    def line(id: str, successor: str) -> LockLine:
        days = (FIRST, FIRST, "0" * 32, FIRST, "")
        return LockLine(f"ressource/{id}", "renamed", f"ressource/{successor}", *days)

    lines = [line("a", "b"), line("b", "c"), line("c", "b"), line("d", "e")]
    ledger = Ledger.read(written(lines), FIRST)
    assert [line.id[-1] for line in circles(ledger)] == ["a", "b", "c"]


def redated(folder: Path, wrong: str, right: str) -> None:
    declarations.redate(open_folder(folder, date=right).recorder, wrong, TODAY)


def test_a_wrong_future_day_is_taken_back_everywhere(folder: Path) -> None:
    future, today = "2062-06-01", "2026-07-01"
    change(folder, "resources guide-du-velo title", "Un autre titre")
    assert published(folder, future).publishable
    redated(folder, future, today)
    assert line_of(folder, GUIDE)["modified"] == today
    change(folder, "resources guide-du-velo title", "Un titre encore")
    assert codes(folder, "2026-08-01", given=False) == set()
    assert "2062" not in (folder / "public/catalogue.nt").read_text("utf-8")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_on_which_nothing_can_have_been_published_is_told_and_taken_back(
    folder: Path, day: str
) -> None:
    lock_file = folder / "data/identities.csv"
    lock_file.write_text(lock_file.read_text("utf-8").replace(f",{LAST},", f",{day},"), "utf-8")
    assert codes(folder, LAST, given=True) == {"publication.day-impossible"}
    redated(folder, day, LAST)
    assert codes(folder, LAST, given=True) == set()


@pytest.mark.parametrize(
    ("wrong", "right", "code"),
    [
        ("2025-01-01", LAST, "identity.no-such-day"),
        ("2026-07-01", FIRST, "identity.before-published"),
        (LAST, "0001-01-01", "ledger.day"),
        (LAST, "2026-09-02", "identity.day-to-come"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused(
    folder: Path, wrong: str, right: str, code: str
) -> None:
    change(folder, "resources guide-du-velo title", "Un autre titre")
    assert published(folder, "2026-07-01").publishable
    before = (folder / "data/identities.csv").read_bytes()
    with pytest.raises(LedgerError) as caught:
        redated(folder, wrong, right)
    assert caught.value.code == code
    assert (folder / "data/identities.csv").read_bytes() == before


def test_a_new_row_among_very_many_is_dated_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of very many rows the names are not held."""
    monkeypatch.setattr(resource_table, "MOST_NAMES", 1)
    add_row(folder)
    assert codes(folder, EARLIER, given=False) == {"publication.day-goes-back"}
