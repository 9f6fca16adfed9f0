"""``publish``: all that is published, once or each time that a table is saved."""

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tressons_ld.cli.localised import (
    Command,
    current_language,
    option,
    say,
)
from tressons_ld.cli.options import (
    dropping_option,
    long_work,
    on_a_folder,
    open_inputs,
    progress_shown,
    removing_option,
    resources_counted,
    settings_for_one_run,
    show_findings,
    write,
)
from tressons_ld.files.garbage import seldom_look_for_garbage
from tressons_ld.findings.errors import TressonsError
from tressons_ld.findings.language import Text, decimal
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import TURTLE

if TYPE_CHECKING:
    from tressons_ld.publication.publish import Publication

_MOST_TOLD = 30


@click.command(
    cls=Command,
    help=Text(
        """Vérifie le catalogue et le publie en entier dans un dossier, ou ne change rien.

        \b
        Exemple : tressons-ld publish --site-url https://mon-site.fr/catalogue/
        """,
        """Check the catalogue and publish all of it into a folder, or change nothing.

        \b
        Example: tressons-ld publish --site-url https://my-site.org/catalogue/
        """,
    ),
)
@option(
    "--output",
    "-o",
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
@option(
    "--full",
    is_flag=True,
    help=Text(
        "Tout écrire à nouveau, sans rien reprendre de la dernière publication.",
        "Write everything anew, taking nothing over from the last publication.",
    ),
)
@option(
    "--watch",
    is_flag=True,
    help=Text(
        "Publier à nouveau chaque fois qu'un fichier du catalogue est enregistré ; Ctrl-C arrête.",
        "Publish again each time a file of the catalogue is saved; Ctrl-C ends it.",
    ),
)
@option(
    "--changes",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=Text(
        "Fichier où lister, dans l'ordre, ce qui est à envoyer (+, ~) puis à effacer (-) sur le "
        "site ; l'ôter une fois l'envoi fait.",
        "File to list in, in order, what is to be uploaded (+, ~) and then deleted (-) on the "
        "site; remove it once that is done.",
    ),
)
@dropping_option
@removing_option
@long_work
@settings_for_one_run
@on_a_folder
def publish(folder: Path | None, lang: str | None, watch: bool, **options: Any) -> int:
    """Publish a catalogue folder, once or whenever it changes."""
    seldom_look_for_garbage()
    if not watch:
        return _publish_once(folder, **options)
    from tressons_ld.catalogue.tables.source_folders import SOURCE_FOLDERS
    from tressons_ld.cli.options import path_of
    from tressons_ld.files.watching import stamps, wait_for_change
    from tressons_ld.identity.ledger import LEDGER_FILE

    catalogue = path_of(folder)
    lock_file = os.path.join(catalogue, LEDGER_FILE)
    while True:
        watched = [*(catalogue / name for name in SOURCE_FOLDERS), *_tables(catalogue)]
        # What is saved while it publishes is a change; what it writes itself is none.
        before = stamps(watched)
        try:
            _publish_once(folder, **options)
        except TressonsError as error:
            write(say("cli.error") + error.text.in_language(current_language()) + "\n", err=True)
        after = stamps(watched)
        before |= {path: stamp for path, stamp in after.items() if path == lock_file}
        waiting = say("publish.waiting")
        write(waiting, err=True)
        wait_for_change(watched, before)


def _tables(catalogue: Path) -> list[Path]:
    """Return the tables that the settings name, wherever they lie."""
    from tressons_ld.catalogue.tables.settings import read_settings

    try:
        files = read_settings(catalogue)[0].settings.files
    except TressonsError:
        return []  # It is told by who publishes.
    return [catalogue / "data" / file for file in files.values()]


def _publish_once(
    folder: Path | None,
    output: Path | None,
    locked: bool,
    full: bool,
    removing: int | None,
    dropping: int | None,
    changes: Path | None,
    quiet: bool,
    jobs: int | None,
    **options: Any,
) -> int:
    """Publish a catalogue folder; return the exit code."""
    from tressons_ld.findings.reports import counts
    from tressons_ld.publication.publish import publish as publish_folder
    from tressons_ld.publication.shard_list import ShardList

    started, shards = time.monotonic(), ShardList()
    inputs = open_inputs(folder, watch=None if full else shards.watch, **options)
    has_site = inputs.folder.shared.settings.site
    target = output or inputs.folder.path / "public"
    with progress_shown(quiet) as progress:
        done = publish_folder(
            inputs,
            target,
            locked=locked,
            full=full,
            removing=removing,
            dropping=dropping,
            changes=changes,
            jobs=jobs,
            progress=progress,
            shards=None if full else shards,
        )
    if not quiet or not done.published:
        show_findings(done.report, inputs.folder, err=True, least="WARNING")
    found = counts(done.report, current_language())
    if not done.published:
        write(say("publish.refused", found=found), err=True)
        return 1
    _tell_of_files(done)
    if quiet:
        return 0
    _tell_of_publication(done, target, has_site, found, time.monotonic() - started)
    if has_site:
        tell_of_hosts(done.files, target)
    _tell_of_identity(done)
    if done.ledger_changed:
        write(say("cli.commit-identities"))
    return 0


def _tell_of_publication(
    done: "Publication", target: Path, has_site: bool, findings: str, seconds: float
) -> None:
    """Say what was published, how long it took, and where to begin to read."""
    from tressons_ld.catalogue.paths import dump_path
    from tressons_ld.site.page_paths import HOME

    unchanged = done.resources - done.rendered
    summary = say(
        "publish.done",
        resources=resources_counted(done.resources),
        kept=unchanged,
        unchanged=sentence("publish.unchanged", n=unchanged),
        triples=done.triples,
        files=done.files,
        duration=decimal(seconds),
        found=findings,
        shown=target / (f"{HOME}.html" if has_site else dump_path(TURTLE)),
    )
    write(summary)


def _tell_of_files(done: "Publication") -> None:
    """Say what in the output folder was not what was published, or was not published."""
    if done.altered_files:
        anew = say("publish.written-again", altered=done.altered_files)
        write(anew, err=True)
    if done.overridden_files:
        instead = say("publish.kept", overridden=done.overridden_files)
        write(instead, err=True)


def tell_of_hosts(files: int, output: Path) -> None:
    """Say which hosts of static sites take less than was published: so many files in a folder."""
    from tressons_ld.mapping.data_files import DATA_FILES
    from tressons_ld.site.hosts.host_limits import exceeded

    for limit, number in exceeded(output, files, [file.path for file in DATA_FILES]):
        more = say(
            "publish.over-limit",
            host=limit.host,
            number=number,
            counted=limit.counted,
            most=limit.most,
        )
        write(more)


def _tell_of_identity(done: "Publication") -> None:
    """Say what this publication changes for those who know things by their names and days."""
    from tressons_ld.identity.declarations import AT_PORTALS

    if done.renamed:
        write(say("publish.things-renamed", n=done.renamed, portals=AT_PORTALS))
    elif done.rebased:
        write(say("publish.other-base", portals=AT_PORTALS))
    if done.renewed_digests:
        write(say("publish.older-digests", n=done.renewed_digests))
    if done.moved_addresses:
        elsewhere = say("publish.elsewhere", moved=done.moved_addresses)
        write(elsewhere)
    if done.mapping_changes:
        more = len(done.mapping_changes) - _MOST_TOLD
        told = "".join(f"  {line}\n" for line in done.mapping_changes[:_MOST_TOLD])
        end = say("publish.more", more=more) if more > 0 else ""
        head = say("publish.mapping-changed")
        write(f"{head}{told}{end}")
