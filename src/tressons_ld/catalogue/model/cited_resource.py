"""What a citation of a resource says, and the first columns of the table of resources."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.datatypes import DATE, ID, IDENTIFIER
from tressons_ld.catalogue.columns.thing_names import AGENT, ORGANISATION, PERSON, ConceptName
from tressons_ld.catalogue.model.header import Row
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedResource:
    """What a citation of a resource says: what it is called, when it came out and who made it.

    ``issued`` and ``modified`` are a year, a month or a day (``2019``, ``2019-06``, ``2019-06-30``)
    and say no more than the source; ``section`` and ``kind`` are ids of concepts;
    ``organisations``, ``persons``, ``publisher`` ids of agents. ``other_titles`` are the title in
    other languages, by their tags: ``(("en", "Bike guide"),)``. ``identifiers`` are in one spelling
    each, ``doi:10.1234/abc``.
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
