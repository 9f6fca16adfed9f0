"""What people write in cells: read where it has one meaning, else asked, and told always."""

import json
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from command_line import DATE, tressons_ld
from reading_folders import TABLES, make_folder, read_all, with_cell
from tressons_ld import open_catalogue
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.finding import Finding, Severity

CC = "https://creativecommons.org/licenses"
SPDX = "https://spdx.org/licenses"
LO = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"


def read_cell(
    folder: Path, column: str, value: str, *, settings: str = "", **cells: str
) -> tuple[Entry, list[Finding]]:
    """The first entry of the base with one cell changed, and what was found."""
    first, *others = with_cell(column, value)
    _, entries, findings = read_all(
        make_folder(folder, settings=settings, resources=[{**first, **cells}, *others])
    )
    assert entries[0] is not None
    return entries[0], findings


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


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


# --- licences ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Licence Ouverte 2.0", LO),
        ("Licence Ouverte / Open Licence version 2.0", LO),
        ("Licence ouverte v2 (Etalab)", LO),
        ("etalab-2.0", LO),
        ("CC BY 4.0", f"{CC}/by/4.0/"),
        ("CC-BY-SA-4.0", f"{CC}/by-sa/4.0/"),
        ("Creative Commons Attribution 4.0 International", f"{CC}/by/4.0/"),
        (
            "CC Attribution - Pas d’utilisation commerciale 3.0 France",
            f"{CC}/by-nc/3.0/fr/",
        ),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("ODbL", "https://opendatacommons.org/licenses/odbl/1-0/"),
        ("Open Database License (ODbL) 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
        ("OGL3", "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"),
        ("LGPL-2.0-only", f"{SPDX}/LGPL-2.0-only"),
        ("Creative Commons Namensnennung 4.0", f"{CC}/by/4.0/"),
        ("Licencia Creative Commons Atribución-NoComercial 4.0", f"{CC}/by-nc/4.0/"),
        ("CC Attribuzione - Condividi allo stesso modo 4.0", f"{CC}/by-sa/4.0/"),
        ("GPL v3 or later", f"{SPDX}/GPL-3.0-or-later"),
        ("MIT License", f"{SPDX}/MIT"),
        ("Apache License, Version 2.0", f"{SPDX}/Apache-2.0"),
        ("Mozilla Public License 2.0", f"{SPDX}/MPL-2.0"),
        ("eupl-1.2", f"{SPDX}/EUPL-1.2"),
    ],
)
def test_a_licence_is_read_by_its_name_or_its_code(tmp_path: Path, name: str, address: str) -> None:
    url = "https://example.org/a"
    entry, findings = read_cell(tmp_path, "licence", name, download_url=url)
    found = only(findings)
    assert (found.code, found.mends) == ("table.value-read", (address,))
    assert address in found.message.fr and address in found.message.en
    assert entry.distributions[0].licence == address


@pytest.mark.parametrize(
    ("name", "number", "first"),
    [
        ("CC BY", 5, f"{CC}/by/4.0/"),
        ("CC-BY-NC-ND", 5, f"{CC}/by-nc-nd/4.0/"),
        ("Licence Ouverte", 2, LO),
        ("GPL-3.0", 2, f"{SPDX}/GPL-3.0-only"),
        ("domaine public", 2, "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("EUPL", 3, f"{SPDX}/EUPL-1.2"),
        ("CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)", 1, f"{CC}/by/4.0/"),
        ("Tous droits réservés", 0, ""),
        ("Creative Commons", 0, ""),
    ],
)
def test_a_licence_without_its_version_is_asked_with_each(
    tmp_path: Path, name: str, number: int, first: str
) -> None:
    url = "https://example.org/a"
    entry, findings = read_cell(tmp_path, "licence", name, download_url=url)
    found = only(findings)
    assert (found.code, found.severity) == ("reference.unknown-licence", Severity.VIOLATION)
    assert len(found.mends) == number
    assert found.mends[:1] == ((first,) if first else ())
    assert first in found.remedy.fr
    assert entry.distributions[0].licence is None


# --- separators -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "eau, énergie, sol",
        "eau,énergie,sol",
        "eau / énergie / sol",
        "eau/énergie/sol",
        "eau|énergie|sol",
        "eau\nénergie\nsol",
        "- eau\n- énergie\n- sol",
        "eau - énergie - sol",
        "eau * énergie * sol",
        "eau • énergie • sol",
        "#eau #énergie #sol",
        "['eau', 'énergie', 'sol']",
        "1. eau\n2. énergie\n3. sol",
        "eau, n/a, énergie, sol",
    ],
)
def test_keywords_with_another_separator_are_told_with_the_mend(tmp_path: Path, cell: str) -> None:
    entry, findings = read_cell(tmp_path, "keywords", cell)
    found = only(findings)
    assert (found.code, found.severity) == ("table.separator-likely", Severity.WARNING)
    assert found.mends == ("eau; énergie; sol",)
    assert "« eau; énergie; sol »" in found.remedy.fr
    assert entry.keywords == (cell,)


def test_three_keywords_with_commas_beside_a_semicolon_are_told(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "keywords", "air; eau, énergie, sol")
    found = only(findings)
    assert (found.code, found.mends) == ("table.separator-likely", ("eau; énergie; sol",))


def test_a_keyword_is_not_cut_within_a_letter_of_html(tmp_path: Path) -> None:
    entry, findings = read_cell(tmp_path, "keywords", "v&eacute;lo; R&D; marche")
    assert only(findings).code == "table.text-entities"
    assert entry.keywords == ("v&eacute;lo", "R&D", "marche")


@pytest.mark.parametrize(
    "cell",
    [
        "vélo",
        "TCP/IP",
        "et/ou",
        "arts, lettres et sciences; musique",
        "Val d'Ille-Aubigné",
        "ruralité(s)",
        "1,5 degré",
        "politique de soutien à l'économie sociale et solidaire",
        "aide-mémoire",
        "eau - énergie",
    ],
)
def test_what_may_be_one_keyword_is_not_told(tmp_path: Path, cell: str) -> None:
    assert read_cell(tmp_path, "keywords", cell)[1] == []


@pytest.mark.parametrize(
    ("column", "cell", "mend"),
    [
        ("organisations", "Avise, RTES", "Avise; RTES"),
        ("organisations", "Avise et RTES", "Avise; RTES"),
        ("organisations", "Avise / RTES", "Avise; RTES"),
        ("organisations", "Avise\nRTES\nAvise", "Avise; RTES"),
        ("organisations", "RTES, Avise and RTES", "RTES; Avise"),
        ("themes", "Mobilité | vélo", "Mobilité; vélo"),
        ("based_on", "un-debat, un-debat", "un-debat"),
        ("page", "https://a.fr/x, https://a.fr/y", "https://a.fr/x; https://a.fr/y"),
        ("page", "https://a.fr/x\nhttps://a.fr/y", "https://a.fr/x; https://a.fr/y"),
    ],
)
def test_known_names_with_another_separator_are_told_with_the_mend(
    tmp_path: Path, column: str, cell: str, mend: str
) -> None:
    _, findings = read_cell(tmp_path, column, cell)
    found = only(findings)
    assert (found.code, found.severity) == ("table.separator", Severity.VIOLATION)
    assert found.mends == (mend,)
    assert f"« {mend} »" in found.remedy.fr and "point-virgule" in found.remedy.fr


def test_names_of_which_one_does_not_fit_are_not_offered_without_it(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "persons", "Jeanne Pappas et Avise")
    assert (only(findings).code, only(findings).mends) == ("reference.unknown-agent", ())


def test_names_of_which_one_is_unknown_are_unknown_together(tmp_path: Path) -> None:
    _, findings = read_cell(tmp_path, "organisations", "Avise, Croix-Rouge")
    assert only(findings).code == "reference.unknown-agent"


# --- words that stand for nothing -------------------------------------------------------------

NOTHING = [
    "NULL",
    "null",
    "n/a",
    "N/A",
    "nan",
    "NaN",
    "None",
    "à compléter",
    "A compléter !",
    "TBD",
]
NOTHING += ["inconnu", "undefined", "[object Object]", "?", "???", "-", "—", "...", "xxx", "N.C."]
NOTHING += ["pas d'information", "Non disponible", "à compléter par Jeanne", "manquant"]
NOTHING += ["missing", "no description", "keine Angabe", "nicht bekannt", "k. A.", "fehlt noch"]
NOTHING += ["desconocida", "sin especificar", "no aplica", "Por completar", "s/d"]
NOTHING += ["sconosciuto", "non disponibile", "da completare", "Nessuna descrizione"]
NOTHING += ["non renseigné", "Sans objet", "to be completed", "titre à venir", "(vide)", "TODO"]


@pytest.mark.parametrize("word", NOTHING)
def test_a_word_that_stands_for_nothing_is_told_and_not_published(
    tmp_path: Path, word: str
) -> None:
    entry, findings = read_cell(tmp_path, "title", word, keywords=f"vélo; {word}; train")
    assert [(f.code, f.severity, f.value) for f in findings] == [
        ("table.placeholder", Severity.WARNING, word)
    ] * 2
    assert (entry.title, entry.keywords) == ("", ("vélo", "train"))


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("issued", "s.d."),
        ("issued", "sans date"),
        ("issued", "date inconnue"),
        ("issued", "0000-00-00"),
        ("issued", "00/00/0000"),
        ("organisations", "n/a"),
        ("kind", "à définir"),
        ("themes", "NULL"),
        ("language", "?"),
        ("landing_page", "aucune"),
        ("page", "n/a"),
        ("based_on", "None"),
        ("access_rights", "non renseigné"),
        ("period", "inconnue"),
        ("issued", "sin fecha"),
        ("issued", "ohne Jahr"),
        ("language", "vuoto"),
        ("landing_page", "leer"),
    ],
)
def test_such_a_word_is_no_misspelt_value(tmp_path: Path, column: str, word: str) -> None:
    _, findings = read_cell(tmp_path, column, word)
    assert (only(findings).code, only(findings).severity) == ("table.placeholder", Severity.WARNING)


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2800", "\xad\u200d"])
def test_what_cannot_be_seen_is_no_value(tmp_path: Path, sign: str) -> None:
    entry, findings = read_cell(tmp_path, "title", f" {sign} ", keywords=f"vélo; {sign}; train")
    assert {f.code for f in findings} == {"table.placeholder", "table.character-invisible"}
    assert (entry.title, entry.keywords) == ("", ("vélo", "train"))


def test_somebody_may_be_called_so(tmp_path: Path) -> None:
    agents = [*TABLES["agents"], {"id": "nan", "type": "personne", "name": "Nan"}]
    rows = with_cell("persons", "Nan; Jeanne Pappas")
    _, entries, findings = read_all(make_folder(tmp_path, agents=agents, resources=rows))
    assert findings == []
    assert entries[0] is not None and entries[0].persons == ("nan", "jeanne-pappas")


def test_a_concept_may_be_called_so(tmp_path: Path) -> None:
    concept = {"scheme": "public", "id": "inconnu", "label_fr": "Inconnu", "label_en": "Unknown"}
    concepts = [*TABLES["concepts"], concept]
    rows = with_cell("audiences", "Inconnu")
    _, entries, findings = read_all(make_folder(tmp_path, concepts=concepts, resources=rows))
    assert findings == []
    assert entries[0] is not None and entries[0].audiences == ("inconnu",)


def test_nobody_is_called_to_be_completed(tmp_path: Path) -> None:
    agents = [{**TABLES["agents"][0], "acronym": "à compléter"}, *TABLES["agents"][1:]]
    shared, _, findings = read_all(make_folder(tmp_path, agents=agents))
    assert only(findings).code == "table.placeholder"
    assert shared.agents["avise"].acronym is None


ERRORS = [
    "#N/D",
    "#NOM ?",
    "#VALEUR !",
    "Err:502",
    "Erreur : 502",
    "Err :508",
    "#ERROR!",
    "#CALC!",
    "#CHAMP!",
]
ERRORS += [
    "#RIF!",
    "#VALORE!",
    "#NOME?",
    "#BEZUG!",
    "Loading...",
    "########",
    "#N/A",
    "#REF!",
    "#NV",
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_of_the_spreadsheet_is_none(tmp_path: Path, error: str) -> None:
    entry, findings = read_cell(tmp_path, "title", error, keywords=f"vélo; {error}; train")
    assert {(f.code, f.value) for f in findings} == {("table.cell-error", error)}
    assert (entry.title, entry.keywords) == ("", ("vélo", "train"))


@pytest.mark.parametrize(
    "text",
    ["L'inconnu du lac", "Null Island", "Aucune idée", "Dossier à remplir", "Accueil à venir"]
    + ["#OSONS !", "C#", "None of us", "Nantes", "x", "'", "Sans titre", "Vide et plein"]
    + ["Vide", "Leer", "Test", "En cours", "Missing link", "Fehlt uns was ?", "Nada", "Offen"],
)
def test_a_text_with_such_a_word_in_it_is_one(tmp_path: Path, text: str) -> None:
    entry, findings = read_cell(tmp_path, "title", text)
    assert (entry.title, findings) == (text, [])


def test_an_error_within_a_text_is_told_and_the_text_kept(tmp_path: Path) -> None:
    entry, findings = read_cell(tmp_path, "title", "Étude #REF!")
    assert (only(findings).code, only(findings).value) == ("table.cell-error", "#REF!")
    assert entry.title == "Étude #REF!"


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
