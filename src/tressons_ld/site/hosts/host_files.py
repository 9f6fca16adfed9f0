"""The files by which each host answers for the site: rules of negotiation, and what was retired."""

from collections.abc import Sequence

from tressons_ld.identity import redirects
from tressons_ld.identity.redirects import APACHE, NETLIFY, Rule
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.site.engine_files import engine_pages
from tressons_ld.site.hosts import apache, caddy, nginx, static_hosts
from tressons_ld.site.hosts.http_rules import HEADERS_FILE, Site

W3ID = "w3id.htaccess"
NO_JEKYLL = ".nojekyll"
"""Without it GitHub Pages leaves out what begins with an underscore or a dot."""


class HostFiles:
    """Writes these files."""

    def __init__(self, graph: CatalogueGraph) -> None:
        """Take the statements of the catalogue."""
        self.graph = graph

    def __call__(self, retired: Sequence[Rule]) -> dict[str, str]:
        """Return name -> text of each file.

        Args:
            retired: what the addresses of retired things answer.
        """
        settings, entries = self.graph.shared.settings, len(self.graph.index)
        paths = settings.paths
        in_folders = entry_path("x", entries, paths) != paths.resource("x")
        engine = engine_pages(self.graph.shared, entries)
        site = Site(settings.base_iri, settings.site_url, in_folders, paths, engine)
        moved = redirects.files(retired)
        return {
            **moved,
            APACHE: apache.htaccess(site, retired) + moved[APACHE] + apache.names_elsewhere(site),
            NETLIFY: moved[NETLIFY] + static_hosts.redirects(site),
            W3ID: apache.w3id(site),
            nginx.HTTP: nginx.http(site),
            nginx.SERVER: nginx.server(site),
            caddy.FILE: caddy.caddyfile(site, retired),
            HEADERS_FILE: static_hosts.headers(site),
            NO_JEKYLL: "",
        }
