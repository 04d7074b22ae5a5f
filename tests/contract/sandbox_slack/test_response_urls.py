"""response_url: five uses, privately or not, replacing and deleting what was clicked."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.sandbox_slack.kit import Connect, Control, actions, button, section, until

ROW = [section("Order"), actions(button(action_id="go", value="1"), block_id="row")]


@pytest.fixture
async def clicked(bolt: AsyncApp, connect: Connect) -> list[Any]:
    """The bodies of clicks on `go`, acknowledged."""
    bodies: list[Any] = []

    @bolt.action("go")
    async def go(ack: Any, body: Any) -> None:
        bodies.append(body)
        await ack()

    await connect()
    return bodies


async def click(control: Control, ts: str) -> None:
    place = {"container": {"channel": "C0DEST", "ts": ts}, "block_id": "row", "action_id": "go"}
    assert (await control.post("action", user="U0ANNA", **place))["ok"] is True


async def posted(control: Control, slack: AsyncWebClient, clicked: list[Any]) -> str:
    """Posts the row, clicks it, and answers the response_url."""
    ts = (await slack.chat_postMessage(channel="C0DEST", text="Order", blocks=ROW))["ts"]
    await click(control, ts)
    return str(clicked[-1]["response_url"])


async def test_a_response_is_private_unless_asked(
    control: Control, slack: AsyncWebClient, clicked: list[Any]
) -> None:
    url = await posted(control, slack, clicked)
    await control.http.post(url, json={"text": "For you"})
    await control.http.post(url, json={"text": "For all", "response_type": "in_channel"})
    assert [m["text"] for m in await control.messages(user="U0BEN")] == ["Order", "For all"]
    texts = [m["text"] for m in await control.messages(user="U0ANNA")]
    assert texts == ["Order", "For you", "For all"]


async def test_the_sixth_use_is_refused(
    control: Control, slack: AsyncWebClient, clicked: list[Any]
) -> None:
    url = await posted(control, slack, clicked)
    wrong = await control.http.post(url, json={"blocks": [{"type": "nothing"}], "text": "x"})
    assert wrong.status_code == 400
    assert wrong.json()["error"] == "invalid_blocks"
    for _ in range(5):
        assert (await control.http.post(url, json={"text": "Again"})).status_code == 200
    sixth = await control.http.post(url, json={"text": "Again"})
    assert (sixth.status_code, sixth.json()["error"]) == (404, "used_url")
    assert "used_url" in await control.warnings()


async def test_the_clicked_message_is_replaced_then_deleted(
    control: Control, slack: AsyncWebClient, clicked: list[Any]
) -> None:
    url = await posted(control, slack, clicked)
    await control.http.post(url, json={"text": "Changed", "replace_original": True})
    [message] = await control.messages()
    assert (message["text"], message["blocks"]) == ("Changed", [])
    await control.http.post(url, json={"delete_original": True})
    assert await control.messages() == []


async def test_an_ephemeral_message_is_edited_only_by_its_response_url(
    control: Control, slack: AsyncWebClient, clicked: list[Any]
) -> None:
    whisper = await slack.chat_postEphemeral(
        channel="C0DEST", user="U0ANNA", text="Retry?", blocks=ROW
    )
    await click(control, whisper["message_ts"])
    body = clicked[-1]
    assert body["container"]["is_ephemeral"] is True
    assert "message" not in body
    await control.http.post(body["response_url"], json={"text": "Done", "replace_original": True})
    [message] = await control.messages()
    assert (message["text"], message["ephemeral"]) == ("Done", True)


async def test_faults_strike_response_urls_too(
    control: Control, slack: AsyncWebClient, clicked: list[Any]
) -> None:
    url = await posted(control, slack, clicked)
    await control.fault("status", operation="response_url", status=500)
    assert (await control.http.post(url, json={"text": "Lost"})).status_code == 500
    assert (await control.http.post(url, json={"text": "Here"})).status_code == 200
    assert [m["text"] for m in await control.messages()] == ["Order", "Here"]


async def test_a_made_up_address_is_refused(control: Control) -> None:
    answer = await control.http.post("/slack/response/T0SANDBOX/R1/none", json={"text": "x"})
    assert answer.status_code == 404


async def test_an_acknowledgement_with_bad_blocks_fails_the_command(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    @bolt.command("/synctec")
    async def command(ack: Any) -> None:
        await ack(text="x", blocks=[{"type": "section"}])

    await connect()
    assert await control.command() == {"ok": False, "ack": "invalid_blocks"}
    [message] = await control.messages()
    assert message["text"] == '/synctec failed with the error "invalid_blocks"'


async def test_a_link_button_is_told_too_and_a_select_in_a_message(
    bolt: AsyncApp, connect: Connect, control: Control, slack: AsyncWebClient
) -> None:
    seen: list[Any] = []

    @bolt.action("open")
    @bolt.action("pick")
    async def any_action(ack: Any, body: Any) -> None:
        await ack()
        seen.append(body)

    await connect()
    option = {"text": {"type": "plain_text", "text": "North"}, "value": "north"}
    select = {"type": "static_select", "action_id": "pick", "options": [option]}
    link = button("Open", action_id="open", url="https://example.com/1")
    blocks = [actions(link, select, block_id="row")]
    ts = (await slack.chat_postMessage(channel="C0DEST", text="Order", blocks=blocks))["ts"]
    place: dict[str, Any] = {"container": {"channel": "C0DEST", "ts": ts}, "block_id": "row"}
    await control.post("action", user="U0ANNA", action_id="open", **place)
    await control.post("action", user="U0ANNA", action_id="pick", value="north", **place)

    async def both() -> bool:
        return len(seen) == 2

    await until(both)
    assert seen[0]["actions"][0]["type"] == "button"
    assert seen[1]["actions"][0]["selected_option"] == option
    chosen = {"type": "static_select", "selected_option": option}
    assert seen[1]["state"]["values"] == {"row": {"pick": chosen}}
