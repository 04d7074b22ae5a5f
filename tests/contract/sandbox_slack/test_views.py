"""Modals and App Home: triggers, stacks, hashes and what people do in them."""

import asyncio
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.sandbox_slack.kit import (
    Connect,
    Control,
    actions,
    answering,
    button,
    field,
    modal,
    plain,
    section,
    until,
)


@pytest.fixture
async def triggers(bolt: AsyncApp, connect: Connect) -> "asyncio.Queue[str]":
    """The trigger ids of commands and clicks, as the app receives them."""
    queue: asyncio.Queue[str] = asyncio.Queue()

    @bolt.command("/synctec")
    async def command(ack: Any, body: Any) -> None:
        await ack()
        await queue.put(body["trigger_id"])

    @bolt.action("more")
    async def more(ack: Any, body: Any) -> None:
        await ack()
        await queue.put(body["trigger_id"])

    await connect()
    return queue


MORE = modal(section("Text"), actions(button(action_id="more"), block_id="row"))


async def command_trigger(control: Control, triggers: "asyncio.Queue[str]") -> str:
    await control.command()
    return await asyncio.wait_for(triggers.get(), 10)


async def click_trigger(control: Control, triggers: "asyncio.Queue[str]") -> str:
    top = (await control.views())[-1]
    place = {"container": {"view_id": top["id"]}, "block_id": "row", "action_id": "more"}
    await control.post("action", user="U0ANNA", **place)
    return await asyncio.wait_for(triggers.get(), 10)


async def refused(call: Any) -> Any:
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response["error"]


async def test_a_trigger_works_once_and_for_three_seconds(
    control: Control, slack: AsyncWebClient, triggers: "asyncio.Queue[str]"
) -> None:
    await control.settings(tierScale=100)
    first = await command_trigger(control, triggers)
    await slack.views_open(trigger_id=first, view=MORE)
    again = slack.views_open(trigger_id=first, view=MORE)
    assert await refused(again) == "exchanged_trigger_id"
    made_up = slack.views_open(trigger_id="1.2.3", view=MORE)
    assert await refused(made_up) == "invalid_trigger_id"
    old = await command_trigger(control, triggers)

    async def expired() -> bool:
        bad = modal(section("x" * 3001))
        return bool(
            await refused(slack.views_open(trigger_id=old, view=bad)) != "invalid_arguments"
        )

    await until(expired)
    assert await refused(slack.views_open(trigger_id=old, view=MORE)) == "expired_trigger_id"
    assert "expired_trigger_id" in await control.warnings()


async def test_at_most_three_views_are_stacked(
    control: Control, slack: AsyncWebClient, triggers: "asyncio.Queue[str]"
) -> None:
    trigger = await command_trigger(control, triggers)
    opened = (await slack.views_open(trigger_id=trigger, view=MORE))["view"]
    for _ in range(2):
        trigger = await click_trigger(control, triggers)
        pushed = (await slack.views_push(trigger_id=trigger, view=MORE))["view"]
        assert pushed["root_view_id"] == opened["id"]
    assert pushed["previous_view_id"] != opened["id"]
    trigger = await click_trigger(control, triggers)
    fourth = slack.views_push(trigger_id=trigger, view=MORE)
    assert await refused(fourth) == "push_limit_reached"
    assert len(await control.views()) == 3


async def test_a_push_needs_a_trigger_from_the_modal(
    control: Control, slack: AsyncWebClient, triggers: "asyncio.Queue[str]"
) -> None:
    trigger = await command_trigger(control, triggers)
    call = slack.views_push(trigger_id=trigger, view=MORE)
    assert await refused(call) == "invalid_trigger_id"


async def test_updates_check_the_hash_and_need_an_open_view(
    control: Control, slack: AsyncWebClient, triggers: "asyncio.Queue[str]"
) -> None:
    trigger = await command_trigger(control, triggers)
    view = {**MORE, "external_id": "mine"}
    opened = (await slack.views_open(trigger_id=trigger, view=view))["view"]
    updated = await slack.views_update(external_id="mine", hash=opened["hash"], view=view)
    assert updated["view"]["hash"] != opened["hash"]
    stale = slack.views_update(view_id=opened["id"], hash=opened["hash"], view=view)
    assert await refused(stale) == "hash_conflict"
    await control.post(f"views/{opened['id']}/close", user="U0ANNA")
    closed = slack.views_update(view_id=opened["id"], view=view)
    assert await refused(closed) == "not_found"


async def test_views_are_checked_whole(
    control: Control, slack: AsyncWebClient, triggers: "asyncio.Queue[str]"
) -> None:
    trigger = await command_trigger(control, triggers)
    wrong = [
        (modal(field("a", "b"), submit=None), "/view"),
        (modal(section("x"), title=plain("x" * 25)), "/view/title/text"),
        (modal(section("x"), private_metadata="x" * 3001), "/view/private_metadata"),
        (modal(section("x"), callback_id="x" * 256), "/view/callback_id"),
        (modal(*[section("x")] * 101), "/view/blocks"),
        (modal({"type": "markdown", "text": "x"}), "/view/blocks/0/type"),
        (modal(section("x"), extra="x"), "/view"),
        ({"type": "home", "blocks": []}, "/view/type"),
    ]
    for view, pointer in wrong:
        body = {"trigger_id": trigger, "view": view}
        with pytest.raises(SlackApiError) as caught:
            await slack.api_call("views.open", json=body)
        answer = caught.value.response
        assert answer["error"] == "invalid_arguments"
        [line] = answer["response_metadata"]["messages"]
        assert line.startswith("[ERROR] ")
        assert line.endswith(f"[json-pointer:{pointer}]")
    assert await control.views() == []


async def test_app_home_checks_the_hash(control: Control, slack: AsyncWebClient) -> None:
    view = {"type": "home", "blocks": [section("One")]}
    published = (await slack.views_publish(user_id="U0BEN", view=view))["view"]
    stale = slack.views_publish(user_id="U0BEN", view=view, hash="1.other")
    assert await refused(stale) == "hash_conflict"
    await slack.views_publish(user_id="U0BEN", view=view, hash=published["hash"])
    assert (await control.post("home", user="U0BEN"))["view"]["id"] == published["id"]
    wrong = slack.views_publish(user_id="U0BEN", view=modal(section("x")))
    assert await refused(wrong) == "invalid_arguments"


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({"response_action": "update", "view": modal(title=plain("Next"))}, ["Next"]),
        ({"response_action": "push", "view": modal(title=plain("Over"))}, ["Title", "Over"]),
        ({"response_action": "clear"}, []),
        ({}, []),
    ],
)
async def test_a_submission_is_answered_with_an_action(
    bolt: AsyncApp, connect: Connect, control: Control, answer: Any, titles: list[str]
) -> None:
    @bolt.view("form")
    async def form(ack: Any) -> None:
        await ack(**answer)

    opened = await answering(bolt, connect, control, modal(section("x"), callback_id="form"))
    submitted = await control.post(f"views/{opened['id']}/submit", user="U0ANNA")
    assert submitted == {"ok": True}
    assert [v["view"]["title"]["text"] for v in await control.views()] == titles


async def test_errors_must_name_input_blocks(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    @bolt.view("form")
    async def form(ack: Any) -> None:
        await ack(response_action="errors", errors={"elsewhere": "No"})

    view = modal(field("a", "b"), callback_id="form")
    opened = await answering(bolt, connect, control, view)
    state = {"a": {"b": "text"}}
    body = {"user": "U0ANNA", "state": state}
    submitted = await control.post(f"views/{opened['id']}/submit", **body)
    assert submitted["ok"] is False
    assert submitted["message"] == "We had some trouble connecting. Try again?"
    assert await control.warnings() == ["refused_errors"]


async def test_closing_is_told_where_the_view_asks(
    bolt: AsyncApp, connect: Connect, control: Control
) -> None:
    closed: list[Any] = []

    @bolt.view_closed("form")
    async def form(ack: Any, body: Any) -> None:
        await ack()
        closed.append(body)

    view = modal(section("x"), callback_id="form", notify_on_close=True)
    opened = await answering(bolt, connect, control, view)
    await control.post(f"views/{opened['id']}/close", user="U0ANNA")
    assert await control.views() == []
    assert (closed[0]["view"]["id"], closed[0]["is_cleared"]) == (opened["id"], False)


async def test_the_x_closes_the_whole_stack(
    control: Control, slack: AsyncWebClient, triggers: "asyncio.Queue[str]"
) -> None:
    trigger = await command_trigger(control, triggers)
    bottom = (await slack.views_open(trigger_id=trigger, view=MORE))["view"]
    trigger = await click_trigger(control, triggers)
    top = (await slack.views_push(trigger_id=trigger, view=MORE))["view"]
    await control.post(f"views/{top['id']}/close", user="U0ANNA", all=True)
    assert await control.views() == []
    again = await control.post(f"views/{bottom['id']}/close", user="U0ANNA")
    assert again == {"ok": True}
