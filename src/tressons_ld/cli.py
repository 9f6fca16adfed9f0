"""The command line: a command parses, calls one function of the library, prints, exits.

Results go to standard output, everything else to standard error. Exit 0: fine; 1: findings that
stop, or a failure; 2: a command line that cannot be understood.
"""

import datetime
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from tressons_ld import __version__
from tressons_ld.errors import Text, TressonsError
from tressons_ld.localised import (
    LANGUAGES,
    Group,
    current_language,
    option,
    say,
    usage_message,
)

if TYPE_CHECKING:
    from tressons_ld.build import OpenFolder
    from tressons_ld.findings import Report


def main() -> NoReturn:
    """Run the command line and exit."""
    try:
        status = cli.main(standalone_mode=False)
    except click.ClickException as error:
        message = usage_message(error)
        help_line = ""
        if isinstance(error, click.UsageError) and error.ctx is not None:
            path = error.ctx.command_path
            help_line = say(f"\nAide : {path} --help", f"\nHelp: {path} --help")
        click.echo(say("Erreur : ", "Error: ") + message + help_line, err=True)
        sys.exit(error.exit_code)
    except TressonsError as error:
        words = error.text.in_language(current_language())
        click.echo(say("Erreur : ", "Error: ") + words, err=True)
        sys.exit(1)
    except (click.Abort, KeyboardInterrupt):
        click.echo(say("Interrompu : rien n'a changé.", "Interrupted: nothing changed."), err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stdout = None
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=Text(
        "Publie un catalogue tenu dans un tableur en données liées, vérifiées et moissonnables.",
        "Publish a catalogue kept in a spreadsheet as checked, harvestable linked data.",
    ),
)
@option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help=Text("Langue des messages.", "Language of the messages."),
)
@click.version_option(__version__, prog_name="tressons-ld")
def cli(lang: str | None) -> None:
    """Gather the commands; each asks its own language, by default the one of the group."""


_Command = Callable[..., Any]

_language = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help=Text("Langue des messages (fr ou en).", "Language of the messages (fr or en)."),
)


def _common(command: _Command) -> _Command:
    """Add the options of every command that works on a catalogue folder."""
    command = _language(command)
    return option(
        "--folder",
        type=click.Path(path_type=Path),
        default=Path(),
        help=Text(
            "Dossier du catalogue (par défaut : celui où l'on est, ou le plus proche au-dessus).",
            "Catalogue folder (default: the current one, or the nearest above).",
        ),
    )(command)


def _addresses(command: _Command) -> _Command:
    """Add the options that replace settings for one run."""
    for name, fr, en in (
        ("--base-iri", "Autre base des identifiants.", "Another base of the identifiers."),
        ("--site-url", "Autre adresse des fichiers.", "Another address of the files."),
    ):
        command = option(name, help=Text(fr, en))(command)
    command = option(
        "--date",
        callback=_day,
        help=Text(
            "Jour de publication, AAAA-MM-JJ (par défaut : aujourd'hui).",
            "Day of publication, YYYY-MM-DD (default: today).",
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


def _day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str:
    from tressons_ld.terms import is_lexical

    if value is None:
        return datetime.date.today().isoformat()
    if not is_lexical(value, "date"):
        raise click.BadParameter(
            say(f"« {value} » : écrire AAAA-MM-JJ.", f'"{value}": write YYYY-MM-DD.')
        )
    return value


def _open(folder: Path, **options: Any) -> "OpenFolder":
    from tressons_ld.build import open_folder
    from tressons_ld.tables import find_folder

    return open_folder(find_folder(folder), **options)


@contextmanager
def _progress(quiet: bool = False) -> Iterator[Callable[[int, int], None] | None]:
    """Show how far a long run is: a bar on a terminal, a line every five seconds elsewhere."""
    if quiet:
        yield None
        return
    started = shown = time.monotonic()

    def progress(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        terminal = sys.stderr.isatty()
        if now - shown < (0.2 if terminal else 5):
            return
        shown = now
        rate = done / (now - started)
        left = max(total - done, 0) / rate if rate else 0
        line = say(
            f"{done} / {total} fiches, {rate:.0f} par seconde, encore {left:.0f} s",
            f"{done} / {total} entries, {rate:.0f} per second, {left:.0f} s left",
        )
        click.echo(f"\r\x1b[K{line}" if terminal else line, err=True, nl=not terminal)

    try:
        yield progress
    finally:
        if sys.stderr.isatty() and shown != started:
            click.echo("\r\x1b[K", err=True, nl=False)


def _print_report(report: "Report", *, err: bool, least: str = "INFO") -> None:
    from tressons_ld.findings import Severity
    from tressons_ld.reports import as_text

    words = as_text(report, current_language(), least=Severity[least])
    click.echo(_encodable(words, err), nl=False, err=err)


def _encodable(words: str, err: bool) -> str:
    """Return the words as the terminal can show them."""
    encoding = getattr(sys.stderr if err else sys.stdout, "encoding", None) or "utf-8"
    return words.encode(encoding, "backslashreplace").decode(encoding)


@cli.command(
    help=Text(
        """Vérifie le catalogue et le publie en entier dans un dossier, ou ne change rien.

        \b
        Exemple : tressons-ld publish --site-url https://mon-site.fr/catalogue/
        """,
        """Check the catalogue and publish all of it into a folder, or change nothing.

        \b
        Example: tressons-ld publish --site-url https://my-site.org/catalogue/
        """,
    )
)
@option(
    "--output",
    type=click.Path(path_type=Path),
    help=Text(
        "Dossier à remplacer (par défaut : public/ du catalogue).",
        "Folder to replace (default: the catalogue's public/).",
    ),
)
@option(
    "--locked",
    is_flag=True,
    help=Text(
        "Échouer plutôt que changer data/identities.csv.",
        "Fail rather than change data/identities.csv.",
    ),
)
@option("--quiet", is_flag=True, help=Text("Ne dire que ce qui arrête.", "Say only what stops."))
@_addresses
@_common
def publish(
    folder: Path,
    lang: str | None,
    output: Path | None,
    locked: bool,
    quiet: bool,
    **options: Any,
) -> int:
    """Publish a catalogue folder."""
    from tressons_ld.publish import publish as publish_folder
    from tressons_ld.reports import counts

    started = time.monotonic()
    opened = _open(folder, **options)
    target = output or opened.path / "public"
    with _progress(quiet) as progress:
        done = publish_folder(opened, target, locked=locked, progress=progress)
    if not quiet or not done.published:
        _print_report(done.report, err=True, least="WARNING")
    found = counts(done.report, current_language())
    if not done.published:
        click.echo(
            say(
                f"Rien n'a été publié : {found}. Corriger les violations, puis recommencer.",
                f"Nothing was published: {found}. Mend the violations, then try again.",
            ),
            err=True,
        )
        return 1
    if quiet:
        return 0
    seconds = time.monotonic() - started
    click.echo(
        say(
            f"{done.resources} ressources, {done.triples} triplets, {done.files} fichiers "
            f"en {seconds:.1f} s. {found}.\nÀ lire : {target / 'catalogue.ttl'}",
            f"{done.resources} resources, {done.triples} triples, {done.files} files "
            f"in {seconds:.1f} s. {found}.\nTo read: {target / 'catalogue.ttl'}",
        )
    )
    if done.ledger_changed:
        click.echo(
            say(
                "data/identities.csv a changé : l'enregistrer avec le catalogue (git commit).",
                "data/identities.csv has changed: commit it with the catalogue.",
            )
        )
    return 0


@cli.command(
    help=Text(
        """Dit tout ce qui est à corriger, cellule par cellule.

        \b
        Exemple : tressons-ld check --format json
        """,
        """Say all that is to be mended, cell by cell.

        \b
        Example: tressons-ld check --format json
        """,
    )
)
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "turtle"]),
    default="text",
    help=Text("Forme du rapport.", "Form of the report."),
)
@_addresses
@_common
def check(folder: Path, lang: str | None, form: str, **options: Any) -> int:
    """Check a catalogue folder."""
    from tressons_ld.build import check as check_folder
    from tressons_ld.findings import Report
    from tressons_ld.reports import as_json, as_turtle, counts

    opened = _open(folder, **options)
    with _progress() as progress:
        report = Report.of(check_folder(opened, progress))
    if form == "json":
        click.echo(as_json(report, current_language()), nl=False)
    elif form == "turtle":
        click.echo(as_turtle(report, opened.context.iris.catalogue), nl=False)
    else:
        _print_report(report, err=False)
        ids = len(opened.index)
        found = counts(report, current_language())
        click.echo(say(f"{ids} ressources : {found}.", f"{ids} resources: {found}."))
    return 0 if report.publishable else 1


@cli.command(
    help=Text(
        """Crée le dossier d'un nouveau catalogue, petit, expliqué, publiable aussitôt.

        \b
        Exemple : tressons-ld init mon-catalogue
        """,
        """Create the folder of a new catalogue: small, explained, publishable at once.

        \b
        Example: tressons-ld init my-catalogue
        """,
    )
)
@click.argument("directory", type=click.Path(path_type=Path))
@_language
def init(directory: Path, lang: str | None) -> int:
    """Create a catalogue folder."""
    from tressons_ld.output import create_folder
    from tressons_ld.resources import tool_files

    create_folder(directory, tool_files("starter"))
    click.echo(
        say(
            f"{directory} est prêt. Ensuite :\n  cd {directory}\n  tressons-ld publish",
            f"{directory} is ready. Next:\n  cd {directory}\n  tressons-ld publish",
        )
    )
    return 0
