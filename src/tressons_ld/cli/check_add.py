"""``check --add``: the rows that tables lack for the names in cells, shown or written."""

from typing import TYPE_CHECKING

import click

from tressons_ld.cli.localised import current_language, say
from tressons_ld.cli.options import write
from tressons_ld.findings.language import OR, Text, joined, quotation
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from tressons_ld.catalogue.adoption.missing_names import DoubtfulName
    from tressons_ld.catalogue.completing_tables import TableAddition
    from tressons_ld.catalogue.folder import CatalogueFolder

ADD_HELP = sentence("check.add-help")
WRITE_HELP = sentence("check.write-help")


def refuse_with_others(*, add: bool, written: bool, others: bool) -> None:
    """Refuse --write without --add, and --add with what shows or writes something else.

    Raises:
        UsageError: they are given so.
    """
    if written and not add:
        raise click.UsageError(say("check.write-needs-add"))
    if add and others:
        words = say("check.add-alone")
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
    if additions.doubtful:
        write(say("check.to-be-checked"))
        write("".join(map(_question, additions.doubtful)))
    if not additions.tables and not additions.doubtful:
        write(say("check.no-name-missing"))
        return 0
    files = additions.files
    if not written:
        if files:
            write(say("check.write-to-write"))
        return 1
    folder.refuse_changed()
    write_tables(folder.path, files)
    for file in files:
        write(say("check.written", file=file))
    return 1 if additions.doubtful or len(files) < len(additions.tables) else 0


def _show(table: "TableAddition") -> None:
    number, how = sentence("check.rows-to-add", n=len(table.rows)), Text("", "")
    if table.content is None:
        how = sentence("check.added-by-hand")
    elif table.widened:
        how = sentence("check.review-column")
    file = table.file
    write(say("check.rows-of-file", file=file, number=number, how=how))
    for row in table.rows:
        cells = (f"{name} = {text}" for name, text in row.items() if text)
        write(f"  {' | '.join(cells)}\n")


def _question(doubtful: "DoubtfulName") -> str:
    place = f" ({doubtful.place.in_language(current_language())})" if doubtful.place else ""
    name, near = quotation(doubtful.name), [quotation(each) for each in doubtful.near]
    if not near:
        return say("check.no-name", name=name, place=place)
    return say("check.is-it-name", name=name, place=place, names=joined(near, OR))
