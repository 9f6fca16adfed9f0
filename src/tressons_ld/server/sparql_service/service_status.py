"""What the server tells of itself to operators and programs: health, figures, interfaces."""

from __future__ import annotations

import json
from dataclasses import asdict

from aiohttp import web

from tressons_ld.server.sparql_service import service_description
from tressons_ld.server.sparql_service.call import Call
from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext
from tressons_ld.server.sparql_service.metrics import CONTENT_TYPE, ServiceMetrics
from tressons_ld.server.sparql_service.query_handler import CORS
from tressons_ld.server.sparql_service.served_publication import PublicationService


class ServiceStatus:
    """Answers for the server itself."""

    def __init__(
        self, service: PublicationService, catalogue: CatalogueContext, metrics: ServiceMetrics
    ) -> None:
        self._service, self._catalogue, self._metrics = service, catalogue, metrics

    async def health(self, _call: Call, _below: str) -> web.StreamResponse:
        """Return what is served, and which walls hold."""
        publication = self._service.current
        value: dict[str, object] = {
            "version": self._catalogue.version,
            "serving": publication is not None,
        }
        if publication is not None:
            walls = asdict(publication.walls)
            value |= {
                "publication": publication.digest,
                "triples": publication.description.triples,
                "graphs": publication.description.graphs,
                "walls": {
                    "network": walls["network"],
                    "memory": walls["memory"],
                    "stack": walls["stack"],
                    "deadline": publication.deadline,
                },
                "limits": asdict(self._service.limits),
                "workers": publication.lanes.state,
            }
        body = json.dumps(value, indent=2) + "\n"
        headers = {"Content-Type": "application/json", "Cache-Control": "no-store"}
        return web.Response(
            status=200 if publication is not None else 503, text=body, headers=headers
        )

    async def metrics(self, _call: Call, _below: str) -> web.StreamResponse:
        """Return the figures, for Prometheus."""
        publication = self._service.current
        gauges: dict[str, float] = {}
        ended = dict(self._service.ended)
        if publication is not None:
            gauges |= {f"workers_{k}": v for k, v in publication.lanes.state.items()}
            gauges |= {
                "cache_bytes": publication.cache.size,
                "triples": publication.description.triples,
            }
            for why, number in publication.lanes.counts.items():
                ended[why] = ended.get(why, 0) + number
        headers = {"Content-Type": CONTENT_TYPE, "Cache-Control": "no-store"}
        return web.Response(body=self._metrics.text(gauges, ended).encode(), headers=headers)

    async def api_catalog(self, call: Call, _below: str) -> web.StreamResponse:
        """Return the linkset of the interfaces (RFC 9727)."""
        body = service_description.api_catalog(call.origin, self._catalogue.site.site.root)
        profile = "https://www.rfc-editor.org/info/rfc9727"
        headers = {"Content-Type": f'application/linkset+json; profile="{profile}"', **CORS}
        return web.Response(body=body, headers=headers)
