"""conversations.* and users.conversations."""

import re

from sandbox.slack.api.registry import TIER_2, TIER_3, TIER_4, Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.state import BOT_USER, Json
from sandbox.slack.world import in_channel

_READ = ("channels:read", "groups:read", "im:read", "mpim:read")
_HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


def shown(channel: Json) -> Json:
    """A conversation as Slack gives it."""
    if channel["is_im"]:
        return {"id": channel["id"], "is_im": True, "user": channel["user"], "is_archived": False}
    private = channel["is_private"]
    return {
        "id": channel["id"],
        "name": channel["name"],
        "name_normalized": channel["name"],
        "is_channel": not private,
        "is_group": private,
        "is_im": False,
        "is_mpim": False,
        "is_private": private,
        "is_archived": channel["is_archived"],
        "is_general": channel["name"] == "general",
        "is_member": BOT_USER in channel["members"],
        "num_members": len(channel["members"]),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
    }


def _kind(channel: Json) -> str:
    if channel["is_im"]:
        return "im"
    return "private_channel" if channel["is_private"] else "public_channel"


def _listed(call: Call) -> list[Json]:
    wanted = str(call.args.get("types") or "public_channel").replace(" ", "").split(",")
    known = {"public_channel", "private_channel", "im", "mpim"}
    if not set(wanted) <= known:
        raise SlackError("invalid_types")
    archived = not call.flag("exclude_archived")
    return [
        channel
        for channel in call.workspace.state.channels.values()
        if _kind(channel) in wanted
        and (archived or not channel["is_archived"])
        and (_kind(channel) == "public_channel" or BOT_USER in channel["members"])
    ]


@method("conversations.list", *_READ, per_minute=TIER_2)
def listing(call: Call) -> Json:
    """The conversations the bot can see, public ones when `types` is not given."""
    page, metadata = call.page(_listed(call))
    return {"channels": [shown(c) for c in page], "response_metadata": metadata}


@method("users.conversations", *_READ, per_minute=TIER_3)
def memberships(call: Call) -> Json:
    """The conversations that a user, or the bot, is in."""
    user = str(call.args.get("user") or BOT_USER)
    page, metadata = call.page([c for c in _listed(call) if user in c["members"]])
    return {"channels": [shown(c) for c in page], "response_metadata": metadata}


@method("conversations.info", *_READ, per_minute=TIER_3)
def info(call: Call) -> Json:
    """One conversation."""
    return {"channel": shown(call.workspace.channel(call.text("channel")))}


@method("conversations.members", *_READ, per_minute=TIER_4)
def members(call: Call) -> Json:
    """The ids of those in a conversation."""
    page, metadata = call.page(call.workspace.channel(call.text("channel"))["members"])
    return {"members": page, "response_metadata": metadata}


@method("conversations.open", "im:write", "mpim:write", per_minute=TIER_3)
def opening(call: Call) -> Json:
    """The direct conversation with a user; groups of several are not built here."""
    if call.args.get("channel"):
        return {"channel": shown(call.workspace.channel(call.args["channel"]))}
    users = call.args.get("users")
    named = users if isinstance(users, list) else str(users or "").split(",")
    if len(named) != 1:
        raise SlackError("not_enough_users" if not named else "too_many_users")
    channel = call.workspace.dm(named[0])
    return {"channel": shown(channel) if call.flag("return_im") else {"id": channel["id"]}}


def _page_of(call: Call, messages: list[Json], channel_id: str) -> Json:
    oldest, latest = _moment(call, "oldest"), _moment(call, "latest")
    inclusive = call.flag("inclusive")
    kept = [
        m
        for m in messages
        if _within(m["ts"], oldest, latest) or (inclusive and m["ts"] in (oldest, latest))
    ]
    page, metadata = call.page(kept)
    with_metadata = call.flag("include_all_metadata")
    given = []
    for message in page:
        one = call.workspace.shown(channel_id, message)
        if with_metadata and "metadata" in message:
            one["metadata"] = message["metadata"]
        given.append(one)
    more = bool(metadata["next_cursor"])
    return {"messages": given, "has_more": more, "response_metadata": metadata}


def _moment(call: Call, name: str) -> str | None:
    given = str(call.args.get(name) or "")
    if not re.fullmatch(r"(\d{1,12}(\.\d{1,6})?)?", given):
        raise SlackError(f"invalid_ts_{name}")
    return given if given.strip("0.") else None


def _within(ts: str, oldest: str | None, latest: str | None) -> bool:
    after = oldest is None or float(ts) > float(oldest)
    return after and (latest is None or float(ts) < float(latest))


def _readable(call: Call) -> str:
    channel = call.workspace.channel(call.text("channel"))
    if BOT_USER not in channel["members"]:
        raise SlackError("not_in_channel")
    return str(channel["id"])


@method("conversations.history", *_HISTORY, per_minute=TIER_3)
def history(call: Call) -> Json:
    """A conversation's messages, newest first, without the replies of threads."""
    channel_id = _readable(call)
    messages = call.workspace.messages(channel_id)
    tops = [m for m in messages if in_channel(m)]
    return _page_of(call, tops[::-1], channel_id)


@method("conversations.replies", *_HISTORY, per_minute=TIER_3)
def replies(call: Call) -> Json:
    """A thread, its first message included, oldest first."""
    channel_id = _readable(call)
    try:
        asked = call.workspace.message(channel_id, call.text("ts"))
        parent = call.workspace.message(channel_id, asked.get("thread_ts") or asked["ts"])
    except SlackError as error:
        code = "thread_not_found" if error.code == "message_not_found" else error.code
        raise SlackError(code) from None
    thread = [parent, *call.workspace.replies(channel_id, parent["ts"])]
    return _page_of(call, thread, channel_id)
