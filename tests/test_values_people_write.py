"""What people write in cells: read where it has one meaning, else asked, and told always."""

import json
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from cell_values import only, read_cell
from command_line import DATE, tressons_ld
from reading_folders import make_folder, read_all, with_cell
from tressons_ld import open_catalogue
from tressons_ld.findings.finding import Finding, Severity

# --- languages, formats, access rights, sizes -------------------------------------------------


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("fr-FR", "fr"),
        ("fr_CA", "fr"),
        ("en-US", "en"),
        ("zh-Hans-CN", "zh"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("ENG", "en"),
        ("francais", "fr"),
        ("Deutsch", "de"),
        ("العربية", "ar"),
        ("http://publications.europa.eu/resource/authority/language/SPA", "es"),
    ],
)
def test_a_language_is_read_by_its_tag_its_code_or_its_own_name(
    tmp_path: Path, language: str, code: str
) -> None:
    entry, findings = read_cell(tmp_path, "language", language)
    found = only(findings)
    assert (found.code, found.mends, entry.language) == ("table.value-read", (code,), code)


@pytest.mark.parametrize("languages", ["fr; en", "fr/en", "français et anglais", "FR, en-GB"])
def test_of_several_languages_one_is_published_and_that_is_told(
    tmp_path: Path, languages: str
) -> None:
    entry, findings = read_cell(tmp_path, "language", languages)
    found = only(findings)
    assert (found.code, found.severity) == ("reference.one-language", Severity.WARNING)
    assert (found.mends, entry.language) == (("fr", "en"), "fr")


@pytest.mark.parametrize(
    ("format", "code"),
    [
        (".pdf", "PDF"),
        ("application/pdf", "PDF"),
        ("fichier PDF", "PDF"),
        ("page web", "HTML"),
        ("Web page", "HTML"),
        ("text/html", "HTML"),
        ("MP4", "MPEG4"),
        ("jpg", "JPEG"),
        ("Shapefile", "SHP"),
        ("LibreOffice Calc", "ODS"),
        ("https://www.iana.org/assignments/media-types/text/csv", "CSV"),
    ],
)
def test_a_format_is_read_by_its_ending_its_media_type_or_its_usual_name(
    tmp_path: Path, format: str, code: str
) -> None:
    url = "https://example.org/a"
    entry, findings = read_cell(tmp_path, "format", format, download_url=url)
    assert (only(findings).code, only(findings).mends) == ("table.value-read", (code,))
    assert entry.distributions[0].format == code


@pytest.mark.parametrize(
    ("format", "codes"),
    [
        ("Excel", ("XLS", "XLSX")),
        ("fichier Word", ("DOC", "DOCX")),
        ("PowerPoint", ("PPT", "PPTX")),
        ("PDFF", ("PDF",)),
        ("document PDF scanné", ("PDF",)),
        ("page webb", ()),
        ("WordStar", ()),
    ],
)
def test_a_format_that_can_be_two_is_asked(
    tmp_path: Path, format: str, codes: tuple[str, ...]
) -> None:
    url = "https://example.org/a"
    entry, findings = read_cell(tmp_path, "format", format, download_url=url)
    assert (only(findings).code, only(findings).mends) == ("reference.unknown-format", codes)
    assert entry.distributions[0].format is None
    assert all(f"« {code} »" in only(findings).remedy.fr for code in codes)


@pytest.mark.parametrize(
    ("words", "code"),
    [("Accès libre", "PUBLIC"), ("open access", "PUBLIC"), ("payant", "RESTRICTED")],
)
def test_access_rights_in_other_words_are_asked(tmp_path: Path, words: str, code: str) -> None:
    entry, findings = read_cell(tmp_path, "access_rights", words)
    assert (only(findings).mends, entry.access_rights) == ((code,), None)


def test_a_size_with_its_unit_is_read_only_where_it_is_exact(tmp_path: Path) -> None:
    url = "https://example.org/a"
    entry, findings = read_cell(tmp_path / "a", "size", "1 258 291 octets", download_url=url)
    assert (only(findings).code, entry.distributions[0].size) == ("table.value-read", 1_258_291)
    entry, findings = read_cell(tmp_path / "b", "size", "1,2 Mo", download_url=url)
    assert (only(findings).mends, entry.distributions[0].size) == (("1200000", "1258291"), None)


# --- dates, by the language of the catalogue --------------------------------------------------


def test_a_day_in_numbers_is_read_in_a_french_catalogue_and_its_other_reading_told(
    tmp_path: Path,
) -> None:
    entry, findings = read_cell(tmp_path, "issued", "05/07/2020")
    found = only(findings)
    assert (found.code, found.mends) == ("table.value-read", ("2020-07-05", "2020-05-07"))
    assert "« 2020-05-07 »" in found.remedy.fr
    assert entry.issued == "2020-07-05"


def english(folder: Path) -> Path:
    """A folder whose catalogue is in English."""
    made = make_folder(folder, resources=with_cell("issued", "05/07/2020"))
    settings = made / "data" / "catalogue.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[catalogue]", '[catalogue]\nlanguage = "en"'), "utf-8")
    return made


def test_a_day_in_numbers_has_two_readings_in_an_english_one(tmp_path: Path) -> None:
    _, entries, findings = read_all(english(tmp_path))
    found = only(findings)
    assert (found.code, found.severity) == ("table.date-unreadable", Severity.VIOLATION)
    assert found.mends == ("2020-07-05", "2020-05-07")
    assert '"2020-07-05" or "2020-05-07"' in found.remedy.en
    assert entries[0] is not None and entries[0].issued is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20-03-05", ("2005-03-20", "2020-03-05")),
        ("07/05/20", ("2020-05-07",)),
        ("2020 09", ("2020-09",)),
        ("vers mars 2020", ("2020-03",)),
        ("publié le 3 mars 2020", ("2020-03-03",)),
        ("cop. 2019", ("2019",)),
        ("mars 2020 (mise en ligne)", ("2020-03",)),
        ("2020 (mars)", ("2020-03",)),
        ("du 3 mars 2020 au 2 mai 2020", ("2020-03-03", "2020-05-02")),
        ("3 mars 2020 - 2 mai 2020", ("2020-03-03", "2020-05-02")),
        ("septembre '19", ("2019-09",)),
        ("avant mars 2020", ()),
    ],
)
def test_a_date_that_is_not_sure_is_offered_as_precisely_as_it_is_said(
    tmp_path: Path, written: str, meant: tuple[str, ...]
) -> None:
    entry, findings = read_cell(tmp_path, "issued", written)
    assert (only(findings).code, only(findings).mends) == ("table.date-unreadable", meant)
    assert entry.issued is None


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2020-05-07/2020-05-08", ("2020-05-07", "2020-05-08")),
        ("2020-05-07 et 2020-06-07", ("2020-05-07", "2020-06-07")),
        ("du 7 au 8 mai 2020", ("2020-05-07", "2020-05-08")),
        ("7-8 mai 2020", ("2020-05-07", "2020-05-08")),
        ("30-31 juin 2020", ()),
        ("vers 2020", ()),
        ("avant le 2020-05-07", ()),
    ],
)
def test_of_a_session_days_alone_are_offered(
    tmp_path: Path, written: str, days: tuple[str, ...]
) -> None:
    _, findings = read_cell(tmp_path, "event_date", written)
    assert (only(findings).code, only(findings).mends) == ("table.date-unreadable", days)


@pytest.mark.parametrize("written", ["Étude; Webinaire", "étude / webinaire", "Étude et Webinaire"])
def test_where_one_name_is_wanted_each_that_is_written_is_offered(
    tmp_path: Path, written: str
) -> None:
    _, findings = read_cell(tmp_path, "kind", written)
    assert [mend.lower() for mend in only(findings).mends] == ["étude", "webinaire"]


def test_a_period_that_ends_in_a_dash_is_open(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "period", "2018-")
    assert only(findings).mends == ("2018/..",)


def test_a_date_found_later_is_read_as_one_of_the_document_is(tmp_path: Path) -> None:
    addition = {
        "resource": "une-etude",
        "column": "issued",
        "value": "mars 2020",
        "source": "https://example.org/",
        "found_on": "23/11/2026",
        "certainty": "sûre",
    }
    _, entries, findings = read_all(make_folder(tmp_path, additions=[addition]))
    assert [finding.code for finding in findings] == ["table.value-read"] * 2
    assert entries[0] is not None
    assert entries[0].issued == "2020-03"
    assert entries[0].additions[0].found_on == "2026-11-23"


# --- what several cells say together ----------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "column"),
    [("https://example.org/a.pdf", "landing_page"), ("https://example.org/a", "download_url")],
)
def test_a_page_that_is_the_file_is_told_at_the_cell_to_empty(
    tmp_path: Path, url: str, column: str
) -> None:
    _, findings = read_cell(tmp_path, "landing_page", url, download_url=url)
    found = only(findings)
    assert (found.code, found.severity, found.value) == ("table.page-is-file", Severity.INFO, url)
    assert found.location is not None and found.location.column == column
    assert found.remedy.fr.startswith(f"Vider « {column} »")


def test_an_address_with_another_scheme_or_a_last_slash_is_the_same(tmp_path: Path) -> None:
    urls = {"download_url": "http://example.org/a/"}
    _, findings = read_cell(tmp_path, "landing_page", "https://example.org/a", **urls)
    assert only(findings).code == "table.page-is-file"


def test_rows_that_share_title_and_page_are_told_once(tmp_path: Path) -> None:
    row = {"kind": "Étude", "title": "Ponts", "description": "Un texte."}
    page = "https://example.org/ponts"
    rows = [{**row, "id": f"r{i}", "landing_page": page} for i in range(2)]
    rows += [{**row, "id": "r3", "title": "PONTS.", "landing_page": f"{page}/"}]
    rows += [{**row, "id": f"n{i}", "title": "n/a", "landing_page": page} for i in range(2)]
    rows += [{**row, "id": "r4"}, {**row, "id": "r5", "landing_page": f"{page}/2"}]
    _, _, findings = read_all(make_folder(tmp_path, resources=rows))
    found = only([one for one in findings if one.code != "table.placeholder"])
    assert (found.code, found.severity) == ("table.rows-alike", Severity.WARNING)
    assert found.location is not None and found.location.cell == "B2"
    assert found.message.fr == "3 lignes (2, 3, 4) ont ce titre et cette page."
    assert "download_url" in found.remedy.fr


# --- to the end: what is told of the whole catalogue ------------------------------------------


def found_in_atelier(folder: Path, place: str, value: str) -> dict[str, Finding]:
    """What ``check`` finds at a cell of the atelier's catalogue, by code."""
    made = copy_of_atelier(folder)
    where = change(made, place, value)
    report = open_catalogue(made, date=DATE).check()
    return {found.code: found for found in report.findings if found.location == where}


def test_a_word_for_nothing_is_not_told_twice_as_what_lacks(tmp_path: Path) -> None:
    found = found_in_atelier(tmp_path / "a", "resources guide-du-velo keywords", "à compléter")
    assert list(found) == ["table.placeholder"]
    found = found_in_atelier(tmp_path / "b", "resources guide-du-velo title", "NULL")
    assert sorted(found) == ["shape.resource-title-present", "table.placeholder"]


def test_a_description_in_html_is_told_with_its_plain_text(tmp_path: Path) -> None:
    html = f"<p>Un <b>texte</b> &amp; sa suite.</p><p>{'Il est assez long. ' * 6}</p>"
    found = found_in_atelier(tmp_path / "a", "resources guide-du-velo description", html)
    (mend,) = found["feed.html"].mends
    assert mend.startswith("Un texte & sa suite.\n\nIl est assez long.")
    assert found["feed.html"].severity is Severity.WARNING
    assert found_in_atelier(tmp_path / "b", "resources guide-du-velo description", mend) == {}


def test_a_title_in_html_is_told_with_its_plain_text(tmp_path: Path) -> None:
    title = "Le <em>guide</em> du vélo"
    found = found_in_atelier(tmp_path / "a", "resources guide-du-velo title", title)
    assert found["feed.html"].mends == ("Le guide du vélo",)
    assert found["feed.html"].message.fr.startswith("le titre est en HTML")


def test_a_mend_comes_through_another_process(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "a")
    change(folder, "resources guide-du-velo issued", "vers 2020")
    found = tressons_ld("check", "--format", "json", "--jobs", "2", "--folder", str(folder))
    (told,) = (f for f in json.loads(found.stdout)["findings"] if f["value"] == "vers 2020")
    assert told["mends"] == ["2020"]
