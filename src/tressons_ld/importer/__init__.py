"""The received document -> rows of the table, and the differences between the two.

Only the layout of such a document is known here (see :mod:`tressons_ld.importer.document`).
"""

from tressons_ld.importer.comparison import compare
from tressons_ld.importer.document import ImportedEntry, Printed, decoded, read_document
from tressons_ld.importer.rows import propose_rows, write_table

__all__ = [
    "ImportedEntry",
    "Printed",
    "compare",
    "decoded",
    "propose_rows",
    "read_document",
    "write_table",
]
