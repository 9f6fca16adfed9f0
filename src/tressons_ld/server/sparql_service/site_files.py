"""The files of the site, as the endpoint answers them: those of the publication that it serves."""

from __future__ import annotations

from aiohttp import web

from tressons_ld.files.swap import kept_elsewhere
from tressons_ld.findings.errors import QueryError
from tressons_ld.server.sparql_service.call import Call
from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext
from tressons_ld.server.sparql_service.file_answer import FileAnswer
from tressons_ld.server.sparql_service.served_publication import (
    PublicationService,
    ServedPublication,
)
from tressons_ld.server.static_site import HttpAnswer, every_header


class SiteFiles:
    """Answers with the files of the site, by the table of its rules."""

    def __init__(self, service: PublicationService, catalogue: CatalogueContext) -> None:
        self._service, self._catalogue = service, catalogue

    async def answer(self, call: Call, _below: str) -> web.StreamResponse:
        """Return the answer to a request.

        Raises:
            QueryError: another publication takes the place of the one that had the file.
        """
        publication = self._service.current
        answer = self._file_of(publication, call)
        headers = {**every_header(answer), "Cache-Control": "no-cache"}
        if answer.file is None:
            return web.Response(status=answer.status, headers=headers, body=answer.body)
        if not answer.file.is_file():
            # A publication takes the place of the one before.
            raise QueryError("service.starting")
        response = FileAnswer(answer.file, answer.status, headers)
        if publication is not None:
            publication.sending.add(response)
        return response

    def _file_of(self, publication: ServedPublication | None, call: Call) -> HttpAnswer:
        """Return what the site of a publication answers, not that of the one after it."""
        target, accept = call.target, call.accept
        if publication is None:
            return self._catalogue.site.answer(target, accept)
        answer = self._catalogue.site_in(publication.folder.path).answer(target, accept)
        if answer.status == web.HTTPNotFound.status_code:
            # What belongs to no publication has moved on already.
            kept = tuple(kept_elsewhere(publication.folder.place))
            if kept and self._catalogue.site.is_below(target, kept):
                return self._catalogue.site.answer(target, accept)
        return answer
