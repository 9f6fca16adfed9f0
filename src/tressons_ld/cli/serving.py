"""``preview``."""

from pathlib import Path

import click

from tressons_ld.cli.localised import Command, WholeNumber, option, say
from tressons_ld.cli.options import on_a_folder, path_of
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.language import Text

_PORT = 8000
_LAST_PORT = 65535


@click.command(
    cls=Command,
    help=Text(
        """Montre le site publié sur cette machine seule, comme un serveur le montrera.

        Chaque adresse y mène à la page, au Turtle ou au JSON-LD selon ce que demande le lecteur.
        Ctrl-C l'arrête.

        \b
        Exemple : tressons-ld preview --port 8080
        """,
        """Show the published site on this machine alone, as a server will show it.

        Each address leads to the page, the Turtle or the JSON-LD that its reader asks for. Ctrl-C
        ends it.

        \b
        Example: tressons-ld preview --port 8080
        """,
    ),
)
@option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    metavar=Text("DOSSIER", "FOLDER"),
    help=Text(
        "Dossier publié (par défaut : public, à côté de data).",
        "Published folder (default: public, beside data).",
    ),
)
@option(
    "--port",
    type=WholeNumber(min=0, max=_LAST_PORT),
    default=_PORT,
    help=Text(
        "Port à écouter (par défaut : 8000 ; 0 : n'importe lequel qui est libre).",
        "Port to listen on (default: 8000; 0: any that is free).",
    ),
)
@on_a_folder
def preview(output: Path | None, port: int, folder: Path | None, lang: str | None) -> None:
    """Serve a publication on the loopback until Ctrl-C."""
    from tressons_ld.catalogue.tables.settings import read_settings
    from tressons_ld.server.preview import Preview
    from tressons_ld.server.static_site import StaticSite
    from tressons_ld.site.hosts.answers import Site
    from tressons_ld.site.page_paths import HOME

    catalogue = path_of(folder)
    public = output or catalogue / "public"
    if not (public / f"{HOME}.html").is_file():
        raise OutputError("output.not-published", output=public)
    settings = read_settings(catalogue)[0].settings
    site = StaticSite(public, Site(settings.base_iri, settings.site_url, in_folders=False))
    with Preview(site, port) as server:
        click.echo(
            say(f"{server.address}   (Ctrl-C pour arrêter)", f"{server.address}   (Ctrl-C to end)")
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
