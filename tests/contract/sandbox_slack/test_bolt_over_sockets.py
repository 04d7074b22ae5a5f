"""A real Bolt app over Socket Mode: the whole round of what a bot does."""

from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.sandbox_slack.kit import (
    Connect,
    Control,
    actions,
    button,
    field,
    modal,
    section,
    until,
)


async def test_a_command_is_acknowledged_and_answered(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    seen: dict[str, Any] = {}

    @bolt.command("/synctec")
    async def command(ack: Any, body: Any, respond: Any) -> None:
        seen.update(body)
        await ack(text="Queued")
        await respond(text="Done", response_type="in_channel")

    await connect()
    answer = await control.command("push dest 1001")
    assert answer == {"ok": True, "ack": {"status": 200, "body": {"text": "Queued"}}}
    assert seen["text"] == "push dest 1001"
    assert seen["user_id"] == "U0ANNA"
    assert seen["user_name"] == "anna"
    assert seen["team_id"] == "T0SANDBOX"
    assert seen["team_domain"] == "sandbox"
    assert (seen["channel_id"], seen["channel_name"]) == ("C0DEST", "dest-orders")
    assert seen["command"] == "/synctec"
    assert seen["api_app_id"] == "A0SANDBOX"

    async def both() -> Any:
        messages = await control.messages()
        return messages if len(messages) == 2 else None

    by_text = {message["text"]: message for message in await until(both)}
    private, public = by_text["Queued"], by_text["Done"]
    assert private["ephemeral"] is True
    assert "ephemeral" not in public
    assert [m["text"] for m in await control.messages(user="U0BEN")] == ["Done"]


async def test_a_click_edits_the_message(
    bolt: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient
) -> None:
    seen: dict[str, Any] = {}

    @bolt.action("push")
    async def push(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        seen.update(body)
        await client.chat_update(
            channel=body["channel"]["id"],
            ts=body["message"]["ts"],
            text="Pushed",
            blocks=[section("Pushed")],
        )

    await connect()
    blocks = [section("Order"), actions(button(action_id="push", value="42"), block_id="row")]
    posted = await slack.chat_postMessage(channel="C0DEST", text="Order", blocks=blocks)
    answer = await control.post(
        "action",
        user="U0BEN",
        container={"channel": "C0DEST", "ts": posted["ts"]},
        block_id="row",
        action_id="push",
    )
    assert answer["ok"] is True

    async def edited() -> Any:
        [message] = await control.messages()
        return message if message["text"] == "Pushed" else None

    message = await until(edited)
    assert "edited" not in message
    assert len(message["blocks"]) == 1
    check_click(seen, posted["ts"])


def check_click(seen: dict[str, Any], ts: str) -> None:
    """A click's payload, whole."""
    assert seen["type"] == "block_actions"
    assert seen["user"] == {
        "id": "U0BEN",
        "username": "ben",
        "name": "ben",
        "team_id": "T0SANDBOX",
    }
    assert seen["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": "C0DEST",
        "is_ephemeral": False,
    }
    assert seen["team"] == {"id": "T0SANDBOX", "domain": "sandbox"}
    assert seen["channel"] == {"id": "C0DEST", "name": "dest-orders"}
    assert seen["message"]["blocks"][0]["text"]["text"] == "Order"
    assert seen["state"] == {"values": {}}
    [action] = seen["actions"]
    assert action.pop("action_ts")
    assert action == {
        "type": "button",
        "action_id": "push",
        "block_id": "row",
        "value": "42",
        "text": {"type": "plain_text", "text": "Go"},
    }


def push_form(bolt: AsyncApp) -> list[Any]:
    """A command that opens a loading modal, fills it, and takes order 1001 only."""
    submitted: list[Any] = []

    @bolt.command("/synctec")
    async def command(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await ack()
        loading = {**modal(section("Loading")), "callback_id": "push"}
        opened = await client.views_open(trigger_id=body["trigger_id"], view=loading)
        view = opened["view"]
        filled = {**modal(field("order", "number")), "callback_id": "push"}
        await client.views_update(view_id=view["id"], hash=view["hash"], view=filled)

    @bolt.view("push")
    async def view(ack: Any, body: Any) -> None:
        submitted.append(body)
        number = body["view"]["state"]["values"]["order"]["number"]["value"]
        if number == "1001":
            await ack()
        else:
            await ack(response_action="errors", errors={"order": f"No order {number}"})

    return submitted


async def test_a_modal_opens_is_filled_later_refuses_and_closes(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    submitted = push_form(bolt)
    await connect()
    await control.command()

    async def filled() -> Any:
        views = await control.views()
        return views if views and views[0]["view"]["blocks"][0]["type"] == "input" else None

    [opened] = await until(filled)
    path = f"views/{opened['id']}/submit"
    empty = await control.post(path, user="U0ANNA", state={})
    assert empty["errors"] == {"order": "Please complete this required field."}
    refused = await control.post(path, user="U0ANNA", state={"order": {"number": "7"}})
    assert refused == {"ok": False, "errors": {"order": "No order 7"}}
    assert len(await control.views()) == 1
    taken = await control.post(path, user="U0ANNA", state={"order": {"number": "1001"}})
    assert taken == {"ok": True}
    assert await control.views() == []
    body = submitted[-1]
    assert body["view"]["root_view_id"] == opened["id"]
    values = {"order": {"number": {"type": "plain_text_input", "value": "1001"}}}
    assert body["view"]["state"] == {"values": values}
    assert body["user"]["id"] == "U0ANNA"


async def test_opening_app_home_lets_the_bot_publish_it(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    events: list[Any] = []

    @bolt.event("app_home_opened")
    async def opened(body: Any, event: Any, client: AsyncWebClient) -> None:
        events.append(body)
        view = {"type": "home", "blocks": [section(f"Hello <@{event['user']}>")]}
        await client.views_publish(user_id=event["user"], view=view)

    await connect()
    assert (await control.post("home", user="U0CARA"))["view"] is None

    async def published() -> Any:
        return (await control.get("home", user="U0CARA"))["view"]

    view = await until(published)
    assert view["blocks"][0]["text"]["text"] == "Hello <@U0CARA>"
    assert events[0]["type"] == "event_callback"
    assert events[0]["event"]["tab"] == "home"
    assert len(events) == 1
    assert events[0]["authorizations"][0]["user_id"] == "U0SYNCTEC"
