"""What spreadsheets write where a formula fails, or is not done: ``#REF!``, ``#N/D``, ``Err:502``.

In English, French, German, Spanish and Italian.
"""

import re

ERROR_CODE = "table.cell-error"
"""The finding of an error of a spreadsheet: its cell is emptied, it lacks nothing."""

_FAILED = (
    r"#(?:REF|VALUE|DIV/0|NUM|NULL|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|ERROR|EXTERNAL"
    r"|PYTHON|TIMEOUT|VALEUR|NOMBRE|NUL|PROPAGATION|[ÉE]PARS|CALCUL|CHAMP|BLOQU[ÉE]|CONNEXION"
    r"|INCONNU|OCCUP[ÉE]|ERREUR|RIF|VALORE|NULLO|ESPANSIONE|WERT|BEZUG|ZAHL|ÜBERLAUF|VALOR"
    r"|¡(?:REF|VALOR|DIV/0|NUM|NULO|DESBORDAMIENTO))\s?!"
    r"|#N/[AD]\b!?|#(?:NAME|NOME?|¿NOMBRE)\s?\?|#GETTING_DATA|#DATA!|\bErr(?:eur)?\s?:\s?[0-9]{3}\b"
)
ERROR_WITHIN = re.compile(_FAILED)
"""An error in the midst of other words."""

ERROR = re.compile(
    rf"(?:{_FAILED}|#NV|#{{3,}}|(?:Loading|Chargement|#EXTRACTION)\s?(?:\.\.\.|…))", re.IGNORECASE
)
"""A whole value that is an error, or that is shown of a cell that is too narrow or not done."""


def may_hold_error(text: str) -> bool:
    """Return whether a text is worth a closer look."""
    return "#" in text or "Err" in text or "Loading" in text or "Chargement" in text


def holds_error(text: str) -> bool:
    """Return whether a text holds what a spreadsheet writes where a formula fails.

    >>> holds_error("voir #REF!"), holds_error("C# et F#")
    (True, False)
    """
    return may_hold_error(text) and ERROR_WITHIN.search(text) is not None
