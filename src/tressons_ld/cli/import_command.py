"""``import``: a document as received, or a newer export, against the tables."""

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

        Markdown, HTML, DOCX ou PDF : titres et paragraphes, tableau, références ou liste de liens.
        Un tableau qui existe n'est pas modifié : chaque différence est dite, à sa cellule.
        D'un dossier fait par « init --from », lit un export plus récent : ce qui y a changé, ce qui
        fut écrit ici et reste, ce qui a changé des deux côtés. --write l'écrit.

        \b
        Exemple : tressons-ld import data/source/catalogue.md
        Exemple : tressons-ld import inventaire.xlsx --write
        """,
        """Read the document as received; compare it with the table, or propose that table.

        Markdown, HTML, DOCX or PDF: headings and paragraphs, a table, references or a list of
        links. A table that exists is not changed: each difference is told, at its cell. Into a
        folder that "init --from" made, read a newer export: what has changed there, what was
        written here and stays, what changed on both sides. --write writes it.

        \b
        Example: tressons-ld import data/source/catalogue.md
        Example: tressons-ld import inventory.xlsx --write
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
@option(
    "--write",
    "write_",
    is_flag=True,
    help=Text(
        "Écrire dans le dossier ce qu'un export plus récent y change.",
        "Write into the folder what a newer export changes in it.",
    ),
)
@option(
    "--text",
    is_flag=True,
    help=Text(
        "Montrer le texte lu du document, en Markdown : celui dont les constats disent la ligne.",
        "Show the text that is read of the document, in Markdown: that whose lines findings tell.",
    ),
)
@on_a_folder
def import_(
    document: Path,
    folder: Path | None,
    lang: str | None,
    output: Path | None,
    write_: bool,
    text: bool,
) -> int:
    """Read the received document."""
    if text:
        from tressons_ld.catalogue.documents.document_text import read_text

        write(read_text(document).text)
        return 0
    from tressons_ld.catalogue.adoption.source_files import TABLE_ENDINGS

    if document.name.lower().endswith(TABLE_ENDINGS):
        return _import_export(document, path_of(folder), written=write_)
    from tressons_ld.catalogue.importing import import_document
    from tressons_ld.findings.finding import Report
    from tressons_ld.findings.reports import as_text, counts

    done = import_document(document, path_of(folder), output)
    language, report = current_language(), Report.of(done.findings)
    write("".join(as_text(report, language)), err=done.table is not None)
    if done.adopted is not None and done.table is not None:
        from tressons_ld.catalogue.adoption.account import Account

        write(Account(done.adopted, language).of_columns())
    found = counts(report, language)
    shape = f" ({done.shape.in_language(language)})" if done.adopted is not None else ""
    if done.table is not None:
        words = say(
            "import.entries-read", entries=done.entries, shape=shape, found=found, table=done.table
        )
    elif done.compared and done.entries:
        words = say("import.entries-compared", entries=done.entries, shape=shape, found=found)
    else:
        words = say("import.nothing-understood", found=found)
    write(words)
    return 1 if report.findings and done.table is None or not report.publishable else 0


def _import_export(source: Path, folder: Path, *, written: bool) -> int:
    """Say what a newer export changes in a folder, and write it where that is asked for."""
    from tressons_ld.catalogue.adoption.export_account import export_account
    from tressons_ld.catalogue.adoption.newer_export import newer_export
    from tressons_ld.catalogue.mending.writing import write_tables

    export = newer_export(folder, source, current_language())
    write("".join(export_account(export, current_language())))
    differences = export.merged.differences
    if written:
        write_tables(folder, export.files)
        return 1 if any(one.fate.conflict for one in differences) else 0
    if differences:
        write(say("import.write-to-write"))
    return 1 if differences else 0
