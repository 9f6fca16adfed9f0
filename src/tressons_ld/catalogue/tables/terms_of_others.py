"""``ontology/authorities.csv`` -> the terms of other people's tables."""

from collections.abc import Iterable
from pathlib import Path

from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.model import AUTHORITIES, Authorities, Authority, Row
from tressons_ld.catalogue.tables.opening import open_table
from tressons_ld.catalogue.tables.row_values import fields, plan, thing_of
from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Severity, finding


def read_authorities(folder: Path | None = None) -> Authorities:
    """Return the terms of other people's tables: ``ontology/authorities.csv``.

    Raises:
        FolderError: the file cannot be read, or one of its terms has no address.
    """
    path = tool_files("ontology", folder).get("authorities.csv")
    if path is None:
        return Authorities({})
    table = open_table(path.parent.parent, f"ontology/{path.name}", AUTHORITIES)
    full = plan(table, AUTHORITIES.columns, References())
    iri_index = table.index("iri")
    problems = list(table.findings)
    _refuse(problems)
    terms = {}
    for record in table.records():
        row = Row(table.header, record.number, record.line)
        cells = [cell.strip() for cell in record.cells]
        problems += record.problems
        if not cells[iri_index] and "iri" in table.header.columns:
            problems.append(finding("table.value-missing", row.at("iri"), "iri"))
        term: Authority = thing_of(AUTHORITIES, fields(full, row, cells, problems))
        terms[term.table, term.code] = term
    _refuse(problems)
    return Authorities(terms)


def _refuse(problems: Iterable[Finding]) -> None:
    for problem in problems:
        if problem.severity is Severity.VIOLATION:
            raise FolderError("folder.authorities", finding=problem)
