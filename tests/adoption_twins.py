"""Twins of the tables that people brought: their headings and oddities, every value invented."""

import csv
from pathlib import Path

import openpyxl

LONG = "Un texte de présentation assez long pour que personne ne le trouve trop court, numéro"
LONG_EN = "A text that presents the resource, long enough for nobody to find it too short, number"
NOTION = "https://www.notion.so/page-1f81e0?pvs=21"


def write_csv(path: Path, headings: list[str], rows: list[list[str]], delimiter: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows([headings, *rows])
    return path


def write_workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def official_catalogue(folder: Path) -> Path:
    """The official French schema: commas between keywords, a licence without a file."""
    headings = [
        "titre",
        "description",
        "mots_cles",
        "nom_orga",
        "siret_orga",
        "id_alt_orga",
        "service",
        "si",
        "contact_service",
        "contact_personne",
        "date_pub",
        "date_maj",
        "freq_maj",
        "couv_geo",
        "url",
        "format",
        "licence",
    ]
    row = [
        "Haies inventoriées en plaine.",
        f"{LONG} 1.",
        "haie,plaine,écologie",
        "Institut imaginaire des haies",
        "00000000000000",
        "W000000000",
        "Service des haies.",
        "Haies.",
        "haies@exemple.fr",
        "jeanne.dupont@exemple.fr",
        "2005-01-14",
        "2019-05-28",
        "Annuelle",
        "France métropolitaine",
        "https://exemple.fr/haies/",
        "CSV, XLSX",
        "Licence ouverte",
    ]
    return write_csv(folder / "catalogue-donnees.csv", headings, [row])


def software(folder: Path) -> Path:
    """A list of software: numbers for ids, no kind, licences without files, « & » for « et »."""
    headings = [
        "ID",
        "nom",
        "fonction",
        "annees",
        "statut",
        "parent",
        "public",
        "support",
        "similaire-a",
        "wikidata",
        "comptoir-du-libre",
        "licence",
        "label",
        "composant",
        "contexte-usage",
        "groupe",
        "version",
        "secteur",
    ]
    rows = [
        [
            str(number),
            f"Outil{number}",
            f"{LONG} {number}.",
            "2018; 2020",
            "R",
            "",
            "Tout public",
            "",
            "",
            f"Q{number}",
            "12",
            "LGPL-2.0-only",
            "",
            "cœur",
            "",
            "MIMO",
            "1.x",
            "Conception & développement" if number % 2 else "Conception et développement",
        ]
        for number in range(1, 9)
    ]
    return write_csv(folder / "outils-2020.csv", headings, rows)


def training_of_notion(folder: Path) -> Path:
    """A Notion export: addresses in parentheses behind names, a title under another heading."""
    headings = [
        "Thématiques 2628",
        "Numéro de dépôt",
        "Public concerné",
        "Contexte",
        "Format (ANDPC)",
        "Typologie de formation",
        "Durée totale",
        "Formateur(s)",
        "ODPC",
    ]
    rows = [
        [
            f"Soigner à distance, {number} ({NOTION})",
            f"9463252541{number}",
            f"Chirurgie ({NOTION}), Pharmacie ({NOTION})",
            "" if number == 3 else f"{LONG} {number}.",
            "E-learning",
            "PI",
            "9",
            f"Mourad DAHBI ({NOTION})",
            "oui",
        ]
        for number in range(1, 8)
    ]
    return write_csv(folder / "formations.csv", headings, rows)


def references(folder: Path) -> Path:
    """Years and raw references: no title, no description, two languages."""
    rows: list[list[object]] = [["year", "data_raw"]]
    for number in range(1, 13):
        rows.append(
            [1980 + number, f"BOISSAT J. The rhythm of the birds and of the fish. {number}"]
        )
    rows.append([1994, "MARTEL A. Le rythme des oiseaux dans les forêts et les prés, une étude."])
    return write_workbook(folder / "references.xlsx", {"Sheet1": rows})


def isbn(number: int) -> str:
    """Return an ISBN whose check digit is right."""
    digits = f"97899610{number:04d}"
    check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10
    return f"978-9961-0-{number:04d}-{check}"


def publisher(folder: Path) -> Path:
    """A publisher's list in Arabic and French: numbers for half of the rows, days as numbers."""
    rows: list[list[object]] = [["Titre", "Auteur", "ISBN", "Discipline", "Année", "PUHT"]]
    titles = ["مدخل إلى العمارة", "Droit civil", "تاريخ المدينة", "Chimie générale"]
    authors = ["بوعلام كريم", "BENALI Samia", "Samia Benali", "كريم بوعلام; نادية حسن"]
    dates: list[object] = ["10-2021", 44013, "2018 (Vide/Livre)", "12-2018 / 11-2019"]
    for number in range(16):
        kind = number % 4
        rows.append(
            [
                f"{titles[kind]} {number}" + ("\x7f" if number == 7 else ""),
                authors[kind],
                isbn(1 if number == 5 else number) if number % 4 else "",
                "Droit, Histoire" if number % 2 else "Droit",
                dates[kind],
                500,
            ]
        )
    return write_workbook(folder / "ouvrages.xlsx", {"Feuil1": rows})


def works(folder: Path) -> Path:
    """A workbook whose first sheet is a text, and whose works have neither kind nor description."""
    works: list[list[object]] = [
        ["Catalogue of works"],
        [],
        ["group", "number", "title", "literature"],
    ]
    works += [
        ["A" if n % 2 else "B", n, f"Missa brevis, number {n}", "@Martin1965"] for n in range(9)
    ]
    sheets: dict[str, list[list[object]]] = {
        "General information": [["This workbook lists the works of a composer."], ["Version 2"]],
        "works": works,
        "sigla": [["siglum", "library"], ["A-Xx", "An imaginary library"]],
    }
    return write_workbook(folder / "works.xlsx", sheets)


ZOTERO = [
    "Key",
    "Item Type",
    "Publication Year",
    "Author",
    "Title",
    "Publication Title",
    "ISBN",
    "ISSN",
    "DOI",
    "Url",
    "Abstract Note",
    "Date",
    "Date Added",
    "Date Modified",
    "Access Date",
    "Pages",
    "Num Pages",
    "Issue",
    "Volume",
    "Number Of Volumes",
    "Journal Abbreviation",
    "Short Title",
    "Series",
    "Series Number",
    "Series Text",
    "Series Title",
    "Publisher",
    "Place",
    "Language",
    "Rights",
    "Type",
    "Archive",
    "Archive Location",
    "Library Catalog",
    "Call Number",
    "Extra",
    "Notes",
    "File Attachments",
    "Link Attachments",
    "Manual Tags",
    "Automatic Tags",
    "Editor",
    "Series Editor",
    "Translator",
    "Contributor",
    "Attorney Agent",
    "Book Author",
    "Cast Member",
    "Commenter",
    "Composer",
    "Cosponsor",
    "Counsel",
    "Interviewer",
    "Producer",
    "Recipient",
    "Reviewed Author",
    "Scriptwriter",
    "Words By",
    "Guest",
    "Number",
    "Edition",
    "Running Time",
    "Scale",
    "Medium",
    "Artwork Size",
    "Filing Date",
    "Application Number",
    "Assignee",
    "Issuing Authority",
    "Country",
    "Meeting Name",
    "Conference Name",
    "Court",
    "References",
    "Reporter",
    "Legal Status",
    "Priority Numbers",
    "Programming Language",
    "Version",
    "System",
    "Code",
    "Code Number",
    "Section",
    "Session",
    "Committee",
    "History",
    "Legislative Body",
]


def zotero(folder: Path) -> Path:
    """A Zotero export: 87 headings, most empty; keys in capitals, odd dates, no abstract."""
    common = {
        "Date Added": "2020-01-02 10:00:00",
        "Date Modified": "2020-01-02 10:00:00",
        "Place": "Lyon",
        "Pages": "1-10",
        "Volume": "2",
        "File Attachments": "/home/somebody/paper.pdf",
        "Automatic Tags": "habitat; sharing",
        "Manual Tags": "habitat",
    }
    items = [
        {
            "Key": "AB12CD34",
            "Item Type": "journalArticle",
            "Author": "Martin, Paule; Durand, Élie",
            "Title": "Shared housing in three towns",
            "Publication Title": "An imaginary journal",
            "DOI": "10.1234/example.1",
            "Abstract Note": f"{LONG_EN} 1.",
            "Date": "2021-03",
            "Publication Year": "2021",
            "Language": "en-US",
        },
        {
            "Key": "EF56GH78",
            "Item Type": "report",
            "Author": "European Commission; DURAND, Élie",
            "Title": "A report on the housing of the towns",
            "Url": "https://example.org/report.pdf",
            "Date": "23-27 September",
            "Publication Year": "2020",
            "Publisher": "Editions, Lyon",
        },
        {
            "Key": "IJ90KL12",
            "Item Type": "bookSection",
            "Author": "acmonk",
            "Title": "Une page sur les habitats et la ville, dans une revue",
            "Url": "/2019/relative",
            "Abstract Note": "<p>Ce texte dit ce que <i>les habitants</i> en disent, et plus.</p>",
            "Language": "dcterms.RFC4646; en-AU",
            "Section": "News",
        },
    ]
    rows = [[{**common, **item}.get(name, "") for name in ZOTERO] for item in items]
    return write_csv(folder / "zotero.csv", ZOTERO, rows)


def training(folder: Path) -> Path:
    """Training resources: « A * B » for several values, ORCIDs with the names, kinds left out."""
    headings = [
        "Authors",
        "License",
        "Link",
        "Title",
        "Community",
        "Description",
        "Discipline",
        "FileFormat",
        "Keywords",
        "Language",
        "LearningResourceType",
        "MediaType",
        "ProficiencyLevel",
        "PublicationDate",
        "TargetGroup",
        "RelatedWork",
        "Size",
        "Version",
        "uuid",
    ]
    rows = [
        [
            "Ada Example : https://orcid.org/0000-0002-1825-0097 * Bob Sample",
            "CC BY 4.0",
            f"https://example.org/training/{number}",
            f"Reading of images, lesson {number}",
            "",
            "" if number == 2 else f"{LONG_EN} {number}.",
            "",
            "PDF",
            "Image analysis * Python",
            "English",
            ["Course", "Book * codenotebook", ""][number % 3],
            "slides",
            "novice",
            "2024-10-30T07:38:11+00:00",
            "",
            "",
            "",
            "",
            f"63067620-fda2-407d-97f4-2f7c78bd5f{number:02d}",
        ]
        for number in range(1, 10)
    ]
    return write_csv(folder / "training.csv", headings, rows)


def interfaces(folder: Path) -> Path:
    """A government's list of interfaces: no id, two addresses a row, slugs for providers."""
    headings = [
        "dateAdded",
        "dateUpdated",
        "url",
        "name",
        "description",
        "documentation",
        "license",
        "maintainer",
        "provider",
        "areaServed",
        "startDate",
        "endDate",
    ]
    rows = [
        [
            "2020-01-01",
            "2021-01-01",
            "https://api.example.org/" if number != 2 else "https://example.org/days.json",
            f"Interface {number}",
            f"{LONG_EN} {number}.\n\nThe second paragraph has a <b>word</b> in bold.",
            f"https://example.org/doc/{number}",
            "Codebase is under LGPL v3.0" if number == 1 else "OGL3",
            "someone@example.org",
            "imaginary-digital-service",
            "",
            "",
            "",
        ]
        for number in range(1, 6)
    ]
    return write_csv(folder / "interfaces.csv", headings, rows)


def deliverables(folder: Path) -> Path:
    """Deliverables of a project: « D1.1 », codes for kinds, months of the project for dates."""
    headings = [
        "no",
        "title",
        "short_description",
        "wp",
        "lead",
        "type",
        "dissemination_level",
        "due_month",
        "source",
    ]
    rows = [
        [
            f"D{n}.1",
            f"Plan of the work, part {n}",
            f"{LONG_EN} {n}.",
            "1",
            lead,
            kind,
            "PU",
            "36",
            "p1",
        ]
        for n, (lead, kind) in enumerate(
            [("CarU", "R"), ("UH", "PDE"), ("LiU", "ADM"), ("UH", "R")], 1
        )
    ]
    return write_csv(folder / "deliverables.csv", headings, rows)


def datasets(folder: Path) -> Path:
    """Sets of data of packages: names there twice, figures, a file and a page each."""
    headings = [
        "Package",
        "Item",
        "Title",
        "Rows",
        "Cols",
        "n_binary",
        "n_character",
        "n_factor",
        "n_logical",
        "n_numeric",
        "CSV",
        "Doc",
    ]
    rows = [
        [
            f"P{number % 2}",
            f"Set.{number if number < 9 else 1}",
            f"Wages of the year {number}",
            *(["9", "2", "0", "1", "0", "0", "1"]),
            f"https://example.org/csv/{number}.csv",
            f"https://example.org/doc/{number}.html",
        ]
        for number in range(1, 11)
    ]
    return write_csv(folder / "datasets.csv", headings, rows)


def portal(folder: Path) -> Path:
    """A harvested portal: a row per file, HTML, licences by a short name, files that are pages."""
    headings = [
        "Title",
        "Owner",
        "PageURL",
        "AssetURL",
        "FileName",
        "DateCreated",
        "DateUpdated",
        "FileSize",
        "FileSizeUnit",
        "FileType",
        "NumRecords",
        "OriginalTags",
        "ManualTags",
        "License",
        "Description",
    ]
    rows = []
    for number in range(1, 5):
        page = f"https://example.org/data/{number}"
        for kind, ending in (
            ("ArcGIS Hub Dataset", ""),
            ("CSV", "/csv?layers=0"),
            ("GeoJSON", "/json"),
        ):
            rows.append(
                [
                    f"Bridges of the county, {number}",
                    "Imaginary County Council",
                    page,
                    f"{page}{ending}",
                    kind,
                    "2020-01-14",
                    "2021-02-03",
                    {"CSV": "12", "GeoJSON": "840"}.get(kind, ""),
                    {"CSV": "kB", "GeoJSON": "bytes"}.get(kind, ""),
                    kind,
                    "",
                    "bridges;roads",
                    "",
                    "OGL3",
                    f"<p>{LONG_EN} <b>{number}</b>.</p>",
                ]
            )
    return write_csv(folder / "county.csv", headings, rows)


def documents(folder: Path) -> Path:
    """A college's documents: years that are words, rights in a phrase, page and file the same."""
    headings = [
        "id",
        "group",
        "collection",
        "title",
        "institution",
        "category",
        "docClass",
        "docType",
        "yearLabel",
        "kind",
        "access",
        "summary",
        "fileUrl",
        "openUrl",
        "sourceUrl",
        "path",
    ]
    rows = [
        [
            f"OC{2020 + number}",
            "Climate",
            "Reports",
            f"Report of the college, {number}",
            "Imaginary College",
            "Operations; Engagement",
            "report",
            "Report",
            "Current" if number % 2 else "2021",
            "file",
            "Public (provincial filing)",
            f"{LONG_EN} {number}.",
            f"https://example.org/{number}.pdf",
            f"https://example.org/{number}.pdf",
            f"https://example.org/{number}.pdf",
            f"docs/{number}.pdf",
        ]
        for number in range(1, 7)
    ]
    return write_csv(folder / "hub.csv", headings, rows)


TWINS = (
    official_catalogue,
    software,
    training_of_notion,
    references,
    publisher,
    works,
    zotero,
    training,
    interfaces,
    deliverables,
    datasets,
    portal,
    documents,
)
