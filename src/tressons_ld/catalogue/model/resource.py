"""A resource of the catalogue, and each column of the table of resources."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column, columns_of_parts
from tressons_ld.catalogue.columns.contact_forms import CONTACT
from tressons_ld.catalogue.columns.datatypes import (
    DATE,
    DAY,
    DURATION,
    ID,
    IDENTIFIER,
    LANGUAGE,
    PAGES,
    PERIOD,
    TEXT_OR_URL,
    URL,
    CodeOf,
)
from tressons_ld.catalogue.columns.resource_ids import (
    RESOURCE,
    RESOURCE_OR_URL,
    ResourceId,
)
from tressons_ld.catalogue.columns.row_status import STATUS
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.columns.thing_names import (
    AGENT,
    ORGANISATION,
    PERSON,
    PLACE,
    SERIES,
    ConceptName,
)
from tressons_ld.catalogue.model.addition import Addition
from tressons_ld.catalogue.model.header import Row
from tressons_ld.catalogue.model.resource_distribution import Distribution
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One resource of the catalogue.

    ``issued``, ``modified`` and ``event_date`` are a year, a month or a day (``2019``, ``2019-06``,
    ``2019-06-30``) and say no more than the source; ``period`` is what the resource is about in
    time, one such date or two with a bar between, ``2018/2021``, where ``..`` stands for an end
    that is not known; ``access_rights`` is a code of the EU table. ``kind``, ``section``,
    ``themes``, ``audiences``, ``levels`` are ids of concepts; ``organisations``, ``persons``,
    ``publisher`` ids of agents; ``places``, ``series`` ids of theirs; ``based_on`` ids of other
    entries, and the other relations these or addresses; ``duration`` is one of XSD.
    ``other_titles`` are the title in other languages, by their tags: ``(("en", "Bike guide"),)``.
    ``identifiers`` are in one spelling each, ``doi:10.1234/abc``. ``status`` is ``draft`` or None.
    """

    row: Row
    id: str = column(
        Text("l'identifiant, unique et définitif", "the id, unique and final"),
        ID,
        required=True,
        key=True,
    )
    identifiers: tuple[str, ...] = column(
        Text(
            "les identifiants que d'autres lui donnent : DOI, ISBN, ISSN, Handle, Wikidata, ARK",
            "the identifiers that others give it: DOI, ISBN, ISSN, Handle, Wikidata, ARK",
        ),
        IDENTIFIER,
        many=True,
    )
    section: str | None = column(
        Text("la partie du catalogue", "the part of the catalogue"),
        ConceptName("section", "section"),
    )
    kind: str = column(
        Text("le genre, un de `concepts.csv`", "the kind, one of `concepts.csv`"),
        ConceptName("genre", "kind"),
        required=True,
    )
    title: str = column(
        Text(
            "le titre, en minuscules accentuées ; dans d'autres langues : `title_en`, `title_de`…",
            "the title, in lower-case letters with accents; in other languages: `title_en`, "
            "`title_de`…",
        ),
        required=True,
    )
    other_titles: tuple[tuple[str, str], ...] = ()
    printed_title: str | None = column(
        Text(
            "le titre tel qu'imprimé, au caractère près",
            "the title as printed, to the character",
        )
    )
    issued: str | None = column(
        Text(
            "l'année (ou le mois, le jour) de parution",
            "the year (or month, or day) of publication",
        ),
        DATE,
        advice=Text(
            "la date de publication, aussi précise que la source : 2019, 2019-06 ou 2019-06-30",
            "the date of publication, as precise as the source: 2019, 2019-06 or 2019-06-30",
        ),
    )
    modified: str | None = column(
        Text(
            "la date du dernier changement de la ressource elle-même (jamais celui de sa fiche), "
            "si une source la dit",
            "the date of the last change of the resource itself (never that of its record), if a "
            "source says it",
        ),
        DATE,
    )
    version: str | None = column(
        Text(
            "le numéro ou le nom de la version, tel que son éditeur l'écrit (`2.1`, `3e édition`)",
            "the number or the name of the version, as its publisher writes it (`2.1`, `3rd "
            "edition`)",
        )
    )
    organisations: tuple[str, ...] = column(
        Text(
            "les organisations auteurs, dans l'ordre imprimé",
            "the organisations that are authors, in the printed order",
        ),
        ORGANISATION,
        many=True,
    )
    persons: tuple[str, ...] = column(
        Text(
            "les personnes auteurs, dans l'ordre imprimé",
            "the persons who are authors, in the printed order",
        ),
        PERSON,
        many=True,
    )
    authors: tuple[str, ...] = column(
        Text(
            "les auteurs, personnes et organisations ensemble, que distingue `agents.csv` ; au "
            "lieu des deux colonnes d'avant",
            "the authors, persons and organisations together, told apart by `agents.csv`; in place "
            "of the two columns before",
        ),
        AGENT,
        many=True,
        editorial=True,
    )
    printed_authors: str | None = column(
        Text("la ligne d'auteurs telle qu'imprimée", "the line of authors as printed")
    )
    publisher: str | None = column(
        Text(
            "l'éditeur, seulement si une source le nomme",
            "the publisher, only if a source names one",
        ),
        AGENT,
        advice=Text(
            "qui met la ressource à disposition, tel que le nomme agents.csv",
            "who makes the resource available, as agents.csv names them",
        ),
    )
    description: str = column(
        Text("la présentation, mot pour mot", "the presentation, word for word"),
        required=True,
        advice=Text(
            "plus de 100 caractères de description, si l'éditeur en dit autant",
            "more than 100 characters of description, if the publisher says as much",
        ),
    )
    themes: tuple[str, ...] = column(
        Text("les thèmes, pris dans `concepts.csv`", "the themes, out of `concepts.csv`"),
        ConceptName("theme", "theme"),
        many=True,
        advice=Text(
            "le ou les thèmes de la ressource, tels que les nomme concepts.csv",
            "the theme or themes of the resource, as concepts.csv names them",
        ),
    )
    keywords: tuple[str, ...] = column(
        Text(
            "les mots-clés, pris dans le texte même de la notice",
            "the keywords, out of the very text of the entry",
        ),
        many=True,
        advice=Text(
            "deux ou trois mots-clés, séparés par « ; »", "two or three keywords, split by « ; »"
        ),
    )
    audiences: tuple[str, ...] = column(
        Text("le public, seulement si le texte le dit", "the audience, only if the text says so"),
        ConceptName("public", "audience"),
        many=True,
    )
    levels: tuple[str, ...] = column(
        Text(
            "le niveau de ceux à qui elle s'adresse (débutant, licence), un de `concepts.csv`",
            "the level of those whom it is for (beginner, bachelor), one of `concepts.csv`",
        ),
        ConceptName("niveau", "level"),
        many=True,
    )
    places: tuple[str, ...] = column(
        Text("les territoires étudiés", "the places it is about"),
        PLACE,
        many=True,
        advice=Text(
            "le territoire dont parle la ressource, tel que le nomme places.csv, où se dit aussi "
            "son contour ; rien si elle ne parle d'aucun",
            "the place the resource is about, as places.csv names it, where its outline is said "
            "too; nothing if it is about none",
        ),
    )
    series: tuple[str, ...] = column(
        Text(
            "la série ou l'ensemble dont elle fait partie",
            "the series or the set that it belongs to",
        ),
        SERIES,
        many=True,
    )
    based_on: tuple[str, ...] = column(
        Text(
            "l'`id` des ressources dont elle est tirée (synthèse d'une étude)",
            "the `id` of the resources it was made from (a summary of a study)",
        ),
        RESOURCE,
        many=True,
    )
    translation_of: tuple[str, ...] = column(
        Text(
            "ce dont elle est la traduction : l'`id` d'une ressource du catalogue, ou une adresse",
            "what it is a translation of: the `id` of a resource of the catalogue, or an address",
        ),
        RESOURCE_OR_URL,
        many=True,
    )
    version_of: tuple[str, ...] = column(
        Text(
            "ce dont elle est une version ou une édition : un `id`, ou une adresse",
            "what it is a version or an edition of: an `id`, or an address",
        ),
        RESOURCE_OR_URL,
        many=True,
    )
    replaces: tuple[str, ...] = column(
        Text(
            "ce qu'elle remplace : un `id`, ou une adresse",
            "what it replaces: an `id`, or an address",
        ),
        RESOURCE_OR_URL,
        many=True,
    )
    references: tuple[str, ...] = column(
        Text(
            "ce qu'elle cite : des `id`, ou des adresses",
            "what it cites: `id`s, or addresses",
        ),
        RESOURCE_OR_URL,
        many=True,
    )
    event_date: str | None = column(
        Text(
            "la date de la séance, pour un webinaire",
            "the date of the session, for a webinar",
        ),
        DAY,
    )
    period: str | None = column(
        Text(
            "les années qu'étudie la ressource, seulement si le texte le dit",
            "the years that the resource is about, only if the text says so",
        ),
        PERIOD,
        advice=Text(
            "l'année ou les années qu'étudie la ressource, 2018/2021 ; rien si elle n'en étudie "
            "pas, et jamais sa date de parution",
            "the year or years that the resource is about, 2018/2021; nothing if it is about none, "
            "and never its date of publication",
        ),
    )
    frequency: str | None = column(
        Text(
            "le rythme de mise à jour, si son éditeur le dit : `MONTHLY` ou `mensuelle`… ; `NEVER` "
            "pour une ressource achevée",
            "how often it is updated, if its publisher says so: `MONTHLY` or `monthly`…; `NEVER` "
            "for a resource that is finished",
        ),
        CodeOf("frequency"),
    )
    language: str = column(
        Text(
            "la langue, par son code ou son nom (`français`) ; vide : celle du catalogue",
            "the language, by its code or its name (`French`); empty: that of the catalogue",
        ),
        LANGUAGE,
        default="fr",
    )
    access_rights: str | None = column(
        Text(
            "`PUBLIC`, `RESTRICTED` ou `NON_PUBLIC`, si son éditeur le dit",
            "`PUBLIC`, `RESTRICTED` or `NON_PUBLIC`, if its publisher says so",
        ),
        CodeOf("access-right"),
        advice=Text(
            "PUBLIC si chacun peut la lire, RESTRICTED si c'est sous condition, NON_PUBLIC sinon",
            "PUBLIC if anyone can read it, RESTRICTED if on conditions, NON_PUBLIC otherwise",
        ),
    )
    number_of_pages: int | None = column(Text("le nombre de pages", "the number of pages"), PAGES)
    duration: str | None = column(
        Text(
            "la durée : `1 h 30`, `90 min`, ou `PT1H30M` (ISO 8601)",
            "the duration: `1 h 30`, `90 min`, or `PT1H30M` (ISO 8601)",
        ),
        DURATION,
    )
    rights: str | None = column(
        Text(
            "ce que son éditeur dit des droits, mot pour mot, ou l'adresse de cette mention ; une "
            "licence : `licence`",
            "what its publisher says of the rights, word for word, or the address of that "
            "statement; a licence: `licence`",
        ),
        TEXT_OR_URL,
    )
    contacts: tuple[str, ...] = column(
        Text(
            "à qui écrire sur la ressource, si son éditeur le dit : un courriel "
            "(`Jeanne Dupont <jeanne@exemple.fr>`), l'adresse d'un formulaire ou un nom de "
            "`agents.csv`",
            "whom to write to about the resource, if its publisher says so: an e-mail address "
            "(`Jeanne Dupont <jeanne@example.org>`), the address of a form or a name of "
            "`agents.csv`",
        ),
        CONTACT,
        many=True,
    )
    landing_page: str | None = column(
        Text(
            "la page de la ressource chez son éditeur ; sur le site d'un autre : `page`",
            "the page of the resource at its publisher's; on the site of another: `page`",
        ),
        URL,
    )
    pages: tuple[str, ...] = column(
        Text("des pages qui en parlent", "pages that speak of it"), URL, name="page", many=True
    )
    distributions: tuple[Distribution, ...] = columns_of_parts(Distribution)
    status: str | None = column(
        Text(
            "`brouillon` tant que la ligne n'est pas prête : elle est vérifiée, et pas publiée ; "
            "vide sinon",
            "`draft` as long as the row is not ready: it is checked, and not published; empty "
            "otherwise",
        ),
        STATUS,
        editorial=True,
    )
    additions: tuple[Addition, ...] = ()

    @property
    def named_resources(self) -> tuple[str, ...]:
        """The ids of the other resources of the catalogue that it names, each once."""
        named = (id for column in RELATIONS for id in column.values(self) if "://" not in id)
        return tuple(dict.fromkeys(named))


RESOURCES = Layout.of("resources", Entry, languages={"title": "other_titles"})

RELATIONS = tuple(column for column in RESOURCES.columns if isinstance(column.datatype, ResourceId))
"""The columns that name other resources."""
