"""``preview`` and ``doctor``."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tressons_ld.cli.localised import (
    Command,
    argument,
    current_language,
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
    write,
)
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.language import COLON, Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from tressons_ld.findings.finding import Finding

_PORT = 8000
_MOST_ALIKE = 3
"""Findings of ``doctor`` whose sentences are the same that are told one by one."""


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


@click.command(
    cls=Command,
    help=Text(
        """Examine un site en ligne comme ses lecteurs le lisent, et dit la ligne à changer.

        Il y pose les questions des navigateurs, de Google, de curl, de rdflib, de Jena : types,
        choix du document, caches, boucles, envoi à moitié fait. Avec --links, essaie aussi, sans
        hâte, les adresses écrites dans le tableau. Sans URL, examine celle de « site_url ». Code
        de sortie 1 si un lecteur n'a rien.

        \b
        Exemple : tressons-ld doctor https://www.example.org/catalogue/
        """,
        """Examine a live site as its readers read it, and tell the line to change.

        It asks what browsers, Google, curl, rdflib, Jena ask: types, choice of the document,
        caches, loops, a half upload. With --links it also tries, without haste, the addresses
        written in the table. Exit code 1 if a reader gets nothing.

        \b
        Example: tressons-ld doctor https://www.example.org/catalogue/
        """,
    ),
)
@argument("url", required=False, metavar="[URL]")
@option(
    "--links",
    is_flag=True,
    help=Text("Essayer aussi les adresses du tableau.", "Try the addresses of the table as well."),
)
@on_a_folder
def doctor(url: str | None, links: bool, folder: Path | None, lang: str | None) -> int:
    """Print what is wrong with a live site."""
    from tressons_ld.catalogue.tables.settings import read_settings
    from tressons_ld.findings.finding import SEVERITY_NAMES, Severity
    from tressons_ld.server.live_site.client import LiveClient
    from tressons_ld.server.live_site.examination import Examination
    from tressons_ld.server.live_site.links import wrong_links

    site = url or read_settings(path_of(folder))[0].settings.site_url
    client, worst, number, alike = LiveClient(), Severity.INFO, 0, Counter[tuple[Text, Text]]()

    def shown(findings: "Iterable[Finding]") -> None:
        nonlocal worst, number
        for each in findings:
            worst, number = max(worst, each.severity), number + 1
            sentences = each.message, each.remedy
            alike[sentences] += 1
            if alike[sentences] > _MOST_ALIKE:
                continue
            severity = SEVERITY_NAMES[each.severity].in_language(current_language())
            write(f"{severity}{COLON.in_language(current_language())}")
            write(f"{each.in_language(current_language())}\n")

    shown(Examination(site, client).findings())
    if links:
        shown(wrong_links(open_inputs(folder, date=today()).folder, client))
    for (message, _), times in alike.items():
        if times > _MOST_ALIKE:
            others = sentence("doctor.other-addresses", n=times - _MOST_ALIKE)
            write(say("doctor.and-others", others=others, message=message))
    requests = sentence("doctor.requests", n=client.requests)
    found = sentence("doctor.findings", n=number)
    write(
        say("doctor.summary", requests=requests, site=site, found=found),
        err=True,
    )
    return int(worst is Severity.VIOLATION)
