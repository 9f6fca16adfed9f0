"""An organisation or a person, and each column of the table of agents."""

from dataclasses import dataclass

from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.datatypes import ID, SIREN, URL, Choice, CodeOf
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.columns.thing_names import AGENT
from tressons_ld.catalogue.model.addition import Addition
from tressons_ld.catalogue.model.header import Row
from tressons_ld.findings.language import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """An organisation or a person.

    Attributes:
        person: True for a person.
        spellings: other printed forms of the name, acronyms included.
        part_of: ids of the agents it belongs to (a unit, a member).
        siren: nine digits of the French register of companies and associations.
        publisher_type: local name in ADMS's publisher types, ``NonProfitOrganisation``.
        same_as: IRIs of the same agent elsewhere.
        additions: facts about it found later.
    """

    row: Row
    id: str = column(Text("l'identifiant", "the id"), ID, required=True, key=True)
    person: bool = column(
        Text("`organisation` ou `personne`", "`organisation` or `personne` (a person)"),
        Choice(
            "agent-type",
            {"organisation": False, "personne": True, "organization": False, "person": True},
        ),
        name="type",
        default=False,
        required=True,
        key=True,
    )
    name: str = column(Text("le nom", "the name"), required=True, naming=True)
    acronym: str | None = column(Text("le sigle", "the acronym"), naming=True)
    spellings: tuple[str, ...] = column(
        Text("les autres graphies rencontrées", "other spellings that are met with"),
        many=True,
        naming=True,
    )
    part_of: tuple[str, ...] = column(
        Text("l'organisation dont elle dépend", "the organisation it belongs to"),
        AGENT,
        many=True,
        upwards=True,
    )
    homepage: str | None = column(Text("le site", "the web site"), URL)
    siren: str | None = column(
        Text(
            "les neuf chiffres du numéro SIREN",
            "the nine digits of its number in the French register Sirene",
        ),
        SIREN,
    )
    publisher_type: str | None = column(
        Text(
            "la sorte d'organisme, en un code européen",
            "the sort of organisation, as a European code",
        ),
        CodeOf("publisher-type"),
    )
    same_as: tuple[str, ...] = column(
        Text(
            "la même chose dans un autre référentiel, par son adresse",
            "the same thing in another register, by its address",
        ),
        URL,
        many=True,
    )
    description: str | None = column(Text("une phrase", "a sentence"))
    additions: tuple[Addition, ...] = ()


AGENTS = Layout.of("agents", Agent, "agent")
