"""Steps of the app in people's workflows: told, ended once, held to what was declared."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from scripts.loopback import PLAIN
from tests.contract.sandbox_slack.kit import Connect, Control, error_of, until

INPUTS = {"user": "U0ANNA", "number": "1001"}
FUNCTION: dict[str, Any] = {
    "title": "Push an order",
    "description": "Pushes it",
    "input_parameters": {
        "user": {"type": "slack#/types/user_id", "title": "Who", "is_required": True},
        "number": {"type": "string", "title": "Number", "is_required": True},
        "note": {"type": "string", "title": "Note", "is_required": False},
    },
    "output_parameters": {
        "result": {"type": "string", "title": "Result", "is_required": True},
        "many": {"type": "integer", "title": "How many", "is_required": False},
    },
}
Heard = list[dict[str, Any]]


def manifest(**settings: Any) -> dict[str, Any]:
    return {
        "display_information": {"name": "SyncTec"},
        "features": {},
        "functions": {"push_order": FUNCTION},
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {
            "org_deploy_enabled": True,
            "function_runtime": "remote",
            "event_subscriptions": {"bot_events": ["function_executed"]},
            **settings,
        },
    }


@pytest.fixture
async def heard(bolt: AsyncApp, connect: Connect, control: Control) -> Heard:
    told: Heard = []

    @bolt.function("push_order")
    async def listen(body: dict[str, Any]) -> None:
        told.append(body["event"])

    await control.post("manifest", **manifest())
    await connect()
    return told


async def ran(control: Control, heard: Heard) -> Any:
    """A step that runs, and what the app was told of it."""
    step = await control.post("steps", callback_id="push_order", inputs=INPUTS)
    assert step["state"] == "running"

    async def told() -> Any:
        return next((e for e in heard if e["function_execution_id"] == step["id"]), None)

    return await until(told)


async def test_a_step_is_told_as_slack_tells_it(control: Control, heard: Heard) -> None:
    event = await ran(control, heard)
    assert event["inputs"] == INPUTS
    assert event["function"]["callback_id"] == "push_order"
    assert event["function"]["input_parameters"][0] == {
        "name": "user",
        "type": "slack#/types/user_id",
        "title": "Who",
        "is_required": True,
    }
    assert event["bot_access_token"].startswith("xwfp-")
    await control.post(f"steps/{event['function_execution_id']}/repeat")

    async def twice() -> bool:
        return heard == [event, event]

    await until(twice)


async def test_a_step_ends_once_with_what_is_declared(
    control: Control, heard: Heard, slack: AsyncWebClient
) -> None:
    execution = (await ran(control, heard))["function_execution_id"]
    refused: list[dict[str, Any]] = [
        {},
        {"result": 1},
        {"result": "x", "other": "y"},
        {"result": "x", "many": "1"},
    ]
    for wrong in refused:
        end = slack.functions_completeSuccess(function_execution_id=execution, outputs=wrong)
        assert (await error_of(end))["error"] == "parameter_validation_failed", wrong
    outputs = {"result": "Pushed", "many": 2}
    await slack.functions_completeSuccess(function_execution_id=execution, outputs=outputs)
    shown = await control.get(f"steps/{execution}")
    assert (shown["state"], shown["outputs"]) == ("completed", outputs)
    for end in (
        slack.functions_completeSuccess(function_execution_id=execution, outputs=outputs),
        slack.functions_completeError(function_execution_id=execution, error="late"),
    ):
        assert (await error_of(end))["error"] == "execution_not_in_running_state"
    end = slack.functions_completeError(function_execution_id="Fx0", error="why")
    assert (await error_of(end))["error"] == "function_execution_not_found"


async def test_a_steps_own_token_ends_with_it(address: str, control: Control, heard: Heard) -> None:
    event = await ran(control, heard)
    own = AsyncWebClient(
        ssl=PLAIN, token=event["bot_access_token"], base_url=f"{address}/slack/api/"
    )
    execution = event["function_execution_id"]
    end = own.functions_completeError(function_execution_id=execution, error="")
    assert (await error_of(end))["error"] == "invalid_arguments"
    await own.functions_completeError(function_execution_id=execution, error="No such order.")
    shown = await control.get(f"steps/{execution}")
    assert (shown["state"], shown["error"]) == ("failed", "No such order.")
    assert (await error_of(own.auth_test()))["error"] == "token_revoked"


@pytest.mark.parametrize(
    ("callback_id", "inputs"),
    [
        ("other", INPUTS),
        ("push_order", {"user": "U0ANNA"}),
        ("push_order", {**INPUTS, "more": "x"}),
        ("push_order", {**INPUTS, "user": "U0NOBODY"}),
        ("push_order", {**INPUTS, "number": 1001}),
    ],
)
async def test_workflow_builder_takes_only_what_is_declared(
    control: Control, heard: Heard, callback_id: str, inputs: dict[str, Any]
) -> None:
    body = {"callback_id": callback_id, "inputs": inputs}
    answer = await control.http.post("/control/slack/steps", json=body)
    assert answer.status_code in (400, 404)
    assert heard == []


async def test_a_manifest_with_functions_needs_their_settings(control: Control) -> None:
    for wrong in (
        manifest(org_deploy_enabled=False),
        manifest(function_runtime="slack"),
        {**manifest(), "functions": {"Push": FUNCTION}},
        {**manifest(), "functions": {"push": {"title": "x"}}},
    ):
        answer = await control.http.post("/control/slack/manifest", json=wrong)
        assert answer.status_code == 400
    await control.post("manifest", **manifest(event_subscriptions={"bot_events": []}))
    body = {"callback_id": "push_order", "inputs": INPUTS}
    answer = await control.http.post("/control/slack/steps", json=body)
    assert answer.status_code == 400
