"""``python -m peers.prepared FOLDER OUTPUT``: what the peers read.

Everything that tressons-ld looks up is looked up here, outside the measured time: names become
IRIs, cells that hold several values become lists or rows of a table of their own, formats become
the IRIs of the EU table. The peers only make triples of it.

``entries.jsonl`` holds one object an entry (rdflib, pyoxigraph); the CSV files hold the same, a
table for each many-valued column (morph-kgc, maplib).
"""

import argparse
import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from .vocabulary import DCAT, DCMITYPE, IANA, SCHEMA, XSD

AUTHORITIES = Path(__file__).resolve().parents[3] / "ontology" / "authorities.csv"
DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}

ENTRY_COLUMNS = (
    "id",
    "resource",
    "record",
    "title",
    "printed_title",
    "description",
    "issued",
    "issued_type",
    "kind",
    "learning_type",
    "dcmi_type",
    "section",
    "publisher",
    "authors",
    "language",
    "language_iri",
    "event",
    "event_date",
    "landing_page",
)
LISTS = (
    "types",
    "creators",
    "keywords",
    "themes",
    "data_themes",
    "audiences",
    "places",
    "series",
    "sources",
    "pages",
)
FILE_COLUMNS = (
    "resource",
    "distribution",
    "url",
    "format",
    "media",
    "media_type",
    "size",
    "content_size",
    "licence",
)

Entry = dict[str, Any]


class Names:
    """The ids of things by their names, spellings and ids, without regard to case."""

    def __init__(self, rows: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        self._iris: dict[str, str] = {}
        for id, iri, names in rows:
            self._iris[id.casefold()] = iri
            for name in names:
                self._iris.setdefault(name.casefold(), iri)

    def iri(self, name: str) -> str:
        """Return the IRI of the thing that bears this name; empty for no name."""
        return self._iris[name.casefold()] if name else ""

    def iris(self, cell: str) -> list[str]:
        """Return the IRIs of the things that a cell names."""
        return [self.iri(name) for name in values(cell)]


def values(cell: str) -> list[str]:
    """Return the values of a cell."""
    return [value for part in cell.split(";") if (value := part.strip())]


def table(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Preparation:
    """Looks up the values of a folder's entries."""

    def __init__(self, folder: Path, base_iri: str) -> None:
        data = folder / "data"
        self.data, self.base = data, base_iri
        self.agents = Names(
            (
                row["id"],
                f"{base_iri}{row['type']}/{row['id']}",
                [row["name"], row["acronym"], *values(row["spellings"])],
            )
            for row in table(data / "agents.csv")
        )
        self.places = self._named("places.csv", "territoire", "name")
        self.series = self._named("series.csv", "serie", "title")
        concepts = list(table(data / "concepts.csv"))
        self.concepts = {
            scheme: Names(
                (
                    row["id"],
                    f"{base_iri}vocabulaire/{scheme}/{row['id']}",
                    [row["label_fr"], row["label_en"], *values(row["spellings"])],
                )
                for row in concepts
                if row["scheme"] == scheme
            )
            for scheme in ("genre", "theme", "public", "section")
        }
        self.concept_rows = {
            f"{base_iri}vocabulaire/{row['scheme']}/{row['id']}": row for row in concepts
        }
        self.authorities = {(row["table"], row["code"]): row for row in table(AUTHORITIES)}

    def _named(self, file: str, path: str, name: str) -> Names:
        return Names(
            (row["id"], f"{self.base}{path}/{row['id']}", [row[name], *values(row["spellings"])])
            for row in table(self.data / file)
        )

    def entries(self) -> Iterator[Entry]:
        """Yield the entries with IRIs for names; what is empty is left out."""
        for row in table(self.data / "resources.csv"):
            entry = self._entry(row)
            yield {name: value for name, value in entry.items() if value}

    def _entry(self, row: dict[str, str]) -> Entry:
        resource = f"{self.base}ressource/{row['id']}"
        kind = self.concepts["genre"].iri(row["kind"])
        about = self.concept_rows[kind]
        schema_types = values(about["schema_type"])
        themes = self.concepts["theme"].iris(row["themes"])
        codes = [
            code for theme in themes for code in values(self.concept_rows[theme]["data_theme"])
        ]
        language = row["language"] or "fr"
        issued = DATATYPES.get(len(row["issued"]))
        return {
            "id": row["id"],
            "resource": resource,
            "record": f"{resource}#fiche",
            "types": [DCAT + "Dataset", *(SCHEMA + name for name in schema_types)],
            "title": row["title"],
            "printed_title": row["printed_title"],
            "description": row["description"],
            "issued": row["issued"],
            "issued_type": XSD + issued if issued else "",
            "kind": kind,
            "learning_type": kind if "LearningResource" in schema_types else "",
            "dcmi_type": DCMITYPE + about["dcmi_type"],
            "section": self.concepts["section"].iri(row["section"]),
            "creators": self.agents.iris(row["organisations"]) + self.agents.iris(row["persons"]),
            "publisher": self.agents.iri(row["publisher"]),
            "authors": row["printed_authors"],
            "keywords": values(row["keywords"]),
            "themes": themes,
            "data_themes": [
                self.authorities["data-theme", code]["iri"] for code in dict.fromkeys(codes)
            ],
            "audiences": self.concepts["public"].iris(row["audiences"]),
            "language": language,
            "language_iri": self.authorities["language", language]["iri"],
            "places": self.places.iris(row["places"]),
            "series": self.series.iris(row["series"]),
            "sources": [f"{self.base}ressource/{id}" for id in values(row["based_on"])],
            "event": f"{resource}#event" if row["event_date"] else "",
            "event_date": row["event_date"],
            "landing_page": row["landing_page"],
            "pages": values(row["page"]),
            "files": list(self._files(row, resource)),
        }

    def _files(self, row: dict[str, str], resource: str) -> Iterator[dict[str, str]]:
        urls = values(row["download_url"])
        others = [
            [part.strip() for part in row[column].split(";")] for column in ("size", "licence")
        ]
        padded = [[*cells, *[""] * len(urls)] for cells in others]
        for url, code, size, licence in zip(urls, values(row["format"]), *padded, strict=False):
            known = self.authorities["file-type", code]
            name = url.rpartition("/")[2].replace(".", "-")
            file = {
                "resource": resource,
                "distribution": f"{resource}#distribution-{name}",
                "url": url,
                "format": known["iri"],
                "media": IANA + known["media_type"],
                "media_type": known["media_type"],
                "size": size,
                "content_size": f"{size} B" if size else "",
                "licence": licence,
            }
            yield {name: value for name, value in file.items() if value}


def prepare(folder: Path, output: Path, base_iri: str) -> None:
    """Write what the peers read of a catalogue folder whose table is CSV."""
    output.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:

        def opened(name: str, columns: Sequence[str]) -> Any:
            file = stack.enter_context((output / name).open("w", encoding="utf-8", newline=""))
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            return writer

        lines = stack.enter_context((output / "entries.jsonl").open("w", encoding="utf-8"))
        wide = opened("entries.csv", ENTRY_COLUMNS)
        lists = {name: opened(f"{name}.csv", ("resource", "value")) for name in LISTS}
        files = opened("files.csv", FILE_COLUMNS)
        for entry in Preparation(folder, base_iri).entries():
            lines.write(json.dumps(entry, ensure_ascii=False) + "\n")
            wide.writerow([entry.get(column, "") for column in ENTRY_COLUMNS])
            for name, writer in lists.items():
                writer.writerows((entry["resource"], value) for value in entry.get(name, ()))
            files.writerows(
                [file.get(column, "") for column in FILE_COLUMNS] for file in entry["files"]
            )


def prepare_shared(public: Path, output: Path) -> None:
    """Write the published statements of the shared part into ``shared.nt``."""
    with (
        (public / "catalogue.nq").open(encoding="utf-8") as quads,
        (output / "shared.nt").open("w", encoding="utf-8") as triples,
    ):
        for line in quads:
            if not line.endswith("#fiche> .\n"):
                triples.write(line[: line.rindex(" <")] + " .\n")


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(prog="peers.prepared", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--base-iri", required=True)
    given = parser.parse_args()
    prepare(given.folder, given.output, given.base_iri)


if __name__ == "__main__":
    main()
