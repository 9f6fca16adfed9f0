"""Whatever shape a cell breaks, the check says so at that cell, and says nothing else.

Each property shape stands in one of three tables. ``BROKEN``: one cell is changed in a catalogue in
which nothing is wrong, and the shape's finding stands at the cell to mend. ``READ_FIRST``: what the
shape forbids is already told when the cell is read, under the code given, at the same cell.
``NEVER``: no cell can break it, for the reason given.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from rdflib import SH

from catalogue_folder import change, copy_of_atelier, location
from command_line import DATE
from shapes_files import NAMESPACE, local_name, reporting_shapes, shapes_graph
from tressons_ld.api import open_catalogue
from tressons_ld.findings.errors import TressonsError
from tressons_ld.findings.finding import Finding, Location, Severity
from tressons_ld.validation import EngineName

ENGINES: tuple[EngineName, ...] = ("pyshacl", "shacl")
GRAPH = shapes_graph()
SHAPES = [local_name(shape) for shape in reporting_shapes(GRAPH)]
SEVERITIES = {
    SH.Violation: Severity.VIOLATION,
    SH.Warning: Severity.WARNING,
    SH.Info: Severity.INFO,
}


class Break(NamedTuple):
    """One cell changed, and what is found.

    Attributes:
        shape: the shape it breaks.
        cell: the place that is changed (see catalogue_folder).
        value: what is written there; None takes a key of catalogue.toml away.
        at: the places of the findings, where they are others.
        code: code of the finding, where it is not the shape's own.
        also: codes of what the same change brings about besides.
        after: other changes, made before.
    """

    shape: str
    cell: str
    value: str | None
    at: tuple[str, ...] = ()
    code: str = ""
    also: tuple[str, ...] = ()
    after: tuple[tuple[str, str | None], ...] = ()


LONG = "Un texte assez long pour n'être ni un titre ni un mot-clé, mot après mot, "
FR, EN = "authorities language:fr", "shape.concept-label-english"
LANGUAGES = tuple(
    f"shape.{thing}-language-in-list" for thing in ("catalogue", "record", "resource")
)
GUIDE, DEBATE, JOURNAL = (
    f"resources {id}" for id in ("guide-du-velo", "debat-sur-la-marche", "carnet-de-voyage")
)
ADDITION = "additions carnet-de-voyage"
NO_ADDRESS = "shape.resource-address-known"

BROKEN = [
    Break("addition-certainty-stated", f"{ADDITION} certainty", ""),
    Break("agent-homepage-known", "agents ligue homepage", ""),
    Break("agent-member-organisation", "agents camille-roue part_of", "Dominique Selle"),
    Break("agent-name-present", "agents dominique-selle name", ""),
    Break("agent-parent-organisation", "agents atelier part_of", "Dominique Selle"),
    Break(
        "agent-type-in-list",
        "authorities publisher-type:NonProfitOrganisation scheme",
        "",
        at=("agents atelier publisher_type",),
    ),
    Break(
        "catalogue-contact-known",
        "catalogue.toml contact",
        None,
        at=("catalogue.toml contact.name",),
    ),
    Break(
        "catalogue-language-in-list",
        f"{FR} scheme",
        "",
        at=("catalogue.toml catalogue.language",),
        also=LANGUAGES,
    ),
    Break(
        "catalogue-licence-known",
        "catalogue.toml licence.confirmed",
        "false",
        at=("catalogue.toml licence.iri",),
    ),
    Break("catalogue-spatial-known", "catalogue.toml catalogue.places", None),
    Break("concept-label-english", "concepts theme:bus label_en", ""),
    Break(
        "concept-label-present",
        "concepts theme:bus label_fr",
        "",
        also=(EN,),
        after=(("concepts theme:bus label_en", ""),),
    ),
    Break("concept-related-broader", "concepts theme:velo related", "mobilite"),
    Break("concept-label-repeated", "concepts theme:velo spellings", "bicyclette; Vélo"),
    Break(
        "contact-reachable",
        "catalogue.toml contact.email",
        None,
        after=(("catalogue.toml contact.url", None),),
    ),
    Break("data-description-length", "catalogue.toml data.description_fr", '"Des fiches."'),
    Break("data-description-length", "catalogue.toml data.description_en", '"Some records."'),
    Break(
        "data-description-present",
        "catalogue.toml data.description_fr",
        None,
        also=("settings.missing",),
        after=(
            ("catalogue.toml data.description_en", None),
            ("catalogue.toml catalogue.description_fr", None),
            ("catalogue.toml catalogue.description_en", None),
        ),
    ),
    Break(
        "data-frequency-in-list",
        "authorities frequency:IRREG scheme",
        "",
        at=("catalogue.toml data.frequency",),
    ),
    Break(
        "data-access-rights-in-list",
        "authorities access-right:PUBLIC scheme",
        "",
        at=("catalogue.toml data.access_rights",),
        also=("shape.resource-access-rights-in-list",),
    ),
    Break(
        "resource-access-rights-in-list",
        "authorities access-right:RESTRICTED scheme",
        "",
        at=(f"{GUIDE} access_rights",),
        after=((f"{GUIDE} access_rights", "RESTRICTED"),),
    ),
    Break(
        "resource-frequency-in-list",
        "authorities frequency:NEVER scheme",
        "",
        at=(f"{GUIDE} frequency",),
        after=((f"{GUIDE} frequency", "NEVER"),),
    ),
    Break("data-frequency-known", "catalogue.toml data.frequency", None),
    Break(
        "data-title-present",
        "catalogue.toml data.title_fr",
        None,
        also=("settings.missing",),
        after=(
            ("catalogue.toml data.title_en", None),
            ("catalogue.toml catalogue.title_fr", None),
            ("catalogue.toml catalogue.title_en", None),
        ),
    ),
    Break(
        "distribution-format-in-list",
        "authorities file-type:PDF scheme",
        "",
        at=(f"{GUIDE} format",),
    ),
    Break("distribution-format-known", f"{GUIDE} format", "; HTML"),
    Break(
        "distribution-media-type-in-list",
        "authorities media-type:application/pdf iri",
        "https://www.example.net/pdf",
        at=(f"{GUIDE} format",),
    ),
    Break("distribution-size-positive", f"{GUIDE} size", "0; 20480"),
    Break("event-date-day", f"{DEBATE} event_date", "2020-05"),
    Break(
        "event-date-day",
        f"{ADDITION} value",
        "2021-06",
        also=(NO_ADDRESS,),
        after=((f"{ADDITION} column", "event_date"),),
    ),
    Break("event-title-present", f"{DEBATE} title", "", also=("shape.resource-title-present",)),
    Break("place-name-present", "places vieux-port name", ""),
    Break(
        "record-language-in-list",
        f"{FR} scheme",
        "",
        at=("catalogue.toml catalogue.language",),
        also=LANGUAGES,
    ),
    Break("record-source-known", "catalogue.toml source", None, at=("catalogue.toml source.id",)),
    Break("resource-address-known", f"{DEBATE} landing_page", ""),
    Break("resource-creator-present", f"{JOURNAL} organisations", ""),
    Break("resource-description-length", f"{JOURNAL} description", "Des itinéraires."),
    Break("resource-description-long", f"{JOURNAL} description", LONG * 70),
    Break("resource-description-present", f"{JOURNAL} description", ""),
    Break("resource-issued-plausible", f"{JOURNAL} issued", "1066"),
    Break("resource-issued-present", f"{JOURNAL} issued", ""),
    Break(
        "resource-keyword-long",
        f"{JOURNAL} keywords",
        f"voyage; {LONG}sans point-virgule {LONG}",
        also=("feed.ckan-keyword-changed",),
    ),
    Break("resource-keyword-present", f"{JOURNAL} keywords", ""),
    Break(
        "resource-keyword-short",
        f"{JOURNAL} keywords",
        "voyage; à",
        also=("feed.ckan-keyword-left-out",),
    ),
    Break("resource-kind-present", f"{JOURNAL} kind", ""),
    Break(
        "resource-language-in-list",
        f"{FR} scheme",
        "",
        at=(f"{GUIDE} language", f"{DEBATE} language", f"{JOURNAL} language"),
        also=LANGUAGES,
    ),
    Break("resource-nature-known", "concepts genre:webinaire dcmi_type", ""),
    Break(
        "resource-theme-in-list",
        "authorities data-theme:TRAN scheme",
        "",
        at=("concepts theme:mobilite data_theme", "concepts theme:velo data_theme"),
    ),
    Break("resource-theme-present", f"{JOURNAL} themes", ""),
    Break("resource-title-capitals", f"{JOURNAL} title", "CARNET DE VOYAGE"),
    Break("resource-title-length", f"{JOURNAL} title", LONG * 4),
    Break("resource-title-present", f"{JOURNAL} title", ""),
    Break(
        "resource-description-repeated",
        f"{JOURNAL} description",
        LONG * 2,
        after=((f"{JOURNAL} title", LONG * 2),),
    ),
    Break("resource-version-long", f"{JOURNAL} version", LONG * 2),
    Break("resource-title-short", f"{JOURNAL} title", "À"),
    Break("scheme-title-present", "catalogue.toml schemes.section", '{ fr = "", en = "" }'),
    Break("series-title-present", "series carnets title", ""),
    Break("source-created-known", "catalogue.toml source.created", None),
    Break(
        "source-rights-stated",
        "catalogue.toml source.rights_fr",
        None,
        after=(("catalogue.toml source.rights_en", None),),
    ),
]

UNKNOWN = "reference.unknown"
MISSING = "settings.missing"
SCHEME = "table.url-scheme"
COUNT = "table.distribution-count"
INCOMPLETE = "table.addition-incomplete"
FILES = f"{GUIDE} download_url"
HTML = "https://www.example.net/guide.html"

READ_FIRST = [
    Break(
        "addition-certainty-in-list", f"{ADDITION} certainty", "sûr", code=f"{UNKNOWN}-certainty"
    ),
    Break(
        "addition-date-datatype",
        f"{ADDITION} found_on",
        "hier",
        code="table.year-unreadable",
        also=(NO_ADDRESS,),
    ),
    Break("addition-date-present", f"{ADDITION} found_on", "", code=INCOMPLETE, also=(NO_ADDRESS,)),
    Break("addition-object-present", f"{ADDITION} value", "", code=INCOMPLETE, also=(NO_ADDRESS,)),
    Break(
        "addition-predicate-present", f"{ADDITION} column", "", code=INCOMPLETE, also=(NO_ADDRESS,)
    ),
    Break(
        "addition-source-address", f"{ADDITION} source", "Le site", code=SCHEME, also=(NO_ADDRESS,)
    ),
    Break("addition-source-present", f"{ADDITION} source", "", code=INCOMPLETE, also=(NO_ADDRESS,)),
    Break(
        "addition-subject-present", f"{ADDITION} resource", "", code=INCOMPLETE, also=(NO_ADDRESS,)
    ),
    Break("agent-homepage-address", "agents ligue homepage", "ligue.example", code=SCHEME),
    Break("agent-same-as-address", "agents atelier same_as", "Q859363", code=SCHEME),
    Break(
        "agent-type-single",
        "agents atelier publisher_type",
        "NonProfitOrganisation; Company",
        code=f"{UNKNOWN}-publisher-type",
    ),
    Break(
        "catalogue-description-present",
        "catalogue.toml catalogue.description_fr",
        None,
        code=MISSING,
        after=(("catalogue.toml catalogue.description_en", None),),
    ),
    Break(
        "catalogue-publisher-agent",
        "catalogue.toml catalogue.publisher",
        '"atelié"',
        code=f"{UNKNOWN}-agent",
    ),
    Break("catalogue-publisher-present", "catalogue.toml catalogue.publisher", None, code=MISSING),
    Break(
        "catalogue-title-present",
        "catalogue.toml catalogue.title_fr",
        None,
        code=MISSING,
        after=(("catalogue.toml catalogue.title_en", None),),
    ),
    Break("concept-broader-scheme", "concepts theme:bus broader", "guide", code=f"{UNKNOWN}-theme"),
    Break("concept-scheme-present", "concepts theme:bus scheme", "", code="table.value-missing"),
    Break("contact-name-present", "catalogue.toml contact.name", None, code=MISSING),
    Break("distribution-access-address", FILES, f"guide.pdf; {HTML}", code=SCHEME),
    Break("distribution-download-address", FILES, f"ftp://a.fr/b; {HTML}", code=SCHEME),
    Break("distribution-format-single", f"{GUIDE} format", "PDF; PDF; HTML", code=COUNT),
    Break(
        "distribution-licence-document",
        f"{GUIDE} licence",
        f"Licence Ouverte; {HTML}",
        code=f"{UNKNOWN}-licence",
    ),
    Break(
        "distribution-licence-single",
        f"{GUIDE} licence",
        "https://a.example/1; https://a.example/2; https://a.example/3",
        code=COUNT,
    ),
    Break(
        "distribution-size-bytes", f"{GUIDE} size", "1,2 Mo; 20480", code="table.size-unreadable"
    ),
    Break("distribution-size-single", f"{GUIDE} size", "1; 2; 3", code=COUNT),
    Break(
        "event-date-single",
        f"{DEBATE} event_date",
        "2020-05-07; 2020-05-08",
        code="table.date-unreadable",
    ),
    Break(
        "identifier-number-single",
        "agents atelier siren",
        "732829320; 552100554",
        code="table.siren-unreadable",
    ),
    Break(
        "period-end-datatype",
        "catalogue.toml data.period_end",
        '"2O21"',
        code="table.year-unreadable",
    ),
    Break(
        "period-start-datatype",
        "catalogue.toml programme.start",
        '"vers 2018"',
        code="table.date-unreadable",
    ),
    Break("place-bbox-form", "places villeneuve bbox", "5 44 6 45", code="table.bbox-unreadable"),
    Break(
        "place-bbox-single",
        "places villeneuve bbox",
        "POLYGON((5 44, 6 44, 6 45, 5 44)); POLYGON((5 44, 6 44, 6 45, 5 44))",
        code="table.bbox-unreadable",
    ),
    Break("place-homepage-address", "places villeneuve homepage", "www.ville.fr", code=SCHEME),
    Break("place-nuts-code", "places villeneuve nuts", "Lorraine", code="table.nuts-unreadable"),
    Break("place-same-as-address", "places villeneuve same_as", "2968254", code=SCHEME),
    Break("place-within-location", "places vieux-port within", "atelier", code=f"{UNKNOWN}-place"),
    Break(
        "programme-homepage-address", "catalogue.toml programme.homepage", '"velocite"', code=SCHEME
    ),
    Break("programme-title-present", "catalogue.toml programme.name", None, code=MISSING),
    Break("record-topic-present", f"{DEBATE} id", "", code="table.id-missing"),
    Break("record-topic-single", f"{DEBATE} id", "guide-du-velo", code="table.id-duplicate"),
    Break("resource-level-in-list", f"{GUIDE} levels", "Vélo", code=f"{UNKNOWN}-level"),
    Break("resource-audience-in-list", f"{GUIDE} audiences", "Vélo", code=f"{UNKNOWN}-audience"),
    Break("resource-creator-agent", f"{GUIDE} organisations", "Le club", code=f"{UNKNOWN}-agent"),
    Break("resource-identifier-form", f"{DEBATE} id", "Débat_1", code="table.id-unreadable"),
    Break("resource-identifier-present", f"{DEBATE} id", "", code="table.id-missing"),
    Break("resource-identifier-single", f"{DEBATE} id", "debat; d", code="table.id-unreadable"),
    Break("resource-issued-datatype", f"{GUIDE} issued", "20l9", code="table.year-unreadable"),
    Break("resource-issued-single", f"{GUIDE} issued", "2019; 2020", code="table.date-unreadable"),
    Break(
        "resource-frequency-single",
        f"{GUIDE} frequency",
        "DAILY; NEVER",
        code=f"{UNKNOWN}-frequency",
    ),
    Break("resource-modified-datatype", f"{GUIDE} modified", "20l9", code="table.year-unreadable"),
    Break(
        "resource-modified-single", f"{GUIDE} modified", "2019; 2020", code="table.date-unreadable"
    ),
    Break("resource-kind-in-list", f"{GUIDE} kind", "Vélo", code=f"{UNKNOWN}-kind"),
    Break("resource-kind-single", f"{GUIDE} kind", "Guide; Webinaire", code=f"{UNKNOWN}-kind"),
    Break("resource-landing-page-address", f"{GUIDE} landing_page", "javascript:1", code=SCHEME),
    Break(
        "resource-landing-page-single",
        f"{GUIDE} landing_page",
        "https://a.example/1; https://a.example/2",
        code="table.url-several",
    ),
    Break("resource-page-address", f"{GUIDE} page", "voir le site", code=SCHEME),
    Break("resource-publisher-agent", f"{GUIDE} publisher", "Le club", code=f"{UNKNOWN}-agent"),
    Break(
        "resource-publisher-single", f"{GUIDE} publisher", "atelier; ligue", code=f"{UNKNOWN}-agent"
    ),
    Break("resource-section-in-list", f"{GUIDE} section", "Vélo", code=f"{UNKNOWN}-section"),
    Break(
        "resource-section-single",
        f"{GUIDE} section",
        "Comprendre; Agir",
        code=f"{UNKNOWN}-section",
    ),
    Break("resource-series-known", f"{GUIDE} series", "Cahiers", code=f"{UNKNOWN}-series"),
    Break("resource-source-resource", f"{DEBATE} based_on", "guide", code=f"{UNKNOWN}-resource"),
    Break("resource-spatial-location", f"{GUIDE} places", "Paris", code=f"{UNKNOWN}-place"),
    Break("series-homepage-address", "series carnets homepage", "carnets", code=SCHEME),
    Break(
        "source-created-datatype",
        "catalogue.toml source.created",
        '"juin"',
        code="table.year-unreadable",
    ),
    Break(
        "source-title-present",
        "catalogue.toml source.title",
        None,
        code=MISSING,
        also=("shape.record-source-known",),
    ),
]

# What is refused before anything is checked: the shape, what is written where, the place said.
IDENTITIES = """\
id,status,successor,first_published,modified,digest,retired,reason
ressource/guide-du-velo,published,,{first},{modified},0,,
"""
REFUSED = {
    "catalogue-homepage-address": ("catalogue.toml", 'site_url = "www.example.net/"', ":3 :"),
    "record-issued-day": (
        "identities.csv",
        IDENTITIES.format(first="2024", modified="2024-01-02"),
        ":2 :",
    ),
    "record-issued-present": (
        "identities.csv",
        IDENTITIES.format(first="", modified="2024-01-02"),
        ":2 :",
    ),
    "record-modified-day": (
        "identities.csv",
        IDENTITIES.format(first="2024-01-02", modified="janvier"),
        ":2 :",
    ),
    "record-modified-present": (
        "identities.csv",
        IDENTITIES.format(first="2024-01-02", modified=""),
        ":2 :",
    ),
}

NEVER = {
    "each text is given a language: that of its row, of its key or of the catalogue": """
        catalogue-description-language catalogue-title-language data-description-language
        data-title-language place-name-language programme-title-language
        resource-description-language resource-keyword-language resource-title-language
        scheme-title-language series-title-language source-title-language
    """,
    "the cell or the key holds one value, whatever is written there": """
        addition-object-single catalogue-homepage-single catalogue-licence-single
        catalogue-publisher-single concept-label-once data-frequency-single data-publisher-single
        resource-description-once resource-title-once resource-version-single scheme-title-once
    """,
    "the tool states it by itself, once, of everything that has a row": """
        record-issued-single record-modified-single record-profile-single record-profile-stated
    """,
    "the thing is stated only where the cell that gives this is filled": """
        distribution-access-present event-date-present identifier-number-present
    """,
    "a kind without a type of schema.org is a schema:CreativeWork": """
        resource-type-schema
    """,
    "the type of media follows from the format, which has one": """
        distribution-media-type-single
    """,
    "the tool computes it of the files that it has just written": """
        checksum-algorithm-present checksum-algorithm-single checksum-value-hexadecimal
        checksum-value-present checksum-value-single
    """,
    "what is read is given the node that describes it": """
        resource-extent-node resource-other-identifier-node resource-relation-address
        resource-rights-statement
    """,
}


def checked(folder: Path, engine: EngineName | None = None) -> tuple[Finding, ...]:
    return open_catalogue(folder, date=DATE, engine=engine).check().findings


def said(findings: Iterable[Finding]) -> str:
    return "\n".join(finding.in_language("fr") for finding in findings)


def ids(cases: list[Break]) -> list[str]:
    names = [case.shape for case in cases]
    return [f"{n}-{names[:i].count(n) + 1}" if n in names[:i] else n for i, n in enumerate(names)]


def broken(folder: Path, case: Break) -> list[Location]:
    """Change the cell; return the places where the findings are to be."""
    copy_of_atelier(folder)
    for cell, value in case.after:
        change(folder, cell, value)
    changed = change(folder, case.cell, case.value)
    return [location(folder, place) for place in case.at] or [changed]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "atelier"


def test_every_shape_stands_in_one_table() -> None:
    tables = (
        {case.shape for case in BROKEN},
        {case.shape for case in READ_FIRST},
        set(REFUSED),
        {name for names in NEVER.values() for name in names.split()},
    )
    listed = sorted(name for table in tables for name in table)
    assert listed == sorted(SHAPES)


@pytest.mark.parametrize("engine", ENGINES)
def test_nothing_is_wrong_before_a_cell_is_changed(folder: Path, engine: EngineName) -> None:
    assert said(checked(copy_of_atelier(folder), engine)) == ""


@pytest.mark.parametrize(
    ("case", "engine"),
    [(case, "shacl") for case in BROKEN] + [(case, "pyshacl") for case in BROKEN[::5]],
    ids=ids(BROKEN) + [f"{name}-pyshacl" for name in ids(BROKEN)[::5]],
)
def test_a_broken_shape_is_told_at_its_cell(folder: Path, case: Break, engine: EngineName) -> None:
    places = broken(folder, case)
    findings = checked(folder, engine)
    code = f"shape.{case.shape}"
    severity = GRAPH.value(rdflib.URIRef(NAMESPACE + case.shape), SH.severity)
    assert {each.code for each in findings} == {code, *case.also}, said(findings)
    its_own = [each for each in findings if each.code == code]
    assert [each.location for each in its_own] == places, said(findings)
    assert {each.severity for each in its_own} == {SEVERITIES[severity]}


@pytest.mark.parametrize("case", READ_FIRST, ids=ids(READ_FIRST))
def test_what_a_shape_forbids_may_be_told_by_the_reading_of_the_cell(
    folder: Path, case: Break
) -> None:
    places = broken(folder, case)
    findings = checked(folder)
    assert {each.code for each in findings} == {case.code, *case.also}, said(findings)
    its_own = [each for each in findings if each.code == case.code]
    assert [each.location for each in its_own] == places, said(findings)
    assert {each.severity for each in its_own} == {Severity.VIOLATION}


@pytest.mark.parametrize("shape", REFUSED)
def test_what_a_shape_forbids_may_be_refused_at_once(folder: Path, shape: str) -> None:
    file, text, place = REFUSED[shape]
    path = copy_of_atelier(folder) / "data" / file
    if file == "catalogue.toml":
        change(folder, "catalogue.toml site_url", text.partition(" = ")[2])
    else:
        path.write_text(text, "utf-8")
    with pytest.raises(TressonsError) as caught:
        checked(folder)
    assert caught.value.text.fr.startswith(f"data/{file}{place}")


@pytest.mark.parametrize("title", ["دليل ABC المعلمين", "指南 ABCDEFGHIJK"])
def test_capitals_beside_letters_that_have_none_are_no_title_in_capitals(
    folder: Path, title: str
) -> None:
    copy_of_atelier(folder)
    change(folder, f"{JOURNAL} title", title)
    assert "shape.resource-title-capitals" not in {each.code for each in checked(folder)}


@pytest.mark.parametrize(
    ("cell", "value", "codes"),
    [
        (
            "agents atelier part_of",
            "Dominique Selle; Dominique Selle",
            {"table.value-repeated", "shape.agent-parent-organisation"},
        ),
        (
            f"{JOURNAL} title",
            "CARNET\u200b DE VOYAGE",
            {"table.character-invisible", "shape.resource-title-capitals"},
        ),
    ],
    ids=["a remark", "a warning"],
)
def test_what_the_reading_tells_of_a_cell_it_could_read_hides_no_shape(
    folder: Path, cell: str, value: str, codes: set[str]
) -> None:
    copy_of_atelier(folder)
    place = change(folder, cell, value)
    findings = checked(folder)
    assert {each.code for each in findings} == codes, said(findings)
    assert {each.location for each in findings} == {place}
