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
from tressons_ld.validation.origins import (
    Origin,
    entry_origins,
    shared_origins,
)
from tressons_ld.validation.shapes import Shape, Shapes
from tressons_ld.validation.tracing import results_to_findings

__all__ = [
    "EngineName",
    "Origin",
    "Result",
    "Shape",
    "Shapes",
    "available_engine",
    "entry_origins",
    "results_to_findings",
    "shared_origins",
    "validate",
]
