"""``data/catalogue.toml`` -> what is said of the catalogue, its source and its programme."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from tressons_ld.catalogue.columns.cell_texts import Parser, once, publishable
from tressons_ld.catalogue.columns.code_lists import Codes
from tressons_ld.catalogue.columns.datatypes import DATE, LANGUAGE, LICENCE
from tressons_ld.catalogue.columns.emails import parse_email
from tressons_ld.catalogue.columns.ids import parse_id, parse_scheme
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.columns.urls import parse_url
from tressons_ld.catalogue.model import (
    PROGRAMME,
    SCHEME_OF_COLUMN,
    Addition,
    Authorities,
    Catalogue,
    Concept,
    Contact,
    Licence,
    Period,
    Programme,
    SourceDocument,
)
from tressons_ld.catalogue.model.multilingual import words_in
from tressons_ld.catalogue.tables.settings import Document
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import Text

Complete: TypeAlias = Callable[[str, Layout, dict[str, Any]], tuple[Addition, ...]]
"""Completes the fields of the thing at a path, and returns the additions that did."""


class _Keys:
    """Reads the keys of catalogue.toml; what is wrong with their values goes to ``findings``."""

    def __init__(self, document: Document, findings: list[Finding]) -> None:
        self._document, self._findings = document, findings

    def one(self, key: str, parse: Parser | None = None) -> Any:
        """Return the value of a key, or None where it is missing or wrong."""
        text = self._document.text(key)
        text = text and publishable(text, self._document.settings, key, self._findings)
        if not text or parse is None:
            return text or None
        return parse(text, self._document.settings, key, self._findings)

    def many(self, key: str, parse: Parser | None = None) -> tuple[str, ...]:
        """Return the values of a list that are read, each once."""
        settings, findings = self._document.settings, self._findings
        texts = (text.strip() for text in self._document.values.get(key, ()))
        given = filter(None, (publishable(text, settings, key, findings) for text in texts))
        read = [parse(text, settings, key, findings) if parse else text for text in given]
        listed = [value for value in read if value is not None]
        return once(listed, settings, key, findings)

    def bilingual(self, key: str, separator: str = "_") -> Text | None:
        """Return the texts of a key in all languages, None where there is none."""
        start = f"{key}{separator}"
        french, english = (self.one(f"{start}{tag}") for tag in ("fr", "en"))
        given = ((tag, self.one(key)) for tag, key in self._document.in_other_languages(start))
        others = tuple((tag, words) for tag, words in given if words)
        return (
            words_in(french or "", english or "", others) if french or english or others else None
        )

    def complete(self, table: str, keys: Sequence[str]) -> bool:
        """Return whether a table that is there has these keys."""
        if not self._document.has(table):
            return False
        missing = [key for key in keys if self._document.text(f"{table}.{key}") is None]
        for key in missing:
            self.missing(f"{table}.{key}")
        return not missing

    def missing(self, key: str) -> None:
        """Tell that a key is missing."""
        self._findings.append(finding("settings.missing", self.at(key), key))

    def at(self, key: str) -> Location:
        """Return where a key stands."""
        return self._document.settings.at(key)


class CatalogueReader:
    """Reads what catalogue.toml says of the catalogue, its source and its programme."""

    def __init__(
        self,
        document: Document,
        authorities: Authorities,
        names: SharedNames,
        findings: list[Finding],
    ) -> None:
        """Read nothing yet.

        Args:
            document: the values of the file.
            authorities: the terms of other people's tables.
            names: what the shared things are called.
            findings: what is wrong with the values is added here.
        """
        self.document = document
        self.authorities = authorities
        self.names = names
        self.findings = findings
        self._keys = _Keys(document, findings)
        language = catalogue_language(document, authorities, [])
        self._language = language
        self._references = names.references(authorities, language=language)
        self._date = DATE.parser(self._references)

    def catalogue(self) -> Catalogue:
        """Return what is said of the catalogue and of its data."""
        title = self._keys.bilingual("catalogue.title")
        if title is None:
            self._keys.missing(f"catalogue.title_{self._language}")
        description = self._keys.bilingual("catalogue.description")
        if description is None:
            self._keys.missing(f"catalogue.description_{self._language}")
        if self.document.text("catalogue.publisher") is None:
            self._keys.missing("catalogue.publisher")
        return Catalogue(
            title=title or Text("", ""),
            description=description or Text("", ""),
            publisher=self._keys.one("catalogue.publisher", self.names.agents.one) or "",
            language=catalogue_language(self.document, self.authorities, self.findings),
            issued=self._keys.one("catalogue.issued", self._date),
            places=self._keys.many("catalogue.places", self.names.places.one),
            contact=self._contact(),
            licence=self._licence(),
            rights=self._keys.bilingual("rights", "."),
            data_title=self._keys.bilingual("data.title"),
            data_description=self._keys.bilingual("data.description"),
            data_frequency=self._keys.one("data.frequency", self._codes("frequency")),
            data_period=self._period(),
            data_keywords=self._keys.many("data.keywords"),
            data_themes=self._keys.many("data.themes", self._themes()),
            data_access_rights=self._keys.one("data.access_rights", self._codes("access-right")),
        )

    def source(self, folder: Path) -> SourceDocument | None:
        """Return what is said of the document as received, if there is one."""
        if not self._keys.complete("source", ("id", "title")):
            return None
        id = self._keys.one("source.id", parse_id)
        file = self._keys.one("source.file")
        if file is not None and not _is_file(folder / "data" / file):
            self.findings.append(
                finding("settings.no-such-file", self._keys.at("source.file"), file)
            )
        if id is None:
            return None
        return SourceDocument(
            id=id,
            title=self._keys.one("source.title") or "",
            created=self._keys.one("source.created", self._date),
            description=self._keys.one("source.description"),
            creators=self._keys.many("source.creators", self.names.agents.one),
            rights=self._keys.bilingual("source.rights"),
            file=file,
        )

    def programme(self, complete: Complete) -> Programme | None:
        """Return what is said of the programme, if there is one.

        Args:
            complete: completes its keys with what was found later.
        """
        if not self._keys.complete("programme", ("id", "name")):
            return None
        id = self._keys.one("programme.id", parse_id)
        if id is None:
            return None
        references = self._references
        values: dict[str, Any] = {"id": id}
        for column in PROGRAMME.columns:
            if not column.key:
                read = self._keys.many if column.many else self._keys.one
                value = read(f"programme.{column.name}", column.datatype.parser(references))
                if value:
                    values[column.path] = value
        additions = complete(self.document.settings.paths.programme(id), PROGRAMME, values)
        return Programme(**values, additions=additions)

    def schemes(self, concepts: Iterable[Concept]) -> dict[str, Text]:
        """Return the titles of the schemes, those of the settings and those that concepts name."""
        schemes = {
            self.document.settings.paths.scheme_id(name): title
            for name, title in self.document.schemes.items()
            if self._is_scheme(name, title)
        }
        for concept in concepts:
            if concept.scheme not in schemes:
                place = concept.row.at("scheme")
                self.findings.append(
                    finding("settings.scheme-title", place, concept.scheme, scheme=concept.scheme)
                )
                schemes[concept.scheme] = Text(concept.scheme, concept.scheme)
        return schemes

    def check_labels(self, concepts: Iterable[Concept], language: str) -> None:
        """Tell each concept that has a label, and none in the language of the catalogue.

        In another language than French and English, where no concept has one, none is asked for.

        Args:
            concepts: those of the catalogue's own schemes.
            language: of the catalogue.
        """
        column = f"label_{language}"
        labels = [(concept, *concept.label_in(language)) for concept in concepts]
        asked = language in ("fr", "en") or any(
            tag == language for _, words, tag in labels if words
        )
        for concept, words, tag in labels:
            if asked and words and tag != language:
                place = concept.row.at(column)
                self.findings.append(finding("table.label-missing", place, column=column))

    def _is_scheme(self, name: str, title: Text) -> bool:
        """Return whether a scheme can be called so: its name is part of paths, as an id is."""
        key, settings = f"schemes.{name}", self.document.settings
        texts = [publishable(words, settings, key, self.findings) for words in title]
        return parse_scheme(name, settings, key, self.findings, settings.paths) is not None and all(
            read or not given for read, given in zip(texts, title, strict=True)
        )

    def _contact(self) -> Contact | None:
        if not self._keys.complete("contact", ("name",)):
            return None
        return Contact(
            self._keys.one("contact.name") or "",
            self._keys.one("contact.email", parse_email),
            self._keys.one("contact.url", parse_url),
            self._keys.one("contact.issues", parse_url),
        )

    def _licence(self) -> Licence | None:
        if not self._keys.complete("licence", ("iri", "label")):
            return None
        iri = self._keys.one("licence.iri", LICENCE.parser(References()))
        if iri is None:
            return None
        confirmed = bool(self.document.values.get("licence.confirmed", False))
        return Licence(iri, self._keys.one("licence.label") or "", confirmed)

    def _period(self) -> Period | None:
        keys = ("period_start", "period_end", "period_basis")
        if not any(f"data.{key}" in self.document.values for key in keys):
            return None
        if not self._keys.complete("data", keys):
            return None
        start, end = (self._keys.one(f"data.{key}", self._date) for key in keys[:2])
        if start is None or end is None:
            return None
        return Period(start, end, self._keys.one("data.period_basis") or "")

    def _themes(self) -> Parser:
        return self.names.concepts_of(SCHEME_OF_COLUMN["themes"]).one

    def _codes(self, table: str) -> Parser:
        return Codes(table, self.authorities.names(table)).one


def catalogue_language(
    document: Document, authorities: Authorities, findings: list[Finding]
) -> str:
    """Return the code of the language of the catalogue: French where the settings name none.

    Args:
        document: the values of the file.
        authorities: the terms of other people's tables.
        findings: what is wrong with the setting is added here.
    """
    key = "catalogue.language"
    text = document.text(key)
    text = text and publishable(text, document.settings, key, findings)
    parse = LANGUAGE.parser(References(codes=authorities.names))
    return (parse(text, document.settings, key, findings) if text else None) or "fr"


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False
