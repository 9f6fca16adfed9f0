"""``serve``: the SPARQL endpoint with the site."""

from __future__ import annotations

from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from tressons_ld.cli.localised import Command, current_language, option, say
from tressons_ld.cli.options import (
    on_a_folder,
    path_of,
    port_option,
    progress_shown,
    published_folder,
)
from tressons_ld.findings.errors import MissingPackageError, OutputError
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from tressons_ld.catalogue.model import Settings
    from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext

_PORT = 8080


@click.command(
    cls=Command,
    help=Text(
        """Sert le site publié, et répond en SPARQL à qui l'interroge.

        /sparql, le site et ses adresses, /api/queries/NOM, /health, /metrics. Chaque question est
        évaluée à part, sans réseau, dans un temps et une mémoire bornés. Une nouvelle publication
        est servie dès qu'elle est prête ; SIGHUP fait regarder tout de suite, Ctrl-C arrête.

        \b
        Exemple : tressons-ld serve --port 8080
        """,
        """Serve the published site, and answer SPARQL queries about it.

        /sparql, the site and its addresses, /api/queries/NAME, /health, /metrics. Each query is
        evaluated apart, without network, within bounded time and memory. A new publication is
        served once it is ready; SIGHUP has it looked for at once, Ctrl-C ends it.

        \b
        Example: tressons-ld serve --port 8080
        """,
    ),
)
@published_folder
@option(
    "--host",
    default="127.0.0.1",
    metavar=Text("ADRESSE", "ADDRESS"),
    help=Text(
        "Adresse à écouter (par défaut : 127.0.0.1, cette machine seule).",
        "Address to listen on (default: 127.0.0.1, this machine alone).",
    ),
)
@port_option(_PORT)
@option(
    "--timeout",
    type=click.FloatRange(min=0.1, max=3600),
    default=30.0,
    metavar=Text("SECONDES", "SECONDS"),
    help=Text(
        "Temps laissé à une question (par défaut : 30) ; dix fois autant au plus tant que sa "
        "longue réponse est lue.",
        "Time that a query may take (default: 30); ten times as much at most while its long "
        "answer is read.",
    ),
)
@option(
    "--store",
    type=click.Path(path_type=Path),
    metavar=Text("DOSSIER", "FOLDER"),
    help=Text(
        "Où construire le magasin (par défaut : .public.store, à côté de public).",
        "Where to build the store (default: .public.store, beside public).",
    ),
)
@option(
    "--trust",
    multiple=True,
    metavar=Text("ADRESSE", "ADDRESS"),
    help=Text(
        "Mandataire dont X-Forwarded-For est cru, adresse ou réseau ; autant de fois qu'il faut.",
        "Proxy whose X-Forwarded-For is believed, address or network; as often as needed.",
    ),
)
@option(
    "--access-log",
    type=click.File("a", encoding="utf-8"),
    metavar=Text("FICHIER", "FILE"),
    help=Text(
        "Journal, une ligne de JSON par demande, sans les questions ; - : sortie standard.",
        "Log, a line of JSON per request, without the queries; -: standard output.",
    ),
)
@option(
    "--log-queries",
    is_flag=True,
    help=Text(
        "Écrire aussi le texte des questions au journal.",
        "Write the text of queries to the log too.",
    ),
)
@option(
    "--quiet",
    "-q",
    is_flag=True,
    help=Text("Ne pas montrer l'avancement.", "Do not show the progress."),
)
@on_a_folder
def serve(
    output: Path | None,
    host: str,
    port: int,
    timeout: float,
    store: Path | None,
    trust: tuple[str, ...],
    access_log: IO[str] | None,
    log_queries: bool,
    quiet: bool,
    folder: Path | None,
    lang: str | None,
) -> None:
    """Serve a publication until Ctrl-C."""
    try:
        import aiohttp  # noqa: F401
    except ImportError:
        raise MissingPackageError("package.missing-for-serve", package="aiohttp") from None
    from tressons_ld.catalogue.tables.settings import read_settings
    from tressons_ld.server.sparql_service.machine import limits_of_this_machine
    from tressons_ld.server.sparql_service.served_publication import ServedPublication
    from tressons_ld.server.sparql_service.service_lifecycle import ServiceSettings
    from tressons_ld.server.sparql_service.service_lifecycle import serve as serve_publication
    from tressons_ld.sparql.published_store import PublishedStores, publication_digest

    _refuse_unknown_networks(trust)
    if access_log:
        # What a publication is made by takes memory for as long as the server runs.
        from tressons_ld.publication.destination import refuse_of_the_catalogue

        refuse_of_the_catalogue(Path(access_log.name))
    catalogue = path_of(folder)
    public = output or catalogue / "public"
    if not public.is_dir():
        raise OutputError("output.not-published", output=public)
    settings = read_settings(catalogue)[0].settings
    stores = PublishedStores(public, store)
    if stores.current(publication_digest(public)) is None:
        _build_store(public, stores.folder, quiet)

    def tell(text: Text) -> None:
        click.echo(text.in_language(current_language()), err=True)

    def ready(address: str, publication: ServedPublication) -> None:
        ended = say("service.ctrl-c")
        click.echo(f"{address}sparql   ({ended})")
        if not publication.walls.network:
            tell(_NO_WALL)
        if not (publication.walls.memory and publication.deadline):
            tell(_WEAKER)

    serve_publication(
        _context(catalogue, public, settings),
        stores,
        ServiceSettings(
            host, port, limits_of_this_machine(timeout), trust, access_log, log_queries
        ),
        ready,
        tell,
    )


def _build_store(public: Path, stores: Path, quiet: bool) -> None:
    """Build the store of a publication, and show how far that is."""
    import asyncio

    from tressons_ld.server.sparql_service.store_building import build_in_a_process

    with progress_shown(quiet, sentence("service.megabytes-read")) as progress:
        in_megabytes = progress and (lambda done, total: progress(done >> 20, total >> 20))
        asyncio.run(build_in_a_process(public, stores, in_megabytes))


def _refuse_unknown_networks(names: tuple[str, ...]) -> None:
    """Refuse what is neither an address nor a network."""
    import ipaddress

    for name in names:
        try:
            ipaddress.ip_network(name, strict=False)
        except ValueError:
            raise click.UsageError(say("service.not-a-network", proxy=name)) from None


def _context(catalogue: Path, public: Path, settings: Settings) -> CatalogueContext:
    """Return what is served of a catalogue: its site, what things are called, its questions."""
    from tressons_ld import __version__
    from tressons_ld.catalogue.iris import Iris
    from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext
    from tressons_ld.server.static_site import StaticSite
    from tressons_ld.site.hosts.http_rules import Site
    from tressons_ld.sparql.queries import load_queries

    site = Site(settings.base_iri, settings.site_url, in_folders=False, paths=settings.paths)
    iris, queries = Iris(settings.base_iri, settings.paths), load_queries(catalogue)
    return CatalogueContext(public, iris, StaticSite(public, site), queries, __version__)


_NO_WALL = sentence("service.network-open")
_WEAKER = sentence("service.memory-unbounded")
