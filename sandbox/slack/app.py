"""The local Slack put together: its parts, its routes, its state."""

import asyncio
import contextlib
import json
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from sandbox.events import Hub
from sandbox.exchanges import Exchanges
from sandbox.faults import Faults
from sandbox.slack.api import files
from sandbox.slack.api.registry import Services
from sandbox.slack.clicks import Clicks
from sandbox.slack.control import Control
from sandbox.slack.errors import SlackError
from sandbox.slack.gateway import Gateway
from sandbox.slack.hooks import Hooks
from sandbox.slack.people import People
from sandbox.slack.rates import Rates
from sandbox.slack.state import Json, State, fresh
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import Views
from sandbox.slack.wire.outbound import Outbound
from sandbox.slack.world import Workspace


class SlackWorld:
    """The Slack half of the sandbox."""

    def __init__(
        self, workspace: Workspace, outbound: Outbound, faults: Faults, exchanges: Exchanges
    ) -> None:
        self._workspace = workspace
        self._outbound = outbound
        views, hooks = Views(workspace), Hooks(workspace)
        triggers, self._rates = Triggers(workspace), Rates()
        people = People(workspace, outbound, views, hooks, triggers)
        services = Services(workspace, views, hooks, triggers, self._rates, outbound)
        self._hooks = hooks
        self._gateway = Gateway(services, faults, exchanges)
        self._control = Control(people, Clicks(people), outbound)
        self._watch: asyncio.Task[None] | None = None

    def routes(self) -> list[BaseRoute]:
        """The Web API, Socket Mode, files, response URLs and the control API."""
        return [
            Route("/slack/api/{method}", self._gateway.endpoint, methods=["GET", "POST"]),
            WebSocketRoute("/slack/socket/link", self._outbound.sockets.serve),
            Route("/slack/response/{team}/{id}/{secret}", self._respond, methods=["POST"]),
            Route("/slack/files/upload/{id}/{secret}", self._upload, methods=["POST"]),
            Route("/slack/files/{id}/{name}", self._file, methods=["GET"]),
            *self._control.routes(),
        ]

    def reset(self, seed: str = "demo", *, keep_app: bool = False) -> None:
        """As fresh; both seeds are the same workspace, without a message. With `keep_app` the
        app's manifest and the settings stay."""
        del seed
        before, self._workspace.state = self._workspace.state, fresh()
        if keep_app:
            self._workspace.state.manifest = before.manifest
            self._workspace.state.settings = before.settings
        self._rates.clear()
        self._outbound.sockets.revive()

    def dump(self) -> Json:
        """The state as JSON data."""
        return self._workspace.state.dump()

    def load(self, data: Json, /) -> None:
        """Take a state that `dump` gave."""
        self._workspace.state = State.load(data)

    async def start(self) -> None:
        """Begin to watch for faults that strike sockets."""
        self._watch = asyncio.create_task(self._outbound.sockets.watch())

    async def stop(self) -> None:
        """End deliveries and send every socket away."""
        if self._watch:
            self._watch.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._watch
        await self._outbound.close()

    async def _respond(self, request: Request) -> Response:
        return await self._gateway.answered("response_url", lambda: self._responded(request))

    async def _responded(self, request: Request) -> Response:
        named = request.path_params
        try:
            body = json.loads(await request.body())
            if not isinstance(body, dict):
                raise ValueError
            self._hooks.use(named["id"], named["secret"], body)
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        except SlackError as error:
            status = error.status if error.status != 200 else 400
            return JSONResponse(error.to_json(), status)
        return PlainTextResponse("ok")

    async def _upload(self, request: Request) -> Response:
        content = await request.body()
        named = request.path_params
        status = files.receive(self._workspace, named["id"], named["secret"], content)
        if status != 200:
            return PlainTextResponse("not taken", status)
        return PlainTextResponse(f"OK - {len(content)}")

    async def _file(self, request: Request) -> Response:
        file = self._workspace.state.files.get(request.path_params["id"])
        if file is None or file["content"] is None:
            return PlainTextResponse("not found", 404)
        return Response(b64decode(file["content"]), media_type="application/octet-stream")


def build(
    hub: Hub,
    faults: Faults,
    exchanges: Exchanges,
    base_url: str,
    now: Callable[[], datetime],
) -> SlackWorld:
    """A fresh workspace that calls itself by `base_url` and tells the time by `now`."""
    workspace = Workspace(hub, base_url, now)
    return SlackWorld(workspace, Outbound(workspace, faults), faults, exchanges)
