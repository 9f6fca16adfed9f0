"""The SPARQL endpoint: a front that opens no store and reads no SPARQL, and workers behind walls.

::

    client ── HTTP ──▶ front (asyncio, aiohttp)   negotiation · answer cache · ETag · fair queues
                         │  socket pair: a request ▶ ◀ head, data, end | error
                         ▼
                       worker  a child of the forkserver; the store opened read only; a question at
                               a time, on a deep stack, without network, within memory and time
"""
