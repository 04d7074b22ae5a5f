"""Where people click: in a message, in a modal, in App Home."""

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from sandbox.slack import inputs, payloads
from sandbox.slack.state import APP_ID, Json
from sandbox.slack.views import Views
from sandbox.slack.world import Workspace


@dataclass
class Place:
    """A place with blocks. `key` tells it from others, for one user; `record` is a view's."""

    key: str
    blocks: list[Json]
    entered: Json
    channel: Json | None = None
    message: Json | None = None
    record: Json | None = None
    unfurl: Json | None = None


def find_place(workspace: Workspace, views: Views, user_id: str, container: Any) -> Place:
    """The place that a control call names.

    `container` is `{"channel", "ts"}`, `{"view_id"}` or `{"home": true}`. SlackError says that
    it is not there, ValueError that the container is none.
    """
    if not isinstance(container, dict):
        raise ValueError("container must be an object")
    if "ts" in container:
        return _message(workspace, user_id, container)
    if "view_id" in container:
        record = views.find(container["view_id"])
        return _view(record)
    if container.get("home") and user_id in workspace.state.homes:
        return _view(workspace.state.homes[user_id])
    raise ValueError("container must be {channel, ts}, {view_id} or {home: true} once published")


def _message(workspace: Workspace, user_id: str, container: Json) -> Place:
    message = workspace.message(container.get("channel", ""), container["ts"], user_id)
    key = f"{container['channel']}/{message['ts']}/{user_id}"
    entered = workspace.state.inputs.setdefault(key, {})
    channel = workspace.state.channels[container["channel"]]
    attached = [b for a in message.get("attachments") or [] for b in a.get("blocks") or []]
    blocks = [*message["blocks"], *attached]
    return Place(key, blocks, entered, channel=channel, message=message)


def around(place: Place, block: Json) -> Place:
    """The same place, or what the app shows there below a link, where the block stands in that."""
    for one in (place.message or {}).get("attachments") or []:
        if one.get("is_app_unfurl") and any(each is block for each in one["blocks"]):
            return replace(place, blocks=one["blocks"], unfurl=one)
    return place


def _view(record: Json) -> Place:
    return Place(record["id"], record["view"]["blocks"], record["inputs"], record=record)


def describe(workspace: Workspace, views: Views, place: Place) -> Json:
    """The part of a payload that says where it happened: container, and message or view."""
    if place.record is not None:
        view = views.payload(place.record)
        return {"container": payloads.view_common(view), "view": view}
    if place.message is None or place.channel is None:
        raise RuntimeError("a place is a view or a message in a channel")
    message, channel = place.message, place.channel
    if place.unfurl is not None:
        return _describe_unfurl(place, place.unfurl, message, channel)
    ephemeral = bool(message.get("ephemeral"))
    container: Json = {
        "type": "message",
        "message_ts": message["ts"],
        "channel_id": channel["id"],
        "is_ephemeral": ephemeral,
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    parts: Json = {
        "container": container,
        "channel": payloads.channel(channel),
        "state": {"values": inputs.values(place.blocks, place.entered)},
    }
    if not ephemeral:
        parts["message"] = {**deepcopy(workspace.shown(channel["id"], message)), "app_id": APP_ID}
    return parts


def _describe_unfurl(place: Place, unfurl: Json, message: Json, channel: Json) -> Json:
    """Of a message that somebody else wrote the app is told nothing but its own part in it
    (docs.slack.dev, "Unfurling links in messages", "Alternate interactive payload behavior")."""
    container: Json = {
        "type": "message_attachment",
        "message_ts": message["ts"],
        "attachment_id": unfurl["id"],
        "channel_id": channel["id"],
        "is_ephemeral": False,
        "is_app_unfurl": True,
        "app_unfurl_url": unfurl["app_unfurl_url"],
    }
    if message.get("thread_ts"):
        container["thread_ts"] = message["thread_ts"]
    return {
        "container": container,
        "channel": payloads.channel(channel),
        "app_unfurl": deepcopy(unfurl),
        "state": {"values": inputs.values(place.blocks, place.entered)},
    }
