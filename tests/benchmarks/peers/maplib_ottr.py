"""``python -m peers.maplib_ottr PREPARED OUTPUT.nt``: maplib, OTTR templates over data frames."""

import argparse
from pathlib import Path

import polars as pl
from maplib import Model, RDFType, SolutionMappings

from .vocabulary import PREFIXES, RDF, XSD

TEMPLATES = Path(__file__).with_name("templates.stottr")
LANG_STRING = RDF + "langString"

IRI = RDFType.IRI
STRING = RDFType.Literal(XSD + "string")
DATE = RDFType.Literal(XSD + "date")
FRENCH = RDFType.Literal(LANG_STRING)

ENTRY_COLUMNS = {
    "title": FRENCH,
    "printed_title": FRENCH,
    "description": FRENCH,
    "id": STRING,
    "kind": IRI,
    "learning_type": IRI,
    "dcmi_type": IRI,
    "section": IRI,
    "publisher": IRI,
    "authors": FRENCH,
    "language_iri": IRI,
    "language": STRING,
    "landing_page": IRI,
}
FILE_COLUMNS = {
    "url": IRI,
    "format": IRI,
    "media": IRI,
    "media_type": STRING,
    "size": RDFType.Literal(XSD + "nonNegativeInteger"),
    "content_size": STRING,
    "licence": IRI,
}
LISTS = {
    "types": IRI,
    "creators": IRI,
    "keywords": FRENCH,
    "themes": IRI,
    "data_themes": IRI,
    "audiences": IRI,
    "places": IRI,
    "series": IRI,
    "sources": IRI,
    "pages": IRI,
}


def french(column: str) -> pl.Expr:
    """Return the texts of a column as texts in French, the way maplib holds them."""
    return pl.struct(pl.col(column).alias(f"<{LANG_STRING}>"), pl.lit("fr").alias("l")).alias(
        column
    )


class Mapping:
    """A model filled from the prepared tables."""

    def __init__(self, prepared: Path, base_iri: str) -> None:
        self.prepared = prepared
        self.model = Model()
        self.model.add_prefixes(PREFIXES)
        self.model.add_template(TEMPLATES.read_text("utf-8").replace("{base_iri}", base_iri))

    def read(self, table: str) -> pl.DataFrame:
        """Return a table, all of its columns as text, empty cells as null."""
        return pl.read_csv(self.prepared / f"{table}.csv", infer_schema=False)

    def expand(self, template: str, frame: pl.DataFrame, types: dict[str, RDFType]) -> None:
        """Expand a template over the columns of a frame."""
        texts = [french(column) for column, type in types.items() if type is FRENCH]
        columns = frame.select(list(types)).with_columns(texts)
        self.model.map(
            f"urn:templates:{template}", SolutionMappings(columns, types), validate_iris=False
        )

    def column(self, template: str, frame: pl.DataFrame, name: str, type: RDFType) -> None:
        """Expand a column's template over the rows that have a value there."""
        known = frame.filter(pl.col(name).is_not_null())
        renamed = known.select("resource", pl.col(name).alias("value"))
        self.expand(template, renamed, {"resource": IRI, "value": type})

    def map(self) -> None:
        """Map all tables."""
        entries = self.read("entries")
        self.expand("constants", entries, {"resource": IRI})
        self.expand("record", entries, {"resource": IRI, "record": IRI})
        for name, type in ENTRY_COLUMNS.items():
            self.column(name, entries, name, type)
        for precision in ("gYear", "gYearMonth", "date"):
            dated = entries.filter(pl.col("issued_type") == XSD + precision)
            if precision == "date":
                dated = dated.with_columns(pl.col("issued").str.to_date())
            self.column("issued", dated, "issued", RDFType.Literal(XSD + precision))
        sessions = entries.filter(pl.col("event_date").is_not_null())
        self.expand(
            "session",
            sessions.with_columns(pl.col("event_date").str.to_date()),
            {
                "resource": IRI,
                "event": IRI,
                "event_date": DATE,
                "title": FRENCH,
                "language": STRING,
            },
        )
        for name, type in LISTS.items():
            self.column(name, self.read(name), "value", type)
        files = self.read("files")
        self.expand("file", files, {"resource": IRI, "distribution": IRI})
        described = files.drop("resource").rename({"distribution": "resource"})
        for name, type in FILE_COLUMNS.items():
            self.column(name, described, name, type)


def main() -> None:
    """Read the command line, map every table and write the N-Triples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--base-iri", required=True)
    given = parser.parse_args()
    mapping = Mapping(given.prepared, given.base_iri)
    mapping.map()
    mapping.model.write(given.output, format="ntriples")


if __name__ == "__main__":
    main()
