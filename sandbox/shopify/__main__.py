"""`python -m sandbox.shopify --port 0`: the local Shopify alone; prints its address."""

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
from sandbox.shopify.app import ShopifyWorld, build


def _now() -> datetime:
    return datetime.now(UTC)


class _Alone:
    """The few routes of the whole sandbox that the local Shopify needs when it runs alone."""

    def __init__(self, base_url: str) -> None:
        self.faults, self.exchanges = Faults(), Exchanges(_now)
        self.shopify: ShopifyWorld = build(Hub(), self.faults, self.exchanges, base_url, _now)

    def application(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/control/health", self._health),
                Route("/control/reset", self._reset, methods=["POST"]),
                Route("/control/state", self._state),
                Route("/control/state", self._load, methods=["PUT"]),
                *self.faults.routes(),
                *self.exchanges.routes(),
                *self.shopify.routes(),
            ],
            lifespan=self._lifespan,
        )

    @contextlib.asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        await self.shopify.start()
        yield
        await self.shopify.stop()

    async def _health(self, _request: Request) -> Response:
        return JSONResponse({"ok": True})

    async def _reset(self, request: Request) -> Response:
        body = await request.body()
        seed = (await request.json()).get("seed", "demo") if body else "demo"
        self.faults.clear()
        self.shopify.reset(seed)
        return JSONResponse({"ok": True})

    async def _state(self, _request: Request) -> Response:
        return JSONResponse(self.shopify.dump())

    async def _load(self, request: Request) -> Response:
        self.shopify.load(await request.json())
        return JSONResponse({"ok": True})


async def _serve(port: int) -> None:
    listener = socket.create_server(("127.0.0.1", port))
    base_url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app = Droppable(_Alone(base_url).application())
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, timeout_graceful_shutdown=1))
    print(f"Shopify: {base_url}", flush=True)  # noqa: T201 - its one line of output
    await server.serve(sockets=[listener])


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.shopify")
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(_serve(parser.parse_args().port))


if __name__ == "__main__":
    main()
