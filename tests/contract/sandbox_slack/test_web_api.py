"""The Web API's answers, good and bad, as Slack's SDK sees them."""

import time
from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.contract.sandbox_slack.kit import APP_TOKEN, Control, actions, button, section


async def error_of(call: Awaitable[Any]) -> Any:
    """The body of a refused call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return caught.value.response


async def test_auth_test_names_the_bot(slack: AsyncWebClient) -> None:
    answer = await slack.auth_test()
    assert (answer["team_id"], answer["user_id"]) == ("T0SANDBOX", "U0SYNCTEC")
    assert answer["bot_id"] == "B0SANDBOX"


async def test_tokens_are_held_to_their_kind(address: str, slack: AsyncWebClient) -> None:
    base = f"{address}/slack/api/"
    wrong = AsyncWebClient(token="xoxb-other", base_url=base)
    assert (await error_of(wrong.auth_test()))["error"] == "invalid_auth"
    none = AsyncWebClient(base_url=base)
    assert (await error_of(none.api_call("auth.test")))["error"] == "not_authed"
    opened = await slack.apps_connections_open(app_token=APP_TOKEN)
    assert opened["url"].startswith("ws://127.0.0.1:")
    refused = await error_of(slack.api_call("apps.connections.open"))
    assert refused["error"] == "not_allowed_token_type"
    app = AsyncWebClient(token=APP_TOKEN, base_url=base)
    refused = await error_of(app.chat_postMessage(channel="C0DEST", text="Hi"))
    assert refused["error"] == "not_allowed_token_type"


async def test_a_token_and_arguments_may_come_in_a_form(
    control: Control, slack: AsyncWebClient
) -> None:
    form = {"token": slack.token, "channel": "C0DEST", "text": "Hi & bye"}
    answer = (await control.http.post("/slack/api/chat.postMessage", data=form)).json()
    assert answer["ok"] is True
    assert (await control.messages())[0]["text"] == "Hi & bye"


async def test_an_unknown_method_is_named(slack: AsyncWebClient) -> None:
    assert (await error_of(slack.api_call("chat.shout")))["error"] == "unknown_method"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "Hi"}, "channel_not_found"),
        ({"channel": "C0GENERAL", "text": "Hi"}, "not_in_channel"),
        ({"channel": "#general", "text": "Hi"}, "not_in_channel"),
        ({"channel": "C0DEST", "text": ""}, "no_text"),
        ({"channel": "C0DEST", "blocks": []}, "no_text"),
        ({"channel": "C0DEST", "blocks": "{", "text": "Hi"}, "invalid_blocks_format"),
        ({"channel": "C0DEST", "text": "Hi", "thread_ts": "1.000000"}, "thread_not_found"),
        ({"channel": "C0DEST", "text": "Hi", "metadata": {"a": 1}}, "invalid_metadata_format"),
        (
            {"channel": "C0DEST", "text": "Hi", "blocks": [section("x" * 2500)] * 5},
            "msg_blocks_too_long",
        ),
    ],
)
async def test_post_message_refuses(
    slack: AsyncWebClient, arguments: dict[str, Any], error: str
) -> None:
    answer = await error_of(slack.api_call("chat.postMessage", json=arguments))
    assert answer["error"] == error


async def test_an_archived_and_a_private_channel_refuse(
    control: Control, slack: AsyncWebClient
) -> None:
    made = await control.post("channels", name="secret", is_private=True, members=["U0ANNA"])
    refused = await error_of(slack.chat_postMessage(channel=made["id"], text="Hi"))
    assert refused["error"] == "channel_not_found"
    await control.http.patch("/control/slack/channels/C0DEST", json={"is_archived": True})
    refused = await error_of(slack.chat_postMessage(channel="C0DEST", text="Hi"))
    assert refused["error"] == "is_archived"


async def test_invalid_blocks_point_to_what_is_wrong(
    control: Control, slack: AsyncWebClient
) -> None:
    blocks = [section("Fine"), actions(button("x" * 76, action_id="a"))]
    answer = await error_of(slack.chat_postMessage(channel="C0DEST", text="Hi", blocks=blocks))
    message = "must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"
    assert answer["error"] == "invalid_blocks"
    assert answer["errors"] == [message]
    assert answer["response_metadata"]["messages"] == [f"[ERROR] {message}"]
    assert await control.warnings() == ["refused_blocks"]
    assert await control.messages() == []


async def test_blocks_without_text_are_taken_but_noted(
    control: Control, slack: AsyncWebClient
) -> None:
    body = {"channel": "C0DEST", "blocks": [section("Fine")]}
    await slack.api_call("chat.postMessage", json=body)
    assert await control.warnings() == ["missing_text"]


async def test_scopes_come_from_the_manifest(control: Control, slack: AsyncWebClient) -> None:
    manifest = await control.get("manifest")
    manifest["oauth_config"]["scopes"]["bot"] = ["commands", "users:read"]
    await control.post("manifest", **manifest)
    answer = await error_of(slack.chat_postMessage(channel="C0DEST", text="Hi"))
    assert answer["error"] == "missing_scope"
    assert (answer["needed"], answer["provided"]) == ("chat:write", "commands,users:read")
    assert (await slack.users_info(user="U0ANNA"))["user"]["tz"] == "Europe/Vienna"


async def test_a_manifest_is_checked(control: Control) -> None:
    manifest = await control.get("manifest")
    manifest["features"]["slash_commands"][0]["command"] = "synctec"
    response = await control.http.post("/control/slack/manifest", json=manifest)
    assert response.status_code == 400
    assert "synctec" in response.json()["error"]


async def test_long_text_is_cut_on_posting_and_refused_on_updating(slack: AsyncWebClient) -> None:
    posted = await slack.chat_postMessage(channel="C0DEST", text="x" * 41_000)
    assert len(posted["message"]["text"]) == 40_000
    call = slack.chat_update(channel="C0DEST", ts=posted["ts"], text="x" * 4_001)
    assert (await error_of(call))["error"] == "msg_too_long"


async def test_an_update_without_blocks_takes_them_away(
    control: Control, slack: AsyncWebClient
) -> None:
    blocks = [section("Order")]
    posted = await slack.chat_postMessage(channel="C0DEST", text="Order", blocks=blocks)
    place = {"channel": "C0DEST", "ts": posted["ts"]}
    await slack.chat_update(**place, text="Same", blocks=[section("Same")])
    [message] = await control.messages()
    assert "edited" not in message
    await slack.api_call("chat.update", json={**place, "text": "Bare"})
    [message] = await control.messages()
    assert message["blocks"] == []
    assert message["edited"]["user"] == "U0SYNCTEC"


async def test_only_own_lasting_messages_are_updated(
    control: Control, slack: AsyncWebClient
) -> None:
    written = await control.post("message", user="U0ANNA", channel="C0DEST", text="Mine")
    call = slack.chat_update(channel="C0DEST", ts=written["ts"], text="Yours")
    assert (await error_of(call))["error"] == "cant_update_message"
    call = slack.chat_delete(channel="C0DEST", ts=written["ts"])
    assert (await error_of(call))["error"] == "cant_delete_message"
    whisper = await slack.chat_postEphemeral(channel="C0DEST", user="U0ANNA", text="Psst")
    call = slack.chat_update(channel="C0DEST", ts=whisper["message_ts"], text="Loud")
    assert (await error_of(call))["error"] == "message_not_found"
    call = slack.chat_update(channel="dest-orders", ts=written["ts"], text="Loud")
    assert (await error_of(call))["error"] == "channel_not_found"


async def test_ephemeral_messages_reach_one_member(control: Control, slack: AsyncWebClient) -> None:
    await slack.chat_postEphemeral(channel="C0DEST", user="U0ANNA", text="Psst")
    assert [m["ephemeral"] for m in await control.messages()] == [True]
    assert await control.messages(user="U0BEN") == []
    history = await slack.conversations_history(channel="C0DEST")
    assert history["messages"] == []
    await control.http.patch("/control/slack/channels/C0DEST", json={"members": ["U0SYNCTEC"]})
    call = slack.chat_postEphemeral(channel="C0DEST", user="U0ANNA", text="Psst")
    assert (await error_of(call))["error"] == "user_not_in_channel"


async def test_threads_history_and_metadata(control: Control, slack: AsyncWebClient) -> None:
    metadata = {"event_type": "push", "event_payload": {"order": 1}}
    parent = await slack.chat_postMessage(channel="C0DEST", text="Top", metadata=metadata)
    ts = parent["ts"]
    await slack.chat_postMessage(channel="C0DEST", text="Reply", thread_ts=ts)
    history = (await slack.conversations_history(channel="C0DEST"))["messages"]
    assert [m["text"] for m in history] == ["Top"]
    assert "metadata" not in history[0]
    assert (history[0]["reply_count"], history[0]["thread_ts"]) == (1, ts)
    full = await slack.conversations_replies(channel="C0DEST", ts=ts, include_all_metadata=True)
    assert [m["text"] for m in full["messages"]] == ["Top", "Reply"]
    assert full["messages"][0]["metadata"] == metadata
    thread = await control.get(f"channels/C0DEST/threads/{ts}")
    assert [m["text"] for m in thread] == ["Top", "Reply"]
    missing = await error_of(slack.conversations_replies(channel="C0DEST", ts="1.000000"))
    assert missing["error"] == "thread_not_found"


async def test_permalink_and_delete(control: Control, slack: AsyncWebClient) -> None:
    ts = (await slack.chat_postMessage(channel="C0DEST", text="Hi"))["ts"]
    link = await slack.chat_getPermalink(channel="C0DEST", message_ts=ts)
    assert link["permalink"].endswith(f"/archives/C0DEST/p{ts.replace('.', '')}")
    await slack.chat_delete(channel="C0DEST", ts=ts)
    assert await control.messages() == []
    call = slack.chat_update(channel="C0DEST", ts=ts, text="Gone")
    assert (await error_of(call))["error"] == "message_not_found"


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


async def test_messages_are_one_a_second_and_channel(
    control: Control, slack: AsyncWebClient
) -> None:
    for _ in range(3):
        await slack.chat_postMessage(channel="C0DEST", text="Hi")
    answer = await error_of(slack.chat_postMessage(channel="C0DEST", text="Hi"))
    assert (answer.status_code, answer["error"]) == (429, "ratelimited")
    assert answer.headers["Retry-After"] == "1"
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
    assert 50 <= int(answer.headers["Retry-After"]) <= 60


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
