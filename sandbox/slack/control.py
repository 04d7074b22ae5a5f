"""`/control/slack/...`: the people of the workspace and its settings, as docs/sandbox.md has it."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.slack.clicks import Clicks
from sandbox.slack.people import People, Wrong
from sandbox.slack.settings import changed_settings, checked_manifest
from sandbox.slack.state import BOT_USER, SLACKBOT, TEAM_ID, Json
from sandbox.slack.steps import Steps
from sandbox.slack.wire.outbound import Outbound
from sandbox.slack.world import in_channel

Handler = Callable[[Request], Awaitable[Any]]


async def _body(request: Request, *required: str) -> Json:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        raise Wrong("The body must be JSON.") from None
    if not isinstance(body, dict):
        raise Wrong("The body must be a JSON object.")
    missing = [name for name in required if name not in body]
    if missing:
        raise Wrong(f"Missing: {', '.join(missing)}.")
    return body


def _answering(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(await handler(request))
        except Wrong as wrong:
            return JSONResponse({"error": str(wrong)}, wrong.status)

    return endpoint


class Control:
    """The routes; every handler answers JSON data or raises Wrong."""

    def __init__(self, people: People, clicks: Clicks, outbound: Outbound) -> None:
        self._people = people
        self._clicks = clicks
        self._outbound = outbound
        self._workspace = people.workspace
        self._steps = Steps(people.workspace, outbound)

    def routes(self) -> list[BaseRoute]:
        """Every control route of the Slack half."""
        table: list[tuple[str, str, Handler]] = [
            ("GET", "workspace", self.workspace),
            ("POST", "channels", self.add_channel),
            ("PATCH", "channels/{id}", self.change_channel),
            ("GET", "channels/{id}/messages", self.messages),
            ("GET", "channels/{id}/threads/{ts}", self.thread),
            ("PATCH", "usergroups/{id}", self.change_group),
            ("POST", "message", self.write),
            ("POST", "composer", self.compose),
            ("GET", "composer/{id}", self.composed),
            ("POST", "command", self.command),
            ("POST", "shortcut", self.shortcut),
            ("POST", "action", self.action),
            ("POST", "options", self.options),
            ("POST", "steps", self.run_step),
            ("GET", "steps/{id}", self.step),
            ("POST", "steps/{id}/repeat", self.repeat_step),
            ("GET", "views", self.views),
            ("POST", "views/{id}/submit", self.submit),
            ("POST", "views/{id}/close", self.close),
            ("GET", "home", self.seen_home),
            ("POST", "home", self.home),
            ("GET", "manifest", self.manifest),
            ("POST", "manifest", self.take_manifest),
            ("GET", "settings", self.settings),
            ("PATCH", "settings", self.change_settings),
            ("GET", "warnings", self.warnings),
            ("DELETE", "warnings", self.forget_warnings),
        ]
        return [
            Route(f"/control/slack/{path}", _answering(handler), methods=[verb])
            for verb, path, handler in table
        ]

    async def workspace(self, _: Request) -> Json:
        """The team, its people and channels, the bot and its commands."""
        state = self._workspace.state
        shown = ("id", "name", "real_name", "tz", "avatar_color")
        people = [u for u in state.users.values() if not u["is_bot"]]
        bot = state.users[BOT_USER]
        return {
            "team": {"id": TEAM_ID, "name": "Sandbox"},
            "users": [{n: u[n] for n in shown} for u in people],
            "channels": list(state.channels.values()),
            "usergroups": list(state.usergroups.values()),
            "bot": {
                "user_id": BOT_USER,
                "name": bot["real_name"],
                "connected": self._outbound.connected,
                "mode": state.settings["mode"],
            },
            "slackbot": {"user_id": SLACKBOT, "name": state.users[SLACKBOT]["real_name"]},
            "commands": self._people.commands(),
            "shortcuts": self._people.shortcuts(),
        }

    async def add_channel(self, request: Request) -> Json:
        """A new channel, with the members given (all by default)."""
        body = await _body(request, "name")
        state = self._workspace.state
        everyone = [u["id"] for u in state.users.values() if not u["is_bot"]]
        if any(c["name"] == body["name"] for c in state.channels.values()):
            raise Wrong("There is a channel of that name.")
        channel: Json = {
            "id": self._workspace.new_id("C0"),
            "name": str(body["name"]),
            "is_private": bool(body.get("is_private", False)),
            "is_im": False,
            "is_archived": False,
            "members": list(body.get("members", [*everyone, BOT_USER])),
        }
        state.channels[channel["id"]] = channel
        return channel

    def _channel(self, request: Request) -> Json:
        found = self._workspace.state.channels.get(request.path_params["id"])
        if found is None:
            raise Wrong("There is no such channel.", 404)
        return found

    async def change_channel(self, request: Request) -> Json:
        """Archive it, make it private, change its members or its name."""
        channel, body = self._channel(request), await _body(request)
        unknown = set(body) - {"name", "is_private", "is_archived", "is_ext_shared", "members"}
        if unknown:
            raise Wrong(f"Unknown: {', '.join(sorted(unknown))}.")
        channel.update(body)
        return channel

    async def change_group(self, request: Request) -> Json:
        """Its people, from now on."""
        body = await _body(request, "users")
        group = self._workspace.state.usergroups.get(request.path_params["id"])
        if group is None:
            raise Wrong("There is no such user group.", 404)
        users = list(body["users"])
        if strangers := set(users) - set(self._workspace.state.users):
            raise Wrong(f"Nobody is called {', '.join(sorted(strangers))}.")
        self._people.set_group(group, users)
        return group

    async def messages(self, request: Request) -> list[Json]:
        """A channel's messages without the replies of threads, oldest first."""
        channel_id = self._channel(request)["id"]
        listed = self._workspace.messages(channel_id, request.query_params.get("user"))
        return [self._shown(channel_id, m) for m in listed if in_channel(m)]

    async def thread(self, request: Request) -> list[Json]:
        """A thread, its first message included; ephemeral ones only for `user`."""
        channel_id, ts = self._channel(request)["id"], request.path_params["ts"]
        listed = self._workspace.messages(channel_id, request.query_params.get("user"))
        return [self._shown(channel_id, m) for m in listed if ts in (m["ts"], m.get("thread_ts"))]

    def _shown(self, channel_id: str, message: Json) -> Json:
        base: Json = {"blocks": [], "attachments": [], "reactions": [], "reply_count": 0}
        shown = base | self._workspace.shown(channel_id, message)
        kept = {n: message[n] for n in ("ephemeral", "metadata") if n in message}
        return shown | kept

    async def write(self, request: Request) -> Json:
        """A person writes."""
        body = await _body(request, "user", "channel", "text")
        thread_ts = body.get("thread_ts")
        message = self._people.write(body["user"], body["channel"], body["text"], thread_ts)
        return {"ok": True, "ts": message["ts"]}

    async def compose(self, request: Request) -> Json:
        """A person writes and has not sent it; answers where to look at what is shown there."""
        body = await _body(request, "user", "text")
        user = self._people.person(body["user"])["id"]
        return {"unfurl_id": self._people.links.composed(user, str(body["text"]))}

    async def composed(self, request: Request) -> Json:
        """What the app shows of the links that are being written, by link."""
        written = self._workspace.state.unfurls.get(request.path_params["id"])
        return {"shown": written["shown"] if written else {}}

    async def command(self, request: Request) -> Json:
        """A person types a slash command."""
        body = await _body(request, "user", "channel", "command")
        text = str(body.get("text") or "")
        return await self._people.command(body["user"], body["channel"], body["command"], text)

    async def shortcut(self, request: Request) -> Json:
        """A person chooses a shortcut of the app in a message's menu."""
        body = await _body(request, "user", "channel", "ts", "callback_id")
        chosen = (body["user"], body["channel"], body["ts"], body["callback_id"])
        return await self._people.shortcut(*chosen)

    async def action(self, request: Request) -> Json:
        """A click or a choice."""
        body = await _body(request, "user", "container", "block_id", "action_id")
        return await self._clicks.act(body)

    async def options(self, request: Request) -> Json:
        """An external menu asks for its options."""
        body = await _body(request, "user", "container", "block_id", "action_id")
        return await self._clicks.options(body)

    async def run_step(self, request: Request) -> Json:
        """A workflow runs a step of the app."""
        body = await _body(request, "callback_id")
        return self._steps.run(body["callback_id"], body.get("inputs") or {})

    async def step(self, request: Request) -> Json:
        """What became of it."""
        return self._steps.shown(request.path_params["id"])

    async def repeat_step(self, request: Request) -> Json:
        """The app is told of it once more."""
        return self._steps.repeat(request.path_params["id"])

    async def views(self, request: Request) -> list[Json]:
        """The open modals of a user, bottom first."""
        stack = self._people.views.stack(request.query_params.get("user", ""))
        return [self._view(record) for record in stack]

    def _view(self, record: Json) -> Json:
        view = self._people.views.payload(record)
        named = {n: view[n] for n in ("id", "root_view_id", "previous_view_id", "hash")}
        return {**named, "view": view}

    async def submit(self, request: Request) -> Json:
        """A modal's Submit."""
        body = await _body(request, "user")
        return await self._clicks.submit(request.path_params["id"], body)

    async def close(self, request: Request) -> Json:
        """A modal's Close or X."""
        body = await _body(request, "user")
        return await self._clicks.close(request.path_params["id"], body)

    async def home(self, request: Request) -> Json:
        """A person opens App Home."""
        return self._people.home((await _body(request, "user"))["user"])

    async def seen_home(self, request: Request) -> Json:
        """App Home as last published; the app does not hear of the reading."""
        record = self._workspace.state.homes.get(request.query_params.get("user", ""))
        return {"view": record["view"] if record else None}

    async def manifest(self, _: Request) -> Json:
        """The app's manifest in force."""
        return self._workspace.state.manifest

    async def take_manifest(self, request: Request) -> Json:
        """Another manifest: commands, scopes, events."""
        manifest = checked_manifest(await _body(request))
        self._workspace.state.manifest = manifest
        return manifest

    async def settings(self, _: Request) -> Json:
        """The settings."""
        return self._workspace.state.settings

    async def change_settings(self, request: Request) -> Json:
        """Some of the settings; a new request URL has to pass url_verification first."""
        state = self._workspace.state
        old = state.settings
        state.settings = changed_settings(old, await _body(request))
        url = state.settings["requestUrl"]
        if url and url != old["requestUrl"] and not await self._outbound.signed.verify():
            state.settings = old
            raise Wrong(f"{url} did not answer the url_verification challenge.")
        return state.settings

    async def warnings(self, _: Request) -> list[Json]:
        """What the app did wrong so far, oldest first."""
        return self._workspace.state.warnings

    async def forget_warnings(self, _: Request) -> Json:
        """Start afresh."""
        self._workspace.state.warnings = []
        return {"ok": True}
