"""files.*: the three steps of an upload."""

from base64 import b64encode
from typing import Any

from sandbox.slack.api.registry import TIER_4, Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.state import BOT_USER, Json
from sandbox.slack.world import Workspace

LARGEST = 1024**3


@method("files.getUploadURLExternal", "files:write", per_minute=TIER_4)
def upload_url(call: Call) -> Json:
    """Where to post a file's bytes."""
    length = str(call.args.get("length") or "")
    if not length.isdecimal() or length == "0":
        raise SlackError("invalid_arguments")
    if int(length) > LARGEST:
        raise SlackError("file_upload_size_restricted")
    file_id = call.workspace.new_id("F0")
    secret = call.workspace.new_secret()
    call.workspace.state.files[file_id] = {
        "id": file_id,
        "name": call.text("filename"),
        "length": int(length),
        "secret": secret,
        "content": None,
        "shared": False,
    }
    url = f"{call.workspace.base_url}/slack/files/upload/{file_id}/{secret}"
    return {"upload_url": url, "file_id": file_id}


def receive(workspace: Workspace, file_id: str, secret: str, content: bytes) -> int:
    """Keep the bytes that were posted to an upload's address; the HTTP status: 404 when it is
    none, or was used, 400 for another length than was announced."""
    file = workspace.state.files.get(file_id)
    if file is None or file["secret"] != secret or file["content"] is not None:
        return 404
    if len(content) != file["length"]:
        return 400
    file["content"] = b64encode(content).decode()
    file["size"] = len(content)
    return 200


def _shown(call: Call, file: Json, title: str | None) -> Json:
    base = call.workspace.base_url
    return {
        "id": file["id"],
        "name": file["name"],
        "title": title or file["name"],
        "size": file["size"],
        "user": BOT_USER,
        "mode": "hosted",
        "url_private": f"{base}/slack/files/{file['id']}/{file['name']}",
        "permalink": f"{base}/slack/files/{file['id']}/{file['name']}",
    }


def _completed(call: Call, entry: Any) -> Json:
    file_id = entry.get("id") if isinstance(entry, dict) else None
    file = call.workspace.state.files.get(str(file_id))
    if file is None or file["content"] is None or file["shared"]:
        raise SlackError("file_not_found")
    return _shown(call, file, entry.get("title"))


def _thread(call: Call, targets: list[str]) -> str | None:
    """The thread to share in: of one channel, and one that is there."""
    given = call.args.get("thread_ts")
    if not given:
        return None
    if len(targets) != 1:
        raise SlackError("invalid_arguments")
    try:
        parent = call.workspace.message(targets[0], str(given))
    except SlackError:
        raise SlackError("thread_not_found") from None
    return str(parent.get("thread_ts") or parent["ts"])


@method("files.completeUploadExternal", "files:write", per_minute=TIER_4)
def complete(call: Call) -> Json:
    """Finish uploads, and share them in a channel with a comment where one is named."""
    entries = call.data("files", "invalid_arguments")
    if not isinstance(entries, list) or not entries:
        raise SlackError("invalid_arguments")
    channels = str(call.args.get("channel_id") or call.args.get("channels") or "")
    targets = [call.workspace.writable(c)["id"] for c in channels.split(",") if c]
    thread_ts = _thread(call, targets)
    shown = [_completed(call, entry) for entry in entries]
    for file in shown:
        call.workspace.state.files[file["id"]]["shared"] = True
    for channel_id in targets:
        content = {
            "text": str(call.args.get("initial_comment") or ""),
            "files": shown,
            "thread_ts": thread_ts,
            "upload": True,
        }
        call.workspace.add_message(channel_id, BOT_USER, content)
    return {"files": shown}
