"""Licences by name, and several values in one cell, as people write them."""

from pathlib import Path

import pytest

from cell_values import only, read_cell
from tressons_ld.findings.finding import Severity

CC = "https://creativecommons.org/licenses"


SPDX = "https://spdx.org/licenses"


LO = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"


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
