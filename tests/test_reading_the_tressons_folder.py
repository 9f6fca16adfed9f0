"""The catalogue of this repository reads whole, and only its own divergences are told."""

from pathlib import Path

from reading_folders import read_all


def test_the_catalogue_reads_with_no_finding_but_divergences_and_a_keyword(project: Path) -> None:
    shared, entries, findings = read_all(project)
    divergent = [added for one in entries if one for added in one.additions if added.divergent]
    expected = ["table.keyword-near"] + ["table.addition-divergent"] * len(divergent)
    assert [finding.code for finding in findings] == expected
    assert findings[0].value == "économie sociale et solidaire"
    assert len(entries) == 28
    assert None not in entries
    assert shared.programme is not None


def test_avise_made_27_resources_and_rtes_22(project: Path) -> None:
    _, entries, _ = read_all(project)
    for agent, count in (("avise", 27), ("rtes", 22)):
        assert sum(agent in entry.organisations for entry in entries if entry) == count


def test_each_page_of_the_programme_has_its_source(project: Path) -> None:
    shared, _, _ = read_all(project)
    assert shared.programme is not None
    found = [each for each in shared.programme.additions if each.column == "pages"]
    assert tuple(each.value for each in found) == shared.programme.pages
    assert len(found) == 8
    assert not any(each.divergent for each in found)
