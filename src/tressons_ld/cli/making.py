"""``import``."""

from pathlib import Path

import click

from tressons_ld.cli.localised import (
    Command,
    argument,
    current_language,
    option,
    say,
)
from tressons_ld.cli.options import (
    on_a_folder,
    path_of,
    write,
)
from tressons_ld.findings.language import Text


@click.command(
    "import",
    cls=Command,
    help=Text(
        """Lit le document reçu ; le compare au tableau des ressources, ou propose ce tableau.

        Un tableau qui existe n'est jamais modifié : chaque différence est dite, à sa cellule.

        \b
        Exemple : tressons-ld import data/source/catalogue.md
        """,
        """Read the document as received; compare it with the table, or propose that table.

        A table that exists is never changed: each difference is told, at its cell.

        \b
        Example: tressons-ld import data/source/catalogue.md
        """,
    ),
)
@argument("document", type=click.Path(path_type=Path), metavar="DOCUMENT")
@option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help=Text(
        "Écrire les lignes proposées dans ce fichier, qui ne doit pas exister.",
        "Write the proposed rows to this file, which must not exist.",
    ),
)
@on_a_folder
def import_(document: Path, folder: Path | None, lang: str | None, output: Path | None) -> int:
    """Read the received document."""
    from tressons_ld.catalogue.importing import import_document
    from tressons_ld.findings.finding import Report
    from tressons_ld.findings.reports import as_text, counts

    done = import_document(document, path_of(folder), output)
    report = Report.of(done.findings)
    write("".join(as_text(report, current_language())), err=done.table is not None)
    found = counts(report, current_language())
    if done.table is None:
        words = say(
            f"{done.entries} entrées lues, comparées au tableau : {found}.\n",
            f"{done.entries} entries read, compared with the table: {found}.\n",
        )
    else:
        words = say(
            f"{done.entries} entrées lues : {found}.\nÀ relire et à corriger : {done.table}\n",
            f"{done.entries} entries read: {found}.\nTo be read over and mended: {done.table}\n",
        )
    write(words)
    return 1 if report.findings and done.table is None or not report.publishable else 0
