"""``preview``: what is published, on this machine alone."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tressons_ld.cli.localised import (
    Command,
    option,
    say,
)
from tressons_ld.cli.options import (
    on_a_folder,
    open_inputs,
    path_of,
    port_option,
    published_folder,
    show_findings,
    today,
)
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.language import Text

if TYPE_CHECKING:
    pass

_PORT = 8000


@click.command(
    cls=Command,
    help=Text(
        """Montre le site publié sur cette machine seule, comme un serveur le montrera.

        Chaque adresse y mène à la page, au Turtle ou au JSON-LD selon ce que demande le lecteur.
        Avec --drafts, montre le catalogue tel qu'il serait publié avec ses brouillons, sans rien
        changer ni de « public », ni de « identities.csv ». Ctrl-C l'arrête.

        \b
        Exemple : tressons-ld preview --port 8080
        """,
        """Show the published site on this machine alone, as a server will show it.

        Each address leads to the page, the Turtle or the JSON-LD that its reader asks for. With
        --drafts it shows the catalogue as it would be published with its drafts, and changes
        neither "public" nor "identities.csv". Ctrl-C ends it.

        \b
        Example: tressons-ld preview --port 8080
        """,
    ),
)
@published_folder
@port_option(_PORT)
@option(
    "--drafts",
    is_flag=True,
    help=Text(
        "Montrer aussi les brouillons (colonne « status »), tels qu'ils seraient publiés.",
        'Show the drafts too (column "status"), as they would be published.',
    ),
)
@on_a_folder
def preview(
    output: Path | None, port: int, drafts: bool, folder: Path | None, lang: str | None
) -> int:
    """Serve a publication on the loopback until Ctrl-C; return the exit code."""
    from tressons_ld.files.output import scratch_folder

    catalogue = path_of(folder)
    if not drafts:
        _serve(output or catalogue / "public", catalogue, port)
        return 0
    if output:
        raise click.UsageError(say("preview.drafts-without-output"))
    with scratch_folder(None) as public:
        if not _made_with_drafts(folder, public):
            return 1
        _serve(public, catalogue, port)
    return 0


def _made_with_drafts(folder: Path | None, public: Path) -> bool:
    """Write the catalogue with its drafts into an empty folder, unless something speaks against."""
    from tressons_ld.publication.publish import rehearse

    inputs = open_inputs(folder, date=today(), with_drafts=True)
    found = rehearse(inputs, public)
    show_findings(found, inputs.folder, err=True, least="WARNING")
    return found.publishable


def _serve(public: Path, catalogue: Path, port: int) -> None:
    from tressons_ld.catalogue.tables.settings import read_settings
    from tressons_ld.server.preview import Preview
    from tressons_ld.server.static_site import StaticSite
    from tressons_ld.site.hosts.http_rules import Site
    from tressons_ld.site.page_paths import HOME

    if not (public / f"{HOME}.html").is_file():
        raise OutputError("output.not-published", output=public)
    settings = read_settings(catalogue)[0].settings
    site = StaticSite(
        public, Site(settings.base_iri, settings.site_url, in_folders=False, paths=settings.paths)
    )
    with Preview(site, port) as server:
        click.echo(say("preview.listening", address=server.address))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
