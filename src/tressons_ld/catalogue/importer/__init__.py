"""The received document -> rows of the table, and the differences between the two.

Only the layout of such a document is known here (see ``document.py``).
"""

from tressons_ld.catalogue.importer.comparison import compare
from tressons_ld.catalogue.importer.document import read_document
from tressons_ld.catalogue.importer.encoding import decode
from tressons_ld.catalogue.importer.printed import ImportedEntry, Printed
from tressons_ld.catalogue.importer.rows import propose_rows, write_table

__all__ = [
    "ImportedEntry",
    "Printed",
    "compare",
    "decode",
    "propose_rows",
    "read_document",
    "write_table",
]
