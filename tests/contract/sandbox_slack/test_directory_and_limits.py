"""Conversations, people, files, rates and faults, as Slack's SDK sees them."""

import time
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.sandbox_slack.kit import (
    Control,
    error_of,
    section,
)


async def test_conversations_are_listed_by_page(slack: AsyncWebClient) -> None:
    first = await slack.conversations_list(limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    rest = await slack.conversations_list(limit=100, cursor=cursor)
    names = [c["name"] for c in [*first["channels"], *rest["channels"]]]
    assert names == ["dest-orders", "north-orders", "south-orders", "synctec-ops", "general"]
    mine = await slack.users_conversations()
    assert "general" not in [c["name"] for c in mine["channels"]]
    assert (await slack.conversations_info(channel="C0GENERAL"))["channel"]["is_member"] is False
    members = (await slack.conversations_members(channel="C0DEST"))["members"]
    assert "U0SYNCTEC" in members


async def test_a_direct_message_opens_by_user(control: Control, slack: AsyncWebClient) -> None:
    opened = await slack.conversations_open(users="U0BEN")
    channel = opened["channel"]["id"]
    posted = await slack.chat_postMessage(channel="U0BEN", text="Hello")
    assert posted["channel"] == channel
    assert [m["text"] for m in await control.messages(channel, "U0BEN")] == ["Hello"]
    unknown = await error_of(slack.conversations_open(users="U0NOBODY"))
    assert unknown["error"] == "user_not_found"


async def test_people_and_groups(slack: AsyncWebClient) -> None:
    people = (await slack.users_list())["members"]
    assert {"U0ANNA", "U0BEN", "U0CARA", "U0SYNCTEC"} <= {p["id"] for p in people}
    assert (await error_of(slack.users_info(user="U0NOBODY")))["error"] == "user_not_found"
    [group] = (await slack.usergroups_list(include_users=True))["usergroups"]
    assert group["users"] == (await slack.usergroups_users_list(usergroup="S0OPS"))["users"]
    assert (await slack.team_info())["team"]["id"] == "T0SANDBOX"
    assert (await slack.bots_info(bot="B0SANDBOX"))["bot"]["user_id"] == "U0SYNCTEC"


async def test_reactions_are_once_each(control: Control, slack: AsyncWebClient) -> None:
    ts = (await slack.chat_postMessage(channel="C0DEST", text="Hi"))["ts"]
    place = {"channel": "C0DEST", "timestamp": ts, "name": "eyes"}
    await slack.reactions_add(**place)
    again = await error_of(slack.reactions_add(**place))
    assert again["error"] == "already_reacted"
    [message] = await control.messages()
    assert message["reactions"] == [{"name": "eyes", "users": ["U0SYNCTEC"], "count": 1}]
    await slack.reactions_remove(**place)
    assert (await error_of(slack.reactions_remove(**place)))["error"] == "no_reaction"


async def test_a_file_is_uploaded_and_shared(control: Control, slack: AsyncWebClient) -> None:
    await slack.files_upload_v2(
        filename="orders.csv", content="a,b", channel="C0DEST", initial_comment="The list"
    )
    [message] = await control.messages()
    assert message["text"] == "The list"
    [file] = message["files"]
    assert (await control.http.get(file["url_private"])).text == "a,b"
    missing = await error_of(slack.files_completeUploadExternal(files=[{"id": "F0NONE"}]))
    assert missing["error"] == "file_not_found"


async def test_an_upload_has_the_length_that_was_announced_and_happens_once(
    control: Control, slack: AsyncWebClient
) -> None:
    asked = await slack.files_getUploadURLExternal(filename="orders.csv", length=3)
    url = str(asked["upload_url"])
    for content, status in ((b"a,b,c", 400), (b"a,b", 200), (b"c,d", 404)):
        assert (await control.http.post(url, content=content)).status_code == status
    place: dict[str, Any] = {"files": [{"id": asked["file_id"]}], "channel_id": "C0DEST"}
    lost = await error_of(slack.files_completeUploadExternal(**place, thread_ts="1.000001"))
    assert lost["error"] == "thread_not_found"
    assert (await slack.files_completeUploadExternal(**place))["ok"]


async def test_messages_are_one_a_second_and_channel(
    control: Control, slack: AsyncWebClient
) -> None:
    settings = await control.get("settings")
    assert (settings["messagesPerSecond"], settings["burst"]) == (1, 3)
    await control.settings(messagesPerSecond=0.01)
    for _ in range(3):
        await slack.chat_postMessage(channel="C0DEST", text="Hi")
    answer = await error_of(slack.chat_postMessage(channel="C0DEST", text="Hi"))
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert 50 < int(answer.headers["Retry-After"]) <= 100
    await slack.chat_postMessage(channel="C0NORTH", text="Another channel")
    await control.settings(messagesPerSecond=1000, burst=1000)
    for _ in range(5):
        await slack.chat_postMessage(channel="C0DEST", text="Hi")


async def test_methods_have_tiers(control: Control, slack: AsyncWebClient) -> None:
    await control.settings(tierScale=0.1)
    ts = (await slack.chat_postMessage(channel="C0DEST", text="Hi"))["ts"]
    for number in range(5):
        await slack.chat_update(channel="C0DEST", ts=ts, text=str(number))
    answer = await error_of(slack.chat_update(channel="C0DEST", ts=ts, text="Once more"))
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60


async def test_faults_strike_one_method(control: Control, slack: AsyncWebClient) -> None:
    await control.fault("error", operation="chat.postMessage", error="fatal_error")
    await control.fault("rate_limited", operation="chat.postMessage", seconds=7, after=1)
    await slack.auth_test()
    answer = await error_of(slack.chat_postMessage(channel="C0DEST", text="Hi"))
    assert answer["error"] == "fatal_error"
    await slack.chat_postMessage(channel="C0DEST", text="Between")
    answer = await error_of(slack.chat_postMessage(channel="C0DEST", text="Hi"))
    assert answer.headers["Retry-After"] == "7"


async def test_an_answer_can_be_lost_after_the_work(
    control: Control, slack: AsyncWebClient
) -> None:
    await control.fault("drop_answer", operation="chat.postMessage")
    await control.fault("drop_request", operation="chat.update")
    slack.retry_handlers.clear()
    with pytest.raises(Exception, match="disconnected"):
        await slack.chat_postMessage(channel="C0DEST", text="Hi")
    [message] = await control.messages()
    assert message["text"] == "Hi"
    with pytest.raises(Exception, match="disconnected"):
        await slack.chat_update(channel="C0DEST", ts=message["ts"], text="Other")
    assert (await control.messages())[0]["text"] == "Hi"
    exchanges = (await control.http.get("/control/exchanges")).json()
    assert exchanges[-1]["operation"] == "chat.update"
    assert exchanges[-1]["status"] == 0


async def test_a_status_and_a_delay(control: Control, slack: AsyncWebClient) -> None:
    await control.fault("status", operation="auth.test", status=503)
    refused = await control.http.post(
        "/slack/api/auth.test", headers={"Authorization": f"Bearer {slack.token}"}
    )
    assert refused.status_code == 503
    await control.fault("delay", operation="auth.test", seconds=0.2)
    began = time.monotonic()
    await slack.auth_test()
    assert time.monotonic() - began >= 0.2


async def test_the_state_survives_dump_and_load(control: Control, slack: AsyncWebClient) -> None:
    await slack.chat_postMessage(channel="C0DEST", text="Kept", blocks=[section("Kept")])
    dumped = (await control.http.get("/control/state")).json()
    kept = await control.messages()
    await control.http.post("/control/reset")
    assert await control.messages() == []
    await control.http.put("/control/state", json=dumped)
    assert await control.messages() == kept
    assert (await control.http.get("/control/state")).json() == dumped
