"""What people do in Slack: write, type commands, open App Home, ask a menu for options."""

import re
from typing import Any

from sandbox.slack import inputs, payloads
from sandbox.slack.errors import SlackError
from sandbox.slack.hooks import Hooks
from sandbox.slack.links import Links
from sandbox.slack.places import Place, find_place
from sandbox.slack.state import BOT_USER, TEAM_ID, Json
from sandbox.slack.triggers import Triggers
from sandbox.slack.views import Views
from sandbox.slack.wire.outbound import Outbound
from sandbox.slack.wire.replies import NoReply
from sandbox.slack.world import Workspace


class Wrong(Exception):
    """The control API was asked for something that a person could not do; says what in words."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


class People:
    """The people of the workspace, acting through Slack's clients."""

    def __init__(
        self,
        workspace: Workspace,
        outbound: Outbound,
        views: Views,
        hooks: Hooks,
        triggers: Triggers,
    ) -> None:
        self.workspace = workspace
        self.outbound = outbound
        self.views = views
        self.hooks = hooks
        self.triggers = triggers
        self.links = Links(workspace, outbound)

    def person(self, user_id: Any) -> Json:
        """A human of the workspace (Wrong)."""
        found = self.workspace.state.users.get(user_id) if isinstance(user_id, str) else None
        if found is None or found["is_bot"]:
            raise Wrong(f"There is no user {user_id!r}.", 404)
        return found

    def where(self, channel_id: Any, user_id: str) -> Json:
        """A conversation that this person is in (Wrong)."""
        found = self.workspace.state.channels.get(channel_id) if channel_id else None
        if found is None:
            raise Wrong(f"There is no channel {channel_id!r}.", 404)
        if user_id not in found["members"]:
            raise Wrong(f"{user_id} is not in {found['name']}.")
        return found

    def write(self, user_id: str, channel_id: str, text: str, thread_ts: str | None) -> Json:
        """A person writes a message; the app hears of it as it subscribed."""
        person, channel = self.person(user_id), self.where(channel_id, user_id)
        if not text:
            raise Wrong("A message needs a text.")
        if channel["is_im"] and not self._takes_messages():
            raise Wrong("Sending messages to this app has been turned off.")
        escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        content = {"text": self._mentions(escaped), "thread_ts": thread_ts}
        message = self.workspace.add_message(channel["id"], person["id"], content)
        self._announce(channel, message)
        self.links.posted(channel, message, text)
        return message

    def _takes_messages(self) -> bool:
        home = (self.workspace.state.manifest.get("features") or {}).get("app_home") or {}
        off = home.get("messages_tab_read_only_enabled")
        return bool(home.get("messages_tab_enabled", True)) and not off

    def _mentions(self, text: str) -> str:
        for user in self.workspace.state.users.values():
            name = re.escape(user["real_name"])
            text = re.sub(rf"@{name}\b", f"<@{user['id']}>", text, flags=re.IGNORECASE)
        return text

    def _announce(self, channel: Json, message: Json) -> None:
        if BOT_USER not in channel["members"]:
            return
        kind = "im" if channel["is_im"] else "group" if channel["is_private"] else "channel"
        event = {
            **{name: message[name] for name in ("user", "ts", "team", "text")},
            "channel": channel["id"],
            "event_ts": message["ts"],
            "type": "message",
        }
        if message.get("thread_ts"):
            event["thread_ts"] = message["thread_ts"]
        topic = {"im": "message.im", "group": "message.groups", "channel": "message.channels"}
        self.outbound.tell(topic[kind], {**event, "channel_type": kind})
        # What is written to the app itself is told once, mention or not.
        if f"<@{BOT_USER}>" in message["text"] and kind != "im":
            self.outbound.tell("app_mention", {**event, "type": "app_mention"})

    async def command(self, user_id: str, channel_id: str, name: str, text: str) -> Json:
        """A person types a slash command; answers once it is acknowledged or has failed."""
        person, channel = self.person(user_id), self.where(channel_id, user_id)
        declared = {c["command"]: c for c in self.commands()}
        if name not in declared:
            raise Wrong(f"{name} is not a valid command: the app declares no such.", 404)
        if declared[name].get("should_escape"):
            text = self._escaped(text)
        payload = payloads.command(
            person,
            channel,
            name,
            text,
            response_url=self.hooks.give(user_id, channel["id"]),
            trigger_id=self.triggers.give(user_id),
        )
        try:
            reply = await self.outbound.ask("slash_commands", payload)
        except NoReply as none:
            return self._failed(channel, user_id, name, none.error)
        wrong = self.hooks.acknowledged(channel["id"], user_id, reply.body)
        if wrong:
            return self._failed(channel, user_id, name, wrong)
        return {"ok": True, "ack": {"status": reply.status, "body": reply.body}}

    def shortcuts(self) -> list[Json]:
        """What the app puts into the menu of every message."""
        features = self.workspace.state.manifest.get("features") or {}
        return [each for each in features.get("shortcuts") or [] if each["type"] == "message"]

    async def shortcut(self, user_id: str, channel_id: str, ts: str, callback_id: str) -> Json:
        """A person chooses a message shortcut; answers once it is acknowledged or has failed."""
        person, channel = self.person(user_id), self.where(channel_id, user_id)
        if callback_id not in [each["callback_id"] for each in self.shortcuts()]:
            raise Wrong(f"The app declares no message shortcut {callback_id}.", 404)
        message = self.workspace.message(channel["id"], ts)
        payload = payloads.interaction(
            "message_action",
            person,
            callback_id=callback_id,
            channel=payloads.channel(channel),
            message=self.workspace.shown(channel["id"], message),
            message_ts=ts,
            action_ts=self.workspace.new_ts(),
            response_url=self.hooks.give(user_id, channel["id"]),
            trigger_id=self.triggers.give(user_id),
        )
        try:
            reply = await self.outbound.ask("interactive", payload)
        except NoReply as none:
            return self._failed(channel, user_id, callback_id, none.error)
        return {"ok": True, "ack": {"status": reply.status, "body": reply.body}}

    def _failed(self, channel: Json, user_id: str, name: str, error: str) -> Json:
        sentence = f'{name} failed with the error "{error}"'
        self.workspace.slackbot(channel["id"], user_id, sentence)
        return {"ok": False, "ack": error}

    def _escaped(self, text: str) -> str:
        for user in self.workspace.state.users.values():
            text = re.sub(rf"@{user['name']}\b", f"<@{user['id']}|{user['name']}>", text)
        for channel in self.workspace.state.channels.values():
            mark = f"<#{channel['id']}|{channel['name']}>"
            text = re.sub(rf"#{re.escape(channel['name'])}(?![\w-])", mark, text)
        for group in self.workspace.state.usergroups.values():
            mark = f"<!subteam^{group['id']}|@{group['handle']}>"
            text = re.sub(rf"@{re.escape(group['handle'])}(?![\w-])", mark, text)
        return text

    def set_group(self, group: Json, users: list[str]) -> None:
        """These people are in the user group now; the app hears of it."""
        was, group["users"] = group["users"], users
        now = int(self.workspace.seconds())
        added = [user for user in users if user not in was]
        removed = [user for user in was if user not in users]
        self.outbound.tell(
            "subteam_members_changed",
            {
                "type": "subteam_members_changed",
                "subteam_id": group["id"],
                "team_id": TEAM_ID,
                "date_previous_update": now,
                "date_update": now,
                "added_users": added,
                "added_users_count": str(len(added)),
                "removed_users": removed,
                "removed_users_count": str(len(removed)),
            },
        )

    def commands(self) -> list[Json]:
        """The commands that the app's manifest declares."""
        features = self.workspace.state.manifest.get("features") or {}
        return list(features.get("slash_commands") or [])

    def home(self, user_id: str) -> Json:
        """A person opens the app's Home; answers what was published for them so far."""
        self.person(user_id)
        channel = self.workspace.dm(user_id)
        record = self.workspace.state.homes.get(user_id)
        event: Json = {
            "type": "app_home_opened",
            "user": user_id,
            "channel": channel["id"],
            "event_ts": self.workspace.new_ts(),
            "tab": "home",
        }
        if record:
            event["view"] = self.views.payload(record)
        self.outbound.tell("app_home_opened", event)
        return {"view": record["view"] if record else None, "channel": channel["id"]}

    def place(self, user_id: str, container: Any) -> Place:
        """Where an interaction happens: a message, an open view or App Home (Wrong)."""
        self.person(user_id)
        try:
            return find_place(self.workspace, self.views, user_id, container)
        except SlackError as error:
            raise Wrong(f"There is no such place to click: {error.code}.", 404) from None
        except ValueError as error:
            raise Wrong(str(error)) from None

    def element(self, place: Place, block_id: str, action_id: str) -> tuple[Json, Json]:
        """A block and its element in that place (Wrong)."""
        found = inputs.find(place.blocks, block_id, action_id)
        if found is None:
            raise Wrong(f"There is no {action_id!r} in block {block_id!r} there.", 404)
        return found
