"""The same findings whatever the engine, the size of the batches and the number of processes."""

import json
import shutil
from itertools import islice
from pathlib import Path

import pytest

from catalogue_folder import PROJECT, change, copy_of_atelier
from command_line import DATE, tressons_ld
from tressons_ld.composition import open_folder
from tressons_ld.findings.finding import Finding, Report
from tressons_ld.validation import EngineName

R = "resources"
SEEDED = [
    (f"{R} ess-dans-les-territoires-ruraux title", ""),
    (f"{R} ess-dans-les-territoires-ruraux-synthese based_on", "une-etude-perdue"),
    (f"{R} monographie-du-parc-naturel-regional-du-vercors places", "Parc du Vercor"),
    (f"{R} monographie-du-pays-terres-de-lorraine issued", "20l9"),
    (f"{R} monographie-du-pays-perigord-vert series", "Territoires d'innovation"),
    (f"{R} avenir-des-territoires-ruraux-est-il-social-et-solidaire event_date", "2020-05"),
    (f"{R} programmes-leader-et-ess kind", ""),
    (f"{R} projets-alimentaires-territoriaux-et-ess organisations", "Avize; RTES"),
    (f"{R} contrats-de-ruralite-et-ess title", "CONTRATS DE RURALITÉ ET ESS"),
    (f"{R} programmes-de-developpement-rural-regionaux-et-ess keywords", "FEADER; UE"),
    (f"{R} atouts-de-l-ess-pour-les-territoires-ruraux description", ""),
    (f"{R} ess-et-ruralites landing_page", "javascript:alert(1)"),
    (f"{R} panorama-de-projets-d-ess-dans-les-territoires-ruraux language", "français"),
    (f"{R} agir-pour-une-alimentation-durable themes", ""),
    (f"{R} agir-pour-une-mobilite-durable title", "Agir\u200b pour une mobilité durable"),
    (f"{R} entrepreneuriat-de-territoire issued", ""),
    (f"{R} agir-pour-une-economie-circulaire id", "agir-pour-une-mobilite-durable"),
    (f"{R} mode-d-emploi-ess-et-ruralites download_url", "https://example.org/mode.pdf"),
    (f"{R} mode-d-emploi-ess-et-ruralites size", "0"),
    (f"{R} relations-contractuelles-entre-collectivites-et-acteurs keywords", ""),
    (
        f"{R} comment-accompagner-le-developpement-de-l-innovation-sociale-sur-les-territoires "
        "description",
        "Un guide.",
    ),
    ("agents rtes part_of", "maud-reymond"),
    ("agents cncress homepage", "cncres.org"),
    ("places vercors name", ""),
    ("places val-d-ille-aubigne bbox", "autour de Melesse"),
    ("series kit-municipaless title", ""),
    ("concepts theme:leader label_fr", ""),
    ("concepts theme:mobilite label_en", ""),
    ("concepts genre:webinaire dcmi_type", ""),
    ("concepts public:collectivites scheme", ""),
    ("catalogue.toml site_url", '"https://tressons.example.com/"'),
    ("catalogue.toml catalogue.places", None),
    ("catalogue.toml programme.start", '"2O18"'),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """TRESSONS with some thirty defects."""
    made = tmp_path_factory.mktemp("seeded")
    shutil.copytree(PROJECT / "data", made / "data")
    for place, value in SEEDED:
        change(made, place, value)
    return made


def findings(folder: Path, engine: EngineName, size: int) -> tuple[Finding, ...]:
    opened = open_folder(folder, date=DATE, engine=engine)
    found = opened.shared_findings()
    records = opened.folder.records()
    while rows := list(islice(records, size)):
        found.extend(opened.process(rows).findings)
    return Report.of(found).findings


@pytest.fixture(scope="module")
def expected(folder: Path) -> tuple[Finding, ...]:
    found = findings(folder, "shacl", 1000)
    cells = {each.location for each in found if not each.code.endswith("-known")}
    assert len(cells) >= 30
    return found


@pytest.mark.parametrize("size", [1, 7])
def test_the_size_of_a_batch_changes_nothing(
    folder: Path, expected: tuple[Finding, ...], size: int
) -> None:
    assert findings(folder, "shacl", size) == expected


def test_the_engine_changes_nothing(folder: Path, expected: tuple[Finding, ...]) -> None:
    assert findings(folder, "pyshacl", 7) == expected


@pytest.mark.parametrize("jobs", ["1", "3"])
def test_the_number_of_processes_changes_nothing(
    folder: Path, expected: tuple[Finding, ...], jobs: str
) -> None:
    done = tressons_ld("check", "--format", "json", "--jobs", jobs, folder=folder)
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)["findings"]
    # An id of the table is changed; that it has gone is no finding of a batch.
    gone, *found = found
    assert gone["code"] == "publication.id-gone"
    assert [(each["code"], each["value"], each["focus"]) for each in found] == [
        (each.code, each.value, each.focus) for each in expected
    ]


def test_publish_tells_what_check_tells(folder: Path) -> None:
    checked = tressons_ld("check", folder=folder).stdout.splitlines()
    published = tressons_ld("publish", folder=folder).stderr.splitlines()
    grave = ("violation : ", "avertissement : ")
    told = [line for line in checked if line.startswith(grave)]
    assert len(told) > 20
    assert [line for line in published if line.startswith(grave)] == told


def test_a_fault_of_one_cell_is_told_once_for_all_that_suffer_from_it(tmp_path: Path) -> None:
    made = copy_of_atelier(tmp_path / "atelier")
    change(made, "concepts genre:guide dcmi_type", "")
    change(made, "catalogue.toml source", None)
    done = tressons_ld("check", folder=made)
    assert done.stdout.count("[shape.resource-nature-known]") == 1
    assert done.stdout.count("[shape.record-source-known]") == 1
    assert done.stdout.endswith(" : 0 violation, 1 avertissement, 1 remarque.\n")
