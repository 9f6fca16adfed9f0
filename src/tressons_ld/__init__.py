"""Catalogues kept in a spreadsheet, published as checked linked open data.

>>> from tressons_ld import open_catalogue
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tressons_ld.api import OpenCatalogue, open_catalogue
    from tressons_ld.findings.errors import TressonsError

__version__ = "0.1.0"
__all__ = ["OpenCatalogue", "TressonsError", "__version__", "open_catalogue"]


def __getattr__(name: str) -> Any:
    """Return a public name, imported when it is first asked for: the command line starts at once.

    Raises:
        AttributeError: there is no such public name.
    """
    if name in ("OpenCatalogue", "open_catalogue"):
        from tressons_ld import api

        return getattr(api, name)
    if name == "TressonsError":
        from tressons_ld.findings.errors import TressonsError

        return TressonsError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
