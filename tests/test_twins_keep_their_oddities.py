"""What each of the thirteen tables does in its own way is read for what it is, or told."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import adoption_twins as twins
from command_line import tressons_ld
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable, adopt
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.files.output import create_folder

OGL = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


class Twin(NamedTuple):
    """A table that was adopted, the cells of its rows, and what is told of it."""

    made: AdoptedTable
    rows: list[dict[str, str]]
    told: str

    def notes(self, row: int) -> list[str]:
        return [note.en for note in self.made.rows[row].notes]

    def column(self, name: str) -> list[str]:
        return [row.get(name, "") for row in self.rows]


@cache
def adopted(make: Callable[[Path], Path]) -> Twin:
    with TemporaryDirectory() as folder:
        table = read_source(make(Path(folder)))
    made = adopt(table, read_authorities(), language="fr")
    told = " ".join(Account(made, "en", whole=True).text().replace("\xa0", " ").split())
    return Twin(made, [row.cells for row in made.rows], told)


# --- T1, the official French catalogue -----------------------------------------------------------


def test_the_official_catalogue_has_a_column_for_each_thing_that_has_one() -> None:
    twin = adopted(twins.official_catalogue)
    (row,) = twin.rows
    assert row["keywords"] == "haie; plaine; écologie"
    assert (row["issued"], row["modified"]) == ("2005-01-14", "2019-05-28")
    assert row["frequency"] == "ANNUAL"
    assert row["places"] == "France métropolitaine"
    assert row["contacts"] == "haies@exemple.fr; jeanne.dupont@exemple.fr"
    assert (row["landing_page"], row["format"]) == ("https://exemple.fr/haies/", "CSV; XLSX")


def test_the_official_catalogue_tells_what_is_not_carried() -> None:
    twin = adopted(twins.official_catalogue)
    for heading in ("siret_orga", "id_alt_orga", "service", "si"):
        assert f'"{heading}" (1)' in twin.told
    # « Licence ouverte » without its version is one of two.
    assert "licence" not in twin.rows[0]
    assert '"licence": 2 values unreadable, or of several meanings' in twin.told


# --- T2, a list of software ----------------------------------------------------------------------


def test_software_without_a_kind_is_given_one_that_is_told() -> None:
    twin = adopted(twins.software)
    assert twin.column("id") == [str(number) for number in range(1, 9)]
    assert set(twin.column("kind")) == {"Ressource"}
    assert 'kind "Ressource" given to 8 rows' in twin.told


def test_two_spellings_of_a_theme_are_one() -> None:
    twin = adopted(twins.software)
    (theme,) = twin.made.concepts["theme"]
    assert theme.name == "Conception & développement"
    assert list(theme.spellings) == ["Conception et développement"]
    assert "1 theme (1 of several spellings)" in twin.told


def test_wikidata_and_versions_have_columns_and_a_licence_of_nothing_is_told() -> None:
    twin = adopted(twins.software)
    assert twin.column("identifiers")[0] == "wikidata:Q1"
    assert set(twin.column("version")) == {"1.x"}
    assert '"licence": 8 values without the address of a page or of a file' in twin.told


# --- T3, a Notion export -------------------------------------------------------------------------


def test_addresses_behind_names_are_no_part_of_them() -> None:
    twin = adopted(twins.training_of_notion)
    assert twin.column("title")[0] == "Soigner à distance, 1"
    assert set(twin.column("audiences")) == {"Chirurgie; Pharmacie"}
    assert set(twin.column("persons")) == {"Mourad Dahbi"}
    assert not any("notion.so" in text for row in twin.rows for text in row.values())


def test_a_title_under_another_heading_is_told_as_a_guess() -> None:
    twin = adopted(twins.training_of_notion)
    assert 'the title is "Thématiques 2628": no heading says so' in twin.told
    assert [row.get("description") is None for row in twin.rows].count(True) == 1
    assert "1 description composed of the other fields" in twin.told


# --- T4, years and raw references ----------------------------------------------------------------


def test_raw_references_are_titles_of_their_years() -> None:
    twin = adopted(twins.references)
    assert twin.rows[0]["title"].startswith("BOISSAT J. The rhythm")
    assert twin.rows[0]["issued"] == "1981"
    assert len(set(twin.column("id"))) == 13
    assert 'the title is "data_raw": no heading says so' in twin.told
    assert "13 descriptions composed of the other fields" in twin.told


def test_the_one_reference_of_another_language_is_marked() -> None:
    twin = adopted(twins.references)
    assert twin.made.language == "en"
    assert twin.column("language") == [""] * 12 + ["fr"]
    assert "language guessed from the text" in twin.notes(12)


# --- T5, a publisher's list ----------------------------------------------------------------------


def test_no_title_is_said_to_be_in_the_language_of_another_alphabet() -> None:
    twin = adopted(twins.publisher)
    assert twin.made.language == "ar"
    for row in twin.rows:
        assert row.get("language", "") == ("fr" if row["title"].isascii() else "") or (
            row["title"].startswith("Chimie") and row["language"] == "fr"
        )
    assert "language of texts that are not in ar: 8 fr" in twin.told


def test_isbn_are_ids_and_identifiers_and_those_there_twice_are_told() -> None:
    twin = adopted(twins.publisher)
    assert len(set(twin.column("id"))) == 16
    assert twin.rows[2]["id"] == twins.isbn(2)
    assert twin.rows[2]["identifiers"] == f"isbn:{twins.isbn(2).replace('-', '')}"
    assert "5 made of the title, 1 key being there twice" in twin.told


def test_each_form_of_date_is_read_guessed_or_told() -> None:
    twin = adopted(twins.publisher)
    assert twin.column("issued")[:4] == ["2021-10", "2020-07-01", "2018", ""]
    assert 'issued read from "44013"' in twin.notes(1)
    assert 'issued read from "2018 (Vide/Livre)"' in twin.notes(2)
    assert '"Année": 4 values unreadable, or of several meanings' in twin.told


def test_a_person_of_two_orders_is_one_and_prices_are_told() -> None:
    twin = adopted(twins.publisher)
    names = [agent.name for agent in twin.made.agents]
    assert names.count("Samia Benali") == 1
    assert len(names) == 3
    assert twin.rows[1]["themes"] == "Droit; Histoire"
    assert '"PUHT" (16)' in twin.told


def test_a_character_that_cannot_be_published_is_taken_out_and_told() -> None:
    twin = adopted(twins.publisher)
    assert twin.rows[7]["title"] == "Chimie générale 7"
    assert "characters that cannot be published taken out of 1 text" in twin.told


def test_portals_take_a_catalogue_whose_own_title_is_in_another_language(tmp_path: Path) -> None:
    source = twins.publisher(tmp_path)
    create_folder(tmp_path / "new", adopted_files(adopted(twins.publisher).made, source, "fr"))
    for portal in ("ckan", "dcat-ap"):
        done = tressons_ld("harvest", "--as", portal, folder=tmp_path / "new")
        assert "17 sur 17 arrivent" in done.stdout, portal


# --- T6, a workbook ------------------------------------------------------------------------------


def test_the_sheet_of_the_works_is_read_and_not_the_one_that_presents_them() -> None:
    twin = adopted(twins.works)
    assert (twin.made.table.sheet, twin.made.table.heading_row) == ("works", 3)
    assert twin.rows[3]["title"] == "Missa brevis, number 3"
    assert twin.column("id") == [str(number) for number in range(9)]
    assert '2 other sheets: "General information", "sigla"' in twin.told
    assert '"group" (9), "literature" (9)' in twin.told


# --- T7, a Zotero export -------------------------------------------------------------------------


def test_zotero_persons_and_bodies_of_one_column_are_told_apart() -> None:
    twin = adopted(twins.zotero)
    types = {agent.name: agent.cells["type"] for agent in twin.made.agents}
    assert types["Élie Durand"] == types["Paule Martin"] == "personne"
    assert types["European Commission"] == types["Editions, Lyon"] == "organisation"
    assert twin.rows[1]["authors"] == "European Commission; Élie Durand"


def test_zotero_keys_languages_tags_and_dois_are_read() -> None:
    twin = adopted(twins.zotero)
    assert twin.column("id") == ["ab12cd34", "ef56gh78", "ij90kl12"]
    assert twin.rows[0]["language"] == "en"
    assert set(twin.column("keywords")) == {"habitat; sharing"}
    assert twin.rows[0]["identifiers"] == "doi:10.1234/example.1"
    assert twin.rows[0]["landing_page"] == "https://doi.org/10.1234/example.1"
    assert twin.rows[1]["issued"] == "2020"


def test_zotero_fields_that_mean_something_else_are_told_by_name() -> None:
    twin = adopted(twins.zotero)
    assert set(twin.made.matched.columns).isdisjoint({"section", "series", "places", "period"})
    for heading in ("Publication Title", "Pages", "Volume", "Place", "File Attachments"):
        assert f'"{heading}" (' in twin.told
    assert "66 empty columns" in twin.told
    for value in ("/2019/relative", "23-27 September", "dcterms.RFC4646; en-AU"):
        assert value in twin.told
    assert "tags of HTML taken out of 1 text" in twin.told


# --- T8, training resources ----------------------------------------------------------------------


def test_asterisks_part_keywords_kinds_and_authors() -> None:
    twin = adopted(twins.training)
    assert set(twin.column("keywords")) == {"Image analysis; Python"}
    assert set(twin.column("authors")) == {"Ada Example; Bob Sample"}
    assert twin.rows[0]["kind"] == "Book"
    assert '"LearningResourceType": 3 values beyond the first' in twin.told
    orcid = {agent.name: agent.cells.get("same_as") for agent in twin.made.agents}
    assert orcid["Ada Example"] == "https://orcid.org/0000-0002-1825-0097"


def test_licence_format_and_time_of_day_of_a_page_are_read() -> None:
    row = adopted(twins.training).rows[0]
    assert row["licence"] == "https://creativecommons.org/licenses/by/4.0/"
    assert (row["format"], row["issued"], row["language"]) == ("PDF", "2024-10-30", "en")
    assert adopted(twins.training).notes(1) == ["kind to be said"]


# --- T9, a government's interfaces ---------------------------------------------------------------


def test_two_addresses_of_a_row_are_a_page_and_one_about_it() -> None:
    twin = adopted(twins.interfaces)
    first, second = twin.rows[:2]
    assert first["landing_page"] == "https://api.example.org/"
    assert first["page"] == "https://example.org/doc/1"
    assert second["download_url"] == "https://example.org/days.json"
    assert "1 address is that of a file" in twin.told


def test_short_names_of_licences_and_addresses_for_mail_are_read() -> None:
    twin = adopted(twins.interfaces)
    assert set(twin.column("licence")[1:]) == {OGL}
    assert "Codebase is under LGPL v3.0" in twin.told
    assert set(twin.column("contacts")) == {"someone@example.org"}
    assert set(twin.column("modified")) == {"2021-01-01"}
    assert not any("<b>" in text for text in twin.column("description"))
    assert '"dateAdded" (5)' in twin.told


# --- T10, deliverables ---------------------------------------------------------------------------


def test_codes_of_deliverables_are_ids_and_months_of_a_project_no_dates() -> None:
    twin = adopted(twins.deliverables)
    assert twin.column("id") == ["d1-1", "d2-1", "d3-1", "d4-1"]
    assert twin.column("kind") == ["Report", "PDE", "ADM", "Report"]
    assert twin.column("issued") == [""] * 4
    for heading in ("wp", "dissemination_level", "due_month", "source"):
        assert f'"{heading}" (4)' in twin.told


# --- T11, sets of data of packages ---------------------------------------------------------------


def test_names_that_are_there_twice_are_no_ids_and_figures_are_told() -> None:
    twin = adopted(twins.datasets)
    assert len(set(twin.column("id"))) == 10
    assert "2 keys being there twice" in twin.told
    assert twin.rows[0]["download_url"] == "https://example.org/csv/1.csv"
    assert twin.rows[0]["landing_page"] == "https://example.org/doc/1.html"
    assert '"Rows" (10), "Cols" (10)' in twin.told
    assert "10 descriptions composed" in twin.told


# --- T12, a harvested portal ---------------------------------------------------------------------


def test_a_row_per_file_is_one_resource_with_its_files() -> None:
    twin = adopted(twins.portal)
    assert len(twin.rows) == 4
    row = twin.rows[0]
    assert row["format"] == "CSV; GEOJSON"
    assert row["licence"] == f"{OGL}; {OGL}"
    assert row["modified"] == "2021-02-03"
    assert row["publisher"] == "Imaginary County Council"
    assert '8 joined to the one of the same "Title", "PageURL"' in twin.told
    assert "<" not in row["description"]


def test_the_size_of_a_file_is_read_with_its_unit_or_told() -> None:
    twin = adopted(twins.portal)
    assert set(twin.column("size")) == {"; 840"}
    assert '"FileSize": 4 values unreadable, or of several meanings (row 3 12 kB' in twin.told
    assert 'read with the size: "FileSizeUnit"' in twin.told


# --- T13, a college's documents ------------------------------------------------------------------


def test_years_that_are_words_are_told_and_rights_in_a_phrase_are_guessed() -> None:
    twin = adopted(twins.documents)
    assert twin.column("issued") == ["", "2021", "", "2021", "", "2021"]
    assert '"yearLabel": 3 values unreadable, or of several meanings (row 2 Current' in twin.told
    assert set(twin.column("access_rights")) == {"PUBLIC"}
    assert 'access_rights read from "Public (provincial filing)"' in twin.notes(0)


def test_a_page_that_is_the_file_is_the_file_alone_and_told() -> None:
    twin = adopted(twins.documents)
    assert set(twin.column("landing_page")) == {""}
    assert twin.rows[0]["download_url"] == "https://example.org/1.pdf"
    assert "6 addresses are those of files" in twin.told
    assert twin.rows[0]["themes"] == "Operations; Engagement"
    assert twin.column("id")[0] == "oc2021"


# --- all of them ---------------------------------------------------------------------------------


def test_each_column_is_carried_empty_or_told_with_its_reason() -> None:
    for make in twins.TWINS:
        made = adopted(make).made
        carried = {index for indexes in made.matched.columns.values() for index in indexes}
        known = carried | set(made.matched.empty) | set(made.matched.reasons)
        assert known == set(range(len(made.table.headings))), make.__name__
