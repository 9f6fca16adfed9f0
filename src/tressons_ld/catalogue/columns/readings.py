"""What a cell was read as that says it in its own way: told, so that nothing changes in silence."""

from collections.abc import Sequence

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence

_OTHER = sentence("table.or-value")


def reading_remark(text: str, readings: Sequence[str], row: CellAddresses, column: str) -> Finding:
    """Return the remark that a value is read as another text.

    Args:
        text: the value as it stands.
        readings: what it is read as, then what else it might have meant.
        row: where it stands.
        column: the name of its column.
    """
    other = [_OTHER.format(value=quotation(one)) for one in readings[1:]]
    return finding(
        "table.value-read",
        row.at(column),
        text,
        mends=readings,
        read=quotation(readings[0], longest=120),
        other=other[0] if other else Text("", ""),
    )
