"""views.*: modals and App Home."""

from typing import Any

from sandbox.slack.api.registry import TIER_4, Call, method
from sandbox.slack.errors import SlackError
from sandbox.slack.state import Json


def _view(call: Call) -> Any:
    view = call.data("view", "invalid_arguments")
    if view is None:
        call.text("view")
    return view


def _answer(call: Call, record: Json) -> Json:
    return {"view": call.services.views.payload(record)}


@method("views.open", per_minute=TIER_4)
def opening(call: Call) -> Json:
    """A modal for the person behind a trigger_id; from inside a modal it goes on top of it."""
    trigger = call.services.triggers.check(call.text("trigger_id"))
    views = call.services.views
    stacked = trigger.view_id in {record["id"] for record in views.stack(trigger.user)}
    show = views.push if stacked else views.open
    record = show(trigger.user, _view(call))
    trigger.used = True
    return _answer(call, record)


@method("views.push", per_minute=TIER_4)
def pushing(call: Call) -> Json:
    """A modal on top of the one the trigger_id came from."""
    trigger = call.services.triggers.check(call.text("trigger_id"))
    views = call.services.views
    if trigger.view_id not in {record["id"] for record in views.stack(trigger.user)}:
        raise SlackError("invalid_trigger_id")
    record = views.push(trigger.user, _view(call))
    trigger.used = True
    return _answer(call, record)


@method("views.update", per_minute=TIER_4)
def updating(call: Call) -> Json:
    """Another content for an open modal (SlackError not_found once it is closed)."""
    views = call.services.views
    if not call.args.get("view_id") and not call.args.get("external_id"):
        call.text("view_id")
    record = _home(call) or views.find(call.args.get("view_id"), call.args.get("external_id"))
    return _answer(call, views.update(record, _view(call), call.args.get("hash")))


def _home(call: Call) -> Json | None:
    homes = call.workspace.state.homes.values()
    return next((home for home in homes if home["id"] == call.args.get("view_id")), None)


@method("views.publish", per_minute=TIER_4)
def publishing(call: Call) -> Json:
    """A user's App Home."""
    user = call.workspace.user(call.text("user_id"))
    features = call.workspace.state.manifest.get("features") or {}
    if not (features.get("app_home") or {}).get("home_tab_enabled"):
        raise SlackError("not_enabled")
    record = call.services.views.publish(user["id"], _view(call), call.args.get("hash"))
    return _answer(call, record)
