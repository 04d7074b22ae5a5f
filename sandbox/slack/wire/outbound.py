"""Deliveries by whichever way the settings name, with an event's retries."""

import asyncio

from sandbox.faults import Faults
from sandbox.slack import payloads
from sandbox.slack.state import Json, bot_scopes
from sandbox.slack.wire.replies import NoReply, Reply
from sandbox.slack.wire.signed import SignedRequests
from sandbox.slack.wire.sockets import Sockets
from sandbox.slack.world import Workspace

RETRY_AFTER = (0.0, 60.0, 300.0)
_SCOPES = {
    "app_mention": "app_mentions:read",
    "link_shared": "links:read",
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
}
"""What an event is sent for (docs.slack.dev, each event's reference)."""
_REASONS = {"operation_timeout": "http_timeout", "dispatch_failed": "connection_failed"}


class Outbound:
    """What Slack sends to the app."""

    def __init__(self, workspace: Workspace, faults: Faults) -> None:
        self._workspace = workspace
        self._faults = faults
        self.sockets = Sockets(workspace, faults)
        self.signed = SignedRequests(workspace)
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def connected(self) -> bool:
        """Whether a delivery has somewhere to go."""
        return self.sockets.connected if self._over_socket() else self.signed.connected

    def _over_socket(self) -> bool:
        return bool(self._workspace.state.settings["mode"] == "socket")

    async def ask(self, kind: str, payload: Json) -> Reply:
        """Send a command (`slash_commands`) or an interaction (`interactive`) once (NoReply)."""
        way = self.sockets if self._over_socket() else self.signed
        try:
            return await way.ask(kind, payload)
        except NoReply as none:
            what = payload.get("type") or payload.get("command")
            self._workspace.warn("no_ack", f"{what}: {none.error}", payload_type=kind)
            raise

    def subscribed(self, name: str) -> bool:
        """Whether the app's manifest asks for this event, and for the scope it needs."""
        manifest = self._workspace.state.manifest
        settings = manifest.get("settings") or {}
        wanted = (settings.get("event_subscriptions") or {}).get("bot_events") or []
        scope = _SCOPES.get(name)
        return name in wanted and (scope is None or scope in bot_scopes(manifest))

    def tell(self, name: str, event: Json, *, shared: bool = False) -> None:
        """Deliver an event in the background, if the app subscribed to `name`; `shared`: from a
        channel with another organisation in it."""
        if not self.subscribed(name):
            return
        event_id = self._workspace.new_id("Ev0")
        content = payloads.event(event_id, int(self._workspace.seconds()), event, shared=shared)
        self._run(content)
        if self._faults.take("slack", ("repeat_event",), operations=(name, event["type"])):
            self._run(content)

    def _run(self, content: Json) -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(content))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, content: Json) -> None:
        reason = ""
        for attempt, wait in enumerate((None, *RETRY_AFTER)):
            if wait is not None:
                scale = float(self._workspace.state.settings["eventRetryScale"])
                await asyncio.sleep(wait * scale)
            try:
                await self._event(content, attempt, reason)
                return
            except NoReply as none:
                if none.final:
                    return
                reason = _REASONS.get(none.error, none.error)
        self._workspace.warn("lost_event", f"{content['event']['type']} was never acknowledged.")

    async def _event(self, content: Json, attempt: int, reason: str) -> None:
        retry = {"retry_attempt": attempt, "retry_reason": reason}
        if self._over_socket():
            await self.sockets.ask("events_api", content, **retry)
        else:
            await self.signed.ask("events_api", content, retry if attempt else None)

    async def close(self) -> None:
        """Stop retrying and close what is open."""
        for task in list(self._tasks):
            task.cancel()
        await self.sockets.close()
        await self.signed.close()
