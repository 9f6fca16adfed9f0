"""What ``init --from`` makes of a table: of a file, or of the rows of a test."""

import csv
import io
from pathlib import Path

from adoption_twins import write_csv
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable, adopt
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.tables.terms_of_others import read_authorities


def adopted(source: Path, **columns: str) -> AdoptedTable:
    """Return what is made of a file; ``columns``: heading -> the column that the user says."""
    return adopt(read_source(source), read_authorities(), language="fr", user_columns=columns)


def csv_of(folder: Path, headings: str, *rows: str) -> Path:
    """Write a table whose cells are written with bars between them."""
    return write_csv(folder / "t.csv", headings.split("|"), [row.split("|") for row in rows])


def adopted_rows(folder: Path, headings: str, *rows: str) -> AdoptedTable:
    """Return what is made of the rows of a test, their cells written with bars between them."""
    return adopted(csv_of(folder, headings, *rows))


def written_rows(made: AdoptedTable, name: str = "resources") -> list[dict[str, str]]:
    """Return the rows of a table of the folder, as they are written, by their headings."""
    text = adopted_files(made, Path("t.csv"), "fr")[f"data/{name}.csv"]
    assert isinstance(text, str)
    return list(csv.DictReader(io.StringIO(text)))


def written_agents(made: AdoptedTable) -> dict[str, dict[str, str]]:
    """Return the rows of the table of agents by their names."""
    return {row["name"]: row for row in written_rows(made, "agents")}


def whole_account(made: AdoptedTable, language: str = "fr") -> str:
    """Return what the user is told of each column, on one line."""
    return " ".join(Account(made, language, whole=True).text().replace("\xa0", " ").split())
