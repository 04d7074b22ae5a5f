"""The workspace at work: ids and time stamps, look-ups, messages, warnings."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sandbox.events import Hub
from sandbox.slack.blocks.surface import elements_of
from sandbox.slack.errors import SlackError
from sandbox.slack.state import BOT_ID, BOT_USER, SLACKBOT, TEAM_ID, Json, State, fresh

KEPT_WARNINGS = 500


class Workspace:
    """One team's state with the operations that keep it consistent."""

    def __init__(self, hub: Hub, base_url: str, now: Callable[[], datetime]) -> None:
        self.state: State = fresh()
        self.hub = hub
        self.base_url = base_url.rstrip("/")
        self._now = now

    def seconds(self) -> float:
        """The time, in seconds since 1970."""
        return self._now().timestamp()

    def new_ts(self) -> str:
        """A message's time stamp: unique and rising, to the microsecond."""
        micros = max(int(self.seconds() * 1_000_000), self.state.last_ts + 1)
        self.state.last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def new_id(self, prefix: str) -> str:
        """An id as Slack's look: a letter or two, then capitals and digits."""
        self.state.last_id += 1
        return f"{prefix}{self.state.last_id:09X}"

    def new_secret(self, length: int = 24) -> str:
        """A hard-looking token that is the same in every run; the sandbox guards nothing."""
        return hashlib.sha256(self.new_id("secret").encode()).hexdigest()[:length]

    def warn(self, kind: str, detail: str, **more: Any) -> None:
        """Write down something the app did wrong."""
        entry = {"at": self._now().isoformat(), "kind": kind, "detail": detail, **more}
        self.state.warnings = [*self.state.warnings, entry][-KEPT_WARNINGS:]

    def user(self, user_id: Any) -> Json:
        """A user (SlackError user_not_found)."""
        found = self.state.users.get(user_id) if isinstance(user_id, str) else None
        if found is None:
            raise SlackError("user_not_found")
        return found

    def channel(self, channel_id: Any) -> Json:
        """A conversation by id (SlackError channel_not_found, as for a private one not joined)."""
        found = self.state.channels.get(channel_id) if isinstance(channel_id, str) else None
        if found is None or (found["is_private"] and BOT_USER not in found["members"]):
            raise SlackError("channel_not_found")
        return found

    def writable(self, channel_id: Any) -> Json:
        """A conversation the bot may write to (SlackError is_archived, not_in_channel)."""
        channel = self.channel(channel_id)
        if channel["is_archived"]:
            raise SlackError("is_archived")
        if BOT_USER not in channel["members"]:
            raise SlackError("not_in_channel")
        return channel

    def destination(self, name: Any) -> Json:
        """Where `chat.postMessage` goes: an id, a name with or without #, or a user's DM."""
        if isinstance(name, str) and name in self.state.users:
            return self.dm(name)
        bare = name.removeprefix("#") if isinstance(name, str) else name
        for channel in self.state.channels.values():
            if channel["name"] == bare and not channel["is_im"]:
                return self.writable(channel["id"])
        return self.writable(name)

    def dm(self, user_id: str) -> Json:
        """The direct conversation between a user and the bot, made when it is not there."""
        self.user(user_id)
        for channel in self.state.channels.values():
            if channel["is_im"] and channel["user"] == user_id:
                return channel
        made: Json = {
            "id": self.new_id("D0"),
            "name": "directmessage",
            "user": user_id,
            "is_private": False,
            "is_im": True,
            "is_archived": False,
            "members": [user_id, BOT_USER],
        }
        self.state.channels[made["id"]] = made
        return made

    def with_ids(self, blocks: list[Json]) -> list[Json]:
        """The blocks with the block and action ids that Slack adds where the app gave none."""
        for block in blocks:
            if not block.get("block_id"):
                block["block_id"] = self.new_secret(5)
            for _, element in elements_of(block):
                interactive = element.get("type") not in ("image", "plain_text", "mrkdwn", "card")
                if interactive and not element.get("action_id"):
                    element["action_id"] = self.new_secret(5)
            self.with_ids(block.get("child_blocks") or [])
            if block.get("type") == "carousel":
                self.with_ids(block["elements"])
        return blocks

    def messages(self, channel_id: str, viewer: str | None = None) -> list[Json]:
        """A channel's messages, oldest first; ephemeral ones only for their viewer."""
        listed = self.state.messages.get(channel_id, [])
        return [m for m in listed if not m.get("ephemeral") or m["to"] == viewer]

    def message(self, channel_id: str, ts: Any, viewer: str | None = None) -> Json:
        """One message (SlackError message_not_found)."""
        for message in self.messages(channel_id, viewer):
            if message["ts"] == ts:
                return message
        raise SlackError("message_not_found")

    def add_message(self, channel_id: str, author: str, content: Json) -> Json:
        """Write a message down; `content` holds its text, blocks and the rest."""
        message: Json = {"type": "message", "user": author, "ts": self.new_ts(), "team": TEAM_ID}
        if author == BOT_USER:
            message["bot_id"] = BOT_ID
        message |= {name: value for name, value in content.items() if value is not None}
        message["blocks"] = self.with_ids(message.get("blocks") or [])
        self.state.messages.setdefault(channel_id, []).append(message)
        self.changed(channel_id, message["ts"])
        return message

    def remove_message(self, channel_id: str, ts: str) -> None:
        """Take a message away."""
        kept = [m for m in self.state.messages.get(channel_id, []) if m["ts"] != ts]
        self.state.messages[channel_id] = kept
        self.changed(channel_id, ts)

    def whisper(self, channel_id: str, user_id: str, content: Json, author: str = BOT_USER) -> Json:
        """A message that only `user_id` sees."""
        extra = {"ephemeral": True, "to": user_id}
        return self.add_message(channel_id, author, {**content, **extra})

    def slackbot(self, channel_id: str, user_id: str, text: str) -> None:
        """Slack's own private words to a person, such as that a command failed."""
        self.whisper(channel_id, user_id, {"text": text}, SLACKBOT)

    def changed(self, channel_id: str, ts: str) -> None:
        """Tell the page that a message is new, different or gone."""
        self.hub.publish("slack.message", channel=channel_id, ts=ts)

    def replies(self, channel_id: str, ts: str) -> list[Json]:
        """The replies of a thread, without its first message and without ephemeral ones."""
        return [m for m in self.messages(channel_id) if m.get("thread_ts") == ts and m["ts"] != ts]

    def shown(self, channel_id: str, message: Json) -> Json:
        """A message as the Web API gives it: with its thread's figures, without our own marks."""
        hidden = {"ephemeral", "to", "metadata"}
        seen = {name: value for name, value in message.items() if name not in hidden}
        if not seen["blocks"]:
            del seen["blocks"]
        replies = self.replies(channel_id, message["ts"])
        if replies:
            authors = list(dict.fromkeys(reply["user"] for reply in replies))
            seen |= {
                "thread_ts": message["ts"],
                "reply_count": len(replies),
                "reply_users": authors,
                "reply_users_count": len(authors),
                "latest_reply": replies[-1]["ts"],
            }
        return seen


def in_channel(message: Json) -> bool:
    """Whether a message shows in the channel itself, not in a thread only."""
    top = message.get("thread_ts") in (None, message["ts"])
    return top or message.get("subtype") == "thread_broadcast"
