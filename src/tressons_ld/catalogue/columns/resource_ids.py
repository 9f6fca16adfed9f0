"""How a cell names resources: by their ids."""

from tressons_ld.catalogue.columns.absences import Holds, report_absence
from tressons_ld.catalogue.columns.cell_texts import CellAddresses, Parser
from tressons_ld.catalogue.columns.datatypes import Datatype
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.spelling import did_you_mean
from tressons_ld.catalogue.columns.url_mends import doi_address
from tressons_ld.catalogue.columns.urls import parse_url
from tressons_ld.catalogue.paths import RESOURCE_FOLDERS
from tressons_ld.findings.finding import Finding, finding


class ResourceId(Datatype):
    """The id of a resource."""

    paths = RESOURCE_FOLDERS

    def parser(self, references: References) -> Parser:
        """Return the parser of one id."""
        resources = references.resources

        def parse_resource(
            text: str, row: CellAddresses, column: str, problems: list[Finding]
        ) -> str | None:
            if text in resources:
                return text
            if report_absence(text, Holds.VALUES, row, column, problems):
                return None
            if resources.is_draft(text):
                problems.append(finding("reference.draft", row.at(column), text))
                return None
            mends = resources.near(text)
            problems.append(
                finding(
                    "reference.unknown-resource",
                    row.at(column),
                    text,
                    mends=mends,
                    suggestion=did_you_mean(*mends),
                )
            )
            return None

        return parse_resource


class ResourceIdOrAddress(ResourceId):
    """The id of a resource of the catalogue, or the address of one elsewhere."""

    def parser(self, references: References) -> Parser:
        """Return the parser of one id or address."""
        known = super().parser(references)

        def parse_either(
            text: str, row: CellAddresses, column: str, problems: list[Finding]
        ) -> str | None:
            is_address = "://" in text or doi_address(text) is not None
            read: str | None = (parse_url if is_address else known)(text, row, column, problems)
            return read

        return parse_either


RESOURCE = ResourceId()
RESOURCE_OR_URL = ResourceIdOrAddress()
