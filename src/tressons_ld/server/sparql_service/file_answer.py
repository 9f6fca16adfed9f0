"""A file of the site on its way to a reader, who has time for it but not for ever."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from pathlib import Path

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter

LEAST = 60.0
"""Seconds that any file may take."""
RATE = 20_000
"""Bytes a second of the slowest line that a longer file is sent over."""
_ONE_PART = re.compile(r"bytes=(?:\d{1,18}-\d{0,18}|-0*[1-9]\d{0,17})\Z")
"""A part that is sent alone; of several, or of none, a file is sent whole (RFC 9110, 14.2)."""

_CONDITIONS = (
    *("If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"),
    *("If-Range", "Range"),
)
"""What is asked of a page that is there, not of one that says that there is none (13.2.1)."""


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
        known = file.stat()
        self._seconds = LEAST + known.st_size / RATE
        self._tag = f'"{known.st_mtime_ns:x}-{known.st_size:x}"'

    async def prepare(self, request: web.BaseRequest) -> AbstractStreamWriter | None:
        """Send it.

        Raises:
            ConnectionResetError: its reader was left.
        """
        ignored: tuple[str, ...] = ()
        if self.status != web.HTTPOk.status_code:
            ignored = _CONDITIONS
        elif "Range" in request.headers and not self._may_be_parted(request.headers):
            ignored = ("Range",)
        if ignored:
            headers = request.headers.copy()
            for name in ignored:
                headers.popall(name, None)
            request = request.clone(headers=headers)
        try:
            async with asyncio.timeout(self._seconds):
                return await super().prepare(request)
        except TimeoutError:
            if request.transport is not None:
                request.transport.abort()
            raise ConnectionResetError from None

    def _may_be_parted(self, headers: Mapping[str, str]) -> bool:
        """Return whether a part is asked for, of this file and no other (RFC 9110, 13.1.5).

        Whoever goes on with a file of an earlier publication would else get halves of two.
        """
        of = headers.get("If-Range", self._tag).strip()
        a_tag = of.endswith('"')
        return _ONE_PART.match(headers["Range"]) is not None and (of == self._tag or not a_tag)
