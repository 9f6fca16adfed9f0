"""``diff``: what changed between two publications."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from tressons_ld.cli.localised import (
    Command,
    argument,
    current_language,
    option,
)
from tressons_ld.cli.options import (
    language,
    progress_shown,
    write_all,
)
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

T = TypeVar("T")

_MEGABYTE = 1_000_000


@click.command(
    cls=Command,
    help=Text(
        """Dit ce qui a changé d'une publication à l'autre, fiche par fiche et cellule par cellule.

        ANCIENNE et NOUVELLE sont des dossiers écrits par « publish », ou leurs fichiers
        catalogue.nq (.nq.gz aussi). L'ordre des lignes du tableau, et celui des valeurs d'une
        cellule, ne comptent pas.

        Se termine par 0, qu'il y ait des différences ou non : elles sont la réponse demandée, et
        1 dit un échec, comme pour les autres commandes. Avec --exit-code, 1 dit aussi qu'il y a
        des différences, comme diff(1) et git diff --exit-code ; un échec écrit alors « Erreur ».

        \b
        Exemple : tressons-ld diff public-2025/ public/
        """,
        """Say what has changed from one publication to the other, entry by entry, cell by cell.

        OLD and NEW are folders written by "publish", or their files catalogue.nq (.nq.gz too).
        The order of the rows of the table, and of the values of a cell, does not count.

        Ends with 0 whether there are differences or not: they are the answer asked for, and 1
        says a failure, as with the other commands. With --exit-code, 1 says too that there are
        differences, as diff(1) and git diff --exit-code do; a failure then writes "Error".

        \b
        Example: tressons-ld diff public-2025/ public/
        """,
    ),
)
@argument("old", type=click.Path(path_type=Path), metavar=Text("ANCIENNE", "OLD"))
@argument("new", type=click.Path(path_type=Path), metavar=Text("NOUVELLE", "NEW"))
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["text", "json", "rdf-patch"]),
    default="text",
    help=Text(
        "Forme de la réponse ; rdf-patch rend l'ancienne égale à la nouvelle.",
        "Form of the answer; rdf-patch makes the old one equal to the new one.",
    ),
)
@option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help=Text(
        "Fichier à écrire (par défaut : la sortie standard).",
        "File to write (default: standard output).",
    ),
)
@option(
    "--exit-code",
    is_flag=True,
    help=Text(
        "Se terminer par 1 s'il y a des différences.", "End with 1 if there are differences."
    ),
)
@option(
    "--quiet",
    "-q",
    is_flag=True,
    help=Text("Ne pas montrer l'avancement.", "Do not show the progress."),
)
@language
def diff(
    old: Path,
    new: Path,
    form: str,
    output: Path | None,
    exit_code: bool,
    quiet: bool,
    lang: str | None,
) -> int:
    """Compare two publications."""
    from tressons_ld.files.output import replace_file
    from tressons_ld.publication.comparison.report import (
        as_json,
        as_patch,
        as_text,
    )
    from tressons_ld.publication.comparison.thing_changes import Comparison
    from tressons_ld.publication.destination import refuse_of_the_catalogue

    if output:
        refuse_of_the_catalogue(output)
    with Comparison(old, new) as comparison:
        seen = _Seen(len(set(comparison.bases)) > 1)
        with progress_shown(quiet, sentence("diff.megabytes-read")) as progress:
            read = _counting(progress, comparison.size)
            if form == "rdf-patch":
                graphs = comparison.graphs(read)
                lines = as_patch(graphs.digests, seen.passing(graphs))
            else:
                changes = seen.passing(comparison.changes(read))
                lines = (
                    as_json(changes, comparison)
                    if form == "json"
                    else as_text(changes, comparison, current_language())
                )
        if output:
            replace_file(output, lines)
        else:
            write_all(lines)
    return 1 if exit_code and seen.any else 0


class _Seen:
    """Whether anything passed.

    Attributes:
        any: whether there is a difference.
    """

    def __init__(self, any: bool) -> None:
        self.any = any

    def passing(self, differences: Iterable[T]) -> Iterator[T]:
        """Yield the differences."""
        for each in differences:
            self.any = True
            yield each


def _counting(
    progress: Callable[[int, int], None] | None, size: int
) -> Callable[[int], None] | None:
    """Return what is called with the number of bytes just read."""
    if progress is None:
        return None
    done = 0

    def read(number: int) -> None:
        nonlocal done
        done += number
        progress(done // _MEGABYTE, size // _MEGABYTE)

    return read
