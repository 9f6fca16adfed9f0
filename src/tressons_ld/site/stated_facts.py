"""Which columns of a table are the facts of a thing's page, in which order."""

from collections.abc import Collection, Mapping

from tressons_ld.catalogue.columns.table_layout import Layout


def stated_facts(
    layout: Layout, elsewhere: Collection[str], after: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Return the attributes that are facts on the page of a thing of a table.

    They are its columns that are published, in the order of the table: a new column is a fact of
    the page without a word here.

    Args:
        layout: of the table.
        elsewhere: attributes that the page shows at another place, or not at all.
        after: attribute -> the one that it follows instead.
    """
    attributes = [
        column.attribute
        for column in layout.columns
        if not (column.editorial or column.key or column.part) and column.attribute not in elsewhere
    ]
    for attribute, before in (after or {}).items():
        attributes.remove(attribute)
        attributes.insert(attributes.index(before) + 1, attribute)
    return tuple(attributes)
