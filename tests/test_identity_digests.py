"""A day moves when the facts of a thing do, and not with a version of the tool."""

from dataclasses import replace

import pytest

from catalogue_folder import ATELIER
from tressons_ld.catalogue.model import Entry
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import LedgerError
from tressons_ld.identity.digests import (
    DIGEST_VERSION,
    FactsDigest,
    facts_of_shared,
    packed,
    unpacked,
    version_of,
)
from tressons_ld.identity.ledger import Ledger
from tressons_ld.identity.ledger_update import LedgerUpdate
from tressons_ld.identity.lock_file import LockLine, read_lines, written
from tressons_ld.publication.inputs import Inputs

FIRST, THEN, NOW = "2025-01-01", "2025-06-01", "2026-01-01"
OLD, FORMER, PRESENT = "0" * 32, "a" * 32, f"{DIGEST_VERSION}-{'b' * 32}"


@pytest.fixture(scope="module")
def atelier() -> Inputs:
    return open_folder(ATELIER, date=NOW)


@pytest.fixture(scope="module")
def entry(atelier: Inputs) -> Entry:
    entries = (atelier.folder.entry(record)[0] for record in atelier.folder.records())
    return next(each for each in entries if each and each.id == "guide-du-velo")


def digest(facts: object) -> str:
    return FactsDigest("https://id.example.net/", "https://www.example.net/")(facts)


def recorded(line: LockLine, now: str) -> LockLine:
    """The line of a thing after a publication that finds this digest."""
    before = list(written([line]))
    ledger = Ledger.read(before, NOW)
    update = LedgerUpdate(ledger, str)
    if line.id in ledger.retired:
        update.add_retired(ledger.record(line.id, now))
    else:
        update.add(ledger.record(line.id, now))
    (after,) = read_lines(update.lines(before, []))
    return after


def published(digest: str) -> LockLine:
    return LockLine("ressource/x", "published", "", FIRST, THEN, digest, "", "")


def test_a_digest_of_an_earlier_version_keeps_its_days_and_is_renewed() -> None:
    assert recorded(published(OLD), PRESENT) == published(PRESENT)


def test_facts_that_changed_since_move_the_day() -> None:
    before = published(f"{DIGEST_VERSION}-{'c' * 32}")
    assert recorded(before, PRESENT) == published(PRESENT)._replace(modified=NOW)


@pytest.mark.parametrize(("modified", "after"), [("2025-11-01", "2025-11-01"), (THEN, NOW)])
def test_what_was_retired_is_told_on_its_day_whatever_the_version(
    modified: str, after: str
) -> None:
    line = published(OLD)._replace(
        status="removed", modified=modified, retired="2025-11-01", reason="Doublon."
    )
    assert recorded(line, PRESENT) == line._replace(modified=after, digest=PRESENT)


@pytest.mark.parametrize("text", [OLD, PRESENT, "3-" + OLD])
def test_a_digest_is_held_with_its_version(text: str) -> None:
    assert unpacked(packed(text)) == text


@pytest.mark.parametrize(
    "text", ["", "0", "2-", f"x-{OLD}", f"1-{OLD}", f"2-{OLD}0", FORMER.upper()]
)
def test_what_is_no_digest_has_no_version(text: str) -> None:
    assert version_of(text) is None


def test_a_digest_of_a_later_version_is_told_as_that() -> None:
    later = published(f"{DIGEST_VERSION + 1}-{OLD}")
    with pytest.raises(LedgerError) as caught:
        Ledger.read(written([later]), NOW)
    assert caught.value.code == "ledger.newer"
    assert "identities.csv:2 " in caught.value.text.fr


def test_every_thing_of_a_catalogue_has_facts(atelier: Inputs) -> None:
    relative = atelier.graph.context.iris.relative
    assert set(facts_of_shared(atelier.folder.shared)) == set(map(relative, atelier.graph.things))


def test_another_mapping_of_the_same_facts_moves_no_day(
    atelier: Inputs, entry: Entry, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before = atelier.recorder.entry(entry, always=True)
    monkeypatch.setattr(type(atelier.graph), "entry", lambda _graph, _entry: [])
    triples, after = atelier.recorder.entry(entry, always=True)
    assert len(triples) == 2 and after == before


@pytest.mark.parametrize(
    "change",
    [{"title": "Un autre titre"}, {"themes": ()}, {"issued": "2018"}, {"distributions": ()}],
    ids=lambda change: next(iter(change)),
)
def test_a_fact_of_an_entry_is_in_its_digest(entry: Entry, change: dict[str, object]) -> None:
    assert digest(replace(entry, **change)) != digest(entry)  # type: ignore[arg-type]


def test_where_an_entry_stands_and_the_order_in_its_cells_are_no_facts(entry: Entry) -> None:
    elsewhere = replace(entry, row=replace(entry.row, number=99))
    entry = replace(entry, keywords=("marche", "vélo"))
    assert digest(replace(elsewhere, keywords=("vélo", "marche"))) == digest(entry)


def test_another_base_is_no_change_of_what_is_said(entry: Entry) -> None:
    here, there = (
        FactsDigest(base, "https://www.example.net/")(
            replace(entry, landing_page=f"{base}guide.html")
        )
        for base in ("https://a.example.net/", "https://b.example.net/")
    )
    assert here == there


# Whoever sees one of these fail has changed what a digest is made of: then raise DIGEST_VERSION, so
# that the days of all things stay, and write the new digests here.
DIGESTS = {
    "ressource/guide-du-velo": "2-432456bd71a42a1c5901dede151aee1a",
    "catalogue": "2-83936769941f372b4f77d66724d65e5e",
    "catalogue/donnees": "2-894eece057f0c9a7d3495f6bd8333e44",
    "organisation/atelier": "2-502b6ac69f23c0d9a10591167121c2ae",
    "vocabulaire/theme/velo": "2-c4f3ec150adfc9ac91dd8320202c615f",
}


def test_the_same_facts_have_the_digest_of_their_version(atelier: Inputs, entry: Entry) -> None:
    facts = {**facts_of_shared(atelier.folder.shared), "ressource/guide-du-velo": entry}
    assert {path: digest(facts[path]) for path in DIGESTS} == DIGESTS
