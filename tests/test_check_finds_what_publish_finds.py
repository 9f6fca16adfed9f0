"""``check`` gives exactly the findings of ``publish``: the same, in the same order, in every form.

On every catalogue of the tests, before the first publication and over an earlier one. ``build``
gives the same but for what speaks against publishing; the Python API gives those of ``check``.
"""

import io
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from benchmarks.generator import write_folder
from catalogue_folder import ATELIER, PROJECT, change, copy_of_atelier, without_site
from command_line import DATE, files_of, tressons_ld
from identity_folder import LATER, drop, give_id, identity, rows, with_retired, write_rows
from identity_folder import published as published_atelier
from test_bad_input import CELLS
from test_every_shape_points_at_its_cell import BROKEN, Break
from test_findings_do_not_depend_on_the_way import SEEDED
from tressons_ld import open_catalogue
from tressons_ld.artifacts import Artifact
from tressons_ld.composition import artifacts_of_one_file, open_folder
from tressons_ld.findings.collector import Collector
from tressons_ld.findings.finding import Finding, Report
from tressons_ld.findings.reports import (
    as_json,
    as_text,
    as_turtle,
    counts,
)
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.publish import (
    build,
    check,
    publish,
    rehearse,
)
from tressons_ld.rdf.terms import Iri

T = TypeVar("T")
CATALOGUE = Iri("<https://id.example.net/atelier/catalogue>")


def forms(found: Collector | Report) -> dict[str, str]:
    """Findings in every form in which a command may give them."""
    texts = {"turtle": "".join(as_turtle(found, CATALOGUE))}
    for language in ("fr", "en"):
        texts[f"text {language}"] = "".join(as_text(found, language))
        texts[f"json {language}"] = "".join(as_json(found, language))
        texts[f"counts {language}"] = counts(found, language)
    return texts


def the_same(folder: Path, *, date: str = DATE, **options: Any) -> tuple[Finding, ...]:
    """Assert that both find the same in a folder, which is published if it can be; return it."""
    before = files_of(folder)
    checked = check(open_folder(folder, date=date, **options), jobs=1)
    assert files_of(folder) == before
    publication = publish(open_folder(folder, date=date, **options), folder / "public", jobs=1)
    assert forms(checked) == forms(publication.report)
    findings = tuple(checked.sorted())
    assert findings == tuple(publication.report.sorted())
    # What is counted is what is listed.
    assert checked.codes == Report(findings).codes
    return findings


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {each.code for each in findings}


# --- every catalogue ---------------------------------------------------------------------------


def tressons_itself(folder: Path) -> None:
    shutil.copytree(PROJECT / "data", folder / "data")


def catalogue(name: str) -> Callable[[Path], object]:
    return lambda folder: shutil.copytree(ATELIER.parent / name, folder)


def init(language: str) -> Callable[[Path], None]:
    def made(folder: Path) -> None:
        done = tressons_ld("init", folder, "--lang", language)
        assert done.returncode == 0, done.stderr

    return made


def seeded(folder: Path) -> None:
    tressons_itself(folder)
    for place, value in SEEDED:
        change(folder, place, value)


def with_retired_things(folder: Path) -> None:
    with_retired(copy_of_atelier(folder))


CATALOGUES: dict[str, Callable[[Path], object]] = {
    "TRESSONS": tressons_itself,
    **{path.name: catalogue(path.name) for path in sorted(ATELIER.parent.iterdir())},
    "init in French": init("fr"),
    "init in English": init("en"),
    "synthetic": lambda folder: write_folder(folder, 60),
    "synthetic, with every kind of defect": lambda folder: write_folder(folder, 150, defects=60),
    "TRESSONS with thirty defects": seeded,
    "things that were retired": with_retired_things,
}


@pytest.mark.parametrize("name", CATALOGUES)
def test_every_catalogue_gives_the_same_before_and_after_it_is_published(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "folder"
    CATALOGUES[name](folder)
    first = the_same(folder)
    assert the_same(folder, date="2026-12-01") == first


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_folder_of_init_is_checked_as_it_is_published(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "folder"
    init(language)(folder)
    options = ("--lang", language, "--date", DATE)
    checked = tressons_ld("check", *options, folder=folder)
    published = tressons_ld("publish", *options, folder=folder)
    warning = "warning: " if language == "en" else "avertissement : "
    warnings = [line for line in checked.stdout.splitlines() if line.startswith(warning)]
    assert len(warnings) == 3
    assert published.stderr.splitlines() == warnings
    number = checked.stdout.splitlines()[-1].partition(": ")[2]
    assert published.stdout.splitlines()[0].endswith(f" s. {number}")


def of_other_rows(cases: Iterable[T], places: Callable[[T], Iterable[str]]) -> list[list[T]]:
    """Group cases that one folder can hold at once: of several resources, or of several tables.

    A finding at one cell of a row may stand for what another cell of it brings about, and what is
    wrong with an agent changes what is said of those that name it.
    """
    groups: list[tuple[list[T], set[str]]] = []
    for case in cases:
        rows = {
            " ".join(place.split()[: 1 + place.startswith("resources ")]) for place in places(case)
        }
        for group, taken in groups:
            if not taken & rows:
                group.append(case)
                taken |= rows
                break
        else:
            groups.append(([case], rows))
    return [group for group, _ in groups]


def places_of(case: Break) -> Iterable[str]:
    return (case.cell, *case.at, *(place for place, _ in case.after))


@pytest.mark.parametrize("cases", of_other_rows(BROKEN, places_of), ids=lambda one: one[0].shape)
def test_every_shape_that_a_cell_breaks_is_found_by_both(
    tmp_path: Path, cases: list[Break]
) -> None:
    folder = without_site(copy_of_atelier(tmp_path / "atelier"))
    for case in cases:
        for place, value in (*case.after, (case.cell, case.value)):
            change(folder, place, value)
    expected = {case.code or f"shape.{case.shape}" for case in cases}
    assert expected - codes(the_same(folder)) == set()


@pytest.mark.parametrize(
    "faults", of_other_rows(CELLS, lambda fault: [CELLS[fault][0]]), ids=lambda one: one[0]
)
def test_every_cell_that_cannot_be_read_is_found_by_both(tmp_path: Path, faults: list[str]) -> None:
    folder = without_site(copy_of_atelier(tmp_path / "atelier"))
    for place, value, _ in map(CELLS.__getitem__, faults):
        change(folder, place, value)
    assert {CELLS[fault][2] for fault in faults} - codes(the_same(folder)) == set()


@pytest.mark.parametrize("column", ["organisations", "themes", "places"])
def test_what_is_wrong_twice_in_one_cell_is_counted_as_it_is_listed(
    tmp_path: Path, column: str
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, f"resources guide-du-velo {column}", "Nulle Part; Nulle Part")
    (finding,) = the_same(folder)
    assert finding.code.startswith("reference.unknown-")


# --- after an earlier publication --------------------------------------------------------------


def gone(folder: Path) -> None:
    drop(folder, "guide-du-velo")


def renamed_without_a_word(folder: Path) -> None:
    give_id(folder, "guide-du-velo", "guide-de-velo")


def agent_gone(folder: Path) -> None:
    table = folder / "data/agents.csv"
    text = table.read_text("utf-8").replace("dominique-selle,", "dominique-sele,")
    table.write_text(text, "utf-8")


def given_again(folder: Path) -> None:
    identity(folder, "remove", "guide-du-velo", "--reason", "Doublon.")


def successor_missing(folder: Path) -> None:
    drop(folder, "guide-du-velo")
    identity(folder, "rename", "guide-du-velo", "guide-de-velo")


def emptied(folder: Path) -> None:
    write_rows(folder, "resources", [], list(rows(folder, "resources")[0]))


def shrunk(folder: Path) -> None:
    table = rows(folder, "resources")
    new = [f"carnet-numero-{each}" for each in range(20)]
    write_rows(folder, "resources", [*table, *({**table[-1], "id": id} for id in new)], [*table[0]])
    assert publish(open_folder(folder, date="2026-01-02"), folder / "public", jobs=1).published
    drop(folder, *new[:6])


def address(key: str, url: str) -> Callable[[Path], object]:
    return lambda folder: change(folder, f"catalogue.toml {key}", f'"{url}"')


AFTER: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "an id that has gone": (gone, {"id-gone"}),
    "an id that changed": (renamed_without_a_word, {"id-gone"}),
    "an agent that has gone": (agent_gone, {"id-gone"}),
    "an id that was retired and is there again": (given_again, {"id-reused"}),
    "a successor that is nowhere": (successor_missing, {"successor-missing"}),
    "no resource left": (emptied, {"emptied"}),
    "many resources gone": (shrunk, {"id-gone", "shrunk"}),
    "another base": (address("base_iri", "https://autre.example.net/"), {"address-changed"}),
    "another site": (address("site_url", "https://autre.example.net/"), {"address-changed"}),
    "a site that is a placeholder": (
        address("site_url", "https://www.example.org/"),
        {"address-changed", "site-placeholder"},
    ),
}


def of_publishing(findings: tuple[Finding, ...]) -> set[str]:
    """The codes that speak against publishing, without the word they begin with."""
    start = "publication."
    return {code.removeprefix(start) for code in codes(findings) if code.startswith(start)}


@pytest.mark.parametrize("name", AFTER)
def test_what_was_published_and_is_not_there_any_more_is_found_by_both(
    tmp_path: Path, name: str
) -> None:
    edit, expected = AFTER[name]
    folder = published_atelier(tmp_path / "atelier", site=False)
    edit(folder)
    assert of_publishing(the_same(folder)) == expected


@pytest.mark.parametrize("option", ["base_iri", "site_url"])
def test_an_address_for_one_run_gives_the_same(tmp_path: Path, option: str) -> None:
    folder = published_atelier(tmp_path / "atelier", site=False)
    found = the_same(folder, **{option: "https://catalogue.example.org/"})
    placeholder = "base-placeholder" if option == "base_iri" else "site-placeholder"
    assert of_publishing(found) == {"address-for-one-run", placeholder}


def test_a_number_of_removals_that_was_said_gives_the_same(tmp_path: Path) -> None:
    folder = published_atelier(tmp_path / "atelier", site=False)
    shrunk(folder)
    checked = check(open_folder(folder, date=LATER), removing=6, jobs=1)
    opened = open_folder(folder, date=LATER)
    published = publish(opened, folder / "public", removing=6, jobs=1).report
    assert forms(checked) == forms(published)
    assert of_publishing(tuple(checked.sorted())) == {"id-gone"}


# --- the other ways ----------------------------------------------------------------------------


def publication_of(folder: Path, **options: Any) -> Collector:
    """What ``publish`` finds, over whatever was published."""
    return publish(open_folder(folder, date=DATE, **options), folder / "public", jobs=1).report


@pytest.mark.parametrize("form", ["json", "turtle", "text"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_command_writes_the_report_of_the_publication(
    tmp_path: Path, form: str, language: str
) -> None:
    folder = tmp_path / "refused"
    shutil.copytree(ATELIER.parent / "refused", folder)
    options = ("--format", form, "--all", "--lang", language, "--date", DATE)
    told = tressons_ld("check", *options, folder=folder).stdout
    report = publication_of(folder)
    if form == "json":
        assert told == "".join(as_json(report, language))
    elif form == "turtle":
        iris = open_folder(folder, date=DATE).graph.context.iris
        assert told == "".join(as_turtle(report, iris.catalogue))
    else:
        lines = told.splitlines(keepends=True)
        assert lines[:-1] == list(as_text(report, language))
        assert lines[-1].rstrip(".\n").endswith(counts(report, language))


@pytest.mark.parametrize("name", ["atelier", "nasty", "refused", "init in French"])
def test_the_python_api_gives_the_same(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "folder"
    CATALOGUES[name](folder)
    found = open_catalogue(folder, date=DATE).check()
    checked = check(open_folder(folder, date=DATE), jobs=1)
    assert found == checked.report()
    assert forms(found) == forms(checked)


@pytest.mark.parametrize("name", ["nasty", "refused", "init in French"])
def test_the_rehearsal_of_a_harvest_finds_the_same(tmp_path: Path, name: str) -> None:
    folder, aside = tmp_path / "folder", tmp_path / "aside"
    CATALOGUES[name](folder)
    aside.mkdir()
    rehearsed = rehearse(open_folder(folder, date=DATE), aside, jobs=1)
    assert forms(rehearsed) == forms(check(open_folder(folder, date=DATE), jobs=1))


def one_file(inputs: Inputs) -> tuple[Inputs, tuple[Artifact, ...]]:
    """What is built for the graph in N-Triples."""
    return inputs, artifacts_of_one_file(inputs, "n-triples")


@pytest.mark.parametrize("name", ["nasty", "refused", "init in French", "an id that has gone"])
def test_build_finds_the_same_but_for_what_speaks_against_publishing(
    tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "folder"
    if name in CATALOGUES:
        CATALOGUES[name](folder)
    else:
        AFTER[name][0](published_atelier(folder, site=False))
    built = build(*one_file(open_folder(folder, date=DATE)), io.BytesIO(), jobs=1)
    checked = check(open_folder(folder, date=DATE), jobs=1)
    expected = Report(
        tuple(each for each in checked.sorted() if not each.code.startswith("publication."))
    )
    assert forms(built) == forms(expected)
