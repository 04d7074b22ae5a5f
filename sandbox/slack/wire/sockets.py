"""Socket Mode: hello, envelopes to one socket each, acknowledgements, disconnects."""

import asyncio
import contextlib
import itertools
import json
import uuid
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.faults import Fault, Faults
from sandbox.slack.state import APP_ID, Json
from sandbox.slack.wire.replies import ACK_SECONDS, NoReply, Reply
from sandbox.slack.world import Workspace

MOST_SOCKETS = 10
TICKET_SECONDS = 60
_DEBUG = {"host": "applink-sandbox", "build_number": 1, "approximate_connection_time": 18060}
_SOON = 0.05


class Link:
    """One open socket."""

    def __init__(self, socket: WebSocket) -> None:
        self.socket = socket
        self.stalled_until = 0.0

    async def send(self, message: Json) -> None:
        """Write one message; a socket that has just gone swallows it, as a real one does."""
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await self.socket.send_text(json.dumps(message))

    async def disconnect(self, reason: str) -> None:
        """Say why, then close (a `warning` leaves the socket open for a while)."""
        await self.send({"type": "disconnect", "reason": reason, "debug_info": _DEBUG})
        if reason == "warning":
            return
        with contextlib.suppress(RuntimeError, WebSocketDisconnect):
            await self.socket.close()

    def transport(self) -> Any:
        """The server's transport under the socket, where the server lets one reach it."""
        protocol = getattr(self.socket._receive, "__self__", None)
        return getattr(protocol, "transport", None)


class Sockets:
    """Every open socket of the app; each payload goes to one of them."""

    def __init__(self, workspace: Workspace, faults: Faults) -> None:
        self._workspace = workspace
        self._faults = faults
        self._links: list[Link] = []
        self._turn = itertools.count()
        self._waiting: dict[str, asyncio.Future[Any]] = {}
        self._late: dict[str, str] = {}
        self._tickets: dict[str, float] = {}

    @property
    def connected(self) -> bool:
        """Whether the app has a socket open."""
        return bool(self._links)

    def address(self) -> str:
        """A new address for one socket, as apps.connections.open gives it."""
        ticket = uuid.uuid4().hex
        self._tickets[ticket] = self._workspace.seconds() + TICKET_SECONDS
        host = self._workspace.base_url.removeprefix("http://")
        return f"ws://{host}/slack/socket/link?ticket={ticket}&app_id={APP_ID}"

    async def serve(self, socket: WebSocket) -> None:
        """The ASGI endpoint: one socket from its hello to its end."""
        ticket = socket.query_params.get("ticket", "")
        if self._tickets.pop(ticket, 0) < self._workspace.seconds():
            await socket.close(code=4001)
            return
        await socket.accept()
        link = Link(socket)
        if len(self._links) >= MOST_SOCKETS:
            await link.disconnect("too_many_websockets")
            return
        self._links.append(link)
        self._told()
        try:
            await link.send(self._hello())
            while True:
                self._received(await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            if link in self._links:
                self._links.remove(link)
            self._told()

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._links),
            "debug_info": _DEBUG,
            "connection_info": {"app_id": APP_ID},
        }

    def _received(self, raw: str) -> None:
        try:
            message = json.loads(raw)
            envelope_id = message["envelope_id"]
        except (ValueError, KeyError, TypeError):
            self._workspace.warn("unknown_message", f"Not an acknowledgement: {raw[:200]}")
            return
        waiting = self._waiting.pop(envelope_id, None)
        if waiting is not None and not waiting.done():
            waiting.set_result(message.get("payload"))
        elif envelope_id in self._late:
            kind = self._late.pop(envelope_id)
            self._workspace.warn("late_ack", f"{kind} was acknowledged after 3 s.")
        else:
            self._workspace.warn("unknown_envelope", f"Nothing was sent as {envelope_id}.")

    async def ask(self, kind: str, payload: Json, **more: Any) -> Reply:
        """Send one envelope and wait for its acknowledgement (NoReply).

        `kind` is the envelope's type; `more` are further fields, such as an event's retry_attempt.
        """
        await self._strike(kind)
        link = self._next()
        envelope_id = str(uuid.uuid4())
        waiting: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = waiting
        envelope = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
            **more,
        }
        if link.stalled_until <= self._workspace.seconds():
            await link.send(envelope)
        try:
            async with asyncio.timeout(ACK_SECONDS):
                return Reply(200, await waiting)
        except TimeoutError:
            self._waiting.pop(envelope_id, None)
            self._late[envelope_id] = kind
            raise NoReply("operation_timeout") from None

    def _next(self) -> Link:
        if not self._links:
            raise NoReply("dispatch_failed")
        return self._links[next(self._turn) % len(self._links)]

    async def watch(self) -> None:
        """Carry out the faults that strike sockets, as soon as they are added; runs for ever."""
        while True:
            if self._links:
                await self._strike()
            await asyncio.sleep(_SOON)

    async def _strike(self, *operations: str) -> None:
        kinds = ("stall_socket", "close_socket")
        fault = self._faults.take("slack", kinds, operations=operations)
        if fault is None:
            return
        for link in list(self._links):
            if fault.kind == "stall_socket":
                self._stall(link, fault)
            elif fault.details.get("abrupt"):
                self._abort(link)
            else:
                await link.disconnect(str(fault.details.get("reason", "refresh_requested")))
                if fault.details.get("reason") != "warning" and link in self._links:
                    self._links.remove(link)

    def _stall(self, link: Link, fault: Fault) -> None:
        link.stalled_until = self._workspace.seconds() + fault.seconds
        transport = link.transport()
        if transport is not None and transport.is_reading():
            transport.pause_reading()
            asyncio.get_running_loop().call_later(fault.seconds, _resume, transport)

    def revive(self) -> None:
        """End every stall."""
        for link in self._links:
            link.stalled_until = 0.0
            _resume(link.transport())

    def _abort(self, link: Link) -> None:
        transport = link.transport()
        if transport is not None:
            transport.abort()

    async def close(self) -> None:
        """Send every socket away, as when Slack's server restarts."""
        for link in list(self._links):
            await link.disconnect("refresh_requested")
        self._links = []

    def _told(self) -> None:
        self._workspace.hub.publish("slack.connection", connected=self.connected)


def _resume(transport: Any) -> None:
    if transport is not None and not transport.is_closing():
        transport.resume_reading()
