"""The rows of one resource of a grouped table: the file of each, and what they do not agree on."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tressons_ld.catalogue.columns.cell_texts import clean_cells, values_of
from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.row_status import of_draft
from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.tables.distributions import file_values
from tressons_ld.catalogue.tables.grouped_table import OF_EACH_ROW, GroupedTable
from tressons_ld.catalogue.tables.row_values import fields, plan
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import quotation


class GroupedRows:
    """Reads the rows of one resource: a pure function of the record and what cells may name."""

    def __init__(
        self, table: GroupedTable, columns: Sequence[Column], references: References
    ) -> None:
        """Read no row yet.

        Args:
            table: the table.
            columns: those that it has.
            references: what their cells may name.
        """
        self._table, self._header = table, table.header
        names = (*table.names, "")
        self._own = [name if name in OF_EACH_ROW else "" for name in names]
        self._shared = [
            (table.index(column.name), column)
            for column in columns
            if column.name in table.header.columns and not self._is_own(column)
        ]
        self._parsers = {column.name: column.parser(references) for _, column in self._shared}
        self._files = [column for column in columns if column.part]
        self._plan = plan(table, filter(self._is_own, columns), references)

    @staticmethod
    def _is_own(column: Column) -> bool:
        return column.name in OF_EACH_ROW

    def row(self, record: Record) -> Row:
        """Return where a resource stands: each column where the row is that gives it."""
        elsewhere = {
            self._table.names[index]: (row.number, row.line)
            for index, row in self._table.givers(record).items()
            if row.number != record.number
        }
        return Row(self._header, record.number, record.line, elsewhere)

    def at_each_row(
        self, problems: Iterable[Finding], record: Record, row: Row
    ) -> Iterator[Finding]:
        """Yield what is wrong with the cells of a resource, at each row that says the same.

        Args:
            problems: what is wrong, at the first of them.
            record: the resource.
            row: where it stands.
        """
        found = list(problems)
        yield from found
        if not found:
            return
        for index, column in self._shared:
            place = row.at(column.name)
            here = [each for each in found if each.location == place]
            for other in self._table.ready(record) if here else ():
                where = self._row(other).at(column.name)
                if where != place and _same(other.cells[index], record.cells[index], column):
                    yield from (replace(each, location=where) for each in here)

    def differences(self, record: Record, row: Row) -> Iterator[Finding]:
        """Yield a finding for each cell that says another thing than an earlier row.

        One that says the same in another way may have findings of its own.

        Args:
            record: the resource.
            row: where it stands.
        """
        ready = self._table.ready(record)
        for index, column in self._shared:
            text = record.cells[index].strip()
            first = row.elsewhere.get(column.name, (row.number, row.line))[0]
            for other in record.rows:
                said = other.cells[index].strip()
                if not (text and said) or _same(said, text, column):
                    continue
                place, told = self._row(other).at(column.name), list[Finding]()
                if self._means(said, column, self._row(other), told) != self._means(
                    text, column, row, []
                ):
                    told = [
                        finding(
                            "table.group-differs",
                            place,
                            said,
                            first=first,
                            other=quotation(text, longest=120),
                            heading=quotation(self._table.heading),
                            column=json.dumps(place.column, ensure_ascii=False),
                        )
                    ]
                yield from told if other in ready else map(of_draft, told)

    def _means(self, text: str, column: Column, row: Row, problems: list[Finding]) -> object:
        """Return what a cell is read as, or its text where it cannot be read."""
        parse = self._parsers[column.name]
        read = text if parse is None else parse(text, row, column.name, problems)
        return text if read is None else frozenset(read) if column.many else read

    def read_files(
        self, record: Record, values: dict[str, Any], page: str | None, problems: list[Finding]
    ) -> list[Row]:
        """Add what each row tells of its file to the fields of a resource; return the row of each.

        Args:
            record: the resource.
            values: its fields.
            page: its page: without any file, the rows tell of what that gives.
            problems: what is wrong with the rows is added here.
        """
        read = [(each, *self._own_values(each)) for each in record.rows]
        ready = self._table.ready(record)
        address = self._files[0].path if self._files else ""
        if any(address in own for each, own, _ in read if each in ready):
            page = None
        files: dict[tuple[Any, ...], list[Row]] = {}
        told: list[tuple[Row, tuple[Any, ...]]] = []
        for each, own, wrong in read:
            row = self._row(each)
            own_files = file_values(self._files, own, page, row, wrong)
            if each not in ready:
                problems.append(finding("table.draft", row.at("status")))
                problems.extend(map(of_draft, wrong))
                continue
            problems.extend(wrong)
            for file in own_files:
                if all(value is None for value in file):
                    continue
                before = files.setdefault(file, [])
                if before and before[0] != row:
                    problems.append(_repeated(row, file, before[0]))
                else:
                    before.append(row)
                    told.append((row, file))
        for place, column in enumerate(self._files):
            column_values = tuple(file[place] for _, file in told)
            if any(value is not None for value in column_values):
                values[column.path] = column_values
        return [row for row, _ in told]

    def _own_values(self, record: Record) -> tuple[dict[str, Any], list[Finding]]:
        row = self._row(record)
        cells, problems = clean_cells(row, self._own, record.cells, ())
        values = fields(self._plan, row, cells, problems)
        values.pop("status", None)
        return values, problems

    def _row(self, record: Record) -> Row:
        return Row(self._header, record.number, record.line)


def _repeated(row: Row, file: tuple[Any, ...], earlier: Row) -> Finding:
    """Return the finding of a row that tells of a file as an earlier one does."""
    address = file[0]
    place = row.at("download_url" if address else None)
    return finding("table.group-file-repeated", place, address, first=earlier.number)


def _same(one: str, other: str, column: Column) -> bool:
    """Return whether two cells of a column say the same; the order of several values is nothing."""
    if column.many:
        return set(map(_spaced, values_of(one))) == set(map(_spaced, values_of(other)))
    return _spaced(one) == _spaced(other)


def _spaced(text: str) -> str:
    return " ".join(text.split())
