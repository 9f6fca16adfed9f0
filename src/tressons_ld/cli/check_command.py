"""``check``: all findings, and the mends that have one meaning shown, written, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tressons_ld.cli.check_add import ADD_HELP, WRITE_HELP, complete, refuse_with_others
from tressons_ld.cli.localised import Command, current_language, option, say
from tressons_ld.cli.options import (
    dropping_option,
    long_work,
    on_a_folder,
    open_inputs,
    path_of,
    progress_shown,
    removing_option,
    resources_counted,
    settings_for_one_run,
    show_findings,
    write,
    write_all,
)
from tressons_ld.files.garbage import seldom_look_for_garbage
from tressons_ld.findings.language import COLON, Text, quoted
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import TURTLE

if TYPE_CHECKING:
    from tressons_ld.catalogue.mending.mend import Mend
    from tressons_ld.catalogue.mending.plan import MendedFile, MendingPlan
    from tressons_ld.findings.collector import Collector
    from tressons_ld.publication.inputs import Inputs

_MOST_BY_HAND = 20
_LINE_END = re.compile(r"\r\n|\r|\n")


@click.command(
    cls=Command,
    help=Text(
        """Dit tout ce qui est à corriger, cellule par cellule.

        --fix montre, fichier par fichier, les corrections qui n'ont qu'un sens ; --fix --yes les
        écrit, --undo les reprend. --add montre les lignes qui manquent aux tableaux, --add --write
        les ajoute.

        \b
        Exemple : tressons-ld check --format json
        Exemple : tressons-ld check --fix
        """,
        """Say all that is to be mended, cell by cell.

        --fix shows, file by file, the mends that have one meaning; --fix --yes writes them,
        --undo takes them back. --add shows the rows that the tables lack, --add --write adds
        them.

        \b
        Example: tressons-ld check --format json
        Example: tressons-ld check --fix
        """,
    ),
)
@option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["text", "json", TURTLE.name]),
    default="text",
    help=Text("Forme du rapport.", "Form of the report."),
)
@option(
    "--all",
    "one_by_one",
    is_flag=True,
    help=Text(
        "Dire chaque constat, cellule par cellule, sans rassembler ceux qui disent la même chose.",
        "Say each finding, cell by cell, without gathering those that say the same.",
    ),
)
@option(
    "--fix",
    is_flag=True,
    help=Text(
        "Montrer les corrections qui n'ont qu'un sens, sans rien écrire.",
        "Show the mends that have one meaning, and write nothing.",
    ),
)
@option(
    "--yes",
    is_flag=True,
    help=Text(
        "Avec --fix : les écrire dans les tableaux (CSV, TSV, JSON Lines) et les réglages.",
        "With --fix: write them into the tables (CSV, TSV, JSON Lines) and settings.",
    ),
)
@option(
    "--undo",
    is_flag=True,
    help=Text(
        "Remettre les tableaux tels qu'ils étaient avant le dernier --fix --yes.",
        "Put the tables back as they were before the last --fix --yes.",
    ),
)
@option("--add", is_flag=True, help=ADD_HELP)
@option("--write", "write_", is_flag=True, help=WRITE_HELP)
@dropping_option
@removing_option
@long_work
@settings_for_one_run
@on_a_folder
def check(
    folder: Path | None,
    lang: str | None,
    form: str,
    one_by_one: bool,
    fix: bool,
    yes: bool,
    undo: bool,
    add: bool,
    write_: bool,
    removing: int | None,
    dropping: int | None,
    quiet: bool,
    jobs: int | None,
    **options: Any,
) -> int:
    """Check a catalogue folder, mend it, or take the mends back."""
    seldom_look_for_garbage()
    if yes and not fix:
        raise click.UsageError(say("check.yes-needs-fix"))
    if undo and fix:
        raise click.UsageError(say("check.fix-or-undo"))
    if (fix or undo) and form != "text":
        raise click.UsageError(say("check.format-alone"))
    refuse_with_others(add=add, written=write_, others=fix or undo or form != "text")
    if add:
        return complete(open_inputs(folder, **options).folder, written=write_)
    if undo:
        return _undo(folder)

    def check_now() -> tuple["Inputs", "Collector"]:
        from tressons_ld.publication.publish import check as check_folder

        inputs = open_inputs(folder, **options)
        with progress_shown(quiet) as progress:
            found = check_folder(
                inputs, removing=removing, dropping=dropping, jobs=jobs, progress=progress
            )
        return inputs, found

    inputs, found = check_now()
    if fix:
        if not _fix(inputs, found, yes=yes, quiet=quiet):
            return 0 if found.publishable else 1
        inputs, found = check_now()
    return _report(inputs, found, form, one_by_one=one_by_one, quiet=quiet)


def _report(
    inputs: "Inputs", collector: "Collector", form: str, *, one_by_one: bool, quiet: bool
) -> int:
    """Print all findings; return the exit code."""
    from tressons_ld.findings.reports import as_json, as_turtle, counts

    if form == "json":
        write_all(as_json(collector, current_language()))
    elif form == "turtle":
        write_all(as_turtle(collector, inputs.graph.context.iris.catalogue))
    else:
        least = "VIOLATION" if quiet else "INFO"
        show_findings(collector, inputs.folder, err=False, least=least, one_by_one=one_by_one)
        language = current_language()
        resources, number = resources_counted(len(inputs.folder.index)), counts(collector, language)
        words = (resources.in_language(language), COLON.in_language(language), number)
        write(f"{''.join(words)}.\n")
    return 0 if collector.publishable else 1


def _fix(inputs: "Inputs", collector: "Collector", *, yes: bool, quiet: bool) -> bool:
    """Show the mends of one meaning, and write them if ``yes``; return whether any was written."""
    from tressons_ld.catalogue.mending.plan import mending_plan
    from tressons_ld.catalogue.mending.writing import write_mended

    plan = mending_plan(inputs.folder, collector.sorted())
    if not quiet:
        for each in plan.files:
            write_all(_diff(each))
    _tell_by_hand(plan)
    if not plan.files:
        nothing = say("check.nothing-to-mend")
        write(nothing if not plan.by_hand else "")
        return False
    cells = sentence("check.cells", n=sum(each.cells for each in plan.files))
    names = ", ".join(each.file for each in plan.files)
    if not yes:
        shown = say("check.cells-to-mend", cells=cells, names=names)
        write(shown)
        return False
    write_mended(inputs.folder.path, plan.files)
    done = say("check.mended", cells=cells, names=names)
    write(done)
    return True


def _undo(folder: Path | None) -> int:
    from tressons_ld.catalogue.mending.writing import undo_mending

    files = ", ".join(undo_mending(path_of(folder)))
    back = say("check.undone", files=files)
    already = say("check.nothing-to-undo")
    write(back if files else already)
    return 0


def _diff(mended: "MendedFile") -> Iterator[str]:
    """Yield the rows that change as a unified diff without context, the cells named."""
    language = current_language()
    yield f"--- {mended.file}\n+++ {mended.file}\n"
    moved = 0
    for row in mended.text.rows:
        before, after = (_LINE_END.split(text) for text in (row.before, row.after))
        changes = "; ".join(_in_words(mend, language) for mend in mended.text.mends[row.number])
        yield f"@@ -{row.line},{len(before)} +{row.line + moved},{len(after)} @@ {changes}\n"
        yield from (f"-{line}\n" for line in before)
        yield from (f"+{line}\n" for line in after)
        moved += len(after) - len(before)


def _in_words(mend: "Mend", language: str) -> str:
    """Return the cell, its value and what is written in its place."""
    place = mend.finding.location
    where = place.in_language(language).removeprefix(f"{place.file}, ") if place else ""
    value, text = (quoted(each, language) for each in (mend.finding.value or "", mend.text))
    return f"{where}{COLON.in_language(language)}{value} → {text}"


def _tell_by_hand(plan: "MendingPlan") -> None:
    """Say which mends a person has to write."""
    mends = plan.by_hand
    if not mends:
        return
    head = say("check.by-hand")
    write(head)
    language = current_language()
    for mend in mends[:_MOST_BY_HAND]:
        place = mend.finding.location
        file = f"{place.file}, " if place else ""
        write(f"  {file}{_in_words(mend, language)}\n")
    if (more := len(mends) - _MOST_BY_HAND) > 0:
        write(say("check.more", more=more))
