"""What is said of the catalogue as a whole: itself, its source, its programme, its data."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme that produced the resources.

    ``start`` and ``end`` as the source gives them (a year is a year). ``leaders``, ``supporters``
    and ``funders`` are ids of agents.
    """

    id: str
    name: str
    acronym: str | None = None
    description: str | None = None
    start: str | None = None
    end: str | None = None
    leaders: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    homepage: str | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to about the catalogue."""

    name: str
    email: str | None = None
    url: str | None = None


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
