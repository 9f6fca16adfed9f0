"""The catalogue of this repository reads whole, and only its own divergences are told."""

from pathlib import Path

from reading_folders import read_all


def test_the_catalogue_reads_with_no_finding_but_its_divergences(project: Path) -> None:
    shared, entries, findings = read_all(project)
    divergent = [added for one in entries if one for added in one.additions if added.divergent]
    assert [finding.code for finding in findings] == ["table.addition-divergent"] * len(divergent)
    assert len(entries) == 28
    assert None not in entries
    assert shared.programme is not None


def test_avise_made_27_resources_and_rtes_22(project: Path) -> None:
    _, entries, _ = read_all(project)
    for agent, count in (("avise", 27), ("rtes", 22)):
        assert sum(agent in entry.organisations for entry in entries if entry) == count


def test_the_bounds_of_france_are_a_closed_rectangle_with_their_source(project: Path) -> None:
    shared, _, _ = read_all(project)
    france = shared.places["france"]
    assert france.bbox is not None
    points = [point.split() for point in france.bbox[len("POLYGON((") : -2].split(",")]
    assert points[0] == points[-1]
    longitudes, latitudes = ({float(point[axis]) for point in points} for axis in (0, 1))
    assert len(points) == 5
    assert len(longitudes) == len(latitudes) == 2
    assert [each.source for each in france.additions if each.column == "bbox"] == [
        "https://github.com/etalab/covid19-dashboard/blob/master/geo.json"
    ]
