"""Links that people write: the app hears of those to its domains, and may show what is there."""

import re
from typing import Any
from urllib.parse import urlsplit

from sandbox.slack.errors import SlackError
from sandbox.slack.state import APP_ID, BOT_ID, BOT_USER, Json
from sandbox.slack.wire.outbound import Outbound
from sandbox.slack.world import Workspace

COMPOSER = "COMPOSER"
POSTED = "conversations_history"
KEPT = 500
_LINK = re.compile(r"https?://[^\s<>|\"]+")


class Links:
    """What was written, in a message or in the box where one is being written."""

    def __init__(self, workspace: Workspace, outbound: Outbound) -> None:
        self._workspace = workspace
        self._outbound = outbound

    def posted(self, channel: Json, message: Json, text: str) -> None:
        """A person's message stands in a channel, whether or not the app is in it."""
        unfurl_id = f"{channel['id']}.{message['ts']}.{self._workspace.new_secret(64)}"
        event: Json = {
            "channel": channel["id"],
            "message_ts": message["ts"],
            "user": message["user"],
            "is_bot_user_member": BOT_USER in channel["members"],
            "unfurl_id": unfurl_id,
            "source": POSTED,
        }
        if message.get("thread_ts"):
            event["thread_ts"] = message["thread_ts"]
        self._tell(event, text, shared=bool(channel.get("is_ext_shared")))

    def composed(self, user_id: str, text: str) -> str:
        """A person writes, and has sent nothing yet; answers the id of what is shown there."""
        unfurl_id = f"{user_id}-{self._workspace.new_secret(36)}"
        event: Json = {
            "channel": COMPOSER,
            "message_ts": unfurl_id,
            "user": user_id,
            "is_bot_user_member": True,
            "unfurl_id": unfurl_id,
            "source": COMPOSER.lower(),
        }
        self._tell(event, text)
        return unfurl_id

    def _tell(self, event: Json, text: str, *, shared: bool = False) -> None:
        links = [
            {"domain": domain, "url": url} for url in urls_in(text) if (domain := self._domain(url))
        ]
        if not links:
            return
        kept = {name: event[name] for name in ("channel", "message_ts", "source")}
        written = {**kept, "urls": [link["url"] for link in links], "shown": {}}
        known = {**self._workspace.state.unfurls, event["unfurl_id"]: written}
        self._workspace.state.unfurls = dict(list(known.items())[-KEPT:])
        stamped = {"type": "link_shared", "event_ts": self._workspace.new_ts(), **event}
        self._outbound.tell("link_shared", {**stamped, "links": links}, shared=shared)

    def _domain(self, url: str) -> str | None:
        """The registered domain that a link belongs to: its own, or one above it."""
        host = urlsplit(url).hostname or ""
        features = self._workspace.state.manifest.get("features") or {}
        for domain in features.get("unfurl_domains") or []:
            if host == domain or host.endswith(f".{domain}"):
                return str(domain)
        return None


def urls_in(text: str) -> list[str]:
    """Each link of a text, once."""
    return list(dict.fromkeys(url.rstrip(".,;:!?)") for url in _LINK.findall(text)))


def written_at(workspace: Workspace, args: Json) -> Json:
    """Where a call of chat.unfurl shows something (SlackError, as Slack has them)."""
    by_id = bool(args.get("unfurl_id") or args.get("source"))
    for name in ("unfurl_id", "source") if by_id else ("channel", "ts"):
        if not args.get(name):
            raise SlackError(f"missing_{name}")
    return _by_id(workspace, args) if by_id else _by_place(workspace, args)


def _by_id(workspace: Workspace, args: Json) -> Json:
    if args["source"] not in (COMPOSER.lower(), POSTED):
        raise SlackError("invalid_source")
    found = workspace.state.unfurls.get(str(args["unfurl_id"]))
    if found is None or found["source"] != args["source"]:
        raise SlackError("invalid_unfurl_id")
    return found


def _by_place(workspace: Workspace, args: Json) -> Json:
    if args["channel"] != COMPOSER:
        _open(workspace, args["channel"])
    place = (args["channel"], args["ts"])
    for written in workspace.state.unfurls.values():
        if (written["channel"], written["message_ts"]) == place:
            return written
    raise SlackError("cannot_unfurl_message")


def _open(workspace: Workspace, channel_id: Any) -> None:
    try:
        workspace.channel(channel_id)
    except SlackError:
        raise SlackError("cannot_find_channel") from None


def show(workspace: Workspace, written: Json, url: str, content: Json) -> None:
    """Put what the app has to say of a link below it; what was there of this link goes."""
    content = {**content, "blocks": workspace.with_ids(list(content.get("blocks") or []))}
    written["shown"][url] = content
    if written["channel"] == COMPOSER:
        return
    try:
        message = workspace.message(written["channel"], written["message_ts"])
    except SlackError:
        raise SlackError("cannot_find_message") from None
    there = {one["app_unfurl_url"]: one for one in message.get("attachments") or []}
    number = there[url]["id"] if url in there else len(there) + 1
    mine = {"bot_id": BOT_ID, "app_id": APP_ID, "app_unfurl_url": url, "is_app_unfurl": True}
    there[url] = {**content, "id": number, **mine}
    message["attachments"] = list(there.values())
    workspace.changed(written["channel"], message["ts"])
