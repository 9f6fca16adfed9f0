"""A folder with something to mend, and its mends written into it."""

from pathlib import Path

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.mending.plan import MendingPlan, mending_plan
from tressons_ld.catalogue.mending.writing import write_mended
from tressons_ld.findings.finding import Finding, Report

RESOURCES = "data/resources.csv"


def findings_and_plan(folder: Path) -> tuple[list[Finding], MendingPlan]:
    """What is found in the cells of a folder, and what a fix writes of it."""
    now = CatalogueFolder.read(folder)
    found = [*now.findings, *now.table.findings]
    for record in now.records():
        found += now.entry(record)[1]
    found = list(Report.of(found).findings)
    return found, mending_plan(now, found)


def plan_of(folder: Path) -> MendingPlan:
    return findings_and_plan(folder)[1]


def fix(folder: Path) -> MendingPlan:
    """Write what can be written."""
    plan = plan_of(folder)
    if plan.files:
        write_mended(folder, plan.files)
    return plan
