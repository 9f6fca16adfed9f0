"""``import`` and ``init``."""

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
    language,
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


@click.command(
    cls=Command,
    help=Text(
        """Crée le dossier d'un nouveau catalogue, petit, expliqué, publiable aussitôt.

        \b
        Exemple : tressons-ld init mon-catalogue
        """,
        """Create the folder of a new catalogue: small, explained, publishable at once.

        \b
        Example: tressons-ld init my-catalogue
        """,
    ),
)
@argument("directory", type=click.Path(path_type=Path), metavar=Text("DOSSIER", "FOLDER"))
@language
def init(directory: Path, lang: str | None) -> int:
    """Create a catalogue folder."""
    from tressons_ld.files.output import create_folder
    from tressons_ld.files.tool_files import tool_files

    here = f"{current_language()}/"
    files = tool_files("starter").items()
    # What stands in the folder of no language is of every catalogue.
    create_folder(
        directory,
        {
            name.removeprefix(here): path
            for name, path in files
            if name.startswith(here) or "/" not in name
        },
    )
    ready = say(
        f"{directory} est prêt. Ensuite :\n  cd {directory}\n  tressons-ld publish\n",
        f"{directory} is ready. Next:\n  cd {directory}\n  tressons-ld publish\n",
    )
    write(ready)
    return 0
