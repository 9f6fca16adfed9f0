"""The words of findings, exceptions and all other sentences, French and English, by code.

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

    ["push.sent"]  # any other sentence: of a report, a result, the progress of a command
    fr = "{n} {n:graphe envoyé|graphes envoyés}."
    en = "{n} {n:graph|graphs} sent."

In a finding ``{value}`` is the offending value between quotation marks; the other placeholders
are filled in by name where the code is used, as :meth:`.Text.format` does.
"""

from functools import cache
from typing import Any, NamedTuple

from tressons_ld.findings.language import LANGUAGES, Text


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
    known = _entry(code)
    remedy = known.get("remedy")
    return Message(
        Text(**known["message"]), Text(**remedy) if remedy else None, known.get("severity", "")
    )


class _Sentence(Text):
    """A sentence of the message files, read when its words are first asked for."""

    __slots__ = ("code",)

    def __init__(self, code: str) -> None:
        self.code = code

    def __getattr__(self, name: str) -> str:
        # Python asks here only for what is not there yet.
        if name not in LANGUAGES:
            raise AttributeError(name)
        self.fr, self.en = (_entry(self.code)[language] for language in LANGUAGES)
        return self.in_language(name)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """Pickle by code."""
        return _Sentence, (self.code,)


def sentence(code: str, /, **values: object) -> Text:
    """Return the sentence of a code, its placeholders filled in where there are values.

    Without values no file is read before its words are asked for, so that it may be a constant.
    """
    words = _Sentence(code)
    return words.format(**values) if values else words


def _entry(code: str) -> dict[str, Any]:
    """Return what the message files hold of a code.

    Raises:
        LookupError: they do not know it.
    """
    entry: dict[str, Any] = _area(code.partition(".")[0])[code]
    return entry


@cache
def _area(name: str) -> dict[str, Any]:
    # Imported with the first message: most commands end without any.
    import tomllib
    from importlib.resources import files

    file = files(__name__) / f"{name}.toml"
    if not file.is_file():
        raise LookupError(f"no messages for {name}")
    return tomllib.loads(file.read_text(encoding="utf-8"))
