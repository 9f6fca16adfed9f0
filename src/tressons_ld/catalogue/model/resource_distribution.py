"""A file of a resource, or what its page gives, and the columns that tell of each."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.datatypes import FORMAT, LICENCE, SIZE, URL
from tressons_ld.catalogue.model.header import Row
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One file of a resource, or what the page of a resource without files gives access to.

    Attributes:
        name: last part of its IRI, ``distribution-etude-pdf``.
        download_url: address of the file; None where the page alone is known.
        page: that page, or None where the address of the file is known.
        format: code of the EU file-type table, ``PDF``, or None.
        size: bytes, or None when unknown.
        licence: IRI of the licence its publisher states, or None.
        row: where it was read.
    """

    name: str
    page: str | None = None
    download_url: str | None = column(
        Text("l'adresse du fichier lui-même", "the address of the file itself"),
        URL,
        advice=Text(
            "l'adresse du fichier lui-même, s'il y en a un (jamais celle de la page qui le "
            "présente)",
            "the address of the file itself, if there is one (never that of the page that presents "
            "it)",
        ),
    )
    format: str | None = column(
        Text(
            "le format de chaque fichier, dans le même ordre ; sans fichier, de ce que donne la "
            "page",
            "the format of each file, in the same order; without a file, of what the page gives",
        ),
        FORMAT,
        advice=Text(
            "le code du format de chaque fichier, vérifié en l'ouvrant : PDF, HTML, CSV, ODS…",
            "the code of the format of each file, checked by opening it: PDF, HTML, CSV, ODS…",
        ),
    )
    size: int | None = column(
        Text("la taille de chaque fichier, en octets", "the size of each file, in bytes"),
        SIZE,
        advice=Text(
            "la taille du fichier en octets, mesurée", "the size of the file in bytes, measured"
        ),
    )
    licence: str | None = column(
        Text(
            "l'adresse de la licence de chaque fichier, ou son nom avec sa version, si son éditeur "
            "la donne ; sans fichier, de ce que donne la page",
            "the address of the licence of each file, or its name with its version, if its "
            "publisher gives one; without a file, of what the page gives",
        ),
        LICENCE,
        advice=Text(
            "l'adresse de la licence que l'éditeur indique pour ce fichier ; rien s'il n'en "
            "indique aucune",
            "the address of the licence that the publisher states for this file; nothing if none "
            "is stated",
        ),
    )

    row: Row

    @property
    def access_url(self) -> str:
        """The address that gives access to it: its own, or that of the page."""
        return self.download_url or self.page or ""
