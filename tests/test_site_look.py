"""The look of a house: its logo, colours, words and templates, and what is told where they fail."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier
from command_line import DATE
from house_look import told, with_look
from site_pages import Page, words
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import FolderError
from tressons_ld.publication.publish import publish
from tressons_ld.site.colours import DARK, ENOUGH, LIGHT, least_contrast, readable
from tressons_ld.site.interface_texts import texts_of
from tressons_ld.site.views import Link

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 1"><path d="M0 0h3v1z"/></svg>'
SETTINGS = """
[site]
logo = "enseigne.svg"
accent = "#8A1C4A"

[site.texts.page]
made_with = { fr = "Fait à l'atelier.", en = "Made in the workshop." }

[site.texts.count]
resources = { fr = ["carnet", "carnets"] }
"""
TEMPLATE = """{% extends "tool/resource.html" %}
{% block content %}
{{ super() }}
<p class="house">{{ page.title.text }} !</p>
{% endblock %}
"""


GROWING = "{% set it = namespace(x='xxx') %}{% for a in range(40) %}#{% endfor %}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def published(folder: Path) -> Path:
    done = publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert done.published, list(done.report.findings)
    return folder / "public"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("look") / "atelier")
    with_look(folder, SETTINGS, resource=TEMPLATE)
    (folder / "templates" / "enseigne.svg").write_text(DRAWING, "utf-8")
    return published(folder)


def resource_pages(public: Path, tree: str = "") -> Iterator[Page]:
    for file in sorted((public / tree / "ressource").glob("*.html")):
        if not file.name.startswith("index"):
            yield Page(public, file.relative_to(public).as_posix())


def test_every_page_has_the_logo(public: Path) -> None:
    assert (public / "logo.svg").read_text("utf-8") == DRAWING
    for path in ("index.html", "en/index.html", "404.html"):
        page = Page(public, path)
        assert [each.get("alt") for each in page.all("img")] == [""]
        assert "logo.svg" in {target for target, _ in page.targets("/atelier/")}


def test_the_style_sheet_has_the_colour_and_one_for_the_dark(public: Path) -> None:
    style = (public / "style.css").read_text("utf-8")
    assert style.count("--accent:#8a1c4a;") == 1
    assert f"--accent:{readable('#8a1c4a', DARK)};" in style


def test_words_of_the_house_stand_in_place_of_ours_in_their_language(public: Path) -> None:
    assert "Fait à l'atelier." in words(Page(public, "index.html").tree)
    assert "Made in the workshop." in words(Page(public, "en/index.html").tree)
    assert "carnets" in words(Page(public, "index.html").tree)
    assert "resources" in words(Page(public, "en/index.html").tree)


def test_a_template_of_the_house_builds_on_that_of_the_tool(public: Path) -> None:
    for page in resource_pages(public):
        page.parse_strictly()
        own = [each for each in page.all("p") if each.get("class") == "house"]
        assert [words(each) for each in own] == [f"{page.title} !"]


def test_without_a_logo_tabs_show_the_initial_of_the_catalogue(folder: Path) -> None:
    public = published(folder)
    assert ">R</text>" in (public / "icon.svg").read_text("utf-8")
    (icon,) = Page(public, "index.html").links("icon")
    assert icon.get("href") == "icon.svg"


def test_a_changed_template_changes_pages_of_resources_alone(folder: Path) -> None:
    public = published(with_look(folder, resource=TEMPLATE))
    before = {file: file.read_bytes() for file in public.rglob("*") if file.is_file()}
    with_look(folder, resource=TEMPLATE.replace("!", "?"))
    published(folder)
    changed = {
        file.relative_to(public)
        for file, content in before.items()
        if file.name != "manifest.jsonl" and file.read_bytes() != content
    }
    assert changed
    assert all(file.suffix == ".html" and file.parent.name == "ressource" for file in changed)


@pytest.mark.parametrize(
    ("settings", "code", "value"),
    [
        ('logo = "absent.svg"', "look.logo-missing", "absent.svg"),
        ('logo = "../data/agents.csv"', "look.logo-missing", "../data/agents.csv"),
        ('logo = "texte.png"', "look.logo-no-picture", "texte.png"),
        ('logo = "texte.svg"', "look.logo-no-picture", "texte.svg"),
        ('logo = "vide.svg"', "look.logo-no-picture", "vide.svg"),
        ('logo = "texte.txt"', "look.logo-no-picture", "texte.txt"),
        ('logo = "grand.png"', "look.logo-too-large", "grand.png"),
        ('logo = "script.svg"', "look.logo-active", "script.svg"),
        ('logo = "clic.svg"', "look.logo-active", "clic.svg"),
        ('logo = "ailleurs.svg"', "look.logo-active", "ailleurs.svg"),
        ('logo = "style.svg"', "look.logo-active", "style.svg"),
        ('logo = "feuille.svg"', "look.logo-active", "feuille.svg"),
        ('logo = "fond.svg"', "look.logo-active", "fond.svg"),
        ('logo = "anime.svg"', "look.logo-active", "anime.svg"),
        ('logo = "code.svg"', "look.logo-no-picture", "code.svg"),
        ('logo = "entites.svg"', "look.logo-no-picture", "entites.svg"),
        ('accent = "rouge"', "look.no-colour", "rouge"),
        ('accent = "#fff"', "look.no-colour", "#fff"),
        ('accent = "#e0c040"', "look.contrast", "#e0c040"),
        ('dark_accent = "#0b5d5e"', "look.contrast", "#0b5d5e"),
        ('texts.page.skipp = { fr = "Sauter" }', "look.unknown-text", "site.texts.page.skipp"),
        (
            'texts.page.skip = { fr = "Sau\\u0007ter" }',
            "look.text-character",
            "site.texts.page.skip",
        ),
        ('texts.page.skip = { fr = ["A", "B"] }', "look.text-of-one", "site.texts.page.skip"),
        (
            'texts.count.rows = { fr = "lignes" }',
            "look.text-singular-and-plural",
            "site.texts.count.rows",
        ),
        (
            'texts.page.published = { fr = "Le {jour}" }',
            "look.text-placeholder",
            "site.texts.page.published",
        ),
        (
            'texts.page.published = { fr = "Le { jour" }',
            "look.text-placeholder",
            "site.texts.page.published",
        ),
    ],
)
def test_what_cannot_be_shown_is_told_at_its_setting_and_nothing_is_published(
    folder: Path, settings: str, code: str, value: str
) -> None:
    with_look(folder, f"\n[site]\n{settings}\n")
    active = {
        "script": "<script>x()</script>",
        "clic": '<a onclick="x()"/>',
        "ailleurs": '<image href="https://x.example/a.png"/>',
        "style": "<g style=\"fill: URL( 'https://x.example/a.svg#b')\"/>",
        "feuille": '<style>@import "https://x.example/a.css";</style>',
        "fond": "<style>g { fill: u\\72l(//x.example/a) }</style>",
        "anime": '<a><set attributeName="href" to="javascript:x()"/></a>',
    }
    for name, inside in active.items():
        drawing = DRAWING.replace("<path", f"{inside}<path")
        (folder / "templates" / f"{name}.svg").write_text(drawing, "utf-8")
    (folder / "templates" / "code.svg").write_text(
        f'<?xml version="1.0" encoding="klingon"?>{DRAWING}', "utf-8"
    )
    (folder / "templates" / "entites.svg").write_text(
        f'<!DOCTYPE svg [<!ENTITY a "b">]>{DRAWING}', "utf-8"
    )
    for name in ("texte.png", "texte.svg", "texte.txt"):
        (folder / "templates" / name).write_text("du texte", "utf-8")
    (folder / "templates" / "vide.svg").write_bytes(b"")
    (folder / "templates" / "grand.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100_000))
    (finding,) = told(folder)
    assert (finding.code, finding.value) == (code, value)
    assert finding.location is not None and finding.location.line is not None
    done = publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert not done.published
    assert not (folder / "public").exists()


@given(st.from_regex(r"#[0-9a-f]{6}", fullmatch=True))
def test_the_colour_that_is_offered_is_read_well_on_every_ground(colour: str) -> None:
    for ground in (LIGHT, DARK):
        assert least_contrast(readable(colour, ground), ground) >= ENOUGH


def test_a_template_that_cannot_be_read_is_told_at_its_line(folder: Path) -> None:
    with_look(folder, resource='{% extends "tool/resource.html" %}\n{% block content %}\n{{ page.')
    (finding,) = told(folder)
    assert finding.code == "look.template-syntax"
    assert finding.location is not None
    assert (finding.location.file, finding.location.line) == ("templates/resource.html", 3)


@pytest.mark.parametrize(
    "text",
    [
        f"{'{% if 1 %}' * 120}{'{% endif %}' * 120}",
        f"{'{% for i in page %}' * 30}{'{% endfor %}' * 30}",
        f"{{{{ {'(' * 5000}1{')' * 5000} }}}}",
        f"{{{{ {'9' * 5000} }}}}",
    ],
    ids=["conditions", "loops", "parentheses", "digits"],
)
def test_a_template_that_is_beyond_what_python_takes_is_told(folder: Path, text: str) -> None:
    with_look(folder, resource=text)
    (finding,) = told(folder)
    assert finding.code == "look.template-syntax"


def test_a_fault_of_the_tool_is_no_fault_of_the_template_that_met_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = property(lambda _: texts_of("fr")("none", "none"))
    monkeypatch.setattr(Link, "broken", broken, raising=False)
    with_look(folder, resource=TEMPLATE.replace("page.title.text", "page.kind.broken"))
    with pytest.raises(KeyError):
        published(folder)


def test_a_drawing_may_have_a_style_and_colours_of_its_own(folder: Path) -> None:
    inside = "<style>.a { fill: url(#b) }</style><g style=\"stroke: url('#b')\"/><path"
    with_look(folder, '\n[site]\nlogo = "a.svg"\n')
    (folder / "templates" / "a.svg").write_text(DRAWING.replace("<path", inside), "utf-8")
    assert not told(folder)


def test_a_template_of_no_page_is_told_with_the_name_that_was_meant(folder: Path) -> None:
    with_look(folder, ressource=TEMPLATE)
    (finding,) = told(folder)
    assert finding.code == "look.unknown-template"
    assert "resource.html" in finding.remedy.en


@pytest.mark.parametrize("extended", ["tool/resource.html", "tool/base.html", "base.html"])
def test_a_block_that_the_extended_template_does_not_have_is_told_with_those_that_it_has(
    folder: Path, extended: str
) -> None:
    fault = f'{{% extends "{extended}" %}}\n\n{{% block contents %}}<p>x</p>{{% endblock %}}'
    with_look(folder, resource=fault)
    (finding,) = told(folder)
    assert (finding.code, finding.value) == ("look.unknown-block", "contents")
    assert finding.location is not None
    assert (finding.location.file, finding.location.line) == ("templates/resource.html", 3)
    assert {"policy", "head", "content"} <= set(re.findall(r"\w+", finding.remedy.fr))
    assert not publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published


@pytest.mark.parametrize(
    ("text", "name", "line"),
    [
        ('{% extends "tool/resourse.html" %}', "tool/resourse.html", 1),
        (TEMPLATE.replace("{{ super", "\n{% include 'carte.html' %}{{ super"), "carte.html", 4),
        (TEMPLATE.replace("{{ super", "\n{% import 'm.html' as m %}{{ super"), "m.html", 4),
        (TEMPLATE.replace("{{ super", "\n{% from 'm.html' import n %}{{ super"), "m.html", 4),
    ],
    ids=["extends", "include", "import", "from"],
)
def test_a_template_that_is_named_and_is_not_there_is_told_at_its_line(
    folder: Path, text: str, name: str, line: int
) -> None:
    with_look(folder, resource=text)
    (finding,) = told(folder)
    assert (finding.code, finding.value) == ("look.missing-template", name)
    assert finding.location is not None
    assert (finding.location.file, finding.location.line) == ("templates/resource.html", line)
    assert ("tool/resource.html" in finding.remedy.en) == name.startswith("tool/")


def test_a_template_that_another_one_of_the_house_takes_is_no_template_of_no_page(
    folder: Path,
) -> None:
    text = TEMPLATE.replace("{{ super", "{% include 'carte.html' %}{{ super")
    with_look(folder, resource=text, carte="<p>{{ page.title.text }}</p>")
    assert not told(folder)
    with_look(folder, resource=text, carte="<p>{{ page.</p>")
    (finding,) = told(folder)
    assert finding.code == "look.template-syntax"


def test_a_block_that_templates_of_the_tool_fill_in_vain_is_told_with_them(folder: Path) -> None:
    with_look(folder, base="<!DOCTYPE html><p>{{ frame.title }}{% block head %}{% endblock %}")
    content, policy = sorted(told(folder), key=lambda each: each.value or "")
    assert (content.code, content.value) == ("look.missing-block", "content")
    assert {"resource.html", "thing.html"} <= set(re.findall(r"\w+\.html", content.message.fr))
    assert "{% block content %}" in content.remedy.fr
    assert policy.value == "policy"
    assert content.location is not None and content.location.file == "templates/base.html"


@pytest.mark.parametrize(
    "text",
    [
        TEMPLATE.replace("{{ super() }}", "{% block own %}{{ super() }}{% endblock %}"),
        TEMPLATE.replace("block content", "block mine").replace("tool/resource", "base"),
    ],
    ids=["within another", "of a template of the house"],
)
def test_a_block_that_is_laid_out_is_not_told(folder: Path, text: str) -> None:
    base = '{% extends "tool/base.html" %}{% block content %}{% block mine %}{% endblock %}'
    with_look(folder, resource=text, base=f"{base}{{% endblock %}}")
    assert not told(folder)


@pytest.mark.parametrize(
    "fault",
    [
        "{{ page.titel }}",
        "{{ nothing }}",
        "{{ page.title.text.__class__.__mro__ }}",
        "{% include 'none' ~ '.html' %}",
        "{{ 1 / 0 }}",
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_template_that_asks_for_what_there_is_not_is_told_at_its_line(
    folder: Path, fault: str, jobs: int
) -> None:
    with_look(folder, resource=TEMPLATE.replace('<p class="house">', f"\n{fault}\n"))
    with pytest.raises(FolderError) as raised:
        publish(open_folder(folder, date=DATE), folder / "public", jobs=jobs)
    assert raised.value.code == "folder.template-fails"
    assert "templates/resource.html:5" in str(raised.value)
    assert not (folder / "public").exists()


@pytest.mark.parametrize(
    "endless",
    [
        "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
        "{{ 'x' * 9999999999 }}",
        "{{ page.title.text * 9999999999 }}",
        "{{ 9 ** 99999999 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% macro m(n) %}{{ m(n - 1) ~ m(n - 1) if n }}{% endmacro %}{{ m(40) }}",
        "{% include 'resource.html' %}",
        GROWING.replace("#", "{% set it.x = it.x ~ it.x %}"),
        GROWING.replace("#", "{% set it.x = it.x + it.x %}"),
        GROWING.replace("#", "{% set it.x %}{{ it.x }}{{ it.x }}{% endset %}"),
        "{% for a in range(99999) %}{{ 'x' * 99999 }}{% endfor %}",
        "{% for a in range(99999) %}{{ range(99999) | sum }}{% endfor %}",
        "{% for a in range(99999) %}{{ range(99999) | map('abs') | sum }}{% endfor %}",
        "{{ 'a' | center(9000000000) }}",
        "{{ 'a'.zfill(9000000000) }}",
        "{{ [1] | slice(900000000) | list }}",
        "{{ '%9000000000d' % 1 }}",
        "{{ '%*d' | format(9000000000, 1) }}",
        "{{ '{:9000000000d}'.format(1) }}",
        "{{ ('x' * 99999) | replace('x', 'y' * 99999) }}",
        "{{ ('y' * 99999).join(['a'] * 99999) }}",
    ],
)
def test_a_template_without_an_end_is_ended_and_told(folder: Path, endless: str) -> None:
    with_look(folder, resource=TEMPLATE.replace('<p class="house">', f"\n{endless}\n"))
    with pytest.raises(FolderError) as raised:
        publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert raised.value.code == "folder.template-endless"
    assert "templates/resource.html:" in str(raised.value)
    assert not (folder / "public").exists()


def test_a_template_may_count_join_and_fill_up_as_pages_do(folder: Path) -> None:
    harmless = (
        "{{ '%05d' % 1234567 }}{{ '{:>8}'.format(7) }}{{ 'a'.center(20) ~ ('b' | center(20)) }}"
        "{{ page.title.text | replace('a', 'bc') }}{{ ['a', 'b'] | join(', ') }}"
        "{% for part in [1, 2, 3] | batch(2) %}{{ part | map('abs') | list }}{% endfor %}"
    )
    with_look(folder, resource=TEMPLATE.replace("{{ super", f"{harmless}{{{{ super"))
    page = published(folder) / "ressource" / "guide-du-velo.html"
    assert "1234567       7" in page.read_text("utf-8")
    assert "[1, 2][3]" in page.read_text("utf-8")


def test_the_links_of_a_house_are_told_at_their_line_too(folder: Path) -> None:
    with_look(folder, navigation="<nav>\n{{ nothing }}</nav>")
    with pytest.raises(FolderError) as raised:
        publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert "templates/navigation.html:2" in str(raised.value)


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"<p>\n\xe9</p>", "folder.template-not-utf-8", "templates/resource.html:2"),
        (bytes(200_001), "folder.template-too-large", "templates/resource.html"),
    ],
)
def test_a_file_that_is_no_template_is_told(
    folder: Path, content: bytes, code: str, place: str
) -> None:
    with_look(folder)
    (folder / "templates" / "resource.html").write_bytes(content)
    with pytest.raises(FolderError) as raised:
        open_folder(folder, date=DATE)
    assert raised.value.code == code
    assert place in str(raised.value)
