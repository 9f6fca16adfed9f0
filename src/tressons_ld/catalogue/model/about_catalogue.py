"""What is said of the catalogue as a whole: itself, its source, its programme, its data."""

from dataclasses import dataclass
from typing import Any

from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.datatypes import DATE, ID, URL
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.columns.thing_names import AGENT
from tressons_ld.catalogue.model.addition import Addition
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The document that the catalogue was read from, as received."""

    id: str
    title: str
    created: str | None = None
    description: str | None = None
    creators: tuple[str, ...] = ()
    rights: Text | None = None
    file: str | None = None


def _agents(help: Text) -> Any:
    return column(help, AGENT, many=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """The programme that produced the resources: keys of ``catalogue.toml``, and additions to them.

    ``start`` and ``end`` as the source gives them (a year is a year). ``leaders``, ``supporters``
    and ``funders`` are ids of agents.
    """

    id: str = column(Text("l'identifiant", "the id"), ID, required=True, key=True)
    name: str = column(Text("le nom", "the name"), required=True)
    acronym: str | None = column(Text("le sigle", "the acronym"))
    description: str | None = column(Text("une phrase", "a sentence"))
    start: str | None = column(Text("quand il a commencé", "when it began"), DATE)
    end: str | None = column(Text("quand il a fini", "when it ended"), DATE)
    leaders: tuple[str, ...] = _agents(Text("qui l'a mené", "who led it"))
    partners: tuple[str, ...] = _agents(Text("avec qui", "with whom"))
    supporters: tuple[str, ...] = _agents(Text("qui l'a soutenu", "who supported it"))
    funders: tuple[str, ...] = _agents(Text("qui l'a payé", "who paid for it"))
    homepage: str | None = column(Text("sa propre page", "its own page"), URL)
    pages: tuple[str, ...] = column(
        Text("des pages qui en parlent", "pages that speak of it"), URL, many=True
    )
    additions: tuple[Addition, ...] = ()


PROGRAMME = Layout.of("programme", Programme)


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to about the catalogue.

    Attributes:
        name: of the person or the office.
        email: address for mail.
        url: their page.
        issues: address of the form for a new issue, where corrections are followed in public.
    """

    name: str
    email: str | None = None
    url: str | None = None
    issues: str | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of the project's own work.

    Attributes:
        iri: address of the licence.
        label: its name.
        confirmed: whether the publisher has confirmed it; until then it is not published.
    """

    iri: str
    label: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The time that the catalogue covers, and on what ground that is said."""

    start: str
    end: str
    basis: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is said of the catalogue itself, and of the catalogue as data (``catalogue.toml``)."""

    title: Text
    description: Text
    publisher: str
    language: str = "fr"
    issued: str | None = None
    places: tuple[str, ...] = ()
    contact: Contact | None = None
    licence: Licence | None = None
    rights: Text | None = None
    data_title: Text | None = None
    data_description: Text | None = None
    data_frequency: str | None = None
    data_period: Period | None = None
    data_keywords: tuple[str, ...] = ()
    data_themes: tuple[str, ...] = ()
    data_access_rights: str | None = None
