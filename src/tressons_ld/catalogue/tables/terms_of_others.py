"""``ontology/authorities.csv``, ``data/terms.csv`` -> the terms of other people's tables.

The first are those that cells may name by their codes; the second those that a catalogue names by
their addresses, in ``matches`` for instance, with the words of their owners.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.model import AUTHORITIES, Authorities, Authority, Row
from tressons_ld.catalogue.tables.opening import find_table, open_table
from tressons_ld.catalogue.tables.row_values import fields, plan, thing_of
from tressons_ld.files.tool_files import tool_files
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Severity, finding


def read_authorities(folder: Path | None = None) -> Authorities:
    """Return the terms of other people's tables: the tool's, then those of the folder.

    Raises:
        FolderError: the file cannot be read, or one of its terms has no address.
    """
    path = tool_files("ontology", folder).get(_TERMS_OF_THE_TOOL)
    if path is None:
        authorities = Authorities({})
    elif path == tool_files("ontology").get(path.name):
        authorities = _of_the_tool(path)
    else:
        authorities = _authorities_at(path)
    if folder is not None and (file := find_table(folder / "data", _OWN_TERMS, None)):
        authorities = Authorities({**authorities.terms, **_terms_in(folder, f"data/{file}")})
    return authorities


_TERMS_OF_THE_TOOL = "authorities.csv"
_OWN_TERMS = "terms"


def _authorities_at(path: Path) -> Authorities:
    return Authorities(_terms_in(path.parent.parent, f"ontology/{path.name}"))


# The tool's own file does not change while a process runs, and lists 700 terms.
_of_the_tool = cache(_authorities_at)


def _terms_in(folder: Path, file: str) -> dict[tuple[str, str], Authority]:
    table = open_table(folder, file, AUTHORITIES)
    full = plan(table, AUTHORITIES.columns, References())
    iri_index = table.index("iri")
    problems = list(table.findings)
    _refuse(problems)
    terms: dict[tuple[str, str], Authority] = {}
    for record in table.records():
        row = Row(table.header, record.number, record.line)
        cells = [cell.strip() for cell in record.cells]
        problems += record.problems
        if not cells[iri_index] and "iri" in table.header.columns:
            problems.append(finding("table.value-missing", row.at("iri"), "iri"))
        term: Authority = thing_of(AUTHORITIES, fields(full, row, cells, problems))
        terms[term.table, term.code] = term
    _refuse(problems)
    return terms


def _refuse(problems: Iterable[Finding]) -> None:
    for problem in problems:
        if problem.severity is Severity.VIOLATION:
            raise FolderError("folder.authorities", finding=problem)
