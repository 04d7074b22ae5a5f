"""The app's steps in people's workflows (Workflow Builder): a workflow runs one, and waits."""

from collections.abc import Callable
from typing import Any

from sandbox.slack.errors import SlackError
from sandbox.slack.people import Wrong
from sandbox.slack.state import APP_ID, Json
from sandbox.slack.wire.outbound import Outbound
from sandbox.slack.world import Workspace

RUNNING, COMPLETED, FAILED = "running", "completed", "failed"
_EVENT = "function_executed"


class Steps:
    """The workflows of the workspace, as far as they run steps of the app."""

    def __init__(self, workspace: Workspace, outbound: Outbound) -> None:
        self._workspace = workspace
        self._outbound = outbound

    def run(self, callback_id: Any, inputs: Any) -> Json:
        """A workflow comes to this step (Wrong: Workflow Builder would not let it)."""
        declared = functions(self._workspace).get(callback_id)
        if declared is None:
            raise Wrong(f"The app's manifest declares no function {callback_id!r}.", 404)
        if not isinstance(inputs, dict):
            raise Wrong("inputs must be an object.")
        wrong = mistakes(self._workspace, declared["input_parameters"], inputs)
        if wrong:
            raise Wrong("; ".join(wrong))
        if not self._outbound.subscribed(_EVENT):
            raise Wrong(f"The app's manifest does not ask for the event {_EVENT}.")
        execution_id = self._workspace.new_id("Fx0")
        event = self._event(execution_id, callback_id, declared, inputs)
        kept = {"state": RUNNING, "callback_id": callback_id, "event": event}
        self._workspace.state.steps[execution_id] = kept
        self._outbound.tell(_EVENT, event)
        return self.shown(execution_id)

    def repeat(self, execution_id: str) -> Json:
        """The same event once more, as when its acknowledgement was lost."""
        shown = self.shown(execution_id)
        self._outbound.tell(_EVENT, self._workspace.state.steps[execution_id]["event"])
        return shown

    def shown(self, execution_id: str) -> Json:
        """What became of it: `state`, and `outputs` or `error` (Wrong)."""
        step = self._workspace.state.steps.get(execution_id)
        if step is None:
            raise Wrong("There is no such execution.", 404)
        kept = ("state", "callback_id", "outputs", "error")
        return {"id": execution_id, **{name: step[name] for name in kept if name in step}}

    def _event(self, execution_id: str, callback_id: str, declared: Json, inputs: Json) -> Json:
        now = int(self._workspace.seconds())
        function = {
            "id": self._workspace.new_id("Fn0"),
            "callback_id": callback_id,
            "title": declared["title"],
            "description": declared["description"],
            "type": "app",
            "input_parameters": _listed(declared["input_parameters"]),
            "output_parameters": _listed(declared["output_parameters"]),
            "app_id": APP_ID,
            "date_created": now,
            "date_updated": now,
            "date_deleted": 0,
        }
        return {
            "type": _EVENT,
            "function": function,
            "inputs": inputs,
            "function_execution_id": execution_id,
            "workflow_execution_id": self._workspace.new_id("Wx0"),
            "event_ts": self._workspace.new_ts(),
            "bot_access_token": f"xwfp-{self._workspace.new_secret(40)}",
        }


def functions(workspace: Workspace) -> dict[str, Json]:
    """The functions that the app's manifest declares, by callback id."""
    return dict(workspace.state.manifest.get("functions") or {})


def is_live(workspace: Workspace, token: str) -> bool | None:
    """Whether a token is that of a step which runs; None where it is no step's at all."""
    for step in workspace.state.steps.values():
        if step["event"]["bot_access_token"] == token:
            return bool(step["state"] == RUNNING)
    return None


def running(workspace: Workspace, execution_id: str) -> Json:
    """The step of an execution (SlackError: there is none, or it has ended)."""
    step = workspace.state.steps.get(execution_id)
    if step is None:
        raise SlackError("function_execution_not_found")
    if step["state"] != RUNNING:
        raise SlackError("execution_not_in_running_state")
    return step


def mistakes(workspace: Workspace, declared: Json, given: Json) -> list[str]:
    """What of these values is not as the parameters are declared."""
    wrong = [f"{name} is not declared" for name in given if name not in declared]
    for name, parameter in declared.items():
        value = given.get(name)
        if value is None or value == "":
            if parameter.get("is_required"):
                wrong.append(f"{name} is required")
        elif not _KINDS.get(parameter["type"], _anything)(workspace, value):
            wrong.append(f"{name} is not of the type {parameter['type']}")
    return wrong


def _listed(parameters: Json) -> list[Json]:
    shown = ("type", "description", "title", "is_required")
    return [
        {"name": name, **{key: one[key] for key in shown if key in one}}
        for name, one in parameters.items()
    ]


def _anything(_: Workspace, __: Any) -> bool:
    return True


_KINDS: dict[str, Callable[[Workspace, Any], bool]] = {
    "string": lambda _, value: isinstance(value, str),
    "boolean": lambda _, value: isinstance(value, bool),
    "integer": lambda _, value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda _, value: isinstance(value, int | float) and not isinstance(value, bool),
    "slack#/types/user_id": lambda workspace, value: value in workspace.state.users,
    "slack#/types/channel_id": lambda workspace, value: value in workspace.state.channels,
}
