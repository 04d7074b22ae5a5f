"""reactions.add and reactions.remove."""

import re

from sandbox.slack.api.registry import TIER_2, TIER_3, Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.state import BOT_USER, Json


def _target(call: Call) -> tuple[str, Json, str]:
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    channel = call.workspace.writable(call.text("channel"))
    return channel["id"], call.workspace.message(channel["id"], call.text("timestamp")), name


@method("reactions.add", "reactions:write", per_minute=TIER_3)
def add(call: Call) -> Json:
    """The bot reacts to a message (SlackError already_reacted)."""
    channel_id, message, name = _target(call)
    reactions = message.setdefault("reactions", [])
    entry = next((r for r in reactions if r["name"] == name), None)
    if entry is None:
        entry = {"name": name, "users": [], "count": 0}
        reactions.append(entry)
    if BOT_USER in entry["users"]:
        raise SlackError("already_reacted")
    entry["users"].append(BOT_USER)
    entry["count"] = len(entry["users"])
    call.workspace.changed(channel_id, message["ts"])
    return {}


@method("reactions.remove", "reactions:write", per_minute=TIER_2)
def remove(call: Call) -> Json:
    """The bot takes its reaction back (SlackError no_reaction)."""
    channel_id, message, name = _target(call)
    reactions = message.get("reactions") or []
    entry = next((r for r in reactions if r["name"] == name and BOT_USER in r["users"]), None)
    if entry is None:
        raise SlackError("no_reaction")
    entry["users"].remove(BOT_USER)
    entry["count"] = len(entry["users"])
    message["reactions"] = [r for r in reactions if r["users"]]
    call.workspace.changed(channel_id, message["ts"])
    return {}
