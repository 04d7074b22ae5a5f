"""Interactions: clicks and choices, a modal's submit and close, a menu's options."""

from typing import Any

from sandbox.slack import inputs, payloads
from sandbox.slack.blocks import check_blocks
from sandbox.slack.blocks.objects import all_options
from sandbox.slack.errors import SlackError
from sandbox.slack.people import People, Wrong
from sandbox.slack.places import Place, around, describe
from sandbox.slack.state import Json
from sandbox.slack.wire.replies import NoReply

_TROUBLE = "We had some trouble connecting. Try again?"


class Clicks:
    """The interactive half of what people do."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._workspace = people.workspace
        self._views = people.views

    async def act(self, body: Json) -> Json:
        """A click or a choice; answers once the app has acknowledged it or has not. `state` is
        what else stands in a modal's inputs by then: the app is told of it, too."""
        user_id = body["user"]
        place = self._people.place(user_id, body["container"])
        if place.record:
            self._enter(place.record, body.get("state") or {})
        block, element = self._people.element(place, body["block_id"], body["action_id"])
        place = around(place, block)
        action = self._action(place, block, element, body.get("value"))
        if block["type"] == "input" and not block.get("dispatch_action"):
            return {"ok": True, "sent": False}
        payload = self._payload("block_actions", user_id, place)
        payload["trigger_id"] = self._people.triggers.give(user_id, self._modal(place))
        if place.message and place.channel:
            # An answer to a click below somebody's link never takes the place of their message.
            at = None if place.unfurl else place.message
            payload["response_url"] = self._people.hooks.give(user_id, place.channel["id"], at)
        payload["actions"] = [action]
        try:
            reply = await self._people.outbound.ask("interactive", payload)
        except NoReply as none:
            return {"ok": False, "ack": none.error}
        return {"ok": True, "ack": {"status": reply.status, "body": reply.body}}

    def _payload(self, kind: str, user_id: str, place: Place, **rest: Any) -> Json:
        parts = describe(self._workspace, self._views, place)
        return payloads.interaction(kind, self._people.person(user_id), **parts, **rest)

    def _modal(self, place: Place) -> str | None:
        modal = place.record and place.record["view"]["type"] == "modal"
        return str(place.key) if modal else None

    def _action(self, place: Place, block: Json, element: Json, value: Any) -> Json:
        action: Json = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self._workspace.new_ts(),
        }
        if element["type"] in ("button", "workflow_button", "icon_button"):
            return action | {n: element[n] for n in ("text", "value", "style") if n in element}
        entry = self._entry(place, block, element, value)
        if element["type"] != "overflow":
            place.entered.setdefault(block["block_id"], {})[element["action_id"]] = entry
        return action | entry | {n: element[n] for n in ("placeholder",) if n in element}

    def _entry(self, place: Place, block: Json, element: Json, value: Any) -> Json:
        key = f"{place.key}/{block['block_id']}/{element['action_id']}"
        try:
            return inputs.encode(element, value, self._workspace.state.suggested.get(key, []))
        except (ValueError, KeyError) as error:
            raise Wrong(str(error)) from None

    async def options(self, body: Json) -> Json:
        """What an external menu offers for a typed text (`block_suggestion`)."""
        user_id = body["user"]
        place = self._people.place(user_id, body["container"])
        block, element = self._people.element(place, body["block_id"], body["action_id"])
        if element["type"] not in ("external_select", "multi_external_select"):
            raise Wrong(f"{element['type']} does not ask the app for options.")
        named = {"block_id": block["block_id"], "action_id": element["action_id"]}
        payload = self._payload("block_suggestion", user_id, place, **named)
        payload["value"] = body.get("value") or ""
        try:
            reply = await self._people.outbound.ask("interactive", payload)
        except NoReply as none:
            return {"ok": False, "ack": none.error, "options": []}
        offered = self._offered(reply.body, element)
        key = f"{place.key}/{block['block_id']}/{element['action_id']}"
        self._workspace.state.suggested[key] = all_options(offered)
        return {"ok": True, **offered}

    def _offered(self, body: Any, element: Json) -> Json:
        given = body if isinstance(body, dict) else {}
        offered = {n: given[n] for n in ("options", "option_groups") if given.get(n)}
        if not offered:
            return {"options": []}
        probe = {"type": "static_select", "action_id": element["action_id"], **offered}
        wrong = check_blocks([{"type": "actions", "elements": [probe]}])
        if wrong:
            self._workspace.warn("refused_options", "; ".join(wrong))
            return {"options": []}
        return offered

    async def submit(self, view_id: str, body: Json) -> Json:
        """A modal's Submit; answers `{"ok"}`, and `errors` by block id when it stays open."""
        record = self._open_view(view_id, body["user"])
        self._enter(record, body.get("state") or {})
        payload = self._payload("view_submission", record["user"], _place(record))
        del payload["container"]
        wrong = inputs.objections(record["view"]["blocks"], payload["view"]["state"]["values"])
        if wrong:
            return {"ok": False, "errors": wrong}
        payload["trigger_id"] = self._people.triggers.give(record["user"], view_id)
        payload["response_urls"] = []
        try:
            reply = await self._people.outbound.ask("interactive", payload)
        except NoReply as none:
            return {"ok": False, "error": none.error, "errors": {}, "message": _TROUBLE}
        return self._answered(record, reply.body)

    def _open_view(self, view_id: str, user_id: Any) -> Json:
        try:
            record = self._views.find(view_id)
        except SlackError:
            raise Wrong("That view is not open.", 404) from None
        if record["user"] != user_id or self._views.stack(user_id)[-1]["id"] != view_id:
            raise Wrong("That view is not the one on top for this user.")
        return record

    def _enter(self, record: Json, state: Json) -> None:
        """A client may not have heard yet that the app took an input away: that one is gone."""
        place = _place(record)
        there = {block["block_id"] for block in place.blocks}
        for block_id, elements in state.items():
            if block_id not in there:
                continue
            for action_id, value in elements.items():
                block, element = self._people.element(place, block_id, action_id)
                entry = self._entry(place, block, element, value)
                place.entered.setdefault(block_id, {})[action_id] = entry

    def _answered(self, record: Json, body: Any) -> Json:
        answer = body if isinstance(body, dict) else {}
        action = answer.get("response_action")
        if action == "errors":
            return self._errors(record, answer.get("errors"))
        try:
            if action == "update":
                self._views.update(record, answer.get("view") or {})
            elif action == "push":
                self._views.push(record["user"], answer.get("view") or {})
            elif action == "clear":
                self._views.clear(record["user"])
            else:
                self._views.close(record)
        except SlackError as error:
            self._workspace.warn("refused_response_action", f"{action}: {error.code}")
            return {"ok": False, "error": error.code, "errors": {}, "message": _TROUBLE}
        return {"ok": True}

    def _errors(self, record: Json, errors: Any) -> Json:
        known = {b["block_id"] for b in record["view"]["blocks"] if b["type"] == "input"}
        if not isinstance(errors, dict) or not errors or not set(errors) <= known:
            self._workspace.warn("refused_errors", f"errors must name input blocks: {errors}")
            return {"ok": False, "error": "invalid_errors", "errors": {}, "message": _TROUBLE}
        return {"ok": False, "errors": errors}

    async def close(self, view_id: str, body: Json) -> Json:
        """A modal's Close, or with `all` its X; the app hears of it where the view asks for that.

        Closing what has closed already changes nothing.
        """
        if view_id in self._workspace.state.views and not self._shown(view_id):
            return {"ok": True}
        record = self._open_view(view_id, body["user"])
        cleared = bool(body.get("all") or record["view"]["clear_on_close"])
        closed = self._views.clear(record["user"]) if cleared else [record]
        self._views.close(record)
        for one in closed:
            if one["view"]["notify_on_close"]:
                await self._closed(one, cleared)
        return {"ok": True}

    def _shown(self, view_id: str) -> bool:
        return any(view_id in stack for stack in self._workspace.state.stacks.values())

    async def _closed(self, record: Json, cleared: bool) -> None:
        payload = self._payload("view_closed", record["user"], _place(record))
        del payload["container"]
        payload["is_cleared"] = cleared
        try:
            await self._people.outbound.ask("interactive", payload)
        except NoReply:
            return


def _place(record: Json) -> Place:
    return Place(record["id"], record["view"]["blocks"], record["inputs"], record=record)
