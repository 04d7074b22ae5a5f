"""`python -m sandbox.slack --port 0`: the local Slack alone, for its own tests."""

import argparse
import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.events import Hub
from sandbox.exchanges import Exchanges
from sandbox.faults import Droppable, Faults
from sandbox.slack.app import build


def _now() -> datetime:
    return datetime.now(UTC)


async def _serve(listener: socket.socket) -> None:
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    faults, exchanges = Faults(), Exchanges(_now)
    world = build(Hub(), faults, exchanges, address, _now)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await world.start()
        print(f"Slack: {address}", flush=True)  # noqa: T201 - its one line of output
        yield
        await world.stop()

    async def reset(_: Request) -> Response:
        world.reset()
        faults.clear()
        return JSONResponse({"ok": True})

    async def state(request: Request) -> Response:
        if request.method == "PUT":
            world.load(await request.json())
        return JSONResponse(world.dump())

    app = Starlette(
        routes=[
            Route("/control/reset", reset, methods=["POST"]),
            Route("/control/state", state, methods=["GET", "PUT"]),
            *faults.routes(),
            *exchanges.routes(),
            *world.routes(),
        ],
        lifespan=lifespan,
    )
    config = uvicorn.Config(
        Droppable(app),
        log_level="warning",
        ws="websockets-sansio",
        lifespan="on",
        timeout_graceful_shutdown=1,
    )
    await uvicorn.Server(config).serve(sockets=[listener])


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.slack", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one")
    listener = socket.create_server(("127.0.0.1", parser.parse_args().port), backlog=64)
    with listener, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(listener))


if __name__ == "__main__":
    main()
