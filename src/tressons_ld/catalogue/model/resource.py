"""A resource of the catalogue, and the layout of the table of resources.

Its columns stand in three classes, in the order of the table: what a citation says of it, what it
is about, and how it is had.
"""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column, columns_of_parts
from tressons_ld.catalogue.columns.contact_forms import CONTACT
from tressons_ld.catalogue.columns.datatypes import (
    DAY,
    DURATION,
    LANGUAGE,
    PAGES,
    PERIOD,
    TEXT_OR_URL,
    URL,
    CodeOf,
)
from tressons_ld.catalogue.columns.resource_ids import ResourceId
from tressons_ld.catalogue.columns.row_status import STATUS
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model.addition import Addition
from tressons_ld.catalogue.model.described_resource import DescribedResource
from tressons_ld.catalogue.model.resource_distribution import Distribution
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry(DescribedResource):
    """One resource of the catalogue: how it is cited, what it is about, and how it is had.

    ``event_date`` is a year, a month or a day; ``period`` is what the resource is about in time,
    one such date or two with a bar between, ``2018/2021``, where ``..`` stands for an end that is
    not known; ``access_rights`` is a code of the EU table; ``duration`` is one of XSD; ``status``
    is ``draft`` or None.
    """

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
        named = (id for column in RELATIONS for id in getattr(self, column.attribute))
        return tuple(dict.fromkeys(id for id in named if "://" not in id))


RESOURCES = Layout.of("resources", Entry, languages={"title": "other_titles"})

RELATIONS = tuple(column for column in RESOURCES.columns if isinstance(column.datatype, ResourceId))
"""The columns that name other resources."""
