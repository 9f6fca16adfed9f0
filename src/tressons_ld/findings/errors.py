"""The exceptions of tressons-ld.

::

    TressonsError
    ├── FolderError          no catalogue folder here, or a file of it is missing or unreadable
    │   └── SettingsError    catalogue.toml does not parse or lacks a setting
    ├── ShapesError          a shapes file does not parse or uses a term that SHACL lacks
    ├── EngineError          the validation engine asked for is not installed
    ├── QueryError           an unknown query or parameter, or a syntax error in a query
    │   └── EndpointError    a SPARQL endpoint that is down, slow or answers something else
    ├── PublicationError     what is to be compared is no publication, or is cut or damaged
    ├── LedgerError          identities.csv does not parse, or --locked and it would change
    │   └── IdentityError    a change of identity that cannot be declared
    └── OutputError          the output folder cannot be written

Each carries what is wrong and how to mend it in French and English.
"""

import errno
from typing import NamedTuple


class Text(NamedTuple):
    """One sentence in the two languages of the tool."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the sentence in ``language``: ``en`` for English, French for anything else."""
        return self.en if language == "en" else self.fr

    def format(self, **values: object) -> "Text":
        """Return the two sentences with their ``{placeholders}`` filled in."""
        return Text(self.fr.format(**values), self.en.format(**values))


class TressonsError(Exception):
    """The root of all errors a user can mend.

    Attributes:
        text: what is wrong, where, and how to mend it, in French and English.
    """

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(fr, en)

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        """Pickle by the two sentences, so that the error crosses processes."""
        return type(self), (self.text.fr, self.text.en)


class FolderError(TressonsError):
    """No catalogue folder here, or one of its files is missing or unreadable."""


class SettingsError(FolderError):
    """``catalogue.toml`` does not parse, or a setting is missing or of the wrong kind."""


class ShapesError(TressonsError):
    """A shapes file does not parse, or uses a term that SHACL does not have."""


class EngineError(TressonsError):
    """The validation engine asked for is not installed."""


class QueryError(TressonsError):
    """An unknown query or parameter, or a query with a syntax error."""


class EndpointError(QueryError):
    """A SPARQL endpoint that is down, slow, or answers something else than asked."""


class PublicationError(TressonsError):
    """What is to be compared is not a publication, or is cut or damaged."""


class LedgerError(TressonsError):
    """``identities.csv`` does not parse, has gone, or would change although ``--locked``."""


class IdentityError(LedgerError):
    """A change of identity that cannot be declared: of an unknown id, or to one that is taken."""


class OutputError(TressonsError):
    """The output folder cannot be written."""


# What the system says in English whatever the language of the person, in French.
_REASONS = {
    errno.EACCES: "droits insuffisants",
    errno.EPERM: "droits insuffisants",
    errno.ENOENT: "ce chemin n'existe pas",
    errno.ENOTDIR: "un nom du chemin n'est pas celui d'un dossier",
    errno.EISDIR: "c'est un dossier",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.EROFS: "disque en lecture seule",
    errno.EFBIG: "fichier trop grand",
    errno.ENAMETOOLONG: "nom trop long",
    errno.EBUSY: "un programme s'en sert, ou c'est un point de montage",
    errno.EIO: "erreur du disque",
    errno.EMFILE: "trop de fichiers ouverts",
    errno.ENOSPC: "plus de place sur le disque",
}


def reason_of(error: Exception) -> Text:
    """Return why the system refused a file, in both languages.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory"))
    Text(fr="ce chemin n'existe pas", en='No such file or directory')
    """
    english = (isinstance(error, OSError) and error.strerror) or str(error)
    number = error.errno if isinstance(error, OSError) else None
    return Text(_REASONS.get(number or 0, english), english)
