"""What several commands share: options, opening the folder, showing progress and findings."""

import datetime
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tressons_ld.cli.localised import (
    WholeNumber,
    current_language,
    option,
    remember_language,
    say,
)
from tressons_ld.findings.language import LANGUAGES, Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from tressons_ld.catalogue.folder import CatalogueFolder
    from tressons_ld.findings.collector import Collector
    from tressons_ld.publication.inputs import Inputs

Command = Callable[..., Any]

MOST_SHOWN = 50
"""Findings shown in full on a terminal; of more, the counts and where the list lies."""

_PIECE = 1 << 16

FULL_LIST = "findings.txt"
"""Where the full list lies, in the catalogue folder."""

language = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    is_eager=True,
    callback=remember_language,
    help=Text("Langue des messages (fr ou en).", "Language of the messages (fr or en)."),
)

folder_option = option(
    "--folder",
    type=click.Path(path_type=Path),
    help=Text(
        "Dossier du catalogue (par défaut : celui où l'on est, ou le plus proche au-dessus).",
        "Catalogue folder (default: the current one, or the nearest above).",
    ),
)


_LAST_PORT = 65535

published_folder = option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar=Text("DOSSIER", "FOLDER"),
    help=Text(
        "Dossier publié (par défaut : public, à côté de data).",
        "Published folder (default: public, beside data).",
    ),
)


def port_option(port: int) -> Callable[[Command], Command]:
    """Return what adds the option of a command that listens on a port, this one by default."""
    return option(
        "--port",
        type=WholeNumber(min=0, max=_LAST_PORT),
        default=port,
        help=Text(
            f"Port à écouter (par défaut : {port} ; 0 : n'importe lequel qui est libre).",
            f"Port to listen on (default: {port}; 0: any that is free).",
        ),
    )


def on_a_folder(command: Command) -> Command:
    """Add the options of every command that works on a catalogue folder."""
    return folder_option(language(command))


def today() -> str:
    """Return what day it is here, ISO 8601; nothing else in the tool asks the clock for it."""
    return datetime.date.today().isoformat()


def _day(context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    """Return the day given, or that of the clock; ``date_given`` says which it is."""
    from tressons_ld.rdf.terms import is_lexical

    context.params["date_given"] = value is not None
    if value is None:
        return today()
    if not is_lexical(value, "date"):
        raise click.BadParameter(say("cli.write-a-day", value=value))
    return value


def settings_for_one_run(command: Command) -> Command:
    """Add the options that replace settings for one run."""
    for name, fr, en in (
        ("--base-iri", "Autre base des identifiants.", "Another base of the identifiers."),
        ("--site-url", "Autre adresse des fichiers.", "Another address of the files."),
    ):
        command = option(name, metavar="URL", help=Text(fr, en))(command)
    command = option(
        "--date",
        callback=_day,
        metavar=Text("AAAA-MM-JJ", "YYYY-MM-DD"),
        help=Text(
            "Jour de publication (par défaut : aujourd'hui).",
            "Day of publication (default: today).",
        ),
    )(command)
    return option(
        "--engine",
        type=click.Choice(["shacl", "pyshacl"]),
        help=Text(
            "Moteur SHACL (par défaut : shacl s'il est installé, sinon pyshacl).",
            "SHACL engine (default: shacl if installed, else pyshacl).",
        ),
    )(command)


def on_a_day(command: Command) -> Command:
    """Add the option of a command that dates what it writes."""
    return option(
        "--date",
        callback=_day,
        metavar=Text("AAAA-MM-JJ", "YYYY-MM-DD"),
        help=Text(
            "Jour de la déclaration (par défaut : aujourd'hui).",
            "Day of the declaration (default: today).",
        ),
    )(command)


def long_work(command: Command) -> Command:
    """Add the options of a command that may work for long."""
    command = option(
        "--quiet",
        "-q",
        is_flag=True,
        help=Text("Ne dire que ce qui arrête.", "Say only what stops."),
    )(command)
    return option(
        "--jobs",
        "-j",
        type=WholeNumber(min=1),
        help=Text(
            "Nombre de processus (par défaut : tous les processeurs).",
            "Number of processes (default: all processors).",
        ),
    )(command)


def path_of(folder: Path | None) -> Path:
    """Return the catalogue folder that was named, or the one the command runs in.

    A publication of it that was interrupted is finished or undone: its published folder is whole.

    Raises:
        FolderError: there is none.
    """
    from tressons_ld.catalogue.tables.toml_file import find_folder
    from tressons_ld.publication.journal import is_interrupted

    catalogue = find_folder(folder or Path(), parents=folder is None)
    if is_interrupted(catalogue):
        from tressons_ld.publication.commit import recover

        recover(catalogue)
    return catalogue


def open_inputs(folder: Path | None, **options: Any) -> "Inputs":
    """Return the catalogue folder, open.

    Raises:
        TressonsError: it cannot be read.
    """
    from tressons_ld.composition import open_folder

    return open_folder(path_of(folder), **options)


removing_option = option(
    "--removing",
    type=WholeNumber(min=1),
    help=Text(
        "Nombre de ressources qu'on retire, quand c'est plus que la part admise en une fois.",
        "Number of resources being removed, when it is more than the share allowed at once.",
    ),
)

dropping_option = option(
    "--dropping",
    type=WholeNumber(min=1),
    help=Text(
        "Nombre d'adresses publiées (flux, documents, questions) qu'on abandonne.",
        "Number of published addresses (feeds, documents, questions) being given up.",
    ),
)


def resources_counted(number: int) -> Text:
    """Return a number of resources in words."""
    return sentence("publish.resources", n=number)


_RESOURCES = sentence("cli.resources")


@contextmanager
def progress_shown(
    quiet: bool, counted: Text = _RESOURCES
) -> Iterator[Callable[[int, int], None] | None]:
    """Show how far a long run is: a bar on a terminal, a line every five seconds elsewhere.

    Args:
        quiet: show nothing.
        counted: what is counted.
    """
    if quiet:
        yield None
        return
    terminal = sys.stderr.isatty()
    started = shown = time.monotonic()
    bar: ProgressBar[int] | None = None

    def progress(done: int, total: int) -> None:
        nonlocal shown, bar
        now = time.monotonic()
        ends = bar is not None and done >= total
        if now - shown < (0.2 if terminal else 5) and not ends:
            return
        shown = now
        rate = done / (now - started)
        left = max(total - done, 0) / rate if rate else 0
        line = say("cli.progress", done=done, total=total, counted=counted, rate=rate, left=left)
        if not terminal:
            click.echo(line, err=True)
            return
        if bar is None:
            bar = click.progressbar(
                length=total,
                file=sys.stderr,
                width=0,
                bar_template="[%(bar)s] %(label)s",
                show_eta=False,
                show_percent=False,
            )
        bar.label, bar.length = line, total
        bar.update(done - bar.pos)

    try:
        yield progress
    finally:
        if bar:
            bar.render_finish()


def show_findings(
    collector: "Collector",
    folder: "CatalogueFolder",
    *,
    err: bool,
    least: str = "INFO",
    one_by_one: bool = False,
) -> None:
    """Print the findings of at least this severity; of many, the first lines and the counts.

    Those that say the same of several cells are one line. Of more findings than lines are shown,
    all, whatever their severity, are then listed in a file one by one: the same from every command
    that finds the same.

    Args:
        collector: the findings.
        folder: the catalogue folder; the full list of many is written into it.
        err: print on standard error.
        least: name of a severity.
        one_by_one: print each, however many there are, and write no list.

    Raises:
        OutputError: the full list cannot be written.
    """
    from tressons_ld.findings.finding import Severity
    from tressons_ld.findings.gathering import gathered
    from tressons_ld.findings.reports import as_text

    language = current_language()
    if one_by_one:
        for line in as_text(collector, language, least=Severity[least]):
            write(line, err=err)
        return
    shown = gathered(collector, language, least=Severity[least], most=MOST_SHOWN)
    write("".join(shown.lines), err=err)
    for table in shown.files.get("table.column-unknown", ()):
        write(_possible_columns(table, folder).in_language(language), err=err)
    if shown.findings <= MOST_SHOWN:
        return
    path = folder.path / FULL_LIST
    number = _write_full_list(collector, path, language)
    if not shown.complete:
        for code, times in collector.codes.most_common():
            write(f"{times:>8}  {code}\n", err=err)
    lines = len(shown.lines)
    write(say("cli.lines-shown", lines=lines, number=number, path=path), err=err)


def _write_full_list(collector: "Collector", path: Path, language: str) -> int:
    """Write all findings into a file, one by one; return how many there are.

    Raises:
        OutputError: it cannot be written.
    """
    from tressons_ld.files.output import cannot_write
    from tressons_ld.findings.reports import as_text

    number = 0
    try:
        with path.open("w", encoding="utf-8", errors="backslashreplace") as file:
            for line in as_text(collector, language):
                file.write(line)
                number += 1
    except OSError as error:
        raise cannot_write(path, error) from error
    return number


def _possible_columns(file: str, folder: "CatalogueFolder") -> Text:
    """Return which columns a table may have: once, however many of its headings are unknown."""
    from tressons_ld.catalogue.model import FOLDER_TABLES, RESOURCES

    named = {f"data/{name}": table for table, name in folder.shared.settings.files.items()}
    table = named.get(file) or Path(file).name.partition(".")[0]
    layout = next((each for each in FOLDER_TABLES if each.name == table), RESOURCES)
    columns = ", ".join(layout.names)
    return sentence("cli.possible-columns", file=file, columns=columns)


def write(words: str, *, err: bool = False) -> None:
    """Print text, with what the terminal cannot show written as escapes."""
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    click.echo(words.encode(encoding, "backslashreplace").decode(encoding), nl=False, err=err)


def write_all(lines: Iterable[str]) -> None:
    """Print lines as they come, many at a time."""
    held: list[str] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length > _PIECE:
            write("".join(held))
            held, length = [], 0
    write("".join(held))
