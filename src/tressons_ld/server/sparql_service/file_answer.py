"""A file of the site on its way to a reader, who has time for it but not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

LEAST = 60.0
"""Seconds that any file may take."""
RATE = 20_000
"""Bytes a second of the slowest line that a longer file is sent over."""


class FileAnswer(web.FileResponse):
    """A file; who reads it more slowly than any line is left, for connections are counted."""

    def __init__(self, file: Path, status: int, headers: Mapping[str, str]) -> None:
        """Take the file.

        Args:
            file: is there.
            status: of HTTP.
            headers: of the answer.
        """
        super().__init__(file, status=status, headers=headers)
        self._seconds = LEAST + file.stat().st_size / RATE

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Send it.

        Raises:
            ConnectionResetError: its reader was left.
        """
        if "," in request.headers.get("Range", ""):
            # Of several parts it is sent whole, as any server may (RFC 9110, section 14.2).
            headers = request.headers.copy()
            del headers["Range"]
            request = request.clone(headers=headers)
        try:
            async with asyncio.timeout(self._seconds):
                return await super().prepare(request)
        except TimeoutError:
            if request.transport is not None:
                request.transport.abort()
            raise ConnectionResetError from None
