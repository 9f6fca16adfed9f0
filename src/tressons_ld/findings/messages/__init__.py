"""The words of every finding and every exception, French and English side by side, by code.

The area of a code, what stands before its dot, names the file: ``table.toml`` holds the words of
``table.empty``. A file is read when one of its codes is first asked for. ::

    ["table.empty"]  # a finding: its severity, what is wrong, how to mend it
    severity = "violation"
    message.fr = "la table n'a aucune ligne sous ses en-têtes."
    message.en = "the table has no row below its headings."
    remedy.fr = "Y écrire une ligne par ressource."
    remedy.en = "Write one row for each resource."

    ["folder.changed"]  # an exception: what is wrong and how to mend it
    message.fr = "{file} : …"
    message.en = "{file}: …"

In a finding ``{value}`` is the offending value between quotation marks; the other placeholders
are filled in by name where the code is used.
"""

from functools import cache
from typing import Any, NamedTuple

from tressons_ld.findings.language import Text


class Message(NamedTuple):
    """The words of one code.

    Attributes:
        text: what is wrong; of an exception, how to mend it too.
        remedy: how to mend a finding; None for an exception.
        severity: the name of a finding's severity; "" for an exception.
    """

    text: Text
    remedy: Text | None
    severity: str


@cache
def message_of(code: str) -> Message:
    """Return the words of a code.

    Raises:
        LookupError: no message has this code.
    """
    known = _area(code.partition(".")[0])[code]
    remedy = known.get("remedy")
    return Message(
        Text(**known["message"]), Text(**remedy) if remedy else None, known.get("severity", "")
    )


@cache
def _area(name: str) -> dict[str, Any]:
    # Imported with the first message: most commands end without any.
    import tomllib
    from importlib.resources import files

    file = files(__name__) / f"{name}.toml"
    if not file.is_file():
        raise LookupError(f"no messages for {name}")
    return tomllib.loads(file.read_text(encoding="utf-8"))
