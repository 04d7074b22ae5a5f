"""Modals and App Homes: opening, stacking, updating, closing."""

import hashlib
import json
from copy import deepcopy

from sandbox.slack import inputs
from sandbox.slack.blocks import check_view
from sandbox.slack.errors import SlackError, refused
from sandbox.slack.state import APP_ID, BOT_ID, TEAM_ID, Json
from sandbox.slack.world import Workspace

DEEPEST = 3
LARGEST = 250_000


class Views:
    """The open views of every user. A record is `{id, user, view, inputs}`, `view` as Slack's."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def checked(self, view: object, kind: str) -> Json:
        """A view that Slack takes (SlackError invalid_arguments, view_too_large)."""
        messages = check_view(view)
        if not messages and isinstance(view, dict) and view["type"] != kind:
            messages = [f"must be one of: {kind} [json-pointer:/view/type]"]
        if messages or not isinstance(view, dict):
            self._workspace.warn("refused_view", "; ".join(messages))
            raise refused("invalid_arguments", messages)
        if len(json.dumps(view)) > LARGEST:
            raise SlackError("view_too_large")
        return view

    def stack(self, user_id: str) -> list[Json]:
        """The open modals of a user, bottom first."""
        state = self._workspace.state
        return [state.views[view_id] for view_id in state.stacks.get(user_id, [])]

    def open(self, user_id: str, view: Json) -> Json:
        """A first modal; what was open before is gone (SlackError as `checked`)."""
        self.checked(view, "modal")
        self._free_external(view)
        self._workspace.state.stacks[user_id] = []
        return self._put(user_id, view)

    def push(self, user_id: str, view: Json) -> Json:
        """A modal on top of the others (SlackError push_limit_reached beyond the third)."""
        self.checked(view, "modal")
        self._free_external(view)
        if len(self.stack(user_id)) >= DEEPEST:
            raise SlackError("push_limit_reached")
        return self._put(user_id, view)

    def find(self, view_id: object = None, external_id: object = None) -> Json:
        """An open modal by either id (SlackError not_found, as for a closed one)."""
        state = self._workspace.state
        shown = {view_id for stack in state.stacks.values() for view_id in stack}
        for record in state.views.values():
            by_external = external_id and record["view"]["external_id"] == external_id
            if (record["id"] == view_id or by_external) and record["id"] in shown:
                return record
        raise SlackError("not_found")

    def update(self, record: Json, view: Json, expected_hash: object = None) -> Json:
        """Another content in the same place (SlackError hash_conflict)."""
        self.checked(view, record["view"]["type"])
        if expected_hash and expected_hash != record["view"]["hash"]:
            raise SlackError("hash_conflict")
        old = record["view"]
        record["view"] = self._complete(record["id"], view)
        for name in ("root_view_id", "previous_view_id"):
            record["view"][name] = old[name]
        self._told(record)
        return record

    def close(self, record: Json) -> None:
        """Take one modal away; the one below it shows again."""
        stack = self._workspace.state.stacks[record["user"]]
        if record["id"] in stack:
            stack.remove(record["id"])
        self._told(record)

    def clear(self, user_id: str) -> list[Json]:
        """Close all modals of a user; answers those that were open, the top one first."""
        closed = self.stack(user_id)[::-1]
        self._workspace.state.stacks[user_id] = []
        for record in closed:
            self._told(record)
        return closed

    def publish(self, user_id: str, view: Json, expected_hash: object = None) -> Json:
        """A user's App Home (SlackError hash_conflict)."""
        self.checked(view, "home")
        old = self._workspace.state.homes.get(user_id)
        if expected_hash and (old is None or expected_hash != old["view"]["hash"]):
            raise SlackError("hash_conflict")
        view_id = old["id"] if old else self._workspace.new_id("V0")
        record = {"id": view_id, "user": user_id, "view": self._complete(view_id, view)}
        record["inputs"] = old["inputs"] if old else {}
        self._workspace.state.homes[user_id] = record
        self._workspace.hub.publish("slack.home", user=user_id)
        return record

    def payload(self, record: Json) -> Json:
        """The view as a payload carries it, with the state of its inputs."""
        values = inputs.values(record["view"]["blocks"], record["inputs"])
        return {**deepcopy(record["view"]), "state": {"values": values}}

    def _put(self, user_id: str, view: Json) -> Json:
        state = self._workspace.state
        stack = state.stacks.setdefault(user_id, [])
        view_id = self._workspace.new_id("V0")
        complete = self._complete(view_id, view)
        complete["root_view_id"] = stack[0] if stack else view_id
        complete["previous_view_id"] = stack[-1] if stack else None
        record: Json = {"id": view_id, "user": user_id, "view": complete, "inputs": {}}
        state.views[view_id] = record
        stack.append(view_id)
        self._forget_old()
        self._told(record)
        return record

    def _complete(self, view_id: str, view: Json) -> Json:
        modal = view["type"] == "modal"
        complete: Json = {
            "id": view_id,
            "team_id": TEAM_ID,
            "type": view["type"],
            "blocks": self._workspace.with_ids(deepcopy(view.get("blocks") or [])),
            "private_metadata": view.get("private_metadata") or "",
            "callback_id": view.get("callback_id") or "",
            "external_id": view.get("external_id") or "",
            "title": view.get("title") if modal else None,
            "submit": view.get("submit"),
            "close": view.get("close"),
            "clear_on_close": bool(view.get("clear_on_close")),
            "notify_on_close": bool(view.get("notify_on_close")),
            "previous_view_id": None,
            "root_view_id": view_id,
            "app_id": APP_ID,
            "app_installed_team_id": TEAM_ID,
            "bot_id": BOT_ID,
        }
        secret = hashlib.sha256(self._workspace.new_id("hash").encode()).hexdigest()[:8]
        complete["hash"] = f"{int(self._workspace.seconds())}.{secret}"
        return complete

    def _free_external(self, view: Json) -> None:
        external_id = view.get("external_id")
        taken = {r["view"]["external_id"] for s in self._shown() for r in s}
        if external_id and external_id in taken:
            raise SlackError("duplicate_external_id")

    def _shown(self) -> list[list[Json]]:
        return [self.stack(user_id) for user_id in self._workspace.state.stacks]

    def _forget_old(self) -> None:
        state = self._workspace.state
        shown = {view_id for stack in state.stacks.values() for view_id in stack}
        gone = [view_id for view_id in state.views if view_id not in shown]
        for view_id in gone[: max(0, len(gone) - 50)]:
            del state.views[view_id]

    def _told(self, record: Json) -> None:
        self._workspace.hub.publish("slack.view", user=record["user"], view_id=record["id"])
