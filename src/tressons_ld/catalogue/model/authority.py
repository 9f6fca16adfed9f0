"""Terms of other people's tables, and each column of the tool's own table of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from tressons_ld.catalogue.columns.column import Column, column, columns_of_languages
from tressons_ld.catalogue.columns.datatypes import URL, VERBATIM
from tressons_ld.catalogue.columns.rare_languages import rare_languages_in
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """A term of somebody else's table that the graph names, with its labels.

    ``preferred`` are the words of the table itself, ``labels`` our own where it has none in the
    language: only the owner of a concept says what it is preferably called (SKOS, section 5).

    ``table`` is ``language``, ``data-theme``, ``file-type``, ``media-type``, ``frequency``,
    ``dcmitype``, ``publisher-type``…; ``code`` is what the folder's cells say (``fr``, ``PDF``).
    """

    table: str = column(Text("la table", "the table"), required=True, key=True)
    code: str = column(
        Text("ce que disent les cellules", "what cells say"), required=True, key=True
    )
    iri: str = column(Text("l'adresse du terme", "the address of the term"), URL, required=True)
    preferred: Text = columns_of_languages(
        Column(
            "preferred_fr",
            "preferred.fr",
            Text("le libellé de la table", "the table's own label"),
            VERBATIM,
        ),
        Column(
            "preferred_en",
            "preferred.en",
            Text("le libellé de la table", "the table's own label"),
            VERBATIM,
        ),
    )
    labels: Text = columns_of_languages(
        Column(
            "label_fr",
            "labels.fr",
            Text("sinon, le nôtre en français", "else ours in French"),
            VERBATIM,
        ),
        Column(
            "label_en",
            "labels.en",
            Text("sinon, le nôtre en anglais", "else ours in English"),
            VERBATIM,
        ),
    )
    scheme: str | None = column(Text("l'adresse de sa table", "the address of its table"), URL)
    media_type: str | None = column(
        Text("pour un format : son type de média", "of a format: its media type")
    )
    source: str | None = column(
        Text("l'édition de la table d'où viennent ses mots", "the edition that its words are from")
    )

    @property
    def names(self) -> tuple[str, ...]:
        """What it is called, in the words of its table or in ours."""
        return tuple(name for name in (*self.preferred, *self.labels) if name)


AUTHORITIES = Layout.of("authorities", Authority)


@dataclass(frozen=True, slots=True, eq=False)
class Authorities:
    """The tool's table of such terms (``ontology/authorities.csv``), and what a folder adds."""

    terms: Mapping[tuple[str, str], Authority]

    def get(self, table: str, code: str) -> Authority | None:
        """Return the term of a table by its code, or None."""
        return self.terms.get((table, code))

    def with_languages_in(self, texts: Iterable[str]) -> "Authorities":
        """Return them with the languages beyond ISO 639-2 that texts name, if any does.

        Their addresses are those of their table: its own, and their three letters in capitals.
        """
        known = _folded_names(self, "language")
        unknown = sorted(
            text for text in texts if (name := text.strip().casefold()) and name not in known
        )
        rare = rare_languages_in(unknown)
        like = self.get("language", "fr")
        if not rare or like is None:
            return self
        added = {
            ("language", code): Authority(
                table="language",
                code=code,
                iri=f"{like.scheme}/{code.upper()}",
                preferred=Text("", ""),
                labels=Text("", name),
                scheme=like.scheme,
            )
            for code, name in rare.items()
        }
        return Authorities({**added, **self.terms})

    def names(self, table: str) -> Mapping[str, str]:
        """Return what may stand for each term of a table: its code first, then its own labels.

        A label that two terms share stands for neither.
        """
        return _names(self, table)


@lru_cache(maxsize=64)
def _names(authorities: Authorities, table: str) -> Mapping[str, str]:
    terms = [term for (name, _), term in authorities.terms.items() if name == table]
    named: dict[str, set[str]] = {}
    for term in terms:
        for name in (term.code, *term.names):
            named.setdefault(name.casefold(), set()).add(term.code)
    labels = {
        label: term.code
        for term in terms
        for label in term.names
        if named[label.casefold()] == {term.code}
    }
    return {term.code: term.code for term in terms} | labels


@lru_cache(maxsize=64)
def _folded_names(authorities: Authorities, table: str) -> frozenset[str]:
    return frozenset(name.casefold() for name in authorities.names(table))
