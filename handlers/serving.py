"""The HTTP side of a process: it listens, serves, and ends what it began."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from core.domain.errors import Rejected
from core.domain.reasons import Reason

_DRAIN_SECONDS = 10


@asynccontextmanager
async def served(routes: Sequence[BaseRoute], host: str, port: int) -> AsyncIterator[int]:
    """Answers for the length of the block; yields the port. At its end no connection is taken any
    more, and requests under way are given 10 seconds.

    Raises:
        Rejected: nobody can listen there.
    """
    config = uvicorn.Config(
        Starlette(routes=routes),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )
    server = _Server(config)
    listening = _listen(host, port)
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        await serving


def _listen(host: str, port: int) -> socket.socket:
    """The socket that requests come to; from here on they wait rather than fail."""
    try:
        return socket.create_server((host, port), backlog=2048)
    except OSError as error:
        reason = Reason(
            "cannot_listen",
            f"Cannot listen on {host}:{port}: {os.strerror(error.errno or 0)}.",
            "Set SYNCTEC_HTTP_HOST and SYNCTEC_HTTP_PORT.",
        )
        raise Rejected(reason) from error


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: one place decides when to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """None are captured."""
        yield
