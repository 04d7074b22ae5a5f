"""`response_url`s, and what a slash command's acknowledgement says."""

from typing import Any

from sandbox.slack.blocks import check_attachments, check_blocks
from sandbox.slack.errors import SlackError, refused
from sandbox.slack.state import BOT_USER, TEAM_ID, Json
from sandbox.slack.world import Workspace

USES = 5
LIFE_SECONDS = 30 * 60


def checked_content(workspace: Workspace, body: Json) -> Json:
    """A message's text, blocks and attachments (SlackError no_text, invalid_blocks...)."""
    blocks, attachments = body.get("blocks") or [], body.get("attachments") or []
    wrong = check_blocks(blocks)
    code = "invalid_blocks"
    if not wrong:
        wrong, code = check_attachments(attachments), "invalid_attachments"
    if wrong:
        workspace.warn("refused_blocks", "; ".join(wrong))
        raise refused(code, wrong)
    text = body.get("text") or ""
    if not (text or blocks or attachments or body.get("files")):
        raise SlackError("no_text")
    if blocks and not text:
        workspace.warn("missing_text", "Blocks without text: nothing for notifications to say.")
    content: Json = {"text": text[:40_000], "blocks": blocks}
    if attachments:
        content["attachments"] = attachments
    return content


class Hooks:
    """The response URLs given out: 5 uses within 30 minutes each."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def give(self, user_id: str, channel_id: str, message: Json | None = None) -> str:
        """A new response_url for an interaction in a channel, and at a message if it had one."""
        hook_id, secret = self._workspace.new_id("R"), self._workspace.new_secret()
        self._forget_old()
        self._workspace.state.hooks[hook_id] = {
            "user": user_id,
            "channel": channel_id,
            "secret": secret,
            "uses": 0,
            "expires": self._workspace.seconds() + LIFE_SECONDS,
            "ts": message["ts"] if message else None,
            "thread_ts": message.get("thread_ts") if message else None,
        }
        return f"{self._workspace.base_url}/slack/response/{TEAM_ID}/{hook_id}/{secret}"

    def _forget_old(self) -> None:
        hooks, now = self._workspace.state.hooks, self._workspace.seconds()
        for hook_id in [h for h, hook in hooks.items() if hook["expires"] + LIFE_SECONDS < now]:
            del hooks[hook_id]

    def use(self, hook_id: str, secret: str, body: Json) -> None:
        """Do what was posted (SlackError used_url, expired_url, and the message's own errors)."""
        hook = self._workspace.state.hooks.get(hook_id)
        if hook is None or hook["secret"] != secret:
            raise SlackError("invalid_url", 404)
        if self._workspace.seconds() > hook["expires"]:
            self._workspace.warn("expired_url", "A response_url was used after 30 minutes.")
            raise SlackError("expired_url", 404)
        if hook["uses"] >= USES:
            self._workspace.warn("used_url", "A response_url was used more than 5 times.")
            raise SlackError("used_url", 404)
        self._carry_out(hook, body)
        hook["uses"] += 1

    def _carry_out(self, hook: Json, body: Json) -> None:
        source = self._source(hook)
        if body.get("delete_original") is True and source:
            self._workspace.remove_message(hook["channel"], source["ts"])
        elif body.get("replace_original") is True and source:
            source.pop("attachments", None)
            source |= checked_content(self._workspace, body)
            source["blocks"] = self._workspace.with_ids(source["blocks"])
            self._workspace.changed(hook["channel"], source["ts"])
        elif body.get("delete_original") is not True:
            message = self.say(hook["channel"], hook["user"], body, hook["thread_ts"])
            hook["ts"] = hook["ts"] or message["ts"]

    def _source(self, hook: Json) -> Json | None:
        try:
            return self._workspace.message(hook["channel"], hook["ts"], hook["user"])
        except SlackError:
            return None

    def say(self, channel_id: str, user_id: str, body: Json, thread_ts: str | None = None) -> Json:
        """Post a response: privately, or to the channel with `response_type: in_channel`."""
        content = checked_content(self._workspace, body)
        content["thread_ts"] = body.get("thread_ts") or thread_ts
        if body.get("response_type") == "in_channel":
            return self._workspace.add_message(channel_id, BOT_USER, content)
        return self._workspace.whisper(channel_id, user_id, content)

    def acknowledged(self, channel_id: str, user_id: str, body: Any) -> str | None:
        """Show what a command's acknowledgement says; answers the error when it cannot be shown."""
        if not isinstance(body, dict) or not (body.get("text") or body.get("blocks")):
            return None
        try:
            self.say(channel_id, user_id, body)
        except SlackError as error:
            return error.code
        return None
