"""SHACL: a batch of triples checked against the shapes, each result led back to its cell.

Only nodes of the batch are judged; the shared part and the types of linked entries are context,
whose own results are discarded.
"""

from tressons_ld.validation.engines import (
    EngineName,
    Result,
    available_engine,
    validate,
)
from tressons_ld.validation.shapes import Shapes
from tressons_ld.validation.tracing import (
    findings_of,
    told_of_entries,
    told_of_shared,
)

__all__ = [
    "EngineName",
    "Result",
    "Shapes",
    "available_engine",
    "findings_of",
    "told_of_entries",
    "told_of_shared",
    "validate",
]
