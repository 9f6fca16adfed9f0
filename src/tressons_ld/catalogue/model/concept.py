"""A controlled word, and each column of the table of concepts."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import Column, column, columns_of_languages
from tressons_ld.catalogue.columns.datatypes import ID, MATCH, ClassName, CodeOf, PrefixedClassName
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.columns.thing_names import BROADER
from tressons_ld.catalogue.model.header import Row
from tressons_ld.catalogue.model.multilingual import by_tag, words_in
from tressons_ld.findings.language import Text
from tressons_ld.rdf.vocabularies import BIBO, DCMITYPE, SCHEMA


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept of one of the catalogue's schemes, or a group of such concepts.

    Attributes:
        scheme: ``genre``, ``theme``, ``public``, ``section``, ``certitude`` or another.
        labels: the preferred label in French and in English.
        other_labels: that in other languages, by its tag: ``(("de", "Leitfaden"),)``.
        spellings: other printed forms of the label.
        broader: id of the broader concept of the same scheme.
        related: ids of concepts of the same scheme near it.
        members: ids of the concepts that this row, which is then no concept, gathers in a group.
        notation: code or printed form in the source.
        schema_types: schema.org types of a resource of this kind.
        rdf_types: types of such a resource in other vocabularies, ``bibo:Report``.
        dcmi_type: local name of its DCMI type, ``Text``.
        data_themes: codes of the EU data-theme table.
        matches: (SKOS mapping property, IRI) pairs: ``("exactMatch", "http://eurovoc…")``.
    """

    row: Row
    scheme: str = column(
        Text(
            "la liste : `genre`, `theme`, `public`, `section` ou `certitude`",
            "the list: `genre` (kinds), `theme`, `public` (audiences), `niveau` "
            "(levels), `section` or `certitude`; "
            "where paths are in English, `kind`, `audience`, `level`, `certainty` too",
        ),
        ID,
        required=True,
        key=True,
    )
    id: str = column(
        Text("l'identifiant, unique dans sa liste", "the id, unique in its list"),
        ID,
        required=True,
        key=True,
    )
    labels: Text = columns_of_languages(
        Column(
            "label_fr",
            "labels.fr",
            Text("le libellé français", "the label in French"),
            naming=True,
        ),
        Column(
            "label_en",
            "labels.en",
            Text(
                "le libellé anglais ; dans d'autres langues : `label_de`, `label_ar`…",
                "the label in English; in other languages: `label_de`, `label_ar`…",
            ),
            naming=True,
        ),
    )
    other_labels: tuple[tuple[str, str], ...] = ()
    spellings: tuple[str, ...] = column(
        Text(
            "les autres formes, qu'on peut aussi écrire dans les cellules",
            "the other forms, which cells may hold as well",
        ),
        many=True,
        naming=True,
    )
    definition: str | None = column(
        Text("une phrase, si elle aide", "a sentence, if it is of help")
    )
    broader: str | None = column(
        Text("l'`id` du mot plus large", "the `id` of the broader word"), BROADER, upwards=True
    )
    related: tuple[str, ...] = column(
        Text(
            "l'`id` de mots voisins, qui ne sont ni plus larges ni plus étroits",
            "the `id` of words near it that are neither broader nor narrower",
        ),
        BROADER,
        many=True,
    )
    members: tuple[str, ...] = column(
        Text(
            "pour un groupe : l'`id` des mots qu'il rassemble ; il n'est pas lui-même un mot, et "
            "aucune ressource ne le porte",
            "of a group: the `id` of the words that it gathers; it is no word itself, and no "
            "resource bears it",
        ),
        BROADER,
        many=True,
    )
    notation: str | None = column(
        Text(
            "un code ou un rang (les parties : leur ordre)",
            "a code or a rank (of sections: their order)",
        )
    )
    schema_types: tuple[str, ...] = column(
        Text(
            "pour un genre : le type de document, en schema.org",
            "of a kind: the type of document, in schema.org",
        ),
        ClassName(SCHEMA, "schema-type"),
        name="schema_type",
        many=True,
    )
    rdf_types: tuple[str, ...] = column(
        Text(
            "pour un genre : le type de document pour les bibliothèques, dans l'ontologie BIBO",
            "of a kind: the type of document to libraries, in the ontology BIBO",
        ),
        PrefixedClassName({"bibo": BIBO}, "rdf-type"),
        many=True,
    )
    dcmi_type: str | None = column(
        Text(
            "pour un genre : sa nature (`Text`, `MovingImage`, `Sound`…)",
            "of a kind: its nature (`Text`, `MovingImage`, `Sound`…)",
        ),
        ClassName(DCMITYPE, "dcmi-type"),
    )
    data_themes: tuple[str, ...] = column(
        Text(
            "pour un thème : les thèmes européens de données",
            "of a theme: the European data themes",
        ),
        CodeOf("data-theme"),
        name="data_theme",
        many=True,
    )
    matches: tuple[tuple[str, str], ...] = column(
        Text(
            "le mot voisin d'un autre vocabulaire, et comment il s'en approche",
            "the word near it in another vocabulary, and how near",
        ),
        MATCH,
        many=True,
    )

    @property
    def all_labels(self) -> tuple[tuple[str, str], ...]:
        """The label in each language that has one, by its tag."""
        return by_tag(words_in(self.labels.fr, self.labels.en, self.other_labels))

    def label_in(self, language: str) -> tuple[str, str]:
        """Return the label in a language or, where there is none, in another, and which that is.

        French comes before English, and English before the others, by their tags.
        """
        given = dict(self.all_labels)
        tag = language if language in given else next(iter(given), language)
        return given.get(tag, ""), tag


CONCEPTS = Layout.of("concepts", Concept, languages={"label": "other_labels"})
