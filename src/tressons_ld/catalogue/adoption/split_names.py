"""Family and given names in two columns -> one column of names."""

from dataclasses import replace
from itertools import combinations

from tressons_ld.catalogue.adoption.heading_words import name_of_two_columns
from tressons_ld.catalogue.adoption.source import SourceTable

_BETWEEN = ";"


def with_whole_names(table: SourceTable) -> SourceTable:
    """Return the table, two columns of the parts of names as one, « Dupont, Jeanne ».

    Several names of a cell are joined in their order, where both cells hold as many.
    """
    width = range(len(table.headings))
    joined: dict[int, tuple[int, int, str]] = {}
    taken: set[int] = set()
    for first, second in combinations(width, 2):
        if {first, second} & taken:
            continue
        for family, given in ((first, second), (second, first)):
            name = name_of_two_columns(table.headings[family], table.headings[given])
            if name is not None:
                joined[first] = (family, given, name)
                taken |= {first, second}
                break
    if not joined:
        return table
    left = [index for index in width if index in joined or index not in taken]
    rows = tuple(
        row._replace(
            cells=tuple(
                _whole(*(row.cells[at] for at in joined[index][:2]))
                if index in joined
                else row.cells[index]
                for index in left
            )
        )
        for row in table.rows
    )
    headings = tuple(joined[i][2] if i in joined else table.headings[i] for i in left)
    return replace(table, headings=headings, rows=rows)


def _whole(family: str, given: str) -> str:
    """Return the names whose parts two cells hold.

    >>> _whole("Dupont; Martin", "Jeanne; Paul"), _whole("Avise", "")
    ('Dupont, Jeanne; Martin, Paul', 'Avise')
    """
    families, givens = family.split(_BETWEEN), given.split(_BETWEEN)
    if len(families) != len(givens):
        families, givens = [family], [given]
    pairs = zip(families, givens, strict=True)
    return "; ".join(", ".join(filter(None, map(str.strip, pair))) for pair in pairs)
