"""What the proxies have in common: a port, and the life that each connection belongs to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress

from tests.crash.tripwire import Life, Tripwire

Serve = Callable[[Life, asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Listener:
    """Serves each connection that comes while the bot lives; one of a bot that is dead is cut."""

    def __init__(self, tripwire: Tripwire, serve: Serve) -> None:
        self._tripwire = tripwire
        self._serve = serve
        self.port = 0

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Listening, at a port of 127.0.0.1."""
        server = await asyncio.start_server(self._admit, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            server.close()

    async def _admit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        life = self._tripwire.life
        if life.is_over():
            writer.transport.abort()
            return
        # Whoever hung up, the other one finds the connection closed without an answer.
        with suppress(asyncio.IncompleteReadError, ConnectionError), closing(writer):
            await self._serve(life, reader, writer)
