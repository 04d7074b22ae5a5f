"""chat.*: the messages of the bot."""

import json
from typing import Any

from sandbox.slack.api.registry import SPECIAL, TIER_3, TIER_4, Call, method
from sandbox.slack.blocks.surface import too_long_together
from sandbox.slack.errors import SlackError
from sandbox.slack.hooks import checked_content
from sandbox.slack.state import BOT_USER, Json

LONGEST_UPDATE = 4_000
LONGEST = 40_000
LARGEST_METADATA = 8_000


def content_of(call: Call) -> Json:
    """The message a call carries (SlackError no_text, invalid_blocks, msg_blocks_too_long...)."""
    body = {
        "text": call.args.get("text"),
        "blocks": _listed(call.data("blocks", "invalid_blocks_format"), "invalid_blocks_format"),
        "attachments": _listed(
            call.data("attachments", "invalid_attachments"), "invalid_attachments"
        ),
    }
    content = checked_content(call.workspace, body)
    if too_long_together(content["blocks"]):
        call.workspace.warn("refused_blocks", "msg_blocks_too_long")
        raise SlackError("msg_blocks_too_long")
    metadata = call.data("metadata", "invalid_metadata_format")
    if metadata is not None:
        content["metadata"] = _checked_metadata(metadata) if metadata else None
    return content


def _listed(value: Any, error: str) -> Any:
    if value is not None and not isinstance(value, list):
        raise SlackError(error)
    return value


def _checked_metadata(metadata: Any) -> Json:
    if not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata)) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")
    return metadata


def _count(call: Call, channel_id: str) -> None:
    workspace = call.workspace
    call.services.rates.message(channel_id, workspace.seconds(), workspace.state.settings)


def _thread(call: Call, channel_id: str) -> str | None:
    thread_ts = call.args.get("thread_ts")
    if not thread_ts:
        return None
    try:
        parent = call.workspace.message(channel_id, str(thread_ts))
    except SlackError:
        raise SlackError("thread_not_found") from None
    return str(parent.get("thread_ts") or parent["ts"])


@method("chat.postMessage", "chat:write", per_minute=SPECIAL)
def post_message(call: Call) -> Json:
    """A new message: 1 a second and channel, text beyond 40,000 characters cut off."""
    channel = call.workspace.destination(call.text("channel"))
    content = content_of(call)
    content["thread_ts"] = _thread(call, channel["id"])
    if content["thread_ts"] and call.flag("reply_broadcast"):
        content["subtype"] = "thread_broadcast"
    _count(call, channel["id"])
    message = call.workspace.add_message(channel["id"], BOT_USER, content)
    shown = call.workspace.shown(channel["id"], message)
    if "metadata" in message:
        shown["metadata"] = message["metadata"]
    return {"channel": channel["id"], "ts": message["ts"], "message": shown}


@method("chat.postEphemeral", "chat:write", per_minute=TIER_4)
def post_ephemeral(call: Call) -> Json:
    """A message for one person of the channel; it can never be updated by its ts."""
    channel = call.workspace.writable(call.text("channel"))
    user = call.workspace.user(call.text("user"))
    if user["id"] not in channel["members"]:
        raise SlackError("user_not_in_channel")
    content = content_of(call)
    if len(content["text"]) > LONGEST:
        raise SlackError("msg_too_long")
    content["thread_ts"] = _thread(call, channel["id"])
    message = call.workspace.whisper(channel["id"], user["id"], content)
    return {"message_ts": message["ts"]}


@method("chat.update", "chat:write", per_minute=TIER_3)
def update(call: Call) -> Json:
    """Another content in place. Text without blocks takes the blocks away (Slack's own trap)."""
    channel = call.workspace.writable(call.text("channel"))
    message = call.workspace.message(channel["id"], call.text("ts"))
    if message["user"] != BOT_USER:
        raise SlackError("cant_update_message")
    if len(str(call.args.get("text") or "")) > LONGEST_UPDATE:
        raise SlackError("msg_too_long")
    content = content_of(call)
    message.pop("attachments", None)
    message |= content
    message["blocks"] = call.workspace.with_ids(message["blocks"])
    if message.get("metadata") is None:
        message.pop("metadata", None)
    if not content["blocks"]:
        message["edited"] = {"user": BOT_USER, "ts": call.workspace.new_ts()}
    call.workspace.changed(channel["id"], message["ts"])
    shown = call.workspace.shown(channel["id"], message)
    if "metadata" in message:
        shown["metadata"] = message["metadata"]
    answer = {"channel": channel["id"], "ts": message["ts"], "text": message["text"]}
    return {**answer, "message": shown}


@method("chat.delete", "chat:write", per_minute=TIER_3)
def delete(call: Call) -> Json:
    """Take a message of the bot's own away."""
    channel = call.workspace.channel(call.text("channel"))
    message = call.workspace.message(channel["id"], call.text("ts"))
    if message["user"] != BOT_USER:
        raise SlackError("cant_delete_message")
    call.workspace.remove_message(channel["id"], message["ts"])
    return {"channel": channel["id"], "ts": message["ts"]}


@method("chat.getPermalink", per_minute=SPECIAL)
def permalink(call: Call) -> Json:
    """Where a message is found in the browser: on the sandbox's page."""
    channel = call.workspace.channel(call.text("channel"))
    message = call.workspace.message(channel["id"], call.text("message_ts"))
    base = f"{call.workspace.base_url}/archives/{channel['id']}"
    link = f"{base}/p{message['ts'].replace('.', '')}"
    if message.get("thread_ts") not in (None, message["ts"]):
        link += f"?thread_ts={message['thread_ts']}&cid={channel['id']}"
    return {"channel": channel["id"], "permalink": link}
