"""The received document -> rows of the table, and the differences between the two.

Only the layout of such a document is known here (see ``document.py``).
"""

from tressons_ld.catalogue.importer.document import read_document
from tressons_ld.catalogue.importer.encoding import decode
from tressons_ld.catalogue.importer.imported_entry import ImportedEntry, PrintedValue
from tressons_ld.catalogue.importer.new_rows import propose_rows, write_table
from tressons_ld.catalogue.importer.table_differences import compare

__all__ = [
    "ImportedEntry",
    "PrintedValue",
    "compare",
    "decode",
    "propose_rows",
    "read_document",
    "write_table",
]
