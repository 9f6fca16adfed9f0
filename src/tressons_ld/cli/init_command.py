"""``init``: the folder of a new catalogue, empty or made of a table that is there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tressons_ld.cli.localised import Command, argument, current_language, option, say
from tressons_ld.cli.options import language, write
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.language import Text

if TYPE_CHECKING:
    from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable

_MOST_STOPPING = 12
_ANY_DAY = "2000-01-01"
"""Of a publication that is only tried: nothing of it is written."""


@click.command(
    cls=Command,
    help=Text(
        """Crée le dossier d'un nouveau catalogue, publiable aussitôt : un exemple expliqué, ou un
        tableau que vous avez.

        Avec --from, le tableau est lu tel qu'il est : intitulés, identifiants, genres, auteurs,
        thèmes en sont tirés ; ce qui est deviné est dit et marqué « à relire », ce qui n'est pas
        porté est nommé.

        \b
        Exemple : tressons-ld init mon-catalogue
        Exemple : tressons-ld init mon-catalogue --from inventaire.xlsx
        """,
        """Create the folder of a new catalogue, publishable at once: an explained example, or a
        table that you have.

        With --from the table is read as it is: headings, ids, kinds, authors, themes are taken from
        it; what is guessed is told and marked "to review", what is not carried is named.

        \b
        Example: tressons-ld init my-catalogue
        Example: tressons-ld init my-catalogue --from inventory.xlsx
        """,
    ),
)
@argument("directory", type=click.Path(path_type=Path), metavar=Text("DOSSIER", "FOLDER"))
@option(
    "--from",
    "source",
    metavar=Text("FICHIER", "FILE"),
    help=Text(
        "Le tableau à reprendre : CSV, TSV, XLSX, ODS, JSON Lines ; références BibTeX, RIS, "
        "CSL-JSON ; flux DCAT, fichier ou adresse ; réponse OAI-PMH.",
        "The table to take over: CSV, TSV, XLSX, ODS, JSON Lines; references in BibTeX, RIS, "
        "CSL-JSON; a DCAT feed, file or address; an answer of OAI-PMH.",
    ),
)
@option(
    "--sheet", help=Text("La feuille du classeur à lire.", "The sheet of the workbook to read.")
)
@option(
    "--column",
    "columns",
    multiple=True,
    metavar=Text("INTITULÉ=COLONNE", "HEADING=COLUMN"),
    help=Text(
        "Ce que veut dire un intitulé, si c'est mal deviné ; rien après = : ne pas le porter.",
        "What a heading means, where the guess is wrong; nothing after =: do not carry it.",
    ),
)
@option(
    "--ask",
    is_flag=True,
    help=Text(
        "Demander, sur un terminal, ce qui est deviné avec doute : colonnes, langue, genre, "
        "éditeur ; « tout » garde tout.",
        "Ask, on a terminal, for what is guessed with doubt: columns, language, kind, publisher; "
        '"all" keeps all.',
    ),
)
@option(
    "--dry-run",
    is_flag=True,
    help=Text("Dire ce qui serait fait, ne rien écrire.", "Say what would be done, write nothing."),
)
@option(
    "--paths",
    type=click.Choice(["fr", "en"]),
    help=Text(
        "Langue des mots des adresses, ressource/… ou resource/… ; celle des messages sinon.",
        "Language of the words of addresses, ressource/… or resource/…; else that of messages.",
    ),
)
@language
def init(
    directory: Path,
    lang: str | None,
    source: str | None,
    sheet: str | None,
    columns: tuple[str, ...],
    ask: bool,
    dry_run: bool,
    paths: str | None,
) -> int:
    """Create a catalogue folder."""
    from tressons_ld.catalogue.adoption.adopted_folder import starter_files
    from tressons_ld.files.output import create_folder, refuse_filled

    if ask and (source is None or not sys.stdin.isatty()):
        raise click.UsageError(say("init.ask-needs-terminal"))
    if source is not None:
        refuse_filled(directory.resolve())
        with _source_file(source) as file:
            return _init_from(directory, file, sheet, columns, paths, ask=ask, dry_run=dry_run)
    if not dry_run:
        create_folder(directory, starter_files(current_language(), paths))
    ready = say("init.ready", directory=directory)
    write(ready)
    return 0


@contextmanager
def _source_file(source: str) -> Iterator[Path]:
    """Give the file of a source; all pages of a feed that lies at an address are one."""
    from tressons_ld.consumers.rehearsal.whole_feed import feed_name, is_address, whole_feed
    from tressons_ld.files.output import scratch_folder

    if not is_address(source):
        yield Path(source)
        return
    content = whole_feed(source)
    with scratch_folder(None) as scratch:
        file = scratch / feed_name(source)
        file.write_bytes(content)
        yield file


def _init_from(
    directory: Path,
    source: Path,
    sheet: str | None,
    columns: tuple[str, ...],
    paths: str | None,
    *,
    ask: bool,
    dry_run: bool,
) -> int:
    from tressons_ld.catalogue.adoption.account import Account
    from tressons_ld.catalogue.adoption.adopted_folder import ACCOUNT, adopted_files
    from tressons_ld.catalogue.adoption.adopted_rows import adopt
    from tressons_ld.catalogue.adoption.source_files import read_source
    from tressons_ld.catalogue.tables.terms_of_others import read_authorities
    from tressons_ld.files.output import create_folder, scratch_folder

    language, user_columns = current_language(), dict(_pairs(columns))
    table, authorities = read_source(source, sheet), read_authorities()
    adopting = partial(adopt, table, authorities, language=language)
    if ask:
        from tressons_ld.cli.asked_guesses import AskedGuesses

        adopted = AskedGuesses(adopting, user_columns, authorities).ask()
    else:
        adopted = adopting(user_columns=user_columns)
    write(Account(adopted, language).text())
    if not adopted.rows:
        raise FolderError("folder.source-without-resources", file=source.name)
    files = adopted_files(adopted, source, language, paths)
    with scratch_folder(None) as scratch:
        create_folder(scratch / "folder", files)
        stops = _stopping(scratch / "folder", adopted)
    if not dry_run:
        create_folder(directory, files)
        ready = say("init.ready-with-account", directory=directory, account=ACCOUNT)
        write(ready)
    return 1 if stops else 0


def _stopping(folder: Path, adopted: "AdoptedTable") -> bool:
    """Say whether the folder publishes, or what stops it; return whether something does."""
    from tressons_ld.composition import open_folder
    from tressons_ld.findings.finding import Severity
    from tressons_ld.findings.gathering import gathered
    from tressons_ld.publication.publish import check

    found = check(open_folder(folder, date=_ANY_DAY))
    number = found.count(Severity.VIOLATION)
    if not number:
        write(say("init.publishable"))
        return False
    write(say("init.obstacles", number=number))
    shown = gathered(found, current_language(), least=Severity.VIOLATION, most=_MOST_STOPPING)
    write("".join(shown.lines[:_MOST_STOPPING]))
    return True


def _pairs(columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for each in columns:
        heading, sign, column = each.rpartition("=")
        if not sign or not heading.strip():
            raise click.BadParameter(
                say("init.heading-option", text=each),
                param_hint="--column",
            )
        yield heading.strip(), column.strip()
