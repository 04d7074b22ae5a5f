"""What Slack is told about the app is what the app does: no more, no less."""

import json
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest
import yaml
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.listener.async_listener import AsyncListener
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

import handlers
from bot import ids
from bot.app import build_app, slack_client
from core.usecases.catalogue import UseCases

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load((ROOT / "manifest.yml").read_text("utf-8")))


EVENT_STEP = "function_executed"


class Anything:
    """Stands for the use cases where none is called."""

    def __getattr__(self, name: str) -> object:
        return name


@pytest.fixture(scope="module")
def app() -> AsyncApp:
    made = build_app(slack_client("xoxb-none"))
    handlers.register(made, cast("UseCases", Anything()), support="support@example.com")
    return made


def test_it_is_valid_against_slacks_own_schema(manifest: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "tests/data/slack/manifest.schema.json").read_text("utf-8"))
    jsonschema.validate(_as_the_schema_has_it(manifest), schema)


def test_its_texts_are_within_slacks_lengths(manifest: dict[str, Any]) -> None:
    assert len(manifest["display_information"]["name"]) <= 35
    assert len(manifest["display_information"]["description"]) <= 140
    for command in manifest["features"]["slash_commands"]:
        assert command["command"].startswith("/")
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000


def test_the_schema_tells_right_from_wrong(manifest: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "tests/data/slack/manifest.schema.json").read_text("utf-8"))
    right = _as_the_schema_has_it(manifest)
    wrong = {**right, "settings": {**right["settings"], "socket_mode": True}}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(wrong, schema)


def test_it_hears_of_links_to_shopifys_admin_alone(manifest: dict[str, Any]) -> None:
    domains = manifest["features"]["unfurl_domains"]
    assert domains == ["admin.shopify.com", "myshopify.com"]
    assert len(domains) <= 5


async def test_every_command_it_lists_is_handled_and_no_other(
    manifest: dict[str, Any], app: AsyncApp
) -> None:
    listed = {command["command"] for command in manifest["features"]["slash_commands"]}
    assert listed == {ids.COMMAND}
    for command in listed:
        assert await _handled(app, {"command": command, "text": ""})
    assert not await _handled(app, {"command": "/something-else", "text": ""})


async def test_every_event_it_lists_is_handled_and_no_other(
    manifest: dict[str, Any], app: AsyncApp
) -> None:
    listed = set(manifest["settings"]["event_subscriptions"]["bot_events"])
    assert listed == {
        ids.EVENT_HOME_OPENED,
        ids.EVENT_LINK,
        ids.EVENT_MENTION,
        f"{ids.EVENT_MESSAGE}.im",
        ids.EVENT_GROUP,
        ids.EVENT_GROUP_PEOPLE,
        EVENT_STEP,
    }
    for event in listed - {EVENT_STEP}:
        assert await _handled(app, _event(event.removesuffix(".im")))
    for event in ("message_metadata_posted", "reaction_added", "team_join"):
        assert not await _handled(app, _event(event))


async def test_every_step_it_declares_is_handled_and_no_other(
    manifest: dict[str, Any], app: AsyncApp
) -> None:
    assert set(manifest["functions"]) == {ids.STEP_PUSH, ids.STEP_UNFULFILLED}
    for callback_id in manifest["functions"]:
        assert await _handled(app, _step(callback_id))
    assert not await _handled(app, _step("something_else"))


def test_steps_act_for_somebody_who_is_named(manifest: dict[str, Any]) -> None:
    # Steps of Bolt apps ask for these two.
    assert manifest["settings"]["org_deploy_enabled"] is True
    assert manifest["settings"]["function_runtime"] == "remote"
    for function in manifest["functions"].values():
        user = function["input_parameters"][ids.STEP_USER]
        assert (user["type"], user["is_required"]) == ("slack#/types/user_id", True)
    push = manifest["functions"][ids.STEP_PUSH]["input_parameters"]
    assert set(push) == {ids.STEP_USER, ids.STEP_STORE, ids.STEP_NUMBER}


def test_it_asks_for_interactivity_home_and_sockets(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["interactivity"]["is_enabled"] is True
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert manifest["features"]["app_home"]["home_tab_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_enabled"] is True
    assert manifest["features"]["app_home"]["messages_tab_read_only_enabled"] is False


def test_it_asks_for_no_scope_beyond_those_in_use(manifest: dict[str, Any]) -> None:
    # chat:write: post, update, ephemeral; commands: the slash command; channels:history and
    # groups:history: find; im:history and app_mentions:read: the two events of people's words;
    # files:write: the list of a match; usergroups:read: whose a user group's rights are; links:read
    # and links:write: orders below links to them.
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == {
        "app_mentions:read",
        "im:history",
        "chat:write",
        "commands",
        "files:write",
        "channels:history",
        "groups:history",
        "links:read",
        "links:write",
        "usergroups:read",
    }


def test_every_id_has_a_listener_of_its_own(app: AsyncApp) -> None:
    named = {
        value
        for name, value in vars(ids).items()
        if name.isupper() and isinstance(value, str) and value.startswith("synctec_")
    }
    not_listened_to = {ids.READ_ONLY, ids.HOME, ids.METADATA_EVENT}
    inputs = {value for name, value in vars(ids).items() if name.startswith("INPUT_")}
    # The command, the six events, the two steps, and the two that acknowledge the rest.
    assert len(_listeners(app)) == len(named - not_listened_to - inputs) + 11


def _as_the_schema_has_it(manifest: dict[str, Any]) -> dict[str, Any]:
    """Steps of Bolt apps are written flat, and their event is asked for (docs.slack.dev, "Custom
    steps"). The schema knows the nested form alone, and not that event."""
    functions = {
        callback_id: {
            **function,
            **{
                kind: {
                    "properties": {
                        name: {key: one[key] for key in one if key not in ("name", "is_required")}
                        for name, one in function[kind].items()
                    },
                    "required": [n for n, one in function[kind].items() if one["is_required"]],
                }
                for kind in ("input_parameters", "output_parameters")
            },
        }
        for callback_id, function in manifest["functions"].items()
    }
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    known = {"bot_events": [event for event in events if event != EVENT_STEP]}
    settings = {**manifest["settings"], "event_subscriptions": known}
    return {**manifest, "functions": functions, "settings": settings}


def _step(callback_id: str) -> dict[str, Any]:
    told = {"function_execution_id": "Fx1", "function": {"callback_id": callback_id}}
    return {"type": "event_callback", "event": {"type": EVENT_STEP, **told}}


def _event(kind: str) -> dict[str, Any]:
    return {"type": "event_callback", "event": {"type": kind, "user": "U1"}}


def _listeners(app: AsyncApp) -> list[AsyncListener]:
    return app._async_listeners


async def _handled(app: AsyncApp, body: dict[str, Any]) -> bool:
    request = AsyncBoltRequest(body=body, mode="socket_mode")
    return any(
        [
            await each.async_matches(req=request, resp=BoltResponse(status=200))
            for each in _listeners(app)
        ]
    )
