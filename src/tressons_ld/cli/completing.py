"""``check --add``."""

from typing import TYPE_CHECKING

import click

from tressons_ld.cli.localised import current_language, say
from tressons_ld.cli.options import write
from tressons_ld.findings.language import Text, counted, quotation

if TYPE_CHECKING:
    from tressons_ld.catalogue.adoption.missing_names import AskedName
    from tressons_ld.catalogue.completing_tables import TableAddition
    from tressons_ld.catalogue.folder import CatalogueFolder

ADD_HELP = Text(
    "Montrer les lignes à ajouter aux tableaux pour les noms qu'ils n'ont pas.",
    "Show the rows to be added to the tables for the names that they lack.",
)
WRITE_HELP = Text(
    "Avec --add, ajouter ces lignes, chacune marquée « à relire ».",
    'With --add, add these rows, each marked "to review".',
)


def refuse_with_others(*, add: bool, written: bool, others: bool) -> None:
    """Refuse --write without --add, and --add with what shows or writes something else.

    Raises:
        UsageError: they are given so.
    """
    if written and not add:
        raise click.UsageError(say("--write va avec --add.", "--write goes with --add."))
    if add and others:
        words = say(
            "--add ne va pas avec --fix, --undo ni --format.",
            "--add goes without --fix, --undo and --format.",
        )
        raise click.UsageError(words)


def complete(folder: "CatalogueFolder", *, written: bool) -> int:
    """Show the rows that tables lack, or write them; return the exit code.

    Args:
        folder: the catalogue.
        written: whether they are to be written.

    Raises:
        FolderError: a table cannot be read, or has changed since it was.
        OutputError: one cannot be written; then none is.
    """
    from tressons_ld.catalogue.completing_tables import table_additions
    from tressons_ld.catalogue.mending.writing import write_tables

    additions = table_additions(folder, current_language())
    for table in additions.tables:
        _show(table)
    if additions.asked:
        write(
            say(
                "À vérifier, aucune ligne n'en est faite :\n",
                "To be looked into, no row is made of them:\n",
            )
        )
        write("".join(map(_question, additions.asked)))
    if not additions.tables and not additions.asked:
        write(say("Aucun nom ne manque aux tableaux.\n", "No name is missing in the tables.\n"))
        return 0
    files = additions.files
    if not written:
        if files:
            write(say("Rien n'est écrit sans --write.\n", "Nothing is written without --write.\n"))
        return 1
    folder.refuse_changed()
    write_tables(folder.path, files)
    for file in files:
        write(say(f"Écrit : {file}\n", f"Written: {file}\n"))
    return 1 if additions.asked or len(files) < len(additions.tables) else 0


def _show(table: "TableAddition") -> None:
    one, several = Text("ligne à ajouter", "row to add"), Text("lignes à ajouter", "rows to add")
    number = counted(len(table.rows), one, several)
    how = Text("", "")
    if table.content is None:
        how = Text(
            ", à la main : l'outil n'écrit pas dans ce fichier, ou son encodage n'a pas tous ces "
            "caractères",
            ", by hand: the tool does not write into this file, or its encoding lacks some of "
            "these characters",
        )
    elif table.widened:
        how = Text(
            ", et la colonne « à relire », vide sur les autres lignes",
            ', and the column "to review", empty in the other rows',
        )
    file = table.file
    write(say(f"{file} : {number.fr}{how.fr}\n", f"{file}: {number.en}{how.en}\n"))
    for row in table.rows:
        cells = (f"{name} = {text}" for name, text in row.items() if text)
        write(f"  {' | '.join(cells)}\n")


def _question(asked: "AskedName") -> str:
    place = f" ({asked.place.in_language(current_language())})" if asked.place else ""
    name, near = quotation(asked.name), [quotation(each) for each in asked.near]
    if not near:
        return say(
            f"  {name.fr}{place} : ce n'est pas un nom\n", f"  {name.en}{place}: this is no name\n"
        )
    french, english = " ou ".join(each.fr for each in near), " or ".join(each.en for each in near)
    return say(
        f"  {name.fr}{place} : est-ce {french} ?\n", f"  {name.en}{place}: is it {english}?\n"
    )
