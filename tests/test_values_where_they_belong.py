"""What a table that is adopted says under another heading, or in two ways, is where it belongs."""

from pathlib import Path

import openpyxl
import pytest

from adoption_twins import write_csv
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable, adopt
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.tables.terms_of_others import read_authorities

PAGE = "https://exemple.fr/page"
FILE = "https://exemple.fr/fichier.pdf"


def adopted(path: Path, language: str = "fr") -> AdoptedTable:
    return adopt(read_source(path), read_authorities(), language=language, language_known=True)


def table(
    folder: Path, headings: list[str], *rows: list[str], language: str = "fr"
) -> tuple[list[dict[str, str]], str]:
    """The rows of a table, and the whole account."""
    made = adopted(write_csv(folder / "t.csv", headings, list(rows)), language)
    told = " ".join(Account(made, "en", whole=True).text().replace("\xa0", " ").split())
    return [row.cells for row in made.rows], told


def test_words_that_name_no_licence_are_a_statement_of_rights(tmp_path: Path) -> None:
    rows, told = table(
        tmp_path,
        ["Titre", "Lien", "Licence"],
        ["Un", PAGE, "CC BY 4.0"],
        ["Deux", PAGE, "Tous droits réservés"],
        ["Trois", PAGE, "Licence ouverte"],
    )
    assert rows[0]["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert rows[1]["rights"] == "Tous droits réservés" and "licence" not in rows[1]
    assert not {"rights", "licence"} & set(rows[2])
    assert '"Licence": 1 value is no licence, and is carried as a statement of rights' in told
    assert "1 value unreadable, or of several meanings (row 4 Licence ouverte)" in told


def test_a_licence_in_a_column_of_rights_is_that_of_each_file(tmp_path: Path) -> None:
    rows, told = table(
        tmp_path,
        ["Titre", "Fichier", "Mention des droits"],
        ["Un", f"{FILE}; {FILE}x.csv", "CC BY 4.0"],
        ["Deux", "", "CC BY 4.0"],
        ["Trois", FILE, "Tous droits réservés"],
        ["Quatre", FILE, "Voir la mairie"],
    )
    assert rows[0]["licence"].count("creativecommons.org") == 2 and "rights" not in rows[0]
    assert rows[1]["rights"] == "CC BY 4.0" and "licence" not in rows[1]
    assert rows[2]["rights"] == "Tous droits réservés"
    assert "1 value is a licence, and is carried as that (CC BY 4.0 → " in told


def test_a_second_address_that_is_a_file_is_one(tmp_path: Path) -> None:
    rows, told = table(tmp_path, ["Titre", "Lien"], ["Un", f"{PAGE}; {FILE}"], ["Deux", PAGE])
    assert (rows[0]["landing_page"], rows[0]["download_url"]) == (PAGE, FILE)
    assert "page" not in rows[0]
    assert "1 address is that of a file" in told


@pytest.mark.parametrize(
    ("other", "read"),
    [("30/09/2021", "2021-03-12"), ("09/30/2021", "2021-12-03"), ("2021", "")],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_date_of_two_meanings_is_that_of_the_others_of_its_column(
    tmp_path: Path, other: str, read: str, language: str
) -> None:
    rows, told = table(
        tmp_path, ["Title", "Date"], ["Un", "12/03/2021"], ["Deux", other], language=language
    )
    if language == "fr" and other == "2021":
        read = "2021-03-12"
    assert rows[0].get("issued", "") == read
    assert "12/03/2021" in told


@pytest.mark.parametrize(
    ("heading", "duration"),
    [("Durée (min)", "PT45M"), ("Length in hours", "PT45H"), ("Durée (totale)", None)],
)
def test_a_unit_in_a_heading_is_that_of_its_numbers(
    tmp_path: Path, heading: str, duration: str | None
) -> None:
    rows, _ = table(tmp_path, ["Titre", heading], ["Un", "45"], ["Deux", "1 h 30"])
    assert [row.get("duration") for row in rows] == [duration, "PT1H30M"]


def test_formats_with_a_stroke_between_are_several(tmp_path: Path) -> None:
    rows, _ = table(tmp_path, ["Titre", "Lien", "Format"], ["Un", PAGE, "CSV / SHP"])
    assert rows[0]["format"] == "CSV; SHP"


def test_the_fields_of_a_search_engine_are_known(tmp_path: Path) -> None:
    headings = ["halId_s", "title_s", "authFullName_s", "doiId_s", "uri_s", "fileMain_s"]
    row = ["hal-1", "Les gares", "Jeanne Dupont,Paul Martin", "10.1234/gares", PAGE, FILE]
    rows, _ = table(tmp_path, headings, row)
    assert rows[0] == {
        "id": "hal-1",
        "title": "Les gares",
        "authors": "Jeanne Dupont; Paul Martin",
        "identifiers": "doi:10.1234/gares",
        "landing_page": PAGE,
        "download_url": FILE,
        "kind": "Ressource",
    }


def test_a_session_without_a_day_is_of_a_year(tmp_path: Path) -> None:
    headings = ["Titre", "Date de la formation", "Année"]
    rows, told = table(
        tmp_path,
        headings,
        ["Un", "12/03/2021", ""],
        ["Deux", "2020", ""],
        ["Trois", "mars 2019", "2018"],
        ["Quatre", "2021-05-06", "2021"],
    )
    assert rows[0]["event_date"] == "2021-03-12"
    assert [row.get("issued") for row in rows] == [None, "2020", "2018", "2021"]
    assert [row.get("event_date") for row in rows[1:3]] == [None, None]
    assert "1 value without a day, carried as the date of publication (2020)" in told
    assert "row 4 mars 2019" in told


def test_a_kind_with_a_comma_is_one_unless_its_parts_stand_alone(tmp_path: Path) -> None:
    rows, _ = table(
        tmp_path, ["Titre", "Type"], ["Un", "Document, rapport"], ["Deux", "Sites, brevets, etc."]
    )
    assert [row["kind"] for row in rows] == ["Document, rapport", "Sites, brevets, etc."]


def test_a_code_is_no_title(tmp_path: Path) -> None:
    headings = ["Kode", "Navn på kurset", "Sted"]
    rows, told = table(
        tmp_path,
        headings,
        ["F-00001", "Innføring i hagebruk", "Oslo"],
        ["F-00002", "Epler", "Oslo"],
    )
    assert [row["title"] for row in rows] == ["Innføring i hagebruk", "Epler"]
    assert 'the title is "Navn på kurset"' in told


@pytest.mark.parametrize(
    ("language", "general", "thesis"),
    [
        ("de", "Ressource", "Hochschulschrift"),
        ("es", "Recurso", "Tesis"),
        ("it", "Risorsa", "Tesi"),
    ],
)
def test_known_kinds_are_called_in_the_language_of_the_catalogue(
    tmp_path: Path, language: str, general: str, thesis: str
) -> None:
    rows, _ = table(tmp_path, ["Title", "Item Type"], ["A", "thesis"], ["B", ""], language=language)
    assert [row["kind"] for row in rows] == [thesis, general]


def test_merged_and_hidden_cells_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in (["Liste", ""], ["Titre", "Type"], ["Un", "Guide"], ["Deux", ""], ["Fin", ""]):
        sheet.append(cells)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("A5:B5")
    sheet.row_dimensions[4].hidden = True
    book.save(tmp_path / "t.xlsx")
    made = adopted(tmp_path / "t.xlsx")
    told = Account(made, "fr", whole=True).text().replace("\xa0", " ")
    assert "cellules fusionnées, leur texte lu sur chaque ligne : B3:B4\n" in told
    assert "lignes masquées sont lues et publiées comme les autres : 4." in " ".join(told.split())
    assert [row.cells["kind"] for row in made.rows][:2] == ["Guide", "Guide"]


OAI = """<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record>
<header><identifier>oai:exemple.fr:1</identifier></header><metadata>
<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Les foires</dc:title>
<dc:identifier>https://exemple.fr/page</dc:identifier>
<dc:identifier>DOI: 10.1234/a.1</dc:identifier>
<dc:identifier>https://exemple.fr/fichier.pdf</dc:identifier>
<dc:identifier>ISBN 978-2-1234-5680-3</dc:identifier><dc:format>application/pdf</dc:format>
<dc:rights>info:eu-repo/semantics/openAccess</dc:rights>
<dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights>
</oai_dc:dc></metadata></record></ListRecords></OAI-PMH>"""


def test_a_record_of_a_repository_has_its_file_licence_access_and_identifiers(
    tmp_path: Path,
) -> None:
    (tmp_path / "t.xml").write_text(OAI, encoding="utf-8")
    row = adopted(tmp_path / "t.xml").rows[0].cells
    assert (row["landing_page"], row["download_url"]) == (PAGE, FILE)
    assert row["identifiers"] == "doi:10.1234/a.1; isbn:9782123456803"
    assert (row["access_rights"], row["format"]) == ("PUBLIC", "PDF")
    assert row["licence"] == "http://creativecommons.org/licenses/by/4.0/"
    assert "rights" not in row
