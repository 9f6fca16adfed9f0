"""catalogue.toml: what it says is read, what is wrong with it is found at its line."""

import time
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reading_folders import SETTINGS, make_folder, read_all
from tressons_ld.catalogue.model import (
    Contact,
    Licence,
    Period,
    Programme,
    SharedPart,
    SourceDocument,
)
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.catalogue.tables.toml_lines import lines_of
from tressons_ld.findings.errors import SettingsError
from tressons_ld.findings.finding import Finding
from tressons_ld.findings.language import Text

FULL = """
[contact]
name = "Accueil"
email = "accueil@example.org"
url = "https://www.example.org/contact"

[licence]
iri = "https://www.example.org/licence"
label = "Licence"
confirmed = true

[rights]
fr = "Sauf les textes."
en = "Except texts."

[data]
title_fr = "Données"
frequency = "ANNUAL"
period_start = 2018
period_end = "2021-06"
period_basis = "Le document."

[source]
id = "document"
file = "agents.csv"
title = "Le document"
created = 2022-06-30
creators = ["RTES", "Avise"]
rights_fr = "Inconnus."

[programme]
id = "programme"
name = "Le programme"
start = "2018"
end = "2021"
leaders = ["Avise"]
funders = ["rtes"]
pages = ["https://www.example.org/programme"]
"""


def read_settings(folder: Path, settings: str) -> tuple[SharedPart, list[Finding]]:
    shared, _, findings = read_all(make_folder(folder, settings=settings))
    return shared, findings


def whole_file(folder: Path, text: str | bytes) -> Path:
    made = make_folder(folder)
    content = text.encode() if isinstance(text, str) else text
    (made / "data" / "catalogue.toml").write_bytes(content)
    return made


def test_all_that_the_settings_say_is_read(tmp_path: Path) -> None:
    shared, findings = read_settings(tmp_path, FULL)
    assert findings == []
    catalogue = shared.catalogue
    assert catalogue.title == Text("Essai", "Trial")
    assert (catalogue.publisher, catalogue.language) == ("avise", "fr")
    assert catalogue.contact == Contact(
        "Accueil", "accueil@example.org", "https://www.example.org/contact"
    )
    assert catalogue.licence == Licence("https://www.example.org/licence", "Licence", True)
    assert catalogue.rights == Text("Sauf les textes.", "Except texts.")
    assert catalogue.data_title == Text("Données", "")
    assert catalogue.data_frequency == "ANNUAL"
    assert catalogue.data_period == Period("2018", "2021-06", "Le document.")
    assert shared.source == SourceDocument(
        "document",
        "Le document",
        "2022-06-30",
        creators=("rtes", "avise"),
        rights=Text("Inconnus.", ""),
        file="agents.csv",
    )
    assert shared.programme == Programme(
        id="programme",
        name="Le programme",
        start="2018",
        end="2021",
        leaders=("avise",),
        funders=("rtes",),
        pages=("https://www.example.org/programme",),
    )
    assert shared.schemes["theme"] == Text("Thèmes", "Themes")


def test_what_is_not_said_is_nothing(tmp_path: Path) -> None:
    shared, findings = read_settings(tmp_path, "")
    assert findings == []
    assert (shared.source, shared.programme, shared.catalogue.contact) == (None, None, None)


@pytest.mark.parametrize(
    ("settings", "code", "value", "remedy"),
    [
        ("[licence]\nlabel = 'x'\n", "settings.missing", "licence.iri", "L'ajouter"),
        ("[lisence]\niri = 'x'\n", "settings.unknown", "lisence", "« licence »"),
        ("[contact]\nname = 'A'\nmail = 'x'\n", "settings.unknown", "contact.mail", "« contact."),
        ("[rights]\nfr = 3\n", "settings.wrong-kind", "rights.fr", "un texte"),
        ("[rights]\nfr = ['a']\n", "settings.wrong-kind", "rights.fr", "un texte"),
        ("[licence]\nconfirmed = 'oui'\n", "settings.wrong-kind", "licence.confirmed", "true"),
        ("[programme]\nleaders = 'Avise'\n", "settings.wrong-kind", "programme.leaders", "liste"),
        ("[programme]\nleaders = [1]\n", "settings.wrong-kind", "programme.leaders", "liste"),
        ("[programme]\nstart = 12:00:00\n", "settings.wrong-kind", "programme.start", "date"),
        (
            "[files]\nresource = 'a.csv'\n",
            "settings.unknown",
            "files.resource",
            "« files.resources",
        ),
        ("[columns]\nTitre = 1\n", "settings.wrong-kind", "columns.Titre", "intitulé"),
        ("[columns]\nTitre = 'titel'\n", "settings.unknown-column", "titel", "« title »"),
        ("[contact]\nemail = 'a'\nname = 'A'\n", "table.email-unreadable", "a", "nom@"),
        ("[contact]\nurl = 'a'\nname = 'A'\n", "table.url-scheme", "a", "barre"),
        (
            "[contact]\nurl = 'https://a.example/'\n",
            "settings.missing",
            "contact.name",
            "L'ajouter",
        ),
        ("[data]\nfrequency = 'ANUAL'\n", "reference.unknown-frequency", "ANUAL", "« ANNUAL »"),
        ("[data]\nperiod_start = '2018'\n", "settings.missing", "data.period_end", "L'ajouter"),
        ("[programme]\nid='p'\nname='P'\nstart='20l8'\n", "table.year-unreadable", "20l8", "2018"),
        ("[programme]\nid='P p'\nname='P'\n", "table.id-unreadable", "P p", "« p-p »"),
        (
            "[programme]\nid='p'\nname='P'\nfunders=['Avize']\n",
            "reference.unknown-agent",
            "Avize",
            "« Avise »",
        ),
        (
            "[source]\nid='s'\ntitle='S'\nfile='source/x.md'\n",
            "settings.no-such-file",
            "source/x.md",
            "depuis le dossier data",
        ),
        (
            "[source]\nid='s'\ntitle=\"S\\u0000\"\n",
            "table.character-control",
            "S\0",
            "aucun texte publié",
        ),
    ],
)
def test_a_wrong_setting_is_found_at_its_line(
    tmp_path: Path, settings: str, code: str, value: str, remedy: str
) -> None:
    _, findings = read_settings(tmp_path, settings)
    found = next(finding for finding in findings if finding.code == code)
    assert found.value == value
    assert remedy in found.remedy.fr
    assert found.location is not None
    assert found.location.file == "data/catalogue.toml"
    first = SETTINGS.count("\n")
    assert found.location.line is not None
    assert first < found.location.line <= first + settings.count("\n")


def test_what_every_catalogue_says_is_missed(tmp_path: Path) -> None:
    made = whole_file(tmp_path, "".join(SETTINGS.partition("[catalogue]")[0]))
    _, findings = read_shared(made)
    missed = [finding.value for finding in findings if finding.code == "settings.missing"]
    assert missed == ["catalogue.title_fr", "catalogue.description_fr", "catalogue.publisher"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1\nb = \n", "2:5"),
        ('a = "x\n', "1:7"),
        ("a = 'x\n", "1:7"),
        ("a\n", "1:2"),
        ("= 1\n", "1:1"),
        ("[a\n", "1:3"),
        ("[[a]\n", "1:4"),
        ("a = [1, 2\n", "1:10"),
        ("a = {b = 1\n", "1:11"),
        ("a = 1\na = 2\n", "2:6"),
        ("[a]\n[a]\n", "2:3"),
        ("a = 1 2\n", "1:7"),
        ('a = "\\q"\n', "1:8"),
        ('a = "\\u12"\n', "1:8"),
        ("a = 2019-02-30\n", "1:5"),
        ('a = """x\n', "1:9"),
        ("[a]\nb.c = 1\n[a.b]\n", "3:5"),
        ("a = " + "[" * 20_000, "1:20005"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_syntax_error_is_told_with_line_and_column(tmp_path: Path, text: str, place: str) -> None:
    made = whole_file(tmp_path, text)
    with pytest.raises(SettingsError) as raised:
        read_shared(made)
    french, english = raised.value.text
    assert french.startswith(f"data/catalogue.toml:{place} : erreur de syntaxe TOML, ")
    assert english.startswith(f"data/catalogue.toml:{place}: TOML syntax error, ")
    ours = french.rpartition("TOML, ")[2]
    assert ours.rstrip(".") not in english


def test_settings_in_another_encoding_are_refused_with_the_line(tmp_path: Path) -> None:
    made = whole_file(tmp_path, SETTINGS.encode() + "# é\n".encode("cp1252"))
    with pytest.raises(SettingsError, match=rf"catalogue\.toml:{SETTINGS.count(chr(10)) + 1}: "):
        read_shared(made)


@pytest.mark.parametrize("name", ["base_iri", "site_url"])
@pytest.mark.parametrize(
    "address",
    [
        "",
        "example.org/",
        "ftp://example.org/",
        "https://example.org",
        "https://example.org/a",
        "https://example.org/a#",
        "https://example.org/#/",
        "https://example.org/?a/",
        "https://example.org/a b/",
        "https:///",
        "urn:a/",
    ],
)
def test_an_address_that_nothing_can_be_put_under_is_refused(
    tmp_path: Path, name: str, address: str
) -> None:
    made = make_folder(tmp_path)
    given_address = {name: address}
    with pytest.raises(SettingsError, match=name):
        read_shared(made, **given_address)
    lines = [
        f'{name} = "{address}"' if line.startswith(name) else line for line in SETTINGS.splitlines()
    ]
    with pytest.raises(SettingsError, match=rf"data/catalogue\.toml:[12]: {name}"):
        read_shared(whole_file(tmp_path, "\n".join(lines)))


@pytest.mark.parametrize("name", ["base_iri", "site_url"])
def test_a_missing_address_is_asked_for(tmp_path: Path, name: str) -> None:
    lines = [line for line in SETTINGS.splitlines() if not line.startswith(name)]
    made = whole_file(tmp_path, "\n".join(lines))
    with pytest.raises(SettingsError, match=f'the setting "{name}" is missing'):
        read_shared(made)
    shared, _ = read_shared(made, **{name: "https://other.example/"})
    assert getattr(shared.settings, name) == "https://other.example/"


def test_a_scheme_without_title_is_said_at_its_concept(tmp_path: Path) -> None:
    text = "\n".join(line for line in SETTINGS.splitlines() if not line.startswith("theme"))
    shared, findings = read_shared(whole_file(tmp_path, text))
    assert [(f.code, f.value) for f in findings] == [("settings.scheme-title", "theme")]
    assert shared.schemes["theme"] == Text("theme", "theme")


DOCUMENT = '''\
a = 1  # [not]
"b c".d = "=" # x = 1
[t]
  x = """
y = 2
[u]
\\"""  z = 3
"""
'y' = [ "[", # ]
  "z = 1",
]
[ t . "é" ]
k = \'\'\'
k2 = 1\'\'\'
v = { a = 1, b = "}" }
w=1
[[l]]
m = 1
'''


def test_each_key_has_its_line() -> None:
    assert tomllib.loads(DOCUMENT)
    assert lines_of(DOCUMENT) == {
        "a": 1,
        "b c.d": 2,
        "t": 3,
        "t.x": 4,
        "t.y": 9,
        "t.é": 12,
        "t.é.k": 13,
        "t.é.v": 15,
        "t.é.w": 16,
        "l": 17,
        "l.m": 18,
    }


@given(st.text())
def test_any_text_has_lines(text: str) -> None:
    lines = lines_of(text)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())


@pytest.mark.parametrize(
    "settings",
    [
        "".join(f"k{number} = 1\n" for number in range(100_000)),
        "".join(f"# {number}\nk{number} = 1\n" for number in range(50_000)),
        "".join(f"[t{number}]\n" for number in range(100_000)),
        "a = [\n" + "1,\n" * 200_000 + "]\n",
        'a = """' + 'x"\n' * 200_000 + '"""\n',
        "a = " + '"x' * 200_000 + "\n",
        "a" + " ." * 200_000,
    ],
    ids=["keys", "comments", "tables", "list", "text", "open texts", "open key"],
)
def test_the_lines_of_a_long_file_are_found_in_the_time_of_reading_it(settings: str) -> None:
    started = time.process_time()
    lines_of(settings)
    assert time.process_time() - started < 10  # hundreds of seconds where it grows with the square


@pytest.mark.parametrize("key", ["a." * 50_000 + "a", '"a" . ' * 50_000 + "a"])
@pytest.mark.parametrize("form", ["{} = 1", "[{}]", "x = {{ {} = 1 }}"])
def test_a_key_of_many_parts_is_refused_at_its_line(tmp_path: Path, key: str, form: str) -> None:
    with pytest.raises(SettingsError, match=r"catalogue\.toml:\d+:\d+: .*key of too many parts"):
        read_settings(tmp_path, f"\n{form.format(key)}\n")


def test_a_file_that_holds_no_settings_is_not_read_whole(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    with (made / "data" / "catalogue.toml").open("r+b") as file:
        file.truncate(1 << 40)
    with pytest.raises(SettingsError) as caught:
        read_all(made)
    assert caught.value.code == "settings.too-large"
