"""Whom to write to about a resource: an address for mail, a page, or an agent of the catalogue.

Each in one spelling: ``a@example.org``, ``Jeanne Dupont <a@example.org>``,
``https://www.example.org/contact``, or the id of an agent, ``avise``.
"""

from typing import Any

from tressons_ld.catalogue.columns.cell_texts import CellAddresses, Parser, several
from tressons_ld.catalogue.columns.datatypes import Datatype, ThingsById
from tressons_ld.catalogue.columns.emails import name_and_email, parse_email
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.thing_names import AGENT
from tressons_ld.catalogue.columns.urls import parse_url
from tressons_ld.findings.finding import Finding

_LONGEST = 500
"""Characters of a name with its address for mail: a longer text is none."""


def is_agent(contact: str) -> bool:
    """Return whether a contact is the id of an agent."""
    return "@" not in contact and "://" not in contact


class ContactName(Datatype):
    """Whom to write to."""

    def parser(self, references: References) -> Parser:
        """Return the parser of one contact."""
        agent = AGENT.parser(references)

        def parse_contact(
            text: str, row: CellAddresses, column: str, problems: list[Finding]
        ) -> Any | None:
            if text.lower().startswith(("http://", "https://")):
                return parse_url(text, row, column, problems)
            if "@" not in text:
                return agent(text, row, column, problems)
            known = name_and_email(text) if len(text) <= _LONGEST else None
            name, email = known or ("", text)
            if parse_email(email, row, column, problems) is None:
                return None
            return f"{name} <{email}>" if name else email

        return parse_contact

    def many_parser(self, references: References) -> Parser:
        """Return the parser of several."""
        return several(self.parser(references))

    def text(self, value: Any, catalogue: ThingsById) -> str:
        """Return the name of the agent, or the contact as it is written."""
        return AGENT.text(value, catalogue) if is_agent(value) else str(value)


CONTACT = ContactName()
