"""The Web API's answers, good and bad, as Slack's SDK sees them."""

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from scripts.loopback import PLAIN
from tests.contract.sandbox_slack.kit import (
    APP_TOKEN,
    Control,
    actions,
    button,
    error_of,
    section,
)


async def test_auth_test_names_the_bot(slack: AsyncWebClient) -> None:
    answer = await slack.auth_test()
    assert (answer["team_id"], answer["user_id"]) == ("T0SANDBOX", "U0SYNCTEC")
    assert answer["bot_id"] == "B0SANDBOX"


async def test_tokens_are_held_to_their_kind(address: str, slack: AsyncWebClient) -> None:
    base = f"{address}/slack/api/"
    wrong = AsyncWebClient(ssl=PLAIN, token="xoxb-other", base_url=base)
    assert (await error_of(wrong.auth_test()))["error"] == "invalid_auth"
    none = AsyncWebClient(ssl=PLAIN, base_url=base)
    assert (await error_of(none.api_call("auth.test")))["error"] == "not_authed"
    opened = await slack.apps_connections_open(app_token=APP_TOKEN)
    assert opened["url"].startswith("ws://127.0.0.1:")
    refused = await error_of(slack.api_call("apps.connections.open"))
    assert refused["error"] == "not_allowed_token_type"
    app = AsyncWebClient(ssl=PLAIN, token=APP_TOKEN, base_url=base)
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


async def test_a_reply_may_show_in_the_channel_too(control: Control, slack: AsyncWebClient) -> None:
    ts = (await slack.chat_postMessage(channel="C0DEST", text="Top"))["ts"]
    reply = {"channel": "C0DEST", "thread_ts": ts, "text": "Loud"}
    await slack.chat_postMessage(**reply, reply_broadcast=True)
    assert [m["text"] for m in await control.messages()] == ["Top", "Loud"]


async def test_an_update_keeps_metadata_unless_it_is_emptied(slack: AsyncWebClient) -> None:
    metadata = {"event_type": "push", "event_payload": {"order": 1}}
    posted = await slack.chat_postMessage(channel="C0DEST", text="One", metadata=metadata)
    place = {"channel": "C0DEST", "ts": posted["ts"], "text": "Two"}
    kept = await slack.chat_update(**place)
    assert kept["message"]["metadata"] == metadata
    emptied = await slack.api_call("chat.update", json={**place, "metadata": {}})
    assert "metadata" not in emptied["message"]


async def test_history_is_cut_by_time_and_by_page(slack: AsyncWebClient) -> None:
    sent = [(await slack.chat_postMessage(channel="C0DEST", text=t))["ts"] for t in "abc"]
    after = await slack.conversations_history(channel="C0DEST", oldest=sent[0])
    assert [m["text"] for m in after["messages"]] == ["c", "b"]
    span = {"oldest": sent[0], "latest": sent[1], "inclusive": True}
    both = await slack.conversations_history(channel="C0DEST", **span)
    assert [m["text"] for m in both["messages"]] == ["b", "a"]
    page = await slack.conversations_history(channel="C0DEST", limit=2)
    assert page["has_more"] is True
    for wrong, error in (({"limit": "many"}, "limit"), ({"oldest": "then"}, "ts_oldest")):
        call = slack.api_call("conversations.history", params={"channel": "C0DEST", **wrong})
        refused = await error_of(call)
        assert refused["error"] == f"invalid_{error}"


async def test_answers_name_the_scopes(slack: AsyncWebClient) -> None:
    scopes = (await slack.auth_test()).headers["x-oauth-scopes"].split(",")
    assert "chat:write" in scopes
    assert "chat:write.public" not in scopes
